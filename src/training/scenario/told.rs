//! The closed vocabulary of what can be seen: entries of the trail, states of users and tokens, the clock.

use serde::Deserialize;

use crate::desk::{Entry, Seen, Written};
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::staff::Role;
use crate::domain::state::{self, OtpState};
use crate::domain::token::Stock;
use crate::domain::values::{ContractNumber, LoginId, Serial};
use crate::training::demo;

/// The actions of the trail that a scenario can name.
pub const ACTIONS: &[&str] = &[
    "login",
    "begin_check",
    "answer_fact",
    "record_call",
    "finish_check",
    "check_code",
    "explain_code",
    "check_clock",
    "unlock",
    "revoke",
    "register",
    "resync",
    "amend",
    "close",
    "open_contract",
    "amend_by_file",
    "stop",
    "approve",
    "return",
    "withdraw",
    "inspect",
    "issue",
    "replace",
    "return_token",
    "hand_in",
    "restock",
    "scrap",
    "note_application",
    "hand_over",
    "send_token",
    "note_arrival",
    "undelivered",
    "lift_passwords",
    "look_over",
    "look",
    "web_login",
    "web_logout",
    "web_register",
    "web_skip",
    "web_leave",
    "web_authorise",
    "web_unlock",
    "web_revoke",
    "web_pay",
    "web_approve",
    "web_return",
    "web_withdraw",
    "web_admit",
    "web_amend",
    "web_remove",
    "web_stop",
    "web_passwords",
];

/// Something that can be seen.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum See {
    /// An entry of the trail.
    Trail(Told),
    /// The state of a user (R13).
    User {
        /// The contract.
        contract: ContractNumber,
        /// The user.
        login_id: LoginId,
        /// The state.
        state: State,
        /// With the token of this serial.
        serial: Option<Serial>,
    },
    /// A token.
    Token {
        /// The contract.
        contract: ContractNumber,
        /// Its serial.
        serial: Serial,
        /// Reported lost (R7.4).
        lost: Option<bool>,
        /// Suspended (R9.1).
        suspended: Option<bool>,
    },
    /// The clock shows this or later.
    Clock(Instant),
}

/// What is told of an entry of the trail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What was done: one of [`ACTIONS`].
    pub action: String,
    /// Who did it.
    #[serde(default)]
    pub by: Whom,
    /// Who exactly: a staff ID or a login ID.
    pub who: Option<String>,
    /// How it ended.
    #[serde(default)]
    pub result: Ending,
    /// The number of the refusal.
    pub code: Option<String>,
    /// On which contract.
    pub contract: Option<ContractNumber>,
    /// A word of what it was done to: a login ID or a serial.
    pub subject: Option<String>,
    /// A word that is not there.
    pub lacks: Option<String>,
    /// A word of the detail: `telephone`, `loss`, `failed`.
    pub detail: Option<String>,
    /// How many entries; 1 if it is not said.
    #[serde(default = "once")]
    pub times: usize,
}

fn once() -> usize {
    1
}

/// Who did something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Whoever.
    #[default]
    Anyone,
    /// A member of the staff.
    Staff,
    /// 担当者.
    Teller,
    /// 役席.
    Supervisor,
    /// A user of the web banking.
    Customer,
}

/// How it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Carried out.
    #[default]
    Done,
    /// It waits for approval.
    Waiting,
    /// Refused.
    Refused,
}

/// ワンタイムパスワード状態 (R13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 未登録.
    Unregistered,
    /// Blank.
    NotNeeded,
    /// サービス利用中.
    InUse,
    /// 停止中.
    Suspended,
    /// 失効済.
    Revoked,
    /// 有効期限切れ.
    Expired,
    /// 紛失.
    Lost,
}

impl State {
    fn of(state: OtpState) -> Self {
        match state {
            OtpState::Unregistered => Self::Unregistered,
            OtpState::NotNeeded => Self::NotNeeded,
            OtpState::InUse => Self::InUse,
            OtpState::Suspended => Self::Suspended,
            OtpState::Revoked(_) => Self::Revoked,
            OtpState::Expired => Self::Expired,
            OtpState::Lost => Self::Lost,
        }
    }
}

impl Told {
    /// Whether an entry is of this kind.
    pub fn tells(&self, entry: &Entry) -> bool {
        let draft = &entry.draft;
        let names = |text: &str, word: &String| text.split([' ', ',']).any(|part| part == word);
        draft.action == self.action
            && self.by.is(&draft.actor)
            && self.result.is(draft.result)
            && self.code.as_ref().is_none_or(|code| draft.code.as_ref() == Some(code))
            && self.contract.as_ref().is_none_or(|number| {
                // A customer is `contract/login ID`.
                let own = draft.actor.split_once('/').map(|(own, _)| own);
                draft.contract.as_deref() == Some(number.as_str()) || own == Some(number.as_str())
            })
            && self.subject.as_ref().is_none_or(|word| names(&draft.subject, word))
            && self.who.as_ref().is_none_or(|who| {
                let id = draft.actor.split_once('/').map_or(draft.actor.as_str(), |(_, id)| id);
                id == who
            })
            && self.lacks.as_ref().is_none_or(|word| !names(&draft.subject, word))
            && self.detail.as_ref().is_none_or(|word| names(&draft.detail, word))
    }
}

impl Whom {
    fn is(self, actor: &str) -> bool {
        let customer = actor.contains('/');
        let is = |role| {
            demo::STAFF
                .iter()
                .any(|(id, _, known, _)| *id == actor && *known == role)
        };
        match self {
            Self::Anyone => true,
            Self::Staff => !customer,
            Self::Customer => customer,
            Self::Teller => is(Role::Teller),
            Self::Supervisor => is(Role::Supervisor),
        }
    }
}

impl Ending {
    fn is(self, written: Written) -> bool {
        matches!(
            (self, written),
            (Self::Done, Written::Done) | (Self::Waiting, Written::Waiting) | (Self::Refused, Written::Refused)
        )
    }
}

impl See {
    /// The contract that must be read to judge it.
    pub fn contract(&self) -> Option<&ContractNumber> {
        match self {
            Self::User { contract, .. } | Self::Token { contract, .. } => Some(contract),
            Self::Trail(_) | Self::Clock(_) => None,
        }
    }

    /// Whether it stands so now; what is told by the trail is not judged here.
    pub fn stands(&self, seen: &Seen) -> bool {
        match self {
            Self::Trail(_) => true,
            Self::Clock(at) => seen.now >= *at,
            Self::User {
                contract,
                login_id,
                state,
                serial,
            } => case_of(seen, contract).is_some_and(|case| {
                case.users.iter().any(|user| {
                    let token = case.token_of(user).map(|token| &token.serial);
                    user.login_id == *login_id
                        && State::of(state::of(user, case, seen.now)) == *state
                        && serial.as_ref().is_none_or(|serial| token == Some(serial))
                })
            }),
            Self::Token {
                contract,
                serial,
                lost,
                suspended,
            } => case_of(seen, contract).is_some_and(|case| {
                case.tokens.iter().any(|token| {
                    token.serial == *serial
                        && lost.is_none_or(|lost| (token.stock == Stock::Lost) == lost)
                        && suspended.is_none_or(|suspended| token.is_suspended() == suspended)
                })
            }),
        }
    }
}

fn case_of<'a>(seen: &'a Seen, number: &ContractNumber) -> Option<&'a Case> {
    seen.cases.iter().find(|case| case.contract.number == *number)
}
