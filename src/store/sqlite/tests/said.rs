//! `SQLite`'s alone: every statement of the store, as it stands in the sources.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::db::tests::spelling::{files, quoted};

/// What a statement begins with.
const VERBS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];
/// Parts that are put into another statement of the same file.
const PARTS: [&str; 1] = ["SELECT 1 FROM trail_word o WHERE o.seq = t.seq AND o.word ="];

/// A statement as it stands in a source: its file, and its text with the constants of the sources in it.
pub(super) struct Said {
    pub(super) file: String,
    pub(super) text: String,
}

impl Said {
    /// Whether a part of it is known only when it is run.
    pub(super) fn is_made(&self) -> bool {
        self.text.contains('{')
    }

    /// Whether it became that statement.
    pub(super) fn became(&self, run: &str) -> bool {
        let mut rest = run;
        self.text.split('{').enumerate().all(|(place, part)| {
            let part = if place == 0 {
                part
            } else {
                part.split_once('}').unwrap().1
            };
            let Some(at) = rest.find(part).filter(|at| place > 0 || *at == 0) else {
                return false;
            };
            rest = &rest[at + part.len()..];
            true
        })
    }
}

/// The texts and numbers that the sources give names to, by name and file.
fn constants(files: &[(String, String)]) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    for (file, text) in files {
        for part in text.split("const ").skip(1) {
            let Some((name, rest)) = part.split_once(": ") else {
                continue;
            };
            let value = match rest.split_once('=') {
                Some(("&str ", text)) => quoted(text)[0].clone(),
                Some(("i64 ", number)) => number.split(';').next().unwrap().trim().replace('_', ""),
                _ => continue,
            };
            found.insert((name.to_owned(), file.clone()), value);
        }
    }
    found
}

/// The value of a name in a file: its own, that of the file above, or the only one of that name.
fn value<'c>(constants: &'c BTreeMap<(String, String), String>, name: &str, file: &str) -> Option<&'c String> {
    let above = file.split_once('/').map(|(folder, _)| format!("{folder}.rs"));
    let of = |file: &str| constants.get(&(name.to_owned(), file.to_owned()));
    let of_any = || {
        let mut all = constants
            .iter()
            .filter(|((known, _), _)| known == name)
            .map(|(_, value)| value);
        all.next().filter(|_| all.next().is_none())
    };
    of(file).or_else(|| of(&above?)).or_else(of_any)
}

/// Every statement of the sources.
pub(super) fn statements() -> Vec<Said> {
    let files = files();
    let constants = constants(&files);
    let mut found = Vec::new();
    for (file, source) in &files {
        for text in quoted(source) {
            if !VERBS.iter().any(|verb| text.starts_with(verb)) || PARTS.contains(&text.as_str()) {
                continue;
            }
            let names: BTreeSet<String> = text
                .split('{')
                .skip(1)
                .map(|part| part.split('}').next().unwrap().to_owned())
                .collect();
            let text = names
                .iter()
                .fold(text, |text, name| match value(&constants, name, file) {
                    Some(value) => text.replace(&format!("{{{name}}}"), value),
                    None => text,
                });
            let file = file.clone();
            found.push(Said { file, text });
        }
    }
    found
}

#[test]
fn statements_are_found_with_their_constants_and_known_again_when_they_are_run() {
    let all = statements();
    assert!(all.len() > 130, "only {} were read", all.len());
    let starts = |text: &str| all.iter().filter(|said| said.text.starts_with(text)).count();
    assert_eq!(
        starts(
            "SELECT number, company, kana, branch_code, branch_name, account, phone, start, version, phone_since, address, address_since, representative, closed FROM contract WHERE number"
        ),
        1
    );
    assert_eq!(starts("SELECT seq, at, actor"), 3, "a constant of the file above");
    let said = |text: &str| Said {
        file: String::new(),
        text: text.to_owned(),
    };
    let made = said("SELECT {columns} FROM trail WHERE {conditions}");
    assert!(made.is_made() && made.became("SELECT a, b FROM trail WHERE c = ?1"));
    assert!(!made.became("SELECT a FROM user") && !made.became("WITH x SELECT a FROM trail WHERE 1"));
}
