//! A list of users with a mark before each: columns to the letter at 80 columns, complete on a wide terminal.

use std::cell::{Cell, RefCell};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::table::{Column, Did, Listed, Row, Table};
use crate::ui::accessibility::{Accessibility, Control, Kind};
use crate::ui::glyphs::{CHECKED, CHOSEN, UNCHECKED, UNCHOSEN};
use crate::ui::keys::Key;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, cut, fit, put_fit, width};

/// From this width on every column has its full room.
pub(crate) const WIDE: u16 = 120;
/// Columns before the marks: the pointer and a gap.
const LEAD: u16 = 2;
/// Columns of 選択, the widest mark and the gap behind them.
const MARK: u16 = 5;

/// Columns between two columns.
const GAP: u16 = 1;

/// One column of the list.
#[derive(Clone, Debug)]
pub(crate) struct Col {
    /// Its heading; `|` is where it may break.
    heading: String,
    narrow: u16,
    wide: u16,
}

impl Col {
    /// Its heading in one row: words of letters keep a blank where it may break.
    fn name(&self) -> String {
        let blank = if self.heading.is_ascii() { " " } else { "" };
        self.heading.replace('|', blank)
    }

    /// A column with its cells at 80 columns and on a wide terminal.
    pub(crate) fn new(heading: &str, narrow: u16, wide: u16) -> Self {
        Self {
            heading: heading.to_owned(),
            narrow,
            wide,
        }
    }
}

/// The mark of a user before the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// One of several that can be chosen.
    Many(bool),
    /// The one that can be chosen.
    One(bool),
    /// Can't be chosen.
    Off,
}

/// A user as a row.
#[derive(Clone, Debug)]
pub struct Line {
    pub(crate) mark: Mark,
    pub(crate) cells: Vec<String>,
    pub(crate) style: Option<Style>,
}

/// The list; the rows belong to the screen.
#[derive(Debug)]
pub(crate) struct Roster {
    table: Table,
    said: RefCell<Said>,
    /// Whether the last frame had the wide columns.
    wide: Cell<bool>,
}

/// What stands above it.
#[derive(Clone, Debug)]
struct Said {
    choose: String,
    columns: Vec<Col>,
}

impl Roster {
    /// A list whose marks stand under `choose`.
    pub(crate) fn new(choose: &str, columns: Vec<Col>) -> Self {
        Self {
            table: Table::new(vec![Column::rest("")]).without_heading(),
            said: RefCell::new(Said {
                choose: choose.to_owned(),
                columns,
            }),
            wide: Cell::new(false),
        }
    }

    /// Takes the words of `told`, which is the same list in another language.
    pub(super) fn relabel(&self, told: Self) {
        self.said.replace(told.said.into_inner());
    }

    /// The list that `/` narrows: `lines` makes the rows, in the wide columns or the narrow ones. Who is chosen stays to be seen.
    pub(crate) fn listed(&self, lines: impl Fn(bool) -> Vec<Line>) -> Listed<'_> {
        let lines = lines(self.wide.get());
        let rows = lines.len();
        Listed::new(&self.table, rows, move |index| {
            let line = lines.get(index)?;
            let is_chosen = matches!(line.mark, Mark::Many(true) | Mark::One(true));
            Some(Row::new(line.cells.iter().map(String::as_str)).marked(is_chosen))
        })
    }

    /// The headings, each in one piece.
    pub(super) fn headings(&self) -> Vec<String> {
        let said = self.said.borrow();
        let columns = said.columns.iter().map(Col::name);
        std::iter::once(said.choose.clone()).chain(columns).collect()
    }

    /// The selected row.
    pub(crate) fn selected(&self) -> usize {
        self.table.selected()
    }

    /// Selects a row.
    pub(crate) fn select(&mut self, row: usize) {
        self.table.select(row);
    }

    /// After its rows were read again, `rows` now: the selection goes to that row, or stays near where it was.
    pub(crate) fn reselect(&mut self, row: Option<usize>, rows: usize) {
        self.table.reselect(row, rows);
    }

    /// Takes a key over `rows` rows.
    pub(crate) fn typed(&mut self, key: &Key, rows: usize) -> Option<Did> {
        self.table.typed(key, rows)
    }

    /// Draws headings and rows. Without the focus no row is marked as selected.
    pub(crate) fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, focused: bool, lines: &[Line]) {
        let (names, wide) = (self.heading(area), area.width >= WIDE);
        self.wide.set(wide);
        for (name, y) in names.iter().zip(area.y..) {
            let row = Rect::new(area.x + LEAD, y, area.width.saturating_sub(LEAD), 1);
            put_fit(buf, row, name, Align::Left, at.theme.heading);
        }
        let quiet = at.theme.calm();
        // The table has a row in one piece; what is heard of it is told below.
        let unheard = Accessibility::default();
        let accessibility = at.accessibility.map(|_| &unheard);
        let plain = Ambient { accessibility, ..*at };
        let calm = Ambient { theme: &quiet, ..plain };
        let list = self.list(area);
        let drawn = |index: usize| {
            let line = lines.get(index)?;
            let row = Row::new([self.line(line, wide)]);
            Some(match line.style {
                Some(style) => row.styled(style),
                None => row,
            })
        };
        self.table
            .view(list, buf, if focused { &plain } else { &calm }, lines.len(), drawn);
        if let Some(line) = lines.get(self.table.selected()).filter(|_| focused) {
            at.tell(self.table.cursor(list), || self.control(line, lines.len()));
        }
        if !focused && !at.is_heard() {
            let pointer = Rect::new(list.x, self.table.cursor(list).y, 1, 1);
            put_fit(buf, pointer, "", Align::Left, at.theme.value);
        }
    }

    /// What is heard of the selected row: each text with its heading.
    fn control(&self, line: &Line, all: usize) -> Control {
        let said = self.said.borrow();
        let headings = said.columns.iter().map(Col::name);
        Control {
            label: String::new(),
            required: false,
            value: String::new(),
            kind: Kind::Row {
                number: self.table.selected() + 1,
                all,
                cells: headings.zip(line.cells.iter().cloned()).collect(),
                checked: match line.mark {
                    Mark::Many(on) | Mark::One(on) => Some(on),
                    Mark::Off => None,
                },
            },
        }
    }

    /// The cell of the pointer, for the same `area` as [`Roster::view`].
    pub(crate) fn cursor(&self, area: Rect) -> Position {
        self.table.cursor(self.list(area))
    }

    fn list(&self, area: Rect) -> Rect {
        let head = u16::try_from(self.heading(area).len())
            .unwrap_or(1)
            .min(area.height.saturating_sub(1));
        Rect::new(area.x, area.y + head, area.width, area.height - head)
    }

    fn room(column: &Col, wide: bool) -> u16 {
        if wide { column.wide } else { column.narrow }
    }

    /// The lines of the headings: two where one has to break.
    fn heading(&self, area: Rect) -> Vec<String> {
        let wide = area.width >= WIDE;
        let whole = |column: &Col| {
            let name = column.name();
            (width(&name) <= Self::room(column, wide)).then_some(name)
        };
        let said = self.said.borrow();
        let breaks = said.columns.iter().any(|column| whole(column).is_none());
        let mut first = fit("", MARK, Align::Left);
        let mut last = fit(&said.choose, MARK, Align::Left);
        for column in &said.columns {
            let (above, below) = match (whole(column), column.heading.split_once('|')) {
                (None, Some(parts)) => (parts.0.to_owned(), parts.1.to_owned()),
                (name, _) => (String::new(), name.unwrap_or_else(|| column.heading.clone())),
            };
            let room = Self::room(column, wide);
            first += &fit(&above, room + GAP, Align::Left);
            last += &fit(&below, room + GAP, Align::Left);
        }
        let lines = if breaks { vec![first, last] } else { vec![last] };
        lines.iter().map(|line| line.trim_end().to_owned()).collect()
    }

    /// A row: a text that is too long goes on over empty cells behind it.
    fn line(&self, line: &Line, wide: bool) -> String {
        let mark = match line.mark {
            Mark::Many(true) => CHECKED,
            Mark::Many(false) => UNCHECKED,
            Mark::One(true) => CHOSEN,
            Mark::One(false) => UNCHOSEN,
            Mark::Off => "",
        };
        let mut text = fit(mark, MARK, Align::Left);
        let said = self.said.borrow();
        let mut cells = line.cells.iter().zip(&said.columns).peekable();
        while let Some((cell, column)) = cells.next() {
            let mut room = Self::room(column, wide);
            while !cell.is_empty() && width(cell) > room {
                let Some((_, empty)) = cells.next_if(|(next, _)| next.is_empty()) else {
                    break;
                };
                room += GAP + Self::room(empty, wide);
            }
            text += &fit(&cut(cell, room), room + GAP, Align::Left);
        }
        text.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        Roster::new(
            "選択",
            vec![
                Col::new("ログインID", 10, 12),
                Col::new("ワンタイム|パスワード状態", 14, 24),
                Col::new("トークン|有効期限", 8, 16),
            ],
        )
    }

    #[test]
    fn a_heading_breaks_only_where_room_is_short() {
        let at = |columns| roster().heading(Rect::new(0, 0, columns, 9));
        let narrow = at(80);
        assert_eq!(narrow[0].trim_end(), "                ワンタイム     トークン");
        assert_eq!(narrow[1].trim_end(), "選択 ログインID パスワード状態 有効期限");
        assert_eq!(at(WIDE).len(), 1);
    }

    #[test]
    fn a_long_state_goes_on_over_the_empty_cell_behind_it() {
        let line = |expires: &str| Line {
            mark: Mark::Many(true),
            cells: vec!["A".into(), "失効済 06/02 08:10～".into(), expires.into()],
            style: None,
        };
        assert!(roster().line(&line(""), false).ends_with("失効済 06/02 08:10～"));
        let cut = roster().line(&line("31-06-01"), false);
        assert!(cut.ends_with(".. 31-06-01"), "{cut}");
    }
}
