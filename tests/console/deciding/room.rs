//! TKSH001.

use chrono::TimeDelta;
use madoguchi::branch::tksh001::TrainingRoom;
use madoguchi::branch::tksk001::CustomerSearch;
use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::policy;
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::ui::glyphs::Glyphs;
use madoguchi::ui::kit::digits;
use madoguchi::ui::picture;
use madoguchi::ui::shell::House;
use madoguchi::ui::testing::Harness;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::support::Branch;

/// The rows of big digits below a row, as `#` and blanks.
fn digits(console: &Harness, row: u16, text: &str) -> bool {
    let mut drawn = Buffer::empty(Rect::new(0, 0, 40, digits::ROWS));
    digits::view((0, 0), &mut drawn, text, Glyphs::LINES, Style::new());
    let lines = picture::text(&drawn);
    (row + 1..)
        .zip(lines.lines())
        .all(|(row, line)| console.row(row).contains(line))
}

#[test]
fn the_fobs_show_what_real_ones_would_and_a_serial_filters_them() {
    let mut branch = Branch::open();
    let console = branch.wish(|cx| cx.open(TrainingRoom::new()));
    assert_eq!(console.cursor(), Position::new(17, 3), "in the box");
    assert!(console.row(4).ends_with("1/18 頁"), "{console:?}");
    console.keys("１0000018");
    assert_eq!(console.cursor(), Position::new(25, 3));
    let code = branch.counter.code("10000018");
    let console = &mut branch.counter.console;
    assert!(console.row(6).starts_with(">  10000018  契約 1000001 "), "{console:?}");
    assert!(
        digits(console, 6, &format!("{} {}", &code[..3], &code[3..])),
        "{console:?}"
    );
    assert!(
        console.row(12).contains("████████████████████ 残り 60 秒"),
        "{console:?}"
    );
    console.keys("999");
    assert!(console.screen().contains("該当するトークンはありません"), "{console:?}");
    console.keys("<Backspace><Backspace><Backspace><Backspace>");
    assert!(console.row(24).contains("F9次の08:10"), "{console:?}");
}

#[test]
fn arrows_and_pages_choose_a_fob_and_enter_puts_its_code_into_the_field_below() {
    let mut branch = Branch::open();
    branch.wish(|cx| {
        cx.open(CustomerSearch::new());
        cx.open(TrainingRoom::new());
    });
    let code = branch.counter.code("000252092");
    let console = branch.counter.console.keys("<Right><Left><Right><Down><Up><Up>");
    assert!(console.row(6).contains(">  000252092"), "{console:?}");
    console.keys("<F8>");
    assert!(console.row(4).ends_with("2/18 頁"), "{console:?}");
    console.keys("<F7><Enter>");
    assert!(console.row(1).ends_with("TKSK001"), "{console:?}");
    assert!(console.screen().contains(&code), "{console:?}");
}

#[test]
fn in_its_last_seconds_a_code_says_so_in_a_word_too() {
    let mut branch = Branch::open();
    branch.wish(|cx| cx.open(TrainingRoom::new()));
    branch.counter.clock.move_by(TimeDelta::seconds(56));
    let console = branch.counter.console.keys("10000018");
    assert!(
        console.row(12).contains("██.................. まもなく更新"),
        "{console:?}"
    );
}

#[test]
fn the_clock_goes_to_any_date_to_come_and_never_back() {
    let mut branch = Branch::open();
    branch.wish(|cx| cx.open(TrainingRoom::new()));
    let console = branch.counter.console.keys("<F10><F10>");
    assert!(console.row(23).starts_with("E0003"), "{console:?}");
    for (keys, code) in [
        ("6月<F10>", "E1251"),
        ("<Ctrl+U>20260601<F10>", "E1253"),
        ("<Ctrl+U>２０２６/6/30<Enter>25:00<F10>", "E1252"),
        ("<Ctrl+U>8:10<F10>", "I1208"),
    ] {
        console.keys(keys);
        assert!(console.row(23).starts_with(code), "{keys}: {console:?}");
    }
    assert!(console.row(3).ends_with("2026-06-30 08:10:00"), "{console:?}");
    console.keys("<F10>2026-07-01<F10>");
    assert!(console.row(3).ends_with("2026-07-01 08:10:00"), "{console:?}");
}

#[test]
fn the_clock_is_moved_for_everyone_on_the_training_store() {
    let mut branch = Branch::open();
    branch.wish(|cx| cx.open(TrainingRoom::new()));
    for (key, time) in [
        ("<F2>", "2026-06-01 10:16:00"),
        ("<F4>", "2026-06-01 10:46:00"),
        ("<F9>", "2026-06-02 08:10:00"),
        ("<F9>", "2026-06-03 08:10:00"),
        ("<F11>", "2026-06-04 08:10:00"),
    ] {
        let console = branch.counter.console.keys(key);
        assert!(console.row(3).ends_with(time), "{key}: {console:?}");
        assert!(console.row(23).starts_with("I1208"), "{console:?}");
    }
    assert_eq!(branch.other.clock().now(), branch.counter.clock.now());
}

#[test]
fn a_live_store_has_no_training_room_r2_4() {
    let mut entropy = Repeatable(1);
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let desk = Desk::new(opened, Clock::Host, Box::new(entropy), "test").unwrap();
    let house = House::for_tests(demo::start()).unwrap();
    let mut console = Harness::new(house, desk, TrainingRoom::new());
    assert!(console.row(23).starts_with("E1205"), "{console:?}");
    // Why, in the other language too.
    let kanji = |screen: &str| screen.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
    assert!(kanji(&console.screen()), "{console:?}");
    console.keys("<Ctrl+E>");
    assert!(
        !kanji(&console.screen()) && console.row(23).starts_with("E1205"),
        "{console:?}"
    );
    console.keys("<Ctrl+E><F9>");
    assert!(console.row(23).starts_with("E0001"), "{console:?}");
}
