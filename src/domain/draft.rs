//! Drafts: a case that was left half-way, under the name of the teller who left it, until the end of its business day.

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::case::Case;
use super::identity::Action;
use super::policy::Policy;
use super::revocation::{self, Reason};
use super::values::{LoginId, Serial};
use super::{lockout, registration};

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

impl Unfinished {
    /// Those of its users who can still be chosen (R3.1, R7.5, R9.1).
    pub fn still(&self, case: &Case, now: Instant, policy: &Policy) -> Vec<LoginId> {
        let action = action_on(&self.screen);
        let can = |login_id: &&LoginId| {
            let alone = std::slice::from_ref(*login_id);
            match action {
                Some(Action::Unlock) => lockout::decide(case, alone, true, now).is_ok(),
                Some(Action::Revoke) => revocation::decide(case, alone, Reason::Exchange, now, policy).is_ok(),
                Some(Action::Register) => case
                    .user(login_id)
                    .is_ok_and(|user| registration::open_to(user, case, now).is_ok()),
                Some(
                    Action::Resync
                    | Action::Stop
                    | Action::Amend
                    | Action::Close
                    | Action::Issue
                    | Action::Replace
                    | Action::LiftPasswords,
                )
                | None => false,
            }
        };
        self.entered.users.iter().filter(can).cloned().collect()
    }

    /// Whether none of those it is about can be chosen any more.
    pub fn is_void(&self, case: &Case, now: Instant, policy: &Policy) -> bool {
        !self.entered.users.is_empty() && self.still(case, now, policy).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::case::samples::{at, case, login, token, user};
    use super::super::user::UserKind::{Admin, General, Master};
    use super::*;

    #[test]
    fn of_a_draft_those_remain_who_can_still_be_chosen_r7_5() {
        let users = vec![user("A", Master, 1), user("B", Admin, 2), user("C", General, 0)];
        let mut stopped = token(2);
        stopped.suspended_at = Some(at("2026-06-01T09:00:00"));
        let case = case(users, vec![token(1), stopped]);
        for (screen, expected) in [("BRSK025", "B"), ("BRSK027", "AB"), ("TTRK001", "C"), ("TKSK002", "")] {
            let draft = Unfinished {
                screen: screen.to_owned(),
                at: at("2026-06-01T10:00:00"),
                entered: Entered {
                    users: ["A", "B", "C"].map(login).to_vec(),
                    ..Entered::default()
                },
            };
            let (now, policy) = (at("2026-06-01T12:00:00"), Policy::default());
            let still: String = draft.still(&case, now, &policy).iter().map(LoginId::as_str).collect();
            assert_eq!(still, expected, "{screen}");
            assert_eq!(draft.is_void(&case, now, &policy), expected.is_empty());
        }
    }
}
