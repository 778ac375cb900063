//! What is done to fobs at a branch (R15.6, R15.9), and on their way to the customer (R15.5).

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::act::the_fob;
use super::attempt::{About, Settled};
use super::command::Outcome;
use super::countersign::{FobName, Fobs, Matter, WaiveFee};
use super::inspect::in_stock;
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::{Cause, Deed, Step};
use crate::domain::values::{BranchCode, Otp, Reason};
use crate::office::{self, Taken, Typed};

/// Something is done to one fob or a list of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handle {
    /// What.
    pub deed: Deed,
    /// To which.
    pub fobs: Vec<FobName>,
    /// Why they came back.
    #[serde(default)]
    pub cause: Option<Cause>,
    /// Why they are scrapped or written off, or what is said of those that are owed and lost.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// To which branch they go.
    #[serde(default)]
    pub to: Option<BranchCode>,
    /// The code that a fob shows which goes into stock again; it is never written.
    #[serde(default, skip_serializing)]
    pub code: Option<SecretString>,
}

/// Deeds that are asked for by hand here; the others come with what they belong to.
const BY_HAND: [Deed; 9] = [
    Deed::Return,
    Deed::LoseOwed,
    Deed::HandIn,
    Deed::Restock,
    Deed::Undelivered,
    Deed::Scrap,
    Deed::Move,
    Deed::Receive,
    Deed::WriteOff,
];

impl Desk {
    /// Does something to fobs, or asks for it where that takes a second person (R15.9).
    ///
    /// # Errors
    /// Those of [`handled`](crate::domain::stock::handled); E1486 for a deed that is none of a hand's, E1484 for a fob that goes into stock again without
    /// its live code, E1955 and E1967 when that is wrong, E1479 for a branch at which nobody works.
    pub(super) fn handle(&mut self, session: &Session, handle: Handle) -> Result<Outcome, Error> {
        let Handle {
            deed,
            fobs,
            cause,
            reason,
            to,
            code,
        } = handle;
        let (branch, contract) = self.office.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&session.staff().id)?.ok_or(Refusal::StaffLocked)?;
            let mut contracts = Vec::new();
            for fob in &fobs {
                let known = the_fob(tx, &fob.serial, fob.maker.as_ref());
                contracts.push(known.ok().and_then(|token| token.contract));
            }
            contracts.dedup();
            let one = contracts.pop().flatten().filter(|_| contracts.is_empty());
            Ok((who.branch.code, one))
        })?;
        let told = fobs.iter().map(|fob| Typed::read(&fob.serial, self.policy()).told());
        let told: Vec<_> = told.filter(|serial| !serial.is_empty()).collect();
        let matter = Matter::Fobs(Fobs {
            deed,
            subject: told.join(" "),
            fobs: fobs.clone(),
            cause,
            reason,
            to,
            branch,
            contract,
        });
        let name = fobs.first().cloned().filter(|_| fobs.len() == 1);
        let carried = self.weigh_after(session, &matter, None, |tx, ground| {
            if !BY_HAND.contains(&deed) {
                let what = deed.as_str().to_owned();
                return Err(Refusal::NotByHand { what }.into());
            }
            if deed != Deed::Restock {
                return Ok(None);
            }
            let (Some(name), Some(code)) = (name, code) else {
                return Err(Refusal::LiveCodeNeeded.into());
            };
            let token = the_fob(tx, &name.serial, name.maker.as_ref())?;
            let code = Otp::parse(code.expose_secret(), ground.policy)?;
            Ok(match office::take_code(tx, ground, &token, &code)? {
                Taken::Accepted => None,
                Taken::Wrong(refusal) => Some(in_stock(refusal, &token.serial)),
            })
        })?;
        Ok(Outcome::Handled { carried })
    }

    /// The next step of a fob on its way to the customer: the application noted, handed over, sent, arrived (R15.5).
    ///
    /// # Errors
    /// E1956 no such fob, E1482 it is at another point, E1971 the application is of a day to come, E1961 and E1962 it can't be sent now.
    pub(super) fn deliver(&mut self, session: &Session, name: &FobName, step: &Step) -> Result<Outcome, Error> {
        let typed = Typed::read(&name.serial, self.policy());
        let known = self
            .office
            .read(|tx| -> Result<_, Error> { Ok(the_fob(tx, &name.serial, name.maker.as_ref()).ok()) })?;
        let about = About {
            action: step.as_str(),
            contract: known.and_then(|token| token.contract),
            subject: typed.told(),
            detail: match step {
                Step::Applied { date } => date.to_string(),
                Step::Sent { item } => item.to_string(),
                Step::Handed | Step::Arrived => String::new(),
            },
            ..About::default()
        };
        self.attempt(session, Duty::Issue, about, |tx, ground| {
            let token = the_fob(tx, &name.serial, name.maker.as_ref())?;
            let over = || Refusal::DeliveryNotThere {
                serial: token.serial.to_string(),
                delivery: "over".to_owned(),
            };
            let issue = tx.issue_of_fob(token.id)?.ok_or_else(over)?;
            let case = tx.case(&issue.contract)?.ok_or_else(over)?;
            let at = (issue.delivery, issue.way);
            let delivery = step.on(token.serial.as_str(), at, &case.contract, ground.now, ground.policy)?;
            tx.deliver(&issue, step, delivery, ground.now)?;
            Ok(Settled::new(Ok(Outcome::Delivered { delivery })))
        })
    }

    /// Asks for the fee of a fob to be waived (R15.5, R15.9).
    ///
    /// # Errors
    /// E1487 when nothing is to be paid any more, or never was.
    pub(super) fn waive_fee(&mut self, session: &Session, fob: FobName, reason: Reason) -> Result<Outcome, Error> {
        let matter = Matter::WaiveFee(WaiveFee { fob, reason });
        let carried = self.weigh(session, &matter, None)?;
        Ok(Outcome::Handled { carried })
    }
}
