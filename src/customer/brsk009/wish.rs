//! What is to be done to a user: registered, changed or deleted.

use crate::customer::members::{See, Seen};
use crate::domain::members::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Command, Secrets};
use crate::words::MembersConfirmWords;

/// What is to be done, with what was entered for it.
#[derive(Clone, Debug)]
pub(in crate::customer) enum Wish {
    /// A new user, with both first passwords.
    Admit(Entered),
    /// Another entry for a user, who was so as it was begun.
    Amend(Entered, Box<Profile>),
    /// No such user any more.
    Remove(LoginId),
}

/// What was entered for a user.
#[derive(Clone, Debug)]
pub(in crate::customer) struct Entered {
    pub(super) login_id: LoginId,
    pub(super) profile: Box<Profile>,
    /// The new passwords, where some were given.
    pub(super) secrets: Secrets,
}

impl Wish {
    /// What was entered for a user who was `seen` so, or for a new one.
    pub(in crate::customer) fn entered(
        login_id: LoginId,
        profile: Profile,
        secrets: Secrets,
        seen: Option<Profile>,
    ) -> Self {
        let entered = Entered {
            login_id,
            profile: Box::new(profile),
            secrets,
        };
        match seen {
            Some(seen) => Self::Amend(entered, Box::new(seen)),
            None => Self::Admit(entered),
        }
    }

    /// What the person saw of the user before they came here.
    pub(super) fn seen(&self) -> Option<Seen> {
        match self {
            Self::Amend(_, seen) => Some((seen.as_ref().clone(), None)),
            Self::Admit(_) | Self::Remove(_) => None,
        }
    }

    /// Whose standing matters, and what of it: the token only where it goes too.
    pub(super) fn sees(&self) -> (LoginId, See) {
        match self {
            Self::Admit(entered) | Self::Amend(entered, _) => {
                (entered.login_id.clone(), |sheet| (Profile::of(&sheet.row.user), None))
            }
            Self::Remove(login_id) => (login_id.clone(), |sheet| {
                (Profile::of(&sheet.row.user), sheet.row.serial.clone())
            }),
        }
    }

    pub(super) fn is_removal(&self) -> bool {
        matches!(self, Self::Remove(_))
    }

    /// The command, with the secrets of who acts beside those that were entered.
    pub(super) fn command(&self, asked: Secrets) -> (Command, Secrets) {
        let with = |entered: &Entered| Secrets {
            new_login: entered.secrets.new_login.clone(),
            new_confirmation: entered.secrets.new_confirmation.clone(),
            ..asked.clone()
        };
        match self.clone() {
            Self::Admit(entered) => {
                let secrets = with(&entered);
                let Entered { login_id, profile, .. } = entered;
                (Command::Admit { login_id, profile }, secrets)
            }
            Self::Amend(entered, _) => {
                let secrets = with(&entered);
                let Entered { login_id, profile, .. } = entered;
                (Command::Amend { login_id, profile }, secrets)
            }
            Self::Remove(login_id) => (Command::Remove { login_id }, asked),
        }
    }

    /// Whether a refusal is about what was entered, so that it is put right on the screen before.
    pub(super) fn is_about(&self, refusal: &Refusal) -> bool {
        !self.is_removal()
            && matches!(
                refusal,
                Refusal::LoginIdTaken { .. }
                    | Refusal::MasterKindStays
                    | Refusal::NotOneself
                    | Refusal::AdministrationOfKind
                    | Refusal::SameDayAlone
                    | Refusal::LimitTooHigh { .. }
                    | Refusal::AccountNotOwn { .. }
                    | Refusal::PasswordForm { .. }
                    | Refusal::PasswordsNeeded
                    | Refusal::PasswordsAlike
            )
    }

    /// F10.
    pub(super) fn button<'a>(&self, words: &'a MembersConfirmWords) -> &'a str {
        match self {
            Self::Admit(_) => words.admit,
            Self::Amend(..) => words.amend,
            Self::Remove(_) => words.remove,
        }
    }
}
