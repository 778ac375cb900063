//! Checking a one-time password (R6), at both counters.

use chrono::TimeDelta;
use madoguchi::domain::gate::Operation;
use madoguchi::store::Store;

use crate::rules_support::counters::{authorise, register, revoke};
use crate::rules_support::{Bank, ONE, confirmation, face, instant, number, said, serial, two_companies};

const FOB: &str = "70000001";

/// The two doors that take a code of a fob in use.
fn at_portal(bank: &mut Bank, code: &str) -> &'static str {
    said(bank.as_user("M", authorise(Operation::PayEasy), code))
}

fn at_desk(bank: &mut Bank, code: &str) -> &'static str {
    said(bank.desk_code(ONE, FOB, code, None))
}

type Door = fn(&mut Bank, &str) -> &'static str;

const DOORS: [Door; 2] = [at_portal, at_desk];

/// A bank whose FOB is known to be `drift` steps ahead: each code accepted one step off moves what is known by one.
fn drifted(drift: i64) -> Bank {
    let mut bank = Bank::open("2026-06-01T09:00:30", &two_companies());
    for known in 1..=drift.abs() {
        bank.wait(TimeDelta::minutes(3));
        let code = face(FOB, bank.now(), known * drift.signum());
        bank.desk_code(ONE, FOB, &code, None).unwrap();
        assert_eq!(bank.token(ONE, FOB).drift, known * drift.signum(), "R6.2");
    }
    bank.wait(TimeDelta::minutes(20));
    bank
}

#[test]
fn the_window_is_one_step_around_the_known_drift_which_moves_by_one_at_most_r6_2() {
    for drift in [0, 1, -1, 3, -4] {
        for door in DOORS {
            let mut bank = drifted(drift);
            for (offset, expected, after) in [
                (-2, "E0601", 0),
                (2, "E0601", 0),
                (0, "ok", 0),
                (1, "ok", 1),
                // The window has moved with it.
                (3, "E0601", 1),
                (2, "ok", 2),
                (0, "E0601", 2),
                (1, "ok", 1),
                (0, "ok", 0),
                (-1, "ok", -1),
                (-3, "E0601", -1),
                (1, "E0601", -1),
                (-2, "ok", -2),
            ] {
                let code = face(FOB, bank.now(), drift + offset);
                assert_eq!(
                    door(&mut bank, &code),
                    expected,
                    "R6.2: drift {drift}, code of step {offset}"
                );
                assert_eq!(
                    bank.token(ONE, FOB).drift,
                    drift + after,
                    "R6.2: drift {drift}, code of step {offset}"
                );
                bank.wait(TimeDelta::minutes(10));
            }
        }
    }
}

/// A code of the step that begins at 10:00:00 is taken for that minute and the one to either side, to the second.
#[test]
fn a_code_serves_from_the_minute_before_to_the_minute_after_r6_1_and_r6_2() {
    let code = face(FOB, instant("2026-06-01T10:00:00"), 0);
    for (at, expected) in [
        ("2026-06-01T09:58:59", "E0601"),
        ("2026-06-01T09:59:00", "ok"),
        ("2026-06-01T10:00:00", "ok"),
        ("2026-06-01T10:01:59", "ok"),
        ("2026-06-01T10:02:00", "E0601"),
    ] {
        for door in DOORS {
            let mut bank = Bank::open(at, &two_companies());
            assert_eq!(door(&mut bank, &code), expected, "R6.2: {at}");
        }
    }
}

/// Who sends what after M has used the code of this step at one of the doors.
#[test]
fn a_code_is_taken_once_whoever_sends_it_again_at_whichever_counter_r6_3() {
    let replays: [(&str, Door); 6] = [
        ("the same user", at_portal),
        ("the other sharer", |bank, code| {
            said(bank.as_user("G", authorise(Operation::Transfer), code))
        }),
        ("the branch", at_desk),
        ("for a registration at the portal", |bank, code| {
            said(bank.as_user("U", register(FOB), code))
        }),
        ("for a registration by the branch", |bank, code| {
            said(bank.desk_code(ONE, FOB, code, Some("U")))
        }),
        ("for a revocation", |bank, code| {
            said(bank.as_user("M", revoke(&["G"]), code))
        }),
    ];
    for first in DOORS {
        for ahead in [-1, 0, 1] {
            let mut bank = Bank::open("2026-06-01T10:00:30", &two_companies());
            let wrong = bank.wrong(FOB);
            let code = face(FOB, bank.now(), ahead);
            assert_eq!(first(&mut bank, &code), "ok");
            assert_eq!(at_desk(&mut bank, &wrong), "E0601");
            let before = bank.token(ONE, FOB);
            for (who, replay) in replays {
                assert_eq!(replay(&mut bank, &code), "E0602", "R6.3: {who}");
                assert_eq!(
                    bank.token(ONE, FOB),
                    before,
                    "R6.3: {who}: neither counted nor set back"
                );
            }
        }
    }
}

#[test]
fn an_older_code_is_used_up_by_a_newer_one_r6_3() {
    for (first, then) in [(0, -1), (1, 0), (1, -1)] {
        for door in DOORS {
            let mut bank = Bank::open("2026-06-01T10:00:30", &two_companies());
            let (newer, older) = (face(FOB, bank.now(), first), face(FOB, bank.now(), then));
            assert_eq!(door(&mut bank, &newer), "ok");
            // With the drift that the newer one taught, the oldest may be outside the window: never accepted.
            let refused = door(&mut bank, &older);
            assert!(["E0602", "E0601"].contains(&refused), "R6.3: {first} {then}: {refused}");
            assert_eq!(refused == "E0602", first - then < 2, "R6.3: {first} {then}");
            bank.wait(TimeDelta::minutes(2));
            let next = face(FOB, bank.now(), 0);
            assert_eq!(door(&mut bank, &next), "ok", "R6.3: the next one is taken");
        }
    }
}

#[test]
fn the_charge_is_committed_when_the_answer_is_given_r6_6() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    let wrong = bank.wrong(FOB);
    for (count, door) in [(1, DOORS[0]), (2, DOORS[1])] {
        assert_eq!(door(&mut bank, &wrong), "E0601");
        let (other, _) = Store::open(bank.place()).unwrap();
        let rows = other.read(|tx| tx.tokens_with(&serial(FOB))).unwrap();
        assert_eq!(rows[0].token.wrong_codes, count, "R6.6: another program sees it");
        let filter = madoguchi::store::Filter {
            contract: Some(number(ONE)),
            limit: 1,
        };
        let entry = other.read(|tx| tx.entries(&filter)).unwrap().remove(0);
        assert_eq!(entry.draft.code.as_deref(), Some("E0601"), "R6.6, R12.1");
    }
}

#[test]
fn nothing_of_a_code_or_password_is_in_an_entry_r12_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let (right, wrong) = (bank.code(FOB), bank.wrong(FOB));
    for code in [&wrong, &right] {
        let key = bank.key("M");
        let _ = bank.ask(&key, authorise(Operation::Bulk), &confirmation("M"), code);
        let _ = bank.ask(&key, authorise(Operation::Bulk), code, code);
        let _ = bank.ask(&key, register(code), "", code);
        let _ = bank.login_with(code, code);
        let _ = bank.login_with("M", code);
        let _ = bank.desk_code(ONE, code, code, None);
    }
    let entries = bank.entries(100);
    let text = format!("{entries:?}");
    for secret in [right, wrong, confirmation("M"), "login-of-M".to_owned()] {
        assert!(!text.contains(&secret), "R12.3: {secret}");
    }
}
