//! 日報 (R18): what a branch did on a day or in a month, read from the trail, and what stands at its end.

mod counting;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;

use self::counting::Counting;
use super::attempt::{About, Settled};
use super::{Desk, Error, Look, Session};
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, may};
use crate::domain::values::{BranchCode, Name, StaffId};
use crate::store::{Kind, Mark};

/// Up to when a suspension was lifted is counted in these spans, in minutes; the last one has no end.
pub const UNLOCKED_WITHIN: [i64; 5] = [10, 30, 60, 240, 1440];
/// What is left of issued tokens is counted up to these years; the first figure is of those that have expired, the last one of
/// those that last longer.
pub const LEFT_YEARS: [u32; 5] = [1, 2, 3, 4, 5];

/// What a report is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// A branch: its staff as of the act, and customers whose contract is its.
    Branch(BranchCode),
    /// All branches.
    Everywhere,
    /// Who asks for it.
    Own,
}

/// The days of a report, Japan's, the first and the last among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Span {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }

    /// The month of a day, to its end.
    pub fn month(day: NaiveDate) -> Self {
        let from = day.with_day(1).unwrap_or(day);
        let next = from.checked_add_months(Months::new(1)).unwrap_or(from);
        let to = next.checked_sub_days(Days::new(1)).unwrap_or(from).max(from);
        Self { from, to }
    }

    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        self.from == self.to
    }
}

/// An action of one person, or of the customers, with how often it ended how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Acted {
    /// What, by the name that the trail has for it.
    pub action: String,
    /// Who of the staff; none: customers.
    pub staff: Option<String>,
    /// Carried out.
    pub done: u64,
    /// Waiting for approval.
    pub waiting: u64,
    /// Refused.
    pub refused: u64,
}

/// Revocations of one person (R7.6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Revoked {
    /// All of them.
    pub all: u64,
    /// Those for loss or theft.
    pub lost: u64,
}

/// 日報, or a month's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayReport {
    /// Which days.
    pub span: Span,
    /// Of what.
    pub scope: Scope,
    /// The branch, where it is of one.
    pub branch: Option<Branch>,
    /// When it was made.
    pub made_at: Instant,
    /// By whom.
    pub made_by: StaffId,
    /// Of a training store.
    pub training: bool,
    /// The trail before the report's own entry (R12.5).
    pub head: Mark,
    /// Every action by kind, staff and result.
    pub acts: Vec<Acted>,
    /// The names of the staff in it.
    pub names: BTreeMap<String, Name>,
    /// How many acts each day had.
    pub by_day: Vec<(NaiveDate, u64)>,
    /// What was done at once and is looked over (R11.1).
    pub looked_over: u64,
    /// What was done at once and is not looked over yet.
    pub to_look_over: u64,
    /// What was done at once and sent back (R7.7).
    pub returned: u64,
    /// Identity checks that failed (R10.5).
    pub failed_checks: u64,
    /// Requests in which a supervisor is asked although the customer could do it (R9.3).
    pub overrides: u64,
    /// Cautions that were raised (R10.5).
    pub cautions: u64,
    /// Acts marked 単独: one administrator did alone what needs two (R11.5).
    pub alone: u64,
    /// Revocations of each person (R7.6).
    pub revoked: BTreeMap<String, Revoked>,
    /// Tokens suspended by wrong codes (R9.1), by the hour of Japan's day.
    pub suspended_by_hour: [u64; 24],
    /// The same by weekday, Monday first.
    pub suspended_by_weekday: [u64; 7],
    /// Suspensions lifted, by how long that took: within each of [`UNLOCKED_WITHIN`], and longer.
    pub unlocked_within: [u64; 6],
    /// Tokens that expire, for each month from this one on, by its first day.
    pub expiring: Vec<(NaiveDate, u64)>,
    /// Issued tokens by what is left of them: expired, within each of [`LEFT_YEARS`], and longer.
    pub remaining: Vec<u64>,
    /// Notices that have not left (R14.1).
    pub notices: u64,
    /// Of these, those that failed or of which nobody knows (R14.2).
    pub notices_failed: u64,
}

impl Look<'_> {
    /// What a report of the day is made of (THYO001).
    ///
    /// # Errors
    /// E1203 for a role that may not read the trail, but of its own acts. E0108 when the days are none.
    pub fn day_report(&self, span: Span, scope: &Scope) -> Result<DayReport, Error> {
        match scope {
            Scope::Own => self.must(Duty::SeeRequests).or_else(|_| self.must(Duty::ReadTrail))?,
            Scope::Branch(_) | Scope::Everywhere => self.must(Duty::ReadTrail)?,
        }
        if span.from > span.to {
            return Err(Refusal::DateForm.into());
        }
        let now = self.now();
        let training = self.store.kind() == Kind::Training;
        self.store.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?;
            Counting::of(tx, span, scope, &who)?.report(tx, now, &who, training)
        })
    }

    /// What a member reads of a day where they name nothing: their branch, or their own acts.
    pub fn own_scope(&self) -> Scope {
        let staff = self.who.staff();
        if may(staff.role, Duty::ReadTrail) {
            Scope::Branch(staff.branch.code.clone())
        } else {
            Scope::Own
        }
    }
}

impl Desk {
    /// A report that leaves the console: it is made, and then an entry says which, with the head that it shows.
    ///
    /// # Errors
    /// Those of [`Look::day_report`].
    pub fn day_report(&mut self, session: &Session, span: Span, scope: &Scope) -> Result<DayReport, Error> {
        let made = self.ask(session, |look| look.day_report(span, scope))?;
        let of = match scope {
            Scope::Branch(code) => code.to_string(),
            Scope::Everywhere => "*".to_owned(),
            Scope::Own => session.staff().id.to_string(),
        };
        let days = if span.is_day() {
            span.from.to_string()
        } else {
            format!("{}/{}", span.from, span.to)
        };
        let about = About {
            action: "day_report",
            subject: format!("{of} {days}"),
            detail: format!("{}:{}", made.head.count, made.head.digits),
            ..About::default()
        };
        let duty = match scope {
            Scope::Own if !may(session.staff().role, Duty::ReadTrail) => Duty::SeeRequests,
            _ => Duty::ReadTrail,
        };
        self.attempt(session, duty, about, |_, _| Ok::<_, Error>(Settled::new(Ok(()))))?;
        Ok(made)
    }
}
