//! What one person puts into the folder of a console, under bare names.

use std::fs::DirBuilder;
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Component, Path, PathBuf};

use super::{Error, Outbox, Outgoing, TRIES, failed};
use crate::inbox;

/// A folder that files leave into, under bare names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tray {
    folder: PathBuf,
    outbox: Outbox,
    /// It is one person's, and is made when something is put into it.
    own: bool,
    /// How a person gets at what lies there, in the words of whoever runs the program.
    how: Option<String>,
}

impl Tray {
    /// A folder that is there, for a program whose store and key are kept apart from it by `outbox`.
    pub fn new(folder: PathBuf, outbox: Outbox) -> Self {
        Self {
            folder,
            outbox,
            own: false,
            how: None,
        }
    }

    /// The same, with what is said of how to get at the files.
    pub(super) fn said(self, how: Option<String>) -> Self {
        Self { how, ..self }
    }

    /// The folder in it that is of that person alone, with the way to it in their own name.
    pub(super) fn for_one(&self, staff: &str) -> Self {
        let named = |how: &String| how.replace("<ID>", staff).replace("<id>", &staff.to_lowercase());
        Self {
            folder: self.folder.join(staff),
            own: true,
            how: self.how.as_ref().map(named),
            ..self.clone()
        }
    }

    /// Where a file of it is, and how to get at it, in a few words.
    pub fn says(&self, path: &Path) -> String {
        match &self.how {
            Some(how) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("{name} ({how})")
            }
            None => path.display().to_string(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a new file of that bare name.
    ///
    /// # Errors
    /// Everything that [`Error`] knows; a name that leads elsewhere, or hides, is none.
    pub fn begin(&self, name: &str) -> Result<Outgoing, Error> {
        let mut parts = Path::new(name).components();
        let is_bare = matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
        if !is_bare || name.starts_with('.') || name.contains(char::is_control) {
            return Err(Error::Name(name.to_owned()));
        }
        if self.own {
            self.make()?;
        }
        self.outbox.begin(&self.folder.join(name))
    }

    /// Writes a new file of that stem and ending; where there is one, a second, a third … beside it, unless the one that is
    /// there says the same.
    ///
    /// # Errors
    /// Everything that [`Error`] knows.
    pub fn write_another(&self, stem: &str, ending: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
        for number in 1..TRIES {
            let name = match number {
                1 => format!("{stem}.{ending}"),
                _ => format!("{stem}-{number}.{ending}"),
            };
            let mut file = match self.begin(&name) {
                Err(Error::Taken(_)) if self.holds(&name, bytes) => return Ok(self.folder.join(name)),
                Err(Error::Taken(_)) => continue,
                begun => begun?,
            };
            file.write_all(bytes).map_err(|error| failed(file.path(), &error))?;
            match file.leave() {
                Err(Error::Taken(_)) => {}
                left => return Ok(left?.path().to_owned()),
            }
        }
        let path = self.folder.join(format!("{stem}.{ending}"));
        Err(Error::Taken(path.display().to_string()))
    }

    /// Makes the person's own folder, for the account alone (0700) unless its mask takes more away, if it is not there yet. The
    /// one that it lies in must be there.
    fn make(&self) -> Result<(), Error> {
        match DirBuilder::new().mode(0o700).create(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed(&self.folder, &error)),
            _ => Ok(()),
        }
    }

    /// Whether a plain file of that name holds just that.
    fn holds(&self, name: &str, bytes: &[u8]) -> bool {
        let read = || -> io::Result<bool> {
            let file = inbox::open_itself(&self.folder.join(name))?;
            if file.metadata()?.len() != bytes.len() as u64 {
                return Ok(false);
            }
            let mut there = Vec::with_capacity(bytes.len());
            file.take(bytes.len() as u64).read_to_end(&mut there)?;
            Ok(there == bytes)
        };
        read().unwrap_or(false)
    }
}
