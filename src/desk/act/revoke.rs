//! 失効: registrations are revoked (R7.3).

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment, names};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::revocation;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId};
use crate::office::About;

/// Revokes these users' registrations (R7.3).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The contract.
    pub contract: ContractNumber,
    /// The chosen users.
    pub users: Vec<LoginId>,
    /// Why.
    pub reason: revocation::Reason,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for Revoke {
    fn action(&self) -> Action {
        Action::Revoke
    }

    fn duty(&self) -> Duty {
        Duty::Revoke
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, _: &Policy) -> About {
        About {
            action: "revoke",
            contract: Some(self.contract.clone()),
            subject: names(&self.users),
            check: self.check,
            request: None,
            detail: format!("{:?}", self.reason).to_lowercase(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        Ok(Decided {
            changes: revocation::decide(case, &self.users, self.reason, moment.now, moment.policy)?,
            chosen: self.users.clone(),
            reason: Some(self.reason),
            override_reason: None,
        })
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
