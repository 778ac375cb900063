//! The desk: everything the branch's staff can do, as [`Command`]s and queries, over one store.
//!
//! A use-case loads a [`Case`](crate::domain::Case), lets the domain decide, and writes the change and its entry in
//! one transaction (R12.1). The console, the command line and tests are doors to this desk.

mod approve;
mod attempt;
mod codes;
mod command;
mod identity;
mod import;
mod login;
mod look;
mod password;
mod plan;
mod policy;
mod staff;
mod submit;

use crate::clock::Clock;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::entropy::Entropy;
use crate::store::{self, KeyFile, Kind, SealKey, Store, TrailKey, Verified};

pub use command::{Command, Outcome, Question, Receipt};
pub use import::Imported;
pub use login::Session;
pub use look::{Look, RequestView, Sheet, Today, UserRow};
pub use password::Strength;
pub use plan::{Digest, Shown, TokenChange, UserChange};

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

/// The desk of one program: it owns the store, its keys, the clock and the randomness.
pub struct Desk {
    store: Store,
    seal: SealKey,
    trail: TrailKey,
    clock: Clock,
    entropy: Box<dyn Entropy>,
    terminal: String,
    policy: (u64, Policy),
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("kind", &self.store.kind())
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk over an open store. `terminal` is where the person sits, as the trail names it (R12.1).
    ///
    /// # Errors
    /// E1205 for a live store with any clock but the host's (R2.4); E13xx when the stored policy does not read.
    pub fn new(
        opened: (Store, KeyFile),
        clock: Clock,
        entropy: Box<dyn Entropy>,
        terminal: impl Into<String>,
    ) -> Result<Self, Error> {
        let (store, key) = opened;
        if store.kind() == Kind::Live && !clock.is_host() {
            return Err(Refusal::TrainingOnly.into());
        }
        let policy = store.read(policy::stored)?;
        let (seal, trail) = (key.seal_key(store.id()), key.trail_key(store.id()));
        Ok(Self {
            store,
            seal,
            trail,
            clock,
            entropy,
            terminal: terminal.into(),
            policy,
        })
    }

    /// Live or training.
    pub fn kind(&self) -> Kind {
        self.store.kind()
    }

    /// The desk's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The policy in force when it was last looked at.
    pub fn policy(&self) -> &Policy {
        &self.policy.1
    }

    /// The queries, for someone who is logged in. No key is in their scope.
    pub fn look<'a>(&'a self, session: &'a Session) -> Look<'a> {
        Look::new(&self.store, &self.policy.1, self.clock.now(), session)
    }

    /// Carries a command out, or refuses it; either way it is in the trail.
    ///
    /// # Errors
    /// The refusal, or the store's error.
    pub fn execute(&mut self, session: &Session, command: Command) -> Result<Outcome, Error> {
        self.execute_as_seen(session, command, None)
    }

    /// [`Desk::execute`] of a command whose effect was shown before: refused with E1102 when it would no longer be
    /// what was shown (R11.3).
    pub fn execute_as_seen(
        &mut self,
        session: &Session,
        command: Command,
        seen: Option<Digest>,
    ) -> Result<Outcome, Error> {
        match command {
            Command::BeginCheck { .. } | Command::FinishCheck { .. } => self.identity(session, command),
            Command::CheckCode { .. } => self.check_code(session, command),
            Command::Unlock { .. } | Command::Revoke { .. } | Command::Register { .. } => {
                self.submit(session, command, seen)
            }
            Command::Approve { .. } | Command::Return { .. } | Command::Withdraw { .. } | Command::LookOver { .. } => {
                self.decide(session, command, false)
            }
        }
    }

    /// Verifies the trail (R12.2).
    pub fn verify(&self, session: &Session) -> Result<Verified, Error> {
        session.staff().must(Duty::ReadTrail)?;
        Ok(self.store.verify(&self.trail)?)
    }
}
