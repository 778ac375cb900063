//! `SQLite`'s alone: making and opening a store that is a file, and one in memory.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::db::Db;
use super::error::{Error, Result};
use super::keys::{KeyFile, TrailKey};
use super::sqlite::Connection;
use super::upgrades::{SCHEMA, VERSION};
use super::{Kind, Known, Seals, Store, files, rotation, sqlite};
use crate::entropy::Entropy;

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
    ///
    /// # Errors
    /// [`Error::HalfRotated`] while a rotation of the key waits to be taken up again.
    pub fn open(at: &Location) -> Result<(Self, KeyFile)> {
        Self::open_with(at, None)
    }

    /// [`Store::open`] with the passphrase of a key file that is sealed by one.
    pub fn open_with(at: &Location, passphrase: Option<&SecretString>) -> Result<(Self, KeyFile)> {
        whole(Self::open_to_rotate(at, passphrase)?)
    }

    /// [`Store::open_with`] also where a rotation of its key was broken off.
    pub fn open_to_rotate(at: &Location, passphrase: Option<&SecretString>) -> Result<(Self, KeyFile)> {
        if let Some(folder) = at.store.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            files::checked_folder(folder)?;
        }
        files::checked_file(&at.store)?;
        at.checked()?;
        let key = KeyFile::load_with(&at.key, passphrase)?;
        sqlite::is_ours(&at.store, VERSION)?;
        Self::opened(sqlite::connect(&at.store)?, key, at, passphrase)
    }

    fn opened(
        connection: Connection,
        key: KeyFile,
        at: &Location,
        passphrase: Option<&SecretString>,
    ) -> Result<(Self, KeyFile)> {
        let db = Db::reading(&connection)?;
        // Before anything of it is used or written (R12.6).
        if let Some(name) = db.strange_schema()? {
            return Err(Error::Strange(name));
        }
        let sql = "SELECT store_id, kind, key_check FROM meta";
        let (id, kind, check): ([u8; 16], String, [u8; 32]) =
            db.one(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        drop(db);
        let kind = Kind::from_name(&kind).ok_or_else(|| Error::Damaged("meta.kind".into()))?;
        let key = if key.check(id, kind) == check {
            key
        } else {
            // A rotation that was killed before its key had its name.
            let next = rotation::take_next(at, passphrase, |next| next.check(id, kind) == check)?;
            next.ok_or_else(|| Error::WrongKey(at.key.display().to_string()))?
        };
        let mut store = Self {
            connection,
            id,
            kind,
            commits: 0,
            seals: Seals::new(key.state_key(id)),
            known: Known::of(Some(&at.store)),
            appended: None,
        };
        let key = store.read(|tx| tx.on_the_ring(key))?;
        // What binds the state stays what it was before a rotation (R12.7).
        store.seals = Seals::new(key.state_key(id));
        Ok((store, key))
    }

    /// Opens the store at `at` only to look at it, where it can't be written. A file beside it that holds what was written
    /// last is looked at too, if there is one.
    ///
    /// # Errors
    /// As [`Store::open_with`].
    pub fn open_to_look(at: &Location, passphrase: Option<&SecretString>) -> Result<(Self, KeyFile)> {
        let key = KeyFile::load_with(&at.key, passphrase)?;
        sqlite::is_ours(&at.store, VERSION)?;
        whole(Self::opened(sqlite::connect_to_look(&at.store)?, key, at, passphrase)?)
    }

    /// Whether the store's file, and what stands beside it, can be written.
    pub fn may_write(at: &Location) -> bool {
        files::is_missing(&at.store) || files::may_write(&at.store)
    }

    /// Whether it needs no upgrade.
    pub fn is_of_this_version(&self) -> Result<bool> {
        Ok(self.read(|tx| tx.db.version())? == VERSION)
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
            seals: Seals::new(key.state_key(id)),
            known: Known::default(),
            appended: None,
        };
        let trail: TrailKey = key.trail_key(id);
        let make = |db: &Db<'_>| -> Result<()> { db.batch(SCHEMA) };
        store.remake(
            |_| Ok(()),
            make,
            |tx| {
                tx.begin_state(0)?;
                let sql = "INSERT INTO meta (one, store_id, kind, key_check, policy, policy_version)
                       VALUES (1, ?1, ?2, ?3, ?4, 1)";
                let check = key.check(id, kind);
                tx.db.run(sql, &[&id, &kind.as_str(), &check, &policy])?;
                tx.begin_trail(&trail)?;
                tx.db.set_version(VERSION)?;
                Ok(())
            },
        )?;
        Ok(store)
    }
}

/// What was opened, unless a rotation of its key waits to be taken up again.
fn whole((store, key): (Store, KeyFile)) -> Result<(Store, KeyFile)> {
    if store.read(|tx| -> Result<bool> { tx.is_half_rotated() })? {
        return Err(Error::HalfRotated);
    }
    Ok((store, key))
}

#[cfg(test)]
pub(super) mod tests;
