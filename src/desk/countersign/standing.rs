//! Who may act at all: a member is locked, or let in again (R11.6).

use serde::{Deserialize, Serialize};

use super::member::member;
use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::countersign::Line;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{self, Duty};
use crate::domain::values::StaffId;
use crate::store::Tx;

/// A member is locked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct LockStaff {
    pub(in crate::desk) staff: StaffId,
}

/// A member's lock is lifted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct UnlockStaff {
    pub(in crate::desk) staff: StaffId,
}

/// Locked before > afterwards.
fn line(before: bool, after: bool) -> Line {
    let named = |locked| if locked { "locked" } else { "active" };
    Line::new("standing", named(before), named(after))
}

impl Weighing for LockStaff {
    fn action(&self) -> &'static str {
        "lock_staff"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let member = member(moment.tx, &self.staff)?;
        staff::another(moment.by, &member)?;
        if member.locked {
            return Err(Refusal::NothingAmended.into());
        }
        Ok(Weighed::of_power(
            member.role.decides(),
            vec![line(member.locked, true)],
        ))
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        Ok(tx.lock_staff(&self.staff)?)
    }
}

impl Weighing for UnlockStaff {
    fn action(&self) -> &'static str {
        "unlock_staff"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let member = member(moment.tx, &self.staff)?;
        // Waits too: who lifts them alone could guess on without any (R11.6).
        Ok(Weighed::of_power(
            member.role.decides(),
            vec![line(member.locked, false)],
        ))
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        tx.unlock_staff(&self.staff)?;
        Ok(())
    }
}
