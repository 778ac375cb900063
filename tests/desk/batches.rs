//! Batches (R15.3): what came in works for nobody until another person has released it against its delivery note.

use madoguchi::desk::{Command, Delivery, Error, Session};
use madoguchi::domain::arrival::NewToken;
use madoguchi::domain::policy::Policy;
use madoguchi::domain::token::{Algorithm, CodeParams, Stock};
use madoguchi::domain::values::{Maker, Serial};
use madoguchi::intake::contracts::{self, COLUMNS};
use madoguchi::store::Filter;
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract};

fn serial(n: u32) -> Serial {
    Serial::parse(&n.to_string()).unwrap()
}

fn token(n: u32) -> NewToken {
    NewToken {
        maker: Maker::parse("見本").unwrap(),
        serial: serial(n),
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
        seed: format!("the seed of a sample {n}").into_bytes().into(),
    }
}

/// The training bank with a batch of three fobs that waits.
struct Waiting {
    branch: Branch,
    batch: u32,
    administrator: Session,
    supervisor: Session,
}

impl Waiting {
    fn new() -> Self {
        let mut branch = Branch::open();
        let administrator = demo::session(&mut branch.desk, "K001").unwrap();
        let supervisor = demo::session(&mut branch.desk, "S002").unwrap();
        let tokens = vec![token(70_000_001), token(70_000_002), token(70_000_003)];
        let imported = branch.desk.import_tokens(&administrator, Ok(tokens)).unwrap();
        Self {
            branch,
            batch: imported.batch.unwrap(),
            administrator,
            supervisor,
        }
    }

    fn release(&mut self, noted: &[u32], differing: bool) -> Result<Delivery, Error> {
        let noted: Vec<_> = noted.iter().map(|n| serial(*n)).collect();
        let (desk, supervisor) = (&mut self.branch.desk, &self.supervisor);
        desk.release_batch(supervisor, self.batch, &noted, differing)
    }

    fn verified(&mut self) {
        assert!(self.branch.desk.verify(&self.supervisor).unwrap().flaw.is_none());
    }

    fn stock(&mut self) -> [Stock; 3] {
        let look = self.branch.desk.look(&self.supervisor);
        [70_000_001, 70_000_002, 70_000_003].map(|n| look.tokens(&serial(n)).unwrap()[0].token.stock)
    }
}

#[test]
fn a_batch_that_agrees_with_its_note_is_in_stock_and_the_entry_says_who_released_it_r15_3() {
    let mut waiting = Waiting::new();
    assert_eq!(waiting.stock(), [Stock::Arrived; 3]);
    let delivery = waiting
        .release(&[70_000_003, 70_000_001, 70_000_002, 70_000_001], false)
        .unwrap();
    assert_eq!((delivery.there, delivery.again, delivery.agrees()), (3, 1, true));
    assert_eq!(waiting.stock(), [Stock::InStock; 3]);
    let look = waiting.branch.desk.look(&waiting.supervisor);
    let batch = look.batches().unwrap().remove(0);
    assert_eq!((batch.number, batch.count, batch.waiting), (waiting.batch, 3, 0));
    assert_eq!(batch.taken_by.unwrap().as_str(), "K001");
    assert_eq!(batch.released_by.unwrap().as_str(), "S002");
    let filter = Filter {
        limit: 1,
        ..Filter::default()
    };
    let entry = look.trail(&filter).unwrap().remove(0).draft;
    assert_eq!(
        (entry.action.as_str(), entry.subject.as_str(), entry.detail.as_str()),
        ("release_batch", "2", "3 0 0")
    );
    // Once is enough.
    assert_eq!(code_of(waiting.release(&[70_000_001], false)), "E1446");
    waiting.verified();
}

#[test]
fn a_note_that_differs_is_refused_by_name_and_released_only_as_known_r15_3() {
    let mut waiting = Waiting::new();
    let noted = [70_000_001, 70_000_009];
    match waiting.release(&noted, false) {
        Err(Error::Refused(refusal)) => {
            let facts = format!("{:?}", refusal.facts());
            assert_eq!(refusal.code(), "E1450");
            for named in ["70000002 70000003", "70000009"] {
                assert!(facts.contains(named), "{facts}");
            }
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(waiting.stock(), [Stock::Arrived; 3]);
    let delivery = waiting.release(&noted, true).unwrap();
    assert_eq!(delivery.missing, [serial(70_000_002), serial(70_000_003)]);
    assert_eq!(waiting.stock(), [Stock::InStock, Stock::Arrived, Stock::Arrived]);
    // What was missing comes later, on a note of its own.
    waiting.release(&[70_000_002, 70_000_003], false).unwrap();
    assert_eq!(waiting.stock(), [Stock::InStock; 3]);
    let mut other = Waiting::new();
    assert_eq!(code_of(other.release(&[], false)), "E1451");
    assert_eq!(code_of(other.release(&[70_000_009], true)), "E1450", "none of it came");
    waiting.verified();
}

#[test]
fn nobody_releases_what_is_not_theirs_to_release_r15_9() {
    let mut waiting = Waiting::new();
    let all = [70_000_001, 70_000_002, 70_000_003].map(serial);
    let batch = waiting.batch;
    let desk = &mut waiting.branch.desk;
    let administrator = &waiting.administrator;
    assert_eq!(code_of(desk.release_batch(administrator, batch, &all, false)), "E1203");
    let teller = demo::session(desk, "T001").unwrap();
    assert_eq!(code_of(desk.release_batch(&teller, batch, &all, false)), "E1203");
    let supervisor = demo::session(desk, "S001").unwrap();
    assert_eq!(code_of(desk.release_batch(&supervisor, 99, &all, false)), "E1445");
    assert_eq!(waiting.stock(), [Stock::Arrived; 3]);
}

#[test]
fn a_fob_that_waits_is_issued_to_nobody_by_hand_or_by_file_r15_3() {
    let mut waiting = Waiting::new();
    let row = "7000001,見本商会,ミホンショウカイ,011,本店営業部,普通1234567,03-0000-0001,2026-05-01,70000001,\
               NEW501,見本 太郎,ミホン タロウ,マスターユーザ,都度振込,,";
    let file = format!("{}\n{row}\n", COLUMNS.join(","));
    let read = || contracts::read(file.as_bytes(), &Policy::default());
    let administrator = waiting.administrator.clone();
    match waiting.branch.desk.import_contracts(&administrator, read()) {
        Err(Error::Refused(refusal)) => {
            let facts = format!("{:?}", refusal.facts());
            assert!(facts.contains("its batch is not released"), "{facts}");
        }
        other => panic!("{other:?}"),
    }
    let shows = Command::Inspect {
        contract: contract("1000002"),
        serial: serial(70_000_001),
        maker: None,
        code: "123456".into(),
        next: None,
    };
    assert_eq!(waiting.branch.refused(shows), "E1953");
    waiting.release(&[70_000_001, 70_000_002, 70_000_003], false).unwrap();
    waiting.branch.desk.import_contracts(&administrator, read()).unwrap();
    waiting.verified();
}
