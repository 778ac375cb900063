//! 時計の確認 (R2.5): whether the clock is doubted, and two people who say that it is right.

use serde::Serialize;

use super::attempt::{About, Settled};
use super::countersign::ALONE;
use super::{Desk, Error, Look, Session};
use crate::domain::calendar::{self, Instant};
use crate::domain::countersign;
use crate::domain::doubt::{self, Doubt};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::{CONFIRM_CLOCK, Kind, Store};

/// How the clock stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClockStanding {
    /// The time by the host's clock.
    pub now: Instant,
    /// The newest moment that was not doubted, or the one that was confirmed last.
    pub mark: Option<Instant>,
    /// Why everything stands still, by the number of the message; nothing where it does not.
    pub doubted: Option<&'static str>,
    /// Whether another person is needed beside the administrator.
    pub needs_second: bool,
    /// A training store, whose clock anybody moves.
    pub is_training: bool,
}

/// What was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClockConfirmed {
    /// The time that is the mark now.
    pub at: Instant,
    /// Who said so beside the administrator; nobody where there never was a second administrator.
    pub second: Option<String>,
    /// How many closed periods, pauses, waits and checks that began later were reckoned anew.
    pub reckoned: u64,
}

/// Why the clock is doubted by which a store is looked at; that of a training store never is.
pub(super) fn doubted(store: &Store, now: Instant, policy: &Policy) -> Result<Option<Doubt>, Error> {
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method is of one lifetime, a reading of any"
    )]
    let mark = store.read(|tx| tx.clock_mark())?;
    Ok(doubt::doubt(mark, now, policy).filter(|_| store.kind() == Kind::Live))
}

impl Look<'_> {
    /// How the clock stands (TKNR004).
    ///
    /// # Errors
    /// E1203 for a role that doesn't confirm it.
    pub fn clock_standing(&self) -> Result<ClockStanding, Error> {
        self.must(Duty::KeepStore)?;
        let is_training = self.store.kind() == Kind::Training;
        let (mark, ever_two) = self
            .store
            .read(|tx| -> crate::store::Result<_> { Ok((tx.clock_mark()?, tx.ever_two()?)) })?;
        let doubt = doubted(self.store, self.now(), self.policy())?;
        Ok(ClockStanding {
            now: self.now(),
            mark,
            doubted: doubt.map(|doubt| doubt.refusal().code()),
            needs_second: ever_two,
            is_training,
        })
    }
}

impl Desk {
    /// Why the clock of a live store is doubted, if it is.
    pub(super) fn doubted(&self) -> Result<Option<Doubt>, Error> {
        doubted(self.office.store(), self.clock().now(), self.policy())
    }

    /// Says that `shown` is the time: an administrator and one more person, each of whom gave their password just now, or the
    /// administrator alone where there never was a second one, marked 単独 (R2.5). What began while the clock was wrong is reckoned
    /// anew, and it is the mark from then on.
    ///
    /// # Errors
    /// E1221 nothing is doubted, E1222 a second person is needed, E1223 it is no longer that time, E1224 the second is the first, by
    /// whatever ID, E1210 the second has no password of their own yet.
    pub fn confirm_clock(
        &mut self,
        session: &Session,
        second: Option<&Session>,
        shown: Instant,
    ) -> Result<ClockConfirmed, Error> {
        let second = second.map(|second| second.staff().id.clone());
        let about = About {
            action: CONFIRM_CLOCK,
            subject: second.as_ref().map_or_else(String::new, ToString::to_string),
            ..About::default()
        };
        let is_live = self.kind() == Kind::Live;
        self.attempt(session, Duty::KeepStore, about, |tx, ground| {
            let (now, policy) = (ground.now, ground.policy);
            let mark = tx.clock_mark()?;
            let doubt = doubt::doubt(mark, now, policy).filter(|_| is_live);
            let doubt = doubt.ok_or(Refusal::ClockTrusted)?;
            if (now - shown).abs() > policy.clock_tolerance {
                return Err(Refusal::ClockMoved.into());
            }
            match &second {
                Some(id) => {
                    let second = tx.staff(id)?.filter(|second| !second.locked);
                    let second = second.ok_or(Refusal::StaffLocked)?;
                    if countersign::another_person(&second, ground.who).is_err() {
                        let staff = id.to_string();
                        return Err(Refusal::SecondIsFirst { staff }.into());
                    }
                    // A password that an administrator gave is known to the administrator too.
                    second.has_own_password()?;
                }
                None if tx.ever_two()? => return Err(Refusal::SecondNeeded.into()),
                None => {}
            }
            tx.confirm_clock(now, &ground.who.id, second.as_ref())?;
            let reckoned = tx.reckon_anew(now, calendar::reopens(now, policy), now + policy.login_pause)?;
            let from = mark.map_or_else(String::new, |mark| mark.to_rfc3339());
            let by = match doubt {
                Doubt::Behind { minutes } => format!("-{minutes} min"),
                Doubt::Ahead { days } => format!("+{days} days"),
            };
            let told = format!("{from} {by} reckoned={reckoned}");
            Ok(Settled {
                detail: Some(match &second {
                    Some(_) => told,
                    None => format!("{ALONE}; {told}"),
                }),
                ..Settled::new(Ok(ClockConfirmed {
                    at: now,
                    second: second.as_ref().map(ToString::to_string),
                    reckoned,
                }))
            })
        })
    }
}

#[cfg(test)]
mod tests;
