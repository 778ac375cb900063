//! The office behind both counters: one store with its keys, clock, randomness and policy, and the way in which every
//! attempt is made — a use-case, its change and its entry in one transaction (R12.1).
//!
//! The branch's [`desk`](crate::desk) and the customer's [`portal`](crate::portal) stand on it, so that a wrong code or a
//! moved clock is the same thing at both.

mod access;
mod attempt;
mod code;
mod doubted;
mod loads;
mod outside;
mod password;
mod settle;
mod showing;

use crate::clock::Clock;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::HostAccount;
use crate::entropy::Entropy;
use crate::store::{self, KeyFile, Kind, SealKey, Store, TrailKey, Tx};

pub(crate) use attempt::{About, Ground, Settled};
pub(crate) use code::{Paired, Taken, Typed, explain_code, take_code, take_pair};
pub(crate) use loads::Sealing;
pub use outside::AnchorStatus;
pub(crate) use outside::Outside;
pub use password::Strength;
pub(crate) use password::{fit, verify};
pub(crate) use showing::Showing;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule says no (exit status 1).
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store or the system failed (exit status 3).
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Error {
    /// The number of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(error) => error.code(),
        }
    }

    /// What fills the places of the message.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Refused(refusal) => refusal.facts(),
            Self::Store(error) => error.facts(),
        }
    }
}

/// One program's office: it owns the store, its keys, the clock and the randomness.
pub struct Office {
    store: Store,
    seal: SealKey,
    trail: TrailKey,
    clock: Clock,
    entropy: Box<dyn Entropy>,
    terminal: String,
    /// The account of the host that the program was started from, if that was said.
    account: Option<HostAccount>,
    policy: (u64, Policy),
    /// How many rows were sealed for the first time when it was opened, as they were found (R12.6).
    first_sealed: Option<u64>,
    outside: Outside,
    owed: settle::Owed,
}

impl std::fmt::Debug for Office {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Office")
            .field("kind", &self.store.kind())
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}

impl Office {
    /// An office over an open store, which is upgraded first if it is of an older version. `terminal` is where the person sits, as the trail names it (R12.1).
    ///
    /// # Errors
    /// E1205 for a live store with any clock but the host's (R2.4); E13xx when the stored policy does not read.
    pub fn new(
        opened: (Store, KeyFile),
        clock: Clock,
        entropy: Box<dyn Entropy>,
        terminal: impl Into<String>,
    ) -> Result<Self, Error> {
        let (mut store, key) = opened;
        if store.kind() == Kind::Live && !clock.is_host() {
            return Err(Refusal::TrainingOnly.into());
        }
        let (seal, trail) = (key.seal_key(store.id()), key.trail_key(store.id()));
        let terminal = terminal.into();
        let first_sealed = store.upgrade(&trail, clock.now(), &terminal)?;
        let policy = store.read(stored_policy)?;
        loads::sweep_some(&mut store, (&trail, clock.now(), &terminal));
        Ok(Self {
            store,
            seal,
            trail,
            clock,
            entropy,
            terminal,
            account: None,
            policy,
            first_sealed,
            outside: Outside::default(),
            owed: settle::Owed::default(),
        })
    }

    /// Live or training.
    pub fn kind(&self) -> Kind {
        self.store.kind()
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How many rows were sealed for the first time when it was opened: nothing told what they had been before (R12.6).
    pub fn first_sealed(&self) -> Option<u64> {
        self.first_sealed
    }

    /// The policy in force when it was last looked at.
    pub fn policy(&self) -> &Policy {
        &self.policy.1
    }
}

/// The stored policy with its version.
fn stored_policy(tx: &Tx<'_>) -> Result<(u64, Policy), Error> {
    Ok((tx.policy_version()?, Policy::parse(&tx.policy()?)?))
}
