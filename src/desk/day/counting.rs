//! A report in the making: one pass over the entries of its days, and beside it what only requests say.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Timelike};
use serde_json::Value;

use super::{Acted, DayReport, LEFT_YEARS, Scope, Span, UNLOCKED_WITHIN};
use crate::desk::{Error, caution, countersign};
use crate::domain::approval::Status;
use crate::domain::calendar::{self, Instant};
use crate::domain::identity::Action;
use crate::domain::notice::Stage;
use crate::domain::staff::Staff;
use crate::domain::values::{BranchCode, RequestId, StaffId};
use crate::store::{Done, Place, Sought, Tx, Which, Written};

/// Months of which it is counted how many tokens expire in them.
const MONTHS: u32 = 24;
/// Later than any token.
const NEVER: u32 = 1_000;
/// Moves of staff that are looked at, to know who worked where.
const MOVES: u64 = 10_000;
/// Notices that are looked at, to know how many of them failed.
const NOTICES: u64 = 5_000;

/// A report in the making.
pub(super) struct Counting {
    span: Span,
    scope: Scope,
    me: StaffId,
    staff: HashMap<String, Staff>,
    /// Of those who moved: when, and from which branch, the newest first.
    moves: HashMap<String, Vec<(Instant, String)>>,
    acts: BTreeMap<(String, Option<String>), [u64; 3]>,
    by_day: BTreeMap<NaiveDate, u64>,
    /// What has to be looked up: acts done at once, requests for an unlock, approvals.
    asked: Vec<Done>,
    failed_checks: u64,
    cautions: u64,
    alone: u64,
    suspended: Vec<Instant>,
    unlocked: Vec<(String, Instant)>,
}

impl Counting {
    /// Counts every entry of the days that is of the scope.
    pub(super) fn of(tx: &Tx<'_>, span: Span, scope: &Scope, who: &Staff) -> Result<Self, Error> {
        let mut counting = Self {
            span,
            scope: scope.clone(),
            me: who.id.clone(),
            staff: tx
                .all_staff()?
                .into_iter()
                .map(|member| (member.id.to_string(), member))
                .collect(),
            moves: moves(tx, span.from)?,
            acts: BTreeMap::new(),
            by_day: span
                .from
                .iter_days()
                .take_while(|day| *day <= span.to)
                .map(|day| (day, 0))
                .collect(),
            asked: Vec::new(),
            failed_checks: 0,
            cautions: 0,
            alone: 0,
            suspended: Vec::new(),
            unlocked: Vec::new(),
        };
        // The branch of each contract is asked for once.
        let mut branches: HashMap<String, Option<BranchCode>> = HashMap::new();
        let mut failed = None;
        tx.each_done(span.from, span.to, &mut |done| {
            let contract = done
                .contract
                .clone()
                .or_else(|| Some(done.actor.split_once('/')?.0.to_owned()));
            let mut branch = || -> Option<BranchCode> {
                let contract = contract.as_ref()?;
                let known = branches
                    .entry(contract.clone())
                    .or_insert_with(|| match tx.branch_of(contract) {
                        Ok(branch) => branch.map(|branch| branch.code),
                        Err(error) => {
                            failed.get_or_insert(error);
                            None
                        }
                    });
                known.clone()
            };
            if counting.is_of(&done, &mut branch) {
                counting.take(done, contract);
            }
        })?;
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(counting),
        }
    }

    /// Whether an entry is of the scope (R18.1).
    fn is_of(&self, done: &Done, branch_of_contract: &mut dyn FnMut() -> Option<BranchCode>) -> bool {
        match &self.scope {
            Scope::Everywhere => true,
            Scope::Own => done.actor == self.me.as_str(),
            Scope::Branch(code) if done.actor.contains('/') => branch_of_contract().as_ref() == Some(code),
            Scope::Branch(code) => self.worked_at(&done.actor, done.at).as_deref() == Some(code.as_str()),
        }
    }

    /// The branch in which a member worked at that moment: that of today, unless they moved since.
    fn worked_at(&self, staff: &str, at: Instant) -> Option<String> {
        let today = || self.staff.get(staff).map(|member| member.branch.code.to_string());
        let moves = self.moves.get(staff).map(Vec::as_slice).unwrap_or_default();
        let next = moves.iter().take_while(|(moved, _)| *moved > at).last();
        next.map(|(_, from)| from.clone()).or_else(today)
    }

    fn take(&mut self, done: Done, contract: Option<String>) {
        let is_customer = done.actor.contains('/');
        let staff = (!is_customer).then(|| done.actor.clone());
        let counts = self.acts.entry((done.action.clone(), staff)).or_default();
        counts[match done.result {
            Written::Done => 0,
            Written::Waiting => 1,
            Written::Refused => 2,
        }] += 1;
        *self.by_day.entry(calendar::day_of(done.at)).or_default() += 1;
        if done.action == "finish_check" && done.result == Written::Done && done.detail.starts_with(caution::FAILED) {
            self.failed_checks += 1;
        }
        if done.detail.ends_with(caution::RAISED) {
            self.cautions += 1;
        }
        if done
            .detail
            .strip_prefix(countersign::ALONE)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(';'))
        {
            self.alone += 1;
        }
        if done.code.as_deref() == Some("E0603") {
            self.suspended.push(done.at);
        }
        if is_customer && done.action == "unlock" && done.result == Written::Done {
            self.unlocked.extend(contract.map(|contract| (contract, done.at)));
        } else if done.request.is_some() && done.result != Written::Refused {
            self.asked.push(done);
        }
    }

    pub(super) fn report(mut self, tx: &Tx<'_>, now: Instant, who: &Staff, training: bool) -> Result<DayReport, Error> {
        let branch = match &self.scope {
            Scope::Branch(code) if *code == who.branch.code => Some(who.branch.clone()),
            Scope::Branch(code) => tx.branches()?.into_iter().find(|branch| branch.code == *code),
            Scope::Everywhere | Scope::Own => None,
        };
        let names = self.acts.keys().filter_map(|(_, staff)| staff.as_ref());
        let names = names.filter_map(|id| Some((id.clone(), self.staff.get(id)?.name.clone())));
        let names = names.collect();
        let open = tx.notices(Which::Open, NOTICES)?;
        let failed = open
            .iter()
            .filter(|row| row.failed.is_some() || row.stage.at(row.since, now) == Stage::Unsure);
        let mut report = DayReport {
            span: self.span,
            scope: self.scope.clone(),
            branch,
            made_at: now,
            made_by: who.id.clone(),
            training,
            head: tx.head_in_short(now)?,
            acts: Vec::new(),
            names,
            by_day: std::mem::take(&mut self.by_day).into_iter().collect(),
            looked_over: 0,
            to_look_over: 0,
            returned: 0,
            failed_checks: self.failed_checks,
            overrides: 0,
            cautions: self.cautions,
            alone: self.alone,
            revoked: BTreeMap::new(),
            suspended_by_hour: [0; 24],
            suspended_by_weekday: [0; 7],
            unlocked_within: [0; 6],
            expiring: expiring(tx, now)?,
            remaining: remaining(tx, now)?,
            notices: tx.count_waiting_notices()?,
            notices_failed: failed.count() as u64,
        };
        for ((action, staff), [done, waiting, refused]) in std::mem::take(&mut self.acts) {
            report.acts.push(Acted {
                action,
                staff,
                done,
                waiting,
                refused,
            });
        }
        for done in std::mem::take(&mut self.asked) {
            self.look_up(tx, &done, &mut report)?;
        }
        for at in &self.suspended {
            let local = calendar::in_japan(*at);
            count(&mut report.suspended_by_hour, local.hour() as usize);
            count(
                &mut report.suspended_by_weekday,
                local.weekday().num_days_from_monday() as usize,
            );
        }
        for (contract, at) in &self.unlocked {
            if let Some(since) = tx.suspended_before(contract, *at)? {
                let took = *at - since;
                let within = |minutes: &i64| took <= TimeDelta::minutes(*minutes);
                let place = UNLOCKED_WITHIN.iter().position(within).unwrap_or(UNLOCKED_WITHIN.len());
                count(&mut report.unlocked_within, place);
            }
        }
        Ok(report)
    }

    /// What only the request of an entry says.
    fn look_up(&mut self, tx: &Tx<'_>, done: &Done, report: &mut DayReport) -> Result<(), Error> {
        let id = done.request.as_deref().map(RequestId::parse).transpose()?;
        let Some(request) = id.map(|id| tx.request(id)).transpose()?.flatten() else {
            return Ok(());
        };
        let said: Value = serde_json::from_str(&request.command)?;
        let of = |name: &str| {
            said.as_object()
                .and_then(|act| act.values().next())
                .map(|act| act[name].clone())
        };
        let is_its_own = done.action == request.action.as_str();
        if is_its_own && of("override_reason").is_some_and(|reason| !reason.is_null()) {
            report.overrides += 1;
        }
        if is_its_own && done.result == Written::Done {
            match request.status {
                Status::ToLookOver => report.to_look_over += 1,
                Status::Done => report.looked_over += 1,
                Status::Returned => report.returned += 1,
                Status::Waiting | Status::Withdrawn => {}
            }
            if request.action == Action::Revoke {
                let mine = report.revoked.entry(done.actor.clone()).or_default();
                mine.all += 1;
                let reason = of("reason");
                mine.lost += u64::from(reason.is_some_and(|reason| reason == "loss" || reason == "theft"));
            }
        }
        if done.action == "approve" && done.result == Written::Done && request.action == Action::Unlock {
            self.unlocked.push((request.contract.to_string(), done.at));
        }
        Ok(())
    }
}

fn count(of: &mut [u64], place: usize) {
    if let Some(count) = of.get_mut(place) {
        *count += 1;
    }
}

/// Who moved from which branch since that day, the newest first.
fn moves(tx: &Tx<'_>, from: NaiveDate) -> Result<HashMap<String, Vec<(Instant, String)>>, Error> {
    let sought = Sought {
        from: Some(from),
        actions: vec!["amend_staff".to_owned()],
        result: Some(Written::Done),
        ..Sought::default()
    };
    let mut moves: HashMap<_, Vec<_>> = HashMap::new();
    for entry in tx.trail_page(&sought, Place::Newest, MOVES)?.entries {
        // `branch: 011 NAME > 012 NAME`, the last of what was changed.
        let Some((_, changed)) = entry.draft.detail.rsplit_once("branch: ") else {
            continue;
        };
        let old: String = changed.chars().take_while(char::is_ascii_digit).collect();
        moves
            .entry(entry.draft.subject)
            .or_default()
            .push((entry.draft.at, old));
    }
    Ok(moves)
}

/// How many tokens expire in each month, this one being the first.
fn expiring(tx: &Tx<'_>, now: Instant) -> Result<Vec<(NaiveDate, u64)>, Error> {
    let first = Span::month(calendar::day_of(now)).from;
    let months = (0..=MONTHS).filter_map(|month| first.checked_add_months(Months::new(month)));
    let months: Vec<_> = months.collect();
    // A token of the last moment of a month is one of that month.
    let ends: Vec<_> = months
        .iter()
        .skip(1)
        .map(|month| calendar::start_of(*month) - TimeDelta::milliseconds(1))
        .collect();
    let counts = tx.expiring_by(now, &ends)?;
    Ok(months.into_iter().zip(counts).collect())
}

/// How many issued tokens have how much left.
fn remaining(tx: &Tx<'_>, now: Instant) -> Result<Vec<u64>, Error> {
    let years = LEFT_YEARS.iter().chain([&NEVER]);
    let ends = years.filter_map(|years| now.checked_add_months(Months::new(years * 12)));
    let ends: Vec<_> = std::iter::once(now).chain(ends).collect();
    Ok(tx.expiring_by(Instant::UNIX_EPOCH, &ends)?)
}
