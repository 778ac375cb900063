//! The secrets of the last step: 確認用パスワード, and ワンタイムパスワード only where the portal asks for it (R5.3–R5.5).

use secrecy::SecretString;

use crate::domain::calendar;
use crate::domain::payment::Status;
use crate::domain::refusal::Refusal;
use crate::portal::{Error, Me, Secrets, Step};
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// Columns of what can be typed.
const COLUMNS: u16 = 32;

/// The fields for the secrets.
pub(crate) struct Ask {
    form: Form,
    password: Entry<SecretString>,
    code: Option<Entry<SecretString>>,
    digits: u32,
}

impl Ask {
    /// The rows that it takes at most, and those of what stands below it.
    pub(crate) const HEIGHT: u16 = 2;
    pub(crate) const FOOT: u16 = Self::HEIGHT + 2;

    /// The password alone.
    pub(crate) fn new(words: &Words) -> Self {
        let words = &words.payments.common;
        let mut form = Form::new();
        let field = Field::secret(words.confirmation, COLUMNS).required();
        let password = form.add_secret(field.hint(words.confirmation_hint));
        Self {
            form,
            password,
            code: None,
            digits: 0,
        }
    }

    /// Asks for the code too, or no longer. What was typed stays where the fields stay.
    pub(crate) fn asks_code(&mut self, asks: bool, digits: u32, words: &Words) {
        match (&self.code, asks) {
            (None, true) => {
                let hint = words.payments.common.code_hint(place::Digits(&digits.to_string()));
                let field = Field::secret(words.payments.common.code, COLUMNS)
                    .required()
                    .digits(digits);
                self.code = Some(self.form.add_secret(field.hint(hint)));
                self.digits = digits;
            }
            (Some(_), false) => *self = Self::new(words),
            _ => {}
        }
    }

    /// Reads them, or says which is missing.
    pub(crate) fn read(&mut self, words: &Words) -> Result<Secrets, Message> {
        let confirmation = self.form.read(&self.password, words)?;
        let code = self.code.as_ref().map(|code| self.form.read(code, words)).transpose()?;
        Ok(Secrets {
            confirmation: Some(confirmation),
            code,
            ..Secrets::default()
        })
    }

    /// After a refusal: wipes the secret that is at fault, and nothing else, and goes there.
    pub(crate) fn refused(&mut self, error: &Error) {
        let Error::Refused(refusal) = error else { return };
        match (refusal, &self.code) {
            (Refusal::ConfirmationNeeded | Refusal::ConfirmationWrong { .. } | Refusal::ConfirmationStopped, _) => {
                self.form.clear(&self.password);
                self.form.focus(&self.password);
            }
            (
                Refusal::CodeForm { .. }
                | Refusal::CodeNeeded
                | Refusal::WrongCode { .. }
                | Refusal::CodeUsed
                | Refusal::SuspendedNow { .. },
                Some(code),
            ) => {
                self.form.clear(code);
                self.form.focus(code);
            }
            _ => {}
        }
    }

    /// Takes a key.
    pub(crate) fn typed(&mut self, key: &Key) -> bool {
        self.form.typed(key)
    }

    /// Says the fields, and below them why no code is asked for.
    pub(crate) fn says<'a>(&'a self, body: Body<'a>, step: Step, has_run: bool, me: &Me, at: &Ambient<'a>) -> Body<'a> {
        let told = || {
            let mut told = Self::new(at.words);
            told.asks_code(self.code.is_some(), self.digits, at.words);
            told.form
        };
        let body = body.form(self.form.in_words(at.words, told)).rows(Self::HEIGHT);
        body.line(Self::why(step, has_run, me, at), at.theme.info)
    }

    /// Why the portal asks for no code at this step (R5.2–R5.4), or that the one it asks for serves those that follow.
    fn why(step: Step, has_run: bool, me: &Me, at: &Ambient<'_>) -> String {
        let (words, _label) = (&at.words.payments.common, &at.words.label);
        match step.to {
            _ if step.asks_code && has_run => words.code_serves_run.to_owned(),
            _ if step.asks_code => String::new(),
            Status::Waiting => words.code_by_approver.to_owned(),
            Status::WaitingFinal => words.code_by_final.to_owned(),
            _ if me.serial.is_some() => words.no_code_run.to_owned(),
            _ if calendar::day_of(at.now) < me.start => words.no_code_start(place::Start(&at.words.day(me.start))),
            _ => {
                let until = me.grace_ends.pred_opt().unwrap_or(me.grace_ends);
                words.no_code_grace(place::Until(&at.words.day(until)))
            }
        }
    }
}
