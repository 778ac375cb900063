//! Notices to customers (R14): the outbox.

use std::collections::BTreeMap;

use serde::Serialize;

use super::db::Row;
use super::row::{instant, instant_at, json, millis, parsed, parsed_if_any};
use super::{Error, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::notice::{Decided, Notice, Stage, Way};
use crate::domain::values::{ContractNumber, LoginId, MailAddress, Name, RequestId, StaffId};

/// A notice that waits, with what its envelope needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticeRow {
    /// Its number; they count up.
    pub id: u64,
    /// The contract.
    pub contract: ContractNumber,
    /// Its company.
    pub company: Name,
    /// To whom.
    pub login_id: LoginId,
    /// Their name; none when the user is gone.
    pub name: Option<Name>,
    /// Where mail reaches them; of a change that is told where they were reached before, there.
    pub mail: Option<MailAddress>,
    /// Where letters reach the contract; of a change that is told where it was reached before, there.
    pub address: Option<String>,
    /// What it tells.
    pub notice: Notice,
    /// When that was.
    pub at: Instant,
    /// Why the last try to send it failed.
    pub failed: Option<String>,
    /// How it stands, as it is written down.
    pub stage: Stage,
    /// Since when, or when it left.
    pub since: Option<Instant>,
    /// How it left.
    pub way: Option<Way>,
    /// The number of the export that it left with.
    pub export: Option<u64>,
}

/// Which notices are listed (R14.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that have not left, the oldest first.
    Open,
    /// Those that have, the newest first.
    Left,
    /// Those of an export.
    Of(u64),
}

/// What came of sending a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// The server has taken it.
    Taken,
    /// It was not taken this time; why.
    Later(String),
    /// Its address was refused for good: it goes as a letter.
    Never(String),
    /// The line broke after its data: whether it was taken is not known.
    Unsure(String),
}

/// What is read of a notice, with what its envelope needs.
const NOTICED: &str = r#"notice.id, notice.contract, company, notice.login_id, "user".name, content, notice.at,
  mail, failed, hold, hold_at, sent_at, way, export, contract.address
  FROM notice JOIN contract ON contract.number = notice.contract LEFT JOIN "user" USING (login_id)
  LEFT JOIN address USING (login_id)"#;

fn kind(notice: &Notice) -> &'static str {
    match notice {
        Notice::Done { action, .. } => action.as_str(),
        Notice::FailedCheck { .. } => "failed_check",
        Notice::Refused { .. } => "refused",
        Notice::Expiring { .. } => "expiring",
        Notice::Closed { .. } => "closed",
        Notice::Changed { .. } => "changed",
        Notice::TakenBack { .. } => "taken_back",
    }
}

fn row_of(row: &Row<'_>) -> Result<NoticeRow> {
    let notice: Notice = json(row, 5)?;
    let mail = match notice.old_address() {
        Some(old) => old.mail.clone(),
        None => parsed_if_any(row, 7, MailAddress::parse)?,
    };
    let address = match notice.old_address().and_then(|old| old.address.clone()) {
        Some(old) => Some(old),
        None => row.get(14)?,
    };
    Ok(NoticeRow {
        id: row.get(0)?,
        contract: parsed(row, 1, ContractNumber::parse)?,
        company: parsed(row, 2, Name::stored)?,
        login_id: parsed(row, 3, LoginId::parse)?,
        name: parsed_if_any(row, 4, Name::stored)?,
        notice,
        at: instant(row, 6, "notice.at")?,
        mail,
        address,
        failed: row.get(8)?,
        stage: match (row.get::<Option<String>>(9)?, row.get::<Option<i64>>(11)?) {
            (_, Some(_)) => Stage::Sent,
            (Some(hold), None) => Stage::held(&hold).ok_or_else(|| Error::Damaged(format!("notice.hold: {hold}")))?,
            (None, None) => Stage::Waiting,
        },
        since: match instant_at(row, 11, "notice.sent_at")? {
            Some(at) => Some(at),
            None => instant_at(row, 10, "notice.hold_at")?,
        },
        way: row.get::<Option<String>>(12)?.and_then(|way| Way::from_name(&way)),
        export: row.get(13)?,
    })
}

impl Tx<'_> {
    /// Leaves a notice for a user.
    pub fn add_notice(
        &self,
        contract: &ContractNumber,
        to: &LoginId,
        notice: &Notice,
        at: Instant,
        request: Option<RequestId>,
    ) -> Result<()> {
        let sql = "INSERT INTO notice (contract, login_id, kind, content, at, request) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.db.run(
            sql,
            &[
                &contract.as_str(),
                &to.as_str(),
                &kind(notice),
                &serde_json::to_string(notice)?,
                &millis(at),
                &request.map(|id| id.0),
            ],
        )?;
        Ok(())
    }

    /// The number that the next export gets.
    pub fn next_notice_export(&self) -> Result<u64> {
        let last = "SELECT max(export) FROM notice WHERE export IS NOT NULL";
        let last: Option<u64> = self.db.one(last, &[], |row| row.get(0))?;
        Ok(last.unwrap_or(0) + 1)
    }

    /// Keeps that notices have left the bank as letters, all of them with one number, which is given; nothing when one of them had
    /// left already, or a send has claimed it.
    pub fn notices_exported(&self, ids: &[u64], by: &StaffId, at: Instant) -> Result<Option<u64>> {
        let number = self.next_notice_export()?;
        for id in ids {
            self.met("notice", &[id])?;
            let sql =
                "UPDATE notice SET sent_at = ?2, sent_by = ?3, way = 'letter', export = ?4, hold = NULL, hold_at = NULL
                       WHERE id = ?1 AND sent_at IS NULL AND (hold IS NULL OR hold = 'letter')";
            if self.db.run(sql, &[id, &millis(at), &by.as_str(), &number])? != 1 {
                return Ok(None);
            }
        }
        Ok(Some(number))
    }

    /// Claims a notice for one send (R14.2); false when it does not wait for a mail any more.
    pub fn claim_notice(&self, id: u64, at: Instant) -> Result<bool> {
        self.met("notice", &[&id])?;
        let sql = "UPDATE notice SET hold = 'sending', hold_at = ?2 WHERE id = ?1 AND sent_at IS NULL AND hold IS NULL";
        Ok(self.db.run(sql, &[&id, &millis(at)])? == 1)
    }

    /// Keeps what came of a notice that a send has claimed; false when it had left already. That it was taken is kept whatever
    /// others decided meanwhile.
    pub fn notice_came(&self, id: u64, came: &Came, by: &StaffId, at: Instant) -> Result<bool> {
        self.met("notice", &[&id])?;
        let (hold, why) = match came {
            Came::Taken => {
                let sql = "UPDATE notice SET sent_at = ?2, sent_by = ?3, way = 'mail', failed = NULL, hold = NULL, hold_at = NULL
                           WHERE id = ?1 AND sent_at IS NULL";
                return Ok(self.db.run(sql, &[&id, &millis(at), &by.as_str()])? == 1);
            }
            Came::Later(why) => (None, why),
            Came::Never(why) => (Some(Stage::Letter), why),
            Came::Unsure(why) => (Some(Stage::Unsure), why),
        };
        let (hold, since) = (hold.map(Stage::as_str), hold.map(|_| millis(at)));
        let sql = "UPDATE notice SET failed = ?2, hold = ?3, hold_at = ?4
                   WHERE id = ?1 AND sent_at IS NULL AND hold = 'sending'";
        Ok(self.db.run(sql, &[&id, &why.as_str(), &hold, &since])? == 1)
    }

    /// Keeps what a person decided of a notice of which it is not known whether it left.
    pub fn notice_decided(&self, id: u64, decided: Decided, at: Instant) -> Result<()> {
        self.met("notice", &[&id])?;
        let sql = "UPDATE notice SET hold = ?2, hold_at = ?3 WHERE id = ?1 AND sent_at IS NULL";
        let (hold, since) = match decided {
            Decided::Again => (None, None),
            Decided::Letter => (Some(Stage::Letter.as_str()), Some(millis(at))),
        };
        self.db.run(sql, &[&id, &hold, &since]).map(drop)
    }

    /// How many notices wait.
    pub fn count_waiting_notices(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM notice WHERE sent_at IS NULL";
        self.db.one(sql, &[], |row| row.get(0))
    }

    /// Keeps where mail reaches a user.
    pub(super) fn add_address(&self, login_id: &LoginId, mail: &MailAddress) -> Result<()> {
        let sql = "INSERT INTO address (login_id, mail) VALUES (?1, ?2)";
        self.db.run(sql, &[&login_id.as_str(), &mail.as_str()])?;
        Ok(())
    }

    /// Where mail reaches a user from now on.
    pub(super) fn set_address(&self, login_id: &LoginId, mail: Option<&MailAddress>) -> Result<()> {
        self.met("address", &[&login_id.as_str()])?;
        self.db
            .run("DELETE FROM address WHERE login_id = ?1", &[&login_id.as_str()])?;
        match mail {
            Some(mail) => self.add_address(login_id, mail),
            None => Ok(()),
        }
    }

    /// Where mail reaches the users of a contract, of whom that is known.
    pub fn mails_of(&self, contract: &ContractNumber) -> Result<BTreeMap<LoginId, MailAddress>> {
        let sql = r#"SELECT login_id, mail FROM "user" JOIN address USING (login_id) WHERE contract = ?1"#;
        let mails = self.db.all(sql, &[&contract.as_str()], |row| {
            self.met("address", &[&row.get::<String>(0)?])?;
            Ok((parsed(row, 0, LoginId::parse)?, parsed(row, 1, MailAddress::parse)?))
        })?;
        Ok(mails.into_iter().collect())
    }

    /// Whether a check of the contract that was begun since then has failed.
    pub fn has_failed_check(&self, contract: &ContractNumber, since: Instant) -> Result<bool> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM identity_check WHERE contract = ?1 AND at >= ?2 AND outcome = 'failed')";
        self.db
            .one(sql, &[&contract.as_str(), &millis(since)], |row| row.get(0))
    }

    /// A notice.
    pub fn notice(&self, id: u64) -> Result<Option<NoticeRow>> {
        let sql = format!("SELECT {NOTICED} WHERE notice.id = ?1");
        self.db.optional(&sql, &[&id], |row| self.noticed(row))
    }

    /// Notices, at most `limit`.
    pub fn notices(&self, which: Which, limit: u64) -> Result<Vec<NoticeRow>> {
        let open = format!("SELECT {NOTICED} WHERE sent_at IS NULL ORDER BY notice.id LIMIT ?1");
        let left = format!("SELECT {NOTICED} WHERE sent_at IS NOT NULL ORDER BY sent_at DESC, notice.id DESC LIMIT ?1");
        let of_export = format!("SELECT {NOTICED} WHERE export = ?1 ORDER BY notice.id LIMIT ?2");
        match which {
            Which::Open => self.db.all(&open, &[&limit], |row| self.noticed(row)),
            Which::Left => self.db.all(&left, &[&limit], |row| self.noticed(row)),
            Which::Of(number) => self.db.all(&of_export, &[&number, &limit], |row| self.noticed(row)),
        }
    }

    fn noticed(&self, row: &Row<'_>) -> Result<NoticeRow> {
        self.met("notice", &[&row.get::<u64>(0)?])?;
        self.met("address", &[&row.get::<String>(3)?])?;
        row_of(row)
    }
}
