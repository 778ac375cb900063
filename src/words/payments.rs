//! Payments in words: their kinds, where they stand, and amounts.

use super::{PaymentsCommonWords, place};
use crate::domain::payment::{Kind, Status};

impl PaymentsCommonWords {
    /// What kind of payment it is.
    pub fn kind_of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Transfer => self.transfer,
            Kind::Bulk => self.bulk,
            Kind::Payroll => self.payroll,
            Kind::PayEasy => self.pay_easy,
        }
    }

    /// Where a payment stands.
    pub fn status(&self, status: Status) -> &str {
        match status {
            Status::Waiting => self.waiting,
            Status::WaitingFinal => self.waiting_final,
            Status::Returned => self.returned,
            Status::Withdrawn => self.withdrawn,
            Status::Void => self.void,
            Status::Executed => self.executed,
        }
    }

    /// An amount, already with its commas.
    pub fn in_yen(&self, amount: &str) -> String {
        self.yen(place::Amount(amount))
    }
}
