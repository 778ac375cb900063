//! How typed and written text is folded, composed and looked at before it becomes a value (R16.4).

use std::borrow::Cow;

use unicode_normalization::char::compose;

use crate::domain::refusal::{Decision, Refusal};
use crate::signs;

/// Full-width letters, digits and signs to ASCII, every long dash to `-`, spaces at the ends away.
pub fn fold_code(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            'ー' | '−' | '‐' | '–' | '—' | '―' => '-',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .collect()
}

pub(super) fn is_digits(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_ascii_of(text: &str, min: usize, max: usize, extra: &str) -> bool {
    (min..=max).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
}

/// Text as it was written (R16.4): a voiced mark apart joins its kana, and nothing else is composed. Normal forms would put
/// other kanji in the place of 神, 福 or 塚 of the compatibility block.
pub fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut composed = String::with_capacity(text.len());
    for c in text.chars() {
        let voiced = matches!(c, '\u{3099}' | '\u{309A}')
            .then(|| composed.chars().next_back())
            .flatten();
        match voiced.and_then(|kana| compose(kana, c)) {
            Some(one) => {
                composed.pop();
                composed.push(one);
            }
            None => composed.push(c),
        }
    }
    composed
}

/// Every blank as the one that it looks like: a name that differs by such a one alone would be another's twin (R12.1). The ideographic
/// one is as wide as a kanji, and stays.
fn plain_blanks(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\u{3000}') && !signs::is_unseen(c);
    if text.is_ascii() || !text.chars().any(is_odd) {
        return text.into();
    }
    text.chars().map(|c| if is_odd(c) { ' ' } else { c }).collect()
}

/// Text that a person wrote: as [`composed`] has it, with [`plain_blanks`], trimmed, not longer than `max` characters, nothing in it that can't be
/// seen, and no mark of a character that was lost on its way.
pub(super) fn written(text: &str, max: usize) -> Decision<String> {
    let text = stored(&plain_blanks(text), max)?;
    let lost = || text.contains('\u{FFFD}').then_some('\u{FFFD}');
    match signs::first_unseen(&text).or_else(lost) {
        None => Ok(text),
        Some(sign) => Err(invisible(sign)),
    }
}

/// The same as it is read back: what a store has of a time when fewer signs were known is still read, and marked wherever it is shown.
pub(super) fn stored(text: &str, max: usize) -> Decision<String> {
    let text = composed(text.trim());
    if text.is_empty() || text.chars().count() > max {
        return Err(Refusal::TextForm { max });
    }
    match text.chars().find(|c| c.is_control()) {
        None => Ok(text),
        Some(sign) => Err(invisible(sign)),
    }
}

/// The refusal of a sign that can't be seen.
pub(in crate::domain) fn invisible(sign: char) -> Refusal {
    let sign = format!("U+{:04X}", u32::from(sign));
    Refusal::InvisibleSign { sign }
}
