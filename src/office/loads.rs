//! What an office does for loads: the parts between their entries, and what a killed program has left.

use super::{Error, Office};
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::values::TokenId;
use crate::entropy::{Entropy, Lent};
use crate::store::{self, Beginning, Loader, SealKey, SealedToken, SeedPrint, Store, TrailKey, Tx};

/// Transactions of a load that was broken off which an opening sweeps out: nobody waits longer than for these. What is left is
/// seen by nobody, and goes at the next opening, or before the next load.
const AT_OPENING: usize = 10;

/// What seals tokens away from the office, on whatever thread: its key and its randomness.
pub(crate) struct Sealing {
    store: [u8; 16],
    key: SealKey,
    entropy: Box<dyn Entropy>,
    mark: Option<Beginning>,
    count: u32,
}

impl Sealing {
    /// The same token with its seed sealed, of the next id. Those of one load begin alike and count up, so they come to stand
    /// beside each other; what is left of an id is random.
    pub(crate) fn seal(&mut self, new: NewToken) -> Result<SealedToken, Error> {
        let mut id = [0; 16];
        self.entropy.fill(&mut id).map_err(store::Error::from)?;
        let (drawn, rest) = id.split_first_chunk_mut::<6>().ok_or(store::Error::Unsealed)?;
        *drawn = *self.mark.get_or_insert(*drawn);
        if let Some(place) = rest.first_chunk_mut() {
            *place = self.count.to_be_bytes();
        }
        self.count = self
            .count
            .checked_add(1)
            .ok_or_else(|| store::Error::System("too many tokens in one load".to_owned()))?;
        let entropy = self.entropy.as_mut();
        Ok(SealedToken::of(new, TokenId(id), self.store, &self.key, entropy)?)
    }

    /// What the ids begin with, once there is one.
    pub(crate) fn mark(&self) -> Option<Beginning> {
        self.mark
    }
}

impl Office {
    /// Takes the right to write a load; nothing when another program has it.
    pub(crate) fn loader(&self) -> Result<Option<Loader>, Error> {
        Ok(self.store.loader()?)
    }

    /// Sweeps out more of what a load has left that will never be seen, in one transaction. Gives whether all is gone.
    pub(crate) fn sweep_loads(&mut self, right: &Loader) -> Result<bool, Error> {
        let now = self.clock.now();
        let told = (&self.trail, now, self.terminal.as_str());
        Ok(self.store.sweep_loads(right, told, 1)?)
    }

    /// Before the parts of a load, and after them.
    pub(crate) fn pour(&self, begins: bool) -> Result<(), Error> {
        Ok(self.store.pour(begins)?)
    }

    /// Brings what was written for a load from the log into the file itself.
    pub(crate) fn bring_in(&mut self) -> Result<(), Error> {
        Ok(self.store.bring_in()?)
    }

    /// Writes a part of a load, in a transaction of its own: the load's beginning and its end are the entries (R12.1).
    pub(crate) fn load_part<T, E: From<store::Error>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.write(work)
    }

    /// What the seed of a token is known again by (R15.2).
    pub(crate) fn seed_print(&self, new: &NewToken) -> SeedPrint {
        SeedPrint::of(new, self.store.id(), &self.seal)
    }

    /// Lends out what seals tokens, until [`Office::sealed`] takes it back.
    pub(crate) fn lend_sealing(&mut self) -> Sealing {
        Sealing {
            store: self.store.id(),
            key: self.seal.copy(),
            entropy: std::mem::replace(&mut self.entropy, Box::new(Lent)),
            mark: None,
            count: 0,
        }
    }

    /// Takes back what was lent.
    pub(crate) fn sealed(&mut self, sealing: Sealing) {
        self.entropy = sealing.entropy;
    }
}

/// Sweeps out some of what a killed program has left, where nobody loads and the store can be written. It is in nobody's way, so
/// nothing that goes wrong here keeps anybody from work.
pub(super) fn sweep_some(store: &mut Store, told: (&TrailKey, Instant, &str)) {
    let left = store.has_unseen_loads().unwrap_or_default();
    if let Some(right) = left.then(|| store.loader().ok().flatten()).flatten() {
        let _ = store.sweep_loads(&right, told, AT_OPENING);
    }
}
