//! A file that becomes another between two readings of it.

use std::path::PathBuf;

use clap::Parser;

use super::*;
use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::intake::contracts::{How, Survey};
use crate::store::{Filter, Kind, Store};
use crate::training::{CONTRACTS, demo};
use crate::words::Lang;

#[derive(Parser)]
struct Call {
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    args: Args,
}

const NEW: &str = "9000001,架空新規株式会社,カクウシンキ,011,本店営業部,普通9100001,03-0000-9001,R8.6.1,,NEW01,架空 太郎,カクウ タロウ,\
                   マスターユーザ,都度振込,,,\n";

fn headings() -> &'static str {
    std::str::from_utf8(CONTRACTS).unwrap().lines().next().unwrap()
}

/// The rows of the contract of that number of the training bank.
fn known(number: &str) -> String {
    let rows = std::str::from_utf8(CONTRACTS).unwrap().lines();
    let rows: Vec<_> = rows.filter(|row| row.starts_with(number)).collect();
    rows.join("\n") + "\n"
}

/// A bank, and a file that is looked at and then carried out.
struct Place {
    _folder: tempfile::TempDir,
    path: PathBuf,
    desk: Desk,
    session: Session,
}

impl Place {
    fn with(rows: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contracts.csv");
        std::fs::write(&path, format!("{}\n{rows}", headings())).unwrap();
        let mut entropy = Repeatable(7);
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = crate::clock::Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let session = demo::session(&mut desk, "K001").unwrap();
        Self {
            _folder: folder,
            path,
            desk,
            session,
        }
    }

    /// Looks at the file, lets `meanwhile` do something to its text, and carries it out.
    fn carried_out(&mut self, meanwhile: impl FnOnce(String) -> String) -> Result<Done, Failure> {
        let path = self.path.display().to_string();
        let call = Call::parse_from(["import", "--apply", &path]);
        let voice = Voice::new(Words::of(Lang::En), true);
        let file = file::again(&self.path)?;
        let mut pace = Paced::of(Progress::default(), None, &voice);
        let by = (&mut self.desk, &self.session);
        let told = judge((&call.access, &call.args, &voice), by, &file, &mut pace)?;
        assert_eq!(told.found.first, None);
        let text = std::fs::read_to_string(&self.path).unwrap();
        // The same file by its number: it is written over, not replaced.
        std::fs::write(&self.path, meanwhile(text)).unwrap();
        carry_out(
            &call.args,
            (&mut self.desk, &self.session),
            &file,
            &told.found,
            &mut pace,
        )
    }

    fn found(&mut self, text: &str) -> u64 {
        let teller = demo::session(&mut self.desk, "T001").unwrap();
        self.desk.ask(&teller, |look| look.find(text, 0, 5)).unwrap().total
    }
}

fn code(given: Result<Done, Failure>) -> Option<&'static str> {
    given.err().and_then(|failure| failure.code())
}

#[test]
fn a_file_that_becomes_another_after_it_was_looked_at_brings_nothing_in_r16_1() {
    type Edit = fn(String) -> String;
    let second = NEW.replace("9000001", "9000002").replace("NEW01", "NEW02");
    let rows = format!("{NEW}{second}");
    let edits: [Edit; 6] = [
        |text| text.replace("03-0000-9001", "03-0000-6666"),
        |text| text.replace("9000002", "9000003"),
        |text| text + &NEW.replace("9000001", "9000004").replace("NEW01", "NEW04"),
        |text| text.chars().take(text.chars().count() - 12).collect(),
        |text| text.lines().take(2).collect::<Vec<_>>().join("\n") + "\n",
        // Nothing that a table shows: but other bytes.
        |text| text + "\n",
    ];
    for edit in edits {
        let mut place = Place::with(&rows);
        assert_eq!(code(place.carried_out(edit)), Some("E1403"));
        assert_eq!(place.found("架空新規"), 0);
        let auditor = demo::session(&mut place.desk, "A001").unwrap();
        let filter = Filter {
            contract: None,
            limit: 5,
        };
        let entries = place.desk.ask(&auditor, |look| look.trail(&filter)).unwrap();
        let kept = entries.iter().find(|entry| entry.draft.action == "import_contracts");
        let code = kept.and_then(|entry| entry.draft.code.as_deref());
        assert_eq!(code, Some("E1403"), "the attempt is kept (R12.1)");
    }
    let mut place = Place::with(&rows);
    let done = place.carried_out(|text| text).ok().unwrap();
    assert_eq!((done.imported.contracts, place.found("架空新規")), (2, 2));
}

/// Contracts that are there are changed one by one: what was changed is what was shown, and the rest is told.
#[test]
fn what_is_changed_one_by_one_is_what_was_looked_at_r16_1() {
    let (first, second) = (known("1000001"), known("1000002"));
    let changed = |rows: &str, phone: &str| {
        let was = rows
            .split(',')
            .find(|cell| cell.starts_with('0') && cell.contains('-'))
            .unwrap()
            .to_owned();
        rows.replace(&was, phone)
    };
    let rows = changed(&first, "03-0000-7771") + &changed(&second, "03-0000-7772");
    let phone = |place: &mut Place, number: &str| {
        let number = crate::domain::values::ContractNumber::parse(number).unwrap();
        let teller = demo::session(&mut place.desk, "T001").unwrap();
        let sheet = place.desk.ask(&teller, |look| look.sheet(&number)).unwrap();
        sheet.case.contract.phone.to_string()
    };
    // The first one as it was looked at, the second one not at all.
    let mut place = Place::with(&rows);
    let done = place
        .carried_out(|text| text.replace("03-0000-7772", "03-0000-6666"))
        .ok()
        .unwrap();
    assert_eq!((done.kept.changed, done.kept.left), (1, 1));
    assert_eq!(done.ended, Some(Refusal::FileBecameAnother { left: 1 }));
    assert_eq!(phone(&mut place, "1000001"), "03-0000-7771");
    assert_ne!(phone(&mut place, "1000002"), "03-0000-6666");
    // Neither of them.
    let mut place = Place::with(&rows);
    let done = place
        .carried_out(|text| text.replace("03-0000-7771", "03-0000-6666"))
        .ok()
        .unwrap();
    assert_eq!((done.kept.changed, done.kept.left), (0, 2));
    assert_ne!(phone(&mut place, "1000001"), "03-0000-6666");
    // All of it is done, and more stands there by now: that is told too.
    let mut place = Place::with(&rows);
    let done = place.carried_out(|text| text + NEW).ok().unwrap();
    assert_eq!((done.kept.changed, done.kept.left), (2, 0));
    assert_eq!(done.ended, Some(Refusal::FileBecameAnother { left: 0 }));
    let mut place = Place::with(&rows);
    let done = place.carried_out(|text| text).ok().unwrap();
    assert_eq!((done.kept.changed, done.kept.left, done.ended), (2, 0, None));
}

/// What stands in a file more than once is found in a run of its own, and a file that is another one after it is not judged by that.
#[test]
fn a_file_that_becomes_another_while_it_is_looked_at_is_not_judged_r16_1() {
    let mut place = Place::with("");
    let policy = place.desk.policy().clone();
    let once = format!("{}\n{NEW}", headings());
    let twice = format!("{once}{}", NEW.replace("9000001", "9000002"));
    for (second, expected) in [(&once, None), (&twice, Some("E1403"))] {
        let mut texts = [&once, second].into_iter();
        let open = || Ok(texts.next().unwrap().as_bytes());
        let mut survey = Survey::begin(open, How::default(), &policy, Progress::default()).unwrap();
        let looked = survey.part(&mut place.desk, &place.session);
        assert_eq!(looked.err().and_then(|error| Failure::from(error).code()), expected);
    }
}
