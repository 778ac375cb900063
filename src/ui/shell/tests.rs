//! Keys in, rows out, through the real shell with a toy screen over a toy engine.

mod drawn;
mod toy;

use std::sync::mpsc;

use chrono::DateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;

use super::*;
use crate::ui::event::{Event, PasteLost};
use crate::ui::screen::CloseReason;
use crate::ui::stage::{Pose, Side, Stage, Surface, run};
use crate::ui::terminal::Painter;
use crate::ui::testing::Harness;
use crate::ui::worker::Worker;
use toy::{Ledger, Toy};

fn house() -> House<Ledger> {
    let now = DateTime::from_timestamp(1_795_310_100, 0).unwrap(); // 2026-11-22 10:15 in Japan
    let registry: Registry<Ledger> = |id, _at| match id {
        "TOY002" => Some(Ok(AnyScreen::new(Toy::named("TOY002")))),
        "TOY003" => Some(Err(Message::warn("W0900", "権限がありません"))),
        _ => None,
    };
    House {
        training: true,
        registry,
        ..House::for_tests(now).unwrap()
    }
}

fn console() -> Harness<Ledger> {
    Harness::new(house(), Ledger::default(), Toy::named("TOY001"))
}

#[test]
fn one_table_of_bindings_feeds_bar_help_and_palette() {
    let mut console = console();
    console.keys("<F1>");
    assert!(console.screen().contains("F10       実行"), "{console:?}");
    assert!(
        console.screen().contains("F5        照会 (相手がいません)"),
        "{console:?}"
    );
    assert_eq!(
        console.screen().matches("実行").count(),
        2,
        "once in the list, once in what holds everywhere"
    );
    console.keys("<F12><Tab><Tab>:");
    assert!(console.screen().contains("F10        実行"), "{console:?}");
    console.keys("実行<Enter>");
    assert!(
        console.row(23).starts_with("E0003 エラー 名前を入力してください"),
        "{console:?}"
    );
}

#[test]
fn a_question_does_nothing_until_the_answer_is_yes() {
    let mut console = console();
    console.keys("<Tab><Tab>=TOY002<Enter><F11><Enter>");
    assert!(
        console.row(1).ends_with("TOY002"),
        "Enter takes the default, which is not to: {console:?}"
    );
    console.keys("<F11>");
    let at = console.cursor();
    assert!(console.row(at.y + 1).contains(">[取消]"), "{console:?}");
    console.keys("<F9>");
    assert!(console.row(23).starts_with("E0001"), "{console:?}");
    console.keys("<Right>");
    assert!(
        console.cursor().x > at.x && console.row(at.y + 1).contains(">[失効]"),
        "{console:?}"
    );
    console.keys("<Enter>");
    assert!(console.row(1).ends_with("TOY001"), "{console:?}");
    assert_eq!(
        console.finish().unwrap().done,
        ["revoked"],
        "done although the screen closed before"
    );
}

#[test]
fn a_key_that_is_off_says_why_and_an_unknown_one_says_so() {
    let mut console = console();
    console.keys("<F5>");
    assert_eq!(console.row(23), "W0001 注意 F5 は今は使えません: 相手がいません");
    console.keys("<F9>");
    assert_eq!(console.row(23), "E0001 エラー F9 はこの画面では使えません");
    console.keys("<F1>");
    assert!(console.screen().contains("メッセージ E0001"), "{console:?}");
    console.keys("<F1>");
    assert!(console.screen().contains("E0001 エラー"), "{console:?}");
    assert!(
        console.screen().contains("原因と対処") && console.screen().contains("F1 で一覧"),
        "{console:?}"
    );
    console.keys("<F1>");
    assert!(!console.screen().contains("原因と対処"), "{console:?}");
}

#[test]
fn the_cursor_stands_behind_what_was_typed() {
    let mut console = console();
    let start = console.cursor();
    console.keys("ｷﾞﾝｺｳ");
    assert_eq!(console.cursor(), Position::new(start.x + 5, start.y));
    console.keys("港<Left>");
    assert_eq!(console.cursor(), Position::new(start.x + 5, start.y));
}

#[test]
fn a_wrong_field_keeps_every_character() {
    let mut console = console();
    console.keys("港<Enter>１２x<F10>");
    assert_eq!(console.row(23), "E0900 エラー 数字ではありません");
    assert!(console.row(4).ends_with("12x"), "{console:?}");
    console.keys("<Backspace><F10>");
    assert_eq!(console.row(23), "I0900 完了 港 12");
}

#[test]
fn enter_and_a_paste_never_execute() {
    let mut console = console();
    console.keys("港<Enter>12<Enter><Enter><Enter>").paste("1\r\n2\r\n");
    assert_eq!(console.row(23), "");
    assert_eq!(console.finish().unwrap().done, Vec::<String>::new());
}

#[test]
fn of_a_lost_paste_nothing_is_taken_and_what_was_typed_stays() {
    let mut console = console();
    console.keys("港<Enter>12");
    for (why, code) in [(PasteLost::Unended, "W0013"), (PasteLost::TooLong, "W0014")] {
        console.event(Event::PasteLost(why));
        assert!(console.row(23).starts_with(code), "{console:?}");
        console.keys("<F1>");
        assert!(console.screen().contains(code), "{console:?}");
        console.keys("<F12>3");
        assert!(
            console.row(4).ends_with("123") && console.row(23).is_empty(),
            "{console:?}"
        );
        console.keys("<Backspace>");
    }
}

#[test]
fn a_filled_form_is_left_only_after_asking_and_cancel_is_the_default() {
    let mut console = console();
    console.keys("<Tab><Tab>=toy002<Enter>");
    assert!(console.row(1).ends_with("TOY002"), "{console:?}");
    console.keys("港<F12>");
    assert!(console.screen().contains(">[取消]         [破棄]"), "{console:?}");
    console.keys("<Enter>");
    assert!(
        console.row(1).ends_with("TOY002") && console.row(3).ends_with("港"),
        "{console:?}"
    );
    for leave in ["<F12>", "<F3>", "<Esc><Esc>", "<Tab><Tab>=TOY002<Enter>"] {
        console.keys(leave);
        assert!(console.screen().contains("[破棄]"), "{leave} {console:?}");
        console.keys("<F12>");
        assert!(!console.screen().contains("[破棄]"), "{leave} {console:?}");
    }
    console.keys("<F12><F3><Right><Enter>");
    assert!(console.row(1).ends_with("TOY001"), "{console:?}");
}

#[test]
fn escape_and_a_digit_is_the_f_key_and_escape_alone_waits() {
    let mut console = console();
    console.keys("<Esc>");
    assert!(console.row(23).starts_with("I0001"), "{console:?}");
    console.keys("5");
    assert!(console.row(23).starts_with("W0001 注意 F5"), "{console:?}");
    console.keys("<Esc>９");
    assert!(console.row(23).starts_with("E0001 エラー F9"), "{console:?}");
    console.keys("<Tab><Tab>=toy002<Enter><Esc>港");
    assert!(console.row(1).ends_with("TOY002"), "the key alone: {console:?}");
    console.keys("<Esc>").event(Event::Tick);
    assert!(!console.row(23).starts_with("I0001"), "an Esc lapses: {console:?}");
    console.keys("5");
    assert!(console.row(3).ends_with("港5"), "{console:?}");
}

/// On a slow line the Esc of a key may come alone; the rest is put together again, and what is none is text.
#[test]
fn a_key_that_was_torn_apart_is_one_key() {
    for (rest, says) in [
        ("[21~", "E0003"),
        ("[20~", "E0001 エラー F9"),
        ("[15~", "W0001 注意 F5"),
    ] {
        let mut console = console();
        console.keys("<Esc>").keys(rest);
        assert!(console.row(23).starts_with(says), "{rest} {console:?}");
        assert!(!console.screen().contains('~'), "{console:?}");
    }
    let mut console = console();
    console.keys("港<Esc>OR");
    assert!(console.screen().contains("[破棄]"), "F3 asks: {console:?}");
    console.keys("<Esc>[24~");
    assert!(!console.screen().contains("[破棄]"), "F12: {console:?}");
    console.keys("<Esc>[24;80R");
    assert_eq!(
        (console.row(23).as_str(), console.row(3).ends_with("港")),
        ("", true),
        "an answer is no key: {console:?}"
    );
    console.keys("a<Esc>[1x");
    assert!(console.row(3).ends_with("港a[1x"), "text is text: {console:?}");
    console.keys("<Esc>O<Backspace>");
    assert!(console.row(3).ends_with("港a[1x"), "and keeps its place: {console:?}");
    console.keys("<Esc>[").event(Event::Tick);
    assert!(console.row(3).ends_with("港a[1x["), "{console:?}");
}

#[test]
fn the_jump_box_keeps_what_was_typed_when_there_is_nothing_to_jump_to() {
    let mut console = console();
    console.keys("<Tab><Tab>=ｔｏｙ００９<Enter>");
    assert_eq!(console.row(23), "E0002 エラー TOY009 という画面はありません");
    assert!(console.screen().contains("toy009"), "{console:?}");
    console.keys("<Backspace>3<Enter>");
    assert_eq!(console.row(23), "W0900 注意 権限がありません");
    console.keys("<F12><Tab>=");
    assert!(
        !console.screen().contains("画面へ移動"),
        "in a text entry it is text: {console:?}"
    );
    console.keys("<Ctrl+G>");
    assert!(console.screen().contains("画面へ移動"), "{console:?}");
    console.keys("<F12><Ctrl+P>");
    assert!(console.screen().contains("操作一覧"), "{console:?}");
}

#[test]
fn only_the_newest_question_is_answered() {
    let mut console = console();
    console.keys("<Tab><Tab>").hold_answers().keys("abc").deliver();
    assert_eq!(console.finish().unwrap().asked, ["a", "b", "c"]);
    let mut late = self::console();
    late.keys("<Tab><Tab>").hold_answers().keys("ab").deliver();
    assert!(
        late.screen().contains("heard: b") && !late.screen().contains("heard: ab"),
        "{late:?}"
    );
}

#[test]
fn keys_typed_while_a_change_runs_act_in_order_afterwards() {
    let mut console = console();
    console.keys("港<Enter>12").hold_answers().keys("<F10><F10><Enter>x");
    assert!(console.row(23).starts_with("I0002"), "{console:?}");
    assert!(console.row(3).ends_with("港"));
    console.deliver();
    assert!(
        console.screen().contains("heard: x"),
        "the choice below the number has the focus: {console:?}"
    );
    assert_eq!(
        console.finish().unwrap().done,
        ["港 12", "港 12"],
        "one for each F10, the second after the first"
    );
}

#[test]
fn a_screen_is_told_that_it_was_closed_on_whatever_way() {
    let mut console = console();
    let there = "<Ctrl+G>TOY002<Enter>";
    console.keys(there).keys("<F12>");
    console.keys(there).keys("<F3>");
    // A jump to where one is closes it and begins anew; what was typed is asked about first.
    console.keys(there).keys("x").keys(there);
    console.keys("<F10>").keys("<F12>");
    assert_eq!(console.row(23), "", "{console:?}");
    let left = console.finish().unwrap().left;
    let ways = [
        CloseReason::Cancelled,
        CloseReason::Away,
        CloseReason::Away,
        CloseReason::Cancelled,
    ];
    assert_eq!(left[..4], ways.map(|why| ("TOY002", why)));
    assert_eq!(
        left[4..],
        [("TOY001", CloseReason::Away)],
        "the end of the program is one, too"
    );
}

#[test]
fn a_closed_screen_hears_nothing_and_the_one_below_is_told_that_it_is_on_top() {
    let mut console = console();
    console
        .keys("<Tab><Tab>=toy002<Enter><Tab><Tab>")
        .hold_answers()
        .keys("z<F12>")
        .deliver();
    assert!(
        console.row(1).ends_with("TOY001") && !console.screen().contains("heard: z"),
        "{console:?}"
    );
    assert!(console.screen().contains("opened 2"), "{console:?}");
}
