//! Acts without a customer that a second person decides about (R11.5): planned, shown, and planned again when somebody decides. What
//! one of them is stands in a file of its own, and none is without any of it.

mod account;
mod carried;
mod count;
mod deciding;
mod fee;
mod fobs;
mod letters;
mod member;
mod opening;
mod outside;
mod policy;
mod standing;

use serde::{Deserialize, Serialize};

use super::attempt::{About, Ground, Settled};
use super::{Desk, Error, Session};
use crate::domain::calendar::Instant;
use crate::domain::countersign::{self, Decider, Line, Second, Status, in_short};
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::{ContractNumber, RequestId};
use crate::store::{Countersign, Kind, Tx, Written};

pub(super) use account::BindAccount;
pub use carried::{Carried, MatterShown};
pub(super) use count::{Count, ExplainCount, judged};
pub(super) use fee::WaiveFee;
pub use fobs::FobName;
pub(super) use fobs::Fobs;
pub(super) use letters::ExportLetters;
pub(super) use member::{AddStaff, AmendStaff, ResetPassword, SetPerson};
pub(super) use opening::OpenContract;
pub(super) use outside::AcceptRollback;
pub(super) use policy::ChangePolicy;
pub(super) use standing::{LockStaff, UnlockStaff};

/// An act that may take a second person. What is stored of it is this.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Matter {
    /// A member of the staff is added.
    AddStaff(AddStaff),
    /// A member's name, role or branch.
    AmendStaff(AmendStaff),
    /// A member is locked.
    LockStaff(LockStaff),
    /// A member's lock is lifted.
    UnlockStaff(UnlockStaff),
    /// The number of the person that a member is (R11.4).
    SetPerson(SetPerson),
    /// A member gets a first password anew.
    ResetPassword(ResetPassword),
    /// A member is bound to an account of the host, or to none.
    BindAccount(BindAccount),
    /// Another policy is put in force.
    ChangePolicy(ChangePolicy),
    /// Why the store is older than it was is written down (R12.5).
    AcceptRollback(AcceptRollback),
    /// Fobs are returned, scrapped, moved (R15.9).
    Fobs(Fobs),
    /// The fee of a fob is waived (R15.5).
    WaiveFee(WaiveFee),
    /// A drawer was counted (R15.7).
    Count(Count),
    /// A difference of a counting is explained (R15.7).
    ExplainCount(ExplainCount),
    /// Notices leave as letters (R14.2).
    ExportLetters(ExportLetters),
    /// A contract is opened by hand (R16.1).
    OpenContract(OpenContract),
}

impl Matter {
    /// What it is to the desk.
    fn weighing(&self) -> &dyn Weighing {
        match self {
            Self::AddStaff(act) => act,
            Self::AmendStaff(act) => act,
            Self::LockStaff(act) => act,
            Self::UnlockStaff(act) => act,
            Self::SetPerson(act) => act,
            Self::ResetPassword(act) => act,
            Self::BindAccount(act) => act,
            Self::ChangePolicy(act) => act,
            Self::AcceptRollback(act) => act,
            Self::Fobs(act) => act,
            Self::WaiveFee(act) => act,
            Self::Count(act) => act,
            Self::ExplainCount(act) => act,
            Self::ExportLetters(act) => act,
            Self::OpenContract(act) => act,
        }
    }
}

/// What such an act is to the desk. Nothing here has a default: a new one says all of it, or does not compile.
pub(super) trait Weighing {
    /// What its entries are called.
    fn action(&self) -> &'static str;

    /// The duty that asking takes.
    fn duty(&self) -> Duty;

    /// What it is about: a staff ID, a serial.
    fn subject(&self) -> String;

    /// The contract that it is about, for who looks for what was done there. Most are about none.
    fn contract(&self) -> Option<ContractNumber> {
        None
    }

    /// Whether what it deletes is to be gone from the file itself, as soon as it is carried out.
    fn wipes(&self) -> bool {
        false
    }

    /// What it would do, who decides about it, or why it can't be done.
    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error>;

    /// Carries it out. `secret` is the hash of a first password that came with it.
    fn carry_out(&self, tx: &Tx<'_>, ground: &mut Ground<'_>, secret: Option<&str>) -> Result<(), Error>;
}

/// When and for whom an act is planned.
pub(super) struct Moment<'a> {
    pub(super) tx: &'a Tx<'a>,
    /// Who asks, as they are now.
    pub(super) by: &'a Staff,
    pub(super) is_live: bool,
    pub(super) now: Instant,
}

/// What an act would do.
pub(super) struct Weighed {
    /// Before and after.
    pub(super) lines: Vec<Line>,
    /// Who decides about it; nobody when one person is enough.
    pub(super) decider: Option<Decider>,
    /// It is done at once, and who decides looks it over afterwards (R11.1).
    pub(super) at_once: bool,
    /// Whether it makes somebody an administrator: with one administrator left that is the only thing that can be asked for.
    pub(super) appoints: bool,
}

impl Weighed {
    /// What one administrator does alone, unless `power` says that it is about who may do what.
    pub(super) fn of_power(power: bool, lines: Vec<Line>) -> Self {
        Self {
            lines,
            decider: power.then_some(Decider::Administrator),
            at_once: false,
            appoints: false,
        }
    }
}

/// How the entry of an act says that one administrator did it alone.
pub(super) const ALONE: &str = "alone";

impl Desk {
    /// Asks for an act: what one person may do is done, what needs a second one waits (R11.5). `secret` is the hash of a first
    /// password that goes with it.
    pub(super) fn weigh(&mut self, session: &Session, matter: &Matter, secret: Option<&str>) -> Result<Carried, Error> {
        self.weigh_after(session, matter, secret, |_, _| Ok(None))
    }

    /// The same, once something else was looked at in the same transaction: a refusal of it is kept, with what it wrote, such as the
    /// charge of a wrong code (R6.6).
    pub(super) fn weigh_after(
        &mut self,
        session: &Session,
        matter: &Matter,
        secret: Option<&str>,
        first: impl FnOnce(&Tx<'_>, &mut Ground<'_>) -> Result<Option<Refusal>, Error>,
    ) -> Result<Carried, Error> {
        let act = matter.weighing();
        let about = About {
            action: act.action(),
            contract: act.contract(),
            subject: act.subject(),
            ..About::default()
        };
        let is_live = self.kind() == Kind::Live;
        self.attempt(session, act.duty(), about, |tx, ground| {
            let weighed = planned(tx, act, ground.who, is_live, ground.now)?;
            if let Some(refusal) = first(tx, ground)? {
                return Ok(Settled::new(Err(refusal)));
            }
            let detail = in_short(&weighed.lines);
            let second = match weighed.decider {
                Some(decider) => Some(countersign::second(decider, weighed.appoints, tx.administrators()?)?),
                None => None,
            };
            let Some(second) = second else {
                act.carry_out(tx, ground, secret)?;
                return Ok(Settled {
                    detail: Some(detail),
                    ..Settled::new(Ok(Carried::Done))
                });
            };
            let (status, decider) = match second {
                Second::Waits(decider) if weighed.at_once => (Status::ToLookOver, decider),
                Second::Waits(decider) => (Status::Waiting, decider),
                Second::Alone => (Status::Alone, Decider::Administrator),
            };
            let shown = MatterShown {
                action: act.action().to_owned(),
                subject: act.subject(),
                lines: weighed.lines,
                decider,
            };
            let request = RequestId(ground.id()?);
            tx.add_countersign(
                &Countersign {
                    id: request,
                    action: shown.action.clone(),
                    command: serde_json::to_string(matter)?,
                    digest: shown.digest().0,
                    shown: serde_json::to_string(&shown)?,
                    decider,
                    made_by: ground.who.id.clone(),
                    made_as: ground.who.role,
                    made_at: ground.now,
                    status,
                    decided_by: None,
                    decided_at: None,
                    reason: None,
                },
                secret,
                countersign::waiting_since(ground.now),
            )?;
            if status == Status::Waiting {
                tx.watch_matter(request, &ground.who.id)?;
            }
            let (given, written, detail) = match status {
                Status::Alone => {
                    act.carry_out(tx, ground, secret)?;
                    let detail = if detail.is_empty() {
                        ALONE.to_owned()
                    } else {
                        format!("{ALONE}; {detail}")
                    };
                    (Carried::Alone { request }, Written::Done, detail)
                }
                Status::ToLookOver => {
                    act.carry_out(tx, ground, secret)?;
                    (Carried::Done, Written::Done, detail)
                }
                _ => (Carried::Waiting { request, decider }, Written::Waiting, detail),
            };
            Ok(Settled {
                written,
                request: Some(request),
                detail: Some(detail),
                ..Settled::new(Ok(given))
            })
        })
    }
}

/// What an act would do for `by`, or why not.
fn planned(tx: &Tx<'_>, act: &dyn Weighing, by: &Staff, is_live: bool, now: Instant) -> Result<Weighed, Error> {
    act.plan(&Moment { tx, by, is_live, now })
}

/// The act that is stored.
fn stored(act: &Countersign) -> Result<Matter, Error> {
    Ok(serde_json::from_str(&act.command)?)
}

/// What was shown of it.
pub(super) fn shown_of(act: &Countersign) -> Result<MatterShown, Error> {
    let shown: MatterShown = serde_json::from_str(&act.shown)?;
    // What is decided about must be what was shown (R11.3), not what somebody wrote into the file since.
    if shown.digest().0 != act.digest {
        return Err(crate::store::Error::Damaged("countersign.shown".into()).into());
    }
    Ok(shown)
}

/// Since when an act that waits now can have been asked for.
pub(super) fn since(now: Instant) -> Instant {
    countersign::waiting_since(now)
}
