//! TKNR004 時計の確認 (R2.5): the way out of a clock that is doubted.

use chrono::TimeDelta;
use madoguchi::branch::tknr004::ClockCheck;
use madoguchi::branch::tlgi001::Login;
use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::contract::Branch as Office;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::values::{BranchCode, Name, StaffId};
use madoguchi::entropy::Machine;
use madoguchi::store::{CONFIRM_CLOCK, Draft, Kind, Location, Store};

use crate::support::{Counter, Door};

const PASSWORD: &str = "kanri-no-mihon";
const TELLER: &str = "tantou-no-mihon";

fn of(id: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::parse(id).unwrap(),
        name: Name::parse("見本 管理").unwrap(),
        role,
        branch: Office {
            code: BranchCode::parse("011").unwrap(),
            name: Name::parse("本店").unwrap(),
        },
        locked: false,
        must_change: false,
        person: None,
    }
}

/// The login screen of a live bank with an administrator and a teller, whose newest entry is of so many days ago or, with fewer than none, ahead.
fn closed(folder: &std::path::Path, days: i64) -> Counter {
    let at = Location {
        store: folder.join("data/madoguchi.db"),
        key: folder.join("keys/madoguchi.key"),
    };
    let open = |opened| Desk::new(opened, Clock::Host, Box::new(Machine), "test").unwrap();
    let mut desk = open(Store::create(&at, Kind::Live, policy::DEFAULT, &mut Machine).unwrap());
    let (first, teller) = (of("K001", Role::Administrator), of("T001", Role::Teller));
    desk.add_first_administrator(&first, &PASSWORD.into()).unwrap();
    let administrator = desk.login(&first.id, &PASSWORD.into()).unwrap();
    let given = "given-at-the-desk".into();
    desk.add_staff(&administrator, &teller, &given).unwrap();
    let session = desk.login(&teller.id, &given).unwrap();
    desk.change_password(&session, &given, &TELLER.into()).unwrap();
    drop(desk);
    let (mut store, key) = Store::open(&at).unwrap();
    let trail = key.trail_key(store.id());
    let draft = Draft::new(Clock::Host.now() - TimeDelta::days(days), "K001", "-", CONFIRM_CLOCK);
    store.write(|tx| tx.append(&trail, draft).map(drop)).unwrap();
    Counter::over(open((store, key)), Clock::Host, Login::default())
}

/// A live bank whose newest entry is of so many days ago, seen by its administrator, with a teller.
fn bank(days: i64) -> Counter {
    let (mut store, key) = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Machine).unwrap();
    let trail = key.trail_key(store.id());
    let draft = Draft::new(Clock::Host.now() - TimeDelta::days(days), "K001", "-", CONFIRM_CLOCK);
    store.write(|tx| tx.append(&trail, draft).map(drop)).unwrap();
    let mut desk = Desk::new((store, key), Clock::Host, Box::new(Machine), "test").unwrap();
    let first = of("K001", Role::Administrator);
    desk.add_first_administrator(&first, &PASSWORD.into()).unwrap();
    let session = desk.login(&first.id, &PASSWORD.into()).unwrap();
    Counter::over(desk, Clock::Host, Door::to(session, ClockCheck::new()))
}

#[test]
fn an_administrator_confirms_a_clock_that_leapt_ahead_r2_5() {
    let mut counter = bank(30);
    counter.is_on("TKNR004").shows("この時計は疑われており").shows("単独");
    counter.keys(PASSWORD).keys("<F10>").says("I1220");
    counter.lacks("疑われており").shows("時計は疑われていません");
}

#[test]
fn where_nothing_is_doubted_there_is_nothing_to_confirm_r2_5() {
    let mut counter = bank(1);
    counter.shows("時計は疑われていません").keys("<F10>").is_on("TKNR004");
    let mut training = Counter::at("K001", ClockCheck::new());
    training.shows("研修用の時計は").keys("<F10>").is_on("TKNR004");
    let mut teller = Counter::of("T001");
    teller.keys("=TKNR004<Enter>").is_on("TTOP001");
}

/// Not at the first change, when the customer is there: at the login, and on the menu with whom it takes.
#[test]
fn that_the_clock_is_doubted_stands_on_the_menu_with_the_way_out_r2_4_r2_5() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = closed(folder.path(), 30);
    counter.keys("T001<Enter>").keys(TELLER).keys("<F10>");
    counter
        .is_on("TTOP001")
        .says("E1220")
        .shows("時計が疑われています: 管理者に確認を");
    counter.keys("9").keys("K001<Enter>").keys(PASSWORD).keys("<F10>");
    counter
        .is_on("TTOP001")
        .says("E1220")
        .shows("時計が疑われています: =TKNR004");
    counter.keys("=TKNR004<Enter>").is_on("TKNR004");
    // Of the two who confirm it nothing is left in the entries afterwards, so nobody is asked whether it is to be given up.
    counter
        .keys(PASSWORD)
        .keys("<Enter>T001<Enter>")
        .keys(TELLER)
        .keys("<F10>")
        .says("I1220");
    counter
        .lacks("T001")
        .keys("<F3>")
        .is_on("TTOP001")
        .lacks("時計が疑われています");
}

/// Nothing that was right is typed twice: what is to be mended has the keys.
#[test]
fn who_names_themselves_as_the_other_one_mends_that_alone_r2_5() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = closed(folder.path(), 30);
    counter
        .keys("K001<Enter>")
        .keys(PASSWORD)
        .keys("<F10>=TKNR004<Enter>")
        .is_on("TKNR004");
    counter
        .keys(PASSWORD)
        .keys("<Enter>K001<Enter>")
        .keys(PASSWORD)
        .keys("<F10>");
    counter.says("E1224").shows("K001");
    counter
        .keys("<Ctrl+U>T001<Enter>")
        .keys(TELLER)
        .keys("<F10>")
        .says("I1220");
}

#[test]
fn a_clock_that_is_behind_is_told_on_the_menu_too_r2_4() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = closed(folder.path(), -2);
    counter.keys("T001<Enter>").keys(TELLER).keys("<F10>");
    counter
        .is_on("TTOP001")
        .says("E1206")
        .shows("時計が疑われています: 管理者に確認を");
}
