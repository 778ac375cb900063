//! Deciding about an act (R11.5): 承認, 差戻し, 取下げ.

use super::{MatterShown, planned, shown_of, stored};
use crate::desk::approve::Decision;
use crate::desk::attempt::{About, Ground, Settled};
use crate::desk::command::Outcome;
use crate::desk::{Desk, Error, Session};
use crate::domain::countersign::{MatterContext, Status, in_short};
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::StaffId;
use crate::store::{Countersign, Kind, Tx};

impl Desk {
    /// Decides about an act. That it was carried out is an entry of the act's own name, by the one who decided.
    pub(in crate::desk) fn decide_matter(
        &mut self,
        session: &Session,
        asked: &Countersign,
        decision: &Decision,
    ) -> Result<Outcome, Error> {
        let matter = stored(asked)?;
        let shown = shown_of(asked)?;
        let action = match decision {
            Decision::Approve => matter.weighing().action(),
            Decision::Return(_) => "return",
            Decision::LookOver => "look_over",
            Decision::Withdraw => "withdraw",
        };
        let about = About {
            action,
            contract: matter.weighing().contract(),
            subject: shown.subject.clone(),
            request: Some(asked.id),
            detail: in_short(&shown.lines),
            ..About::default()
        };
        let is_live = self.kind() == Kind::Live;
        let id = asked.id;
        let wipes = matches!(decision, Decision::Approve) && matter.weighing().wipes();
        let decided = self.attempt(session, Duty::SeeRequests, about, |tx, ground| {
            let asked = tx.countersign(id)?.ok_or(Refusal::NoRequest)?;
            match decision {
                Decision::Withdraw if asked.made_by != ground.who.id => Err(Refusal::NotYourRequest.into()),
                Decision::Withdraw if asked.status != Status::Waiting => Err(already(&asked).into()),
                Decision::Withdraw => {
                    // Who takes it back knows what became of it (R11.7).
                    tx.matter_seen(id, &asked.made_by)?;
                    settle(tx, ground, &asked, Status::Withdrawn, None, None)?;
                    Ok(Settled::new(Ok(Outcome::Withdrawn { request: id })))
                }
                Decision::Return(reason) => {
                    decidable(tx, ground, &asked)?;
                    let by = Some(&ground.who.id);
                    settle(tx, ground, &asked, Status::Returned, by, Some(reason.as_str()))?;
                    Ok(Settled {
                        detail: Some(reason.to_string()),
                        ..Settled::new(Ok(Outcome::Returned { request: id }))
                    })
                }
                Decision::LookOver => {
                    let maker = tx.staff(&asked.made_by)?.ok_or(Refusal::NoRequest)?;
                    standing(&asked, &maker).to_look_over(ground.who, ground.now)?;
                    settle(tx, ground, &asked, Status::Done, Some(&ground.who.id), None)?;
                    Ok(Settled::new(Ok(Outcome::LookedOver { request: id })))
                }
                Decision::Approve => {
                    let maker = decidable(tx, ground, &asked)?;
                    if maker.locked {
                        let staff = maker.id.to_string();
                        return Err(Refusal::RequesterLocked { staff }.into());
                    }
                    if maker.role != asked.made_as {
                        let staff = maker.id.to_string();
                        return sent_back(tx, ground, &asked, Refusal::RequesterChanged { staff });
                    }
                    let act = matter.weighing();
                    match planned(tx, act, &maker, is_live, ground.now) {
                        Ok(weighed) if is_the_same(&shown, weighed.lines.clone(), asked.digest) => {}
                        Ok(_) | Err(Error::Refused(_)) => return sent_back(tx, ground, &asked, Refusal::Changed),
                        Err(stop) => return Err(stop),
                    }
                    let secret = tx.countersign_secret(id)?;
                    settle(tx, ground, &asked, Status::Done, Some(&ground.who.id.clone()), None)?;
                    act.carry_out(tx, ground, secret.as_deref())?;
                    Ok(Settled::new(Ok(Outcome::Countersigned {
                        request: id,
                        shown: Box::new(shown),
                        made_by: asked.made_by,
                    })))
                }
            }
        })?;
        if wipes {
            self.office.wiped();
        }
        Ok(decided)
    }
}

fn is_the_same(shown: &MatterShown, lines: Vec<crate::domain::countersign::Line>, digest: [u8; 32]) -> bool {
    let now = MatterShown { lines, ..shown.clone() };
    now.digest().0 == digest
}

/// Who asked, if the one who acts may decide about it (R11.2, R11.4).
fn decidable(tx: &Tx<'_>, ground: &Ground<'_>, asked: &Countersign) -> Result<Staff, Error> {
    let maker = tx.staff(&asked.made_by)?.ok_or(Refusal::NoRequest)?;
    standing(asked, &maker).decidable(ground.who, ground.now)?;
    Ok(maker)
}

fn standing<'a>(asked: &'a Countersign, maker: &'a Staff) -> MatterContext<'a> {
    MatterContext {
        maker,
        made_at: asked.made_at,
        status: asked.status,
        decider: asked.decider,
        decided_by: asked.decided_by.as_ref(),
    }
}

/// The console sends an act back by itself, and says why.
fn sent_back(tx: &Tx<'_>, ground: &Ground<'_>, asked: &Countersign, why: Refusal) -> Result<Settled<Outcome>, Error> {
    settle(tx, ground, asked, Status::Returned, None, Some(why.code()))?;
    Ok(Settled::new(Err(why)))
}

fn settle(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    asked: &Countersign,
    to: Status,
    by: Option<&StaffId>,
    reason: Option<&str>,
) -> Result<(), Error> {
    if tx.decide_countersign(asked.id, (asked.status, to), by, ground.now, reason)? {
        Ok(())
    } else {
        Err(already(asked).into())
    }
}

fn already(asked: &Countersign) -> Refusal {
    let by = asked.decided_by.as_ref().unwrap_or(&asked.made_by);
    Refusal::AlreadyDecided { by: by.to_string() }
}
