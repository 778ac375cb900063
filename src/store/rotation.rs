//! Another key for a store (R12.7): seeds are sealed anew in batches, each a transaction with its entry, and a rotation that was
//! killed at any moment goes on where it stopped.
//!
//! What chains the trail and binds the state stays what it was, sealed with the key of now: entries that were written before
//! verify as they did. So a rotation takes the seeds out of reach of who had the key before, and not the forging of entries:
//! that is what is kept outside for (R12.5).

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::keys::copied;
use super::{Error, KeyFile, Kind, Location, Result, SealKey, Store, Tx, files};
use crate::domain::values::TokenId;
use crate::entropy::Entropy;

/// What the two keys of the ring are sealed as.
const BIND: &str = "bind";
const NEXT: &str = "next";
/// Seeds that are sealed anew in one transaction.
const BATCH: u64 = 200;

/// A rotation of a store's key.
#[derive(Debug)]
pub struct Rotation {
    at: Location,
    kind: Kind,
    old: KeyFile,
    next: Option<KeyFile>,
    /// What seals the file of the key of now, and so that of the next.
    passphrase: Option<SecretString>,
    /// The token up to which its seeds are sealed anew, so that none is looked at twice.
    reached: Cell<TokenId>,
}

impl Rotation {
    /// One of the store that was opened with `key`.
    pub fn new(at: &Location, store: &Store, key: &KeyFile, passphrase: Option<SecretString>) -> Self {
        Self {
            at: at.clone(),
            kind: store.kind(),
            old: key.copy(),
            next: None,
            passphrase,
            reached: Cell::new(TokenId([0; 16])),
        }
    }

    /// The file of the store.
    pub fn store(&self) -> &Path {
        &self.at.store
    }

    /// The version of the key that is coming.
    pub fn version(&self) -> i64 {
        self.old.version() + 1
    }

    /// Draws the next key and keeps it on the ring, or takes up the one that is there. True when a rotation goes on.
    pub fn begin(&mut self, tx: &Tx<'_>, entropy: &mut dyn Entropy) -> Result<bool> {
        let known = tx.ring()?;
        if let Some(next) = known.as_ref().and_then(|ring| ring.next.as_ref()) {
            let next = KeyFile::of_root(&self.old.unwrap(tx.store, NEXT, next)?);
            self.next = Some(next.rotated_like(&self.old));
            return Ok(true);
        }
        let next = KeyFile::generate(entropy)?;
        let bind = self.old.wrap(tx.store, BIND, self.old.bind(), entropy)?;
        let sealed = self.old.wrap(tx.store, NEXT, next.root(), entropy)?;
        tx.db.run(
            "INSERT INTO key_ring (one, version, bind, next) VALUES (1, ?1, ?2, ?3)
             ON CONFLICT (one) DO UPDATE SET bind = ?2, next = ?3",
            &[&self.old.version(), &bind, &sealed],
        )?;
        self.next = Some(next.rotated_like(&self.old));
        Ok(false)
    }

    /// Writes the next key beside the one of now, on the disk, unless it stands there. It gets its name when it is whole: of a
    /// program that was killed on the way nothing but a part is left, which the next one takes away.
    pub fn save(&self, entropy: &mut dyn Entropy) -> Result<()> {
        let path = next_of(&self.at.key);
        let next = self.next()?;
        if path.symlink_metadata().is_err() {
            let part = with_ending(&path, ".part");
            match fs::remove_file(&part) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(files::system(&part, &error)),
                _ => {}
            }
            next.save_with(&part, self.passphrase.as_ref(), entropy)?;
            fs::rename(&part, &path).map_err(|e| files::system(&path, &e))?;
        }
        let kept = KeyFile::load_with(&path, self.passphrase.as_ref())?;
        if !bool::from(kept.root().expose_secret().ct_eq(next.root().expose_secret())) {
            return Err(Error::WrongKey(path.display().to_string()));
        }
        files::sync_folder(path.parent().unwrap_or(Path::new(".")))
    }

    /// Seals a batch of seeds anew; none is left when it gives 0.
    pub fn turn(&self, tx: &Tx<'_>, entropy: &mut dyn Entropy) -> Result<u64> {
        let (old, new): (SealKey, SealKey) = (self.old.seal_key(tx.store), self.next()?.seal_key(tx.store));
        let batch = tx.sealed_with(old.version(), self.reached.get(), BATCH)?;
        for (token, sealed) in &batch {
            let seed = old.open(tx.store, token, sealed)?;
            tx.seal_anew(token, &seed, &new, entropy)?;
        }
        if let Some((last, _)) = batch.last() {
            self.reached.set(last.id);
        }
        Ok(batch.len() as u64)
    }

    /// Makes the next key the one of now.
    pub fn finish(&self, tx: &Tx<'_>, entropy: &mut dyn Entropy) -> Result<()> {
        let next = self.next()?;
        let check = next.check(tx.store, self.kind);
        let bind = next.wrap(tx.store, BIND, self.old.bind(), entropy)?;
        tx.db.run("UPDATE meta SET key_check = ?1", &[&check])?;
        tx.db.run(
            "UPDATE key_ring SET version = ?1, bind = ?2, next = NULL",
            &[&self.version(), &bind],
        )?;
        Ok(())
    }

    /// Gives the next key the name of the one of now, which is kept under another: where that is.
    pub fn swap(&self) -> Result<PathBuf> {
        swap(&self.at, self.old.version())
    }

    fn next(&self) -> Result<&KeyFile> {
        self.next.as_ref().ok_or(Error::Unsealed)
    }
}

impl KeyFile {
    /// This key, coming after another: it binds what that one bound.
    fn rotated_like(self, old: &Self) -> Self {
        self.rotated(copied(old.bind()), old.version() + 1)
    }
}

/// What the ring holds.
struct Ring {
    version: i64,
    bind: Vec<u8>,
    next: Option<Vec<u8>>,
}

impl Store {
    /// Keeps every other program out of the store until it is closed, for a rotation.
    ///
    /// # Errors
    /// [`Error::Busy`] when another has it open.
    pub fn alone(&mut self) -> Result<()> {
        self.hold_alone()
    }
}

impl Tx<'_> {
    fn ring(&self) -> Result<Option<Ring>> {
        if self.db.version()? < 4 {
            // Of an older version, which is upgraded next: it has none.
            return Ok(None);
        }
        let sql = "SELECT version, bind, next FROM key_ring";
        self.db.optional(sql, &[], |row| {
            Ok(Ring {
                version: row.get(0)?,
                bind: row.get(1)?,
                next: row.get(2)?,
            })
        })
    }

    /// Whether a rotation of the key waits to be taken up again.
    pub(super) fn is_half_rotated(&self) -> Result<bool> {
        Ok(self.ring()?.is_some_and(|ring| ring.next.is_some()))
    }

    /// The key of the store with what the ring says of it.
    pub(super) fn on_the_ring(&self, key: KeyFile) -> Result<KeyFile> {
        match self.ring()? {
            None => Ok(key),
            Some(ring) => {
                let bind = key.unwrap(self.store, BIND, &ring.bind)?;
                Ok(key.rotated(bind, ring.version))
            }
        }
    }
}

fn next_of(key: &Path) -> PathBuf {
    with_ending(key, ".next")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The key that stands beside the one of `at`, if it is the store's: it gets the name now.
pub(super) fn take_next(
    at: &Location,
    passphrase: Option<&SecretString>,
    fits: impl FnOnce(&KeyFile) -> bool,
) -> Result<Option<KeyFile>> {
    let path = next_of(&at.key);
    if path.symlink_metadata().is_err() {
        return Ok(None);
    }
    let next = KeyFile::load_with(&path, passphrase)?;
    if !fits(&next) {
        return Ok(None);
    }
    // Which version it was is not known here, and one name is as good as another.
    swap(at, 0)?;
    Ok(Some(next))
}

fn swap(at: &Location, version: i64) -> Result<PathBuf> {
    let mut nth = version;
    let kept = loop {
        let kept = with_ending(&at.key, &format!(".old-{nth}"));
        match fs::hard_link(&at.key, &kept) {
            Ok(()) => break kept,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => nth += 1,
            Err(error) => return Err(files::system(&kept, &error)),
        }
    };
    let next = next_of(&at.key);
    fs::rename(&next, &at.key).map_err(|e| files::system(&next, &e))?;
    files::sync_folder(at.key.parent().unwrap_or(Path::new(".")))?;
    Ok(kept)
}

#[cfg(test)]
mod tests;
