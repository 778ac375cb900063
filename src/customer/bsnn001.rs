//! BSNN001 承認: what waits for the user's approval, and the payments that were entered (取引一覧).

use super::bsnn002::Approval;
use crate::customer::screens;
use crate::domain::payment::{Content, Payment, Status};
use crate::portal::{Command, Error, Look, Secrets};
use crate::store::Part;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::screen::{Ambient, Binding, CloseReason, Cx, Nameplate, Screen};
use crate::words::place;

/// How many payments are read at a time.
const BATCH: u64 = 100;

/// BSNN001 承認. It is the menu of a run of approvals (R5.4): closing it, on whatever way, ends the run.
pub struct Approvals {
    list: List,
    /// Once they were read.
    payments: Option<Vec<Payment>>,
    limit: u64,
    table: Table,
    went_in: bool,
}

/// Which payments are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Waiting,
    All,
}

/// What the screen is told.
pub enum Msg {
    /// The payments.
    Read(Result<Vec<Payment>, Error>),
    /// F5.
    Refresh,
    /// F4.
    Turn,
    /// F10.
    Open,
    /// The run has ended.
    Left,
}

impl Default for Approvals {
    fn default() -> Self {
        Self::new()
    }
}

impl Approvals {
    /// The screen with what waits.
    pub fn new() -> Self {
        Self {
            list: List::Waiting,
            payments: None,
            limit: BATCH,
            table: Table::default(),
            went_in: false,
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        cx.customer_look("payments", self.query(), Msg::Read);
    }

    fn query(&self) -> impl FnOnce(&Look<'_>) -> Result<Vec<Payment>, Error> + Send + use<> {
        let (list, limit) = (self.list, self.limit);
        move |look| {
            let part = Part { skip: 0, limit };
            match list {
                List::Waiting => look.payments_for_me(part),
                List::All => look.payments(part),
            }
        }
    }

    fn payments(&self) -> &[Payment] {
        self.payments.as_deref().unwrap_or_default()
    }

    fn selected(&self) -> Option<&Payment> {
        self.payments().get(self.table.selected())
    }

    /// Takes the payments; the selection stays on its payment, or where it was if that is gone.
    fn take(&mut self, payments: Vec<Payment>) {
        let before = self.selected().map(|payment| payment.id);
        let index = before.and_then(|id| payments.iter().position(|payment| payment.id == id));
        self.table.reselect(index, payments.len());
        self.payments = Some(payments);
    }

    /// Whether there may be more than was read.
    fn reads_on(&self) -> bool {
        u64::try_from(self.payments().len()).is_ok_and(|read| read >= self.limit)
    }

    /// Reads further when the end of what was read is reached.
    fn read_on(&mut self, cx: &mut Cx<'_, Msg>) {
        let read = self.payments().len();
        if self.table.reach(read) + 1 >= read && self.reads_on() {
            self.limit += BATCH;
            self.read(cx);
        }
    }

    fn open(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(id) = self.selected().map(|payment| payment.id) {
            self.went_in = true;
            cx.open(Approval::new(id));
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let payment = self.payments().get(index)?;
        let (words, common) = (&at.words.payments.approval, &at.words.payments.common);
        let content = &payment.order.content;
        let other_side = match content {
            Content::Bulk { rows, .. } => {
                let count = rows.as_slice().len().to_string();
                words.batch(place::Count(&count))
            }
            content => content.other_side().to_owned(),
        };
        let row = Row::new([
            at.words.label.briefly(payment.made_at, at.now),
            common.kind_of(content.kind()).to_owned(),
            content.amount().to_string(),
            other_side,
            payment.made_by.to_string(),
            common.status(payment.status).to_owned(),
        ]);
        Some(row.styled(match payment.status {
            Status::Waiting | Status::WaitingFinal => at.theme.warn,
            Status::Returned | Status::Void => at.theme.bad,
            Status::Withdrawn => at.theme.off,
            Status::Executed => at.theme.value,
        }))
    }
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.payments.approval;
    Columns::new(vec![
        Column::new(words.at, 5),
        Column::new(words.kind, 13),
        Column::new(words.amount, 13).right(),
        Column::rest(words.other_side),
        Column::new(words.made_by, 9),
        Column::new(words.status, 15),
    ])
}

impl Screen for Approvals {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BSNN001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.payments.approval;
        match self.list {
            List::Waiting => words.title_waiting.to_owned(),
            List::All => words.title_all.to_owned(),
        }
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.payments.approval, &at.words.payments.common);
        let turn = match self.list {
            List::Waiting => words.to_all,
            List::All => words.to_waiting,
        };
        let empty = self.payments().is_empty().then(|| words.off_empty.to_owned());
        vec![
            Binding::new(Function::OtherList, turn, Msg::Turn),
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn closed(&mut self, _why: CloseReason, cx: &mut Cx<'_, Msg>) {
        if self.went_in {
            cx.customer_does(Command::Leave, Secrets::default(), |_| Msg::Left);
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let count = self.payments().len();
        match self.table.typed(key, count) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => self.read_on(cx),
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(payments)) => self.take(payments),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => self.read(cx),
            Msg::Turn => {
                self.list = match self.list {
                    List::Waiting => List::All,
                    List::All => List::Waiting,
                };
                (self.payments, self.table, self.limit) = (None, Table::default(), BATCH);
                self.read(cx);
            }
            Msg::Open => self.open(cx),
            Msg::Left => {}
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.payments.approval;
        let body = Body::new(at).hint(words.list_hint);
        let Some(payments) = &self.payments else {
            return Some(body.line(at.words.payments.common.reading, at.theme.info));
        };
        let said = payments.len().to_string();
        let (said, empty) = match self.list {
            List::Waiting => (words.count_waiting(place::Count(&said)), words.empty_waiting),
            List::All => (words.count_all(place::Count(&said)), words.empty_all),
        };
        let body = body
            .line(said, at.theme.value)
            .table(&self.table, columns(at), payments.len(), |index, _| self.row(index, at));
        Some(body.or_empty(empty, at.theme.info).of_more(self.reads_on()))
    }
}
