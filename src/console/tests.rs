//! What the console says where nothing can be written.

use super::*;
use crate::domain::values::ContractNumber;
use crate::store::Filter;
use crate::store::fault::{Fault, next};
use crate::training::demo;
use crate::ui::testing::Harness;

/// Looking goes on when the disk is full: the session keeps what it has to write, says so, and writes it first (R12.4).
#[test]
fn on_a_full_disk_a_contract_opens_and_what_is_owed_is_said_and_written_first_r12_4() {
    let clock = Clock::fixed(demo::start());
    let desk = demo::bank_in_memory(&clock).unwrap();
    let house = house(clock, Kind::Training, &Options::default()).unwrap();
    let mut console = Harness::new(house, desk, Login::default());
    console.keys("T001<Enter>tantou-no-mihon<F10>1");
    next(std::iter::repeat_n(Some(Fault::Full), 50));
    console.keys("1000001<Enter>");
    assert!(console.row(1).ends_with("TKSK002"), "{console:?}");
    assert!(console.row(23).starts_with("W1202"), "{console:?}");
    assert!(console.screen().contains("見本"), "{console:?}");
    next([]);
    // The next one finds room, and what was owed stands before it.
    console.keys("<F12><Ctrl+U>1000002<Enter>");
    assert!(console.row(1).ends_with("TKSK002"), "{console:?}");
    assert!(!console.row(23).contains("W1202"), "{console:?}");
    let mut desk = console.finish().unwrap();
    let supervisor = demo::session(&mut desk, "S001").unwrap();
    let looks = |number: &str| {
        let contract = Some(ContractNumber::parse(number).unwrap());
        let filter = Filter { contract, limit: 20 };
        let entries = desk.look(&supervisor).trail(&filter).unwrap().into_iter();
        let looks = entries.filter(|entry| entry.draft.action == "look" && entry.draft.actor == "T001");
        looks.map(|entry| entry.seq).collect::<Vec<_>>()
    };
    let (owed, later) = (looks("1000001"), looks("1000002"));
    assert_eq!((owed.len(), later.len()), (1, 1));
    assert!(owed[0] < later[0]);
}
