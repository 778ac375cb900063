//! A menu of the web banking: numbered entries with what they are for, or why they are off now.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::entry::{Entry, Section};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::Look;
use crate::ui::ear::Asked;
use crate::ui::glyphs::POINTER;
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx, Nameplate};
use crate::ui::text::{Align, put, put_fit, wrap};
use crate::words::Words;

/// Columns before what an entry is for.
const INDENT: u16 = 5;
/// Columns of an ID at the right edge.
const ID_COLUMNS: u16 = 8;
/// Columns of its lines at most: what a name stands for must not be looked for across a wide terminal.
const WIDEST: u16 = 100;
/// From this width on the way out of a refusal is shown with it.
const ROOMY: u16 = 60;

/// How the entries stand for the user, in the order of the menu.
#[derive(Clone, Debug)]
pub struct Standing {
    refused: Vec<Option<Refusal>>,
    policy: Policy,
    until: Option<Instant>,
}

/// Sections of entries, one of which is selected.
#[derive(Debug)]
pub(super) struct Menu {
    sections: &'static [Section],
    selected: usize,
    standing: Option<Box<Standing>>,
    /// The row of the pointer in the last frame.
    pointer: Cell<u16>,
}

/// What a key did to a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// The selection moved, or could not.
    Moved,
    /// This entry was chosen; the number of entries stands for the last line.
    Chose(usize),
}

/// A line of a menu as it is drawn.
enum Row {
    Heading(String),
    Entry(usize),
    About(String),
    Blank,
}

impl Menu {
    /// The menu with its first entry selected.
    pub(super) fn new(sections: &'static [Section]) -> Self {
        Self {
            sections,
            selected: 0,
            standing: None,
            pointer: Cell::new(0),
        }
    }

    /// How its entries stand for the user who asks.
    pub(super) fn stand(sections: &'static [Section], look: &Look<'_>) -> Box<Standing> {
        Box::new(Standing {
            refused: entries(sections).map(|(_, entry)| entry.needs.refused(look)).collect(),
            policy: look.policy().clone(),
            until: look.holds_until(),
        })
    }

    /// Until when the reading holds.
    pub(super) fn holds_until(&self) -> Option<Instant> {
        self.standing.as_ref()?.until
    }

    /// Takes a reading.
    pub(super) fn hear(&mut self, standing: Box<Standing>) {
        self.standing = Some(standing);
    }

    /// All entries, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'static Nameplate, &'static Entry)> {
        entries(self.sections)
    }

    fn refused(&self, index: usize) -> Option<&Refusal> {
        self.standing.as_ref()?.refused.get(index)?.as_ref()
    }

    /// The selected line.
    pub(super) fn selected(&self) -> usize {
        self.selected
    }

    /// The lines that can be selected: the entries, and one more where the screen has a `last` of its own.
    fn count(&self, last: bool) -> usize {
        self.entries().count() + usize::from(last)
    }

    /// Takes a key. `last` is the number of a line below the entries that belongs to the screen.
    pub(super) fn typed(&mut self, key: &Key, last: Option<u32>) -> Option<Did> {
        let (entries, end) = (self.count(false), self.count(last.is_some()).saturating_sub(1));
        self.selected = match key {
            Key::Up => self.selected.saturating_sub(1),
            Key::Down => (self.selected + 1).min(end),
            Key::Home => 0,
            Key::End => end,
            Key::Enter => return Some(Did::Chose(self.selected)),
            Key::Char(c) => {
                let number = c.to_digit(10)?;
                let index = usize::try_from(number).ok()?.checked_sub(1)?;
                self.selected = if index < entries {
                    index
                } else if last == Some(number) {
                    entries
                } else {
                    return None;
                };
                return Some(Did::Chose(self.selected));
            }
            _ => return None,
        };
        Some(Did::Moved)
    }

    /// Opens an entry, or says why it is off.
    pub(super) fn choose<M: Send + 'static>(&self, index: usize, cx: &mut Cx<'_, M>) {
        if let Some(refusal) = self.refused(index) {
            cx.say(Message::from_refusal(refusal, cx.at().words));
        } else if let Some((_, entry)) = self.entries().nth(index) {
            cx.open_any((entry.open)());
        }
    }

    /// The lines of all groups: with blanks between them while there is room, and with all that there is to say.
    fn rows(&self, area: Rect, words: &Words) -> Vec<Row> {
        let all = self.lines(area.width, words, true, usize::MAX);
        if all.len() <= usize::from(area.height) {
            return all;
        }
        let dense = self.lines(area.width, words, false, usize::MAX);
        if dense.len() <= usize::from(area.height) {
            return dense;
        }
        self.lines(area.width, words, false, 1)
    }

    fn lines(&self, columns: u16, words: &Words, blanks: bool, about: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut index = 0;
        for section in self.sections {
            let heading = section.heading(words);
            if blanks && index > 0 && heading.is_some() {
                rows.push(Row::Blank);
            }
            rows.extend(heading.map(|heading| Row::Heading(heading.to_owned())));
            for (_, entry) in section.entries() {
                rows.push(Row::Entry(index));
                let told = self.about(index, entry, columns, words);
                rows.extend(told.into_iter().take(about).map(Row::About));
                if blanks && heading.is_none() {
                    rows.push(Row::Blank);
                }
                index += 1;
            }
        }
        rows
    }

    /// What an entry is for, or why it is off, in lines.
    fn about(&self, index: usize, entry: &Entry, columns: u16, words: &Words) -> Vec<String> {
        let room = columns.saturating_sub(INDENT + 1);
        if let Some(refusal) = self.refused(index) {
            let (say, remedy) = words.message(refusal.code(), &refusal.facts());
            let mut lines = wrap(&say, room);
            if columns >= ROOMY {
                lines.extend(wrap(&remedy, room));
            }
            return lines;
        }
        match &self.standing {
            Some(standing) => wrap(&(entry.about)(words, &standing.policy), room),
            None => Vec::new(),
        }
    }

    /// Draws it; with fewer rows than lines, those around the selected one.
    pub(super) fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let area = Rect {
            width: area.width.min(WIDEST),
            ..area
        };
        let rows = self.rows(area, at.words);
        let first = self.first(&rows, area);
        let mut off = false;
        for (index, row) in rows.iter().enumerate() {
            if let Row::Entry(entry) = row {
                off = self.refused(*entry).is_some();
            }
            let Some(y) = index.checked_sub(first).and_then(|down| u16::try_from(down).ok()) else {
                continue;
            };
            if y >= area.height {
                break;
            }
            let line = Rect::new(area.x, area.y + y, area.width, 1);
            match row {
                Row::Heading(text) => put_fit(buf, line, text, Align::Left, at.theme.heading),
                Row::Entry(entry) => {
                    self.draw(*entry, line, buf, at);
                    if *entry == self.selected {
                        self.pointer.set(y);
                    }
                }
                // Heard with the entry it is about.
                Row::About(_) if at.is_heard() => {}
                Row::About(text) => {
                    let style = if off { at.theme.warn } else { at.theme.off };
                    put(
                        buf,
                        line.x + INDENT,
                        line.y,
                        line.width.saturating_sub(INDENT),
                        text,
                        style,
                    );
                }
                Row::Blank => {}
            }
        }
    }

    fn draw(&self, index: usize, line: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let Some((place, entry)) = self.entries().nth(index) else {
            return;
        };
        let (name, off) = ((entry.name)(at.words), self.refused(index).is_some());
        let name = if off { format!("({name})") } else { name.to_owned() };
        if at.is_heard() {
            let about = self.about(index, entry, line.width, at.words).concat();
            let text = format!("{}  {name}  {}  {about}", index + 1, place.id);
            if index == self.selected {
                at.tell(line.as_position(), || Asked::here(&text));
            }
            put_fit(buf, line, &text, Align::Left, at.theme.value);
            return;
        }
        draw_line(line, buf, at, index == self.selected, off, (index + 1, &name, place.id));
    }

    fn first(&self, rows: &[Row], area: Rect) -> usize {
        let row = rows
            .iter()
            .position(|row| matches!(row, Row::Entry(index) if *index == self.selected));
        let last = row.unwrap_or(rows.len().saturating_sub(1));
        (last + 1).saturating_sub(usize::from(area.height))
    }

    /// The pointer of the selected entry, for the same `area` as the last [`Menu::view`].
    pub(super) fn cursor(&self, area: Rect) -> Position {
        Position::new(area.x, area.y + self.pointer.get())
    }
}

/// The entries of those sections, in order.
fn entries(sections: &'static [Section]) -> impl Iterator<Item = (&'static Nameplate, &'static Entry)> {
    sections.iter().flat_map(|section| section.entries())
}

/// Draws the line of an entry: number, name and ID.
pub(super) fn draw_line(
    line: Rect,
    buf: &mut Buffer,
    at: &Ambient<'_>,
    selected: bool,
    off: bool,
    (number, name, id): (usize, &str, &str),
) {
    let own = if off { at.theme.off } else { at.theme.value };
    let style = if selected { own.patch(at.theme.selected) } else { own };
    let pointer = if selected { POINTER } else { " " };
    if selected {
        at.tell(line.as_position(), || Asked::here(format!("{number}  {name}  {id}")));
    }
    let first = Rect::new(line.x, line.y, line.width.saturating_sub(ID_COLUMNS), 1);
    put_fit(buf, first, &format!("{pointer} {number}  {name}"), Align::Left, style);
    let last = Rect::new(first.right(), line.y, line.width - first.width, 1);
    put_fit(buf, last, &format!("{id} "), Align::Right, style);
}
