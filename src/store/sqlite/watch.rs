//! `SQLite`'s alone: what statements change is seen by triggers of the connection's own, which stand in no file. They tell a
//! function each row as it was and as it became, also of rows that other triggers change and foreign keys delete.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use super::Connection;
use crate::store::db::Value;
use crate::store::error::Result;
use crate::store::seals::{Change, Columns, Sealer, Seen};

/// What was changed and is not settled yet.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Watch(Arc<Mutex<Vec<Change>>>);

impl Watch {
    fn changes(&self) -> MutexGuard<'_, Vec<Change>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what was changed since it was last taken.
    pub(in crate::store) fn take(&self) -> Vec<Change> {
        std::mem::take(&mut *self.changes())
    }

    /// How much was changed.
    pub(in crate::store) fn len(&self) -> usize {
        self.changes().len()
    }

    /// Forgets what was changed after the first `kept`: it was undone.
    pub(in crate::store) fn forget(&self, kept: usize) {
        self.changes().truncate(kept);
    }
}

/// The columns of every table of the file.
pub(in crate::store) fn columns(connection: &Connection) -> Result<Columns> {
    let sql = "SELECT t.name, c.name, c.pk FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'
               ORDER BY t.name, c.cid";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut columns = Columns::new();
    while let Some(row) = rows.next()? {
        let (table, column): (String, String) = (row.get(0)?, row.get(1)?);
        columns.entry(table).or_default().push((column, row.get(2)?));
    }
    Ok(columns)
}

/// Begins to see what is changed over this connection.
pub(in crate::store) fn see(connection: &Connection, sealer: &Arc<Sealer>, watch: &Watch) -> Result<()> {
    let (told, kept) = (Arc::clone(sealer), watch.clone());
    connection.create_scalar_function("row_changed", -1, FunctionFlags::SQLITE_UTF8, move |context| {
        let change = change(context, &told)?;
        kept.changes().push(change);
        Ok(0)
    })?;
    let mut sql = String::new();
    for (at, table) in sealer.tables().iter().enumerate() {
        let name = table.name;
        let row = |of: &str| -> String { table.columns.iter().map(|column| format!(", {of}.{column}")).collect() };
        for (when, rows, kind) in [
            ("INSERT", row("new"), 0),
            ("UPDATE", row("old") + &row("new"), 1),
            ("DELETE", row("old"), 2),
        ] {
            sql += &format!(
                "CREATE TEMP TRIGGER IF NOT EXISTS seen_{name}_{kind} AFTER {when} ON main.\"{name}\"
                 BEGIN SELECT row_changed({at}, {kind}{rows}); END;"
            );
        }
    }
    connection.execute_batch(&sql)?;
    Ok(())
}

fn change(context: &Context<'_>, sealer: &Sealer) -> rusqlite::Result<Change> {
    let table = usize::try_from(context.get::<i64>(0)?).unwrap_or_default();
    let mut row = Vec::with_capacity(context.len());
    for at in 2..context.len() {
        row.push(match context.get_raw(at) {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(number) => Value::Integer(number),
            ValueRef::Text(text) => Value::Text(str::from_utf8(text)?),
            ValueRef::Blob(bytes) => Value::Blob(bytes),
            // No table of ours has a column of another kind.
            ValueRef::Real(_) => return Err(rusqlite::Error::InvalidQuery),
        });
    }
    let seen = |row: &[Value<'_>]| -> Seen { sealer.seen(table, row) };
    let (old, new) = match context.get::<i64>(1)? {
        0 => (None, Some(seen(&row))),
        1 => {
            let (old, new) = row.split_at(row.len() / 2);
            (Some(seen(old)), Some(seen(new)))
        }
        _ => (Some(seen(&row)), None),
    };
    Ok(Change { table, old, new })
}
