//! Which digits and which pairs of digits the codes of each customer have: who types a few digits is told by that alone, and with
//! more of them few customers are left whose codes are looked at.

use std::ops::Range;

use super::needle::Needle;
use super::scan::FEW;
use super::{Bits, Column};

/// A bit for each pair of digits, then one for each digit.
#[derive(Clone, Debug, Default)]
pub(super) struct Digits(Vec<u128>);

/// What of that a needle of digits needs.
#[derive(Clone, Copy)]
pub(super) struct Needed {
    bits: u128,
    /// Whether that is all there is to it.
    is_all: bool,
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

fn bits_of(text: &[u8]) -> u128 {
    let mut bits = 0;
    let mut before = None;
    for byte in text {
        let now = digit(*byte);
        if let Some(now) = now {
            bits |= 1 << (100 + now);
            bits |= before.map_or(0, |before: u32| 1 << (before * 10 + now));
        }
        before = now;
    }
    bits
}

impl Digits {
    pub(super) fn of(codes: &Column) -> Self {
        let rows = 0..codes.starts.len();
        Self(rows.map(|row| bits_of(codes.of(row))).collect())
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<u128>()
    }

    /// Adds the rows of a range whose codes hold a needle of digits.
    pub(super) fn join(
        &self,
        codes: &Column,
        (needle, needed): (&Needle, Needed),
        range: &Range<usize>,
        rows: &mut Bits,
    ) {
        let near = self.0.get(range.clone()).unwrap_or_default();
        let mut may = Bits::of(near, |bits| bits & needed.bits == needed.bits);
        if !needed.is_all && may.count() >= near.len() / FEW {
            return needle.first_of_each(codes, range, rows);
        }
        if !needed.is_all {
            may.retain(|at| needle.find(codes.of(range.start + at)).is_some());
        }
        rows.join(&may);
    }
}

impl Needed {
    /// What a key needs; nothing where it is more than digits.
    pub(super) fn by(key: &str) -> Option<Self> {
        key.bytes().all(|byte| byte.is_ascii_digit()).then(|| Self {
            bits: bits_of(key.as_bytes()),
            is_all: key.len() <= 2,
        })
    }
}
