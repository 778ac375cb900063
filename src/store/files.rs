//! Files and folders that hold secrets: made for their owner alone, refused when others could reach them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::error::{Error, Result};
use crate::{inbox, outbox};

/// The most bytes of a small text.
const SMALL: usize = 4096;
/// How the name of a file begins until all of it is on the disk.
const BEGUN: &str = ".part-";

/// Makes a folder for its owner alone (0700), or checks one that is there.
pub(super) fn private_folder(path: &Path) -> Result<()> {
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty() && !parent.exists())
    {
        fs::create_dir_all(parent).map_err(|e| system(parent, &e))?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => checked_folder(path),
        Err(error) => Err(system(path, &error)),
    }
}

/// Refuses a folder that is a link, belongs to another, is open to others, or stands in a folder that everybody may
/// write to without its sticky bit.
pub(super) fn checked_folder(path: &Path) -> Result<()> {
    let meta = fs::symlink_metadata(path).map_err(|_| Error::Missing(path.display().to_string()))?;
    if !meta.is_dir() {
        return Err(exposed(path, "not a folder"));
    }
    owned_and_closed(path, &meta)?;
    let full = fs::canonicalize(path).map_err(|e| system(path, &e))?;
    for parent in full.ancestors().skip(1) {
        let mode = fs::symlink_metadata(parent).map_err(|e| system(parent, &e))?.mode();
        if mode & 0o002 != 0 && mode & 0o1000 == 0 {
            return Err(exposed(parent, "everybody may write to this folder"));
        }
    }
    Ok(())
}

/// Refuses a file that is a link or no plain file, belongs to another, or is open to others.
pub(super) fn checked_file(path: &Path) -> Result<()> {
    let meta = fs::symlink_metadata(path).map_err(|_| Error::Missing(path.display().to_string()))?;
    if !meta.is_file() {
        return Err(exposed(path, inbox::NOT_PLAIN));
    }
    owned_and_closed(path, &meta)
}

/// Whether there is nothing at that path.
pub(super) fn is_missing(path: &Path) -> bool {
    !path.exists()
}

/// Whether a file, and the folder that it stands in, can be written.
pub(super) fn may_write(path: &Path) -> bool {
    let may = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    may(path) && path.parent().is_none_or(may)
}

/// Reads a small text that its owner alone may reach: what is checked is the very file that is read.
pub(super) fn read_private(path: &Path) -> Result<Zeroizing<String>> {
    let missing = || Error::Missing(path.display().to_string());
    let file = inbox::open_itself(path).map_err(|error| match error.kind() {
        ErrorKind::Other => exposed(path, inbox::NOT_PLAIN),
        _ => missing(),
    })?;
    let meta = file.metadata().map_err(|e| system(path, &e))?;
    owned_and_closed(path, &meta)?;
    let mut text = Zeroizing::new(String::with_capacity(SMALL));
    file.take(SMALL as u64)
        .read_to_string(&mut text)
        .map_err(|e| system(path, &e))?;
    Ok(text)
}

/// Makes a new file with these bits; one that is there already is refused.
pub(super) fn new_file(path: &Path, mode: u32) -> Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)
        .map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Error::Exists(path.display().to_string()),
            _ => system(path, &error),
        })
}

fn owned_and_closed(path: &Path, meta: &fs::Metadata) -> Result<()> {
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(exposed(path, "it belongs to another user"));
    }
    if meta.mode() & 0o077 != 0 {
        return Err(exposed(path, "others may reach it (chmod go= it)"));
    }
    Ok(())
}

fn exposed(path: &Path, what: &'static str) -> Error {
    Error::Exposed {
        path: path.display().to_string(),
        what,
    }
}

pub(super) fn system(path: &Path, error: &std::io::Error) -> Error {
    if outbox::is_full(error) {
        return Error::Full;
    }
    Error::System(format!("{}: {error}", path.display()))
}

/// Makes the folder of a spool for its owner alone (0700), or checks one that is there: it may be a group's, so that another
/// account takes what it holds, and never everybody's. Gives the bits of the files in it.
pub(super) fn spool_folder(path: &Path) -> Result<u32> {
    if path.symlink_metadata().is_err() {
        private_folder(path)?;
    }
    let meta = fs::symlink_metadata(path).map_err(|e| system(path, &e))?;
    if !meta.is_dir() {
        return Err(exposed(path, "not a folder"));
    }
    if meta.mode() & 0o007 != 0 {
        return Err(exposed(path, "others may reach it (chmod o= it)"));
    }
    Ok(if meta.mode() & 0o070 == 0 { 0o600 } else { 0o640 })
}

/// Puts a new file into a folder: it is there under its name when all of it is on the disk, and never in the place of another.
/// False when there is one of that name already.
pub(super) fn place_new(folder: &Path, name: &str, bytes: &[u8], mode: u32) -> Result<bool> {
    let path = folder.join(name);
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let part = written_aside(folder, bytes, mode)?;
    let placed = fs::hard_link(part.path(), &path);
    drop(part);
    match placed {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        other => other.map_err(|e| system(&path, &e))?,
    }
    sync_folder(folder)?;
    Ok(true)
}

/// Puts a file that is ours alone into a folder, in the place of the one before.
pub(super) fn replace_own(folder: &Path, name: &str, bytes: &[u8], mode: u32) -> Result<()> {
    let path = folder.join(name);
    let part = written_aside(folder, bytes, mode)?;
    part.persist(&path).map_err(|e| system(&path, &e.error))?;
    sync_folder(folder)
}

/// The files of a folder that a program had begun when it was killed.
pub(super) fn begun(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let begun = files.filter(|file| file.file_name().to_string_lossy().starts_with(BEGUN));
    begun.map(|file| file.path()).collect()
}

/// Removes them.
pub(super) fn remove_begun(folder: &Path) -> Result<()> {
    let mut left = begun(folder).into_iter();
    left.try_for_each(|left| fs::remove_file(&left).map_err(|e| system(&left, &e)))
}

pub(super) fn written_aside(folder: &Path, bytes: &[u8], mode: u32) -> Result<tempfile::NamedTempFile> {
    let bits = fs::Permissions::from_mode(mode);
    let created = tempfile::Builder::new()
        .prefix(BEGUN)
        .permissions(bits)
        .tempfile_in(folder);
    let mut part = created.map_err(|e| system(folder, &std::io::Error::from(e.kind())))?;
    let written = part.write_all(bytes).and_then(|()| part.as_file().sync_all());
    written.map_err(|e| system(folder, &e))?;
    Ok(part)
}

/// What was put into a folder, or taken out of it, is so after a power cut too.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|e| system(folder, &e))
}
