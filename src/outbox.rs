//! The one way by which anything leaves as a file (R14.2): a new file for its owner alone, whole or not at all.
//!
//! A path is an attack: what stands under it may be the key, the store, a link to either, a pipe or a device, and a file beside the
//! store may be one that the engine takes for its own. So nothing that is there is ever replaced, no link is followed in the last
//! part of a path, nothing is written into the folder of the store or of its key, whatever that folder is called just now, and no
//! file gets a name of their kind. The rest of the way is looked up once: what is written stays in the folder that was opened.

mod exports;
mod tray;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags};

pub use exports::{Exports, Printer};
pub use tray::Tray;

/// How names end that belong to stores and keys, and to what the engine keeps beside a store.
const ENDINGS: [&str; 5] = [".db", ".key", "-journal", "-wal", "-shm"];

/// How often another name is tried for a file in the making, or for a slip that is there already.
const TRIES: u32 = 100;

/// Why nothing was written. Nothing of it is left then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is something at that path already, if only a link.
    #[error("{0} is there already")]
    Taken(String),
    /// It would stand beside the store or its key.
    #[error("{0} would stand beside the store or its key")]
    Beside(String),
    /// It would have a name as stores and keys have them, or none.
    #[error("{0} is no name for it")]
    Name(String),
    /// There is no room for it.
    #[error("there is no room for {0}")]
    NoRoom(String),
    /// The system takes no file there.
    #[error("{path}: {what}")]
    System {
        /// The file.
        path: String,
        /// What the system says.
        what: String,
    },
}

/// An error of the system, by a name that has words where it is a common one.
pub fn what(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "not found".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether the system has no room left: the disk, a quota, or the largest file that a process may write.
pub fn is_full(error: &io::Error) -> bool {
    let kinds = [
        ErrorKind::StorageFull,
        ErrorKind::QuotaExceeded,
        ErrorKind::FileTooLarge,
    ];
    kinds.contains(&error.kind())
}

/// What is written from a program that works on a store: never beside that store or its key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    barred: Vec<PathBuf>,
}

/// A file in the making. Dropped, it is gone; it is there under its name once it has [left](Outgoing::leave).
#[derive(Debug)]
pub struct Outgoing {
    file: BufWriter<File>,
    making: Making,
}

/// A file that has left, so that the very one can be taken back.
#[derive(Debug)]
pub struct WrittenFile {
    folder: OwnedFd,
    name: OsString,
    path: PathBuf,
}

/// Where a file is made, and how it is called until then and from then on.
#[derive(Debug)]
struct Making {
    folder: OwnedFd,
    part: OsString,
    name: OsString,
    path: PathBuf,
}

impl Outbox {
    /// For a program whose store and key are at these paths.
    pub fn beside(store: &Path, key: &Path) -> Self {
        let barred = [store, key].map(|path| folder_of(path).to_owned());
        Self { barred: barred.into() }
    }

    /// Begins a new file at `path`.
    ///
    /// # Errors
    /// Everything that [`Error`] knows.
    pub fn begin(&self, path: &Path) -> Result<Outgoing, Error> {
        let path = std::path::absolute(path).map_err(|error| failed(path, &error))?;
        let (parent, name) = (folder_of(&path), name_of(&path)?);
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = rustix::fs::open(parent, flags, Mode::empty()).map_err(|error| failed(&path, &error.into()))?;
        self.is_free(&folder, &path)?;
        if rustix::fs::statat(&folder, &name, AtFlags::SYMLINK_NOFOLLOW).is_ok() {
            return Err(Error::Taken(path.display().to_string()));
        }
        Outgoing::made(folder, name, path)
    }

    /// Writes a new file at `path`.
    ///
    /// # Errors
    /// Everything that [`Error`] knows.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<WrittenFile, Error> {
        let mut file = self.begin(path)?;
        file.write_all(bytes).map_err(|error| failed(file.path(), &error))?;
        file.leave()
    }

    /// Refuses the folders of the store and the key: they are known by what they are, not by what they are called.
    fn is_free(&self, folder: &OwnedFd, path: &Path) -> Result<(), Error> {
        let here = rustix::fs::fstat(folder).map_err(|error| failed(path, &error.into()))?;
        let is_here = |barred: &PathBuf| {
            fs::metadata(barred).is_ok_and(|meta| (meta.dev(), meta.ino()) == (here.st_dev, here.st_ino))
        };
        if self.barred.iter().any(is_here) {
            return Err(Error::Beside(path.display().to_string()));
        }
        Ok(())
    }
}

impl Outgoing {
    fn made(folder: OwnedFd, name: OsString, path: PathBuf) -> Result<Self, Error> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        for number in 0..TRIES {
            let part = OsString::from(format!(".madoguchi-{}-{number}.part", std::process::id()));
            match rustix::fs::openat(&folder, &part, flags, Mode::RUSR | Mode::WUSR) {
                Ok(file) => {
                    let making = Making {
                        folder,
                        part,
                        name,
                        path,
                    };
                    return Ok(Self {
                        file: BufWriter::new(file.into()),
                        making,
                    });
                }
                Err(rustix::io::Errno::EXIST) => {}
                Err(error) => return Err(failed(&path, &error.into())),
            }
        }
        Err(failed(&path, &ErrorKind::AlreadyExists.into()))
    }

    /// Where it is going to be.
    pub fn path(&self) -> &Path {
        &self.making.path
    }

    /// Brings all that was written to the disk.
    ///
    /// # Errors
    /// Those of the system.
    pub fn settle(&mut self) -> Result<(), Error> {
        let done = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        done.map_err(|error| failed(&self.making.path, &error))
    }

    /// Gives it its name, once all of it is on the disk.
    ///
    /// # Errors
    /// [`Error::Taken`] when something got that name meanwhile, and those of the system.
    pub fn leave(mut self) -> Result<WrittenFile, Error> {
        self.settle()?;
        let failed = |error: io::Error| failed(&self.making.path, &error);
        let Making { folder, part, name, .. } = &self.making;
        match rustix::fs::linkat(folder, part, folder, name, AtFlags::empty()) {
            // The first name goes when this is dropped.
            Ok(()) => {}
            Err(rustix::io::Errno::EXIST) => return Err(failed(ErrorKind::AlreadyExists.into())),
            // A disk that knows no second names, as sticks have them.
            Err(_) => renamed(folder, part, name).map_err(failed)?,
        }
        rustix::fs::fsync(folder).map_err(|error| failed(error.into()))?;
        Ok(WrittenFile {
            folder: folder.try_clone().map_err(failed)?,
            name: name.clone(),
            path: self.making.path.clone(),
        })
    }
}

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        let _ = rustix::fs::unlinkat(&self.making.folder, &self.making.part, AtFlags::empty());
    }
}

impl WrittenFile {
    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes it back: what it was to say did not happen.
    pub fn withdraw(self) {
        let _ = rustix::fs::unlinkat(&self.folder, &self.name, AtFlags::empty());
    }
}

/// Another name for a file, unless something has it.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn renamed(folder: &OwnedFd, from: &OsStr, to: &OsStr) -> io::Result<()> {
    let flags = rustix::fs::RenameFlags::NOREPLACE;
    Ok(rustix::fs::renameat_with(folder, from, folder, to, flags)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn renamed(_: &OwnedFd, _: &OsStr, _: &OsStr) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The last part of a path, unless it is one that only stores and keys have.
fn name_of(path: &Path) -> Result<OsString, Error> {
    let refused = || Error::Name(path.display().to_string());
    let name = path.file_name().ok_or_else(refused)?;
    let folded = name.to_string_lossy().to_lowercase();
    if ENDINGS.iter().any(|ending| folded.ends_with(ending)) {
        return Err(refused());
    }
    Ok(name.to_owned())
}

/// What an error of the system means for the file at `path`.
pub fn failed(path: &Path, error: &io::Error) -> Error {
    let shown = path.display().to_string();
    match error.kind() {
        ErrorKind::AlreadyExists => Error::Taken(shown),
        _ if is_full(error) => Error::NoRoom(shown),
        _ => Error::System {
            path: shown,
            what: what(error),
        },
    }
}

#[cfg(test)]
mod tests;
