//! Each subcommand: what it does, and how it refuses.

use serde_json::{Value, json};

use super::customer::{ADDRESS, Counter, confirmation, password};
use crate::support::{code, number};

const FOB: &str = "0030000137";
const OTHER_FOB: &str = "0030000145";

/// What passes a gate in a session: key, confirmation password and code.
fn secrets(key: &str, user: &str, code: &str) -> Value {
    json!({ "session": key, "confirmation_password": confirmation(user), "code": code })
}

#[test]
fn a_session_from_login_to_logout() {
    let counter = Counter::with(&["DEN503"]);
    let welcome = counter.welcome(0, "DEN503");
    assert_eq!(welcome["shows_registration"], false);
    let session = json!({ "session": welcome["session"] });

    let status = counter.call(1, &["status"], &session).json()["status"].clone();
    for (fact, expected) in [
        ("login_id", json!("DEN503")),
        ("kind", json!("master")),
        ("contract", json!("1000003")),
        ("state", json!("in_use")),
        ("serial", json!(FOB)),
        ("grace_ends", json!("2024-10-08")),
        ("ever_registered", json!(true)),
        ("shows_registration", json!(false)),
        ("may_unlock", json!(true)),
        ("may_revoke", json!(true)),
    ] {
        assert_eq!(status[fact], expected, "{fact}");
    }
    let asked = status["asked"].as_array().unwrap();
    assert!(
        asked.len() == 4 && asked.iter().all(|asked| asked["code"] == true),
        "{status}"
    );
    let members = counter.call(1, &["members"], &session).json()["members"].clone();
    assert_eq!(status["members"], members);
    assert_eq!(
        (&members[1]["user"]["login_id"], &members[1]["serial"]),
        (&json!("DEN503M1"), &json!(OTHER_FOB))
    );

    let ended = counter.call(2, &["logout"], &session);
    assert_eq!((ended.status, ended.json()), (0, json!({ "logged_out": true })));
    assert_eq!(counter.end(2, &["logout"], &session), (0, String::new()));
    for step in ["status", "members", "skip", "leave"] {
        assert_eq!(counter.end(2, &[step], &session), (1, "E1606".into()), "{step}");
    }
    let again = counter.welcome(3, "DEN503");
    assert_eq!(again["last_login_at"], "2026-06-01T01:15:00Z");
    let session = json!({ "session": again["session"] });
    assert_eq!(
        counter.end(18, &["status"], &session),
        (1, "E1606".into()),
        "lapsed after 15 minutes"
    );
}

#[test]
fn an_operation_asks_for_what_r5_says() {
    let counter = Counter::with(&["DEN503"]);
    let key = counter.login(0, "DEN503");
    let transfer = ["authorise", "--operation", "transfer"];
    let right = code(FOB, 1);
    let asks = |minute: i64, stdin: Value| counter.end(minute, &transfer, &stdin);
    assert_eq!(
        asks(1, json!({ "session": key, "code": right })),
        (1, "E0504".into()),
        "R5.5"
    );
    let confirmed = json!({ "session": key, "confirmation_password": confirmation("DEN503") });
    assert_eq!(asks(1, confirmed.clone()), (1, "E0503".into()), "R5.3");
    let wrong = json!({ "session": key, "confirmation_password": "not-kakunin", "code": right });
    let ran = counter.call(1, &transfer, &wrong);
    assert_eq!(number(&ran), (1, "E0505".into()));
    assert_eq!(ran.json()["refused"]["facts"]["left"], "4");
    assert_eq!(
        asks(1, secrets(&key, "DEN503", &code(FOB, 90))),
        (1, "E0601".into()),
        "R6.2"
    );
    assert_eq!(asks(1, secrets(&key, "DEN503", "12345x")), (1, "E0102".into()), "R9.1");

    let outcome = counter.outcome(1, &transfer, &secrets(&key, "DEN503", &right));
    assert_eq!(outcome["authorised"]["code_taken"], true);
    let outcome = counter.outcome(2, &transfer, &confirmed);
    assert_eq!(
        outcome["authorised"]["code_taken"], false,
        "one code serves the run (R5.4)"
    );
    assert_eq!(
        counter.outcome(2, &["leave"], &json!({ "session": key })),
        json!("left")
    );
    assert_eq!(asks(2, confirmed), (1, "E0503".into()));
    assert_eq!(asks(2, secrets(&key, "DEN503", &right)), (1, "E0602".into()), "R6.3");
    for (minute, operation) in [(3, "pay-easy"), (4, "bulk"), (5, "administration"), (6, "pay_easy")] {
        let given = secrets(&key, "DEN503", &code(FOB, minute));
        let outcome = counter.outcome(minute, &["authorise", "--operation", operation], &given);
        assert_eq!(outcome["authorised"]["code_taken"], true, "{operation}");
    }
}

#[test]
fn one_call_logs_in_does_its_one_thing_and_logs_out() {
    let counter = Counter::with(&["DEN503", "DEN510"]);
    let call = ["authorise", "--login-id", "DEN510", "--operation", "transfer"];
    let given = json!({ "password": password("DEN510"), "confirmation_password": confirmation("DEN510") });
    assert_eq!(
        counter.outcome(0, &call, &given)["authorised"]["code_taken"],
        false,
        "the grace period runs (R5.2)"
    );
    let did: Vec<_> = counter.entries(5).iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(did, ["web_logout", "web_authorise", "web_login"]);
    let wrong = json!({ "password": "not it at all", "confirmation_password": "x" });
    assert_eq!(counter.end(0, &call, &wrong), (1, "E1601".into()));

    // Refused within: the session ends all the same.
    let call = ["authorise", "--login-id", "DEN503", "--operation", "transfer"];
    assert_eq!(
        counter.end(1, &call, &json!({ "password": password("DEN503") })),
        (1, "E0504".into())
    );
    assert_eq!(counter.entries(3)[0]["action"], "web_logout");

    // Revoking oneself ends the session by itself, and nothing is left to log out of.
    let own = ["revoke", "--login-id", "DEN503", "--user", "DEN503"];
    let given = json!({ "password": password("DEN503"), "confirmation_password": confirmation("DEN503"), "code": code(FOB, 2) });
    let outcome = counter.outcome(2, &own, &given);
    assert_eq!(outcome["revoked"]["own"], true);
    let did: Vec<_> = counter.entries(4).iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(did, ["web_revoke", "web_login"]);
    let ran = counter.call(3, &own, &given);
    assert_eq!(number(&ran), (1, "E1605".into()), "R8.1");
    assert_eq!(counter.entries(3)[0]["terminal"], ADDRESS);
    counter.bank.verified();
}

#[test]
fn a_user_registers_or_puts_it_off() {
    let counter = Counter::with(&["DEN504", "DEN504J1"]);
    let welcome = counter.welcome(0, "DEN504");
    assert_eq!(welcome["shows_registration"], true);
    let key = welcome["session"].as_str().unwrap();
    assert_eq!(
        counter.outcome(0, &["skip"], &json!({ "session": key })),
        json!("skipped")
    );
    let transfer = ["authorise", "--operation", "transfer"];
    assert_eq!(
        counter.end(0, &transfer, &secrets(key, "DEN504", "123456")),
        (1, "E0502".into()),
        "R5.2"
    );
    let status = counter.call(0, &["status"], &json!({ "session": key })).json()["status"].clone();
    assert_eq!(
        (&status["asked"][0]["operation"], &status["asked"][0]["refused"]["code"]),
        (&json!("transfer"), &json!("E0502"))
    );
    let register = |serial: &str, code: &str| {
        let given = json!({ "session": key, "code": code });
        counter.call(1, &["register", "--serial", serial], &given)
    };
    assert_eq!(
        number(&register(FOB, "123456")),
        (1, "E0301".into()),
        "of another contract (R3.3)"
    );
    assert_eq!(number(&register("123", "123456")), (1, "E0101".into()));
    assert_eq!(
        number(&register("40000111", &code("40000111", 77))),
        (1, "E0601".into()),
        "R3.4"
    );
    let ran = register("40000111", &code("40000111", 1));
    assert_eq!(ran.json()["outcome"]["registered"]["serial"], "40000111");
    assert_eq!(counter.status(2, "DEN504")["state"], "in_use");
    let shared = json!({ "password": password("DEN504J1"), "code": code("40000111", 3) });
    let outcome = counter.outcome(
        3,
        &["register", "--login-id", "DEN504J1", "--serial", "40000111"],
        &shared,
    );
    assert_eq!(outcome["registered"]["serial"], "40000111");
}

#[test]
fn an_administrator_unlocks_and_revokes_others() {
    let counter = Counter::with(&["DEN502J1", "DEN503", "DEN503M1"]);
    let (key, other) = (counter.login(0, "DEN503"), counter.login(0, "DEN503M1"));
    let pay = ["authorise", "--operation", "pay-easy"];
    let wrong = secrets(&other, "DEN503M1", &code(OTHER_FOB, 90));
    let ends: Vec<_> = (0..6).map(|_| counter.end(1, &pay, &wrong).1).collect();
    assert_eq!(ends, ["E0601", "E0601", "E0601", "E0601", "E0603", "E0305"], "R9.1");
    assert_eq!(counter.status(1, "DEN503")["members"][1]["state"], "suspended");

    let key = {
        assert_eq!(
            counter.end(1, &["status"], &json!({ "session": key })),
            (1, "E1606".into()),
            "one session a user"
        );
        counter.login(1, "DEN503")
    };
    let unlock = ["unlock", "--user", "DEN503M1"];
    assert_eq!(counter.end(2, &unlock, &json!({ "session": key })), (1, "E0504".into()));
    let confirmed = json!({ "session": key, "confirmation_password": confirmation("DEN503") });
    let outcome = counter.outcome(2, &unlock, &confirmed);
    assert_eq!(outcome["unlocked"]["users"], json!(["DEN503M1"]));
    assert_eq!(counter.end(2, &unlock, &confirmed), (1, "E0901".into()));

    let revoke = ["revoke", "--user", "DEN503M1"];
    assert_eq!(counter.end(3, &revoke, &confirmed), (1, "E0503".into()));
    let given = secrets(&key, "DEN503", &code(FOB, 3));
    let outcome = counter.outcome(3, &revoke, &given)["revoked"].clone();
    assert_eq!(
        outcome,
        json!({ "users": ["DEN503M1"], "reopens_at": "2026-06-01T01:48:00Z", "reopens_at_japan": "2026-06-01T10:48:00+09:00", "own": false })
    );
    assert_eq!(
        counter.end(3, &["leave"], &json!({ "session": other })),
        (1, "E1606".into()),
        "R8.1"
    );

    let general = json!({ "password": password("DEN502J1") });
    assert_eq!(
        counter.end(3, &["members", "--login-id", "DEN502J1"], &general),
        (1, "E0501".into())
    );
    let general = json!({ "password": password("DEN502J1"), "confirmation_password": confirmation("DEN502J1"), "code": "123456" });
    let revoke = ["revoke", "--login-id", "DEN502J1", "--user", "DEN502"];
    assert_eq!(counter.end(3, &revoke, &general), (1, "E0702".into()));
}

#[test]
fn any_command_is_reached_as_data() {
    let counter = Counter::with(&["DEN503"]);
    let key = counter.login(0, "DEN503");
    let command = json!({ "authorise": { "operation": "pay_easy" } });
    let mut given = secrets(&key, "DEN503", &code(FOB, 1));
    let file = counter.bank.file("command.json", command.to_string().as_bytes());
    let outcome = counter.outcome(1, &["do", &file], &given);
    assert_eq!(outcome["authorised"]["code_taken"], true);
    given["command"] = command;
    assert_eq!(counter.end(1, &["do"], &given), (1, "E0602".into()));
    assert_eq!(
        counter.end(1, &["do", &file], &given),
        (2, "E3014".into()),
        "two commands"
    );
    given["command"] = json!(null);
    assert_eq!(counter.end(1, &["do"], &given), (2, "E3015".into()));
    given["command"] = json!({ "nonsense": {} });
    assert_eq!(counter.end(1, &["do"], &given), (2, "E1501".into()));
    let people = ["--at", &crate::support::at(1), "portal", "do"];
    let ran = counter
        .bank
        .run(&people, &json!({ "session": key, "command": "leave" }).to_string());
    assert_eq!((ran.status, ran.out.as_str()), (0, "{\"outcome\":\"left\"}\n"));
}

#[test]
fn staff_issue_first_passwords_once() {
    let counter = Counter::with(&[]);
    let text = std::str::from_utf8(madoguchi::training::CONTRACTS).unwrap();
    let (heading, rows) = text.split_once('\n').unwrap();
    let row = rows.lines().find(|row| row.contains(",DEN504,")).unwrap();
    let row = row
        .replace("1000004", "1999999")
        .replace("DEN504", "NEW1")
        .replace("40000111", "");
    let file = counter.bank.file("new.csv", format!("{heading}\n{row}\n").as_bytes());
    let ran = counter.bank.by("K001", &["contracts", "import", "--apply", &file], "");
    assert_eq!(ran.status, 0, "{}", ran.err);

    let first = json!({ "login_password": "first of all", "confirmation_password": "and another" }).to_string();
    let issue = ["--json", "portal", "issue", "--login-id", "NEW1"];
    assert_eq!(number(&counter.bank.by("T001", &issue, &first)), (1, "E1203".into()));
    assert_eq!(number(&counter.bank.run(&issue, &first)), (2, "E3002".into()));
    assert_eq!(counter.issue("NEW1", "short", "and another"), (1, "E0112".into()));
    assert_eq!(
        counter.issue("NEW2", "first of all", "and another"),
        (1, "E0202".into())
    );
    assert_eq!(counter.issue("?", "first of all", "and another"), (1, "E0103".into()));
    let ran = counter.bank.by("K001", &issue, &first);
    assert_eq!(ran.json(), json!({ "issued": { "login_id": "NEW1" } }));
    assert_eq!(
        counter.issue("NEW1", "first of all", "and another"),
        (1, "E1607".into())
    );
    let login = ["login", "--login-id", "NEW1"];
    assert_eq!(
        counter.end(0, &login, &json!({ "password": "first of all" })),
        (0, String::new())
    );
}
