//! The policy that a store runs under (R1.2).

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::policy::{self, Policy};
use crate::domain::staff::Duty;
use crate::store::Tx;

/// Another policy is put in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct ChangePolicy {
    /// The file, as it was written.
    pub(in crate::desk) text: String,
}

impl Weighing for ChangePolicy {
    fn action(&self) -> &'static str {
        "change_policy"
    }

    fn duty(&self) -> Duty {
        Duty::ChangePolicy
    }

    fn subject(&self) -> String {
        String::new()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        Policy::entered(&self.text)?;
        let differs = policy::differing(&moment.tx.policy()?, &self.text);
        Ok(Weighed::of_power(true, differs))
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        Ok(tx.set_policy(&self.text)?)
    }
}
