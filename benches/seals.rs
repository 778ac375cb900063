//! What it costs that the store proves itself (R12.5, R12.6): the share of an action's time that seals and the trail take, and a
//! whole verification beside a plain reading of the same rows.
//!
//! `cargo bench --bench seals` verifies 1,000,000 entries; `-- 50000` as many as are said. All in one run, since machines differ:
//! the figures are ratios. An action is a refused or allowed attempt as the desk makes it: here an identity check, begun and ended.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time, prints its figures and stops where it fails"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use madoguchi::clock::Clock;
use madoguchi::desk::{Command, Desk};
use madoguchi::domain::policy;
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Draft, Error, KeyFile, Kind, Location, Store, Verifying};
use madoguchi::training::demo;
use serde_json::json;
use tempfile::TempDir;

const ENTRIES: u64 = 1_000_000;
/// Entries that are written at a time.
const CHUNK: u64 = 10_000;
/// Checks that are begun and ended, and how often; the median of the rounds counts.
const ACTIONS: u32 = 200;
const ROUNDS: usize = 5;

fn in_file() -> (TempDir, (Store, KeyFile)) {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/m.db"),
        key: folder.path().join("keys/m.key"),
    };
    let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
    (folder, opened)
}

fn in_memory() -> (Store, KeyFile) {
    Store::in_memory(Kind::Training, policy::DEFAULT, &mut Machine).unwrap()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// How long an action takes over a store: half of a check that is begun and ended.
fn action(opened: (Store, KeyFile)) -> Duration {
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "bench").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let mut run = |command: serde_json::Value| {
        let command: Command = serde_json::from_value(command).unwrap();
        serde_json::to_value(desk.execute(&teller, command).unwrap()).unwrap()
    };
    let mut round = || {
        let began = Instant::now();
        for _ in 0..ACTIONS {
            let person = json!("representative");
            let opened =
                run(json!({ "begin_check": { "contract": "1000012", "channel": "counter", "person": person } }));
            let check = &opened["check_begun"]["check"];
            let methods = json!(["seal"]);
            run(json!({ "finish_check": { "check": check, "methods": methods, "confirmed": true } }));
        }
        began.elapsed() / (2 * ACTIONS)
    };
    round();
    median((0..ROUNDS).map(|_| round()).collect())
}

fn draft(n: u64) -> Draft {
    let at = DateTime::<Utc>::from_timestamp(1_780_000_000 + n.cast_signed(), 0).unwrap();
    Draft {
        contract: Some(format!("{:07}", 1_000_000 + n % 100_000)),
        subject: format!("{:08} U{:06}", 10_000_000 + n % 300_000, n % 300_000),
        check: Some(format!("{n:032x}")),
        ..Draft::new(at, "T001", "192.0.2.7 /dev/pts/3", "unlock")
    }
}

/// How long it takes that an entry is appended to a store without seals, less what its transaction takes without one.
fn entry() -> Duration {
    let (store, key) = in_memory();
    let mut store = store.without_seals().unwrap();
    let trail = key.trail_key(store.id());
    let mut n = 0;
    let mut round = |appends: bool| {
        let began = Instant::now();
        for _ in 0..ACTIONS {
            n += 1;
            let written = store.write(|tx| if appends { tx.append(&trail, draft(n)) } else { Ok(0) });
            black_box(written.unwrap());
        }
        began.elapsed() / ACTIONS
    };
    let mut of = |appends| median((0..ROUNDS).map(|_| round(appends)).collect());
    of(true).saturating_sub(of(false))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn actions() {
    let (folder, opened) = in_file();
    let whole = action(opened);
    drop(folder);
    let sealed = action(in_memory());
    let (store, key) = in_memory();
    let unsealed = action((store.without_seals().unwrap(), key));
    let (seals, trail) = (sealed.saturating_sub(unsealed), entry());
    let share = |of: Duration| 100.0 * (seals + trail).as_secs_f64() / of.as_secs_f64();
    println!(
        "an action on a file: {:.3} ms, in memory {:.3} ms, there without seals {:.3} ms",
        millis(whole),
        millis(sealed),
        millis(unsealed)
    );
    println!(
        "seals {:.3} ms and its entry {:.3} ms: {:.1} % of an action on a file, {:.1} % of one in memory",
        millis(seals),
        millis(trail),
        share(whole),
        share(sealed)
    );
}

/// Reads every column of every entry, and does nothing with it.
fn scan(path: &std::path::Path) -> Duration {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = rusqlite::Connection::open_with_flags(path, flags).unwrap();
    let began = Instant::now();
    let mut statement = connection.prepare("SELECT * FROM trail ORDER BY seq").unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            black_box(row.get_ref(column).unwrap());
        }
    }
    began.elapsed()
}

fn verify(entries: u64) {
    let (folder, (mut store, key)) = in_file();
    let (trail, seal) = (key.trail_key(store.id()), key.seal_key(store.id()));
    let mut n = 0;
    while n < entries {
        let end = entries.min(n + CHUNK);
        let written = store.write(|tx| -> Result<(), Error> {
            for n in n..end {
                tx.append(&trail, draft(n))?;
            }
            Ok(())
        });
        written.unwrap();
        n = end;
    }
    let path = folder.path().join("data/m.db");
    let (mut chain, mut rest) = (Vec::new(), Vec::new());
    let mut scans = Vec::new();
    for _ in 0..3 {
        scans.push(scan(&path));
        let (mut of_chain, mut of_rest) = (Duration::ZERO, Duration::ZERO);
        let mut so_far = Verifying::default();
        loop {
            let (before, began) = (so_far.part(), Instant::now());
            let found = store
                .verify_on(&trail, &seal, &mut so_far, i64::MAX.unsigned_abs())
                .unwrap();
            let took = began.elapsed();
            if before == "trail" {
                of_chain += took;
            } else {
                of_rest += took;
            }
            if let Some(verified) = found {
                assert_eq!((verified.flaw, verified.count), (None, entries));
                break;
            }
        }
        chain.push(of_chain);
        rest.push(of_rest);
    }
    let (scanned, chained, rest) = (median(scans), median(chain), median(rest));
    println!(
        "{entries} entries: read plainly {:.0} ms, their chain verified {:.0} ms: {:.2} times",
        millis(scanned),
        millis(chained),
        chained.as_secs_f64() / scanned.as_secs_f64()
    );
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough"
    )]
    let rows = store.read(|tx| tx.count_sealed()).unwrap();
    println!(
        "everything else that a verification looks at (schema, file, references, {rows} sealed rows, seeds): {:.0} ms",
        millis(rest)
    );
}

fn main() {
    let asked = std::env::args().find_map(|arg| arg.parse().ok());
    actions();
    verify(asked.unwrap_or(ENTRIES));
}
