//! The columns and rows of a table.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{CHECK_COLUMNS, POINTER_COLUMNS};
use crate::ui::text::{Align, width};

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    pub(super) heading: String,
    pub(super) columns: Option<u16>,
    pub(super) align: Align,
    whole: bool,
}

impl Column {
    /// A column of a fixed number of cells. A line feed in its heading begins a second row of headings.
    pub fn new(heading: impl Into<String>, columns: u16) -> Self {
        Self {
            heading: heading.into(),
            columns: Some(columns),
            align: Align::Left,
            whole: false,
        }
    }

    /// The column that takes what the others leave.
    pub fn rest(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            columns: None,
            align: Align::Left,
            whole: false,
        }
    }

    /// The same column, as much wider as its texts in sight need: none of them is cut, and what takes the rest yields.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// The same column with its texts at the right edge.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }
}

/// The columns of a table: those of a wide area, and others where room is short.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    all: Vec<Column>,
    narrow: Option<(u16, Vec<Column>)>,
    no_heading: bool,
    /// What stands over the check marks.
    pub(super) marks: String,
}

impl Columns {
    /// The same columns in every area.
    pub fn new(all: Vec<Column>) -> Self {
        Self {
            all,
            narrow: None,
            no_heading: false,
            marks: String::new(),
        }
    }

    /// Others in an area of less than `width` columns.
    #[must_use]
    pub fn or_below(mut self, width: u16, narrow: Vec<Column>) -> Self {
        self.narrow = Some((width, narrow));
        self
    }

    /// The same without their row of headings.
    #[must_use]
    pub fn without_heading(mut self) -> Self {
        self.no_heading = true;
        self
    }

    /// The same with that over the check marks.
    #[must_use]
    pub fn marks(mut self, heading: &str) -> Self {
        heading.clone_into(&mut self.marks);
        self
    }

    pub(super) fn has_heading(&self) -> bool {
        !self.no_heading
    }

    /// Whether that many cells are too few for those of [`Columns::new`].
    pub(in crate::ui::kit) fn is_narrow(&self, width: u16) -> bool {
        self.narrow.as_ref().is_some_and(|(below, _)| width < *below)
    }

    /// The columns in an area that wide.
    pub(super) fn of(&self, width: u16) -> &[Column] {
        match &self.narrow {
            Some((below, narrow)) if width < *below => narrow,
            _ => &self.all,
        }
    }

    /// The rows of their headings in an area that wide.
    pub(in crate::ui::kit) fn heading_rows(&self, width: u16) -> u16 {
        let rows = self.of(width).iter().map(Column::heading_rows).max().unwrap_or(0);
        if self.has_heading() { rows } else { 0 }
    }

    /// Their headings, each in one piece, as they are heard.
    pub(in crate::ui::kit) fn headings(&self, width: u16) -> impl Iterator<Item = String> {
        let said = self.of(width).iter().filter(|_| self.has_heading());
        let marks = std::iter::once(self.marks.clone());
        marks.chain(said.map(|column| super::joined(&column.heading)))
    }

    /// The part of `area` that rows are drawn in.
    pub(super) fn list(&self, area: Rect) -> Rect {
        let head = self.heading_rows(area.width).min(area.height.saturating_sub(1));
        let foot = u16::from(area.height > 1);
        Rect::new(
            area.x,
            area.y + head,
            area.width,
            area.height.saturating_sub(head + foot),
        )
    }

    /// Where each column begins and how wide it is, for the rows in sight.
    pub(super) fn places(&self, list: Rect, checks: bool, rows: &[&Row]) -> Vec<(u16, u16)> {
        let lead = POINTER_COLUMNS + if checks { CHECK_COLUMNS } else { 0 };
        let all = self.of(list.width);
        let gaps = u16::try_from(all.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let needed = |place: usize| {
            rows.iter()
                .filter_map(|row| row.cells.get(place))
                .map(|cell| width(cell))
                .max()
        };
        let fixed: Vec<_> = all
            .iter()
            .enumerate()
            .map(|(place, column)| {
                let needed = needed(place).filter(|_| column.whole).unwrap_or(0);
                column.columns.map(|columns| columns.max(needed))
            })
            .collect();
        let taken: u16 = fixed.iter().flatten().sum();
        let rest = list
            .width
            .saturating_sub(lead)
            .saturating_sub(gaps)
            .saturating_sub(taken);
        let mut x = list.x + lead;
        let mut places = Vec::with_capacity(all.len());
        for columns in fixed {
            let columns = columns.unwrap_or(rest).min(list.right().saturating_sub(x));
            places.push((x, columns));
            x = x.saturating_add(columns).saturating_add(1);
        }
        places
    }
}

/// One row as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub(in crate::ui::kit) cells: Vec<String>,
    pub(in crate::ui::kit) checked: Option<bool>,
    pub(super) marked: bool,
    pub(super) style: Option<Style>,
}

impl Row {
    /// A row with a text for each column.
    pub fn new(cells: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            cells: cells.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// The same row with a check mark before it.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }

    /// The same row, which stays to be seen whatever is looked for if it is `marked`.
    #[must_use]
    pub fn marked(mut self, marked: bool) -> Self {
        self.marked = marked;
        self
    }

    /// The same row in a role of its own; a word in it must say the same.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }
}

impl Column {
    /// The rows of its heading.
    pub(super) fn heading_rows(&self) -> u16 {
        u16::try_from(self.heading.lines().count()).unwrap_or(u16::MAX)
    }
}
