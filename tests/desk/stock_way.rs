//! The whole way of one fob, from its arrival to its scrapping, as its trail tells it (R12.1, R15.1).

use madoguchi::desk::{Act, Command, Handle, Issue, NewFob, Outcome, Register, Replace, Session};
use madoguchi::domain::arrival::NewToken;
use madoguchi::domain::calendar;
use madoguchi::domain::stock::{Cause, Deed, Step, Way};
use madoguchi::domain::token::{Algorithm, CodeParams, Stock};
use madoguchi::domain::values::{BranchCode, MailItem, Maker, ProofId, Serial};
use madoguchi::store::{Place, Sought};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use madoguchi::words::{Lang, Words};

use crate::handling::{back, deliver, handle, handled, named, plainly, scrap, step, to_branch, waits};
use crate::support::{Branch, contract, done, login, waiting};

const FOB: &str = "70000001";
const OF: &str = "1000004";

fn token() -> NewToken {
    NewToken {
        maker: Maker::parse("見本").unwrap(),
        serial: Serial::parse(FOB).unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        drift: 0,
        last_step: None,
        seed: b"the seed of one fob".to_vec().into(),
    }
}

/// The branch with that one fob in hand.
struct Way1 {
    branch: Branch,
    fob: Fobs,
}

impl Way1 {
    /// What it shows, after a minute.
    fn code(&self) -> String {
        self.branch.wait(1);
        self.fob
            .code(&Serial::parse(FOB).unwrap(), self.branch.now())
            .unwrap()
            .code
    }

    fn inspected(&mut self) -> ProofId {
        let code = self.code();
        let shown = Command::Inspect {
            contract: contract(OF),
            serial: Serial::parse(FOB).unwrap(),
            maker: None,
            code: code.as_str().into(),
            next: None,
        };
        match self.branch.by_teller(shown) {
            Ok(Outcome::CodeAccepted { proof }) => proof,
            other => panic!("{other:?}"),
        }
    }

    /// Issued to the contract beside the one that it has.
    fn issued(&mut self, way: Way) {
        let check = self.branch.seal_check(OF);
        let proof = self.inspected();
        let act = Act::Issue(Issue {
            contract: contract(OF),
            fob: NewFob {
                serial: Serial::parse(FOB).unwrap(),
                maker: None,
                way,
                applied: None,
                waived: None,
                proof: Some(proof),
            },
            check: Some(check),
        });
        let request = waiting(self.branch.by_teller(act));
        done(self.branch.by_supervisor(Command::Approve { request }));
        let date = calendar::day_of(self.branch.now());
        step(self.branch.by_teller(deliver(FOB, Step::Applied { date })));
    }

    fn by(&mut self, session: &Session, command: Command) {
        handled(self.branch.desk.execute(session, command));
    }

    fn entries(&self) -> Vec<madoguchi::store::Entry> {
        let sought = Sought {
            serial: Some(Serial::parse(FOB).unwrap()),
            ..Sought::default()
        };
        let look = self.branch.desk.look(&self.branch.supervisor);
        let mut entries = look.trail_page(&sought, Place::Newest, 100).unwrap().page.entries;
        // The release is of its batch, the second one of the store.
        let released = Sought {
            actions: vec!["release_batch".into()],
            ..Sought::default()
        };
        let released = look.trail_page(&released, Place::Newest, 1).unwrap().page.entries;
        entries.extend(released);
        entries.reverse();
        entries
    }
}

#[test]
fn the_trail_of_one_fob_tells_its_way_from_arrival_to_scrapping_r12_1_and_r15_1() {
    let mut way = Way1 {
        branch: Branch::open(),
        fob: Fobs::of([token()]),
    };
    let administrator = demo::session(&mut way.branch.desk, "K001").unwrap();
    let other = way.branch.other_branch();
    // It arrives and is released, goes to the other branch and comes back.
    let supervisor = way.branch.supervisor.clone();
    demo::deliver(&mut way.branch.desk, &administrator, &supervisor, vec![token()]).unwrap();
    let teller = way.branch.teller.clone();
    way.by(&teller, to_branch("012", &[FOB]));
    way.by(&other, plainly(Deed::Receive, &[FOB]));
    let home = Handle {
        to: Some(BranchCode::parse("011").unwrap()),
        ..handle(Deed::Move, &[FOB])
    };
    way.by(&other, Command::Handle(home));
    way.by(&teller, plainly(Deed::Receive, &[FOB]));
    // It is sent, comes back undelivered, and is handed over at the counter.
    way.issued(Way::Mail);
    let item = MailItem::parse("12345678901").unwrap();
    step(way.branch.by_teller(deliver(FOB, Step::Sent { item })));
    let request = waits(way.branch.by_teller(plainly(Deed::Undelivered, &[FOB])));
    way.branch.countersign(request);
    way.issued(Way::Counter);
    step(way.branch.by_teller(deliver(FOB, Step::Handed)));
    // Somebody registers with it, and its battery goes flat.
    let check = way.branch.seal_check(OF);
    let code = way.code();
    let Ok(Outcome::CodeAccepted { proof }) = way.branch.try_code(OF, FOB, &code, Some("DEN504")) else {
        panic!()
    };
    let request = waiting(way.branch.by_teller(Act::Register(Register {
        contract: contract(OF),
        user: login("DEN504"),
        serial: Serial::parse(FOB).unwrap(),
        proof: Some(proof),
        check: Some(check),
    })));
    done(way.branch.by_supervisor(Command::Approve { request }));
    let check = way.branch.seal_check(OF);
    let next = way.branch.next_fob();
    let proof = way.branch.inspect(OF, &next);
    let request = waiting(way.branch.by_teller(Act::Replace(Replace {
        contract: contract(OF),
        old: Serial::parse(FOB).unwrap(),
        cause: Cause::Battery,
        handed_in: false,
        fob: crate::stock::fob(&next, Some(proof)),
        check: Some(check),
    })));
    done(way.branch.by_supervisor(Command::Approve { request }));
    // It comes back, and is scrapped by two.
    handled(way.branch.by_teller(back(&[FOB], Cause::Battery)));
    let request = waits(way.branch.by_teller(scrap(&[FOB])));
    way.branch.countersign(request);
    assert_eq!(
        way.branch.desk.look(&supervisor).fob(&named(FOB)).unwrap().token.stock,
        Stock::Scrapped
    );

    let words = Words::of(Lang::Ja);
    let entries = way.entries();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| {
            format!(
                "{} {} {}",
                entry.draft.actor,
                entry.draft.action,
                entry.draft.result.as_str()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "S001 release_batch done",
            "T001 move_token done",
            "T002 receive_token done",
            "T002 move_token done",
            "T001 receive_token done",
            "T001 inspect done",
            "T001 issue waiting",
            "S001 approve done",
            "T001 note_application done",
            "T001 send_token done",
            "T001 undelivered waiting",
            "S001 undelivered done",
            "T001 inspect done",
            "T001 issue waiting",
            "S001 approve done",
            "T001 note_application done",
            "T001 hand_over done",
            "T001 check_code done",
            "T001 register waiting",
            "S001 approve done",
            "T001 replace waiting",
            "S001 approve done",
            "T001 return_token done",
            "T001 scrap waiting",
            "S001 scrap done",
        ]
    );
    // Each is told in the reader's language.
    for entry in entries {
        let detail = words.detail(&entry.draft.action, &entry.draft.detail);
        for name in [
            "in_stock", "moving", "issued", "returned", "scrapped", "battery", "mail", "counter",
        ] {
            assert!(!detail.contains(name), "{detail}");
        }
        eprintln!("{} {} {detail}", entry.draft.actor, words.value(&entry.draft.action));
    }
    assert!(way.branch.desk.verify(&supervisor).unwrap().flaw.is_none());
}
