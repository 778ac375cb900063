//! Letters leave when a second person has approved it (R11.5), and their file is written by the number of the export (R14.2).

use super::exported;
use super::notice;
use crate::desk::{Carried, Desk, Error, Session};
use crate::outbox::{self, Outgoing};
use crate::words::Words;

pub use super::exported::Exported;

/// Letters that were asked for.
#[derive(Debug)]
pub struct Asked {
    /// How many.
    pub count: usize,
    /// What came of it.
    pub carried: Carried,
}

/// Asks that the letters that wait may leave, with `all` those too that could go by mail; nothing when none wait.
///
/// # Errors
/// E1814 when others wait for the same; E1812 when one of them left meanwhile.
pub fn ask(desk: &mut Desk, session: &Session, all: bool) -> Result<Option<Asked>, Error> {
    let letters = desk.ask(session, |look| look.to_be_exported(all))?;
    if letters.is_empty() {
        return Ok(None);
    }
    let carried = desk.ask_for_letters(session, &letters)?;
    let count = letters.len();
    Ok(Some(Asked { count, carried }))
}

/// Writes the letters of an export.
///
/// # Errors
/// E1815 when there is none of that number, and those of the outbox.
pub fn write(
    desk: &mut Desk,
    session: &Session,
    number: u64,
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
    words: &Words,
) -> Result<Exported, Error> {
    let letters = || desk.export_again(session, number);
    exported::again(begin, number, letters, |letters| notice::table(letters, words))
}
