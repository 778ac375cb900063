//! Drafts: a case that was left half-way, under the name of the teller who left it, until the end of its business day.

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::identity::Action;
use super::revocation::Reason;
use super::values::{LoginId, Serial};

/// The actions that can be left half-way, with the screens on which they are entered.
const SCREENS: [(Action, &str); 3] = [
    (Action::Unlock, "BRSK025"),
    (Action::Revoke, "BRSK027"),
    (Action::Register, "TTRK001"),
];

/// The ID of the screen on which an action is entered, if it can be left half-way.
pub fn screen_of(action: Action) -> Option<&'static str> {
    SCREENS
        .into_iter()
        .find_map(|(known, screen)| (known == action).then_some(screen))
}

/// The action that is entered on a screen, if it can be left half-way there.
pub fn action_on(screen: &str) -> Option<Action> {
    SCREENS
        .into_iter()
        .find_map(|(action, known)| (known == screen).then_some(action))
}

/// What was chosen on an entry screen: never a code, a password, a proof or a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The users who were chosen.
    pub users: Vec<LoginId>,
    /// Why their registrations were to be revoked.
    pub reason: Option<Reason>,
    /// The serial that was entered for them.
    pub serial: Option<Serial>,
}

impl Entered {
    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A draft of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unfinished {
    /// The ID of the screen.
    pub screen: String,
    /// When it was left.
    pub at: Instant,
    /// What was chosen there.
    pub entered: Entered,
}
