//! A payment as it stands, in words.

use crate::customer::paying::{Ask, Fact, People, of_order, says_refused, yen};
use crate::domain::calendar::Instant;
use crate::domain::payment::Payment;
use crate::domain::refusal::Refusal;
use crate::domain::values::PaymentId;
use crate::portal::{Error, Look, Me, Step};
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::place;

/// The payment as it stands, and what the portal says about the next step.
pub struct Sheet {
    pub(super) payment: Payment,
    pub(super) step: Result<Step, Refusal>,
    pub(super) withdraw: Result<(), Refusal>,
    pub(super) balance: Option<u64>,
    pub(super) me: Me,
    pub(super) people: People,
    pub(super) digits: u32,
    pub(super) until: Option<Instant>,
}

impl Sheet {
    /// Reads it.
    pub(super) fn read(look: &Look<'_>, id: PaymentId) -> Result<Box<Self>, Error> {
        let payment = look.payment(id)?;
        let step = match look.approving(id) {
            Ok(step) => Ok(step),
            Err(Error::Refused(refusal)) => Err(refusal),
            Err(error) => return Err(error),
        };
        let accounts = look.accounts()?.into_iter();
        let row = accounts.into_iter().find(|row| row.account == payment.order.account);
        Ok(Box::new(Self {
            step,
            withdraw: look.may_withdraw(&payment),
            balance: row.map(|row| row.balance),
            me: look.me(),
            people: People::read(look),
            digits: look.policy().otp_digits,
            until: look.holds_until(),
            payment,
        }))
    }

    /// Whether it waits for the user, whatever may stand in the way of approving it.
    pub(super) fn is_mine(&self) -> bool {
        self.payment.waits_for() == Some(&self.me.login_id)
    }

    /// What is shown of it.
    pub(super) fn facts(&self, at: &Ambient<'_>) -> Vec<Fact> {
        let (words, common, _label) = (&at.words.payments.approval, &at.words.payments.common, &at.words.label);
        let (payment, people) = (&self.payment, &self.people);
        let mut given: Vec<Fact> = Vec::new();
        let mut fact = |name: &str, value: String| given.push((name.to_owned(), value));
        fact(words.status, common.status(payment.status).to_owned());
        if let Some(receipt) = &payment.receipt {
            fact(at.words.payments.done.receipt, receipt.clone());
        }
        if let Some(reason) = &payment.reason {
            fact(words.reason, reason.to_string());
        }
        fact(
            words.made_by,
            words.made_value(
                place::At(&at.words.moment(payment.made_at)),
                place::Who(&people.named(&payment.made_by, common)),
            ),
        );
        let order = of_order(&payment.order, people, common);
        for (name, value) in order {
            let first = payment.approved_at.filter(|_| name == common.approver);
            let value = match first {
                Some(first) => words.approved_value(place::At(&at.words.moment(first)), place::Who(&value)),
                None => value,
            };
            given.push((name, value));
        }
        if let Some(decided) = payment.decided_at {
            given.push((words.decided.to_owned(), at.words.moment(decided)));
        }
        if let Some(balance) = self.balance.filter(|_| payment.status.is_open()) {
            given.push((common.balance.to_owned(), yen(balance, common)));
        }
        given
    }

    /// Under the content: the secrets, or why it can't be approved.
    pub(super) fn foot<'a>(&self, ask: Option<&'a Ask>, at: &'a Ambient<'a>) -> Body<'a> {
        let body = Body::new(at);
        match (&self.step, ask) {
            (Ok(step), Some(ask)) => {
                let has_run = self.payment.order.content.kind().approving_run().is_some();
                ask.says(body, *step, has_run, &self.me, at)
            }
            (Err(_), _) if !self.is_mine() => match self.payment.waits_for() {
                Some(who) => {
                    let who = self.people.named(who, &at.words.payments.common);
                    body.line(at.words.payments.approval.waits_for(place::Who(&who)), at.theme.info)
                }
                None => body,
            },
            (Err(refusal), _) => says_refused(body, &Message::from_refusal(refusal, at.words), at),
            _ => body,
        }
    }
}
