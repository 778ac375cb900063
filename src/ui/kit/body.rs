//! What is on a screen, as data: blocks from its top to its bottom, which the kit lays out once.
//!
//! ```text
//! fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
//!     let body = Body::new(at).line(count, at.theme.value).gap(1);
//!     Some(body.table(&self.table, columns(at), self.rows.len(), |index, _| self.row(index, at)).hint(at.words.….hint))
//! }
//! ```
//!
//! From it come what is drawn, the cell of the cursor, the list that `/` narrows, the hint, the page keys on the bar, whether
//! text is typed, and the lines of the console that is heard. Nothing else has to be said of it, and nothing is measured by the
//! screen. Where room is short gaps yield first, from the last one up; then what says that it may (`yields`), down to a row; what
//! takes the rest (a table, a list of users, a long text) keeps three rows.

mod blocks;
mod drawn;
mod focus;
mod layout;
mod modifiers;
mod told;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::buttons::Buttons;
use super::form::Form;
use super::input::Input;
use super::keys::Keys;
use super::lines::Line;
use super::menu::Item;
use super::roster::{self, Roster};
use super::scroll::ScrollState;
use super::table::{Columns, Row, Table};
use crate::ui::screen::Ambient;

pub(crate) use told::Told;

/// What is on a screen.
#[must_use = "it is drawn, or told"]
pub struct Body<'a> {
    at: &'a Ambient<'a>,
    blocks: Vec<Block<'a>>,
    hint: String,
    /// The page keys do what they do, but the bar has no room for them.
    unsaid_pages: bool,
}

/// A block with where it stands.
struct Block<'a> {
    what: What<'a>,
    /// Columns that it keeps off the left edge and off the right one, and the most that it takes between them.
    indent: (u16, u16),
    widest: u16,
    rows: BlockHeight,
    /// It has the keys; of several the last one has the cursor.
    focused: bool,
    /// Its selection moves while something else has the cursor.
    lit: bool,
    /// Whether `/` narrows it; where nothing is said, while it has the keys.
    narrows: Option<bool>,
    yields: bool,
}

/// The rows that a block takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BlockHeight {
    /// As many as there is to say.
    Own,
    Exactly(u16),
    /// At most that many.
    Most(u16),
    /// What the others leave.
    Rest,
}

/// Draws into a place, and gives the cell of what has the keys.
type Paint<'a> = Box<dyn Fn(Rect, &mut Buffer, &Ambient<'_>) -> Option<Position> + 'a>;

/// Makes lines for so many columns.
type LinesOf<'a> = Box<dyn Fn(u16) -> Vec<Line> + 'a>;

/// Gives a row of a table by its index, in the wide columns or the narrow ones.
type RowOf<'a> = Box<dyn Fn(usize, bool) -> Option<Row> + 'a>;

enum What<'a> {
    Gap,
    Text(String, Style),
    /// One row, cut where it does not fit.
    Line(String, Style),
    /// One row with a text at either end.
    Ends((String, Style), (String, Style)),
    /// That ※ marks what must be filled in, behind a text of its row.
    Required(String, &'a str),
    Facts(Vec<(String, String)>),
    /// Lines of texts, each from its column to the next one's, made for so many columns.
    Lines(LinesOf<'a>),
    /// Lines made for so many columns, read by pages.
    Pages(&'a ScrollState, LinesOf<'a>),
    Table(Rowed<'a>),
    Roster(&'a Roster, Box<dyn Fn(bool) -> Vec<roster::Line> + 'a>),
    /// A form, with what stands beside its first rows, each from a column on.
    Form(&'a Form, Vec<(u16, String, Style)>),
    /// Entries of a menu, with the place of the selected one.
    Menu(Vec<Item>, Option<usize>),
    /// A row of buttons, with the columns from one to the next.
    Buttons(Buttons, Vec<String>, u16),
    /// An entry outside of a form.
    Entry(Entry<'a>),
    /// A keyboard on the screen.
    Keys(&'a Keys),
    /// What is drawn and no text, what it says, and which line of that has the keys.
    Picture(Paint<'a>, Vec<String>, Option<usize>),
    /// A box of at most so many columns.
    Panel(String, Body<'a>, u16),
    /// A body in rows of its own.
    Group(Body<'a>),
    /// Two bodies side by side.
    Beside(LeftWidth, Body<'a>, Body<'a>),
}

/// The columns of the left one of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LeftWidth {
    Exactly(u16),
    /// Half of all, but at least so many.
    Half(u16),
}

impl LeftWidth {
    fn of(self, all: u16) -> u16 {
        match self {
            Self::Exactly(columns) => columns,
            Self::Half(least) => least.max(all / 2),
        }
        .min(all)
    }
}

/// An entry outside of a form.
struct Entry<'a> {
    label: String,
    input: &'a Input,
    /// Where it begins behind its name, and its columns; without, it has the whole row and no name before it.
    place: Option<(u16, u16)>,
    /// What it finds stands below it.
    searches: bool,
    /// It is for names and words.
    kana: bool,
    /// What stands behind it, from a column on.
    behind: Option<(u16, String, Style)>,
}

/// A table with its rows.
struct Rowed<'a> {
    table: &'a Table,
    columns: Columns,
    rows: usize,
    row: RowOf<'a>,
    /// There are more than were read.
    more: bool,
    /// What stands in the place of rows where there are none, and whether the headings stand above it.
    empty: Option<(String, Style, bool)>,
    /// What stands below the rows in place of which one is selected of how many.
    foot: Option<String>,
    /// What `/` looks through of a row, where it is more than what is shown.
    sought: Option<RowOf<'a>>,
}

impl<'a> Body<'a> {
    /// Nothing yet.
    pub fn new(at: &'a Ambient<'a>) -> Self {
        Self {
            at,
            blocks: Vec::new(),
            hint: String::new(),
            unsaid_pages: false,
        }
    }

    /// What is in a box over a screen, in a frame with that heading.
    pub fn framed(at: &'a Ambient<'a>, heading: impl Into<String>, inside: Self) -> Self {
        Self::new(at).panel(heading, u16::MAX, inside).rest()
    }

    fn with(mut self, what: What<'a>, indent: u16, rows: BlockHeight) -> Self {
        self.blocks.push(Block {
            what,
            indent: (indent, indent),
            widest: u16::MAX,
            rows,
            focused: false,
            lit: false,
            narrows: None,
            yields: false,
        });
        self
    }

    /// Changes what was said last.
    fn last(mut self, change: impl FnOnce(&mut Block<'a>)) -> Self {
        if let Some(block) = self.blocks.last_mut() {
            change(block);
        }
        self
    }

    /// The help where no form has the keys, which has help for each field.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The page keys turn what they turn, but do not stand on the bar.
    pub fn without_page_keys(mut self) -> Self {
        self.unsaid_pages = true;
        self
    }
}

#[cfg(test)]
mod tests;
