//! What would become of the keys of a seed file (a dry run, R15.3). The store is asked by what a seed is known again by: no seed
//! is kept, and nothing is written.

use super::tokens::receiving;
use crate::desk::{Desk, Error, Look, Session};
use crate::domain::arrival::NewToken;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{BranchCode, Maker, Serial};
use crate::store::{SeedPrint, TokenCame};

/// A token that may come in, without its seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAsked {
    /// Who made it.
    pub maker: Maker,
    /// Its serial.
    pub serial: Serial,
    /// What its seed is known again by.
    pub print: SeedPrint,
}

impl Desk {
    /// These tokens without their seeds, to be asked about.
    ///
    /// # Errors
    /// E1203 for who takes none in, with its entry.
    pub fn without_seeds<'a>(
        &mut self,
        session: &Session,
        tokens: impl Iterator<Item = &'a NewToken>,
    ) -> Result<Vec<KeyAsked>, Error> {
        self.ask(session, |look| look.must(Duty::Import))?;
        let asked = tokens.map(|new| KeyAsked {
            maker: new.maker.clone(),
            serial: new.serial.clone(),
            print: self.office.seed_print(new),
        });
        Ok(asked.collect())
    }
}

impl Look<'_> {
    /// Whether a batch may be taken in for that branch, or one's own (R15.3).
    ///
    /// # Errors
    /// E1479 for a branch at which nobody works.
    pub fn may_receive(&self, branch: Option<&BranchCode>) -> Result<(), Error> {
        self.must(Duty::Import)?;
        let branch = branch.unwrap_or(&self.who.staff().branch.code);
        self.store.read(|tx| receiving(tx, branch))
    }

    /// Why each of these can't come in, by what is in the store: E1406 where maker and serial are there, E1434 where the seed is
    /// that of another token (R15.2).
    pub fn judge_keys(&self, keys: &[KeyAsked]) -> Result<Vec<Option<Refusal>>, Error> {
        self.must(Duty::Import)?;
        self.store.read(|tx| {
            let each = keys.iter().map(|key| {
                let serial = key.serial.to_string();
                Ok(match tx.would_come(&key.maker, &key.serial, key.print)? {
                    TokenCame::New | TokenCame::Again => None,
                    TokenCame::Taken => Some(Refusal::TokenExists { serial }),
                    TokenCame::SeedOf(other) => Some(Refusal::SeedOfAnother {
                        serial,
                        other: other.to_string(),
                    }),
                })
            });
            each.collect()
        })
    }
}
