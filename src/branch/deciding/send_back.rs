//! 差戻し: the reason that goes back to the one who asked.

use crate::desk::{Command, Error, Outcome};
use crate::domain::values::{Reason, RequestId};
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// Columns of the field.
const COLUMNS: u16 = 50;

/// It was sent back.
pub(super) struct SentBack;

/// Asks why a request goes back.
pub(super) struct SendBack(pub(in crate::branch) RequestId);

impl Ask for SendBack {
    type Fields = Entry<Reason>;
    type Own = Result<Outcome, Error>;
    type With = SentBack;
    const COLUMNS: u16 = 78;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Entry<Reason> {
        let words = &at.words.deciding.request;
        let field = Field::text(words.reason_field, COLUMNS).required();
        form.add(field.hint(words.reason_hint), |text, words| {
            Reason::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        })
    }

    fn title(&self, words: &Words) -> String {
        words.deciding.request.send_back.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.deciding.request.send_back
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match asked.form.read(asked.fields, cx.at().words) {
            Ok(reason) => {
                let request = self.0;
                cx.command(Command::Return { request, reason }, Msg::Own);
            }
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, own: Result<Outcome, Error>, _asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(_) => cx.close_with(SentBack),
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
