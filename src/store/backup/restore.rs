//! A store restored from a backup (R12.7).

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::{AfterStep, Head, Part, Step, companion};
use crate::store::{Error, KeyFile, Location, Result, Store, files};

/// A store that is being restored: a verified copy of a backup beside the place where it is to stand.
#[derive(Debug)]
pub struct Restoring {
    part: Part,
    at: Location,
}

impl Restoring {
    /// Copies a backup to where the store is to stand, under no name yet.
    ///
    /// # Errors
    /// E2001 there is no backup, E2005 a folder that others can reach, E2011 a copy of a store in use, which lacks what stands in
    /// the file beside it; E2010, E2013 the system.
    pub fn begin(from: &Path, at: &Location) -> Result<Self> {
        let meta = fs::symlink_metadata(from).map_err(|_| Error::Missing(from.display().to_string()))?;
        if !meta.is_file() {
            return Err(Error::Exposed {
                path: from.display().to_string(),
                what: "not a plain file",
            });
        }
        if fs::metadata(companion(from, "-wal")).is_ok_and(|beside| beside.len() > 0) {
            return Err(Error::Damaged(format!("{}-wal", from.display())));
        }
        let folder = at.store.parent().unwrap_or(Path::new("."));
        files::private_folder(folder)?;
        let part = Part::new(folder)?;
        fs::copy(from, &part.path).map_err(|e| files::system(&part.path, &e))?;
        fs::set_permissions(&part.path, fs::Permissions::from_mode(0o600))
            .map_err(|e| files::system(&part.path, &e))?;
        let at = at.clone();
        Ok(Self { part, at })
    }

    /// Opens the copy with the key of the place where it is to stand, and verifies it.
    ///
    /// # Errors
    /// As [`Store::open`], and E2011 what does not verify.
    pub fn open(&self, passphrase: Option<&SecretString>) -> Result<(Store, KeyFile, Head)> {
        let at = Location {
            store: self.part.path.clone(),
            key: self.at.key.clone(),
        };
        let (store, key) = Store::open_with(&at, passphrase)?;
        let head = store.sound(&key.trail_key(store.id()))?;
        Ok((store, key, head))
    }

    /// The store that stands where this one is to stand, when it can be opened and is the one that the copy is of.
    pub fn stands(&self, passphrase: Option<&SecretString>) -> Option<(Store, KeyFile)> {
        let copy = Location {
            store: self.part.path.clone(),
            key: self.at.key.clone(),
        };
        let id = Store::open_with(&copy, passphrase).ok()?.0.id();
        let stands = Store::open_with(&self.at, passphrase).ok()?;
        (stands.0.id() == id).then_some(stands)
    }

    /// The head of the store that stands where this one is to stand; nothing where none stands, or none that can be read.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program has it open.
    pub fn replaced(&self, passphrase: Option<&SecretString>) -> Result<Option<Head>> {
        if self.at.store.symlink_metadata().is_err() {
            return Ok(None);
        }
        let Ok((mut store, key)) = Store::open_with(&self.at, passphrase) else {
            return Ok(None);
        };
        let head = store.sound(&key.trail_key(store.id())).ok();
        match store.make_single() {
            Err(Error::Busy) => Err(Error::Busy),
            _ => Ok(head),
        }
    }

    /// Puts the copy, which nobody has open any more, where it is to stand. What stood there is kept beside it under a name with
    /// `mark`, and gives that name back.
    ///
    /// # Errors
    /// Those of the system. Whatever fails, both files are there, each whole.
    pub fn place(self, mark: &str) -> Result<Option<PathBuf>> {
        self.place_in_steps(mark, &mut |_| Ok(()))
    }

    pub(super) fn place_in_steps(mut self, mark: &str, after: AfterStep<'_>) -> Result<Option<PathBuf>> {
        let placed = self.placed(mark, after);
        #[cfg(test)]
        if let Err(error) = &placed {
            let Self { part, .. } = self;
            super::tests::leave_as_a_kill_would(error, part);
        }
        placed
    }

    fn placed(&mut self, mark: &str, after: AfterStep<'_>) -> Result<Option<PathBuf>> {
        self.part.sync()?;
        after(Step::Synced)?;
        let store = &self.at.store;
        let aside = companion(store, &format!(".replaced-{mark}"));
        let stood = store.symlink_metadata().is_ok();
        if stood {
            // What belongs to the old file must not be taken for a part of the new one.
            for ending in ["-wal", "-shm", "-journal"] {
                let beside = companion(store, ending);
                if beside.symlink_metadata().is_ok() {
                    fs::rename(&beside, companion(&aside, ending)).map_err(|e| files::system(&beside, &e))?;
                }
            }
            fs::rename(store, &aside).map_err(|e| files::system(store, &e))?;
        }
        after(Step::MovedAside)?;
        self.part.place(store)?;
        after(Step::Placed)?;
        Ok(stood.then_some(aside))
    }
}
