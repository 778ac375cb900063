//! Meeting a row: before it is used, its seal is looked at, so that nothing that was changed past the program serves (R12.6).

use std::ops::ControlFlow;

use super::settle::sums;
use super::table::{columns_from, whole_row};
use super::{CASE, Sealer, Table};
use crate::store::changes::Sum;
use crate::store::db::ToValue;
use crate::store::{Error, Result, Tx};

/// What was found of rows that are sealed together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met {
    pub(super) rows: i64,
    pub(super) sum: Sum,
}

impl Tx<'_> {
    /// Looks at the seal of the row of that primary key, or of its absence.
    ///
    /// # Errors
    /// [`Error::Forged`] when it is not as the program wrote it.
    pub(in crate::store) fn met(&self, table: &str, key: &[&dyn ToValue]) -> Result<()> {
        let Some(sealer) = self.sealer() else { return Ok(()) };
        let Some(place) = sealer.place(table) else {
            return Ok(());
        };
        let told = key.iter().map(|value| Ok(super::table::told(value.value()?)));
        let told = told.collect::<Result<Vec<_>>>()?.join("/");
        self.once(sealer.tables[place].name, told, |part, told| {
            // What is of other tables changes nothing about this row.
            if self.db.watch().touches(place) {
                self.settle()?;
            }
            let mut met = Met::default();
            self.gather(sealer, place, &sealer.tables[place].by_key, key, &mut met)?;
            self.is_as_sealed(sealer, part, told, met)
        })
    }

    /// Looks at a seal, unless it was looked at in this transaction.
    fn once(&self, part: &'static str, key: String, look: impl FnOnce(&str, &str) -> Result<()>) -> Result<()> {
        let met = (part, key);
        if self.met.borrow().contains(&met) {
            return Ok(());
        }
        look(part, &met.1)?;
        self.met.borrow_mut().insert(met);
        Ok(())
    }

    /// Looks at the seal of a contract's case.
    ///
    /// # Errors
    /// [`Error::Forged`] when something of it is not as the program wrote it.
    pub(in crate::store) fn met_case(&self, contract: &str) -> Result<()> {
        let Some(sealer) = self.sealer() else { return Ok(()) };
        self.once(CASE, contract.to_owned(), |part, contract| {
            self.settle()?;
            if self.is_whole(sealer, contract)? {
                return Ok(());
            }
            Err(Error::Forged {
                part: part.to_owned(),
                key: contract.to_owned(),
            })
        })
    }

    /// Whether the case of a contract is as it was sealed.
    pub(in crate::store) fn is_whole(&self, sealer: &Sealer, contract: &str) -> Result<bool> {
        let (mut met, mut as_sealed) = (Met::default(), None);
        self.db.walk(&sealer.case, &[&contract, &CASE], &mut |row| {
            let place: i64 = row.get(0)?;
            match usize::try_from(place) {
                Ok(place) => {
                    let seen = sealer.seen(place, &columns_from(row, 1, &sealer.tables[place])?);
                    (met.rows, met.sum) = (met.rows + 1, met.sum.plus(seen.sum));
                }
                Err(_) => as_sealed = Some((row.get(1)?, row.get(2)?, Sum::from(row.get::<[u8; 32]>(3)?))),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(fits(sealer, (CASE, contract), met, as_sealed))
    }

    fn gather(&self, sealer: &Sealer, place: usize, sql: &str, values: &[&dyn ToValue], met: &mut Met) -> Result<()> {
        self.db.walk(sql, values, &mut |row| {
            let seen = sealer.seen(place, &whole_row(row, &sealer.tables[place])?);
            (met.rows, met.sum) = (met.rows + 1, met.sum.plus(seen.sum));
            Ok(ControlFlow::Continue(()))
        })
    }

    pub(super) fn is_as_sealed(&self, sealer: &Sealer, part: &str, key: &str, met: Met) -> Result<()> {
        let sql = "SELECT rows, made, sum FROM state_group WHERE part = ?1 AND key = ?2";
        let is_as_sealed = fits(sealer, (part, key), met, self.db.optional(sql, &[&part, &key], sums)?);
        if is_as_sealed {
            return Ok(());
        }
        Err(Error::Forged {
            part: part.to_owned(),
            key: key.to_owned(),
        })
    }
}

/// Whether what was found of a group is what it was sealed with.
fn fits(sealer: &Sealer, (part, key): (&str, &str), met: Met, found: Option<(i64, i64, Sum)>) -> bool {
    match found {
        None => met.rows == 0,
        Some((rows, made, sum)) => {
            rows == met.rows && sum == met.sum.plus(sealer.mask("group", part, key, [rows, made, 0]))
        }
    }
}

/// The question for all rows of a case: which table each is of, and all its columns. What it was sealed with stands before all
/// tables.
pub(super) fn of_case(tables: &[Table]) -> String {
    let widest = tables
        .iter()
        .filter(|table| table.is_of_a_case())
        .map(|table| table.columns.len())
        .max();
    let widest = widest.unwrap_or_default().max(3);
    let more = ", NULL".repeat(widest - 3);
    let sealed = format!("SELECT -1, rows, made, sum{more} FROM state_group WHERE part = ?2 AND key = ?1");
    let rows = tables
        .iter()
        .enumerate()
        .filter_map(|(place, table)| table.of_case(place, widest));
    std::iter::once(sealed)
        .chain(rows)
        .collect::<Vec<_>>()
        .join(" UNION ALL ")
}
