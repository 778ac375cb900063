//! TLGI002: after five minutes without a key everything is covered, and goes on as it was for the same person.

use std::path::Path;

use chrono::TimeDelta;
use madoguchi::branch::tlgi001::Login;
use madoguchi::console::{Options, customer_house, house};
use madoguchi::customer::blgi001;
use madoguchi::domain::values::StaffId;
use madoguchi::store::Kind;
use madoguchi::training::demo;
use madoguchi::ui::event::Event;
use madoguchi::ui::screen::AnyScreen;
use madoguchi::ui::stage::Side;
use madoguchi::ui::testing::Harness;

use crate::keys::BRANCH;
use crate::support::{Counter, branch, identified, into};

/// Less than a leap of a clock is, which is no silence.
const SOON: TimeDelta = TimeDelta::seconds(40);

#[test]
fn after_five_minutes_nothing_of_the_customer_is_readable_and_all_is_there_again() {
    let mut counter = Counter::that_locks("T001");
    counter
        .find("1000001")
        .keys("<F2>")
        .is_on("THKK001")
        .go("受付方法")
        .keys("2");
    let before = counter.screen();
    counter
        .silence(4)
        .is_on("THKK001")
        .keys("<Tab>")
        .silence(4)
        .is_on("THKK001");
    counter.silence(1).is_on("TLGI002").shows("港 花子 さんのパスワード");
    for secret in ["1000001", "見本", "DEN501", "代表者", "本人確認"] {
        counter.lacks(secret);
    }
    // No way leads around the password, and help has none of what is below.
    for keys in [
        "<F12>",
        "<Esc><Esc>",
        "<Ctrl+G>",
        "<Ctrl+P>",
        "<Ctrl+T>",
        "<F1><F3><F1>",
        "<F1><F12>",
        "<F10>",
    ] {
        counter
            .keys(keys)
            .is_on("TLGI002")
            .lacks("1000001")
            .lacks("業務メニュー");
    }
    counter
        .keys("tantou<F10>")
        .says("E1201")
        .keys("tantou-no-mihon<F10>")
        .says("E1209");
    counter
        .silence(1)
        .keys("tantou-no-mihon<F10>")
        .says("I1207")
        .is_on("THKK001");
    let same = |screen: &str| screen.lines().skip(2).take(19).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(same(&counter.screen()), same(&before), "what was chosen is there");
}

#[test]
fn what_was_typed_stays_typed() {
    let mut counter = Counter::that_locks("T001");
    counter
        .keys("1架空水")
        .is_on("TKSK001")
        .silence(5)
        .is_on("TLGI002")
        .lacks("架空");
    counter
        .keys("tantou-no-mihon<Enter>")
        .is_on("TKSK001")
        .shows("架空水")
        .shows("1000002");
    counter.keys("産").shows("架空水産");
}

#[test]
fn wrong_passwords_lock_nobody_and_somebody_else_logs_in_r11_6() {
    let mut counter = Counter::that_locks("T001");
    counter.find("1000001").silence(5);
    for _ in 0..6 {
        counter
            .keys("wrong<F10>")
            .says("E1201")
            .keys("wrong<F10>")
            .says("E1209")
            .silence(1);
    }
    counter.lacks("1000001");
    counter.keys("<F3>").is_on("TLGI001").says("I0102").lacks("1000001");
    counter
        .log_in("S001")
        .silence(5)
        .is_on("TLGI002")
        .keys("yakuseki-no-mihon<F10>")
        .is_on("TTOP001");
}

#[test]
fn before_a_login_and_when_a_clock_is_moved_by_hand_nothing_is_locked() {
    let mut counter = Counter::that_locks("T001");
    counter.wait(30).is_on("TTOP001").wait(-60).is_on("TTOP001");
    counter.keys("9").is_on("TLGI001").silence(10).is_on("TLGI001");
    counter
        .log_in("T001")
        .keys("=TKSH001<Enter><F4><F4>")
        .is_on("TKSH001")
        .silence(4)
        .is_on("TKSH001");
    counter.silence(1).is_on("TLGI002");
}

#[test]
fn what_happens_meanwhile_is_heard_afterwards() {
    let mut counter = Counter::that_locks("S001");
    counter
        .keys("2")
        .is_on("TSNN001")
        .shows("承認待ち 1 件")
        .console
        .hold_answers();
    counter.keys("<F5>").silence(5).is_on("TLGI002");
    counter.console.deliver();
    counter.is_on("TLGI002").lacks("承認待ち");
    counter
        .keys("yakuseki-no-mihon<F10>")
        .is_on("TSNN001")
        .shows("承認待ち 1 件");
}

#[test]
fn the_branch_locks_and_the_customer_beside_it_does_not() {
    let (desk, clock) = branch();
    let options = Options {
        idle_lock: Some(TimeDelta::minutes(5)),
        ..Options::default()
    };
    let ours = house(clock.clone(), Kind::Training, &options).unwrap();
    let theirs = customer_house(clock.clone(), Kind::Training, &options).unwrap();
    let customer = Side::new("お客様", theirs, AnyScreen::new(blgi001::Login::default()));
    let mut console = Harness::beside(
        desk,
        Side::new("支店", ours, AnyScreen::new(Login::default())),
        [customer],
    );
    console.keys("T001<Enter>tantou-no-mihon<F10><F6>");
    for _ in 0..10 {
        clock.move_by(TimeDelta::seconds(30));
        console.event(Event::Tick);
    }
    assert!(console.row(1).ends_with("BLGI001"), "{console:?}");
    console.keys("<F6>");
    assert!(console.row(1).ends_with("TLGI002"), "{console:?}");
    let mut desk = console.finish().unwrap();
    assert!(
        desk.login(&StaffId::parse("T001").unwrap(), &"tantou-no-mihon".into())
            .is_ok()
    );
    drop(demo::session(&mut desk, "K001"));
}

/// While the program is stopped (Ctrl+Z) nobody is there either, and that is so where the clock can be moved by hand too.
#[test]
fn a_console_that_was_stopped_for_long_comes_back_locked() {
    for (minutes, id) in [(4, "TTOP001"), (5, "TLGI002")] {
        let mut counter = Counter::that_locks("T001");
        counter.is_on("TTOP001");
        counter.clock.move_by(TimeDelta::minutes(minutes));
        counter.console.event(Event::Continued);
        counter.is_on(id);
    }
}

/// Password, Enter, F10 by habit: the F10 meets a screen that nobody has looked at, and what it would do is for ever (R7.4).
#[test]
fn what_was_covered_carries_nothing_out_by_a_key_from_habit_r11_3() {
    let (mut desk, clock) = branch();
    let session = demo::session(&mut desk, "T001").unwrap();
    identified("1000002")(&mut desk, &session);
    let mut counter = Counter::that_locks_over(desk, clock, "T001");
    counter.find("1000002").keys("s<F10>").is_on("TKNN001").keys("<Right>");
    counter
        .silence(5)
        .is_on("TLGI002")
        .keys("tantou-no-mihon<Enter><F10>")
        .is_on("TKNN001")
        .says("W1203");
    // 取消 is in focus whatever was before.
    counter.keys("<Enter>").is_on("TTRK004").keys("<F10>").is_on("TKNN001");
    counter.silence(5).keys("tantou-no-mihon<Enter>").is_on("TKNN001");
    counter.keys("<F10>").says("W1203").keys("<F10>").is_on("TKNR009");
}

/// The same on every screen there is, whatever its F10 would do, and with Enter twice, which picks in a list (R11.3).
#[test]
fn on_every_screen_the_first_key_after_a_lock_carries_nothing_out_r11_3() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        // Soon, so that on the way no check and no closed period ends.
        idle_lock: Some(SOON),
        ..into(folder.path())
    };
    let mut counter = Counter::with(&options);
    let (mut who, mut executing) = ("", 0);
    for (turn, (keys, id)) in BRANCH.iter().enumerate() {
        counter.keys(keys);
        if *id == "TKSH002" && counter.row(1).ends_with("TLGI002") {
            // A lesson sets the clock, here by less than a leap.
            counter.keys(who).keys("<Enter>");
        }
        counter.is_on(id);
        who = demo::STAFF
            .iter()
            .find(|(staff, .., password)| keys.contains(&format!("{staff}<Enter>{password}")))
            .map_or(who, |(.., password)| *password);
        if *id == "TLGI001" {
            continue;
        }
        // A key that is off says so by itself, and does nothing.
        let executes = counter.row(24).contains("F10") && !counter.row(24).contains("(F10");
        let habit = if turn % 2 == 0 {
            "<Enter><F10>"
        } else {
            "<Enter><Enter>"
        };
        let before = files(folder.path());
        counter.clock.move_by(SOON);
        counter
            .tick()
            .is_on("TLGI002")
            .keys(who)
            .keys(habit)
            .says("W1203")
            .is_on(id);
        assert_eq!(files(folder.path()), before, "{id}: nothing has left");
        executing += u32::from(executes);
    }
    assert!(executing > 40, "F10 does something on {executing} screens of the walk");
}

fn files(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

/// A question over a screen: what was chosen before the lock is not what Enter says yes to behind it.
#[test]
fn a_question_that_was_covered_is_answered_by_no_after_a_lock_r11_3() {
    let mut counter = Counter::that_locks("T001");
    counter.keys("1架空").is_on("TKSK001").keys("<F3>").is_on("TTOP001");
    counter.keys("<F3>").shows("[終了]").keys("<Right>");
    counter
        .silence(5)
        .keys("tantou-no-mihon<Enter>")
        .is_on("TTOP001")
        .shows("[終了]");
    counter.keys("<Enter>").says("W1203").shows("[終了]");
    counter.keys("<Enter>").is_on("TTOP001").lacks("[終了]");
}

#[test]
fn a_session_ends_after_twelve_hours_whatever_is_done_r11_6() {
    let mut counter = Counter::that_locks("T001");
    counter.keys("9").is_on("TLGI001").log_in("T001");
    for _ in 0..179 {
        counter.silence(4).keys("<Down>").is_on("TTOP001");
    }
    counter.silence(4).is_on("TLGI001").says("W1206").lacks("業務メニュー");
    counter.log_in("T001");
}

#[test]
fn a_second_login_of_one_id_is_said_at_both_consoles_r10_1() {
    let (desk, clock) = branch();
    let options = Options::default();
    let side = |name: &str| {
        let house = house(clock.clone(), Kind::Training, &options).unwrap();
        Side::new(name, house, AnyScreen::new(Login::default()))
    };
    let mut console = Harness::beside(desk, side("一"), [side("二")]);
    console.keys("T001<Enter>tantou-no-mihon<F10>");
    assert!(console.row(23).starts_with("I0101"), "{console:?}");
    clock.move_by(TimeDelta::seconds(1));
    console.keys("<F6>T001<Enter>tantou-no-mihon<F10>");
    assert!(console.row(23).starts_with("W1204"), "{console:?}");
    // As soon as nothing else stands there.
    console.keys("<F6><Down>").event(Event::Tick);
    assert!(console.row(23).starts_with("W1205"), "{console:?}");
    // Told once.
    console.keys("<Down>").event(Event::Tick);
    assert!(!console.row(23).contains("W1205"), "{console:?}");
    // Who has logged out is at no other console any more.
    console.keys("<F6>9<F6>9T001<Enter>tantou-no-mihon<F10>");
    assert!(console.row(23).starts_with("I0101"), "{console:?}");
}
