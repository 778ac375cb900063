//! `SQLite`'s alone: opening a store again after its machine failed while committing, when what a connection believes is no proof.

use super::error::Result;
use super::{Store, sqlite};

impl Store {
    /// Opens the store again under the same path. One in memory stays as it is.
    ///
    /// # Errors
    /// Those of opening; the connection stays the old one then.
    pub fn reopen(&mut self) -> Result<()> {
        let path = self.connection.path().filter(|path| !path.is_empty());
        if let Some(path) = path.map(std::path::PathBuf::from) {
            self.connection = sqlite::connect(&path)?;
            // What is changed is seen by triggers of the connection (R12.6).
            self.seals = self.seals.anew();
            self.commits += 1;
        }
        Ok(())
    }

    /// Brings what was committed into the store's file itself: after a failed sync nothing else is known to be on the disk.
    pub fn secure(&self) -> Result<()> {
        sqlite::checkpoint(&self.connection)
    }
}

/// A machine that fails while committing, for tests: the outcome is told as unknown.
#[cfg(test)]
pub(crate) mod fault {
    use std::cell::RefCell;
    use std::collections::VecDeque;

    use super::super::error::Error;

    /// What the disk has of a commit that broke off.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Fault {
        /// All of it.
        Kept,
        /// Nothing.
        Lost,
        /// There was no room for it, and that is known.
        Full,
    }

    thread_local! {
        static NEXT: RefCell<VecDeque<Option<Fault>>> = const { RefCell::new(VecDeque::new()) };
    }

    /// How the next commits of this thread go.
    pub(crate) fn next(faults: impl IntoIterator<Item = Option<Fault>>) {
        NEXT.with_borrow_mut(|next| {
            next.clear();
            next.extend(faults);
        });
    }

    /// A commit of this thread.
    pub(in crate::store) fn commit(tx: rusqlite::Transaction<'_>) -> Result<(), Error> {
        match NEXT.with_borrow_mut(VecDeque::pop_front).flatten() {
            None => return tx.commit().map_err(Error::at_commit),
            Some(Fault::Full) => return Err(Error::Full),
            Some(Fault::Lost) => drop(tx),
            Some(Fault::Kept) => tx.commit()?,
        }
        Err(Error::OutcomeUnknown("disk I/O error".to_owned()))
    }
}
