//! `SQLite`'s alone: making and opening a store that is a file, and one in memory.

use std::path::{Path, PathBuf};

use super::db::Db;
use super::error::{Error, Result};
use super::keys::{KeyFile, TrailKey};
use super::sqlite::Connection;
use super::upgrades::VERSION;
use super::{Kind, Known, Store, files, sqlite};
use crate::entropy::Entropy;

const SCHEMA: &str = include_str!("../../schema.sql");

/// Where a store and its key stand. The key is outside the data folder, so a copy of that folder gives no seed away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The store's file; its folder is for its owner alone.
    pub store: PathBuf,
    /// The key file.
    pub key: PathBuf,
}

impl Location {
    /// Refuses a key inside the folder of the store.
    pub(super) fn checked(&self) -> Result<()> {
        let folder = |path: &Path| path.parent().map(|p| p.canonicalize().unwrap_or_else(|_| p.to_owned()));
        if let (Some(data), Some(key)) = (folder(&self.store), folder(&self.key))
            && key.starts_with(&data)
        {
            let path = self.key.display().to_string();
            return Err(Error::Exposed {
                path,
                what: "the key must stand outside the data folder",
            });
        }
        Ok(())
    }
}

impl Store {
    /// Makes a new store with a new key at `at`, under that policy text.
    ///
    /// # Errors
    /// [`Error::Exists`] when either file is there already; [`Error::Exposed`] when others could reach them.
    pub fn create(at: &Location, kind: Kind, policy: &str, entropy: &mut dyn Entropy) -> Result<(Self, KeyFile)> {
        Self::create_with(at, kind, policy, entropy, |_| Ok::<_, Error>(()))?;
        Self::open(at)
    }

    /// A store in memory, for tests.
    pub fn in_memory(kind: Kind, policy: &str, entropy: &mut dyn Entropy) -> Result<(Self, KeyFile)> {
        let key = KeyFile::generate(entropy)?;
        let store = Self::found(sqlite::connect_in_memory()?, kind, policy, &key, entropy)?;
        Ok((store, key))
    }

    /// Opens the store at `at` with its key. One of an older version reads only after [`Store::upgrade`].
    pub fn open(at: &Location) -> Result<(Self, KeyFile)> {
        if let Some(folder) = at.store.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            files::checked_folder(folder)?;
        }
        files::checked_file(&at.store)?;
        at.checked()?;
        let key = KeyFile::load(&at.key)?;
        sqlite::is_ours(&at.store, VERSION)?;
        let connection = sqlite::connect(&at.store)?;
        let sql = "SELECT store_id, kind, key_check FROM meta";
        let (id, kind, check): ([u8; 16], String, [u8; 32]) =
            Db::reading(&connection)?.one(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let kind = Kind::from_name(&kind).ok_or_else(|| Error::Damaged("meta.kind".into()))?;
        if key.check(id, kind) != check {
            return Err(Error::WrongKey(at.key.display().to_string()));
        }
        let store = Self {
            connection,
            id,
            kind,
            commits: 0,
            known: Known::of(Some(&at.store)),
        };
        Ok((store, key))
    }

    pub(super) fn found(
        connection: Connection,
        kind: Kind,
        policy: &str,
        key: &KeyFile,
        entropy: &mut dyn Entropy,
    ) -> Result<Self> {
        let mut id = [0; 16];
        entropy.fill(&mut id)?;
        let mut store = Self {
            connection,
            id,
            kind,
            commits: 0,
            known: Known::default(),
        };
        let trail: TrailKey = key.trail_key(id);
        store.write(|tx| -> Result<()> {
            tx.db.batch(SCHEMA)?;
            let sql = "INSERT INTO meta (one, store_id, kind, key_check, policy, policy_version)
                       VALUES (1, ?1, ?2, ?3, ?4, 1)";
            let check = key.check(id, kind);
            tx.db.run(sql, &[&id, &kind.as_str(), &check, &policy])?;
            tx.begin_trail(&trail)?;
            tx.db.set_version(VERSION)?;
            Ok(())
        })?;
        Ok(store)
    }
}

#[cfg(test)]
mod tests;
