//! The queries about the trail: pages of it, one entry with all that belongs to it, and what a contract went through.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Look, RequestView};
use crate::desk::Error;
use crate::domain::identity::Check;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff, may};
use crate::domain::values::{CheckId, ContractNumber, RequestId};
use crate::store::{Customer, Entry, Filter, Page, Place, Sought, Tx};

/// A page of the trail with the names of those who acted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TrailPage {
    /// The entries.
    #[serde(flatten)]
    pub page: Page,
    /// The names of the staff in them, by staff ID.
    pub names: BTreeMap<String, String>,
}

/// An entry of the trail with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryView {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// The name of the member of the staff who acted.
    pub name: Option<String>,
    /// The company of the contract.
    pub company: Option<String>,
    /// The identity check, for a role that may see customers.
    pub checked: Option<Check>,
    /// The request, for a role that may see requests.
    pub asked: Option<RequestView>,
    /// Whether something of it is not for this role.
    pub withheld: bool,
}

impl Look<'_> {
    /// Refuses a role that may not read the trail.
    pub fn may_read_trail(&self) -> Result<(), Error> {
        self.must(Duty::ReadTrail)
    }

    /// The newest entries of the trail.
    pub fn trail(&self, filter: &Filter) -> Result<Vec<Entry>, Error> {
        self.must(Duty::ReadTrail)?;
        Ok(self.store.read(|tx| tx.entries(filter))?)
    }

    /// A page of what is looked for in the trail (TKNS001), at most `limit` entries.
    pub fn trail_page(&self, sought: &Sought, place: Place, limit: u64) -> Result<TrailPage, Error> {
        self.must(Duty::ReadTrail)?;
        self.store.read(|tx| page(tx, sought, place, limit))
    }

    /// A page of what a contract went through (TKNS003), for whom its sheet shows the newest of it too.
    pub fn timeline(&self, contract: &ContractNumber, place: Place, limit: u64) -> Result<TrailPage, Error> {
        self.must(Duty::SeeCustomers).or_else(|_| self.must(Duty::ReadTrail))?;
        let sought = Sought {
            customer: Some(Customer::Contract(contract.clone())),
            ..Sought::default()
        };
        self.store.read(|tx| page(tx, &sought, place, limit))
    }

    /// The actions that stand in the trail, by the names that it has for them.
    pub fn trail_actions(&self) -> Result<Vec<String>, Error> {
        self.must(Duty::ReadTrail)?;
        Ok(self
            .store
            .read(|tx| -> crate::store::Result<_> { tx.trail_actions() })?)
    }

    /// How many entries the trail has.
    pub fn trail_count(&self) -> Result<u64, Error> {
        self.must(Duty::ReadTrail)?;
        Ok(self.store.read(|tx| -> crate::store::Result<_> { tx.trail_count() })?)
    }

    /// The entry of that number with what it rests on (TKNS004); nothing if there is none. One about a contract is also for
    /// those who may see customers.
    pub fn entry(&self, seq: u64) -> Result<Option<EntryView>, Error> {
        let found = self.store.read(|tx| tx.entry(seq))?;
        let about_customer = found.as_ref().is_some_and(|entry| entry.draft.contract.is_some());
        match self.must(Duty::ReadTrail) {
            Err(Error::Refused(Refusal::RoleMayNot { .. })) if about_customer => self.must(Duty::SeeCustomers)?,
            given => given?,
        }
        found.map(|entry| self.with_its_ground(entry)).transpose()
    }

    fn with_its_ground(&self, entry: Entry) -> Result<EntryView, Error> {
        self.store.read(|tx| -> Result<_, Error> {
            let (draft, staff) = (&entry.draft, tx.all_staff()?);
            let me = staff.iter().find(|member| member.id == self.who.staff().id);
            let role = me.ok_or(Refusal::StaffLocked)?.role;
            let contract = draft.contract.as_deref().map(ContractNumber::parse).transpose()?;
            let case = contract.map(|number| tx.case(&number)).transpose()?.flatten();
            let check = draft.check.as_deref().map(CheckId::parse).transpose()?;
            let request = draft.request.as_deref().map(RequestId::parse).transpose()?;
            let checks = may(role, Duty::SeeCustomers);
            let requests = checks && may(role, Duty::SeeRequests);
            let withheld = (check.is_some() && !checks) || (request.is_some() && draft.contract.is_some() && !requests);
            let checked = check.filter(|_| checks).map(|id| tx.check(id)).transpose()?.flatten();
            let asked = request
                .filter(|_| requests)
                .map(|id| tx.request(id))
                .transpose()?
                .flatten();
            Ok(EntryView {
                name: name_of(&staff, &draft.actor),
                company: case.map(|case| case.contract.company.to_string()),
                checked,
                asked: asked.map(|request| self.view(tx, request, &staff)).transpose()?,
                withheld,
                entry,
            })
        })
    }
}

fn page(tx: &Tx<'_>, sought: &Sought, place: Place, limit: u64) -> Result<TrailPage, Error> {
    let page = tx.trail_page(sought, place, limit)?;
    let staff = tx.all_staff()?;
    let names = page.entries.iter().filter_map(|entry| {
        let actor = &entry.draft.actor;
        Some((actor.clone(), name_of(&staff, actor)?))
    });
    Ok(TrailPage {
        names: names.collect(),
        page,
    })
}

fn name_of(staff: &[Staff], actor: &str) -> Option<String> {
    let known = staff.iter().find(|member| member.id.as_str() == actor);
    known.map(|member| member.name.to_string())
}
