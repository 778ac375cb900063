//! Proving the state: every row adds up to what its table, its group and the whole were sealed with (R12.6).

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::meet::Met;
use super::settle::{named, sums};
use super::table::whole_row;
use super::{Belongs, CASE, Sealer, Table};
use crate::store::changes::Sum;
use crate::store::{Error, Result, Tx};

/// What is wrong with the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) enum Foreign {
    /// This was changed, put in or taken out.
    Row(String, String),
    /// Rows of this table were set back to what they once were, with their seals.
    SetBack(String),
    /// The sum of the whole is not the one that the last entry holds.
    Whole,
}

impl Tx<'_> {
    /// How many rows are sealed.
    pub fn count_sealed(&self) -> Result<u64> {
        Ok(self.sealed_rows()?.0)
    }

    /// The same, and of how many tables.
    pub(in crate::store) fn sealed_rows(&self) -> Result<(u64, usize)> {
        let Some(sealer) = self.sealer() else {
            return Ok((0, 0));
        };
        let rows: i64 = self
            .db
            .one("SELECT coalesce(sum(rows), 0) FROM state_table", &[], |row| row.get(0))?;
        Ok((u64::try_from(rows).unwrap_or_default(), sealer.tables.len()))
    }

    /// Looks at every row of the table at that place, and gives how many there are.
    pub(in crate::store) fn prove_table(&self, place: usize) -> Result<(u64, Option<Foreign>)> {
        let Some(sealer) = self.sealer() else {
            return Ok((0, None));
        };
        // A store of an older version may have fewer.
        let Some(table) = sealer.tables.get(place) else {
            return Ok((0, None));
        };
        let mut met = Met::default();
        let mut unreadable = None;
        self.db.walk(&table.all, &[], &mut |row| {
            let Ok(values) = whole_row(row, table) else {
                unreadable = Some(Foreign::Row(table.name.to_owned(), String::new()));
                return Ok(ControlFlow::Break(()));
            };
            let seen = sealer.seen(place, &values);
            (met.rows, met.sum) = (met.rows + 1, met.sum.plus(seen.sum));
            Ok(ControlFlow::Continue(()))
        })?;
        let rows = u64::try_from(met.rows).unwrap_or_default();
        if unreadable.is_some() {
            return Ok((rows, unreadable));
        }
        let said = self.table_as_sealed(sealer, table)?;
        if said == (met.rows, met.sum) {
            return Ok((rows, None));
        }
        let found = self.foreign_row(sealer, place)?;
        Ok((
            rows,
            Some(found.unwrap_or_else(|| Foreign::SetBack(table.name.to_owned()))),
        ))
    }

    /// Looks at the sums of all groups, which must come to those of their tables.
    pub(in crate::store) fn prove_groups(&self) -> Result<Option<Foreign>> {
        let Some(sealer) = self.sealer() else { return Ok(None) };
        let mut all = Sum::default();
        let sql = "SELECT rows, made, sum, part, key FROM state_group";
        self.db.walk(sql, &[], &mut |row| {
            let (rows, made, sum) = sums(row)?;
            let (part, key): (String, String) = (row.get(3)?, row.get(4)?);
            all = all.plus(sum.minus(sealer.mask("group", &part, &key, [rows, made, 0])));
            Ok(ControlFlow::Continue(()))
        })?;
        for table in sealer.tables.iter().filter(|table| table.belongs != Belongs::Table) {
            all = all.minus(self.table_as_sealed(sealer, table)?.1);
        }
        if all == Sum::default() {
            return Ok(None);
        }
        for place in 0..sealer.tables.len() {
            if let Some(found) = self.foreign_row(sealer, place)? {
                return Ok(Some(found));
            }
        }
        Ok(Some(Foreign::SetBack("state_group".to_owned())))
    }

    /// Looks at the sum of the whole, which must be what the tables come to and what the last entry holds.
    pub(in crate::store) fn prove_whole(&self) -> Result<Option<Foreign>> {
        let Some(sealer) = self.sealer() else { return Ok(None) };
        let whole = match self.whole_as_bound(sealer) {
            Ok(whole) => whole,
            Err(Error::Damaged(_)) => return Ok(Some(Foreign::Whole)),
            Err(other) => return Err(other),
        };
        let mut all = whole.bare(sealer);
        for table in &sealer.tables {
            all = all.minus(self.table_as_sealed(sealer, table)?.1);
        }
        Ok((all != Sum::default()).then_some(Foreign::Whole))
    }

    /// How many rows a table was sealed with, and what they come to.
    fn table_as_sealed(&self, sealer: &Sealer, table: &Table) -> Result<(i64, Sum)> {
        let sql = "SELECT rows, made, sum FROM state_table WHERE part = ?1";
        let found = self.db.optional(sql, &[&table.name], sums)?;
        Ok(found.map_or_else(Default::default, |(rows, made, sum)| {
            (rows, sum.minus(sealer.mask("table", table.name, "", [rows, made, 0])))
        }))
    }

    /// The first group of a table that is not as it was sealed. It is looked for only when there is one.
    fn foreign_row(&self, sealer: &Sealer, place: usize) -> Result<Option<Foreign>> {
        let table = &sealer.tables[place];
        let mut keys = BTreeSet::new();
        let mut found = None;
        self.db.walk(&table.all, &[], &mut |row| {
            let values = whole_row(row, table)?;
            let seen = sealer.seen(place, &values);
            // A user who is gone has no contract; then the rows of the case are looked at below.
            let Ok(Some((part, key))) = named(&seen.group, |login_id| self.contract_at_login(login_id)) else {
                return Ok(ControlFlow::Continue(()));
            };
            let is_whole = if part == CASE {
                keys.contains(&key) || self.is_whole(sealer, &key)?
            } else {
                let met = Met { rows: 1, sum: seen.sum };
                self.is_as_sealed(sealer, part, &key, met).is_ok()
            };
            if !is_whole {
                found = Some(Foreign::Row(part.to_owned(), key));
                return Ok(ControlFlow::Break(()));
            }
            keys.insert(key);
            Ok(ControlFlow::Continue(()))
        })?;
        if found.is_some() || table.belongs == Belongs::Table {
            return Ok(found);
        }
        // What was sealed and is not there.
        let part = if table.is_of_a_case() { CASE } else { table.name };
        let sql = "SELECT key FROM state_group WHERE part = ?1 ORDER BY key";
        self.db.walk(sql, &[&part], &mut |row| {
            let key: String = row.get(0)?;
            let is_whole = keys.contains(&key) || (part == CASE && self.is_whole(sealer, &key)?);
            if is_whole {
                return Ok(ControlFlow::Continue(()));
            }
            found = Some(Foreign::Row(part.to_owned(), key));
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }
}
