//! The part of a plan that sets a token's drift anew (R6.5): what the two codes said, and whom it concerns.

use super::Error;
use crate::desk::command::Command;
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::synchronisation::{self, Drift};
use crate::domain::token::Token;
use crate::domain::user::User;
use crate::domain::values::{LoginId, ProofId, Serial, StaffId};
use crate::store::{Clocked, Tx};

/// What two codes said, and the proof that holds it.
pub(super) struct Clock {
    proof: ProofId,
    said: Clocked,
}

/// What was found for a command that sets a drift; with `by`, only if that member of the staff found it.
pub(super) fn found(tx: &Tx<'_>, command: &Command, by: Option<&StaffId>) -> Result<Option<Clock>, Error> {
    let Command::Resync {
        contract,
        proof: Some(proof),
        ..
    } = command
    else {
        return Ok(None);
    };
    let said = tx.clock(*proof, contract, by)?;
    Ok(said.map(|said| Clock { proof: *proof, said }))
}

/// Sets the drift that was found for that very token.
pub(super) fn decide(
    case: &Case,
    serial: &Serial,
    clock: Option<&Clock>,
    now: Instant,
) -> Decision<(Action, Vec<Change>, Vec<LoginId>)> {
    let token = synchronisation::fit(case, serial, now)?;
    let clock = clock.filter(|clock| clock.said.token == token.id);
    let drift = clock.ok_or(Refusal::NoProof)?.said.drift;
    let changes = synchronisation::decide(case, serial, drift, now)?;
    Ok((Action::Resync, changes, vec![]))
}

impl Clock {
    /// Whether it serves now: unused and not too old, unless a request was made of it already.
    pub(super) fn serves(self, anew: bool, now: Instant, policy: &Policy) -> Decision<ProofId> {
        if anew && (self.said.used || now >= self.said.at + policy.check_lapse) {
            return Err(Refusal::ProofSpent);
        }
        Ok(self.proof)
    }
}

/// Whether a user is registered with a token whose drift is set.
pub(super) fn concerns(changes: &[Change], user: &User) -> bool {
    let of_user = |change: &Change| matches!(change, Change::Synchronise { token, .. } if user.token == Some(*token));
    changes.iter().any(of_user)
}

/// What becomes of a token's drift.
pub(super) fn change(token: &Token, then: &Token) -> Option<Drift> {
    (token.drift != then.drift).then_some(Drift {
        before: token.drift,
        after: then.drift,
        period: token.params.period,
    })
}
