//! A table of the answers, and that none of them helps.

use super::*;
use crate::domain::case::samples::{at, token};
use crate::domain::otp::{Verdict, check, code_at};
use crate::domain::token::Token;

const SEED: &[u8] = b"seed of a sample";
const OTHER: &[u8] = b"seed of another";

fn otp(text: &str) -> Otp {
    Otp::parse(text, &Policy::default()).unwrap()
}

/// Asks with the code of the step `offset` away from the known drift; `last` is the last used step, so far away too.
fn asked(drift: i64, last: Option<i64>, offset: i64) -> (Why, Option<i64>) {
    let now = at("2026-06-01T12:00:30");
    let mut fob = token(1);
    fob.drift = drift;
    let centre = step_at(&fob.params, now).saturating_add_signed(drift);
    fob.last_step = last.map(|last| centre.saturating_add_signed(last));
    let code = otp(&code_at(SEED, &fob.params, centre.saturating_add_signed(offset)));
    let named = Opened {
        token: &fob,
        seed: SEED,
        spent: &[],
    };
    let Explained { why, spent } = explain(named, &[], &Policy::default(), &code, now);
    assert!(spent.iter().all(|(id, _)| *id == fob.id));
    let away = |step: u64| i64::try_from(step).unwrap() - i64::try_from(centre).unwrap();
    (why, spent.first().map(|(_, step)| away(*step)))
}

#[test]
fn a_step_of_the_named_token_is_told_and_what_could_still_serve_is_spent_r6_7() {
    for drift in [-7, 0, 3] {
        for (last, offset, expected) in [
            (None, -21, (Why::Nothing, None)),
            (None, -20, (Why::Late(20), Some(-20))),
            (None, -2, (Why::Late(2), Some(-2))),
            (None, -1, (Why::RightNow, Some(-1))),
            (None, 0, (Why::RightNow, Some(0))),
            (None, 1, (Why::RightNow, Some(1))),
            (None, 2, (Why::Early(2), Some(2))),
            (None, 20, (Why::Early(20), Some(20))),
            (None, 21, (Why::Nothing, None)),
            (Some(-3), -3, (Why::Used, None)),
            (Some(-3), -20, (Why::Used, None)),
            (Some(-3), -2, (Why::Late(2), Some(-2))),
            (Some(0), -1, (Why::Used, None)),
            (Some(0), 0, (Why::Used, None)),
            (Some(0), 1, (Why::RightNow, Some(1))),
            (Some(5), 5, (Why::Used, None)),
            (Some(5), 6, (Why::Early(6), Some(6))),
        ] {
            assert_eq!(asked(drift, last, offset), expected, "{drift} {last:?} {offset}");
        }
    }
}

#[test]
fn another_token_of_the_contract_is_named_and_its_fresh_code_spent_r6_7() {
    let now = at("2026-06-01T12:00:30");
    let (fob, mut other) = (token(1), token(2));
    other.drift = 4;
    let centre = step_at(&other.params, now) + 4;
    for (last, step, expected) in [
        (None, centre - 2, None),
        (None, centre - 1, Some(Some(centre - 1))),
        (None, centre + 1, Some(Some(centre + 1))),
        (None, centre + 2, None),
        (Some(centre), centre, Some(None)),
    ] {
        other.last_step = last;
        let code = otp(&code_at(OTHER, &other.params, step));
        let named = Opened {
            token: &fob,
            seed: SEED,
            spent: &[],
        };
        let others = [Opened {
            token: &other,
            seed: OTHER,
            spent: &[],
        }];
        let given = explain(named, &others, &Policy::default(), &code, now);
        let (why, spent) = match expected {
            None => (Why::Nothing, None),
            Some(spent) => (Why::OtherToken(other.serial.clone()), spent),
        };
        let spent: Vec<_> = spent.map(|step| (other.id, step)).into_iter().collect();
        assert_eq!(given, Explained { why, spent }, "{step}");
    }
}

#[test]
fn another_usual_length_of_a_step_is_told_r6_7() {
    let now = at("2026-06-01T12:00:30");
    for (own, other, expected) in [
        (60, 30, Why::OtherPeriod(30)),
        (30, 60, Why::OtherPeriod(60)),
        (45, 30, Why::OtherPeriod(30)),
        (60, 45, Why::Nothing),
    ] {
        let mut fob = token(1);
        fob.params.period = own;
        let params = CodeParams {
            period: other,
            ..fob.params
        };
        let code = otp(&code_at(SEED, &params, step_at(&params, now)));
        let named = Opened {
            token: &fob,
            seed: SEED,
            spent: &[],
        };
        let given = explain(named, &[], &Policy::default(), &code, now);
        let why = expected;
        assert_eq!(given, Explained { why, spent: vec![] }, "{own} {other}");
    }
}

/// With codes of one digit many steps have the same one: none of them may be left that a check would take.
#[test]
fn nothing_is_left_of_a_code_that_fits_several_steps_r6_7() {
    let now = at("2026-06-01T12:00:30");
    let policy = Policy {
        otp_digits: 1,
        ..Policy::default()
    };
    for digit in 0..10 {
        let (mut fob, mut other) = (token(1), token(2));
        (fob.params.digits, other.params.digits) = (1, 1);
        let code = Otp::parse(&digit.to_string(), &policy).unwrap();
        let opened = [
            Opened {
                token: &fob,
                seed: SEED,
                spent: &[],
            },
            Opened {
                token: &other,
                seed: OTHER,
                spent: &[],
            },
        ];
        let given = explain(opened[0], &opened[1..], &policy, &code, now);
        // What was spent is refused, whatever a check finds.
        let would_take = |of: &Token, verdict| match verdict {
            Verdict::Accepted { step, .. } => !given.spent.contains(&(of.id, step)),
            Verdict::Used | Verdict::Wrong => false,
        };
        for minutes in 0..19 {
            let later = now + chrono::TimeDelta::minutes(minutes);
            let verdict = check(SEED, &fob, 1, &code, later);
            assert!(!would_take(&fob, verdict), "{digit} {minutes}");
        }
        let verdict = check(OTHER, &other, 1, &code, now);
        assert!(!would_take(&other, verdict), "{digit}");
    }
}

#[test]
fn the_ends_of_time_do_not_panic() {
    let mut fob = token(1);
    for (drift, start, last) in [(i64::MIN, u64::MAX, None), (i64::MAX, 0, Some(u64::MAX))] {
        (fob.drift, fob.params.start, fob.last_step) = (drift, start, last);
        let named = Opened {
            token: &fob,
            seed: SEED,
            spent: &[],
        };
        let now = chrono::DateTime::from_timestamp(-5, 0).unwrap();
        explain(named, &[named], &Policy::default(), &otp("000000"), now);
    }
}
