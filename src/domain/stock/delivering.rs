//! How a fob that is issued reaches the customer (R15.5): application noted, handed over, sent, arrived.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Delivery, Way, mailable};
use crate::domain::calendar::{self, Instant};
use crate::domain::contract::Contract;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::MailItem;

/// A step on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// 申込書受領: the application with the registered seal, by its date.
    Applied {
        /// The date on it.
        date: NaiveDate,
    },
    /// お渡し at the counter.
    Handed,
    /// 発送 by registered mail.
    Sent {
        /// The number of the item.
        item: MailItem,
    },
    /// 到着.
    Arrived,
}

impl Step {
    /// The name of it in the trail.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Applied { .. } => "note_application",
            Self::Handed => "hand_over",
            Self::Sent { .. } => "send_token",
            Self::Arrived => "note_arrival",
        }
    }

    /// How far the fob is after it.
    ///
    /// # Errors
    /// E1482 where it is not at that point, E1971 for an application of a day to come, E1961 and E1962 when it can't be sent to the
    /// registered address as that stands now.
    pub fn on(
        &self,
        serial: &str,
        (delivery, way): (Delivery, Way),
        contract: &Contract,
        now: Instant,
        policy: &Policy,
    ) -> Decision<Delivery> {
        match (self, delivery) {
            (Self::Applied { date }, Delivery::Application) => {
                if *date > calendar::day_of(now) {
                    return Err(Refusal::AppliedLater);
                }
                Ok(match way {
                    Way::Counter => Delivery::ToHand,
                    Way::Mail => Delivery::ToSend,
                })
            }
            (Self::Handed, Delivery::ToHand) => Ok(Delivery::Handed),
            (Self::Sent { .. }, Delivery::ToSend) => {
                mailable(contract, now, policy)?;
                Ok(Delivery::Sent)
            }
            (Self::Arrived, Delivery::Sent) => Ok(Delivery::Arrived),
            _ => Err(Refusal::DeliveryNotThere {
                serial: serial.to_owned(),
                delivery: delivery.as_str().to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case};
    use crate::domain::values::PostalAddress;

    #[test]
    fn nothing_is_handed_over_or_sent_before_the_application_is_noted_r15_5() {
        let mut contract = case(vec![], vec![]).contract;
        contract.address = Some(PostalAddress::parse("東京都架空区1-2-3").unwrap());
        let now = at("2026-06-08T12:00:00");
        let steps = || {
            [
                Step::Applied {
                    date: calendar::day_of(now),
                },
                Step::Handed,
                Step::Sent {
                    item: MailItem::parse("123-45-67890-1").unwrap(),
                },
                Step::Arrived,
            ]
        };
        let policy = Policy::default();
        for way in Way::ALL {
            for delivery in Delivery::ALL {
                let reached = steps().map(|step| step.on("1", (delivery, way), &contract, now, &policy).ok());
                let at_hand = match way {
                    Way::Counter => Delivery::ToHand,
                    Way::Mail => Delivery::ToSend,
                };
                let known = match delivery {
                    Delivery::Application => [Some(at_hand), None, None, None],
                    Delivery::ToHand => [None, Some(Delivery::Handed), None, None],
                    Delivery::ToSend => [None, None, Some(Delivery::Sent), None],
                    Delivery::Sent => [None, None, None, Some(Delivery::Arrived)],
                    _ => [None; 4],
                };
                assert_eq!(reached, known, "{delivery:?}");
            }
        }
        // The address was changed after the fob was issued: it isn't sent there yet.
        contract.address_since = Some(at("2026-06-02T12:00:00"));
        let [_, _, sent, _] = steps();
        let young = sent.on("1", (Delivery::ToSend, Way::Mail), &contract, now, &policy);
        assert_eq!(young.map_err(|refusal| refusal.code()), Err("E1961"));
    }
}
