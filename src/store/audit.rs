//! What auditors ask of the trail and of the staff (R12.4).

use super::row::millis;
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::ContractNumber;

impl Tx<'_> {
    /// Whether a member of the staff has opened that contract since then, by the entry of it (R12.4).
    pub fn has_looked(&self, contract: &ContractNumber, actor: &str, since: Instant) -> Result<bool> {
        let sql = "SELECT count(*) FROM trail WHERE contract = ?1 AND actor = ?2 AND action = 'look' AND result = 'done' AND at >= ?3";
        self.db.one(sql, &[&contract.as_str(), &actor, &millis(since)], |row| {
            Ok(row.get::<u64>(0)? > 0)
        })
    }
}
