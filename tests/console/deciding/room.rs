//! TKSH001.

use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::policy;
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::ui::screens::tksh001::TrainingRoom;
use madoguchi::ui::shell::House;
use madoguchi::ui::testing::Harness;
use ratatui::layout::Position;

use crate::support::Branch;

#[test]
fn the_fobs_show_what_real_ones_would_and_a_serial_filters_them() {
    let mut branch = Branch::open();
    let console = branch.wish(|cx| cx.open(TrainingRoom::new()));
    assert_eq!(console.cursor(), Position::new(17, 3), "in the box");
    console.keys("１0000018");
    assert_eq!(console.cursor(), Position::new(25, 3));
    let code = branch.counter.code("10000018");
    let expected = format!("> 10000018       {} {}               60 秒", &code[..3], &code[3..]);
    assert_eq!(branch.counter.console.row(7), expected);
    let console = branch.counter.console.keys("999");
    assert!(console.screen().contains("該当するトークンはありません"), "{console:?}");
    console.keys("<Backspace><Backspace><Backspace><Home><Delete><Delete><Down>");
    assert!(console.row(24).contains("F9次の08:10"), "{console:?}");
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
        assert!(console.row(23).starts_with("I1201"), "{console:?}");
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
    console.keys("<F9>");
    assert!(console.row(23).starts_with("E0001"), "{console:?}");
}
