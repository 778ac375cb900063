//! The folder of sealed letters (R17.1). The desk puts first passwords in; another account of the host, that of the mailing, takes
//! them out, prints them and removes them. Whoever put one in can't find it again: the folder shows its names to its owner alone, and none can be
//! guessed. The file itself is theirs, so that they could open it if they found it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use super::{Result, files};
use crate::inbox;

/// What a letter is called that waits, and one that is being printed.
const WAITS: &str = "letter-";
const AT_IT: &str = "printing-";
/// Bytes of a letter, at most.
const MOST: u64 = 16 << 20;

/// The folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters(PathBuf);

/// A letter that is on the disk, and has no name yet: dropped, it is gone.
#[derive(Debug)]
pub struct Unposted {
    part: tempfile::NamedTempFile,
    folder: PathBuf,
    name: String,
}

impl Letters {
    /// The letters in that folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Why no letter can be put in, in a word; nothing where one can be. It must be there, out of everybody's reach, and another
    /// account's than the one that the console runs as.
    pub fn unfit(&self) -> Option<&'static str> {
        let Ok(meta) = fs::symlink_metadata(&self.0) else {
            return Some("missing");
        };
        if !meta.is_dir() || meta.mode() & 0o007 != 0 {
            return Some("exposed");
        }
        if meta.uid() == rustix::process::geteuid().as_raw() {
            return Some("own");
        }
        let may = rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK;
        rustix::fs::access(&self.0, may).is_err().then_some("shut")
    }

    /// Puts a letter on the disk, without a name: it is not there before it is posted. It is the folder's group's to read, and not
    /// that of who wrote it; its name will have what nobody else knows.
    ///
    /// # Errors
    /// Those of the system.
    pub fn write(&self, (number, unguessed): (&str, &[u8; 16]), bytes: &[u8]) -> Result<Unposted> {
        let part = files::written_aside(&self.0, bytes, 0o600)?;
        // Whatever the umask is.
        let read_by_group = fs::Permissions::from_mode(0o040);
        let set = part.as_file().set_permissions(read_by_group);
        set.map_err(|e| files::system(part.path(), &e))?;
        Ok(Unposted {
            part,
            folder: self.0.clone(),
            name: format!("{WAITS}{number}-{}.pdf", HEXLOWER.encode(unguessed)),
        })
    }

    /// Locks the folder for a call that prints, until what it gives is dropped; nothing while another has it.
    ///
    /// # Errors
    /// Those of the system.
    pub fn lock(&self) -> Result<Option<File>> {
        let folder = File::open(&self.0).map_err(|e| files::system(&self.0, &e))?;
        let locked = rustix::fs::flock(&folder, rustix::fs::FlockOperation::NonBlockingLockExclusive);
        Ok(locked.is_ok().then_some(folder))
    }

    /// The letters that wait, the oldest first, and those of which a call that broke off may have printed something.
    ///
    /// # Errors
    /// Those of the system.
    pub fn waiting(&self) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
        let (mut waits, mut unsure) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.0).map_err(|e| files::system(&self.0, &e))? {
            let path = entry.map_err(|e| files::system(&self.0, &e))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(WAITS) {
                waits.push(path);
            } else if name.starts_with(AT_IT) {
                unsure.push(path);
            }
        }
        waits.sort();
        unsure.sort();
        Ok((waits, unsure))
    }

    /// Takes a letter to print it: from now on nobody else does, whatever comes of this call.
    ///
    /// # Errors
    /// Those of the system.
    pub fn claim(&self, letter: &Path) -> Result<(PathBuf, Vec<u8>)> {
        let name = letter.file_name().unwrap_or_default().to_string_lossy();
        let claimed = self.0.join(name.replacen(WAITS, AT_IT, 1));
        // Others put files in here too: a link leads elsewhere, a pipe waits for ever.
        let mut bytes = Vec::new();
        let read = inbox::open_itself(letter).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
        read.map_err(|e| files::system(letter, &e))?;
        if bytes.len() as u64 > MOST {
            return Err(files::system(letter, &io::Error::from(io::ErrorKind::FileTooLarge)));
        }
        fs::rename(letter, &claimed).map_err(|e| files::system(letter, &e))?;
        Ok((claimed, bytes))
    }

    /// Puts one back that was not printed: it waits on.
    ///
    /// # Errors
    /// Those of the system.
    pub fn give_back(&self, claimed: &Path) -> Result<()> {
        let name = claimed.file_name().unwrap_or_default().to_string_lossy();
        let letter = self.0.join(name.replacen(AT_IT, WAITS, 1));
        fs::rename(claimed, &letter).map_err(|e| files::system(claimed, &e))
    }

    /// Removes one that was printed.
    ///
    /// # Errors
    /// Those of the system.
    pub fn printed(&self, claimed: &Path) -> Result<()> {
        fs::remove_file(claimed).map_err(|e| files::system(claimed, &e))?;
        files::sync_folder(&self.0)
    }
}

impl Unposted {
    /// Gives the letter its name: it waits to be printed from now on.
    ///
    /// # Errors
    /// Those of the system.
    pub fn post(self) -> Result<()> {
        let path = self.folder.join(&self.name);
        fs::hard_link(self.part.path(), &path).map_err(|e| files::system(&path, &e))?;
        // The folder may be shut to be looked into; then it is on the disk a little later.
        let _ = files::sync_folder(&self.folder);
        Ok(())
    }
}
