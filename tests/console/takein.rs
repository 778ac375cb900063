//! TKYK002 契約取込: files with a dry run and a verdict a line (R16.1).

use std::fs;

use madoguchi::console::Options;
use madoguchi::inbox::Inbox;

use crate::support::{Counter, into};

const HEADING: &str = "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,\
                       利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時";

fn known(phone: &str) -> String {
    format!(
        "1000001,株式会社見本商会,ミホンショウカイ,011,本店営業部,普通9000011,{phone},2025-04-01,10000018,DEN501,見本 花子,ミホン ハナコ,\
         マスターユーザ,都度振込;総給振;ペイジー;ユーザ・トークン管理,10000018,2025-04-02 09:31"
    )
}

fn new(number: &str, login_id: &str, phone: &str) -> String {
    format!(
        "{number},例示新規株式会社,レイジシンキ,011,本店営業部,普通9100001,{phone},R8.6.1,,{login_id},例示 太郎,レイジ タロウ,マスターユーザ,\
         都度振込,,"
    )
}

/// A console whose folder of files has this one.
fn with(folder: &std::path::Path, rows: &[String]) -> Counter {
    let text = format!("{HEADING}\r\n{}\r\n", rows.join("\r\n"));
    fs::write(folder.join("contracts.csv"), text).unwrap();
    let mut counter = Counter::with(&Options {
        inbox: Some(Inbox::new(folder.to_owned())),
        ..into(folder)
    });
    counter.log_in("K001").keys("=TKYK002<Enter>").is_on("TKYK002");
    counter
}

#[test]
fn a_file_is_shown_line_by_line_before_it_is_taken_in_r16_1() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [known("03-0000-7777"), new("9000001", "NEW01", "03-0000-9001")];
    let mut counter = with(folder.path(), &rows);
    counter.shows("contracts.csv").keys("<F10>").is_on("TKYK002");
    counter.shows("新規 1").shows("変更 1").shows("直すところ 0");
    counter.shows("登録電話: 03-0000-1001 ＞ 03-0000-7777");
    counter.keys("<F11>").says("W0001");
    counter.keys("<F9>").says("W0001");
    counter
        .keys("<F10>")
        .shows("よろしいですか")
        .keys("<Enter>")
        .shows("まだ何も取り込んでいません");
    counter
        .keys("<F10><Right><Enter>")
        .says("I1923")
        .shows("新規 1、変更 1 を取込");
    counter.keys("<F10>").says("W0001");
    counter.keys("<F5>").shows("変更なし 2");
}

#[test]
fn all_mistakes_stand_there_with_the_form_that_is_expected_and_the_good_ones_are_taken_r16_1_r16_3() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [
        known("312345678"),
        new("9000001", "NEW01", "03-0000-9001"),
        new("9000002", "den502", "1.23E+11"),
    ];
    let mut counter = with(folder.path(), &rows);
    counter.keys("<Enter>").shows("直すところ 2").shows("新規 1");
    counter.shows("登録電話「312345678」").shows("正しい形:");
    counter.keys("<F10>").says("W0001");
    counter.keys("<F9>").says("I1924");
    let refused = fs::read_to_string(folder.path().join("contracts-refused.csv")).unwrap();
    assert!(
        refused.contains("312345678") && refused.contains("1.23E+11"),
        "{refused}"
    );
    assert!(!refused.contains("NEW01"), "{refused}");
    counter
        .keys("<F11><Right><Enter>")
        .says("I1923")
        .shows("新規 1、変更 0");
    counter.keys("<F12>").shows("contracts-refused.csv");
}

#[test]
fn without_a_folder_or_the_duty_nothing_is_taken_in() {
    let mut counter = Counter::of("K001");
    counter.keys("=TKYK002<Enter>").is_on("TKYK002").shows("--inbox");
    counter.keys("<F10>").says("W0001");
    let mut teller = Counter::of("T001");
    teller.keys("=TKYK002<Enter>").is_on("TTOP001");
}

#[test]
fn how_a_file_is_written_and_meant_is_chosen_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = with(folder.path(), &[known("03-0000-1001")]);
    counter.shows("文字コード: 自動").shows("消えた 0 を確かめる");
    counter
        .keys("<F4><F4>")
        .shows("文字コード: cp932")
        .keys("<F2>")
        .shows("書かれたとおり");
    counter.keys("<F4><F10>").shows("変更なし 1");
}

#[test]
fn twenty_mistakes_stand_in_one_run_each_with_what_is_expected_r16_1() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mistakes.csv"), include_str!("takein/mistakes.csv")).unwrap();
    let mut counter = Counter::with(&Options {
        inbox: Some(Inbox::new(folder.path().to_owned())),
        ..into(folder.path())
    });
    counter
        .log_in("K001")
        .keys("=TKYK002<Enter><Enter>")
        .shows("直すところ 20");
    counter.keys("<F10>").says("W0001");
    counter.shows("契約: 新規 1、変更 0、変更なし 0、取込不可 19。直すところ 20 か所");
    // Each of them is told on its own below the list, and no line is left out.
    let mut lines = Vec::new();
    for _ in 0..21 {
        let (row, _) = counter.cursor_row();
        let line: u32 = row
            .trim_start_matches('>')
            .split_whitespace()
            .next()
            .unwrap()
            .parse()
            .unwrap();
        lines.push(line);
        counter.keys("<Down>");
    }
    assert_eq!(lines, (2..=22).collect::<Vec<_>>());
    counter.keys("<F9>").says("I1924");
    let refused = fs::read_to_string(folder.path().join("mistakes-refused.csv")).unwrap();
    assert_eq!(refused.lines().count(), 21, "{refused}");
    counter
        .keys("<F11><Right><Enter>")
        .says("I1923")
        .shows("新規 1、変更 0");
}
