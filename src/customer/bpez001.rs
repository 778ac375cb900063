//! BPEZ001 ペイジー: the numbers and the amount of a bill. Each payment asks for its own code: there is no run (R5.4).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirming::{Confirming, Entered};
use super::paying::{
    Filling, Ground, Parts, Stage, account, amount, begin, field_at_fault, line, preview, rows, steps, sums, value,
};
use super::settled::Settled;
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Order};
use crate::domain::values::{Account, BillCheckNumber, BillerNumber, PaymentNumber, Yen};
use crate::portal::{Error, PaymentPreview};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::Words;

/// BPEZ001 ペイジー.
#[derive(Default)]
pub struct BillEntry {
    filling: Filling<Fields>,
}

/// The fields of its form.
struct Fields {
    account: Entry<Account>,
    biller: Entry<BillerNumber>,
    number: Entry<PaymentNumber>,
    check_number: Entry<BillCheckNumber>,
    amount: Entry<Yen>,
}

/// What the screen is told.
pub enum Msg {
    /// What stands behind the entry.
    Read(Result<Box<Ground>, Error>),
    /// F5.
    Refresh,
    /// F10.
    Go,
    /// What entering this would come to.
    Previewed(Box<Order>, Result<PaymentPreview, Error>),
    /// It was entered.
    Entered(Entered),
}

impl BillEntry {
    /// The screen with nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    fn order(&mut self, words: &Words) -> Option<Result<Order, Message>> {
        let Parts { form, fields } = self.filling.parts_mut()?;
        let mut read = || {
            Ok(Order {
                account: form.read(&fields.account, words)?,
                content: Content::PayEasy {
                    biller: form.read(&fields.biller, words)?,
                    number: form.read(&fields.number, words)?,
                    check_number: form.read(&fields.check_number, words)?,
                    amount: form.read(&fields.amount, words)?,
                },
                approver: None,
                final_approver: None,
            })
        };
        Some(read())
    }

    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(Parts { form, fields }) = self.filling.parts_mut() {
            field_at_fault(form, error, &fields.account, Some(&fields.amount), None);
        }
        cx.customer_refused(error);
    }
}

impl Fields {
    /// Whether something of a bill stands in the fields.
    fn filled(&self, form: &Form) -> bool {
        let numbers = [form.text(&self.biller), form.text(&self.number)];
        let others = [form.text(&self.check_number), form.text(&self.amount)];
        numbers.iter().chain(&others).any(|text| !text.is_empty())
    }

    fn clear(&self, form: &mut Form) {
        form.clear(&self.biller);
        form.clear(&self.number);
        form.clear(&self.check_number);
        form.clear(&self.amount);
        form.focus(&self.biller);
    }
}

fn parts(ground: &Ground, words: &Words) -> Parts<Fields> {
    let (bill, words) = (&words.payments.bill, &words.payments.common);
    let mut form = Form::new();
    let account = account(&mut form, ground, words);
    let biller = Field::code(words.biller, 6).required().hint(bill.biller_hint);
    let biller = value(&mut form, biller, BillerNumber::parse);
    begin(&mut form, ground, &biller);
    let number = Field::code(words.bill_number, 24).required().hint(bill.number_hint);
    let number = value(&mut form, number, PaymentNumber::parse);
    let check_number = Field::code(words.bill_check, 7).required().hint(bill.check_hint);
    let check_number = value(&mut form, check_number, BillCheckNumber::parse);
    let fields = Fields {
        account,
        biller,
        number,
        check_number,
        amount: amount(&mut form, words.bill_amount, words),
    };
    Parts { form, fields }
}

fn read(cx: &mut Cx<'_, Msg>) {
    cx.customer_look("ground", |look| Ground::read(look, Kind::PayEasy), Msg::Read);
}

impl Screen for BillEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BPEZ001
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::Enter, false))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.common;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.confirm, Msg::Go).unless(self.filling.off(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("ground", |look| Ground::read(look, Kind::PayEasy), Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.filling.retell(|ground| parts(ground, cx.at().words));
    }

    fn holds_until(&self) -> Option<Instant> {
        self.filling.holds_until()
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.filling.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(ground)) => self.filling.take(ground, |ground| parts(ground, cx.at().words)),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => read(cx),
            Msg::Go => match self.order(cx.at().words) {
                Some(Ok(order)) => preview(order, cx, Msg::Previewed),
                Some(Err(message)) => cx.say(message),
                None => {}
            },
            Msg::Previewed(order, Ok(_)) => cx.open_for(Confirming::new(*order), Msg::Entered),
            Msg::Previewed(_, Err(error)) => self.refused(&error, cx),
            Msg::Entered(entered) => {
                if let Some(Parts { form, fields }) = self.filling.parts_mut() {
                    fields.clear(form);
                }
                cx.open(Settled::of_entry(entered));
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.payments;
        let Some((ground, parts)) = self.filling.to_view(area, buf, at) else {
            return;
        };
        line(area, 0, buf, words.bill.lead, at.theme.value);
        let place = form_area(area, &parts.form);
        parts.form.view(place, buf, at);
        let account = Account::parse(&parts.form.text(&parts.fields.account)).ok();
        let amount = Yen::parse(&parts.form.text(&parts.fields.amount)).map_or(0, Yen::get);
        let below = rows(area, place.bottom() - area.y + 1, 4);
        sums(below, buf, at, ground, (Kind::PayEasy, account.as_ref(), amount));
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.filling.cursor(|form| form_area(area, form))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.filling.hint()
    }

    fn typing(&self) -> bool {
        self.filling.typing()
    }

    fn dirty(&self) -> bool {
        let parts = self.filling.parts();
        parts.is_some_and(|parts| parts.fields.filled(&parts.form))
    }
}

fn form_area(area: Rect, form: &Form) -> Rect {
    rows(area, 2, form.height())
}
