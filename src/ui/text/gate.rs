//! What comes in from outside: made visible for a cell, and folded into the form that is kept.

use std::borrow::Cow;
use std::fmt::Write as _;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use crate::signs::{is_selector, is_unseen};

/// Marks that may stand on one character before the rest are shown apart: no script of ours needs more.
const MARKS_ON_ONE: usize = 3;

/// `text` with nothing in it that a terminal would obey, hide or reorder by.
///
/// Controls become `<1B>`, other dangerous characters `<U+202E>`: escape sequences, bidirectional controls,
/// zero-width and tag characters, byte-order marks, fillers that look like blanks, private use, unassigned
/// ends of planes, and marks without a character to stand on. A variation selector behind a character is left
/// out, as a terminal shows the plain character anyway; of characters that join into one sign the first stays.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    if text.graphemes(true).all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for grapheme in text.graphemes(true) {
        if is_plain(grapheme) {
            out.push_str(grapheme);
        } else {
            spell(grapheme, &mut out);
        }
    }
    Cow::Owned(out)
}

fn is_plain(grapheme: &str) -> bool {
    !grapheme
        .chars()
        .any(|c| is_unseen(c) || is_selector(c) || is_half_a_flag(c))
        && grapheme.chars().count() <= 1 + MARKS_ON_ONE
        && grapheme.cell_width() > 0
        && !is_joined(grapheme)
}

/// Whether characters that are wide alone are one sign together: a hand with the colour of its skin. Terminals that measure by
/// code point give it more columns than those that measure by grapheme, so one of the two would leave remnants.
fn is_joined(grapheme: &str) -> bool {
    let alone = |c: char| u32::from(c.encode_utf8(&mut [0; 4]).cell_width());
    grapheme.chars().map(alone).sum::<u32>() > u32::from(grapheme.cell_width())
}

/// Whether it is a flag with another one like it. Terminals give one alone one column or two, so that none stays.
fn is_half_a_flag(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Writes a grapheme that is not plain, character by character.
fn spell(grapheme: &str, out: &mut String) {
    let mut based = false; // a visible character is there for a selector or mark to stand on
    let mut marks = 0;
    let joined = !grapheme.chars().any(is_unseen) && is_joined(grapheme);
    for c in grapheme.chars() {
        if is_unseen(c) || is_half_a_flag(c) {
            mark(c, out);
            based = false;
        } else if is_selector(c) {
            if !based {
                mark(c, out);
            }
            based = false;
        } else if c.encode_utf8(&mut [0; 4]).cell_width() == 0 {
            marks += 1;
            if based && marks <= MARKS_ON_ONE {
                out.push(c);
            } else {
                mark(c, out);
            }
        } else if joined && based && !matches!(c, 'ﾞ' | 'ﾟ') {
            mark(c, out);
        } else {
            out.push(c);
            based = true;
        }
    }
}

fn mark(c: char, out: &mut String) {
    let code = u32::from(c);
    // Writing to a String cannot fail.
    let _ = if code < 0x100 {
        write!(out, "<{code:02X}>")
    } else {
        write!(out, "<U+{code:04X}>")
    };
}

/// One character as it stands in a code: full-width ASCII, the ideographic blank and the dashes of Japanese
/// keyboards become ASCII; anything else stays.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        'ー' | 'ｰ' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
        _ => c,
    }
}

/// `text` as digits and codes are kept: every character through [`fold_char`].
pub fn fold_code(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// A paste without its controls: carriage returns, line feeds and tabs in it never act as keys.
pub fn strip_paste(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
