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
    /// Further ones, where a revocation that has to wait is of several (R7.6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Serial>,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Stop {
    fn serials(&self) -> impl Iterator<Item = &Serial> {
        std::iter::once(&self.serial).chain(&self.also)
    }
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
            subject: self
                .serials()
                .map(|serial| Typed::read(serial, policy).told())
                .collect::<Vec<_>>()
                .join(" "),
            check: self.check,
            request: None,
            detail: String::new(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let (mut changes, mut chosen) = (Vec::new(), Vec::new());
        for serial in self.serials() {
            changes.extend(stop::decide(case, serial, moment.now)?);
            // Whoever shares it is what it is about.
            let token = case.token_by_serial(serial)?.id;
            chosen.extend(case.sharers(token).map(|user| user.login_id.clone()));
        }
        Ok(Decided::of(changes, chosen))
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
