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

mod drawn;
mod layout;
mod told;

use ratatui::style::Style;

use super::buttons::Buttons;
use super::form::Form;
use super::lines::Line;
use super::reading::Reading;
use super::roster::{self, Roster};
use super::table::{Columns, Listed, Row, Table};
use crate::ui::screen::Ambient;

pub(crate) use told::Told;

/// What is on a screen.
#[must_use = "it is drawn, or told"]
pub struct Body<'a> {
    at: &'a Ambient<'a>,
    blocks: Vec<Block<'a>>,
    hint: String,
}

/// A block with where it stands.
struct Block<'a> {
    what: What<'a>,
    /// Columns that it keeps off either edge.
    indent: u16,
    rows: Rows,
    /// It has the keys; of several the last one has the cursor.
    focused: bool,
    /// Whether `/` narrows it; where nothing is said, while it has the keys.
    narrows: Option<bool>,
    yields: bool,
}

/// The rows that a block takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// As many as there is to say.
    Own,
    Exactly(u16),
    /// At most that many.
    Most(u16),
    /// What the others leave.
    Rest,
}

/// Gives a row of a table by its index, in the wide columns or the narrow ones.
type RowOf<'a> = Box<dyn Fn(usize, bool) -> Option<Row> + 'a>;

enum What<'a> {
    Gap,
    Text(String, Style),
    /// One row, cut where it does not fit.
    Line(String, Style),
    /// That ※ marks what must be filled in, behind a text of its row.
    Required(String, &'a str),
    Facts(Vec<(String, String)>),
    /// Lines of texts, each from its column to the next one's.
    Lines(Vec<Line>),
    /// Lines made for so many columns, read by pages.
    Pages(&'a Reading, Box<dyn Fn(u16) -> Vec<Line> + 'a>),
    Table(Rowed<'a>),
    Roster(&'a Roster, Box<dyn Fn(bool) -> Vec<roster::Line> + 'a>),
    /// A form, with what stands beside its first row from a column on.
    Form(&'a Form, Option<(u16, String, Style)>),
    Buttons(Buttons, Vec<String>),
    /// A box of at most so many columns.
    Panel(String, Body<'a>, u16),
    /// Two bodies side by side: the columns of the left one, and both.
    Beside(u16, Body<'a>, Body<'a>),
}

/// A table with its rows.
struct Rowed<'a> {
    table: &'a Table,
    columns: Columns,
    rows: usize,
    row: RowOf<'a>,
    /// There are more than were read.
    more: bool,
    /// What stands in the place of rows where there are none.
    empty: Option<(String, Style)>,
}

impl<'a> Body<'a> {
    /// Nothing yet.
    pub fn new(at: &'a Ambient<'a>) -> Self {
        Self {
            at,
            blocks: Vec::new(),
            hint: String::new(),
        }
    }

    fn with(mut self, what: What<'a>, indent: u16, rows: Rows) -> Self {
        self.blocks.push(Block {
            what,
            indent,
            rows,
            focused: false,
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

    /// Blank rows.
    pub fn gap(self, rows: u16) -> Self {
        self.with(What::Gap, 0, Rows::Exactly(rows))
    }

    /// Blank rows as far as what follows leaves room, which so stands at the bottom.
    pub fn stretch(self) -> Self {
        self.with(What::Gap, 0, Rows::Rest)
    }

    /// A paragraph, a column in; an empty one takes no rows.
    pub fn text(self, text: impl Into<String>, style: Style) -> Self {
        self.with(What::Text(text.into(), style), 1, Rows::Own)
    }

    /// One row, a column in.
    pub fn line(self, text: impl Into<String>, style: Style) -> Self {
        self.with(What::Line(text.into(), style), 1, Rows::Exactly(1))
    }

    /// A heading over what follows.
    pub fn heading(self, text: impl Into<String>) -> Self {
        let style = self.at.theme.heading;
        self.line(text, style)
    }

    /// Says that ※ marks what must be filled in. Who hears the screen is told at each entry.
    pub fn required(self) -> Self {
        self.line_required("")
    }

    /// One row, with the same behind its text.
    pub fn line_required(self, text: impl Into<String>) -> Self {
        let required = self.at.words.portal.common.required;
        self.with(What::Required(text.into(), required), 1, Rows::Exactly(1))
    }

    /// Names with their values, all values beginning in one column.
    pub fn facts(self, facts: impl IntoIterator<Item = (String, String)>) -> Self {
        self.with(What::Facts(facts.into_iter().collect()), 1, Rows::Own)
    }

    /// Lines of texts, each with the column that it begins in; a text that reaches the next one is cut.
    pub(crate) fn lines(self, lines: Vec<Line>) -> Self {
        self.with(What::Lines(lines), 1, Rows::Own)
    }

    /// A text that is read by pages where it is longer than its room; `lines` makes it for so many columns.
    pub(crate) fn pages(self, reading: &'a Reading, lines: impl Fn(u16) -> Vec<Line> + 'a) -> Self {
        self.with(What::Pages(reading, Box::new(lines)), 0, Rows::Rest)
    }

    /// A table over `rows` rows, which has the keys. `row` gives a row by its index, in the wide columns or (`false`) the narrow
    /// ones, and is asked for visible ones alone.
    pub fn table(
        self,
        table: &'a Table,
        columns: Columns,
        rows: usize,
        row: impl Fn(usize, bool) -> Option<Row> + 'a,
    ) -> Self {
        let rowed = Rowed {
            table,
            columns,
            rows,
            row: Box::new(row),
            more: false,
            empty: None,
        };
        self.with(What::Table(rowed), 0, Rows::Rest).focused(true)
    }

    /// A list of users, each with a mark; `lines` makes its rows, in the wide columns or the narrow ones.
    pub(crate) fn roster(self, roster: &'a Roster, lines: impl Fn(bool) -> Vec<roster::Line> + 'a) -> Self {
        self.with(What::Roster(roster, Box::new(lines)), 0, Rows::Rest)
            .focused(true)
    }

    /// A form, which has the keys.
    pub fn form(self, form: &'a Form) -> Self {
        self.with(What::Form(form, None), 0, Rows::Own).focused(true)
    }

    /// A row of buttons, which has the keys.
    pub(crate) fn buttons(self, chosen: Buttons, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        self.with(What::Buttons(chosen, labels), 0, Rows::Exactly(1))
            .focused(true)
    }

    /// A box with a heading, at most so many columns wide.
    pub fn panel(self, heading: impl Into<String>, columns: u16, inside: Self) -> Self {
        self.with(What::Panel(heading.into(), inside, columns), 0, Rows::Own)
    }

    /// Two bodies side by side, the left one of so many columns; they take the rows that are left.
    pub fn beside(self, columns: u16, left: Self, right: Self) -> Self {
        self.with(What::Beside(columns, left, right), 0, Rows::Rest)
    }

    /// What was said last keeps so many columns off either edge.
    pub fn indent(self, columns: u16) -> Self {
        self.last(|block| block.indent = columns)
    }

    /// What was said last takes exactly so many rows, whatever there is to say.
    pub fn rows(self, rows: u16) -> Self {
        self.last(|block| block.rows = Rows::Exactly(rows))
    }

    /// What was said last takes at most so many rows, and no more than it needs.
    pub fn most(self, rows: u16) -> Self {
        self.last(|block| block.rows = Rows::Most(rows))
    }

    /// What was said last takes the rows that are left.
    pub fn rest(self) -> Self {
        self.last(|block| block.rows = Rows::Rest)
    }

    /// What was said last is cut, down to a row, where room is short.
    pub fn yields(self) -> Self {
        self.last(|block| block.yields = true)
    }

    /// Whether what was said last has the keys.
    pub fn focused(self, focused: bool) -> Self {
        self.last(|block| block.focused = focused)
    }

    /// Whether `/` narrows the list that was said last, whatever has the keys.
    pub fn narrowed(self, narrows: bool) -> Self {
        self.last(|block| block.narrows = Some(narrows))
    }

    /// Of the table that was said last there are more rows than were read.
    pub fn of_more(self, more: bool) -> Self {
        self.last(|block| {
            if let What::Table(rowed) = &mut block.what {
                rowed.more = more;
            }
        })
    }

    /// What stands in the place of the table that was said last where it has no rows.
    pub fn or_empty(self, text: impl Into<String>, style: Style) -> Self {
        self.last(|block| {
            if let What::Table(rowed) = &mut block.what {
                rowed.empty = Some((text.into(), style));
            }
        })
    }

    /// Beside the first row of the form that was said last, from that column on.
    pub fn with_beside(self, column: u16, text: impl Into<String>, style: Style) -> Self {
        self.last(|block| {
            if let What::Form(_, beside) = &mut block.what {
                *beside = Some((column, text.into(), style));
            }
        })
    }

    /// The help where no form has the keys, which has help for each field.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// All blocks, those inside of others too.
    fn all<'b>(&'b self) -> Box<dyn Iterator<Item = &'b Block<'a>> + 'b> {
        Box::new(self.blocks.iter().flat_map(|block| {
            let inside: Box<dyn Iterator<Item = &'b Block<'a>> + 'b> = match &block.what {
                What::Panel(_, inside, _) => inside.all(),
                What::Beside(_, left, right) => Box::new(left.all().chain(right.all())),
                _ => Box::new(std::iter::once(block)),
            };
            inside
        }))
    }

    /// The form that has the keys.
    fn form_in_focus(&self) -> Option<&'a Form> {
        let last = self.all().filter(|block| block.focused).last()?;
        match last.what {
            What::Form(form, _) => Some(form),
            _ => None,
        }
    }

    /// Help for what has the keys.
    pub(crate) fn help(&self) -> String {
        let form = self.form_in_focus().map(Form::hint);
        form.filter(|hint| !hint.is_empty())
            .unwrap_or_else(|| self.hint.clone())
    }

    /// Whether text is typed.
    pub(crate) fn typing(&self) -> bool {
        self.form_in_focus().is_some_and(Form::typing)
    }

    /// Whether an input method is wanted.
    pub(crate) fn kana(&self) -> bool {
        self.form_in_focus().is_some_and(Form::kana)
    }

    /// Whether the page keys turn something.
    pub(crate) fn turns(&self) -> bool {
        self.all().any(|block| match &block.what {
            What::Pages(reading, _) => reading.overflows(),
            What::Table(_) | What::Roster(..) => true,
            _ => false,
        })
    }

    /// The list in focus, which `/` narrows.
    pub(crate) fn listed(self) -> Option<Listed<'a>> {
        for block in self.blocks {
            let narrows = block.narrows.unwrap_or(block.focused);
            let found = match block.what {
                What::Table(rowed) if narrows => Some(rowed.listed()),
                What::Roster(roster, lines) if narrows => Some(roster.listed(lines)),
                What::Panel(_, inside, _) => inside.listed(),
                What::Beside(_, left, right) => left.listed().or_else(|| right.listed()),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

impl<'a> Rowed<'a> {
    fn listed(self) -> Listed<'a> {
        let (table, row, wide) = (self.table, self.row, !self.table.was_narrow());
        Listed::new(table, self.rows, move |index| row(index, wide)).of_more(self.more)
    }
}

#[cfg(test)]
mod tests;
