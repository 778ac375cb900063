//! Suspension and unlock (R9), from whichever door.

use chrono::TimeDelta;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::state::OtpState;

use crate::rules_support::counters::{authorise, register, revoke};
use crate::rules_support::{Bank, ONE, said, two_companies};

const FOB: &str = "70000001";

/// Who tries, and where.
#[derive(Clone, Copy, Debug)]
enum Door {
    /// A user at the gate of an operation.
    Gate(&'static str),
    /// The master who would revoke.
    Revocation,
    /// A third user who would register with the same fob.
    Registration,
    /// The branch, for an identity check.
    Desk,
    /// The branch, for the registration of a user.
    DeskFor(&'static str),
}

fn try_at(bank: &mut Bank, door: Door, code: &str) -> &'static str {
    match door {
        Door::Gate(id) => said(bank.as_user(id, authorise(Operation::Transfer), code)),
        Door::Revocation => said(bank.as_user("M", revoke(&["M"]), code)),
        Door::Registration => said(bank.as_user("U", register(FOB), code)),
        Door::Desk => said(bank.desk_code(ONE, FOB, code, None)),
        Door::DeskFor(user) => said(bank.desk_code(ONE, FOB, code, Some(user))),
    }
}

#[test]
fn five_wrong_codes_from_any_doors_suspend_the_token_for_all_who_share_it_r9_1() {
    use Door::{Desk, DeskFor, Gate, Registration, Revocation};
    for doors in [
        [Gate("M"); 5],
        [Gate("M"), Gate("M"), Gate("G"), Gate("G"), Gate("G")],
        [Gate("M"), Gate("M"), Gate("G"), Gate("G"), Desk],
        [Desk, Gate("M"), Desk, Gate("G"), Gate("M")],
        [Registration, Revocation, Gate("G"), Desk, DeskFor("U")],
        [DeskFor("U"), DeskFor("U"), DeskFor("U"), DeskFor("U"), Registration],
        [Desk; 5],
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        for (i, door) in doors.into_iter().enumerate() {
            for id in ["M", "G"] {
                assert_eq!(bank.state(ONE, id), OtpState::InUse, "R9.1: {doors:?}, before {i}");
            }
            let wrong = bank.wrong(FOB);
            let expected = if i == 4 { "E0603" } else { "E0601" };
            assert_eq!(try_at(&mut bank, door, &wrong), expected, "R9.1: {doors:?}, {i}");
        }
        for (id, state) in [
            ("M", OtpState::Suspended),
            ("G", OtpState::Suspended),
            ("A", OtpState::InUse),
        ] {
            assert_eq!(bank.state(ONE, id), state, "R9.1: {doors:?}, {id}");
        }
        let code = bank.code(FOB);
        for door in [Gate("M"), Gate("G"), Registration, Desk, DeskFor("U")] {
            assert_eq!(
                try_at(&mut bank, door, &code),
                "E0305",
                "R9.1: the right code too, {door:?}"
            );
        }
        assert_eq!(try_at(&mut bank, Revocation, &code), "E0702", "R7.1: no usable token");
        let code = bank.code("70000002");
        assert_eq!(
            said(bank.as_user("A", authorise(Operation::Transfer), &code)),
            "ok",
            "R9.1: another token is not"
        );
    }
}

#[test]
fn a_right_code_after_four_wrong_ones_sets_the_count_back_at_whichever_door_r9_1() {
    for right in [
        Door::Gate("M"),
        Door::Gate("G"),
        Door::Desk,
        Door::DeskFor("U"),
        Door::Registration,
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        for _ in 0..3 {
            for door in [Door::Gate("M"), Door::Gate("G"), Door::Desk, Door::Gate("G")] {
                let wrong = bank.wrong(FOB);
                assert_eq!(try_at(&mut bank, door, &wrong), "E0601", "R9.1");
            }
            assert_eq!(bank.token(ONE, FOB).wrong_codes, 4);
            bank.wait(TimeDelta::minutes(1));
            let code = bank.code(FOB);
            match try_at(&mut bank, right, &code) {
                "ok" => assert_eq!(bank.token(ONE, FOB).wrong_codes, 0, "R9.1: {right:?}"),
                // They were registered by the first; the count is as it was.
                other => {
                    assert_eq!(other, "E0306");
                    bank.desk_code(ONE, FOB, &code, None).unwrap();
                }
            }
        }
    }
}

#[test]
fn what_is_no_wrong_code_is_not_counted_and_sets_nothing_back_r9_1() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let used = bank.code(FOB);
    assert_eq!(try_at(&mut bank, Door::Desk, &used), "ok");
    for _ in 0..4 {
        let wrong = bank.wrong(FOB);
        try_at(&mut bank, Door::Gate("M"), &wrong);
    }
    for door in [
        Door::Gate("M"),
        Door::Gate("G"),
        Door::Desk,
        Door::DeskFor("U"),
        Door::Registration,
        Door::Revocation,
    ] {
        for (code, expected) in [
            ("12345", "E0102"),
            ("1234567", "E0102"),
            ("12 345", "E0102"),
            ("abcdef", "E0102"),
            ("-12345", "E0102"),
            ("一二三四五六", "E0102"),
            (used.as_str(), "E0602"),
        ] {
            assert_eq!(try_at(&mut bank, door, code), expected, "R9.1: {door:?} {code}");
            assert_eq!(bank.token(ONE, FOB).wrong_codes, 4, "R9.1: {door:?} {code}");
        }
        let missing = if matches!(door, Door::Desk | Door::DeskFor(_)) {
            "E0102"
        } else {
            "E0503"
        };
        assert_eq!(try_at(&mut bank, door, ""), missing, "R9.1: {door:?}");
    }
    let wrong = bank.wrong(FOB);
    assert_eq!(try_at(&mut bank, Door::Gate("G"), &wrong), "E0603", "R9.1: the fifth");
}

#[test]
fn a_suspension_stays_until_it_is_lifted_r9_1() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    bank.suspend(ONE, FOB);
    for days in [1, 30, 365] {
        bank.wait(TimeDelta::days(days));
        let code = bank.code(FOB);
        assert_eq!(try_at(&mut bank, Door::Gate("M"), &code), "E0305");
        assert_eq!(bank.state(ONE, "G"), OtpState::Suspended);
    }
}
