//! What users are called. Many are called alike, so each name stands once, with the customers who have a user of that name.

use std::collections::HashMap;
use std::ops::Range;

use super::{Bits, Column, Entry};
use crate::domain::search::alphabet::Alphabet;
use crate::domain::search::full;

/// Between a name and its kana while names are gathered.
const BETWEEN: char = '\u{1f}';

#[derive(Clone, Debug, Default)]
pub(super) struct People {
    /// Each name with its kana.
    pub(super) names: Column,
    /// The rows of the customers, name after name.
    rows: Vec<u32>,
    /// Where those of each name begin.
    starts: Vec<u32>,
}

/// Names while customers are added.
#[derive(Debug, Default)]
pub(super) struct Met {
    names: Column,
    /// The place of each name, as it is written.
    places: HashMap<String, u32>,
    /// The place of a user's name, and the row of the customer.
    users: Vec<(u32, u32)>,
}

impl Met {
    /// Adds the users of the customer in that row. False when there is no more room.
    pub(super) fn add(&mut self, alphabet: &mut Alphabet, entry: &Entry, row: u32) -> bool {
        entry.people().all(|[name, kana]| {
            let written = format!("{name}{BETWEEN}{kana}");
            let Ok(next) = u32::try_from(self.names.starts.len()) else {
                return false;
            };
            let place = *self.places.entry(written).or_insert(next);
            self.users.push((place, row));
            place != next || self.names.add(alphabet, [full(name), full(kana)])
        })
    }

    /// All of them, by name.
    pub(super) fn by_name(mut self) -> People {
        self.names.shrink();
        let mut starts = vec![0; self.names.starts.len() + 1];
        for (place, _) in &self.users {
            starts[*place as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut rows) = (starts.clone(), vec![0; self.users.len()]);
        for (place, row) in self.users {
            let at = &mut next[place as usize];
            rows[*at as usize] = row;
            *at += 1;
        }
        People {
            names: self.names,
            rows,
            starts,
        }
    }
}

impl People {
    /// How many different names there are.
    pub(super) fn len(&self) -> usize {
        self.names.starts.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.names.bytes() + (self.rows.capacity() + self.starts.capacity()) * size_of::<u32>()
    }

    /// Adds the customers who have a user of that name.
    pub(super) fn add_rows(&self, name: usize, rows: &mut Bits) {
        let of: Range<usize> = match self.starts.get(name..=name + 1) {
            Some([from, to]) => *from as usize..*to as usize,
            _ => return,
        };
        for row in self.rows.get(of).unwrap_or_default() {
            rows.add(*row as usize);
        }
    }
}
