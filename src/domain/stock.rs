//! The way of a fob (R15): from its arrival to its end, what is done to it on the way, and by whom.

mod counting;
mod deed;
mod delivering;
mod handling;
mod issue;
mod recall;

use super::policy::Policy;
use super::revocation::Reason;

pub use super::cause::{Cause, Delivery, Way};
pub use super::supply::{Issued, Terms};
pub use counting::{Counted, Difference, Expected, MOST_COUNTED, counted};
pub use deed::{Deed, Second};
pub use delivering::Step;
pub use handling::{Around, MOST, Said, handled};
pub use issue::{issuable, issue, mailable, replace};
pub use recall::{FAILING_OVER, RECALL_DAYS, Recall, drifts_from, fails_from};

/// What a fob costs on that occasion, in yen (R15.5).
pub fn fee(cause: Cause, policy: &Policy) -> u32 {
    match cause {
        Cause::Loss | Cause::Theft => policy.fee_loss,
        Cause::Another => policy.fee_another,
        _ => policy.fee_other,
    }
}

/// For what a fob is replaced whose registrations were revoked for that reason (R15.5).
pub fn cause_after(reason: Reason) -> Option<Cause> {
    match reason {
        Reason::Loss => Some(Cause::Loss),
        Reason::Theft => Some(Cause::Theft),
        Reason::Defect => Some(Cause::Defect),
        Reason::ChangeOfUser => Some(Cause::ChangeOfHolder),
        Reason::Exchange => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back() {
        for cause in Cause::ALL {
            assert_eq!(Cause::from_name(cause.as_str()), Some(cause));
            assert_eq!(serde_json::to_value(cause).unwrap(), cause.as_str());
        }
        for way in Way::ALL {
            assert_eq!(Way::from_name(way.as_str()), Some(way));
        }
        for delivery in Delivery::ALL {
            assert_eq!(Delivery::from_name(delivery.as_str()), Some(delivery));
        }
    }

    #[test]
    fn the_fee_goes_by_the_reason_r15_5() {
        let policy = Policy::default();
        let of = |cause: Cause| fee(cause, &policy);
        for cause in [Cause::Loss, Cause::Theft, Cause::Another] {
            assert_eq!(of(cause), 1100, "{cause:?}");
        }
        for cause in [Cause::Defect, Cause::Battery, Cause::Expiry, Cause::First] {
            assert_eq!(of(cause), 0, "{cause:?}");
        }
    }
}
