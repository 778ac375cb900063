//! `SQLite`'s alone: a training store copied into memory, so that a lesson can go back to where it was; and a store in use
//! copied into a file.

use std::path::Path;

use rusqlite::OpenFlags;
use rusqlite::backup::{Backup, StepResult};

use super::{Connection, configure};
use crate::store::{Error, Kind, Known, Result, Store};

impl Store {
    /// The store as it stands, in memory. Its stamp is another one.
    ///
    /// # Errors
    /// A live store is never copied: what has left it could be changed unseen.
    pub fn copy_in_memory(&self) -> Result<Self> {
        if self.kind != Kind::Training {
            return Err(Error::System("a live store is not copied".to_owned()));
        }
        let mut connection = Connection::open_in_memory()?;
        Backup::new(&self.connection, &mut connection)?.step(-1)?;
        configure(&mut connection)?;
        Ok(Self {
            connection,
            id: self.id,
            kind: self.kind,
            commits: self.commits + 1,
            seals: self.seals.anew(),
            known: Known::default(),
            appended: None,
        })
    }

    /// A training store in memory whose rows are sealed no more: a bench tells by it what seals cost.
    ///
    /// # Errors
    /// What lasts, or is live, is never without seals.
    #[doc(hidden)]
    pub fn without_seals(mut self) -> Result<Self> {
        if self.kind != Kind::Training || self.connection.path().is_some_and(|path| !path.is_empty()) {
            return Err(Error::System("a store is not without seals".to_owned()));
        }
        self.seals = self.seals.of_none();
        self.connection.execute("DELETE FROM state", [])?;
        self.connection.execute("DELETE FROM state_table", [])?;
        self.connection.execute("DELETE FROM state_group", [])?;
        Ok(self)
    }

    /// Copies the store as it is at this moment into an empty file. Others go on reading and writing.
    pub(in crate::store) fn copy_into(&self, path: &Path) -> Result<()> {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let mut copy = Connection::open_with_flags(path, flags)?;
        // A copy that breaks off is no copy: it needs no journal of its own, and is brought to the disk as a whole.
        copy.pragma_update(None, "journal_mode", "OFF")?;
        copy.pragma_update(None, "synchronous", "OFF")?;
        match Backup::new(&self.connection, &mut copy)?.step(-1)? {
            StepResult::Done => Ok(()),
            StepResult::Busy | StepResult::Locked => Err(Error::Busy),
            _ => Err(Error::System("the copy did not come to its end".to_owned())),
        }
    }

    /// Makes the store one single file, with nothing beside it. Whoever opens it next makes it one for several programs again.
    ///
    /// # Errors
    /// [`Error::Busy`] when another has it open.
    pub(in crate::store) fn make_single(&mut self) -> Result<()> {
        self.connection.busy_handler(Some(|_| false))?;
        let mode: String = self
            .connection
            .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        if mode == "delete" { Ok(()) } else { Err(Error::Busy) }
    }

    /// Keeps every other program out of the store until it is closed.
    ///
    /// # Errors
    /// [`Error::Busy`] when another has it open.
    pub(in crate::store) fn hold_alone(&mut self) -> Result<()> {
        self.make_single()?;
        self.connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        Ok(())
    }

    /// Another stamp than that of `other`, whatever was committed.
    pub(crate) fn differs_from(&mut self, other: &Self) {
        self.commits = self.commits.max(other.commits) + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy;
    use crate::entropy::Repeatable;

    #[test]
    fn a_training_store_is_copied_and_a_live_one_is_not() {
        let made = |kind| Store::in_memory(kind, policy::DEFAULT, &mut Repeatable(3)).unwrap().0;
        let store = made(Kind::Training);
        let copy = store.copy_in_memory().unwrap();
        assert_eq!((copy.id(), copy.kind()), (store.id(), Kind::Training));
        assert_ne!(copy.stamp().unwrap(), store.stamp().unwrap());
        assert!(made(Kind::Live).copy_in_memory().is_err());
    }

    #[test]
    fn only_a_training_store_in_memory_is_ever_without_seals_r12_6() {
        let made = |kind| Store::in_memory(kind, policy::DEFAULT, &mut Repeatable(3)).unwrap();
        assert!(made(Kind::Live).0.without_seals().is_err());
        let folder = tempfile::tempdir().unwrap();
        let at = crate::store::Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        let (store, _) = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
        assert!(store.without_seals().is_err());
        let (store, key) = made(Kind::Training);
        let mut store = store.without_seals().unwrap();
        let trail = key.trail_key(store.id());
        let draft = crate::store::Draft::new(chrono::DateTime::UNIX_EPOCH, "T001", "tests", "test");
        store.write(|tx| tx.append(&trail, draft)).unwrap();
        let sealed = store.read(|tx| tx.db.any("SELECT 1 FROM state_table", &[])).unwrap();
        assert!(!sealed, "and none is made");
    }
}
