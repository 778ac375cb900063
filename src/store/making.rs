//! `SQLite`'s alone: a new store and its key come into the world together, or not at all.
//!
//! Both are made whole under names of their own, with the first administrator in it, and get their names by links, the key first.
//! A second name of the same file tells whose a key is: one that was left by a program that was killed half-way is taken away by the
//! next who makes a store there, and nobody else's ever is.

use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use super::error::{Error, Result};
use super::keys::KeyFile;
use super::{Kind, Location, Store, files, sqlite};
use crate::entropy::Entropy;

/// What the engine keeps beside a store.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

impl Store {
    /// Makes a new store with a new key at `at`, under that policy text. It stands there once `furnish` has put into it what it is
    /// not to be without; a program that is killed on the way leaves nothing that keeps the next one from making it.
    ///
    /// # Errors
    /// [`Error::Exists`] when either file is there already; [`Error::Exposed`] when others could reach them; [`Error::Busy`]
    /// when another program is making one there; those of `furnish`.
    pub fn create_with<E: From<Error>>(
        at: &Location,
        kind: Kind,
        policy: &str,
        entropy: &mut dyn Entropy,
        furnish: impl FnOnce((Self, KeyFile)) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        for folder in [&at.store, &at.key].into_iter().filter_map(|path| path.parent()) {
            files::private_folder(folder)?;
        }
        at.checked()?;
        let mut making = Making::begin(at)?;
        making.free()?;
        let key = KeyFile::generate(entropy).map_err(E::from)?;
        key.save(&making.key)?;
        making.reached()?;
        // SQLite would make the file 0644; its companions take the bits of the file.
        drop(files::new_file(&making.store, 0o600)?);
        making.reached()?;
        let store = Self::found(sqlite::connect(&making.store)?, kind, policy, &key, entropy)?;
        making.reached()?;
        furnish((store, key))?;
        making.reached()?;
        Ok(making.place()?)
    }

    /// Takes away what a program left that was killed while it made a store at `at`. A store that has its name stays.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program is making one there, and those of the system.
    pub fn clear_unfinished(at: &Location) -> Result<()> {
        let folders = [&at.store, &at.key].into_iter().filter_map(|path| path.parent());
        if folders.into_iter().all(Path::is_dir) {
            Making::begin(at)?;
        }
        Ok(())
    }
}

/// A store and a key in the making. Dropped before they are placed, nothing is left of them.
struct Making<'a> {
    at: &'a Location,
    store: PathBuf,
    key: PathBuf,
    /// Their folders, which nobody else makes a store in meanwhile.
    folders: [File; 2],
    clears: bool,
}

impl<'a> Making<'a> {
    fn begin(at: &'a Location) -> Result<Self> {
        let folder = |path: &Path| -> Result<File> {
            let folder = path.parent().unwrap_or(Path::new("."));
            let opened = File::open(folder).map_err(|e| files::system(folder, &e))?;
            flock(&opened, FlockOperation::NonBlockingLockExclusive).map_err(|_| Error::Busy)?;
            Ok(opened)
        };
        let making = Self {
            at,
            store: unplaced(&at.store),
            key: unplaced(&at.key),
            folders: [folder(&at.store)?, folder(&at.key)?],
            clears: true,
        };
        making.clear()?;
        Ok(making)
    }

    /// Refuses to make what is there.
    fn free(&self) -> Result<()> {
        match [&self.at.store, &self.at.key]
            .into_iter()
            .find(|path| path.symlink_metadata().is_ok())
        {
            Some(path) => Err(Error::Exists(path.display().to_string())),
            None => Ok(()),
        }
    }

    /// Gives both their names: the key, then the store. Then the others go, those of the key first.
    fn place(mut self) -> Result<()> {
        // All of it into the file itself, and the file onto the disk.
        let connection = sqlite::connect(&self.store)?;
        sqlite::checkpoint(&connection)?;
        drop(connection);
        let log = companion(&self.store, "-wal");
        if log.metadata().is_ok_and(|log| log.len() > 0) {
            return Err(Error::System(format!("{}: not empty", log.display())));
        }
        let synced = File::open(&self.store).and_then(|file| file.sync_all());
        synced.map_err(|e| files::system(&self.store, &e))?;
        self.reached()?;
        link(&self.key, &self.at.key)?;
        self.reached()?;
        self.synced()?;
        link(&self.store, &self.at.store)?;
        self.reached()?;
        self.synced()?;
        remove(&self.key)?;
        self.reached()?;
        remove(&self.store)?;
        self.synced()?;
        self.clears = false;
        Ok(())
    }

    /// Takes away what is not placed.
    fn clear(&self) -> Result<()> {
        let is_placed = is_same(&self.store, &self.at.store);
        let is_left = self.store.symlink_metadata().is_ok();
        if !is_placed && is_left && is_same(&self.key, &self.at.key) {
            // It opens nothing but the store that never got its name.
            remove(&self.at.key)?;
        }
        for path in COMPANIONS.map(|ending| companion(&self.store, ending)) {
            remove(&path)?;
        }
        if is_placed {
            remove(&self.key)?;
            return remove(&self.store);
        }
        remove(&self.store)?;
        remove(&self.key)
    }

    fn synced(&self) -> Result<()> {
        let synced = self.folders.iter().try_for_each(File::sync_all);
        synced.map_err(|e| files::system(&self.at.store, &e))
    }

    /// A point at which the program may be killed: tests do.
    #[cfg_attr(
        not(test),
        expect(
            clippy::unused_self,
            clippy::unnecessary_wraps,
            clippy::needless_pass_by_ref_mut,
            reason = "tests stop here"
        )
    )]
    fn reached(&mut self) -> Result<()> {
        #[cfg(test)]
        if tests::is_killed() {
            self.clears = false;
            return Err(Error::System("killed".to_owned()));
        }
        Ok(())
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        if self.clears {
            let _ = self.clear();
        }
    }
}

/// The name of a file until it has its own: beside it, so that a link is enough.
fn unplaced(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".making");
    path.with_file_name(name)
}

fn companion(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn is_same(one: &Path, other: &Path) -> bool {
    let file = |path: &Path| path.symlink_metadata().ok().map(|meta| (meta.dev(), meta.ino()));
    file(one).is_some_and(|one| file(other) == Some(one))
}

fn link(from: &Path, to: &Path) -> Result<()> {
    fs::hard_link(from, to).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Error::Exists(to.display().to_string()),
        _ => files::system(to, &error),
    })
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(files::system(path, &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
