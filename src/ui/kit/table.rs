//! A list of columns over rows that are asked for only while they are visible.
//!
//! What a table keeps does not grow with its rows: the selected row, the first visible one, and how many the
//! last frame had room for.

mod column;
mod quick_filter;

use std::cell::{Cell, RefCell};
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::accessibility::{Control, Kind};
use crate::ui::glyphs::{CHECKED, MORE_ABOVE, MORE_BELOW, POINTER, UNCHECKED};
use crate::ui::keys::Key;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit, width};

pub use column::{Column, Columns, Row};
pub use quick_filter::Listed;

/// Columns of the pointer and the gap behind it.
pub(super) const POINTER_COLUMNS: u16 = 2;
/// Columns of a check mark, which has room for 選択 above it, and the gap behind.
const CHECK_COLUMNS: u16 = 5;

/// What a key did to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Did {
    /// The selection moved, or could not move any further.
    Moved,
    /// Space on this row: the screen changes its check mark, if it may.
    Toggle(usize),
    /// Enter on this row.
    Pick(usize),
}

/// A table; the rows belong to the screen.
#[derive(Debug)]
pub struct Table {
    columns: Columns,
    selected: Cell<usize>,
    /// The first row to be seen that is drawn, and how many there is room for.
    top: Cell<usize>,
    page: Cell<usize>,
    drawn_narrow: Cell<bool>,
    /// What is looked for; without it all rows are to be seen.
    filter: RefCell<Option<quick_filter::QuickFilter>>,
}

impl Default for Table {
    /// A table whose columns are said whenever it is drawn.
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Table {
    /// A table with its first row selected.
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns: Columns::new(columns),
            selected: Cell::new(0),
            top: Cell::new(0),
            page: Cell::new(1),
            drawn_narrow: Cell::new(false),
            filter: RefCell::new(None),
        }
    }

    /// The same table with other columns in an area of less than `width` columns.
    #[must_use]
    pub fn or_below(mut self, width: u16, columns: Vec<Column>) -> Self {
        self.columns = self.columns.or_below(width, columns);
        self
    }

    /// Takes the headings of `told`, which is the same table in the words of another language. Selection and place stay.
    pub fn relabel(&mut self, told: Self) {
        self.columns = told.columns;
    }

    /// Whether `area` is too narrow for the columns of [`Table::new`].
    pub fn is_narrow(&self, area: Rect) -> bool {
        self.columns.is_narrow(area.width)
    }

    /// Whether the last frame was too narrow for the columns of [`Table::new`].
    pub fn was_narrow(&self) -> bool {
        self.drawn_narrow.get()
    }

    /// The same table without its row of headings.
    #[must_use]
    pub fn without_heading(mut self) -> Self {
        self.columns = self.columns.without_heading();
        self
    }

    /// The selected row, counted from 0.
    pub fn selected(&self) -> usize {
        self.selected.get()
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.selected.set(row);
    }

    /// After the rows were read again: selects the row where the thing now is that was selected, of `rows` rows; if it
    /// is gone, the selection stays where it was.
    pub fn reselect(&mut self, row: Option<usize>, rows: usize) {
        let row = row.unwrap_or(self.selected.get());
        self.selected.set(row.min(rows.saturating_sub(1)));
    }

    /// The first row that is visible, of `rows` rows.
    pub fn first_visible(&self, rows: usize) -> usize {
        self.row_at(self.visible(self.shown(rows)).start)
    }

    /// How many rows the last frame had room for.
    pub fn page(&self) -> usize {
        self.page.get()
    }

    /// The rows the last frame showed of `rows`: what has to be loaded. In a list that is narrowed, their places.
    pub fn visible(&self, rows: usize) -> Range<usize> {
        let top = self.top.get().min(rows);
        top..top.saturating_add(self.page.get()).min(rows)
    }

    /// At most `most` of `rows` rows, those around the selected one that are to be seen.
    pub(super) fn rows_seen(&self, rows: usize, most: usize) -> Vec<usize> {
        let shown = self.shown(rows);
        let selected = self.place_of(self.selected.get()).min(shown.saturating_sub(1));
        let first = (selected + 1).saturating_sub(most);
        (first..shown.min(first + most))
            .map(|place| self.row_at(place))
            .collect()
    }

    /// Takes a key over `rows` rows; `None` if it is not for a table.
    pub fn typed(&mut self, key: &Key, rows: usize) -> Option<Did> {
        let shown = self.shown(rows);
        let last = shown.saturating_sub(1);
        let page = self.page.get().max(1);
        let place = self.place_of(self.selected.get()).min(last);
        if shown > 0 {
            self.selected.set(self.row_at(place));
        }
        let to = match key {
            Key::Up => place.saturating_sub(1),
            Key::Down => place.saturating_add(1),
            Key::PageUp => place.saturating_sub(page),
            Key::PageDown => place.saturating_add(page),
            Key::Home => 0,
            Key::End => last,
            Key::Char(' ') if shown > 0 => return Some(Did::Toggle(self.selected.get())),
            Key::Enter if shown > 0 => return Some(Did::Pick(self.selected.get())),
            _ => return None,
        };
        self.selected.set(if shown > 0 { self.row_at(to.min(last)) } else { 0 });
        Some(Did::Moved)
    }

    /// Draws the headings, the visible rows and, in the last row of `area`, the position (`3/120`).
    ///
    /// `row` gives a row by its index and is called for visible ones alone; `None` is one that is still loading.
    pub fn view(
        &self,
        area: Rect,
        buf: &mut Buffer,
        at: &Ambient<'_>,
        rows: usize,
        row: impl FnMut(usize) -> Option<Row>,
    ) {
        self.view_in(&self.columns, area, buf, at, rows, row);
    }

    /// Draws it in columns that are not its own: those of a table that is said anew whenever it is drawn.
    pub(super) fn view_in(
        &self,
        columns: &Columns,
        area: Rect,
        buf: &mut Buffer,
        at: &Ambient<'_>,
        rows: usize,
        mut row: impl FnMut(usize) -> Option<Row>,
    ) {
        self.drawn_narrow.set(columns.is_narrow(area.width));
        let list = columns.list(area);
        let page = usize::from(list.height);
        let rows = self.shown(rows);
        let selected = self.place_of(self.selected.get()).min(rows.saturating_sub(1));
        let first = self
            .top
            .get()
            .clamp((selected + 1).saturating_sub(page).min(selected), selected)
            .min(rows.saturating_sub(page));
        self.top.set(first);
        self.page.set(page);
        let shown: Vec<(usize, Option<Row>)> = self
            .visible(rows)
            .map(|place| (place, row(self.row_at(place))))
            .collect();
        let checks = shown.iter().flat_map(|(_, row)| row).any(|row| row.checked.is_some());
        let in_sight: Vec<&Row> = shown.iter().flat_map(|(_, row)| row).collect();
        let places = columns.places(list, checks, &in_sight);
        if columns.has_heading() && list.y > area.y {
            let x = list.x + POINTER_COLUMNS;
            put(buf, x, list.y - 1, CHECK_COLUMNS, &columns.marks, at.theme.heading);
            for (column, (x, columns)) in columns.of(area.width).iter().zip(&places) {
                // A heading of fewer rows stands just above its column.
                let first = list.y.saturating_sub(column.heading_rows()).max(area.y);
                for (line, y) in column.heading.lines().zip(first..list.y) {
                    put_fit(buf, Rect::new(*x, y, *columns, 1), line, column.align, at.theme.heading);
                }
            }
        }
        for ((place, row), y) in shown.iter().zip(list.y..list.bottom()) {
            Self::draw_row(
                row.as_ref(),
                *place == selected,
                Rect { y, height: 1, ..list },
                (columns.of(area.width), &places),
                buf,
                at,
            );
        }
        if let Some(accessibility) = at.accessibility {
            accessibility.add_rows(shown.iter().flat_map(|(_, row)| row).map(|row| row.cells.clone()));
        }
        if let Some((_, row)) = shown.iter().find(|(place, _)| *place == selected) {
            at.tell(self.cursor_in(columns, area), || {
                control(columns, row.as_ref(), (selected, rows), area.width)
            });
        }
        if area.height > 1 && !at.is_heard() {
            let foot = Rect::new(area.x, area.bottom() - 1, area.width, 1);
            put_fit(buf, foot, &self.position(selected, rows), Align::Right, at.theme.label);
        }
    }

    fn draw_row(
        row: Option<&Row>,
        selected: bool,
        line: Rect,
        (columns, places): (&[Column], &[(u16, u16)]),
        buf: &mut Buffer,
        at: &Ambient<'_>,
    ) {
        let own = row.and_then(|row| row.style).unwrap_or(at.theme.value);
        let style = if selected { own.patch(at.theme.selected) } else { own };
        if selected && !at.is_heard() {
            put_fit(buf, line, POINTER, Align::Left, style);
        }
        let Some(row) = row else {
            put(
                buf,
                line.x + POINTER_COLUMNS,
                line.y,
                2,
                crate::ui::text::ELLIPSIS,
                at.theme.off,
            );
            return;
        };
        if let Some(checked) = row.checked {
            let mark = if checked { CHECKED } else { UNCHECKED };
            put(buf, line.x + POINTER_COLUMNS, line.y, width(mark), mark, style);
        }
        for ((cell, column), (x, columns)) in row.cells.iter().zip(columns).zip(places) {
            put_fit(buf, Rect::new(*x, line.y, *columns, 1), cell, column.align, style);
        }
    }

    /// The position in words every language reads: `3/120`, with signs for more above and below.
    fn position(&self, selected: usize, rows: usize) -> String {
        let seen = self.visible(rows);
        let above = if seen.start > 0 { MORE_ABOVE } else { " " };
        let below = if seen.end < rows { MORE_BELOW } else { " " };
        let number = if rows == 0 { 0 } else { selected + 1 };
        format!("{above}{below} {number}/{rows}")
    }

    /// The cell of the pointer, for the same `area` as [`Table::view`].
    pub fn cursor(&self, area: Rect) -> Position {
        self.cursor_in(&self.columns, area)
    }

    /// The same in columns that are not its own.
    pub(super) fn cursor_in(&self, columns: &Columns, area: Rect) -> Position {
        let list = columns.list(area);
        let down = u16::try_from(self.place_of(self.selected.get()).saturating_sub(self.top.get())).unwrap_or(0);
        Position::new(list.x, (list.y + down).min(list.bottom().saturating_sub(1)))
    }
}

/// What is heard of the selected row: each text with its heading, also what has no room in its column.
fn control(columns: &Columns, row: Option<&Row>, (selected, all): (usize, usize), width: u16) -> Control {
    let headings = columns.of(width).iter();
    let headings = headings.map(|column| {
        if columns.has_heading() {
            joined(&column.heading)
        } else {
            String::new()
        }
    });
    let cells = row.map(|row| headings.zip(row.cells.iter().cloned()).collect());
    Control {
        label: String::new(),
        required: false,
        value: String::new(),
        kind: Kind::Row {
            number: selected + 1,
            all,
            cells: cells.unwrap_or_default(),
            checked: row.and_then(|row| row.checked),
        },
    }
}

/// A heading of two rows as one text: words of letters keep a blank between them.
pub(super) fn joined(heading: &str) -> String {
    let blank = if heading.is_ascii() { " " } else { "" };
    heading.split('\n').map(str::trim).collect::<Vec<_>>().join(blank)
}

#[cfg(test)]
mod tests;
