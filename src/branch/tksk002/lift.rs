//! 注意解除: the reason for which a supervisor lifts a caution, and a question before it (R10.5).

use crate::desk::{Command, Error, Outcome};
use crate::domain::values::{ContractNumber, Reason};
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// Columns of the field.
const COLUMNS: u16 = 50;

/// It was lifted.
pub(super) struct Lifted;

/// Asks why the caution on a contract is lifted.
pub(super) struct Lift(pub(super) ContractNumber);

/// What it is told.
#[derive(Debug)]
pub(super) enum Own {
    /// The person is sure.
    Sure,
    /// What the desk says.
    Answered(Result<Outcome, Error>),
}

fn question(words: &Words) -> Question {
    let words = &words.caution;
    Question::new(words.lift_title, words.question, words.lift)
}

impl Ask for Lift {
    type Fields = Entry<Reason>;
    type Own = Own;
    type With = Lifted;
    const COLUMNS: u16 = 78;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Entry<Reason> {
        let words = &at.words.caution;
        let field = Field::text(words.reason, COLUMNS).required().hint(words.reason_hint);
        form.add(field, |text, words| {
            Reason::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        })
    }

    fn title(&self, words: &Words) -> String {
        words.caution.lift_title.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.caution.lift
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match asked.form.read(asked.fields, cx.at().words) {
            Ok(_) => Confirm::new(cx.at().words, question).ask(cx, Msg::Own(Own::Sure)),
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, own: Own, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        match own {
            Own::Sure => {
                if let Ok(reason) = asked.form.read(asked.fields, cx.at().words) {
                    let contract = self.0.clone();
                    let command = Command::LiftCaution { contract, reason };
                    cx.command(command, |answer| Msg::Own(Own::Answered(answer)));
                }
            }
            Own::Answered(Ok(_)) => cx.close_with(Lifted),
            Own::Answered(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}
