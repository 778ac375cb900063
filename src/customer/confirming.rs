//! BFKF002, BSGK002, BPEZ002 実行確認: the payment once more, the confirmation password, and the one-time password where
//! the portal asks for it (R5.3–R5.5).

use super::paying::{Ask, Fact, People, Stage, ended, of_order, says_content, says_refused, steps, yen};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Order, Status};
use crate::portal::{Command, Error, Look, Me, Outcome, Paid, PaymentPreview};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::Table;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::place;

/// 実行確認. It closes with [`Entered`] when the payment was taken.
pub struct Confirming {
    order: Order,
    review: Option<Box<PaymentReview>>,
    /// Why it can't be entered now.
    refused: Option<Message>,
    ask: Option<Ask>,
    table: Table,
}

/// What the portal says about the payment now.
pub struct PaymentReview {
    preview: PaymentPreview,
    me: Me,
    people: People,
    digits: u32,
    until: Option<Instant>,
}

/// A payment that was entered, with what was asked for.
pub struct Entered {
    /// What was asked for.
    pub order: Order,
    /// What came of it.
    pub paid: Paid,
    /// Names.
    pub(super) people: People,
}

/// What the screen is told.
pub enum Msg {
    /// What the portal says about it.
    Read(Result<Box<PaymentReview>, Error>),
    /// Execute.
    Go,
    /// What came of it.
    Answered(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = Entered;
}

impl Confirming {
    /// The screen about an order.
    pub fn new(order: Order) -> Self {
        Self {
            order,
            review: None,
            refused: None,
            ask: None,
            table: Table::default(),
        }
    }

    fn kind(&self) -> Kind {
        self.order.content.kind()
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let order = self.order.clone();
        cx.customer_look("review", move |look| review(look, &order), Msg::Read);
    }

    fn executes(&self) -> bool {
        let to = self.review.as_ref().map(|review| review.preview.step.to);
        to.is_none_or(|to| to == Status::Executed) && self.order.approver.is_none()
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(ask) = &mut self.ask else { return };
        match ask.read(cx.at().words) {
            Ok(secrets) => cx.customer_does(Command::Pay(self.order.clone()), secrets, Msg::Answered),
            Err(message) => cx.say(message),
        }
    }

    fn answered(&mut self, answer: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match answer {
            Ok(Outcome::Payment(paid)) => cx.close_with(Entered {
                order: self.order.clone(),
                paid,
                people: self
                    .review
                    .as_ref()
                    .map(|review| review.people.clone())
                    .unwrap_or_default(),
            }),
            Ok(_) => {}
            Err(error) => {
                if let Some(ask) = &mut self.ask {
                    ask.refused(&error);
                }
                cx.customer_refused(&error);
                self.read(cx);
            }
        }
    }

    fn facts(&self, review: &PaymentReview, at: &Ambient<'_>) -> Vec<Fact> {
        let words = &at.words.payments;
        let mut given = of_order(&self.order, &review.people, &words.common);
        let PaymentPreview { amount, balance, .. } = review.preview;
        let mut fact = |name: &str, amount| given.push((name.to_owned(), yen(amount, &words.common)));
        fact(words.common.balance, balance);
        if let Some(rest) = balance.checked_sub(amount.get()).filter(|_| self.executes()) {
            fact(words.confirm.rest, rest);
        }
        given
    }

    /// Under the content: what is asked for, and why no code is, or why it can't be entered.
    fn foot<'a>(&'a self, review: &PaymentReview, at: &'a Ambient<'a>) -> Body<'a> {
        let body = Body::new(at);
        match (&self.refused, &self.ask) {
            (Some(message), _) => says_refused(body, &message.in_words(at.words), at),
            (None, None) => body,
            (None, Some(ask)) => {
                let has_run = self.kind().run().is_some();
                let body = ask.says(body, review.preview.step, has_run, &review.me, at);
                if review.preview.short {
                    body.line(at.words.payments.confirm.short, at.theme.warn)
                } else {
                    body
                }
            }
        }
    }
}

fn review(look: &Look<'_>, order: &Order) -> Result<Box<PaymentReview>, Error> {
    Ok(Box::new(PaymentReview {
        preview: look.preview(order)?,
        me: look.me(),
        people: People::read(look),
        digits: look.policy().otp_digits,
        until: look.holds_until(),
    }))
}

impl Screen for Confirming {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        match self.kind() {
            Kind::Transfer => &screens::BFKF002,
            Kind::Bulk | Kind::Payroll => &screens::BSGK002,
            Kind::PayEasy => &screens::BPEZ002,
        }
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.payments;
        let step = match self.kind() {
            Kind::Transfer | Kind::PayEasy if self.executes() => words.confirm.title,
            _ => words.common.step_confirm,
        };
        let menu = words.common.kind_of(self.kind());
        words.common.title(place::Menu(menu), place::Step(step))
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, Stage::Confirm, !self.executes()))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments;
        let go = if self.executes() {
            words.confirm.go
        } else {
            words.confirm.go_waiting
        };
        let off = match (&self.refused, &self.review) {
            (Some(_), _) => Some(words.common.off_refused.to_owned()),
            (None, None) => Some(words.common.off_reading.to_owned()),
            (None, Some(_)) => None,
        };
        vec![Binding::new(Function::Execute, go, Msg::Go).unless(off)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        self.ask.get_or_insert_with(|| Ask::new(words));
        self.reads(cx);
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.review.as_ref()?.until
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        match (&self.order.content, key) {
            (Content::Bulk { rows, .. }, Key::PageUp | Key::PageDown) => {
                self.table.typed(key, rows.as_slice().len()).is_some()
            }
            _ if self.refused.is_some() => false,
            _ => self.ask.as_mut().is_some_and(|ask| ask.typed(key)),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(review)) => {
                if let Some(ask) = &mut self.ask {
                    ask.asks_code(review.preview.step.asks_code, review.digits, cx.at().words);
                }
                (self.review, self.refused) = (Some(review), None);
            }
            Msg::Read(Err(error)) => {
                self.refused = Some(Message::refused(&error, cx.at().words));
                if ended(&error) {
                    cx.customer_refused(&error);
                }
            }
            Msg::Go => self.go(cx),
            Msg::Answered(answer) => self.answered(answer, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (body, words) = (Body::new(at), &at.words.payments);
        let Some(review) = &self.review else {
            return Some(body.line(words.common.reading, at.theme.info));
        };
        let lead = if self.executes() {
            words.confirm.lead
        } else {
            words.confirm.lead_waiting
        };
        let body = body.line(lead, at.theme.value).gap(1);
        let content = (self.facts(review, at), &self.order, &self.table);
        Some(says_content(body, content, self.foot(review, at), at))
    }
}
