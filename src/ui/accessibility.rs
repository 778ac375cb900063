//! What has the keys, for a console that is heard: the parts of a screen tell it while they are drawn.
//!
//! A screen draws the same whether somebody listens or not. Its fields, choices and tables say what they are to the [`Accessibility`]
//! of [`Ambient`](super::screen::Ambient), each with the cell where its cursor would stand; the cursor of the frame then
//! tells which of them has the keys. So no screen has to say it, and none can forget to.

use std::cell::RefCell;

use ratatui::layout::Position;

use super::kit::input::Accepts;

/// Something that can have the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its name; empty where it has none.
    pub label: String,
    /// It must be filled in.
    pub required: bool,
    /// What stands in it, as it may be heard: of a secret only how much.
    pub value: String,
    /// What it is.
    pub kind: Kind,
}

/// What something is that has the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entry.
    Entry(Accepts),
    /// An entry whose text finds the rows below it.
    Search,
    /// One of these.
    One(Vec<String>),
    /// Any of these.
    Many(Vec<String>),
    /// Something that can't be changed.
    Off,
    /// A line of a menu, which is its name.
    Here,
    /// A row of a list: its number from 1, of how many, its texts with their headings, and whether it is checked.
    Row {
        /// The number of the row.
        number: usize,
        /// How many rows there are.
        all: usize,
        /// Heading and text of each column.
        cells: Vec<(String, String)>,
        /// Its check mark, if it has one.
        checked: Option<bool>,
    },
}

impl Control {
    /// A line of a menu that reads like that.
    pub fn here(text: impl Into<String>) -> Self {
        Self {
            label: text.into(),
            required: false,
            value: String::new(),
            kind: Kind::Here,
        }
    }

    /// An entry of that name whose text finds the rows below it.
    pub fn search(label: impl Into<String>, value: &str) -> Self {
        Self {
            kind: Kind::Search,
            ..Self::entry(label, Accepts::Text, value)
        }
    }

    /// An entry of that name.
    pub fn entry(label: impl Into<String>, accepts: Accepts, value: &str) -> Self {
        Self {
            label: label.into(),
            required: false,
            value: value.to_owned(),
            kind: Kind::Entry(accepts),
        }
    }
}

/// Who listens while a frame is drawn.
#[derive(Debug, Default)]
pub struct Accessibility(RefCell<Vec<(Position, Control)>>, RefCell<Vec<Vec<String>>>);

impl Accessibility {
    /// Hears what would have the keys if the cursor were `at` that cell.
    pub fn add(&self, at: Position, control: Control) {
        self.0.borrow_mut().push((at, control));
    }

    /// Hears the texts of the rows of a list, from the first that is drawn.
    pub fn add_rows(&self, rows: impl Iterator<Item = Vec<String>>) {
        self.1.borrow_mut().extend(rows);
    }

    /// The rows of all lists that were drawn.
    pub fn rows(&self) -> Vec<Vec<String>> {
        self.1.borrow().clone()
    }

    /// What has the keys if the cursor is `at` that cell; of several the one that was drawn last.
    pub fn at(&self, at: Position) -> Option<Control> {
        let heard = self.0.borrow();
        let found = heard.iter().rev().find(|(place, _)| *place == at);
        found.map(|(_, control)| control.clone())
    }

    /// The selected row of the list that was drawn last, wherever the cursor is.
    pub fn row(&self) -> Option<Control> {
        let heard = self.0.borrow();
        let found = heard
            .iter()
            .rev()
            .find(|(_, control)| matches!(control.kind, Kind::Row { .. }));
        found.map(|(_, control)| control.clone())
    }
}
