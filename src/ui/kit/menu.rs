//! Numbered entries with what each is for, or why it is off: with blanks between them while there is room, around the selected one
//! where there is little.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::accessibility::Control;
use crate::ui::glyphs::POINTER;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit, wrap};

/// Columns before what an entry is for.
const INDENT: u16 = 5;
/// Columns of an ID at the right edge.
const ID_COLUMNS: u16 = 8;
/// Columns of its lines at most: what a name stands for must not be looked for across a wide terminal.
const WIDEST: u16 = 100;
/// From this width on the way out of what stands against an entry is shown with it.
const ROOMY: u16 = 60;

/// An entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    /// A heading above it.
    pub(crate) heading: Option<String>,
    /// Its number or letter.
    pub(crate) mark: String,
    /// What it is called.
    pub(crate) name: String,
    /// The ID of what it opens.
    pub(crate) id: &'static str,
    /// What it is for, or why it is off.
    pub(crate) about: String,
    /// The way out of being off.
    pub(crate) remedy: String,
    /// It opens nothing now.
    pub(crate) off: bool,
}

/// A line of a menu.
enum Row<'a> {
    Heading(&'a str),
    Entry(usize),
    About(String, bool),
    Blank,
}

impl Item {
    fn shown(&self) -> String {
        if self.off {
            format!("({})", self.name)
        } else {
            self.name.clone()
        }
    }

    /// It in one line, which makes sense alone.
    pub(super) fn told(&self) -> String {
        let parts = [
            self.mark.clone(),
            self.shown(),
            self.id.to_owned(),
            format!("{}{}", self.about, self.remedy),
        ];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("  ")
    }

    /// What it is for, or why it is off, in lines.
    fn lines(&self, columns: u16) -> Vec<String> {
        let room = columns.saturating_sub(INDENT + 1);
        let texts = [Some(&self.about), Some(&self.remedy).filter(|_| columns >= ROOMY)];
        let texts = texts.into_iter().flatten().filter(|text| !text.is_empty());
        texts.flat_map(|text| wrap(text, room)).collect()
    }
}

fn rows(items: &[Item], columns: u16, blanks: bool, about: usize) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let headed = items.iter().any(|item| item.heading.is_some());
    for (index, item) in items.iter().enumerate() {
        if blanks && index > 0 && item.heading.is_some() {
            rows.push(Row::Blank);
        }
        rows.extend(item.heading.as_deref().map(Row::Heading));
        rows.push(Row::Entry(index));
        let lines = item.lines(columns).into_iter().take(about);
        rows.extend(lines.map(|line| Row::About(line, item.off)));
        if blanks && !headed {
            rows.push(Row::Blank);
        }
    }
    rows
}

/// The rows of all that there is to say, without blanks.
pub(super) fn height(items: &[Item], columns: u16) -> u16 {
    let rows = rows(items, columns.min(WIDEST), false, usize::MAX).len();
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// As much as there is room for: with blanks, without them, with one line about each.
fn fitting(items: &[Item], area: Rect) -> Vec<Row<'_>> {
    let fits = |rows: &Vec<Row<'_>>| rows.len() <= usize::from(area.height);
    let all = [true, false].map(|blanks| rows(items, area.width, blanks, usize::MAX));
    let found = all.into_iter().find(fits);
    found.unwrap_or_else(|| rows(items, area.width, false, 1))
}

/// Draws it and gives the cell of the selected entry.
pub(super) fn view(
    items: &[Item],
    selected: Option<usize>,
    area: Rect,
    buf: &mut Buffer,
    at: &Ambient<'_>,
) -> Option<Position> {
    let area = Rect {
        width: area.width.min(WIDEST),
        ..area
    };
    let rows = fitting(items, area);
    let is_selected = |row: &Row<'_>| matches!(row, Row::Entry(index) if Some(*index) == selected);
    let place = rows
        .iter()
        .position(is_selected)
        .unwrap_or(rows.len().saturating_sub(1));
    let first = (place + 1).saturating_sub(usize::from(area.height));
    let mut cursor = None;
    for (row, y) in rows.iter().skip(first).zip(area.top()..area.bottom()) {
        let line = Rect { y, height: 1, ..area };
        match row {
            Row::Heading(text) => put_fit(buf, line, text, Align::Left, at.theme.heading),
            Row::Entry(index) => {
                let Some(item) = items.get(*index) else { continue };
                if Some(*index) == selected {
                    at.tell(line.as_position(), || Control::here(item.told()));
                    cursor = Some(line.as_position());
                }
                draw(item, Some(*index) == selected, line, buf, at);
            }
            Row::About(text, off) => {
                let style = if *off { at.theme.warn } else { at.theme.off };
                let room = line.width.saturating_sub(INDENT);
                put(buf, line.x + INDENT, y, room, text, style);
            }
            Row::Blank => {}
        }
    }
    cursor
}

/// Number, name and ID.
fn draw(item: &Item, selected: bool, line: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let own = if item.off { at.theme.off } else { at.theme.value };
    let style = if selected { own.patch(at.theme.selected) } else { own };
    let pointer = if selected { POINTER } else { " " };
    let first = Rect {
        width: line.width.saturating_sub(ID_COLUMNS),
        ..line
    };
    let text = format!("{pointer} {}  {}", item.mark, item.shown());
    put_fit(buf, first, &text, Align::Left, style);
    let last = Rect {
        x: first.right(),
        width: line.width - first.width,
        ..line
    };
    put_fit(buf, last, &format!("{} ", item.id), Align::Right, style);
}
