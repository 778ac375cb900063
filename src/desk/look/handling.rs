//! Fobs that a branch handles (TZAI005): one of them as it stands, and those that it has something to do with still.

use serde::Serialize;

use super::Look;
use crate::desk::Error;
use crate::desk::act::the_fob;
use crate::desk::countersign::FobName;
use crate::domain::calendar::Instant;
use crate::domain::contract::Contract;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::{Around, Delivery, Way};
use crate::domain::token::Token;
use crate::store::{IssueRow, Kind, PendingFob};

/// Fobs that a list shows at most.
const MOST: u64 = 1000;

/// What the letter that goes with a fob says (送付状, R15.5).
#[derive(Clone, Debug)]
pub struct Cover {
    /// What goes with it.
    pub issue: IssueRow,
    /// To whom, and of which branch.
    pub contract: Contract,
    /// The bank and where it is reached, as the policy has them.
    pub letterhead: [String; 2],
    /// Whether the store is a training store.
    pub training: bool,
    /// The day's moment.
    pub now: Instant,
}

/// A fob as it stands, with what it was issued for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FobView {
    /// The fob.
    pub token: Token,
    /// How many users are registered with it.
    pub users: u32,
    /// How far it is on its way to a customer, if it is.
    pub delivery: Option<Delivery>,
    /// What it was issued for, if that is not over.
    pub issue: Option<IssueRow>,
}

impl Look<'_> {
    /// A fob by its serial.
    ///
    /// # Errors
    /// E1956 when there is none; E1969 when two makers have it and none was named (R15.2).
    pub fn fob(&self, name: &FobName) -> Result<FobView, Error> {
        self.must(Duty::SeeStock)?;
        self.store.read(|tx| -> Result<_, Error> {
            let token = the_fob(tx, &name.serial, name.maker.as_ref())?;
            let Around { users, delivery, .. } = tx.around(token.id)?;
            let issue = tx.issue_of_fob(token.id)?;
            Ok(FobView {
                token,
                users,
                delivery,
                issue,
            })
        })
    }

    /// What the letter that goes with a fob says: of one that goes by mail and has not arrived.
    ///
    /// # Errors
    /// E1482 for one that does not go by mail now.
    pub fn cover(&self, name: &FobName) -> Result<Cover, Error> {
        self.must(Duty::Issue)?;
        self.store.read(|tx| -> Result<_, Error> {
            let token = the_fob(tx, &name.serial, name.maker.as_ref())?;
            let not_by_mail = |delivery: Delivery| Refusal::DeliveryNotThere {
                serial: token.serial.to_string(),
                delivery: delivery.as_str().to_owned(),
            };
            let issue = tx.issue_of_fob(token.id)?;
            let issue = issue.ok_or_else(|| not_by_mail(Delivery::Over))?;
            if issue.way != Way::Mail || !matches!(issue.delivery, Delivery::ToSend | Delivery::Sent) {
                return Err(not_by_mail(issue.delivery).into());
            }
            let case = tx.case(&issue.contract)?;
            let case = case.ok_or_else(|| not_by_mail(issue.delivery))?;
            Ok(Cover {
                issue,
                contract: case.contract,
                letterhead: self.policy().letterhead(),
                training: self.store.kind() == Kind::Training,
                now: self.now(),
            })
        })
    }

    /// The fobs that one's own branch has something to do with still, by serial.
    pub fn pending_fobs(&self) -> Result<Vec<PendingFob>, Error> {
        self.must(Duty::SeeStock)?;
        self.store.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?;
            Ok(tx.pending_fobs(&who.branch.code, MOST)?)
        })
    }
}
