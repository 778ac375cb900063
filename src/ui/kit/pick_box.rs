//! The list over a screen from which one thing is picked: a table in a frame.
//!
//! What a list of its own kind has to say is a [`Pick`]: its rows, its words, and what it closes with. Drawing, keys and selection
//! are here.

use ratatui::layout::Size;

use super::body::Body;
use super::table::{Column, Columns, Did, Row, Table};
use crate::ui::keys::{Function, Key};
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::Words;

/// What is picked from.
pub trait Pick: Sized + 'static {
    /// What it is told beside Execute: the answers to what it asked.
    type Own: Send + 'static;
    /// What it closes with ([`Cx::close_with`]).
    type With: 'static;
    /// Columns and rows of the box.
    const SIZE: Size;

    /// Its heading.
    fn title(words: &Words) -> &'static str;

    /// Help for the list.
    fn hint(words: &Words) -> &'static str;

    /// What Execute is called.
    fn button(words: &Words) -> &'static str;

    /// The columns of the list.
    fn columns(words: &Words) -> Vec<Column>;

    /// How many rows there are.
    fn count(&self) -> usize;

    /// A row.
    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row>;

    /// What the box closes with where that row is picked.
    fn picked(&self, index: usize, words: &Words) -> Option<Self::With>;

    /// Why nothing can be picked, if so.
    fn off(&self, _words: &Words) -> Option<String> {
        None
    }

    /// Asks for what it does not know yet, as it opens and whenever something changed.
    fn reads(&self, _cx: &mut Cx<'_, Msg<Self>>) {}

    /// An answer.
    fn heard(&mut self, _own: Self::Own, _cx: &mut Cx<'_, Msg<Self>>) {}
}

/// The box.
pub struct PickBox<X: Pick> {
    pick: X,
    table: Table,
}

/// What the box is told.
pub enum Msg<X: Pick> {
    /// Execute.
    Choose,
    /// An answer to what it asked.
    Own(X::Own),
}

impl<X: Pick> Answers for Msg<X> {
    type With = X::With;
}

impl<X: Pick> PickBox<X> {
    /// The box with its first row selected.
    pub fn new(pick: X) -> Self {
        Self {
            pick,
            table: Table::default(),
        }
    }

    fn choose(&self, cx: &mut Cx<'_, Msg<X>>) {
        if let Some(with) = self.pick.picked(self.table.selected(), cx.at().words) {
            cx.close_with(with);
        }
    }
}

impl<X: Pick> Screen for PickBox<X> {
    type Msg = Msg<X>;

    fn title(&self, at: &Ambient<'_>) -> String {
        X::title(at.words).to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg<X>>> {
        let binding = Binding::new(Function::Execute, X::button(at.words), Msg::Choose);
        vec![binding.unless(self.pick.off(at.words))]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg<X>>) {
        self.pick.reads(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg<X>>) {
        self.pick.reads(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg<X>>) -> bool {
        match self.table.typed(key, self.pick.count()) {
            Some(Did::Pick(_)) => self.choose(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg<X>, cx: &mut Cx<'_, Msg<X>>) {
        match msg {
            Msg::Choose => self.choose(cx),
            Msg::Own(own) => {
                self.pick.heard(own, cx);
                self.table.reselect(None, self.pick.count());
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let columns = Columns::new(X::columns(at.words));
        let row = |index, _| self.pick.row(index, at);
        let inside = Body::new(at).table(&self.table, columns, self.pick.count(), row);
        let body = Body::framed(at, X::title(at.words), inside).hint(X::hint(at.words));
        Some(body.without_page_keys())
    }

    fn popup(&self) -> Option<Size> {
        Some(X::SIZE)
    }
}
