//! Many rows in few statements: what a statement costs by itself, and the copies of pages by which the engine could undo it, are
//! paid once for all of its rows.

use std::fmt::Write;
use std::ops::ControlFlow;

use super::{Db, Value};
use crate::store::error::Result;

/// How many rows one statement writes, the most first. Few forms, so that each stays prepared.
const SIZES: [usize; 3] = [32, 8, 1];

impl Db<'_> {
    /// Writes rows and says how many were: they come to stand in the statement where it says `{rows}`.
    ///
    /// # Errors
    /// Where a row can't be written none of its statement is; of statements before it all are.
    pub(in crate::store) fn insert<const N: usize>(&self, sql: &str, rows: &[[Value<'_>; N]]) -> Result<usize> {
        let (mut changed, mut left) = (0, rows);
        for size in SIZES {
            let sql = (left.len() >= size).then(|| sql.replace("{rows}", &places(size, N, ("(", ")"))));
            while let (Some(sql), Some((now, later))) = (&sql, left.split_at_checked(size)) {
                changed += self.execute(sql, now.as_flattened())?;
                left = later;
            }
        }
        Ok(changed)
    }

    /// Whether the statement gives any row with these values in the place where it says `{list}`.
    pub(in crate::store) fn any_of(&self, sql: &str, list: &[Value<'_>]) -> Result<bool> {
        let (mut left, mut found) = (list, false);
        for size in SIZES {
            let sql = (left.len() >= size).then(|| sql.replace("{list}", &places(size, 1, ("", ""))));
            while let (Some(sql), Some((now, later)), false) = (&sql, left.split_at_checked(size), found) {
                self.each(sql, now, &mut |_| {
                    found = true;
                    Ok(ControlFlow::Break(()))
                })?;
                left = later;
            }
        }
        Ok(found)
    }
}

/// Places for so many rows of so many values, each row between these two.
fn places(rows: usize, values: usize, (opens, closes): (&str, &str)) -> String {
    let mut text = String::with_capacity(rows * (values * 6 + 2));
    for row in 0..rows {
        text.push_str(if row > 0 { ", " } else { "" });
        text.push_str(opens);
        for value in 0..values {
            let comma = if value > 0 { ", " } else { "" };
            // Writing to a String can't fail.
            let _ = write!(text, "{comma}?{}", row * values + value + 1);
        }
        text.push_str(closes);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::{empty, statements};
    use super::*;

    #[test]
    fn rows_are_written_many_with_each_statement_and_in_their_order() {
        let connection = empty();
        let db = Db::reading(&connection).unwrap();
        let rows: Vec<_> = (0..75).map(|n| [Value::Integer(n), Value::Text("見本")]).collect();
        let write = || db.insert("INSERT INTO t (n, s) VALUES {rows}", &rows).unwrap();
        let (run, changed) = statements(write);
        // Two of thirty-two, one of eight, three of one.
        assert_eq!((run, changed), (6, 75));
        let read = db.all("SELECT n FROM t", &[], |row| row.get::<i64>(0)).unwrap();
        assert_eq!(read, (0..75).collect::<Vec<_>>());
        let found = |of: &[i64]| {
            let list: Vec<_> = of.iter().copied().map(Value::Integer).collect();
            db.any_of("SELECT 1 FROM t WHERE n IN ({list})", &list).unwrap()
        };
        assert!(found(&[-1, 74]) && !found(&[-1, 75]) && !found(&[]));
        let many: Vec<_> = (75..140).collect();
        assert!(!found(&many) && found(&[&many[..], &[3]].concat()));
    }

    #[test]
    fn of_a_statement_with_a_row_that_can_not_be_written_nothing_is() {
        let connection = empty();
        connection.execute_batch("CREATE UNIQUE INDEX once ON t (n)").unwrap();
        let db = Db::reading(&connection).unwrap();
        let mut rows: Vec<_> = (0..40).map(|n| [Value::Integer(n)]).collect();
        rows[39] = [Value::Integer(7)];
        assert!(db.insert("INSERT INTO t (n) VALUES {rows}", &rows).is_err());
        let count = db.one("SELECT count(*) FROM t", &[], |row| row.get::<i64>(0)).unwrap();
        assert_eq!(count, 32, "those of the statement before");
    }
}
