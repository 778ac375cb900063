//! How text is made comparable for searching (R16.4: names stay as they were written, and only a search folds them), how a
//! question is read, and how customers are found and ranked in memory.

mod alphabet;
mod kinds;
mod names;
mod question;
mod variants;

use unicode_normalization::UnicodeNormalization;

pub use names::{Bits, Entry, Gathering, Names, Part, Place, Ranked, page};
pub use question::Question;

/// The whole key of a text, in which two ways to write the same are one: compatibility forms as the plain ones, small letters,
/// one kana, which is large, variants of kanji as one, a company's kind written out; and nothing but letters and digits, so that
/// spaces, marks, dashes and ー do not count.
pub fn full(text: &str) -> String {
    folded(text, true)
}

/// The key of a name: the whole one without the kind of company or corporation; of a name that is nothing else, the kind.
pub fn key(text: &str) -> String {
    let key = folded(text, false);
    if key.is_empty() { full(text) } else { key }
}

/// Whether a text is a kind of company and nothing else.
fn is_kind(text: &str) -> bool {
    folded(text, false).is_empty() && !full(text).is_empty()
}

/// The digits of a telephone number as they are dialled in Japan.
pub fn dialled(text: &str) -> String {
    let text = key_with_plus(text);
    match text.strip_prefix("+81") {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => text.replace('+', ""),
    }
}

fn key_with_plus(text: &str) -> String {
    let is_dialled = |c: &char| c.is_ascii_digit() || *c == '+';
    if text.is_ascii() {
        return text.chars().filter(is_dialled).collect();
    }
    text.nfkc().filter(is_dialled).collect()
}

fn folded(text: &str, with_kinds: bool) -> String {
    // No kind is written in nothing but Latin letters.
    if text.is_ascii() {
        let kept = text.chars().filter(char::is_ascii_alphanumeric);
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    let mut key: String = if text.chars().all(is_plain) {
        text.chars().map(one).collect()
    } else {
        // A voiced mark that stands alone would come with a space before it, and join nothing.
        let apart = text.chars().map(|c| match c {
            '゛' => '\u{3099}',
            '゜' => '\u{309A}',
            _ => c,
        });
        apart.nfkc().flat_map(char::to_lowercase).map(one).collect()
    };
    kinds::told(&mut key, with_kinds);
    key.retain(|c| c.is_alphanumeric() && c != 'ー');
    key
}

/// What no normalisation changes, alone or beside another of its kind.
fn is_plain(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='z' | ' ' | '-' | '・' | 'ー' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '々' | '\u{4E00}'..='\u{9FFF}')
}

/// One character for all that are written for it.
fn one(c: char) -> char {
    let c = match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    };
    match c {
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' => {
            char::from_u32(u32::from(c) + 1).unwrap_or(c)
        }
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        _ if c.is_ascii() || matches!(c, 'ァ'..='ヺ') => c,
        _ => variants::form(c),
    }
}

#[cfg(test)]
mod tests;
