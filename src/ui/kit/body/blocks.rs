//! The blocks of a body, from top to bottom: what there is to say.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{BlockHeight, Body, Entry, LeftWidth, LinesOf, Rowed, What};
use crate::ui::kit::buttons::{self, Buttons};
use crate::ui::kit::form::Form;
use crate::ui::kit::input::Input;
use crate::ui::kit::keys::Keys;
use crate::ui::kit::lines::Line;
use crate::ui::kit::menu::Item;
use crate::ui::kit::roster::{self, Roster};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::kit::table::{Columns, Row, Table};
use crate::ui::screen::Ambient;

impl<'a> Body<'a> {
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
    pub(in crate::ui::kit) fn buttons_every(self, step: u16, chosen: Buttons, labels: &[&str]) -> Self {
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

    /// What is drawn and no text, in the rows that are left; `said` is what it says.
    pub(crate) fn picture(
        self,
        draw: impl Fn(Rect, &mut Buffer, &Ambient<'_>) -> Option<Position> + 'a,
        said: Vec<String>,
    ) -> Self {
        self.with(What::Picture(Box::new(draw), said, None), 0, BlockHeight::Rest)
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
}

/// Lines as they may be said.
fn veiled_lines<'a>(at: &'a Ambient<'a>, lines: impl Fn(u16) -> Vec<Line> + 'a) -> LinesOf<'a> {
    Box::new(move |columns| lines(columns).into_iter().map(|line| line.veiled(at)).collect())
}

/// Texts as they may be said.
pub(super) fn veil_all(texts: &mut [String], at: &Ambient<'_>) {
    for text in texts {
        *text = at.veiled(std::mem::take(text));
    }
}
