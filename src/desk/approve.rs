//! Deciding about requests (R11): 承認, 差戻し, 取下げ, 事後確認.

use secrecy::SecretString;

use super::act::Act;
use super::attempt::{About, Ground, Settled};
use super::command::Outcome;
use super::letters::{Drawn, Letter};
use super::plan::plan;
use super::submit::carried_out;
use super::{Desk, Error, Session};
use crate::domain::approval::Status;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{Reason, RequestId, StaffId};
use crate::domain::{calendar, countersign};
use crate::store::{self, Decided, Request, Tx};

/// A decision about a request.
pub(super) enum Decision {
    /// 承認: it may happen.
    Approve,
    /// 差戻し: it goes back, and why.
    Return(Reason),
    /// 取下げ: the requester takes it back.
    Withdraw,
    /// 事後確認: what was done at once has been looked over.
    LookOver,
}

impl Decision {
    /// The duty it takes, and what its entry calls it. Taking one's own request back takes none but seeing it.
    fn is(&self) -> (Duty, &'static str) {
        match self {
            Self::Approve => (Duty::Approve, "approve"),
            Self::Return(_) => (Duty::Approve, "return"),
            Self::LookOver => (Duty::Approve, "look_over"),
            Self::Withdraw => (Duty::SeeRequests, "withdraw"),
        }
    }
}

impl Desk {
    /// Approves a request at the requester's own terminal, by another person's ID and password (R11.1).
    ///
    /// # Errors
    /// Those of [`Desk::login`] and of [`Command::Approve`](super::Command::Approve); E1107 for a request of the support desk.
    pub fn approve_here(
        &mut self,
        id: &StaffId,
        password: &SecretString,
        request: RequestId,
    ) -> Result<Outcome, Error> {
        let session = self.vouch(id, password)?;
        self.decide(&session, request, &Decision::Approve, true)
    }

    /// What a request is about: the contract and the users or token it names, for the entry of any decision.
    fn asked_about(&self, asked: Option<&Act>) -> About {
        asked.map_or_else(About::default, |act| act.acting().about(self.policy()))
    }

    /// Decides about a request; `at_terminal` says that it is done at the requester's own.
    pub(super) fn decide(
        &mut self,
        session: &Session,
        id: RequestId,
        decision: &Decision,
        at_terminal: bool,
    ) -> Result<Outcome, Error> {
        let (asked, matter) = self
            .office
            .read(|tx| -> Result<_, Error> { Ok((tx.request(id)?, tx.countersign(id)?)) })?;
        if let Some(matter) = matter {
            return self.decide_matter(session, &matter, decision);
        }
        let (duty, action) = decision.is();
        let act: Option<Act> = asked
            .map(|asked| serde_json::from_str(&asked.command).map_err(store::Error::from))
            .transpose()?;
        let about = About {
            action,
            request: Some(id),
            ..self.asked_about(act.as_ref())
        };
        // First passwords are drawn and hashed beforehand; where their letter can't go anywhere nothing is approved (R17.1).
        let approves = act.as_ref().filter(|_| matches!(decision, Decision::Approve));
        let posts = approves.map_or(Ok(()), |act| self.posts_for(act));
        let drawn = match approves {
            Some(act) => self.drawn_for(act)?,
            None => None,
        };
        let mut letter = None;
        let outcome = self.attempt(session, duty, about, |tx, ground| {
            posts?;
            let request = tx.request(id)?.ok_or(Refusal::NoRequest)?;
            let maker = request.made_by.clone();
            // Who takes a request back, or sees it approved at their own terminal, knows what became of it (R11.7).
            if at_terminal || matches!(decision, Decision::Withdraw) {
                tx.result_seen(id, &maker)?;
            }
            if !matches!(decision, Decision::Withdraw) {
                let maker = tx.staff(&maker)?.ok_or(Refusal::NoRequest)?;
                countersign::another_person(ground.who, &maker)?;
            }
            match decision {
                Decision::Approve => approve(tx, ground, request, at_terminal, (drawn, &mut letter)),
                Decision::Return(reason) => {
                    request
                        .standing(ground.policy)
                        .decidable(ground.who, Status::Waiting, at_terminal, ground.now)?;
                    let by = Some(&ground.who.id);
                    settle(tx, ground, &request, Status::Returned, by, Some(reason.as_str()), None)?;
                    Ok(Settled::new(Ok(Outcome::Returned { request: id })))
                }
                Decision::LookOver => {
                    request.standing(ground.policy).decidable(
                        ground.who,
                        Status::ToLookOver,
                        at_terminal,
                        ground.now,
                    )?;
                    settle(tx, ground, &request, Status::Done, Some(&ground.who.id), None, None)?;
                    Ok(Settled::new(Ok(Outcome::LookedOver { request: id })))
                }
                Decision::Withdraw => {
                    if request.made_by != ground.who.id {
                        return Err(Refusal::NotYourRequest.into());
                    }
                    if request.status != Status::Waiting {
                        return Err(already(&request).into());
                    }
                    settle(tx, ground, &request, Status::Withdrawn, None, None, None)?;
                    Ok(Settled::new(Ok(Outcome::Withdrawn { request: id })))
                }
            }
        })?;
        // What was not committed has no letter.
        if let Some(letter) = letter {
            self.post(letter)?;
        }
        Ok(outcome)
    }
}

/// Carries a waiting request out, if it would still do just what was shown and whoever asked still has the role that they
/// asked in; otherwise it goes back (R11.2, R11.3).
fn approve(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    request: Request,
    at_terminal: bool,
    (drawn, letter): (Option<Drawn>, &mut Option<Letter>),
) -> Result<Settled<Outcome>, Error> {
    request
        .standing(ground.policy)
        .decidable(ground.who, Status::Waiting, at_terminal, ground.now)?;
    let staff = request.made_by.to_string();
    let maker = tx.staff(&request.made_by)?;
    if maker.as_ref().is_some_and(|maker| maker.locked) {
        return Err(Refusal::RequesterLocked { staff }.into());
    }
    if maker.is_none_or(|maker| maker.role != request.made_as) {
        return sent_back(tx, ground, &request, Refusal::RequesterChanged { staff });
    }
    let asked: Act = serde_json::from_str(&request.command)?;
    let planned = match plan(
        tx,
        &asked,
        Some(request.id),
        (&ground.who.id, None),
        ground.now,
        ground.policy,
    ) {
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
    if let (Some(drawn), Act::LiftPasswords(lift)) = (drawn, &asked) {
        *letter = Some(drawn.give(tx, (&lift.contract, &lift.user), (&number, ground.now))?);
    }
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
