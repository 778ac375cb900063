//! Notices to customers (R14): the outbox.

use serde::Serialize;

use super::db::Row;
use super::row::{instant, json, millis, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::notice::{Notice, Way};
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
    /// What it tells.
    pub notice: Notice,
    /// When that was.
    pub at: Instant,
    /// Why the last try to send it failed.
    pub failed: Option<String>,
}

fn kind(notice: &Notice) -> &'static str {
    match notice {
        Notice::Done { action, .. } => action.as_str(),
        Notice::FailedCheck { .. } => "failed_check",
        Notice::Refused { .. } => "refused",
        Notice::Expiring { .. } => "expiring",
        Notice::Changed { .. } => "changed",
    }
}

fn row_of(row: &Row<'_>) -> Result<NoticeRow> {
    let notice: Notice = json(row, 5)?;
    let mail = match notice.old_address() {
        Some(old) => old.mail.clone(),
        None => parsed_if_any(row, 7, MailAddress::parse)?,
    };
    Ok(NoticeRow {
        id: row.get(0)?,
        contract: parsed(row, 1, ContractNumber::parse)?,
        company: parsed(row, 2, Name::parse)?,
        login_id: parsed(row, 3, LoginId::parse)?,
        name: parsed_if_any(row, 4, Name::parse)?,
        notice,
        at: instant(row, 6, "notice.at")?,
        mail,
        failed: row.get(8)?,
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

    /// Keeps that a notice has left the bank; false when it had already.
    pub fn notice_left(&self, id: u64, way: Way, by: &StaffId, at: Instant) -> Result<bool> {
        self.met("notice", &[&id])?;
        let sql = "UPDATE notice SET sent_at = ?2, sent_by = ?3, way = ?4, failed = NULL
                   WHERE id = ?1 AND sent_at IS NULL";
        Ok(self.db.run(sql, &[&id, &millis(at), &by.as_str(), &way.as_str()])? == 1)
    }

    /// Keeps why a notice could not be sent; false when it has left meanwhile.
    pub fn notice_failed(&self, id: u64, why: &str) -> Result<bool> {
        let sql = "UPDATE notice SET failed = ?2 WHERE id = ?1 AND sent_at IS NULL";
        Ok(self.db.run(sql, &[&id, &why])? == 1)
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

    /// Whether a check of the contract that was begun since then has failed.
    pub fn has_failed_check(&self, contract: &ContractNumber, since: Instant) -> Result<bool> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM identity_check WHERE contract = ?1 AND at >= ?2 AND outcome = 'failed')";
        self.db
            .one(sql, &[&contract.as_str(), &millis(since)], |row| row.get(0))
    }

    /// Notices that wait, the oldest first, at most `limit`.
    pub fn waiting_notices(&self, limit: u64) -> Result<Vec<NoticeRow>> {
        let sql = r#"SELECT notice.id, notice.contract, company, notice.login_id, "user".name, content, notice.at,
                          mail, failed
                   FROM notice JOIN contract ON contract.number = notice.contract LEFT JOIN "user" USING (login_id)
                        LEFT JOIN address USING (login_id)
                   WHERE sent_at IS NULL ORDER BY notice.id LIMIT ?1"#;
        self.db.all(sql, &[&limit], |row| {
            self.met("notice", &[&row.get::<u64>(0)?])?;
            self.met("address", &[&row.get::<String>(3)?])?;
            row_of(row)
        })
    }
}
