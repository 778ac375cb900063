//! 失効: registrations are revoked (R7.3).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Act, Acting, Decided, Moment, names};
use crate::desk::Error;
use crate::desk::plan::load;
use crate::desk::shown::StoppedFirst;
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::revocation;
use crate::domain::staff::Duty;
use crate::domain::values::{CheckId, ContractNumber, LoginId, ProofId, RequestId, StaffId};
use crate::office::About;
use crate::store::Tx;

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

impl Revoke {
    /// What is stopped first, when it has to wait: it is for loss or theft, and who asks has made as many within the hour as one makes by
    /// themselves (R7.6). A request that waits is planned again as one that does.
    pub(in crate::desk) fn waits(
        &self,
        tx: &Tx<'_>,
        bound: Option<RequestId>,
        by: &StaffId,
        now: Instant,
        policy: &Policy,
    ) -> Result<Option<StoppedFirst>, Error> {
        if !self.reason.loses_the_fob() {
            return Ok(None);
        }
        if bound.is_none() && u64::from(policy.lost_per_hour) > lost_within_the_hour(tx, by, now)? {
            return Ok(None);
        }
        let case = load(tx, &self.contract)?;
        Ok(Some(StoppedFirst {
            serials: revocation::to_stop(&case, &self.users, self.reason, now),
            times: policy.lost_per_hour,
            receipt: None,
        }))
    }
}

/// How many revocations for loss or theft a person has made within the hour, whatever IDs they have (R7.6, R11.4).
pub(in crate::desk) fn lost_within_the_hour(tx: &Tx<'_>, by: &StaffId, now: Instant) -> Result<u64, Error> {
    let mut count = 0;
    for command in tx.revocations_of(by, now - TimeDelta::hours(1))? {
        count += u64::from(serde_json::from_str::<Act>(&command)?.passes_caution());
    }
    Ok(count)
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
            reason: Some(self.reason),
            ..Decided::of(
                revocation::decide(case, &self.users, self.reason, moment.now, moment.policy)?,
                self.users.clone(),
            )
        })
    }

    fn proof(&self, _: &Case, _: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        Ok(None)
    }
}
