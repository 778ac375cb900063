//! `SQLite`'s alone: a training store copied into memory, so that a lesson can go back to where it was.

use rusqlite::backup::Backup;

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
            known: Known::default(),
        })
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
}
