//! Planning: the same plan is shown to the teller, shown to the supervisor, and carried out (R11.3).

use super::Error;
use super::act::{Act, Moment};
use super::shown::{Shown, show};
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::closing;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::{CheckId, ContractNumber, ProofId, RequestId, SessionId, StaffId};
use crate::store::Tx;

/// An action that may be carried out.
pub(super) struct Plan {
    pub(super) shown: Shown,
    pub(super) changes: Vec<Change>,
    pub(super) check: CheckId,
    pub(super) proof: Option<ProofId>,
}

/// Plans an action on a contract, or says why not. `bound` is the request that it is planned for again: its check
/// and its code were used for it and serve it still.
/// Otherwise both must be the work of `by`, who asks.
pub(super) fn plan(
    tx: &Tx<'_>,
    act: &Act,
    bound: Option<RequestId>,
    (by, session): (&StaffId, Option<SessionId>),
    now: Instant,
    policy: &Policy,
) -> Result<Plan, Error> {
    let act = act.acting();
    let (action, contract) = (act.action(), act.contract());
    let moment = Moment {
        tx,
        asker: bound.is_none().then_some(by),
        now,
        policy,
    };
    let case = load(tx, contract)?;
    closing::open(&case)?;
    let decided = act.decide(&case, &moment)?;
    let check = tx
        .check(act.check().ok_or(Refusal::NoCheck)?)?
        .ok_or(Refusal::NoCheck)?;
    if bound.is_none() || (check.used_by != bound && check.then_by != bound) {
        check.serves(action, contract, now, policy)?;
        if check.by != *by {
            return Err(Refusal::CheckOfColleague.into());
        }
        if check.session != session {
            return Err(Refusal::CheckOfSession.into());
        }
    }
    let proof = act.proof(&case, &moment)?;
    let changes = decided.changes.clone();
    let shown = Shown {
        caution: tx.caution(contract)?,
        ..show(&case, action, decided, check, now)
    };
    Ok(Plan {
        check: shown.check.id,
        shown,
        changes,
        proof,
    })
}

/// The case of a contract, or E0201.
pub(super) fn load(tx: &Tx<'_>, contract: &ContractNumber) -> Result<Case, Error> {
    Ok(tx.case(contract)?.ok_or_else(|| Refusal::NoContract {
        number: contract.to_string(),
    })?)
}
