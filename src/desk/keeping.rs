//! Keeping the store: the day's end (R12.8), and what is written down about a store that is older than it was (R12.5).

use chrono::NaiveDate;
use serde::Serialize;

use super::attempt::{About, Settled};
use super::countersign::{AcceptRollback, Carried, Matter};
use super::{Desk, Error, Look, Session};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::Reason;
use crate::office::AnchorStatus;
use crate::store::{Anchored, Checkpoint, Expiring, Kind, Mark, Spool, Waits};

const DAY_END: &str = "day_end";
const BACKUP: &str = "backup";

/// What came of a day's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayEnd {
    /// The branch's code.
    pub branch: String,
    /// The day, Japan's.
    pub day: NaiveDate,
    /// It was run for this branch and day before: nothing was done again.
    pub already: bool,
    /// The checkpoint that was put into the spool.
    pub checkpoint: Option<Mark>,
    /// Requests that still wait; they lapse by themselves (R11.3).
    pub waiting: u64,
    /// What was done at once and is still to be looked over (R11.1).
    pub to_look_over: u64,
    /// How many notices wait (R14.1).
    pub notices: u64,
    /// Tokens of whose expiry the customers were told now (R14.3), the soonest first.
    pub expiring: Vec<Expiring>,
}

/// When the store was last looked after, as the menu shows it; nothing of a training store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Keeping {
    /// Why the clock is doubted, so that nearly nothing can be changed (R2.4, R2.5), by the number of the message.
    pub doubted: Option<&'static str>,
    /// The last day's end.
    pub day_end: Option<Instant>,
    /// The last backup.
    pub backup: Option<Instant>,
    /// How it stands to what is outside.
    pub standing: AnchorStatus,
}

impl Desk {
    /// Says into which spool checkpoints are put and which file has those that were kept, and compares (R12.5).
    ///
    /// # Errors
    /// The store's own.
    pub fn stand_beside(&mut self, spool: Option<Spool>, anchors: Option<std::path::PathBuf>) -> Result<(), Error> {
        self.office.stand_beside(spool, anchors)
    }

    /// Says into which spool checkpoints are put, and compares nothing.
    pub fn checkpoints_into(&mut self, spool: Spool) {
        self.office.checkpoints_into(spool);
    }

    /// How the store stands to what is outside.
    pub fn standing(&self) -> AnchorStatus {
        self.office.outside().standing()
    }

    /// Compares the trail with checkpoints (R12.5).
    ///
    /// # Errors
    /// E1203 for a role that may not read the trail.
    pub fn compare(&self, session: &Session, points: &[Checkpoint]) -> Result<Anchored, Error> {
        self.look(session).may_read_trail()?;
        self.office.compare(points)
    }

    /// The first 8 hexadecimal digits of the head as it was when the trail had so many entries (R12.5).
    ///
    /// # Errors
    /// E1203 for a role that may not read the trail.
    pub fn digits_at(&self, session: &Session, count: u64) -> Result<Option<String>, Error> {
        self.look(session).may_read_trail()?;
        self.office.digits_at(count)
    }

    /// Writes down why the store is older than its newest checkpoint, or was restored (R12.5). It waits for another administrator
    /// (R11.5); from then on no start says so.
    ///
    /// # Errors
    /// E2040 when it is as it was, E1215 nobody to ask.
    pub fn accept_rollback(&mut self, session: &Session, reason: &Reason) -> Result<Carried, Error> {
        self.office.compare_again()?;
        let anchored = self.office.outside().standing().anchored;
        if !anchored.is_rolled_back() {
            let about = About {
                action: "accept_rollback",
                subject: anchored.in_short(),
                detail: reason.to_string(),
                ..About::default()
            };
            let refuse = Refusal::NotRolledBack;
            return self.attempt(session, Duty::KeepStore, about, |_, _| {
                Err::<Settled<Carried>, _>(refuse.into())
            });
        }
        let (found, reason) = (anchored.in_short(), reason.clone());
        let carried = self.weigh(session, &Matter::AcceptRollback(AcceptRollback { found, reason }), None)?;
        self.office.compare_again()?;
        Ok(carried)
    }

    /// Ends the day of the branch of who does it: a checkpoint, and an entry of what is still open. Run again on the same day it
    /// says what stands and does nothing, but for a checkpoint in a spool that has had none: the first run may have named another one.
    ///
    /// # Errors
    /// E20xx when the spool takes no checkpoint: then there is no entry, and it can be run again.
    pub fn end_day(&mut self, session: &Session) -> Result<DayEnd, Error> {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        self.ask(session, |look| look.may_end_day())?;
        let now = self.clock().now();
        let (day, waits) = (calendar::day_of(now), Waits::at(now, self.policy()));
        let branch = session.staff().branch.code.to_string();
        let subject = format!("{branch} {day}");
        let already = self.office.read(|tx| tx.was_done(DAY_END, &subject))?;
        // Before the checkpoint, so that it holds what was told.
        let expiring = if already {
            Vec::new()
        } else {
            self.tell_expiring(session)?
        };
        let heard = already && self.office.heard_day_end(day);
        let checkpoint = if heard { None } else { self.office.checkpoint()? };
        let open = |tx: &crate::store::Tx<'_>| -> Result<_, crate::store::Error> {
            let (waiting, to_look_over) = tx.count_open_requests(waits)?;
            Ok((waiting, to_look_over, tx.count_waiting_notices()?))
        };
        let (waiting, to_look_over, notices) = self.office.read(open)?;
        let ended = DayEnd {
            branch,
            day,
            already,
            checkpoint,
            waiting,
            to_look_over,
            notices,
            expiring,
        };
        if !already {
            let about = About {
                action: "day_end",
                subject,
                detail: format!("{waiting} {to_look_over} {notices}"),
                ..About::default()
            };
            self.attempt(session, Duty::EndDay, about, |_, _| Ok(Settled::new(Ok(()))))?;
        }
        if !heard {
            self.office.stamp_day_end()?;
        }
        Ok(ended)
    }
}

impl Look<'_> {
    /// Refuses a role that may not end the day.
    pub fn may_end_day(&self) -> Result<(), Error> {
        self.must(Duty::EndDay)
    }

    /// Refuses a role that may not restore the store or rotate its key.
    pub fn may_keep_store(&self) -> Result<(), Error> {
        self.must(Duty::KeepStore)
    }

    /// When the store was last looked after (TTOP001); nothing of a training store.
    pub fn keeping(&self) -> Result<Option<Box<Keeping>>, Error> {
        if self.store.kind() == Kind::Training {
            return Ok(None);
        }
        let last = |action| self.store.read(|tx| tx.last_done(action));
        let at = |found: Option<(u64, Instant)>| found.map(|(_, at)| at);
        let doubt = super::time::doubted(self.store, self.now(), self.policy())?;
        Ok(Some(Box::new(Keeping {
            doubted: doubt.map(|doubt| doubt.refusal().code()),
            day_end: at(last(DAY_END)?),
            backup: at(last(BACKUP)?),
            standing: self.outside.standing(),
        })))
    }
}
