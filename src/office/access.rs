//! What the counters do with the store of their office. None of them has it in hand: it is read, written to with an entry, or
//! looked at for its mark.

use std::cell::RefCell;

use secrecy::SecretString;

use super::doubted::{doubt, in_doubt};
use super::settle::{Owed, entered};
use super::{Error, Office, Strength, password, stored_policy};
use crate::domain::calendar::Instant;
use crate::domain::doubt::Doubt;
use crate::domain::policy::Policy;
use crate::domain::values::HostAccount;
use crate::entropy::{Entropy, Machine};
use crate::store::{self, Draft, Entry, Kind, Stamp, Store, TrailKey, Tx, Verified, Verifying};

/// What writes entries that no attempt writes: of logins, of a lost line, of the first administrator.
pub(crate) struct Pen<'a> {
    trail: &'a TrailKey,
    /// The entry that was written last.
    last: RefCell<Option<Entry>>,
    /// Why the host's clock is doubted, if it is.
    pub(crate) doubt: Option<Doubt>,
    /// From which terminal (R12.1).
    pub(crate) terminal: &'a str,
}

impl Pen<'_> {
    /// Appends an entry.
    pub(crate) fn append(&self, tx: &Tx<'_>, draft: Draft) -> Result<(), Error> {
        let draft = in_doubt(draft, self.doubt);
        self.last.replace(Some(entered(tx, self.trail, draft)?));
        Ok(())
    }
}

impl Office {
    /// The store for queries: no key comes with it.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The store itself, for tests of what its schema refuses.
    #[cfg(test)]
    pub(crate) fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Reads: all of it is of one moment.
    pub(crate) fn read<T, E: From<store::Error>>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.store.read(work)
    }

    /// Reads by the policy in force at that moment (R1.2).
    pub(crate) fn read_by_policy<T>(
        &mut self,
        work: impl FnOnce(&Tx<'_>, &Policy) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Self { store, policy, .. } = self;
        store.read(|tx| {
            refresh_policy(tx, policy)?;
            work(tx, &policy.1)
        })
    }

    /// The policy in force, read again if it was changed since it was last looked at (R1.2).
    pub(crate) fn current_policy(&mut self) -> Result<&Policy, Error> {
        self.read_by_policy(|_, _| Ok(()))?;
        Ok(&self.policy.1)
    }

    /// Writes with entries of its own making, in one transaction. Everything else is an [attempt](Office::attempt).
    pub(crate) fn note<T>(&mut self, work: impl FnOnce(&Tx<'_>, &Pen<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let now = self.clock.now();
        self.settle_first(now)?;
        let Self {
            store,
            trail,
            terminal,
            owed,
            policy,
            ..
        } = self;
        let is_live = store.kind() == Kind::Live;
        let mut made = None;
        let committed = store.write(|tx| -> Result<(), Error> {
            refresh_policy(tx, policy)?;
            owed.write(tx, trail, is_live, &policy.1)?;
            let pen = Pen {
                trail,
                last: RefCell::default(),
                doubt: doubt(tx, is_live, now, &policy.1)?,
                terminal,
            };
            let given = work(tx, &pen)?;
            made = Some((pen.last.into_inner(), given));
            Ok(())
        });
        let given = self.ended(committed, made, now);
        self.checkpoint_if_due();
        given
    }

    /// Keeps a customer's session from lapsing, which no entry tells of.
    pub(crate) fn touch_session(&mut self, key: &[u8; 32], now: Instant) -> Result<(), Error> {
        Ok(self.store.write(|tx| tx.touch_session(key, now))?)
    }

    /// The mark of what the store holds.
    pub(crate) fn stamp(&self) -> Result<Stamp, Error> {
        Ok(self.store.stamp()?)
    }

    /// Verifies everything (R12.2, R12.6).
    pub(crate) fn verify(&self) -> Result<Verified, Error> {
        Ok(self.store.verify(&self.trail, &self.seal)?)
    }

    /// Verifies at most so many entries more.
    pub(crate) fn verify_on(&self, so_far: &mut Verifying, entries: u64) -> Result<Option<Verified>, Error> {
        Ok(self.store.verify_on(&self.trail, &self.seal, so_far, entries)?)
    }

    /// The hash of a password, as hard as the store asks for. Never inside a transaction: it takes its time.
    pub(crate) fn hash(&mut self, password: &SecretString) -> Result<String, Error> {
        let strength = Strength::of(self.kind());
        Ok(password::hash(password, strength, self.entropy.as_mut()).map_err(store::Error::from)?)
    }

    /// The randomness.
    pub(crate) fn entropy(&mut self) -> &mut dyn Entropy {
        self.entropy.as_mut()
    }

    /// From which terminal (R12.1).
    pub(crate) fn terminal(&self) -> &str {
        &self.terminal
    }

    /// The account of the host that the program was started from, if that was said.
    pub(crate) fn account(&self) -> Option<&HostAccount> {
        self.account.as_ref()
    }

    /// Says from which account of the host the program was started.
    pub(crate) fn set_account(&mut self, account: Option<HostAccount>) {
        self.account = account;
    }

    /// Says that the program was started over SSH.
    pub(crate) fn set_over_ssh(&mut self) {
        self.is_over_ssh = true;
    }

    /// Whether members who are bound to no account of the host get in: over SSH to a live store it is the policy's.
    pub(crate) fn lets_unbound_in(&self) -> bool {
        !(self.is_over_ssh && self.policy.1.bound_over_ssh && self.kind() == Kind::Live)
    }

    /// The office of a training store as it stands, in memory.
    ///
    /// # Errors
    /// A live store is never copied.
    pub(crate) fn copy_in_memory(&self) -> Result<Self, Error> {
        Ok(Self {
            store: self.store.copy_in_memory()?,
            seal: self.seal.copy(),
            trail: self.trail.copy(),
            clock: self.clock.clone(),
            entropy: Box::new(Machine),
            terminal: self.terminal.clone(),
            account: self.account.clone(),
            is_over_ssh: self.is_over_ssh,
            policy: self.policy.clone(),
            first_sealed: None,
            outside: super::Outside::default(),
            owed: Owed::default(),
        })
    }

    /// Puts another office in the place of this one, which comes back: over the same clock, and with another mark.
    pub(crate) fn replace(&mut self, mut other: Self) -> Self {
        other.store.differs_from(&self.store);
        other.clock = self.clock.clone();
        std::mem::replace(self, other)
    }
}

/// Reads the stored policy again if it was changed since (R1.2).
pub(super) fn refresh_policy(tx: &Tx<'_>, known: &mut (u64, Policy)) -> Result<(), Error> {
    if tx.policy_version()? != known.0 {
        *known = stored_policy(tx)?;
    }
    Ok(())
}
