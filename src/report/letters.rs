//! Letters leave as a file, once, and again by the number of the export (R14.2).

use super::exported::{self, once};
use super::notice;
use crate::desk::{Desk, Error, Session};
use crate::outbox::{self, Outgoing};
use crate::words::Words;

pub use super::exported::Exported;

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
    let table = || notice::table(&letters, words);
    let exported = once(begin, letters.len(), table, || desk.notices_exported(session, &letters));
    exported.map(Some)
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
    let letters = || desk.export_again(session, number);
    exported::again(begin, number, letters, |letters| notice::table(letters, words))
}
