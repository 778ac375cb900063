//! The call about a lost token (R7.4).

use super::{change_of_staff, identify_by_telephone};
use crate::support::Counter;

#[test]
fn a_lost_token_is_dead_at_once_and_a_supervisor_looks_it_over() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("カクウスイ").keys("<F9>").is_on("BRSK027");
    counter.keys("<F10>").says("E0203");
    counter
        .keys("<Space><F10>")
        .says("E1130 エラー 失効理由")
        .keys("1<F10>")
        .says("E1001")
        .is_on("THKK001")
        .keys("<F12>");
    assert_eq!(counter.chosen(), 2, "everyone who shares it");
    identify_by_telephone(&mut counter).shows("(*) 紛失");
    assert_eq!(counter.chosen(), 2);

    counter
        .keys("<F10>")
        .is_on("TKNN001")
        .shows(" 1 入力 >2 確認  3 完了")
        .shows("200000251  発行済 ＞ 紛失");
    counter.keys("<Enter>").is_on("BRSK027").keys("<F10><F10>");
    counter
        .is_on("TKNR009")
        .shows(">3 完了")
        .shows("受付番号      20260601-0002");
    // Much to say: the bar has the keys that turn the pages, and all others, whole.
    counter.shows("F8次頁").shows("F12契約照会");
    assert!(!counter.row(24).contains(".."), "{:?}", counter.console);
    counter.shows("再登録        2026年06月01日 10時45分から");
    counter
        .shows("登録できるトークンがありません")
        .lacks("登録をご案内ください");
    counter.keys("<Enter>").is_on("TKSK002").says("I1106");
    assert_eq!(counter.screen().matches("失効済 再登録  10:45～").count(), 2);

    change_of_staff(&mut counter, "S001").keys("2").is_on("TSNN001");
    let row = counter.row_with("1000002");
    assert!(row.contains("トークン失効") && row.contains("事後確認待ち"), "{row}");
    counter
        .keys("<End><Enter>")
        .is_on("TSNN002")
        .shows("紛失")
        .keys("<Right><F10>");
    counter.says("I1104").is_on("TSNN001").lacks("1000002");
}

#[test]
fn the_fob_is_never_taken_again_and_nobody_shortens_the_closed_period_r8_3() {
    let mut counter = Counter::closed();
    counter
        .log_in("T001")
        .find("1000009")
        .keys("<F11><Space>")
        .says("E0307")
        .shows("2026年06月01日 10時35分まで");
    counter.wait(20).keys("<Space>").shows("(*)  DEN509");
    identify_by_telephone(&mut counter).shows("(*)  DEN509").keys("<Tab>");
    let code = counter.code("90000661");
    counter.keys("90000661<Enter>").keys(&code).keys("<F10>").says("E0303");
    counter.shows("90000661");
}

#[test]
fn f9_writes_the_slip_and_says_where_or_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = Counter::printing(folder.path());
    counter.log_in("T001").find("カクウスイ").keys("<F9><Space><F10>1");
    identify_by_telephone(&mut counter).keys("<F10><F10>").is_on("TKNR009");
    counter
        .shows("DEN502、DEN502J1 は、2026年06月01日 10時45分までログインできません")
        .shows("お知らせをお送りします")
        .keys("<F9>")
        .says("I1107");
    let slip = folder.path().join("20260601-0002.pdf");
    assert!(std::fs::read(&slip).unwrap().starts_with(b"%PDF-"));
    // The same again is the same slip; a folder that is gone is said, and the receipt stays.
    counter.keys("<F9>").says("I1107");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    drop(folder);
    counter.keys("<F9>").says("E2063").is_on("TKNR009");

    let mut counter = Counter::closed();
    counter.log_in("T001").find("カクウスイ").keys("<F9><Space><F10>1");
    identify_by_telephone(&mut counter).keys("<F10><F10>").is_on("TKNR009");
    counter.keys("<F9>").shows("--exports");
}
