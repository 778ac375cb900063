//! Accounts, payments and what moved (R5.3). A payment is executed once: it leaves its status by one conditional UPDATE, and
//! the money leaves the account by another, in the same transaction.

use super::db::{Row, ToValue};
use super::row::{instant, instant_at, json, millis, named, parsed, parsed_if_any};
use super::sqlite::AS_WRITTEN;
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::contract::Pending;
use crate::domain::payment::{Kind, Mode, Modes, Movement, Order, Payment, Status};
use crate::domain::values::{Account, ContractNumber, LoginId, PaymentId, Reason};

/// An account whose balance is kept here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct AccountRow {
    /// The account.
    pub account: Account,
    /// Its balance in yen.
    pub balance: u64,
}

/// Which of a long list: `skip` from its beginning, then at most `limit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many come before.
    pub skip: u64,
    /// How many at most.
    pub limit: u64,
}

/// How a payment goes on, to be stored.
#[derive(Clone, Debug)]
pub struct PaymentStep<'a> {
    /// From which status.
    pub from: Status,
    /// To which.
    pub to: Status,
    /// When.
    pub at: Instant,
    /// Why it was sent back.
    pub reason: Option<&'a Reason>,
    /// The receipt number, when it is executed.
    pub receipt: Option<&'a str>,
}

const COLUMNS: &str = "id, contract, account, content, made_by, made_at, approver, final_approver, status, approved_at,
                       decided_at, reason, receipt";

fn payment_of(row: &Row<'_>) -> Result<Payment> {
    Ok(Payment {
        id: PaymentId(row.get(0)?),
        contract: parsed(row, 1, ContractNumber::parse)?,
        order: Order {
            account: parsed(row, 2, Account::parse)?,
            content: json(row, 3)?,
            approver: parsed_if_any(row, 6, LoginId::parse)?,
            final_approver: parsed_if_any(row, 7, LoginId::parse)?,
        },
        made_by: parsed(row, 4, LoginId::parse)?,
        made_at: instant(row, 5, "payment.made_at")?,
        status: named(row, 8, Status::from_name)?,
        approved_at: instant_at(row, 9, "payment.approved_at")?,
        decided_at: instant_at(row, 10, "payment.decided_at")?,
        reason: parsed_if_any(row, 11, Reason::stored)?,
        receipt: row.get(12)?,
    })
}

fn mode_of(row: &Row<'_>, column: usize) -> Result<Mode> {
    named(row, column, |name| {
        Mode::ALL.into_iter().find(|mode| mode.as_str() == name)
    })
}

impl Tx<'_> {
    /// How the payments of a contract are approved.
    pub fn modes(&self, contract: &ContractNumber) -> Result<Modes> {
        self.met_case(contract.as_str())?;
        let sql = "SELECT transfer, bulk FROM approval_mode WHERE contract = ?1";
        Ok(self
            .db
            .optional(sql, &[&contract.as_str()], |row| {
                Ok(Modes {
                    transfer: mode_of(row, 0)?,
                    bulk: mode_of(row, 1)?,
                })
            })?
            .unwrap_or_default())
    }

    /// Says how the payments of a contract are approved.
    pub fn set_modes(&self, contract: &ContractNumber, modes: Modes) -> Result<()> {
        let bulk = modes.of(Kind::Bulk);
        let sql = "INSERT INTO approval_mode (contract, transfer, bulk) VALUES (?1, ?2, ?3)
                   ON CONFLICT (contract) DO UPDATE SET transfer = ?2, bulk = ?3";
        self.db
            .run(sql, &[&contract.as_str(), &modes.transfer.as_str(), &bulk.as_str()])?;
        Ok(())
    }

    /// Opens an account with a balance of nothing; false when it is kept already.
    pub fn open_account(&self, contract: &ContractNumber, account: &Account) -> Result<bool> {
        let sql = "INSERT INTO account (contract, account, balance) VALUES (?1, ?2, 0)
                   ON CONFLICT (contract, account) DO NOTHING";
        let opened = self.db.run(sql, &[&contract.as_str(), &account.as_str()])?;
        Ok(opened == 1)
    }

    /// The accounts of a contract that are kept here.
    pub fn accounts(&self, contract: &ContractNumber) -> Result<Vec<AccountRow>> {
        let sql = "SELECT account, balance FROM account WHERE contract = ?1 ORDER BY account";
        self.db.all(sql, &[&contract.as_str()], |row| {
            Ok(AccountRow {
                account: parsed(row, 0, Account::parse)?,
                balance: row.get(1)?,
            })
        })
    }

    /// The balance of an account, if it is kept here.
    pub fn balance(&self, contract: &ContractNumber, account: &Account) -> Result<Option<u64>> {
        self.met("account", &[&contract.as_str(), &account.as_str()])?;
        let sql = "SELECT balance FROM account WHERE contract = ?1 AND account = ?2";
        self.db
            .optional(sql, &[&contract.as_str(), &account.as_str()], |row| row.get(0))
    }

    /// Moves money on an account, with its line of the statement, and gives the balance afterwards; what goes out is
    /// negative. Nothing is moved when there is no such account or the balance would fall below nothing.
    pub fn move_money(
        &self,
        contract: &ContractNumber,
        account: &Account,
        amount: i64,
        at: Instant,
        text: &str,
        payment: Option<PaymentId>,
    ) -> Result<Option<u64>> {
        self.met("account", &[&contract.as_str(), &account.as_str()])?;
        let sql = "UPDATE account SET balance = balance + ?3 WHERE contract = ?1 AND account = ?2 AND balance + ?3 >= 0
                   RETURNING balance";
        let moved = self
            .db
            .optional(sql, &[&contract.as_str(), &account.as_str(), &amount], |row| row.get(0))?;
        let Some(balance) = moved else { return Ok(None) };
        let sql = "INSERT INTO movement (contract, account, line, at, amount, balance, text, payment)
                   SELECT ?1, ?2, coalesce(max(line), 0) + 1, ?3, ?4, ?5, ?6, ?7 FROM movement
                   WHERE contract = ?1 AND account = ?2";
        self.db.run(
            sql,
            &[
                &contract.as_str(),
                &account.as_str(),
                &millis(at),
                &amount,
                &balance,
                &text,
                &payment.map(|id| id.0),
            ],
        )?;
        Ok(Some(balance))
    }

    /// The statement of an account, newest first.
    pub fn statement(&self, contract: &ContractNumber, account: &Account, part: Part) -> Result<Vec<Movement>> {
        let sql = "SELECT line, at, movement.amount, balance, text, payment, kind
                   FROM movement LEFT JOIN payment ON payment.id = movement.payment
                   WHERE movement.contract = ?1 AND movement.account = ?2 ORDER BY line DESC LIMIT ?4 OFFSET ?3";
        self.db.all(
            sql,
            &[&contract.as_str(), &account.as_str(), &part.skip, &part.limit],
            |row| {
                self.met(
                    "movement",
                    &[&contract.as_str(), &account.as_str(), &row.get::<i64>(0)?],
                )?;
                let payment = match row.get::<Option<[u8; 16]>>(5)? {
                    Some(id) => Some((PaymentId(id), named(row, 6, Kind::from_name)?)),
                    None => None,
                };
                Ok(Movement {
                    line: row.get(0)?,
                    at: instant(row, 1, "movement.at")?,
                    amount: row.get(2)?,
                    balance: row.get(3)?,
                    text: row.get(4)?,
                    payment,
                })
            },
        )
    }

    /// Keeps a new payment.
    pub fn add_payment(&self, payment: &Payment) -> Result<()> {
        let order = &payment.order;
        let sql = "INSERT INTO payment (id, contract, account, kind, content, amount, made_by, made_at, approver,
                                        final_approver, status, decided_at, receipt)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
        self.db.run(
            sql,
            &[
                &payment.id.0,
                &payment.contract.as_str(),
                &order.account.as_str(),
                &order.content.kind().as_str(),
                &serde_json::to_string(&order.content)?,
                &order.content.amount().get(),
                &payment.made_by.as_str(),
                &millis(payment.made_at),
                &order.approver.as_ref().map(LoginId::as_str),
                &order.final_approver.as_ref().map(LoginId::as_str),
                &payment.status.as_str(),
                &payment.decided_at.map(millis),
                &payment.receipt.as_deref(),
            ],
        )?;
        Ok(())
    }

    /// Whether there is a payment of that id, of whichever contract.
    pub fn is_payment(&self, id: PaymentId) -> Result<bool> {
        let sql = "SELECT 1 FROM payment WHERE id = ?1";
        self.db.any(sql, &[&id.0])
    }

    /// The payment of that id, if it is one of the contract.
    pub fn payment(&self, contract: &ContractNumber, id: PaymentId) -> Result<Option<Payment>> {
        self.met("payment", &[&id.0])?;
        let sql = format!("SELECT {COLUMNS} FROM payment WHERE id = ?1 AND contract = ?2");
        self.db.optional(&sql, &[&id.0, &contract.as_str()], payment_of)
    }

    /// The payments of a contract, newest first; with `made_by` only those which that user entered.
    pub fn payments(&self, contract: &ContractNumber, made_by: Option<&LoginId>, part: Part) -> Result<Vec<Payment>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM payment WHERE contract = ?1 AND made_by = coalesce(?2, made_by)
             ORDER BY made_at DESC, {AS_WRITTEN} DESC LIMIT ?4 OFFSET ?3"
        );
        let made_by = made_by.map(LoginId::as_str);
        self.db.all(
            &sql,
            &[&contract.as_str(), &made_by, &part.skip, &part.limit],
            payment_of,
        )
    }

    /// The payments of a contract that wait for that user, oldest first.
    pub fn payments_waiting_for(
        &self,
        contract: &ContractNumber,
        login_id: &LoginId,
        part: Part,
    ) -> Result<Vec<Payment>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM payment
             WHERE contract = ?1 AND ((status = 'waiting' AND approver = ?2) OR (status = 'waiting_final' AND final_approver = ?2))
             ORDER BY made_at, {AS_WRITTEN} LIMIT ?4 OFFSET ?3"
        );
        self.db.all(
            &sql,
            &[&contract.as_str(), &login_id.as_str(), &part.skip, &part.limit],
            payment_of,
        )
    }

    /// Takes a payment one step on: one conditional UPDATE, so that of two who decide at once one wins. False when it no
    /// longer stands where it did.
    pub fn step_payment(&self, id: PaymentId, step: &PaymentStep<'_>) -> Result<bool> {
        let sql = "UPDATE payment SET status = ?3, reason = ?5, receipt = ?6,
                     approved_at = CASE WHEN ?3 = 'waiting_final' THEN ?4 ELSE approved_at END,
                     decided_at = CASE WHEN ?3 = 'waiting_final' THEN NULL ELSE ?4 END
                   WHERE id = ?1 AND status = ?2";
        let changed = self.db.run(
            sql,
            &[
                &id.0,
                &step.from.as_str(),
                &step.to.as_str(),
                &millis(step.at),
                &step.reason.map(Reason::as_str),
                &step.receipt,
            ],
        )?;
        Ok(changed == 1)
    }

    /// What of a contract waits for an approver.
    pub fn pending_payments(&self, contract: &ContractNumber) -> Result<Pending> {
        let sql = "SELECT count(*), coalesce(sum(amount), 0) FROM payment
                   WHERE contract = ?1 AND status IN ('waiting', 'waiting_final')";
        self.db.one(sql, &[&contract.as_str()], |row| {
            Ok(Pending {
                count: row.get(0)?,
                yen: row.get(1)?,
            })
        })
    }

    /// Makes void all that waits of a contract that is closed now.
    pub(super) fn void_pending(&self, contract: &ContractNumber, at: Instant) -> Result<()> {
        let sql = "UPDATE payment SET status = 'void', decided_at = ?2
                   WHERE contract = ?1 AND status IN ('waiting', 'waiting_final')";
        self.db.run(sql, &[&contract.as_str(), &millis(at)])?;
        Ok(())
    }

    /// Makes void what waits and needs a user who is removed now: what they entered, and what names them as an approver, also
    /// as the first of two who has approved already, since nobody would answer for that any more. Gives them.
    pub fn void_payments_of(
        &self,
        contract: &ContractNumber,
        login_id: &LoginId,
        at: Instant,
    ) -> Result<Vec<PaymentId>> {
        let sql = "UPDATE payment SET status = 'void', decided_at = ?2
                   WHERE contract = ?3 AND status IN ('waiting', 'waiting_final')
                     AND ?1 IN (made_by, approver, final_approver)
                   RETURNING id";
        let values: [&dyn ToValue; 3] = [&login_id.as_str(), &millis(at), &contract.as_str()];
        self.db.all(sql, &values, |row| row.get(0).map(PaymentId))
    }
}

#[cfg(test)]
mod tests;
