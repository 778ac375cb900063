//! 利用開始登録 (R3) and its 省略 (R4.1), at the portal and, where the branch does it too, at the desk.

use chrono::TimeDelta;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::portal::{Command, Outcome};

use crate::rules_support::counters::register;
use crate::rules_support::{Bank, Company, ONE, TWO, fob, person, said, two_companies};
use madoguchi::domain::user::UserKind::Master;

#[test]
fn registration_is_shown_from_the_first_second_of_the_start_date_and_not_before_r3_1() {
    for (at, shown, tried) in [
        ("2026-06-09T23:59:59", false, "E0309"),
        ("2026-06-10T00:00:00", true, "ok"),
        ("2026-06-10T00:00:01", true, "ok"),
        ("2027-06-10T00:00:00", true, "ok"),
    ] {
        let mut bank = Bank::open(at, &two_companies());
        assert_eq!(bank.login("P").unwrap().shows_registration, shown, "R3.1: {at}");
        let code = bank.code("80000001");
        assert_eq!(
            said(bank.as_user("P", register("80000001"), &code)),
            tried,
            "R3.1: {at}"
        );
        let mut bank = Bank::open(at, &two_companies());
        assert_eq!(
            said(bank.desk_code(TWO, "80000001", &code, Some("P"))),
            tried,
            "R3.1: {at} at the desk"
        );
    }
}

#[test]
fn registration_is_shown_to_whom_it_concerns_and_to_nobody_else_r3_1() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    for (id, shown, tried) in [
        ("M", false, "E0306"),
        ("G", false, "E0306"),
        ("N", false, "E0308"),
        ("P", false, "E0309"),
        ("U", true, "ok"),
    ] {
        assert_eq!(bank.login(id).unwrap().shows_registration, shown, "R3.1: {id}");
        let (number, token) = if id == "P" {
            (TWO, "80000001")
        } else {
            (ONE, "70000001")
        };
        let code = bank.code(token);
        assert_eq!(
            said(bank.desk_code(number, token, &code, Some(id))),
            tried,
            "{id} at the desk"
        );
        bank.wait(TimeDelta::minutes(1));
        let code = bank.code(token);
        assert_eq!(said(bank.as_user(id, register(token), &code)), tried, "{id}");
    }
    assert!(!bank.login("U").unwrap().shows_registration, "R3.1: registered by now");
    assert_eq!(bank.state(ONE, "U"), OtpState::InUse);
}

/// What is typed, and what both counters say to it.
#[test]
fn serial_and_code_are_judged_in_this_order_r3_2() {
    for (token, code, expected) in [
        ("7000001", "right", "E0101"),
        ("7000000000001", "right", "E0101"),
        ("79999999", "right", "E0301"),
        ("80000001", "right", "E0301"),
        ("90000001", "right", "E0301"),
        ("070000001", "right", "E0301"),
        ("70000001", "12345", "E0102"),
        ("70000001", "1234567", "E0102"),
        ("70000001", "12345a", "E0102"),
        ("70000001", "wrong", "E0601"),
        ("70000001", "of 70000002", "E0601"),
        ("70000001", "right", "ok"),
        ("７０００００02", "right", "ok"),
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        bank.stock(&[fob("90000001")]);
        let folded = if token.starts_with('７') { "70000002" } else { token };
        let typed = match code {
            "right" => bank.code(folded),
            "wrong" => bank.wrong(folded),
            "of 70000002" => bank.code("70000002"),
            other => other.to_owned(),
        };
        assert_eq!(
            said(bank.desk_code(ONE, token, &typed, Some("U"))),
            expected,
            "{token} {code} at the desk"
        );
        bank.wait(TimeDelta::minutes(1));
        let typed = match code {
            "right" => bank.code(folded),
            _ => typed,
        };
        assert_eq!(
            said(bank.as_user("U", register(token), &typed)),
            expected,
            "{token} {code}"
        );
        let state = if expected == "ok" {
            OtpState::InUse
        } else {
            OtpState::Unregistered
        };
        assert_eq!(bank.state(ONE, "U"), state, "R3.2: {token} {code}");
    }
}

#[test]
fn a_code_must_be_given_and_eight_to_twelve_digits_make_a_serial_r3_2() {
    for serial in ["12345678", "123456789", "1234567890", "12345678901", "123456789012"] {
        let company = Company {
            number: "7000003",
            start: "2026-05-01",
            fobs: vec![fob(serial)],
            users: vec![person("R", Master, "")],
        };
        let mut bank = Bank::open("2026-06-01T10:00:00", &[company]);
        assert_eq!(said(bank.as_user("R", register(serial), "")), "E0503");
        let code = bank.code(serial);
        assert_eq!(said(bank.as_user("R", register(serial), &code)), "ok", "{serial}");
    }
}

#[test]
fn a_serial_is_text_and_leading_zeros_count_r3_2() {
    let company = Company {
        number: "7000003",
        start: "2026-05-01",
        fobs: vec![fob("0012345678"), fob("12345678")],
        users: vec![person("R", Master, "")],
    };
    let mut bank = Bank::open("2026-06-01T10:00:00", &[company]);
    let code = bank.code("12345678");
    assert_eq!(said(bank.as_user("R", register("0012345678"), &code)), "E0601");
    assert_eq!(said(bank.as_user("R", register("012345678"), &code)), "E0301");
    assert_eq!(said(bank.as_user("R", register("12345678"), &code)), "ok");
}

#[test]
fn nobody_registers_with_a_token_that_is_suspended_lost_or_expired_to_the_second_r3_2() {
    type Case = (&'static str, &'static str, fn(&mut Bank), &'static str);
    let cases: [Case; 5] = [
        ("2026-08-01T05:59:59", "70000003", |_| (), "ok"),
        ("2026-08-01T06:00:00", "70000003", |_| (), "E0302"),
        ("2026-08-01T06:00:01", "70000003", |_| (), "E0302"),
        (
            "2026-06-01T10:00:00",
            "70000001",
            |bank| {
                bank.suspend(ONE, "70000001");
            },
            "E0305",
        ),
        (
            "2026-06-01T10:00:00",
            "70000001",
            |bank| drop(bank.desk_revoke(ONE, &["G"], Reason::Loss).unwrap()),
            "E0303",
        ),
    ];
    for (at, token, prepare, expected) in cases {
        let mut bank = Bank::open(at, &two_companies());
        prepare(&mut bank);
        let code = bank.code(token);
        let before = bank.token(ONE, token);
        assert_eq!(
            said(bank.as_user("U", register(token), &code)),
            expected,
            "{at} {token}"
        );
        if expected != "ok" {
            assert_eq!(
                said(bank.desk_code(ONE, token, &code, Some("U"))),
                expected,
                "{at} {token} at the desk"
            );
            assert_eq!(bank.token(ONE, token), before, "R3.2: its codes are not even looked at");
        }
    }
}

#[test]
fn a_second_user_of_the_contract_shares_the_token_r3_3() {
    let mut bank = Bank::open("2026-06-10T10:00:00", &two_companies());
    for id in ["P", "Q"] {
        let code = bank.code("80000001");
        let given = bank.as_user(id, register("80000001"), &code).unwrap();
        assert!(matches!(given, Outcome::Registered { serial } if serial.as_str() == "80000001"));
        bank.wait(TimeDelta::minutes(1));
    }
    let case = bank.sheet(TWO).case;
    assert_eq!(case.sharers(case.tokens[0].id).count(), 2, "R3.3");
}

/// Whoever holds a serial of another company learns nothing by it, and does that company no harm.
#[test]
fn a_token_of_another_contract_is_as_unknown_and_its_codes_are_not_looked_at_r3_3() {
    let mut bank = Bank::open("2026-06-10T10:00:00", &two_companies());
    let mut told = Vec::new();
    for token in ["79999999", "80000001"] {
        for code in [bank.wrong("80000001"), bank.code("80000001")] {
            for _ in 0..6 {
                let portal = bank.as_user("U", register(token), &code).unwrap_err();
                let entry = bank.entries(1).remove(0).draft;
                let subject = entry.subject.clone();
                assert_eq!(subject, token);
                told.push((portal.code(), portal.facts(), entry.code, entry.result, entry.detail));
                let desk = bank.desk_code(ONE, token, &code, Some("U")).unwrap_err();
                let entry = bank.entries(1).remove(0).draft;
                told.push((desk.code(), desk.facts(), entry.code, entry.result, String::new()));
            }
        }
    }
    told.dedup();
    assert_eq!(told.len(), 1, "R3.3: one answer and one entry for all: {told:?}");
    let token = bank.token(TWO, "80000001");
    assert_eq!(
        (token.wrong_codes, token.last_step, token.suspended_at),
        (0, None, None),
        "R3.3"
    );
    let code = bank.code("80000001");
    assert_eq!(
        said(bank.as_user("P", register("80000001"), &code)),
        "ok",
        "R3.3: the code was not used up"
    );
}

#[test]
fn a_wrong_code_at_registration_counts_towards_the_suspension_r3_4() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("U");
    for (count, expected) in [
        (1, "E0601"),
        (2, "E0601"),
        (3, "E0601"),
        (4, "E0601"),
        (5, "E0603"),
        (5, "E0305"),
    ] {
        let wrong = bank.wrong("70000001");
        assert_eq!(said(bank.ask(&key, register("70000001"), "", &wrong)), expected, "R3.4");
        assert_eq!(bank.token(ONE, "70000001").wrong_codes, count);
    }
    for id in ["M", "G"] {
        assert_eq!(bank.state(ONE, id), OtpState::Suspended, "R3.4, R9.1: all who share it");
    }
}

#[test]
fn skipping_leads_to_the_top_page_and_the_screen_comes_again_r4_1() {
    for at in [
        "2026-06-10T09:00:00",
        "2026-06-16T23:59:59",
        "2026-06-17T00:00:00",
        "2026-09-01T12:00:00",
    ] {
        let mut bank = Bank::open(at, &two_companies());
        for _ in 0..3 {
            let welcome = bank.login("P").unwrap();
            assert!(welcome.shows_registration, "R4.1: {at}");
            assert_eq!(
                bank.ask(&welcome.key, Command::Skip, "", "").unwrap(),
                Outcome::Skipped,
                "R4.1: {at}"
            );
            assert_eq!(bank.state(TWO, "P"), OtpState::Unregistered);
        }
    }
}
