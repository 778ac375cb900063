//! The console line by line, through a pipe: the daily job, and what stands in its way.

use assert_cmd::Command;

use crate::support::{Bank, run, says};

const LOG_IN: [&str; 3] = ["T001", "tantou-no-mihon", ".F10"];
/// On THKK001: the representative at the counter, the seal matched, a document seen.
const AT_THE_COUNTER: [&str; 11] = [
    "1", "2", ".F10", ".Tab", ".Tab", ".Tab", ".Space", ".Tab", ".Tab", "1", ".F10",
];

fn lines(parts: &[&[&str]]) -> String {
    parts.concat().join("\n") + "\n"
}

/// What the demo says to these lines. Nothing of it moves a cursor or is a sign that has to be seen, and it ends well.
fn demo(lang: &str, typed: &str) -> String {
    let ran = run(&["--lang", lang, "--plain", "demo"], typed);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let signs = [
        "\x1b", "│", "─", "█", "※", " ＞ ", " > ", "[ ]", "[x]", "( )", "(*)", "#",
    ];
    for sign in signs {
        assert!(!ran.out.contains(sign), "{sign:?} in {}", ran.out);
    }
    ran.out
}

#[test]
fn an_unlock_from_login_to_receipt_r9_3_r11_1() {
    let typed = lines(&[
        &LOG_IN,
        &["1", "1000001", ".F4", ".Space", ".F2"],
        &AT_THE_COUNTER,
        &[".F10", ".F10", "S001", "yakuseki-no-mihon", ".F10", ".F10"],
    ]);
    let said = demo("ja", &typed);
    says(
        &said,
        &[
            "担当者ログイン  TLGI001",
            "業務メニュー",
            "入力 検索、文字、未入力",
            "1000001",
            "BRSK025",
            "選択済  DEN501J1",
            "3 行中 1 行目、選択済、ログインID DEN501",
            "THKK001",
            "本人確認書類  運転免許証",
            "I0504 完了",
            "TKNN001",
            "停止中 から サービス利用中",
            "入力 役席の担当者番号、必須、英数字、未入力",
            "TKNR009",
            "依頼 T001 港 花子、承認 S001 見本 役子",
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
            "asked by T001 港 花子, approved by S001 見本 役子",
            "I1106",
        ],
    );
}

#[test]
fn a_lost_token_call_ends_with_what_to_tell_the_customer_r7_4() {
    // The check that is lacking opens by itself, and what it is for goes on by itself when it is finished (R9.3).
    let typed = lines(&[
        &LOG_IN,
        &["1", "1000002", ".F9", ".F10", ".Space", "", "1", ".F10"],
        &AT_THE_COUNTER,
        &[".F10"],
    ]);
    says(
        &demo("ja", &typed),
        &[
            "BRSK027",
            "E0203",
            "紛失",
            "THKK001",
            "E1001",
            "TKNN001",
            "発行済 から 紛失",
            "I0504",
            "TKNR009",
            "お客さまへのご案内。DEN502、DEN502J1 は、2026年06月01日 10時45分まで",
            "10時45分から",
        ],
    );
}

#[test]
fn a_registration_with_the_code_of_a_fob_r3_2_r11_1() {
    let counter = [
        "1", "1", ".Tab", ".Space", ".F10", ".Tab", ".Tab", ".Tab", ".Space", ".Tab", ".Tab", "1", ".F10",
    ];
    let typed = lines(&[
        &LOG_IN,
        &[
            "1", "DEN504", ".F11", ".Space", ".Tab", "40000111", ".F6", "40000111", ".F2",
        ],
        &counter,
        &[".F10", ".F10", "S001", "yakuseki-no-mihon", ".F10"],
    ]);
    let wanted = [
        "2 行中 1 行目、選択済、ログインID DEN504",
        "入力 シリアル番号、必須、英数字、未入力。",
        "TKSH001",
        "4000 0111、契約 1000004、表示 ",
        "窓口  トークン登録代行  TTRK001",
        "THKK001",
        "不足 トークン登録",
        "可  トークン登録",
        "未登録 から サービス利用中",
        "TKNR009",
        "依頼 T001 港 花子、承認 S001 見本 役子",
    ];
    says(&demo("ja", &typed), &wanted);
    let wanted = [
        "Row 1 of 2, picked, Login ID DEN504",
        "4000 0111, contract 1000004, shows ",
    ];
    says(
        &demo("en", &typed).to_lowercase(),
        &wanted.map(str::to_lowercase).each_ref().map(String::as_str),
    );
}

#[test]
fn the_queue_of_a_supervisor_and_the_search_of_the_trail_r11_1_r12_1() {
    let supervisor = [
        "S001",
        "yakuseki-no-mihon",
        ".F10",
        "2",
        ".F10",
        ".Right",
        ".F10",
        ".F12",
    ];
    let said = demo("ja", &lines(&[&supervisor]));
    let wanted = [
        "業務メニュー  TTOP001\n本店営業部 011  見本 役子\n",
        "承認待ち 1 件、事後確認待ち 1 件\n",
        "2 行中 1 行目、時刻 10:10、契約番号 1000010、会社名 見本町青果有限会社、操作 トークン登録、",
        "トークン登録、承認内容  TSNN002",
        "未登録 から サービス利用中",
        "承認待ち一覧  TSNN001\n承認待ち 0 件、事後確認待ち 1 件\nI1101 ",
        "1 行中 1 行目、時刻 10:05、",
        // Back on the menu only what has changed is said, and with it perhaps the time at which it was read.
        "業務メニュー  TTOP001\n承認待ち  0\n",
        "現在位置 2  承認待ち一覧  TSNN001  事前承認と事後確認。",
    ];
    says(&said, &wanted);
    let auditor = [
        "A001",
        "kansa-no-kakuu",
        ".F10",
        "=TKNS001",
        ".1",
        "",
        "",
        "",
        "1000001",
        ".F10",
        "",
    ];
    let said = demo("en", &lines(&[&auditor]));
    let wanted = [
        "Filter (empty fields do not filter)\n",
        "Entry Customer, letters and digits, empty. ",
        "Filtered: Customer 1000001\n",
        "Row 1 of 5, No. 27, When 2026-06-01 09:41:00, Who T002 例示 太郎, Action check code, Contract, subject 1000001 1000 0018, Result Refused E0603",
        "TKNS004",
    ];
    says(&said, &wanted);
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
    // A secret that begins with a dot is not repeated, and can be typed behind a backslash.
    let said = demo("ja", &lines(&[&["T001", ".himitsu", "\\.himitsu", ".himitsu"]]));
    says(
        &said,
        &["W0009", "「.***」", "パスワード  8 文字", "W0009", "「.himitsu」"],
    );
    assert_eq!(
        said.matches("himitsu").count(),
        1,
        "the last one is in the entry of the staff ID: {said}"
    );
    // Nor one that was meant for elsewhere and came into the box for a screen's ID: nothing of it stays there.
    let said = demo("ja", &lines(&[&LOG_IN, &["=himitsu-no-kotoba", "HIMITSU", "TSNN001"]]));
    says(&said, &["W0012", "W0012", "TSNN001"]);
    assert!(!said.to_lowercase().contains("himi"), "{said}");
    // Several letters where nothing is typed into are no keys one after the other.
    let said = demo(
        "ja",
        &lines(&[&LOG_IN, &["19", "tantou-no-himitsu", "?", "=TSNN001", "."]]),
    );
    says(&said, &["I0101", "W0011", ".F10", "TSNN001", "TSNN001"]);
    assert!(!said.contains("TKSK002") && !said.contains("himitsu"), "{said}");
}

#[test]
fn a_box_is_said_alone_and_what_is_under_it_when_asked() {
    let typed = lines(&[
        &LOG_IN,
        &["1", "1000001", ".F4", ".Space", ".F3", ".", "..", ".F12", ".."],
    ]);
    let said = demo("ja", &typed);
    let (before, after) = said.split_once("途中の作業の保存\n本店営業部 011  港 花子\n").unwrap();
    // It came over the screen, and is said again at a dot: nothing of what it covers is.
    let parts: Vec<_> = before.split("途中の作業の保存\n").collect();
    assert!(
        parts.len() == 2 && !parts[1].contains("DEN501") && parts[1].contains("ボタン 取消"),
        "{said}"
    );
    let (alone, rest) = after.split_once("BRSK025").unwrap();
    assert!(!alone.contains("DEN501") && alone.contains(".1 保存して移動"), "{said}");
    says(rest, &["選択済  DEN501J1", "BRSK025", "3 行中 1 行目、選択済", "I0008"]);
    // The screen that it covered is not said anew when it is gone.
    assert_eq!(rest.matches("選択済  DEN501J1").count(), 1, "{said}");
}

#[test]
fn what_has_the_keys_is_said_with_its_form() {
    // A choice made is said with what it is now; then one of the facts, drawn by lot, is answered wrongly (R10.2, R10.6), with what could
    // be an answer to any of them: a day, a serial, an account.
    let check = [".F2", "2", ".Tab", ".Up", "", "2", ".F10", "19990101"];
    let typed = lines(&[&LOG_IN, &["1", ".Down", "1000001", ".F4", ".Space"], &check]);
    let wanted = [
        "入力 担当者番号、必須、英数字、未入力。",
        "入力 パスワード、必須、伏せ字、未入力。",
        "パスワード  15 文字",
        "項目は以上です。.F10 でログイン",
        "38 行中 1 行目、契約番号 1000006、会社名 架空印刷株式会社",
        "38 行中 2 行目、契約番号 1000013、",
        "選択 受付方法、必須、番号で一つ、1 来店、2 電話、3 訪問、未選択。",
        "受付方法  電話",
        "選択 受付方法、必須、番号で一つ、1 来店、2 電話、3 訪問、現在 電話。",
        "お申出人  代表者",
        "、文字、未入力。お客さまの回答を入力し、Enter で照合。正答は表示しません\n",
        "W0540 注意 「",
        "」は不一致です。あと 1 回お尋ねできます\n",
    ];
    says(&demo("ja", &typed), &wanted);
    let wanted = [
        "Entry Staff ID, required, letters and digits, empty. ",
        "Entry Password, required, secret, not shown, empty. ",
        "Password  15 characters",
        "Choice Channel, required, one by its number, 1 Counter, 2 Telephone, 3 Visit, none chosen. ",
    ];
    says(&demo("en", &typed), &wanted);
}

#[test]
fn what_a_fob_shows_is_said_in_digits_and_goes_to_the_entry_that_waits() {
    // From the branch's login on: to the fobs, down to the second one, and back.
    let typed = lines(&[&[".F6", ".Down", "10000018", ".F6"]]);
    let said = demo("ja", &typed);
    let row = said
        .lines()
        .find(|line| line.contains("1000 0018、契約 1000001、表示 "))
        .unwrap();
    let (_, code) = row.split_once("表示 ").unwrap();
    let (code, left) = code.split_once('、').unwrap();
    let digits: Vec<_> = code.split(' ').collect();
    assert_eq!(digits.len(), 6, "{row}");
    assert!(
        digits
            .iter()
            .all(|digit| digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit()),
        "{row}"
    );
    assert!(left.starts_with("残り ") && left.ends_with('秒'), "{row}");
    // Nobody needs the codes of the others, nor bars.
    assert_eq!(said.lines().filter(|line| line.contains("表示 ")).count(), 3, "{said}");
    assert!(!said.contains(['#', '█']), "{said}");
    says(&demo("en", &typed), &["TKSH001", ", shows "]);
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
    says(
        &ran.out,
        &["途中の作業  1\n", "契約番号 1000002、会社名 架空水産", "TKSK002"],
    );
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

/// R11.1: what a routine unlock says from the login to the receipt is at most 110 lines.
#[test]
fn an_unlock_from_login_to_receipt_is_short_r9_3() {
    let typed = lines(&[
        &LOG_IN,
        &["1", "1000001", ".F4", ".Space", ".F2"],
        &AT_THE_COUNTER,
        &[".F10", ".F10", "S001", "yakuseki-no-mihon", ".F10"],
    ]);
    let said = demo("ja", &typed);
    assert!(said.contains("TKNR009"), "{said}");
    assert!(said.lines().count() <= 110, "{} lines:\n{said}", said.lines().count());
}

#[test]
fn the_unlock_of_the_documentation_leads_to_its_receipt() {
    let (_, page) = include_str!("../../docs/plain.md")
        .split_once("printf '%s\\n' ")
        .unwrap();
    let (typed, _) = page.split_once(" | ").unwrap();
    let typed: Vec<_> = typed.split_whitespace().filter(|word| *word != "\\").collect();
    says(
        &demo("ja", &lines(&[&typed])),
        &["THKK001", "I0504", "TKNN001", "TKNR009", "受付番号  "],
    );
}

#[test]
fn a_search_says_how_many_and_opens_nothing_unheard_r16_4() {
    let said = demo("ja", &lines(&[&LOG_IN, &["1", "ミホン", "株式会社見本商会"]]));
    says(
        &said,
        &["検索  ミホン  21 件", "21 行中 1 行目", "検索  株式会社見本商会  1 件"],
    );
    assert!(!said.contains("TKSK002"), "{said}");
    let after = said.split("検索、文字、未入力").nth(1).unwrap();
    let rows = after.lines().filter(|line| line.starts_with("10000")).count();
    assert!(rows <= 6, "five rows of each answer at most: {after}");
    // A whole number opens, and so does an empty line, by which time the row was heard.
    assert!(demo("ja", &lines(&[&LOG_IN, &["1", "DEN504"]])).contains("TKSK002"));
    let said = demo("ja", &lines(&[&LOG_IN, &["1", "株式会社見本商会", ""]]));
    says(&said, &["1 行中 1 行目、契約番号 1000001", "TKSK002", "1000001"]);
}

#[test]
fn every_line_gets_an_answer() {
    // The channel's digit goes on to who asks, whose digit is then typed twice.
    let typed = lines(&[
        &LOG_IN,
        &[
            "1", "1000001", ".Up", ".End", ".End", ".Down", ".F4", ".F2", "2", "2", "2",
        ],
    ]);
    let said = demo("ja", &typed);
    says(
        &said,
        &[
            "一番上です",
            "3 行中 3 行目",
            "一番下です",
            "一番下です",
            "受付方法  電話。選択 お申出人、",
            "お申出人  代表者",
            "変わりません",
            "現在 代表者",
        ],
    );
}

/// A seal can't be seen on the telephone, and a fact that was answered right waits for nothing.
#[test]
fn of_what_takes_nothing_the_reason_is_said_and_no_lack_r10_2() {
    let typed = lines(&[&LOG_IN, &["1", "1000001", ".F2", "2", "2", ".F10"]]);
    let said = demo("ja", &typed);
    says(&said, &["届出印  (電話では確認できません)"]);
    assert!(!said.contains("未選択 (") && !said.contains("未入力 ("), "{said}");
}
