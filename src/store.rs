//! The embedded store: the only module that knows `SQLite`. It knows nothing of rules; it loads values, carries out
//! [`Change`](crate::domain::Change)s and keeps the trail. Its statements go through `store/db.rs`, in words that another
//! engine would understand too; what is `SQLite`'s alone stands in files that say so at their head.

mod access;
mod approvals;
mod cautions;
mod checks;
mod contracts;
mod db;
mod drafts;
mod error;
mod figures;
mod files;
mod finds;
mod keys;
mod meta;
mod news;
mod notices;
mod open;
mod payments;
#[cfg(test)]
mod promises;
mod row;
mod sessions;
mod sqlite;
mod staff;
mod tokens;
mod trail;
mod upgrades;
mod users;

use db::Db;
use sqlite::Connection;

pub use access::Passwords;
pub use approvals::{Decided, Request};
pub use checks::Clocked;
pub use error::{Error, Result};
pub use finds::{Found, Hit};
pub use keys::{KeyFile, SealKey, TrailKey};
pub use meta::Kind;
pub use notices::NoticeRow;
pub use open::Location;
pub use payments::{AccountRow, Part, PaymentStep};
pub use sessions::SessionRow;
pub use sqlite::sqlite_version;
pub use staff::Credential;
pub use tokens::StockRow;
pub use trail::{Customer, Draft, Entry, Filter, Flaw, Page, Place, Sought, Verified, Verifying, Written};

/// An open store. One connection; several processes and threads may have one each.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    id: [u8; 16],
    kind: Kind,
    /// What this connection has committed, counted up.
    commits: u64,
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

    /// Runs `work` in a read transaction: everything it sees is of one moment.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let db = Db::reading(&self.connection)?;
        work(&Tx { db, store: self.id })
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
        let db = Db::writing(&mut self.connection)?;
        let tx = Tx { db, store };
        let given = work(&tx)?;
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
}

impl Tx<'_> {
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
