use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::*;

fn row(columns: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, columns, 1))
}

/// Half-width ﾞ and ﾟ take a cell of their own: unicode-width says none, ratatui adds one. This test falls when
/// either side changes its mind, and then bank data would shift on every screen.
#[test]
fn half_width_marks_take_one_cell_each() {
    for (text, columns) in [("ﾆﾎﾝｷﾞﾝｺｳ", 8), ("ﾊﾟ", 2), ("ｷﾞﾝｺｳ", 5), ("がぎ", 4), ("か\u{3099}", 2)]
    {
        assert_eq!(width(text), columns, "{text}");
        assert_eq!(put(&mut row(40), 0, 0, 40, text, Style::new()), columns, "{text}");
        assert_eq!(row(40).set_stringn(0, 0, text, 40, Style::new()).0, columns, "{text}");
    }
    let mut buf = row(4);
    put(&mut buf, 0, 0, 4, "ﾊﾟｷﾞ", Style::new());
    assert_eq!(
        (0..4).map(|x| buf[(x, 0)].symbol()).collect::<Vec<_>>(),
        ["ﾊ", "ﾟ", "ｷ", "ﾞ"],
        "none is left behind"
    );
    assert_eq!(
        put(&mut row(4), 0, 0, 3, "ﾊﾟｷﾞ", Style::new()),
        2,
        "a kana never loses its mark"
    );
    assert_eq!(
        "ﾞ".width(),
        0,
        "unicode-width counts the mark itself now: see ratatui's CellWidth"
    );
    assert_eq!(fit("ｷﾞﾝｺｳ", 7, Align::Right), "  ｷﾞﾝｺｳ");
}

#[test]
fn every_dangerous_character_becomes_a_visible_mark() {
    let ranges = [
        0x00..=0x1F,
        0x7F..=0x9F,
        0xAD..=0xAD,
        0x200B..=0x200F,
        0x2028..=0x202E,
        0x2060..=0x206F,
        0xFEFF..=0xFEFF,
        0xE000..=0xE001,
        0xFFF9..=0xFFFB,
        0xFFFE..=0xFFFF,
        0xE0000..=0xE007F,
        0x3164..=0x3164,
        0x10_FFFF..=0x10_FFFF,
    ];
    for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
        let text = format!("銀{c}行");
        let shown = clean(&text);
        let code = u32::from(c);
        let mark = if code < 0x100 {
            format!("<{code:02X}>")
        } else {
            format!("<U+{code:04X}>")
        };
        assert_eq!(shown, format!("銀{mark}行"));
        assert!(!shown.contains(c));
    }
}

#[test]
fn marks_need_a_character_and_selectors_vanish_behind_one() {
    assert_eq!(clean("\u{301}a"), "<U+0301>a");
    assert_eq!(clean("葛\u{E0100}城"), "葛城");
    assert_eq!(clean("\u{FE0F}a"), "<U+FE0F>a");
    assert_eq!(
        clean("a\u{301}\u{301}\u{301}\u{301}\u{301}"),
        "a\u{301}\u{301}\u{301}<U+0301><U+0301>"
    );
    assert!(matches!(clean("本店営業部 ｷﾞﾝｺｳ"), Cow::Borrowed(_)));
}

#[test]
fn signs_that_terminals_measure_in_two_ways_are_taken_apart() {
    for (joined, apart) in [
        ("見本👍🏽商事", "見本👍<U+1F3FD>商事"),
        ("🇯🇵工業", "<U+1F1EF><U+1F1F5>工業"),
        ("ｷﾞﾝｺｳ", "ｷﾞﾝｺｳ"),
        ("か\u{309A}", "か\u{309A}"),
    ] {
        assert_eq!(clean(joined), apart);
        let parts = apart.chars().map(|c| width(&c.to_string()));
        assert!(
            apart.contains('\u{309A}') || parts.sum::<u16>() == width(joined),
            "{joined}"
        );
    }
}

#[test]
fn codes_fold_and_names_keep_their_signs() {
    assert_eq!(fold_code("ＡＢ０１２－３ー４−５"), "AB012-3-4-5");
    assert_eq!(fold_code("漢字"), "漢字");
    assert_eq!(strip_paste("12\r\n34\t5\u{1b}"), "12345");
}

#[test]
fn cutting_never_splits_and_says_so() {
    assert_eq!(cut("東京支店", 8), "東京支店");
    assert_eq!(cut("東京支店", 7), "東京..");
    assert_eq!(fit("東京支店", 5, Align::Left), "東.. ");
    assert_eq!(cut("東京", 1), ".");
    assert_eq!(fit("港", 6, Align::Center), "  港  ");
    assert_eq!(window("東京支店", 1, 4), " 京");
    assert_eq!(window("東京支店", 2, 4), "京支");
}

#[test]
fn of_a_path_the_folders_give_way_and_the_file_is_read() {
    let said = |path: &str| format!("受付票を書き出しました: {path}");
    let long = said("/srv/banking/branches/011/exports/T001/20260601-0002.pdf");
    assert_eq!(cut_path(&long, 80), long);
    assert_eq!(
        cut_path(&long, 60),
        "受付票を書き出しました: .../exports/T001/20260601-0002.pdf"
    );
    assert_eq!(cut_path(&long, 48), "受付票を書き出しました: .../20260601-0002.pdf");
    assert_eq!(width(&cut_path(&long, 30)), 30);
    assert_eq!(cut_path(&long, 20), cut(&long, 20), "the sentence goes first");
    // What stands behind it stays with it, and a folder may hold blanks and what is no ASCII.
    let refused = "書けません: /srv/控え 1/支店/x.csv (権限がない (os error 13))";
    assert_eq!(
        cut_path(refused, 50),
        "書けません: .../x.csv (権限がない (os error 13))"
    );
    assert_eq!(cut_path("a /b/c and a longer end", 16), "a .../c and a ..");
    // Only what begins with one is a path.
    let plain = "契約 1000001/DEN501 の利用者は 3/5 名です";
    assert_eq!(cut_path(plain, 20), cut(plain, 20));
}

#[test]
fn a_put_over_half_a_wide_character_takes_its_other_half_away() {
    let mut buf = row(6);
    put(&mut buf, 0, 0, 6, "東京港", Style::new());
    put(&mut buf, 1, 0, 1, "|", Style::new());
    assert_eq!(
        (buf[(0, 0)].symbol(), buf[(1, 0)].symbol(), buf[(2, 0)].symbol()),
        (" ", "|", "京")
    );
    blank(&mut buf, Rect::new(3, 0, 2, 1), Style::new());
    assert_eq!((buf[(2, 0)].symbol(), buf[(3, 0)].symbol()), (" ", " "));
}

#[test]
fn paragraphs_break_where_a_reader_expects() {
    assert_eq!(wrap("利用できます。次に進む", 12), ["利用できま", "す。次に進む"]);
    assert_eq!(wrap("press the key", 9), ["press the", "key"]);
    assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
    assert_eq!(wrap("できます。」と", 10), ["できま", "す。」と"]);
    assert_eq!(wrap("0123456789", 4), ["01234567", "89"], "no line is narrower than 8");
}

proptest! {
    #[test]
    fn width_is_what_the_buffer_takes_and_nothing_raw_gets_through(text in any::<String>()) {
        let shown = clean(&text);
        prop_assert!(!shown.contains(char::is_control));
        prop_assert_eq!(clean(&shown), shown.as_ref());
        let mut buf = row(2_000);
        prop_assert_eq!(put(&mut buf, 0, 0, 2_000, &text, Style::new()), width(&text));
        for columns in 8..20 {
            prop_assert!(wrap(&text, columns).iter().all(|line| width(line) <= columns));
        }
        for columns in 0..12 {
            prop_assert!(width(&cut(&text, columns)) <= columns);
            prop_assert_eq!(width(&fit(&text, columns, Align::Right)), columns);
            prop_assert!(width(&window(&text, 3, columns)) <= columns);
        }
    }
}
