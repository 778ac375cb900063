//! What `/` does in every list: its rows narrow to those that hold what is typed, and come back with Esc.
//!
//! The rows stay the screen's, with the numbers they have there. A table only knows which of them are to be seen, and
//! its selection is always one of these: what cannot be seen cannot be acted on. Rows that are marked, checked or
//! chosen are always to be seen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Row, Table};
use crate::domain::search;
use crate::ui::accessibility::Control;
use crate::ui::keys::Key;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit, width};
use crate::words::place;

/// Columns between what is typed and what stands at the right.
const GAP: u16 = 2;

/// The table that is in focus, and its rows: what `/` narrows.
pub struct Listed<'a> {
    table: &'a Table,
    rows: usize,
    row: Box<dyn Fn(usize) -> Option<Row> + 'a>,
    more: bool,
}

/// What is looked for in a table, and the rows that hold it.
#[derive(Debug)]
pub(super) struct QuickFilter {
    text: Input,
    /// It is being typed.
    open: bool,
    /// Esc took it away; a digit behind it says that the Esc was half of an F-key.
    lifted: bool,
    passed: Vec<usize>,
}

impl<'a> Listed<'a> {
    /// `table` over `rows` rows, of which `row` gives each as it is drawn.
    pub fn new(table: &'a Table, rows: usize, row: impl Fn(usize) -> Option<Row> + 'a) -> Self {
        Self {
            table,
            rows,
            row: Box::new(row),
            more: false,
        }
    }

    /// The same list, of which there is `more` than was read: the count says so.
    #[must_use]
    pub fn of_more(mut self, more: bool) -> Self {
        self.more = more;
        self
    }

    /// Begins to type what is looked for, or goes on with it. False where there are no rows.
    pub(crate) fn open(&self) -> bool {
        if self.rows == 0 {
            return false;
        }
        let mut filter = self.table.filter.borrow_mut();
        let filter = filter.get_or_insert_with(|| QuickFilter {
            text: Input::new(Accepts::Text),
            open: true,
            lifted: false,
            passed: (0..self.rows).collect(),
        });
        (filter.open, filter.lifted) = (true, false);
        true
    }

    /// Whether what is looked for is being typed.
    pub(crate) fn is_open(&self) -> bool {
        self.state_is(|filter| filter.open && !filter.lifted)
    }

    /// Whether only some rows are to be seen, or it is being typed which.
    pub(crate) fn is_sifted(&self) -> bool {
        self.state_is(|filter| !filter.lifted)
    }

    /// Whether rows are there and none of them is to be seen.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows > 0 && self.state_is(|filter| !filter.lifted && filter.passed.is_empty())
    }

    /// Whether Esc took away what was looked for, and nothing said yet that it was no Esc.
    pub(crate) fn is_lifted(&self) -> bool {
        self.state_is(|filter| filter.lifted)
    }

    fn state_is(&self, what: impl Fn(&QuickFilter) -> bool) -> bool {
        self.table.filter.borrow().as_ref().is_some_and(what)
    }

    /// Takes a key that edits what is looked for; false if it does not.
    pub(crate) fn typed(&self, key: &Key) -> bool {
        let taken = match self.table.filter.borrow_mut().as_mut() {
            Some(filter) => filter.text.typed(key),
            None => false,
        };
        self.sift();
        taken
    }

    /// What was typed holds from now on; nothing typed is nothing looked for.
    pub(crate) fn keep(&self) {
        let mut filter = self.table.filter.borrow_mut();
        if let Some(kept) = filter.as_mut() {
            kept.open = false;
        }
        filter.take_if(|filter| filter.text.value().trim().is_empty());
    }

    /// All rows are to be seen again; [`Listed::lower`] takes it back.
    pub(crate) fn lift(&self) {
        if let Some(filter) = self.table.filter.borrow_mut().as_mut() {
            filter.lifted = true;
        }
    }

    /// Puts back what [`Listed::lift`] took away.
    pub(crate) fn lower(&self) {
        if let Some(filter) = self.table.filter.borrow_mut().as_mut() {
            filter.lifted = false;
        }
        self.sift();
    }

    /// Forgets what was looked for.
    pub(crate) fn forget(&self) {
        self.table.filter.take();
    }

    /// Looks again at all rows, after anything may have changed them, and sets the selection on one that is to be seen.
    /// True if nothing of what was looked for is there any more, so that it was taken away.
    pub(crate) fn sift(&self) -> bool {
        let Some(terms) = self.terms() else { return false };
        let fits = |row: &Row| row.is_marked() || terms.iter().all(|term| row.holds(term));
        // A row that is still loading can't be told yet.
        let is_seen = |index: &usize| (self.row)(*index).is_some_and(|row| fits(&row));
        let passed = (0..self.rows).filter(is_seen).collect();
        let mut filter = self.table.filter.borrow_mut();
        let Some(now) = filter.as_mut() else { return false };
        now.passed = passed;
        if self.rows > 0 && now.passed.is_empty() && !now.open {
            *filter = None;
            return true;
        }
        let selected = self.table.selected.get();
        let next = now.passed.iter().find(|row| **row >= selected);
        if let Some(row) = next.or(now.passed.last()) {
            self.table.selected.set(*row);
        }
        false
    }

    /// The words that are looked for; a row has to hold each of them.
    fn terms(&self) -> Option<Vec<String>> {
        let filter = self.table.filter.borrow();
        let filter = filter.as_ref().filter(|filter| !filter.lifted)?;
        Some(filter.text.value().split_whitespace().map(search::full).collect())
    }

    /// What is looked for and how many rows hold it, as it is heard.
    pub(crate) fn said(&self, at: &Ambient<'_>) -> String {
        let filter = self.table.filter.borrow();
        let text = filter.as_ref().map_or("", |filter| filter.text.value());
        let count = filter.as_ref().map_or(0, |filter| filter.passed.len());
        format!("{} {text}  {}", at.words.frame.quick_filter, self.count(count, at))
    }

    /// How many of its rows are to be seen, in words.
    fn count(&self, passed: usize, at: &Ambient<'_>) -> String {
        let (count, all) = (passed.to_string(), self.rows.to_string());
        let (count, all) = (place::Count(&count), place::All(&all));
        if self.more {
            at.words.frame.quick_filter_count_more(all, count)
        } else {
            at.words.frame.quick_filter_count(all, count)
        }
    }

    /// Draws what is looked for over the row of the hint, how many rows hold it, and the keys that end it. Gives the cell
    /// of the insertion point while it is typed.
    pub(crate) fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        let filter = self.table.filter.borrow();
        let filter = filter.as_ref()?;
        let words = &at.words.frame;
        let count = self.count(filter.passed.len(), at);
        let keys = if filter.open {
            words.quick_filter_keys
        } else {
            words.quick_filter_kept
        };
        let right = format!("{count}  {keys}");
        let columns = width(&right).min(area.width);
        put_fit(buf, area, "", Align::Left, at.theme.hint);
        let x = put(buf, area.x, area.y, area.width, words.quick_filter, at.theme.label) + 1;
        let room = area.right().saturating_sub(x).saturating_sub(columns + GAP);
        let style = if filter.passed.is_empty() {
            at.theme.warn
        } else {
            at.theme.hint
        };
        let from = area.right().saturating_sub(columns);
        put(buf, from, area.y, columns, &right, style);
        let entry = Rect::new(x, area.y, room, 1);
        if filter.open {
            filter.text.view(entry, buf, at.theme.entry);
            let cursor = filter.text.cursor(entry);
            let heard = || Control::entry(at.words.plain.quick_filter, Accepts::Text, filter.text.value());
            at.tell(cursor, heard);
            return Some(cursor);
        }
        put(buf, entry.x, entry.y, entry.width, filter.text.value(), at.theme.warn);
        None
    }
}

impl Row {
    /// Whether a text of the row holds `term`, which is a key of [`search::full`].
    fn holds(&self, term: &str) -> bool {
        self.cells.iter().any(|cell| search::full(cell).contains(term))
    }

    /// Whether the row is checked or chosen, and so stays to be seen.
    fn is_marked(&self) -> bool {
        self.marked || self.checked == Some(true)
    }
}

impl Table {
    /// How many of `rows` rows are to be seen.
    pub(super) fn shown(&self, rows: usize) -> usize {
        self.through(|passed| passed.partition_point(|row| *row < rows))
            .unwrap_or(rows)
    }

    /// The row that stands at `place` of those to be seen.
    pub(super) fn row_at(&self, place: usize) -> usize {
        self.through(|passed| passed.get(place).or(passed.last()).copied())
            .map_or(place, |row| row.unwrap_or(self.selected.get()))
    }

    /// Where `row` stands among those to be seen.
    pub(super) fn place_of(&self, row: usize) -> usize {
        self.through(|passed| passed.partition_point(|other| *other < row))
            .unwrap_or(row)
    }

    fn through<T>(&self, what: impl Fn(&[usize]) -> T) -> Option<T> {
        let filter = self.filter.borrow();
        let filter = filter.as_ref().filter(|filter| !filter.lifted)?;
        Some(what(&filter.passed))
    }

    /// How far `rows` rows are seen through: to the selected one, or to the end if no row behind it is to be seen. A list
    /// that is read by pieces reads on from there.
    pub fn reach(&self, rows: usize) -> usize {
        let selected = self.selected.get();
        let is_last = self.through(|passed| passed.last().is_none_or(|last| *last <= selected));
        if is_last == Some(true) {
            rows.saturating_sub(1)
        } else {
            selected
        }
    }
}
