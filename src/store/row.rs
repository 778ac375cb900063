//! Reading rows: instants, and the values that parse.

use super::db::Row;
use super::error::{Error, Result};
use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};

/// Milliseconds since 1970, as instants are stored.
pub(super) fn millis(at: Instant) -> i64 {
    at.timestamp_millis()
}

/// The last moment of the year 9999: what comes later has no form that all programs read.
const LAST: i64 = 253_402_300_799_999;

/// A stored moment. One before 1970 or after 9999 was not written by us: that `column` of that table is damaged, and no date is
/// made up for it.
pub(super) fn moment(millis: i64, column: &str) -> Result<Instant> {
    let known = Some(millis).filter(|millis| (0..=LAST).contains(millis));
    known
        .and_then(Instant::from_timestamp_millis)
        .ok_or_else(|| Error::Damaged(format!("{column} {millis}: not a time")))
}

/// The moment that a column holds, which has that name in the schema.
pub(super) fn instant(row: &Row<'_>, column: usize, name: &str) -> Result<Instant> {
    moment(row.get(column)?, name)
}

/// A column that parses; a value that does not is a damaged store.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize, parse: impl FnOnce(&str) -> Decision<T>) -> Result<T> {
    let text: String = row.get(column)?;
    parse(&text).map_err(|refusal| Error::Damaged(format!("#{column}: {}", refusal.code())))
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

/// The same of a column that may be empty.
pub(super) fn instant_at(row: &Row<'_>, column: usize, name: &str) -> Result<Option<Instant>> {
    let millis: Option<i64> = row.get(column)?;
    millis.map(|millis| moment(millis, name)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy;
    use crate::entropy::Repeatable;
    use crate::store::{Kind, Store};

    #[test]
    fn a_time_out_of_range_is_damage_and_no_date_is_made_up() {
        for fine in [0, 1_780_000_000_000, LAST] {
            assert_eq!(moment(fine, "trail.at").unwrap().timestamp_millis(), fine);
        }
        for bad in [-1, LAST + 1, i64::MAX, i64::MIN] {
            let told = moment(bad, "token.expires").unwrap_err();
            assert_eq!(told.code(), "E2011");
            assert!(told.to_string().contains(&format!("token.expires {bad}: ")), "{told}");
        }
    }

    #[test]
    fn a_damaged_time_in_a_row_names_its_table_and_column() {
        let (mut store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
        store
            .write(|tx| {
                let sql = "INSERT INTO staff (id, name, role, branch_code, branch_name, password, last_login_at)
                           VALUES ('T001', 'x', 'teller', '011', 'x', '$argon2id$', 99999999999999999)";
                tx.db.batch(sql)
            })
            .unwrap();
        let told = store.read(|tx| tx.members().map(drop)).unwrap_err();
        assert!(told.to_string().contains("staff.last_login_at"), "{told}");
    }

    #[test]
    fn every_name_of_a_time_is_a_column_of_the_schema() {
        let schema = include_str!("../../schema.sql");
        let is_column = |name: &str| {
            let (table, column) = name.split_once('.').unwrap();
            let from = schema.find(&format!("CREATE TABLE {table} (")).unwrap();
            let body = &schema[from..from + schema[from..].find("\n)").unwrap()];
            // A column that came with an upgrade stands behind the last one, on its line.
            let (first, later) = (format!("{column} "), format!(", {column} "));
            body.lines()
                .any(|line| line.trim_start().starts_with(&first) || line.contains(&later))
        };
        let mut seen = 0;
        for file in std::fs::read_dir("src/store").unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none() || path.ends_with("row.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in text
                .split("instant(row, ")
                .skip(1)
                .chain(text.split("instant_at(row, ").skip(1))
            {
                let of_call = call.split(')').next().unwrap_or_default();
                let Some((_, name)) = of_call.split_once(", ") else {
                    continue;
                };
                let name = name.replace(['"', '\\'], "");
                if name.contains('.') {
                    assert!(is_column(&name), "{}: {name}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{seen}");
    }
}
