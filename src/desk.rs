//! The desk: everything the branch's staff can do, as [`Command`]s and queries, over one store.
//!
//! A use-case loads a [`Case`](crate::domain::Case), lets the domain decide, and writes the change and its entry in
//! one transaction (R12.1). The console, the command line and tests are doors to this desk.

mod accounts;
mod act;
mod approve;
mod attempt;
mod backup;
mod caution;
mod charges;
mod codes;
mod command;
mod countersign;
mod counting;
mod day;
mod drafts;
mod expiry;
mod handling;
mod identity;
mod import;
mod inspect;
mod keeping;
mod kept;
mod letters;
mod load;
mod login;
mod look;
mod looking;
mod note;
mod notices;
mod passwords;
mod plan;
mod policy;
mod receipts;
mod release;
mod results;
mod resync;
mod review;
mod rotation;
mod sending;
mod shown;
mod staff;
mod submit;
mod time;
mod traced;
mod trail;
mod upkeep;
mod waiting;
mod watch;
mod which;
mod why;

use self::approve::Decision;
use crate::clock::Clock;
use crate::domain::policy::Policy;
use crate::domain::values::HostAccount;
use crate::entropy::Entropy;
use crate::office::Office;
use crate::store::{KeyFile, Kind, Stamp, Store};

pub use crate::office::{AnchorStatus, Error, Strength};
pub use crate::store::{Entry, SeedPrint, Written};
pub use accounts::{BookEntry, NewAccount, NewBooks};
pub use act::{Act, Amend, Close, Issue, LiftPasswords, NewFob, Register, Replace, Resync, Revoke, Stop, Unlock};
pub use backup::{BackedUp, Replaced};
pub use command::{Command, Outcome, Question, Receipt};
pub use countersign::{Carried, FobName, MatterShown};
pub use counting::Counts;
pub use day::{Acted, DayReport, LEFT_YEARS, Revoked, Scope, Span, UNLOCKED_WITHIN};
pub use handling::Handle;
pub use import::{Imported, KeyAsked};
pub use keeping::{DayEnd, Keeping};
pub use kept::Kept;
pub use letters::{Compose, FirstLetter, LetterBox};
pub use load::{AtOnce, Coming, Listed, PAUSE, Pace};
pub use login::Session;
pub use look::{
    AskedFact, Colleague, Cover, DraftRow, EntryView, FobView, Look, Low, MatterView, News, OpenRequest, OwnRequest,
    Power, RecallBatch, RecallFob, RecallList, RequestView, Sheet, Today, TrailPage, UserRow, Whose,
};
pub use passwords::FirstPasswords;
pub use receipts::ReceiptView;
pub use release::Delivery;
pub use review::{LookRow, MatterRow, MemberRow, Review};
pub use rotation::Rotated;
pub use sending::Pile;
pub use shown::{Digest, IssueShown, PasswordsShown, Shown, StoppedFirst, TokenChange, UserChange};
pub use time::{ClockConfirmed, ClockStanding};
pub use traced::Traced;
pub use upkeep::{Fate, Judged, Meant};
pub use watch::Seen;

/// The branch's counter of an office.
#[derive(Debug)]
pub struct Desk {
    office: Office,
    /// What a lesson keeps beside a training desk.
    lesson: Option<Box<dyn std::any::Any + Send>>,
    /// Where first passwords go (R17.1).
    letters: letters::Post,
    /// Nobody logs in unrecorded, to look only.
    only_recorded: bool,
}

impl Desk {
    /// A desk over an open store. `terminal` is where the person sits, as the trail names it (R12.1).
    ///
    /// # Errors
    /// E1205 for a live store with any clock but the host's (R2.4); E13xx when the stored policy does not read.
    pub fn new(
        opened: (Store, KeyFile),
        clock: Clock,
        entropy: Box<dyn Entropy>,
        terminal: impl Into<String>,
    ) -> Result<Self, Error> {
        Office::new(opened, clock, entropy, terminal).map(|office| Self {
            office,
            lesson: None,
            letters: letters::Post::default(),
            only_recorded: false,
        })
    }

    /// The same desk, started from that account of the host: who is bound to it may log in here.
    #[must_use]
    pub fn started_from(mut self, account: Option<HostAccount>) -> Self {
        self.office.set_account(account);
        self
    }

    /// The same desk, for a program that can't keep what it owes until there is room: it is over before, or it was given no room by
    /// who started it. Nobody logs in there to look only: guesses and looks would leave nothing (R11.6, R12.4).
    #[must_use]
    pub fn only_recorded(mut self) -> Self {
        self.only_recorded = true;
        self
    }

    /// The same desk, started over SSH: whom the policy keeps out there is not let in.
    #[must_use]
    pub fn started_over_ssh(mut self, is: bool) -> Self {
        if is {
            self.office.set_over_ssh();
        }
        self
    }

    /// The office behind it, for the customer's counter of the same program.
    pub fn office(&mut self) -> &mut Office {
        &mut self.office
    }

    /// Live or training.
    pub fn kind(&self) -> Kind {
        self.office.kind()
    }

    /// The desk's clock.
    pub fn clock(&self) -> &Clock {
        self.office.clock()
    }

    /// The policy in force when it was last looked at.
    pub fn policy(&self) -> &Policy {
        self.office.policy()
    }

    /// How many rows were sealed for the first time when the store was opened, as they were found (R12.6).
    pub fn first_sealed(&self) -> Option<u64> {
        self.office.first_sealed()
    }

    /// The mark of what the store holds: another one than before says that something may look otherwise now.
    pub fn stamp(&self) -> Result<Stamp, Error> {
        self.office.stamp()
    }

    /// Begins to read the names of customers into memory, so that a search answers as one types.
    pub fn begin_to_know(&self) {
        self.office.store().begin_to_know();
    }

    /// The queries, for someone who is logged in. No key is in their scope.
    pub fn look<'a>(&'a self, session: &'a Session) -> Look<'a> {
        let office = &self.office;
        Look::new(office, session)
    }

    /// Carries a command out, or refuses it; either way it is in the trail. Here, and nowhere else, a command becomes what it is:
    /// a step of an identity check, a matter of cautions, a use of a code, an action on a contract or a decision about a request.
    ///
    /// # Errors
    /// The refusal, or the store's error.
    pub fn execute(&mut self, session: &Session, command: impl Into<Command>) -> Result<Outcome, Error> {
        match command.into() {
            Command::BeginCheck {
                contract,
                channel,
                person,
            } => self.begin_check(session, contract, channel, person),
            Command::FinishCheck {
                check,
                methods,
                confirmed,
                why,
            } => self.finish_check(session, check, methods, (confirmed, why)),
            Command::AnswerFact { check, fact, answer } => self.answer_fact(session, check, fact, &answer),
            Command::RecordCall { check, who } => self.record_call(session, check, who),
            Command::Note { contract, text } => self.add_note(session, contract, &text),
            Command::StrikeNote { contract, note } => self.strike_note(session, contract, note),
            Command::LiftCaution { contract, reason } => self.lift_caution(session, contract, &reason),
            Command::CheckCode {
                contract,
                serial,
                code,
                user,
            } => self.check_code(session, &contract, &serial, &code, user.as_ref()),
            Command::ExplainCode { contract, serial, code } => self.explain_code(session, &contract, &serial, &code),
            Command::WhichFob { first, second } => self.which_fob(session, &first, &second),
            Command::CheckClock {
                contract,
                serial,
                first,
                second,
                check,
            } => self.check_clock(session, &contract, &serial, (&first, &second), check),
            Command::Unlock(unlock) => self.submit(session, &Act::Unlock(unlock), None),
            Command::Revoke(revoke) => self.submit(session, &Act::Revoke(revoke), None),
            Command::Register(register) => self.submit(session, &Act::Register(register), None),
            Command::Resync(resync) => self.submit(session, &Act::Resync(resync), None),
            Command::Amend(amend) => self.submit(session, &Act::Amend(amend), None),
            Command::OpenContract(opening) => self.open_contract(session, *opening),
            Command::Close(close) => self.submit(session, &Act::Close(close), None),
            Command::Stop(stop) => self.submit(session, &Act::Stop(stop), None),
            Command::Inspect {
                contract,
                serial,
                maker,
                code,
                next,
            } => self.inspect(session, &contract, (&serial, maker.as_ref()), (&code, next.as_ref())),
            Command::Issue(issue) => self.submit(session, &Act::Issue(issue), None),
            Command::Replace(replace) => self.submit(session, &Act::Replace(replace), None),
            Command::LiftPasswords(lift) => self.submit(session, &Act::LiftPasswords(lift), None),
            Command::Handle(handle) => self.handle(session, handle),
            Command::Deliver { fob, step } => self.deliver(session, &fob, &step),
            Command::WaiveFee { fob, reason } => self.waive_fee(session, fob, reason),
            Command::Count { serials, began } => self.count(session, serials, began),
            Command::ExplainCount { serial, why } => self.explain_count(session, serial, why),
            Command::Approve { request } => self.decide(session, request, &Decision::Approve, false),
            Command::Return { request, reason } => self.decide(session, request, &Decision::Return(reason), false),
            Command::Withdraw { request } => self.decide(session, request, &Decision::Withdraw, false),
            Command::SeeResults { requests } => self.see_results(session, &requests),
            Command::TakeOver { staff } => self.take_over(session, &staff),
            Command::LookOver { request } => self.decide(session, request, &Decision::LookOver, false),
        }
    }

    /// [`Desk::execute`] of an action whose effect was shown before: refused with E1102 when it would no longer be
    /// what was shown (R11.3).
    ///
    /// # Errors
    /// As [`Desk::execute`].
    pub fn execute_as_seen(&mut self, session: &Session, act: &Act, seen: Digest) -> Result<Outcome, Error> {
        self.submit(session, act, Some(seen))
    }
}
