//! Each figure by its key, unit and range, in the order of [`Policy`] (R1.1).

use chrono::TimeDelta;

use super::figures::Figures;
use super::{Policy, mail};
use crate::domain::refusal::{Decision, Refusal};

impl Policy {
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
