//! Fees leave as a file for the bank's own system (R15.5), in the order of letters (R14.2): all of it on the disk, then the number of
//! the export, then its name. So what was broken off in between is told by the number, and is written again by it.

use std::io::{self, Write};

use super::csv::Sheet;
use super::letters::Exported;
use crate::desk::{Desk, Error, Session};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::outbox::{self, Outgoing};
use crate::store::{self, ChargeRow};

/// The columns, by names that don't change with the reader's language: a program reads them.
const COLUMNS: [&str; 6] = ["contract", "account", "yen", "cause", "serial", "due_at"];

/// Writes the fees that are due; nothing when none is.
///
/// # Errors
/// Those of the outbox, when nothing has left; E1102 when others became due meanwhile; E1819 when the file could not get its name.
pub fn export(
    desk: &mut Desk,
    session: &Session,
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
) -> Result<Option<Exported>, Error> {
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough"
    )]
    let charges = desk.ask(session, |look| look.charges_due())?;
    if charges.is_empty() {
        return Ok(None);
    }
    let mut file = begin().map_err(store::Error::from)?;
    write(&mut file, &charges)?;
    let path = file.path().to_owned();
    let number = desk.charges_exported(session, &charges)?;
    file.leave().map_err(|error| Refusal::ExportUnwritten {
        number,
        what: error.to_string(),
    })?;
    let count = charges.len();
    Ok(Some(Exported { number, count, path }))
}

/// Writes the fees of an export once more.
///
/// # Errors
/// E1488 when there is none of that number, and those of the outbox.
pub fn again(
    desk: &mut Desk,
    session: &Session,
    number: u64,
    begin: impl FnOnce() -> Result<Outgoing, outbox::Error>,
) -> Result<Exported, Error> {
    let mut file = begin().map_err(store::Error::from)?;
    let charges = desk.charges_again(session, number)?;
    write(&mut file, &charges)?;
    let left = file.leave().map_err(store::Error::from)?;
    Ok(Exported {
        number,
        count: charges.len(),
        path: left.path().to_owned(),
    })
}

fn write(file: &mut Outgoing, charges: &[ChargeRow]) -> Result<(), Error> {
    let path = file.path().to_owned();
    let failed = |error: io::Error| store::Error::from(outbox::failed(&path, &error));
    file.write_all(&table(charges).map_err(failed)?).map_err(failed)?;
    Ok(file.settle().map_err(store::Error::from)?)
}

fn table(charges: &[ChargeRow]) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::new(Vec::new(), true)?;
    sheet.row(COLUMNS)?;
    for row in charges {
        let (yen, due) = (row.yen.to_string(), calendar::show(row.due_at));
        sheet.row([
            row.contract.as_str(),
            row.account.as_str(),
            yen.as_str(),
            row.cause.as_str(),
            row.serial.as_str(),
            due.as_str(),
        ])?;
    }
    sheet.done()
}
