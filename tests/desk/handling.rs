//! What happens to a fob at a branch (R15.6, R15.9) and on its way to the customer (R15.5).

mod leaving;

use std::path::Path;

use madoguchi::clock::Clock;
use madoguchi::desk::{Act, Amend, Carried, Command, Desk, Error, FobName, Handle, NewFob, Outcome, Replace, Session};
use madoguchi::domain::amendment::Wish;
use madoguchi::domain::identity::{Channel, Method};
use madoguchi::domain::policy;
use madoguchi::domain::staff::StaffChange;
use madoguchi::domain::stock::{Cause, Deed, Delivery, Step, Way};
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{
    BranchCode, CheckId, MailItem, Name, PostalAddress, ProofId, Reason, RequestId, Serial, StaffId,
};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Kind, Location, Place, Sought, Store};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract, done, waiting};

pub(crate) fn named(serial: &str) -> FobName {
    FobName {
        serial: Serial::parse(serial).unwrap(),
        maker: None,
    }
}

pub(crate) fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

pub(crate) fn handle(deed: Deed, serials: &[&str]) -> Handle {
    Handle {
        deed,
        fobs: serials.iter().map(|serial| named(serial)).collect(),
        cause: None,
        reason: None,
        to: None,
        code: None,
    }
}

pub(crate) fn plainly(deed: Deed, serials: &[&str]) -> Command {
    Command::Handle(handle(deed, serials))
}

pub(crate) fn to_branch(code: &str, serials: &[&str]) -> Command {
    Command::Handle(Handle {
        to: Some(BranchCode::parse(code).unwrap()),
        ..handle(Deed::Move, serials)
    })
}

pub(crate) fn back(serials: &[&str], cause: Cause) -> Command {
    Command::Handle(Handle {
        cause: Some(cause),
        ..handle(Deed::Return, serials)
    })
}

pub(crate) fn scrap(serials: &[&str]) -> Command {
    Command::Handle(Handle {
        reason: Some(reason("使えないため")),
        ..handle(Deed::Scrap, serials)
    })
}

pub(crate) fn deliver(serial: &str, step: Step) -> Command {
    Command::Deliver {
        fob: named(serial),
        step,
    }
}

pub(crate) fn waits(outcome: Result<Outcome, Error>) -> RequestId {
    match outcome {
        Ok(Outcome::Handled {
            carried: Carried::Waiting { request, .. },
        }) => request,
        other => panic!("does not wait: {other:?}"),
    }
}

pub(crate) fn handled(outcome: Result<Outcome, Error>) {
    match outcome {
        Ok(Outcome::Handled { carried: Carried::Done }) => {}
        other => panic!("is not done: {other:?}"),
    }
}

pub(crate) fn step(outcome: Result<Outcome, Error>) -> Delivery {
    match outcome {
        Ok(Outcome::Delivered { delivery }) => delivery,
        other => panic!("{other:?}"),
    }
}

impl Branch {
    pub(crate) fn countersign(&mut self, request: RequestId) {
        match self.by_supervisor(Command::Approve { request }) {
            Ok(Outcome::Countersigned { .. }) => {}
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn stands(&mut self, serial: &str) -> Stock {
        let look = self.desk.look(&self.teller);
        look.fob(&named(serial)).unwrap().token.stock
    }

    fn show_code(&mut self, number: &str, serial: &str) -> ProofId {
        let command = Command::Inspect {
            contract: contract(number),
            serial: Serial::parse(serial).unwrap(),
            maker: None,
            code: self.code(serial).as_str().into(),
            next: None,
        };
        match self.by_teller(command) {
            Ok(Outcome::CodeAccepted { proof }) => proof,
            other => panic!("{other:?}"),
        }
    }

    /// A fob of the branch's stock is issued to 1000002 in the place of its own, which has a flat battery.
    pub(crate) fn replace_flat(&mut self, way: Way, applied: bool, check: CheckId, cause: Cause) -> String {
        let look = self.desk.look(&self.teller);
        let next = look.next_fob().unwrap().unwrap().serial;
        let proof = self.show_code("1000002", next.as_str());
        let act = Act::Replace(Replace {
            contract: contract("1000002"),
            old: Serial::parse("200000251").unwrap(),
            cause,
            handed_in: false,
            fob: NewFob {
                serial: next.clone(),
                maker: None,
                way,
                applied: applied.then(|| madoguchi::domain::calendar::day_of(self.now())),
                waived: None,
                proof: Some(proof),
            },
            check: Some(check),
        });
        let request = waiting(self.by_teller(act));
        done(self.by_supervisor(Command::Approve { request }));
        next.to_string()
    }

    /// The contract 1000002 has an address, and has had it long enough (R15.5).
    fn move_in(&mut self) {
        let check = self.seal_check("1000002");
        let address = PostalAddress::parse("100-0000 架空県見本市例示町1-2-3").unwrap();
        let request = waiting(self.by_teller(Act::Amend(Amend {
            contract: contract("1000002"),
            wish: Box::new(Wish {
                address: Some(address),
                ..Wish::default()
            }),
            check: Some(check),
        })));
        done(self.by_supervisor(Command::Approve { request }));
        self.wait(8 * 24 * 60);
    }

    /// T002 works at branch 012.
    pub(crate) fn other_branch(&mut self) -> Session {
        let administrator = demo::session(&mut self.desk, "K001").unwrap();
        let change = StaffChange {
            branch_code: Some(BranchCode::parse("012").unwrap()),
            branch_name: Some(Name::parse("例示支店").unwrap()),
            ..StaffChange::default()
        };
        let id = StaffId::parse("T002").unwrap();
        let amended = self.desk.amend_staff(&administrator, &id, &change);
        assert_eq!(amended.unwrap(), Carried::Done);
        demo::session(&mut self.desk, "T002").unwrap()
    }
}

#[test]
fn a_fob_comes_back_when_nobody_is_registered_with_it_and_is_looked_over_r15_6() {
    let mut branch = Branch::open();
    assert_eq!(branch.refused(back(&["200000251"], Cause::NoNeed)), "E1470");
    let check = branch.seal_check("1000002");
    branch.replace_flat(Way::Counter, true, check, Cause::Battery);
    // Its users were revoked with the replacement, and the old one is owed.
    let owed = |branch: &mut Branch| branch.desk.look(&branch.teller).issues(&contract("1000002")).unwrap()[0].owed;
    assert!(owed(&mut branch));
    handled(branch.by_teller(back(&["200000251"], Cause::Battery)));
    assert!(!owed(&mut branch));
    assert_eq!(branch.stands("200000251"), Stock::Returned);
    // A supervisor looks it over, once; nobody their own, and it is not approved or sent back: it is done.
    let matters = branch.desk.look(&branch.supervisor).matters().unwrap();
    let over: Vec<_> = matters
        .iter()
        .filter(|view| view.shown.action == "return_token")
        .collect();
    let request = over[0].id;
    assert!(over[0].is_mine_to_decide);
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1104");
    assert_eq!(
        code_of(branch.by_teller(Command::LookOver { request })),
        "E1203",
        "a teller looks nothing over"
    );
    let Ok(Outcome::LookedOver { .. }) = branch.by_supervisor(Command::LookOver { request }) else {
        panic!()
    };
    assert_eq!(code_of(branch.by_supervisor(Command::LookOver { request })), "E1104");
    // What came back for its battery is never issued again.
    let again = Handle {
        code: Some("123456".into()),
        ..handle(Deed::Restock, &["200000251"])
    };
    assert_eq!(branch.refused(Command::Handle(again)), "E1475");
    let request = waits(branch.by_teller(scrap(&["200000251"])));
    branch.countersign(request);
    assert_eq!(branch.stands("200000251"), Stock::Scrapped);
    assert!(branch.desk.verify(&branch.supervisor).unwrap().flaw.is_none());
}

#[test]
fn a_found_fob_stays_lost_and_is_scrapped_r15_1() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    assert_eq!(branch.refused(back(&["200000251"], Cause::NoNeed)), "E1472");
    assert_eq!(branch.refused(scrap(&["200000251"])), "E1473");
    handled(branch.by_teller(plainly(Deed::HandIn, &["200000251"])));
    assert_eq!(branch.stands("200000251"), Stock::Lost);
    assert_eq!(branch.refused(plainly(Deed::HandIn, &["200000251"])), "E1474");
    let request = waits(branch.by_teller(scrap(&["200000251"])));
    assert_eq!(branch.stands("200000251"), Stock::Lost, "it waits");
    branch.countersign(request);
    assert_eq!(branch.stands("200000251"), Stock::Scrapped);
    // Both are in the trail of that fob.
    let sought = Sought {
        serial: Some(Serial::parse("200000251").unwrap()),
        ..Sought::default()
    };
    let look = branch.desk.look(&branch.supervisor);
    let page = look.trail_page(&sought, Place::Newest, 50).unwrap();
    let actions: Vec<_> = page
        .page
        .entries
        .iter()
        .map(|entry| entry.draft.action.as_str())
        .collect();
    assert!(
        actions.contains(&"hand_in") && actions.contains(&"scrap"),
        "{actions:?}"
    );
}

#[test]
fn a_fob_goes_into_stock_again_by_two_and_with_a_live_code_r15_1() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    let new = branch.replace_flat(Way::Counter, false, check, Cause::Battery);
    // The application never came.
    handled(branch.by_teller(back(&[&new], Cause::NotCollected)));
    assert_eq!(branch.refused(plainly(Deed::Restock, &[&new])), "E1484");
    let with = |code: &str| {
        Command::Handle(Handle {
            code: Some(code.into()),
            ..handle(Deed::Restock, &[&new])
        })
    };
    let wrong = branch.wrong_code(&new);
    assert_eq!(branch.refused(with(&wrong)), "E1955");
    let look = branch.desk.look(&branch.teller);
    assert_eq!(
        look.fob(&named(&new)).unwrap().token.wrong_codes,
        1,
        "it is charged (R6.6)"
    );
    branch.wait(1);
    let code = branch.code(&new);
    let request = waits(branch.by_teller(with(&code)));
    assert_eq!(branch.stands(&new), Stock::Returned);
    branch.countersign(request);
    assert_eq!(branch.stands(&new), Stock::InStock);
    // It can be issued anew, and its old one replaced by another.
    branch.wait(1);
    let check = branch.seal_check("1000002");
    branch.replace_flat(Way::Counter, true, check, Cause::Battery);
}

#[test]
fn a_fob_is_moved_by_one_branch_and_received_by_the_other_r15_9() {
    let mut branch = Branch::open();
    let look = branch.desk.look(&branch.teller);
    let fob = look.next_fob().unwrap().unwrap().serial.to_string();
    assert_eq!(branch.refused(to_branch("011", &[&fob])), "E1478");
    assert_eq!(branch.refused(to_branch("999", &[&fob])), "E1479");
    let other = branch.other_branch();
    handled(branch.by_teller(to_branch("012", &[&fob])));
    assert_eq!(branch.stands(&fob), Stock::Moving);
    assert_eq!(branch.refused(plainly(Deed::Receive, &[&fob])), "E1477");
    assert_eq!(branch.refused(scrap(&[&fob])), "E1965");
    handled(branch.desk.execute(&other, plainly(Deed::Receive, &[&fob])));
    assert_eq!(branch.stands(&fob), Stock::InStock);
    assert_eq!(branch.refused(scrap(&[&fob])), "E1952");
    assert!(branch.desk.verify(&branch.supervisor).unwrap().flaw.is_none());
}

#[test]
fn what_is_lost_in_stock_is_written_off_by_a_supervisor_and_another_r15_9() {
    let mut branch = Branch::open();
    let look = branch.desk.look(&branch.teller);
    let fob = look.next_fob().unwrap().unwrap().serial.to_string();
    let lost = || {
        Command::Handle(Handle {
            reason: Some(reason("棚卸で見つからない")),
            ..handle(Deed::WriteOff, &[&fob])
        })
    };
    assert_eq!(branch.refused(lost()), "E1203");
    let request = waits(branch.by_supervisor(lost()));
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1101");
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let Ok(Outcome::Countersigned { .. }) = branch.desk.execute(&administrator, Command::Approve { request }) else {
        panic!()
    };
    assert_eq!(branch.stands(&fob), Stock::Lost);
}

#[test]
fn a_list_is_done_as_a_whole_or_not_at_all_r15_6() {
    let mut branch = Branch::open();
    let look = branch.desk.look(&branch.teller);
    let fob = look.next_fob().unwrap().unwrap().serial.to_string();
    assert_eq!(branch.refused(scrap(&[&fob, &fob])), "E1480");
    assert_eq!(branch.refused(scrap(&[])), "E1481");
    assert_eq!(branch.refused(scrap(&[&fob, "200000251"])), "E1471");
    assert_eq!(branch.refused(plainly(Deed::Issue, &[&fob])), "E1486");
    assert_eq!(branch.stands(&fob), Stock::InStock);
}

/// Whether these bytes stand in the store's file or in the log beside it.
fn stands_in(store: &Path, bytes: &[u8]) -> bool {
    let log = store.with_file_name(format!("{}-wal", store.file_name().unwrap().to_str().unwrap()));
    [store, &log].into_iter().any(|path| {
        let held = std::fs::read(path).unwrap_or_default();
        held.windows(bytes.len()).any(|part| part == bytes)
    })
}

#[test]
fn a_scrapped_seed_is_gone_from_the_file_and_the_log_beside_it_r15_6() {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/m.db"),
        key: folder.path().join("keys/m.key"),
    };
    let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "test").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let supervisor = demo::session(&mut desk, "S001").unwrap();
    let fob = desk.look(&teller).next_fob().unwrap().unwrap();
    let sealed: Vec<u8> = {
        let connection = rusqlite::Connection::open(&at.store).unwrap();
        let sql = "SELECT sealed FROM seed WHERE token = ?1";
        connection.query_row(sql, [&fob.id.0[..]], |row| row.get(0)).unwrap()
    };
    assert!(stands_in(&at.store, &sealed));
    let request = waits(desk.execute(&teller, scrap(&[fob.serial.as_str()])));
    assert!(stands_in(&at.store, &sealed), "it waits");
    let Ok(Outcome::Countersigned { .. }) = desk.execute(&supervisor, Command::Approve { request }) else {
        panic!()
    };
    assert!(!stands_in(&at.store, &sealed));
    assert!(desk.verify(&supervisor).unwrap().flaw.is_none());
}
