//! What people read of payments.

use serde_json::{Value, json};

use super::super::customer::Counter;
use super::{ACCOUNT, OTHER_FOB, confirmed, transfer, waiting, with};
use crate::support::{Ran, at, code};

fn people(counter: &Counter, lang: &str, args: &[&str], stdin: &Value) -> Ran {
    let now = at(9);
    let all = [&["--lang", lang, "--at", &now, "portal"], args].concat();
    counter.bank.run(&all, &stdin.to_string())
}

#[test]
fn people_read_what_became_of_a_payment() {
    let counter = Counter::with(&["DEN502", "DEN503", "DEN503M1"]);
    let (maker, approver, id) = waiting(&counter);
    let ran = people(
        &counter,
        "ja",
        &["payments", "--waiting"],
        &json!({ "session": approver }),
    );
    assert!(
        ran.out.contains(&id) && ran.out.contains("1,234,567") && ran.out.contains("承認待ち"),
        "{}",
        ran.out
    );
    let ran = people(
        &counter,
        "en",
        &["payment", "--id", &id],
        &json!({ "session": approver }),
    );
    assert!(
        ran.out
            .ends_with("Waiting for approval by DEN503M1.\nApproving executes it (asks for a one-time password).\n"),
        "{}",
        ran.out
    );
    let given = with(confirmed(&approver, "DEN503M1"), &[("code", json!(code(OTHER_FOB, 9)))]);
    let ran = people(&counter, "ja", &["approve", "--payment", &id], &given);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines[0], "実行しました。", "{}{}", ran.out, ran.err);
    assert!(lines.iter().any(|line| line.starts_with("受付番号")), "{}", ran.out);
    assert!(
        lines.last().unwrap().starts_with("実行後の残高") && lines.last().unwrap().ends_with(" 円"),
        "{}",
        ran.out
    );
    let ran = people(
        &counter,
        "ja",
        &["statement", "--account", ACCOUNT],
        &json!({ "session": maker }),
    );
    assert!(
        ran.out.lines().nth(1).unwrap().contains("振込振替 レイジシヨウジ"),
        "{}",
        ran.out
    );
    let ran = people(&counter, "en", &["accounts"], &json!({ "session": maker }));
    assert!(ran.out.contains("Balance (yen)"), "{}", ran.out);

    let order = transfer(ACCOUNT, 1_000, &["DEN503M1"]);
    let given = with(confirmed(&maker, "DEN503"), &[("order", order)]);
    let ran = people(&counter, "ja", &["pay"], &given);
    assert!(
        ran.out.starts_with("承認依頼を受け付けました。") && ran.out.ends_with("次は、承認者の承認です。\n"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = people(
        &counter,
        "ja",
        &["approvers", "--kind", "transfer"],
        &json!({ "session": maker }),
    );
    assert!(
        ran.out.contains("承認者 1 名") && ran.out.contains("DEN503M1"),
        "{}",
        ran.out
    );
}

#[test]
fn the_first_of_two_approvals_and_a_batch() {
    let counter = Counter::with(&["DEN523", "DEN523M1", "DEN523J1"]);
    let users = ["DEN523J1", "DEN523M1", "DEN523"];
    let keys = users.map(|user| counter.login(0, user));
    let to = json!({ "bank": "0001", "branch": "001", "account": "普通7654321", "name": "レイジシヨウジ" });
    let row = json!({ "to": to, "amount": 20_000 });
    let order = json!({
        "account": "普通9000253",
        "content": { "bulk": { "kind": "payroll", "rows": [row, row] } },
        "approver": "DEN523M1",
        "final_approver": "DEN523",
    });
    let given = with(confirmed(&keys[0], users[0]), &[("order", order)]);
    let paid = counter.outcome(1, &["pay"], &given)["payment"].clone();
    let id = paid["payment"].as_str().unwrap();
    assert_eq!((&paid["amount"], &paid["status"]), (&json!(40_000), &json!("waiting")));
    let look = |lang: &str, key: &str| people(&counter, lang, &["payment", "--id", id], &json!({ "session": key })).out;
    let seen = look("ja", &keys[1]);
    assert!(
        seen.contains("承認すると最終承認者の承認待ちになります (ワンタイムパスワードは不要)。"),
        "{seen}"
    );
    let ran = people(
        &counter,
        "ja",
        &["approve", "--payment", id],
        &confirmed(&keys[1], users[1]),
    );
    assert!(
        ran.out.starts_with("承認しました。まだ実行していません。\n")
            && ran.out.ends_with("次は、最終承認者の承認です。\n"),
        "{}{}",
        ran.out,
        ran.err
    );
    assert!(
        look("en", &keys[0]).contains("It can be withdrawn."),
        "by the one who entered it"
    );
    let last = with(confirmed(&keys[2], users[2]), &[("code", json!(code("239812654", 10)))]);
    let outcome = counter.outcome(10, &["approve", "--payment", id], &last);
    assert_eq!(outcome["payment"]["status"], "executed");
}
