//! The console line by line, through a pipe: the daily job, and what stands in its way.

use assert_cmd::Command;

use crate::support::{Bank, run};

const LOG_IN: [&str; 3] = ["T001", "tantou-no-mihon", ".F10"];
/// On an entry screen: the representative on the telephone, two facts right, called back.
const BY_TELEPHONE: [&str; 13] = [
    ".F2", "2", "", "2", ".F10", "1", "", "1", ".Tab", ".Tab", ".Tab", ".Space", ".F10",
];

fn lines(parts: &[&[&str]]) -> String {
    parts.concat().join("\n") + "\n"
}

/// What the demo says to these lines. Nothing of it moves a cursor, and it ends well.
fn demo(lang: &str, typed: &str) -> String {
    let ran = run(&["--lang", lang, "--plain", "demo"], typed);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains(['\x1b', '│', '─', '█']), "{}", ran.out);
    ran.out
}

/// `said` says these one after the other.
fn says(said: &str, wanted: &[&str]) {
    let mut rest = said;
    for wanted in wanted {
        let Some((_, after)) = rest.split_once(wanted) else {
            panic!("{wanted:?} does not follow:\n{said}")
        };
        rest = after;
    }
}

#[test]
fn an_unlock_from_login_to_receipt_r9_3_r11_1() {
    let typed = lines(&[
        &LOG_IN,
        &["1", "1000001", ".F4", ".Space"],
        &BY_TELEPHONE,
        &[".F10", ".F10", "S001", "yakuseki-no-mihon", ".F10", ".F10"],
    ]);
    let said = demo("ja", &typed);
    says(
        &said,
        &[
            "担当者ログイン  TLGI001",
            "業務メニュー",
            "> 検索",
            "1000001  株式会社見本商会",
            "BRSK025",
            "> [x]  DEN501",
            "THKK001",
            "コールバック  [x]",
            "I0504 完了",
            "TKNN001",
            "停止中 ＞ サービス利用中",
            "> 役席の担当者番号",
            "TKNR009",
            "依頼 T001、承認 S001",
            "F4  停止解除  対象なし",
            "I1106",
        ],
    );
    says(
        &demo("en", &typed),
        &[
            "TLGI001",
            "TTOP001",
            "TKNR009",
            "asked by T001, approved by S001",
            "I1106",
        ],
    );
}

#[test]
fn a_lost_token_call_ends_with_what_to_tell_the_customer_r7_4() {
    let typed = lines(&[
        &LOG_IN,
        &["1", "1000002", ".F9", ".F10", ".Space", "", "1", ".F10"],
        &BY_TELEPHONE,
        &[".F10", ".F10"],
    ]);
    says(
        &demo("ja", &typed),
        &[
            "BRSK027",
            "E0203",
            "(*) 紛失",
            "E1001",
            "I0504",
            "TKNN001",
            "発行済 ＞ 紛失",
            "TKNR009",
            "10時45分から",
        ],
    );
}

#[test]
fn what_is_refused_is_said_each_time_and_a_password_never() {
    let typed = lines(&[
        &["T001", "not-the-word", ".F10", ".99", ".99", "T002"],
        &["tantou-no-reiji", ".F10"],
    ]);
    let said = demo("ja", &typed);
    assert!(said.contains("E1201") && !said.contains("not-the-word"), "{said}");
    assert_eq!(said.matches("W0009").count(), 2, "{said}");
    // Several letters where nothing is typed into are no keys one after the other.
    let said = demo("ja", &lines(&[&LOG_IN, &["19", "?", "=TSNN001", "."]]));
    says(&said, &["I0101", "W0009", ".F10", "TSNN001", "TSNN001"]);
    assert!(!said.contains("TKSK002"), "{said}");
}

#[test]
fn the_end_of_the_lines_is_a_line_lost_with_the_draft_kept_r12_1() {
    let bank = Bank::training();
    let (store, key) = (bank.at.store.to_str().unwrap(), bank.at.key.to_str().unwrap());
    let args = ["--store", store, "--key", key, "--lang", "ja", "--plain"];
    let half_way = lines(&[&LOG_IN, &["1", "1000002", ".F9", ".Space"]]);
    let ran = run(&args, &half_way);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let ran = run(&args, &lines(&[&LOG_IN, &[".F9", ""]]));
    says(&ran.out, &["途中の作業  1 #", "1000002  架空水産", "TKSK002"]);
    let ran = run(&args, &lines(&[&["A001", "kansa-no-kakuu", ".F10", "=TKNS001"]]));
    says(&ran.out, &["TKNS001", "回線の切断"]);
}

#[test]
fn the_environment_asks_for_it_too() {
    let mut command = Command::cargo_bin("madoguchi").unwrap();
    let output = command
        .arg("demo")
        .env("ACCESSIBLE", "1")
        .write_stdin("?\n")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains(".F10"), "{said}");
}
