//! BSGK001 総合振込・給与振込: a small batch, entered row by row. A batch is always approved by somebody, so no run of
//! executions begins here that would have to end (R5.4).

mod list;
mod row;

use super::confirming::{Confirming, Entered};
use super::paying::{
    Approvers, Filling, Ground, Parts, Stage, account, batch_columns, batch_row, field_at_fault, preview, steps, sums,
};
use super::settled::Settled;
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::payment::{BatchKind, BulkRow, BulkRows, Content, Kind, Order};
use crate::domain::values::{Account, in_threes};
use crate::portal::{Error, PaymentPreview};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::{Words, place};

/// BSGK001 総合振込・給与振込.
#[derive(Default)]
pub struct BatchEntry {
    filling: Filling<Fields>,
    batch: Vec<BulkRow>,
    table: Table,
    /// The list has the focus, not the form above it.
    in_list: bool,
}

/// The fields of its form.
struct Fields {
    which: Entry<BatchKind>,
    account: Entry<Account>,
    approvers: Approvers,
}

/// What the screen is told.
pub enum Msg {
    /// What stands behind the entry.
    Read(Result<Box<Ground>, Error>),
    /// F2.
    Add,
    /// F4.
    Change,
    /// F9.
    Remove,
    /// The person is sure to remove it.
    Sure,
    /// A row from the box: a new one, or another for the row of that index.
    Row(Option<usize>, BulkRow),
    /// F10.
    Go,
    /// What entering this would come to.
    Previewed(Box<Order>, Result<PaymentPreview, Error>),
    /// It was entered.
    Entered(Entered),
}

impl BatchEntry {
    /// The screen with nothing entered.
    pub fn new() -> Self {
        Self::default()
    }

    fn total(&self) -> u64 {
        self.batch.iter().map(|row| row.amount.get()).sum()
    }

    fn selected(&self) -> Option<usize> {
        let index = self.table.selected();
        (index < self.batch.len()).then_some(index)
    }

    fn order(&mut self, words: &Words) -> Option<Result<Order, Message>> {
        let Parts { form, fields } = self.filling.parts_mut()?;
        let batch = &self.batch;
        let mut read = || {
            let kind = form.read(&fields.which, words)?;
            let account = form.read(&fields.account, words)?;
            let (approver, final_approver) = fields.approvers.read(form, words)?;
            let rows = BulkRows::new(batch.clone()).map_err(|refusal| Message::from_refusal(&refusal, words))?;
            Ok(Order {
                account,
                content: Content::Bulk { kind, rows },
                approver,
                final_approver,
            })
        };
        let order = read();
        self.in_list = self.in_list && order.is_ok();
        Some(order)
    }

    fn kind(&self) -> Kind {
        let parts = self.filling.parts();
        let which = parts.map(|parts| parts.form.text(&parts.fields.which));
        if which.as_deref() == Some("payroll") {
            Kind::Payroll
        } else {
            Kind::Bulk
        }
    }

    /// Up from the first field and Tab behind the last go to the list, and Tab in the list goes back.
    fn turns(&self, key: &Key) -> bool {
        match (self.in_list, key) {
            (true, Key::Tab | Key::BackEnter) => true,
            (false, Key::Enter | Key::Tab | Key::Down) => {
                let last = |parts: &Parts<Fields>| parts.form.is_at_last();
                !self.batch.is_empty() && self.filling.parts().is_some_and(last)
            }
            _ => false,
        }
    }
}

fn parts(ground: &Ground, words: &Words) -> Parts<Fields> {
    let (batch, words) = (&words.payments.batch, &words.payments.common);
    let mut form = Form::new();
    let kinds = [("general", words.bulk), ("payroll", words.payroll)];
    let kinds = kinds.map(|(key, label)| Choosable::new(key, label)).to_vec();
    let which = Field::one(batch.which, kinds).required().hint(batch.which_hint);
    let fields = Fields {
        which: form.add(which, |text, _| {
            Ok(match text {
                "payroll" => BatchKind::Payroll,
                _ => BatchKind::General,
            })
        }),
        account: account(&mut form, ground, words),
        approvers: Approvers::add(&mut form, ground, words),
    };
    Parts { form, fields }
}

fn read(cx: &mut Cx<'_, Msg>) {
    cx.customer_look("ground", |look| Ground::read(look, Kind::Bulk), Msg::Read);
}

impl Screen for BatchEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BSGK001
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::Enter, true))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.payments.batch, &at.words.payments.common);
        let off = self.filling.off(at);
        let empty = self.batch.is_empty().then(|| words.off_empty.to_owned());
        let empty = empty.or_else(|| off.clone());
        vec![
            Binding::new(Function::Add, words.add, Msg::Add).unless(off.clone()),
            Binding::new(Function::Change, words.change, Msg::Change).unless(empty.clone()),
            Binding::new(Function::Remove, words.remove, Msg::Remove).unless(empty),
            Binding::new(Function::Execute, common.confirm, Msg::Go).unless(off),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        read(cx);
    }

    fn language_changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.filling.relabel(|ground| parts(ground, cx.at().words));
    }

    fn holds_until(&self) -> Option<Instant> {
        self.filling.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if self.turns(key) {
            self.in_list = !self.in_list;
            return true;
        }
        let count = self.batch.len();
        if matches!(key, Key::PageUp | Key::PageDown) {
            self.in_list = count > 0;
            if count == 0 {
                return true;
            }
        }
        if !self.in_list {
            return self.filling.typed(key);
        }
        if self.filling.open().is_none() {
            return false;
        }
        match self.table.typed(key, count) {
            Some(Did::Pick(index)) => self.edit(Some(index), cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(ground)) => self.filling.take(ground, |ground| parts(ground, cx.at().words)),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Add => self.edit(None, cx),
            Msg::Change => self.edit(self.selected(), cx),
            Msg::Remove => self.ask_to_remove(cx),
            Msg::Sure => self.remove(cx),
            Msg::Row(index, row) => self.put(index, row, cx),
            Msg::Go => match self.order(cx.at().words) {
                Some(Ok(order)) => preview(order, cx, Msg::Previewed),
                Some(Err(message)) => cx.say(message),
                None => {}
            },
            Msg::Previewed(order, Ok(_)) => cx.open_for(Confirming::new(*order), Msg::Entered),
            Msg::Previewed(_, Err(error)) => {
                if let Some(Parts { form, fields }) = self.filling.parts_mut() {
                    field_at_fault(form, &error, &fields.account, None, Some(&fields.approvers));
                }
                cx.customer_refused(&error);
            }
            Msg::Entered(entered) => {
                self.batch.clear();
                self.in_list = false;
                cx.open(Settled::of_entry(entered));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.payments.batch;
        let (ground, Parts { form, fields }) = match self.filling.to_say(at) {
            Ok(found) => found,
            Err(body) => return Some(body),
        };
        let body = Body::new(at).hint(words.list_hint).line(words.lead, at.theme.value);
        let body = body.form(form).focused(!self.in_list).gap(1);
        let (count, row) = (self.batch.len(), |index, _| {
            batch_row(&self.batch, index, &at.words.payments.common)
        });
        let body = body
            .table(&self.table, batch_columns(words), count, row)
            .focused(self.in_list)
            .narrowed(false)
            .or_empty(words.empty, at.theme.info);
        let (count, total) = (count.to_string(), in_threes(self.total()));
        let body = body.heading(words.total(place::Rows(&count), place::Total(&total)));
        let account = Account::parse(&form.text(&fields.account)).ok();
        Some(sums(body, at, ground, (self.kind(), account.as_ref(), self.total())))
    }

    fn dirty(&self) -> bool {
        !self.batch.is_empty()
    }
}
