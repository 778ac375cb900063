//! The columns and rows of a table.

use ratatui::style::Style;

use crate::ui::text::Align;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    pub(super) heading: String,
    pub(super) columns: Option<u16>,
    pub(super) align: Align,
}

impl Column {
    /// A column of a fixed number of cells. A line feed in its heading begins a second row of headings.
    pub fn new(heading: impl Into<String>, columns: u16) -> Self {
        Self {
            heading: heading.into(),
            columns: Some(columns),
            align: Align::Left,
        }
    }

    /// The column that takes what the others leave.
    pub fn rest(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            columns: None,
            align: Align::Left,
        }
    }

    /// The same column with its texts at the right edge.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }
}

/// One row as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub(super) cells: Vec<String>,
    pub(super) checked: Option<bool>,
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
