//! `SQLite`'s alone: no statement reads a table that grows from end to end unseen. Every statement that stands in the sources of
//! the store is planned, with the triggers that it fires; of one that is put together when it is run, every form that is run here.
//! What is read from end to end stands on a list with the reason, and nothing stands there that is not read so any more.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::said::{Said, statements};
use crate::domain::case::samples;
use crate::domain::policy;
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, ContractNumber, LoginId, ProofId, Serial, StaffId, TokenId};
use crate::entropy::Repeatable;
use crate::store::db::seen;
use crate::store::pouring;
use crate::store::{
    Asker, Customer, Filter, Kind, Place, RecallFrom, Result, SearchQuery, Sought, Store, Waits, Wanted, Within,
    Written,
};

/// What does not grow with customers, tokens or time, and what a statement makes for itself.
const SMALL: &[(&str, &str)] = &[
    ("made", "the tables that there are"),
    ("c", "the columns that there are"),
    ("sqlite_schema", "the tables that there are"),
    ("batch", "one row a delivery"),
    ("load", "an index of those that nobody sees: one at most"),
    ("state", "one row"),
    ("state_table", "one row for each table"),
    ("key_ring", "one row"),
    ("meta", "one row"),
    ("two_administrators", "one row"),
    ("trail_head", "one row"),
    (
        "clock_confirmed",
        "one row for each time that the clock was found doubtful",
    ),
    ("staff", "the branch's staff, read whole for a list"),
    ("other", "the branch's staff, by another name"),
    ("sitting", "one row for each console that is open"),
    ("shown_token", "the tokens that one request shows"),
    (
        "json_each",
        "the addresses that a user's logins came from: 200 at most (R17.2)",
    ),
    ("CONSTANT", "a row without a table"),
    ("8-ROW", "the rows that a statement itself says"),
    ("known", "of a WITH: the actions that there are"),
    ("day", "of a WITH: the days between two"),
    ("(subquery-1)", "at most 2,000 entries of an index of the trail"),
    ("waiting", "a part of a UNION, with its own LIMIT"),
    ("to_look_over", "a part of a UNION, with its own LIMIT"),
];

/// Why a new row that others may refer to is no matter.
const NEVER_VIOLATED: &str =
    "a foreign key that a new row can't violate: it is passed by (FkIfZero) unless one is violated already";

/// What is read from end to end all the same: how the statement begins, what is read, and why it may be.
const LISTED: &[(&str, &str, &str)] = &[
    (
        "SELECT number, places FROM access",
        "user USING COVERING INDEX user_by_contract",
        "doctor looks whether all logins come from one address (R17.2)",
    ),
    (
        "SELECT login_id, rights, limits, accounts, wrong_logins",
        "access",
        "once, where two people confirm the time (R2.5)",
    ),
    (
        "DELETE FROM login_wait WHERE wait_until >",
        "login_wait",
        "once, where two people confirm the time (R2.5)",
    ),
    (
        "UPDATE identity_check SET at = ?1 WHERE",
        "identity_check",
        "once, where two people confirm the time (R2.5)",
    ),
    (
        "UPDATE proof SET at = ?1 WHERE",
        "proof",
        "once, where two people confirm the time (R2.5)",
    ),
    (
        "DELETE FROM session WHERE used_at >",
        "session",
        "once, where two people confirm the time (R2.5)",
    ),
    (
        "SELECT slot FROM contract WHERE load NOT IN",
        "contract USING COVERING INDEX contract_in_order",
        "a page of all contracts, which ends where the page does",
    ),
    (
        "SELECT branch_code, max(branch_name)",
        "contract",
        "the branches to choose from, once when somebody asks for the list by branch",
    ),
    (
        "SELECT c.slot, c.number",
        "c USING INDEX contract_in_order",
        "the names that a search keeps in memory, read once and not while anybody waits",
    ),
    (
        "SELECT c.slot, c.number",
        "caution USING INDEX caution_standing",
        "an index of those that stand, and of no others",
    ),
    (
        "SELECT count(*) FROM contract",
        "contract USING COVERING INDEX sqlite_autoindex_contract_1",
        "an exact number without a question; the narrowest index there is",
    ),
    (
        "SELECT contract FROM caution WHERE lifted_at IS NULL",
        "caution USING INDEX caution_standing",
        "an index of those that stand, and of no others",
    ),
    (
        "SELECT count(*) FROM notice WHERE sent_at IS NULL",
        "notice USING INDEX notice_waiting",
        "an index of those that wait, and of no others",
    ),
    (
        "SELECT notice.id, notice.contract",
        "notice USING INDEX notice_waiting",
        "an index of those that wait, and of no others, up to a LIMIT",
    ),
    (
        "SELECT notice.id, notice.contract",
        "notice USING INDEX notice_left",
        "an index of those that left, from its end, up to a LIMIT",
    ),
    (
        "SELECT stock, branch, count(*) FROM token",
        "token USING COVERING INDEX token_in_stock",
        "exact figures of all of the stock, from the index alone",
    ),
    (
        "SELECT rows, made, sum, part, key FROM state_group",
        "state_group",
        "a verification, which looks at every sum",
    ),
    (
        "SELECT id, maker, serial, algorithm",
        "seed",
        "a verification, which opens every seed",
    ),
    (
        "SELECT count(*) FROM countersign WHERE status = 'alone'",
        "countersign USING COVERING INDEX countersign_alone",
        "an index of what was done alone, which ends with the second administrator",
    ),
    ("INSERT INTO request ", "notice", NEVER_VIOLATED),
    ("INSERT INTO staff ", "charge", NEVER_VIOLATED),
    ("INSERT INTO staff ", "notice", NEVER_VIOLATED),
    ("INSERT INTO staff ", "request", NEVER_VIOLATED),
    ("INSERT INTO staff ", "proof", NEVER_VIOLATED),
    ("INSERT INTO staff ", "caution", NEVER_VIOLATED),
    ("INSERT INTO staff ", "note", NEVER_VIOLATED),
    ("INSERT INTO staff ", "stock_move", NEVER_VIOLATED),
    ("INSERT INTO staff ", "stock_count", NEVER_VIOLATED),
    ("INSERT INTO staff ", "count_difference", NEVER_VIOLATED),
    ("INSERT INTO staff ", "identity_check", NEVER_VIOLATED),
];

/// What looks at every row of a sealed table is to do so: a verification, and the first sealing (R12.6).
fn is_of_every_row(file: &str, statement: &str) -> bool {
    file == "seals/table.rs" && !statement.contains(" WHERE ")
}

/// What the plan of a statement, and of the triggers that it fires, reads from end to end.
fn scans(connection: &Connection, statement: &str) -> rusqlite::Result<Vec<String>> {
    let mut planned = connection.prepare(&format!("EXPLAIN QUERY PLAN {statement}"))?;
    let mut rows = planned.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        // What a foreign key does by itself has no name.
        let detail: Option<String> = row.get(3)?;
        let read = detail.as_deref().and_then(|detail| detail.strip_prefix("SCAN "));
        // FTS5 says by what it is asked, a number or words, behind a colon; nothing there is all of it.
        let by_index = |read: &&str| {
            read.rsplit_once("VIRTUAL TABLE INDEX 0:")
                .is_some_and(|(_, by)| !by.is_empty())
        };
        found.extend(read.filter(|read| !by_index(read)).map(ToOwned::to_owned));
    }
    Ok(found)
}

/// Runs what is put together when it is run, in each of its forms.
fn run_what_is_made(store: &Store) -> Result<()> {
    let now = samples::at("2026-06-01T12:00:00");
    for text in ["", "見本", "1000001", "DEN501"] {
        let branch = BranchCode::parse("011").unwrap();
        let lists = [
            Within::All,
            Within::Suspended,
            Within::Closed,
            Within::Expiring,
            Within::Cautioned,
            Within::Branch(branch),
        ];
        for within in &lists {
            let (offset, limit) = (0, 20);
            let asked = SearchQuery {
                text,
                within,
                offset,
                limit,
                now,
                soon: now,
            };
            store.find(&asked, &Asker::new())?;
        }
    }
    store.read(|tx| {
        let number = ContractNumber::parse("1000001").unwrap();
        let login_id = LoginId::parse("DEN501").unwrap();
        tx.login_id_taken(&login_id)?;
        tx.fobs(&Serial::parse("10000018").unwrap())?;
        tx.next_fob(&BranchCode::parse("011").unwrap(), now)?;
        tx.pending_fobs(&BranchCode::parse("011").unwrap(), 20)?;
        tx.open_differences(&BranchCode::parse("011").unwrap(), 20)?;
        tx.counts_of(&BranchCode::parse("011").unwrap(), 20)?;
        let wanted = |stock, branch: Option<&str>, batch, expires_by, serial: Option<&str>| Wanted {
            stock,
            branch: branch.map(|branch| BranchCode::parse(branch).unwrap()),
            batch,
            expires_by,
            serial: serial.map(|serial| Serial::parse(serial).unwrap()),
        };
        let in_stock = Some(Stock::InStock);
        for wanted in [
            wanted(None, None, None, None, None),
            wanted(in_stock, None, None, None, None),
            wanted(in_stock, Some("011"), None, Some(now), None),
            wanted(None, Some("011"), None, None, None),
            wanted(in_stock, Some("011"), Some(1), None, None),
            wanted(None, None, Some(1), None, None),
            wanted(None, None, None, None, Some("10000018")),
        ] {
            tx.stock_page(&wanted, 0, 20)?;
        }
        tx.stock_counts()?;
        let branch = BranchCode::parse("011").unwrap();
        tx.fewer_in_stock(&branch, 5)?;
        tx.each_sealed(&branch, &mut |_, _| Ok(()))?;
        let from = RecallFrom {
            expires_by: now,
            drift: 10,
            failed: 5,
            failed_since: now,
        };
        tx.to_recall(Some(&branch), from, 20)?;
        tx.batches(20)?;
        tx.arrived_in(1)?;
        tx.issues_of(&number)?;
        tx.replacement_of(TokenId([1; 16]))?;
        tx.proof(ProofId([1; 16]), &number, None, None)?;
        let whose = StaffId::parse("T001").unwrap();
        let waits = Waits::at(now, &policy::Policy::default());
        tx.own_requests(&whose, waits, now, 20)?;
        tx.news(&whose, waits, 20)?;
        tx.count_news(&whose, waits)?;
        tx.count_of_list(&whose, waits)?;
        tx.open_requests(waits, 20)?;
        tx.open_requests_of(&number, waits)?;
        tx.count_open_requests(waits)?;
        let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 1);
        let anything = Sought::default();
        let forms = [
            anything.clone(),
            Sought {
                customer: Some(Customer::Contract(number.clone())),
                ..anything.clone()
            },
            Sought {
                customer: Some(Customer::User(number, login_id)),
                ..anything.clone()
            },
            Sought {
                customer: Some(Customer::Named("DEN501".into())),
                ..anything.clone()
            },
            Sought {
                serial: Some(Serial::parse("10000018").unwrap()),
                ..anything.clone()
            },
            Sought {
                staff: Some(StaffId::parse("T001").unwrap()),
                ..anything.clone()
            },
            Sought {
                actions: vec!["unlock".into(), "revoke".into()],
                ..anything.clone()
            },
            Sought {
                from: day,
                to: day,
                ..anything.clone()
            },
        ];
        let results = Written::ALL.into_iter().map(Some).chain([None]);
        for (form, result) in forms
            .iter()
            .flat_map(|form| results.clone().map(move |result| (form, result)))
        {
            let sought = Sought { result, ..form.clone() };
            for place in [Place::Newest, Place::Before(9), Place::After(0)] {
                tx.trail_page(&sought, place, 20)?;
            }
        }
        tx.entries(&Filter::default()).map(drop)
    })
}

/// Runs how rows of every sealed table are asked for: all of them, by the primary key, and by what they are sealed with.
fn run_what_seals(store: &Store) {
    let run = |tx: &crate::store::Tx<'_>| -> Result<()> {
        let sealer = tx.sealer().unwrap();
        for table in sealer.tables() {
            let by_key = table.by_key.matches('?').count();
            let number = 1_i64;
            let values = vec![&number as &dyn crate::store::db::ToValue; by_key];
            tx.db.any(&table.by_key, &values)?;
            tx.db.any(&table.all, &[])?;
        }
        tx.is_whole(sealer, "1000001").map(drop)
    };
    store.read(run).unwrap();
}

/// A store with some entries, and every statement that was run on it.
fn ran() -> (Store, BTreeSet<String>) {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let key = key.trail_key(store.id());
    for n in 0..20 {
        let at = chrono::DateTime::from_timestamp(1_780_300_000 + n, 0).unwrap();
        let draft = crate::store::Draft::new(at, "T001", "t1", "unlock");
        store.write(|tx| tx.append(&key, draft)).unwrap();
    }
    run_what_is_made(&store).unwrap();
    pouring::tests::run(&mut store);
    run_what_seals(&store);
    (store, seen::take())
}

/// Every statement that is put together when it is run, as it is run here.
pub(super) fn run() -> BTreeSet<String> {
    ran().1
}

/// The forms that a statement takes.
pub(super) fn forms<'f>(said: &'f Said, run: &'f BTreeSet<String>) -> Vec<&'f str> {
    if said.is_made() {
        run.iter().map(String::as_str).filter(|run| said.became(run)).collect()
    } else {
        vec![&said.text]
    }
}

#[test]
fn no_statement_reads_what_grows_from_end_to_end_but_those_that_are_listed() {
    let (store, run) = ran();
    let connection = &store.connection;
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_TRIGGER_EQP, true)
        .unwrap();
    let (mut used, mut unseen) = (BTreeSet::new(), Vec::new());
    for said in statements() {
        let forms = forms(&said, &run);
        assert!(
            !forms.is_empty(),
            "run it in run_what_is_made: {}: {}",
            said.file,
            said.text
        );
        for statement in forms {
            if is_of_every_row(&said.file, statement) {
                continue;
            }
            let found = scans(connection, statement).unwrap_or_else(|error| panic!("{}: {error}", said.file));
            for read in found {
                let small = SMALL.iter().position(|(name, _)| read.split(' ').next() == Some(*name));
                let listed = LISTED
                    .iter()
                    .position(|(begins, what, _)| statement.starts_with(begins) && read == *what);
                if small.or(listed).is_none() {
                    unseen.push(format!("{}: {read} is read from end to end: {statement}", said.file));
                }
                used.extend(small.map(|place| SMALL[place].0));
                used.extend(listed.map(|place| LISTED[place].0));
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
    let all = SMALL
        .iter()
        .map(|(name, _)| *name)
        .chain(LISTED.iter().map(|(begins, ..)| *begins));
    let left: Vec<_> = all.filter(|name| !used.contains(name)).collect();
    assert!(left.is_empty(), "listed, but not read so any more: {left:?}");
}

/// The test itself sees: a statement that reads from end to end, and a trigger that does.
#[test]
fn a_reading_from_end_to_end_is_seen_in_a_statement_and_in_a_trigger() {
    let (store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let connection = &store.connection;
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_TRIGGER_EQP, true)
        .unwrap();
    let seen = |statement| scans(connection, statement).unwrap();
    assert_eq!(seen("SELECT 1 FROM token WHERE serial = 'x'"), Vec::<String>::new());
    assert_eq!(seen("SELECT 1 FROM token t WHERE drift = 7"), ["t"]);
    assert_eq!(seen("SELECT count(*) FROM search"), ["search VIRTUAL TABLE INDEX 0:"]);
    assert_eq!(seen("UPDATE draft SET at = 7 WHERE staff = 'x'"), Vec::<String>::new());
    let trigger =
        "CREATE TRIGGER slow AFTER UPDATE ON draft BEGIN UPDATE contract SET version = 7 WHERE company = 'x'; END";
    connection.execute_batch(trigger).unwrap();
    assert_eq!(seen("UPDATE draft SET at = 7 WHERE staff = 'x'"), ["contract"]);
}
