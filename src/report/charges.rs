//! Fees leave as a file for the bank's own system, as letters do: once, and again by the number of the export (R15.5, R14.2).

use std::io;

use super::csv::Sheet;
use super::exported::{self, Exported, once};
use crate::desk::{Desk, Error, Session};
use crate::domain::calendar;
use crate::outbox::{self, Outgoing};
use crate::store::ChargeRow;

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
    let number = || desk.charges_exported(session, &charges);
    once(begin, charges.len(), || table(&charges), number).map(Some)
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
    exported::again(begin, number, || desk.charges_again(session, number), table)
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
