//! Who logs in, and with what: the two fields of every login.

use secrecy::SecretString;

use super::field::Field;
use super::form::{Entry, Form};
use crate::domain::refusal::Refusal;
use crate::ui::message::Message;
use crate::words::Words;

/// An ID that is read as a `T`, and a password.
pub struct Credentials<T> {
    form: Form,
    id: Entry<T>,
    password: Entry<SecretString>,
}

impl<T: 'static> Credentials<T> {
    /// The fields with nothing typed; `parse` reads the ID.
    pub fn new(id: Field, password: Field, parse: fn(&str) -> Result<T, Refusal>) -> Self {
        let mut form = Form::new();
        let id = form.add(id.required(), move |text, words| {
            parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        });
        let password = form.add_secret(password.required());
        Self { form, id, password }
    }

    /// The form in these words, which `told` makes of them again where it was drawn in others before.
    pub fn form(&self, words: &Words, told: impl FnOnce() -> Self) -> &Form {
        self.form.in_words(words, || told().form)
    }

    /// The form, for a key.
    pub fn form_mut(&mut self) -> &mut Form {
        &mut self.form
    }

    /// What was typed, or what is missing or wrong, with the focus there.
    pub fn read(&mut self, words: &Words) -> Result<(T, SecretString), Message> {
        Ok((self.form.read(&self.id, words)?, self.form.read(&self.password, words)?))
    }

    /// They were refused: the password is wiped and asked for again.
    pub fn refused(&mut self) {
        self.form.clear(&self.password);
        self.form.focus(&self.password);
    }
}
