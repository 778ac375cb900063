//! The actions that stand in the trail, to choose one from.

use ratatui::layout::Size;

use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::Words;

/// The list. It closes with the words of the chosen one.
pub(super) struct Actions {
    names: Vec<String>,
    table: Table,
}

/// What the list is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// The selected one.
    Choose,
}

impl Answers for Msg {
    type With = String;
}

impl Actions {
    /// Those of `known`, in the order of their words.
    pub(super) fn new(known: &[String], words: &Words) -> Self {
        let mut names = known.to_vec();
        names.sort_by_key(|name| words.value(name).to_owned());
        Self {
            names,
            table: Table::default(),
        }
    }

    fn choose(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(name) = self.names.get(self.table.selected()) {
            let said = cx.at().words.value(name).to_owned();
            cx.close_with(said);
        }
    }

    fn row(&self, index: usize, words: &Words) -> Option<Row> {
        Some(Row::new([words.value(self.names.get(index)?).to_owned()]))
    }
}

impl Screen for Actions {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.trail.filter.actions.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(
            Function::Execute,
            at.words.trail.filter.choose,
            Msg::Choose,
        )]
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.table.typed(key, self.names.len()) {
            Some(Did::Pick(_)) => self.choose(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Choose => self.choose(cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.trail;
        let columns = Columns::new(vec![Column::rest(words.list.action)]);
        let row = |index, _| self.row(index, at.words);
        let inside = Body::new(at).table(&self.table, columns, self.names.len(), row);
        Some(Body::framed(at, words.filter.actions, inside).hint(words.filter.actions_hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(48, 18))
    }
}
