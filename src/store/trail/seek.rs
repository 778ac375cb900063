//! Looking for entries of the trail: by day, person, customer, token, action and result, a page at a time.
//!
//! A page begins behind an entry that is known by its number, never after so many rows, so the last page costs what the
//! first does, and entries that are written meanwhile shift nothing. Which index carries a page is decided here and not
//! left to be guessed: the one with the fewest entries between the two ends.

use chrono::{NaiveDate, TimeDelta};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::sought::{Customer, Filter, Page, Place, Sought};
use super::{COLUMNS, Entry, Written, entry_of};
use crate::domain::calendar::{self, Instant};
use crate::domain::values::StaffId;
use crate::store::row::millis;
use crate::store::{Result, Tx};

/// The day of an entry in Japan, as its index has it: days since 1970.
const DAY: &str = "(at + 32400000) / 86400000";
/// Entries of an index that are counted before it is taken for a long one.
const COUNTED: i64 = 2_000;

/// A condition with its values.
type Condition = (String, Vec<Value>);

impl Tx<'_> {
    /// The newest entries of a filter, newest first.
    pub fn entries(&self, filter: &Filter) -> Result<Vec<Entry>> {
        let sought = Sought {
            customer: filter.contract.clone().map(Customer::Contract),
            ..Sought::default()
        };
        Ok(self.trail_page(&sought, Place::Newest, filter.limit)?.entries)
    }

    /// At most `limit` entries of what is looked for, from `place` on.
    pub fn trail_page(&self, sought: &Sought, place: Place, limit: u64) -> Result<Page> {
        let Some((oldest, newest)) = self.ends(sought, place)? else {
            return Ok(Page::default());
        };
        let ends = (oldest, newest);
        let actions: Vec<Option<&str>> = match sought.actions.as_slice() {
            [] => vec![None],
            some => some.iter().map(|action| Some(action.as_str())).collect(),
        };
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let forward = matches!(place, Place::After(_));
        let mut entries = Vec::new();
        for action in actions {
            entries.extend(self.of_one_action(sought, action, ends, forward, limit.saturating_add(1))?);
        }
        entries.sort_unstable_by_key(|entry: &Entry| std::cmp::Reverse(entry.seq));
        entries.dedup_by_key(|entry| entry.seq);
        let more = entries.len() > limit;
        if forward {
            entries.drain(..entries.len().saturating_sub(limit));
        } else {
            entries.truncate(limit);
        }
        Ok(Page { entries, more })
    }

    /// The entry of that number.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>> {
        let sql = format!("SELECT {COLUMNS} FROM trail WHERE seq = ?1");
        let mut statement = self.tx.prepare_cached(&sql)?;
        Ok(statement.query_row([seq], |row| Ok(entry_of(row)?.0)).optional()?)
    }

    /// How many entries there are: the number of the newest.
    pub fn trail_count(&self) -> Result<u64> {
        let sql = "SELECT count FROM trail_head";
        Ok(self.tx.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The actions that stand in the trail.
    pub fn trail_actions(&self) -> Result<Vec<String>> {
        let sql = "WITH RECURSIVE known (action) AS (
                     SELECT min(action) FROM trail
                     UNION ALL
                     SELECT (SELECT min(action) FROM trail WHERE action > known.action) FROM known WHERE action IS NOT NULL
                   ) SELECT action FROM known WHERE action IS NOT NULL";
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first and last number that an entry of the page can have; nothing if there can be none.
    fn ends(&self, sought: &Sought, place: Place) -> Result<Option<(i64, i64)>> {
        let (mut oldest, mut newest) = match place {
            Place::Newest => (1, i64::MAX),
            Place::Before(seq) => (1, i64::try_from(seq).unwrap_or(i64::MAX).saturating_sub(1)),
            Place::After(seq) => (i64::try_from(seq).unwrap_or(i64::MAX).saturating_add(1), i64::MAX),
        };
        if sought.from.is_some() || sought.to.is_some() {
            // A clock may have been set back, so the days need not follow each other as the numbers do.
            let sql = format!(
                "WITH RECURSIVE day (n) AS (
                   SELECT min({DAY}) FROM trail WHERE {DAY} >= ?1 AND {DAY} <= ?2
                   UNION ALL
                   SELECT (SELECT min({DAY}) FROM trail WHERE {DAY} > day.n AND {DAY} <= ?2) FROM day WHERE n IS NOT NULL
                 ) SELECT min((SELECT min(seq) FROM trail WHERE {DAY} = n)), max((SELECT max(seq) FROM trail WHERE {DAY} = n)) FROM day"
            );
            let number =
                |day: NaiveDate| calendar::start_of(day).timestamp_millis().saturating_add(32_400_000) / 86_400_000;
            let days = (sought.from.map_or(i64::MIN, number), sought.to.map_or(i64::MAX, number));
            let found: (Option<i64>, Option<i64>) = self
                .tx
                .prepare_cached(&sql)?
                .query_row(days, |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (Some(first), Some(last)) = found else {
                return Ok(None);
            };
            (oldest, newest) = (oldest.max(first), newest.min(last));
        }
        Ok((oldest <= newest).then_some((oldest, newest)))
    }

    fn of_one_action(
        &self,
        sought: &Sought,
        action: Option<&str>,
        (oldest, newest): (i64, i64),
        forward: bool,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let (mut conditions, words) = self.conditions(sought, action)?;
        let source = match words.split_first() {
            // The word first: nothing else in it is as rare.
            Some((word, others)) => {
                conditions.push(("w.word = ?".to_owned(), vec![word.clone().into()]));
                conditions.extend(others.iter().map(|other| {
                    let named = "EXISTS (SELECT 1 FROM trail_word o WHERE o.word = ? AND o.seq = t.seq)";
                    (named.to_owned(), vec![other.clone().into()])
                }));
                "trail_word w CROSS JOIN trail t ON t.seq = w.seq".to_owned()
            }
            None => format!("trail t {}", self.shortest(sought, action, (oldest, newest))?),
        };
        let seq = if words.is_empty() { "t.seq" } else { "w.seq" };
        conditions.push((format!("{seq} >= ? AND {seq} <= ?"), vec![oldest.into(), newest.into()]));
        let (texts, values): (Vec<_>, Vec<_>) = conditions.into_iter().unzip();
        let (which, order) = (texts.join(" AND "), if forward { "ASC" } else { "DESC" });
        let columns = COLUMNS
            .split(", ")
            .map(|column| format!("t.{column}"))
            .collect::<Vec<_>>();
        let columns = columns.join(", ");
        let sql = format!("SELECT {columns} FROM {source} WHERE {which} ORDER BY {seq} {order} LIMIT ?");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = values.into_iter().flatten().chain([limit.into()]);
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| Ok(entry_of(row)?.0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The conditions on the entries themselves, and the words that must be among theirs.
    fn conditions(&self, sought: &Sought, action: Option<&str>) -> Result<(Vec<Condition>, Vec<String>)> {
        let mut conditions: Vec<Condition> = Vec::new();
        let mut words = Vec::new();
        let equal = |column: &str, value: &str| (format!("t.{column} = ?"), vec![value.to_owned().into()]);
        match &sought.customer {
            Some(Customer::Contract(number)) => conditions.push(equal("contract", number.as_str())),
            Some(Customer::User(number, login_id)) => {
                conditions.push(equal("contract", number.as_str()));
                words.push(login_id.as_str().to_owned());
            }
            Some(Customer::Named(text)) if self.has_entries(text)? => conditions.push(equal("contract", text)),
            Some(Customer::Named(text)) => words.push(text.clone()),
            None => {}
        }
        words.extend(sought.serial.iter().map(|serial| serial.as_str().to_owned()));
        conditions.extend(sought.staff.iter().map(|staff| equal("actor", staff.as_str())));
        conditions.extend(action.map(|action| equal("action", action)));
        if let Some(result) = sought.result {
            // Word for word as the index has it; the name is one of three.
            let text = format!("t.result = '{}'", result.as_str());
            let rest = if result == Written::Done {
                ""
            } else {
                " AND t.result <> 'done'"
            };
            conditions.push((text + rest, vec![]));
        }
        let from: Option<Instant> = sought.from.map(calendar::start_of);
        let to = sought.to.map(|day| calendar::start_of(day) + TimeDelta::days(1));
        conditions.extend(from.map(|from| ("t.at >= ?".to_owned(), vec![millis(from).into()])));
        conditions.extend(to.map(|to| ("t.at < ?".to_owned(), vec![millis(to).into()])));
        Ok((conditions, words))
    }

    /// Whether an entry is about a contract of that number.
    fn has_entries(&self, number: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM trail WHERE contract = ?1 LIMIT 1";
        Ok(self.tx.prepare_cached(sql)?.exists([number])?)
    }

    /// The index with the fewest entries between the ends; the order of the numbers itself where none is short.
    fn shortest(&self, sought: &Sought, action: Option<&str>, ends: (i64, i64)) -> Result<&'static str> {
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
            let (count, span): (i64, i64) = self
                .tx
                .prepare_cached(&sql)?
                .query_row((value, ends.0, ends.1), |row| Ok((row.get(0)?, row.get(1)?)))?;
            // Of long ones the one whose entries lie the farthest from each other.
            let length = if count < COUNTED { count } else { i64::MAX - 1 - span };
            if length < best.1 {
                best = (index, length);
            }
        }
        Ok(best.0)
    }
}

#[cfg(test)]
mod tests;
