//! Actions that rest on a check, and what of it each takes (R10.3).

use serde::{Deserialize, Serialize};

use super::Channel;
use crate::domain::policy::Policy;

/// How many kinds of methods a change of the contract by hand, its end, and lifting passwords take, whatever the policy says of others
/// (R16.2, R17.1).
const METHODS_TO_AMEND: u32 = 2;

/// An action that rests on a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 失効.
    Revoke,
    /// 停止解除.
    Unlock,
    /// 登録代行.
    Register,
    /// 時刻ずれ補正.
    Resync,
    /// 契約の変更.
    Amend,
    /// 解約.
    Close,
    /// 申出停止.
    Stop,
    /// 発行.
    Issue,
    /// 代替発行.
    Replace,
    /// パスワード停止解除.
    LiftPasswords,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 10] = [
        Self::Unlock,
        Self::Revoke,
        Self::Register,
        Self::Resync,
        Self::Stop,
        Self::Amend,
        Self::Close,
        Self::Issue,
        Self::Replace,
        Self::LiftPasswords,
    ];

    /// The name of the action in the store and in the trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::Revoke => "revoke",
            Self::Register => "register",
            Self::Resync => "resync",
            Self::Amend => "amend",
            Self::Close => "close",
            Self::Stop => "stop",
            Self::Issue => "issue",
            Self::Replace => "replace",
            Self::LiftPasswords => "lift_passwords",
        }
    }

    /// The action of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// How many methods of different kinds it takes at the counter, and everywhere at least (R10.3).
    pub fn methods_needed(self, policy: &Policy) -> u32 {
        match self {
            Self::Revoke => policy.methods_revoke,
            Self::Unlock => policy.methods_unlock,
            Self::Register => policy.methods_register,
            Self::Resync => policy.methods_resynchronise,
            Self::Amend | Self::Close | Self::LiftPasswords => METHODS_TO_AMEND,
            Self::Stop => 1,
            Self::Issue | Self::Replace => policy.methods_issue,
        }
    }

    /// How many it takes when the customer came that way (R10.3).
    pub fn methods_needed_by(self, channel: Channel, policy: &Policy) -> u32 {
        let more = match channel {
            // One method, however the caller comes (R9.6).
            _ if self == Self::Stop => 0,
            Channel::Counter => 0,
            Channel::Telephone => policy.telephone_more,
            Channel::Visit => policy.visit_more,
        };
        self.methods_needed(policy) + more
    }

    /// Whether on the telephone one of the methods must be the call back (R10.3).
    pub fn needs_call_back(self, policy: &Policy) -> bool {
        self != Self::Stop && self.methods_needed(policy) >= policy.call_back_from
    }
}
