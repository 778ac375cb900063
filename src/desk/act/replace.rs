//! 代替発行: a fob in the place of another one (R15.5).

use serde::{Deserialize, Serialize};

use super::issue::NewFob;
use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::{self, Cause};
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId, Serial};
use crate::office::About;

/// Replaces a fob of a contract (R15.5).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// The contract.
    pub contract: ContractNumber,
    /// The serial of the fob that ends.
    pub old: Serial,
    /// Why.
    pub cause: Cause,
    /// Whether it was handed in; otherwise it is noted as owed, unless it is gone.
    #[serde(default)]
    pub handed_in: bool,
    /// The fob that comes in its place.
    pub fob: NewFob,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Acting for Replace {
    fn action(&self) -> Action {
        Action::Replace
    }

    fn duty(&self) -> Duty {
        Duty::Issue
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, policy: &Policy) -> About {
        let serials = [self.old.to_string(), self.fob.told(policy)];
        About {
            action: "replace",
            contract: Some(self.contract.clone()),
            subject: serials.join(" ").trim_end().to_owned(),
            check: self.check,
            request: None,
            detail: format!("{} {}", self.cause.as_str(), self.fob.way.as_str()),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        if !Cause::REPLACING.contains(&self.cause) {
            return Err(Refusal::ReasonNeeded.into());
        }
        let old = case.token_by_serial(&self.old)?;
        if let Some(fob) = moment.tx.replacement_of(old.id)? {
            return Err(Refusal::ReplacedAlready {
                serial: self.old.to_string(),
                fob: fob.to_string(),
            }
            .into());
        }
        let (token, branches) = self.fob.found(moment)?;
        let terms = self.fob.terms(self.cause, moment.policy);
        // It was handed in where the new one is given out.
        let handed_in = token.branch.clone().filter(|_| self.handed_in);
        let chosen: Vec<LoginId> = if self.cause.is_gone() {
            vec![]
        } else {
            case.sharers(old.id).map(|user| user.login_id.clone()).collect()
        };
        let changes = stock::replace(
            case,
            old,
            handed_in,
            &token,
            &branches,
            terms,
            moment.now,
            moment.policy,
        )?;
        Ok(Decided::of(changes, chosen))
    }

    fn proof(&self, _: &Case, moment: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        self.fob.inspected(&self.contract, moment)
    }
}
