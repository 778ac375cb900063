//! What waits for a supervisor, and what a contract went through before (TSNN001, TSNN002).

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::Look;
use crate::desk::shown::Shown;
use crate::desk::{Error, caution};
use crate::domain::approval::{self, Status};
use crate::domain::calendar::{self, Instant};
use crate::domain::caution::Caution;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::{ContractNumber, Name, RequestId, StaffId};
use crate::store::{Entry, Filter, Request, Tx, Waits};

/// How many rows of the past TSNN002 shows, out of how many entries.
const PAST: usize = 12;
const PAST_OF: u64 = 300;
/// How many rows the supervisor's list shows, and one's own.
const QUEUE: u64 = 200;
/// How many results are told at once.
const NEWS: u64 = 20;

/// A request as TSNN001 and TSNN002 show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestView {
    /// Its id.
    pub id: RequestId,
    /// Who made it.
    pub made_by: StaffId,
    /// Their name.
    pub made_by_name: String,
    /// When.
    pub made_at: Instant,
    /// Where it stands.
    pub status: Status,
    /// Lapsed at the end of its last day (R11.3).
    pub lapsed: bool,
    /// The last day on which it waits, as far as its branch has acted since (R11.3).
    pub last_day: NaiveDate,
    /// Whether it was made while a caution stood on the contract (R10.5).
    pub under_caution: bool,
    /// Who decided.
    pub decided_by: Option<StaffId>,
    /// Why it was sent back.
    pub reason: Option<String>,
    /// Its receipt number.
    pub receipt: Option<String>,
    /// Exactly what was shown to the teller.
    pub shown: Shown,
    /// The caution that stands on the contract now (R10.5).
    pub caution: Option<Caution>,
}

/// One's own request, as TSNN003 shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnRequest {
    /// The request.
    pub view: RequestView,
    /// What became of it was not looked at yet (R11.7).
    pub is_news: bool,
    /// Who took it over at a shift's change, the first first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taken_by: Vec<StaffId>,
}

/// A colleague of one's branch, as the list says whose requests could be taken over (R11.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Colleague {
    /// Their ID.
    pub staff: StaffId,
    /// Their name.
    pub name: Name,
    /// How many of their requests wait for a supervisor.
    pub waiting: u64,
    /// Of how many they have yet to see what became.
    pub unseen: u64,
}

impl RequestView {
    /// The moment at which it lapses by itself, if it still waits (R11.3).
    pub fn holds_until(&self) -> Option<Instant> {
        let waits = self.status == Status::Waiting && !self.lapsed;
        waits.then(|| calendar::start_of(self.last_day) + TimeDelta::days(1))
    }
}

impl Look<'_> {
    /// Requests that wait or are to be looked over, oldest first (TSNN001).
    pub fn requests(&self) -> Result<Vec<RequestView>, Error> {
        self.must(Duty::SeeCustomers)?;
        self.must(Duty::SeeRequests)?;
        let waits = Waits::at(self.now, self.policy);
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let open = tx.open_requests(waits, QUEUE)?;
            open.into_iter().map(|request| self.view(tx, request, &staff)).collect()
        })
    }

    /// One's own requests of the day, and those of before of which one does not know yet what became of them; the newest
    /// first (TSNN003, R11.7).
    pub fn own_requests(&self) -> Result<Vec<OwnRequest>, Error> {
        self.must(Duty::SeeCustomers)?;
        self.must(Duty::SeeRequests)?;
        let today = calendar::start_of(calendar::day_of(self.now));
        let own = &self.who.staff().id;
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let requests = tx
                .own_requests(own, Waits::at(self.now, self.policy), today, QUEUE)?
                .into_iter();
            let views = requests.map(|(request, is_news)| {
                let taken_by = tx.takers(request.id)?;
                let view = self.view(tx, request, &staff)?;
                Ok(OwnRequest {
                    view,
                    is_news,
                    taken_by,
                })
            });
            views.collect()
        })
    }

    /// The colleagues of one's branch who have requests that wait, or results that they have yet to see (R11.7).
    pub fn colleagues(&self) -> Result<Vec<Colleague>, Error> {
        self.must(Duty::Identify)?;
        let (own, waits) = (self.who.staff(), Waits::at(self.now, self.policy));
        self.store.read(|tx| -> Result<_, Error> {
            let mut found = Vec::new();
            for member in tx.all_staff()? {
                if approval::takes_over(own, &member).is_err() {
                    continue;
                }
                let (waiting, unseen) = tx.count_of_list(&member.id, waits)?;
                if waiting + unseen > 0 {
                    found.push(Colleague {
                        staff: member.id,
                        name: member.name,
                        waiting,
                        unseen,
                    });
                }
            }
            Ok(found)
        })
    }

    /// What there is to be told about one's own requests, the oldest first (R11.7); nothing to a role that has none.
    pub fn news(&self) -> Result<Vec<RequestView>, Error> {
        if self.must(Duty::SeeCustomers).is_err() || self.must(Duty::SeeRequests).is_err() {
            return Ok(Vec::new());
        }
        let waits = Waits::at(self.now, self.policy);
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let news = tx.news(&self.who.staff().id, waits, NEWS)?.into_iter();
            news.map(|request| self.view(tx, request, &staff)).collect()
        })
    }

    /// One request (TSNN002).
    pub fn request(&self, id: RequestId) -> Result<RequestView, Error> {
        self.must(Duty::SeeCustomers)?;
        self.must(Duty::SeeRequests)?;
        self.store.read(|tx| -> Result<_, Error> {
            let (request, staff) = (tx.request(id)?.ok_or(Refusal::NoRequest)?, tx.all_staff()?);
            let digest = request.digest;
            let view = self.view(tx, request, &staff)?;
            // What is decided about must be what was shown (R11.3), not what somebody wrote into the file since.
            if view.shown.digest().0 != digest {
                return Err(crate::store::Error::Damaged("request.shown".into()).into());
            }
            Ok(view)
        })
    }

    /// What a contract went through lately, newest first: requests and decisions, refusals, failed checks (TSNN002).
    pub fn past(&self, contract: &ContractNumber) -> Result<Vec<Entry>, Error> {
        self.must(Duty::SeeCustomers)?;
        self.must(Duty::SeeRequests)?;
        let recent = Filter {
            contract: Some(contract.clone()),
            limit: PAST_OF,
        };
        let mut entries = self.store.read(|tx| tx.entries(&recent))?;
        entries.retain(|entry| caution::tells(&entry.draft));
        entries.truncate(PAST);
        Ok(entries)
    }

    pub(super) fn view(&self, tx: &Tx<'_>, request: Request, staff: &[Staff]) -> Result<RequestView, Error> {
        let lapsed = request.standing(self.policy).is_lapsed(self.now);
        let name = staff
            .iter()
            .find(|member| member.id == request.made_by)
            .map(|member| member.name.to_string());
        Ok(RequestView {
            caution: tx.caution(&request.contract)?,
            shown: serde_json::from_str(&request.shown).map_err(crate::store::Error::from)?,
            lapsed,
            last_day: request.standing(self.policy).last_day,
            under_caution: request.is_cautioned,
            made_by_name: name.unwrap_or_default(),
            id: request.id,
            made_by: request.made_by,
            made_at: request.made_at,
            status: request.status,
            decided_by: request.decided_by,
            reason: request.reason,
            receipt: request.receipt,
        })
    }
}
