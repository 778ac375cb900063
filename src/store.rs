//! The embedded store: the only module that knows `SQLite`. It knows nothing of rules; it loads values, carries out
//! [`Change`](crate::domain::Change)s and keeps the trail. Its statements go through `store/db.rs`, in words that another
//! engine would understand too; what is `SQLite`'s alone stands in files that say so at their head.

mod access;
mod approvals;
mod backup;
mod cautions;
mod checks;
mod contracts;
mod db;
mod doubt;
mod drafts;
mod error;
mod figures;
mod files;
mod finds;
mod keys;
mod known;
mod making;
mod meta;
mod names;
mod news;
mod notices;
mod open;
mod payments;
#[cfg(test)]
mod promises;
mod rotation;
mod row;
mod sessions;
mod spool;
mod sqlite;
mod staff;
mod tokens;
mod trail;
mod upgrades;
mod users;

use std::cell::Cell;

use db::Db;
use known::Known;
use sqlite::Connection;

pub use access::Passwords;
pub use approvals::{Decided, Request};
pub use backup::{Backup, Head, Restoring};
pub use checks::Clocked;
#[cfg(test)]
pub(crate) use doubt::fault;
pub use error::{Error, Result};
pub use finds::{Asked, Found, Hit, Within};
pub use keys::{KeyFile, SealKey, TrailKey};
pub use meta::Kind;
pub use notices::NoticeRow;
pub use open::Location;
pub use payments::{AccountRow, Part, PaymentStep};
pub use rotation::Rotation;
pub use sessions::SessionRow;
pub use spool::{Anchors, Run, Spool};
pub use sqlite::sqlite_version;
pub use staff::Credential;
pub use tokens::StockRow;
pub use trail::{
    Anchored, Changed, Checkpoint, Customer, Draft, Entry, Filter, Flaw, Gone, Mark, Page, Place, Restored, Sought,
    Verified, Verifying, Written,
};

/// An open store. One connection; several processes and threads may have one each.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    id: [u8; 16],
    kind: Kind,
    /// What this connection has committed, counted up.
    commits: u64,
    /// The names of contracts in memory.
    known: Known,
    /// The numbers of the entries that its last commit has written, if it wrote any.
    appended: Option<(u64, u64)>,
}

/// A mark of what the store holds: two that are equal, taken over one open store, say that nothing was committed in
/// between, by whatever process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Differs after a commit of another connection.
    pub others: i64,
    /// Differs after a commit of this one.
    pub own: u64,
}

impl Store {
    /// The store's own identity: part of what seeds are sealed with.
    pub fn id(&self) -> [u8; 16] {
        self.id
    }

    /// Live or training (R2.4).
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The mark of what the store holds now. It costs a look at the store's file and reads no table.
    pub fn stamp(&self) -> Result<Stamp> {
        Ok(Stamp {
            others: sqlite::commits_of_others(&self.connection)?,
            own: self.commits,
        })
    }

    /// Whether the last commit wrote an entry whose number can be divided by `every`: then a checkpoint is due (R12.5).
    pub fn crossed(&self, every: u32) -> bool {
        let every = u64::from(every.max(1));
        self.appended
            .is_some_and(|(first, last)| last / every != (first - 1) / every)
    }

    /// Runs `work` in a read transaction: everything it sees is of one moment.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let db = Db::reading(&self.connection)?;
        work(&Tx::over(db, self.id))
    }

    /// Runs `work` in a write transaction (`BEGIN IMMEDIATE`) and commits it when it gives `Ok`; otherwise nothing
    /// of it stays. Nothing slow belongs inside: every other writer of the branch waits.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Busy`] when another process kept the store for ten seconds;
    /// [`Error::OutcomeUnknown`] when the machine failed while committing.
    pub fn write<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let store = self.id;
        self.appended = None;
        let db = Db::writing(&mut self.connection)?;
        let tx = Tx::over(db, store);
        let given = work(&tx)?;
        self.appended = tx.appended.get();
        let committed = tx.db.commit();
        // Also when the outcome is unknown: then it may be there.
        self.commits += 1;
        committed?;
        Ok(given)
    }
}

/// A transaction: what can be loaded and changed is in the table groups beside this file.
#[derive(Debug)]
pub struct Tx<'a> {
    db: Db<'a>,
    store: [u8; 16],
    /// The numbers of the first and the last entry that were written in it.
    appended: Cell<Option<(u64, u64)>>,
}

impl<'a> Tx<'a> {
    fn over(db: Db<'a>, store: [u8; 16]) -> Self {
        Self {
            db,
            store,
            appended: Cell::new(None),
        }
    }

    /// Runs `work`; unless it gives `Ok`, everything it did in this transaction is undone.
    pub fn undoable<T, E: From<Error>>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let run = |sql| self.db.batch(sql);
        run("SAVEPOINT attempt")?;
        let given = work();
        run(if given.is_ok() {
            "RELEASE attempt"
        } else {
            "ROLLBACK TO attempt; RELEASE attempt"
        })?;
        given
    }
}
