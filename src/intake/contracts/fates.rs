//! What becomes of each contract of a file that was looked at, so that what is carried out is what was judged.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};
use std::io::{self, Read};

use super::reader::Entry;
use crate::intake::aside::Aside;

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

/// Bytes of each: what becomes of it, and by which what it says is known again.
const EACH: usize = 9;

/// What becomes of each, in the order of the file, set aside: so a file of any size is looked at.
#[derive(Debug, Default)]
pub(super) struct Fates {
    key: RandomState,
    each: Aside,
}

impl Fates {
    pub(super) fn push(&mut self, will: Will, entry: &Entry) -> io::Result<()> {
        let mut one = [0; EACH];
        one[0] = will as u8;
        one[1..].copy_from_slice(&self.print(entry));
        self.each.put(&one)
    }

    /// What becomes of the one at that place, if it says what it said.
    pub(super) fn of(&self, at: u64, entry: &Entry) -> Option<Will> {
        let (from, mut one) = (at * EACH as u64, [0; EACH]);
        self.each.part(from..from + EACH as u64).read_exact(&mut one).ok()?;
        let wills = [Will::New, Will::Changed, Will::Unchanged, Will::Refused];
        let will = wills.into_iter().find(|will| *will as u8 == one[0]);
        will.filter(|_| one[1..] == self.print(entry))
    }

    fn print(&self, entry: &Entry) -> [u8; 8] {
        let mut print = self.key.build_hasher();
        for row in &entry.rows {
            row.line.hash(&mut print);
            for cell in &row.cells {
                cell.hash(&mut print);
            }
        }
        print.finish().to_le_bytes()
    }
}
