//! Which fobs should be fetched back before they fail (R15.8): what ends soon, what drifts towards the window's edge, and what
//! fails often.

use chrono::TimeDelta;
use serde::Serialize;

use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::token::Token;

/// Within how many days fobs expire that are told apart, the soonest first.
pub const RECALL_DAYS: [u32; 3] = [90, 180, 365];
/// How long wrong codes of a fob are looked at.
pub const FAILING_OVER: TimeDelta = TimeDelta::days(90);

/// Steps by which a clock is off that is on its way to the window's edge: half of what a resynchronisation reaches (R6.5).
pub fn drifts_from(policy: &Policy) -> i64 {
    i64::from(policy.resync_window.div_ceil(2))
}

/// Wrong codes within [`FAILING_OVER`] of a fob that fails often: as many as suspend one in a row (R9.1).
pub fn fails_from(policy: &Policy) -> u32 {
    policy.wrong_codes
}

/// What speaks for fetching a fob back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recall {
    /// It has expired.
    pub expired: bool,
    /// It expires within so many days: the shortest of [`RECALL_DAYS`] that holds.
    pub expires_within: Option<u32>,
    /// Its clock is on its way to the window's edge.
    pub drifts: bool,
    /// It fails often.
    pub fails: bool,
}

impl Recall {
    /// What speaks for it with `failed` wrong codes of late.
    pub fn of(token: &Token, failed: u32, now: Instant, policy: &Policy) -> Self {
        let left = token.expires.map(|expires| expires - now);
        let expired = token.is_expired(now);
        let within = |days: &&u32| left.is_some_and(|left| left <= TimeDelta::days(i64::from(**days)));
        Self {
            expired,
            expires_within: RECALL_DAYS.iter().find(within).copied().filter(|_| !expired),
            drifts: token.drift.unsigned_abs() >= drifts_from(policy).unsigned_abs(),
            fails: failed >= fails_from(policy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, token};

    #[test]
    fn what_ends_drifts_or_fails_is_told_apart_r15_8() {
        let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
        let of = |days: Option<i64>, drift, failed| {
            let mut fob = token(1);
            fob.expires = days.map(|days| now + TimeDelta::days(days));
            fob.drift = drift;
            let recall = Recall::of(&fob, failed, now, &policy);
            (recall.expired, recall.expires_within, recall.drifts, recall.fails)
        };
        let plain = (false, None, false, false);
        for (days, within) in [
            (1, Some(90)),
            (90, Some(90)),
            (91, Some(180)),
            (180, Some(180)),
            (365, Some(365)),
            (366, None),
        ] {
            assert_eq!(of(Some(days), 0, 0), (false, within, false, false), "{days}");
        }
        assert_eq!(of(Some(0), 0, 0), (true, None, false, false), "half open (R2.3)");
        assert_eq!(of(None, 9, 4), plain);
        assert_eq!(of(None, -9, 0), plain);
        for drift in [10, -10, i64::MIN] {
            assert_eq!(of(None, drift, 0), (false, None, true, false), "{drift}");
        }
        assert_eq!(of(None, 0, 5), (false, None, false, true));
    }
}
