//! Reading rows: instants, and the values that parse.

use super::db::Row;
use super::error::{Error, Result};
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
pub(super) fn parsed<T>(row: &Row<'_>, column: usize, parse: impl FnOnce(&str) -> Decision<T>) -> Result<T> {
    let text: String = row.get(column)?;
    parse(&text).map_err(|refusal| Error::Damaged(format!("column {column}: {refusal}")))
}

/// A column that parses, or nothing.
pub(super) fn parsed_if_any<T>(
    row: &Row<'_>,
    column: usize,
    parse: impl FnOnce(&str) -> Decision<T>,
) -> Result<Option<T>> {
    match row.get::<Option<String>>(column)? {
        Some(_) => parsed(row, column, parse).map(Some),
        None => Ok(None),
    }
}

/// A column whose text is the name of a variant.
pub(super) fn named<T>(row: &Row<'_>, column: usize, find: impl FnOnce(&str) -> Option<T>) -> Result<T> {
    parsed(row, column, |text| find(text).ok_or(Refusal::TextForm { max: 0 }))
}

/// A column of JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    let text: String = row.get(column)?;
    Ok(serde_json::from_str(&text)?)
}

pub(super) fn instant_at(row: &Row<'_>, column: usize) -> Result<Option<Instant>> {
    Ok(row.get::<Option<i64>>(column)?.map(instant))
}
