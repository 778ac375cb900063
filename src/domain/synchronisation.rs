//! Setting a token's drift anew (時刻ずれ補正, R6.5). What two codes in a row say of a fob's clock is found by
//! [`otp::resynchronise`](super::otp::resynchronise).

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::case::{Case, Change};
use super::refusal::{Decision, Refusal};
use super::registration;
use super::token::Token;
use super::values::Serial;

/// The drift of a token before and after, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// Steps that its clock was known to be ahead of ours.
    pub before: i64,
    /// Steps that it is ahead.
    pub after: i64,
    /// Seconds that a step of this token lasts (R6.1).
    pub period: u32,
}

/// A drift as seconds; less than none when the fob's clock is slow.
pub fn seconds(steps: i64, period: u32) -> i64 {
    steps.saturating_mul(i64::from(period))
}

/// The token whose drift can be set anew: of the contract, issued, neither expired nor suspended.
///
/// # Errors
/// E0301 to E0305.
pub fn fit<'a>(case: &'a Case, serial: &Serial, now: Instant) -> Decision<&'a Token> {
    let token = case.token_by_serial(serial)?;
    registration::fit(token, now)?;
    Ok(token)
}

/// Sets the drift that was found for a token of the contract.
///
/// # Errors
/// Those of [`fit`]; E0606 when it is the known one.
pub fn decide(case: &Case, serial: &Serial, drift: i64, now: Instant) -> Decision<Vec<Change>> {
    let token = fit(case, serial, now)?;
    if token.drift == drift {
        let serial = serial.to_string();
        return Err(Refusal::ClockRight { serial });
    }
    Ok(vec![Change::Synchronise { token: token.id, drift }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, token, user};
    use crate::domain::token::Stock;
    use crate::domain::user::UserKind::Master;

    #[test]
    fn the_drift_is_set_and_nothing_else_r6_5() {
        let now = at("2026-06-01T12:00:00");
        let mut fob = token(1);
        (fob.last_step, fob.wrong_codes) = (Some(77), 3);
        let before = case(vec![user("M", Master, 1)], vec![fob.clone()]);
        let after = before.apply(&decide(&before, &fob.serial, -7, now).unwrap());
        assert_eq!(after.tokens, [Token { drift: -7, ..fob }]);
        assert_eq!(after.users, before.users);
    }

    #[test]
    fn what_cannot_be_used_is_not_set_and_a_clock_that_is_right_stays_r6_5() {
        let now = at("2026-06-01T12:00:00");
        let refused = |change: &dyn Fn(&mut Token), drift| {
            let mut fob = token(1);
            change(&mut fob);
            let case = case(vec![], vec![fob]);
            decide(&case, &token(1).serial, drift, now).unwrap_err().code()
        };
        assert_eq!(refused(&|t| t.stock = Stock::Lost, 7), "E0303");
        assert_eq!(refused(&|t| t.stock = Stock::Scrapped, 7), "E0304");
        assert_eq!(refused(&|t| t.expires = Some(now), 7), "E0302");
        assert_eq!(refused(&|t| t.suspended_at = Some(now), 7), "E0305");
        assert_eq!(refused(&|t| t.drift = 7, 7), "E0606");
        let none = case(vec![], vec![]);
        assert_eq!(decide(&none, &token(1).serial, 7, now), Err(Refusal::TokenUnknown));
    }

    #[test]
    fn a_step_lasts_as_long_as_the_token_s_own_r6_1() {
        assert_eq!((seconds(7, 60), seconds(-7, 30), seconds(0, 60)), (420, -210, 0));
        assert_eq!(seconds(i64::MIN, 60), i64::MIN);
    }
}
