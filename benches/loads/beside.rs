//! A file of contracts while people work: rows a second, and how long people wait.

use std::fs::File;
use std::io::Seek;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use madoguchi::desk::{Coming, Desk, Session};
use madoguchi::domain::arrival::NewContract;
use madoguchi::domain::draft::Entered;
use madoguchi::domain::refusal::Decision;
use madoguchi::domain::values::ContractNumber;
use madoguchi::intake::Progress;
use madoguchi::intake::contracts::{Apart, Reader};
use madoguchi::store::Location;
use madoguchi::training::demo;

use super::bank::{Bank, Pausing, desk};
use super::made;

/// The contracts of a file.
struct Contracts<'a>(Reader<'a, &'a File>);

impl Coming for Contracts<'_> {
    type Item = NewContract;

    fn next(&mut self) -> Option<Decision<NewContract>> {
        Some(self.0.next_contract()?.map(|entry| entry.contract.unwrap()))
    }

    fn digest(&self) -> Option<[u8; 32]> {
        Some(self.0.digest())
    }
}

/// What was measured beside it.
pub(crate) struct Waits {
    pub(crate) logins: Vec<Duration>,
    pub(crate) actions: Vec<Duration>,
}

/// What this disk takes for the least that a commit is: a page written and synced. `TMPDIR` says on which disk the stores are.
fn floor(folder: &Path) {
    let path = folder.join("floor");
    let file = File::create_new(&path).unwrap();
    let page = |n: u64| file.write_all_at(&[7; 4096], n * 4096).and_then(|()| file.sync_data());
    (0..200).for_each(|n| page(n).unwrap());
    let mut took = Vec::new();
    for n in 0..200 {
        let began = Instant::now();
        page(n).unwrap();
        took.push(began.elapsed());
    }
    std::fs::remove_file(&path).unwrap();
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!(
        "a page written and synced here: p50 {:.2} ms, p99 {:.2}",
        at(50),
        at(99)
    );
}

pub(crate) fn run(sizes: &[usize]) {
    floor(Bank::new().folder.path());
    let mut first = None;
    for many in sizes {
        let bank = Bank::new();
        let path = bank.folder.path().join("contracts.csv");
        made::contracts(*many, &path).unwrap();
        let (rate, mut waits) = load(&bank, &path);
        let ratio = rate / *first.get_or_insert(rate);
        println!("{many:>9} contracts: {rate:>8.0} rows/s ({ratio:.2} of the first)");
        tell("logins", &mut waits.logins);
        tell("actions", &mut waits.actions);
        let alone = alone(&path);
        println!("          with nobody beside it: {alone:.0} rows/s");
    }
}

/// Rows a second into another bank at which nobody works.
#[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
fn alone(path: &Path) -> f64 {
    let bank = Bank::new();
    let (mut administrator, session) = desk(&bank.at, "K001");
    let began = Instant::now();
    let users = load_alone(&mut administrator, &session, path);
    users as f64 / began.elapsed().as_secs_f64()
}

pub(crate) fn tell(what: &str, waits: &mut [Duration]) {
    waits.sort();
    let at = |share: usize| waits[(waits.len() - 1) * share / 1000].as_secs_f64() * 1e3;
    println!(
        "          {what:>8} beside it: {} times, p50 {:.1} ms, p90 {:.1}, p95 {:.1}, p99 {:.1}, p99.9 {:.1}, worst {:.1}",
        waits.len(),
        at(500),
        at(900),
        at(950),
        at(990),
        at(999),
        at(1000),
    );
}

/// Takes a file of new contracts in, and gives how many users came.
pub(crate) fn load_alone(administrator: &mut Desk, session: &Session, path: &Path) -> usize {
    let policy = administrator.policy().clone();
    let mut file = File::open(path).unwrap();
    let apart = Apart::of(|| Ok(&file), None, &policy).unwrap();
    file.rewind().unwrap();
    let coming = Contracts(Reader::new(&file, None, &policy, &apart, Progress::default()));
    administrator
        .load_contracts(session, coming, &mut Pausing)
        .unwrap()
        .users
}

/// Rows a second, and how long each login and each action took meanwhile.
fn load(bank: &Bank, path: &Path) -> (f64, Waits) {
    let (mut administrator, session) = desk(&bank.at, "K001");
    let ((users, took), waits) = meanwhile(&bank.at, || {
        let began = Instant::now();
        let users = load_alone(&mut administrator, &session, path);
        (users, began.elapsed())
    });
    #[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
    let rate = users as f64 / took.as_secs_f64();
    (rate, waits)
}

/// What `work` gives, and how long each login and each action of a person took meanwhile.
pub(crate) fn meanwhile<T>(at: &Location, work: impl FnOnce() -> T) -> (T, Waits) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let people = scope.spawn(|| {
            let (mut person, teller) = desk(at, "T001");
            let number = ContractNumber::parse("1000001").unwrap();
            let (mut logins, mut actions) = (Vec::new(), Vec::new());
            while !over.load(Ordering::Relaxed) {
                let began = Instant::now();
                demo::session(&mut person, "T001").unwrap();
                logins.push(began.elapsed());
                thread::sleep(Duration::from_millis(5));
                let began = Instant::now();
                let kept = person.keep_draft(&teller, "TKNN001", &number, Entered::default(), demo::start());
                kept.unwrap();
                actions.push(began.elapsed());
                thread::sleep(Duration::from_millis(5));
            }
            Waits { logins, actions }
        });
        let given = work();
        over.store(true, Ordering::Relaxed);
        (given, people.join().unwrap())
    })
}
