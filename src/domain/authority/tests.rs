//! Who of a company could do it themselves, case by case (R7, R9).

use super::*;
use crate::domain::case::samples::{at, case, login, token, user};
use crate::domain::policy::Policy;
use crate::domain::user::{Operations, UserKind::*};

#[test]
fn who_could_unlock_r9_2_and_r9_3() {
    let now = at("2026-06-01T12:00:00");
    let verdict = |users, tokens| verdict(Action::Unlock, &case(users, tokens), now);
    let suspended = |n| {
        let mut t = token(n);
        t.suspended_at = Some(now);
        t
    };
    // One token only: the bank.
    let one = vec![user("M", Master, 1), user("G", General, 1)];
    assert_eq!(
        verdict(one.clone(), vec![suspended(1)]),
        Verdict::BankOnly(Why::OneTokenOnly)
    );
    assert_eq!(verdict(one, vec![token(1)]), Verdict::Nothing);
    // Another administrator with another good token: the customer.
    let two = vec![user("M", Master, 1), user("A", Admin, 2)];
    assert_eq!(
        verdict(two.clone(), vec![suspended(1), token(2)]),
        Verdict::Customer(vec![login("A")])
    );
    // … but not when that one is suspended or expired, or its holder no administrator.
    assert_eq!(
        verdict(two.clone(), vec![suspended(1), suspended(2)]),
        Verdict::BankOnly(Why::NoUsableToken)
    );
    let mut old = token(2);
    old.expires = Some(now);
    assert_eq!(
        verdict(two, vec![suspended(1), old]),
        Verdict::BankOnly(Why::NoUsableToken)
    );
    let general = vec![user("M", Master, 1), user("G", General, 2)];
    assert_eq!(
        verdict(general, vec![suspended(1), token(2)]),
        Verdict::BankOnly(Why::NoUsableToken)
    );
}

#[test]
fn who_is_stopped_can_do_nothing_and_the_branch_is_told_that_r7_3_and_r9_3() {
    let now = at("2026-06-01T12:00:00");
    let mut suspended = token(1);
    suspended.suspended_at = Some(now);
    let tokens = vec![suspended, token(2)];
    let stops: [fn(&mut crate::domain::access::Service); 3] = [
        |service| service.stopped = true,
        |service| service.login_stopped = true,
        |service| service.confirmation_stopped = true,
    ];
    for stop in stops {
        let mut admin = user("A", Admin, 2);
        stop(&mut admin.service);
        let case = case(vec![user("M", Master, 1), admin], tokens.clone());
        for action in [Action::Unlock, Action::Revoke] {
            assert_eq!(verdict(action, &case, now), Verdict::BankOnly(Why::AllStopped));
        }
    }
    let mut paused = user("A", Admin, 2);
    paused.service = (0..6).fold(paused.service, |service, _| {
        service.wrong_login("198.51.100.1", now, &Policy::default())
    });
    let case = case(vec![user("M", Master, 1), paused], tokens);
    assert_eq!(verdict(Action::Unlock, &case, now), Verdict::Customer(vec![login("A")]));
}

#[test]
fn who_could_revoke_r7_1_and_r7_3() {
    let now = at("2026-06-01T12:00:00");
    let verdict = |users, tokens| verdict(Action::Revoke, &case(users, tokens), now);
    let mut powerless = user("A", Admin, 1);
    powerless.operations = Operations {
        transfer: true,
        ..Operations::default()
    };
    assert_eq!(
        verdict(vec![user("M", Master, 1)], vec![token(1)]),
        Verdict::Customer(vec![login("M")])
    );
    assert_eq!(
        verdict(vec![powerless], vec![token(1)]),
        Verdict::BankOnly(Why::NoUsableToken)
    );
    assert_eq!(
        verdict(vec![user("G", General, 1)], vec![token(1)]),
        Verdict::BankOnly(Why::NoUsableToken)
    );
    assert_eq!(verdict(vec![user("M", Master, 0)], vec![token(1)]), Verdict::Nothing);
}

#[test]
fn whose_own_fob_is_lost_can_not_revoke_it_themselves_r7_8() {
    let now = at("2026-06-01T12:00:00");
    let shared = case(
        vec![user("M", Master, 1), user("A", Admin, 1), user("G", General, 1)],
        vec![token(1)],
    );
    assert_eq!(
        could_revoke(&shared, &[], now),
        Verdict::Customer(vec![login("M"), login("A")])
    );
    assert_eq!(
        could_revoke(&shared, &[token(1).id], now),
        Verdict::BankOnly(Why::FobLost)
    );
    let two = case(
        vec![user("M", Master, 1), user("A", Admin, 2)],
        vec![token(1), token(2)],
    );
    assert_eq!(
        could_revoke(&two, &[token(1).id], now),
        Verdict::Customer(vec![login("A")])
    );
}
