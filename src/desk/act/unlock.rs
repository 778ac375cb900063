//! 停止解除: the suspension of tokens is lifted (R9.3).

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment, names};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::lockout;
use crate::domain::policy::Policy;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId, Reason, Serial};
use crate::office::{About, Typed};

/// Lifts the suspension of the tokens of these users (R9.3).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// The contract.
    pub contract: ContractNumber,
    /// The chosen users.
    pub users: Vec<LoginId>,
    /// In their place: the fob that nobody is registered with (R7.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Serial>,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
    /// Why a supervisor is asked although the customer could do it (R9.3).
    #[serde(default)]
    pub override_reason: Option<Reason>,
}

impl Acting for Unlock {
    fn action(&self) -> Action {
        Action::Unlock
    }

    fn duty(&self) -> Duty {
        Duty::Unlock
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, policy: &Policy) -> About {
        let reason = self.override_reason.as_ref();
        About {
            action: "unlock",
            contract: Some(self.contract.clone()),
            subject: match &self.serial {
                Some(serial) if self.users.is_empty() => Typed::read(serial, policy).told(),
                _ => names(&self.users),
            },
            check: self.check,
            request: None,
            detail: reason.map(|reason| format!("override: {reason}")).unwrap_or_default(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        Ok(Decided {
            changes: match &self.serial {
                Some(serial) if self.users.is_empty() => lockout::decide_alone(case, serial, moment.now)?,
                _ => lockout::decide(case, &self.users, self.override_reason.is_some(), moment.now)?,
            },
            chosen: self.users.clone(),
            reason: None,
            override_reason: self.override_reason.clone(),
        })
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
