//! Payments: the subcommands that enter, approve, send back and take back, and those that show the books.

mod words;

use serde_json::{Value, json};

use super::customer::{Counter, confirmation};
use crate::support::{code, number};

/// 1000003: one approver; DEN503 and DEN503M1 have a token each.
const ACCOUNT: &str = "普通9000033";
const OTHER_FOB: &str = "0030000145";
/// 1000002: nobody approves transfers.
const ALONE: &str = "普通9000022";
const ALONE_FOB: &str = "200000251";

fn transfer(account: &str, amount: u64, approvers: &[&str]) -> Value {
    let to = json!({ "bank": "0001", "branch": "001", "account": "普通7654321", "name": "レイジシヨウジ" });
    json!({
        "account": account,
        "content": { "transfer": { "to": to, "amount": amount } },
        "approver": approvers.first(),
        "final_approver": approvers.get(1),
    })
}

fn confirmed(key: &str, user: &str) -> Value {
    json!({ "session": key, "confirmation_password": confirmation(user) })
}

/// The same with more keys.
fn with(mut given: Value, more: &[(&str, Value)]) -> Value {
    for (key, value) in more {
        given[key] = value.clone();
    }
    given
}

/// A payment of DEN503 that waits for DEN503M1; both sessions and its id.
fn waiting(counter: &Counter) -> (String, String, String) {
    let (maker, approver) = (counter.login(0, "DEN503"), counter.login(0, "DEN503M1"));
    let order = transfer(ACCOUNT, 1_234_567, &["DEN503M1"]);
    let given = with(confirmed(&maker, "DEN503"), &[("order", order)]);
    let paid = counter.outcome(1, &["pay"], &given)["payment"].clone();
    assert_eq!(
        (&paid["status"], &paid["code_taken"], &paid["receipt"]),
        (&json!("waiting"), &json!(false), &Value::Null)
    );
    (maker, approver, paid["payment"].as_str().unwrap().to_owned())
}

#[test]
fn a_payment_is_entered_seen_and_approved() {
    let counter = Counter::with(&["DEN503", "DEN503M1"]);
    let (maker, approver, id) = waiting(&counter);
    let (as_maker, as_approver) = (json!({ "session": maker }), json!({ "session": approver }));
    let list = |args: &[&str], who: &Value| counter.call(2, args, who).json()["payments"].clone();
    assert_eq!(list(&["payments", "--waiting"], &as_approver)[0]["id"], json!(id));
    assert_eq!(list(&["payments", "--waiting"], &as_maker), json!([]));
    assert_eq!(
        list(&["payments"], &as_maker)[0]["content"]["transfer"]["amount"],
        1_234_567
    );
    assert_eq!(list(&["payments", "--skip", "1"], &as_maker), json!([]));

    let one = |who: &Value| counter.call(2, &["payment", "--id", &id], who).json()["payment"].clone();
    let (mine, theirs) = (one(&as_maker), one(&as_approver));
    assert_eq!((&mine["may_withdraw"], mine.get("next")), (&json!(true), None));
    assert_eq!(theirs["next"], json!({ "to": "executed", "asks_code": true }));
    assert_eq!(
        (&theirs["may_withdraw"], &theirs["waits_for"]),
        (&json!(false), &json!("DEN503M1"))
    );

    let approve = ["approve", "--payment", &id];
    let given = confirmed(&approver, "DEN503M1");
    assert_eq!(counter.end(3, &approve, &given), (1, "E0503".into()), "R5.3");
    let maker_s = confirmed(&maker, "DEN503");
    assert_eq!(counter.end(3, &approve, &maker_s), (1, "E0523".into()));
    let given = with(given, &[("code", json!(code(OTHER_FOB, 4)))]);
    let before = counter.call(4, &["accounts"], &as_maker).json()["accounts"][0].clone();
    let paid = counter.outcome(4, &approve, &given)["payment"].clone();
    assert_eq!(
        (&paid["status"], &paid["code_taken"]),
        (&json!("executed"), &json!(true))
    );
    let left = before["balance"].as_u64().unwrap() - 1_234_567;
    assert_eq!((&before["account"], &paid["balance"]), (&json!(ACCOUNT), &json!(left)));
    assert!(paid["receipt"].is_string());
    assert_eq!(counter.end(4, &approve, &given), (1, "E0524".into()));

    let statement = ["statement", "--account", ACCOUNT, "--limit", "1"];
    let moved = counter.call(5, &statement, &as_maker).json()["statement"].clone();
    assert_eq!(
        (&moved[0]["amount"], &moved[0]["balance"]),
        (&json!(-1_234_567), &json!(left))
    );
    assert_eq!(moved.as_array().unwrap().len(), 1);
    counter.bank.verified();
}

#[test]
fn a_payment_is_sent_back_or_taken_back() {
    let counter = Counter::with(&["DEN503", "DEN503M1"]);
    let (maker, approver, id) = waiting(&counter);
    let (as_maker, as_approver) = (json!({ "session": maker }), json!({ "session": approver }));
    let back = ["return", "--payment", &id, "--reason", "金額の確認"];
    assert_eq!(counter.end(2, &back, &as_maker), (1, "E0523".into()));
    let outcome = counter.outcome(2, &back, &as_approver);
    assert_eq!(outcome["payment"]["status"], "returned");
    let seen = counter.call(2, &["payment", "--id", &id], &as_maker).json();
    assert_eq!(seen["payment"]["reason"], "金額の確認");

    let order = transfer(ACCOUNT, 500, &["DEN503M1"]);
    let given = with(confirmed(&maker, "DEN503"), &[("order", order)]);
    let outcome = counter.outcome(3, &["pay"], &given);
    let id = outcome["payment"]["payment"].as_str().unwrap();
    let withdraw = ["withdraw", "--payment", id];
    assert_eq!(counter.end(3, &withdraw, &as_approver), (1, "E0525".into()));
    assert_eq!(
        counter.outcome(3, &withdraw, &as_maker)["payment"]["status"],
        "withdrawn"
    );
    assert_eq!(counter.end(3, &withdraw, &as_maker), (1, "E0524".into()));
}

#[test]
fn a_payment_with_an_id_is_entered_once() {
    let counter = Counter::with(&["DEN502"]);
    let key = counter.login(0, "DEN502");
    let order = transfer(ALONE, 1_000, &[]);
    let file = counter.bank.file("order.json", order.to_string().as_bytes());
    let id = "00112233445566778899aabbccddeeff";
    let given = |minute| {
        let code = json!(code(ALONE_FOB, minute));
        with(confirmed(&key, "DEN502"), &[("id", json!(id)), ("code", code)])
    };
    let paid = counter.outcome(1, &["pay", &file], &given(1))["payment"].clone();
    assert_eq!((&paid["payment"], &paid["status"]), (&json!(id), &json!("executed")));
    let written = with(given(2), &[("order", order.clone())]);
    assert_eq!(counter.end(2, &["pay"], &written), (1, "E0528".into()));
    assert_eq!(
        counter.end(2, &["pay", &file], &written),
        (2, "E3014".into()),
        "two payments"
    );
    let accounts = counter.call(2, &["accounts"], &json!({ "session": key })).json();
    assert_eq!(accounts["accounts"][0]["balance"], paid["balance"], "it paid once");

    let none = with(confirmed(&key, "DEN502"), &[("order", order)]);
    assert_eq!(
        counter.end(3, &["leave"], &json!({ "session": key })),
        (0, String::new())
    );
    assert_eq!(counter.end(3, &["pay"], &none), (1, "E0503".into()), "R5.3");
}

#[test]
fn two_who_call_at_once_with_one_id_pay_once() {
    let counter = Counter::with(&["DEN502"]);
    let key = counter.login(0, "DEN502");
    let more = [
        ("id", json!("0f".repeat(16))),
        ("code", json!(code(ALONE_FOB, 1))),
        ("order", transfer(ALONE, 1_000, &[])),
    ];
    let call = (vec!["pay"], with(confirmed(&key, "DEN502"), &more));
    let answers = counter.at_once(1, &[call.clone(), call]);
    assert_eq!(super::customer::numbers(&answers), ["", "E0528"], "{answers:?}");
}

#[test]
fn the_books_refuse_what_is_not_the_users() {
    let counter = Counter::with(&["DEN503", "DEN502J1"]);
    let (key, other) = (counter.login(0, "DEN503"), counter.login(0, "DEN502J1"));
    let (session, strange) = (json!({ "session": key }), json!({ "session": other }));
    let unknown = "ab".repeat(16);
    for (args, ended) in [
        (&["statement", "--account", ALONE][..], "E0514"),
        (&["statement", "--account", "?"], "E0111"),
        (&["payment", "--id", &unknown], "E0522"),
        (&["payment", "--id", "12"], "E0113"),
        (&["approve", "--payment", "12"], "E0113"),
        (&["withdraw", "--payment", &unknown], "E0522"),
        (&["return", "--payment", &unknown, "--reason", "x"], "E0522"),
    ] {
        assert_eq!(counter.end(1, args, &session), (1, ended.into()), "{args:?}");
    }
    let approvers = |kind, who| counter.call(1, &["approvers", "--kind", kind], who).json()["approvers"].clone();
    let choice = approvers("transfer", &session);
    assert_eq!(
        (&choice["mode"], &choice["users"][0]["login_id"]),
        (&json!("single"), &json!("DEN503M1"))
    );
    assert_eq!(approvers("transfer", &strange)["mode"], "none");
    let ended = json!({ "session": "0".repeat(64) });
    for args in [
        &["accounts"][..],
        &["statement", "--account", ACCOUNT],
        &["payments"],
        &["payments", "--waiting"],
        &["approvers", "--kind", "bulk"],
    ] {
        assert_eq!(counter.end(1, args, &ended), (1, "E1606".into()), "{args:?}");
    }
}

#[test]
fn what_a_payment_lacks_is_named_and_nothing_is_repeated_r12_3() {
    let counter = Counter::with(&["DEN503"]);
    let key = counter.login(0, "DEN503");
    let right = transfer(ACCOUNT, 7_654_321, &["DEN503M1"]);
    let changed = |pointer: &str, value: Value| {
        let mut order = right.clone();
        *order.pointer_mut(pointer).unwrap() = value;
        order
    };
    let mut lacks = right.clone();
    lacks["content"]["transfer"].as_object_mut().unwrap().remove("amount");
    for (order, key_of_it) in [
        (
            changed("/content/transfer/amount", json!(0)),
            "order.content.transfer.amount",
        ),
        (
            changed("/content/transfer/amount", json!("hunter2")),
            "order.content.transfer.amount",
        ),
        (
            changed("/content/transfer/to/bank", json!("hunter2")),
            "order.content.transfer.to.bank",
        ),
        (
            changed("/content/transfer/to/name", json!("hunter2 見本")),
            "order.content.transfer.to.name",
        ),
        (changed("/content", json!({ "hunter2": {} })), "order.content"),
        (
            changed("/content/transfer/to", json!({ "hunter2": 1 })),
            "order.content.transfer.to",
        ),
        (changed("/account", json!(["hunter2"])), "order.account"),
        (lacks, "order.content.transfer.amount"),
    ] {
        let given = with(confirmed(&key, "DEN503"), &[("order", order.clone())]);
        let ran = counter.call(1, &["pay"], &given);
        assert_eq!(number(&ran), (2, "E1501".into()), "{}", ran.out);
        let at = ran.json()["refused"]["facts"]["json_at"].clone();
        let named = at.as_str().unwrap().split_once(' ').unwrap().1;
        assert_eq!(named, key_of_it, "{order} {at}");
        assert!(
            !ran.out.contains("hunter2") && !ran.out.contains("7654321"),
            "{}",
            ran.out
        );

        let file = counter.bank.file("order.json", order.to_string().as_bytes());
        let ran = counter.call(1, &["pay", &file], &confirmed(&key, "DEN503"));
        assert_eq!(number(&ran), (2, "E1501".into()), "{}", ran.out);
        assert!(!ran.out.contains("hunter2"), "{}", ran.out);
    }
    for (args, given, ended) in [
        (&["pay"][..], confirmed(&key, "DEN503"), (2, "E3015")),
        (
            &["pay"],
            with(
                confirmed(&key, "DEN503"),
                &[("profile", json!(null)), ("order", json!([]))],
            ),
            (2, "E1501"),
        ),
        (&["approve", "--payment", "x"], json!({}), (1, "E0113")),
        (&["accounts"], confirmed(&key, "DEN503"), (2, "E3014")),
        (
            &["withdraw", "--payment", &"1".repeat(32)],
            confirmed(&key, "DEN503"),
            (2, "E3014"),
        ),
    ] {
        assert_eq!(counter.end(1, args, &given), (ended.0, ended.1.to_owned()), "{args:?}");
    }
}
