//! Which letters, and which digits in a row, stand in the texts of which customers: who types one letter, or up to three digits, is
//! told by that alone; and with more digits few customers are left whose codes are looked at.

use std::ops::Range;

use super::holders::{FEW, Holders};
use super::needle::Needle;
use super::{Bits, Column};
use crate::domain::search::alphabet::{KANA, PART};

/// Digits in a row that are told of, at most; so many rows of digits there are, of each length after the shorter ones.
const DIGITS: usize = 3;
/// Where what is told of rows of so many digits begins.
const BEGINS: [usize; DIGITS + 1] = [0, 10, 110, 1_110];
const LETTERS: usize = 26;
/// The kana, each a letter of one byte.
const KANAS: usize = 'ヿ' as usize - 'ァ' as usize + 1;

/// Sets of rows, each by its place; one that nobody is in takes no room.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// Of codes: for each row of up to [`DIGITS`] digits, then for each Latin letter.
    codes: Vec<Bits>,
    /// Of the company's names: for each kana.
    kana: Vec<Bits>,
    /// For each kana that such a name begins with.
    begins: Vec<Bits>,
}

/// The place of a row of digits.
fn digits(text: &[u8]) -> Option<usize> {
    let number = text.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit().then(|| number * 10 + usize::from(byte - b'0'))
    })?;
    let begin = BEGINS.get(text.len().checked_sub(1)?)?;
    (text.len() <= DIGITS).then_some(begin + number)
}

fn letter(byte: u8) -> Option<usize> {
    let letter = byte.is_ascii_lowercase().then(|| usize::from(byte - b'a'));
    letter.map(|letter| BEGINS[DIGITS] + letter)
}

fn kana(byte: u8) -> Option<usize> {
    byte.checked_sub(KANA).map(usize::from)
}

/// Adds a row to the set of that place, if there is one.
fn add(sets: &mut [Bits], place: Option<usize>, row: usize, rows: usize) {
    if let Some(set) = place.and_then(|place| sets.get_mut(place)) {
        set.room_for(rows);
        set.add(row);
    }
}

impl Letters {
    pub(super) fn of(companies: &Column, codes: &Column) -> Self {
        let none = |places| vec![Bits::default(); places];
        let mut letters = Self {
            codes: none(BEGINS[DIGITS] + LETTERS),
            kana: none(KANAS),
            begins: none(KANAS),
        };
        let rows = codes.starts.len();
        for row in 0..rows {
            let (company, codes) = (companies.of(row), codes.of(row));
            for (at, byte) in codes.iter().enumerate() {
                add(&mut letters.codes, letter(*byte), row, rows);
                for many in 1..=DIGITS {
                    let place = codes.get(at..at + many).and_then(digits);
                    add(&mut letters.codes, place, row, rows);
                }
            }
            for byte in company {
                add(&mut letters.kana, kana(*byte), row, rows);
            }
            for name in company.split(|byte| *byte == PART) {
                add(&mut letters.begins, name.first().copied().and_then(kana), row, rows);
            }
        }
        letters
    }

    pub(super) fn bytes(&self) -> usize {
        let all = [&self.codes, &self.kana, &self.begins].into_iter().flatten();
        all.map(Bits::bytes).sum()
    }

    /// Adds the rows of a range whose company's names hold a needle. False where they don't tell.
    pub(super) fn companies(&self, needle: &[u8], range: &Range<usize>, held: &mut Holders) -> bool {
        let &[byte] = needle else { return false };
        let sets = kana(byte).and_then(|place| Some((self.kana.get(place)?, self.begins.get(place)?)));
        let Some((holds, begins)) = sets else { return false };
        held.companies.join_from(holds, range.start);
        held.begins.join_from(begins, range.start);
        true
    }

    /// Adds the rows of a range whose codes hold a needle. False where they don't tell.
    pub(super) fn codes(&self, codes: &Column, needle: &Needle, range: &Range<usize>, rows: &mut Bits) -> bool {
        let bytes = needle.bytes();
        let place = digits(bytes).or_else(|| match bytes {
            [byte] => letter(*byte),
            _ => None,
        });
        if let Some(set) = place.and_then(|place| self.codes.get(place)) {
            rows.join_from(set, range.start);
            return true;
        }
        let mut may = Bits::all(range.len());
        for few in bytes.windows(DIGITS) {
            let Some(set) = digits(few).and_then(|place| self.codes.get(place)) else {
                return false;
            };
            may.meet_from(set, range.start);
        }
        if bytes.len() < DIGITS || may.count() >= range.len() / FEW {
            return false;
        }
        may.retain(|at| needle.find(codes.of(range.start + at)).is_some());
        rows.join(&may);
        true
    }
}
