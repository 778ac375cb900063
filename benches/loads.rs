//! A long import with people beside it: how many rows a second it takes in, whether that stays so with more of them, and how long
//! a person waits meanwhile.
//!
//! `cargo bench --bench loads` takes in 2,000, 10,000 and 50,000 contracts of three users; `-- 1000000` as many as are said. All
//! in one run, since machines differ: the figures are ratios of one to the other.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time, prints its figures and stops where it fails"
)]

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use madoguchi::clock::Clock;
use madoguchi::desk::{Coming, Desk, Pace};
use madoguchi::domain::arrival::NewContract;
use madoguchi::domain::policy::{self, Policy};
use madoguchi::domain::refusal::Decision;
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::intake::contracts;
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;

const HEAD: &str = "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,\
                    利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時\n";
const SURNAMES: [(&str, &str); 4] = [
    ("見本", "ミホン"),
    ("例示", "レイジ"),
    ("架空", "カクウ"),
    ("模擬", "モギ"),
];

/// So many contracts, made while they are taken in.
struct Made {
    next: usize,
    end: usize,
    ready: Vec<NewContract>,
}

impl Coming for Made {
    type Item = NewContract;

    fn next(&mut self) -> Option<Decision<NewContract>> {
        if self.ready.is_empty() {
            let to = self.end.min(self.next + 500);
            let rows: String = (self.next..to).map(company).collect();
            self.next = to;
            let text = format!("{HEAD}{rows}");
            self.ready = contracts::read(text.as_bytes(), &Policy::default()).unwrap_or_default();
            self.ready.reverse();
        }
        self.ready.pop().map(Ok)
    }
}

/// The rows of a contract of three users.
fn company(n: usize) -> String {
    let (name, kana) = SURNAMES[n % SURNAMES.len()];
    let of = ["マスターユーザ", "管理者ユーザ", "一般ユーザ"];
    let rows = of.iter().enumerate().map(|(user, kind)| {
        format!(
            "B{n:07},{name}商事{n},{kana}ショウジ,011,本店,普通1234567,03-0000-0001,2026-04-01,,B{n:07}{user},{name} 人,{kana} ヒト,{kind},,,\n"
        )
    });
    rows.collect()
}

struct Pausing;

impl Pace for Pausing {
    fn rest(&mut self, _rows: usize) -> ControlFlow<()> {
        thread::sleep(Duration::from_millis(1));
        ControlFlow::Continue(())
    }
}

/// Rows a second, and how long each login and its entry took meanwhile.
fn beside(contracts: usize) -> (f64, Vec<Duration>) {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/m.db"),
        key: folder.path().join("keys/m.key"),
    };
    let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "bench").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let administrator = demo::session(&mut desk, "K001").unwrap();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let person = scope.spawn(|| {
            let opened = Store::open(&at).unwrap();
            let mut desk = Desk::new(opened, Clock::fixed(demo::start()), Box::new(Machine), "person").unwrap();
            let mut waits = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let began = Instant::now();
                demo::session(&mut desk, "T001").unwrap();
                waits.push(began.elapsed());
                thread::sleep(Duration::from_millis(5));
            }
            waits
        });
        let made = Made {
            next: 0,
            end: contracts,
            ready: Vec::new(),
        };
        let began = Instant::now();
        let imported = desk.load_contracts(&administrator, made, &mut Pausing).unwrap();
        let took = began.elapsed();
        over.store(true, Ordering::Relaxed);
        #[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
        let rate = imported.users as f64 / took.as_secs_f64();
        (rate, person.join().unwrap())
    })
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() {
        vec![2_000, 10_000, 50_000]
    } else {
        asked
    };
    let mut first = None;
    for contracts in sizes {
        let (rate, mut waits) = beside(contracts);
        let ratio = rate / *first.get_or_insert(rate);
        waits.sort();
        let at = |share: usize| waits[(waits.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "{contracts:>9} contracts: {rate:>8.0} rows/s ({ratio:.2} of the first)   a login beside it: {} times, p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
            waits.len(),
            at(50),
            at(99),
            at(100),
        );
    }
}
