//! Eight desks on one store at the same moment: one wins, the others are told, and the trail stays whole.

use std::sync::{Arc, Barrier};
use std::thread;

use madoguchi::clock::Clock;
use madoguchi::desk::{Act, Command, Desk, Error, Outcome, Resync, Unlock};
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::policy;
use madoguchi::domain::values::Serial;
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;

use crate::support::{contract, login};

const DESKS: usize = 8;

struct Place {
    _folder: tempfile::TempDir,
    at: Location,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        Self { _folder: folder, at }
    }

    fn desk(&self) -> Desk {
        let opened = Store::open(&self.at).unwrap();
        Desk::new(opened, Clock::fixed(demo::start()), Box::new(Machine), "test").unwrap()
    }

    /// What each of eight desks gets that do the same at the same moment, as this member of the staff.
    fn all_at_once(&self, staff: &'static str, command: &Command) -> Vec<Result<Outcome, &'static str>> {
        let start = Arc::new(Barrier::new(DESKS));
        let threads: Vec<_> = (0..DESKS)
            .map(|_| {
                let (mut desk, start, command) = (self.desk(), start.clone(), command.clone());
                let session = demo::session(&mut desk, staff).unwrap();
                thread::spawn(move || {
                    start.wait();
                    desk.execute(&session, command).map_err(|error: Error| error.code())
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    }

    fn is_whole(&self) {
        let mut desk = self.desk();
        let auditor = demo::session(&mut desk, "A001").unwrap();
        assert_eq!(desk.verify(&auditor).unwrap().flaw, None);
    }
}

/// How many succeeded, and what the others were told.
fn tally(results: &[Result<Outcome, &'static str>]) -> (usize, Vec<&'static str>) {
    let mut told: Vec<_> = results
        .iter()
        .filter_map(|result| result.as_ref().err().copied())
        .collect();
    told.dedup();
    (results.iter().filter(|result| result.is_ok()).count(), told)
}

#[test]
fn of_eight_with_the_same_code_exactly_one_wins_r6_3() {
    let place = Place::new();
    let fobs = Fobs::of_the_demo(place.desk().policy()).unwrap();
    for serial in ["200000251", "40000111", "80000555"] {
        let number = match serial {
            "200000251" => "1000002",
            "40000111" => "1000004",
            _ => "1000008",
        };
        let serial = Serial::parse(serial).unwrap();
        let code = fobs.code(&serial, demo::start()).unwrap().code.into();
        let command = Command::CheckCode {
            contract: contract(number),
            serial,
            code,
            user: None,
        };
        assert_eq!(tally(&place.all_at_once("T001", &command)), (1, vec!["E0602"]));
    }
    place.is_whole();
}

#[test]
fn of_eight_approvals_and_of_eight_requests_on_one_check_exactly_one_wins_r10_1_r11_2() {
    let place = Place::new();
    let mut desk = place.desk();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let begin = Command::BeginCheck {
        contract: contract("1000001"),
        channel: Channel::Counter,
        person: Person::User(login("DEN501")),
    };
    let Ok(Outcome::CheckBegun { check, questions }) = desk.execute(&teller, begin) else {
        panic!()
    };
    let facts = Method::Facts(questions.into_iter().map(|question| question.fact).collect());
    let methods = vec![Method::Seal, facts];
    demo::earn(&mut desk, &teller, check, &methods).unwrap();
    desk.execute(
        &teller,
        Command::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        },
    )
    .unwrap();

    let users = vec![login("DEN501")];
    let unlock = Act::Unlock(Unlock {
        contract: contract("1000001"),
        users,
        check: Some(check),
        serial: None,
        override_reason: None,
    });
    let asked = place.all_at_once("T001", &unlock.into());
    assert_eq!(tally(&asked), (1, vec!["E1004"]));
    let Some(Ok(Outcome::Waiting { request, .. })) = asked.into_iter().find(Result::is_ok) else {
        panic!()
    };
    assert_eq!(
        tally(&place.all_at_once("S001", &Command::Approve { request })),
        (1, vec!["E1104"])
    );
    place.is_whole();
}

#[test]
fn of_eight_with_the_same_two_codes_exactly_one_wins_and_so_of_eight_approvals_r6_3_r6_5_r11_2() {
    let place = Place::new();
    let mut desk = place.desk();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let number = || contract("1000003");
    let begin = Command::BeginCheck {
        contract: number(),
        channel: Channel::Counter,
        person: Person::Representative,
    };
    let Ok(Outcome::CheckBegun { check, questions }) = desk.execute(&teller, begin) else {
        panic!()
    };
    let facts = Method::Facts(questions.into_iter().map(|question| question.fact).collect());
    let methods = vec![Method::Seal, facts];
    demo::earn(&mut desk, &teller, check, &methods).unwrap();
    let finish = Command::FinishCheck {
        check,
        methods,
        confirmed: true,
        why: None,
    };
    desk.execute(&teller, finish).unwrap();

    let (fobs, serial) = (
        Fobs::of_the_demo(desk.policy()).unwrap(),
        Serial::parse("0030000137").unwrap(),
    );
    let shows = |minutes| {
        let moment = demo::start() + chrono::TimeDelta::minutes(minutes);
        fobs.code(&serial, moment).unwrap().code.into()
    };
    let pair = Command::CheckClock {
        contract: number(),
        serial: serial.clone(),
        first: shows(6),
        second: shows(7),
        check: Some(check),
    };
    let asked = place.all_at_once("T001", &pair);
    assert_eq!(tally(&asked), (1, vec!["E0602"]));
    let Some(Ok(Outcome::ClockFound { proof, .. })) = asked.into_iter().find(Result::is_ok) else {
        panic!()
    };
    let resync = Act::Resync(Resync {
        contract: number(),
        serial: serial.clone(),
        proof: Some(proof),
        check: Some(check),
    });
    let asked = place.all_at_once("T001", &resync.into());
    assert_eq!(tally(&asked), (1, vec!["E1004"]));
    let Some(Ok(Outcome::Waiting { request, .. })) = asked.into_iter().find(Result::is_ok) else {
        panic!()
    };
    let approved = place.all_at_once("S001", &Command::Approve { request });
    assert_eq!(tally(&approved), (1, vec!["E1104"]));
    let sheet = desk.look(&teller).sheet(&number()).unwrap();
    let token = sheet.case.token_by_serial(&serial).unwrap();
    assert_eq!((token.drift, token.wrong_codes), (7, 0));
    place.is_whole();
}
