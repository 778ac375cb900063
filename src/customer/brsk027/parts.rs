//! What BRSK027 is made of: its list, its fields, and where they stand.

use secrecy::SecretString;

use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::{Error, Secrets};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::Parts;
use crate::ui::kit::roster::Roster;
use crate::ui::kit::users;
use crate::ui::message::Message;
use crate::words::{Words, place};

/// Columns of a password and of a code.
const PASSWORD_COLUMNS: u16 = 32;
const CODE_COLUMNS: u16 = 9;

/// The fields of its form.
pub struct Fields {
    pub(super) confirmation: Entry<SecretString>,
    pub(super) code: Entry<SecretString>,
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words, policy: &Policy) -> Parts<Fields> {
    let common = &words.portal.common;
    let digits = policy.otp_digits.to_string();
    let mut form = Form::new();
    let confirmation = Field::secret(common.confirmation, PASSWORD_COLUMNS)
        .required()
        .hint(common.confirmation_hint);
    let confirmation = form.add_secret(confirmation);
    let code = Field::code(common.code, CODE_COLUMNS)
        .required()
        .digits(policy.otp_digits)
        .hint(common.code_hint(place::Digits(&digits)));
    let code = form.add_secret(code);
    Parts {
        roster: Roster::new(words.entering.common.choose, users::revoke_columns(words)),
        form,
        fields: Fields { confirmation, code },
    }
}

/// Password and code, or what is missing, with the focus there.
pub(super) fn secrets(parts: &mut Parts<Fields>, words: &Words) -> Result<Secrets, Message> {
    Ok(Secrets {
        confirmation: Some(parts.form.read(&parts.fields.confirmation, words)?),
        code: Some(parts.form.read(&parts.fields.code, words)?),
        ..Secrets::default()
    })
}

/// Wipes what was refused: after a wrong password the code was not looked at and serves still, after a wrong code the
/// password was right.
pub(super) fn forget(parts: &mut Parts<Fields>, error: &Error) {
    let Error::Refused(refusal) = error else { return };
    match refusal {
        Refusal::ConfirmationNeeded | Refusal::ConfirmationWrong { .. } | Refusal::ConfirmationStopped => {
            parts.form.clear(&parts.fields.confirmation);
            parts.form.focus(&parts.fields.confirmation);
        }
        Refusal::CodeNeeded
        | Refusal::CodeForm { .. }
        | Refusal::CodeUsed
        | Refusal::WrongCode { .. }
        | Refusal::SuspendedNow { .. } => {
            parts.form.clear(&parts.fields.code);
            parts.form.focus(&parts.fields.code);
        }
        _ => {
            parts.form.clear(&parts.fields.confirmation);
            parts.form.clear(&parts.fields.code);
            parts.form.focus(&parts.fields.confirmation);
        }
    }
}
