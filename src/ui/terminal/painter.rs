//! Frames as bytes: what differs from the last one, in as few of them as a slow line asks for.
//!
//! Own work rather than ratatui's backend for crossterm, which says anew where the cursor is after every character of two
//! columns and forgets its colours with each frame: Japanese screens then cost twice their bytes. A character of which
//! terminals don't agree how wide it is (`①`, `ﾞ`) is followed by the column that comes next, so that nothing behind it
//! is ever shifted.

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Modifier;

use super::sgr::{self, Look};
use crate::ui::stage::{Pose, Surface};
use crate::ui::text::{is_sure, leads};

/// What follows belongs to one frame (DEC 2026): nobody sees half of one.
const BEGIN: &[u8] = b"\x1b[?2026h";
/// The frame is complete.
const END: &[u8] = b"\x1b[?2026l";
/// What follows goes to the terminal's printer and not to its screen, until [`PRINTED`] (VT100: media copy).
const PRINT: &[u8] = b"\x1b[5i";
/// The screen again.
const PRINTED: &[u8] = b"\x1b[4i";
/// Blanks at the end of a row from which on erasing them is shorter than writing them.
const WORTH_ERASING: usize = 8;
/// Cells that stay as they are, over which writing them again is shorter than a movement.
const WORTH_WRITING: u16 = 3;

/// Paints frames on a terminal.
#[derive(Debug)]
pub struct Painter<W> {
    out: W,
    frame: Vec<u8>,
    at: At,
    look: Look,
    kana: Option<bool>,
}

/// Where the terminal's cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Nowhere,
    /// Somewhere in a row: behind its last column, or behind a character of doubtful width.
    Row(u16),
    Cell(u16, u16),
}

impl<W: Write> Painter<W> {
    /// A painter that writes to `out`, each frame in one piece.
    pub fn new(out: W) -> Self {
        Self {
            out,
            frame: Vec::new(),
            at: At::Nowhere,
            look: Look::default(),
            kana: None,
        }
    }

    /// What it writes to.
    pub fn out(&self) -> &W {
        &self.out
    }

    /// Paints `next` where `last` stands, or on whatever there is. Nothing at all is written if nothing differs.
    ///
    /// # Errors
    /// The writer's.
    pub fn paint(&mut self, last: Option<&Buffer>, next: &Buffer, pose: Pose) -> io::Result<()> {
        self.frame.clear();
        self.frame.extend_from_slice(BEGIN);
        if last.is_none() {
            self.frame.extend_from_slice(b"\x1b[m\x1b[H\x1b[2J\x1b[?25h");
            (self.at, self.look) = (At::Cell(0, 0), Look::default());
        }
        for y in next.area.top()..next.area.bottom() {
            self.row(last, next, y);
        }
        let is_drawn = self.frame.len() > BEGIN.len();
        self.go(pose.cursor.x, pose.cursor.y, next);
        if self.kana.replace(pose.kana) != Some(pose.kana) {
            self.frame.extend_from_slice(if pose.kana { IME_ON } else { IME_OFF });
        }
        let frame = if is_drawn {
            self.frame.extend_from_slice(END);
            &self.frame[..]
        } else {
            self.frame.get(BEGIN.len()..).unwrap_or_default()
        };
        if frame.is_empty() {
            return Ok(());
        }
        self.out.write_all(frame)?;
        self.out.flush()
    }

    /// Has the terminal's printer print a text on a page of its own. No control of the text gets there, so nothing in it can end
    /// the printing or speak to the terminal.
    ///
    /// # Errors
    /// The writer's.
    pub fn print(&mut self, text: &str) -> io::Result<()> {
        let mut page = PRINT.to_vec();
        for line in text.lines() {
            let line: String = line.chars().filter(|c| !c.is_control()).collect();
            page.extend_from_slice(line.as_bytes());
            page.extend_from_slice(b"\r\n");
        }
        page.push(b'\x0c');
        page.extend_from_slice(PRINTED);
        self.at = At::Nowhere;
        self.out.write_all(&page)?;
        self.out.flush()
    }

    /// One row: what changed in it, and blanks at its end erased in one go.
    fn row(&mut self, last: Option<&Buffer>, next: &Buffer, y: u16) {
        let changed = changes(last, next, y);
        let blanks = leads(next, y).filter(|(_, cell)| !is_plain_blank(cell)).last();
        let text_end = blanks.map_or(next.area.left(), |(x, cell)| x + crate::ui::text::columns(cell));
        let in_tail = changed.iter().filter(|(x, _)| *x >= text_end).count();
        let erases = in_tail >= WORTH_ERASING;
        for (x, cell) in changed {
            if erases && x >= text_end {
                self.go(text_end, y, next);
                self.dress(Look::default());
                self.frame.extend_from_slice(b"\x1b[K");
                return;
            }
            self.go(x, y, next);
            self.put(x, y, cell, next.area);
        }
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell, area: Rect) {
        self.dress(Look::of(cell));
        self.frame.extend_from_slice(cell.symbol().as_bytes());
        let behind = x + crate::ui::text::columns(cell);
        self.at = if behind >= area.right() || !is_sure(cell.symbol()) {
            At::Row(y)
        } else {
            At::Cell(behind, y)
        };
    }

    fn dress(&mut self, look: Look) {
        sgr::change(&self.look, &look, &mut self.frame);
        self.look = look;
    }

    /// Moves the cursor in the shortest way.
    fn go(&mut self, x: u16, y: u16, next: &Buffer) {
        if self.at == At::Cell(x, y) || self.writes_over(x, y, next) {
            return;
        }
        let absolute = match (x, y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, _) => format!("\x1b[{}H", y + 1),
            _ => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        let across = |from: u16| match x.checked_sub(from) {
            Some(0) => String::new(),
            Some(1) => "\x1b[C".to_owned(),
            Some(by) => format!("\x1b[{by}C"),
            None => format!("\x1b[{}G", x + 1),
        };
        let column = || {
            if x == 0 {
                "\r".to_owned()
            } else {
                format!("\x1b[{}G", x + 1)
            }
        };
        let shorter = match self.at {
            At::Cell(from, row) if row == y => Some(shortest(across(from), column())),
            At::Cell(from, row) if row + 1 == y => {
                Some(shortest(format!("\n{}", across(from)), format!("\r\n{}", across(0))))
            }
            At::Row(row) if row == y => Some(column()),
            At::Row(row) if row + 1 == y => Some(format!("\r\n{}", across(0))),
            _ => None,
        };
        let way = shorter.map_or_else(|| absolute.clone(), |shorter| shortest(shorter, absolute.clone()));
        self.frame.extend_from_slice(way.as_bytes());
        self.at = At::Cell(x, y);
    }

    /// Moves by writing again what stands between, where that is shorter; false where it is not.
    fn writes_over(&mut self, x: u16, y: u16, next: &Buffer) -> bool {
        let At::Cell(from, row) = self.at else { return false };
        if row != y || from >= x || x - from > WORTH_WRITING {
            return false;
        }
        let between = || (from..x).filter_map(|between| next.cell((between, y)));
        let same = between().all(|cell| cell.symbol().is_ascii() && Look::of(cell) == self.look);
        // The half of a wide character is a blank in the buffer and none on the terminal.
        let narrow = leads(next, y).filter(|(lead, _)| (from..x).contains(lead)).count() == usize::from(x - from);
        let starts = leads(next, y).any(|(lead, _)| lead == from);
        if same && narrow && starts {
            for cell in between() {
                self.frame.extend_from_slice(cell.symbol().as_bytes());
            }
            self.at = At::Cell(x, y);
            return true;
        }
        false
    }
}

/// The input method of Tera Term, `RLogin` and mintty off and on, for fields of codes and of names; others pass over it.
const IME_OFF: &[u8] = b"\x1b[<0t";
const IME_ON: &[u8] = b"\x1b[<1t";

fn shortest(one: String, other: String) -> String {
    if other.len() < one.len() { other } else { one }
}

/// The cells of a row that have to be written, with their columns.
fn changes<'a>(last: Option<&Buffer>, next: &'a Buffer, y: u16) -> Vec<(u16, &'a Cell)> {
    let Some(last) = last.filter(|last| last.area == next.area) else {
        let fresh = Cell::EMPTY;
        return leads(next, y).filter(|(_, cell)| !looks_same(cell, &fresh)).collect();
    };
    let mut before = leads(last, y).peekable();
    let mut changed = Vec::new();
    for (x, cell) in leads(next, y) {
        while before.next_if(|(old, _)| *old < x).is_some() {}
        let same = before
            .peek()
            .is_some_and(|(old, was)| *old == x && looks_same(was, cell));
        if !same {
            changed.push((x, cell));
        }
    }
    changed
}

/// Whether two cells look the same: the colour of what is not there doesn't.
fn looks_same(one: &Cell, other: &Cell) -> bool {
    one.symbol() == other.symbol()
        && (Look::of(one) == Look::of(other)
            || one.symbol() == " "
                && one.bg == other.bg
                && !(one.modifier | other.modifier).intersects(Modifier::REVERSED | Modifier::UNDERLINED))
}

fn is_plain_blank(cell: &Cell) -> bool {
    looks_same(cell, &Cell::EMPTY)
}

impl<W: Write> Surface for Painter<W> {
    fn size(&self) -> io::Result<Size> {
        let (width, height) = crossterm::terminal::size()?;
        Ok(Size { width, height })
    }

    fn paint(&mut self, last: Option<&Buffer>, next: &Buffer, pose: Pose) -> io::Result<()> {
        Self::paint(self, last, next, pose)
    }
}

/// Where the cursor belongs before anything was asked for.
impl Default for Pose {
    fn default() -> Self {
        Self {
            cursor: Position::ORIGIN,
            kana: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_method_is_switched_where_the_field_changes_and_nowhere_else() {
        let buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        let mut painter = Painter::new(Vec::new());
        let mut written = |kana: bool, x: u16| {
            let before = painter.out().len();
            let cursor = Position::new(x, 3);
            painter.paint(Some(&buffer), &buffer, Pose { cursor, kana }).unwrap();
            String::from_utf8(painter.out()[before..].to_vec()).unwrap()
        };
        assert!(written(false, 4).ends_with("\x1b[<0t"));
        assert_eq!(written(false, 5), " ", "over a blank a blank is the shortest way");
        assert_eq!(written(true, 5), "\x1b[<1t");
        assert_eq!(written(true, 5), "");
        assert_eq!(written(false, 5), "\x1b[<0t");
    }

    #[test]
    fn what_follows_a_character_of_doubtful_width_is_put_in_its_column() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        crate::ui::text::put(&mut buffer, 0, 0, 20, "①aｷﾞb港c", ratatui::style::Style::new());
        let mut painter = Painter::new(Vec::new());
        painter.paint(None, &buffer, Pose::default()).unwrap();
        let written = String::from_utf8(painter.out().clone()).unwrap();
        assert!(written.contains("①\x1b[2Gaｷﾞ\x1b[5Gb港c"), "{written:?}");
    }
}
