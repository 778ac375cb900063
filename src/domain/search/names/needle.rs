//! The bytes of a part of a question, and where they stand.

use std::ops::Range;

use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::memmem::{Finder, FinderBuilder};

use super::{Bits, Column};

/// How often each byte stands in the texts: a needle is looked for by its rarest ones, since the letters of names are few, and some
/// are in every name.
#[derive(Clone, Debug, Default)]
pub(super) struct Frequencies(Vec<u32>);

impl Frequencies {
    pub(super) fn of(columns: [&Column; 3]) -> Self {
        let mut counts = vec![0; 1 << 8];
        for byte in columns.iter().flat_map(|column| &column.text) {
            counts[usize::from(*byte)] += 1;
        }
        Self(counts)
    }
}

impl HeuristicFrequencyRank for &Frequencies {
    fn rank(&self, byte: u8) -> u8 {
        // Eight steps for each doubling.
        let count = self.0.get(usize::from(byte)).copied().unwrap_or_default().max(1);
        let doublings = count.ilog2();
        let eighths = (u64::from(count) << 3 >> doublings) & 7;
        u8::try_from(u64::from(doublings) * 8 + eighths).unwrap_or(u8::MAX)
    }
}

pub(super) struct Needle {
    finder: Finder<'static>,
    /// The only byte, if it is one.
    one: Option<u8>,
}

impl Needle {
    pub(super) fn of(bytes: Vec<u8>, frequencies: &Frequencies) -> Self {
        let one = match bytes.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let finder = FinderBuilder::new().build_forward_with_ranker_owned(frequencies, bytes);
        Self { finder, one }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.finder.needle()
    }

    /// Where it stands first.
    pub(super) fn find(&self, text: &[u8]) -> Option<usize> {
        match self.one {
            Some(byte) => memchr::memchr(byte, text),
            None => self.finder.find(text),
        }
    }

    /// Tells of the places in a range of rows where it stands: the row, and where in the text. `step` says whether more of the
    /// same row are of interest.
    pub(super) fn walk(&self, column: &Column, range: &Range<usize>, mut step: impl FnMut(usize, usize) -> bool) {
        let (mut at, mut row, end) = (column.start(range.start), range.start, column.start(range.end));
        let mut next = column.start(row + 1);
        while let Some(found) = column.text.get(at..end).and_then(|text| self.find(text)) {
            let found = at + found;
            while next <= found {
                row += 1;
                next = column.start(row + 1);
            }
            at = if step(row, found) { found + 1 } else { next };
        }
    }

    /// Adds the rows of a range that hold it.
    pub(super) fn first_of_each(&self, column: &Column, range: &Range<usize>, rows: &mut Bits) {
        self.walk(column, range, |row, _| {
            rows.add(row - range.start);
            false
        });
    }
}
