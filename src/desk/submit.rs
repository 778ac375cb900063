//! Submitting an action on a contract: unlock (R9.3), revoke (R7.3), register (R3), resynchronise (R6.5).

use super::act::Act;
use super::attempt::{Ground, Settled};
use super::caution;
use super::command::{Outcome, Receipt};
use super::plan::{Plan, load, plan};
use super::shown::{Digest, Shown};
use super::{Desk, Error, Session, notices};
use crate::domain::approval::{Approval, Status};
use crate::domain::calendar;
use crate::domain::draft;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Role;
use crate::domain::values::{BranchCode, ContractNumber, RequestId};
use crate::store::{Request, Tx, Written};

impl Desk {
    /// What an action would do, re-read from the store (TKNN001). Looking leaves no entry; a refusal met on the way
    /// does, like any refused attempt (R12.1).
    pub fn preview(&mut self, session: &Session, act: &Act) -> Result<Shown, Error> {
        let posts = self.posts_for(act).map_err(Error::from);
        match posts.and_then(|()| self.look(session).preview(act)) {
            Err(Error::Refused(refusal)) => {
                let (duty, about) = (act.acting().duty(), act.acting().about(self.policy()));
                self.attempt(session, duty, about, |_, _| Err::<Settled<Shown>, _>(refusal.into()))
            }
            given => given,
        }
    }

    /// Submits an action: what lowers risk is carried out, what raises it waits for a supervisor (R11.1).
    pub(super) fn submit(&mut self, session: &Session, act: &Act, seen: Option<Digest>) -> Result<Outcome, Error> {
        let (duty, about) = (act.acting().duty(), act.acting().about(self.policy()));
        let posts = self.posts_for(act);
        self.attempt(session, duty, about, |tx, ground| {
            posts?;
            caution::admit(tx, act, ground.who)?;
            let plan = plan(
                tx,
                act,
                None,
                (&ground.who.id, session.key()),
                ground.now,
                ground.policy,
            )?;
            let digest = plan.shown.digest();
            if seen.is_some_and(|seen| seen != digest) {
                return Err(Refusal::Changed.into());
            }
            let id = RequestId(ground.id()?);
            let (status, receipt) = match plan.shown.approval {
                Approval::Before => (Status::Waiting, None),
                Approval::After => (Status::ToLookOver, Some(tx.next_receipt(calendar::day_of(ground.now))?)),
            };
            tx.add_request(&Request {
                id,
                contract: plan.shown.contract.clone(),
                action: plan.shown.action,
                command: serde_json::to_string(act)?,
                shown: serde_json::to_string(&plan.shown)?,
                digest: digest.0,
                made_by: ground.who.id.clone(),
                made_as: ground.who.role,
                made_at: ground.now,
                status,
                decided_by: None,
                decided_at: None,
                reason: None,
                receipt: receipt.clone(),
                check: plan.check,
                branch: waits_at(tx, ground, &plan.shown.contract)?,
                acted: None,
                is_cautioned: plan.shown.caution.is_some(),
            })?;
            // What waits may be sent back or lapse; what is done at once is known (R11.7).
            if status == Status::Waiting {
                tx.watch_request(id, &ground.who.id)?;
            }
            // What was left half-way is a request now.
            if let Some(screen) = draft::screen_of(plan.shown.action) {
                tx.drop_draft(&ground.who.id, &plan.shown.contract, screen)?;
            }
            if !tx.use_check(plan.check, id)? {
                return Err(Refusal::CheckUsed.into());
            }
            if let Some(proof) = plan.proof
                && !tx.use_proof(proof)?
            {
                return Err(Refusal::ProofSpent.into());
            }
            let given = match &receipt {
                None => Outcome::Waiting {
                    request: id,
                    shown: Box::new(plan.shown),
                },
                Some(number) => carried_out(tx, ground, plan, id, number.clone(), None)?,
            };
            let written = if receipt.is_some() {
                Written::Done
            } else {
                Written::Waiting
            };
            Ok(Settled {
                written,
                request: Some(id),
                receipt,
                ..Settled::new(Ok(given))
            })
        })
    }
}

/// The branch on whose days a request waits (R11.3): the requester's own, and for the support desk the contract's, where it
/// is decided about.
fn waits_at(tx: &Tx<'_>, ground: &Ground<'_>, contract: &ContractNumber) -> Result<BranchCode, Error> {
    Ok(match ground.who.role {
        Role::SupportDesk => load(tx, contract)?.contract.branch.code,
        _ => ground.who.branch.code.clone(),
    })
}

/// Carries a plan out and makes its receipt.
pub(super) fn carried_out(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    plan: Plan,
    request: RequestId,
    number: String,
    asked_by: Option<&Request>,
) -> Result<Outcome, Error> {
    let shown: Shown = plan.shown;
    let before = load(tx, &shown.contract)?;
    tx.apply(&shown.contract, &plan.changes)?;
    // What was changed of the contract is told item by item, also where the customer was reached before (R14.3).
    let by = Some((request, number.as_str()));
    if !notices::closed(tx, ground.now, &shown.contract, &plan.changes, by)?
        && !notices::changed(tx, ground.now, &before, &shown.differences, by)?
    {
        notices::done(tx, ground.now, &shown, request, &number)?;
    }
    Ok(Outcome::Done(Box::new(Receipt {
        number,
        at: ground.now,
        request,
        shown,
        made_by: asked_by.map_or_else(|| ground.who.id.clone(), |asked| asked.made_by.clone()),
        approved_by: asked_by.map(|_| ground.who.id.clone()),
    })))
}
