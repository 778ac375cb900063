//! What is written down about a store that is older than it was (R12.5).

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::countersign::Line;
use crate::domain::staff::Duty;
use crate::domain::values::Reason;
use crate::store::Tx;

/// Why the store is older than its newest checkpoint is written down, so that no start says it any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct AcceptRollback {
    /// What was found, in short: the entry of that subject is what later starts look for.
    pub(in crate::desk) found: String,
    pub(in crate::desk) reason: Reason,
}

impl Weighing for AcceptRollback {
    fn action(&self) -> &'static str {
        "accept_rollback"
    }

    fn duty(&self) -> Duty {
        Duty::KeepStore
    }

    fn subject(&self) -> String {
        self.found.clone()
    }

    fn plan(&self, _: &Moment<'_>) -> Result<Weighed, Error> {
        Ok(Weighed::of_power(
            true,
            vec![Line::new("reason", "", self.reason.as_str())],
        ))
    }

    fn carry_out(&self, _: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        // The entry itself is what it does.
        Ok(())
    }
}
