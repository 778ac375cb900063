//! Cautions on contracts (R10.5): raised by checks, lifted by a supervisor.

use super::act::Act;
use super::attempt::{About, Ground, Settled};
use super::command::Outcome;
use super::plan::load;
use super::receipts::SLIP;
use super::traced::LOOK;
use super::{Desk, Error, Session};
use crate::domain::caution::Caution;
use crate::domain::identity::Check;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::{ContractNumber, Reason};
use crate::store::{Draft, Tx, Written};

/// How the entry of a check says that it failed.
pub(super) const FAILED: &str = "failed";
/// How the entry of a check says that it raised a caution.
pub(super) const RAISED: &str = "caution raised";

/// Refuses who is no supervisor while a caution stands on the contract (E1018), but not what goes through one (R10.5).
pub(super) fn admit(tx: &Tx<'_>, act: &Act, who: &Staff) -> Result<(), Error> {
    match tx.caution(act.acting().contract())? {
        Some(caution) if !act.passes_caution() => Ok(caution.admits(who.role)?),
        _ => Ok(()),
    }
}

/// Raises a caution if that failed check was one too many of its day; whether it did.
pub(super) fn failed_too_often(tx: &Tx<'_>, ground: &Ground<'_>, check: &Check) -> Result<bool, Error> {
    let tally = tx.tally(&check.contract, check.at, ground.policy.failed_over)?;
    Ok(tally.has_failed_too_often(ground.policy) && tx.raise_caution(&by(ground, &check.contract))?)
}

/// Raises a caution, which stays, and refuses to begin another check if too many of the day were begun and left. A
/// supervisor may go on, and so may whoever begins again while the caution stands: for what goes through one.
pub(super) fn left_too_often(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    contract: &ContractNumber,
) -> Result<Option<Settled<Outcome>>, Error> {
    let tally = tx.tally(contract, ground.now, ground.policy.failed_over)?;
    let caution = by(ground, contract);
    let (true, Err(refusal)) = (tally.was_left_too_often(ground.policy), caution.admits(ground.who.role)) else {
        return Ok(None);
    };
    if !tx.raise_caution(&caution)? {
        return Ok(None);
    }
    Ok(Some(Settled {
        detail: Some(RAISED.to_owned()),
        ..Settled::new(Err(refusal))
    }))
}

fn by(ground: &Ground<'_>, contract: &ContractNumber) -> Caution {
    Caution {
        contract: contract.clone(),
        at: ground.now,
        raised_by: ground.who.id.clone(),
    }
}

/// Whether an entry is worth the eyes of whoever decides about its contract: refusals, failed checks, requests and what
/// became of them. Looking, beginning, confirming and printing tell nothing.
pub(super) fn tells(entry: &Draft) -> bool {
    match entry.action.as_str() {
        _ if entry.result == Written::Refused => true,
        "finish_check" => entry.detail.starts_with(FAILED),
        "begin_check" | "answer_fact" | "record_call" | "check_code" | "keep_draft" | "drop_draft" | LOOK | SLIP => {
            false
        }
        _ => true,
    }
}

impl Desk {
    /// Lifts the caution of a contract, with a reason that the trail keeps.
    ///
    /// # Errors
    /// E1019 when none stands, E1020 for the one whose check raised it, E1203 for a role that does not approve.
    pub(super) fn lift_caution(
        &mut self,
        session: &Session,
        contract: ContractNumber,
        reason: &Reason,
    ) -> Result<Outcome, Error> {
        let about = About {
            action: "lift_caution",
            contract: Some(contract.clone()),
            detail: reason.to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::Approve, about, |tx, ground| {
            load(tx, &contract)?;
            let caution = tx.caution(&contract)?.ok_or(Refusal::NoCaution)?;
            caution.liftable(&ground.who.id)?;
            if !tx.lift_caution(&contract, &ground.who.id, ground.now, reason)? {
                return Err(Refusal::NoCaution.into());
            }
            Ok(Settled::new(Ok(Outcome::CautionLifted { contract })))
        })
    }
}
