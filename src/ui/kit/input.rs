//! One line of text being edited: by grapheme, placed by column, scrolled by column.
//!
//! Own work rather than ratatui-textarea 0.9: that edits by `char`, paints a cursor instead of leaving the
//! terminal's, writes to cells past the gate, and keeps what was typed in its undo history and yank buffer,
//! which a password must not be. Memory of an [`Input`] is wiped when it goes.

use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use zeroize::{Zeroize, Zeroizing};

use crate::domain::values::composed;
use crate::ui::glyphs::DOT;
use crate::ui::keys::Key;
use crate::ui::text;
use crate::words::{PlainWords, place};

/// The most bytes an entry takes. Room for them is there from the start, so that no copy is left behind by growth.
const LIMIT: usize = 2048;

/// What an entry takes and shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accepts {
    /// Any text, kept as it was written but for voiced marks, which join their kana.
    #[default]
    Text,
    /// Digits and codes: full-width characters become ASCII as they are typed.
    Code,
    /// ASCII shown as dots. What is not ASCII is folded or left out.
    Secret,
}

/// One line being edited.
pub struct Input {
    value: Zeroizing<String>,
    at: usize,
    accepts: Accepts,
    /// What alone it takes, where that is not all of its kind.
    only: Option<Only>,
}

/// What an entry takes alone.
#[derive(Clone, Copy, Debug)]
enum Only {
    Digits(Digits),
    /// What has this form, or may become it.
    Like(fn(&str) -> bool),
}

/// Digits: at most so many, and between them what stands between groups of them where it is written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Digits {
    most: usize,
    between: Option<char>,
}

impl Digits {
    /// Whether a text can be what is typed here, or become it.
    fn take(self, text: impl Iterator<Item = char>) -> bool {
        let (mut digits, mut marks) = (0, 0);
        for c in text.map(text::fold_char) {
            match c {
                c if c.is_ascii_digit() => digits += 1,
                c if self.between == Some(c) => marks += 1,
                _ => return false,
            }
        }
        // No more of what parts them than there could be digits.
        digits <= self.most && marks < self.most
    }
}

impl Input {
    /// An empty entry.
    pub fn new(accepts: Accepts) -> Self {
        Self {
            value: Zeroizing::new(String::with_capacity(LIMIT)),
            at: 0,
            accepts,
            only: None,
        }
    }

    /// The same for at most so many digits and, where it is said, one sign between groups of them: whatever else is typed or
    /// pasted is not taken.
    #[must_use]
    pub fn digits(mut self, most: usize, between: Option<char>) -> Self {
        self.only = Some(Only::Digits(Digits { most, between }));
        self
    }

    /// The same for what has one form: `form` is asked about all that would stand in it, which may be the beginning alone.
    #[must_use]
    pub fn like(mut self, form: fn(&str) -> bool) -> Self {
        self.only = Some(Only::Like(form));
        self
    }

    /// Takes from now on what `other` takes; what stands in it stays.
    pub(super) fn narrow_as(&mut self, other: &Self) {
        self.only = other.only;
    }

    /// What it takes.
    pub(super) fn accepts(&self) -> Accepts {
        self.accepts
    }

    /// Whether it is for names and words.
    pub(super) fn is_kana(&self) -> bool {
        self.accepts == Accepts::Text
    }

    /// What was typed.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Replaces what was typed; the insertion point goes behind it.
    pub fn set(&mut self, value: &str) {
        self.clear();
        self.insert(value);
    }

    /// Empties the entry and wipes what was typed.
    pub fn clear(&mut self) {
        self.value.zeroize();
        self.at = 0;
    }

    /// Takes a key that edits or moves; false if it does neither, or types what has no place here.
    pub fn typed(&mut self, key: &Key) -> bool {
        match key {
            Key::Char(c) if !self.has_place(c.encode_utf8(&mut [0; 4])) => return false,
            Key::Paste(pasted) if self.only.is_some() => {
                // What stands between groups of digits is not of the code.
                let pasted = text::strip_paste(pasted);
                let digits: String = pasted.chars().filter(|c| !c.is_whitespace()).collect();
                let (pasted, digits) = (Zeroizing::new(pasted), Zeroizing::new(digits));
                if pasted.is_empty() || !self.has_place(&digits) {
                    return false;
                }
                self.insert(&digits);
            }
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Paste(pasted) => self.insert(&Zeroizing::new(text::strip_paste(pasted))),
            Key::Backspace => {
                let from = self.before();
                self.remove(from, self.at);
            }
            Key::Delete => self.remove(self.at, self.after()),
            Key::Ctrl('u') => self.remove(0, self.at),
            Key::Ctrl('k') => self.remove(self.at, self.value.len()),
            Key::Left => self.at = self.before(),
            Key::Right => self.at = self.after(),
            Key::Home => self.at = 0,
            Key::End => self.at = self.value.len(),
            _ => return false,
        }
        true
    }

    /// Whether that can be added: anything; digits, of which there are not too many, and what may part them; or what fits the form.
    fn has_place(&self, added: &str) -> bool {
        match self.only {
            None => true,
            Some(Only::Digits(digits)) => digits.take(self.value.chars().chain(added.chars())),
            Some(Only::Like(form)) => {
                let (before, behind) = self.value.split_at(self.at);
                let folded = added.chars().map(text::fold_char);
                let whole: String = before.chars().chain(folded).chain(behind.chars()).collect();
                form(&Zeroizing::new(whole))
            }
        }
    }

    fn insert(&mut self, added: &str) {
        for c in added.chars().filter(|c| !c.is_control()) {
            let c = if self.accepts == Accepts::Text {
                c
            } else {
                text::fold_char(c)
            };
            let fits = self.value.len() + c.len_utf8() <= LIMIT;
            if fits && (self.accepts != Accepts::Secret || c.is_ascii()) {
                self.value.insert(self.at, c);
                self.at += c.len_utf8();
            }
        }
        if self.accepts == Accepts::Text && !added.is_ascii() {
            self.compose();
        }
        // A mark joins the character before it: the insertion point stays on a boundary.
        self.at = self.boundary_from(self.at);
    }

    /// Joins voiced marks before the insertion point to their kana, for keyboards that send marks apart.
    fn compose(&mut self) {
        let composed = composed(&self.value[..self.at]);
        if composed != self.value[..self.at] {
            self.value.replace_range(..self.at, &composed);
            self.at = composed.len();
        }
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.value.replace_range(from..to, "");
        self.at = from;
    }

    fn before(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.at, self.value.len(), true);
        cursor.prev_boundary(&self.value, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.at, self.value.len(), true);
        cursor
            .next_boundary(&self.value, 0)
            .ok()
            .flatten()
            .unwrap_or(self.value.len())
    }

    fn boundary_from(&self, at: usize) -> usize {
        self.value
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| *start >= at)
            .unwrap_or(self.value.len())
    }

    /// What is shown of the bytes up to `end`: the text, or its dots.
    fn shown(&self, end: usize) -> Zeroizing<String> {
        let part = &self.value[..end];
        Zeroizing::new(if self.accepts == Accepts::Secret {
            DOT.repeat(part.len())
        } else {
            part.to_owned()
        })
    }

    /// The column of the insertion point, and how many columns are scrolled away so that it is visible in a
    /// window of `columns`.
    fn place(&self, columns: u16) -> (u16, u16) {
        let at = text::width(&self.shown(self.at));
        (at, at.saturating_sub(columns.saturating_sub(1)))
    }

    /// What stands in it, in words: of a secret only how much.
    pub(super) fn told(&self, words: &PlainWords) -> String {
        match self.accepts {
            Accepts::Secret if !self.value.is_empty() => words.characters(place::Count(&self.value.len().to_string())),
            _ if self.value.trim().is_empty() => words.empty.to_owned(),
            _ => self.value.to_string(),
        }
    }

    /// Draws the entry over the whole of row `area.y`.
    pub fn view(&self, area: Rect, buf: &mut Buffer, style: Style) {
        let (_, scrolled) = self.place(area.width);
        let shown = text::window(&self.shown(self.value.len()), scrolled, area.width);
        text::put(
            buf,
            area.x,
            area.y,
            area.width,
            &" ".repeat(usize::from(area.width)),
            style,
        );
        text::put(buf, area.x, area.y, area.width, &shown, style);
    }

    /// The cell of the insertion point, for the same `area` as [`Input::view`].
    pub fn cursor(&self, area: Rect) -> Position {
        let (at, scrolled) = self.place(area.width);
        Position::new(area.x.saturating_add(at - scrolled), area.y)
    }
}

/// Shows how much was typed, never what.
impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("bytes", &self.value.len())
            .field("accepts", &self.accepts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
