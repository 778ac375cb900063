//! Setting a token's drift anew by two codes in a row (R6.5).

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::{Otp, same_at, step_at};
use crate::domain::calendar::Instant;
use crate::domain::token::Token;

/// What two codes in a row say of a fob's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resynchronised {
    /// The time step of the second code; it is used up.
    pub step: u64,
    /// The drift known from now on, in steps: the second code is the one of now.
    pub drift: i64,
}

/// Whether one code was given twice: it is one of two steps in a row for nobody.
pub fn is_one_code(codes: (&Otp, &Otp)) -> bool {
    codes.0.digits().ct_eq(codes.1.digits()).into()
}

/// Finds the two steps, one right after the other, whose codes these are (R6.5): both within `window` steps to either side
/// of the known drift, and both later than the last accepted step. Every code of the window is computed and compared in constant time
/// (R6.4).
pub fn resynchronise(
    seed: &[u8],
    token: &Token,
    window: u32,
    codes: (&Otp, &Otp),
    now: Instant,
) -> Option<Resynchronised> {
    let present = step_at(&token.params, now);
    let centre = present.saturating_add_signed(token.drift);
    let (first, last) = (
        centre.saturating_sub(u64::from(window)),
        centre.saturating_add(u64::from(window)),
    );
    let differ = !codes.0.digits().ct_eq(codes.1.digits());
    let mut found = 0u64;
    let mut before = Choice::from(0);
    for step in first..=last {
        // `before`: the step right before this one is fresh and has the first code.
        let both = before & same_at(seed, &token.params, step, codes.1) & differ;
        // Steps are stored one up so that 0 means "none".
        found = u64::conditional_select(&found, &step.saturating_add(1), both);
        let is_fresh = token.last_step.is_none_or(|newest| step > newest);
        before = same_at(seed, &token.params, step, codes.0) & Choice::from(u8::from(is_fresh));
    }
    let step = found.checked_sub(1)?;
    let drift = i64::try_from(step).ok()?.checked_sub_unsigned(present)?;
    Some(Resynchronised { step, drift })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Policy;
    use crate::domain::case::samples::{at, token};
    use crate::domain::otp::{Verdict, check, code_at};
    use crate::domain::token::Algorithm;

    const SEED: &[u8] = b"seed of a sample";

    fn otp(fob: &Token, step: u64) -> Otp {
        let policy = Policy {
            otp_digits: fob.params.digits,
            ..Policy::default()
        };
        Otp::parse(&code_at(SEED, &fob.params, step), &policy).unwrap()
    }

    /// What the codes of two steps so far from the known drift give: the step marked used and the drift, both so far away.
    fn given(fob: &Token, codes: (i64, i64)) -> Option<(i64, i64)> {
        let now = at("2026-06-01T12:00:30");
        let centre = step_at(&fob.params, now).saturating_add_signed(fob.drift);
        let code = |offset| otp(fob, centre.saturating_add_signed(offset));
        let Resynchronised { step, drift } = resynchronise(SEED, fob, 20, (&code(codes.0), &code(codes.1)), now)?;
        let mut set = fob.clone();
        (set.drift, set.last_step) = (drift, Some(step));
        let next = check(
            SEED,
            &set,
            1,
            &otp(fob, step + 1),
            now + chrono::TimeDelta::seconds(i64::from(fob.params.period)),
        );
        assert_eq!(next, Verdict::Accepted { step: step + 1, drift });
        let away = i64::try_from(step).unwrap() - i64::try_from(centre).unwrap();
        Some((away, drift - fob.drift))
    }

    #[test]
    fn two_codes_in_a_row_within_twenty_steps_set_the_drift_r6_5() {
        for known in [-30, 0, 8] {
            let mut fob = token(1);
            fob.drift = known;
            for (codes, expected) in [
                ((-21, -20), None),
                ((-20, -19), Some((-19, -19))),
                ((-1, 0), Some((0, 0))),
                ((0, 1), Some((1, 1))),
                ((19, 20), Some((20, 20))),
                ((20, 21), None),
                ((21, 22), None),
                // Not in a row, swapped, equal.
                ((3, 5), None),
                ((4, 3), None),
                ((3, 3), None),
            ] {
                assert_eq!(given(&fob, codes), expected, "{known} {codes:?}");
            }
        }
    }

    #[test]
    fn no_step_at_or_before_the_last_accepted_one_serves_r6_5() {
        let now = at("2026-06-01T12:00:30");
        let mut fob = token(1);
        let centre = step_at(&fob.params, now);
        for (last, codes, expected) in [
            (4, (3, 4), None),
            (4, (4, 5), None),
            (4, (5, 6), Some((6, 6))),
            (-6, (-6, -5), None),
            (-6, (-5, -4), Some((-4, -4))),
            (19, (19, 20), None),
            (30, (5, 6), None),
        ] {
            fob.last_step = Some(centre.saturating_add_signed(last));
            assert_eq!(given(&fob, codes), expected, "{last} {codes:?}");
        }
    }

    #[test]
    fn the_token_s_own_hash_digits_period_and_start_count_r6_5() {
        let mut fob = token(1);
        (fob.params.algorithm, fob.params.digits) = (Algorithm::Sha256, 8);
        (fob.params.period, fob.params.start) = (30, 1_000_000_000);
        assert_eq!(given(&fob, (11, 12)), Some((12, 12)));
        let now = at("2026-06-01T12:00:30");
        let centre = step_at(&fob.params, now);
        let codes = (otp(&fob, centre), otp(&fob, centre + 1));
        let changes: [fn(&mut Token); 4] = [
            |fob| fob.params.algorithm = Algorithm::Sha1,
            |fob| fob.params.digits = 6,
            |fob| fob.params.period = 60,
            |fob| fob.params.start = 0,
        ];
        for change in changes {
            let mut another = fob.clone();
            change(&mut another);
            assert_eq!(resynchronise(SEED, &another, 20, (&codes.0, &codes.1), now), None);
        }
        assert_eq!(
            resynchronise(b"another seed", &fob, 20, (&codes.0, &codes.1), now),
            None
        );
    }

    /// With codes of one digit two steps in a row often have the same one: it is one code given twice.
    #[test]
    fn one_code_given_twice_is_never_two_r6_5() {
        let now = at("2026-06-01T12:00:30");
        let mut fob = token(1);
        fob.params.digits = 1;
        let centre = step_at(&fob.params, now);
        let twice = (centre - 20..centre + 20).find(|step| otp(&fob, *step).digits() == otp(&fob, step + 1).digits());
        let code = otp(&fob, twice.unwrap());
        assert_eq!(resynchronise(SEED, &fob, 20, (&code, &code), now), None);
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        let mut fob = token(1);
        let code = otp(&fob, 7);
        for (drift, start) in [(i64::MIN, u64::MAX), (i64::MAX, 0)] {
            (fob.drift, fob.params.start) = (drift, start);
            let now = chrono::DateTime::from_timestamp(-5, 0).unwrap();
            resynchronise(SEED, &fob, 20, (&code, &code), now);
        }
    }
}
