//! The rows of a file that can't be taken in, as a file with the reasons (R16.1).

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

use super::{again, unread};
use crate::desk::{Desk, Error, Session};
use crate::intake::Progress;
use crate::intake::contracts::{How, REASON, Survey};
use crate::outbox::Tray;
use crate::report::contracts as report;
use crate::store;
use crate::words::Words;

/// Looks through the file once more and writes each row that can't be taken, as it is found.
pub(super) fn refused(
    file: &File,
    how: How,
    (tray, name): (&Tray, &str),
    (desk, session): (&mut Desk, &Session),
    words: &Words,
) -> Result<PathBuf, Error> {
    let failed = |error: io::Error| unread(&error);
    let mut survey = Survey::begin(|| again(file), how, desk.policy(), Progress::default())?;
    let to = tray.begin(name).map_err(store::Error::from)?;
    let mut to = Some(BufWriter::new(to));
    let mut sheet = None;
    while !survey.is_over() {
        for looked in survey.part(desk, session)? {
            if looked.mistakes.is_empty() {
                continue;
            }
            if let Some(to) = to.take() {
                sheet = Some(report::Refused::begin(to, survey.headings(), REASON).map_err(failed)?);
            }
            if let Some(sheet) = &mut sheet {
                let rows = looked.entry.rows.iter().map(|row| (row.line, row.cells.iter()));
                sheet.contract(rows, &looked.mistakes, words).map_err(failed)?;
            }
        }
    }
    let to = match (sheet, to) {
        (Some(sheet), _) => sheet.done().map_err(failed)?,
        (None, Some(to)) => to,
        (None, None) => return Err(unread(&io::ErrorKind::NotFound.into())),
    };
    let to = to.into_inner().map_err(|error| unread(error.error()))?;
    Ok(to.leave().map_err(store::Error::from)?.path().to_owned())
}
