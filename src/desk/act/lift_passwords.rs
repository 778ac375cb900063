//! パスワード停止解除: a user's stopped passwords are lifted, and first ones go by sealed letter (R17.1).

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::first;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId};
use crate::office::About;

/// Lifts the stopped passwords of a user (R17.1).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftPasswords {
    /// The contract.
    pub contract: ContractNumber,
    /// Whose.
    pub user: LoginId,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for LiftPasswords {
    fn action(&self) -> Action {
        Action::LiftPasswords
    }

    /// An unlock of another kind: who may ask for the one may for the other.
    fn duty(&self) -> Duty {
        Duty::Unlock
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, _: &Policy) -> About {
        About {
            action: "lift_passwords",
            contract: Some(self.contract.clone()),
            subject: self.user.to_string(),
            check: self.check,
            request: None,
            detail: String::new(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let given = moment.tx.has_given_passwords(&self.contract, &self.user)?;
        Ok(Decided::of(
            first::decide(case, &self.user, given, moment.now, moment.policy)?,
            vec![self.user.clone()],
        ))
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
