//! 発行: a fob out of stock for a contract (R15.4), and what it has in common with 代替発行.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff};
use crate::domain::stock::{self, Cause, Terms, Way};
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, CheckId, ContractNumber, Maker, ProofId, Reason, Serial};
use crate::office::{About, Typed};
use crate::store::Tx;

/// The fob that is issued, and what was said about it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewFob {
    /// Its serial.
    pub serial: Serial,
    /// Its maker, where two have this serial (R15.2).
    #[serde(default)]
    pub maker: Option<Maker>,
    /// How it reaches the customer.
    pub way: Way,
    /// The date of the application; none while it is awaited (R15.5).
    #[serde(default)]
    pub applied: Option<NaiveDate>,
    /// Why the fee is waived, if it is.
    #[serde(default)]
    pub waived: Option<Reason>,
    /// The codes that it showed (検品, R15.4).
    #[serde(default)]
    pub proof: Option<ProofId>,
}

/// Issues a fob out of stock to a contract (R15.4).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The contract.
    pub contract: ContractNumber,
    /// The fob.
    pub fob: NewFob,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

/// The branches out of whose stock a member may issue: their own, and the centre that the policy names (R15.4).
pub(in crate::desk) fn branches(who: &Staff, policy: &Policy) -> Vec<BranchCode> {
    std::iter::once(who.branch.code.clone())
        .chain(policy.centre.as_deref().and_then(|code| BranchCode::parse(code).ok()))
        .collect()
}

/// The one fob of that serial, whatever it is.
///
/// # Errors
/// E1956 when there is none; E1969 when two makers have it and none was named (R15.2).
pub(in crate::desk) fn the_fob(tx: &Tx<'_>, serial: &Serial, maker: Option<&Maker>) -> Result<Token, Error> {
    let mut fobs = tx.fobs(serial)?;
    fobs.retain(|fob| maker.is_none_or(|maker| fob.maker == *maker));
    match fobs.len() {
        0 => Err(Refusal::NoSuchFob {
            serial: serial.to_string(),
        }
        .into()),
        1 => Ok(fobs.remove(0)),
        _ => {
            let makers: Vec<_> = fobs.iter().map(|fob| fob.maker.as_str()).collect();
            Err(Refusal::TwoMakers {
                serial: serial.to_string(),
                makers: makers.join(", "),
            }
            .into())
        }
    }
}

impl NewFob {
    /// The fob, and the branches out of whose stock it may be: when somebody asks, theirs; afterwards where it lies.
    pub(super) fn found(&self, moment: &Moment<'_>) -> Result<(Token, Vec<BranchCode>), Error> {
        let token = the_fob(moment.tx, &self.serial, self.maker.as_ref())?;
        let branches = match moment.asker {
            Some(asker) => {
                let who = moment.tx.staff(asker)?.ok_or(Refusal::StaffLocked)?;
                branches(&who, moment.policy)
            }
            None => token.branch.iter().cloned().collect(),
        };
        Ok((token, branches))
    }

    /// On what terms it is issued for that cause.
    pub(super) fn terms(&self, cause: Cause, policy: &Policy) -> Terms {
        Terms {
            cause,
            way: self.way,
            applied: self.applied,
            fee: stock::fee(cause, policy),
            waived: self.waived.clone(),
        }
    }

    /// The codes that this very fob showed for that contract: unused and not too old (R15.4).
    ///
    /// # Errors
    /// E1954 without them where the policy asks for them; E0605 when they are spent.
    pub(super) fn inspected(&self, contract: &ContractNumber, moment: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        let Some(proof) = self.proof else {
            return if moment.policy.inspects {
                Err(Refusal::InspectionNeeded.into())
            } else {
                Ok(None)
            };
        };
        let fob = the_fob(moment.tx, &self.serial, self.maker.as_ref())?;
        let found = moment.tx.inspection(proof, contract, moment.asker)?;
        let (token, at, used) = found.ok_or(Refusal::InspectionNeeded)?;
        if token != fob.id {
            return Err(Refusal::InspectionNeeded.into());
        }
        if moment.is_spent(used, at) {
            return Err(Refusal::ProofSpent.into());
        }
        Ok(Some(proof))
    }

    /// What an entry says of its serial.
    pub(super) fn told(&self, policy: &Policy) -> String {
        Typed::read(&self.serial, policy).told()
    }
}

impl Acting for Issue {
    fn action(&self) -> Action {
        Action::Issue
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
        About {
            action: "issue",
            contract: Some(self.contract.clone()),
            subject: self.fob.told(policy),
            check: self.check,
            request: None,
            detail: self.fob.way.as_str().to_owned(),
        }
    }

    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let (token, branches) = self.fob.found(moment)?;
        let why = if case.tokens.is_empty() {
            Cause::First
        } else {
            Cause::Another
        };
        let said = self.fob.terms(why, moment.policy);
        Ok(Decided::of(
            stock::issue(case, &token, &branches, said, moment.now, moment.policy)?,
            vec![],
        ))
    }

    fn proof(&self, _: &Case, moment: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        self.fob.inspected(&self.contract, moment)
    }
}
