//! The company's own administration of its users: the subcommands for it.

use std::fs;

use serde_json::{Value, json};

use super::customer::{Counter, confirmation, password};
use crate::support::{at, code, number};

const FOB: &str = "0030000137";
const OTHER_FOB: &str = "0030000145";

fn profile(name: &str) -> Value {
    json!({
        "name": name, "kana": "ミホン", "kind": "general", "operations": { "transfer": true },
        "access": {
            "rights": ["preset_transfer"],
            "limits": { "transfer": 1_000_000, "preset": 0, "bulk": 0, "payroll": 0, "pay_easy": 0 },
            "accounts": ["普通9000033"],
        },
    })
}

/// What the master gives at a minute: key, confirmation password and code, and more.
fn given(key: &str, minute: i64, more: &[(&str, Value)]) -> Value {
    let code = code(FOB, minute);
    let mut given = json!({ "session": key, "confirmation_password": confirmation("DEN503"), "code": code });
    for (key, value) in more {
        given[key] = value.clone();
    }
    given
}

fn passwords(login: &str, kept: &str) -> [(&'static str, Value); 2] {
    [
        ("new_login_password", json!(login)),
        ("new_confirmation_password", json!(kept)),
    ]
}

#[test]
fn a_user_comes_changes_is_stopped_and_goes() {
    let counter = Counter::with(&["DEN503", "DEN503M1"]);
    let key = counter.login(0, "DEN503");
    let session = json!({ "session": key });
    let admit = ["admit", "--user", "DEN503J9"];
    let [login, kept] = passwords("login-DEN503J9", "kakunin-DEN503J9");
    let with_profile = [("profile", profile("見本 新")), login.clone(), kept.clone()];
    assert_eq!(
        counter.end(1, &admit, &given(&key, 1, &with_profile[..2])),
        (1, "E1712".into())
    );
    let outcome = counter.outcome(1, &admit, &given(&key, 1, &with_profile));
    assert_eq!(outcome, json!({ "admitted": { "login_id": "DEN503J9" } }));
    let file = counter
        .bank
        .file("profile.json", profile("見本 新").to_string().as_bytes());
    let with_file = ["admit", "--user", "DEN503M1", &file];
    assert_eq!(
        counter.end(2, &with_file, &given(&key, 2, &with_profile[1..])),
        (1, "E1701".into())
    );
    counter.login(2, "DEN503J9");

    let member = ["member", "--user", "DEN503J9"];
    let sheet = counter.call(2, &member, &session).json()["member"].clone();
    assert_eq!(sheet["user"]["access"], profile("x")["access"]);
    assert_eq!(
        (&sheet["amend"], &sheet["lift"]["code"]),
        (&Value::Null, &json!("E1711"))
    );
    assert!(
        sheet["lift"]["message"].is_string() && sheet["lift"]["rule"] == "R5.1",
        "{sheet}"
    );
    assert_eq!(
        counter.end(2, &["member", "--user", "NOBODY"], &session),
        (1, "E0202".into())
    );

    let amend = ["amend", "--user", "DEN503J9", &file];
    assert_eq!(counter.end(3, &amend, &given(&key, 3, &[])), (1, "E1709".into()));
    let other = [
        ("profile", profile("見本 改")),
        ("new_login_password", json!("another-login")),
    ];
    let outcome = counter.outcome(3, &amend[..3], &given(&key, 3, &other));
    assert_eq!(
        outcome["amended"],
        json!({ "login_id": "DEN503J9", "changed": ["name", "login_password"], "logs_in_again": true })
    );

    let stop = ["stop", "--user", "DEN503J9", "--user", "DEN503M1"];
    let outcome = counter.outcome(4, &stop, &given(&key, 4, &[]));
    assert_eq!(outcome["stopped"]["users"], json!(["DEN503J9", "DEN503M1"]));
    assert_eq!(counter.end(5, &stop, &given(&key, 5, &[])), (1, "E1710".into()));
    let login = json!({ "password": password("DEN503M1") });
    assert_eq!(
        counter.end(5, &["status", "--login-id", "DEN503M1"], &login),
        (1, "E1604".into())
    );
    let lift = ["lift", "--user", "DEN503M1"];
    assert_eq!(
        counter.outcome(6, &lift, &given(&key, 6, &[]))["lifted"]["users"],
        json!(["DEN503M1"])
    );
    assert_eq!(counter.end(7, &lift, &given(&key, 7, &[])), (1, "E1711".into()));

    let remove = ["remove", "--user", "DEN503M1"];
    assert_eq!(counter.end(8, &remove, &session), (1, "E0504".into()));
    let outcome = counter.outcome(8, &remove, &given(&key, 8, &[]));
    assert_eq!(
        outcome["removed"],
        json!({ "login_id": "DEN503M1", "serial": OTHER_FOB })
    );
    assert_eq!(
        counter.end(9, &["remove", "--user", "DEN503"], &given(&key, 9, &[])),
        (1, "E1704".into())
    );
    counter.bank.verified();
}

#[test]
fn people_read_what_became_of_a_user() {
    let counter = Counter::with(&["DEN503", "DEN503M1"]);
    let key = counter.login(0, "DEN503");
    let say = |lang: &str, minute: i64, args: &[&str], stdin: &Value| {
        let now = at(minute);
        let all = [&["--lang", lang, "--at", &now, "portal"], args].concat();
        let ran = counter.bank.run(&all, &stdin.to_string());
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.out
    };
    let [login, kept] = passwords("login-DEN503J9", "kakunin-DEN503J9");
    let first = [("profile", profile("見本 新")), login, kept];
    let out = say("ja", 1, &["admit", "--user", "DEN503J9"], &given(&key, 1, &first));
    assert!(out.starts_with("利用者 DEN503J9 を登録しました。\n"), "{out}");
    let mut wider = profile("見本 改");
    wider["operations"]["bulk"] = json!(true);
    wider["access"]["rights"] = json!(["approve"]);
    let out = say(
        "ja",
        2,
        &["amend", "--user", "DEN503J9"],
        &given(&key, 2, &[("profile", wider)]),
    );
    assert!(
        out.contains("変更した項目: 利用者名、権限\n") && out.contains("もう一度ログイン"),
        "{out}"
    );
    let out = say("ja", 2, &["member", "--user", "DEN503J9"], &json!({ "session": key }));
    assert!(
        out.contains("限度額 振込振替 都度指定") && out.contains("1,000,000 円") && out.contains("E1711"),
        "{out}"
    );
    let out = say("ja", 3, &["stop", "--user", "DEN503J9"], &given(&key, 3, &[]));
    assert!(out.starts_with("利用者 DEN503J9 を停止しました。"), "{out}");
    let out = say("ja", 4, &["lift", "--user", "DEN503J9"], &given(&key, 4, &[]));
    assert!(out.starts_with("利用者 DEN503J9 の停止を解除しました。"), "{out}");
    let out = say("ja", 5, &["remove", "--user", "DEN503M1"], &given(&key, 5, &[]));
    assert!(out.contains(OTHER_FOB), "{out}");
}

#[test]
fn general_users_and_unfit_profiles_are_refused() {
    let counter = Counter::with(&["DEN502J1", "DEN503"]);
    let general = json!({ "session": counter.login(0, "DEN502J1"), "confirmation_password": confirmation("DEN502J1") });
    for step in ["remove", "stop", "lift"] {
        let end = counter.end(1, &[step, "--user", "DEN502"], &general);
        assert_eq!(end, (1, "E0501".into()), "{step}");
    }
    let session = json!({ "session": general["session"] });
    assert_eq!(
        counter.end(1, &["member", "--user", "DEN502"], &session),
        (1, "E0501".into())
    );

    let key = counter.login(0, "DEN503");
    for (pointer, place, reason) in [
        ("/kind", " profile.kind\"", "unfit value"),
        ("/access/limits/bulk", " profile.access.limits.bulk\"", "unfit value"),
        ("/access/accounts", " profile.access.accounts\"", "E0111"),
    ] {
        let mut unfit = profile("見本 新");
        *unfit.pointer_mut(pointer).unwrap() = json!(["hunter2"]);
        let unfit = given(&key, 1, &[("profile", unfit)]);
        for step in ["admit", "amend"] {
            let ran = counter.call(1, &[step, "--user", "DEN503J9"], &unfit);
            assert_eq!(number(&ran), (2, "E1501".into()), "{}", ran.out);
            assert!(ran.out.contains(place) && !ran.out.contains("hunter2"), "{}", ran.out);
            assert_eq!(ran.json()["refused"]["facts"]["reason"], reason, "{}", ran.out);
        }
    }
    let (none, order) = (
        given(&key, 1, &[]),
        given(&key, 1, &[("order", json!(null)), ("id", json!("12"))]),
    );
    assert_eq!(counter.end(1, &["admit", "--user", "A"], &none), (2, "E3015".into()));
    assert_eq!(counter.end(1, &["amend", "--user", "?"], &none), (1, "E0103".into()));
    assert_eq!(counter.end(1, &["amend", "--user", "A"], &order), (2, "E1501".into()));
}

#[test]
fn no_secret_of_a_user_is_in_an_answer_or_the_trail_r12_3() {
    let counter = Counter::with(&["DEN503"]);
    let key = counter.login(0, "DEN503");
    let [login, kept] = passwords("hunter2-login", "hunter2-kakunin");
    let first = [("profile", profile("見本 新")), login, kept];
    let mut shown = String::new();
    let asked = given(&key, 1, &first);
    for step in ["admit", "amend"] {
        let ran = counter.call(1, &[step, "--user", "DEN503J9"], &asked);
        shown += &(ran.out + &ran.err);
    }
    for json in [&["--json"][..], &[]] {
        let args = [json, &["audit", "list", "--limit", "10000"]].concat();
        shown += &counter.bank.by("A001", &args, "").out;
    }
    shown += &String::from_utf8_lossy(&fs::read(&counter.bank.at.store).unwrap());
    assert!(shown.contains("web_admit") && shown.contains("DEN503J9"));
    for secret in ["hunter2", &key, &confirmation("DEN503")] {
        assert!(!shown.contains(secret), "{secret}");
    }
    for entry in counter.entries(100) {
        assert!(!entry.to_string().contains(asked["code"].as_str().unwrap()), "{entry}");
    }
}
