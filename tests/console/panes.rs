//! The three panes of a training console: the customer's side, the branch's, and below them the fobs and the clock.

use madoguchi::clock::Clock;
use madoguchi::console::{Options, stage};
use madoguchi::desk::Desk;
use madoguchi::domain::policy;
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::ui::event::Event;
use madoguchi::ui::testing::Harness;
use madoguchi::ui::worker::Worker;
use madoguchi::words::Lang;
use ratatui::style::Modifier;

use crate::support::branch;

/// The console as `demo` opens it, of 160×45.
fn panes(lang: Lang) -> (Harness, Clock) {
    let (desk, clock) = branch();
    let options = Options {
        lang,
        ..Options::default()
    };
    let made = |events| stage(Worker::inline(desk, events), &clock, Kind::Training, &options).unwrap();
    let mut console = Harness::staged(made);
    console.resize(160, 45);
    (console, clock.clone())
}

/// A row of the left and of the right pane.
fn halves(console: &Harness, row: u16) -> (String, String) {
    let row = console.row(row);
    let (left, right) = row.split_once('│').unwrap_or((&row, ""));
    (left.trim_end().to_owned(), right.to_owned())
}

/// The branch's teller has a contract open.
fn working(lang: Lang) -> (Harness, Clock) {
    let (mut console, clock) = panes(lang);
    console.keys("T001<Enter>tantou-no-mihon<F10>11000003<Enter>");
    (console, clock)
}

/// F3 on a side where nobody is signed in does not end the day's work of whoever is on another: it is asked there, once.
#[test]
fn the_end_is_asked_about_where_somebody_is_signed_in_whichever_side_it_is_meant_on() {
    for turns in ["<F6>", "<F6><F6>"] {
        let (mut console, _) = panes(Lang::Ja);
        console.keys("T001<Enter>tantou-no-mihon<F10>").keys(turns).keys("<F3>");
        let shown = console.screen();
        assert!(shown.contains("終了の確認") && console.exit().is_none(), "{console:?}");
        console.keys("<Enter>");
        assert!(
            !console.screen().contains("終了の確認") && console.exit().is_none(),
            "{console:?}"
        );
        // The keys are where it was asked.
        console.keys("<F3><F10>");
        assert!(console.exit().is_some(), "{console:?}");
    }
    let (mut nobody, _) = panes(Lang::Ja);
    nobody.keys("<F6><F3>");
    assert!(nobody.exit().is_some(), "{nobody:?}");
}

#[test]
fn three_panes_stand_on_160_by_45_with_the_contract_in_view_first() {
    for lang in [Lang::Ja, Lang::En] {
        let (console, _) = working(lang);
        let (left, right) = halves(&console, 1);
        assert!(left.ends_with("BLGI001") && right.ends_with("TKSK002"), "{console:?}");
        assert!(console.row(26).ends_with("TKSH001"), "{console:?}");
        assert!(console.row(25).starts_with("────"), "{console:?}");
        let cards = console.row(28);
        let (first, second) = (cards.find("0030000137"), cards.find("0030000145"));
        assert!(first.is_some() && first < second, "{console:?}");
        assert!(!console.row(45).contains(".."), "the bar has room: {console:?}");
    }
}

#[test]
fn the_mark_of_training_stands_reversed_on_every_pane() {
    let (console, _) = panes(Lang::Ja);
    for (x, y) in [(78, 1), (159, 1), (159, 26)] {
        assert!(
            console.style_at(x - 3, y).add_modifier.contains(Modifier::REVERSED),
            "{x} {y}: {console:?}"
        );
    }
    assert!(console.row(2).matches("訓練").count() == 2 && console.row(27).ends_with("訓練"));
}

#[test]
fn f6_goes_round_and_ctrl_t_to_the_fobs_and_back() {
    let (mut console, _) = panes(Lang::Ja);
    assert!(halves(&console, 2).1.contains(">[窓口]"), "{console:?}");
    assert!(console.row(27).contains("F6 [トークン]"), "{console:?}");
    console.keys("<F6>");
    assert!(console.row(27).contains(">[トークン]"), "{console:?}");
    console.keys("<F6>");
    assert!(halves(&console, 2).0.contains(">[お客さま]"), "{console:?}");
    console.keys("<Ctrl+T>");
    assert!(console.row(27).contains(">[トークン]"), "{console:?}");
    console.keys("<Ctrl+T>");
    assert!(halves(&console, 2).0.contains(">[お客さま]"), "{console:?}");
}

#[test]
fn a_code_goes_into_the_field_of_the_side_that_was_in_focus_before() {
    let (mut console, _) = panes(Lang::Ja);
    console.keys("<F6><F6>DEN510<Enter>login-DEN510<F10>100000017<Enter><Ctrl+T>");
    assert!(
        console.row(28).contains(">  100000017"),
        "the customer's own first: {console:?}"
    );
    console.keys("<Enter><F10>");
    let (left, _) = halves(&console, 1);
    assert!(left.ends_with("BTOP001"), "registered: {console:?}");

    console.keys("<Ctrl+T><Enter>");
    assert!(console.row(44).starts_with("W0006"), "a menu takes none: {console:?}");
    assert!(console.row(27).contains(">[トークン]"), "{console:?}");
}

#[test]
fn the_clock_that_is_moved_below_shows_on_all() {
    let (mut console, clock) = working(Lang::Ja);
    let before = clock.now();
    console.keys("<Ctrl+T><F4>").event(Event::Tick);
    assert_eq!((clock.now() - before).num_minutes(), 30);
    assert_eq!(console.screen().matches("10:45").count(), 3, "{console:?}");
}

#[test]
fn they_are_tabs_on_80_by_24_and_the_fobs_are_one_where_they_have_no_room_below() {
    let (mut console, _) = working(Lang::Ja);
    console.resize(80, 24).keys("<F6>");
    assert!(
        console.row(2).contains(">[トークン] F6 [お客さま] [窓口]"),
        "{console:?}"
    );
    assert_eq!(console.screen().matches("残り").count(), 4, "four fobs: {console:?}");
    console.resize(160, 30);
    assert_eq!(console.screen().matches("残り").count(), 9, "{console:?}");
    console.keys("<F6>");
    let (left, right) = halves(&console, 2);
    assert!(
        left.contains(">[お客さま]") && right.contains("F6 [窓口]"),
        "{console:?}"
    );
    console.keys("<F6>");
    assert!(halves(&console, 2).1.contains(">[窓口] F6 [トークン]"), "{console:?}");
}

#[test]
fn a_live_store_has_the_branch_alone_r2_4() {
    let mut entropy = Repeatable(1);
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let desk = Desk::new(opened, Clock::Host, Box::new(entropy), "test").unwrap();
    let clock = Clock::fixed(demo::start());
    let made = |events| stage(Worker::inline(desk, events), &clock, Kind::Live, &Options::default()).unwrap();
    let mut console = Harness::staged(made);
    console.resize(160, 45);
    assert!(console.row(1).ends_with("TLGI001"), "{console:?}");
    for key in ["<F6>", "<Ctrl+T>"] {
        console.keys(key);
        assert!(console.row(44).starts_with("E0001"), "{key}: {console:?}");
    }
}
