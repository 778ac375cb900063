//! The narrow way to the engine: every statement of the table groups goes through here, with values and rows of our own.
//! What is said is said as `SQLite` and `PostgreSQL` both understand it wherever one form serves both; a test holds the
//! table groups to it. Statements are prepared once and kept by the connection.

mod many;
#[cfg(test)]
pub(super) mod seen;
mod value;

use std::ops::ControlFlow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql, Transaction, TransactionBehavior, params_from_iter};

use super::changes::Watch;
use super::error::{Error, Result};

pub(super) use value::{FromValue, ToValue, Value};

/// The engine, in a transaction of its own.
#[derive(Debug)]
pub(super) struct Db<'a> {
    transaction: Transaction<'a>,
    /// What its statements change (R12.6).
    watch: Watch,
}

/// A row that a statement gives. Columns are counted from 0.
pub(super) struct Row<'a>(&'a rusqlite::Row<'a>);

impl<'a> Db<'a> {
    /// Begins to read: everything is of one moment.
    pub(super) fn reading(connection: &'a Connection) -> Result<Self> {
        Ok(Self {
            transaction: connection.unchecked_transaction()?,
            watch: Watch::default(),
        })
    }

    /// Begins to write, as the only one who does.
    pub(super) fn writing(connection: &'a mut Connection, watch: &Watch) -> Result<Self> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        watch.forget(0);
        Ok(Self {
            transaction,
            watch: watch.clone(),
        })
    }

    /// The connection itself, for what is `SQLite`'s alone.
    pub(super) fn connection(&self) -> &Connection {
        &self.transaction
    }

    /// What its statements changed.
    pub(super) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// Ends what was begun. Dropped without it, nothing of it stays.
    ///
    /// # Errors
    /// [`Error::OutcomeUnknown`] when the machine failed meanwhile.
    pub(super) fn commit(self) -> Result<()> {
        #[cfg(test)]
        return super::doubt::fault::commit(self.transaction);
        #[cfg(not(test))]
        self.transaction.commit().map_err(Error::at_commit)
    }

    /// Runs a statement that gives no rows, and says how many it changed.
    pub(super) fn run(&self, sql: &str, values: &[&dyn ToValue]) -> Result<usize> {
        self.execute(sql, &bound(values)?)
    }

    fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<usize> {
        let mut statement = self.prepared(sql)?;
        let seen = self.watch.len();
        let changed = statement.execute(params_from_iter(values));
        Ok(self.unless_undone(seen, changed)?)
    }

    /// What a statement that failed had changed is undone, and counts as never seen.
    fn unless_undone<T, E>(&self, seen: usize, given: std::result::Result<T, E>) -> std::result::Result<T, E> {
        if given.is_err() {
            self.watch.forget(seen);
        }
        given
    }

    fn prepared(&self, sql: &str) -> Result<CachedStatement<'_>> {
        #[cfg(test)]
        {
            seen::note(sql);
            tests::counted();
        }
        Ok(self.transaction.prepare_cached(sql)?)
    }

    /// Runs several statements without values, one after another. They are not kept.
    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        let seen = self.watch.len();
        Ok(self.unless_undone(seen, self.transaction.execute_batch(sql))?)
    }

    /// The row that there must be: the first one.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        let found = self.optional(sql, values, read)?;
        found.ok_or_else(|| Error::Damaged("a row is missing".into()))
    }

    /// The first row, if there is one.
    pub(super) fn optional<T>(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.walk(sql, values, &mut |row| {
            found = Some(read(row)?);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// All rows, in their order.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
        mut read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.walk(sql, values, &mut |row| {
            found.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Whether there is any row.
    pub(super) fn any(&self, sql: &str, values: &[&dyn ToValue]) -> Result<bool> {
        Ok(self.optional(sql, values, |_| Ok(()))?.is_some())
    }

    /// Looks at one row after another, until there is none or `step` breaks off.
    pub(super) fn walk(
        &self,
        sql: &str,
        values: &[&dyn ToValue],
        step: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        self.each(sql, &bound(values)?, step)
    }

    fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        step: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut statement = self.prepared(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let seen = self.watch.len();
        while let Some(row) = self.unless_undone(seen, rows.next())? {
            if step(&Row(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

impl Row<'_> {
    /// A column as what it must be; another value is a damaged store.
    pub(super) fn get<T: FromValue>(&self, column: usize) -> Result<T> {
        T::from_value(self.value(column)?).ok_or_else(|| of_another_kind(column))
    }

    /// A column as it is.
    pub(super) fn value(&self, column: usize) -> Result<Value<'_>> {
        Ok(match self.0.get_ref(column)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Text(text) => Value::Text(str::from_utf8(text).map_err(|_| of_another_kind(column))?),
            ValueRef::Blob(bytes) => Value::Blob(bytes),
            ValueRef::Real(_) => return Err(of_another_kind(column)),
        })
    }

    /// The bytes of a text as they stand, for who asks their MAC whether they are as they were written; nothing of an empty column.
    pub(super) fn text(&self, column: usize) -> Result<Option<&[u8]>> {
        match self.0.get_ref(column)? {
            ValueRef::Null => Ok(None),
            ValueRef::Text(text) => Ok(Some(text)),
            _ => Err(of_another_kind(column)),
        }
    }
}

fn of_another_kind(column: usize) -> Error {
    Error::Damaged(format!("#{column}: a value of another kind"))
}

fn bound<'v>(values: &[&'v dyn ToValue]) -> Result<Vec<Value<'v>>> {
    values.iter().map(|&value| value.value()).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

#[cfg(test)]
pub(super) mod tests;
