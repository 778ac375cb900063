//! A set of rows.

/// A set of rows, a bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// None of so many rows.
    pub fn none(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    /// All of so many rows.
    pub fn all(rows: usize) -> Self {
        let mut bits = Self(vec![u64::MAX; rows.div_ceil(64)]);
        if let Some(last) = bits.0.last_mut().filter(|_| !rows.is_multiple_of(64)) {
            *last = (1 << (rows % 64)) - 1;
        }
        bits
    }

    /// Those of so many that are `so`.
    pub(super) fn of<T>(rows: &[T], so: impl Fn(&T) -> bool) -> Self {
        let words = rows.chunks(64).map(|rows| {
            let bits = rows.iter().enumerate();
            bits.fold(0, |word, (bit, row)| word | u64::from(so(row)) << bit)
        });
        Self(words.collect())
    }

    /// Adds a row.
    pub fn add(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// Whether a row is in it.
    pub(super) fn has(&self, row: usize) -> bool {
        self.0.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Takes room for so many rows, if it has none.
    pub(super) fn room_for(&mut self, rows: usize) {
        if self.0.is_empty() {
            *self = Self::none(rows);
        }
    }

    /// The bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<u64>()
    }

    /// Keeps those that another has too from a row on, which is the first of a word.
    pub(super) fn meet_from(&mut self, other: &Self, row: usize) {
        let others = other.0.iter().copied().skip(row / 64).chain(std::iter::repeat(0));
        self.0.iter_mut().zip(others).for_each(|(word, other)| *word &= other);
    }

    /// Adds those of another from a row on, which is the first of a word.
    pub(super) fn join_from(&mut self, other: &Self, row: usize) {
        let others = other.0.iter().skip(row / 64);
        self.0.iter_mut().zip(others).for_each(|(word, other)| *word |= other);
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Adds those of another.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps those that another has too.
    pub(super) fn meet(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Keeps those that are `so`.
    pub(super) fn retain(&mut self, so: impl Fn(usize) -> bool) {
        for (at, word) in self.0.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                if !so(at * 64 + bit) {
                    *word &= !(1 << bit);
                }
            }
        }
    }

    /// Takes those of another away.
    pub(super) fn remove(&mut self, other: &Self) {
        self.0
            .iter_mut()
            .zip(&other.0)
            .for_each(|(word, other)| *word &= !other);
    }

    /// Puts those of another behind its own, whose words are full.
    pub(super) fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The rows, the first one first.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.rows_from(0)
    }

    /// The rows without the first `skip`.
    pub(super) fn rows_from(&self, mut skip: usize) -> impl Iterator<Item = usize> {
        let mut at = 0;
        while let Some(word) = self.0.get(at) {
            let count = word.count_ones() as usize;
            if count > skip {
                break;
            }
            skip -= count;
            at += 1;
        }
        let words = self.0.iter().enumerate().skip(at);
        let rows = words.flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        });
        rows.skip(skip)
    }
}
