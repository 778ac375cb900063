//! Deciding about requests (R11): 承認, 差戻し, 取下げ, 事後確認.

use secrecy::SecretString;

use super::attempt::{About, Ground, Settled};
use super::command::{Command, Outcome};
use super::plan::plan;
use super::submit::{about, carried_out};
use super::{Desk, Error, Session};
use crate::domain::approval::Status;
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{RequestId, StaffId};
use crate::store::{self, Decided, Request, Tx};

impl Desk {
    /// Approves a request at the requester's own terminal, by another person's ID and password (R11.1).
    ///
    /// # Errors
    /// Those of [`Desk::login`] and of [`Command::Approve`]; E1107 for a request of the support desk.
    pub fn approve_here(
        &mut self,
        id: &StaffId,
        password: &SecretString,
        request: RequestId,
    ) -> Result<Outcome, Error> {
        let session = self.login(id, password)?;
        self.decide(&session, Command::Approve { request }, true)
    }

    /// What a request is about: the contract and the users or token it names, for the entry of any decision.
    fn asked_about(&self, asked: Option<Request>) -> Result<About, Error> {
        let Some(asked) = asked else {
            return Ok(About::default());
        };
        let command: Command = serde_json::from_str(&asked.command).map_err(store::Error::from)?;
        Ok(about(&command, self.policy()).1)
    }

    pub(super) fn decide(&mut self, session: &Session, command: Command, at_terminal: bool) -> Result<Outcome, Error> {
        let (duty, action, id) = match &command {
            Command::Approve { request } => (Duty::Approve, "approve", *request),
            Command::Return { request, .. } => (Duty::Approve, "return", *request),
            Command::LookOver { request } => (Duty::Approve, "look_over", *request),
            Command::Withdraw { request } => (Duty::SeeRequests, "withdraw", *request),
            _ => return Err(Refusal::NoRequest.into()),
        };
        let asked = self.office.read(|tx| -> Result<_, Error> { Ok(tx.request(id)?) })?;
        let about = About {
            action,
            request: Some(id),
            ..self.asked_about(asked)?
        };
        self.attempt(session, duty, about, |tx, ground| {
            let request = tx.request(id)?.ok_or(Refusal::NoRequest)?;
            let settled = match command {
                Command::Approve { .. } => approve(tx, ground, request, at_terminal)?,
                Command::Return { reason, .. } => {
                    request
                        .standing()
                        .decidable(ground.who, Status::Waiting, at_terminal, ground.now)?;
                    let by = Some(&ground.who.id);
                    settle(tx, ground, &request, Status::Returned, by, Some(reason.as_str()), None)?;
                    Settled::new(Ok(Outcome::Returned { request: id }))
                }
                Command::LookOver { .. } => {
                    request
                        .standing()
                        .decidable(ground.who, Status::ToLookOver, at_terminal, ground.now)?;
                    settle(tx, ground, &request, Status::Done, Some(&ground.who.id), None, None)?;
                    Settled::new(Ok(Outcome::LookedOver { request: id }))
                }
                _ => {
                    if request.made_by != ground.who.id {
                        return Err(Refusal::NotYourRequest.into());
                    }
                    if request.status != Status::Waiting {
                        return Err(already(&request).into());
                    }
                    settle(tx, ground, &request, Status::Withdrawn, None, None, None)?;
                    Settled::new(Ok(Outcome::Withdrawn { request: id }))
                }
            };
            Ok(settled)
        })
    }
}

/// Carries a waiting request out, if it would still do just what was shown and whoever asked still has the role that they
/// asked in; otherwise it goes back (R11.2, R11.3).
fn approve(tx: &Tx<'_>, ground: &Ground<'_>, request: Request, at_terminal: bool) -> Result<Settled<Outcome>, Error> {
    request
        .standing()
        .decidable(ground.who, Status::Waiting, at_terminal, ground.now)?;
    if tx
        .staff(&request.made_by)?
        .is_none_or(|maker| maker.role != request.made_as)
    {
        let staff = request.made_by.to_string();
        return sent_back(tx, ground, &request, Refusal::RequesterChanged { staff });
    }
    let asked: Command = serde_json::from_str(&request.command)?;
    let planned = match plan(tx, &asked, Some(request.id), &ground.who.id, ground.now, ground.policy) {
        Ok(planned) if planned.shown.digest().0 == request.digest => planned,
        Ok(_) | Err(Error::Refused(_)) => return sent_back(tx, ground, &request, Refusal::Changed),
        Err(stop) => return Err(stop),
    };
    let number = tx.next_receipt(calendar::day_of(ground.now))?;
    settle(
        tx,
        ground,
        &request,
        Status::Done,
        Some(&ground.who.id),
        None,
        Some(&number),
    )?;
    let outcome = carried_out(tx, ground, planned, request.id, number.clone(), Some(&request))?;
    Ok(Settled {
        receipt: Some(number),
        check: Some(request.check),
        ..Settled::new(Ok(outcome))
    })
}

/// The console sends a request back by itself, and says why.
fn sent_back(tx: &Tx<'_>, ground: &Ground<'_>, request: &Request, why: Refusal) -> Result<Settled<Outcome>, Error> {
    settle(tx, ground, request, Status::Returned, None, Some(why.code()), None)?;
    Ok(Settled {
        check: Some(request.check),
        ..Settled::new(Err(why))
    })
}

fn settle(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    request: &Request,
    to: Status,
    by: Option<&StaffId>,
    reason: Option<&str>,
    receipt: Option<&str>,
) -> Result<(), Error> {
    let decided = Decided {
        from: request.status,
        to,
        by,
        at: ground.now,
        reason,
        receipt,
    };
    if tx.decide(request.id, &decided)? {
        Ok(())
    } else {
        Err(already(request).into())
    }
}

fn already(request: &Request) -> Refusal {
    let by = request.decided_by.as_ref().unwrap_or(&request.made_by);
    Refusal::AlreadyDecided { by: by.to_string() }
}
