//! Two sides over one book, side by side and as tabs.

mod show;
mod toy;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::layout::Position;
use ratatui::style::Modifier;

use super::*;
use crate::clock::Clock;
use crate::ui::screen::AnyScreen;
use crate::ui::shell::House;
use crate::ui::shell::Registry;
use crate::ui::testing::Harness;
use toy::{Book, Page};

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_310_100, 0).unwrap() // 2026-11-22 10:15 in Japan
}

fn side(name: &str, id: &'static str, clock: &Clock, until: Option<DateTime<Utc>>) -> Side<Book> {
    let registry: Registry<Book> = |_, _| None;
    let house = House {
        training: true,
        registry,
        clock: clock.clone(),
        ..House::for_tests(start()).unwrap()
    };
    Side::new(name, house, AnyScreen::new(Page::named(id, until)))
}

/// The branch and the customer.
fn two() -> Harness<Book> {
    let clock = Clock::fixed(start());
    let customer = side("お客様", "CUSTOM1", &clock, None);
    Harness::beside(
        Book::default(),
        side("支店", "BRANCH1", &clock, None),
        std::iter::once(customer),
    )
}

/// What stands in a row left and right of the line between the sides.
fn halves(console: &Harness<Book>, row: u16) -> (String, String) {
    let row = console.row(row);
    let (left, right) = row.split_once('│').unwrap_or((&row, ""));
    (left.trim_end().to_owned(), right.to_owned())
}

#[test]
fn beside_each_other_the_keys_go_to_one_side_and_the_frame_says_which() {
    let mut console = two();
    console.resize(161, 24).keys("ab");
    let (left, right) = halves(&console, 3);
    assert_eq!((left.as_str(), right.as_str()), ("ab", ""), "{console:?}");
    let (left, right) = halves(&console, 2);
    assert!(left.contains(" >[支店]  2026-11-22 10:15  訓練"), "{console:?}");
    assert!(right.contains(" F6 [お客様]  2026-11-22 10:15  訓練"), "{console:?}");
    assert_eq!(console.cursor(), Position::new(2, 2));
    let reversed = |console: &Harness<Book>, x| console.style_at(x, 0).add_modifier.contains(Modifier::REVERSED);
    assert!(reversed(&console, 0) && !reversed(&console, 81));

    console.keys("<F6>港");
    assert_eq!(halves(&console, 3), ("ab".to_owned(), "港".to_owned()), "{console:?}");
    assert_eq!(console.cursor(), Position::new(83, 2));
    assert!(!reversed(&console, 0) && reversed(&console, 81));
    let (left, right) = halves(&console, 2);
    assert!(left.contains("F6 [支店]") && right.contains(">[お客様]"), "{console:?}");
    for row in 1..=24 {
        let text = console.row(row);
        assert_eq!(text.matches('│').count(), 1, "{text}");
    }

    console.keys("<Esc>6c");
    assert_eq!(halves(&console, 3).0, "abc", "the twin goes back: {console:?}");
    assert_eq!(console.row(23).replace('│', "").trim(), "", "{console:?}");
}

#[test]
fn on_a_narrow_terminal_one_is_shown_and_row_2_names_the_other() {
    let mut console = two();
    let row = " 1 入力 >2 確認  3 承認  4 完了      >[支店] F6 [お客様]  2026-11-22 10:15  訓練";
    assert_eq!(console.row(2), row);
    assert!(
        console.row(24).starts_with("F1ヘルプ F3終了 F9質問 F10記入"),
        "{console:?}"
    );
    console.keys("ab<F6>");
    assert!(console.row(1).ends_with("CUSTOM1"), "{console:?}");
    assert_eq!(console.row(3), "", "{console:?}");
    assert!(console.row(2).contains(">[お客様] F6 [支店]"), "{console:?}");
    console.keys("<F6>");
    assert_eq!(console.row(3), "ab", "nothing typed is lost: {console:?}");
    console.resize(159, 24);
    assert!(console.row(1).ends_with("BRANCH1") && !console.screen().contains("CUSTOM1"));
    console.resize(60, 20).keys("<F6>x");
    assert!(console.row(1).starts_with("W0002"), "{console:?}");
    console.resize(80, 24);
    assert_eq!(
        console.row(3),
        "ab",
        "a key that nobody could see did nothing: {console:?}"
    );
}

#[test]
fn help_and_the_palette_know_f6_where_there_is_another_side() {
    let mut console = two();
    console.keys("<F1>");
    assert!(console.screen().contains("F6        画面切替"), "{console:?}");
    console.keys("<F12><Ctrl+P>切替<Enter>");
    assert!(console.row(1).ends_with("CUSTOM1"), "{console:?}");
}

#[test]
fn a_command_of_one_side_shows_on_the_other_at_once_and_loses_nothing_there() {
    let mut console = two();
    console.resize(161, 24).keys("<F6>typed<F6>news<F10>");
    let (left, right) = halves(&console, 4);
    assert_eq!((left.as_str(), right.as_str()), ("news", "news"), "{console:?}");
    assert_eq!(halves(&console, 3).1, "typed", "{console:?}");
    let (left, right) = halves(&console, 23);
    assert!(
        left.starts_with("I0900") && right.is_empty(),
        "each its own message: {console:?}"
    );
}

#[test]
fn the_screen_under_a_question_is_renewed_too() {
    let mut console = two();
    console.resize(161, 24).keys("<F6><F9><F6>news<F10>");
    let right = halves(&console, 4).1;
    assert!(right.starts_with("news"), "{console:?}");
    assert!(console.screen().contains(">[取消]"), "the question stays: {console:?}");
}

#[test]
fn an_idle_console_asks_for_the_stamp_alone() {
    let mut console = two();
    let (drawn, cursor) = (console.buffer().clone(), console.cursor());
    for _ in 0..5 {
        console.event(Event::Tick);
        assert!(
            *console.buffer() == drawn && console.cursor() == cursor,
            "nothing to write"
        );
    }
    let book = console.finish().unwrap();
    assert_eq!(book.readings, 2, "one for each screen that was opened");
    assert_eq!(book.stamps, 6, "one at the beginning, and one a tick");
}

#[test]
fn a_moment_that_has_come_is_read_again_once() {
    let clock = Clock::fixed(start());
    let until = start() + TimeDelta::minutes(30);
    let mut console = Harness::beside(Book::default(), side("支店", "BRANCH1", &clock, Some(until)), []);
    clock.move_by(TimeDelta::seconds(30 * 60 - 1));
    console.event(Event::Tick);
    clock.move_by(TimeDelta::seconds(1));
    console.event(Event::Tick).event(Event::Tick);
    assert_eq!(
        console.finish().unwrap().readings,
        2,
        "when it opened, and at the moment"
    );
}

#[test]
fn while_a_change_runs_on_one_side_the_other_goes_on() {
    let mut console = two();
    console
        .keys("x<F10>")
        .hold_answers()
        .keys("y<F10>z<F6>other<Esc>6<Esc>");
    assert!(console.row(1).ends_with("BRANCH1"), "{console:?}");
    assert_eq!(console.row(3), "xy", "kept: {console:?}");
    console.keys("6");
    assert!(
        console.row(1).ends_with("CUSTOM1") && console.row(3) == "other",
        "{console:?}"
    );
    console.deliver();
    assert_eq!(
        (console.row(3).as_str(), console.row(4).as_str()),
        ("other", "x"),
        "{console:?}"
    );
    console.keys("<F6>");
    assert_eq!(console.row(3), "xyz", "in order: {console:?}");
}

#[test]
fn the_end_asks_on_every_side_on_which_something_was_typed() {
    let mut console = two();
    console.keys("<F3>");
    assert_eq!(console.exit(), Some(Exit::Quit), "nothing was typed anywhere");

    let mut console = two();
    console.keys("<F6>typed<F6><F3>");
    assert!(
        console.exit().is_none() && console.row(1).ends_with("CUSTOM1"),
        "{console:?}"
    );
    assert!(console.screen().contains("[破棄]"), "{console:?}");
    console.keys("<Enter>");
    assert!(console.exit().is_none(), "取消 is the default");
    console.keys("<F6>more<F3><Right><Enter>");
    assert!(
        console.exit().is_none() && console.row(1).ends_with("CUSTOM1"),
        "{console:?}"
    );
    console.keys("<Right><Enter>");
    assert_eq!(console.exit(), Some(Exit::Quit), "each was asked once");
}

#[test]
fn one_side_alone_has_no_sign_of_a_stage() {
    let clock = Clock::fixed(start());
    let mut console = Harness::beside(Book::default(), side("支店", "BRANCH1", &clock, None), []);
    for (columns, rows) in [(80, 24), (200, 50)] {
        console.resize(columns, rows).keys("<F6>");
        assert!(
            !console.screen().contains("支店") && console.row(rows - 1).starts_with("E0001"),
            "{console:?}"
        );
        assert!(!console.screen().contains('│'), "{console:?}");
    }
}
