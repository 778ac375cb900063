//! 時刻ずれ補正: a token's drift is set anew (R6.5), to what the two codes behind it said.

use serde::{Deserialize, Serialize};

use super::{Acting, Decided, Moment};
use crate::desk::Error;
use crate::domain::case::Case;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::synchronisation;
use crate::domain::values::{CheckId, ContractNumber, ProofId, Serial};
use crate::office::{About, Typed};
use crate::store::Clocked;

/// Sets the drift of a token to what two codes in a row said (R6.5).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resync {
    /// The contract.
    pub contract: ContractNumber,
    /// The token's serial.
    pub serial: Serial,
    /// What was accepted of the two codes.
    pub proof: Option<ProofId>,
    /// The identity check it rests on.
    pub check: Option<CheckId>,
}

impl Resync {
    /// The proof with what the two codes said; when somebody asks, only if they found it themselves.
    fn found(&self, moment: &Moment<'_>) -> Result<Option<(ProofId, Clocked)>, Error> {
        let Some(proof) = self.proof else { return Ok(None) };
        let said = moment.tx.clock(proof, &self.contract, moment.asker)?;
        Ok(said.map(|said| (proof, said)))
    }
}

impl Acting for Resync {
    fn action(&self) -> Action {
        Action::Resync
    }

    fn duty(&self) -> Duty {
        Duty::Resynchronise
    }

    fn contract(&self) -> &ContractNumber {
        &self.contract
    }

    fn check(&self) -> Option<CheckId> {
        self.check
    }

    fn about(&self, policy: &Policy) -> About {
        About {
            action: "resync",
            contract: Some(self.contract.clone()),
            subject: Typed::read(&self.serial, policy).told(),
            check: self.check,
            request: None,
            detail: String::new(),
        }
    }

    /// Sets the drift that was found for that very token.
    fn decide(&self, case: &Case, moment: &Moment<'_>) -> Result<Decided, Error> {
        let token = synchronisation::fit(case, &self.serial, moment.now)?;
        let found = self.found(moment)?.filter(|(_, said)| said.token == token.id);
        let (_, said) = found.ok_or(Refusal::NoProof)?;
        Ok(Decided::of(
            synchronisation::decide(case, &self.serial, said.drift, moment.now)?,
            vec![],
        ))
    }

    /// The two codes: unused and not too old, unless a request was made of them already.
    fn proof(&self, _: &Case, moment: &Moment<'_>) -> Result<Option<ProofId>, Error> {
        let (proof, said) = self.found(moment)?.ok_or(Refusal::NoProof)?;
        if moment.is_spent(said.used, said.at) {
            return Err(Refusal::ProofSpent.into());
        }
        Ok(Some(proof))
    }
}
