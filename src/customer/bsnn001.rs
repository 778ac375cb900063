//! BSNN001 承認: what waits for the user's approval, and the payments that were entered (取引一覧).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::bsnn002::Approval;
use super::paying::{line, rows};
use crate::customer::screens;
use crate::domain::payment::{Content, Payment, Status};
use crate::portal::{Command, Error, Look, Secrets};
use crate::store::Part;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::screen::{Ambient, Binding, Cx, Left, Nameplate, Screen};
use crate::words::place;

/// How many payments are read at a time.
const BATCH: u64 = 100;

/// BSNN001 承認. It is the menu of a run of approvals (R5.4): closing it, on whatever way, ends the run.
pub struct Approvals {
    list: List,
    payments: Vec<Payment>,
    limit: u64,
    table: Option<Table>,
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
    /// F7 and F8.
    Page(Key),
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
            payments: Vec::new(),
            limit: BATCH,
            table: None,
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

    fn selected(&self) -> Option<&Payment> {
        self.payments.get(self.table.as_ref()?.selected())
    }

    /// Takes the payments; the selection stays on its payment, or where it was if that is gone.
    fn take(&mut self, payments: Vec<Payment>, at: &Ambient<'_>) {
        let before = self.selected().map(|payment| payment.id);
        self.payments = payments;
        let index = before.and_then(|id| self.payments.iter().position(|payment| payment.id == id));
        let table = self.table.get_or_insert_with(|| headings(at));
        table.reselect(index, self.payments.len());
    }

    /// Whether there may be more than was read.
    fn reads_on(&self) -> bool {
        u64::try_from(self.payments.len()).is_ok_and(|read| read >= self.limit)
    }

    /// Reads further when the end of what was read is reached.
    fn read_on(&mut self, cx: &mut Cx<'_, Msg>) {
        let read = self.payments.len();
        let at_end = self.table.as_ref().is_some_and(|table| table.reach(read) + 1 >= read);
        if at_end && self.reads_on() {
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
        let payment = self.payments.get(index)?;
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

fn headings(at: &Ambient<'_>) -> Table {
    let words = &at.words.payments.approval;
    Table::new(vec![
        Column::new(words.at, 5),
        Column::new(words.kind, 13),
        Column::new(words.amount, 13).right(),
        Column::rest(words.other_side),
        Column::new(words.made_by, 9),
        Column::new(words.status, 15),
    ])
}

fn table_area(area: Rect) -> Rect {
    rows(area, 1, area.height)
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
        let empty = self.payments.is_empty().then(|| words.off_empty.to_owned());
        vec![
            Binding::new(Function::OtherList, turn, Msg::Turn),
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::PageUp, common.page_up, Msg::Page(Key::PageUp)),
            Binding::new(Function::PageDown, common.page_down, Msg::Page(Key::PageDown)),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("payments", self.query(), Msg::Read);
    }

    fn left(&mut self, _why: Left, cx: &mut Cx<'_, Msg>) {
        if self.went_in {
            cx.customer_does(Command::Leave, Secrets::default(), |_| Msg::Left);
        }
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(table) = &mut self.table {
            table.retell(headings(cx.at()));
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let count = self.payments.len();
        match self.table.as_mut().and_then(|table| table.typed(key, count)) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => self.read_on(cx),
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(payments)) => self.take(payments, cx.at()),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => self.read(cx),
            Msg::Turn => {
                self.list = match self.list {
                    List::Waiting => List::All,
                    List::All => List::Waiting,
                };
                (self.payments, self.table, self.limit) = (Vec::new(), None, BATCH);
                self.read(cx);
            }
            Msg::Page(key) => {
                self.typed(&key, cx);
            }
            Msg::Open => self.open(cx),
            Msg::Left => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.payments.approval;
        let Some(table) = &self.table else {
            line(area, 0, buf, at.words.payments.common.reading, at.theme.info);
            return;
        };
        let count = self.payments.len();
        let said = count.to_string();
        let (said, empty) = match self.list {
            List::Waiting => (words.count_waiting(place::Count(&said)), words.empty_waiting),
            List::All => (words.count_all(place::Count(&said)), words.empty_all),
        };
        line(area, 0, buf, &said, at.theme.value);
        if count == 0 {
            line(area, 2, buf, empty, at.theme.info);
        } else {
            table.view(table_area(area), buf, at, count, |index| self.row(index, at));
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.table.as_ref()?.cursor(table_area(area)))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let table = self.table.as_ref()?;
        let list = Listed::new(table, self.payments.len(), |index| self.row(index, at));
        Some(list.of_more(self.reads_on()))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.payments.approval.list_hint.to_owned()
    }
}
