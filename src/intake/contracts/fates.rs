//! What becomes of each contract of a file that was looked at, so that what is carried out is what was judged.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};

use super::reader::Entry;

/// What becomes of a contract, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Will {
    /// It is not there yet, and will be.
    New,
    /// Something of it will be another.
    Changed,
    /// Nothing will.
    Unchanged,
    /// It can't be taken.
    Refused,
}

/// What becomes of each, in the order of the file: a byte for each, and eight by which what it says is known again.
#[derive(Clone, Debug, Default)]
pub(super) struct Fates {
    key: RandomState,
    wills: Vec<Will>,
    prints: Vec<u64>,
}

impl Fates {
    pub(super) fn push(&mut self, will: Will, entry: &Entry) {
        self.wills.push(will);
        self.prints.push(self.print(entry));
    }

    /// What becomes of the one at that place, if it says what it said.
    pub(super) fn of(&self, at: usize, entry: &Entry) -> Option<Will> {
        let print = self.prints.get(at).copied()?;
        self.wills.get(at).copied().filter(|_| print == self.print(entry))
    }

    fn print(&self, entry: &Entry) -> u64 {
        let mut print = self.key.build_hasher();
        for row in &entry.rows {
            row.line.hash(&mut print);
            for cell in &row.cells {
                cell.hash(&mut print);
            }
        }
        print.finish()
    }
}
