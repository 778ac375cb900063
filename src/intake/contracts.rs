//! Files of contracts with their users: CSV with Japanese headings, one row a user, as a spreadsheet of Japan saves it (R16.1).
//!
//! Columns are parted by commas, semicolons or tabs, whichever the headings have; blank rows count for nothing. What must hold
//! beyond the form of each value: rows of one contract agree about it; it has at most one master; a registered serial is one of
//! its issued ones; no login ID stands twice in the file, in whatever case, no serial is issued twice.

mod apart;
mod columns;
mod encoding;
mod fates;
mod gather;
mod reader;
mod room;
mod row;
mod row_reader;
mod survey;

use self::gather::masters;
use super::Progress;
use crate::domain::Policy;
use crate::domain::arrival::NewContract;
use crate::domain::refusal::{Decision, Refusal};

pub use self::apart::Apart;
pub use self::columns::{COLUMNS, EXAMPLE, OPTIONAL, REASON};
pub use self::encoding::Encoding;
pub use self::fates::Will;
pub use self::reader::{Entry, Reader};
pub use self::room::{MOST_BYTES, MOST_ROWS, ReadRow};
pub use self::row_reader::Sheet;
pub use self::survey::{Chosen, Counts, How, KeepingUp, Kept, Looked, Survey, Surveyed};

/// Reads a file of new contracts that is in memory, each with its master, and gives the first thing that can't be taken: a
/// [`Reader`] gives all.
///
/// # Errors
/// Those of the reader; otherwise that of the first mistake: E1401, E1437 to E1439 a row, with line and column; E1402 a column
/// that is missing. The reason in E1401 is the number of the refusal of the value, or a few words.
pub fn read(bytes: &[u8], policy: &Policy) -> Decision<Vec<NewContract>> {
    let apart = Apart::of(|| Ok(bytes), None, policy)?;
    let mut reader = Reader::new(bytes, None, policy, &apart, Progress::default());
    let (mut contracts, mut mistakes) = (Vec::new(), Vec::new());
    while let Some(entry) = reader.next_contract() {
        let entry = entry?;
        contracts.extend(entry.contract);
        mistakes.extend(entry.mistakes);
    }
    if let Some(mistake) = mistakes.into_iter().min_by_key(|mistake| mistake.line) {
        return Err(mistake.refusal);
    }
    match contracts.iter().find(|contract| masters(contract) == 0) {
        Some(contract) => Err(Refusal::RowRefused {
            line: contract.line,
            column: "利用者区分".into(),
            reason: "no master".into(),
        }),
        None => Ok(contracts),
    }
}

#[cfg(test)]
mod tests;
