//! The fee of a fob is waived by two, with a reason (R15.5, R15.9).

use serde::{Deserialize, Serialize};

use super::fobs::FobName;
use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::act::the_fob;
use crate::desk::attempt::Ground;
use crate::domain::countersign::{Decider, Line};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::Reason;
use crate::store::Tx;

/// The fee of a fob that was issued is waived.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct WaiveFee {
    pub(in crate::desk) fob: FobName,
    pub(in crate::desk) reason: Reason,
}

impl Weighing for WaiveFee {
    fn action(&self) -> &'static str {
        "waive_fee"
    }

    fn duty(&self) -> Duty {
        Duty::Issue
    }

    fn subject(&self) -> String {
        self.fob.serial.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let token = the_fob(moment.tx, &self.fob.serial, self.fob.maker.as_ref())?;
        let serial = token.serial.to_string();
        let none = || Refusal::NoCharge { serial: serial.clone() };
        let issue = moment.tx.issue_of_fob(token.id)?.ok_or_else(none)?;
        if issue.fee == 0 || issue.waived.is_some() || moment.tx.is_charge_exported(token.id)? {
            return Err(none().into());
        }
        let lines = vec![
            Line::new("contract", "", issue.contract.as_str()),
            Line::new("fee", issue.fee.to_string(), "0"),
            Line::new("reason", "", self.reason.as_str()),
        ];
        Ok(Weighed {
            decider: Some(Decider::Supervisor),
            ..Weighed::of_power(false, lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, ground: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        let token = the_fob(tx, &self.fob.serial, self.fob.maker.as_ref())?;
        if tx.waive_fee(token.id, &self.reason, ground.now)? {
            return Ok(());
        }
        let serial = token.serial.to_string();
        Err(Refusal::NoCharge { serial }.into())
    }
}
