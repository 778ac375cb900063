//! In English a function is called by one word: on the bar and in help, and in every sentence that names its key.

use std::collections::BTreeSet;

use super::language::{CUSTOMERS_LAYERS, LAYERS, Walker, branch, customer, lines_of, speaking};
use super::walk::{BRANCH, CUSTOMER};
use super::*;
use crate::ui::keys::{Function, Key};
use crate::ui::screen::On;
use crate::words::{Lang, Words};

const ENGLISH: &str = include_str!("../../../assets/text/en.toml");

/// Wide enough for every sentence.
const WIDE: Size = Size::new(200, 48);

/// Sentences that name keys alone, each with the reason.
const KEYS_ALONE: &[(&str, &str)] = &[(
    "from the list <w which-fob> <r recall-list> <i issue> <h handle-fobs> <c count-drawer>",
    "TZAI001: the acts stand above it in that order",
)];

/// Functions that are called by what is theirs on each screen: what a screen is for, and the time that a clock is set to.
const OF_A_SCREEN: [Function; 2] = [Function::Execute, Function::Morning];

/// What functions are called, and what calls them otherwise.
#[derive(Default)]
struct Found {
    labels: BTreeMap<Function, BTreeSet<String>>,
    others: BTreeSet<String>,
}

/// Whether a sentence names that key.
fn names(sentence: &str, key: &Key) -> bool {
    let key = key.to_string();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '+';
    sentence.split(|c| !is_part(c)).any(|word| word == key)
}

fn calls(sentence: &str, label: &str) -> bool {
    sentence.to_lowercase().contains(&label.to_lowercase())
}

impl Found {
    fn look(&mut self, console: &mut Harness) {
        let screen = id(console);
        let (keys, said) = console.named();
        for info in keys {
            let On::Function(function) = info.on else { continue };
            if matches!(info.key, Key::F(_)) {
                for sentence in said.iter().filter(|sentence| names(sentence, &info.key)) {
                    if !calls(sentence, &info.label) {
                        let (key, label) = (&info.key, &info.label);
                        self.others.insert(format!("{screen} {key} {label}: {sentence}"));
                    }
                }
            }
            self.labels.entry(function).or_default().insert(info.label);
        }
    }

    fn walk(&mut self, (mut console, mut places, clock): Walker, lines: &[&str]) {
        console.resize(WIDE.width, WIDE.height);
        for line in lines {
            if line.contains("{code:") {
                clock.move_by(chrono::TimeDelta::minutes(1));
            }
            console.keys(&places.fill(line, clock.now()));
            self.look(&mut console);
        }
    }
}

/// The functions that a line of the words marks by their keys.
fn marked(line: &str) -> impl Iterator<Item = Function> {
    let marks = line.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
    marks.filter_map(|(mark, _)| Function::named(mark.rsplit_once(' ')?.1))
}

#[test]
fn in_english_a_function_is_called_by_one_word_wherever_it_is_named() {
    let options = speaking(Lang::En);
    let mut found = Found::default();
    for lines in [BRANCH, &lines_of(LAYERS)] {
        found.walk(branch(&options), lines);
    }
    for lines in [CUSTOMER, &lines_of(CUSTOMERS_LAYERS)] {
        found.walk(customer(&options), lines);
    }
    let words = Words::of(Lang::En);
    for (function, labels) in &found.labels {
        let name = words.keymap.function(function.name());
        if !OF_A_SCREEN.contains(function) && !labels.iter().any(|label| calls(name, label)) {
            found
                .others
                .insert(format!("keymap {}: {name}, not {labels:?}", function.name()));
        }
        for label in labels.iter().filter(|label| label.starts_with(char::is_lowercase)) {
            found.others.insert(format!("small: {} {label}", function.name()));
        }
    }
    let is_sentence = |line: &&str| !KEYS_ALONE.iter().any(|(keys, _)| line.contains(keys));
    for line in ENGLISH.lines().filter(is_sentence) {
        for function in marked(line) {
            if let Some(labels) = found.labels.get(&function)
                && !labels.iter().any(|label| calls(line, label))
            {
                found.others.insert(format!("{} {labels:?}: {line}", function.name()));
            }
        }
    }
    let others: Vec<_> = found.others.into_iter().collect();
    assert!(others.is_empty(), "{}", others.join("\n"));
}
