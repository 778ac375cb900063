//! What leaves once, in a file (R14.2): all of it is on the disk before anything is said to have left, then the export gets its
//! number, and the file its name after that. So what was broken off in between is told by the number, and is written again by it.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::desk::Error;
use crate::domain::refusal::Refusal;
use crate::outbox::{self, Outgoing};
use crate::store;

/// What was written.
#[derive(Debug)]
pub struct Exported {
    /// The number of the export.
    pub number: u64,
    /// How many there are.
    pub count: usize,
    /// Where they are.
    pub path: PathBuf,
}

/// Writes for the first time; `number` says in the store that they have left.
pub(super) fn once(
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
    count: usize,
    table: impl FnOnce() -> io::Result<Vec<u8>>,
    number: impl FnOnce() -> Result<u64, Error>,
) -> Result<Exported, Error> {
    let mut file = begin().map_err(store::Error::from)?;
    write(&mut file, table)?;
    let path = file.path().to_owned();
    let number = number()?;
    file.leave().map_err(|error| Refusal::ExportUnwritten {
        number,
        what: error.to_string(),
    })?;
    Ok(Exported { number, count, path })
}

/// Writes those of an export once more.
pub(super) fn again<T>(
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
    number: u64,
    rows: impl FnOnce() -> Result<Vec<T>, Error>,
    table: impl FnOnce(&[T]) -> io::Result<Vec<u8>>,
) -> Result<Exported, Error> {
    let mut file = begin().map_err(store::Error::from)?;
    let rows = rows()?;
    write(&mut file, || table(&rows))?;
    let left = file.leave().map_err(store::Error::from)?;
    Ok(Exported {
        number,
        count: rows.len(),
        path: left.path().to_owned(),
    })
}

fn write(file: &mut Outgoing, table: impl FnOnce() -> io::Result<Vec<u8>>) -> Result<(), Error> {
    let path = file.path().to_owned();
    let failed = |error: io::Error| store::Error::from(outbox::failed(&path, &error));
    file.write_all(&table().map_err(failed)?).map_err(failed)?;
    Ok(file.settle().map_err(store::Error::from)?)
}
