//! Lines of words, broken to the width they will be drawn in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put_fit, width, wrap};

/// Columns before a fact and before a heading.
const INDENT: u16 = 1;
/// Columns between the widest name and the values.
const GAP: u16 = 2;

/// One line: texts with the column they begin in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line(pub(super) Vec<(u16, String, Style)>);

impl Line {
    /// A line of texts with the column that each begins in.
    pub(crate) fn new(texts: impl IntoIterator<Item = (u16, String, Style)>) -> Self {
        Self(texts.into_iter().collect())
    }

    /// Adds texts behind the others.
    pub(crate) fn extend(&mut self, texts: impl IntoIterator<Item = (u16, String, Style)>) {
        self.0.extend(texts);
    }

    /// Draws its texts, each cut where the next one begins.
    pub(super) fn view(&self, row: Rect, buf: &mut Buffer) {
        for (index, (x, text, style)) in self.0.iter().enumerate() {
            let end = self
                .0
                .get(index + 1)
                .map_or(row.width, |(next, ..)| (*next).min(row.width));
            let place = Rect {
                x: row.x.saturating_add(*x),
                width: end.saturating_sub(*x),
                ..row
            };
            put_fit(buf, place, text, Align::Left, *style);
        }
    }

    /// The same as it may be said.
    pub(super) fn veiled(mut self, at: &Ambient<'_>) -> Self {
        for (_, text, _) in &mut self.0 {
            *text = at.veiled(std::mem::take(text));
        }
        self
    }

    /// Its texts, as they are heard.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text, _)| text.as_str())
    }
}

/// Lines in the making.
pub(crate) struct Lines<'a> {
    at: &'a Ambient<'a>,
    columns: u16,
    names: u16,
    made: Vec<Line>,
}

impl<'a> Lines<'a> {
    /// No lines yet, for a space of `width` columns; values of facts begin behind the widest name of a fact.
    pub(crate) fn new(at: &'a Ambient<'a>, columns: u16) -> Self {
        let (shown, done, request) = (
            &at.words.deciding.shown,
            &at.words.deciding.completed,
            &at.words.deciding.request,
        );
        let names = [
            &shown.contract,
            &shown.action,
            &shown.could,
            &shown.override_reason,
            &shown.check,
            &shown.methods,
            &shown.approval,
            &shown.reopens,
            &done.receipt,
            &done.at,
            &done.staff,
            &request.reason,
        ];
        Self {
            at,
            columns,
            names: names.into_iter().map(|name| width(name)).max().unwrap_or(0),
            made: Vec::new(),
        }
    }

    /// The same with values behind a name of `names` columns.
    pub(crate) fn behind(at: &'a Ambient<'a>, columns: u16, names: u16) -> Self {
        Self {
            at,
            columns,
            names,
            made: Vec::new(),
        }
    }

    /// What every screen may read.
    pub(crate) fn at(&self) -> &'a Ambient<'a> {
        self.at
    }

    /// The columns of the space.
    pub(crate) fn width(&self) -> u16 {
        self.columns
    }

    /// A name with its value, which goes on below itself, and begins behind the whole name where that is a longer one.
    pub(crate) fn fact(&mut self, name: &str, value: &str, style: Style) {
        let fits = width(name) < self.names + GAP;
        let names = if fits {
            self.names
        } else {
            width(name).min(self.columns / 2)
        };
        let x = INDENT + names + GAP;
        let value = &self.at.veiled(value);
        for (index, part) in wrap(value, self.columns.saturating_sub(x)).into_iter().enumerate() {
            let mut line = Line(vec![(x, part, style)]);
            if index == 0 {
                line.0.insert(0, (INDENT, name.to_owned(), self.at.theme.label));
            }
            self.made.push(line);
        }
    }

    /// A heading over what follows.
    pub(crate) fn heading(&mut self, text: &str) {
        self.row(vec![(INDENT, text.to_owned(), self.at.theme.heading)]);
    }

    /// A paragraph that is to be noticed.
    pub(crate) fn note(&mut self, text: &str, style: Style) {
        let text = &self.at.veiled(text);
        for part in wrap(text, self.columns.saturating_sub(2 * INDENT + 1)) {
            self.row(vec![(2 * INDENT, part, style)]);
        }
    }

    /// A line of texts with the column that each begins in.
    pub(crate) fn row(&mut self, texts: Vec<(u16, String, Style)>) {
        self.made.push(Line(texts));
    }

    /// The lines.
    pub(crate) fn done(self) -> Vec<Line> {
        self.made
    }
}

/// Writes one line above a list or a form, where the body of every screen begins: a column in.
pub(crate) fn lead(area: Rect, down: u16, buf: &mut Buffer, text: &str, style: Style) {
    let area = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(1),
        ..area
    };
    line(area, down, buf, text, style);
}

/// Writes one line of a body, `down` rows from its top; cut where it does not fit.
pub(crate) fn line(area: Rect, down: u16, buf: &mut Buffer, text: &str, style: Style) {
    if down < area.height {
        put_fit(
            buf,
            Rect::new(area.x, area.y + down, area.width, 1),
            text,
            Align::Left,
            style,
        );
    }
}
