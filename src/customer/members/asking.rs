//! 認証項目: the confirmation password of who acts, and the one-time password where the portal asks for it (R5.3, R5.5).

use secrecy::SecretString;

use crate::domain::refusal::Refusal;
use crate::portal::{Error, Secrets};
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::words::{Words, place};

/// Columns of a password.
const PASSWORD_COLUMNS: u16 = 32;
/// Columns of a one-time password.
const CODE_COLUMNS: u16 = 12;

/// The fields of the last step.
pub(in crate::customer) struct Asking {
    form: Form,
    password: Entry<SecretString>,
    code: Option<Entry<SecretString>>,
    digits: u32,
}

impl Asking {
    /// The fields; that of the one-time password, of so many digits, only where it is asked for.
    pub(in crate::customer) fn new(words: &Words, asks_code: bool, digits: u32) -> Self {
        let own = &words.members.confirm;
        let mut form = Form::new();
        let password = Field::secret(own.password, PASSWORD_COLUMNS).required();
        let password = form.add_secret(password.hint(own.password_hint));
        let code = asks_code.then(|| {
            let hint = own.code_hint(place::Digits(&digits.to_string()));
            form.add_secret(Field::code(own.code, CODE_COLUMNS).required().digits(digits).hint(hint))
        });
        Self {
            form,
            password,
            code,
            digits,
        }
    }

    /// Whether the one-time password is among them.
    pub(in crate::customer) fn asks_code(&self) -> bool {
        self.code.is_some()
    }

    /// What was typed, or what is missing, with the focus there.
    pub(in crate::customer) fn read(&mut self, words: &Words) -> Result<Secrets, Message> {
        let confirmation = self.form.read(&self.password, words)?;
        let code = self.code.as_ref().map(|code| self.form.read(code, words)).transpose()?;
        Ok(Secrets {
            confirmation: Some(confirmation),
            code,
            ..Secrets::default()
        })
    }

    /// Wipes the secret that was refused and puts the focus there; nothing else is lost.
    pub(in crate::customer) fn refused(&mut self, error: &Error) {
        let Error::Refused(refusal) = error else { return };
        match (refusal, &self.code) {
            (Refusal::ConfirmationWrong { .. } | Refusal::ConfirmationStopped | Refusal::ConfirmationNeeded, _) => {
                self.form.clear(&self.password);
                self.form.focus(&self.password);
            }
            (
                Refusal::WrongCode { .. }
                | Refusal::SuspendedNow { .. }
                | Refusal::CodeUsed
                | Refusal::CodeForm { .. }
                | Refusal::CodeNeeded,
                Some(code),
            ) => {
                self.form.clear(code);
                self.form.focus(code);
            }
            _ => {}
        }
    }

    /// Takes a key.
    pub(in crate::customer) fn typed(&mut self, key: &Key) -> bool {
        self.form.typed(key)
    }

    /// Whether a key goes out of the fields: before the first, or behind the last.
    pub(in crate::customer) fn leaves(&self, key: &Key) -> bool {
        let last = self.code.as_ref().unwrap_or(&self.password);
        match key {
            Key::Enter | Key::Tab | Key::Down => self.form.is_focused(last),
            Key::BackEnter | Key::Up => self.form.is_focused(&self.password),
            _ => false,
        }
    }

    /// Puts the focus on the first field.
    pub(in crate::customer) fn begin(&mut self) {
        self.form.focus(&self.password);
    }

    pub(in crate::customer) fn dirty(&self) -> bool {
        self.form.dirty()
    }

    /// Says heading and fields.
    pub(in crate::customer) fn say<'a>(&'a self, body: Body<'a>, words: &Words, focused: bool) -> Body<'a> {
        let told = || Self::new(words, self.asks_code(), self.digits).form;
        body.heading(words.members.confirm.items)
            .form(self.form.in_words(words, told))
            .focused(focused)
    }
}
