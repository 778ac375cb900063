//! Actions on a contract: what is planned, shown and approved (R11). What one of them is to the desk stands in its own file,
//! and none is without any of it.

mod amend;
mod close;
mod issue;
mod lift_passwords;
mod register;
mod replace;
mod resync;
mod revoke;
mod stop;
mod unlock;

use serde::{Deserialize, Serialize};

use super::Error;
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::revocation;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId, Reason, StaffId};
use crate::office::About;
use crate::store::Tx;

pub use amend::Amend;
pub use close::Close;
pub use issue::{Issue, NewFob};
pub(super) use issue::{branches, the_fob};
pub use lift_passwords::LiftPasswords;
pub use register::Register;
pub use replace::Replace;
pub use resync::Resync;
pub use revoke::Revoke;
pub use stop::Stop;
pub use unlock::Unlock;

/// An action on a contract. What is stored of a request is this.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 停止解除 (R9.3).
    Unlock(Unlock),
    /// 失効 (R7.3).
    Revoke(Revoke),
    /// 登録代行 (R3.2).
    Register(Register),
    /// 時刻ずれ補正 (R6.5).
    Resync(Resync),
    /// 契約の変更 (R16.2).
    Amend(Amend),
    /// 解約 (R16.1).
    Close(Close),
    /// 申出停止 (R9.6).
    Stop(Stop),
    /// 発行 (R15.4).
    Issue(Issue),
    /// 代替発行 (R15.5).
    Replace(Replace),
    /// パスワード停止解除 (R17.1).
    LiftPasswords(LiftPasswords),
}

impl Act {
    /// Which action it is.
    pub fn action(&self) -> Action {
        self.acting().action()
    }

    /// Whether it goes through a caution, whoever asks for it, to be looked over first: a stop, and the revocation of a fob that is
    /// gone (R10.5).
    pub fn passes_caution(&self) -> bool {
        match self {
            Self::Stop(_) => true,
            Self::Revoke(revoke) => revoke.reason.loses_the_fob(),
            _ => false,
        }
    }

    /// What it is to the desk.
    pub(super) fn acting(&self) -> &dyn Acting {
        match self {
            Self::Unlock(unlock) => unlock,
            Self::Revoke(revoke) => revoke,
            Self::Register(register) => register,
            Self::Resync(resync) => resync,
            Self::Amend(amend) => amend,
            Self::Close(close) => close,
            Self::Stop(stop) => stop,
            Self::Issue(issue) => issue,
            Self::Replace(replace) => replace,
            Self::LiftPasswords(lift) => lift,
        }
    }
}

/// What an action is to the desk. Nothing here has a default: a new one says all of it, or does not compile.
pub(super) trait Acting {
    /// Which action it is: its check and its approval are that one's (R10.3, R11.1).
    fn action(&self) -> Action;

    /// The duty it takes.
    fn duty(&self) -> Duty;

    /// The contract.
    fn contract(&self) -> &ContractNumber;

    /// The identity check it rests on.
    fn check(&self) -> Option<CheckId>;

    /// What its entry says beforehand; nothing that may be a code in the wrong place (R12.3).
    fn about(&self, policy: &Policy) -> About;

    /// What it would do, or why not.
    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error>;

    /// The accepted code or codes that it rests on besides the check, if it is one that takes any. It is asked for what can be
    /// decided only.
    fn proof(&self, case: &Case, moment: &Moment<'_>) -> Result<Option<ProofId>, Error>;
}

/// When and for whom an action is planned.
pub(super) struct Moment<'a> {
    pub(super) tx: &'a Tx<'a>,
    /// Who asks; nobody when it is planned again for the request that was made of it. Proofs must be the asker's own, unused
    /// and not too old; those of a request were used for it and serve it still.
    pub(super) asker: Option<&'a StaffId>,
    pub(super) now: Instant,
    pub(super) policy: &'a Policy,
}

impl Moment<'_> {
    /// Whether a proof of that moment is spent for who asks.
    fn is_spent(&self, used: bool, at: Instant) -> bool {
        self.asker.is_some() && (used || self.now >= at + self.policy.check_lapse)
    }
}

/// What an action would do.
pub(super) struct Decided {
    pub(super) changes: Vec<Change>,
    /// Those whom staff chose; others are concerned because they share a token.
    pub(super) chosen: Vec<LoginId>,
    /// Why it is revoked.
    pub(super) reason: Option<revocation::Reason>,
    /// Why a supervisor is asked to override (R9.3).
    pub(super) override_reason: Option<Reason>,
}

impl Decided {
    /// What becomes of those whom staff chose, where no reason is asked for.
    fn of(changes: Vec<Change>, chosen: Vec<LoginId>) -> Self {
        Self {
            changes,
            chosen,
            reason: None,
            override_reason: None,
        }
    }
}

/// The login IDs an action names, for its entry.
fn names(users: &[LoginId]) -> String {
    users.iter().map(LoginId::as_str).collect::<Vec<_>>().join(" ")
}
