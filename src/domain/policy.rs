//! The figures of the rules (R1): one TOML file, each figure with its unit, each checked when it is loaded; and the words
//! that say where notices are sent.

mod documents;
mod entering;
mod figures;
mod mail;
mod read;

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};

use super::era::Era;

pub use documents::{DocumentKind, KnownDocument};
pub use figures::{differences, differing};
pub use mail::{Line, MailServer};

/// The built-in policy: the manual's figures.
pub const DEFAULT: &str = include_str!("../../assets/policy/minato.toml");

/// Every figure of the rules. The doc of a field names its unit and rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the policy that has one other, and they do not depend on one another"
)]
pub struct Policy {
    /// Calendar days without a one-time password, the start date being the first (R4.2).
    pub grace_days: u32,
    /// From a revocation to the moment registration opens, by day (R8.2).
    pub closed_wait: TimeDelta,
    /// Japan's time from which a revocation opens only at the end of the night (R8.2).
    pub night_from: NaiveTime,
    /// Japan's time at which the night ends (R8.2).
    pub night_to: NaiveTime,
    /// Wrong codes in a row that suspend a token (R9.1).
    pub wrong_codes: u32,
    /// Digits of a one-time password (R6.1).
    pub otp_digits: u32,
    /// Steps to either side of a token's known drift in which a code is right (R6.2).
    pub otp_window: u32,
    /// Steps to either side in which two codes resynchronise (R6.5).
    pub resync_window: u32,
    /// Seconds a step lasts where a seed record says nothing (R6.1).
    pub default_period: u32,
    /// Fewest digits of a serial (R3.2).
    pub serial_min: u32,
    /// Most digits of a serial (R3.2).
    pub serial_max: u32,
    /// How long an identity check, or an accepted code, is good for (R10.1).
    pub check_lapse: TimeDelta,
    /// Facts of the contract that the console draws at random (R10.2).
    pub facts_drawn: u32,
    /// Facts that must be answered right (R10.2).
    pub facts_right: u32,
    /// Whether the console judges the facts that staff type, instead of showing the answers (R10.6).
    pub facts_typed: bool,
    /// How often a fact may be answered (R10.6).
    pub fact_tries: u32,
    /// The kinds of documents there are (R10.4).
    pub documents: Vec<KnownDocument>,
    /// Methods of different kinds that revoking takes (R10.3).
    pub methods_revoke: u32,
    /// Methods of different kinds that unlocking takes (R10.3).
    pub methods_unlock: u32,
    /// Methods of different kinds that registering takes (R10.3).
    pub methods_register: u32,
    /// Methods of different kinds that resynchronising takes (R10.3).
    pub methods_resynchronise: u32,
    /// Characters kept of a document's number (R10.4).
    pub document_tail: u32,
    /// Failed checks of a contract in a day that send it to a supervisor (R10.5).
    pub failed_per_day: u32,
    /// Checks of a contract in a day that were begun and left, which send it there too (R10.5).
    pub unfinished_per_day: u32,
    /// Failed checks of a contract within [`failed_over`](Self::failed_over) that send it there too (R10.5).
    pub failed_within: u32,
    /// How long back these are counted (R10.5).
    pub failed_over: TimeDelta,
    /// Days for which a telephone number must have stood before a call back to it counts (R10.7).
    pub phone_settles: TimeDelta,
    /// Days at most, after the day on which it was made, for which a request waits (R11.3).
    pub request_days: u32,
    /// Methods that an action takes on the telephone beyond those it takes anyway (R10.3).
    pub telephone_more: u32,
    /// Methods that an action takes on a visit beyond those it takes anyway (R10.3).
    pub visit_more: u32,
    /// An action that takes so many methods takes the call back on the telephone (R10.3).
    pub call_back_from: u32,
    /// How far the host's clock may be behind the newest entry (R2.4).
    pub clock_tolerance: TimeDelta,
    /// How far it may be ahead of it (R2.5).
    pub clock_leap: TimeDelta,
    /// Wrong codes of a token since the last right one, whatever was unlocked: from then on the bank alone lifts a suspension (R9.5).
    pub wrong_in_all: u32,
    /// How often an hour one may ask why a code of a token was refused (R6.7).
    pub questions: u32,
    /// Entries of the trail from one checkpoint to the next (R12.5).
    pub checkpoint_every: u32,
    /// The bank's name over its papers; may be empty.
    pub bank: String,
    /// Whom a customer asks, below it; may be empty.
    pub contact: String,
    /// Wrong passwords in a row after which a staff member gives themselves a new one (R11.6).
    pub wrong_passwords: u32,
    /// Fewest characters of a staff password.
    pub password_min: u32,
    /// Wrong login passwords of a customer's user in a row that pause the address they come from (利用一時停止, R17.2).
    pub login_pause_after: u32,
    /// How long that lasts.
    pub login_pause: TimeDelta,
    /// Wrong login passwords in a row that stop that address for that user, until it is lifted (R17.2).
    pub login_stop_after: u32,
    /// Wrong ones of a day, from all addresses, that stop strangers (利用停止, R17.2).
    pub login_stop_day: u32,
    /// Wrong ones since the last right one, from all addresses, that stop them too (R17.2).
    pub login_stop_total: u32,
    /// How long an address with a right one is let in while strangers are stopped (R17.2).
    pub login_known: TimeDelta,
    /// Wrong confirmation passwords in a row that stop that password (確認用パスワード利用停止).
    pub confirmation_stop_after: u32,
    /// How long a customer's session lasts without anything being done in it.
    pub session_lapse: TimeDelta,
    /// Fewest characters of a customer's password.
    pub customer_password_min: u32,
    /// How long no key comes before the console locks.
    pub idle_lock: TimeDelta,
    /// In which years dates are written that people read.
    pub era: Era,
    /// Days before its expiry from which a token is counted as expiring.
    pub expiry_notice_days: u32,
    /// Methods of different kinds that issuing and replacing take (R10.3).
    pub methods_issue: u32,
    /// Whether a fob shows a live code before it is issued (検品, R15.4).
    pub inspects: bool,
    /// The branch whose stock every branch may issue from (R15.4).
    pub centre: Option<String>,
    /// Yen for a fob after a loss or a theft (R15.5).
    pub fee_loss: u32,
    /// Yen for another fob of a contract that has one (R15.5).
    pub fee_another: u32,
    /// Yen for a fob on every other occasion (R15.5).
    pub fee_other: u32,
    /// How long an address has to be the registered one before a fob is sent there (R15.5).
    pub address_settles: TimeDelta,
    /// Fobs in a branch's stock below which it is to order (R15.8).
    pub reorder_level: u32,
    /// The same of branches that have a level of their own, by their codes (R15.8).
    pub reorder_levels: BTreeMap<String, u32>,
    /// How often one may ask in an hour which fob it is (R15.8).
    pub finds_per_hour: u32,
    /// Whether an approver may use the fob that the maker of the payment shares (R5.6).
    pub approver_may_share: bool,
    /// Revocations for loss or theft of one person within an hour; a further one stops the fob and waits (R7.6).
    pub lost_per_hour: u32,
    /// Stops on a caller's word within an hour of which every supervisor's menu tells (R7.6).
    pub stops_told: u32,
    /// Days within which a revocation that was a mistake is sent back; then lost is for ever (R7.7).
    pub sent_back_within: TimeDelta,
    /// How long a session of the staff lasts, whatever is done in it.
    pub staff_session: TimeDelta,
    /// Days after which a member who gave their password for nothing is told of as dormant (R12.4).
    pub dormant_after: TimeDelta,
    /// Whether who comes over SSH must be bound to the account that they come from.
    pub bound_over_ssh: bool,
    /// Where notices are sent by mail; without one they go as letters (R14.1).
    pub mail: Option<MailServer>,
}

impl Default for Policy {
    /// The manual's figures, equal to [`DEFAULT`] by a test.
    fn default() -> Self {
        let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap_or(NaiveTime::MIN);
        Self {
            grace_days: 7,
            closed_wait: TimeDelta::minutes(30),
            night_from: time(20, 50),
            night_to: time(8, 10),
            wrong_codes: 5,
            otp_digits: 6,
            otp_window: 1,
            resync_window: 20,
            default_period: 60,
            serial_min: 8,
            serial_max: 12,
            check_lapse: TimeDelta::minutes(30),
            facts_drawn: 3,
            facts_right: 2,
            facts_typed: true,
            fact_tries: 2,
            documents: documents::built_in(),
            methods_revoke: 1,
            methods_unlock: 2,
            methods_register: 2,
            methods_resynchronise: 2,
            document_tail: 4,
            failed_per_day: 3,
            unfinished_per_day: 5,
            failed_within: 5,
            failed_over: TimeDelta::days(7),
            phone_settles: TimeDelta::days(7),
            request_days: 4,
            telephone_more: 0,
            visit_more: 0,
            call_back_from: 2,
            clock_tolerance: TimeDelta::minutes(2),
            clock_leap: TimeDelta::days(14),
            wrong_in_all: 100,
            questions: 5,
            checkpoint_every: 1000,
            bank: String::new(),
            contact: String::new(),
            wrong_passwords: 100,
            password_min: 12,
            login_pause_after: 3,
            login_pause: TimeDelta::minutes(30),
            login_stop_after: 6,
            login_stop_day: 30,
            login_stop_total: 100,
            login_known: TimeDelta::days(90),
            confirmation_stop_after: 5,
            session_lapse: TimeDelta::minutes(15),
            customer_password_min: 8,
            idle_lock: TimeDelta::minutes(5),
            era: Era::Western,
            expiry_notice_days: 90,
            methods_issue: 2,
            inspects: true,
            centre: None,
            fee_loss: 1100,
            fee_another: 1100,
            fee_other: 0,
            address_settles: TimeDelta::days(7),
            reorder_level: 5,
            reorder_levels: BTreeMap::new(),
            finds_per_hour: 20,
            approver_may_share: true,
            lost_per_hour: 10,
            stops_told: 30,
            sent_back_within: TimeDelta::days(7),
            staff_session: TimeDelta::hours(12),
            dormant_after: TimeDelta::days(90),
            bound_over_ssh: true,
            mail: None,
        }
    }
}

impl Policy {
    /// What stands over papers: the bank, and whom a customer asks.
    pub fn letterhead(&self) -> [String; 2] {
        [self.bank.clone(), self.contact.clone()]
    }

    /// Fobs in stock below which that branch is to order (R15.8).
    pub fn reorder_at(&self, branch: &str) -> u32 {
        let own = self.reorder_levels.get(branch);
        own.copied().unwrap_or(self.reorder_level)
    }
}

#[cfg(test)]
mod tests;
