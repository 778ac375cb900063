//! Tokens, their code state and their sealed seeds.

use std::ops::ControlFlow;

use secrecy::{ExposeSecret, SecretSlice};

use super::db::Row;
use super::keys::SealKey;
use super::loads::UNSEEN;
use super::row::{instant_at, millis, moment, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::stock::{Cause, FAILING_OVER};
use crate::domain::token::{Algorithm, CodeParams, Held, Stock, Token};
use crate::domain::values::{BranchCode, ContractNumber, Maker, Serial, TokenId};
use crate::entropy::Entropy;

/// A token as the list of the stock shows it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct StockRow {
    /// The token.
    #[serde(flatten)]
    pub token: Token,
    /// How many users are registered with it.
    pub users: u32,
    /// The batch in which it came (R15.3).
    pub batch: Option<u32>,
}

pub(super) const COLUMNS: &str =
    "id, maker, serial, algorithm, digits, period, start, expires, stock, contract, wrong_codes,
                       suspended_at, last_step, drift, starts, suspended_for, branch, came_back, handed_in";
/// The first column behind those of a token.
pub(super) const BEHIND: usize = 19;

/// A token that is issued to a contract of a load that nobody sees: to everybody it is in stock still.
pub(super) const PROMISED: &str = "EXISTS (SELECT 1 FROM contract c WHERE c.number = token.contract
    AND c.load IN (SELECT id FROM load WHERE state IN ('open', 'dropped')))";

pub(super) fn token_of(row: &Row<'_>) -> Result<Token> {
    Ok(Token {
        id: TokenId(row.get(0)?),
        maker: parsed(row, 1, Maker::stored)?,
        serial: parsed(row, 2, Serial::parse)?,
        params: CodeParams {
            algorithm: named(row, 3, algorithm_from)?,
            digits: row.get(4)?,
            period: row.get(5)?,
            start: row.get(6)?,
        },
        starts: instant_at(row, 14, "token.starts")?,
        expires: instant_at(row, 7, "token.expires")?,
        stock: named(row, 8, Stock::from_name)?,
        contract: parsed_if_any(row, 9, ContractNumber::parse)?,
        wrong_codes: row.get(10)?,
        suspended_at: instant_at(row, 11, "token.suspended_at")?,
        held: match row.get::<Option<String>>(15)? {
            Some(_) => Some(named(row, 15, Held::from_name)?),
            None => None,
        },
        last_step: row.get(12)?,
        drift: row.get(13)?,
        branch: parsed_if_any(row, 16, BranchCode::parse)?,
        came_back: cause_at(row, 17)?,
        handed_in: instant_at(row, 18, "token.handed_in")?,
    })
}

pub(super) fn algorithm_name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Sha1 => "sha1",
        Algorithm::Sha256 => "sha256",
        Algorithm::Sha512 => "sha512",
    }
}

fn algorithm_from(name: &str) -> Option<Algorithm> {
    [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512]
        .into_iter()
        .find(|a| algorithm_name(*a) == name)
}

/// A column with a cause, or nothing.
pub(super) fn cause_at(row: &Row<'_>, column: usize) -> Result<Option<Cause>> {
    match row.get::<Option<String>>(column)? {
        Some(_) => named(row, column, Cause::from_name).map(Some),
        None => Ok(None),
    }
}

impl Tx<'_> {
    /// Every token that is or was issued to a contract, by serial.
    pub fn tokens_of(&self, contract: &ContractNumber) -> Result<Vec<Token>> {
        let sql = format!("SELECT {COLUMNS} FROM token WHERE contract = ?1 ORDER BY serial, maker");
        self.db.all(&sql, &[&contract.as_str()], token_of)
    }

    /// The tokens of that serial, of every maker.
    pub fn tokens_with(&self, serial: &Serial) -> Result<Vec<StockRow>> {
        let sql = format!(
            r#"SELECT {COLUMNS}, (SELECT count(*) FROM "user" WHERE "user".token = token.id), batch, {PROMISED}
               FROM token WHERE serial = ?1 AND load NOT IN {UNSEEN} ORDER BY maker"#
        );
        self.db.all(&sql, &[&serial.as_str()], |row| {
            let (token, batch) = (token_of(row)?, row.get(BEHIND + 1)?);
            if row.get(BEHIND + 2)? {
                return Ok(StockRow {
                    token: Token {
                        stock: Stock::InStock,
                        contract: None,
                        ..token
                    },
                    users: 0,
                    batch,
                });
            }
            Ok(StockRow {
                token,
                users: row.get(BEHIND)?,
                batch,
            })
        })
    }

    /// Issues a token in stock to a contract; false when it was not in stock.
    pub fn issue(&self, token: TokenId, contract: &ContractNumber) -> Result<bool> {
        let in_stock = "SELECT 1 FROM token WHERE id = ?1 AND contract IS NULL";
        if self.db.any(in_stock, &[&token.0])? {
            self.met("token", &[&token.0])?;
        }
        let sql = "UPDATE token SET stock = 'issued', contract = ?2 WHERE id = ?1 AND stock = 'in_stock'";
        Ok(self.db.run(sql, &[&token.0, &contract.as_str()])? == 1)
    }

    /// The seed of a token, for the check of one code.
    pub fn seed(&self, token: &Token, key: &SealKey) -> Result<Option<SecretSlice<u8>>> {
        let sealed: Option<Vec<u8>> =
            self.db
                .optional("SELECT sealed FROM seed WHERE token = ?1", &[&token.id.0], |row| {
                    row.get(0)
                })?;
        sealed.map(|sealed| key.open(self.store, token, &sealed)).transpose()
    }

    /// Opens every seed, and gives how many did and the serial of the first token whose seed did not.
    pub(super) fn open_seeds(&self, key: &SealKey) -> Result<(u64, Option<String>)> {
        let (mut opened, mut closed) = (0, None);
        let sql = format!("SELECT {COLUMNS}, seed.sealed FROM token JOIN seed ON seed.token = token.id");
        self.db.walk(&sql, &[], &mut |row| {
            let sealed: Vec<u8> = row.get(BEHIND)?;
            let token = token_of(row)?;
            if key.open(self.store, &token, &sealed).is_err() {
                closed = Some(token.serial.to_string());
                return Ok(ControlFlow::Break(()));
            }
            opened += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((opened, closed))
    }

    /// Tokens whose seeds are sealed with a key of that version, at most so many, with what is sealed.
    pub(super) fn sealed_with(&self, version: i64, after: TokenId, limit: u64) -> Result<Vec<(Token, Vec<u8>)>> {
        let sql = format!(
            "SELECT {COLUMNS}, seed.sealed FROM seed JOIN token ON token.id = seed.token
             WHERE seed.key_version = ?1 AND seed.token > ?2 ORDER BY seed.token LIMIT ?3"
        );
        self.db.all(&sql, &[&version, &after.0, &limit], |row| {
            Ok((token_of(row)?, row.get(BEHIND)?))
        })
    }

    /// Seals the seed of a token anew, with another key, by which it is known again from now on.
    pub(super) fn seal_anew(
        &self,
        token: &Token,
        seed: &SecretSlice<u8>,
        key: &SealKey,
        entropy: &mut dyn Entropy,
    ) -> Result<()> {
        let sealed = key.seal(self.store, token, seed.expose_secret(), entropy)?;
        let sql = "UPDATE seed SET key_version = ?2, sealed = ?3 WHERE token = ?1";
        self.db.run(sql, &[&token.id.0, &key.version(), &sealed])?;
        let print = key.fingerprint(self.store, seed.expose_secret());
        let sql = "UPDATE token SET fingerprint = ?2 WHERE id = ?1";
        self.db.run(sql, &[&token.id.0, &print])?;
        Ok(())
    }

    /// Uses up a time step: one conditional UPDATE, so that of two processes with the same code exactly one wins
    /// (R6.3). False when the step, or a later one, was used already, or the step was asked about (R6.7).
    pub fn use_step(&self, token: TokenId, step: u64, drift: i64) -> Result<bool> {
        let sql = "UPDATE token SET last_step = ?2, drift = ?3, wrong_codes = 0, wrong_since = 0
                   WHERE id = ?1 AND (last_step IS NULL OR last_step < ?2)
                     AND NOT EXISTS (SELECT 1 FROM spent_step WHERE token = ?1 AND step = ?2)";
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        Ok(self.db.run(sql, &[&token.0, &step, &drift])? == 1)
    }

    /// Uses up a time step that was only asked about (R6.7), that one alone: the last accepted one, the drift and the count of wrong
    /// codes stay as they are. Steps before the last accepted one are refused anyway, so the list stays short.
    pub fn spend_step(&self, token: TokenId, step: u64) -> Result<()> {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        let old = "DELETE FROM spent_step WHERE token = ?1 AND step <= (SELECT last_step FROM token WHERE id = ?1)";
        self.db.run(old, &[&token.0])?;
        let sql = "INSERT INTO spent_step (token, step) VALUES (?1, ?2) ON CONFLICT (token, step) DO NOTHING";
        self.db.run(sql, &[&token.0, &step])?;
        Ok(())
    }

    /// The time steps of a token that were asked about (R6.7).
    pub fn spent_steps(&self, token: TokenId) -> Result<Vec<u64>> {
        let sql = "SELECT step FROM spent_step WHERE token = ?1 ORDER BY step";
        self.db.all(sql, &[&token.0], |row| row.get(0))
    }

    /// Whether a time step was asked about (R6.7).
    pub fn is_spent(&self, token: TokenId, step: u64) -> Result<bool> {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        let sql = "SELECT 1 FROM spent_step WHERE token = ?1 AND step = ?2";
        self.db.any(sql, &[&token.0, &step])
    }

    /// Keeps that somebody asks about a code of a token now, unless that was done `most` times since `since` (R6.7): then it gives when
    /// the first of them was.
    pub fn ask_about_code(
        &self,
        token: TokenId,
        since: Instant,
        now: Instant,
        most: u32,
    ) -> Result<std::result::Result<(), Instant>> {
        let (since, now) = (millis(since), millis(now));
        let over = "DELETE FROM code_question WHERE token = ?1 AND (at <= ?2 OR at > ?3)";
        self.db.run(over, &[&token.0, &since, &now])?;
        let sql = "SELECT count(*), min(at) FROM code_question WHERE token = ?1";
        let (count, first): (u32, Option<i64>) = self.db.one(sql, &[&token.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if count >= most {
            return Ok(Err(moment(first.unwrap_or(now), "code_question.at")?));
        }
        let sql = "INSERT INTO code_question (token, at, n) VALUES (?1, ?2, ?3)";
        self.db.run(sql, &[&token.0, &now, &count])?;
        Ok(Ok(()))
    }

    /// Counts a wrong code, and suspends the token when `suspend` (R9.1). The contract's version counts up with a
    /// suspension, since its users' states change.
    ///
    /// Every wrong one counts besides since the last right one, whatever is unlocked: from `in_all` on the bank alone lifts what it
    /// suspends (R9.5).
    pub fn charge_code(
        &self,
        token: &Token,
        (wrong_codes, suspend): (u32, bool),
        at: Instant,
        in_all: u32,
    ) -> Result<()> {
        let sql = "UPDATE token SET wrong_codes = ?2, wrong_since = wrong_since + 1,
                          suspended_at = CASE WHEN ?3 = 1 THEN coalesce(suspended_at, ?4) ELSE suspended_at END,
                          suspended_for = CASE WHEN ?3 = 1 AND wrong_since + 1 >= ?5 THEN coalesce(suspended_for, 'codes')
                                               ELSE suspended_for END
                   WHERE id = ?1";
        self.db
            .run(sql, &[&token.id.0, &wrong_codes, &suspend, &millis(at), &in_all])?;
        self.note_failure(token.id, at, at - FAILING_OVER)?;
        match &token.contract {
            Some(contract) if suspend => self.touch(contract),
            _ => Ok(()),
        }
    }
}
