//! 差戻し: the reason, in a box over the payment. It asks for no password, as it moves no money.

use crate::customer::paying::value;
use crate::customer::screens;
use crate::domain::values::{PaymentId, Reason};
use crate::portal::{Command, Error, Outcome, Secrets};
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::screen::{Ambient, Cx, Nameplate};
use crate::words::Words;

/// It was sent back.
pub(super) struct SentBack;

/// Asks why a payment goes back.
pub(super) struct SendBack(pub(super) PaymentId);

impl Ask for SendBack {
    type Fields = Entry<Reason>;
    type Own = Result<Outcome, Error>;
    type With = SentBack;
    const COLUMNS: u16 = 66;
    const OTHERS: u16 = 2;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Entry<Reason> {
        let words = &at.words.payments.approval;
        let field = Field::text(words.reason, 44).required().hint(words.reason_hint);
        value(form, field, Reason::parse)
    }

    fn title(&self, words: &Words) -> String {
        words.payments.approval.return_title.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.payments.approval.send_back
    }

    fn lead(&self, words: &Words) -> &'static str {
        words.payments.approval.return_lead
    }

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BSNN002
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match asked.form.read(asked.fields, cx.at().words) {
            Ok(reason) => {
                let payment = self.0;
                cx.customer_does(Command::Return { payment, reason }, Secrets::default(), Msg::Own);
            }
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, own: Result<Outcome, Error>, _asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(_) => cx.close_with(SentBack),
            Err(error) => cx.customer_refused(&error),
        }
    }
}
