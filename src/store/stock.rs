//! Fobs in stock, what was issued and how far it is on its way (R15).

use chrono::NaiveDate;

use super::db::{Row, ToValue};
use super::loads::UNSEEN;
use super::row::{instant, millis, named, parsed, parsed_if_any};
use super::tokens::{COLUMNS, token_of};
use super::{Error, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::stock::{Cause, Delivery, Issued, Way};
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, ContractNumber, ProofId, Reason, Serial, StaffId, TokenId};

/// What was issued, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct IssueRow {
    /// The fob.
    pub token: TokenId,
    /// Its serial.
    pub serial: Serial,
    /// When it was issued.
    pub at: Instant,
    /// To whom.
    pub contract: ContractNumber,
    /// Why.
    pub cause: Cause,
    /// The one in whose place it comes.
    pub old: Option<Serial>,
    /// Whether that one is still to be handed in.
    pub owed: bool,
    /// How it reaches the customer.
    pub way: Way,
    /// The branch out of whose stock it is.
    pub from: BranchCode,
    /// How far it is.
    pub delivery: Delivery,
    /// The date of the application.
    pub applied: Option<NaiveDate>,
    /// What it costs, in yen.
    pub fee: u32,
    /// Why that is waived.
    pub waived: Option<Reason>,
    /// The number of the registered mail.
    pub item: Option<String>,
}

pub(super) const ISSUE: &str =
    "issue.token, token.serial, issue.at, issue.contract, issue.cause, before.serial, issue.owed, issue.way,
                     issue.from_stock, issue.delivery, issue.applied, issue.fee, issue.waived, issue.item";
pub(super) const ISSUES: &str =
    "issue JOIN token ON token.id = issue.token LEFT JOIN token AS before ON before.id = issue.old";

pub(super) fn issue_of(row: &Row<'_>) -> Result<IssueRow> {
    Ok(IssueRow {
        token: TokenId(row.get(0)?),
        serial: parsed(row, 1, Serial::parse)?,
        at: instant(row, 2, "issue.at")?,
        contract: parsed(row, 3, ContractNumber::parse)?,
        cause: named(row, 4, Cause::from_name)?,
        old: parsed_if_any(row, 5, Serial::parse)?,
        owed: row.get(6)?,
        way: named(row, 7, Way::from_name)?,
        from: parsed(row, 8, BranchCode::parse)?,
        delivery: named(row, 9, Delivery::from_name)?,
        applied: parsed_if_any(row, 10, |text| {
            NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Refusal::DateForm)
        })?,
        fee: row.get(11)?,
        waived: parsed_if_any(row, 12, Reason::stored)?,
        item: row.get(13)?,
    })
}

impl Tx<'_> {
    /// The fobs of that serial, of every maker, as they stand.
    ///
    /// # Errors
    /// [`Error::Forged`] when one of them was changed past the program (R12.6).
    pub fn fobs(&self, serial: &Serial) -> Result<Vec<Token>> {
        let sql = format!("SELECT {COLUMNS} FROM token WHERE serial = ?1 AND load NOT IN {UNSEEN} ORDER BY maker");
        let fobs = self.db.all(&sql, &[&serial.as_str()], token_of)?;
        for fob in fobs.iter().filter(|fob| fob.contract.is_none()) {
            self.met("token", &[&fob.id.0])?;
        }
        Ok(fobs)
    }

    /// The fob of a branch's stock that is to be issued next: the soonest to expire of those that last beyond `after` (R15.4).
    pub fn next_fob(&self, branch: &BranchCode, after: Instant) -> Result<Option<Token>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM token WHERE stock = 'in_stock' AND branch = ?1 AND (expires IS NULL OR expires > ?2)
               AND suspended_at IS NULL AND load NOT IN {UNSEEN}
             ORDER BY CASE WHEN expires IS NULL THEN 1 ELSE 0 END, expires, serial, maker LIMIT 1"
        );
        self.db.optional(&sql, &[&branch.as_str(), &millis(after)], token_of)
    }

    /// Keeps that a fob in stock showed its codes for a contract (検品, R15.4); `drift` is what two codes in a row said.
    pub fn add_inspection(
        &self,
        id: ProofId,
        (contract, token): (&ContractNumber, TokenId),
        drift: Option<i64>,
        by: &StaffId,
        at: Instant,
    ) -> Result<()> {
        let sql = "INSERT INTO proof (id, contract, token, by, at, drift) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let values: [&dyn ToValue; 6] = [&id.0, &contract.as_str(), &token.0, &by.as_str(), &millis(at), &drift];
        self.db.run(sql, &values)?;
        if let Some(drift) = drift {
            self.db
                .run("UPDATE token SET drift = ?2 WHERE id = ?1", &[&token.0, &drift])?;
        }
        Ok(())
    }

    /// Which fob showed its codes in that inspection for a contract, when, and whether it was used since. With `by`, only if
    /// that member of the staff inspected it.
    pub fn inspection(
        &self,
        id: ProofId,
        contract: &ContractNumber,
        by: Option<&StaffId>,
    ) -> Result<Option<(TokenId, Instant, bool)>> {
        self.met("proof", &[&id.0])?;
        let sql = "SELECT token, at, used FROM proof WHERE id = ?1 AND contract = ?2 AND login_id IS NULL
                   AND by = coalesce(?3, by)";
        let by = by.map(StaffId::as_str);
        self.db.optional(sql, &[&id.0, &contract.as_str(), &by], |row| {
            Ok((TokenId(row.get(0)?), instant(row, 1, "proof.at")?, row.get(2)?))
        })
    }

    /// What is issued to a contract and not over, the oldest first.
    pub fn issues_of(&self, contract: &ContractNumber) -> Result<Vec<IssueRow>> {
        let sql = format!(
            "SELECT {ISSUE} FROM {ISSUES} WHERE issue.contract = ?1 AND issue.delivery <> 'over' AND token.load NOT IN {UNSEEN}
             ORDER BY issue.at"
        );
        self.db.all(&sql, &[&contract.as_str()], issue_of)
    }

    /// The fob that was issued in the place of that one.
    pub fn replacement_of(&self, old: TokenId) -> Result<Option<Serial>> {
        let sql = format!(
            "SELECT token.serial FROM issue JOIN token ON token.id = issue.token
             WHERE issue.old = ?1 AND issue.delivery <> 'over' AND token.load NOT IN {UNSEEN}"
        );
        self.db.optional(&sql, &[&old.0], |row| parsed(row, 0, Serial::parse))
    }

    /// Whether a fob was ever issued in the place of that one (R7.7).
    pub fn was_replaced(&self, old: TokenId) -> Result<bool> {
        let sql = "SELECT count(*) FROM issue WHERE old = ?1";
        Ok(self.db.one(sql, &[&old.0], |row| row.get::<u64>(0))? > 0)
    }

    /// Issues a fob out of stock, and keeps on what terms.
    pub(super) fn issue_on(&self, contract: &ContractNumber, issued: &Issued) -> Result<()> {
        let (token, terms, at) = (issued.token.id, &issued.terms, millis(issued.at));
        if !self.issue(token, contract)? {
            return Err(Error::Damaged("a fob that is not in stock was issued".into()));
        }
        let delivery = Delivery::first(terms.applied.is_some(), terms.way);
        let sql =
            "INSERT INTO issue (token, at, contract, cause, old, owed, way, from_stock, delivery, applied, fee, waived,
                                      changed_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?2)";
        let values: [&dyn ToValue; 12] = [
            &token.0,
            &at,
            &contract.as_str(),
            &terms.cause.as_str(),
            &issued.old.map(|old| old.0),
            &issued.owed,
            &terms.way.as_str(),
            &issued.from.as_str(),
            &delivery.as_str(),
            &terms.applied.map(|day| day.to_string()),
            &terms.fee,
            &terms.waived.as_ref().map(Reason::as_str),
        ];
        self.db.run(sql, &values)?;
        if terms.applied.is_some() {
            self.make_due(token, issued.at)?;
        }
        Ok(())
    }

    /// What an issue costs is due from its application on: one line, if it costs anything (R15.5).
    pub(super) fn make_due(&self, token: TokenId, now: Instant) -> Result<()> {
        let sql = "INSERT INTO charge (token, at, contract, account, yen, cause, due_at)
                   SELECT issue.token, issue.at, issue.contract, contract.account, issue.fee, issue.cause, ?2
                   FROM issue JOIN contract ON contract.number = issue.contract
                   WHERE issue.token = ?1 AND issue.delivery <> 'over' AND issue.fee > 0 AND issue.waived IS NULL";
        self.db.run(sql, &[&token.0, &millis(now)])?;
        Ok(())
    }

    /// Takes a fob back that came in again: it lies at that branch, and what it was issued for is over (R15.6).
    pub(super) fn take_back(&self, token: TokenId, cause: Cause, branch: &BranchCode, at: Instant) -> Result<()> {
        let sql = "UPDATE token SET stock = 'returned', contract = NULL, branch = ?2, came_back = ?3, handed_in = ?4
                   WHERE id = ?1 AND stock = 'issued'";
        let values: [&dyn ToValue; 4] = [&token.0, &branch.as_str(), &cause.as_str(), &millis(at)];
        if self.db.run(sql, &values)? != 1 {
            return Err(Error::Damaged("a fob that was not issued came back".into()));
        }
        let sql = "UPDATE issue SET delivery = 'over', changed_at = ?2 WHERE token = ?1 AND delivery <> 'over'";
        self.db.run(sql, &[&token.0, &millis(at)])?;
        Ok(())
    }
}
