//! The recall list: fobs of the branch that should be fetched back before they fail, one by one or by batch (R15.8).

use crate::branch::screens;
use crate::desk::{Error, RecallBatch, RecallFob, RecallList, Whose};
use crate::domain::calendar;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// The recall list.
#[derive(Debug, Default)]
pub(super) struct Recalls {
    list: Option<Box<RecallList>>,
    by_batch: bool,
    everywhere: bool,
    table: Table,
}

/// What it is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// F4: by batch, or one by one.
    Turn,
    /// Of all branches, or of one's own.
    Branches,
    /// F5.
    Again,
    /// What there is.
    Read(Result<Box<RecallList>, Error>),
}

impl Recalls {
    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let whose = if self.everywhere { Whose::All } else { Whose::Own };
        cx.look_latest("recall", move |look| look.recall(&whose).map(Box::new), Msg::Read);
    }

    fn rows(&self) -> usize {
        let list = self.list.as_ref();
        list.map_or(0, |list| {
            if self.by_batch {
                list.batches.len()
            } else {
                list.fobs.len()
            }
        })
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let list = self.list.as_ref()?;
        if self.by_batch {
            list.batches.get(index).map(of_batch)
        } else {
            list.fobs.get(index).map(|fob| of_fob(fob, at))
        }
    }
}

fn of_fob(RecallFob { row, why }: &RecallFob, at: &Ambient<'_>) -> Row {
    let (token, label) = (&row.token, &at.words.label);
    let expires = token.expires.map(calendar::day_of);
    let cells = [
        token.serial.to_string(),
        label.token(token, false, at.now).to_owned(),
        token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
        expires.map_or_else(|| label.no_expiry.to_owned(), |day| at.words.short_day(day)),
        at.words.ends(why),
        if why.drifts {
            format!("{:+}", token.drift)
        } else {
            String::new()
        },
        if why.fails {
            row.failed.to_string()
        } else {
            String::new()
        },
        row.batch.map(|batch| batch.to_string()).unwrap_or_default(),
    ];
    Row::new(cells).styled(if why.expired { at.theme.bad } else { at.theme.value })
}

fn of_batch(of: &RecallBatch) -> Row {
    let [soon, later, last] = of.expiring;
    let numbers = [of.listed, of.expired, soon, later, last, of.drifting, of.failing];
    let named = [
        of.batch.map(|batch| batch.to_string()).unwrap_or_default(),
        of.maker.to_string(),
        of.count.map(|count| count.to_string()).unwrap_or_default(),
    ];
    let cells: Vec<_> = named
        .into_iter()
        .chain(numbers.map(|number| number.to_string()))
        .collect();
    Row::new(cells)
}

fn columns(by_batch: bool, at: &Ambient<'_>) -> Columns {
    let (of, own) = (&at.words.stock.list, &at.words.stock.recall);
    Columns::new(if by_batch {
        vec![
            Column::new(of.batch, 5).right(),
            Column::rest(of.maker),
            Column::new(at.words.stock.batches.count, 6).right(),
            Column::new(own.listed, 6).right(),
            Column::new(own.expired, 6).right(),
            Column::new(own.days_90, 5).right(),
            Column::new(own.days_180, 5).right(),
            Column::new(own.days_365, 5).right(),
            Column::new(own.drifting, 6).right(),
            Column::new(own.failing, 6).right(),
        ]
    } else {
        vec![
            Column::new(of.serial, 12),
            Column::new(of.state, 12),
            Column::new(of.contract, 10),
            Column::new(of.expires, 10),
            Column::new(own.within, 9),
            Column::new(own.drifting, 6).right(),
            Column::new(own.failing, 6).right(),
            Column::rest(of.batch),
        ]
    })
}

impl Screen for Recalls {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.stock.recall.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (of, own) = (&at.words.stock.list, &at.words.stock.recall);
        let (turn, whose) = (
            if self.by_batch { own.one_by_one } else { own.by_batch },
            if self.everywhere { own.of_own } else { own.of_all },
        );
        vec![
            Binding::new(Function::OtherList, turn, Msg::Turn),
            Binding::new(Function::Refresh, of.refresh, Msg::Again),
            Binding::new(Function::Branches, whose, Msg::Branches),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn typed(&mut self, key: &Key, _: &mut Cx<'_, Msg>) -> bool {
        matches!(self.table.typed(key, self.rows()), Some(Did::Moved | Did::Pick(_)))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Turn => (self.by_batch, self.table) = (!self.by_batch, Table::default()),
            Msg::Branches => {
                self.everywhere = !self.everywhere;
                self.ask(cx);
            }
            Msg::Again => self.ask(cx),
            Msg::Read(Ok(list)) => {
                self.list = Some(list);
                self.table.reselect(None, self.rows());
            }
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let own = &at.words.stock.recall;
        let body = Body::new(at).hint(own.hint);
        let Some(list) = &self.list else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let (of, count) = (at.words.stock_of(list.branch.as_ref()), list.fobs.len().to_string());
        let body = body.line(
            own.heading(place::Conditions(&of), place::Count(&count)),
            at.theme.heading,
        );
        let body = if list.more {
            body.line(own.more, at.theme.warn)
        } else {
            body
        };
        let body = body.text(own.lead, at.theme.info).most(2);
        let rows = self.rows();
        let body = body.table(&self.table, columns(self.by_batch, at), rows, |index, _| {
            self.row(index, at)
        });
        Some(body.or_empty(own.none, at.theme.info))
    }
}
