//! From which account of the host a member may log in.

use serde::{Deserialize, Serialize};

use super::member::member;
use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::countersign::Line;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{self, Duty};
use crate::domain::values::{HostAccount, StaffId};
use crate::store::Tx;

/// A member is bound to an account of the host, so that they log in from there alone, or to none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct BindAccount {
    pub(in crate::desk) staff: StaffId,
    pub(in crate::desk) account: Option<HostAccount>,
    /// The account that the console was started from in which it was asked for.
    pub(in crate::desk) from: Option<HostAccount>,
}

impl BindAccount {
    fn taken(&self) -> Refusal {
        let account = self.account.as_ref().map(ToString::to_string).unwrap_or_default();
        Refusal::AccountTaken { account }
    }
}

impl Weighing for BindAccount {
    fn action(&self) -> &'static str {
        "bind_account"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let Moment { tx, by, .. } = moment;
        let member = member(tx, &self.staff)?;
        if self.account.is_some() && self.account != self.from {
            staff::another(by, &member)?;
        }
        let before = tx.account_of_staff(&self.staff)?;
        if before == self.account {
            return Err(Refusal::NothingAmended.into());
        }
        if let Some(account) = &self.account
            && tx.is_account_of_another(&self.staff, account)?
        {
            return Err(self.taken().into());
        }
        let named = |account: &Option<HostAccount>| account.as_ref().map(ToString::to_string).unwrap_or_default();
        let line = Line::new("account", named(&before), named(&self.account));
        Ok(Weighed::of_power(true, vec![line]))
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        if tx.bind_account(&self.staff, self.account.as_ref())? {
            Ok(())
        } else {
            Err(self.taken().into())
        }
    }
}
