//! Text on a grid of cells: the only arithmetic on widths, and the only way from a string to a cell.
//!
//! A *column* is one cell. The width of a string is the number of cells [`put`] fills with it, which is what
//! ratatui's buffer counts; nothing else in the program measures text. Every string goes through
//! [`clean`] on its way to a cell, so callers never need to ask whether one came from outside.
//!
//! This module imports nothing of the program.

mod gate;
mod wrap;

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

pub use gate::{clean, fold_char, fold_code, strip_paste};
pub use wrap::wrap;

/// What stands for the part of a text that was cut off: ASCII, as `…` is two columns wide on some terminals.
pub const ELLIPSIS: &str = "..";

/// What stands for the folders of a path that were left out; two dots before a `/` would be the folder above.
const FOLDERS: &str = "...";

/// Where a text stands in a space wider than itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// At the right edge.
    Right,
    /// In the middle; an odd column goes to the right.
    Center,
}

/// The columns that `text` takes when [`put`], at most `u16::MAX`.
pub fn width(text: &str) -> u16 {
    let text = clean(text);
    text.graphemes(true).map(cells).fold(0, u16::saturating_add)
}

/// The columns of one grapheme that has been through [`clean`].
fn cells(grapheme: &str) -> u16 {
    grapheme.cell_width()
}

/// The length in bytes of the longest head of the cleaned `text` that fits into `columns`, and its columns.
fn head(text: &str, columns: u16) -> (usize, u16) {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        let next = cells(grapheme).saturating_add(used);
        if next > columns {
            return (at, used);
        }
        used = next;
    }
    (text.len(), used)
}

/// `text`, cleaned, in at most `columns` columns: what does not fit is replaced by [`ELLIPSIS`].
pub fn cut(text: &str, columns: u16) -> Cow<'_, str> {
    let text = clean(text);
    let (end, _) = head(&text, columns);
    if end == text.len() {
        return text;
    }
    let mark = width(ELLIPSIS);
    let (end, _) = head(&text, columns.saturating_sub(mark));
    let (dots, _) = head(ELLIPSIS, columns);
    Cow::Owned(format!("{}{}", &text[..end], &ELLIPSIS[..dots]))
}

/// Like [`cut`], for a sentence in which a path may stand: where there is no room for all, its folders give way, so that the
/// sentence before it and the file at its end are read.
pub fn cut_path(text: &str, columns: u16) -> String {
    let text = clean(text);
    let begins = text.char_indices().scan(' ', |before, (at, c)| {
        let begins = c == '/' && !before.is_ascii_alphanumeric();
        *before = c;
        Some(begins.then_some(at))
    });
    let Some(start) = begins.flatten().next().filter(|_| width(&text) > columns) else {
        return cut(&text, columns).into_owned();
    };
    let (said, path) = text.split_at(start);
    let room = columns.saturating_sub(width(said)).saturating_sub(width(FOLDERS));
    let mut ends = path.match_indices('/').map(|(at, _)| &path[at..]);
    let shortest = ends.clone().next_back().unwrap_or(path);
    let end = ends.find(|end| width(end) <= room).unwrap_or(shortest);
    cut(&format!("{said}{FOLDERS}{end}"), columns).into_owned()
}

/// `text`, cleaned, in exactly `columns` columns: cut like [`cut`] or filled with blanks.
pub fn fit(text: &str, columns: u16, align: Align) -> String {
    let text = cut(text, columns);
    let blanks = usize::from(columns.saturating_sub(width(&text)));
    let left = match align {
        Align::Left => 0,
        Align::Right => blanks,
        Align::Center => blanks / 2,
    };
    format!("{}{text}{}", " ".repeat(left), " ".repeat(blanks - left))
}

/// The part of the cleaned `text` that a window of `columns` columns shows when `from` columns have been
/// scrolled away, with a blank in place of the half of a wide character that the window's left edge splits.
pub fn window(text: &str, from: u16, columns: u16) -> String {
    let text = clean(text);
    let mut gone = 0_u16;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true) {
        if gone >= from {
            start = at;
            break;
        }
        gone = gone.saturating_add(cells(grapheme));
    }
    let split = gone.saturating_sub(from).min(columns);
    let (end, _) = head(&text[start..], columns - split);
    format!("{}{}", " ".repeat(usize::from(split)), &text[start..start + end])
}

/// Writes `text` at column `x` of row `y` in at most `columns` columns and gives the column behind it.
///
/// The text is cleaned first. What does not fit, or lies outside the buffer, is left out; a wide character is
/// never split, and one whose left half stands just before `x` is taken away, as it would swallow the first cell.
pub fn put(buf: &mut Buffer, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() || columns == 0 {
        return x;
    }
    mend(buf, x, y);
    let text = clean(text);
    let (end, _) = head(&text, columns.min(area.right() - x));
    let mut at = x;
    for unit in units(&text[..end]) {
        buf[(at, y)].set_symbol(unit).set_style(style);
        let behind = at + cells(unit);
        for covered in at + 1..behind {
            buf[(covered, y)].reset();
        }
        at = behind;
    }
    at
}

/// What goes into one cell each: graphemes, but half-width ﾞ and ﾟ apart from the kana before them.
///
/// Ratatui would put `ｷﾞ` into one cell as if it were a wide character. A terminal shows it in two, and the
/// second one would stay behind when something else is drawn there.
fn units(text: &str) -> impl Iterator<Item = &str> {
    text.graphemes(true).flat_map(|grapheme| {
        let mut rest = grapheme;
        std::iter::from_fn(move || {
            let mark = rest.char_indices().skip(1).find(|(_, c)| matches!(c, 'ﾞ' | 'ﾟ'));
            let (unit, after) = rest.split_at(mark.map_or(rest.len(), |(at, _)| at));
            rest = after;
            (!unit.is_empty()).then_some(unit)
        })
    })
}

/// Like [`put`], in exactly `columns` columns: cut with [`ELLIPSIS`], or filled with blanks of the same style.
pub fn put_fit(buf: &mut Buffer, area: Rect, text: &str, align: Align, style: Style) {
    put(buf, area.x, area.y, area.width, &fit(text, area.width, align), style);
}

/// Blanks `area` for a layer on top of others, together with the left halves of wide characters that it cuts.
pub fn blank(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        mend(buf, area.x, y);
        for x in area.left()..area.right() {
            let cell = &mut buf[(x, y)];
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Takes away the wide character whose right half is at (`x`, `y`), which is about to be written over.
fn mend(buf: &mut Buffer, x: u16, y: u16) {
    if x > buf.area.left() {
        let before = &mut buf[(x - 1, y)];
        if before.symbol().cell_width() > 1 {
            before.set_symbol(" ");
        }
    }
}

/// The cells of row `y` that a terminal is told of, with their columns: those under the rest of a wide character are not.
pub fn leads(buf: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut x = buf.area.left();
    std::iter::from_fn(move || {
        let cell = buf.cell((x, y)).filter(|_| x < buf.area.right())?;
        let at = x;
        x = x.saturating_add(columns(cell));
        Some((at, cell))
    })
}

/// The columns that a cell of the buffer covers, from its own on.
pub fn columns(cell: &Cell) -> u16 {
    cell.symbol().cell_width().max(1)
}

/// Whether every terminal gives `symbol` the columns that it has here. Half-width ﾞ and ﾟ, marks on a letter, pictures and
/// characters of ambiguous width are not sure. The lines of boxes count as sure: they are drawn only on a terminal that
/// draws them in one column.
pub fn is_sure(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return false;
    };
    let is_doubtful = matches!(c, 'ﾞ' | 'ﾟ' | '\u{1F000}'..='\u{1FFFF}');
    let is_line = matches!(c, '\u{2500}'..='\u{257F}');
    c.is_ascii() || is_line || !is_doubtful && c.width() == c.width_cjk()
}

#[cfg(test)]
mod tests;
