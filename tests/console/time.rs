//! TKNR004 時計の確認 (R2.5): the way out of a clock that is doubted.

use chrono::TimeDelta;
use madoguchi::branch::tknr004::ClockCheck;
use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::contract::Branch as Office;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::values::{BranchCode, Name, StaffId};
use madoguchi::entropy::Machine;
use madoguchi::store::{CONFIRM_CLOCK, Draft, Kind, Store};

use crate::support::{Counter, Door};

const PASSWORD: &str = "kanri-no-mihon";

/// A live bank whose newest entry is of so many days ago, seen by its administrator, with a teller.
fn bank(days: i64) -> Counter {
    let (mut store, key) = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Machine).unwrap();
    let trail = key.trail_key(store.id());
    let name = Name::parse("見本 管理").unwrap();
    let branch = Office {
        code: BranchCode::parse("011").unwrap(),
        name: Name::parse("本店").unwrap(),
    };
    let of = |id: &str, role| Staff {
        id: StaffId::parse(id).unwrap(),
        name: name.clone(),
        role,
        branch: branch.clone(),
        locked: false,
        must_change: false,
        person: None,
    };
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
