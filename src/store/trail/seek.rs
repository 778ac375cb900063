//! Looking for entries of the trail: by day, person, customer, token, action and result, a page at a time.
//!
//! A page begins behind an entry that is known by its number, never after so many rows, so the last page costs what the
//! first does, and entries that are written meanwhile shift nothing. Which index carries a page is decided and not
//! left to be guessed: the one with the fewest entries between the two ends.

use chrono::{NaiveDate, TimeDelta};

use super::sought::{Customer, Filter, Page, Place, Sought};
use super::{COLUMNS, Entry, Written, entry_of};
use crate::domain::calendar;
use crate::domain::values::Serial;
use crate::store::db::{ToValue, Value};
use crate::store::row::millis;
use crate::store::sqlite::BY_WORD;
use crate::store::{Result, Tx};

/// The day of an entry in Japan, as its index has it: days since 1970.
const DAY: &str = "(at + 32400000) / 86400000";

/// Conditions that an entry meets, with the values of their places; and the words that must be among its own.
#[derive(Default)]
struct Which<'a> {
    conditions: Vec<String>,
    values: Vec<Value<'a>>,
    words: Vec<&'a str>,
}

impl<'a> Which<'a> {
    /// A place of its own for a value.
    fn place(&mut self, value: Value<'a>) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    /// A condition that ends with a value.
    fn and(&mut self, condition: &str, value: Value<'a>) {
        let place = self.place(value);
        self.conditions.push(format!("{condition} {place}"));
    }

    fn equal(&mut self, column: &str, value: &'a str) {
        self.and(&format!("t.{column} ="), Value::Text(value));
    }
}

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
        self.db.optional(&sql, &[&seq], entry_of)
    }

    /// How many entries there are: the number of the newest.
    pub fn trail_count(&self) -> Result<u64> {
        let sql = "SELECT count FROM trail_head";
        self.db.one(sql, &[], |row| row.get(0))
    }

    /// The actions that stand in the trail.
    pub fn trail_actions(&self) -> Result<Vec<String>> {
        let sql = "WITH RECURSIVE known (action) AS (
                     SELECT min(action) FROM trail
                     UNION ALL
                     SELECT (SELECT min(action) FROM trail WHERE action > known.action) FROM known WHERE action IS NOT NULL
                   ) SELECT action FROM known WHERE action IS NOT NULL";
        self.db.all(sql, &[], |row| row.get(0))
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
                .db
                .one(&sql, &[&days.0, &days.1], |row| Ok((row.get(0)?, row.get(1)?)))?;
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
        let mut which = self.which(sought, action)?;
        let words = std::mem::take(&mut which.words);
        let source = match words.split_first() {
            // The word first: nothing else in it is as rare.
            Some((word, others)) => {
                which.and("w.word =", Value::Text(word));
                for other in others {
                    let place = which.place(Value::Text(other));
                    let named = "SELECT 1 FROM trail_word o WHERE o.seq = t.seq AND o.word =";
                    which.conditions.push(format!("EXISTS ({named} {place})"));
                }
                BY_WORD.to_owned()
            }
            None => format!("trail t {}", self.shortest(sought, action, (oldest, newest))?),
        };
        let seq = if words.is_empty() { "t.seq" } else { "w.seq" };
        which.and(&format!("{seq} >="), Value::Integer(oldest));
        which.and(&format!("{seq} <="), Value::Integer(newest));
        let limit = which.place(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let columns = COLUMNS
            .split(", ")
            .map(|column| format!("t.{column}"))
            .collect::<Vec<_>>();
        let (columns, conditions) = (columns.join(", "), which.conditions.join(" AND "));
        let order = if forward { "ASC" } else { "DESC" };
        let sql = format!("SELECT {columns} FROM {source} WHERE {conditions} ORDER BY {seq} {order} LIMIT {limit}");
        let values: Vec<&dyn ToValue> = which.values.iter().map(|value| value as &dyn ToValue).collect();
        self.db.all(&sql, &values, entry_of)
    }

    /// What an entry that is looked for must be.
    fn which<'a>(&self, sought: &'a Sought, action: Option<&'a str>) -> Result<Which<'a>> {
        let mut which = Which::default();
        match &sought.customer {
            Some(Customer::Contract(number)) => which.equal("contract", number.as_str()),
            Some(Customer::User(number, login_id)) => {
                which.equal("contract", number.as_str());
                which.words.push(login_id.as_str());
            }
            Some(Customer::Named(text)) if self.has_entries(text)? => which.equal("contract", text),
            Some(Customer::Named(text)) => which.words.push(text),
            None => {}
        }
        which.words.extend(sought.serial.iter().map(Serial::as_str));
        if let Some(staff) = &sought.staff {
            which.equal("actor", staff.as_str());
        }
        if let Some(action) = action {
            which.equal("action", action);
        }
        if let Some(result) = sought.result {
            // Word for word as the index has it; the name is one of three.
            let text = format!("t.result = '{}'", result.as_str());
            let rest = if result == Written::Done {
                ""
            } else {
                " AND t.result <> 'done'"
            };
            which.conditions.push(text + rest);
        }
        if let Some(from) = sought.from {
            which.and("t.at >=", Value::Integer(millis(calendar::start_of(from))));
        }
        if let Some(to) = sought.to {
            let end = calendar::start_of(to) + TimeDelta::days(1);
            which.and("t.at <", Value::Integer(millis(end)));
        }
        Ok(which)
    }

    /// Whether an entry is about a contract of that number.
    fn has_entries(&self, number: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM trail WHERE contract = ?1 LIMIT 1";
        self.db.any(sql, &[&number])
    }
}

#[cfg(test)]
mod tests;
