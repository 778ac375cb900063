//! Checking a one-time password (R6; RFC 6238 §4–§5.2, codes by totp-lite).

mod resync;
mod which;
mod why;

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use totp_lite::{Sha1, Sha256, Sha512, totp_custom};

use super::calendar::Instant;
use super::token::{Algorithm, CodeParams, Token};
use super::values::Otp;

pub use resync::{Resynchronised, is_one_code, resynchronise};
pub use which::shows;
pub use why::{Explained, Opened, Why, explain};

/// What a code turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right, and later than the last accepted step: that step and the new drift are to be stored.
    Accepted {
        /// The time step of the code.
        step: u64,
        /// The drift known from now on, in steps.
        drift: i64,
    },
    /// Right for a step at or before the last accepted one (R6.3).
    Used,
    /// Wrong.
    Wrong,
}

/// The code of one time step (RFC 6238 §4.2).
pub fn code_at(seed: &[u8], params: &CodeParams, step: u64) -> String {
    // totp-lite divides the time it is given by the period; the step is handed to it as it is.
    match params.algorithm {
        Algorithm::Sha1 => totp_custom::<Sha1>(1, params.digits, seed, step),
        Algorithm::Sha256 => totp_custom::<Sha256>(1, params.digits, seed, step),
        Algorithm::Sha512 => totp_custom::<Sha512>(1, params.digits, seed, step),
    }
}

/// The time step of an instant, before the token's start 0 (RFC 6238 §4.2).
pub fn step_at(params: &CodeParams, now: Instant) -> u64 {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    seconds.saturating_sub(params.start) / u64::from(params.period.max(1))
}

/// Whether a code is the one of that step, compared in constant time (R6.4).
fn same_at(seed: &[u8], params: &CodeParams, step: u64, code: &Otp) -> Choice {
    let right = zeroize::Zeroizing::new(code_at(seed, params, step));
    right.as_bytes().ct_eq(code.digits())
}

/// Judges a code: the window is `window` steps to either side of the token's known drift (R6.2); every code of
/// it is computed and compared in constant time (R6.4). A match moves the drift by at most one step.
pub fn check(seed: &[u8], token: &Token, window: u32, code: &Otp, now: Instant) -> Verdict {
    let centre = step_at(&token.params, now).saturating_add_signed(token.drift);
    let first = centre.saturating_sub(u64::from(window));
    let last = centre.saturating_add(u64::from(window));
    let newest_used = token.last_step;
    let (mut fresh, mut used) = (0u64, 0u8);
    for step in first..=last {
        let same = same_at(seed, &token.params, step, code);
        let is_fresh = Choice::from(u8::from(newest_used.is_none_or(|newest| step > newest)));
        // Steps are stored one up so that 0 means "none".
        fresh = u64::conditional_select(&fresh, &step.saturating_add(1), same & is_fresh);
        used |= (same & !is_fresh).unwrap_u8();
    }
    match (fresh, used) {
        (0, 0) => Verdict::Wrong,
        (0, _) => Verdict::Used,
        (fresh, _) => {
            let step = fresh - 1;
            let shift = i64::try_from(step)
                .unwrap_or(i64::MAX)
                .saturating_sub_unsigned(centre)
                .clamp(-1, 1);
            Verdict::Accepted {
                step,
                drift: token.drift.saturating_add(shift),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Policy;
    use crate::domain::case::samples::{at, token};

    fn otp(code: &str) -> Otp {
        Otp::parse(code, &Policy::default()).unwrap()
    }

    /// RFC 6238 appendix B, all six instants under the three hashes.
    #[test]
    fn the_vectors_of_rfc_6238_appendix_b() {
        let seed = |n: usize| b"1234567890".repeat(7)[..n].to_vec();
        for (seconds, sha1, sha256, sha512) in [
            (59, "94287082", "46119246", "90693936"),
            (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"),
            (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"),
            (20_000_000_000, "65353130", "77737706", "47863826"),
        ] {
            for (algorithm, length, code) in [
                (Algorithm::Sha1, 20, sha1),
                (Algorithm::Sha256, 32, sha256),
                (Algorithm::Sha512, 64, sha512),
            ] {
                let params = CodeParams {
                    algorithm,
                    digits: 8,
                    period: 30,
                    start: 0,
                };
                let step = step_at(&params, DateTime::from_timestamp(seconds, 0).unwrap());
                assert_eq!(code_at(&seed(length), &params, step), code, "{algorithm:?} {seconds}");
            }
        }
    }

    #[test]
    fn the_window_is_one_step_around_the_drift_and_drift_follows_r6_2() {
        let now = at("2026-06-01T12:00:30");
        for known in [-3i64, 0, 5] {
            let mut fob = token(1);
            fob.drift = known;
            let centre = step_at(&fob.params, now).saturating_add_signed(known);
            for (offset, expected) in [
                (-2, None),
                (-1, Some(known - 1)),
                (0, Some(known)),
                (1, Some(known + 1)),
                (2, None),
            ] {
                let step = centre.saturating_add_signed(offset);
                let verdict = check(
                    b"seed of a sample",
                    &fob,
                    1,
                    &otp(&code_at(b"seed of a sample", &fob.params, step)),
                    now,
                );
                match expected {
                    Some(drift) => assert_eq!(verdict, Verdict::Accepted { step, drift }),
                    None => assert_eq!(verdict, Verdict::Wrong),
                }
            }
        }
    }

    #[test]
    fn a_step_serves_once_and_older_steps_are_used_too_r6_3() {
        let now = at("2026-06-01T12:00:30");
        let mut fob = token(1);
        let step = step_at(&fob.params, now);
        fob.last_step = Some(step);
        let code = |step| otp(&code_at(b"seed", &token(1).params, step));
        assert_eq!(check(b"seed", &fob, 1, &code(step), now), Verdict::Used);
        assert_eq!(check(b"seed", &fob, 1, &code(step - 1), now), Verdict::Used);
        assert_eq!(
            check(b"seed", &fob, 1, &code(step + 1), now),
            Verdict::Accepted {
                step: step + 1,
                drift: 1
            }
        );
        assert_eq!(check(b"seed", &fob, 1, &code(step - 2), now), Verdict::Wrong);
    }

    #[test]
    fn a_start_later_than_now_does_not_panic() {
        let mut fob = token(1);
        fob.params.start = u64::MAX;
        fob.drift = i64::MIN;
        assert_eq!(
            check(b"seed", &fob, 5, &otp("000000"), at("2026-06-01T12:00:00")),
            Verdict::Wrong
        );
        fob.drift = i64::MAX;
        fob.params.start = 0;
        check(
            b"seed",
            &fob,
            5,
            &otp("000000"),
            DateTime::from_timestamp(-5, 0).unwrap(),
        );
    }

    proptest! {
        /// R6.3: whatever the order and delay of codes, accepted steps only grow; R6.2: drift moves by one at most.
        #[test]
        fn accepted_steps_only_grow(delays in prop::collection::vec((0i64..90, -2i64..=2), 1..40)) {
            let (mut fob, mut now) = (token(1), at("2026-06-01T12:00:00"));
            for (delay, offset) in delays {
                now += TimeDelta::seconds(delay);
                let step = step_at(&fob.params, now).saturating_add_signed(offset);
                if let Verdict::Accepted { step, drift } = check(b"seed", &fob, 1, &otp(&code_at(b"seed", &fob.params, step)), now) {
                    prop_assert!(fob.last_step.is_none_or(|last| step > last));
                    prop_assert!((drift - fob.drift).abs() <= 1);
                    (fob.last_step, fob.drift) = (Some(step), drift);
                }
            }
        }
    }
}
