//! Suspension and unlock (利用停止, 停止解除; R9, BRSK025).

use super::authority;
use super::calendar::Instant;
use super::case::{Case, Change};
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::token::{Stock, Token};
use super::values::{LoginId, Serial};

/// What a wrong code does to its token (R9.1): the new count, and whether the token is suspended by it.
pub fn charge(token: &Token, policy: &Policy) -> (u32, bool) {
    let count = token.wrong_codes.saturating_add(1);
    (count, count >= policy.wrong_codes)
}

/// Unlocks, for the bank, the tokens of the chosen users, and with them everyone who shares (R9.2, R9.3).
///
/// Refused when one of the customer's own users could do it, unless a supervisor's override was asked for with a
/// reason (`overridden`); when a chosen user's token is not suspended; and when it is expired, lost or scrapped,
/// since unlocking revives none of these (R9.4).
pub fn decide(case: &Case, chosen: &[LoginId], overridden: bool, now: Instant) -> Decision<Vec<Change>> {
    let users = case.chosen(chosen)?;
    let mut changes = Vec::new();
    for user in users {
        let not_suspended = || Refusal::NotSuspended {
            login_id: user.login_id.to_string(),
        };
        let token = case.token_of(user).ok_or_else(not_suspended)?;
        if token.stock != Stock::Issued || token.is_expired(now) {
            return Err(Refusal::NotRevived {
                serial: token.serial.to_string(),
            });
        }
        if !token.is_suspended() {
            return Err(not_suspended());
        }
        let able = authority::could_unlock(case, token.id, now);
        if !able.is_empty() && !overridden {
            let who: Vec<_> = able.iter().map(LoginId::as_str).collect();
            return Err(Refusal::CustomerCanUnlock { who: who.join(", ") });
        }
        let lift = Change::Lift { token: token.id };
        if !changes.contains(&lift) {
            changes.push(lift);
        }
    }
    Ok(changes)
}

/// Lifts, for the bank, the suspension of a fob that nobody is registered with (R7.7, R9.3). Nobody of the customer's own could: their
/// list is of users.
///
/// # Errors
/// E0301 for a token that is not the contract's, E0903 when it can't be used any more, E1126 when it is not suspended, E1127 when
/// somebody is registered with it: then they are chosen.
pub fn decide_alone(case: &Case, serial: &Serial, now: Instant) -> Decision<Vec<Change>> {
    let token = case.token_by_serial(serial)?;
    let serial = token.serial.to_string();
    if token.stock != Stock::Issued || token.is_expired(now) {
        return Err(Refusal::NotRevived { serial });
    }
    if !token.is_suspended() {
        return Err(Refusal::FobNotSuspended { serial });
    }
    if case.sharers(token.id).next().is_some() {
        return Err(Refusal::FobHasUsers { serial });
    }
    Ok(vec![Change::Lift { token: token.id }])
}

/// Unlocks, for one of the customer's own users, `by`, the tokens of the chosen users, and with them everyone who shares
/// (R9.2). Each must be another than the token that `by` uses, which must be usable.
///
/// # Errors
/// E0904 unless `by` may, E1021 for a token that the bank stopped (R9.6); the others as for the bank.
pub fn decide_for_customer(case: &Case, by: &LoginId, chosen: &[LoginId], now: Instant) -> Decision<Vec<Change>> {
    if !authority::able(case, now).any(|user| user.login_id == *by) {
        return Err(Refusal::MayNotUnlock);
    }
    // A token that is used by someone able is not suspended, so none of these is their own.
    open_to_customer(case, chosen, now)
}

/// What would unlock the chosen users, for whoever of the customer's own may.
///
/// # Errors
/// E1021 for a token that the bank stopped (R9.6); the others as for the bank.
pub fn open_to_customer(case: &Case, chosen: &[LoginId], now: Instant) -> Decision<Vec<Change>> {
    let changes = decide(case, chosen, true, now)?;
    let users = case.chosen(chosen)?.into_iter();
    let mut tokens = users.filter_map(|user| case.token_of(user));
    match tokens.find(|token| token.held.is_some()) {
        None => Ok(changes),
        Some(held) => Err(Refusal::HeldByBank {
            serial: held.serial.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, login, token, user};
    use crate::domain::state::{self, OtpState};
    use crate::domain::stop;
    use crate::domain::user::UserKind::*;

    fn locked(n: u8) -> Token {
        let mut token = token(n);
        (token.wrong_codes, token.suspended_at, token.last_step) = (5, Some(at("2026-06-01T11:00:00")), Some(77));
        token
    }

    #[test]
    fn everyone_who_shares_is_unlocked_and_the_last_step_stays_r9_2_and_r9_4() {
        let now = at("2026-06-01T12:00:00");
        let case = case(vec![user("M", Master, 1), user("G", General, 1)], vec![locked(1)]);
        let changes = decide(&case, &[login("G")], false, now).unwrap();
        let both = decide(&case, &[login("G"), login("M")], false, now).unwrap();
        assert_eq!((changes.len(), &both), (1, &changes));
        let after = case.apply(&changes);
        assert!(
            after
                .users
                .iter()
                .all(|user| state::of(user, &after, now) == OtpState::InUse)
        );
        assert_eq!((after.tokens[0].wrong_codes, after.tokens[0].last_step), (0, Some(77)));
    }

    #[test]
    fn refused_when_the_customer_could_do_it_unless_overridden_r9_3() {
        let now = at("2026-06-01T12:00:00");
        let case = case(
            vec![user("M", Master, 1), user("A", Admin, 2)],
            vec![locked(1), token(2)],
        );
        assert_eq!(
            decide(&case, &[login("M")], false, now),
            Err(Refusal::CustomerCanUnlock { who: "A".into() })
        );
        assert!(decide(&case, &[login("M")], true, now).is_ok());
        assert_eq!(
            decide(&case, &[login("A")], true, now),
            Err(Refusal::NotSuspended { login_id: "A".into() })
        );
    }

    #[test]
    fn unlocking_revives_no_dead_token_r9_4() {
        let now = at("2026-06-01T12:00:00");
        let kills: [fn(&mut Token); 3] = [
            |t| t.stock = Stock::Lost,
            |t| t.stock = Stock::Scrapped,
            |t| t.expires = t.suspended_at,
        ];
        for kill in kills {
            let mut dead = locked(1);
            kill(&mut dead);
            let case = case(vec![user("M", Master, 1)], vec![dead]);
            assert_eq!(decide(&case, &[login("M")], true, now).unwrap_err().code(), "E0903");
        }
    }

    #[test]
    fn a_stop_suspends_everyone_who_shares_and_only_the_bank_lifts_it_r9_6() {
        let now = at("2026-06-01T12:00:00");
        let users = vec![user("M", Master, 1), user("G", General, 1), user("A", Admin, 2)];
        let before = case(users, vec![token(1), token(2)]);
        let stopped = before.apply(&stop::decide(&before, &token(1).serial, now).unwrap());
        let states: Vec<_> = stopped
            .users
            .iter()
            .map(|user| state::of(user, &stopped, now))
            .collect();
        assert_eq!(states, [OtpState::Suspended, OtpState::Suspended, OtpState::InUse]);
        assert!(
            stopped.users.iter().all(|user| user.token.is_some()),
            "nobody is revoked"
        );
        // A could lift wrong codes; this one they can't, and the bank is not held up by R9.3.
        assert_eq!(
            decide_for_customer(&stopped, &login("A"), &[login("M")], now).map_err(|refusal| refusal.code()),
            Err("E1021")
        );
        let lifted = stopped.apply(&decide(&stopped, &[login("G")], false, now).unwrap());
        assert_eq!(lifted, before);
        let code = |case: &Case, n| stop::decide(case, &token(n).serial, now).unwrap_err().code();
        assert_eq!(code(&stopped, 1), "E1022");
        assert_eq!(code(&stopped, 9), "E0301");
        let mut lost = before.clone();
        lost.tokens[0].stock = Stock::Lost;
        lost.tokens[1].expires = Some(now);
        for n in [1, 2] {
            assert_eq!(code(&lost, n), "E1023");
        }
    }

    #[test]
    fn what_wrong_codes_suspended_is_stopped_too_since_then_r9_6() {
        let now = at("2026-06-01T12:00:00");
        let users = vec![user("M", Master, 1), user("A", Admin, 2)];
        let before = case(users, vec![locked(1), token(2)]);
        let stopped = before.apply(&stop::decide(&before, &token(1).serial, now).unwrap());
        assert_eq!(stopped.tokens[0].suspended_at, before.tokens[0].suspended_at);
        assert!(decide_for_customer(&before, &login("A"), &[login("M")], now).is_ok());
        assert!(decide_for_customer(&stopped, &login("A"), &[login("M")], now).is_err());
    }

    #[test]
    fn the_fifth_wrong_code_suspends_r9_1() {
        let policy = Policy::default();
        let mut fob = token(1);
        for (before, expected) in [(0, (1, false)), (3, (4, false)), (4, (5, true)), (5, (6, true))] {
            fob.wrong_codes = before;
            assert_eq!(charge(&fob, &policy), expected);
        }
    }
}
