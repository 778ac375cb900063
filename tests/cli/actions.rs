//! The three actions by `do`, from the identity check to the receipt, and their refusals.

use serde_json::json;

use crate::support::{Bank, at, code, number, run};

#[test]
fn a_suspended_token_is_unlocked_after_a_supervisor_approves() {
    let bank = Bank::training();
    let unlock = |check| json!({ "unlock": { "contract": "1000001", "users": ["DEN501"], "check": check } });
    let ran = bank.command("T001", 1, &unlock(json!(null)));
    assert_eq!(number(&ran), (1, "E1001".into()));
    assert_eq!(ran.json()["refused"]["rule"], "R10.1");
    assert_eq!(
        ran.json()["refused"]["remedy"],
        "先に本人確認 (THKK001) を行ってください。本人確認は、実施した担当者だけが使えます。"
    );

    let check = bank.check(2, "1000001", "DEN501");
    let waiting = bank.outcome("T001", 3, &unlock(check.clone()))["waiting"].clone();
    assert_eq!(
        waiting["shown"]["users"].as_array().unwrap().len(),
        3,
        "all who share it"
    );
    let approve = json!({ "approve": { "request": waiting["request"] } });
    assert_eq!(number(&bank.command("T001", 4, &approve)), (1, "E1203".into()));
    let done = bank.outcome("S001", 4, &approve)["done"].clone();
    assert_eq!(
        (&done["made_by"], &done["approved_by"]),
        (&json!("T001"), &json!("S001"))
    );
    assert_eq!(done["number"], "20260601-0002");
    assert_eq!(number(&bank.command("S002", 5, &approve)), (1, "E1104".into()));

    let sheet = bank
        .by("T001", &["--json", "--at", &at(6), "contracts", "show", "1000001"], "")
        .json();
    assert_eq!(sheet["sheet"]["rows"][0]["state"], "in_use");
    bank.verified();
}

/// What a person reads of it: the fob was suspended, and will not be.
#[test]
fn an_unlock_says_what_becomes_of_the_fob_and_of_each_user() {
    let bank = Bank::training();
    let check = bank.check(1, "1000001", "DEN501");
    let unlock = json!({ "unlock": { "contract": "1000001", "users": ["DEN501"], "check": check } });
    let ran = bank.by("T001", &["--at", &at(2), "do"], &unlock.to_string());
    assert_eq!(ran.status, 4, "{}{}", ran.out, ran.err);
    for row in [
        &["10000018", "利用停止中 ＞ 利用停止なし"][..],
        &["DEN501M1", "停止中 ＞ サービス利用中"],
    ] {
        let said = ran.out.lines().any(|line| row.iter().all(|part| line.contains(part)));
        assert!(said, "{row:?}: {}", ran.out);
    }
}

#[test]
fn a_lost_token_is_revoked_at_once_and_looked_over_afterwards() {
    let bank = Bank::training();
    let check = bank.check(1, "1000002", "DEN502");
    let users = json!(["DEN502", "DEN502J1"]);
    let revoke = json!({ "revoke": { "contract": "1000002", "users": users, "reason": "loss", "check": check } });
    let done = bank.outcome("T001", 2, &revoke)["done"].clone();
    assert_eq!(
        done["shown"]["reopens_at"], "2026-06-01T01:47:00Z",
        "30 minutes later (R8.2)"
    );
    assert_eq!(number(&bank.command("T001", 3, &revoke)), (1, "E0701".into()));

    let token = bank.by("T001", &["--json", "tokens", "show", "200000251"], "").json();
    assert_eq!(
        (&token["tokens"][0]["stock"], &token["tokens"][0]["users"]),
        (&json!("lost"), &json!(0))
    );
    let over = json!({ "look_over": { "request": done["request"] } });
    assert_eq!(
        bank.outcome("S001", 5, &over)["looked_over"]["request"],
        done["request"]
    );
    bank.verified();
}

#[test]
fn a_user_is_registered_with_a_live_code() {
    let bank = Bank::training();
    let (serial, check) = ("40000111", bank.check(1, "1000004", "DEN504"));
    let tried = |code: &str| json!({ "check_code": { "contract": "1000004", "serial": serial, "code": code, "user": "DEN504" } });
    let register = |proof| json!({ "register": { "contract": "1000004", "user": "DEN504", "serial": serial, "proof": proof, "check": check } });
    let wrong = bank.command("T001", 2, &tried(&code(serial, 60)));
    assert_eq!(number(&wrong), (1, "E0601".into()));
    assert_eq!(wrong.json()["refused"]["facts"]["left"], "4");
    assert_eq!(number(&bank.command("T001", 2, &tried("12345"))), (1, "E0102".into()));
    assert_eq!(
        number(&bank.command("T001", 2, &register(json!(null)))),
        (1, "E0604".into())
    );

    let accepted = bank.outcome("T001", 3, &tried(&code(serial, 3)));
    assert_eq!(
        number(&bank.command("T001", 3, &tried(&code(serial, 3)))),
        (1, "E0602".into())
    );
    let waiting = bank.outcome("T001", 4, &register(accepted["code_accepted"]["proof"].clone()));
    let approve = json!({ "approve": { "request": waiting["waiting"]["request"] } });
    let done = bank.outcome("S001", 5, &approve);
    assert_eq!(done["done"]["shown"]["users"][0]["after"], "in_use");
    bank.verified();
}

#[test]
fn why_a_code_was_refused_is_asked_as_json_and_read_by_people_r6_7() {
    let bank = Bank::training();
    let ask = |code: &str| json!({ "explain_code": { "contract": "1000002", "serial": "200000251", "code": code } });
    let early = code("200000251", 9);
    let told = bank.outcome("T001", 5, &ask(&early));
    assert_eq!(told, json!({ "explained": { "why": { "early": 4 } } }));
    let again = bank.outcome("T001", 5, &ask(&early));
    assert_eq!(again, json!({ "explained": { "why": "used" } }));
    // The early step alone was spent, not those before it: an older code is still told as late, and is spent by that.
    let late = bank.file("late.json", ask(&code("200000251", 2)).to_string().as_bytes());
    for said in [
        "3 回分前のパスワードです。入力が遅いか、トークンの時計が遅れています\n",
        "使用済みのパスワードです。次のパスワードが表示されるまでお待ちください\n",
    ] {
        let ran = bank.by("T001", &["--at", &at(5), "do", &late], "");
        assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, said, ""));
    }
    let mut number_for_text = ask(&early);
    number_for_text["explain_code"]["code"] = json!(424_242);
    let ran = bank.by("T001", &["--at", &at(5), "do"], &number_for_text.to_string());
    assert!(ran.status == 2 && !ran.err.contains("424242"), "R12.3: {}", ran.err);
    let trail = bank.by("S001", &["--json", "audit", "list", "--contract", "1000002"], "");
    assert!(
        trail.out.contains("explain_code") && !trail.out.contains(&early),
        "R12.3"
    );
    bank.verified();
}

#[test]
fn people_read_what_was_done_and_why_not() {
    let bank = Bank::training();
    let check = bank.check(1, "1000002", "DEN502");
    let users = json!(["DEN502", "DEN502J1"]);
    let revoke = json!({ "revoke": { "contract": "1000002", "users": users, "reason": "theft", "check": check } });
    let file = bank.file("revoke.json", revoke.to_string().as_bytes());
    let ran = bank.by("T001", &["--at", &at(2), "do", &file], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(
        lines,
        [
            "完了しました。受付番号 20260601-0002  2026年06月01日 10時17分",
            "トークン失効 (盗難) 1000002 架空水産有限会社",
            "  DEN502     架空 一郎  サービス利用中 ＞ 失効済 (再登録 10:47～)",
            "  DEN502J1   見本 健    サービス利用中 ＞ 失効済 (再登録 10:47～)",
            "  200000251             発行済 ＞ 紛失",
            "再登録は 2026年06月01日 10時47分 から",
            "依頼者 T001 港 花子",
        ]
    );
    let ran = bank.by("T001", &["--lang", "en", "--at", &at(3), "do", &file], "");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(
        ran.err,
        "E0701 DEN502 has no registration to revoke\n  A user without a token cannot be chosen. Nothing of the request was done. (R7.5)\n"
    );
}

#[test]
fn eight_processes_with_one_code_and_exactly_one_is_accepted_r6_3() {
    let bank = Bank::training();
    let before = bank.verified();
    let serial = "200000251";
    let command = json!({ "check_code": { "contract": "1000002", "serial": serial, "code": code(serial, 5) } });
    let mut ends: Vec<_> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| bank.command("T001", 5, &command)))
            .collect();
        let ended = tries.into_iter().map(|one| one.join().unwrap());
        ended.map(|ran| number(&ran)).collect()
    });
    ends.sort();
    assert_eq!(ends[0], (0, String::new()));
    assert!(ends[1..].iter().all(|end| *end == (1, "E0602".into())), "{ends:?}");
    assert_eq!(
        bank.verified(),
        before + 24 + 2,
        "each a login, begun and done, and a try; and the login to verify"
    );
}

#[test]
fn a_command_that_does_not_read_is_named_and_needs_no_login() {
    for (json, fact, place) in [
        ("{", "json_at", "1:1"),
        (r#"{"approve":{}}"#, "json_at", "approve.request"),
        (r#"{"unknown":{}}"#, "json_known", " revoke,"),
    ] {
        let ran = run(&["--json", "do"], json);
        assert_eq!(number(&ran), (2, "E1501".into()));
        assert!(
            ran.json()["refused"]["facts"][fact].as_str().unwrap().contains(place),
            "{}",
            ran.out
        );
    }
    let secret = r#"{"check_code":{"contract":"1000002","serial":"200000251","code":424242}}"#;
    let ran = run(&["do"], secret);
    assert_eq!(ran.status, 2);
    assert!(!ran.err.contains("424242"), "R12.3: {}", ran.err);
}
