//! The theme and the echo of keys.

use ratatui::style::Color;

use super::*;
use crate::ui::theme::{Scheme, Theme};

#[test]
fn another_theme_is_on_all_sides_at_once() {
    let mut console = two();
    console.resize(161, 24);
    let mut seen = Vec::new();
    for scheme in Scheme::ALL.into_iter().cycle().skip(1).take(Scheme::ALL.len()) {
        console.keys("<Ctrl+O>");
        assert!(halves(&console, 23).0.starts_with("I0003"), "{console:?}");
        let ground = Theme::load(scheme).unwrap().ground.bg.unwrap_or(Color::Reset);
        for x in [40, 120] {
            assert_eq!(console.style_at(x, 15).bg, Some(ground), "{scheme:?} at {x}");
        }
        seen.push(console.row(23));
    }
    seen.dedup();
    assert_eq!(seen.len(), Scheme::ALL.len(), "each has its name");
}

#[test]
fn keys_are_shown_on_training_stores_and_what_is_typed_is_not() {
    let mut console = two();
    console.keys("<Ctrl+Y>");
    assert!(console.row(23).starts_with("I0004"), "{console:?}");
    console.keys("<F9>");
    assert!(console.row(22).ends_with("[F9 質問]"), "{console:?}");
    console.keys("<F12><Down>");
    assert!(console.row(22).ends_with("[Down]"), "{console:?}");
    console.keys("<Esc>9");
    assert!(console.row(22).ends_with("[F9 質問]"), "as its twin: {console:?}");
    console.keys("<F12><Ctrl+Y><Down>");
    assert!(!console.row(22).contains('['), "{console:?}");

    let clock = Clock::fixed(start());
    let mut live = side("支店", "BRANCH1", &clock, None);
    live.house.training = false;
    let mut console = Harness::beside(Book::default(), live, []);
    console.keys("<Ctrl+Y>");
    assert!(console.row(23).starts_with("E0001"), "{console:?}");
}

#[test]
fn a_character_in_an_entry_is_told_as_text() {
    let mut console = two();
    console.keys("<Ctrl+Y><Ctrl+G>s");
    assert!(console.row(22).ends_with("[文字入力]"), "{console:?}");
    console.paste("secret");
    assert!(console.row(22).ends_with("[文字入力]"), "{console:?}");
}
