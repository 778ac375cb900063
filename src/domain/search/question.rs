//! A question as it is typed: parts in any order, each of which a customer must have.

use super::{dialled, full, is_kind, key};
use crate::domain::values::Account;

/// Parts that count; what comes behind them does not.
const TERMS: usize = 8;
/// Characters of a part that count.
const CHARS: usize = 64;
/// Before a branch's code as a part of its own, which no text has.
pub(super) const OF_BRANCH: char = '\u{3}';

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
            .map(|part| cut(if is_abroad(part) { dialled(part) } else { key(part) }))
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

/// The pieces of a key for the index: one word for each character with its follower, the last one alone. A name of
/// any length, even one character, is found by them.
pub(super) fn pieces(key: &str) -> String {
    let mut words = String::with_capacity(key.len() * 13);
    let mut chars = key.chars().peekable();
    while let Some(sign) = chars.next() {
        if !words.is_empty() {
            words.push(' ');
        }
        for sign in [Some(sign), chars.peek().copied()].into_iter().flatten() {
            let digits = (0..6).rev().map(|at| u32::from(sign) >> (at * 4) & 15);
            words.extend(digits.filter_map(|digit| char::from_digit(digit, 16)));
        }
    }
    words
}

fn of_term(term: &str) -> String {
    let chars: Vec<char> = term.chars().collect();
    match chars.as_slice() {
        [one] => format!("{:06x} *", u32::from(*one)),
        many => {
            let pairs = many.windows(2);
            let pairs = pairs.map(|pair| format!("{:06x}{:06x}", u32::from(pair[0]), u32::from(pair[1])));
            format!("\"{}\"", pairs.collect::<Vec<_>>().join(" "))
        }
    }
}
