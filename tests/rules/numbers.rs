//! Numbers of rules that are cited are numbers of rules.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{RULES, files};

/// Every rule of the bank's manual with how many parts it has: R3 has R3.1 to R3.4.
const MANUAL: [(u8, u8); 18] = [
    (1, 3),
    (2, 5),
    (3, 4),
    (4, 2),
    (5, 6),
    (6, 7),
    (7, 8),
    (8, 3),
    (9, 6),
    (10, 7),
    (11, 7),
    (12, 8),
    (13, 0),
    (14, 3),
    (15, 9),
    (16, 5),
    (17, 2),
    (18, 1),
];

/// The numbers of rules that a text cites: `R8.2` and `R13`, and `r8_2` at the end of a name. What only looks like one is none:
/// a date (`R8.6.1`), a staff ID (`R001`).
fn numbers(text: &str) -> Vec<(u8, Option<u8>)> {
    let number = |digits: &str| {
        let fits = (1..3).contains(&digits.len()) && !digits.starts_with('0');
        digits.parse().ok().filter(|_| fits)
    };
    let rule = |first: &str, second: Option<&str>| {
        let rule = number(first)?;
        match second.map(number) {
            None => Some((rule, None)),
            Some(part) => Some((rule, Some(part?))),
        }
    };
    let mut found = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')) {
        let word = word.trim_matches('.');
        if let Some(cited) = word.strip_prefix('R') {
            let (first, second) = cited
                .split_once('.')
                .map_or((cited, None), |(first, second)| (first, Some(second)));
            found.extend(rule(first, second));
        }
        let parts: Vec<_> = word.split('_').collect();
        for (place, part) in parts.iter().enumerate().skip(1) {
            let second = parts
                .get(place + 1)
                .filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
            found.extend(part.strip_prefix('r').and_then(|first| rule(first, second.copied())));
        }
    }
    found
}

#[test]
fn every_number_that_is_cited_is_a_rule_s() {
    let exists = |(rule, part): &(u8, Option<u8>)| {
        let known = MANUAL.iter().find(|(known, _)| known == rule);
        known.is_some_and(|(_, parts)| part.is_none_or(|part| (1..=*parts).contains(&part)))
    };
    // Dates of an era look like rules, and the tests of this program cite what is none.
    let is_apart = |path: &Path| path.ends_with("era.rs") || path.starts_with("tests/rules");
    let folders =
        ["src", "tests", "assets", "docs"].map(|folder| files(Path::new(folder), &["rs", "sql", "toml", "md"]));
    let alone = ["schema.sql", "ARCHITECTURE.md", "CONTRIBUTING.md", "clippy.toml"].map(PathBuf::from);
    let mut cited = 0;
    for path in folders
        .into_iter()
        .flatten()
        .chain(alone)
        .filter(|path| !is_apart(path))
    {
        for (place, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let numbers = numbers(line);
            cited += numbers.len();
            assert!(numbers.iter().all(exists), "{}:{}: {line}", path.display(), place + 1);
        }
    }
    assert!(cited > 1000, "only {cited} citations were found");
}

#[test]
fn the_table_has_every_rule_in_order() {
    let all = MANUAL.iter().flat_map(|(rule, parts)| match parts {
        0 => vec![(*rule, None)],
        parts => (1..=*parts).map(|part| (*rule, Some(part))).collect(),
    });
    let held = RULES.iter().flat_map(|(rule, _)| numbers(rule));
    assert!(all.eq(held), "a rule is missing in said.rs, or out of order");
}

#[test]
fn numbers_are_told_from_dates_and_names() {
    assert_eq!(
        numbers("(R8.4) R13, R5.1–R5.4: R3."),
        [(8, Some(4)), (13, None), (5, Some(1)), (5, Some(4)), (3, None)]
    );
    assert_eq!(
        numbers("fn it_holds_r9_2_and_r13(), of_r3_only"),
        [(9, Some(2)), (13, None), (3, None)]
    );
    assert_eq!(numbers("R8.6.1 R001 R08 TR5 R2147483647.1 R5x r5_1 R"), []);
}
