//! A user as a row of BRSK025 and BRSK027, at the branch's counter and at the customer's.

use ratatui::style::Style;

use super::roster::Col;
use crate::desk::UserRow;
use crate::domain::calendar::{self, Instant};
use crate::domain::state::OtpState;
use crate::domain::token::{Held, Token};
use crate::domain::user::User;
use crate::domain::values::Serial;
use crate::portal::MemberRow;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// What the columns show of a user.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) user: &'a User,
    pub(crate) serial: Option<&'a str>,
    pub(crate) state: OtpState,
    pub(crate) held: Option<Held>,
    pub(crate) expires: Option<Instant>,
}

impl<'a> From<&'a UserRow> for Seen<'a> {
    fn from(row: &'a UserRow) -> Self {
        Self {
            user: &row.user,
            serial: row.shown_serial(),
            state: row.state,
            held: row.held,
            expires: row.expires,
        }
    }
}

impl<'a> From<&'a MemberRow> for Seen<'a> {
    fn from(row: &'a MemberRow) -> Self {
        Self {
            user: &row.user,
            serial: row.serial.as_ref().map(Serial::as_str),
            state: row.state,
            held: row.held,
            expires: row.expires,
        }
    }
}

/// The columns of BRSK025, to the letter of the manual; the check mark is 選択.
pub(crate) fn unlock_columns(words: &Words) -> Vec<Col> {
    let (common, own) = (&words.entering.common, &words.entering.unlock);
    vec![
        Col::new(common.login_id, 12, 20),
        Col::new(common.user_name, 14, 30),
        Col::new(own.user_kind, 14, 14),
        Col::new(own.token_id, 12, 12),
        Col::new(own.state, 16, 30),
    ]
}

/// The columns of BRSK027, to the letter of the manual; the check mark is 選択.
pub(crate) fn revoke_columns(words: &Words) -> Vec<Col> {
    let (common, own) = (&words.entering.common, &words.entering.revoke);
    let expires = words.short_columns();
    vec![
        Col::new(own.login_id, 19 - expires, 14),
        Col::new(common.user_name, 9, 20),
        Col::new(common.user_kind, 14, 14),
        Col::new(common.serial, 12, 12),
        Col::new(common.state, 14, 24),
        Col::new(own.expires, expires, 23),
    ]
}

/// The cells of a fob that nobody is registered with, under [`unlock_columns`].
pub(crate) fn fob_to_unlock(token: &Token, at: &Ambient<'_>) -> Vec<String> {
    let label = &at.words.label;
    let state = if token.held.is_some() {
        label.suspended_by_bank
    } else {
        label.suspended
    };
    let nobody = at.words.finding.sheet.token_unused.to_owned();
    let serial = token.serial.to_string();
    vec![String::new(), nobody, String::new(), serial, state.to_owned()]
}

impl Seen<'_> {
    /// Its cells under [`unlock_columns`].
    pub(crate) fn to_unlock(self, at: &Ambient<'_>, wide: bool) -> Vec<String> {
        vec![
            self.user.login_id.to_string(),
            self.user.name.to_string(),
            at.words.label.kind(self.user.kind).to_owned(),
            self.serial.unwrap_or_default().to_owned(),
            match (self.state, self.held) {
                (OtpState::Suspended, Some(_)) => at.words.label.suspended_by_bank.to_owned(),
                (other, _) => state(other, at, wide),
            },
        ]
    }

    /// Its cells under [`revoke_columns`].
    pub(crate) fn to_revoke(self, at: &Ambient<'_>, wide: bool) -> Vec<String> {
        let label = &at.words.label;
        let expires = match (self.expires, wide) {
            (None, _) if self.serial.is_some() && wide => label.no_expiry.to_owned(),
            (None, _) => String::new(),
            (Some(expires), true) => at.words.moment(expires),
            (Some(expires), false) => at.words.short_day(calendar::day_of(expires)),
        };
        let mut cells = self.to_unlock(at, wide);
        cells.push(expires);
        cells
    }

    /// How its row looks in BRSK027; its state says the same in words.
    pub(crate) fn style(self, at: &Ambient<'_>) -> Option<Style> {
        match self.state {
            OtpState::InUse => None,
            OtpState::Suspended | OtpState::Expired | OtpState::Lost => Some(at.theme.warn),
            OtpState::Unregistered | OtpState::NotNeeded | OtpState::Revoked(_) => Some(at.theme.off),
        }
    }

    /// The user in full, for what a column had to cut.
    pub(crate) fn whole(self, words: &Words, now: Instant) -> String {
        let expires = self.expires.map(|expires| words.moment(expires)).unwrap_or_default();
        let parts = [
            self.user.login_id.as_str(),
            self.user.name.as_str(),
            self.serial.unwrap_or_default(),
            &words.label.state(self.state, now),
            &expires,
        ];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// The state of a user (R13); where room is short, of a closed period the moment at which it ends stays whole (R8.3).
pub(crate) fn state(state: OtpState, at: &Ambient<'_>, wide: bool) -> String {
    let label = &at.words.label;
    match state {
        OtpState::Revoked(opens) if !wide => {
            let opens = label.soon(opens, at.now);
            at.words.entering.common.revoked_short(place::Opens(&opens))
        }
        state => label.state(state, at.now),
    }
}
