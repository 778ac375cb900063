//! TZAI003 納品確認: the batches, and the one that is released against its delivery note (R15.3).

mod counting;
mod files;

use counting::NoteEntry;

use crate::branch::screens;
use crate::desk::Error;
use crate::domain::staff::Duty;
use crate::store::BatchRow;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};

/// TZAI003 納品確認.
#[derive(Debug, Default)]
pub struct Deliveries {
    rows: Option<Vec<BatchRow>>,
    table: Table,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F10: the delivery note of the selected batch.
    Open,
    /// The batches.
    Read(Result<Vec<BatchRow>, Error>),
}

impl Deliveries {
    /// The screen with the newest batches.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        cx.look_latest(
            "batches",
            |look| -> Result<Vec<BatchRow>, Error> { look.batches() },
            Msg::Read,
        );
    }

    fn rows(&self) -> &[BatchRow] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn selected(&self) -> Option<&BatchRow> {
        self.rows().get(self.table.selected())
    }

    /// Why the selected one can't be released, if so.
    fn off(&self, at: &Ambient<'_>) -> Option<String> {
        let waits = self.selected().is_some_and(|batch| batch.waiting > 0);
        let none = || (!waits).then(|| at.words.stock.delivery.off_none.to_owned());
        super::off_duty(at, Duty::Approve).or_else(none)
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        match self.off(cx.at()) {
            Some(off) => cx.say(Message::warn("W0580", off)),
            None => {
                if let Some(batch) = self.selected() {
                    cx.open(NoteEntry::new(batch.clone(), cx.at().words));
                }
            }
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let batch = self.rows().get(index)?;
        let by = |by: Option<&crate::domain::values::StaffId>| {
            by.map(|by| format!(" {}", at.words.member_short(by)))
                .unwrap_or_default()
        };
        let released = batch.released_at.map(|released| {
            let released = at.words.label.briefly(released, at.now);
            format!("{released}{}", by(batch.released_by.as_ref()))
        });
        let taken = at.words.label.briefly(batch.taken_at, at.now);
        let cells = Row::new([
            batch.number.to_string(),
            batch.maker.clone(),
            batch.count.to_string(),
            batch.waiting.to_string(),
            batch.branch.to_string(),
            format!("{taken}{}", by(batch.taken_by.as_ref())),
            released.unwrap_or_default(),
        ]);
        Some(cells.styled(if batch.waiting > 0 {
            at.theme.warn
        } else {
            at.theme.value
        }))
    }
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.stock.batches;
    Columns::new(vec![
        Column::new(words.number, 6).right(),
        Column::rest(words.maker),
        Column::new(words.count, 7).right(),
        Column::new(words.waiting, 7).right(),
        Column::new(words.branch, 4),
        Column::new(words.taken, 16),
        Column::new(words.released, 16),
    ])
}

impl Screen for Deliveries {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.stock.delivery;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(self.off(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.rows().len();
        match self.table.typed(key, rows) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved | Did::Toggle(_)) => {}
            None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => Self::read(cx),
            Msg::Open => self.open(cx),
            Msg::Read(Ok(rows)) => {
                let before = self.selected().map(|batch| batch.number);
                let index = before.and_then(|number| rows.iter().position(|row| row.number == number));
                self.table.reselect(index, rows.len());
                self.rows = Some(rows);
            }
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.stock.delivery;
        let body = Body::new(at).hint(words.hint);
        if self.rows.is_none() {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        }
        let body = body.text(words.lead, at.theme.value).gap(1);
        let rows = self.rows().len();
        let body = body.table(&self.table, columns(at), rows, |index, _| self.row(index, at));
        Some(body.or_empty(words.none, at.theme.info))
    }
}
