//! Notices of tokens that expire soon (R14.3): each customer is told once of each token.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::attempt::{About, Settled};
use super::notices;
use super::{Desk, Error, Session};
use crate::domain::notice::Notice;
use crate::domain::staff::Duty;
use crate::store::Expiring;

/// Tokens of one transaction: nothing in it takes long.
const PART: u64 = 200;

impl Desk {
    /// Leaves a notice for every token that expires within the days of the policy and of which nobody was told, and gives
    /// these tokens, the soonest first. Each part is an entry of its own, so it goes on where it was broken off.
    ///
    /// # Errors
    /// E1203 for a role that may not end the day.
    pub fn tell_expiring(&mut self, session: &Session) -> Result<Vec<Expiring>, Error> {
        let mut told = Vec::new();
        loop {
            let part = self.untold()?;
            if part.is_empty() {
                return Ok(told);
            }
            let about = About {
                action: "tell_expiring",
                detail: part.len().to_string(),
                ..About::default()
            };
            let done = self.attempt(session, Duty::EndDay, about, |tx, ground| {
                let until = ground.now + TimeDelta::days(i64::from(ground.policy.expiry_notice_days));
                // Read again: another day's end may have told some of them meanwhile.
                let part = tx.untold_expiring(ground.now, until, PART)?;
                let mut by_day: BTreeMap<_, Vec<_>> = BTreeMap::new();
                for token in &part {
                    tx.told_expiring(token.token, ground.now)?;
                    by_day
                        .entry((token.contract.clone(), token.on))
                        .or_default()
                        .push(token.serial.clone());
                }
                for ((contract, on), serials) in by_day {
                    notices::leave(tx, ground.now, &contract, &Notice::Expiring { serials, on }, None)?;
                }
                let mut settled = Settled::new(Ok(part));
                settled.detail = settled.given.as_ref().ok().map(|part| part.len().to_string());
                Ok(settled)
            })?;
            told.extend(done);
        }
    }

    fn untold(&self) -> Result<Vec<Expiring>, Error> {
        let now = self.clock().now();
        let until = now + TimeDelta::days(i64::from(self.policy().expiry_notice_days));
        Ok(self.office.read(|tx| tx.untold_expiring(now, until, PART))?)
    }
}
