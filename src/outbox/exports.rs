//! The folder of a console: it is chosen by who starts the program, and the person gives a name.

use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use super::{Error, Outbox, Outgoing, TRIES, failed};
use crate::inbox;

/// A folder that the console writes into, under bare names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exports {
    folder: PathBuf,
    outbox: Outbox,
}

impl Exports {
    /// That folder, for a program whose store and key are kept apart from it by `outbox`.
    pub fn new(folder: PathBuf, outbox: Outbox) -> Self {
        Self { folder, outbox }
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
