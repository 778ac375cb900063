//! Actions in words: who of the staff does them, why, where they stand, and who could do them instead.

use super::{LabelWords, place};
use crate::domain::approval::Status;
use crate::domain::authority::{Verdict, Why};
use crate::domain::calendar::Instant;
use crate::domain::identity::Action;
use crate::domain::revocation::Reason;
use crate::domain::staff::Role;
use crate::domain::stock::{Cause, Delivery, Way};
use crate::domain::token::{Held, Stock, Token};
use crate::domain::values::LoginId;

impl LabelWords {
    /// A role.
    pub fn role(&self, role: Role) -> &str {
        match role {
            Role::Teller => self.teller,
            Role::Supervisor => self.supervisor,
            Role::SupportDesk => self.support_desk,
            Role::Auditor => self.auditor,
            Role::Administrator => self.administrator,
            Role::Trainer => self.trainer,
        }
    }

    /// An action.
    pub fn action(&self, action: Action) -> &str {
        match action {
            Action::Unlock => self.unlock,
            Action::Revoke => self.revoke,
            Action::Register => self.register,
            Action::Resync => self.resync,
            Action::Amend => self.amend,
            Action::Close => self.close,
            Action::Stop => self.stop_token,
            Action::Issue => self.issue,
            Action::Replace => self.replace,
            Action::LiftPasswords => self.lift_passwords,
        }
    }

    /// Why a fob is issued, or came back (R15.4 to R15.6).
    pub fn cause(&self, cause: Cause) -> &str {
        match cause {
            Cause::First => self.cause_first,
            Cause::Another => self.cause_another,
            Cause::Loss => self.loss,
            Cause::Theft => self.theft,
            Cause::Defect => self.defect,
            Cause::Battery => self.cause_battery,
            Cause::Expiry => self.cause_expiry,
            Cause::ChangeOfHolder => self.change_of_user,
            Cause::NoNeed => self.cause_no_need,
            Cause::NotCollected => self.cause_not_collected,
        }
    }

    /// How a fob reaches the customer (R15.5).
    pub fn way(&self, way: Way) -> &str {
        match way {
            Way::Counter => self.way_counter,
            Way::Mail => self.way_mail,
        }
    }

    /// How far it is on its way there (R15.5).
    pub fn delivery(&self, delivery: Delivery) -> &str {
        match delivery {
            Delivery::Application => self.delivery_application,
            Delivery::ToHand => self.delivery_to_hand,
            Delivery::ToSend => self.delivery_to_send,
            Delivery::Handed => self.delivery_handed,
            Delivery::Sent => self.delivery_sent,
            Delivery::Arrived => self.delivery_arrived,
            Delivery::Over => self.delivery_over,
        }
    }

    /// Where a fob stands that a branch has something to do with: how far on its way to the customer, or in stock.
    pub fn fob(&self, token: &Token, delivery: Option<Delivery>, is_used: bool, now: Instant) -> &str {
        match (delivery, token.stock) {
            (Some(delivery), Stock::Issued) => self.delivery(delivery),
            (_, Stock::Lost) if token.handed_in.is_some() => self.lost_handed_in,
            _ => self.token(token, is_used, now),
        }
    }

    /// Why the bank alone lifts the suspension of a token (R9.6, R7.7).
    pub fn held(&self, held: Held) -> &str {
        match held {
            Held::Caller => self.held_caller,
            Held::Returned => self.held_returned,
            Held::Codes => self.held_codes,
        }
    }

    /// Why a registration is revoked.
    pub fn reason(&self, reason: Reason) -> &str {
        match reason {
            Reason::Loss => self.loss,
            Reason::Theft => self.theft,
            Reason::ChangeOfUser => self.change_of_user,
            Reason::Exchange => self.exchange,
            Reason::Defect => self.defect,
        }
    }

    /// Where a request stands.
    pub fn status(&self, status: Status) -> &str {
        match status {
            Status::Waiting => self.waiting,
            Status::Returned => self.returned,
            Status::Withdrawn => self.withdrawn,
            Status::ToLookOver => self.to_look_over,
            Status::Done => self.done,
        }
    }

    /// Who could do it themselves (R7.3, R9.3).
    pub fn verdict(&self, action: Action, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Customer(who) => {
                let who: Vec<_> = who.iter().map(LoginId::as_str).collect();
                let who = who.join(self.comma);
                if action == Action::Register {
                    self.customer_could_register(place::Who(&who))
                } else {
                    self.customer_could(place::Who(&who))
                }
            }
            Verdict::BankOnly(Why::NoUsableToken) => self.bank_no_usable_token.to_owned(),
            Verdict::BankOnly(Why::OneTokenOnly) => self.bank_one_token.to_owned(),
            Verdict::BankOnly(Why::AllStopped) => self.bank_all_stopped.to_owned(),
            Verdict::BankOnly(Why::FobLost) => self.bank_fob_lost.to_owned(),
            Verdict::BankOnly(Why::Held) => self.bank_held.to_owned(),
            Verdict::BankOnly(Why::NobodyLifts) => self.bank_nobody_lifts.to_owned(),
            Verdict::BankOnly(Why::NoScreen) if action == Action::Stop => self.bank_stops.to_owned(),
            Verdict::BankOnly(Why::NoScreen) => self.bank_no_screen.to_owned(),
            Verdict::Nothing => self.nothing.to_owned(),
        }
    }
}
