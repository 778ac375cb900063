//! The staff by the command line: listed, changed, locked, given a new password, bound to an account.

use serde_json::json;

use crate::support::{Bank, number, run};

#[test]
fn the_staff_is_administered_by_the_command_line() {
    let bank = Bank::training();
    let by = |args: &[&str]| bank.by("K001", &[&["--json"], args].concat(), "");
    assert_eq!(
        by(&["staff", "set", "T002", "--role", "auditor"]).json(),
        json!({ "changed": "T002" })
    );
    assert_eq!(
        number(&by(&["staff", "set", "T002", "--role", "auditor"])),
        (1, "E1709".into())
    );
    assert_eq!(
        number(&by(&["staff", "set", "K001", "--role", "teller"])),
        (1, "E1208".into())
    );
    // A supervisor is a matter of two administrators, and so is an account (R11.5).
    let by_two = |args: &[&str]| {
        let waiting = by(args).json()["waiting"].clone();
        assert_eq!(waiting["decider"], "administrator", "{args:?}");
        let request = waiting["request"].clone();
        let approve = json!({ "approve": { "request": request } }).to_string();
        assert_eq!(
            number(&bank.by("K001", &["--json", "do"], &approve)),
            (1, "E1101".into())
        );
        let done = bank.by("K002", &["--json", "do"], &approve).json();
        assert_eq!(done["outcome"]["countersigned"]["request"], request, "{done}");
        done["outcome"]["countersigned"]["shown"].clone()
    };
    assert_eq!(
        by_two(&["staff", "lock", "S002"]),
        json!({
            "action": "lock_staff",
            "subject": "S002",
            "lines": [{ "what": "standing", "before": "active", "after": "locked" }],
            "decider": "administrator",
        })
    );
    by_two(&["staff", "person", "S002", "700099"]);
    let given = bank.password("T001", "given-at-the-desk");
    assert_eq!(
        by(&["staff", "reset", "T001", "--new-password-file", &given]).json(),
        json!({ "reset": "T001" })
    );
    by_two(&["staff", "account", "D001", "shien"]);
    assert_eq!(number(&by(&["staff", "account", "T001", "-x"])), (2, "E3001".into()));
    assert_eq!(number(&by(&["staff", "account", "T001", "a b"])), (1, "E0117".into()));
    assert_eq!(number(&by(&["staff", "account", "T001"])), (2, "E3001".into()));

    let listed = bank.by("K001", &["staff", "list"], "");
    let row = |id: &str| listed.out.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(row("担当者番号").ends_with("接続アカウント"), "{}", listed.out);
    assert!(row("T001").contains("初回パスワード"), "{}", listed.out);
    assert!(
        row("T002").contains("監査") && row("T002").contains("利用中"),
        "{}",
        listed.out
    );
    assert!(
        row("S002").contains("ロック中") && row("D001").ends_with("shien"),
        "{}",
        listed.out
    );
    let json = by(&["staff", "list"]).json();
    assert_eq!(json["staff"][1]["account"], "shien");
    assert!(!json.to_string().contains("argon2"));

    let search = ["--json", "contracts", "search", ""];
    assert_eq!(number(&bank.by("T001", &search, "")), (1, "E1210".into()));
    assert_eq!(number(&bank.by("S002", &search, "")), (1, "E1202".into()));
    assert_eq!(number(&bank.by("D001", &search, "")), (1, "E1201".into()));
    let bound = ["--json", "--host-account", "shien", "contracts", "search", ""];
    assert_eq!(
        bank.by("D001", &bound, "").status,
        0,
        "a try from elsewhere holds nobody (R11.6)"
    );
    assert_eq!(by(&["staff", "unlock", "D001"]).json(), json!({ "unlocked": "D001" }));
    assert_eq!(bank.by("D001", &bound, "").status, 0);

    let own = bank.file("own", b"one of her own\n");
    let change = ["--json", "staff", "password", "--new-password-file", &own];
    assert_eq!(
        bank.by("T001", &change, "").json(),
        json!({ "password": { "changed": true } })
    );
    bank.password("T001", "one of her own");
    assert_eq!(bank.by("T001", &search, "").status, 0);
    bank.verified();
}

#[test]
fn help_names_what_the_staff_can_be_done() {
    let help = run(&["staff", "--help"], "");
    for command in [
        "list", "add", "set", "lock", "unlock", "reset", "rescue", "person", "account", "password",
    ] {
        let names = |line: &str| line.trim_start().starts_with(command);
        assert!(help.out.lines().any(names), "{command}: {}", help.out);
    }
}

#[test]
fn with_the_key_file_in_hand_an_administrator_gets_a_password_and_every_menu_says_so_r11_6() {
    let bank = Bank::training();
    let given = bank.password("K001", "given-on-the-host");
    let ran = |args: &[&str]| {
        bank.run(
            &[&["--json", "staff", "rescue"], args, &["--new-password-file", &given]].concat(),
            "",
        )
    };
    assert_eq!(number(&ran(&["S001"])), (1, "E1203".into()));
    assert_eq!(number(&ran(&["NOBODY"])), (1, "E0207".into()));
    assert_eq!(ran(&["K001"]).json(), json!({ "rescued": "K001" }));
    let listed = bank.by("K002", &["--json", "staff", "list"], "").json();
    let k001 = listed["staff"]
        .as_array()
        .unwrap()
        .iter()
        .find(|member| member["id"] == "K001")
        .unwrap();
    assert_eq!((&k001["must_change"], &k001["locked"]), (&json!(true), &json!(false)));
    assert_eq!(
        number(&bank.by("K001", &["--json", "staff", "list"], "")),
        (1, "E1210".into())
    );
    let entries = bank
        .by("S001", &["--json", "audit", "list", "--action", "rescue"], "")
        .json();
    let results: Vec<_> = entries["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["result"].clone())
        .collect();
    assert_eq!(
        results.iter().filter(|result| **result == "done").count(),
        1,
        "{entries}"
    );
    assert_eq!(results.len(), 3, "refused ones are entries too: {entries}");
}
