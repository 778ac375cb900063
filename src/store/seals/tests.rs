//! Edits past the program, made from the schema: a new table is in them by itself, or fails here until it is sealed or listed.

mod listed;
mod met;

use std::collections::BTreeSet;

use super::*;
use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::store::trail::Chain;
use crate::store::{Draft, Error, Kind, Result, Store, TrailKey, Tx};

/// A store in which every sealed table has three rows, written by the program's own way. What the schema asks of rows is set
/// aside: here only their seals count.
fn full() -> (Store, TrailKey) {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(5)).unwrap();
    let key = key.trail_key(store.id());
    let names = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
    for trigger in texts(&store, names) {
        store
            .connection
            .execute_batch(&format!("DROP TRIGGER \"{trigger}\""))
            .unwrap();
    }
    let free = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON";
    store.connection.execute_batch(free).unwrap();
    let tables: Vec<_> = SEALED
        .iter()
        .map(|(table, _)| (*table, columns_of(&store, table)))
        .collect();
    for n in 2..5 {
        store
            .write(|tx| -> Result<()> {
                for (table, columns) in &tables {
                    tx.db.batch(&insert(table, columns, n))?;
                }
                append(tx, &key)
            })
            .unwrap();
    }
    (store, key)
}

fn append(tx: &Tx<'_>, key: &TrailKey) -> Result<()> {
    let draft = Draft::new(chrono::DateTime::UNIX_EPOCH, "T001", "tests", "test");
    tx.append(key, draft).map(drop)
}

fn texts(store: &Store, sql: &str) -> Vec<String> {
    let mut statement = store.connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(rusqlite::Result::unwrap).collect()
}

/// The columns of a table with their kinds, and those of its primary key.
struct Of {
    columns: Vec<(String, String)>,
    key: Vec<String>,
}

fn columns_of(store: &Store, table: &str) -> Of {
    let of = |what: &str| {
        texts(
            store,
            &format!("SELECT {what} FROM pragma_table_info('{table}') ORDER BY cid"),
        )
    };
    let pairs = of("name").into_iter().zip(of("type"));
    let key = format!("SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk");
    Of {
        columns: pairs.collect(),
        key: texts(store, &key),
    }
}

/// The value of a column in the row of that number: what refers to others does.
fn value(table: &str, column: &str, kind: &str, n: i64) -> String {
    match (table, column, kind) {
        ("contract", "number", _) | (_, "contract", _) => format!("'c{n}'"),
        (_, "login_id", _) => format!("'u{n}'"),
        (_, _, "INTEGER") => n.to_string(),
        (_, _, "BLOB") => format!("x'{n:064x}'"),
        _ => format!("'{column}{n}'"),
    }
}

fn insert(table: &str, of: &Of, n: i64) -> String {
    let names: Vec<_> = of.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let values: Vec<_> = of
        .columns
        .iter()
        .map(|(name, kind)| value(table, name, kind, n))
        .collect();
    format!(
        "INSERT INTO \"{table}\" ({}) VALUES ({})",
        names.join(", "),
        values.join(", ")
    )
}

fn the_row(table: &str, of: &Of, n: i64) -> String {
    let kind = |name: &str| {
        of.columns
            .iter()
            .find(|(column, _)| column == name)
            .map_or("", |(_, kind)| kind)
    };
    let is = |name: &String| format!("\"{name}\" = {}", value(table, name, kind(name), n));
    of.key.iter().map(is).collect::<Vec<_>>().join(" AND ")
}

/// The first thing that is wrong with the state.
fn proved(store: &Store) -> Option<Foreign> {
    store
        .read(|tx| -> Result<_> {
            for place in 0..SEALED.len() {
                if let (_, Some(foreign)) = tx.prove_table(place)? {
                    return Ok(Some(foreign));
                }
            }
            Ok(tx.prove_groups()?.or(tx.prove_whole()?))
        })
        .unwrap()
}

/// Does something to a copy of a store, past the program.
fn past(store: &Store, sql: &str) -> Store {
    let copy = store.copy_in_memory().unwrap();
    let free = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
    copy.connection.execute_batch(&format!("{free} {sql}")).unwrap();
    copy
}

#[test]
fn every_table_is_sealed_or_stands_on_the_list_with_its_reason_r12_6() {
    let (store, _) = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Repeatable(5)).unwrap();
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'";
    let tables = BTreeSet::from_iter(texts(&store, sql));
    let known = SEALED
        .iter()
        .map(|(name, _)| *name)
        .chain(UNSEALED.iter().map(|(name, _)| *name));
    assert_eq!(tables, known.map(str::to_owned).collect());
    assert!(UNSEALED.iter().all(|(_, reason)| reason.len() > 20));
    assert!(SEALED.is_sorted_by_key(|(table, _)| *table), "found by halves");
    store
        .read(|tx| -> Result<()> {
            assert_eq!(
                tx.sealed_rows()?.1,
                SEALED.len(),
                "each has the column that says what its rows belong to"
            );
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_the_program_writes_is_whole() {
    let (store, key) = full();
    assert_eq!(proved(&store), None);
    let chain = |tx: &Tx<'_>| tx.verify_chain(&key, &mut Chain::default(), 100);
    assert_eq!(store.read(chain).unwrap(), std::ops::ControlFlow::Break(None));
    assert_eq!(proved(&store.copy_in_memory().unwrap()), None);
}

#[test]
fn what_was_set_back_whole_is_never_sealed_anew_r12_5() {
    let (mut store, key) = full();
    let keep = "CREATE TEMP TABLE was AS SELECT * FROM state";
    store.connection.execute_batch(keep).unwrap();
    store.write(|tx| append(tx, &key)).unwrap();
    store
        .connection
        .execute_batch("DELETE FROM state; INSERT INTO state SELECT * FROM temp.was")
        .unwrap();
    assert!(matches!(store.write(|tx| append(tx, &key)), Err(Error::Damaged(_))));
    assert_eq!(proved(&store), Some(Foreign::Whole));
}

#[test]
fn what_was_changed_past_the_program_stays_wrong_whatever_the_program_does_r12_6() {
    let (store, key) = full();
    for (table, belongs) in SEALED.iter().filter(|(_, belongs)| *belongs != Belongs::Table) {
        let of = columns_of(&store, table);
        let row = the_row(table, &of, 3);
        let Some((column, kind)) = of
            .columns
            .iter()
            .find(|(name, _)| !of.key.contains(name) && !["contract", "login_id", "number"].contains(&name.as_str()))
        else {
            continue;
        };
        let set = |n: i64| {
            format!(
                "UPDATE \"{table}\" SET \"{column}\" = {} WHERE {row}",
                value(table, column, kind, n)
            )
        };
        let mut copy = past(&store, &set(8));
        for work in [set(9), set(3), format!("DELETE FROM \"{table}\" WHERE {row}")] {
            // The last one may be more than a group holds; then it is refused.
            let _ = copy.write(|tx| -> Result<()> {
                tx.db.batch(&work)?;
                append(tx, &key)
            });
            assert_ne!(proved(&copy), None, "{table} {belongs:?} {work}");
        }
    }
}

#[test]
fn what_was_undone_counts_for_nothing_and_what_a_statement_changes_on_the_way_counts() {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(5)).unwrap();
    let key = key.trail_key(store.id());
    let fill = r#"INSERT INTO contract VALUES (1, '1000001', 'x', 'x', 'x', '011', 'x', 'x', '03-0000-0000', '2026-05-01', 1, NULL, NULL, NULL, NULL, NULL, 0);
                  INSERT INTO "user" (login_id, contract, name, kana, kind, operations) VALUES
                    ('M', '1000001', 'x', 'x', 'master', 15), ('G', '1000001', 'x', 'x', 'general', 1);
                  INSERT INTO access (login_id, rights, limits, accounts) VALUES ('M', '[]', '{}', '[]'), ('G', '[]', '{}', '[]');
                  INSERT INTO session (key_hash, login_id, since, used_at) VALUES (zeroblob(32), 'G', 1, 1)"#;
    store.write(|tx| tx.db.batch(fill)).unwrap();
    assert_eq!(proved(&store), None);
    store
        .write(|tx| -> Result<()> {
            // A trigger of the schema logs out who is revoked.
            tx.db
                .run(r#"UPDATE "user" SET reopens_at = 5 WHERE login_id = 'G'"#, &[])?;
            let undone: Result<()> = tx.undoable(|| {
                tx.db.run(r#"UPDATE "user" SET name = 'y' WHERE login_id = 'M'"#, &[])?;
                tx.met_case("1000001")?;
                tx.db.run(r#"UPDATE "user" SET name = 'z' WHERE login_id = 'M'"#, &[])?;
                Err(Error::Busy)
            });
            assert!(undone.is_err());
            // Undone by the engine after its first row.
            assert!(tx.db.run(r#"UPDATE "user" SET kind = 'master'"#, &[]).is_err());
            append(tx, &key)
        })
        .unwrap();
    assert_eq!(proved(&store), None);
    let failed: Result<()> = store.write(|tx| {
        tx.db.run(r#"UPDATE "user" SET name = 'y'"#, &[])?;
        Err(Error::Busy)
    });
    assert!(failed.is_err());
    store
        .write(|tx| -> Result<()> {
            // A foreign key takes the rights along.
            tx.db.batch(
                r#"INSERT INTO removed_user VALUES ('G', '1000001', 1); DELETE FROM "user" WHERE login_id = 'G'"#,
            )?;
            append(tx, &key)
        })
        .unwrap();
    assert_eq!(proved(&store), None);
    assert_eq!(texts(&store, "SELECT login_id FROM access"), ["M"]);
}
