//! Suspension and unlock (R9), from whichever door.

use chrono::TimeDelta;
use madoguchi::domain::access::Service;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::user::UserKind::{Admin, General, Master};
use madoguchi::portal::Outcome;

use crate::rules_support::counters::{authorise, register, revoke, unlock};
use crate::rules_support::{Bank, Company, Fob, ONE, confirmation, fob, person, said, two_companies};

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

fn suspend(bank: &mut Bank, token: &str) {
    for _ in 0..5 {
        let wrong = bank.wrong(token);
        bank.desk_code(ONE, token, &wrong, None).unwrap_err();
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
    suspend(&mut bank, FOB);
    for days in [1, 30, 365] {
        bank.wait(TimeDelta::days(days));
        let code = bank.code(FOB);
        assert_eq!(try_at(&mut bank, Door::Gate("M"), &code), "E0305");
        assert_eq!(bank.state(ONE, "G"), OtpState::Suspended);
    }
}

#[test]
fn a_master_or_admin_with_another_usable_token_unlocks_everyone_who_shares_without_a_code_r9_2() {
    for chosen in [&["M"][..], &["G"], &["M", "G"], &["G", "M"]] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let used = bank.code(FOB);
        bank.desk_code(ONE, FOB, &used, None).unwrap();
        suspend(&mut bank, FOB);
        let before = bank.token(ONE, FOB);
        let Outcome::Unlocked { users } = bank.as_user("A", unlock(chosen), "").unwrap() else {
            panic!()
        };
        let users: Vec<_> = users.iter().map(|user| user.as_str()).collect();
        assert_eq!(users, ["G", "M"], "R9.2: the answer names all who share");
        let after = bank.token(ONE, FOB);
        assert_eq!(
            (after.wrong_codes, after.suspended_at),
            (0, None),
            "R9.4: the count is set back"
        );
        assert_eq!(
            after.last_step, before.last_step,
            "R9.4: the last used step is left alone"
        );
        assert_eq!(try_at(&mut bank, Door::Gate("G"), &used), "E0602", "R6.3, R9.4");
        let wrong = bank.wrong(FOB);
        assert_eq!(
            try_at(&mut bank, Door::Gate("M"), &wrong),
            "E0601",
            "R9.4: five more from here"
        );
    }
}

#[test]
fn who_may_not_unlock_and_whom_r9_2() {
    for (by, chosen, expected) in [
        ("M", &["M"][..], "E0904"),
        ("M", &["G"], "E0904"),
        ("G", &["M"], "E0904"),
        ("H", &["M"], "E0904"),
        ("U", &["M"], "E0904"),
        ("N", &["M"], "E0904"),
        ("P", &["P"], "E0904"),
        ("A", &[], "E0203"),
        ("A", &["M", "M"], "E0206"),
        ("A", &["P"], "E0202"),
        ("A", &["M", "P"], "E0202"),
        ("A", &["A"], "E0901"),
        ("A", &["M", "H"], "E0901"),
        ("A", &["M", "U"], "E0901"),
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        suspend(&mut bank, FOB);
        let before = bank.token(ONE, FOB);
        assert_eq!(
            said(bank.as_user(by, unlock(chosen), "")),
            expected,
            "R9.2: {by} {chosen:?}"
        );
        assert_eq!(bank.token(ONE, FOB), before, "R9.2: nothing of it is carried out");
    }
}

#[test]
fn an_unlock_asks_for_the_confirmation_password_and_needs_the_own_token_usable_now_r9_2() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    suspend(&mut bank, FOB);
    let key = bank.key("A");
    assert_eq!(said(bank.ask(&key, unlock(&["M"]), "", "")), "E0504");
    assert_eq!(said(bank.ask(&key, unlock(&["M"]), &confirmation("M"), "")), "E0505");
    suspend(&mut bank, "70000002");
    assert_eq!(
        said(bank.ask(&key, unlock(&["M"]), &confirmation("A"), "")),
        "E0904",
        "all are suspended"
    );
    bank.desk_unlock(ONE, &["A"], None).unwrap();
    assert_eq!(said(bank.ask(&key, unlock(&["M"]), &confirmation("A"), "")), "ok");
}

#[test]
fn the_bank_unlocks_where_no_such_user_exists_and_otherwise_names_them_r9_3() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    suspend(&mut bank, FOB);
    let refused = bank.desk_unlock(ONE, &["M"], None).unwrap_err();
    assert_eq!(
        (refused.code(), refused.facts()),
        ("E0902", vec![("who", "A".to_owned())]),
        "R9.3"
    );
    bank.desk_unlock(ONE, &["M"], Some("管理者が入院中のため")).unwrap();
    // Once the one who could is stopped, only the bank is left.
    suspend(&mut bank, FOB);
    let stopped = Service {
        stopped: true,
        ..Service::default()
    };
    bank.set_service("A", &stopped);
    bank.desk_unlock(ONE, &["G"], None).unwrap();
    assert_eq!(bank.state(ONE, "M"), OtpState::InUse);
    // All are suspended.
    bank.set_service("A", &Service::default());
    suspend(&mut bank, FOB);
    suspend(&mut bank, "70000002");
    bank.desk_unlock(ONE, &["M", "H"], None).unwrap();
    for id in ["M", "A", "G", "H"] {
        assert_eq!(bank.state(ONE, id), OtpState::InUse, "R9.3: {id}");
    }
}

#[test]
fn unlocking_revives_no_expired_and_no_lost_token_at_either_counter_r9_4() {
    let company = || Company {
        number: ONE,
        start: "2026-05-01",
        fobs: vec![
            fob("70000002"),
            Fob {
                expires: Some("2026-08-01T06:00:00"),
                ..fob(FOB)
            },
        ],
        users: vec![
            person("M", Master, FOB),
            person("A", Admin, "70000002"),
            person("G", General, FOB),
        ],
    };
    for (at, expected) in [("2026-08-01T05:59:59", "ok"), ("2026-08-01T06:00:00", "E0903")] {
        for at_desk in [false, true] {
            let mut bank = Bank::open("2026-07-31T10:00:00", &[company()]);
            suspend(&mut bank, FOB);
            bank.set(at);
            let given = if at_desk {
                said(bank.desk_unlock(ONE, &["M"], Some("試験")))
            } else {
                said(bank.as_user("A", unlock(&["M"]), ""))
            };
            assert_eq!(given, expected, "R9.4: {at}");
        }
    }
    let mut bank = Bank::open("2026-07-31T10:00:00", &[company()]);
    suspend(&mut bank, FOB);
    bank.desk_revoke(ONE, &["M"], Reason::Theft).unwrap();
    assert_eq!(said(bank.as_user("A", unlock(&["G"]), "")), "E0903", "R9.4: stolen");
    assert_eq!(said(bank.desk_unlock(ONE, &["G"], Some("試験"))), "E0903");
    assert_eq!(bank.state(ONE, "G"), OtpState::Lost);
}
