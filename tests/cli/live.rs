//! A live store from nothing: administrator, staff, tokens, contracts. Hashing is as hard as on a real one, so this is
//! one walk.

use madoguchi::training::{CONTRACTS, TOKENS};
use serde_json::json;

use crate::support::{Bank, mode, number};

const INIT: [&str; 7] = [
    "init",
    "--name",
    "見本 管理",
    "--branch-code",
    "011",
    "--branch-name",
    "本店営業部",
];

#[test]
fn a_live_store_is_set_up_by_the_command_line_alone() {
    let bank = Bank::nowhere();
    bank.password("K001", "short");
    assert_eq!(
        number(&bank.by("K001", &[&["--json"], &INIT[..]].concat(), "")),
        (1, "E0112".into())
    );
    assert!(
        !bank.at.store.exists() && !bank.at.key.exists(),
        "nothing is left of a refused start"
    );

    bank.password("K001", "an administrator's");
    let made = bank.by("K001", &[&["--json"], &INIT[..]].concat(), "").json();
    assert_eq!(
        (&made["created"]["kind"], &made["created"]["administrator"]),
        (&json!("live"), &json!("K001"))
    );
    assert_eq!(
        number(&bank.by("K001", &[&["--json"], &INIT[..]].concat(), "")),
        (3, "E2002".into())
    );

    let (tokens, contracts) = (bank.file("tokens.xml", TOKENS), bank.file("contracts.csv", CONTRACTS));
    let ran = bank.by("K001", &["tokens", "import", &tokens], "");
    // How many of them are over depends on the day on which this runs.
    let told = ran.out.lines().next();
    assert_eq!(
        (ran.status, told),
        (
            0,
            Some("トークン 69 個を取り込みました (納品 1)。納品書との確認を待っています")
        ),
        "{}",
        ran.err
    );
    released(&bank);
    let ran = bank.by(
        "K001",
        &["contracts", "import", "--apply", "--serials-as-written", &contracts],
        "",
    );
    assert!(
        ran.out.starts_with("契約 38 件、利用者 105 名、"),
        "{}{}",
        ran.out,
        ran.err
    );

    let new = bank.password("T001", "a teller's own");
    let branch = [
        "--branch-code",
        "011",
        "--branch-name",
        "本店営業部",
        "--new-password-file",
        &new,
    ];
    let add = |role| {
        [
            &["--json", "staff", "add", "T001", "--name", "港 花子", "--role", role],
            &branch[..],
        ]
        .concat()
    };
    assert_eq!(number(&bank.by("K001", &add("trainer"), "")), (1, "E1205".into()));
    assert_eq!(bank.by("K001", &add("teller"), "").json()["added"]["role"], "teller");

    let own = bank.file("T001.own", b"a password of her own\n");
    let search = ["--json", "contracts", "search", ""];
    assert_eq!(number(&bank.by("T001", &search, "")), (1, "E1210".into()));
    let change = ["--json", "staff", "password", "--new-password-file"];
    assert_eq!(
        number(&bank.by("T001", &[&change[..], &[&new]].concat(), "")),
        (1, "E1211".into())
    );
    let ran = bank.by("T001", &[&change[..], &[&own]].concat(), "");
    assert_eq!(ran.json(), json!({ "password": { "changed": true } }));
    bank.password("T001", "a password of her own");

    let found = bank
        .by("T001", &["--json", "contracts", "search", "ミホンショウカイ"], "")
        .json();
    assert_eq!(found["found"]["hits"][0]["contract"]["number"], "1000001");
    bank.password("T001", "not the teller's");
    assert_eq!(
        number(&bank.by("T001", &["--json", "contracts", "search", ""], "")),
        (1, "E1201".into())
    );

    let ran = bank.by("K001", &["--json", "--at", "2026-05-01T20:50:00+09:00", "verify"], "");
    assert_eq!(number(&ran), (1, "E1205".into()), "nothing moves a live clock (R2.4)");
    let listed = bank.by("K001", &["--json", "audit", "list", "--limit", "5"], "").json();
    let codes: Vec<_> = listed["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["code"])
        .collect();
    let none = &json!(null);
    assert_eq!(codes, [none, none, &json!("E1201"), none, none]);
    assert_eq!(
        listed["entries"][0]["terminal"]
            .as_str()
            .map(|name| name == "-" || name.starts_with("/dev/")),
        Some(true)
    );
}

/// A supervisor comes, and releases what waits against a note that lists all of it (R15.3).
fn released(bank: &Bank) {
    let listed = bank.by("K001", &["--json", "tokens", "list"], "").json();
    let note = listed["tokens"]["tokens"].as_array().unwrap().iter();
    let note: Vec<_> = note.map(|token| token["serial"].as_str().unwrap()).collect();
    let note = bank.file("note.txt", note.join("\n").as_bytes());
    // Nobody who took it in releases it, and no contract gets a fob that waits.
    let release = ["--json", "tokens", "release", "1", "--note", &note];
    assert_eq!(number(&bank.by("K001", &release, "")), (1, "E1203".into()));
    let contracts = bank.path("contracts.csv").display().to_string();
    let import = [
        "--json",
        "contracts",
        "import",
        "--apply",
        "--serials-as-written",
        &contracts,
    ];
    assert_eq!(bank.by("K001", &import, "").status, 1);
    let first = bank.password("S001", "a supervisor's own");
    let branch = [
        "--branch-code",
        "011",
        "--branch-name",
        "本店営業部",
        "--new-password-file",
        &first,
    ];
    let add = [
        &[
            "--json",
            "staff",
            "add",
            "S001",
            "--name",
            "見本 役子",
            "--role",
            "supervisor",
        ],
        &branch[..],
    ]
    .concat();
    assert_eq!(bank.by("K001", &add, "").status, 0);
    let own = bank.file("S001.own", b"a password of his own\n");
    let change = ["staff", "password", "--new-password-file", &own];
    assert_eq!(bank.by("S001", &change, "").status, 0);
    bank.password("S001", "a password of his own");
    let ran = bank.by("S001", &release, "").json();
    let told = json!({ "batch": 1, "there": 69, "missing": [], "extra": [], "again": 0 });
    assert_eq!(ran["released"], told);
}

#[test]
fn a_live_store_is_not_made_with_a_moved_clock() {
    let bank = Bank::nowhere();
    bank.password("K001", "an administrator's");
    let args = [&["--json", "--at", "2026-05-01T20:50:00+09:00"], &INIT[..]].concat();
    assert_eq!(number(&bank.by("K001", &args, "")), (1, "E1205".into()));
    assert!(!bank.at.store.exists());
}

#[test]
fn a_policy_file_alone_makes_another_bank_and_a_bad_one_makes_none_r1_3() {
    let bank = Bank::nowhere();
    bank.password("K001", "an administrator's");
    let init = |policy: &str| {
        let args = [&INIT[..], &["--training", "--json", "--policy", policy]].concat();
        bank.by("K001", &args, "")
    };
    let text = madoguchi::domain::policy::DEFAULT;
    let bad = bank.file("bad.toml", text.replace("\"7 days\"", "\"7\"").as_bytes());
    assert_eq!(number(&init(&bad)), (1, "E1303".into()));
    assert!(!bank.at.store.exists() && !bank.at.key.exists());
    let other = bank.file("other.toml", text.replace("7 days", "30 days").as_bytes());
    assert_eq!(init(&other).json()["created"]["kind"], "training");
    let shown = bank.by("K001", &["policy", "show"], "");
    assert!(shown.out.contains("period = \"30 days\""), "{}{}", shown.out, shown.err);
    assert_eq!(
        number(&bank.by("K001", &["--json", "policy", "set", &bad], "")),
        (1, "E1303".into())
    );
    let usual = bank.file("usual.toml", text.as_bytes());
    let changed = bank.by("K001", &["policy", "set", &usual], "").out;
    // There is one administrator (R11.5).
    assert!(
        changed.starts_with("規定を変更しました\n管理者が一人のため、単独で実行しました。"),
        "{changed}"
    );
    assert_eq!(
        bank.by("K001", &["--json", "policy", "show"], "").json()["policy"]["text"],
        text
    );
}

#[test]
fn a_password_file_is_one_line_for_its_owner_alone() {
    let bank = Bank::training();
    let path = bank.path("T001.password");
    let list = ["--json", "contracts", "search", ""];
    for (text, bits, status) in [
        ("tantou-no-mihon", 0o600, (0, "")),
        ("tantou-no-mihon\r\n", 0o400, (0, "")),
        ("tantou-no-mihon\n", 0o640, (3, "E3004")),
        ("tantou-no-mihon\nmore\n", 0o600, (3, "E3004")),
        ("", 0o600, (3, "E3004")),
    ] {
        mode(&path, 0o600);
        std::fs::write(&path, text).unwrap();
        mode(&path, bits);
        let ran = bank.by("T001", &list, "");
        assert_eq!(number(&ran), (status.0, status.1.to_owned()), "{text:?} {bits:o}");
        assert!(!ran.out.contains("tantou") && !ran.err.contains("tantou"));
    }
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(bank.path("T002.password"), &path).unwrap();
    assert_eq!(number(&bank.by("T001", &list, "")), (3, "E3004".into()), "no link");
}
