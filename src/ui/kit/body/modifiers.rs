//! What is said of the block that stands last: its room, whether it has the keys, and what is of its kind.

use ratatui::style::Style;

use super::blocks::veil_all;
use super::{BlockHeight, Body, Entry, Rowed, What};
use crate::ui::kit::table::Row;

impl<'a> Body<'a> {
    /// What was said last keeps so many columns off either edge.
    pub fn indent(self, columns: u16) -> Self {
        self.last(|block| block.indent = (columns, columns))
    }

    /// What was said last begins so many columns in, and may go to the right edge.
    pub fn inward(self, columns: u16) -> Self {
        self.last(|block| block.indent = (columns, 0))
    }

    /// What was said last takes at most so many columns.
    pub fn widest(self, columns: u16) -> Self {
        self.last(|block| block.widest = columns)
    }

    /// What was said last takes exactly so many rows, whatever there is to say.
    pub fn rows(self, rows: u16) -> Self {
        self.last(|block| block.rows = BlockHeight::Exactly(rows))
    }

    /// What was said last takes at most so many rows, and no more than it needs.
    pub fn most(self, rows: u16) -> Self {
        self.last(|block| block.rows = BlockHeight::Most(rows))
    }

    /// What was said last takes the rows that are left.
    pub fn rest(self) -> Self {
        self.last(|block| block.rows = BlockHeight::Rest)
    }

    /// What was said last is cut, down to a row, where room is short.
    pub fn yields(self) -> Self {
        self.last(|block| block.yields = true)
    }

    /// Whether what was said last has the keys.
    pub fn focused(self, focused: bool) -> Self {
        self.last(|block| block.focused = focused)
    }

    /// The selection of the table that was said last moves while an entry above it has the cursor.
    pub(crate) fn moved_from_above(self) -> Self {
        self.last(|block| (block.focused, block.lit) = (false, true))
    }

    /// Whether `/` narrows the list that was said last, whatever has the keys.
    pub fn narrowed(self, narrows: bool) -> Self {
        self.last(|block| block.narrows = Some(narrows))
    }

    /// Changes the table that was said last.
    fn last_table(self, change: impl FnOnce(&mut Rowed<'a>)) -> Self {
        self.last(|block| {
            if let What::Table(rowed) = &mut block.what {
                change(rowed);
            }
        })
    }

    /// Of the table that was said last there are more rows than were read.
    pub fn of_more(self, more: bool) -> Self {
        self.last_table(|rowed| rowed.more = more)
    }

    /// What stands in the place of the table that was said last where it has no rows.
    pub fn or_empty(self, text: impl Into<String>, style: Style) -> Self {
        self.last_table(|rowed| rowed.empty = Some((text.into(), style, false)))
    }

    /// The same, below its headings.
    pub fn or_none(self, text: impl Into<String>, style: Style) -> Self {
        self.last_table(|rowed| rowed.empty = Some((text.into(), style, true)))
    }

    /// What stands below the table that was said last, in place of which row is selected of how many.
    pub fn foot(self, text: impl Into<String>) -> Self {
        self.last_table(|rowed| rowed.foot = Some(text.into()))
    }

    /// What `/` looks through of a row of the table that was said last, where it is more than what is shown.
    pub fn sought_in(self, row: impl Fn(usize, bool) -> Option<Row> + 'a) -> Self {
        let at = self.at;
        let row = move |index, wide| {
            let mut row = row(index, wide)?;
            veil_all(&mut row.cells, at);
            Some(row)
        };
        self.last_table(|rowed| rowed.sought = Some(Box::new(row)))
    }

    /// Beside a row of the form that was said last, from that column on: the first row, then the one below it.
    pub fn with_beside(self, column: u16, text: impl Into<String>, style: Style) -> Self {
        let text = self.at.veiled(text);
        self.last(|block| {
            if let What::Form(_, beside) = &mut block.what {
                beside.push((column, text, style));
            }
        })
    }

    /// The entry that was said last stands behind its name, from that column on, so many columns wide.
    pub(crate) fn named(self, column: u16, columns: u16) -> Self {
        self.last_entry(|entry| entry.place = Some((column, columns)))
    }

    /// What the entry that was said last finds stands below it.
    pub(crate) fn searching(self) -> Self {
        self.last_entry(|entry| entry.searches = true)
    }

    /// Whether the entry that was said last is for names and words.
    pub(crate) fn for_kana(self, kana: bool) -> Self {
        self.last_entry(|entry| entry.kana = kana)
    }

    /// Behind the entry that was said last, from that column on.
    pub(crate) fn behind(self, column: u16, text: impl Into<String>, style: Style) -> Self {
        self.last_entry(|entry| entry.behind = Some((column, text.into(), style)))
    }

    fn last_entry(self, change: impl FnOnce(&mut Entry<'a>)) -> Self {
        self.last(|block| {
            if let What::Entry(entry) = &mut block.what {
                change(entry);
            }
        })
    }

    /// Which line of what the picture that was said last says has the keys.
    pub(crate) fn heard_at(self, line: Option<usize>) -> Self {
        self.last(|block| {
            if let What::Picture(.., heard) = &mut block.what {
                *heard = line;
            }
        })
    }
}
