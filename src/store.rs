//! The embedded store: the only module that knows `SQLite`. It knows nothing of rules; it loads values, carries out
//! [`Change`](crate::domain::Change)s and keeps the trail. Its statements go through `store/db.rs`, in words that another
//! engine would understand too; what is `SQLite`'s alone stands in files that say so at their head.

mod access;
mod approvals;
mod arrivals;
mod audit;
mod backup;
mod batches;
mod cautions;
mod changes;
mod charges;
mod checks;
mod contracts;
mod countersigned;
mod counts;
mod day;
mod db;
mod doubt;
mod drafts;
mod error;
mod figures;
mod files;
mod finds;
mod handling;
mod keys;
mod known;
mod letters;
mod listed;
mod loads;
mod making;
mod meta;
mod names;
mod news;
mod notes;
mod notices;
mod open;
mod payments;
mod pouring;
mod prints;
#[cfg(test)]
mod promises;
mod recall;
mod rotation;
mod row;
mod seals;
mod sessions;
mod showing;
mod sittings;
mod spool;
mod sqlite;
mod staff;
mod stock;
mod time;
mod tokens;
#[cfg(test)]
mod told;
mod trail;
mod upgrades;
mod users;
mod verify;
mod waits;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use changes::Watch;
use db::Db;
use keys::StateKey;
use known::Known;
use seals::Sealer;
use sqlite::Connection;

pub use access::Passwords;
pub use approvals::{Decided, Request, Waits};
pub use arrivals::{ContractCame, InStock, SealedToken, TokenCame};
pub use backup::{Backup, Head, Restoring};
pub use batches::BatchRow;
pub use charges::ChargeRow;
pub use checks::Clocked;
pub use countersigned::Countersign;
pub use counts::{CountRow, DifferenceRow};
pub use day::{Done, Expiring};
#[cfg(test)]
pub(crate) use db::tests::statements;
#[cfg(test)]
pub(crate) use doubt::fault;
pub use error::{Error, Result};
pub use finds::{Found, Hit, SearchQuery, Within};
pub use handling::PendingFob;
pub use keys::{KeyFile, SealKey, TrailKey};
pub use letters::{Letters, Unposted};
pub use listed::{StockCount, StockPage, Wanted};
pub use loads::{Beginning, Load, Loaded, Loader};
pub use meta::Kind;
pub use notices::{Came, NoticeRow, Which};
pub use open::Location;
pub use payments::{AccountRow, Part, PaymentStep};
pub use pouring::{Arriving, Person};
pub use prints::SeedPrint;
pub use recall::{RecallFrom, RecallRow};
pub use rotation::Rotation;
pub use sessions::SessionRow;
pub use sittings::Sitting;
pub use spool::{Anchors, Queue, Queued, Run, Spool, branch_of};
pub use sqlite::{Asker, sqlite_version};
pub use staff::Credential;
pub use stock::IssueRow;
pub use tokens::StockRow;
pub use trail::{
    Anchored, CONFIRM_CLOCK, Changed, Checkpoint, Customer, Draft, Entry, Filter, Gone, Mark, Page, Place, Restored,
    Sought, Written,
};
pub use verify::{Flaw, Looked, Verified, Verifying};

/// An open store. One connection; several processes and threads may have one each.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    id: [u8; 16],
    kind: Kind,
    /// What this connection has committed, counted up.
    commits: u64,
    seals: Seals,
    /// The names of contracts in memory.
    known: Known,
    /// The numbers of the entries that its last commit has written, if it wrote any.
    appended: Option<(u64, u64)>,
}

/// What seals the state (R12.6), made when it is first needed.
#[derive(Debug)]
struct Seals {
    key: StateKey,
    /// Not there while the store is of a version that has no seals.
    sealer: OnceCell<Arc<Sealer>>,
    /// What this connection changes, and whether that is seen yet: who only reads has no need of it.
    watch: Watch,
    sees: Cell<bool>,
    /// Nothing is sealed: so a bench tells what seals cost.
    none: bool,
}

impl Seals {
    fn new(key: StateKey) -> Self {
        Self {
            key,
            sealer: OnceCell::new(),
            watch: Watch::default(),
            sees: Cell::new(false),
            none: false,
        }
    }

    /// That seal nothing.
    fn of_none(&self) -> Self {
        let none = true;
        Self { none, ..self.anew() }
    }

    /// The same after another connection was opened, which sees nothing yet.
    fn anew(&self) -> Self {
        Self::new(self.key.copy())
    }

    /// What seals the store behind that connection.
    fn sealer(&self, connection: &Connection) -> Result<Option<Arc<Sealer>>> {
        if self.none {
            return Ok(None);
        }
        if let Some(sealer) = self.sealer.get() {
            return Ok(Some(Arc::clone(sealer)));
        }
        let columns = sqlite::columns(connection)?;
        let sealer = columns
            .contains_key("state")
            .then(|| Arc::new(Sealer::new(self.key.copy(), &columns)));
        Ok(sealer.map(|sealer| Arc::clone(self.sealer.get_or_init(|| sealer))))
    }

    /// The same, and what is changed over that connection is seen from now on.
    fn seeing(&self, connection: &Connection) -> Result<Option<Arc<Sealer>>> {
        let sealer = self.sealer(connection)?;
        if let Some(sealer) = sealer.as_ref().filter(|_| !self.sees.get()) {
            sqlite::see(connection, sealer, &self.watch)?;
            self.sees.set(true);
        }
        Ok(sealer)
    }
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
        let sealer = self.seals.sealer(&self.connection)?;
        let db = Db::reading(&self.connection)?;
        work(&Tx::over(db, self.id, sealer).knowing(self.seals.none))
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
        let (sealer, none) = (self.seals.seeing(&self.connection)?, self.seals.none);
        self.appended = None;
        let db = Db::writing(&mut self.connection, &self.seals.watch)?;
        let tx = Tx::over(db, store, sealer).knowing(none);
        let given = work(&tx)?;
        tx.settle()?;
        self.appended = tx.appended.get();
        let committed = tx.db.commit();
        // Also when the outcome is unknown: then it may be there.
        self.commits += 1;
        committed?;
        Ok(given)
    }
}

impl Store {
    /// Makes tables in a write transaction, after a look at what was there before, and runs `work` with what seals them.
    fn remake<T>(
        &mut self,
        look: impl FnOnce(&Tx<'_>) -> Result<()>,
        make: impl FnOnce(&Db<'_>) -> Result<()>,
        work: impl FnOnce(&Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let store = self.id;
        let before = self.seals.sealer(&self.connection)?;
        // Tables may get other columns now.
        self.seals = self.seals.anew();
        let db = Db::writing(&mut self.connection, &self.seals.watch)?;
        let tx = Tx::over(db, store, before);
        look(&tx)?;
        let Tx { db, .. } = tx;
        make(&db)?;
        let sealer = self.seals.seeing(db.connection())?;
        let tx = Tx::over(db, store, sealer);
        let given = work(&tx)?;
        tx.settle()?;
        self.appended = tx.appended.get();
        tx.db.commit()?;
        self.commits += 1;
        Ok(given)
    }
}

/// A transaction: what can be loaded and changed is in the table groups beside this file.
#[derive(Debug)]
pub struct Tx<'a> {
    db: Db<'a>,
    store: [u8; 16],
    sealer: Option<Arc<Sealer>>,
    /// The store is of a version that has no seals.
    is_older: bool,
    /// What was met in it: nobody else changes it meanwhile.
    met: RefCell<BTreeSet<(&'static str, String)>>,
    /// The numbers of the first and the last entry that were written in it.
    appended: Cell<Option<(u64, u64)>>,
}

impl<'a> Tx<'a> {
    fn over(db: Db<'a>, store: [u8; 16], sealer: Option<Arc<Sealer>>) -> Self {
        Self {
            db,
            store,
            is_older: sealer.is_none(),
            sealer,
            met: RefCell::default(),
            appended: Cell::new(None),
        }
    }

    /// The same where seals lack though the version has them.
    fn knowing(self, none: bool) -> Self {
        let is_older = self.is_older && !none;
        Self { is_older, ..self }
    }

    /// What seals the state; nothing in a store of a version without seals.
    fn sealer(&self) -> Option<&Sealer> {
        self.sealer.as_deref()
    }

    /// Runs `work`; unless it gives `Ok`, everything it did in this transaction is undone.
    pub fn undoable<T, E: From<Error>>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let run = |sql| self.db.batch(sql);
        self.settle()?;
        run("SAVEPOINT attempt")?;
        let given = work();
        if given.is_err() {
            self.db.watch().forget(0);
        }
        run(if given.is_ok() {
            "RELEASE attempt"
        } else {
            "ROLLBACK TO attempt; RELEASE attempt"
        })?;
        given
    }
}
