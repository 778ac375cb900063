//! Customers while they are read.

use super::letters::Letters;
use super::needle::Frequencies;
use super::people::Met;
use super::{Entry, Names};

/// Customers that are gathered, in kana order.
#[derive(Debug, Default)]
pub struct Gathering {
    names: Names,
    people: Met,
}

impl Gathering {
    /// Adds a customer behind all others. False when there is no more room.
    pub fn push(&mut self, entry: &Entry) -> bool {
        let names = &mut self.names;
        let Ok(row) = u32::try_from(names.len()) else {
            return false;
        };
        let (company, codes) = (entry.of_company(), entry.codes());
        let mut of_company = company.names;
        of_company.extend(names.kinds.add(company.kinds));
        if of_company.iter().any(|key| key.contains(|c: char| c.is_ascii())) {
            names.latin.push(row);
        }
        names.slots.push(entry.slot);
        let alphabet = &mut names.alphabet;
        names.companies.add(alphabet, of_company)
            && names.codes.add(alphabet, codes)
            && self.people.add(alphabet, entry, row)
    }

    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All of them, ready to be searched, in no more room than they need.
    pub fn names(self) -> Names {
        let mut names = self.names;
        names.companies.shrink();
        names.codes.shrink();
        names.kinds.shrink();
        names.slots.shrink_to_fit();
        names.latin.shrink_to_fit();
        names.letters = Letters::of(&names.companies, &names.codes);
        names.people = self.people.by_name();
        names.frequencies = Frequencies::of([&names.companies, &names.codes, &names.people.names]);
        names
    }
}
