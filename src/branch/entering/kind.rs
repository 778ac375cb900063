//! What an entry screen is, as a table: its names, and what is chosen from its list.

use super::CaseData;
use crate::domain::identity::Action;
use crate::ui::screen::Nameplate;
use crate::words::Words;

/// What an entry screen is.
pub struct Kind {
    /// Its line in the table of screens.
    pub(crate) nameplate: &'static Nameplate,
    /// Its path in row 1.
    pub(crate) title: fn(&Words) -> &str,
    /// What F10 does, in a word for the bar.
    pub(crate) execute: fn(&Words) -> &str,
    /// What is asked for there; `None` where nothing comes of it.
    pub(crate) action: Option<Action>,
    /// What is chosen from its list.
    pub(crate) chooses: Chooses,
}

/// What is chosen from the list of an entry screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chooses {
    /// Some of the users, with Space; Enter goes on to the form.
    Users,
    /// One of the users, with Space, or with Enter, which goes on to the form.
    User,
    /// One of the tokens, likewise.
    Token,
}

impl Chooses {
    /// Whether more than one can be chosen.
    pub(super) fn is_several(self) -> bool {
        self == Self::Users
    }

    /// How many rows the list has.
    pub(super) fn rows(self, reading: &CaseData) -> usize {
        match self {
            Self::Users | Self::User => reading.sheet.rows.len(),
            Self::Token => reading.sheet.case.tokens.len(),
        }
    }

    /// Help for the list, above a form or alone.
    pub(super) fn hint(self, words: &Words, has_form: bool) -> &str {
        match self {
            Self::Users => words.entering.common.hint_many,
            Self::User => words.entering.common.hint_one,
            Self::Token if has_form => words.entering.fobs.hint,
            Self::Token => words.entering.fobs.hint_alone,
        }
    }
}
