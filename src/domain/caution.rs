//! Caution (R10.5): a contract whose callers could not be identified too often in one day goes to a supervisor.
//!
//! A failed check counts on the day on which it was begun. A check that was begun and left is no failed one; but whoever
//! lets checks lapse is asked for the same facts for the rest of the day, and after so many of them, too, a supervisor
//! takes over. Without that a caller who hangs up in time could guess without end.

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::staff::{Duty, Role, may};
use super::values::{ContractNumber, StaffId};

/// A caution that stands until a supervisor lifts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// The contract it stands on.
    pub contract: ContractNumber,
    /// Since when.
    pub at: Instant,
    /// Whose check raised it.
    pub raised_by: StaffId,
}

impl Caution {
    /// Refuses every role but that of a supervisor (E1018), who alone acts for this contract. What lowers risk at once is not
    /// asked: a stop, and the revocation of a fob that is gone.
    pub fn admits(&self, role: Role) -> Decision<()> {
        if may(role, Duty::Approve) {
            Ok(())
        } else {
            Err(Refusal::UnderCaution {
                since: super::calendar::show(self.at),
            })
        }
    }

    /// Refuses to let it be lifted by the one whose check raised it (E1020).
    pub fn liftable(&self, by: &StaffId) -> Decision<()> {
        if *by == self.raised_by {
            Err(Refusal::OwnCaution)
        } else {
            Ok(())
        }
    }
}

/// What the checks of a contract on one day came to, and the failed ones of the days before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Failed ones.
    pub failed: u32,
    /// Failed ones of the last days, these included (R10.5).
    pub failed_lately: u32,
    /// Those that were begun and not ended, since a caution was last lifted.
    pub unfinished: u32,
}

impl Tally {
    /// Whether so many failed that a caution is raised.
    pub fn has_failed_too_often(self, policy: &Policy) -> bool {
        self.failed >= policy.failed_per_day || self.failed_lately >= policy.failed_within
    }

    /// Whether so many were left that a caution is raised instead of beginning another.
    pub fn was_left_too_often(self, policy: &Policy) -> bool {
        self.unfinished >= policy.unfinished_per_day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;

    #[test]
    fn a_caution_admits_supervisors_alone_and_another_one_lifts_it_r10_5() {
        let caution = Caution {
            contract: ContractNumber::parse("1000001").unwrap(),
            at: at("2026-06-01T10:15:00"),
            raised_by: StaffId::parse("S001").unwrap(),
        };
        for role in Role::ALL {
            assert_eq!(caution.admits(role).is_ok(), role == Role::Supervisor, "{role:?}");
        }
        let since = "2026-06-01 10:15".to_owned();
        assert_eq!(caution.admits(Role::Teller), Err(Refusal::UnderCaution { since }));
        let other = StaffId::parse("S002").unwrap();
        assert_eq!(caution.liftable(&other), Ok(()));
        assert_eq!(caution.liftable(&caution.raised_by), Err(Refusal::OwnCaution));
    }

    #[test]
    fn the_figures_are_those_of_the_policy_r10_5() {
        let policy = Policy::default();
        let tally = |failed, failed_lately, unfinished| Tally {
            failed,
            failed_lately,
            unfinished,
        };
        let raised = [tally(2, 4, 4), tally(3, 3, 0), tally(1, 5, 0), tally(0, 0, 5)]
            .map(|t| (t.has_failed_too_often(&policy), t.was_left_too_often(&policy)));
        assert_eq!(raised, [(false, false), (true, false), (true, false), (false, true)]);
    }
}
