//! Submitting an action on a contract: unlock (R9.3), revoke (R7.3), register (R3), resynchronise (R6.5).

use super::attempt::{About, Ground, Settled};
use super::caution;
use super::command::{Command, Outcome, Receipt};
use super::plan::{Digest, Plan, Shown, plan};
use super::{Desk, Error, Session, notices};
use crate::domain::approval::{Approval, Status};
use crate::domain::calendar;
use crate::domain::draft;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{LoginId, RequestId, Serial};
use crate::store::{Request, Tx, Written};

/// The login IDs an action names, for its entry.
fn names(users: &[LoginId]) -> String {
    users.iter().map(LoginId::as_str).collect::<Vec<_>>().join(" ")
}

/// What an action is about, and the duty it takes.
pub(super) fn about(command: &Command, policy: &Policy) -> (Duty, About) {
    let (duty, action, contract, subject, check, detail) = match command {
        Command::Unlock {
            contract,
            users,
            check,
            override_reason,
        } => {
            let detail = override_reason
                .as_ref()
                .map(|reason| format!("override: {reason}"))
                .unwrap_or_default();
            (Duty::Unlock, "unlock", contract, names(users), check, detail)
        }
        Command::Revoke {
            contract,
            users,
            reason,
            check,
        } => (
            Duty::Revoke,
            "revoke",
            contract,
            names(users),
            check,
            format!("{reason:?}").to_lowercase(),
        ),
        Command::Register {
            contract,
            user,
            serial,
            check,
            ..
        } => (
            Duty::Register,
            "register",
            contract,
            // What has not the form of a serial may be a code that was typed in the wrong place (R12.3).
            match Serial::parse_by(serial.as_str(), policy) {
                Ok(serial) => format!("{user} {serial}"),
                Err(_) => user.to_string(),
            },
            check,
            String::new(),
        ),
        Command::Resync {
            contract,
            serial,
            check,
            ..
        } => (
            Duty::Resynchronise,
            "resync",
            contract,
            Serial::parse_by(serial.as_str(), policy).map_or_else(|_| String::new(), |serial| serial.to_string()),
            check,
            String::new(),
        ),
        _ => return (Duty::SeeCustomers, About::default()),
    };
    let about = About {
        action,
        contract: Some(contract.clone()),
        subject,
        check: *check,
        detail,
        request: None,
    };
    (duty, about)
}

impl Desk {
    /// What an action would do, re-read from the store (TKNN001). Looking leaves no entry; a refusal met on the way
    /// does, like any refused attempt (R12.1).
    pub fn preview(&mut self, session: &Session, command: &Command) -> Result<Shown, Error> {
        match self.look(session).preview(command) {
            Err(Error::Refused(refusal)) => {
                let (duty, about) = about(command, self.policy());
                self.attempt(session, duty, about, |_, _| Err::<Settled<Shown>, _>(refusal.into()))
            }
            given => given,
        }
    }

    /// Submits an action: what lowers risk is carried out, what raises it waits for a supervisor (R11.1).
    pub(super) fn submit(
        &mut self,
        session: &Session,
        command: Command,
        seen: Option<Digest>,
    ) -> Result<Outcome, Error> {
        let (duty, about) = about(&command, self.policy());
        let about_contract = about.contract.clone();
        self.attempt(session, duty, about, |tx, ground| {
            if let Some(contract) = &about_contract {
                caution::admit(tx, contract, ground.who)?;
            }
            let plan = plan(tx, &command, None, &ground.who.id, ground.now, ground.policy)?;
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
                command: serde_json::to_string(&command)?,
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
            })?;
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

/// Carries a plan out and makes its receipt.
pub(super) fn carried_out(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    plan: Plan,
    request: RequestId,
    number: String,
    asked_by: Option<&Request>,
) -> Result<Outcome, Error> {
    tx.apply(&plan.shown.contract, &plan.changes)?;
    let shown: Shown = plan.shown;
    notices::done(tx, ground.now, &shown, request, &number)?;
    Ok(Outcome::Done(Box::new(Receipt {
        number,
        at: ground.now,
        request,
        shown,
        made_by: asked_by.map_or_else(|| ground.who.id.clone(), |asked| asked.made_by.clone()),
        approved_by: asked_by.map(|_| ground.who.id.clone()),
    })))
}
