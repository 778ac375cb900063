//! Why a counting found a fob otherwise: asked for, for a supervisor to sign (R15.7).

use crate::desk::{Command, Error, Outcome};
use crate::domain::values::{Reason, Serial};
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// Columns of the field.
const COLUMNS: u16 = 50;

/// It was asked for.
pub(super) struct ExplanationRequested;

/// Asks for the explanation.
pub(super) struct Explain(pub(super) Serial);

impl Ask for Explain {
    type Fields = Entry<Reason>;
    type Own = Result<Outcome, Error>;
    type With = ExplanationRequested;
    const COLUMNS: u16 = 78;
    const OTHERS: u16 = 1;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Entry<Reason> {
        let words = &at.words.counting;
        let field = Field::text(words.why, COLUMNS).required();
        form.add(field.hint(words.why_hint), |text, words| {
            Reason::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        })
    }

    fn title(&self, words: &Words) -> String {
        format!("{} {}", words.counting.explain, self.0)
    }

    fn button(&self, words: &Words) -> &'static str {
        words.counting.sign
    }

    fn lead(&self, words: &Words) -> &'static str {
        words.counting.why_lead
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match asked.form.read(asked.fields, cx.at().words) {
            Ok(why) => {
                let serial = self.0.clone();
                cx.command(Command::ExplainCount { serial, why }, Msg::Own);
            }
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, own: Result<Outcome, Error>, _asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Ok(_) => cx.close_with(ExplanationRequested),
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
