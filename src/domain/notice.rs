//! Notices (R14): who is told of what the bank did for a customer, and of who tried. Facts alone, without any secret; the
//! words are made when a notice leaves the bank.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::case::Case;
use super::identity::{Action, Channel, Check, Person};
use super::revocation::Reason;
use super::user::{User, UserKind};
use super::values::{LoginId, MailAddress, Serial};

/// What a notice tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The bank carried an action out.
    Done {
        /// Which.
        action: Action,
        /// Whose state changed by it.
        users: Vec<LoginId>,
        /// The serials of the tokens in question.
        serials: Vec<Serial>,
        /// Why it was revoked.
        reason: Option<Reason>,
        /// When registration opens for those revoked (R8.2).
        reopens_at: Option<Instant>,
        /// The receipt number.
        receipt: String,
    },
    /// Somebody could not show who they are (R10.5).
    FailedCheck {
        /// How they came.
        channel: Channel,
        /// Who they said they are.
        person: Person,
    },
    /// An action was asked for and refused, on a day on which a check of the contract had failed.
    Refused {
        /// Which.
        action: Action,
    },
    /// Tokens of the contract expire soon (R14.3).
    Expiring {
        /// Their serials.
        serials: Vec<Serial>,
        /// Their last day, Japan's.
        on: NaiveDate,
    },
    /// The contract was closed (解約, R16.1).
    Closed {
        /// The day of its end.
        on: NaiveDate,
        /// The serials of the fobs that are still to be handed in.
        owed: Vec<Serial>,
        /// The receipt number, where it was asked for at the bank.
        receipt: Option<String>,
    },
    /// What is kept of the contract was changed (R14.3).
    Changed {
        /// Which of it.
        item: Item,
        /// Whose it is; none where it is the contract's.
        users: Vec<LoginId>,
        /// The receipt number, where the bank did it.
        receipt: Option<String>,
        /// Where it goes when it goes to where the customer was reached before.
        old: Option<OldAddress>,
    },
}

/// What a change is told of (R14.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// The registered telephone number.
    Telephone,
    /// The registered address.
    Address,
    /// The representative.
    Representative,
    /// A mail address.
    Mail,
    /// Who the users are, or what they may do.
    Users,
    /// Passwords.
    Passwords,
}

impl Item {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Telephone,
        Self::Address,
        Self::Representative,
        Self::Mail,
        Self::Users,
        Self::Passwords,
    ];
}

/// Where a customer was reached before a change: copied, since nothing else keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldAddress {
    /// The mail address.
    pub mail: Option<MailAddress>,
    /// The address for letters, as it was written.
    pub address: Option<String>,
}

impl Notice {
    /// Where it goes, if not to where its user is reached now.
    pub fn old_address(&self) -> Option<&OldAddress> {
        match self {
            Self::Changed { old, .. } => old.as_ref(),
            _ => None,
        }
    }

    /// The notice of a failed check.
    pub fn of_check(check: &Check) -> Self {
        Self::FailedCheck {
            channel: check.channel,
            person: check.person.clone(),
        }
    }
}

/// Who is told: every master and admin user of the contract (R14.1), whatever state they are in.
pub fn told(case: &Case) -> impl Iterator<Item = &User> {
    let administers = |user: &&User| matches!(user.kind, UserKind::Master | UserKind::Admin);
    case.users.iter().filter(administers)
}

/// How a notice stands (R14.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It waits to be sent or exported.
    Waiting,
    /// A send has claimed it and is at it.
    Sending,
    /// 送信不明: a send broke off after its data, or never said what came of it. A person decides.
    Unsure,
    /// Its address was refused for good: it waits for the next export of letters.
    Letter,
    /// It has left the bank.
    Sent,
}

impl Stage {
    /// The stage of the name that the store has for a hold.
    pub fn held(name: &str) -> Option<Self> {
        let stages = [Self::Sending, Self::Unsure, Self::Letter];
        stages.into_iter().find(|stage| stage.as_str() == name)
    }

    /// Its name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Unsure => "unsure",
            Self::Letter => "letter",
            Self::Sent => "sent",
        }
    }

    /// What it is at `now` when it became this at `since`: of a claim of which nothing was heard for a quarter of an hour it is not
    /// known what came. No send is at one message for so long.
    #[must_use]
    pub fn at(self, since: Option<Instant>, now: Instant) -> Self {
        let is_old = since.is_some_and(|since| now - since >= TimeDelta::minutes(15));
        if self == Self::Sending && is_old {
            Self::Unsure
        } else {
            self
        }
    }
}

/// What a person decides of a notice of which it is not known whether it left (R14.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// It is sent again, and may arrive twice.
    Again,
    /// It goes as a letter.
    Letter,
}

impl Decided {
    /// Its name in the trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Letter => "letter",
        }
    }
}

/// How a notice leaves the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// On paper: it was exported for letters.
    Letter,
    /// A mail server took it.
    Mail,
}

impl Way {
    /// The name of the way in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Mail => "mail",
        }
    }

    /// The way of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Letter, Self::Mail].into_iter().find(|way| way.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{self, case, login, token, user};

    #[test]
    fn a_claim_of_which_nothing_is_heard_is_unsure_after_a_quarter_of_an_hour_r14_2() {
        let since = samples::at("2026-06-01T12:00:00");
        for (now, stage) in [
            ("2026-06-01T12:14:59", Stage::Sending),
            ("2026-06-01T12:15:00", Stage::Unsure),
        ] {
            assert_eq!(Stage::Sending.at(Some(since), samples::at(now)), stage);
            assert_eq!(Stage::Letter.at(Some(since), samples::at(now)), Stage::Letter);
        }
    }

    #[test]
    fn masters_and_admins_are_told_and_general_users_are_not_r14_1() {
        let users = vec![
            user("AKI", UserKind::General, 1),
            user("DEN", UserKind::Master, 0),
            user("FUJI", UserKind::Admin, 1),
        ];
        let case = case(users, vec![token(1)]);
        let told: Vec<_> = told(&case).map(|user| user.login_id.clone()).collect();
        assert_eq!(told, [login("DEN"), login("FUJI")]);
    }
}
