//! 解約: a contract is closed by hand (R16.1, R16.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::closing;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::staff::Duty;
use crate::domain::values::{BranchCode, CheckId, ContractNumber, ProofId, Serial};
use crate::office::{About, Typed};

/// Closes a contract (R16.1).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The contract.
    pub contract: ContractNumber,
    /// The day of its end (解約日).
    pub on: NaiveDate,
    /// The fobs that are handed in with it; the others are owed.
    #[serde(default)]
    pub handed_in: Vec<Serial>,
    /// The branch at which they lie then; none: that which keeps the contract.
    #[serde(default)]
    pub branch: Option<BranchCode>,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for Close {
    fn action(&self) -> Action {
        Action::Close
    }

    fn duty(&self) -> Duty {
        Duty::Amend
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, policy: &Policy) -> About {
        let serials = self.handed_in.iter().map(|serial| Typed::read(serial, policy).told());
        let serials: Vec<_> = serials.filter(|serial| !serial.is_empty()).collect();
        About {
            action: "close",
            contract: Some(self.contract.clone()),
            subject: serials.join(" "),
            check: self.check,
            request: None,
            detail: self.on.to_string(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let pending = moment.tx.pending_payments(&self.contract)?;
        let branch = self.branch.as_ref().unwrap_or(&case.contract.branch.code);
        let fobs = (self.handed_in.as_slice(), branch);
        Ok(Decided::of(
            closing::close(case, self.on, pending, fobs, moment.now)?,
            vec![],
        ))
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
