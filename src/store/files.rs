//! Files and folders that hold secrets: made for their owner alone, refused when others could reach them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use zeroize::Zeroizing;

use super::error::{Error, Result};
use crate::{inbox, outbox};

/// The most bytes of a small text.
const SMALL: usize = 4096;

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
