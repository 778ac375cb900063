//! What the day holds (TTOP001).

use chrono::TimeDelta;
use serde::Serialize;

use super::{Look, Low};
use crate::desk::Error;
use crate::domain::calendar::{self, Instant};
use crate::domain::staff::{Duty, may};
use crate::store::Waits;

/// How many other persons have to have logged in since, so that what is told on every menu was seen by two (R11.6).
const SEEN_BY: u64 = 2;
/// How much of what became of one's acts is counted.
const MOST_NEWS: u64 = 200;

/// What the day holds (TTOP001).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// What became of one's own requests and was not looked at (R11.7).
    pub news: u64,
    /// How the power of administrators stands, where it is to be told (R11.4, R11.5).
    pub power: Power,
    /// How many stops on a caller's word there were within the hour, when supervisors are to know (R7.6).
    pub stops: Option<u64>,
    /// That one's own branch is to order fobs, for who issues them or takes them in (R15.8).
    pub low: Option<Low>,
    /// Contracts in the store.
    pub contracts: u64,
    /// The first moment at which a figure changes by itself: a closed period ends, a token expires or is about to,
    /// or the day is over.
    pub until: Instant,
}

/// How the power of administrators stands (R11.4, R11.5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Power {
    /// There never was a second administrator: how many acts one did alone. Every menu says so.
    pub alone: Option<u64>,
    /// Who got a first password on the host, and when, until two others have seen it (R11.6).
    pub rescued: Option<(String, Instant)>,
    /// Who decides about others' requests and has no number as a person yet; for administrators.
    pub numberless: u64,
}

impl Look<'_> {
    /// What the day holds (TTOP001).
    pub fn today(&self) -> Result<Today, Error> {
        let until = self.now + TimeDelta::days(i64::from(self.policy.expiry_notice_days));
        let midnight = calendar::start_of(calendar::day_of(self.now)) + TimeDelta::days(1);
        let matters = self.matters().map_or(0, |matters| matters.len() as u64);
        let role = self.who.staff().role;
        let low = self.low_stock().ok().flatten();
        let matter_news = self.matter_news(MOST_NEWS).map_or(0, |news| news.len() as u64);
        Ok(self.store.read(|tx| -> crate::store::Result<_> {
            let (waiting, to_look_over) = if may(role, Duty::SeeCustomers) {
                tx.count_open_requests(Waits::at(self.now, self.policy))?
            } else {
                (0, 0)
            };
            let rescued = match tx.last_done("rescue")? {
                Some((seq, at)) => {
                    let staff = tx.subject_of(seq)?;
                    let seen = tx.count_others_since((seq, at), [self.who.staff().id.as_str(), &staff])?;
                    (seen < SEEN_BY).then_some((staff, at))
                }
                None => None,
            };
            let power = Power {
                rescued,
                alone: if tx.ever_two()? { None } else { Some(tx.count_alone()?) },
                numberless: if may(role, Duty::ManageStaff) {
                    tx.count_numberless()?
                } else {
                    0
                },
            };
            let hour = TimeDelta::hours(1);
            let (stops, first) = tx.stops_since(self.now - hour)?;
            let told = may(role, Duty::Approve) && stops >= u64::from(self.policy.stops_told);
            let fewer = first.filter(|_| told).map(|first| first + hour);
            let turn = tx.next_turn(self.now, until)?;
            Ok(Today {
                low,
                stops: told.then_some(stops),
                waiting: waiting + matters,
                power,
                to_look_over,
                suspended: tx.count_suspended()?,
                closed: tx.count_closed(self.now)?,
                expiring: tx.count_expiring(self.now, until)?,
                drafts: tx.count_drafts(&self.who.staff().id, calendar::start_of(calendar::day_of(self.now)))?,
                news: tx.count_news(&self.who.staff().id, Waits::at(self.now, self.policy))? + matter_news,
                contracts: tx.count_contracts()?,
                until: [turn, fewer].into_iter().flatten().fold(midnight, Instant::min),
            })
        })?)
    }
}
