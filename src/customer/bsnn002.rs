//! BSNN002 承認内容確認: one payment, for the one who approves it, who sends it back, or who takes it back.

mod send_back;
mod sheet;

use self::send_back::{SendBack, SentBack};
use self::sheet::Sheet;
use super::paying::{Ask, Stage, ended, says_content, steps};
use super::settled::Settled;
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Content, Kind, Status};
use crate::domain::values::PaymentId;
use crate::portal::{Command, Error, Outcome, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::table::Table;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::{Words, place};

/// BSNN002 承認内容確認.
pub struct Approval {
    id: PaymentId,
    sheet: Option<Box<Sheet>>,
    ask: Option<Ask>,
    table: Table,
}

/// What the screen is told.
pub enum Msg {
    /// The payment.
    Read(Result<Box<Sheet>, Error>),
    /// F10.
    Approve,
    /// F9.
    SendBack,
    /// It was sent back.
    SentBack,
    /// F4.
    Withdraw,
    /// The person is sure.
    Sure,
    /// What came of the approval.
    Approved(Result<Outcome, Error>),
    /// What came of taking it back.
    Withdrawn(Result<Outcome, Error>),
}

impl Approval {
    /// The screen about a payment.
    pub fn new(id: PaymentId) -> Self {
        Self {
            id,
            sheet: None,
            ask: None,
            table: Table::default(),
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let id = self.id;
        cx.customer_look("payment", move |look| Sheet::read(look, id), Msg::Read);
    }

    /// Whether it waits for the user, whatever may stand in the way of approving it.
    fn is_mine(&self) -> bool {
        self.sheet.as_deref().is_some_and(Sheet::is_mine)
    }

    /// Whether the next approval executes it (R5.3).
    fn executes(&self) -> bool {
        self.sheet.as_ref().is_none_or(|sheet| sheet.payment.is_at_last_step())
    }

    fn can_approve(&self) -> bool {
        self.sheet.as_ref().is_some_and(|sheet| sheet.step.is_ok())
    }

    /// Why a key is off for somebody whose business it is not, or because it has ended.
    fn off(&self, allowed: bool, reason: &str, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.payments;
        let Some(sheet) = &self.sheet else {
            return Some(words.common.off_reading.to_owned());
        };
        let status = sheet.payment.status;
        if !status.is_open() {
            let status = words.common.status(status);
            return Some(words.approval.off_ended(place::Status(status)));
        }
        (!allowed).then(|| reason.to_owned())
    }

    fn take(&mut self, sheet: Box<Sheet>, at: &Ambient<'_>) {
        let asks = sheet.step.as_ref().is_ok_and(|step| step.asks_code);
        let digits = sheet.digits;
        if sheet.step.is_ok() {
            let ask = self.ask.get_or_insert_with(|| Ask::new(at.words));
            ask.asks_code(asks, digits, at.words);
        } else {
            self.ask = None;
        }
        self.sheet = Some(sheet);
    }

    fn approve(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(ask) = &mut self.ask else { return };
        match ask.read(cx.at().words) {
            Ok(secrets) => cx.customer_does(Command::Approve { payment: self.id }, secrets, Msg::Approved),
            Err(message) => cx.say(message),
        }
    }

    fn approved(&mut self, answer: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match (answer, &self.sheet) {
            (Ok(Outcome::Payment(paid)), Some(sheet)) => {
                let order = sheet.payment.order.clone();
                cx.replace(Settled::of_approval(order, paid, sheet.people.clone()));
            }
            (Ok(_), _) => {}
            (Err(error), _) => {
                if let Some(ask) = &mut self.ask {
                    ask.refused(&error);
                }
                cx.customer_refused(&error);
                self.read(cx);
            }
        }
    }

    /// Closes, and says in the list what was done.
    fn end(cx: &mut Cx<'_, Msg>, code: &'static str, text: &str) {
        cx.close();
        cx.say(Message::good(code, text));
    }
}

impl Screen for Approval {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BSNN002
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        self.is_mine().then(|| steps(at, Stage::Confirm, !self.executes()))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.payments.approval, &at.words.payments.common);
        let approve = if self.executes() {
            words.approve_execute
        } else {
            words.approve
        };
        let made = self.sheet.as_ref().is_some_and(|sheet| sheet.withdraw.is_ok());
        let off_mine = self.off(self.is_mine(), words.off_not_mine, at);
        let off_approve = off_mine
            .clone()
            .or_else(|| (!self.can_approve()).then(|| common.off_refused.to_owned()));
        vec![
            Binding::new(Function::Withdraw, words.withdraw, Msg::Withdraw).unless(self.off(
                made,
                words.off_not_made,
                at,
            )),
            Binding::new(Function::SendBack, words.send_back, Msg::SendBack).unless(off_mine),
            Binding::new(Function::Execute, approve, Msg::Approve).unless(off_approve),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.sheet.as_ref()?.until
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        match (self.sheet.as_ref().map(|sheet| &sheet.payment.order.content), key) {
            (Some(Content::Bulk { rows, .. }), Key::PageUp | Key::PageDown) => {
                self.table.typed(key, rows.as_slice().len()).is_some()
            }
            _ => self.ask.as_mut().is_some_and(|ask| ask.typed(key)),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(sheet)) => self.take(sheet, cx.at()),
            Msg::Read(Err(error)) => {
                if !ended(&error) {
                    cx.close();
                }
                cx.customer_refused(&error);
            }
            Msg::Approve => self.approve(cx),
            Msg::SendBack => {
                let layer = AskBox::new(SendBack(self.id), cx.at());
                cx.open_for(layer, |_: SentBack| Msg::SentBack);
            }
            Msg::SentBack => Self::end(cx, "I1703", cx.at().words.payments.approval.returned),
            Msg::Withdraw => {
                let asked = |words: &Words| {
                    let words = &words.payments.approval;
                    Question::new(words.withdraw, words.withdraw_question, words.withdraw)
                };
                Confirm::new(cx.at().words, asked).ask(cx, Msg::Sure);
            }
            Msg::Sure => {
                let command = Command::Withdraw { payment: self.id };
                cx.customer_does(command, Secrets::default(), Msg::Withdrawn);
            }
            Msg::Approved(answer) => self.approved(answer, cx),
            Msg::Withdrawn(Ok(_)) => Self::end(cx, "I1704", cx.at().words.payments.approval.withdrawn),
            Msg::Withdrawn(Err(error)) => {
                cx.customer_refused(&error);
                self.read(cx);
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at);
        let Some(sheet) = &self.sheet else {
            return Some(body.line(at.words.payments.common.reading, at.theme.info));
        };
        let kind: Kind = sheet.payment.order.content.kind();
        let style = match sheet.payment.status {
            Status::Waiting | Status::WaitingFinal => at.theme.heading,
            _ => at.theme.value,
        };
        let body = body.line(at.words.payments.common.kind_of(kind), style);
        let content = (sheet.facts(at), &sheet.payment.order, &self.table);
        Some(says_content(body, content, sheet.foot(self.ask.as_ref(), at), at))
    }
}
