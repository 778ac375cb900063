//! The entry of one payment: an account, what is the kind's own, an amount, and who approves where somebody does. BFKF001 and
//! BPEZ001 say what is their own ([`Payable`]).

use super::{Approvers, Filling, Ground, Parts, Stage, account, amount, begin, field_at_fault, preview, steps, sums};
use crate::customer::confirming::{Confirming, Entered};
use crate::customer::settled::Settled;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Order, Status};
use crate::domain::values::{Account, Yen};
use crate::portal::{Command, Error, PaymentPreview, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, CloseReason, Cx, Nameplate, Screen, Steps};
use crate::words::{PaymentsWords, Words, place};

/// What a kind of payment asks for.
pub trait Payable: Sized + 'static {
    /// Its kind.
    const KIND: Kind;

    /// The screen's line in the table of screens.
    fn nameplate() -> &'static Nameplate;

    /// The line above the form.
    fn lead(words: &PaymentsWords) -> &'static str;

    /// What the amount is called.
    fn amount(words: &PaymentsWords) -> &'static str;

    /// Adds its own fields, which stand between the account and the amount.
    fn add(form: &mut Form, words: &PaymentsWords) -> Self;

    /// Puts the focus on the first of them.
    fn begin(&self, form: &mut Form);

    /// What is entered, or what is wrong, with the focus there; `amount` reads what stands behind its own fields.
    fn read(
        &self,
        form: &mut Form,
        amount: impl FnOnce(&mut Form) -> Result<Yen, Message>,
        words: &Words,
    ) -> Result<Content, Message>;

    /// Empties its fields.
    fn clear(&self, form: &mut Form);

    /// Whether something stands in one of them.
    fn filled(&self, form: &Form) -> bool;
}

/// The entry of one payment. Where payments of its kind make a run (R5.4) it is the run's menu: closing it, on whatever way,
/// ends the run.
pub struct PaymentEntry<P: Payable> {
    filling: Filling<Fields<P>>,
    ran: bool,
}

/// The fields of its form.
struct Fields<P> {
    account: Entry<Account>,
    own: P,
    amount: Entry<Yen>,
    approvers: Approvers,
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
    /// The run has ended.
    Left,
}

impl<P: Payable> PaymentEntry<P> {
    /// The screen with nothing typed.
    pub fn new() -> Self {
        Self {
            filling: Filling::default(),
            ran: false,
        }
    }

    fn order(&mut self, words: &Words) -> Option<Result<Order, Message>> {
        let Parts { form, fields } = self.filling.parts_mut()?;
        let mut read = || {
            let account = form.read(&fields.account, words)?;
            let content = fields.own.read(form, |form| form.read(&fields.amount, words), words)?;
            let (approver, final_approver) = fields.approvers.read(form, words)?;
            Ok(Order {
                account,
                content,
                approver,
                final_approver,
            })
        };
        Some(read())
    }

    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(Parts { form, fields }) = self.filling.parts_mut() {
            let amount = Some(&fields.amount);
            field_at_fault(form, error, &fields.account, amount, Some(&fields.approvers));
        }
        cx.customer_refused(error);
    }

    fn entered(&mut self, entered: Entered, cx: &mut Cx<'_, Msg>) {
        self.ran |= P::KIND.run().is_some() && entered.paid.status == Status::Executed;
        if let Some(Parts { form, fields }) = self.filling.parts_mut() {
            fields.own.clear(form);
            form.clear(&fields.amount);
            fields.own.begin(form);
        }
        cx.open(Settled::of_entry(entered));
    }

    fn parts(ground: &Ground, words: &Words) -> Parts<Fields<P>> {
        let (own, words) = (&words.payments, &words.payments.common);
        let mut form = Form::new();
        let account = account(&mut form, ground, words);
        let kind = P::add(&mut form, own);
        if begin(ground) {
            kind.begin(&mut form);
        }
        let fields = Fields {
            account,
            own: kind,
            amount: amount(&mut form, P::amount(own), words),
            approvers: Approvers::add(&mut form, ground, words),
        };
        Parts { form, fields }
    }

    fn read(cx: &mut Cx<'_, Msg>) {
        cx.customer_look("ground", |look| Ground::read(look, P::KIND), Msg::Read);
    }
}

impl<P: Payable> Screen for PaymentEntry<P> {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        P::nameplate()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        let waits = self.filling.ground().is_some_and(|ground| ground.needed > 0);
        Some(steps(at, Stage::Enter, waits))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.common;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.confirm, Msg::Go).unless(self.filling.off(at)),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::read(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.filling.holds_until()
    }

    fn closed(&mut self, _why: CloseReason, cx: &mut Cx<'_, Msg>) {
        if self.ran {
            cx.customer_does(Command::Leave, Secrets::default(), |_| Msg::Left);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.filling.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(ground)) => self.filling.take(ground, |ground| Self::parts(ground, cx.at().words)),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => Self::read(cx),
            Msg::Go => match self.order(cx.at().words) {
                Some(Ok(order)) => preview(order, cx, Msg::Previewed),
                Some(Err(message)) => cx.say(message),
                None => {}
            },
            Msg::Previewed(order, Ok(_)) => cx.open_for(Confirming::new(*order), Msg::Entered),
            Msg::Previewed(_, Err(error)) => self.refused(&error, cx),
            Msg::Entered(entered) => self.entered(entered, cx),
            Msg::Left => {}
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.payments;
        let (ground, Parts { form, fields }) = match self.filling.to_say(at, Self::parts) {
            Ok(found) => found,
            Err(body) => return Some(body),
        };
        let body = Body::new(at).line(P::lead(words), at.theme.value).gap(1);
        let body = body.form(form).gap(1);
        let account = Account::parse(&form.text(&fields.account)).ok();
        let amount = Yen::parse(&form.text(&fields.amount)).map_or(0, Yen::get);
        let body = sums(body, at, ground, (P::KIND, account.as_ref(), amount));
        if ground.needed == 0 {
            return Some(body);
        }
        let text = words.common.approved_by(place::Count(&ground.needed.to_string()));
        Some(body.text(text, at.theme.info))
    }

    fn dirty(&self) -> bool {
        let parts = self.filling.parts();
        parts.is_some_and(|Parts { form, fields }| fields.own.filled(form) || !form.text(&fields.amount).is_empty())
    }
}

#[cfg(test)]
mod tests;
