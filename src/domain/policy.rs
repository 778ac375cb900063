//! The figures of the rules (R1): one TOML file, each figure with its unit, each checked when it is loaded; and the words
//! that say where notices are sent.

mod documents;
mod entering;
mod figures;
mod mail;

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};

use super::era::Era;
use super::refusal::{Decision, Refusal};
use figures::Figures;

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

    /// Reads a policy. Every key must be there, none may be unknown, every figure has its unit and lies in
    /// its range; otherwise the refusal names the key and what is allowed (R1.1).
    pub fn parse(text: &str) -> Decision<Self> {
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
            let before = e.span().map_or(0, |span| span.start);
            Refusal::PolicySyntax {
                line: text.get(..before).unwrap_or("").matches('\n').count() + 1,
            }
        })?;
        let figures = Figures::new(&table);
        let policy = Self {
            grace_days: figures.count("grace.period", "days", 0, 366)?,
            closed_wait: figures.minutes("closed.wait", 1, 24 * 60)?,
            night_from: figures.time("closed.night_from")?,
            night_to: figures.time("closed.night_to")?,
            wrong_codes: figures.count("lockout.wrong_codes", "times", 1, 20)?,
            otp_digits: figures.count("otp.digits", "digits", 6, 8)?,
            otp_window: figures.count("otp.window", "steps", 0, 5)?,
            resync_window: figures.count("otp.resync_window", "steps", 1, 200)?,
            default_period: figures.count("otp.default_period", "s", 10, 300)?,
            serial_min: figures.count("serial.min", "digits", 1, 32)?,
            serial_max: figures.count("serial.max", "digits", 1, 32)?,
            check_lapse: figures.minutes("identity.lapse", 1, 24 * 60)?,
            facts_drawn: figures.count("identity.facts_drawn", "facts", 1, 6)?,
            facts_right: figures.count("identity.facts_right", "facts", 1, 6)?,
            facts_typed: figures.either("checks.facts", ["typed", "shown"])?,
            fact_tries: figures.count("checks.fact_tries", "times", 1, 5)?,
            documents: figures.documents(text)?,
            methods_revoke: figures.count("identity.methods_revoke", "methods", 1, 5)?,
            methods_unlock: figures.count("identity.methods_unlock", "methods", 2, 5)?,
            methods_register: figures.count("identity.methods_register", "methods", 2, 5)?,
            methods_resynchronise: figures.count("identity.methods_resynchronise", "methods", 2, 5)?,
            document_tail: figures.count("identity.document_tail", "characters", 0, 4)?,
            failed_per_day: figures.count("identity.failed_per_day", "times", 1, 20)?,
            unfinished_per_day: figures.count("caution.unfinished_per_day", "times", 1, 50)?,
            failed_within: figures.count("checks.failed_within", "times", 1, 50)?,
            failed_over: TimeDelta::days(i64::from(figures.count("checks.failed_over", "days", 1, 90)?)),
            phone_settles: TimeDelta::days(i64::from(figures.count("checks.phone_settles", "days", 0, 90)?)),
            request_days: figures.count("requests.wait", "days", 1, 14)?,
            telephone_more: figures.count("strength.telephone_more", "methods", 0, 1)?,
            visit_more: figures.count("strength.visit_more", "methods", 0, 2)?,
            call_back_from: figures.count("strength.call_back_from", "methods", 1, 2)?,
            clock_tolerance: figures.minutes("clock.tolerance", 0, 60)?,
            clock_leap: figures.days("time.leap", 1, 366)?,
            wrong_in_all: figures.count("codes.wrong_in_all", "times", 1, 10_000)?,
            questions: figures.count("codes.questions", "times", 1, 100)?,
            checkpoint_every: figures.count("trail.checkpoint_every", "entries", 10, 100_000)?,
            bank: figures.line("paper.bank")?,
            contact: figures.line("paper.contact")?,
            wrong_passwords: figures.count("staff.wrong_passwords", "times", 1, 1000)?,
            password_min: figures.count("staff.password_min", "characters", 8, 64)?,
            login_pause_after: figures.count("portal.login_pause_after", "times", 1, 20)?,
            login_pause: figures.minutes("portal.login_pause", 1, 24 * 60)?,
            login_stop_after: figures.count("portal.login_stop_after", "times", 1, 100)?,
            login_stop_day: figures.count("logins.stop_day", "times", 1, 1000)?,
            login_stop_total: figures.count("logins.stop_total", "times", 1, 10_000)?,
            login_known: figures.days("logins.known", 1, 366)?,
            confirmation_stop_after: figures.count("portal.confirmation_stop_after", "times", 1, 20)?,
            session_lapse: figures.minutes("portal.session_lapse", 1, 24 * 60)?,
            customer_password_min: figures.count("portal.password_min", "characters", 4, 64)?,
            idle_lock: figures.minutes("console.idle_lock", 1, 60)?,
            era: figures.era("console.era")?,
            expiry_notice_days: figures.count("stock.expiry_notice", "days", 0, 3660)?,
            methods_issue: figures.count("issue.methods", "methods", 2, 5)?,
            inspects: figures.either("issue.inspection", ["at_issue", "none"])?,
            centre: figures.branch("issue.centre")?,
            fee_loss: figures.count("issue.fee_loss", "yen", 0, 100_000)?,
            fee_another: figures.count("issue.fee_another", "yen", 0, 100_000)?,
            fee_other: figures.count("issue.fee_other", "yen", 0, 100_000)?,
            address_settles: figures.days("issue.address_settles", 0, 90)?,
            reorder_level: figures.count("issue.reorder_level", "fobs", 0, 100_000)?,
            reorder_levels: figures.reorder_levels()?,
            finds_per_hour: figures.count("issue.finds_per_hour", "times", 1, 1000)?,
            approver_may_share: figures.either("payment.shared_fob", ["allowed", "refused"])?,
            lost_per_hour: figures.count("revocations.lost_per_hour", "times", 1, 1000)?,
            stops_told: figures.count("revocations.stops_told", "times", 1, 10_000)?,
            sent_back_within: figures.days("revocations.sent_back_within", 1, 90)?,
            staff_session: figures.minutes("staff_logins.session", 5, 24 * 60)?,
            dormant_after: figures.days("staff_logins.dormant", 1, 3660)?,
            bound_over_ssh: figures.either("staff_logins.over_ssh", ["bound", "any"])?,
            mail: mail::server(
                figures.word("notices.server")?,
                figures.word("notices.sender")?,
                figures.word("notices.tls")?,
            )?,
        };
        figures.nothing_unknown()?;
        for (key, low, high, most) in [
            ("serial.max", policy.serial_min, policy.serial_max, 32),
            ("identity.facts_drawn", policy.facts_right, policy.facts_drawn, 6),
            (
                "portal.login_stop_after",
                policy.login_pause_after,
                policy.login_stop_after,
                100,
            ),
        ] {
            if high < low {
                return Err(Refusal::PolicyRange {
                    key: key.into(),
                    min: low.to_string(),
                    max: most.to_string(),
                });
            }
        }
        Ok(policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_the_default_r1_1() {
        assert_eq!(Policy::parse(DEFAULT).unwrap(), Policy::default());
    }

    #[test]
    fn dates_are_of_one_calendar_or_the_other_r1_1() {
        let with = |era: &str| Policy::parse(&DEFAULT.replace("era = \"seireki\"", era));
        assert_eq!(with("era = \"wareki\"").unwrap().era, Era::Japanese);
        for wrong in ["era = \"reiwa\"", "era = 8", "era = \"\""] {
            let (key, allowed) = ("console.era".into(), Era::WORDS.into());
            assert_eq!(
                with(wrong).unwrap_err(),
                Refusal::PolicyWord { key, allowed },
                "{wrong}"
            );
        }
    }

    #[test]
    fn whether_an_approver_may_use_the_makers_fob_is_one_of_two_words_r5_6() {
        let with = |word: &str| Policy::parse(&DEFAULT.replace("\"allowed\"", word));
        assert!(with("\"allowed\"").unwrap().approver_may_share);
        assert!(!with("\"refused\"").unwrap().approver_may_share);
        assert_eq!(
            with("\"no\"").unwrap_err(),
            Refusal::PolicyWord {
                key: "payment.shared_fob".into(),
                allowed: "allowed | refused".into()
            }
        );
    }

    #[test]
    fn a_branch_has_the_level_of_all_or_one_of_its_own_r15_8() {
        let written = |levels: &str| DEFAULT.replace("\n[logins]", &format!("\n{levels}\n[logins]"));
        let with = |levels: &str| Policy::parse(&written(levels));
        let policy = with("\"012\" = \"20 fobs\"\n019 = \"0 fobs\"").unwrap();
        assert_eq!(["011", "012", "019"].map(|code| policy.reorder_at(code)), [5, 20, 0]);
        // The table may be missing, as in a policy from before there was one.
        let heading = DEFAULT.lines().find(|line| line.starts_with("[reorder]")).unwrap();
        assert_eq!(Policy::parse(&DEFAULT.replace(heading, "")).unwrap(), Policy::default());
        let key = || "reorder.012".to_owned();
        for (levels, refusal) in [
            (
                "12 = \"20 fobs\"",
                Refusal::PolicyKey {
                    key: "reorder.12".into(),
                },
            ),
            (
                "012 = \"20 times\"",
                Refusal::PolicyUnit {
                    key: key(),
                    unit: "fobs".into(),
                },
            ),
            (
                "012 = \"-1 fobs\"",
                Refusal::PolicyRange {
                    key: key(),
                    min: "0".into(),
                    max: "100000".into(),
                },
            ),
        ] {
            assert_eq!(with(levels).unwrap_err(), refusal, "{levels}");
        }
        let other = written("012 = \"20 fobs\"");
        assert_eq!(differences(DEFAULT, &other), "reorder.012: - > 20 fobs");
    }

    #[test]
    fn what_differs_is_named_r1_2() {
        let other = DEFAULT.replace("wrong_codes = \"5 times\"", "wrong_codes = \"3 times\"");
        assert_eq!(differences(DEFAULT, &other), "lockout.wrong_codes: 5 times > 3 times");
        assert_eq!(differences(DEFAULT, DEFAULT), "");
    }

    #[test]
    fn another_bank_needs_only_a_file_r1_3() {
        let text = DEFAULT
            .replace("7 days", "30 days")
            .replace("20:50", "19:00")
            .replace("5 times", "3 times");
        let policy = Policy::parse(&text).unwrap();
        assert_eq!((policy.grace_days, policy.wrong_codes), (30, 3));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_range_r1_1() {
        let changed = |from: &str, to: &str| Policy::parse(&DEFAULT.replacen(from, to, 1)).unwrap_err();
        assert_eq!(
            changed("[closed]", "[closed]\nwait_more = \"1 min\""),
            Refusal::PolicyKey {
                key: "closed.wait_more".into()
            }
        );
        assert_eq!(
            changed("wait = \"30 min\"", ""),
            Refusal::PolicyMissing {
                key: "closed.wait".into()
            }
        );
        assert_eq!(
            changed("\"30 min\"", "30"),
            Refusal::PolicyUnit {
                key: "closed.wait".into(),
                unit: "min".into()
            }
        );
        assert_eq!(
            changed("\"30 min\"", "\"30 s\""),
            Refusal::PolicyUnit {
                key: "closed.wait".into(),
                unit: "min".into()
            }
        );
        assert_eq!(
            changed("\"5 times\"", "\"0 times\""),
            Refusal::PolicyRange {
                key: "lockout.wrong_codes".into(),
                min: "1".into(),
                max: "20".into()
            }
        );
        assert_eq!(
            changed("20:50", "25:00"),
            Refusal::PolicyRange {
                key: "closed.night_from".into(),
                min: "00:00".into(),
                max: "23:59".into()
            }
        );
        assert_eq!(changed("\"12 digits\"", "\"7 digits\"").code(), "E1304");
        assert!(matches!(
            changed("[grace]", "[grace"),
            Refusal::PolicySyntax { line: 3 }
        ));
    }
}
