//! Writing a note: one entry, and below it all of what was typed, since the entry shows a part of a long one.

use ratatui::layout::Size;

use crate::branch::entering::reading;
use crate::branch::screens;
use crate::desk::{Command, Error, Outcome};
use crate::domain::note::Note;
use crate::domain::values::{ContractNumber, NoteText};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns and rows of the box.
const SIZE: Size = Size::new(78, 16);
/// Columns of what is typed.
const COLUMNS: u16 = 60;
/// Rows of all of it.
const WHOLE: u16 = 11;

/// The layer.
pub(super) struct NoteEntry {
    contract: ContractNumber,
    form: Form,
    text: Entry<NoteText>,
}

/// What the layer is told.
pub(super) enum Msg {
    /// It is to be written.
    Write,
    /// What the desk says.
    Answered(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = Note;
}

impl NoteEntry {
    pub(super) fn new(contract: ContractNumber, words: &Words) -> Self {
        let own = &words.contracts.note;
        let mut form = Form::new();
        let field = Field::text(own.text, COLUMNS).required().hint(own.text_hint);
        Self {
            contract,
            text: form.add(field, reading(NoteText::parse)),
            form,
        }
    }
}

impl Screen for NoteEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK003
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.contracts.note.write_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let write = at.words.contracts.note.write;
        vec![Binding::new(Function::Execute, write, Msg::Write)]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Write => match self.form.read(&self.text, cx.at().words) {
                Ok(text) => {
                    let contract = self.contract.clone();
                    cx.command(Command::Note { contract, text }, Msg::Answered);
                }
                Err(message) => cx.say(message),
            },
            Msg::Answered(Ok(Outcome::Noted { note, .. })) => cx.close_with(note),
            Msg::Answered(Ok(_)) => {}
            Msg::Answered(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.contracts.note;
        let text = self.form.text(&self.text);
        let count = text.trim().chars().count();
        let (count, most) = (count.to_string(), NoteText::MOST.to_string());
        let inside = Body::new(at)
            .form(
                self.form
                    .in_words(at.words, || Self::new(self.contract.clone(), at.words).form),
            )
            .line(words.length(place::Count(&count), place::Most(&most)), at.theme.label)
            .text(text, at.theme.value)
            .most(WHOLE);
        Some(Body::new(at).panel(words.write_title, u16::MAX, inside).rest())
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(SIZE)
    }
}
