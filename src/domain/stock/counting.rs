//! 棚卸: what lies in a branch's drawer against what the store says (R15.7).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::values::{Maker, Serial};

/// Fobs that one counting takes at most.
pub const MOST_COUNTED: usize = 5000;

/// How a counting differs from the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// 無: the store says that it is there.
    Missing,
    /// 余分: the store says that it is not.
    Extra,
}

impl Difference {
    /// The name in the store and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Extra => "extra",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Missing, Self::Extra]
            .into_iter()
            .find(|difference| difference.as_str() == name)
    }
}

/// A fob that should lie in a drawer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expected {
    /// Its serial.
    pub serial: Serial,
    /// Its maker.
    pub maker: Maker,
}

/// What a counting came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// 有: how many are there as the store says.
    pub present: usize,
    /// Those that came or went since they were counted: no difference.
    pub moved: usize,
    /// 無.
    pub missing: Vec<Expected>,
    /// 余分.
    pub extra: Vec<Serial>,
}

/// Judges what was seen in a drawer. `moved` are the fobs to which something was done since: what was issued after it was counted is
/// not extra, and what came in after that is not missing. A fob that was read twice is one; where two makers have its serial, and both
/// should be there, it counts as often as it was read.
pub fn counted(expected: &[Expected], seen: &[Serial], moved: &BTreeSet<Serial>) -> Counted {
    let mut read: BTreeMap<&Serial, usize> = BTreeMap::new();
    for serial in seen {
        *read.entry(serial).or_default() += 1;
    }
    let known: BTreeSet<_> = expected.iter().map(|fob| &fob.serial).collect();
    let mut result = Counted::default();
    let mut left = read.clone();
    for fob in expected {
        match left.get_mut(&fob.serial) {
            Some(times) if *times > 0 => {
                *times -= 1;
                result.present += 1;
            }
            _ if moved.contains(&fob.serial) => result.moved += 1,
            _ => result.missing.push(fob.clone()),
        }
    }
    for serial in read.into_keys() {
        if known.contains(serial) {
            continue;
        }
        if moved.contains(serial) {
            result.moved += 1;
        } else {
            result.extra.push(serial.clone());
        }
    }
    result.missing.sort();
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(text: &str) -> Serial {
        Serial::parse(text).unwrap()
    }

    fn fob(text: &str, maker: &str) -> Expected {
        Expected {
            serial: serial(text),
            maker: Maker::parse(maker).unwrap(),
        }
    }

    fn judged(expected: &[Expected], seen: &[&str], moved: &[&str]) -> (usize, usize, Vec<String>, Vec<String>) {
        let seen: Vec<_> = seen.iter().map(|text| serial(text)).collect();
        let moved = moved.iter().map(|text| serial(text)).collect();
        let result = counted(expected, &seen, &moved);
        let missing = result.missing.iter().map(|fob| fob.serial.to_string()).collect();
        let extra = result.extra.iter().map(ToString::to_string).collect();
        (result.present, result.moved, missing, extra)
    }

    fn texts(of: &[&str]) -> Vec<String> {
        of.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_there_missing_and_extra_r15_7() {
        let drawer = [fob("1", "A"), fob("2", "A"), fob("3", "A")];
        assert_eq!(judged(&drawer, &["1", "2", "3"], &[]), (3, 0, vec![], vec![]));
        assert_eq!(
            judged(&drawer, &["1", "3", "9"], &[]),
            (2, 0, texts(&["2"]), texts(&["9"]))
        );
        assert_eq!(judged(&drawer, &[], &[]), (0, 0, texts(&["1", "2", "3"]), vec![]));
        // Read twice.
        assert_eq!(judged(&drawer, &["1", "1", "2", "3", "9", "9"], &[]).3, texts(&["9"]));
    }

    #[test]
    fn what_came_or_went_since_it_was_counted_is_no_difference_r15_7() {
        let drawer = [fob("1", "A"), fob("7", "A")];
        // 2 was issued and 7 received meanwhile.
        assert_eq!(judged(&drawer, &["1", "2"], &["2", "7"]), (1, 2, vec![], vec![]));
    }

    #[test]
    fn a_serial_of_two_makers_counts_as_often_as_it_was_read_r15_2() {
        let drawer = [fob("1", "A"), fob("1", "B")];
        assert_eq!(judged(&drawer, &["1", "1"], &[]), (2, 0, vec![], vec![]));
        assert_eq!(judged(&drawer, &["1"], &[]), (1, 0, texts(&["1"]), vec![]));
    }
}
