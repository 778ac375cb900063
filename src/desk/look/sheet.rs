//! A contract as the branch sees it (TKSK002).

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::Look;
use crate::desk::{Error, plan};
use crate::domain::approval::Status;
use crate::domain::authority::{self, Verdict};
use crate::domain::calendar::{self, Instant};
use crate::domain::case::Case;
use crate::domain::caution::Caution;
use crate::domain::draft::Unfinished;
use crate::domain::gate;
use crate::domain::identity::{Action, Check, Fact};
use crate::domain::note::Note;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::state::{self, OtpState};
use crate::domain::token::{Held, Token};
use crate::domain::user::{User, UserKind};
use crate::domain::values::{CheckId, ContractNumber, Kana, LoginId, Name, Serial, StaffId};
use crate::store::{Entry, Filter, Tx, Waits, Written};

/// In the place of what the caller is asked for.
const MASK: &str = "＊＊＊＊";
/// The same in kana.
const KANA_MASK: &str = "ーーーー";
/// How many rows of history a contract's screen shows.
const HISTORY: u64 = 50;

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
    /// The one of theirs that served a revocation and may serve the replacement after it (R10.1).
    #[serde(skip)]
    pub follow: Option<Check>,
    /// What this member of the staff asks the caller just now, so that no screen of theirs shows it (R10.6).
    #[serde(skip)]
    pub hidden: Vec<Fact>,
    /// The caution that stands on it (R10.5).
    pub caution: Option<Caution>,
    /// Failed checks of the day, whoever made them (R10.5).
    pub failed_today: u32,
    /// Checks of the day that were begun and not ended (R10.5).
    pub left_today: u32,
    /// Requests that wait for approval today, and what is to be looked over; oldest first.
    pub open: Vec<OpenRequest>,
    /// The notes on it, the newest first (R16.5).
    pub notes: Vec<Note>,
    /// Its users whose passwords somebody else gave, and who have not changed them (R17.1).
    pub given: Vec<LoginId>,
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

    /// What a screen shows of a fact: `instead` while the caller is asked for it (R10.6).
    pub fn told(&self, fact: Fact, value: String, instead: &str) -> String {
        if self.hidden.contains(&fact) {
            instead.to_owned()
        } else {
            value
        }
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
    /// Why the bank alone lifts its suspension, if it does (R9.6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// When the token expires.
    pub expires: Option<Instant>,
}

impl UserRow {
    /// The serial of the user's fob as a screen shows it: masked while the caller is asked for it (R10.6).
    pub fn shown_serial(&self) -> Option<&str> {
        let masked = self.state.has_token().then_some(MASK);
        self.serial.as_ref().map(Serial::as_str).or(masked)
    }
}

impl Look<'_> {
    /// A contract (TKSK002).
    pub fn sheet(&self, number: &ContractNumber) -> Result<Sheet, Error> {
        self.must(Duty::SeeCustomers)?;
        self.store.read(|tx| -> Result<_, Error> {
            let case = plan::load(tx, number)?;
            let mut history = tx.entries(&Filter {
                contract: Some(number.clone()),
                limit: HISTORY,
            })?;
            // Who looked at it is for auditors (R12.4), and would push out what was done.
            history.retain(|entry| entry.draft.action != "look");
            let check = tx.newest_check(number, &self.who.staff().id, self.who.key())?;
            let newest = check.filter(|check| self.now < check.lapses(self.policy));
            let check = newest.clone().filter(|check| check.used_by.is_none());
            let follow = newest.filter(|check| check.may_follow(Action::Replace));
            let hidden = self.hidden(tx, number)?;
            let rows = case.users.iter().map(|user| self.row(user, &case, &hidden)).collect();
            let verdicts = Action::ALL
                .map(|action| (action, authority::verdict(action, &case, self.now)))
                .to_vec();
            let caution = tx.caution(number)?;
            let tally = tx.tally(number, self.now, self.policy.failed_over)?;
            let today = calendar::start_of(calendar::day_of(self.now));
            let open = tx
                .open_requests_of(number, Waits::at(self.now, self.policy))?
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
                hidden,
                notes: tx.notes(number)?,
                given: tx.given_passwords(number)?,
                caution,
                failed_today: tally.failed,
                left_today: tally.unfinished,
                at: self.now,
                rows,
                verdicts,
                case,
                history,
                check,
                follow,
            })
        })
    }

    /// The contract that an identity check is about.
    pub fn case_of(&self, check: CheckId) -> Result<Case, Error> {
        self.must(Duty::SeeCustomers)?;
        self.store.read(|tx| -> Result<_, Error> {
            let check = tx.check(check)?.ok_or(Refusal::NoCheck)?;
            plan::load(tx, &check.contract)
        })
    }

    /// The facts of the open checks of a contract that this member made, where the console judges (R10.6).
    fn hidden(&self, tx: &Tx<'_>, number: &ContractNumber) -> Result<Vec<Fact>, Error> {
        if !self.policy.facts_typed {
            return Ok(Vec::new());
        }
        Ok(tx.asked_facts(number, &self.who.staff().id, self.now - self.policy.check_lapse)?)
    }

    /// The notes on a contract, the newest first, with its company (R16.5).
    pub fn notes(&self, number: &ContractNumber) -> Result<(Name, Vec<Note>), Error> {
        self.must(Duty::SeeCustomers)?;
        self.store.read(|tx| -> Result<_, Error> {
            let case = plan::load(tx, number)?;
            Ok((case.contract.company, tx.notes(number)?))
        })
    }

    fn row(&self, user: &User, case: &Case, hidden: &[Fact]) -> UserRow {
        let token: Option<&Token> = case.token_of(user);
        let mut user = user.clone();
        let masked = user.kind == UserKind::Master && hidden.contains(&Fact::MasterName);
        if let (true, Ok(name), Ok(kana)) = (masked, Name::parse(MASK), Kana::parse(KANA_MASK)) {
            (user.name, user.kana) = (name, kana);
        }
        let serial = token.filter(|_| !hidden.contains(&Fact::TokenSerial));
        UserRow {
            state: state::of(&user, case, self.now),
            user,
            serial: serial.map(|token| token.serial.clone()),
            held: token.and_then(|token| token.held),
            expires: token.and_then(|token| token.expires),
        }
    }

    /// The last day of the grace period of a contract (R4.2).
    pub fn grace_until(&self, case: &Case) -> NaiveDate {
        let ends = gate::grace_ends(&case.contract, self.policy);
        ends.pred_opt().unwrap_or(ends)
    }
}
