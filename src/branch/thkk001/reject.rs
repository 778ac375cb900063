//! 確認不可: why somebody could not be identified (R10.5). It is recorded as it is; nothing invites to try again.

use crate::domain::identity::{Why, WhyNot};
use crate::domain::refusal::Refusal;
use crate::domain::values::Reason;
use crate::ui::kit::ask_box::{Ask, AskForm, Msg};
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// Columns of the note.
const COLUMNS: u16 = 50;

/// The fields.
pub(super) struct Fields {
    why: Entry<WhyNot>,
    note: Entry<Option<Reason>>,
}

/// Asks for the reason and a note.
pub(super) struct Reject;

impl Ask for Reject {
    type Fields = Fields;
    type Own = ();
    type With = Why;
    const COLUMNS: u16 = 78;
    const OTHERS: u16 = 2;

    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Fields {
        let words = &at.words.entering.check;
        let reasons = WhyNot::ALL.map(|why| Choosable::new(why.name(), at.words.label.why_not(why)));
        let why = Field::one(words.why, reasons.into()).required().hint(words.why_hint);
        let why = form.add(why, |text, words| {
            let chosen = WhyNot::ALL.into_iter().find(|why| why.name() == text);
            chosen.ok_or_else(|| Message::from_refusal(&Refusal::WhyNeeded, words))
        });
        let note = Field::text(words.note, COLUMNS).hint(words.note_hint);
        let note = form.add(note, |text, words| match text {
            "" => Ok(None),
            text => Reason::parse(text)
                .map(Some)
                .map_err(|refusal| Message::from_refusal(&refusal, words)),
        });
        Fields { why, note }
    }

    fn title(&self, words: &Words) -> String {
        words.entering.check.reject_title.to_owned()
    }

    fn button(&self, words: &Words) -> &'static str {
        words.entering.check.reject_yes
    }

    fn lead(&self, words: &Words) -> &'static str {
        words.entering.check.reject_question
    }

    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>) {
        let words = cx.at().words;
        let read = asked.form.read(&asked.fields.why, words);
        let read = read.and_then(|reason| Ok((reason, asked.form.read(&asked.fields.note, words)?)));
        let why = read.map(|(reason, note)| Why { reason, note }.told());
        match why {
            Ok(Ok(why)) => cx.close_with(why),
            Ok(Err(refusal)) => {
                asked.form.focus(&asked.fields.note);
                cx.say(Message::from_refusal(&refusal, words));
            }
            Err(message) => cx.say(message),
        }
    }

    fn heard(&mut self, (): (), _asked: AskForm<'_, Self>, _cx: &mut Cx<'_, Msg<Self>>) {}
}
