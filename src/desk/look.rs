//! The queries: what the screens and the command line show. No key is in scope here, and nothing is written.

mod drafts;
mod trail;

use chrono::TimeDelta;
use serde::Serialize;

use super::command::Command;
use super::plan::{self, Shown};
use super::{Error, Session, caution};
use crate::domain::approval::Status;
use crate::domain::authority::{self, Verdict};
use crate::domain::calendar::{self, Instant};
use crate::domain::case::Case;
use crate::domain::caution::Caution;
use crate::domain::draft::Unfinished;
use crate::domain::gate;
use crate::domain::identity::{Action, Check};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Member, Staff};
use crate::domain::state::{self, OtpState};
use crate::domain::token::Token;
use crate::domain::user::User;
use crate::domain::values::{ContractNumber, RequestId, Serial, StaffId};
use crate::store::{Entry, Filter, Found, NoticeRow, Request, StockRow, Store, Tx, Written};

pub use drafts::DraftRow;
pub use trail::{EntryView, TrailPage};

/// How many rows of history a contract's screen shows.
const HISTORY: u64 = 50;
/// How many rows of the past TSNN002 shows, out of how many entries.
const PAST: usize = 12;
const PAST_OF: u64 = 300;
/// How many rows the supervisor's list shows.
const QUEUE: u64 = 200;

/// The queries for one session at one moment.
#[derive(Debug)]
pub struct Look<'a> {
    pub(super) store: &'a Store,
    policy: &'a Policy,
    now: Instant,
    who: &'a Session,
}

/// A contract as TKSK002 shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// The moment of all of it.
    pub at: Instant,
    /// The contract with users and tokens.
    #[serde(flatten)]
    pub case: Case,
    /// The users with the columns of BRSK027.
    pub rows: Vec<UserRow>,
    /// For each action, who could do it themselves.
    pub verdicts: Vec<(Action, Verdict)>,
    /// The newest entries of the trail about it.
    pub history: Vec<Entry>,
    /// The newest identity check that this member of the staff made for it, if it has not lapsed and served nothing.
    pub check: Option<Check>,
    /// The caution that stands on it (R10.5).
    pub caution: Option<Caution>,
    /// Failed checks of the day, whoever made them (R10.5).
    pub failed_today: u32,
    /// Requests that wait for approval today, and what is to be looked over; oldest first.
    pub open: Vec<OpenRequest>,
    /// What this member of the staff left half-way today, the oldest first.
    #[serde(skip)]
    pub drafts: Vec<Unfinished>,
}

/// A request about a contract that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenRequest {
    /// What it asks for.
    pub action: Action,
    /// Where it stands.
    pub status: Status,
    /// Who made it.
    pub made_by: StaffId,
    /// When.
    pub made_at: Instant,
}

impl Sheet {
    /// The first moment after which this is no longer so though nothing was done: a closed period ends, a token
    /// expires, the identity check lapses, or the token use of the contract starts. `None` if there is none to come.
    pub fn holds_until(&self, policy: &Policy) -> Option<Instant> {
        let opens = self.case.users.iter().filter_map(|user| user.reopens_at);
        let expires = self.case.tokens.iter().filter_map(|token| token.expires);
        let lapses = self.check.iter().map(|check| check.lapses(policy));
        let midnight = calendar::start_of(calendar::day_of(self.at)) + TimeDelta::days(1);
        let ends = self
            .open
            .iter()
            .map(|_| midnight)
            .chain(self.refused_today().then_some(midnight))
            .chain(self.drafts.iter().map(|_| midnight));
        let moments = opens.chain(expires).chain(lapses).chain(ends);
        let moments = moments.chain([calendar::start_of(self.case.contract.start)]);
        moments.filter(|moment| *moment > self.at).min()
    }

    fn refused_today(&self) -> bool {
        let mut today = self.history.iter();
        let today = today
            .by_ref()
            .take_while(|entry| calendar::day_of(entry.draft.at) == calendar::day_of(self.at));
        today.into_iter().any(|entry| entry.draft.result == Written::Refused)
    }
}

/// A user with what BRSK027 shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UserRow {
    /// The user.
    pub user: User,
    /// Serial of the token, if registered.
    pub serial: Option<Serial>,
    /// State (R13).
    pub state: OtpState,
    /// When the token expires.
    pub expires: Option<Instant>,
}

/// What the day holds (TTOP001).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Today {
    /// Requests that wait for approval.
    pub waiting: u64,
    /// Revocations to be looked over.
    pub to_look_over: u64,
    /// Suspended tokens.
    pub suspended: u64,
    /// Users in their closed period.
    pub closed: u64,
    /// Tokens that expire soon.
    pub expiring: u64,
    /// What one left half-way oneself.
    pub drafts: u64,
    /// Contracts in the store.
    pub contracts: u64,
    /// The first moment at which a figure changes by itself: a closed period ends, a token expires or is about to,
    /// or the day is over.
    pub until: Instant,
}

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
    /// Lapsed at the end of its business day (R11.3).
    pub lapsed: bool,
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

impl RequestView {
    /// The moment at which it lapses by itself, if it still waits (R11.3).
    pub fn holds_until(&self) -> Option<Instant> {
        let waits = self.status == Status::Waiting && !self.lapsed;
        waits.then(|| calendar::start_of(calendar::day_of(self.made_at)) + TimeDelta::days(1))
    }
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

    /// A contract (TKSK002).
    pub fn sheet(&self, number: &ContractNumber) -> Result<Sheet, Error> {
        self.must(Duty::SeeCustomers)?;
        self.store.read(|tx| -> Result<_, Error> {
            let case = plan::load(tx, number)?;
            let history = tx.entries(&Filter {
                contract: Some(number.clone()),
                limit: HISTORY,
            })?;
            let check = tx.newest_check(number, &self.who.staff().id)?;
            let check = check.filter(|check| check.used_by.is_none() && self.now < check.lapses(self.policy));
            let rows = case.users.iter().map(|user| self.row(user, &case)).collect();
            let verdicts = Action::ALL
                .map(|action| (action, authority::verdict(action, &case, self.now)))
                .to_vec();
            let caution = tx.caution(number)?;
            let failed_today = tx.tally(number, calendar::day_of(self.now))?.failed;
            let today = calendar::start_of(calendar::day_of(self.now));
            let open = tx
                .open_requests_of(number, today)?
                .into_iter()
                .map(|request| OpenRequest {
                    action: request.action,
                    status: request.status,
                    made_by: request.made_by,
                    made_at: request.made_at,
                });
            Ok(Sheet {
                open: open.collect(),
                drafts: tx.drafts(&self.who.staff().id, number, today)?,
                caution,
                failed_today,
                at: self.now,
                rows,
                verdicts,
                case,
                history,
                check,
            })
        })
    }

    fn row(&self, user: &User, case: &Case) -> UserRow {
        let token: Option<&Token> = case.token_of(user);
        UserRow {
            user: user.clone(),
            serial: token.map(|token| token.serial.clone()),
            state: state::of(user, case, self.now),
            expires: token.and_then(|token| token.expires),
        }
    }

    /// What the day holds (TTOP001).
    pub fn today(&self) -> Result<Today, Error> {
        let until = self.now + TimeDelta::days(i64::from(self.policy.expiry_notice_days));
        let midnight = calendar::start_of(calendar::day_of(self.now)) + TimeDelta::days(1);
        Ok(self.store.read(|tx| -> crate::store::Result<_> {
            let (waiting, to_look_over) = tx.count_open_requests(calendar::start_of(calendar::day_of(self.now)))?;
            Ok(Today {
                waiting,
                to_look_over,
                suspended: tx.count_suspended()?,
                closed: tx.count_closed(self.now)?,
                expiring: tx.count_expiring(self.now, until)?,
                drafts: tx.count_drafts(&self.who.staff().id, calendar::start_of(calendar::day_of(self.now)))?,
                contracts: tx.count_contracts()?,
                until: tx
                    .next_turn(self.now, until)?
                    .map_or(midnight, |turn| turn.min(midnight)),
            })
        })?)
    }

    /// What an action would do, or the refusal it would meet; [`Desk::preview`](super::Desk::preview) keeps that in the trail too, so
    /// this one is for reading again what a preview has shown.
    pub fn preview(&self, command: &Command) -> Result<Shown, Error> {
        let (duty, about) = super::submit::about(command, self.policy);
        self.must(duty)?;
        self.store.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?;
            if let Some(contract) = &about.contract {
                caution::admit(tx, contract, &who)?;
            }
            Ok(plan::plan(tx, command, None, &who.id, self.now, self.policy)?.shown)
        })
    }

    /// Requests that wait or are to be looked over, oldest first (TSNN001).
    pub fn requests(&self) -> Result<Vec<RequestView>, Error> {
        self.must(Duty::SeeRequests)?;
        let today = calendar::start_of(calendar::day_of(self.now));
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let open = tx.open_requests(today, QUEUE)?;
            open.into_iter().map(|request| self.view(tx, request, &staff)).collect()
        })
    }

    /// One request (TSNN002).
    pub fn request(&self, id: RequestId) -> Result<RequestView, Error> {
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

    fn view(&self, tx: &Tx<'_>, request: Request, staff: &[Staff]) -> Result<RequestView, Error> {
        let lapsed = request.standing().is_lapsed(self.now);
        let name = staff
            .iter()
            .find(|member| member.id == request.made_by)
            .map(|member| member.name.to_string());
        Ok(RequestView {
            caution: tx.caution(&request.contract)?,
            shown: serde_json::from_str(&request.shown).map_err(crate::store::Error::from)?,
            lapsed,
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

    /// The last day of the grace period of a contract (R4.2).
    pub fn grace_until(&self, case: &Case) -> chrono::NaiveDate {
        let ends = gate::grace_ends(&case.contract, self.policy);
        ends.pred_opt().unwrap_or(ends)
    }

    /// Refuses who may not see this. The staff member is read again: role or lock may have changed since the login.
    pub(super) fn must(&self, duty: Duty) -> Result<(), Error> {
        let staff = self
            .store
            .read(|tx| -> crate::store::Result<_> { tx.staff(&self.who.staff().id) })?;
        Ok(staff.ok_or(Refusal::StaffLocked)?.must(duty)?)
    }
}
