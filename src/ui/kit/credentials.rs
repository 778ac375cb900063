//! Who logs in, and with what: the two fields of every login.

use secrecy::SecretString;

use super::field::Field;
use super::form::{Entry, Form};
use crate::domain::refusal::Refusal;
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::screen::Cx;
use crate::words::Words;

/// An ID that is read as a `T`, and a password.
pub struct Credentials<T> {
    made: fn(&Words) -> Fields<T>,
    asked: Option<Fields<T>>,
}

/// The two fields.
pub struct Fields<T> {
    form: Form,
    id: Entry<T>,
    password: Entry<SecretString>,
}

impl<T: 'static> Fields<T> {
    /// The fields with nothing typed; `parse` reads the ID.
    pub fn new(id: Field, password: Field, parse: fn(&str) -> Result<T, Refusal>) -> Self {
        let mut form = Form::new();
        let id = form.add(id.required(), move |text, words| {
            parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        });
        let password = form.add_secret(password.required());
        Self { form, id, password }
    }
}

impl<T: 'static> Credentials<T> {
    /// What the words make of them, once they are known.
    pub fn new(made: fn(&Words) -> Fields<T>) -> Self {
        Self { made, asked: None }
    }

    /// The screen came on top: they are there from now on.
    pub fn opened(&mut self, words: &Words) {
        self.asked.get_or_insert_with(|| (self.made)(words));
    }

    /// The form in these words.
    pub fn form(&self, words: &Words) -> Option<&Form> {
        let asked = self.asked.as_ref()?;
        Some(asked.form.in_words(words, || (self.made)(words).form))
    }

    /// A key; false where it means nothing.
    pub fn typed(&mut self, key: &Key) -> bool {
        self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
    }

    /// What was typed; or says what is missing or wrong, with the focus there.
    pub fn read<M: Send + 'static>(&mut self, cx: &mut Cx<'_, M>) -> Option<(T, SecretString)> {
        let words = cx.at().words;
        let Fields { form, id, password } = self.asked.as_mut()?;
        let id = cx.or_say(form.read(id, words))?;
        Some((id, cx.or_say(form.read(password, words))?))
    }

    /// They were refused: the password is wiped and asked for again.
    pub fn refused(&mut self) {
        if let Some(Fields { form, password, .. }) = &mut self.asked {
            form.clear(password);
            form.focus(password);
        }
    }
}
