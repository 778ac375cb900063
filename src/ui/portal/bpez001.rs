//! BPEZ001 ペイジー: the numbers and the amount of a bill. Each payment asks for its own code: there is no run (R5.4).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirming::{Confirming, Entered};
use super::paying::{Ground, Stage, account, amount, begin, field_at_fault, line, rows, steps, sums, value};
use super::settled::Settled;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Order};
use crate::domain::values::{Account, BillCheckNumber, BillerNumber, PaymentNumber, Yen};
use crate::portal::{Error, PaymentPreview};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen, Steps};
use crate::words::Words;

/// BPEZ001 ペイジー.
#[derive(Default)]
pub struct BillEntry {
    ground: Option<Box<Ground>>,
    parts: Option<Parts>,
}

struct Parts {
    form: Form,
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

    fn take(&mut self, ground: Box<Ground>, words: &Words) {
        let same = self.ground.as_ref().is_some_and(|old| old.offers_as(&ground));
        if !same || self.parts.is_none() {
            let mut parts = parts(&ground, words);
            if let Some(old) = &self.parts {
                parts.form.take_over(&old.form);
            }
            self.parts = Some(parts);
        }
        self.ground = Some(ground);
    }

    /// The form, unless something stands in the way of entering anything.
    fn open(&self) -> Option<&Parts> {
        let ground = self.ground.as_ref()?;
        self.parts.as_ref().filter(|_| !ground.stands_in_the_way())
    }

    fn order(&mut self, words: &Words) -> Option<Result<Order, Message>> {
        let Parts {
            form,
            account,
            biller,
            number,
            check_number,
            amount,
        } = self.parts.as_mut()?;
        let mut read = || {
            Ok(Order {
                account: form.read(account, words)?,
                content: Content::PayEasy {
                    biller: form.read(biller, words)?,
                    number: form.read(number, words)?,
                    check_number: form.read(check_number, words)?,
                    amount: form.read(amount, words)?,
                },
                approver: None,
                final_approver: None,
            })
        };
        Some(read())
    }

    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(parts) = &mut self.parts {
            field_at_fault(&mut parts.form, error, &parts.account, Some(&parts.amount), None);
        }
        cx.customer_refused(error);
    }
}

impl Parts {
    /// Whether something of a bill stands in the fields.
    fn filled(&self) -> bool {
        let numbers = [self.form.text(&self.biller), self.form.text(&self.number)];
        let others = [self.form.text(&self.check_number), self.form.text(&self.amount)];
        numbers.iter().chain(&others).any(|text| !text.is_empty())
    }

    fn clear(&mut self) {
        self.form.clear(&self.biller);
        self.form.clear(&self.number);
        self.form.clear(&self.check_number);
        self.form.clear(&self.amount);
        self.form.focus(&self.biller);
    }
}

fn parts(ground: &Ground, words: &Words) -> Parts {
    let (bill, words) = (&words.payments.bill, &words.payments.common);
    let mut form = Form::new();
    let account = account(&mut form, ground, words);
    let biller = Field::code(&words.biller, 6).required().hint(&bill.biller_hint);
    let biller = value(&mut form, biller, BillerNumber::parse);
    begin(&mut form, ground, &biller);
    let number = Field::code(&words.bill_number, 24).required().hint(&bill.number_hint);
    let number = value(&mut form, number, PaymentNumber::parse);
    let check_number = Field::code(&words.bill_check, 7).required().hint(&bill.check_hint);
    let check_number = value(&mut form, check_number, BillCheckNumber::parse);
    Parts {
        account,
        biller,
        number,
        check_number,
        amount: amount(&mut form, &words.bill_amount, words),
        form,
    }
}

fn read(cx: &mut Cx<'_, Msg>) {
    cx.customer_look("ground", |look| Ground::read(look, Kind::PayEasy), Msg::Read);
}

impl Screen for BillEntry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "BPEZ001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.payments.bill.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::Enter, false))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.common;
        let off = self.ground.as_deref().map_or(Some(&words.off_reading), |ground| {
            ground.stands_in_the_way().then_some(&words.off_refused)
        });
        vec![
            Binding::new(Function::Refresh, &words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, &words.confirm, Msg::Go).unless(off.cloned()),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("ground", |look| Ground::read(look, Kind::PayEasy), Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(ground) = &self.ground else { return };
        let told = parts(ground, cx.at().words);
        if let Some(parts) = &mut self.parts {
            parts.form.retell(told.form);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.ground.as_ref()?.until
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        let open = self.open().is_some();
        open && self.parts.as_mut().is_some_and(|parts| parts.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(ground)) => self.take(ground, cx.at().words),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => read(cx),
            Msg::Go => match self.order(cx.at().words) {
                Some(Ok(order)) => {
                    let asked = order.clone();
                    let answer = |previewed| Msg::Previewed(Box::new(order), previewed);
                    cx.customer_look("preview", move |look| look.preview(&asked), answer);
                    cx.keep_keys("preview");
                }
                Some(Err(message)) => cx.say(message),
                None => {}
            },
            Msg::Previewed(order, Ok(_)) => cx.open_for(Confirming::new(*order), Msg::Entered),
            Msg::Previewed(_, Err(error)) => self.refused(&error, cx),
            Msg::Entered(entered) => {
                if let Some(parts) = &mut self.parts {
                    parts.clear();
                }
                cx.open(Settled::of_entry(entered));
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.payments;
        let (Some(ground), Some(parts)) = (&self.ground, &self.parts) else {
            line(area, 0, buf, &words.common.reading, at.theme.info);
            return;
        };
        if ground.view_what_stands_in_the_way(area, buf, at) {
            return;
        }
        line(area, 0, buf, &words.bill.lead, at.theme.value);
        let place = form_area(area, &parts.form);
        parts.form.view(place, buf, at);
        let account = Account::parse(&parts.form.text(&parts.account)).ok();
        let amount = Yen::parse(&parts.form.text(&parts.amount)).map_or(0, Yen::get);
        let below = rows(area, place.bottom() - area.y + 1, 4);
        sums(below, buf, at, ground, (Kind::PayEasy, account.as_ref(), amount));
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let parts = self.open()?;
        parts.form.cursor(form_area(area, &parts.form))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.open().map(|parts| parts.form.hint()).unwrap_or_default()
    }

    fn typing(&self) -> bool {
        self.open().is_some_and(|parts| parts.form.typing())
    }

    fn dirty(&self) -> bool {
        self.parts.as_ref().is_some_and(Parts::filled)
    }
}

fn form_area(area: Rect, form: &Form) -> Rect {
    rows(area, 2, form.height())
}
