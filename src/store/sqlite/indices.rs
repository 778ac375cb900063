//! `SQLite`'s alone: which index carries a page of the trail is said, and not left to be guessed.

use crate::domain::values::StaffId;
use crate::store::db::ToValue;
use crate::store::{Customer, Result, Sought, Tx, Written};

/// The entries (`t`) by their words (`w`), and never the other way round.
pub(in crate::store) const BY_WORD: &str = "trail_word w CROSS JOIN trail t ON t.seq = w.seq";
/// Entries of an index that are counted before it is taken for a long one.
const COUNTED: i64 = 2_000;

impl Tx<'_> {
    /// The index with the fewest entries between the ends; the order of the numbers itself where none is short.
    pub(in crate::store) fn shortest(
        &self,
        sought: &Sought,
        action: Option<&str>,
        ends: (i64, i64),
    ) -> Result<&'static str> {
        let contract = match &sought.customer {
            Some(Customer::Contract(number)) => Some(number.as_str()),
            Some(Customer::Named(text)) => Some(text.as_str()),
            Some(Customer::User(..)) | None => None,
        };
        let staff = sought.staff.as_ref().map(StaffId::as_str);
        let result = sought
            .result
            .filter(|result| *result != Written::Done)
            .map(Written::as_str);
        let indices = [
            ("INDEXED BY trail_by_contract", "contract", contract),
            ("INDEXED BY trail_by_action", "action", action),
            ("INDEXED BY trail_by_actor", "actor", staff),
            ("INDEXED BY trail_by_result", "result <> 'done' AND result", result),
        ];
        let mut best = ("NOT INDEXED", i64::MAX);
        for (index, column, value) in indices {
            let Some(value) = value else { continue };
            let sql = format!(
                "SELECT count(*), coalesce(max(seq) - min(seq), 0) FROM (
                   SELECT seq FROM trail {index} WHERE {column} = ?1 AND seq >= ?2 AND seq <= ?3 ORDER BY seq DESC LIMIT {COUNTED}
                 )"
            );
            let values: [&dyn ToValue; 3] = [&value, &ends.0, &ends.1];
            let (count, span): (i64, i64) = self.db.one(&sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?;
            // Of long ones the one whose entries lie the farthest from each other.
            let length = if count < COUNTED { count } else { i64::MAX - 1 - span };
            if length < best.1 {
                best = (index, length);
            }
        }
        Ok(best.0)
    }
}
