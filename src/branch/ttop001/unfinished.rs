//! 途中の作業: what one left half-way oneself today; each leads to its contract.

use ratatui::layout::Size;

use crate::branch::entering::drafts::deed;
use crate::desk::{DraftRow, Error, Look};
use crate::domain::values::ContractNumber;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};

/// The contract that was chosen.
pub(super) struct Chosen(pub(super) ContractNumber);

/// The list over the menu.
pub(super) struct UnfinishedList {
    rows: Vec<DraftRow>,
    table: Table,
}

/// What the list is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// F10: the selected one.
    Choose,
    /// What there is.
    Read(Result<Vec<DraftRow>, Error>),
}

impl Answers for Msg {
    type With = Chosen;
}

impl UnfinishedList {
    pub(super) fn new() -> Self {
        Self {
            rows: Vec::new(),
            table: Table::default(),
        }
    }

    fn columns(at: &Ambient<'_>) -> Columns {
        let words = &at.words.finding.menu.unfinished;
        let columns = vec![
            Column::new(words.at, 5),
            Column::new(words.contract, 10),
            Column::rest(words.company),
            Column::new(words.deed, 14),
        ];
        Columns::new(columns)
    }

    fn choose(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(row) = self.rows.get(self.table.selected()) {
            cx.close_with(Chosen(row.contract.clone()));
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let row = self.rows.get(index)?;
        Some(Row::new([
            at.words.label.briefly(row.draft.at, at.now),
            row.contract.to_string(),
            row.company.clone(),
            at.words.label.action(deed(&row.draft.screen)).to_owned(),
        ]))
    }
}

fn drafts(look: &Look<'_>) -> Result<Vec<DraftRow>, Error> {
    look.drafts()
}

impl Screen for UnfinishedList {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.finding.menu.unfinished.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let none = self
            .rows
            .is_empty()
            .then(|| at.words.finding.menu.unfinished.none.to_owned());
        vec![Binding::new(Function::Execute, at.words.finding.menu.go, Msg::Choose).unless(none)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look(drafts, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look_latest("drafts", drafts, Msg::Read);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.table.typed(key, self.rows.len()) {
            Some(Did::Pick(_)) => self.choose(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Choose => self.choose(cx),
            Msg::Read(Ok(rows)) => {
                self.rows = rows;
                self.table.reselect(None, self.rows.len());
            }
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.finding.menu.unfinished;
        let row = |index, _| self.row(index, at);
        let inside = Body::new(at).table(&self.table, Self::columns(at), self.rows.len(), row);
        Some(Body::framed(at, words.title, inside).hint(words.hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(78, 12))
    }
}
