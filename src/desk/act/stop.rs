//! 申出停止: a token is stopped at once on a caller's word (R9.6).

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::staff::Duty;
use crate::domain::stop;
use crate::domain::values::{CheckId, ContractNumber, ProofId, Serial};
use crate::office::{About, Typed};

/// Stops a token without revoking anybody (R9.6).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// The contract.
    pub contract: ContractNumber,
    /// The token's serial.
    pub serial: Serial,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for Stop {
    fn action(&self) -> Action {
        Action::Stop
    }

    fn duty(&self) -> Duty {
        Duty::Stop
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, policy: &Policy) -> About {
        About {
            action: "stop",
            contract: Some(self.contract.clone()),
            subject: Typed::read(&self.serial, policy).told(),
            check: self.check,
            request: None,
            detail: String::new(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let changes = stop::decide(case, &self.serial, moment.now)?;
        let token = case.token_by_serial(&self.serial)?.id;
        Ok(Decided {
            changes,
            // Whoever shares it is what it is about.
            chosen: case.sharers(token).map(|user| user.login_id.clone()).collect(),
            reason: None,
            override_reason: None,
        })
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
