//! In English the program's own words are English: what is Japanese is a name, or what somebody wrote.

use super::language::{CUSTOMERS_LAYERS, LAYERS, Walker, branch, customer, lines_of, speaking};
use super::walk::{BRANCH, CUSTOMER};
use super::*;
use crate::training::demo::STAFF;
use crate::ui::shell::SMALLEST;
use crate::words::Lang;

/// The customers of the training bank, who pays them, and the file that is taken in.
const NAMES: [&str; 3] = [
    include_str!("../../../assets/training/minato.contracts.csv"),
    include_str!("../../training/books.rs"),
    include_str!("../../../tests/console/takein/mistakes.csv"),
];

/// What is Japanese in English too, each with the reason.
const JAPANESE: &[(&str, &str)] = &[
    ("日本語", "what the language is called in it"),
    ("髙﨑𠮷田㈱見本", "TKNR003: signs that a terminal may not have"),
    ("ﾐﾎﾝｷﾞﾝｺｳ ﾊﾟﾋﾟﾌﾟ", "TKNR003: half-width ones"),
    ("シヨウジ", "a payee who is typed in half width"),
];

/// Whether a word is a name, or what somebody wrote in the walk.
fn is_data(word: &str) -> bool {
    let lines = [BRANCH, CUSTOMER].concat();
    let layers = [LAYERS, CUSTOMERS_LAYERS].map(lines_of).concat();
    let written = lines.iter().chain(&layers).any(|line| line.contains(word));
    let staff = STAFF.iter().any(|(_, name, ..)| name.contains(word));
    let exempt = JAPANESE.iter().any(|(text, _)| text.contains(word));
    written || staff || exempt || NAMES.iter().any(|names| names.contains(word))
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff66}'..='\u{ff9f}')
}

/// The Japanese words of a row.
fn japanese(row: &str) -> Vec<String> {
    let words = row.split(|c| !is_japanese(c)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn walked((mut console, mut places, clock): Walker, lines: &[&str], found: &mut BTreeMap<String, String>) {
    console.resize(SMALLEST.width, SMALLEST.height);
    for line in lines {
        if line.contains("{code:") {
            clock.move_by(chrono::TimeDelta::minutes(1));
        }
        console.keys(&places.fill(line, clock.now()));
        for open in ["", "<F1>"] {
            console.keys(open);
            for row in console.screen().lines() {
                for word in japanese(row).into_iter().filter(|word| !is_data(word)) {
                    found.entry(word).or_insert_with(|| format!("{} {row}", id(&console)));
                }
            }
            if !open.is_empty() {
                console.keys("<F12>");
            }
        }
    }
}

#[test]
fn in_english_nothing_but_names_and_what_people_wrote_is_japanese() {
    let options = speaking(Lang::En);
    let mut found = BTreeMap::new();
    for lines in [BRANCH, &lines_of(LAYERS)] {
        walked(branch(&options), lines, &mut found);
    }
    for lines in [CUSTOMER, &lines_of(CUSTOMERS_LAYERS)] {
        walked(customer(&options), lines, &mut found);
    }
    let found: Vec<_> = found.iter().map(|(word, row)| format!("{word}: {row}")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
