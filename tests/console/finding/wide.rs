//! TKSK001 on a wide terminal.

use madoguchi::branch::tksk001::CustomerSearch;
use madoguchi::ui::text::width;

use crate::support::Counter;

/// At 120 columns a row says what it says at 80, in the same order, and nothing of it is cut that has its room there.
#[test]
fn a_wide_terminal_shows_the_same_columns_in_the_same_order_whole() {
    let mut counter = Counter::at("T001", CustomerSearch::new());
    counter.keys("かんこうばす").shows("ミホンカンコウ..");
    let heads = ["契約番号", "会社名", "会社名カナ", "取引店", "状態", "一致"];
    assert_eq!(counter.row(5).split_whitespace().collect::<Vec<_>>(), heads);
    counter.console.resize(120, 40);
    counter.shows("ミホンカンコウバス").lacks("..");
    let head = counter.row(5);
    assert_eq!(head.split_whitespace().collect::<Vec<_>>(), heads);
    let row = counter.row(6);
    let begins = |line: &str, text: &str| line.find(text).map(|at| width(&line[..at]));
    for (name, value) in [
        ("契約番号", "1000025"),
        ("会社名", "見本観光バス株式会社"),
        ("会社名カナ", "ミホンカンコウバス"),
        ("取引店", "本店営業部"),
    ] {
        assert!(begins(&row, value).is_some(), "{row}");
        assert_eq!(
            begins(&head, name),
            begins(&row, value),
            "{name}: {:?}",
            counter.console
        );
    }
    // There is room for all that stands in the way, and for what was found.
    counter.keys("<Ctrl+U>普通9000011").shows("停止中");
    let (head, row) = (counter.row(5), counter.row(6));
    for (name, value) in [("状態", "停止中"), ("一致", "普通9000011")] {
        assert!(begins(&row, value).is_some(), "{row}");
        assert_eq!(
            begins(&head, name),
            begins(&row, value),
            "{name}: {:?}",
            counter.console
        );
    }
}
