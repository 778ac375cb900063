//! What people read: lists and sheets in lines, nothing from outside raw.

use crate::support::{Bank, at, number, says};

#[test]
fn a_contract_reads_as_a_sheet() {
    let bank = Bank::training();
    let ran = bank.by("T001", &["--at", &at(1), "contracts", "show", "1000009"], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines[0], "契約番号    1000009");
    assert_eq!(lines[2], "取引店      011 本店営業部");
    let has = |text: &str| assert!(ran.out.contains(text), "{text}: {}", ran.out);
    has("ログインID");
    has("ワンタイムパスワード状態");
    has("失効済 (再登録 10:35～)");
    has("停止解除            対象なし");
    assert_eq!(
        number(&bank.by("T001", &["--json", "contracts", "show", "9999999"], "")),
        (1, "E0201".into())
    );
    assert_eq!(
        number(&bank.by("T001", &["--json", "contracts", "show", "x"], "")),
        (1, "E0104".into())
    );
    assert_eq!(
        number(&bank.by("K001", &["--json", "contracts", "show", "1000009"], "")),
        (1, "E1203".into())
    );
}

#[test]
fn customers_are_found_by_what_they_are_known_by() {
    let bank = Bank::training();
    for (text, number) in [
        ("1000002", "1000002"),
        ("架空水産", "1000002"),
        ("den502j1", "1000002"),
        ("200000251", "1000002"),
        ("見本 健", "1000002"),
    ] {
        let ran = bank.by("T001", &["contracts", "search", text, "--limit", "3"], "");
        assert!(ran.out.contains(number), "{text}: {}{}", ran.out, ran.err);
    }
    let ran = bank.by("T001", &["contracts", "search", "ありえない会社"], "");
    assert_eq!(ran.out, "0 件のうち 0 件\n");
    let all = bank
        .by("T001", &["--json", "contracts", "search", "", "--limit", "5"], "")
        .json();
    assert_eq!(
        (
            all["found"]["total"].as_u64(),
            all["found"]["hits"].as_array().map(Vec::len)
        ),
        (Some(38), Some(5))
    );
}

#[test]
fn tokens_show_no_seed() {
    let bank = Bank::training();
    let ran = bank.by("T001", &["tokens", "show", "10000018"], "");
    assert!(
        ran.out.contains("MINATO SAMPLE") && ran.out.contains("停止中"),
        "{}{}",
        ran.out,
        ran.err
    );
    let json = bank.by("T001", &["--json", "tokens", "show", "10000018"], "").out;
    assert!(!json.contains("seed") && !json.contains("azKG+uDG"), "{json}");
    assert_eq!(
        number(&bank.by("T001", &["--json", "tokens", "show", "99999999"], "")),
        (1, "E0301".into())
    );
}

#[test]
fn the_trail_reads_newest_first_and_by_contract() {
    let bank = Bank::training();
    let ran = bank.by("S001", &["audit", "list", "--contract", "1000009"], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines: Vec<_> = ran.out.lines().collect();
    // A heading, the revocation, and the check with each answer that was judged.
    let wanted: [&[&str]; 7] = [
        &["日時", "操作者", "端末", "操作", "契約番号", "対象", "結果", "補足"],
        &["10時05分", "失効", "DEN509 DEN509J1", "完了 20260601-0001", "紛失"],
        &["10時04分", "本人確認の終了", "確認済"],
        &["10時04分", "契約情報の照合", "一致", "取引店"],
        &["10時04分", "契約情報の照合", "一致", "トークンのシリアル番号"],
        &["10時04分", "契約情報の照合", "一致", "代表口座"],
        &["10時04分", "本人確認の開始", "DEN509", "完了", "来店"],
    ];
    assert_eq!(lines.len(), wanted.len(), "{}", ran.out);
    for (line, wanted) in lines.iter().zip(wanted) {
        says(line, wanted);
    }
    for line in &lines[1..] {
        says(line, &["2026年06月01日", "T002 例示 太郎", "test", "1000009"]);
    }
    assert_eq!(
        number(&bank.by("T001", &["--json", "audit", "list"], "")),
        (1, "E1203".into())
    );
}

#[test]
fn nothing_that_was_typed_reaches_the_terminal_raw() {
    let bank = Bank::training();
    let ran = bank.by("T001", &["contracts", "show", "\u{1b}[2J"], "");
    assert_eq!(ran.status, 1);
    let ran = bank.run(&["contracts", "\u{1b}]0;x\u{7}"], "");
    assert_eq!(ran.status, 2);
    assert!(
        !ran.err.contains('\u{1b}') && ran.err.contains("<1B>]0;x<07>"),
        "{:?}",
        ran.err
    );
    let ran = bank.run(
        &["--json", "--staff", "T001", "--password-file", "/\u{9b}2J", "verify"],
        "",
    );
    assert_eq!(number(&ran), (3, "E3004".into()));
    assert!(!ran.out.contains('\u{9b}'), "{:?}", ran.out);
}
