//! Keys, marks and pastes in a line of text.

use super::*;

fn typed(accepts: Accepts, keys: &str) -> Input {
    let mut input = Input::new(accepts);
    keys.chars().for_each(|c| assert!(input.typed(&Key::Char(c))));
    input
}

fn column(input: &Input) -> u16 {
    input.cursor(Rect::new(0, 0, 20, 1)).x
}

#[test]
fn the_cursor_stands_behind_half_width_marks() {
    let mut input = typed(Accepts::Text, "ｷﾞﾝｺｳ");
    assert_eq!(column(&input), 5);
    for expected in [4, 3, 2, 0] {
        input.typed(&Key::Left);
        assert_eq!(column(&input), expected);
    }
}

#[test]
fn editing_goes_by_grapheme() {
    let mut input = typed(Accepts::Text, "港a\u{301}か\u{3099}ｶﾞ");
    input.typed(&Key::Backspace);
    assert_eq!(
        input.value(),
        "港a\u{301}が",
        "a voiced mark joins its kana, and nothing else is composed"
    );
    input.typed(&Key::Backspace);
    input.typed(&Key::Home);
    input.typed(&Key::Delete);
    assert_eq!(input.value(), "a\u{301}");
}

#[test]
fn a_long_value_scrolls_by_column_and_keeps_the_cursor_visible() {
    let input = typed(Accepts::Text, "東京都港区");
    let area = Rect::new(0, 0, 6, 1);
    assert_eq!(input.cursor(area).x, 5);
    let mut buf = Buffer::empty(area);
    input.view(area, &mut buf, Style::new());
    assert_eq!(
        (buf[(0, 0)].symbol(), buf[(1, 0)].symbol(), buf[(3, 0)].symbol()),
        (" ", "港", "区")
    );
}

#[test]
fn codes_fold_and_secrets_take_ascii_only_and_show_dots() {
    assert_eq!(typed(Accepts::Code, "１２－Ａ").value(), "12-A");
    let secret = typed(Accepts::Secret, "ａb港c");
    assert_eq!(secret.value(), "abc");
    assert_eq!(secret.shown(3).as_str(), "***");
    assert!(!format!("{secret:?}").contains("abc"));
}

#[test]
fn where_digits_are_wanted_nothing_else_is_taken_and_no_more_of_them() {
    let mut input = Input::new(Accepts::Code).digits(6, None);
    let mut type_in = |text: &str| -> Vec<bool> { text.chars().map(|c| input.typed(&Key::Char(c))).collect() };
    assert_eq!(type_in("1x２ -3"), [true, false, true, false, false, true]);
    assert_eq!(input.value(), "123");
    assert!(!input.typed(&Key::Paste("4567".to_owned())) && !input.typed(&Key::Paste("4a".to_owned())));
    assert_eq!(input.value(), "123", "a paste is taken whole or not at all");
    assert!(input.typed(&Key::Paste("4 5\n6".to_owned())) && !input.typed(&Key::Char('7')));
    assert_eq!(input.value(), "123456");
    assert!(input.typed(&Key::Backspace) && input.typed(&Key::Char('7')));
}

#[test]
fn what_has_one_form_takes_nothing_that_can_not_become_it() {
    let mut input = Input::new(Accepts::Code).like(|text| "ab12".starts_with(text));
    assert!(!input.typed(&Key::Char('b')) && input.typed(&Key::Char('ａ')) && !input.typed(&Key::Char('1')));
    assert!(!input.typed(&Key::Paste("b12x".to_owned())) && input.typed(&Key::Paste("b12\n".to_owned())));
    assert_eq!(input.value(), "ab12");
    input.typed(&Key::Home);
    assert!(!input.typed(&Key::Char('2')), "where it would stand counts");
}

#[test]
fn digits_may_be_parted_where_it_is_said_by_what() {
    let mut input = Input::new(Accepts::Code).digits(4, Some(','));
    let mut type_in = |text: &str| -> Vec<bool> { text.chars().map(|c| input.typed(&Key::Char(c))).collect() };
    assert_eq!(
        type_in("1，5-00円0"),
        [true, true, true, false, true, true, false, false]
    );
    assert_eq!(input.value(), "1,500");
    input.clear();
    assert!(!input.typed(&Key::Paste("1,500,0".to_owned())) && input.typed(&Key::Paste("1,500\n".to_owned())));
    assert_eq!(input.value(), "1,500");
    assert!(
        !",,"
            .chars()
            .all(|c| input.typed(&Key::Char(c)) && input.typed(&Key::Char(c))),
        "marks end too"
    );
}

#[test]
fn a_paste_brings_no_keys_with_it() {
    let mut input = Input::new(Accepts::Code);
    input.typed(&Key::Paste("12\r\n３４\t".to_owned()));
    assert_eq!(input.value(), "1234");
}
