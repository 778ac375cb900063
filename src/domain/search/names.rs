//! Customers in memory, in kana order, so that a question of any length is answered as it is typed: what a name holds is found
//! by one pass over contiguous bytes.

mod bits;
mod scan;

use std::cmp::Ordering;

use super::alphabet::{Alphabet, PART};
use super::question::{OF_BRANCH, Question, pieces};
use super::{dialled, full, key};

pub use bits::Bits;

/// Customers that one thread looks through; more are shared out.
const ALONE: usize = 50_000;
/// Threads that look at once, at most.
const THREADS: usize = 4;

/// What of a contract can be searched for, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where the store has it.
    pub slot: u32,
    /// The contract's number.
    pub number: String,
    /// The company's name.
    pub company: String,
    /// The company's name in kana.
    pub kana: String,
    /// The code of its branch.
    pub branch: String,
    /// Its account.
    pub account: String,
    /// Its telephone.
    pub phone: String,
    /// Of each user login ID, name and name in kana, one after another.
    pub users: Vec<String>,
    /// The serials of its tokens.
    pub serials: Vec<String>,
}

/// In which part of an entry something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The company's name, in kana or not.
    Company,
    /// A user's name, in kana or not.
    User,
    /// A number, a login ID or a code.
    Code,
}

impl Entry {
    /// The keys that it is found by, each with where it stands; the kana of the company first.
    pub fn keys(&self) -> Vec<(Part, String)> {
        let mut keys = vec![(Part::Company, key(&self.kana))];
        let names = [full(&self.kana), key(&self.company), full(&self.company)];
        for name in names {
            if !keys.iter().any(|(_, known)| *known == name) {
                keys.push((Part::Company, name));
            }
        }
        keys.push((Part::Code, full(&self.number)));
        for (place, text) in self.users.iter().enumerate() {
            let part = if place % 3 == 0 { Part::Code } else { Part::User };
            keys.push((part, full(text)));
        }
        keys.extend(self.serials.iter().map(|serial| (Part::Code, full(serial))));
        let account = full(&self.account);
        let digits: String = account.chars().filter(char::is_ascii_digit).collect();
        let branch = full(&self.branch);
        keys.push((Part::Code, dialled(&self.phone)));
        keys.push((Part::Code, format!("{OF_BRANCH}{branch}{account}")));
        keys.push((Part::Code, format!("{branch}{digits}")));
        keys
    }

    /// All pieces of its keys, with a word of its own between keys, so that no question runs over from one into the next.
    pub fn pieces(&self) -> String {
        let keys = self.keys();
        let keys: Vec<_> = keys.iter().map(|(_, key)| pieces(key)).collect();
        keys.join(" 000000 ")
    }
}

impl Entry {
    /// What of it holds the question, where the names and the number of the company do not show it: a user's name, a login
    /// ID, a serial, the telephone or the account, as it is written.
    pub fn matched(&self, question: &Question) -> Option<&str> {
        let shown = [
            full(&self.number),
            full(&self.kana),
            key(&self.kana),
            full(&self.company),
            key(&self.company),
        ];
        let unseen = |term: &&str| !shown.iter().any(|key| key.contains(term));
        question.typed().filter(unseen).find_map(|term| self.holder(term))
    }

    fn holder(&self, term: &str) -> Option<&str> {
        let holds = |text: &&String| full(text).contains(term);
        let by_kana = self
            .users
            .chunks(3)
            .filter(|user| user.get(2).is_some_and(|kana| holds(&kana)))
            .find_map(|user| user.get(1));
        let written = || self.users.iter().chain(&self.serials).find(holds);
        let phone = || Some(&self.phone).filter(|phone| dialled(phone).contains(term));
        let found = by_kana.or_else(written).or_else(phone);
        // Of the account, all is asked for as branch and account.
        found.or(Some(&self.account)).map(String::as_str)
    }
}

/// Texts of all customers, one behind another.
#[derive(Clone, Debug, Default)]
struct Column {
    text: Vec<u8>,
    /// Where each begins, and where the last one ends.
    starts: Vec<u32>,
}

impl Column {
    fn of(&self, row: usize) -> &[u8] {
        let at = |row: usize| self.starts.get(row).map_or(self.text.len(), |at| *at as usize);
        self.text.get(at(row)..at(row + 1)).unwrap_or_default()
    }
}

/// Customers in kana order.
#[derive(Clone, Debug, Default)]
pub struct Names {
    alphabet: Alphabet,
    companies: Column,
    users: Column,
    codes: Column,
    slots: Vec<u32>,
    /// Those whose names have digits or Latin letters.
    latin: Vec<usize>,
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
    /// Adds a customer behind all others. False when there is no more room.
    pub fn push(&mut self, entry: &Entry) -> bool {
        let row = self.slots.len();
        let mut latin = false;
        for column in [&mut self.companies, &mut self.users, &mut self.codes] {
            let Ok(start) = u32::try_from(column.text.len()) else {
                return false;
            };
            column.starts.push(start);
        }
        for (part, key) in entry.keys() {
            let column = match part {
                Part::Company => &mut self.companies,
                Part::User => &mut self.users,
                Part::Code => &mut self.codes,
            };
            latin |= part != Part::Code && key.contains(|c: char| c.is_ascii());
            column.text.push(PART);
            self.alphabet.meet(&key, &mut column.text);
        }
        self.slots.push(entry.slot);
        if latin {
            self.latin.push(row);
        }
        true
    }

    /// Gives back the room that no more will need.
    pub fn shrink(&mut self) {
        for column in [&mut self.companies, &mut self.users, &mut self.codes] {
            column.text.shrink_to_fit();
            column.starts.shrink_to_fit();
        }
        self.slots.shrink_to_fit();
    }

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
        let columns = [&self.companies, &self.users, &self.codes];
        let texts: usize = columns
            .iter()
            .map(|c| c.text.capacity() + c.starts.capacity() * 4)
            .sum();
        texts + self.alphabet.bytes_of_its_own() + self.slots.capacity() * 4 + self.latin.capacity() * 8
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
        let len = self.len();
        // Each share begins at a whole word of bits.
        let step = len.div_ceil(shares).next_multiple_of(64).max(64);
        let ranges: Vec<_> = (0..len).step_by(step).map(|from| from..len.min(from + step)).collect();
        let mut answers: Vec<[Bits; 3]> = Vec::with_capacity(ranges.len());
        std::thread::scope(|scope| {
            let mut ranges = ranges.into_iter();
            let first = ranges.next();
            let others: Vec<_> = ranges
                .map(|range| scope.spawn(move || scan::classes(self, question, range)))
                .collect();
            answers.extend(first.map(|range| scan::classes(self, question, range)));
            for other in others {
                // A share whose thread died answers for nobody; nothing in it can.
                answers.push(other.join().unwrap_or_default());
            }
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

fn first_part(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.get(1..).unwrap_or_default();
    let end = memchr::memchr(PART, bytes).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or_default()
}

/// The slots of a page of two answers as of one: those of `base` and, merged into its order, those of `over`.
pub fn page(base: (&Names, &Ranked), over: (&Names, &Ranked), offset: usize, limit: usize) -> Vec<u32> {
    let mut slots = Vec::with_capacity(limit.min(base.1.total() + over.1.total()));
    let mut skip = offset;
    for (class, added) in base.1.0.iter().zip(&over.1.0) {
        let count = class.count() + added.count();
        if skip >= count {
            skip -= count;
            continue;
        }
        let mut late = added.rows().peekable();
        if late.peek().is_none() {
            let rows = class.rows_from(skip).take(limit - slots.len());
            slots.extend(rows.filter_map(|row| base.0.slot(row)));
        } else {
            let mut rows = class.rows().peekable();
            let merged = std::iter::from_fn(|| match (rows.peek(), late.peek()) {
                (Some(row), Some(new)) if base.0.order(*row, over.0, *new).is_le() => base.0.slot(rows.next()?),
                (_, Some(_)) => over.0.slot(late.next()?),
                _ => base.0.slot(rows.next()?),
            });
            slots.extend(merged.skip(skip).take(limit - slots.len()));
        }
        skip = 0;
        if slots.len() >= limit {
            break;
        }
    }
    slots
}

#[cfg(test)]
mod tests;
