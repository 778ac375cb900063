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

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::buttons::{self, Buttons};
use super::form::Form;
use super::input::Input;
use super::keys::Keys;
use super::lines::Line;
use super::menu::Item;
use super::roster::{self, Roster};
use super::scroll::ScrollState;
use super::table::{Columns, Listed, Row, Table};
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

    /// Blank rows.
    pub fn gap(self, rows: u16) -> Self {
        self.with(What::Gap, 0, BlockHeight::Exactly(rows))
    }

    /// Blank rows as far as what follows leaves room, which so stands at the bottom.
    pub fn stretch(self) -> Self {
        self.with(What::Gap, 0, BlockHeight::Rest)
    }

    /// A paragraph, a column in; an empty one takes no rows.
    pub fn text(self, text: impl Into<String>, style: Style) -> Self {
        let text = self.at.veiled(text);
        self.with(What::Text(text, style), 1, BlockHeight::Own)
    }

    /// One row, a column in.
    pub fn line(self, text: impl Into<String>, style: Style) -> Self {
        let text = self.at.veiled(text);
        self.with(What::Line(text, style), 1, BlockHeight::Exactly(1)).inward(1)
    }

    /// One row with a text a column in, and one at its right end, before which the other is cut.
    pub fn ends(self, left: (String, Style), right: (String, Style)) -> Self {
        let at = self.at;
        let veiled = |(text, style): (String, Style)| (at.veiled(text), style);
        self.with(What::Ends(veiled(left), veiled(right)), 0, BlockHeight::Exactly(1))
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
        self.with(What::Required(text.into(), required), 1, BlockHeight::Exactly(1))
    }

    /// Names with their values, all values beginning in one column.
    pub fn facts(self, facts: impl IntoIterator<Item = (String, String)>) -> Self {
        let at = self.at;
        let facts = facts.into_iter().map(|(name, value)| (name, at.veiled(value)));
        self.with(What::Facts(facts.collect()), 1, BlockHeight::Own)
    }

    /// Lines of texts, each with the column that it begins in; a text that reaches the next one is cut.
    pub(crate) fn lines(self, lines: Vec<Line>) -> Self {
        self.lines_for(move |_| lines.clone())
    }

    /// The same, made for so many columns.
    pub(crate) fn lines_for(self, lines: impl Fn(u16) -> Vec<Line> + 'a) -> Self {
        let lines = veiled_lines(self.at, lines);
        self.with(What::Lines(lines), 1, BlockHeight::Own)
    }

    /// A text that is read by pages where it is longer than its room; `lines` makes it for so many columns.
    pub(crate) fn pages(self, scroll: &'a ScrollState, lines: impl Fn(u16) -> Vec<Line> + 'a) -> Self {
        let lines = veiled_lines(self.at, lines);
        self.with(What::Pages(scroll, lines), 0, BlockHeight::Rest)
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
        let at = self.at;
        let rowed = Rowed {
            table,
            columns,
            rows,
            row: Box::new(move |index, wide| {
                let mut row = row(index, wide)?;
                veil_all(&mut row.cells, at);
                Some(row)
            }),
            more: false,
            empty: None,
            foot: None,
            sought: None,
        };
        self.with(What::Table(rowed), 0, BlockHeight::Rest).focused(true)
    }

    /// A list of users, each with a mark; `lines` makes its rows, in the wide columns or the narrow ones.
    pub(crate) fn roster(self, roster: &'a Roster, lines: impl Fn(bool) -> Vec<roster::Line> + 'a) -> Self {
        let at = self.at;
        let lines = move |wide| {
            let mut lines = lines(wide);
            for line in &mut lines {
                veil_all(&mut line.cells, at);
            }
            lines
        };
        self.with(What::Roster(roster, Box::new(lines)), 0, BlockHeight::Rest)
            .focused(true)
    }

    /// A form, which has the keys.
    pub fn form(self, form: &'a Form) -> Self {
        self.with(What::Form(form, Vec::new()), 0, BlockHeight::Own)
            .focused(true)
    }

    /// A row of buttons, which has the keys.
    pub(crate) fn buttons(self, chosen: Buttons, labels: &[&str]) -> Self {
        self.buttons_every(buttons::STEP, chosen, labels)
    }

    /// The same, so many columns from one to the next.
    pub(super) fn buttons_every(self, step: u16, chosen: Buttons, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        self.with(What::Buttons(chosen, labels, step), 0, BlockHeight::Exactly(1))
            .focused(true)
    }

    /// An entry outside of a form, which has the keys; who hears it is told its name.
    pub(crate) fn entry(self, label: impl Into<String>, input: &'a Input) -> Self {
        let entry = Entry {
            label: label.into(),
            input,
            place: None,
            searches: false,
            kana: input.is_kana(),
            behind: None,
        };
        self.with(What::Entry(entry), 0, BlockHeight::Exactly(1)).focused(true)
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

    /// What is drawn and no text, in the rows that are left; `said` is what it says.
    pub(crate) fn picture(
        self,
        draw: impl Fn(Rect, &mut Buffer, &Ambient<'_>) -> Option<Position> + 'a,
        said: Vec<String>,
    ) -> Self {
        self.with(What::Picture(Box::new(draw), said, None), 0, BlockHeight::Rest)
    }

    /// Which line of what the picture that was said last says has the keys.
    pub(crate) fn heard_at(self, line: Option<usize>) -> Self {
        self.last(|block| {
            if let What::Picture(.., heard) = &mut block.what {
                *heard = line;
            }
        })
    }

    /// A keyboard on the screen, which has the keys.
    pub(crate) fn keys(self, keys: &'a Keys) -> Self {
        self.with(What::Keys(keys), 0, BlockHeight::Own).focused(true)
    }

    /// A box with a heading, at most so many columns wide.
    pub fn panel(self, heading: impl Into<String>, columns: u16, inside: Self) -> Self {
        self.with(What::Panel(heading.into(), inside, columns), 0, BlockHeight::Own)
    }

    /// Numbered entries, one of which is selected and then has the keys.
    pub(crate) fn menu(self, items: Vec<Item>, selected: Option<usize>) -> Self {
        self.with(What::Menu(items, selected), 0, BlockHeight::Own)
            .focused(selected.is_some())
    }

    /// Some of it in rows of their own: with [`Body::rows`] what follows stands where it stands, however much there is to say.
    pub fn group(self, inside: Self) -> Self {
        self.with(What::Group(inside), 0, BlockHeight::Own)
    }

    /// Two bodies side by side, the left one of so many columns; they take the rows that are left.
    pub fn beside(self, columns: u16, left: Self, right: Self) -> Self {
        self.with(
            What::Beside(LeftWidth::Exactly(columns), left, right),
            0,
            BlockHeight::Rest,
        )
    }

    /// The same in halves, the left one of at least so many columns.
    pub fn side_by_side(self, least: u16, left: Self, right: Self) -> Self {
        self.with(What::Beside(LeftWidth::Half(least), left, right), 0, BlockHeight::Rest)
    }

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

    /// The help where no form has the keys, which has help for each field.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// All blocks, those inside of others too.
    fn all<'b>(&'b self) -> Box<dyn Iterator<Item = &'b Block<'a>> + 'b> {
        Box::new(self.blocks.iter().flat_map(|block| {
            let inside: Box<dyn Iterator<Item = &'b Block<'a>> + 'b> = match &block.what {
                What::Panel(_, inside, _) | What::Group(inside) => inside.all(),
                What::Beside(_, left, right) => Box::new(left.all().chain(right.all())),
                _ => Box::new(std::iter::once(block)),
            };
            inside
        }))
    }

    /// What has the keys, the last of it.
    fn in_focus(&self) -> Option<&What<'a>> {
        let last = self.all().filter(|block| block.focused).last()?;
        Some(&last.what)
    }

    /// Help for what has the keys.
    pub(crate) fn help(&self) -> String {
        let form = match self.in_focus() {
            Some(What::Form(form, _)) => form.hint(),
            _ => String::new(),
        };
        Some(form)
            .filter(|hint| !hint.is_empty())
            .unwrap_or_else(|| self.hint.clone())
    }

    /// Whether text is typed.
    pub(crate) fn typing(&self) -> bool {
        match self.in_focus() {
            Some(What::Form(form, _)) => form.typing(),
            Some(What::Entry(_)) => true,
            _ => false,
        }
    }

    /// Whether an input method is wanted.
    pub(crate) fn kana(&self) -> bool {
        match self.in_focus() {
            Some(What::Form(form, _)) => form.kana(),
            Some(What::Entry(entry)) => entry.kana,
            _ => false,
        }
    }

    /// The page keys turn what they turn, but do not stand on the bar.
    pub fn without_page_keys(mut self) -> Self {
        self.unsaid_pages = true;
        self
    }

    /// Whether the page keys stand on the bar: they turn something.
    pub(crate) fn turns(&self) -> bool {
        let turns = |block: &Block<'_>| match &block.what {
            What::Pages(reading, _) => reading.overflows(),
            What::Table(_) | What::Roster(..) => !block.lit,
            _ => false,
        };
        !self.unsaid_pages && self.all().any(turns)
    }

    /// The list in focus, which `/` narrows.
    pub(crate) fn listed(self) -> Option<Listed<'a>> {
        for block in self.blocks {
            let narrows = block.narrows.unwrap_or(block.focused);
            let found = match block.what {
                What::Table(rowed) if narrows => Some(rowed.listed()),
                What::Roster(roster, lines) if narrows => Some(roster.listed(lines)),
                What::Panel(_, inside, _) | What::Group(inside) => inside.listed(),
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

/// Lines as they may be said.
fn veiled_lines<'a>(at: &'a Ambient<'a>, lines: impl Fn(u16) -> Vec<Line> + 'a) -> LinesOf<'a> {
    Box::new(move |columns| lines(columns).into_iter().map(|line| line.veiled(at)).collect())
}

/// Texts as they may be said.
fn veil_all(texts: &mut [String], at: &Ambient<'_>) {
    for text in texts {
        *text = at.veiled(std::mem::take(text));
    }
}

impl<'a> Rowed<'a> {
    fn listed(self) -> Listed<'a> {
        let row = self.sought.unwrap_or(self.row);
        let (table, wide) = (self.table, !self.table.was_narrow());
        Listed::new(table, self.rows, move |index| row(index, wide)).of_more(self.more)
    }
}

#[cfg(test)]
mod tests;
