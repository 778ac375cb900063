//! The box that asks for something over a screen: a form in a frame, and what is done with it.
//!
//! What a box of its own kind has to say is an [`Ask`]: its fields, its words, and what Execute does. Drawing, keys, focus,
//! drafts and another language are here. It stays, with what was typed, until what it asks for was taken.

use ratatui::layout::Size;

use super::body::Body;
use super::form::Form;
use crate::ui::keys::{Function, Key};
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::Words;

/// Rows of the frame.
const FRAME: u16 = 2;

/// What a box asks for.
pub trait Ask: Sized + 'static {
    /// The fields of its form.
    type Fields: 'static;
    /// What it is told beside Execute: the answers to what it asked.
    type Own: Send + 'static;
    /// What it closes with ([`Cx::close_with`]).
    type With: 'static;
    /// Columns of the box.
    const COLUMNS: u16;
    /// Rows of the box beside its frame and its fields: one for a lead, and blank ones.
    const OTHERS: u16 = 0;
    /// Whether it is asked before what was typed is lost; not where it is typed again in a moment.
    const LOSES: bool = true;

    /// Adds its fields to a form, in the words of now.
    fn fields(&self, form: &mut Form, at: &Ambient<'_>) -> Self::Fields;

    /// Its heading.
    fn title(&self, words: &Words) -> String;

    /// What Execute is called.
    fn button(&self, words: &Words) -> &'static str;

    /// Keys beside Execute, which tell it something of its own.
    fn keys(&self, _words: &Words) -> Vec<Binding<Msg<Self>>> {
        Vec::new()
    }

    /// A line above the form; empty where there is none.
    fn lead(&self, _words: &Words) -> &'static str {
        ""
    }

    /// The line of the table of screens that its ID is of; that of none, where the screen below it says enough.
    fn nameplate(&self) -> &'static Nameplate {
        &Nameplate::NONE
    }

    /// Execute: reads the fields and does it, or says what is wrong.
    fn execute(&mut self, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>);

    /// An answer.
    fn heard(&mut self, own: Self::Own, asked: AskForm<'_, Self>, cx: &mut Cx<'_, Msg<Self>>);
}

/// The form of a box and its fields.
pub struct AskForm<'a, X: Ask> {
    /// The form.
    pub form: &'a mut Form,
    /// Its fields.
    pub fields: &'a X::Fields,
}

/// The box.
pub struct AskBox<X: Ask> {
    ask: X,
    form: Form,
    fields: X::Fields,
}

/// What the box is told.
pub enum Msg<X: Ask> {
    /// Execute.
    Execute,
    /// An answer to what it asked.
    Own(X::Own),
}

impl<X: Ask> Answers for Msg<X> {
    type With = X::With;
}

impl<X: Ask> AskBox<X> {
    /// The box with nothing typed.
    pub fn new(ask: X, at: &Ambient<'_>) -> Self {
        let (form, fields) = Self::made(&ask, at);
        Self { ask, form, fields }
    }

    /// What the words make of an ask.
    fn made(ask: &X, at: &Ambient<'_>) -> (Form, X::Fields) {
        let mut form = Form::new();
        let fields = ask.fields(&mut form, at);
        (form, fields)
    }
}

impl<X: Ask> Screen for AskBox<X> {
    type Msg = Msg<X>;

    fn nameplate(&self) -> &'static Nameplate {
        self.ask.nameplate()
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        self.ask.title(at.words)
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg<X>>> {
        let mut keys = self.ask.keys(at.words);
        keys.push(Binding::new(Function::Execute, self.ask.button(at.words), Msg::Execute));
        keys
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg<X>>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg<X>, cx: &mut Cx<'_, Msg<X>>) {
        let asked = AskForm {
            form: &mut self.form,
            fields: &self.fields,
        };
        match msg {
            Msg::Execute => self.ask.execute(asked, cx),
            Msg::Own(own) => self.ask.heard(own, asked, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let inside = Body::new(at)
            .text(self.ask.lead(at.words), at.theme.value)
            .form(self.form.in_words(at.words, || Self::made(&self.ask, at).0));
        Some(Body::framed(at, self.ask.title(at.words), inside))
    }

    fn dirty(&self) -> bool {
        X::LOSES && self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(X::COLUMNS, self.form.height() + X::OTHERS + FRAME))
    }
}
