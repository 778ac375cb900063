//! TKNR003 端末診断.

use madoguchi::words::Lang;

use crate::support::Counter;

#[test]
fn everyone_can_try_text_and_keys_from_the_menu() {
    for staff in ["T001", "S001", "K001", "A001"] {
        let mut counter = Counter::of(staff);
        counter.keys("=TKNR003<Enter>").is_on("TKNR003");
    }
    let mut counter = Counter::of("T001");
    counter
        .keys("=TKNR003<Enter>")
        .is_on("TKNR003")
        .shows("SQLite")
        .shows("80x24")
        .shows("鍵ファイル");
    // The field is where an input method can be tried.
    let at = counter.console.cursor();
    counter.keys("ｷﾞﾝｺｳ").shows("ｷﾞﾝｺｳ");
    assert_eq!(counter.console.cursor().x, at.x + 5);
    assert!(counter.console.kana());
    // Every key is shown and does nothing else, those of the frame too.
    counter.keys("<F4><F7><F3><F10>港１").is_on("TKNR003");
    counter.shows("F3  F10  港 U+6E2F  １ U+FF11").lacks("PageUp");
    assert!(!counter.console.kana());
    counter.console.paste("1\r\n2");
    counter.shows("貼り付け 4 文字");
    counter
        .keys("<F12>")
        .is_on("TKNR003")
        .shows("F12")
        .keys("<F12>")
        .is_on("TTOP001");
}

#[test]
fn the_samples_end_under_each_other_in_both_languages() {
    for lang in [Lang::Ja, Lang::En] {
        let mut counter = Counter::closed_in(lang);
        counter.log_in("T001").keys("=TKNR003<Enter>").is_on("TKNR003");
        let console = &counter.console;
        let ends = |x: u16| (0..24).filter(|y| console.buffer()[(x, *y)].symbol() == "|").count();
        assert!((0..80).any(|x| ends(x) == 3), "{console:?}");
    }
}
