//! Letters leave as a file (R14.2): all of it is on the disk before anything is said to have left, and it has its name after
//! that. So what was broken off in between is told by the number of the export, and is written again by it.

use std::io::{self, Write};
use std::path::PathBuf;

use super::notice;
use crate::desk::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::outbox::{self, Outgoing};
use crate::store::{self, NoticeRow};
use crate::words::Words;

/// Letters that were written.
#[derive(Debug)]
pub struct Exported {
    /// The number of the export.
    pub number: u64,
    /// How many there are.
    pub count: usize,
    /// Where they are.
    pub path: PathBuf,
}

/// Writes the letters that wait, or with `all` those too that could go by mail; nothing when none wait.
///
/// # Errors
/// Those of the outbox, when nothing has left; E1812 when somebody else took one of them meanwhile; E1819 when the file
/// could not get its name.
pub fn export(
    desk: &mut Desk,
    session: &Session,
    all: bool,
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
    words: &Words,
) -> Result<Option<Exported>, Error> {
    let letters = desk.ask(session, |look| look.to_be_exported(all))?;
    if letters.is_empty() {
        return Ok(None);
    }
    let mut file = begin().map_err(store::Error::from)?;
    write(&mut file, &letters, words)?;
    let path = file.path().to_owned();
    let number = desk.notices_exported(session, &letters)?;
    file.leave().map_err(|error| Refusal::ExportUnwritten {
        number,
        what: error.to_string(),
    })?;
    let count = letters.len();
    Ok(Some(Exported { number, count, path }))
}

/// Writes the letters of an export once more.
///
/// # Errors
/// E1815 when there is none of that number, and those of the outbox.
pub fn again(
    desk: &mut Desk,
    session: &Session,
    number: u64,
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
    words: &Words,
) -> Result<Exported, Error> {
    let mut file = begin().map_err(store::Error::from)?;
    let letters = desk.export_again(session, number)?;
    write(&mut file, &letters, words)?;
    let left = file.leave().map_err(store::Error::from)?;
    Ok(Exported {
        number,
        count: letters.len(),
        path: left.path().to_owned(),
    })
}

fn write(file: &mut Outgoing, letters: &[NoticeRow], words: &Words) -> Result<(), Error> {
    let path = file.path().to_owned();
    let failed = |error: io::Error| store::Error::from(outbox::failed(&path, &error));
    let table = notice::table(letters, words).map_err(failed)?;
    file.write_all(&table).map_err(failed)?;
    Ok(file.settle().map_err(store::Error::from)?)
}
