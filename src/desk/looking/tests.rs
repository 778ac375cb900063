use super::*;
use crate::clock::Clock;
use crate::domain::staff::Role;
use crate::domain::values::ContractNumber;
use crate::store::fault::{Fault, next};
use crate::store::{Place, Sought};
use crate::training::demo;
use chrono::TimeDelta;

/// The bank of the demo, whose disk is full.
fn full() -> (Desk, Clock) {
    let clock = Clock::fixed(demo::start());
    let desk = demo::bank_in_memory(&clock).unwrap();
    no_room();
    (desk, clock)
}

fn no_room() {
    next(std::iter::repeat_n(Some(Fault::Full), 50));
}

fn login(desk: &mut Desk, id: &str, password: &str) -> Result<Session, &'static str> {
    let id = StaffId::parse(id).unwrap();
    desk.login(&id, &password.into()).map_err(|error| error.code())
}

const RIGHT: &str = "tantou-no-mihon";

#[test]
fn on_a_full_disk_one_logs_in_and_looks_but_changes_nothing_r12_4() {
    let (mut desk, _) = full();
    let session = login(&mut desk, "T001", RIGHT).unwrap();
    assert!(session.looks_only() && session.staff().role == Role::Teller);
    let number = ContractNumber::parse("1000001").unwrap();
    let seen = desk.ask(&session, |look| look.sheet(&number));
    assert!(seen.is_ok());
    let drawn = desk.drop_draft(&session, "TKNN001", &number);
    assert_eq!(drawn.unwrap_err().code(), "E2065");
    next([]);
}

#[test]
fn what_could_not_be_written_is_written_first_when_it_can_be_r12_4() {
    let (mut desk, _) = full();
    let session = login(&mut desk, "T001", RIGHT).unwrap();
    // A look that the role may not have is an attempt too.
    let refused = desk.ask(&session, |look| look.trail_count().map(drop));
    assert_eq!(refused.unwrap_err().code(), "E1203");
    next([]);
    let auditor = demo::session(&mut desk, "A001").unwrap();
    assert!(!auditor.looks_only());
    let page = desk
        .ask(&auditor, |look| look.trail_page(&Sought::default(), Place::Newest, 5))
        .unwrap();
    let told = page.page.entries.iter().rev().map(|entry| {
        let draft = &entry.draft;
        (
            draft.actor.as_str(),
            draft.action.as_str(),
            draft.detail.as_str(),
            draft.code.as_deref(),
        )
    });
    let told: Vec<_> = told.collect();
    assert_eq!(
        told,
        [
            ("T001", "try_login", "looks_only", None),
            ("T001", "login", "looks_only", None),
            ("T001", "look", "looks_only", Some("E1203")),
            ("A001", "try_login", "", None),
            ("A001", "login", "", None),
        ]
    );
    assert!(desk.office.owed().is_empty(), "and once");
    assert_eq!(desk.verify(&auditor).unwrap().flaw, None);
}

#[test]
fn guesses_on_a_full_disk_wait_and_lock_nobody_r11_6() {
    let (mut desk, clock) = full();
    for wrong in 1..=6 {
        no_room();
        let last = login(&mut desk, "T001", "wrong-password");
        assert_eq!(last.unwrap_err(), "E1201", "{wrong}");
        no_room();
        assert_eq!(login(&mut desk, "T001", RIGHT).unwrap_err(), "E1209", "{wrong}");
        assert!(clock.move_by(TimeDelta::minutes(2)));
    }
    no_room();
    assert!(login(&mut desk, "T001", RIGHT).is_ok());
    no_room();
    assert_eq!(
        login(&mut desk, "T999", RIGHT).unwrap_err(),
        "E1201",
        "an ID that is not there"
    );
    assert!(
        desk.office.owed().iter().all(|draft| draft.actor != "T999"),
        "is not kept"
    );
    next([]);
}

#[test]
fn only_so_much_is_owed() {
    let (mut desk, _) = full();
    let mut tries = (0..200).map(|_| {
        no_room();
        login(&mut desk, "T001", RIGHT)
    });
    let ended = tries.find_map(Result::err);
    assert_eq!(ended, Some("E2010"));
    next([]);
}
