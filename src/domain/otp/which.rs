//! Which fob it is that shows two codes in a row (R15.8).

use super::{Otp, resynchronise};
use crate::domain::calendar::Instant;
use crate::domain::token::Token;

/// The later one of the two steps, one right after the other, whose codes a fob shows: both within `reach` steps to either side of
/// its known drift. Every code is computed and compared in constant time (R6.4).
///
/// Whether it showed them before is no matter: that says which fob it is, and lets nobody in.
pub fn shows(seed: &[u8], token: &Token, reach: u32, codes: (&Otp, &Otp), now: Instant) -> Option<u64> {
    let unused = Token {
        last_step: None,
        ..token.clone()
    };
    resynchronise(seed, &unused, reach, codes, now).map(|found| found.step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Policy;
    use crate::domain::case::samples::{at, token};
    use crate::domain::otp::{code_at, step_at};

    const SEED: &[u8] = b"seed of a sample";

    #[test]
    fn two_codes_in_a_row_name_a_fob_however_far_its_clock_is_off_and_one_code_does_not_r15_8() {
        let (fob, now) = (token(1), at("2026-06-01T12:00:30"));
        let present = step_at(&fob.params, now);
        let code = |away: i64| {
            let code = code_at(SEED, &fob.params, present.saturating_add_signed(away));
            Otp::parse(&code, &Policy::default()).unwrap()
        };
        let shown = |fob: &Token, first, second| shows(SEED, fob, 20, (&code(first), &code(second)), now);
        for away in [-20, -1, 0, 19] {
            assert_eq!(
                shown(&fob, away, away + 1),
                Some(present.saturating_add_signed(away + 1)),
                "{away}"
            );
        }
        for (first, second) in [(0, 0), (1, 0), (0, 2), (20, 21), (-21, -20)] {
            assert_eq!(shown(&fob, first, second), None, "{first} {second}");
        }
        // It is still the same fob when its codes were taken before.
        let mut taken = fob.clone();
        taken.last_step = Some(present + 1);
        assert_eq!(shown(&taken, 0, 1), Some(present + 1));
        assert_eq!(shows(b"another seed", &fob, 20, (&code(0), &code(1)), now), None);
    }
}
