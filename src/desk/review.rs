//! 監査 (TKNS005): what auditors look at on one screen — who opened which contract, who is which person, what two decided and one did
//! alone, stops on a caller's word, and who was not there for long (R12.4, R11.4, R11.5, R7.6).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};
use serde::Serialize;

use super::attempt::{About, Settled};
use super::countersign::shown_of;
use super::{Desk, Error, Look, Session};
use crate::domain::calendar::{self, Instant};
use crate::domain::countersign::Status;
use crate::domain::staff::{Duty, Member, Role};
use crate::domain::values::{Name, StaffId};
use crate::store::{Done, Written};

/// How many days it looks back, today among them.
const DAYS: u64 = 30;
/// How many rows of looks and of acts are shown at most.
const ROWS: usize = 300;

/// What auditors look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The first day.
    pub from: NaiveDate,
    /// When it was made.
    pub made_at: Instant,
    /// Who opened which contract for the first time on a day, and what was refused; the newest first.
    pub looks: Vec<LookRow>,
    /// How often each member did so.
    pub looked: BTreeMap<String, u64>,
    /// The staff, each with the person that they are.
    pub members: Vec<MemberRow>,
    /// What two persons decide about, and what one did alone (単独); the newest first.
    pub matters: Vec<MatterRow>,
    /// How many acts were ever done alone.
    pub alone: u64,
    /// Stops on a caller's word by each member: all, and the most within an hour.
    pub stops: BTreeMap<String, (u64, u64)>,
    /// Who is dormant: the ID, and when they last gave their password, for a login, a command or an approval at another's terminal.
    pub dormant: Vec<(StaffId, Name, Option<Instant>)>,
    /// After how many days.
    pub dormant_after: i64,
}

/// A look at a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LookRow {
    /// When.
    pub at: Instant,
    /// Who: a staff ID, or a customer's user.
    pub actor: String,
    /// At which contract, if it is known.
    pub contract: Option<String>,
    /// The number of the refusal.
    pub code: Option<String>,
}

/// A member and the person that they are (R11.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// The ID.
    pub id: StaffId,
    /// The name.
    pub name: Name,
    /// The role.
    pub role: Role,
    /// The number of the person; none while it is the ID.
    pub person: Option<String>,
    /// Other IDs of the same person.
    pub others: Vec<StaffId>,
    /// Locked.
    pub locked: bool,
}

/// An act without a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterRow {
    /// When it was asked for.
    pub at: Instant,
    /// What.
    pub action: String,
    /// About whom or what.
    pub subject: String,
    /// By whom.
    pub made_by: StaffId,
    /// Where it stands.
    pub status: Status,
    /// Who decided.
    pub decided_by: Option<StaffId>,
}

impl Look<'_> {
    /// What auditors look at (TKNS005).
    ///
    /// # Errors
    /// E1203 for a role that does not read the trail.
    pub fn review(&self) -> Result<Review, Error> {
        self.must(Duty::ReadTrail)?;
        let now = self.now();
        let today = calendar::day_of(now);
        let from = today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today);
        let since = calendar::start_of(from);
        let dormant_since = now - self.policy().dormant_after;
        self.store.read(|tx| -> Result<_, Error> {
            let (mut looks, mut looked, mut stops) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
            tx.each_done(from, today, &mut |done| match done.action.as_str() {
                "look" | "web_look" => {
                    *looked.entry(done.actor.clone()).or_default() += 1;
                    looks.push(looked_at(done));
                }
                "stop" if done.result == Written::Done => {
                    let of: &mut Vec<Instant> = stops.entry(done.actor).or_default();
                    of.push(done.at);
                }
                _ => {}
            })?;
            looks.reverse();
            looks.truncate(ROWS);
            let members = tx.members()?;
            let acts = tx.countersigns_since(since, ROWS as u64)?.into_iter().map(|act| {
                let shown = shown_of(&act)?;
                Ok(MatterRow {
                    at: act.made_at,
                    action: shown.action,
                    subject: shown.subject,
                    made_by: act.made_by,
                    status: act.status,
                    decided_by: act.decided_by,
                })
            });
            let is_dormant = |member: &&Member| {
                let last = member.last_used_at;
                !member.staff.locked && last.is_none_or(|last| last < dormant_since)
            };
            let dormant = members.iter().filter(is_dormant);
            let dormant = dormant.map(|member| {
                let staff = &member.staff;
                (staff.id.clone(), staff.name.clone(), member.last_used_at)
            });
            Ok(Review {
                from,
                made_at: now,
                looks,
                looked,
                dormant: dormant.collect(),
                members: members.iter().map(|member| person(member, &members)).collect(),
                matters: acts.collect::<Result<_, Error>>()?,
                alone: tx.count_alone()?,
                stops: stops.into_iter().map(|(who, at)| (who, counted(&at))).collect(),
                dormant_after: self.policy().dormant_after.num_days(),
            })
        })
    }
}

impl Desk {
    /// A review that leaves the console: an entry says that it did.
    ///
    /// # Errors
    /// Those of [`Look::review`].
    pub fn review(&mut self, session: &Session) -> Result<Review, Error> {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        let made = self.ask(session, |look| look.review())?;
        let about = About {
            action: "export_review",
            detail: made.from.to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::ReadTrail, about, |_, _| {
            Ok::<_, Error>(Settled::new(Ok(())))
        })?;
        Ok(made)
    }
}

fn looked_at(done: Done) -> LookRow {
    LookRow {
        at: done.at,
        actor: done.actor,
        contract: done.contract,
        code: done.code,
    }
}

fn person(member: &Member, all: &[Member]) -> MemberRow {
    let staff = &member.staff;
    let others = all.iter().map(|other| &other.staff);
    let others = others.filter(|other| other.id != staff.id && other.person() == staff.person());
    MemberRow {
        id: staff.id.clone(),
        name: staff.name.clone(),
        role: staff.role,
        person: staff.person.as_ref().map(ToString::to_string),
        others: others.map(|other| other.id.clone()).collect(),
        locked: staff.locked,
    }
}

/// How many moments there are, and the most of them within an hour.
fn counted(moments: &[Instant]) -> (u64, u64) {
    let within = |end: &Instant| {
        let since = *end - TimeDelta::hours(1);
        moments.iter().filter(|at| **at > since && *at <= end).count() as u64
    };
    (moments.len() as u64, moments.iter().map(within).max().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::counted;
    use crate::domain::case::samples::at;

    #[test]
    fn the_most_within_an_hour_is_counted_half_open_r2_3() {
        let moments = ["10:00:00", "10:30:00", "11:00:00", "11:29:59"].map(|time| at(&format!("2026-06-01T{time}")));
        assert_eq!(counted(&moments), (4, 3));
        assert_eq!(counted(&[]), (0, 0));
    }
}
