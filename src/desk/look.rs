//! The queries: what the screens and the command line show. No key is in scope here, and nothing is written.

mod drafts;
mod requests;
mod sheet;
mod today;
mod trail;

use super::act::Act;
use super::plan;
use super::shown::Shown;
use super::{Error, Session, caution};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Member};
use crate::domain::values::Serial;
use crate::store::{Found, NoticeRow, StockRow, Store};

pub use drafts::DraftRow;
pub use requests::{OwnRequest, RequestView};
pub use sheet::{OpenRequest, Sheet, UserRow};
pub use today::Today;
pub use trail::{EntryView, TrailPage};

/// The queries for one session at one moment.
#[derive(Debug)]
pub struct Look<'a> {
    pub(super) store: &'a Store,
    policy: &'a Policy,
    now: Instant,
    who: &'a Session,
}

impl<'a> Look<'a> {
    pub(super) fn new(store: &'a Store, policy: &'a Policy, now: Instant, who: &'a Session) -> Self {
        Self {
            store,
            policy,
            now,
            who,
        }
    }

    /// The moment of the queries.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.policy
    }

    /// The text of the policy in force (R1.2).
    pub fn policy_text(&self) -> Result<String, Error> {
        Ok(self.store.read(|tx| -> crate::store::Result<_> { tx.policy() })?)
    }

    /// Contracts that hold a text in any of their parts, in kana order; one whose number, login ID or
    /// serial is that very text comes before all others (TKSK001).
    pub fn find(&self, text: &str, offset: u64, limit: u64) -> Result<Found, Error> {
        self.must(Duty::SeeCustomers)?;
        Ok(self.store.read(|tx| tx.find(text, offset, limit))?)
    }

    /// What an action would do, or the refusal it would meet; [`Desk::preview`](super::Desk::preview) keeps that in the trail too, so
    /// this one is for reading again what a preview has shown.
    pub fn preview(&self, act: &Act) -> Result<Shown, Error> {
        self.must(act.acting().duty())?;
        self.store.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?;
            caution::admit(tx, act.acting().contract(), &who)?;
            Ok(plan::plan(tx, act, None, &who.id, self.now, self.policy)?.shown)
        })
    }

    /// Tokens of a serial, of every maker.
    pub fn tokens(&self, serial: &Serial) -> Result<Vec<StockRow>, Error> {
        self.must(Duty::SeeStock)?;
        Ok(self.store.read(|tx| tx.tokens_with(serial))?)
    }

    /// The staff, for who administers them (TKNR001).
    pub fn members(&self) -> Result<Vec<Member>, Error> {
        self.must(Duty::ManageStaff)?;
        Ok(self.store.read(|tx| -> crate::store::Result<_> { tx.members() })?)
    }

    /// Notices that wait, the oldest first, at most `limit` (R14.1).
    pub fn notices(&self, limit: u64) -> Result<Vec<NoticeRow>, Error> {
        self.must(Duty::SendNotices)?;
        Ok(self.store.read(|tx| tx.waiting_notices(limit))?)
    }

    /// Refuses who may not see this. The staff member is read again: role or lock may have changed since the login.
    pub(super) fn must(&self, duty: Duty) -> Result<(), Error> {
        let staff = self
            .store
            .read(|tx| -> crate::store::Result<_> { tx.staff(&self.who.staff().id) })?;
        Ok(staff.ok_or(Refusal::StaffLocked)?.must(duty)?)
    }
}
