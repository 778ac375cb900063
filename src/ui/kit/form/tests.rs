//! What a form reads, keeps and says.

use ratatui::layout::Rect;

use super::*;

fn digits(text: &str, _words: &Words) -> Result<u32, Message> {
    text.parse().map_err(|_| Message::bad("E0900", "digits"))
}

fn type_in(form: &mut Form, text: &str) {
    text.chars().for_each(|c| assert!(form.typed(&Key::Char(c))));
}

#[test]
fn a_wrong_field_gets_the_focus_and_keeps_every_character() {
    let words = Words::of(Lang::Ja);
    let mut form = Form::new();
    let serial = form.add(Field::code("シリアル番号", 12).required(), digits);
    let code = form.add(Field::code("コード", 6).required(), digits);
    type_in(&mut form, "１２x");
    form.typed(&Key::Enter);
    assert!(form.is_focused(&code));
    assert_eq!(form.read(&serial, &words).unwrap_err().code, "E0900");
    assert!(form.is_focused(&serial));
    assert_eq!(form.text(&serial), "12x");
    form.typed(&Key::Backspace);
    assert_eq!(form.read(&serial, &words), Ok(12));
    let missing = form.read(&code, &words).unwrap_err();
    assert_eq!(
        (missing.code.as_ref(), missing.text.as_str()),
        ("E0003", "コードを入力してください")
    );
    assert!(form.is_focused(&code) && form.dirty());
}

#[test]
fn a_field_takes_no_more_digits_than_there_are_as_soon_as_that_is_known() {
    let (mut form, mut told) = (Form::new(), Form::new());
    let code = form.add(Field::code("a", 9), digits);
    told.add(Field::code("a", 9).digits(2), digits);
    type_in(&mut form, "1");
    form.relabel(told);
    assert!(!form.typed(&Key::Char('x')));
    type_in(&mut form, "2");
    assert!(!form.typed(&Key::Char('3')));
    assert_eq!(form.text(&code), "12");
}

#[test]
fn in_another_language_it_says_other_words_and_keeps_what_was_typed() {
    let made = |words: &Words| {
        let mut form = Form::new();
        let name = form.add(Field::text(words.frame.help, 5).required(), digits);
        (form, name)
    };
    let (ja, en) = (Words::of(Lang::Ja), Words::of(Lang::En));
    let (mut form, name) = made(&ja);
    let labels = |form: &Form| -> Vec<_> {
        let fields = form.fields.borrow();
        fields.iter().map(|field| field.label.clone()).collect()
    };
    let unmade = || -> Form { panic!("the words are those that it was made of") };
    assert_eq!(labels(form.in_words(&ja, unmade)), [ja.frame.help]);
    type_in(&mut form, "12");
    assert_eq!(labels(form.in_words(&en, || made(&en).0)), [en.frame.help]);
    assert_eq!((form.text(&name), form.dirty()), ("12".to_owned(), true));
    form.clear(&name);
    assert!(form.read(&name, &en).unwrap_err().text.contains(en.frame.help));
}

#[test]
fn enter_goes_round_and_shift_tab_goes_back() {
    let mut form = Form::new();
    let first = form.add(Field::text("a", 5).initially("x"), digits);
    let last = form.add(Field::text("b", 5), digits);
    form.typed(&Key::Enter);
    form.typed(&Key::Enter);
    assert!(form.is_focused(&first));
    form.typed(&Key::BackEnter);
    assert!(form.is_focused(&last) && !form.dirty());
}

#[test]
fn a_field_that_is_off_takes_no_text_and_says_why() {
    let words = Words::of(Lang::Ja);
    let mut form = Form::new();
    let field = form.add(Field::text("a", 5).initially("x").off("why"), |text, _| {
        Ok(text.to_owned())
    });
    assert!(!form.typed(&Key::Char('y')) && !form.typing());
    assert_eq!((form.hint().as_str(), form.off()), ("why", Some("why".to_owned())));
    assert_eq!(form.read(&field, &words), Ok("x".to_owned()));
    form.set_off(&field, None);
    assert!(form.typed(&Key::Char('y')) && form.typing() && form.off().is_none());
}

#[test]
fn what_was_judged_stays_to_be_read_and_the_next_key_takes_its_place() {
    for (keys, left) in [
        (&[Key::Char('y'), Key::Char('z')][..], "yz"),
        (&[Key::Paste("yz".to_owned())], "yz"),
        (&[Key::Backspace, Key::Char('y')], "y"),
        (&[Key::Left, Key::Char('y')], "ayb"),
        (&[Key::Left], "ab"),
        (&[Key::Enter], "ab"),
    ] {
        let mut form = Form::new();
        let field = form.add(Field::text("a", 5), digits);
        type_in(&mut form, "ab");
        form.judged(&field);
        assert!(form.is_judged(&field) && form.text(&field) == "ab");
        assert!(keys.iter().all(|key| form.typed(key)));
        assert_eq!(
            (form.text(&field).as_str(), form.is_judged(&field)),
            (left, left == "ab")
        );
    }
}

#[test]
fn with_few_rows_the_focused_field_stays_visible() {
    let mut form = Form::new();
    for name in ["a", "b", "c", "d"] {
        form.add(Field::text(name, 5), digits);
    }
    let area = Rect::new(0, 3, 30, 2);
    assert_eq!(form.cursor(area).unwrap().y, 3);
    form.typed(&Key::BackEnter);
    assert_eq!(form.cursor(area).unwrap().y, 4);
}
