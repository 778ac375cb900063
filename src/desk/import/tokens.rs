//! Tokens of a seed file, taken into stock as a batch (R15.3).

use std::collections::BTreeSet;

use super::Imported;
use crate::desk::Error;
use crate::desk::load::{Preparing, Taking};
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{BranchCode, Maker, StaffId};
use crate::office::Sealing;
use crate::store::{Beginning, Load, SealedToken, TokenCame, Tx};

/// Makers that are told of a batch, at most.
const MAKERS: usize = 10;

impl Preparing for Sealing {
    type Item = NewToken;
    type Row = SealedToken;
    const AT_ONCE: usize = 200;

    fn prepare(&mut self, token: NewToken) -> Result<SealedToken, Error> {
        self.seal(token)
    }

    fn mark(&self) -> Option<Beginning> {
        Self::mark(self)
    }

    fn rows(_: &SealedToken) -> usize {
        1
    }
}

pub(super) struct Tokens {
    /// The branch at which they lie then.
    branch: BranchCode,
    by: StaffId,
    /// Whose they are, as far as they are told.
    makers: BTreeSet<Maker>,
    now: Instant,
    policy: Policy,
    imported: Imported,
}

impl Taking for Tokens {
    type Row = SealedToken;

    fn begin(&mut self, tx: &Tx<'_>, load: Load) -> Result<(), Error> {
        receiving(tx, &self.branch)?;
        self.imported.batch = Some(tx.open_batch(load, &self.branch, &self.by, self.now)?);
        Ok(())
    }

    fn end(&mut self, tx: &Tx<'_>, digest: Option<[u8; 32]>) -> Result<(), Error> {
        let Some(batch) = self.imported.batch else {
            return Ok(());
        };
        let makers: Vec<_> = self.makers.iter().map(Maker::as_str).collect();
        Ok(tx.close_batch(batch, digest, &makers.join(", "))?)
    }

    fn pour(&mut self, tx: &Tx<'_>, load: Load, tokens: &[SealedToken]) -> Result<Option<usize>, Error> {
        tx.pour_tokens(load, tokens, (&self.branch, self.imported.batch))?;
        self.count(tokens);
        Ok(Some(tokens.len()))
    }

    fn take(&mut self, tx: &Tx<'_>, load: Load, tokens: &[SealedToken]) -> Result<usize, Error> {
        for new in tokens {
            let serial = new.token.serial.to_string();
            match tx.arrive_token(load, new, (&self.branch, self.imported.batch))? {
                TokenCame::New => {}
                TokenCame::Again => {
                    let reason = "twice in the file".to_owned();
                    return Err(Refusal::KeyRefused { serial, reason }.into());
                }
                TokenCame::Taken => return Err(Refusal::TokenExists { serial }.into()),
                TokenCame::SeedOf(other) => {
                    let other = other.to_string();
                    return Err(Refusal::SeedOfAnother { serial, other }.into());
                }
            }
        }
        self.count(tokens);
        Ok(tokens.len())
    }

    fn whole(&self) -> Decision<()> {
        Ok(())
    }

    fn imported(&self) -> Imported {
        self.imported
    }
}

/// Refuses a branch at which nobody works: nobody would release what it receives (R15.3).
pub(super) fn receiving(tx: &Tx<'_>, branch: &BranchCode) -> Result<(), Error> {
    let mut staff = tx.all_staff()?.into_iter();
    if staff.any(|member| member.branch.code == *branch && !member.locked) {
        return Ok(());
    }
    let branch = branch.to_string();
    Err(Refusal::NoBranch { branch }.into())
}

impl Tokens {
    /// Taken in by that member for that branch.
    pub(super) fn new(branch: BranchCode, by: StaffId, now: Instant, policy: Policy) -> Self {
        Self {
            branch,
            by,
            makers: BTreeSet::new(),
            now,
            policy,
            imported: Imported::default(),
        }
    }

    fn count(&mut self, tokens: &[SealedToken]) {
        for SealedToken { token, .. } in tokens {
            if self.makers.len() < MAKERS && !self.makers.contains(&token.maker) {
                self.makers.insert(token.maker.clone());
            }
            self.imported.ending.count(token.expires, self.now, &self.policy);
        }
        self.imported.tokens += tokens.len();
    }
}
