//! The queries: what the screens and the command line show. No key is in scope here, and nothing is written.

mod asked;
mod drafts;
mod handling;
mod matters;
mod recall;
mod requests;
mod sheet;
mod stock;
mod today;
mod trail;

use super::act::Act;
use super::plan;
use super::shown::Shown;
use super::{Error, Session, caution};
use chrono::TimeDelta;

use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Member, may};
use crate::domain::values::Serial;
use crate::office::{Office, Outside};
use crate::store::{Asker, Found, Kind, SearchQuery, StockRow, Store, Within};

pub use asked::AskedFact;
pub use drafts::DraftRow;
pub use handling::{Cover, FobView};
pub use matters::MatterView;
pub use recall::{RecallBatch, RecallFob, RecallList, Whose};
pub use requests::{Colleague, News, OwnRequest, RequestView};
pub use sheet::{OpenRequest, Sheet, UserRow};
pub use stock::Low;
pub use today::{Power, Today};
pub use trail::{EntryView, TrailPage};

/// The queries for one session at one moment.
#[derive(Debug)]
pub struct Look<'a> {
    pub(super) store: &'a Store,
    policy: &'a Policy,
    now: Instant,
    pub(super) who: &'a Session,
    pub(super) outside: &'a Outside,
}

impl<'a> Look<'a> {
    pub(super) fn new(office: &'a Office, who: &'a Session) -> Self {
        Self {
            store: office.store(),
            policy: office.policy(),
            now: office.clock().now(),
            who,
            outside: office.outside(),
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

    /// Contracts that answer a text, best match first (TKSK001).
    pub fn find(&self, text: &str, offset: u64, limit: u64) -> Result<Found, Error> {
        let found = self.find_within(&Within::All, text, (offset, limit), &Asker::new())?;
        Ok(found.unwrap_or_default())
    }

    /// The same kept to some; nothing when the asker has left meanwhile.
    pub fn find_within(
        &self,
        within: &Within,
        text: &str,
        (offset, limit): (u64, u64),
        by: &Asker,
    ) -> Result<Option<Found>, Error> {
        self.must(Duty::SeeCustomers)?;
        let asked = SearchQuery {
            text,
            within,
            offset,
            limit,
            now: self.now,
            soon: self.now + TimeDelta::days(i64::from(self.policy.expiry_notice_days)),
        };
        Ok(self.store.find(&asked, by)?)
    }

    /// What was found as it stands now; nothing when names were changed since, so that the question has to be asked again.
    pub fn find_again(&self, before: &Found) -> Result<Option<Found>, Error> {
        self.must(Duty::SeeCustomers)?;
        Ok(self.store.find_again(before, self.now)?)
    }

    /// The branches that contracts belong to, by code; nothing when the asker has left meanwhile.
    pub fn branches(&self, asker: &Asker) -> Result<Option<Vec<Branch>>, Error> {
        self.must(Duty::SeeCustomers)?;
        Ok(self.store.branches(asker)?)
    }

    /// What an action would do, or the refusal it would meet; [`Desk::preview`](super::Desk::preview) keeps that in the trail too, so
    /// this one is for reading again what a preview has shown.
    pub fn preview(&self, act: &Act) -> Result<Shown, Error> {
        self.must(act.acting().duty())?;
        self.store.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?;
            caution::admit(tx, act, &who)?;
            Ok(plan::plan(tx, act, None, (&who.id, self.who.key()), self.now, self.policy)?.shown)
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

    /// Whether who looks sees customers, and so the requests about them.
    pub fn sees_customers(&self) -> bool {
        may(self.who.staff().role, Duty::SeeCustomers)
    }

    /// Refuses who may not see this. The staff member is read again: role or lock may have changed since the login.
    pub(super) fn must(&self, duty: Duty) -> Result<(), Error> {
        if self.store.kind() == Kind::Live {
            self.who.must_last(self.now, self.policy)?;
        }
        let staff = self
            .store
            .read(|tx| -> crate::store::Result<_> { tx.staff(&self.who.staff().id) })?;
        Ok(staff.ok_or(Refusal::StaffLocked)?.must(duty)?)
    }
}
