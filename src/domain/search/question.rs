//! A question as it is typed: parts in any order, each of which a customer must have.

use super::{dialled, full, is_kind, key};
use crate::domain::values::Account;

/// Parts that count; what comes behind them does not.
const TERMS: usize = 8;
/// Characters of a part that count.
const CHARS: usize = 64;
/// Before a branch's code as a part of its own, which no text has.
pub(super) const OF_BRANCH: char = '\u{3}';
/// The same in the words of the index, where a control character would end one.
const OF_BRANCH_IN_WORDS: char = '\u{E003}';
/// A word that no key has.
pub(super) const NO_WORD: &str = "\u{E000}";

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The keys that must all be found, the longest first.
    terms: Vec<String>,
    /// The key of the whole, with which a name may begin.
    whole: String,
}

impl Question {
    /// Reads what was typed. A telephone number may be written as it is dialled from abroad.
    pub fn of(text: &str) -> Self {
        let is_abroad = |text: &str| {
            let text = crate::domain::values::fold_code(text);
            text.strip_prefix('+')
                .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || " -()".contains(c)))
        };
        let cut = |key: String| key.chars().take(CHARS).collect::<String>();
        if is_abroad(text) {
            let number = cut(dialled(text));
            return Self {
                terms: [number.clone()].into_iter().filter(|term| !term.is_empty()).collect(),
                whole: number,
            };
        }
        let text = &with_kept_kind(text);
        // A kind alone beside a name is left out, as it is within one.
        let (kinds, names): (Vec<_>, Vec<_>) = text
            .split_whitespace()
            .take(TERMS)
            .partition(|part| is_kind(part) && !is_abroad(part));
        let mut terms: Vec<_> = (if names.is_empty() { kinds } else { names })
            .into_iter()
            .flat_map(|part| {
                if is_abroad(part) {
                    vec![dialled(part)]
                } else {
                    apart(key(part))
                }
            })
            .map(cut)
            .filter(|term| !term.is_empty())
            .collect();
        let whole = cut(key(text));
        terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
        terms.dedup();
        Self { terms, whole }
    }

    /// The same of one branch alone, by its code.
    #[must_use]
    pub fn of_branch(mut self, code: &str) -> Self {
        self.terms.push(format!("{OF_BRANCH}{}", full(code)));
        self
    }

    /// The keys that must all be found.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// What was typed, and not where it is looked for.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        let typed = self.terms.iter().filter(|term| !term.starts_with(OF_BRANCH));
        typed.map(String::as_str)
    }

    /// The key of the whole.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Whether it asks for everything.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The question to an index of `pieces` that finds what has all the keys: of each the words of its pairs in a row, or
    /// for a single character every word that begins with it. `None` where everything is asked for.
    pub fn to_pieces(&self) -> Option<String> {
        let asked: Vec<_> = self.terms.iter().map(|term| of_term(term)).collect();
        (!asked.is_empty()).then(|| asked.join(" AND "))
    }
}

/// The same with the kind of an account as it is kept, where its number follows: it may be typed in English.
fn with_kept_kind(text: &str) -> String {
    let parts: Vec<_> = text.split_whitespace().collect();
    let is_number = |part: &str| part.len() == 7 && part.bytes().all(|b| b.is_ascii_digit());
    let kept = parts.iter().enumerate().map(|(at, part)| {
        let kind = Account::kind(part).filter(|_| parts.get(at + 1).is_some_and(|part| is_number(part)));
        kind.unwrap_or(part)
    });
    kept.collect::<Vec<_>>().join(" ")
}

/// The key of a number with the kind of its account within or before it: the digits, and the kind by itself.
fn apart(key: String) -> Vec<String> {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let found = Account::kinds().find_map(|kind| {
        let (before, after) = key.split_once(kind)?;
        let number = format!("{before}{after}");
        (!number.is_empty() && is_number(&number)).then(|| vec![number, kind.to_owned()])
    });
    found.unwrap_or_else(|| vec![key])
}

/// The pieces of a key for the index: one word for each letter with its follower, the last one alone. A name of any length, even
/// one letter, is found by them. Keys have nothing that would end a word.
pub(super) fn pieces(key: &str) -> String {
    let mut words = String::with_capacity(key.len() * 3);
    let mut letters = key.chars().map(of_word).peekable();
    while let Some(letter) = letters.next() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push(letter);
        words.extend(letters.peek());
    }
    words
}

/// A letter as words of the index have it.
fn of_word(letter: char) -> char {
    if letter == OF_BRANCH {
        OF_BRANCH_IN_WORDS
    } else {
        letter
    }
}

fn of_term(term: &str) -> String {
    let letters: Vec<char> = term.chars().map(of_word).collect();
    match letters.as_slice() {
        [one] => format!("\"{one}\" *"),
        many => {
            let pairs: Vec<_> = many.windows(2).map(String::from_iter).collect();
            format!("\"{}\"", pairs.join(" "))
        }
    }
}
