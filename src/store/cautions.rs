//! Cautions on contracts (R10.5), and what the checks of a day came to.

use chrono::TimeDelta;

use super::db::ToValue;
use super::row::{instant, millis, parsed};
use super::{Result, Tx};
use crate::domain::calendar::{self, Instant};
use crate::domain::caution::{Caution, Tally};
use crate::domain::values::{ContractNumber, Reason, StaffId};

impl Tx<'_> {
    /// The caution that stands on a contract.
    pub fn caution(&self, contract: &ContractNumber) -> Result<Option<Caution>> {
        let sql = "SELECT contract, at, raised_by FROM caution WHERE contract = ?1 AND lifted_at IS NULL";
        self.db.optional(sql, &[&contract.as_str()], |row| {
            Ok(Caution {
                contract: parsed(row, 0, ContractNumber::parse)?,
                at: instant(row, 1, "caution.at")?,
                raised_by: parsed(row, 2, StaffId::parse)?,
            })
        })
    }

    /// Raises a caution; false when one stands already.
    pub fn raise_caution(&self, caution: &Caution) -> Result<bool> {
        let sql = "INSERT INTO caution (contract, at, raised_by)
                   SELECT ?1, CASE WHEN max(at) >= ?2 THEN max(at) + 1 ELSE ?2 END, ?3 FROM caution WHERE contract = ?1
                   HAVING count(*) = count(lifted_at)";
        let raised: [&dyn ToValue; 3] = [
            &caution.contract.as_str(),
            &millis(caution.at),
            &caution.raised_by.as_str(),
        ];
        Ok(self.db.run(sql, &raised)? == 1)
    }

    /// Lifts the caution that stands on a contract; false when there is none.
    pub fn lift_caution(&self, contract: &ContractNumber, by: &StaffId, at: Instant, reason: &Reason) -> Result<bool> {
        let sql = "UPDATE caution SET lifted_by = ?2, lifted_at = ?3, reason = ?4
                   WHERE contract = ?1 AND lifted_at IS NULL";
        Ok(self
            .db
            .run(sql, &[&contract.as_str(), &by.as_str(), &millis(at), &reason.as_str()])?
            == 1)
    }

    /// What the checks of a contract that were begun on the day of `at` came to, and how many failed over so long until its end.
    pub fn tally(&self, contract: &ContractNumber, at: Instant, over: TimeDelta) -> Result<Tally> {
        let sql = "SELECT count(*) FILTER (WHERE outcome = 'failed' AND at >= ?2),
                          count(*) FILTER (WHERE outcome = 'failed' AND at > ?4),
                          count(*) FILTER (WHERE outcome = 'open' AND at >= ?2 AND at >= coalesce(
                              (SELECT max(lifted_at) FROM caution WHERE contract = ?1), 0))
                   FROM identity_check WHERE contract = ?1 AND at >= ?5 AND at < ?3";
        let (from, lately) = (calendar::start_of(calendar::day_of(at)), at - over);
        let (to, first) = (from + TimeDelta::days(1), from.min(lately));
        let values: [&dyn ToValue; 5] = [
            &contract.as_str(),
            &millis(from),
            &millis(to),
            &millis(lately),
            &millis(first),
        ];
        self.db.one(sql, &values, |row| {
            Ok(Tally {
                failed: row.get(0)?,
                failed_lately: row.get(1)?,
                unfinished: row.get(2)?,
            })
        })
    }
}
