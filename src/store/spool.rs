//! The spool (R12.8): a folder into which the program writes what is to leave, one file an item, and from which another
//! call of the program takes it. The console itself runs no program and opens no socket.

mod pages;

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Checkpoint, Error, Result, files};
use crate::domain::calendar::Instant;

pub use pages::{Queue, Queued, branch_of};

/// Bytes of an item that are read.
const MOST: u64 = 4 << 10;
/// Bytes of a file of checkpoints that are read, its end: thousands of them.
const TAIL: u64 = 16 << 20;

/// The folder of a spool. It is made when something is put into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spool(PathBuf);

/// What stands outside, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The checkpoints.
    pub points: Vec<Checkpoint>,
    /// Lines that are none.
    pub unreadable: u64,
}

/// What a spool keeps the last time of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// A call that brought all checkpoints out of it.
    Spool,
    /// A call that printed all pages.
    Print,
    /// A day's end.
    DayEnd,
}

impl Run {
    fn file(self) -> &'static str {
        match self {
            Self::Spool => "last-run",
            Self::Print => "last-print",
            Self::DayEnd => "last-day-end",
        }
    }
}

/// When something of the spool's was last run.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Stamp {
    at: Instant,
}

impl Spool {
    /// The spool in that folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Puts a checkpoint into it; false when the same one waits there already.
    ///
    /// # Errors
    /// E2005 a folder that others can reach, E2010, E2013 the system.
    pub fn put(&self, checkpoint: &Checkpoint) -> Result<bool> {
        let mode = files::spool_folder(&self.0)?;
        let store = checkpoint.store.get(..8).unwrap_or_default();
        let name = format!("checkpoint-{store}-{:012}.json", checkpoint.count);
        let mut line = serde_json::to_string(checkpoint)?;
        line.push('\n');
        files::place_new(&self.0, &name, line.as_bytes(), mode)
    }

    /// What waits, the oldest first. A spool that is not there yet is empty.
    ///
    /// # Errors
    /// Those of the system.
    pub fn waiting(&self) -> Result<Vec<PathBuf>> {
        self.items("checkpoint-", "json")
    }

    /// The items whose names begin and end so.
    fn items(&self, begin: &str, end: &str) -> Result<Vec<PathBuf>> {
        let listed = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|e| files::system(&self.0, &e))?,
        };
        let mut items = Vec::new();
        for entry in listed {
            let path = entry.map_err(|e| files::system(&self.0, &e))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(begin) && path.extension().is_some_and(|ending| ending == end) {
                items.push(path);
            }
        }
        items.sort();
        Ok(items)
    }

    /// The checkpoints that wait.
    ///
    /// # Errors
    /// Those of the system.
    pub fn anchors(&self) -> Result<Anchors> {
        let mut found = Anchors::default();
        for item in self.waiting()? {
            match read_item(&item) {
                Ok(point) => found.points.push(point),
                // Another call took it meanwhile.
                Err(Error::Missing(_)) => {}
                Err(_) => found.unreadable += 1,
            }
        }
        Ok(found)
    }

    /// Locks it for a call that takes items out of it, until what it gives is dropped; nothing while another has it, or where there
    /// is no spool yet.
    ///
    /// # Errors
    /// Those of the system.
    pub fn lock(&self) -> Result<Option<File>> {
        let folder = match File::open(&self.0) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|e| files::system(&self.0, &e))?,
        };
        let locked = rustix::fs::flock(&folder, rustix::fs::FlockOperation::NonBlockingLockExclusive);
        Ok(locked.is_ok().then_some(folder))
    }

    /// The checkpoint of an item.
    ///
    /// # Errors
    /// E2001 it is gone, E2005 it is no plain file, E2011 it is no checkpoint.
    pub fn read(&self, item: &Path) -> Result<Checkpoint> {
        read_item(item)
    }

    /// Whether an item has been brought to that anchor by a call that did not come to its end.
    pub fn is_brought(&self, item: &Path, anchor: &str) -> bool {
        mark_of(item, anchor).symlink_metadata().is_ok()
    }

    /// Keeps that an item has been brought to that anchor, so that it is not brought there again when another anchor fails.
    ///
    /// # Errors
    /// Those of the system.
    pub fn brought(&self, item: &Path, anchor: &str) -> Result<()> {
        let mode = files::spool_folder(&self.0)?;
        let mark = mark_of(item, anchor);
        let name = mark.file_name().unwrap_or_default().to_string_lossy();
        files::place_new(&self.0, &name, b"", mode).map(drop)
    }

    /// Takes an item out that has been brought to all of these anchors.
    ///
    /// # Errors
    /// Those of the system.
    pub fn taken(&self, item: &Path, anchors: &[String]) -> Result<()> {
        fs::remove_file(item).map_err(|e| files::system(item, &e))?;
        for anchor in anchors {
            let _ = fs::remove_file(mark_of(item, anchor));
        }
        files::sync_folder(&self.0)
    }

    /// Keeps when something was done, for who looks without opening the store.
    ///
    /// # Errors
    /// Those of the system.
    pub fn stamp(&self, what: Run, at: Instant) -> Result<()> {
        let mode = files::spool_folder(&self.0)?;
        files::replace_own(
            &self.0,
            what.file(),
            serde_json::to_string(&Stamp { at })?.as_bytes(),
            mode,
        )
    }

    /// When it was last done, as far as that can be read.
    pub fn last(&self, what: Run) -> Option<Instant> {
        let text = read_small(&self.0.join(what.file())).ok()?;
        Some(serde_json::from_str::<Stamp>(&text).ok()?.at)
    }
}

/// Beside an item: that it has been brought to that anchor.
fn mark_of(item: &Path, anchor: &str) -> PathBuf {
    let digest = Sha256::digest(anchor.as_bytes());
    let digits = data_encoding::HEXLOWER.encode(&digest[..8]);
    item.with_extension(format!("brought-{digits}"))
}

fn read_item(path: &Path) -> Result<Checkpoint> {
    let text = read_small(path)?;
    Checkpoint::in_line(&text).ok_or_else(|| Error::Damaged(path.display().to_string()))
}

impl Anchors {
    /// Those of a file of lines, such as an append-only one or what a log has kept. Of a very long one its end is read.
    ///
    /// # Errors
    /// E2001 it is not there, E2005 it is no plain file, E2013 the system.
    pub fn of_file(path: &Path) -> Result<Self> {
        let mut file = open(path)?;
        let long = file.metadata().map_err(|e| files::system(path, &e))?.len();
        let from = long.saturating_sub(TAIL);
        file.seek(SeekFrom::Start(from)).map_err(|e| files::system(path, &e))?;
        let mut found = Self::default();
        for (nth, line) in BufReader::new(file.take(TAIL)).split(b'\n').enumerate() {
            let line = line.map_err(|e| files::system(path, &e))?;
            let line = String::from_utf8_lossy(&line);
            match Checkpoint::in_line(&line) {
                Some(point) => found.points.push(point),
                // The first one may have been cut.
                None if line.trim().is_empty() || (nth == 0 && from > 0) => {}
                None => found.unreadable += 1,
            }
        }
        Ok(found)
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.points.extend(other.points);
        self.unreadable += other.unreadable;
        self
    }
}

fn read_small(path: &Path) -> Result<String> {
    let mut text = String::new();
    open(path)?
        .take(MOST)
        .read_to_string(&mut text)
        .map_err(|e| files::system(path, &e))?;
    Ok(text)
}

/// Opens a plain file to read, without following a link and without waiting at a pipe.
fn open(path: &Path) -> Result<File> {
    let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits();
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.cast_signed())
        .open(path)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::Missing(path.display().to_string()),
            _ => files::system(path, &error),
        })?;
    let meta = file.metadata().map_err(|e| files::system(path, &e))?;
    if !meta.is_file() || meta.mode() & 0o002 != 0 {
        return Err(Error::Exposed {
            path: path.display().to_string(),
            what: "no plain file, or everybody may write to it",
        });
    }
    Ok(file)
}

#[cfg(test)]
mod tests;
