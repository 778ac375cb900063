//! 登録代行: a user is registered with a token (R3.2).

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::registration;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId, Serial};
use crate::office::{About, Typed};

/// Registers a user with a token (R3.2).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The contract.
    pub contract: ContractNumber,
    /// The user.
    pub user: LoginId,
    /// The token's serial.
    pub serial: Serial,
    /// The code that was accepted for this.
    pub proof: Option<ProofId>,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for Register {
    fn action(&self) -> Action {
        Action::Register
    }

    fn duty(&self) -> Duty {
        Duty::Register
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, policy: &Policy) -> About {
        About {
            action: "register",
            contract: Some(self.contract.clone()),
            subject: match Typed::read(&self.serial, policy).serial() {
                Ok(serial) => format!("{} {serial}", self.user),
                Err(_) => self.user.to_string(),
            },
            check: self.check,
            request: None,
            detail: String::new(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        Ok(Decided::of(
            registration::decide(case, &self.user, &self.serial, moment.now)?,
            vec![self.user.clone()],
        ))
    }

    /// The accepted code behind a registration (R3.2): of that very token, for that user, unused and not too old.
    fn proof(&self, case: &Case, moment: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        let proof = self.proof.ok_or(Refusal::NoProof)?;
        let found = moment.tx.proof(proof, &self.contract, Some(&self.user), moment.asker)?;
        let (token, at, used) = found.ok_or(Refusal::NoProof)?;
        if case.token(token).is_none_or(|token| token.serial != self.serial) {
            return Err(Refusal::NoProof.into());
        }
        if moment.is_spent(used, at) {
            return Err(Refusal::ProofSpent.into());
        }
        Ok(Some(proof))
    }
}
