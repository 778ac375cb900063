//! What BRSK027 is made of: its list, its fields, and where they stand.

use ratatui::layout::Rect;
use secrecy::SecretString;

use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::{Error, Secrets};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screens::entering::{self, Roster};
use crate::words::{Words, fill};

/// Columns of a password and of a code.
const PASSWORD_COLUMNS: u16 = 32;
const CODE_COLUMNS: u16 = 9;

/// What is made of the words and the policy, once both are known.
pub(super) struct Parts {
    pub(super) roster: Roster,
    pub(super) form: Form,
    pub(super) confirmation: Entry<SecretString>,
    pub(super) code: Entry<SecretString>,
}

impl Parts {
    pub(super) fn new(words: &Words, policy: &Policy) -> Self {
        let common = &words.portal.common;
        let digits = policy.otp_digits.to_string();
        let mut form = Form::new();
        let confirmation = Field::secret(&common.confirmation, PASSWORD_COLUMNS)
            .required()
            .hint(&common.confirmation_hint);
        let confirmation = form.add_secret(confirmation);
        let code = Field::code(&common.code, CODE_COLUMNS)
            .required()
            .hint(fill(&common.code_hint, &[("digits", &digits)]));
        let code = form.add_secret(code);
        Self {
            roster: Roster::new(&words.entering.common.choose, entering::revoke_columns(words)),
            form,
            confirmation,
            code,
        }
    }

    /// Password and code, or what is missing, with the focus there.
    pub(super) fn secrets(&mut self, words: &Words) -> Result<Secrets, Message> {
        Ok(Secrets {
            confirmation: Some(self.form.read(&self.confirmation, words)?),
            code: Some(self.form.read(&self.code, words)?),
            ..Secrets::default()
        })
    }

    /// Wipes what was refused: after a wrong password the code was not looked at and serves still, after a wrong code the
    /// password was right.
    pub(super) fn forget(&mut self, error: &Error) {
        let Error::Refused(refusal) = error else { return };
        match refusal {
            Refusal::ConfirmationNeeded | Refusal::ConfirmationWrong { .. } | Refusal::ConfirmationStopped => {
                self.form.clear(&self.confirmation);
                self.form.focus(&self.confirmation);
            }
            Refusal::CodeNeeded
            | Refusal::CodeForm { .. }
            | Refusal::CodeUsed
            | Refusal::WrongCode { .. }
            | Refusal::SuspendedNow { .. } => {
                self.form.clear(&self.code);
                self.form.focus(&self.code);
            }
            _ => {
                self.form.clear(&self.confirmation);
                self.form.clear(&self.code);
                self.form.focus(&self.confirmation);
            }
        }
    }
}

/// The rows of the screen, from its top and from its bottom.
pub(super) struct Rows {
    pub(super) about: Rect,
    pub(super) note: Rect,
    pub(super) list: Rect,
    pub(super) selected: Rect,
    pub(super) reopens: Rect,
    pub(super) notice: Rect,
    pub(super) items: Rect,
    pub(super) form: Rect,
    pub(super) remedy: Rect,
}

impl Rows {
    pub(super) fn of(area: Rect) -> Self {
        let rows = |from: u16, height: u16| {
            Rect::new(area.x + 1, from, area.width.saturating_sub(2), height).intersection(area)
        };
        let below = area.bottom().saturating_sub(8);
        let list = area.y + 4;
        Self {
            about: rows(area.y, 3),
            note: rows(area.y + 3, 1),
            list: Rect::new(area.x, list, area.width, below.saturating_sub(list)),
            selected: Rect::new(area.x + 2, below, area.width.saturating_sub(2), 1).intersection(area),
            reopens: rows(below + 1, 1),
            notice: rows(below + 2, 1),
            items: rows(below + 3, 1),
            form: Rect::new(area.x, below + 4, area.width, 2).intersection(area),
            remedy: rows(below + 6, 2),
        }
    }
}
