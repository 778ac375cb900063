//! Kinds of edits × places of the trail: what the store alone tells of each, and what stands outside adds (R12.5).

use std::fmt::Write as _;

use super::*;
use crate::store::told::in_documentation;

/// Entries of the trail, and after which of them a checkpoint went outside.
const ENTRIES: u64 = 9;
const OUTSIDE: [u64; 3] = [3, 6, 9];
const COLUMNS: &str =
    "at, actor, terminal, action, contract, subject, result, code, check_id, request, receipt, detail, mac, bound";

/// A trail with the checkpoints of it, and what the file was after each entry.
struct Grown {
    key: TrailKey,
    store: Store,
    points: Vec<Checkpoint>,
    /// From after none on.
    once: Vec<Store>,
}

impl Grown {
    fn new() -> Self {
        let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(6)).unwrap();
        let key = key.trail_key(store.id());
        let (mut points, mut once) = (Vec::new(), vec![store.copy_in_memory().unwrap()]);
        for n in 1..=ENTRIES {
            let subject = format!("DEN{n}");
            let draft = Draft::new(minute(n), "T001", "test", "unlock");
            store.write(|tx| tx.append(&key, Draft { subject, ..draft })).unwrap();
            if OUTSIDE.contains(&n) {
                points.push(store.read(|tx| tx.checkpoint(&key, minute(n))).unwrap());
            }
            once.push(store.copy_in_memory().unwrap());
        }
        Self {
            key,
            store,
            points,
            once,
        }
    }

    /// What the store alone tells of itself, and what is told against the outside.
    fn told(&self, store: &Store) -> (String, String) {
        let alone = store.verify_unopened(&self.key).unwrap().flaw;
        let anchored = store.compare(&self.key, &self.points).unwrap();
        let changed = anchored.changed.map(|changed| format!("E2048 after {}", changed.after));
        let gone = anchored.gone.map(|gone| format!("E2047 after {}", gone.count));
        let outside: Vec<_> = changed.into_iter().chain(gone).collect();
        (
            alone.map_or_else(|| "–".to_owned(), |flaw| flaw.code().to_owned()),
            if outside.is_empty() {
                "–".to_owned()
            } else {
                outside.join(", ")
            },
        )
    }

    /// Does something to a copy as somebody does who has the file and no key, and leaves no trace of how.
    fn past(&self, sql: &str) -> Store {
        let copy = self.store.copy_in_memory().unwrap();
        let triggers =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('trail', 'trail_head')";
        let mut found = copy.connection.prepare(triggers).unwrap();
        let rows = found.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let triggers: Vec<_> = rows.unwrap().map(rusqlite::Result::unwrap).collect();
        drop(found);
        let all = |text: &dyn Fn(&(String, String)) -> String| triggers.iter().map(text).collect::<String>();
        let away = all(&|(name, _)| format!("DROP TRIGGER \"{name}\";"));
        let back = all(&|(_, sql)| format!("{sql};"));
        copy.connection.execute_batch(&format!("{away} {sql}; {back}")).unwrap();
        copy
    }

    /// The head as it stood after so many entries, in SQL.
    fn head(&self, after: u64) -> String {
        let once = &self.once[usize::try_from(after).unwrap()];
        let sql = "SELECT 'UPDATE trail_head SET count = ' || count || ', mac = x''' || hex(mac) || ''', seal = x''' || hex(seal)
                     || ''', mark = ' || coalesce(mark, 'NULL') FROM trail_head";
        once.connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }
}

/// What is done at the entry of a number, or after it: nothing where that is no edit.
type Done = fn(&Grown, u64) -> Option<Store>;

const KINDS: [(&str, Done); 9] = [
    ("the entry is changed", |grown, n| {
        Some(grown.past(&format!("UPDATE trail SET subject = 'X' WHERE seq = {n}")))
    }),
    ("its MAC is changed", |grown, n| {
        Some(grown.past(&format!("UPDATE trail SET mac = zeroblob(32) WHERE seq = {n}")))
    }),
    ("it is taken out", |grown, n| {
        Some(grown.past(&format!("DELETE FROM trail WHERE seq = {n}")))
    }),
    ("it is put in again behind itself", |grown, n| {
        Some(grown.past(&format!(
            "UPDATE trail SET seq = -seq WHERE seq > {n}; UPDATE trail SET seq = 1 - seq WHERE seq < 0;
             INSERT INTO trail SELECT seq + 1, {COLUMNS} FROM trail WHERE seq = {n}"
        )))
    }),
    ("it changes places with the next", |grown, n| {
        (n < ENTRIES).then(|| {
            grown.past(&format!(
                "UPDATE trail SET seq = -1 WHERE seq = {n}; UPDATE trail SET seq = {n} WHERE seq = {n} + 1;
                 UPDATE trail SET seq = {n} + 1 WHERE seq = -1"
            ))
        })
    }),
    ("what comes after it is cut off", |grown, n| {
        (n < ENTRIES).then(|| grown.past(&format!("DELETE FROM trail WHERE seq > {n}")))
    }),
    ("the same, and the head is set back to its MAC", |grown, n| {
        (n < ENTRIES).then(|| {
            grown.past(&format!(
                "DELETE FROM trail WHERE seq > {n};
                 UPDATE trail_head SET count = {n}, mac = (SELECT mac FROM trail WHERE seq = {n})"
            ))
        })
    }),
    ("the same, and the head is as it stood then", |grown, n| {
        (n < ENTRIES).then(|| grown.past(&format!("DELETE FROM trail WHERE seq > {n}; {}", grown.head(n))))
    }),
    ("the whole file is as it stood then", |grown, n| {
        (n < ENTRIES).then(|| grown.once[usize::try_from(n).unwrap()].copy_in_memory().unwrap())
    }),
];

#[test]
fn kinds_of_edits_times_places_of_the_trail_are_told_and_listed_r12_2_r12_5() {
    let grown = Grown::new();
    assert_eq!(grown.told(&grown.store), ("–".to_owned(), "–".to_owned()), "untouched");
    let numbers: Vec<_> = (1..=ENTRIES).map(|n| n.to_string()).collect();
    let mut table = format!(
        "| what is done | {} |\n|---|{}\n",
        numbers.join(" | "),
        "---|".repeat(numbers.len())
    );
    for (nth, (kind, done)) in KINDS.iter().enumerate() {
        let (mut alone, mut outside) = (Vec::new(), Vec::new());
        for n in 1..=ENTRIES {
            let Some(store) = done(&grown, n) else {
                alone.push(String::new());
                outside.push(String::new());
                continue;
            };
            let (inside, beside) = grown.told(&store);
            let is_whole_file = nth == KINDS.len() - 1;
            assert_eq!(
                inside == "–",
                is_whole_file,
                "{kind} {n}: only an older file fits itself"
            );
            assert!(
                !is_whole_file || beside == format!("E2047 after {n}"),
                "{kind} {n}: {beside}"
            );
            alone.push(inside);
            outside.push(beside);
        }
        writeln!(table, "| {kind} | {} |", alone.join(" | ")).unwrap();
        writeln!(table, "| … outside | {} |", outside.join(" | ")).unwrap();
    }
    in_documentation("trail", &table);
}
