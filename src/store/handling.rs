//! What is done to fobs at a branch, and how far those are that it has to do with (R15.5, R15.6, R15.9).

use super::db::ToValue;
use super::loads::UNSEEN;
use super::row::{millis, named, parsed, parsed_if_any};
use super::stock::{ISSUE, ISSUES, IssueRow, issue_of};
use super::tokens::{BEHIND, COLUMNS, token_of};
use super::{Error, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::stock::{Around, Deed, Delivery, Step};
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, ContractNumber, Reason, StaffId, TokenId};

/// A fob that a branch has something to do with still.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PendingFob {
    /// The fob.
    #[serde(flatten)]
    pub token: Token,
    /// How far it is on its way to a customer, if it is.
    pub delivery: Option<Delivery>,
    /// The branch that sent it, while it is on its way to another.
    pub sent_from: Option<BranchCode>,
    /// Whether its contract is closed, and it is still to be handed in (R16.1).
    pub is_owed: bool,
    /// Whether another one came in its place, and it is still to be handed in (R15.5).
    pub is_replaced: bool,
}

impl Tx<'_> {
    /// What is known of a fob besides its own row.
    pub fn around(&self, token: TokenId) -> Result<Around> {
        let users = self
            .db
            .one(r#"SELECT count(*) FROM "user" WHERE token = ?1"#, &[&token.0], |row| {
                row.get(0)
            })?;
        let sql = "SELECT delivery FROM issue WHERE token = ?1 AND delivery <> 'over'";
        let delivery = self
            .db
            .optional(sql, &[&token.0], |row| named(row, 0, Delivery::from_name))?;
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM issue WHERE old = ?1 AND owed = 1 AND delivery <> 'over')
                 OR EXISTS (SELECT 1 FROM token JOIN contract ON contract.number = token.contract
                            WHERE token.id = ?1 AND contract.closed IS NOT NULL AND contract.load NOT IN {UNSEEN})"
        );
        let owed = self.db.one(&sql, &[&token.0], |row| row.get(0))?;
        let sql = "SELECT from_branch FROM stock_move WHERE token = ?1 AND ended_at IS NULL";
        let sent_from = self
            .db
            .optional(sql, &[&token.0], |row| parsed(row, 0, BranchCode::parse))?;
        Ok(Around {
            users,
            delivery,
            sent_from,
            owed,
        })
    }

    /// Who sent a fob that is on its way to another branch.
    pub fn sender(&self, token: TokenId) -> Result<Option<StaffId>> {
        let sql = "SELECT sent_by FROM stock_move WHERE token = ?1 AND ended_at IS NULL";
        self.db.optional(sql, &[&token.0], |row| parsed(row, 0, StaffId::parse))
    }

    /// Does to a fob what was decided: it stands as `after` says from now on, and what hung on how it stood is over.
    pub fn handle(&self, deed: Deed, before: &Token, after: &Token, by: &StaffId, now: Instant) -> Result<()> {
        let sql = "UPDATE token SET stock = ?2, contract = ?3, branch = ?4, came_back = ?5, handed_in = ?6
                   WHERE id = ?1 AND stock = ?7";
        let values: [&dyn ToValue; 7] = [
            &before.id.0,
            &after.stock.as_str(),
            &after.contract.as_ref().map(ContractNumber::as_str),
            &after.branch.as_ref().map(BranchCode::as_str),
            &after.came_back.map(crate::domain::stock::Cause::as_str),
            &after.handed_in.map(millis),
            &before.stock.as_str(),
        ];
        if self.db.run(sql, &values)? != 1 {
            return Err(Error::Damaged("a fob was handled that stood otherwise".into()));
        }
        let (id, now) = (&before.id.0, millis(now));
        match deed {
            Deed::Return | Deed::Undelivered => {
                let sql = "UPDATE issue SET delivery = 'over', changed_at = ?2 WHERE token = ?1 AND delivery <> 'over'";
                self.db.run(sql, &[id, &now])?;
            }
            Deed::Move => {
                let sql =
                    "INSERT INTO stock_move (token, at, from_branch, to_branch, sent_by) VALUES (?1, ?2, ?3, ?4, ?5)";
                let from = before.branch.as_ref().map(BranchCode::as_str);
                let to = after.branch.as_ref().map(BranchCode::as_str);
                self.db.run(sql, &[id, &now, &from, &to, &by.as_str()])?;
            }
            Deed::Receive => {
                let sql = "UPDATE stock_move SET ended_at = ?2, received_by = ?3 WHERE token = ?1 AND ended_at IS NULL";
                self.db.run(sql, &[id, &now, &by.as_str()])?;
            }
            Deed::WriteOff => {
                let sql = "UPDATE stock_move SET ended_at = ?2 WHERE token = ?1 AND ended_at IS NULL";
                self.db.run(sql, &[id, &now])?;
            }
            Deed::Scrap => {
                self.db.run("DELETE FROM seed WHERE token = ?1", &[id])?;
            }
            _ => {}
        }
        if matches!(deed, Deed::Return | Deed::HandIn | Deed::LoseOwed) {
            // It was owed for the one that came in its place (R15.5).
            let sql = "UPDATE issue SET owed = 0, changed_at = ?2 WHERE old = ?1 AND owed = 1";
            self.db.run(sql, &[id, &now])?;
        }
        let is_other = before.contract != after.contract || deed == Deed::LoseOwed;
        if let Some(contract) = before.contract.as_ref().filter(|_| is_other) {
            self.touch(contract)?;
            if let Some(case) = self.case_as_it_stands(contract)? {
                self.index(&case)?;
            }
        }
        Ok(())
    }

    /// What a fob was issued for that is on its way to the customer, or there.
    pub fn issue_of_fob(&self, token: TokenId) -> Result<Option<IssueRow>> {
        let sql = format!(
            "SELECT {ISSUE} FROM {ISSUES} WHERE issue.token = ?1 AND issue.delivery <> 'over' AND token.load NOT IN {UNSEEN}"
        );
        self.db.optional(&sql, &[&token.0], issue_of)
    }

    /// The next step of a fob on its way to the customer (R15.5). With the application its fee is due.
    pub fn deliver(&self, issue: &IssueRow, step: &Step, to: Delivery, now: Instant) -> Result<()> {
        let (applied, item) = match step {
            Step::Applied { date } => (Some(date.to_string()), None),
            Step::Sent { item } => (None, Some(item.as_str())),
            Step::Handed | Step::Arrived => (None, None),
        };
        let sql = "UPDATE issue SET delivery = ?3, applied = coalesce(?4, applied), item = coalesce(?5, item), changed_at = ?6
                   WHERE token = ?1 AND delivery = ?2";
        let values: [&dyn ToValue; 6] = [
            &issue.token.0,
            &issue.delivery.as_str(),
            &to.as_str(),
            &applied,
            &item,
            &millis(now),
        ];
        if self.db.run(sql, &values)? != 1 {
            return Err(Error::Damaged("a fob was delivered that was elsewhere".into()));
        }
        if applied.is_some() {
            self.make_due(issue.token, now)?;
        }
        Ok(())
    }

    /// The fobs that a branch has something to do with still, by serial: on their way to a customer or a branch, or back.
    pub fn pending_fobs(&self, branch: &BranchCode, limit: u64) -> Result<Vec<PendingFob>> {
        let sql = format!(
            "SELECT {COLUMNS}, (SELECT delivery FROM issue WHERE issue.token = token.id AND delivery <> 'over'),
                    (SELECT from_branch FROM stock_move WHERE stock_move.token = token.id AND ended_at IS NULL),
                    EXISTS (SELECT 1 FROM contract WHERE number = token.contract AND closed IS NOT NULL),
                    EXISTS (SELECT 1 FROM issue WHERE issue.old = token.id AND owed = 1 AND delivery <> 'over')
             FROM token
             WHERE id IN (SELECT token FROM issue WHERE from_stock = ?1
                            AND delivery IN ('application', 'to_hand', 'to_send', 'sent')
                          UNION SELECT token FROM stock_move WHERE to_branch = ?1 AND ended_at IS NULL
                          UNION SELECT token FROM stock_move WHERE from_branch = ?1 AND ended_at IS NULL
                          UNION SELECT t.id FROM contract c JOIN token t ON t.contract = c.number
                                WHERE c.branch_code = ?1 AND c.closed IS NOT NULL AND t.stock = 'issued' AND c.load NOT IN {UNSEEN}
                          UNION SELECT old FROM issue JOIN token t ON t.id = issue.old
                                WHERE from_stock = ?1 AND owed = 1 AND delivery <> 'over' AND t.stock = 'issued'
                          UNION SELECT id FROM token WHERE branch = ?1 AND stock = 'returned'
                          UNION SELECT id FROM token WHERE branch = ?1 AND stock = 'lost' AND handed_in IS NOT NULL)
               AND load NOT IN {UNSEEN}
             ORDER BY serial, maker LIMIT ?2"
        );
        self.db.all(&sql, &[&branch.as_str(), &limit], |row| {
            Ok(PendingFob {
                token: token_of(row)?,
                delivery: match row.get::<Option<String>>(BEHIND)? {
                    Some(_) => Some(named(row, BEHIND, Delivery::from_name)?),
                    None => None,
                },
                sent_from: parsed_if_any(row, BEHIND + 1, BranchCode::parse)?,
                is_owed: row.get(BEHIND + 2)?,
                is_replaced: row.get(BEHIND + 3)?,
            })
        })
    }

    /// Waives what an issue costs, due already or not yet; false when nothing is to be paid any more, or never was.
    pub fn waive_fee(&self, token: TokenId, reason: &Reason, now: Instant) -> Result<bool> {
        let values: [&dyn ToValue; 2] = [&token.0, &reason.as_str()];
        let due = "UPDATE charge SET waived = ?2 WHERE token = ?1 AND exported_at IS NULL AND waived IS NULL
                     AND at = (SELECT at FROM issue WHERE issue.token = ?1 AND delivery <> 'over')";
        let was_due = self.db.run(due, &values)? == 1;
        let sql = "UPDATE issue SET waived = ?2, changed_at = ?3
                   WHERE token = ?1 AND delivery <> 'over' AND fee > 0 AND waived IS NULL";
        let waived = if was_due {
            self.db.run(sql, &[&token.0, &reason.as_str(), &millis(now)])?
        } else {
            let sql = format!("{sql} AND delivery = 'application'");
            self.db.run(&sql, &[&token.0, &reason.as_str(), &millis(now)])?
        };
        Ok(waived == 1)
    }
}
