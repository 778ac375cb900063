//! Taking in contracts and tokens (R15). What is in a file comes in whole or not at all.

mod contracts;
mod judging;
mod tokens;

use serde::Serialize;

use super::load::{AtOnce, Coming, Listed, Pace, Parts, What};
use super::{Desk, Error, Session};
use crate::domain::arrival::{Ending, NewContract, NewToken};
use crate::domain::refusal::Decision;
use crate::domain::values::BranchCode;
use crate::store::Loaded;
use contracts::{Contracts, Finding};
pub use judging::KeyAsked;
use tokens::Tokens;

/// What was taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Contracts.
    pub contracts: usize,
    /// Their users.
    pub users: usize,
    /// Tokens, into stock or out of it to a contract.
    pub tokens: usize,
    /// The number of the batch that tokens came in, which waits for its release (R15.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<u32>,
    /// What of the tokens that were taken into stock is over, or soon will be.
    #[serde(flatten)]
    pub ending: Ending,
}

impl Imported {
    /// How many of what was loaded.
    pub(super) fn count(&self, kind: Loaded) -> usize {
        match kind {
            Loaded::Contracts => self.contracts,
            Loaded::Tokens => self.tokens,
        }
    }
}

impl Desk {
    /// Takes tokens in, each with its seed sealed, as a batch that waits for its release (R15.3). What the intake refused to read is an attempt too and comes
    /// here as it is (R12.1).
    ///
    /// # Errors
    /// Those of [`Desk::load_tokens`].
    pub fn import_tokens(&mut self, session: &Session, tokens: Decision<Vec<NewToken>>) -> Result<Imported, Error> {
        self.load_tokens(session, Listed::of(tokens), &mut AtOnce)
    }

    /// Takes in tokens as they come, however many they are, for one's own branch.
    ///
    /// # Errors
    /// Those of the intake; E1404 when a token comes twice; E1406 when maker and serial are there already: a token is never
    /// re-seeded (R15.2); E1434 when the seed is that of another one, of the file or of the store; E1420 while another load is
    /// written; E1421 when `pace` broke it off.
    pub fn load_tokens(
        &mut self,
        session: &Session,
        coming: impl Coming<Item = NewToken>,
        pace: &mut dyn Pace,
    ) -> Result<Imported, Error> {
        self.load_tokens_for(session, None, coming, pace)
    }

    /// The same for that branch, which receives the batch and releases it (R15.3).
    ///
    /// # Errors
    /// Those of [`Desk::load_tokens`]; E1479 for a branch at which nobody works.
    pub fn load_tokens_for(
        &mut self,
        session: &Session,
        branch: Option<&BranchCode>,
        coming: impl Coming<Item = NewToken>,
        pace: &mut dyn Pace,
    ) -> Result<Imported, Error> {
        let what = What {
            kind: Loaded::Tokens,
            action: "import_tokens",
        };
        let member = session.staff();
        let branch = branch.unwrap_or(&member.branch.code).clone();
        let policy = self.office.current_policy()?.clone();
        let mut taking = Tokens::new(branch, member.id.clone(), self.clock().now(), policy);
        let mut parts = Parts::new(coming, self.office.lend_sealing());
        let given = self.load(session, what, &mut parts, &mut taking, pace);
        self.office.sealed(parts.preparing);
        given
    }

    /// Takes contracts in, with their users, their tokens out of stock, and the registrations that exist already.
    ///
    /// # Errors
    /// Those of [`Desk::load_contracts`].
    pub fn import_contracts(
        &mut self,
        session: &Session,
        contracts: Decision<Vec<NewContract>>,
    ) -> Result<Imported, Error> {
        self.load_contracts(session, Listed::of(contracts), &mut AtOnce)
    }

    /// Takes in contracts as they come, however many they are. One may come in several parts.
    ///
    /// # Errors
    /// Those of the intake; E1401 with the line of the first row that can't be taken, and why; E1420 while another load is
    /// written; E1421 when `pace` broke it off.
    pub fn load_contracts(
        &mut self,
        session: &Session,
        coming: impl Coming<Item = NewContract>,
        pace: &mut dyn Pace,
    ) -> Result<Imported, Error> {
        let what = What {
            kind: Loaded::Contracts,
            action: "import_contracts",
        };
        let mut parts = Parts::new(coming, Finding);
        self.load(session, what, &mut parts, &mut Contracts::default(), pace)
    }
}
