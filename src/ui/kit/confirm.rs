//! A question with two buttons over the screen that asks it; 取消 is chosen until the person chooses otherwise.

use std::cell::RefCell;

use ratatui::layout::Size;

use super::body::Body;
use super::buttons::Buttons;
use crate::domain::era::Era;
use crate::ui::keys::{Function, Key};
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::ui::text::wrap;
use crate::words::{Lang, Words};

/// Columns from 取消, in any language, to the button that carries it out.
const STEP: u16 = 15;
/// Columns of the text in the box.
const COLUMNS: u16 = 56;

/// A question before something that cannot be taken back.
pub struct Confirm {
    /// What it says, and in which language and calendar.
    told: RefCell<(Question, (Lang, Era))>,
    asked: Box<dyn Fn(&Words) -> Question>,
    chosen: Button,
}

/// What a question says.
#[derive(Clone, Debug)]
pub struct Question {
    title: String,
    text: String,
    yes: String,
}

impl Question {
    /// A question `text` under `title`; `yes` is the word on the button that carries it out.
    pub fn new(title: impl Into<String>, text: &str, yes: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.to_owned(),
            yes: yes.into(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Button {
    Cancel,
    Yes,
}

/// What the question is told.
#[derive(Clone, Copy, Debug)]
pub enum Msg {
    /// Carry it out.
    Yes,
    /// Do not.
    No,
    /// The other button.
    Turn,
    /// The button that is chosen.
    Pick,
}

impl Confirm {
    /// The question that `asked` makes of words, again when they are those of another language.
    pub fn new(words: &Words, asked: impl Fn(&Words) -> Question + 'static) -> Self {
        Self {
            told: RefCell::new((asked(words), (words.lang(), words.era()))),
            asked: Box::new(asked),
            chosen: Button::Cancel,
        }
    }

    /// What it says in these words.
    fn told(&self, words: &Words) -> Question {
        let now = (words.lang(), words.era());
        if self.told.borrow().1 != now {
            self.told.replace(((self.asked)(words), now));
        }
        self.told.borrow().0.clone()
    }

    /// Asks it over the screen of `cx`, which is told `answer` if the person says yes, and nothing otherwise.
    pub fn ask<M: Send + 'static, E: Send + 'static>(self, cx: &mut Cx<'_, M, E>, answer: M) {
        cx.open_for(self, move |Yes| answer);
    }
}

/// The person said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yes;

impl Answers for Msg {
    type With = Yes;
}

impl<E: Send + 'static> Screen<E> for Confirm {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        ""
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        self.told(at.words).title
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(Function::Execute, self.told(at.words).yes, Msg::Yes),
            Binding::new(Function::Cancel, at.words.frame.cancel.to_owned(), Msg::No),
        ]
    }

    fn uncovered(&mut self) {
        self.chosen = Button::Cancel;
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg, E>) -> bool {
        let msg = match key {
            Key::Left | Key::Right | Key::Tab | Key::BackEnter => Msg::Turn,
            Key::Enter => Msg::Pick,
            _ => return false,
        };
        Screen::<E>::update(self, msg, cx);
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg, E>) {
        match (msg, self.chosen) {
            (Msg::Yes, _) | (Msg::Pick, Button::Yes) => cx.close_with(Yes),
            (Msg::No, _) | (Msg::Pick, Button::Cancel) => cx.close(),
            (Msg::Turn, Button::Cancel) => self.chosen = Button::Yes,
            (Msg::Turn, Button::Yes) => self.chosen = Button::Cancel,
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let Question { title, text, yes } = self.told(at.words);
        let inside = Body::new(at).text(text, at.theme.value).stretch();
        let (chosen, labels) = (Buttons(self.chosen as u16), [at.words.frame.cancel, &yes]);
        let inside = inside.buttons_every(STEP, chosen, &labels);
        Some(Body::framed(at, title, inside).hint(at.words.frame.confirm_hint))
    }

    fn popup(&self) -> Option<Size> {
        let lines = u16::try_from(wrap(&self.told.borrow().0.text, COLUMNS).len()).unwrap_or(u16::MAX);
        Some(Size::new(COLUMNS + 4, lines.saturating_add(4)))
    }
}
