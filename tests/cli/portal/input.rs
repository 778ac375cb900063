//! What stands on standard input: strictly read, never told, and in no argument.

use std::fs;
use std::io::Write;

use serde_json::json;

use super::customer::{Counter, confirmation, password};
use crate::support::{code, number, run};

const USES: [&[&str]; 27] = [
    &["login", "--login-id", "DEN503"],
    &["logout"],
    &["status"],
    &["members"],
    &["register", "--serial", "40000111"],
    &["skip"],
    &["leave"],
    &["authorise", "--operation", "transfer"],
    &["unlock", "--user", "DEN503"],
    &["revoke", "--user", "DEN503"],
    &["accounts"],
    &["statement", "--account", "普通9000033"],
    &["payments"],
    &["payment", "--id", ID],
    &["approvers", "--kind", "transfer"],
    &["pay"],
    &["approve", "--payment", ID],
    &["return", "--payment", ID, "--reason", "x"],
    &["withdraw", "--payment", ID],
    &["member", "--user", "DEN503"],
    &["admit", "--user", "DEN503"],
    &["amend", "--user", "DEN503"],
    &["remove", "--user", "DEN503"],
    &["stop", "--user", "DEN503"],
    &["lift", "--user", "DEN503"],
    &["do"],
    &["issue", "--login-id", "DEN503"],
];
const ID: &str = "00000000000000000000000000000000";

#[test]
fn what_is_no_such_object_is_a_numbered_message_and_is_not_repeated_r12_3() {
    let large = format!(r#"{{"session":"{}"}}"#, "7".repeat(10_000_000));
    let bad: [&[u8]; 13] = [
        b"",
        b"   \n",
        b"hunter2secret",
        b"[]",
        b"null",
        b"\"hunter2secret\"",
        br#"{"hunter2secret":"x"}"#,
        br#"{"x, expected hunter2secret":"x"}"#,
        br#"{"session":"hunter2secret","session":"hunter2secret"}"#,
        br#"{"code":[{"hunter2secret":1}]}"#,
        b"\xff\xfehunter2secret",
        b"\0hunter2secret",
        large.as_bytes(),
    ];
    for args in USES {
        for bytes in bad {
            let output = assert_cmd::Command::cargo_bin("madoguchi")
                .unwrap()
                .args(["--lang", "en", "portal"])
                .args(args)
                .args(if args[0] == "issue" {
                    &["--staff", "K001"][..]
                } else {
                    &[]
                })
                .write_stdin(bytes)
                .output()
                .unwrap();
            let shown = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{args:?} {shown}");
            assert!(
                shown.starts_with("E1501 ") && !shown.contains("hunter2") && !shown.contains("7777"),
                "{args:?} {shown}"
            );
        }
    }
}

#[test]
fn the_login_id_decides_the_way_in_and_nothing_is_taken_that_is_not_needed() {
    let (status, login) = (&["status"][..], &["login", "--login-id", "DEN503"][..]);
    for (args, stdin, ended) in [
        (status, json!({}), "E3015"),
        (status, json!({ "password": "x" }), "E3014"),
        (status, json!({ "session": "x", "password": "x" }), "E3014"),
        (status, json!({ "session": "x", "code": "x" }), "E3014"),
        (
            &["status", "--login-id", "DEN503"],
            json!({ "session": "x", "password": "x" }),
            "E3014",
        ),
        (&["status", "--login-id", "DEN503"], json!({}), "E3015"),
        (login, json!({}), "E3015"),
        (login, json!({ "session": "x" }), "E3014"),
        (login, json!({ "password": "x", "code": "x" }), "E3014"),
        (login, json!({ "password": "x", "confirmation_password": "x" }), "E3014"),
        (&["logout"], json!({ "password": "x" }), "E3014"),
        (
            &["unlock", "--user", "A"],
            json!({ "session": "x", "code": "x" }),
            "E3014",
        ),
        (&["leave"], json!({ "session": "x", "command": "leave" }), "E3014"),
        (&["do"], json!({ "session": "0".repeat(64) }), "E3015"),
    ] {
        let ran = run(&[&["--json", "portal"], args].concat(), &stdin.to_string());
        assert_eq!(number(&ran), (2, ended.into()), "{args:?} {stdin}");
    }
    let malformed = run(&["--json", "portal", "status"], &json!({ "session": "x" }).to_string());
    assert_eq!(number(&malformed), (1, "E1606".into()));
}

#[test]
fn wrong_usage_is_2_and_says_what_there_is() {
    let ran = run(&["--lang", "en", "portal"], "");
    assert_eq!((ran.status, ran.out.as_str()), (3, ""), "its screens need a terminal");
    assert!(ran.err.starts_with("E3007 "), "{}", ran.err);
    let help = run(&["portal", "--help"], "").out;
    for name in USES.map(|args| args[0]) {
        assert!(
            help.lines().any(|line| line.trim_start().starts_with(name)),
            "{name}: {help}"
        );
        assert!(
            run(&["portal", name, "--help"], "").out.contains("標準入力: {\""),
            "{name}"
        );
    }
    let long = "x".repeat(65);
    for (args, ended) in [
        (&["nonsense"][..], "E3001"),
        (&["login"], "E3001"),
        (&["register"], "E3001"),
        (&["unlock"], "E3001"),
        (&["authorise", "--operation", "robbery"], "E3001"),
        (&["login", "--login-id", "A", "--password", "x"], "E3001"),
        (&["authorise", "--operation", "bulk", "--code", "123456"], "E3001"),
        (&["status", "--from", ""], "E3001"),
        (&["status", "--from", "/dev/pts/1"], "E3001"),
        (&["status", "--from", "192.0.2.7 "], "E3001"),
        (&["status", "--from", "港"], "E3001"),
        (&["status", "--from", "a-host-by-name"], "E3001"),
        (&["status", "--from", "192.0.2.7:443"], "E3001"),
        (&["status", "--from", &long], "E3001"),
        (&["issue", "--login-id", "A", "--from", "192.0.2.7"], "E3001"),
        (&["issue", "--login-id", "A"], "E3002"),
        (&["status", "--staff", "T001"], "E3016"),
        (&["status", "--password-file", "/x"], "E3016"),
    ] {
        let ran = run(&[&["--json", "portal"], args].concat(), "{}");
        assert_eq!(number(&ran), (2, ended.into()), "{args:?}");
    }
    for args in [&["status", "--login-id", "?"][..], &["unlock", "--user", "?"]] {
        let ran = run(&[&["--json", "portal"], args].concat(), "{}");
        assert_eq!(number(&ran), (1, "E0103".into()), "{args:?}");
    }
    for address in ["192.0.2.7", "2001:db8::7", "::ffff:192.0.2.7"] {
        let ran = run(&["--json", "portal", "status", "--from", address], "{}");
        assert_eq!(number(&ran), (2, "E3015".into()), "{address} is an address");
    }
}

#[test]
fn no_secret_is_in_an_argument_an_answer_the_trail_or_the_store_r12_3() {
    let counter = Counter::with(&["DEN503"]);
    let key = counter.login(0, "DEN503");
    let (right, wrong) = (code("0030000137", 1), code("0030000137", 90));
    let mut shown = String::new();
    for (kept, typed) in [
        (confirmation("DEN503"), &wrong),
        ("kakunin-wrong".to_owned(), &right),
        (confirmation("DEN503"), &right),
    ] {
        let given = json!({ "session": key, "confirmation_password": kept, "code": typed });
        let ran = counter.call(1, &["authorise", "--operation", "pay-easy"], &given);
        shown += &(ran.out + &ran.err);
    }
    let ran = counter.call(
        1,
        &["register", "--serial", &right],
        &json!({ "session": key, "code": right }),
    );
    shown += &(ran.out + &ran.err);
    let ran = counter.call(
        1,
        &["login", "--login-id", "login-wrong"],
        &json!({ "password": "login-wrong" }),
    );
    shown += &(ran.out + &ran.err);
    let mut child = counter.waiting(2, &["authorise", "--operation", "bulk"]);
    let given =
        json!({ "session": key, "confirmation_password": confirmation("DEN503"), "code": code("0030000137", 2) });
    let mut door = child.stdin.take().unwrap();
    door.write_all(given.to_string().as_bytes()).unwrap();
    for file in ["cmdline", "environ"] {
        // Its environment is for nobody to read; its arguments are.
        if let Ok(bytes) = fs::read(format!("/proc/{}/{file}", child.id())) {
            shown += &String::from_utf8_lossy(&bytes);
        }
    }
    assert!(shown.contains("authorise"), "its arguments were read");
    drop(door);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    shown += &String::from_utf8(output.stdout).unwrap();
    shown += &counter
        .bank
        .by("A001", &["--json", "audit", "list", "--limit", "10000"], "")
        .out;
    shown += &counter.bank.by("A001", &["audit", "list", "--limit", "10000"], "").out;
    shown += &String::from_utf8_lossy(&fs::read(&counter.bank.at.store).unwrap());
    for secret in [
        &key,
        &password("DEN503"),
        &confirmation("DEN503"),
        "kakunin-wrong",
        "login-wrong",
    ] {
        assert!(!shown.contains(secret), "{secret}");
    }
    for entry in counter.entries(10_000) {
        let text = entry.to_string();
        assert!(
            ![&right, &wrong].iter().any(|code| text.contains(code.as_str())),
            "{text}"
        );
    }
}
