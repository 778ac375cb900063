//! The actions that stand in the trail, to choose one from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::ui::keys::{Function, Key};
use crate::ui::kit::panel::panel;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
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
            table: headings(words),
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

    fn inside(area: Rect) -> Rect {
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(2));
        Rect::new(area.x + 1, area.y + 1, width, height)
    }
}

fn headings(words: &Words) -> Table {
    Table::new(vec![Column::rest(words.trail.list.action)])
}

impl Screen for Actions {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        ""
    }

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

    fn opened(&mut self, _cx: &mut Cx<'_, Msg>) {}

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.table.retell(headings(cx.at().words));
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

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        panel(area, buf, at.words.trail.filter.actions, at);
        let rows = self.names.len();
        self.table
            .view(Self::inside(area), buf, at, rows, |index| self.row(index, at.words));
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.table.cursor(Self::inside(area)))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let row = |index| self.row(index, at.words);
        Some(Listed::new(&self.table, self.names.len(), row))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.trail.filter.actions_hint.to_owned()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(48, 18))
    }
}
