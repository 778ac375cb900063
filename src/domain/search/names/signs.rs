//! Which letters stand in the texts of each customer: who types one, or two digits, is told by that alone; and with more digits few
//! customers are left whose codes are looked at.

use std::ops::Range;

use super::holders::{FEW, Holders};
use super::needle::Needle;
use super::{Bits, Column};
use crate::domain::search::alphabet::{KANA, PART};

/// Where the bits of what is not a pair of digits begin.
const LETTERS: u32 = 100;
const DIGITS: u32 = 100;
/// Names that a company has, at most: two in kana, two beside them, and two kinds that have no other place.
const BEGINNINGS: usize = 6;

#[derive(Clone, Debug, Default)]
pub(super) struct Signs {
    /// Of codes: a bit for each pair of digits, then one for each Latin letter.
    codes: Vec<u128>,
    /// Of the company's names a bit for each kana; then, of codes, one for each digit.
    single: Vec<u128>,
    /// What the company's names begin with.
    begin: Vec<[u8; BEGINNINGS]>,
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

fn letter(byte: u8) -> Option<u32> {
    byte.is_ascii_lowercase().then(|| u32::from(byte - b'a'))
}

fn kana(byte: u8) -> Option<u32> {
    byte.checked_sub(KANA).map(u32::from).filter(|kana| *kana < DIGITS)
}

/// The bit, if there is one.
fn bit(at: Option<u32>) -> u128 {
    at.map_or(0, |at| 1 << at)
}

fn pairs(text: &[u8]) -> u128 {
    let pairs = text.windows(2).map(|two| Some(digit(two[0])? * 10 + digit(two[1])?));
    pairs.fold(0, |bits, pair| bits | bit(pair))
}

impl Signs {
    pub(super) fn of(companies: &Column, codes: &Column) -> Self {
        let mut signs = Self::default();
        for row in 0..codes.starts.len() {
            let (company, codes) = (companies.of(row), codes.of(row));
            let letters = codes.iter().map(|byte| letter(*byte).map(|letter| LETTERS + letter));
            signs
                .codes
                .push(letters.fold(pairs(codes), |bits, letter| bits | bit(letter)));
            let digits = codes.iter().map(|byte| digit(*byte).map(|digit| DIGITS + digit));
            let kanas = company.iter().map(|byte| kana(*byte));
            signs
                .single
                .push(digits.chain(kanas).fold(0, |bits, sign| bits | bit(sign)));
            let begin = company.split(|byte| *byte == PART).skip(1);
            let mut begins = [PART; BEGINNINGS];
            for (place, name) in begins.iter_mut().zip(begin) {
                *place = name.first().copied().unwrap_or(PART);
            }
            signs.begin.push(begins);
        }
        signs
    }

    pub(super) fn bytes(&self) -> usize {
        (self.codes.capacity() + self.single.capacity()) * size_of::<u128>() + self.begin.capacity() * BEGINNINGS
    }

    /// Adds the rows of a range whose company's names hold a needle. False where they don't tell.
    pub(super) fn companies(&self, needle: &[u8], range: &Range<usize>, held: &mut Holders) -> bool {
        let &[byte] = needle else { return false };
        let kana = bit(kana(byte));
        if kana == 0 {
            return false;
        }
        let (single, begin) = (near(&self.single, range), near(&self.begin, range));
        held.companies.join(&Bits::of(single, |bits| bits & kana != 0));
        held.begins.join(&Bits::of(begin, |begins| begins.contains(&byte)));
        true
    }

    /// Adds the rows of a range whose codes hold a needle. False where they don't tell.
    pub(super) fn codes(&self, codes: &Column, needle: &Needle, range: &Range<usize>, rows: &mut Bits) -> bool {
        match *needle.bytes() {
            [byte] => {
                let (digit, letter) = (
                    digit(byte).map(|digit| DIGITS + digit),
                    letter(byte).map(|letter| LETTERS + letter),
                );
                let (bits, from) = match digit {
                    Some(_) => (bit(digit), &self.single),
                    None => (bit(letter), &self.codes),
                };
                rows.join(&Bits::of(near(from, range), |row| row & bits != 0));
                bits != 0
            }
            ref bytes if bytes.iter().all(u8::is_ascii_digit) => {
                let needed = pairs(bytes);
                let mut may = Bits::of(near(&self.codes, range), |row| row & needed == needed);
                if bytes.len() > 2 {
                    if may.count() >= range.len() / FEW {
                        return false;
                    }
                    may.retain(|at| needle.find(codes.of(range.start + at)).is_some());
                }
                rows.join(&may);
                true
            }
            _ => false,
        }
    }
}

fn near<'a, T>(rows: &'a [T], range: &Range<usize>) -> &'a [T] {
    rows.get(range.clone()).unwrap_or_default()
}
