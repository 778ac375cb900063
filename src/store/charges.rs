//! What fobs cost (R15.5): lines for the bank's own system, exported once.

use super::db::Row;
use super::row::{instant, instant_at, millis, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::stock::Cause;
use crate::domain::values::{Account, ContractNumber, Serial, StaffId, TokenId};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ChargeRow {
    /// The fob.
    pub serial: Serial,
    /// The contract.
    pub contract: ContractNumber,
    /// Its representative account.
    pub account: Account,
    /// Yen.
    pub yen: u32,
    /// Why the fob was issued.
    pub cause: Cause,
    /// Since when it is due.
    pub due_at: Instant,
    /// When it was exported.
    pub exported_at: Option<Instant>,
    /// By whom.
    pub exported_by: Option<StaffId>,
    /// The number of that export.
    pub export: Option<u64>,
    /// Why it is not to be paid after all.
    pub waived: Option<String>,
}

const COLUMNS: &str =
    "token.serial, charge.contract, charge.account, charge.yen, charge.cause, charge.due_at, charge.exported_at,
                       charge.exported_by, charge.export, charge.waived, charge.token, charge.at";

fn charge_of(row: &Row<'_>) -> Result<ChargeRow> {
    Ok(ChargeRow {
        serial: parsed(row, 0, Serial::parse)?,
        contract: parsed(row, 1, ContractNumber::parse)?,
        account: parsed(row, 2, Account::parse)?,
        yen: row.get(3)?,
        cause: named(row, 4, Cause::from_name)?,
        due_at: instant(row, 5, "charge.due_at")?,
        exported_at: instant_at(row, 6, "charge.exported_at")?,
        exported_by: parsed_if_any(row, 7, StaffId::parse)?,
        export: row.get(8)?,
        waived: row.get(9)?,
    })
}

impl Tx<'_> {
    /// A line as it stands.
    ///
    /// # Errors
    /// [`Error::Forged`](super::Error::Forged) when it was changed past the program (R12.6).
    fn met_charge(&self, row: &Row<'_>) -> Result<ChargeRow> {
        self.met("charge", &[&row.get::<[u8; 16]>(10)?, &row.get::<i64>(11)?])?;
        charge_of(row)
    }

    /// Lines that are due and were not exported, the oldest first.
    pub fn charges_due(&self, limit: u64) -> Result<Vec<ChargeRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM charge JOIN token ON token.id = charge.token
             WHERE charge.exported_at IS NULL AND charge.waived IS NULL AND charge.due_at > 0 ORDER BY charge.due_at LIMIT ?1"
        );
        self.db.all(&sql, &[&limit], |row| self.met_charge(row))
    }

    /// The lines of an export.
    pub fn charges_of(&self, export: u64) -> Result<Vec<ChargeRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM charge JOIN token ON token.id = charge.token WHERE charge.export = ?1 ORDER BY charge.due_at"
        );
        self.db.all(&sql, &[&export], |row| self.met_charge(row))
    }

    /// Gives every line that is due to an export, and gives its number; nothing when none is.
    pub fn export_charges(&self, by: &StaffId, now: Instant) -> Result<Option<u64>> {
        let sql = "SELECT coalesce(max(export), 0) + 1 FROM charge WHERE export IS NOT NULL";
        let number: u64 = self.db.one(sql, &[], |row| row.get(0))?;
        let sql = "UPDATE charge SET exported_at = ?1, exported_by = ?2, export = ?3
                   WHERE exported_at IS NULL AND waived IS NULL AND due_at > 0";
        let count = self.db.run(sql, &[&millis(now), &by.as_str(), &number])?;
        Ok((count > 0).then_some(number))
    }

    /// Whether what a fob costs that is issued now was exported.
    pub fn is_charge_exported(&self, token: TokenId) -> Result<bool> {
        let sql = "SELECT charge.at, charge.exported_at IS NOT NULL
                   FROM charge JOIN issue ON issue.token = charge.token AND issue.at = charge.at
                   WHERE charge.token = ?1 AND issue.delivery <> 'over'";
        let found = self.db.optional(sql, &[&token.0], |row| {
            self.met("charge", &[&token.0, &row.get::<i64>(0)?])?;
            row.get(1)
        })?;
        Ok(found.unwrap_or(false))
    }
}
