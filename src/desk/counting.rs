//! 棚卸: a drawer is counted, and what was found otherwise is explained (R15.7).

use chrono::TimeDelta;
use serde::Serialize;

use super::command::Outcome;
use super::countersign::{Count, ExplainCount, Matter, judged};
use super::{Desk, Error, Look, Session};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::Counted;
use crate::domain::values::{BranchCode, Reason, Serial};
use crate::store::{CountRow, DifferenceRow};

/// How long a counting takes at most: what came or went before is not looked at.
const LONGEST: TimeDelta = TimeDelta::days(1);
/// Countings and differences that a list shows at most.
const MOST: u64 = 200;

/// What a branch has counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The branch.
    pub branch: BranchCode,
    /// Differences that nobody has explained, the oldest first.
    pub open: Vec<DifferenceRow>,
    /// The newest countings.
    pub counts: Vec<CountRow>,
}

fn began(asked: Option<Instant>, now: Instant) -> Instant {
    asked
        .filter(|began| *began <= now && *began > now - LONGEST)
        .unwrap_or(now)
}

impl Look<'_> {
    fn own_branch(&self) -> Result<BranchCode, Error> {
        let staff = self.store.read(|tx| tx.staff(&self.who.staff().id))?;
        Ok(staff.ok_or(Refusal::StaffLocked)?.branch.code)
    }

    /// What a counting of one's own branch comes to as it stands now.
    pub fn judge_count(&self, serials: &[Serial], since: Option<Instant>) -> Result<Counted, Error> {
        self.must(Duty::SeeStock)?;
        for serial in serials {
            Serial::parse_by(serial.as_str(), self.policy())?;
        }
        let branch = self.own_branch()?;
        let since = began(since, self.now());
        self.store.read(|tx| judged(tx, &branch, serials, since))
    }

    /// The countings of one's own branch, and their open differences.
    pub fn counts(&self) -> Result<Counts, Error> {
        self.must(Duty::SeeStock)?;
        let branch = self.own_branch()?;
        Ok(self.store.read(|tx| -> crate::store::Result<_> {
            Ok(Counts {
                open: tx.open_differences(&branch, MOST)?,
                counts: tx.counts_of(&branch, MOST)?,
                branch,
            })
        })?)
    }
}

impl Desk {
    /// Asks for a counting of one's own branch to be signed (R15.7).
    ///
    /// # Errors
    /// E0101 for what has not the form of a serial, E1481 for too many.
    pub(super) fn count(
        &mut self,
        session: &Session,
        serials: Vec<Serial>,
        since: Option<Instant>,
    ) -> Result<Outcome, Error> {
        for serial in &serials {
            Serial::parse_by(serial.as_str(), self.policy())?;
        }
        let matter = Matter::Count(Count {
            branch: self.look(session).own_branch()?,
            serials,
            counted_by: session.staff().id.clone(),
            counted_at: began(since, self.clock().now()),
        });
        let carried = self.weigh(session, &matter, None)?;
        Ok(Outcome::Handled { carried })
    }

    /// Asks for the explanation of a difference to be signed (R15.7).
    ///
    /// # Errors
    /// E1489 when there is no such difference.
    pub(super) fn explain_count(&mut self, session: &Session, serial: Serial, why: Reason) -> Result<Outcome, Error> {
        let branch = self.look(session).own_branch()?;
        let matter = Matter::ExplainCount(ExplainCount { branch, serial, why });
        let carried = self.weigh(session, &matter, None)?;
        Ok(Outcome::Handled { carried })
    }
}
