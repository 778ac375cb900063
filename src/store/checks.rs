//! Identity checks (R10) and accepted codes.

use super::db::{Row, ToValue};
use super::loads::UNSEEN;
use super::row::{instant, json, millis, named, parsed};
use super::sqlite::AS_WRITTEN;
use super::{Error, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::identity::{Action, Channel, Check, Fact, Outcome};
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId, RequestId, SessionId, StaffId, TokenId};

fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "counter",
        Channel::Telephone => "telephone",
        Channel::Visit => "visit",
    }
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::Confirmed => "confirmed",
        Outcome::Failed => "failed",
    }
}

fn check_of(row: &Row<'_>) -> Result<Check> {
    Ok(Check {
        id: CheckId(row.get(0)?),
        contract: parsed(row, 1, ContractNumber::parse)?,
        channel: named(row, 2, |name| {
            [Channel::Counter, Channel::Telephone, Channel::Visit]
                .into_iter()
                .find(|c| channel_name(*c) == name)
        })?,
        person: json(row, 3)?,
        drawn: json(row, 4)?,
        methods: json(row, 5)?,
        outcome: named(row, 6, |name| {
            [Outcome::Open, Outcome::Confirmed, Outcome::Failed]
                .into_iter()
                .find(|o| outcome_name(*o) == name)
        })?,
        by: parsed(row, 7, StaffId::parse)?,
        at: instant(row, 8, "identity_check.at")?,
        used_by: row.get::<Option<[u8; 16]>>(9)?.map(RequestId),
        served: match row.get::<Option<String>>(11)? {
            Some(_) => named(row, 11, Action::from_name).map(Some)?,
            None => None,
        },
        then_by: row.get::<Option<[u8; 16]>>(10)?.map(RequestId),
        session: row.get::<Option<[u8; 16]>>(12)?.map(SessionId),
        tries: json(row, 13)?,
        called: maybe(row, 14)?,
        why: maybe(row, 15)?,
    })
}

/// A column of JSON that may be empty.
fn maybe<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    row.get::<Option<String>>(column)?
        .map(|_| json(row, column))
        .transpose()
}

/// What two codes in a row said of a fob's clock (R6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocked {
    /// The token.
    pub token: TokenId,
    /// Steps that its clock is ahead of ours.
    pub drift: i64,
    /// When.
    pub at: Instant,
    /// Whether a request was made of it.
    pub used: bool,
}

const COLUMNS: &str = "id, contract, channel, person, drawn, methods, outcome, by, at, used_by,
                       then_by, (SELECT action FROM request WHERE request.id = identity_check.used_by),
                       session, tries, called, why";

impl Tx<'_> {
    /// The identity check of that id.
    pub fn check(&self, id: CheckId) -> Result<Option<Check>> {
        self.met("identity_check", &[&id.0])?;
        let sql = format!("SELECT {COLUMNS} FROM identity_check WHERE id = ?1");
        self.db.optional(&sql, &[&id.0], check_of)
    }

    /// The newest identity check of a contract that this staff member made in that session.
    pub fn newest_check(
        &self,
        contract: &ContractNumber,
        by: &StaffId,
        session: Option<SessionId>,
    ) -> Result<Option<Check>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM identity_check WHERE contract = ?1 AND by = ?2 AND session IS NOT DISTINCT FROM ?3
             ORDER BY at DESC, {AS_WRITTEN} DESC LIMIT 1"
        );
        let session = session.map(|session| session.0);
        let found = self
            .db
            .optional(&sql, &[&contract.as_str(), &by.as_str(), &session], check_of)?;
        if let Some(check) = &found {
            self.met("identity_check", &[&check.id.0])?;
        }
        Ok(found)
    }

    /// The facts of the newest check of a contract that was begun after `since` and not ended.
    pub fn open_facts(&self, contract: &ContractNumber, since: Instant) -> Result<Option<Vec<Fact>>> {
        let sql = format!(
            "SELECT drawn FROM identity_check WHERE contract = ?1 AND outcome = 'open' AND at > ?2
             ORDER BY at DESC, {AS_WRITTEN} DESC LIMIT 1"
        );
        self.db
            .optional(&sql, &[&contract.as_str(), &millis(since)], |row| json(row, 0))
    }

    /// The facts of all checks of a contract that this staff member began after `since` and did not end.
    pub fn asked_facts(&self, contract: &ContractNumber, by: &StaffId, since: Instant) -> Result<Vec<Fact>> {
        let sql = "SELECT drawn FROM identity_check WHERE contract = ?1 AND by = ?2 AND outcome = 'open' AND at > ?3";
        let values: [&dyn ToValue; 3] = [&contract.as_str(), &by.as_str(), &millis(since)];
        let drawn: Vec<Vec<Fact>> = self.db.all(sql, &values, |row| json(row, 0))?;
        Ok(drawn.into_iter().flatten().collect())
    }

    /// The open checks that this staff member began after `since`: of which contract, when, and the facts that were drawn.
    pub fn asking(&self, by: &StaffId, since: Instant) -> Result<Vec<(ContractNumber, Instant, Vec<Fact>)>> {
        let sql = "SELECT contract, at, drawn FROM identity_check WHERE by = ?1 AND outcome = 'open' AND at > ?2";
        self.db.all(sql, &[&by.as_str(), &millis(since)], |row| {
            let contract = parsed(row, 0, ContractNumber::parse)?;
            Ok((contract, instant(row, 1, "identity_check.at")?, json(row, 2)?))
        })
    }

    /// Keeps a new identity check.
    pub fn add_check(&self, check: &Check) -> Result<()> {
        let sql = "INSERT INTO identity_check (id, contract, channel, person, drawn, methods, outcome, by, at, session)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        self.db.run(
            sql,
            &[
                &check.id.0,
                &check.contract.as_str(),
                &channel_name(check.channel),
                &serde_json::to_string(&check.person)?,
                &serde_json::to_string(&check.drawn)?,
                &serde_json::to_string(&check.methods)?,
                &outcome_name(check.outcome),
                &check.by.as_str(),
                &millis(check.at),
                &check.session.map(|session| session.0),
            ],
        )?;
        Ok(())
    }

    /// Keeps what was answered in a check, and who answered the call back (R10.6, R10.7).
    pub fn go_on_with_check(&self, check: &Check) -> Result<()> {
        let sql = "UPDATE identity_check SET tries = ?2, called = ?3 WHERE id = ?1";
        let called = check.called.as_ref().map(serde_json::to_string).transpose()?;
        self.db
            .run(sql, &[&check.id.0, &serde_json::to_string(&check.tries)?, &called])?;
        Ok(())
    }

    /// Keeps how an open check ended, or what was added to a confirmed one (R10.1).
    pub fn finish_check(&self, check: &Check) -> Result<()> {
        let sql = "UPDATE identity_check SET methods = ?2, outcome = ?3, why = ?4 WHERE id = ?1
                   AND (outcome = 'open' OR (outcome = 'confirmed' AND ?3 = 'confirmed' AND used_by IS NULL))";
        let methods = serde_json::to_string(&check.methods)?;
        let why = check.why.as_ref().map(serde_json::to_string).transpose()?;
        match self
            .db
            .run(sql, &[&check.id.0, &methods, &outcome_name(check.outcome), &why])?
        {
            1 => Ok(()),
            _ => Err(Error::Damaged("an identity check was finished twice".into())),
        }
    }

    /// Ties a check to the request it serves, or to the one that follows that (R10.1); false when it served both already.
    pub fn use_check(&self, check: CheckId, request: RequestId) -> Result<bool> {
        let sql = "UPDATE identity_check SET used_by = coalesce(used_by, ?2), then_by = CASE WHEN used_by IS NULL THEN NULL ELSE ?2 END
                   WHERE id = ?1 AND then_by IS NULL";
        Ok(self.db.run(sql, &[&check.0, &request.0])? == 1)
    }

    /// Keeps that a code of that token was accepted, for a user's registration or for an identity check.
    pub fn add_proof(
        &self,
        id: ProofId,
        contract: &ContractNumber,
        token: TokenId,
        purpose: Option<&LoginId>,
        by: &StaffId,
        at: Instant,
    ) -> Result<()> {
        let sql = "INSERT INTO proof (id, contract, token, login_id, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.db.run(
            sql,
            &[
                &id.0,
                &contract.as_str(),
                &token.0,
                &purpose.map(LoginId::as_str),
                &by.as_str(),
                &millis(at),
            ],
        )?;
        Ok(())
    }

    /// When that code of that contract was accepted for that purpose, with its token and whether it was used since.
    /// With `by`, only if that member of the staff had it accepted. What a fob in stock showed (検品) is no proof of this kind.
    pub fn proof(
        &self,
        id: ProofId,
        contract: &ContractNumber,
        purpose: Option<&LoginId>,
        by: Option<&StaffId>,
    ) -> Result<Option<(TokenId, Instant, bool)>> {
        self.met("proof", &[&id.0])?;
        let sql = format!(
            "SELECT token, at, used FROM proof WHERE id = ?1 AND contract = ?2 AND login_id IS NOT DISTINCT FROM ?3
               AND drift IS NULL AND by = coalesce(?4, by)
               AND EXISTS (SELECT 1 FROM token WHERE token.id = proof.token AND token.contract = proof.contract
                           AND load NOT IN {UNSEEN})"
        );
        let by = by.map(StaffId::as_str);
        self.db.optional(
            &sql,
            &[&id.0, &contract.as_str(), &purpose.map(LoginId::as_str), &by],
            |row| Ok((TokenId(row.get(0)?), instant(row, 1, "proof.at")?, row.get(2)?)),
        )
    }

    /// Keeps the drift that two codes in a row of that token said (R6.5).
    pub fn add_clock(
        &self,
        id: ProofId,
        contract: &ContractNumber,
        token: TokenId,
        drift: i64,
        by: &StaffId,
        at: Instant,
    ) -> Result<()> {
        let sql = "INSERT INTO proof (id, contract, token, by, at, drift) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.db.run(
            sql,
            &[&id.0, &contract.as_str(), &token.0, &by.as_str(), &millis(at), &drift],
        )?;
        Ok(())
    }

    /// The drift that two codes of that contract said, with the token, when that was, and whether it was used since.
    /// With `by`, only if that member of the staff had them accepted.
    pub fn clock(&self, id: ProofId, contract: &ContractNumber, by: Option<&StaffId>) -> Result<Option<Clocked>> {
        self.met("proof", &[&id.0])?;
        let sql = "SELECT token, drift, at, used FROM proof WHERE id = ?1 AND contract = ?2 AND drift IS NOT NULL
                   AND by = coalesce(?3, by)";
        self.db
            .optional(sql, &[&id.0, &contract.as_str(), &by.map(StaffId::as_str)], |row| {
                Ok(Clocked {
                    token: TokenId(row.get(0)?),
                    drift: row.get(1)?,
                    at: instant(row, 2, "proof.at")?,
                    used: row.get(3)?,
                })
            })
    }

    /// Uses up an accepted code; false when it was used already.
    pub fn use_proof(&self, id: ProofId) -> Result<bool> {
        Ok(self
            .db
            .run("UPDATE proof SET used = 1 WHERE id = ?1 AND used = 0", &[&id.0])?
            == 1)
    }
}
