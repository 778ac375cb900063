//! What is held of a file of contracts: rows, and no more of them than there is room for.

use csv::StringRecord;

use crate::domain::refusal::{Decision, Refusal};

/// Rows that are kept in memory: those of one contract, and all those that stand apart from others of their contract.
pub const MOST_ROWS: usize = 50_000;
/// Bytes of memory that they may take.
pub const MOST_BYTES: usize = 32 << 20;

/// A row of a file: the line on which it begins, and its columns as they stand.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// The line.
    pub line: u64,
    /// The columns.
    pub cells: StringRecord,
}

impl ReadRow {
    /// A row by itself: the record into which rows are read keeps the room that the longest of them took, and so would its copies.
    pub(super) fn of(line: u64, read: &StringRecord) -> Self {
        let mut cells = StringRecord::with_capacity(read.as_slice().len(), read.len());
        cells.extend(read);
        Self { line, cells }
    }

    /// Bytes of memory that it takes, about.
    pub fn weight(&self) -> usize {
        size_of::<Self>() + self.cells.as_slice().len() + self.cells.len() * size_of::<usize>()
    }
}

/// Rows that are kept in memory, counted.
#[derive(Default)]
pub(super) struct Room {
    rows: usize,
    bytes: usize,
}

impl Room {
    /// One more is kept, if there is room for it.
    pub(super) fn take(&mut self, row: &ReadRow) -> Decision<()> {
        self.rows += 1;
        self.bytes += row.weight();
        if self.bytes > MOST_BYTES {
            let mib = MOST_BYTES >> 20;
            return Err(Refusal::RowsHeavy { line: row.line, mib });
        }
        bounded(self.rows, row.line)
    }
}

/// Refuses more rows than are kept, the last of which begins on that line.
pub(super) fn bounded(rows: usize, line: u64) -> Decision<()> {
    if rows > MOST_ROWS {
        return Err(Refusal::RowsApart { line, rows: MOST_ROWS });
    }
    Ok(())
}
