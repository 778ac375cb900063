//! The order in which the software keyboard of BRSK025 shows its characters.

use super::{Error, Portal};
use crate::entropy::{Entropy, Failed};
use crate::store;

/// The characters of a password, by kind: each kind is shuffled in itself, so that a character is found and its place
/// says nothing.
const KINDS: [&str; 4] = [
    "0123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
];

impl Portal<'_> {
    /// Digits, small letters, capitals and signs, each kind in an order of chance.
    ///
    /// # Errors
    /// E2013 when the machine has no randomness.
    pub fn draw_keys(&mut self) -> Result<[Vec<char>; 4], Error> {
        let mut kinds = KINDS.map(|kind| kind.chars().collect::<Vec<_>>());
        for kind in &mut kinds {
            shuffle(kind, self.office.entropy()).map_err(store::Error::from)?;
        }
        Ok(kinds)
    }
}

/// Fisher and Yates: every order is as likely as any other.
fn shuffle(keys: &mut [char], entropy: &mut dyn Entropy) -> Result<(), Failed> {
    for last in (1..keys.len()).rev() {
        keys.swap(last, below(last + 1, entropy)?);
    }
    Ok(())
}

/// A number below `n`, which is at most 256: bytes that would favour some numbers are drawn again.
fn below(n: usize, entropy: &mut dyn Entropy) -> Result<usize, Failed> {
    let fair = 256 - 256 % n;
    loop {
        let mut byte = [0];
        entropy.fill(&mut byte)?;
        let drawn = usize::from(byte[0]);
        if drawn < fair {
            return Ok(drawn % n);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::entropy::Repeatable;

    #[test]
    fn every_character_of_a_password_is_there_once() {
        let all: BTreeSet<char> = KINDS.iter().flat_map(|kind| kind.chars()).collect();
        assert_eq!(all, ('!'..='~').collect());
        assert_eq!(KINDS.map(str::len).iter().sum::<usize>(), all.len());
    }

    #[test]
    fn an_order_is_another_each_time_and_loses_nothing() {
        let mut entropy = Repeatable(7);
        let mut drawn = BTreeSet::new();
        for _ in 0..50 {
            let mut keys: Vec<char> = KINDS[0].chars().collect();
            shuffle(&mut keys, &mut entropy).unwrap();
            let sorted: BTreeSet<char> = keys.iter().copied().collect();
            assert_eq!(sorted.len(), 10);
            drawn.insert(keys);
        }
        assert!(drawn.len() > 45, "{}", drawn.len());
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut entropy = Repeatable(1);
        let mut seen = [0_u32; 10];
        for _ in 0..10_000 {
            seen[below(10, &mut entropy).unwrap()] += 1;
        }
        assert!(seen.iter().all(|count| (850..1150).contains(count)), "{seen:?}");
    }
}
