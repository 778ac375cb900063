//! Values go in and come out as they are, and a database of another kind is a damaged store.

pub(in crate::store) mod spelling;

use std::cell::Cell;

use super::*;

thread_local! {
    /// Statements that this thread has run.
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

/// One more statement.
pub(super) fn counted() {
    STATEMENTS.set(STATEMENTS.get() + 1);
}

/// How many statements `work` runs.
pub(crate) fn statements<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let before = STATEMENTS.get();
    let given = work();
    (STATEMENTS.get() - before, given)
}

pub(super) fn empty() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    let table = "CREATE TABLE t (n INTEGER, s TEXT, b BLOB, any ANY) STRICT";
    connection.execute_batch(table).unwrap();
    connection
}

const ALL: &str = "SELECT n, s, b FROM t";

#[test]
fn what_is_written_is_read() {
    let connection = empty();
    let db = Db::reading(&connection).unwrap();
    let sql = "INSERT INTO t (n, s, b) VALUES (?1, ?2, ?3)";
    assert_eq!(db.run(sql, &[&7_u32, &"見本", &[1_u8; 16]]).unwrap(), 1);
    let none: Option<&str> = None;
    assert_eq!(db.run(sql, &[&true, &none, &vec![2_u8, 3]]).unwrap(), 1);
    let all = db.all(ALL, &[], |row| {
        Ok((
            row.get::<i64>(0)?,
            row.get::<Option<String>>(1)?,
            row.get::<Vec<u8>>(2)?,
        ))
    });
    let expected = [(7, Some("見本".to_owned()), vec![1; 16]), (1, None, vec![2, 3])];
    assert_eq!(all.unwrap(), expected);
    let one = db.one(ALL, &[], |row| Ok((row.get(0)?, row.get(2)?))).unwrap();
    assert_eq!(one, (7_u64, [1_u8; 16]));
    assert!(db.any(ALL, &[]).unwrap());
    let no = "SELECT n FROM t WHERE s = ?1";
    assert_eq!(db.optional(no, &[&"x"], |row| row.get::<i64>(0)).unwrap(), None);
    let mut seen = 0;
    let step = &mut |row: &Row<'_>| {
        seen += row.get::<i64>(0)?;
        Ok(ControlFlow::Break(()))
    };
    db.walk(ALL, &[], step).unwrap();
    assert_eq!(seen, 7, "broken off after the first row");
}

fn read<T: FromValue>(db: &Db<'_>, column: &str, n: i64) -> Result<T> {
    db.one(&format!("SELECT {column} FROM t WHERE n = ?1"), &[&n], |row| row.get(0))
}

#[test]
fn what_is_of_another_kind_or_too_large_is_damage_and_never_another_value() {
    let connection = empty();
    let db = Db::reading(&connection).unwrap();
    db.batch("INSERT INTO t VALUES (-1, 'x', x'00', 1.5), (300, CAST(x'ff' AS TEXT), x'', 2.0)")
        .unwrap();
    let code = |error: Option<Error>| error.map(|error| error.code());
    for error in [
        read::<u64>(&db, "n", -1).err(),
        read::<u32>(&db, "n", -1).err(),
        read::<u8>(&db, "n", 300).err(),
        read::<String>(&db, "n", 300).err(),
        read::<i64>(&db, "s", -1).err(),
        read::<String>(&db, "b", -1).err(),
        read::<String>(&db, "s", 300).err(),
        read::<[u8; 16]>(&db, "b", -1).err(),
        read::<i64>(&db, "any", -1).err(),
        read::<i64>(&db, "NULL", -1).err(),
        read::<i64>(&db, "n", 0).err(),
        db.run("UPDATE t SET n = ?1", &[&u64::MAX]).err(),
        db.run("UPDATE t SET n = ?1", &[]).err(),
        db.one("SELECT n FROM t", &[], |row| row.get::<i64>(4)).err(),
    ] {
        assert_eq!(code(error), Some("E2011"));
    }
    let refused = db.run("UPDATE t SET n = ?1", &[&"text"]);
    assert_eq!(code(refused.err()), Some("E2013"));
    assert!(!read::<bool>(&db, "n = 0", -1).unwrap());
}
