//! The kinds of companies that stand before names (株式会社, カ): few, and each at very many customers.

use std::ops::Range;

use super::Bits;
use super::holders::Holders;

/// Where nothing is told of.
const NO_PLACE: u8 = u8::MAX;

/// Of each customer which kinds stand before its company's names.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    /// All that came together.
    told: Vec<Vec<String>>,
    /// Of each row the place of its own.
    of: Vec<u8>,
}

/// Which of them hold a key, and which begin with it.
#[derive(Debug, Default)]
pub(super) struct HeldByKinds {
    holds: Vec<bool>,
    begins: Vec<bool>,
}

impl Kinds {
    /// Adds those of one more customer, and gives those that have no place here.
    pub(super) fn add(&mut self, kinds: Vec<String>) -> Vec<String> {
        let known = self.told.iter().position(|told| *told == kinds);
        let place = known.unwrap_or(self.told.len());
        // The last place stays empty: whoever has it has none here.
        let has_place = place < NO_PLACE.into();
        self.of.push(u8::try_from(place).unwrap_or(NO_PLACE));
        if !has_place {
            return kinds;
        }
        if known.is_none() {
            self.told.push(kinds);
        }
        Vec::new()
    }

    pub(super) fn shrink(&mut self) {
        self.of.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        self.of.capacity()
    }

    pub(super) fn holding(&self, key: &str) -> HeldByKinds {
        let so = |is: &dyn Fn(&String) -> bool| self.told.iter().map(|kinds| kinds.iter().any(is)).collect();
        HeldByKinds {
            holds: so(&|kind| kind.contains(key)),
            begins: so(&|kind| kind.starts_with(key)),
        }
    }

    /// Adds the rows of a range whose kinds hold a key.
    pub(super) fn join(&self, held: &HeldByKinds, range: &Range<usize>, rows: &mut Holders) {
        if held.holds.contains(&true) {
            let near = self.of.get(range.clone()).unwrap_or_default();
            rows.companies.join(&Bits::of(near, |kind| is(&held.holds, *kind)));
            rows.begins.join(&Bits::of(near, |kind| is(&held.begins, *kind)));
        }
    }

    /// Whether the kinds of a row hold a key.
    pub(super) fn has(&self, held: &HeldByKinds, row: usize) -> bool {
        self.of.get(row).is_some_and(|kind| is(&held.holds, *kind))
    }

    /// Whether one of the kinds of a row begins with a key.
    pub(super) fn begins(&self, held: &HeldByKinds, row: usize) -> bool {
        self.of.get(row).is_some_and(|kind| is(&held.begins, *kind))
    }
}

fn is(of: &[bool], kind: u8) -> bool {
    of.get(usize::from(kind)).copied().unwrap_or_default()
}
