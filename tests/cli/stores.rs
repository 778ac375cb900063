//! Stores and files that are not what they should be.

use std::fs;

use madoguchi::training::{CONTRACTS, TOKENS};

use crate::support::{Bank, mode, number};

fn tried(bank: &Bank) -> (i32, String) {
    number(&bank.by("T001", &["--json", "contracts", "search", ""], ""))
}

/// Writes over the bytes of the store at an offset.
fn patch(bank: &Bank, offset: usize, bytes: &[u8]) {
    let mut file = fs::read(&bank.at.store).unwrap();
    file[offset..offset + bytes.len()].copy_from_slice(bytes);
    fs::write(&bank.at.store, file).unwrap();
}

#[test]
fn a_store_that_can_t_be_used_is_named_and_left_as_it_is() {
    let nowhere = Bank::nowhere();
    nowhere.password("T001", "whatever it is");
    assert_eq!(tried(&nowhere), (3, "E2001".into()));
    let told = nowhere.by("T001", &["contracts", "search", ""], "").err;
    let offered = ["madoguchi init", "madoguchi demo"].map(|way| told.contains(way));
    assert_eq!(offered, [true; 2], "{told}");
    fs::create_dir(nowhere.path("data")).unwrap();
    mode(&nowhere.path("data"), 0o700);
    assert_eq!(tried(&nowhere), (3, "E2001".into()));

    let bank = Bank::training();
    assert_eq!(tried(&bank), (0, String::new()));
    mode(&bank.at.store, 0o644);
    assert_eq!(tried(&bank), (3, "E2005".into()));
    mode(&bank.at.store, 0o600);
    mode(&bank.at.key, 0o440);
    assert_eq!(tried(&bank), (3, "E2005".into()));
    mode(&bank.at.key, 0o400);
    let key = bank.path("keys/elsewhere");
    fs::rename(&bank.at.key, &key).unwrap();
    assert_eq!(tried(&bank), (3, "E2006".into()));
    fs::write(&bank.at.key, format!("madoguchi key 1\n{}\n", "5a".repeat(32))).unwrap();
    mode(&bank.at.key, 0o400);
    assert_eq!(tried(&bank), (3, "E2007".into()));
    fs::remove_file(&bank.at.key).unwrap();
    fs::rename(&key, &bank.at.key).unwrap();

    // The header of an SQLite file: user_version at 60, application_id at 68.
    let version = fs::read(&bank.at.store).unwrap()[60..64].to_vec();
    patch(&bank, 60, &99_u32.to_be_bytes());
    assert_eq!(tried(&bank), (3, "E2004".into()));
    patch(&bank, 60, &version);
    patch(&bank, 68, b"else");
    assert_eq!(tried(&bank), (3, "E2003".into()));
    patch(&bank, 68, b"madg");
    assert_eq!(tried(&bank), (0, String::new()));
    fs::write(
        &bank.at.store,
        "no store, but long enough to be looked at\n".repeat(100),
    )
    .unwrap();
    assert_eq!(tried(&bank), (3, "E2003".into()));
}

#[test]
fn verify_names_the_first_entry_that_was_changed_r12_2() {
    let bank = Bank::training();
    bank.verified();
    let (before, after) = (b"1000009DEN509 DEN509J1", b"1000009DEN509 DEN509J2");
    let mut file = fs::read(&bank.at.store).unwrap();
    let place = file.windows(before.len()).position(|bytes| bytes == before).unwrap();
    file[place..place + after.len()].copy_from_slice(after);
    fs::write(&bank.at.store, file).unwrap();

    let list = ["--json", "audit", "list", "--contract", "1000009", "--limit", "1"];
    let listed = bank.by("A001", &list, "").json();
    assert_eq!(
        listed["entries"][0]["subject"], "DEN509 DEN509J2",
        "the change is there"
    );
    let entry = &listed["entries"][0]["seq"];
    let ran = bank.by("A001", &["--json", "verify"], "");
    assert_eq!((ran.status, &ran.json()["verified"]["flaw"]["changed"]), (1, entry));
    let ran = bank.by("A001", &["verify"], "");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.starts_with(&format!("E3010 取扱履歴の {entry} 番")) && ran.err.contains("(R12.2)"),
        "{}",
        ran.err
    );
    // What a slip says is compared all the same, and both are said (R12.5).
    let expected = ["verify", "--expect", "1:00000000"];
    let ran = bank.by("A001", &expected, "");
    assert!(
        ran.status == 1 && ran.err.contains("E3010 ") && ran.err.contains("00000000"),
        "{}",
        ran.err
    );
    let ran = bank.by("A001", &[&["--json"], &expected[..]].concat(), "").json();
    let verified = &ran["verified"];
    assert_eq!(
        (&verified["flaw"]["changed"], &verified["expected"]["digits"]),
        (entry, &"00000000".into())
    );
    assert!(verified["looked"].is_array() && verified["anchors"].is_object());
}

/// The login itself is refused by then, and what is found is told all the same.
#[test]
fn verify_names_a_member_whose_row_was_changed_past_the_program_and_the_login_is_refused_r12_6() {
    let bank = Bank::training();
    let whole = bank.by("A001", &["--json", "verify"], "").json();
    let looked = &whole["verified"]["looked"];
    assert_eq!(
        (&looked[0]["part"], &looked[3]["part"]),
        (&"schema".into(), &"trail".into())
    );
    assert_eq!(looked[3]["count"], whole["verified"]["count"]);
    let mut file = fs::read(&bank.at.store).unwrap();
    let (before, after) = ("A001架空 監査".as_bytes(), "A001架空 検査".as_bytes());
    let place = file.windows(before.len()).position(|bytes| bytes == before).unwrap();
    file[place..place + after.len()].copy_from_slice(after);
    fs::write(&bank.at.store, file).unwrap();
    assert_eq!(
        number(&bank.by("A001", &["--json", "audit", "list"], "")),
        (3, "E2020".into())
    );
    let ran = bank.by("A001", &["--json", "verify"], "");
    let flaw = &ran.json()["verified"]["flaw"]["row"];
    assert_eq!(
        (ran.status, &flaw["part"], &flaw["key"]),
        (1, &"staff".into(), &"A001".into())
    );
    let ran = bank.by("A001", &["verify"], "");
    assert!(
        ran.err
            .starts_with("E2020 担当者 A001 がこのプログラムの外で書き換えられています"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("(R12.6)") && ran.err.contains("見たもの: 履歴"),
        "{}",
        ran.err
    );
}

#[test]
fn damaged_files_are_refused_whole_and_named_by_line() {
    let bank = Bank::training();
    let contracts = std::str::from_utf8(CONTRACTS).unwrap();
    let (heading, row) = contracts.split_once('\n').unwrap();
    let row = row.lines().next().unwrap();
    let tokens = std::str::from_utf8(TOKENS).unwrap();
    for (kind, text, code) in [
        ("contracts", b"\xff".to_vec(), "E1403"),
        ("contracts", format!("{heading}\n\"{row}\n").into_bytes(), "E1439"),
        ("contracts", heading.replace(",会社名,", ",").into_bytes(), "E1402"),
        (
            "contracts",
            format!("{heading}\n{}\n", row.replace("2025-04-01,", "25-4-1,")).into_bytes(),
            "E1401",
        ),
        (
            "contracts",
            contracts.replace("1000001", "1999999").into_bytes(),
            "E1401",
        ),
        ("tokens", TOKENS[..TOKENS.len() / 2].to_vec(), "E1403"),
        ("tokens", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".to_vec(), "E1407"),
        ("tokens", tokens.replacen("azKG", "a!KG", 1).into_bytes(), "E1404"),
        ("tokens", TOKENS.to_vec(), "E1406"),
    ] {
        let file = bank.file("arrived", &text);
        let ran = bank.by("K001", &["--json", kind, "import", &file], "");
        assert_eq!(number(&ran), (1, code.to_owned()), "{}", ran.out);
        assert!(!ran.out.contains("KG+uDG"), "no seed in a message (R12.3): {}", ran.out);
    }
    let ran = bank.by("K001", &["--json", "contracts", "import", "/nowhere/at/all"], "");
    assert_eq!(number(&ran), (3, "E3006".into()));
    bank.verified();
}

#[test]
fn a_refused_row_is_told_in_words() {
    let bank = Bank::training();
    let text = std::str::from_utf8(CONTRACTS).unwrap();
    // The same again would be unchanged (R16.1): its users of another contract are not.
    let file = bank.file("contracts.csv", text.replace("1000001", "1999999").as_bytes());
    let ran = bank.by("K001", &["contracts", "import", &file], "");
    assert_eq!(
        ran.err.lines().next(),
        Some("E1401 2 行目の「ログインID」を取り込めません: 使われているログインID")
    );
}
