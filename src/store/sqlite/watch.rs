//! `SQLite`'s alone: what statements change is seen by triggers of the connection's own, which stand in no file. They tell a
//! function each row as it was and as it became, also of rows that other triggers change and foreign keys delete.

use std::sync::Arc;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use super::Connection;
use crate::store::changes::{Change, Seen, Watch};
use crate::store::db::Value;
use crate::store::error::Result;
use crate::store::seals::{Columns, Sealer};

/// The columns of every table of the file.
pub(in crate::store) fn columns(connection: &Connection) -> Result<Columns> {
    let sql = "SELECT made.name, c.name, c.pk FROM sqlite_schema made JOIN pragma_table_info(made.name) c WHERE made.type = 'table'
               ORDER BY made.name, c.cid";
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
        kept.saw(change);
        Ok(0)
    })?;
    let mut statements = Vec::new();
    for (at, table) in sealer.tables().iter().enumerate() {
        let name = table.name;
        let row = |of: &str| format!(", {of}.{}", table.columns.join(&format!(", {of}.")));
        for (when, rows, kind) in [
            ("INSERT", row("new"), 0),
            ("UPDATE", row("old") + &row("new"), 1),
            ("DELETE", row("old"), 2),
        ] {
            statements.push(format!(
                "CREATE TEMP TRIGGER IF NOT EXISTS seen_{name}_{kind} AFTER {when} ON main.\"{name}\"
                 BEGIN SELECT row_changed({at}, {kind}{rows}); END"
            ));
        }
    }
    connection.execute_batch(&statements.join(";"))?;
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
    let kind = context.get::<i64>(1)?;
    let login_id = (kind == 0).then(|| sealer.login_id(table, &row)).flatten();
    let (old, new) = match kind {
        0 => (None, Some(seen(&row))),
        1 => {
            let (old, new) = row.split_at(row.len() / 2);
            (Some(seen(old)), Some(seen(new)))
        }
        _ => (Some(seen(&row)), None),
    };
    Ok(Change {
        table,
        old,
        new,
        login_id,
    })
}
