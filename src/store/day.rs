//! What a day's report is made of (R18): the entries of its days, by their index, and what stands beside them.

use std::ops::ControlFlow;

use chrono::NaiveDate;

use super::loads::UNSEEN;
use super::row::{instant, millis, named, parsed};
use super::trail::digits_of;
use super::{Mark, Result, Tx, Written};
use crate::domain::calendar::{self, Instant};
use crate::domain::contract::Branch;
use crate::domain::values::{BranchCode, ContractNumber, Name};

/// What a report reads of an entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: Instant,
    /// Who: a staff ID, or `contract/login ID`.
    pub actor: String,
    /// What.
    pub action: String,
    /// About which contract.
    pub contract: Option<String>,
    /// How it ended.
    pub result: Written,
    /// The number of the refusal.
    pub code: Option<String>,
    /// The request that it is about.
    pub request: Option<String>,
    /// What only the entry says.
    pub detail: String,
}

/// The number of a day of Japan, as the trail's index has it: days since 1970.
fn number(day: NaiveDate) -> i64 {
    calendar::start_of(day).timestamp_millis().saturating_add(32_400_000) / 86_400_000
}

impl Tx<'_> {
    /// Tells every entry of these days of Japan, the first and the last among them, by day.
    pub fn each_done(&self, from: NaiveDate, to: NaiveDate, tell: &mut dyn FnMut(Done)) -> Result<()> {
        let sql = "SELECT at, actor, action, contract, result, code, request, detail FROM trail
                   WHERE (at + 32400000) / 86400000 >= ?1 AND (at + 32400000) / 86400000 <= ?2
                   ORDER BY (at + 32400000) / 86400000, seq";
        self.db.walk(sql, &[&number(from), &number(to)], &mut |row| {
            tell(Done {
                at: instant(row, 0, "trail.at")?,
                actor: row.get(1)?,
                action: row.get(2)?,
                contract: row.get(3)?,
                result: named(row, 4, Written::from_name)?,
                code: row.get(5)?,
                request: row.get(6)?,
                detail: row.get(7)?,
            });
            Ok(ControlFlow::Continue(()))
        })
    }

    /// When a token of the contract was last suspended before that moment, by a wrong code (R9.1).
    pub fn suspended_before(&self, contract: &str, at: Instant) -> Result<Option<Instant>> {
        let sql = "SELECT max(at) FROM trail WHERE contract = ?1 AND code = 'E0603' AND at < ?2";
        let found: Option<i64> = self.db.one(sql, &[&contract, &millis(at)], |row| row.get(0))?;
        Ok(found.and_then(Instant::from_timestamp_millis))
    }

    /// The branch of a contract; none when there is no such contract.
    pub fn branch_of(&self, contract: &str) -> Result<Option<Branch>> {
        let sql = format!("SELECT branch_code, branch_name FROM contract WHERE number = ?1 AND load NOT IN {UNSEEN}");
        self.db.optional(&sql, &[&contract], |row| {
            Ok(Branch {
                code: parsed(row, 0, BranchCode::parse)?,
                name: parsed(row, 1, Name::stored)?,
            })
        })
    }

    /// How many entries the trail has, and the first digits of its head.
    pub fn head_in_short(&self, now: Instant) -> Result<Mark> {
        let sql = "SELECT count, mac FROM trail_head";
        self.db.one(sql, &[], |row| {
            Ok(Mark {
                count: row.get(0)?,
                digits: digits_of(&row.get(1)?),
                at: now,
            })
        })
    }

    /// How many issued tokens expire in each of these spans, each from the moment before it to its own.
    pub fn expiring_by(&self, from: Instant, ends: &[Instant]) -> Result<Vec<u64>> {
        let mut begins = from;
        let mut counts = Vec::with_capacity(ends.len());
        for end in ends {
            counts.push(self.count_expiring(begins, *end)?);
            begins = *end;
        }
        Ok(counts)
    }

    /// Issued tokens that expire until then and whose customer was not told yet (R14.3), the soonest first, at most `limit`.
    pub fn untold_expiring(&self, now: Instant, until: Instant, limit: u64) -> Result<Vec<Expiring>> {
        let sql = format!(
            "SELECT token.id, serial, contract, company, branch_code, expires FROM token
             JOIN contract ON contract.number = token.contract
             WHERE expires > ?1 AND expires <= ?2 AND stock = 'issued' AND closed IS NULL AND contract.load NOT IN {UNSEEN}
               AND NOT EXISTS (SELECT 1 FROM expiry_told WHERE expiry_told.token = token.id)
             ORDER BY expires LIMIT ?3"
        );
        self.db.all(&sql, &[&millis(now), &millis(until), &limit], |row| {
            Ok(Expiring {
                token: row.get(0)?,
                serial: parsed(row, 1, crate::domain::values::Serial::parse)?,
                contract: parsed(row, 2, ContractNumber::parse)?,
                company: parsed(row, 3, Name::stored)?,
                branch: parsed(row, 4, BranchCode::parse)?,
                on: calendar::day_of(instant(row, 5, "token.expires")?),
            })
        })
    }

    /// Keeps that the customer was told that a token expires.
    pub fn told_expiring(&self, token: [u8; 16], at: Instant) -> Result<()> {
        let sql = "INSERT INTO expiry_told (token, at) VALUES (?1, ?2)";
        self.db.run(sql, &[&token, &millis(at)]).map(drop)
    }
}

/// An issued token that expires soon.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Expiring {
    /// Which, for the store alone.
    #[serde(skip)]
    pub token: [u8; 16],
    /// Its serial.
    pub serial: crate::domain::values::Serial,
    /// The contract it is issued to.
    pub contract: ContractNumber,
    /// Its company.
    pub company: Name,
    /// Its branch.
    pub branch: BranchCode,
    /// The day of its expiry, Japan's.
    pub on: NaiveDate,
}
