//! What a lesson sees: the newest entries of the trail and a few contracts, without anybody who looks. Training stores only.

use super::{Desk, Error, plan};
use crate::clock::Clock;
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::ContractNumber;
use crate::entropy::Entropy;
use crate::store::{Entry, Filter, Kind, Store};

/// The most entries that are looked at; a lesson makes some dozens.
const ENTRIES: u64 = 1000;

/// The store of a lesson at one moment.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The moment.
    pub now: Instant,
    /// The entries of the trail after the one that was named, oldest first.
    pub entries: Vec<Entry>,
    /// The contracts that were named and are there.
    pub cases: Vec<Case>,
}

impl Desk {
    /// What stands in a training store now: the entries after number `after`, and these contracts.
    ///
    /// # Errors
    /// E1205 on a live store: there everybody who looks is somebody.
    pub fn seen(&self, after: u64, contracts: &[ContractNumber]) -> Result<Seen, Error> {
        if self.kind() != Kind::Training {
            return Err(Refusal::TrainingOnly.into());
        }
        self.office.read(|tx| -> Result<_, Error> {
            let newest = tx.entries(&Filter {
                contract: None,
                limit: ENTRIES,
            })?;
            let mut entries: Vec<_> = newest.into_iter().filter(|entry| entry.seq > after).collect();
            entries.reverse();
            let cases = contracts.iter().filter_map(|number| match plan::load(tx, number) {
                Ok(case) => Some(Ok(case)),
                Err(Error::Refused(_)) => None,
                Err(error) => Some(Err(error)),
            });
            Ok(Seen {
                now: self.clock().now(),
                entries,
                cases: cases.collect::<Result<_, _>>()?,
            })
        })
    }
}

impl Desk {
    /// A desk over a new training store that is nowhere but in memory: for lessons, rehearsals and pictures.
    ///
    /// # Errors
    /// The randomness or the store fails.
    pub fn in_training(clock: Clock, mut entropy: Box<dyn Entropy>, terminal: &str) -> Result<Self, Error> {
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, entropy.as_mut())?;
        Self::new(opened, clock, entropy, terminal)
    }
}
