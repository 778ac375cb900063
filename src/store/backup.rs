//! Backups (R12.7): a copy of a store in use, made by the engine itself, on the disk and verified before it has its name.

mod restore;

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::FlockOperation;
use serde::Serialize;

use super::upgrades::VERSION;
use super::{Error, Known, Location, Result, Store, TrailKey, files, sqlite};

pub use restore::Restoring;

/// What a copy that has no name yet begins with.
const PART: &str = ".madoguchi-part-";

/// The steps after which a copy can be broken off: tests do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The empty file is there.
    Made,
    /// It has everything.
    Copied,
    /// It verified.
    Verified,
    /// It is on the disk.
    Synced,
    /// What stood in its place has another name.
    MovedAside,
    /// It has its name.
    Placed,
}

/// Called after each step.
pub(super) type AfterStep<'a> = &'a mut dyn FnMut(Step) -> Result<()>;

/// The head of a trail in a file, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// How many entries there are.
    pub count: u64,
    /// The first 8 hexadecimal digits of the head.
    pub digits: String,
}

/// A copy that verified and has no name yet. It goes when it is dropped without one.
#[derive(Debug)]
pub struct Backup {
    part: Part,
    head: Head,
}

/// A file in the making, which is ours while it is locked.
#[derive(Debug)]
struct Part {
    path: PathBuf,
    /// It is locked as long as this is here.
    lock: File,
    kept: bool,
}

impl Part {
    /// A new one in a folder; those that were left there by a program that was killed go.
    fn new(folder: &Path) -> Result<Self> {
        clear(folder)?;
        let made = tempfile::Builder::new()
            .prefix(PART)
            .permissions(fs::Permissions::from_mode(0o600))
            .tempfile_in(folder)
            .map_err(|e| files::system(folder, &io::Error::from(e.kind())))?;
        let (lock, path) = made.keep().map_err(|e| files::system(folder, &e.error))?;
        let part = Self {
            path,
            lock,
            kept: false,
        };
        let locked = rustix::fs::flock(&part.lock, FlockOperation::NonBlockingLockExclusive);
        locked.map_err(|e| files::system(&part.path, &e.into()))?;
        Ok(part)
    }

    fn sync(&self) -> Result<()> {
        let synced = File::open(&self.path).and_then(|file| file.sync_all());
        synced.map_err(|e| files::system(&self.path, &e))
    }

    /// Gives it its name; what has the name is never replaced.
    fn place(&mut self, path: &Path) -> Result<()> {
        fs::hard_link(&self.path, path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(path.display().to_string()),
            _ => files::system(path, &error),
        })?;
        self.remove();
        files::sync_folder(path.parent().unwrap_or(Path::new(".")))
    }

    fn remove(&mut self) {
        for path in [
            &self.path,
            &companion(&self.path, "-wal"),
            &companion(&self.path, "-shm"),
        ] {
            let _ = fs::remove_file(path);
        }
        self.kept = true;
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept {
            self.remove();
        }
    }
}

/// Removes what a program that was killed has left: what still is being written is locked.
fn clear(folder: &Path) -> Result<()> {
    let listed = fs::read_dir(folder).map_err(|e| files::system(folder, &e))?;
    for entry in listed.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with(PART) || name.ends_with("-wal") || name.ends_with("-shm") {
            continue;
        }
        if let Ok(file) = File::open(entry.path())
            && rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok()
        {
            for path in [
                entry.path(),
                companion(&entry.path(), "-wal"),
                companion(&entry.path(), "-shm"),
            ] {
                let _ = fs::remove_file(path);
            }
        }
    }
    Ok(())
}

fn companion(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

impl Location {
    /// Whether a backup in that folder would stand beside the store, or where its key stands.
    pub fn is_beside(&self, folder: &Path) -> bool {
        let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = full(folder);
        let data = self.store.parent().map(full);
        let key = self.key.parent().map(full);
        data.is_some_and(|data| folder == data) || key.is_some_and(|key| key.starts_with(&folder) || folder == key)
    }
}

impl Store {
    /// Makes a copy of the store in a folder for its owner alone, while others go on working, and verifies it: its pages, its trail.
    /// It has no name before [`Backup::place`].
    ///
    /// # Errors
    /// E2005 a folder that others can reach, E2010, E2013 the system, E2011 a copy that does not verify.
    pub fn back_up(&self, key: &TrailKey, folder: &Path) -> Result<Backup> {
        self.back_up_in_steps(key, folder, &mut |_| Ok(()))
    }

    pub(super) fn back_up_in_steps(&self, key: &TrailKey, folder: &Path, after: AfterStep<'_>) -> Result<Backup> {
        files::private_folder(folder)?;
        let part = Part::new(folder)?;
        let made = self.fill(key, &part, after);
        match made {
            Ok(head) => Ok(Backup { part, head }),
            Err(error) => {
                #[cfg(test)]
                tests::leave_as_a_kill_would(&error, part);
                Err(error)
            }
        }
    }

    fn fill(&self, key: &TrailKey, part: &Part, after: AfterStep<'_>) -> Result<Head> {
        after(Step::Made)?;
        self.copy_into(&part.path)?;
        after(Step::Copied)?;
        let head = self.verified_copy(key, &part.path)?;
        after(Step::Verified)?;
        part.sync()?;
        after(Step::Synced)?;
        Ok(head)
    }

    /// The head of a file that is a copy of this store and verifies.
    ///
    /// # Errors
    /// E2003 no store, E2005 others can reach it, E2011 it does not verify or is of another store.
    pub fn sound_copy(&self, key: &TrailKey, path: &Path) -> Result<Head> {
        files::checked_file(path)?;
        sqlite::is_ours(path, VERSION)?;
        self.verified_copy(key, path)
    }

    /// Closes the store as one single file.
    ///
    /// # Errors
    /// [`Error::Busy`] when another program has it open.
    pub fn close(mut self) -> Result<()> {
        self.make_single()
    }

    /// Opens a copy of this store, verifies it, and closes it again as one single file.
    fn verified_copy(&self, key: &TrailKey, path: &Path) -> Result<Head> {
        let mut copy = Self {
            connection: sqlite::connect(path)?,
            id: self.id,
            kind: self.kind,
            commits: 0,
            seals: self.seals.anew(),
            known: Known::default(),
            appended: None,
        };
        let head = copy.sound(key)?;
        copy.make_single()?;
        Ok(head)
    }

    /// What is in the file is sound: its schema, its pages, its trail and every row that is sealed.
    ///
    /// # Errors
    /// E2011, with the first thing that is not.
    pub fn sound(&self, key: &TrailKey) -> Result<Head> {
        let verified = self.verify_unopened(key)?;
        if let Some(flaw) = verified.flaw {
            return Err(Error::Damaged(format!("{flaw:?}")));
        }
        Ok(Head {
            count: verified.count,
            digits: verified.head,
        })
    }
}

impl Backup {
    /// What it holds.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Gives it its name in the folder it was made in; what has the name is never replaced.
    ///
    /// # Errors
    /// E2002 when there is something of that name.
    pub fn place(mut self, name: &str) -> Result<PathBuf> {
        let path = self.part.path.with_file_name(name);
        self.part.place(&path)?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests;
