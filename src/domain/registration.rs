//! Registration (利用開始登録, R3).

use super::calendar::{self, Instant};
use super::case::{Case, Change};
use super::refusal::{Decision, Refusal};
use super::token::{Stock, Token};
use super::user::User;
use super::values::{LoginId, Serial};

/// Whether a user may be registered now: the conditions of R3.1.
pub fn open_to(user: &User, case: &Case, now: Instant) -> Decision<()> {
    if calendar::day_of(now) < case.contract.start {
        return Err(Refusal::BeforeStart {
            start: case.contract.start.to_string(),
        });
    }
    if let Some(token) = case.token_of(user) {
        return Err(Refusal::AlreadyRegistered {
            login_id: user.login_id.to_string(),
            serial: token.serial.to_string(),
        });
    }
    if let Some(opens) = user.closed_until(now) {
        return Err(Refusal::ClosedPeriod {
            login_id: user.login_id.to_string(),
            opens: calendar::show(opens),
        });
    }
    if !user.operations.any() {
        return Err(Refusal::NoTokenNeeded {
            login_id: user.login_id.to_string(),
        });
    }
    Ok(())
}

/// Whether a token can be registered with, its code aside (R3.2).
pub fn fit(token: &Token, now: Instant) -> Decision<()> {
    let serial = || token.serial.to_string();
    match token.stock {
        Stock::Lost => return Err(Refusal::TokenLost { serial: serial() }),
        Stock::Scrapped => return Err(Refusal::TokenScrapped { serial: serial() }),
        Stock::Arrived | Stock::InStock | Stock::Moving | Stock::Returned => return Err(Refusal::TokenUnknown),
        Stock::Issued => {}
    }
    if let Some(start) = token.starts.filter(|_| token.is_early(now)) {
        return Err(Refusal::TokenNotYet {
            serial: serial(),
            start: calendar::show(start),
        });
    }
    if let Some(expired) = token.expires.filter(|_| token.is_expired(now)) {
        return Err(Refusal::TokenExpired {
            serial: serial(),
            expired: calendar::show(expired),
        });
    }
    if token.is_suspended() {
        Err(Refusal::TokenSuspended { serial: serial() })
    } else {
        Ok(())
    }
}

/// Whether the user would be offered registration and the contract has a token to register with.
pub fn offered(user: &User, case: &Case, now: Instant) -> bool {
    open_to(user, case, now).is_ok() && case.tokens.iter().any(|token| fit(token, now).is_ok())
}

/// Registers a user with a token of the contract (R3.2, R3.3); the code was accepted before, by [`super::otp`].
pub fn decide(case: &Case, login_id: &LoginId, serial: &Serial, now: Instant) -> Decision<Vec<Change>> {
    let user = case.user(login_id)?;
    open_to(user, case, now)?;
    let token = case.token_by_serial(serial)?;
    fit(token, now)?;
    Ok(vec![Change::Tie {
        login_id: login_id.clone(),
        token: token.id,
        at: now,
    }])
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::case::samples::{at, case, login, token, user};
    use crate::domain::user::{Operations, UserKind::*};

    fn serial(n: u8) -> Serial {
        token(n).serial
    }

    #[test]
    fn a_second_user_shares_and_another_contract_is_as_unknown_r3_3() {
        let now = at("2026-06-01T12:00:00");
        let case = case(vec![user("M", Master, 1), user("G", General, 0)], vec![token(1)]);
        let changes = decide(&case, &login("G"), &serial(1), now).unwrap();
        assert_eq!(case.apply(&changes).sharers(token(1).id).count(), 2);
        assert_eq!(decide(&case, &login("G"), &serial(9), now), Err(Refusal::TokenUnknown));
        assert_eq!(decide(&case, &login("X"), &serial(1), now).unwrap_err().code(), "E0202");
    }

    #[test]
    fn the_conditions_of_r3_1_and_r3_2() {
        let now = at("2026-06-01T12:00:00");
        let decide_with = |change_user: &dyn Fn(&mut User), change_token: &dyn Fn(&mut Token), now| {
            let (mut u, mut t) = (user("G", General, 0), token(1));
            change_user(&mut u);
            change_token(&mut t);
            decide(&case(vec![u], vec![t]), &login("G"), &serial(1), now)
                .err()
                .map(|refusal| refusal.code())
        };
        let none: &dyn Fn(&mut Token) = &|_| ();
        assert_eq!(decide_with(&|_| (), none, now), None);
        assert_eq!(decide_with(&|_| (), none, at("2026-04-30T23:59:59")), Some("E0309"));
        assert_eq!(decide_with(&|_| (), none, at("2026-05-01T00:00:00")), None);
        assert_eq!(decide_with(&|u| u.token = Some(token(1).id), none, now), Some("E0306"));
        assert_eq!(
            decide_with(&|u| u.reopens_at = Some(at("2026-06-01T12:00:01")), none, now),
            Some("E0307")
        );
        assert_eq!(decide_with(&|u| u.reopens_at = Some(now), none, now), None);
        assert_eq!(
            decide_with(&|u| u.operations = Operations::default(), none, now),
            Some("E0308")
        );
        assert_eq!(decide_with(&|_| (), &|t| t.expires = Some(now), now), Some("E0302"));
        let second = TimeDelta::seconds(1);
        assert_eq!(
            decide_with(&|_| (), &|t| t.starts = Some(now + second), now),
            Some("E1440")
        );
        assert_eq!(decide_with(&|_| (), &|t| t.starts = Some(now), now), None);
        assert_eq!(decide_with(&|_| (), &|t| t.stock = Stock::Lost, now), Some("E0303"));
        assert_eq!(decide_with(&|_| (), &|t| t.stock = Stock::Scrapped, now), Some("E0304"));
        assert_eq!(
            decide_with(&|_| (), &|t| t.suspended_at = Some(now), now),
            Some("E0305")
        );
        assert_eq!(decide_with(&|_| (), &|t| t.stock = Stock::InStock, now), Some("E0301"));
    }
}
