//! Which fobs of a branch's stock show two codes in a row (R15.8). Nothing is written here: what was found is told with an entry.

use super::{Error, Office};
use crate::domain::otp;
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, Otp};

/// Fobs that show what somebody has read.
#[derive(Debug, Default)]
pub(crate) struct Showing {
    /// Each with the later one of its two steps.
    pub(crate) found: Vec<(Token, u64)>,
    /// How many were looked at.
    pub(crate) looked_at: u64,
}

impl Office {
    /// Looks at every fob of that stock, whatever was found before (R6.4).
    ///
    /// # Errors
    /// E2008 for a seed that is not its fob's.
    pub(crate) fn showing(&self, branch: &BranchCode, codes: (&Otp, &Otp)) -> Result<Showing, Error> {
        let (now, reach) = (self.clock.now(), self.policy.1.resync_window);
        let mut showing = Showing::default();
        self.store.read(|tx| -> Result<_, Error> {
            showing.looked_at = tx.each_in_stock(branch, &self.seal, &mut |token, seed| {
                let step = otp::shows(seed, token, reach, codes, now);
                showing.found.extend(step.map(|step| (token.clone(), step)));
            })?;
            Ok(())
        })?;
        Ok(showing)
    }
}
