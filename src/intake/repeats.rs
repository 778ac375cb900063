//! Which values stand more than once in a file, found in memory that does not grow with it: eight bytes of each, under a key that is
//! another in each run, are sorted part by part and set aside, and the sorted parts are read beside each other.

use std::cmp::Reverse;
use std::collections::hash_map::RandomState;
use std::collections::{BinaryHeap, HashSet};
use std::hash::{BuildHasher, Hash};
use std::io::{self, BufReader, ErrorKind, Read};
use std::ops::Range;

use super::aside::Aside;

/// Values that are sorted at a time.
const SORTED: usize = 32 << 10;
/// Parts that are read beside each other at most, and bytes that are read ahead of each.
const PARTS: usize = 64;
const AHEAD: usize = 4 << 10;

/// The values of a file while they are met.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    met: Repeated,
    sorting: Vec<u64>,
    aside: Aside,
    parts: Vec<Range<u64>>,
}

/// The values that were met more than once, and none of the others. Among a million two that are not one look alike in one run of
/// thirty million, and not in the next.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    key: RandomState,
    prints: HashSet<u64>,
}

impl Meeting {
    /// A value is met.
    pub(super) fn meet(&mut self, value: impl Hash) -> io::Result<()> {
        self.sorting.push(self.met.key.hash_one(value));
        if self.sorting.len() < SORTED {
            return Ok(());
        }
        self.set_aside()?;
        if self.parts.len() < PARTS {
            return Ok(());
        }
        let mut one = Aside::default();
        self.merge(|print| one.put(&print.to_le_bytes()))?;
        self.parts = std::iter::once(0..one.len()).collect();
        self.aside = one;
        Ok(())
    }

    /// There are no more of them.
    pub(super) fn over(mut self) -> io::Result<Repeated> {
        self.set_aside()?;
        self.merge(|_| Ok(()))?;
        Ok(self.met)
    }

    fn set_aside(&mut self) -> io::Result<()> {
        self.sorting.sort_unstable();
        let from = self.aside.len();
        for print in self.sorting.drain(..) {
            self.aside.put(&print.to_le_bytes())?;
        }
        self.parts.push(from..self.aside.len());
        Ok(())
    }

    /// Gives each once, in their order, and keeps those that there are more of.
    fn merge(&mut self, mut once: impl FnMut(u64) -> io::Result<()>) -> io::Result<()> {
        let reading = |part: &Range<u64>| BufReader::with_capacity(AHEAD, self.aside.part(part.clone()));
        let mut parts: Vec<_> = self.parts.iter().map(reading).collect();
        let mut firsts = BinaryHeap::new();
        for (at, part) in parts.iter_mut().enumerate() {
            firsts.extend(next(part)?.map(|print| Reverse((print, at))));
        }
        let mut before = None;
        while let Some(Reverse((print, at))) = firsts.pop() {
            firsts.extend(next(&mut parts[at])?.map(|print| Reverse((print, at))));
            if before.replace(print) == Some(print) {
                self.met.prints.insert(print);
            } else {
                once(print)?;
            }
        }
        Ok(())
    }
}

/// The next one of a part.
fn next(part: &mut impl Read) -> io::Result<Option<u64>> {
    let mut bytes = [0; 8];
    match part.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u64::from_le_bytes(bytes))),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

impl Repeated {
    /// What stands for a value, if it was met more than once.
    pub(super) fn print(&self, value: impl Hash) -> Option<u64> {
        let print = self.key.hash_one(value);
        self.prints.contains(&print).then_some(print)
    }

    /// Whether there is any.
    pub(super) fn is_any(&self) -> bool {
        !self.prints.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice_is_found_however_far_apart_and_nothing_grows_with_the_rest() {
        let all = SORTED * (PARTS + 2) + 5;
        let twice = [0, 1, SORTED, SORTED * PARTS + 1, all - 1];
        let mut meeting = Meeting::default();
        let mut most = 0;
        for at in (0..all).chain(twice).chain([7, 7]) {
            meeting.meet(at.to_string()).unwrap();
            most = most.max(meeting.sorting.len() + meeting.parts.len() + meeting.met.prints.len());
        }
        // However many parts there were, fewer are read beside each other.
        assert!(
            meeting.parts.len() < PARTS && most <= SORTED + PARTS + twice.len(),
            "{most}"
        );
        let repeated = meeting.over().unwrap();
        for at in twice.into_iter().chain([7]) {
            assert!(repeated.print(at.to_string()).is_some(), "{at}");
        }
        assert_eq!(repeated.prints.len(), twice.len() + 1);
        assert!(!Meeting::default().over().unwrap().is_any());
    }
}
