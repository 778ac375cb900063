//! Which fobs in stock show what somebody reads from one of them, and how often a question was asked (R15.8).

use std::ops::ControlFlow;

use secrecy::ExposeSecret;

use super::keys::SealKey;
use super::loads::UNSEEN;
use super::row::{instant_at, millis};
use super::tokens::{BEHIND, COLUMNS, token_of};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, StaffId};

impl Tx<'_> {
    /// Opens the seed of each fob in a branch's stock for `look`, one after the other, and says how many there were.
    ///
    /// # Errors
    /// [`Error::Unsealed`](super::Error::Unsealed) for a seed that is not the fob's own.
    pub fn each_in_stock(
        &self,
        branch: &BranchCode,
        key: &SealKey,
        look: &mut dyn FnMut(&Token, &[u8]),
    ) -> Result<u64> {
        self.each_sealed(branch, &mut |token, sealed| {
            look(token, key.open(self.store, token, sealed)?.expose_secret());
            Ok(())
        })
    }

    /// The same with what is sealed.
    pub(super) fn each_sealed(
        &self,
        branch: &BranchCode,
        look: &mut dyn FnMut(&Token, &[u8]) -> Result<()>,
    ) -> Result<u64> {
        let sql = format!(
            "SELECT {COLUMNS}, seed.sealed FROM token JOIN seed ON seed.token = token.id
             WHERE stock = 'in_stock' AND branch = ?1 AND load NOT IN {UNSEEN}"
        );
        let mut fobs = 0;
        self.db.walk(&sql, &[&branch.as_str()], &mut |row| {
            look(&token_of(row)?, &row.get::<Vec<u8>>(BEHIND)?)?;
            fobs += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(fobs)
    }

    /// How often a member of the staff did something since then, and when first: by the trail, which has every question.
    pub fn times_since(&self, action: &str, by: &StaffId, since: Instant) -> Result<(u32, Option<Instant>)> {
        let sql = "SELECT count(*), min(at) FROM trail
                   WHERE actor = ?1 AND action = ?2 AND result = 'done' AND at > ?3
                     AND seq >= (SELECT min(seq) FROM trail WHERE at > ?3)";
        self.db.one(sql, &[&by.as_str(), &action, &millis(since)], |row| {
            Ok((row.get(0)?, instant_at(row, 1, "trail.at")?))
        })
    }
}

#[cfg(test)]
impl Tx<'_> {
    /// Has a token be from before version 4, whose seed is not known again (R15.2).
    pub(crate) fn forget_print(&self, serial: &crate::domain::values::Serial) -> Result<()> {
        let sql = "UPDATE token SET fingerprint = NULL WHERE serial = ?1";
        self.db.run(sql, &[&serial.as_str()]).map(drop)
    }
}
