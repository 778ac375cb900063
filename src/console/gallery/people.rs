//! Beside each ID of the staff stands a name, on every screen (R11.7, R12.1).

use std::collections::BTreeSet;

use super::language::{LAYERS, branch, lines_of, speaking};
use super::walk::BRANCH;
use super::*;
use crate::training::demo::STAFF;
use crate::ui::shell::SMALLEST;
use crate::words::Lang;

/// Screens on which an ID stands alone, each with the reason.
const ALONE: &[(&str, &str)] = &[
    ("TKNN001", "an example in the help of an entry"),
    ("TLGI001", "the entry of one's own ID"),
    (
        "TKNR001",
        "the name has a column of its own, and the ID is an entry where it is given",
    ),
];

/// The first ID of the staff in a row that no name stands beside.
fn alone(row: &str) -> Option<&'static str> {
    let is_alone = |(id, name): (&'static str, &str)| {
        row.match_indices(id).any(|(at, _)| {
            let part_of_a_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let (before, behind) = (row[..at].chars().next_back(), &row[at + id.len()..]);
            // Where there is little room a name may be cut, but not away.
            let named = behind
                .strip_prefix(' ')
                .is_some_and(|rest| rest.chars().next() == name.chars().next());
            !part_of_a_word(before) && !part_of_a_word(behind.chars().next()) && !named
        })
    };
    let staff = STAFF.iter().map(|(id, name, ..)| (*id, *name));
    staff.into_iter().find(|member| is_alone(*member)).map(|(id, _)| id)
}

#[test]
fn no_id_of_the_staff_stands_without_its_name() {
    let (mut found, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (lang, width) in [(Lang::Ja, SMALLEST.width), (Lang::En, SMALLEST.width), (Lang::Ja, 132)] {
        for lines in [BRANCH, &lines_of(LAYERS)] {
            let (mut console, mut places, clock) = branch(&speaking(lang));
            console.resize(width, SMALLEST.height);
            for line in lines {
                console.keys(&places.fill(line, clock.now()));
                let id = id(&console);
                for row in console.screen().lines().filter(|row| alone(row).is_some()) {
                    match ALONE.iter().find(|(screen, _)| id == *screen) {
                        Some((screen, _)) => _ = used.insert(*screen),
                        None => _ = found.insert(format!("{id} {row}")),
                    }
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(used.len(), ALONE.len(), "{used:?}");
}

#[test]
fn what_stands_alone_is_seen() {
    assert_eq!(alone("依頼 T001、承認"), Some("T001"));
    assert_eq!(alone("> S001  x"), Some("S001"));
    for row in ["依頼 T001 港 花子、承認", "T001 港..", "XT001 T0012", ""] {
        assert_eq!(alone(row), None, "{row}");
    }
}
