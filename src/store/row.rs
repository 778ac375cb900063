//! Reading rows: instants, and the values that parse.

use rusqlite::types::Type;
use rusqlite::{Row, RowIndex};

use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};

/// Milliseconds since 1970, as instants are stored.
pub(super) fn millis(at: Instant) -> i64 {
    at.timestamp_millis()
}

pub(super) fn instant(millis: i64) -> Instant {
    chrono::DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// A column that parses; a value that does not is a damaged store.
pub(super) fn parsed<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    parse: impl FnOnce(&str) -> Decision<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    parse(&text).map_err(damaged)
}

/// A column whose text is the name of a variant.
pub(super) fn named<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    find: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    parsed(row, column, |text| find(text).ok_or(Refusal::TextForm { max: 0 }))
}

/// A column of JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e)))
}

pub(super) fn instant_at(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Option<Instant>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(instant))
}

fn damaged(refusal: Refusal) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(refusal))
}
