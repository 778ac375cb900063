//! Customers in memory, in kana order, so that a question of any length is answered as it is typed: what a name holds is found
//! by one pass over contiguous bytes.

mod bits;
mod entry;
mod gathering;
mod holders;
mod kinds;
mod letters;
mod needle;
mod people;
mod scan;

use std::cmp::Ordering;
use std::ops::Range;

use super::alphabet::{Alphabet, PART};
use super::question::Question;
use kinds::Kinds;
use letters::Letters;
use needle::Frequencies;
use people::People;

pub use bits::Bits;
pub use entry::{Entry, Part};
pub use gathering::Gathering;

/// Customers that one thread looks through; more are shared out.
const ALONE: usize = 50_000;
/// Classes of those whose company's name holds all that was typed: the first ones.
const BY_COMPANY: usize = 2;
/// Threads that look at once, at most.
const THREADS: usize = 4;

/// Texts one behind another, each of some parts.
#[derive(Clone, Debug, Default)]
struct Column {
    text: Vec<u8>,
    /// Where each begins; where the last one ends is the end.
    starts: Vec<u32>,
}

impl Column {
    fn start(&self, row: usize) -> usize {
        self.starts.get(row).map_or(self.text.len(), |at| *at as usize)
    }

    fn of(&self, row: usize) -> &[u8] {
        self.text.get(self.start(row)..self.start(row + 1)).unwrap_or_default()
    }

    /// Adds a text. False when there is no more room.
    fn add(&mut self, alphabet: &mut Alphabet, parts: impl IntoIterator<Item = String>) -> bool {
        let Ok(start) = u32::try_from(self.text.len()) else {
            return false;
        };
        self.starts.push(start);
        for part in parts {
            self.text.push(PART);
            alphabet.meet(&part, &mut self.text);
        }
        true
    }

    fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    fn bytes(&self) -> usize {
        self.text.capacity() + self.starts.capacity() * size_of::<u32>()
    }
}

/// Customers in kana order.
#[derive(Clone, Debug, Default)]
pub struct Names {
    alphabet: Alphabet,
    companies: Column,
    /// Numbers, login IDs and what else is typed in digits and letters.
    codes: Column,
    people: People,
    kinds: Kinds,
    letters: Letters,
    frequencies: Frequencies,
    slots: Vec<u32>,
    /// Those whose company's name has digits or Latin letters.
    latin: Vec<u32>,
}

/// Who answers a question, best match first: whose name begins with it, then whose company's name holds it, then the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranked([Bits; 3]);

impl Ranked {
    /// How many there are.
    pub fn total(&self) -> usize {
        self.0.iter().map(Bits::count).sum()
    }

    /// The rows with the class of each, from 0 for the best.
    pub fn rows(&self) -> impl Iterator<Item = (usize, usize)> {
        let classes = self.0.iter().enumerate();
        classes.flat_map(|(class, rows)| rows.rows().map(move |row| (class, row)))
    }

    /// Leaves those out.
    pub fn without(&mut self, gone: &Bits) {
        self.0.iter_mut().for_each(|class| class.remove(gone));
    }
}

impl Names {
    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        let texts = self.companies.bytes()
            + self.codes.bytes()
            + self.letters.bytes()
            + self.kinds.bytes()
            + self.people.bytes()
            + self.alphabet.bytes_of_its_own();
        texts + (self.slots.capacity() + self.latin.capacity()) * size_of::<u32>()
    }

    /// Where the store has the customer of that row.
    pub fn slot(&self, row: usize) -> Option<u32> {
        self.slots.get(row).copied()
    }

    /// The row of the customer whom the store has there.
    pub fn row_of(&self, slot: u32) -> Option<usize> {
        self.slots.iter().position(|known| *known == slot)
    }

    /// Who answers a question.
    pub fn find(&self, question: &Question) -> Ranked {
        let threads = || std::thread::available_parallelism().map_or(1, |threads| threads.get().min(THREADS));
        self.find_in_shares(question, if self.len() < ALONE { 1 } else { threads() })
    }

    fn find_in_shares(&self, question: &Question, shares: usize) -> Ranked {
        let sought = question.terms().iter().map(|term| scan::Sought::of(self, term, shares));
        let sought: Vec<_> = sought.collect();
        let answers = shared_out(self.len(), shares, |range| {
            scan::classes(self, question, &sought, range)
        });
        let mut all = Ranked::default();
        for answer in answers {
            for (class, share) in all.0.iter_mut().zip(answer) {
                class.append(share);
            }
        }
        all
    }

    /// The order of two customers: by kana, then by number.
    fn order(&self, row: usize, other: &Self, other_row: usize) -> Ordering {
        self.place(row).cmp(&other.place(other_row))
    }

    fn place(&self, row: usize) -> (&[u8], &[u8]) {
        let first = |bytes| first_part(bytes);
        (first(self.companies.of(row)), first(self.codes.of(row)))
    }
}

/// What comes of each share of so many rows, in their order, each share on a thread of its own.
fn shared_out<T: Default + Send>(rows: usize, shares: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    // Each share begins at a whole word of bits.
    let step = rows.div_ceil(shares).next_multiple_of(64).max(64);
    let mut ranges = (0..rows).step_by(step).map(|from| from..rows.min(from + step));
    std::thread::scope(|scope| {
        let (first, work) = (ranges.next(), &work);
        let others: Vec<_> = ranges.map(|range| scope.spawn(move || work(range))).collect();
        let first = first.map(work);
        // A share whose thread died answers for nobody; nothing in it can.
        let others = others.into_iter().map(|other| other.join().unwrap_or_default());
        first.into_iter().chain(others).collect()
    })
}

fn first_part(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.get(1..).unwrap_or_default();
    let end = memchr::memchr(PART, bytes).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or_default()
}

/// Where the store has a customer who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub slot: u32,
    /// Whether the company's name alone shows why.
    pub by_company: bool,
}

impl Place {
    /// Of one in that class, from 0 for the best.
    pub fn in_class(slot: u32, class: usize) -> Self {
        Self {
            slot,
            by_company: class < BY_COMPANY,
        }
    }

    /// Of one that nothing is known of but where it is.
    pub fn of(slot: u32) -> Self {
        Self {
            slot,
            by_company: false,
        }
    }
}

/// A page of two answers as of one: those of `base` and, merged into its order, those of `over`.
pub fn page(base: (&Names, &Ranked), over: (&Names, &Ranked), offset: usize, limit: usize) -> Vec<Place> {
    let mut places = Vec::with_capacity(limit.min(base.1.total() + over.1.total()));
    let mut skip = offset;
    for (number, (class, added)) in base.1.0.iter().zip(&over.1.0).enumerate() {
        let place = |slot| Place::in_class(slot, number);
        let count = class.count() + added.count();
        if skip >= count {
            skip -= count;
            continue;
        }
        let mut late = added.rows().peekable();
        if late.peek().is_none() {
            let rows = class.rows_from(skip).take(limit - places.len());
            places.extend(rows.filter_map(|row| base.0.slot(row)).map(place));
        } else {
            let mut rows = class.rows().peekable();
            let merged = std::iter::from_fn(|| match (rows.peek(), late.peek()) {
                (Some(row), Some(new)) if base.0.order(*row, over.0, *new).is_le() => base.0.slot(rows.next()?),
                (_, Some(_)) => over.0.slot(late.next()?),
                _ => base.0.slot(rows.next()?),
            });
            places.extend(merged.skip(skip).take(limit - places.len()).map(place));
        }
        skip = 0;
        if places.len() >= limit {
            break;
        }
    }
    places
}

#[cfg(test)]
mod tests;
