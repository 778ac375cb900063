//! The grace period (R4.2) and the last step of an operation (R5), at the portal's gate.

use chrono::{NaiveDate, TimeDelta};
use madoguchi::domain::gate::Operation;
use madoguchi::domain::policy;
use madoguchi::domain::user::UserKind::Master;
use madoguchi::portal::{Command, Outcome};

use crate::rules_support::counters::{authorise, register};
use crate::rules_support::{Bank, Company, confirmation, fob, person, said, two_companies};

/// One master without a registration, whose tokens start on that day.
fn starting(start: &'static str) -> [Company; 1] {
    [Company {
        number: "7000003",
        start,
        fobs: vec![fob("70000031")],
        users: vec![person("R", Master, "")],
    }]
}

#[test]
fn the_grace_period_is_seven_days_from_the_start_date_to_the_second_r4_2_and_r5_2() {
    for (start, times) in [
        (
            "2026-06-01",
            [
                "2026-05-31T23:59:59",
                "2026-06-01T00:00:00",
                "2026-06-07T23:59:59",
                "2026-06-08T00:00:00",
            ],
        ),
        (
            "2026-12-28",
            [
                "2026-12-27T23:59:59",
                "2026-12-28T00:00:00",
                "2027-01-03T23:59:59",
                "2027-01-04T00:00:00",
            ],
        ),
        (
            "2028-02-23",
            [
                "2028-02-22T23:59:59",
                "2028-02-23T00:00:00",
                "2028-02-29T23:59:59",
                "2028-03-01T00:00:00",
            ],
        ),
        (
            "2028-02-29",
            [
                "2028-02-28T23:59:59",
                "2028-02-29T00:00:00",
                "2028-03-06T23:59:59",
                "2028-03-07T00:00:00",
            ],
        ),
        (
            "2027-02-23",
            [
                "2027-02-22T23:59:59",
                "2027-02-23T00:00:00",
                "2027-03-01T23:59:59",
                "2027-03-02T00:00:00",
            ],
        ),
    ] {
        let mut bank = Bank::open(times[0], &starting(start));
        for (at, expected) in times.into_iter().zip(["ok", "ok", "ok", "E0502"]) {
            bank.set(at);
            for operation in Operation::ALL {
                let given = bank.as_user("R", authorise(operation), "");
                if let Ok(given) = &given {
                    assert_eq!(
                        *given,
                        Outcome::Authorised { code_taken: false },
                        "R5.2: no code is asked for"
                    );
                }
                assert_eq!(said(given), expected, "R4.2: {start} {at} {operation:?}");
                let key = bank.key("R");
                let asked = bank
                    .portal()
                    .ask(&key, |look| Ok(look.asks_code(operation, None)))
                    .unwrap();
                assert_eq!(
                    asked.map_err(|no| no.code()),
                    (expected == "ok").then_some(false).ok_or("E0502")
                );
            }
        }
    }
}

#[test]
fn a_grace_period_of_another_bank_needs_only_its_policy_r4_2_and_r1_3() {
    let policy = policy::DEFAULT.replace("7 days", "30 days");
    let mut bank = Bank::open_under(&policy, "2026-06-30T23:59:59", &starting("2026-06-01"));
    assert_eq!(said(bank.as_user("R", authorise(Operation::Bulk), "")), "ok");
    bank.set("2026-07-01T00:00:00");
    assert_eq!(said(bank.as_user("R", authorise(Operation::Bulk), "")), "E0502");
}

#[test]
fn when_grace_is_over_the_message_names_the_last_day_and_registering_is_the_way_out_r5_2() {
    let mut bank = Bank::open("2026-06-08T00:00:00", &starting("2026-06-01"));
    let key = bank.key("R");
    bank.ask(&key, Command::Skip, "", "").unwrap();
    let refused = bank
        .ask(&key, authorise(Operation::PayEasy), &confirmation("R"), "")
        .unwrap_err();
    assert_eq!(
        refused.facts(),
        [("until", "2026-06-07".to_owned())],
        "R5.2: skipping does not help any more"
    );
    let code = bank.code("70000031");
    assert_eq!(said(bank.ask(&key, register("70000031"), "", &code)), "ok");
    bank.wait(TimeDelta::minutes(1));
    let code = bank.code("70000031");
    assert_eq!(
        said(bank.ask(&key, authorise(Operation::PayEasy), &confirmation("R"), &code)),
        "ok",
        "R5.2"
    );
}

#[test]
fn what_needs_no_token_goes_on_when_grace_is_over_r5_1() {
    let mut bank = Bank::open("2026-07-01T10:00:00", &starting("2026-06-01"));
    let key = bank.key("R");
    let me = bank.portal().ask(&key, |look| Ok(look.me())).unwrap();
    assert_eq!(me.grace_ends, NaiveDate::from_ymd_opt(2026, 6, 8).unwrap());
    bank.portal().ask(&key, |look| Ok(look.members()?.len())).unwrap();
}

#[test]
fn each_operation_needs_its_permission_and_administration_an_administrator_r5_1() {
    let mut bank = Bank::open("2026-06-10T10:00:00", &two_companies());
    for (id, operation, expected) in [
        ("P", Operation::Administration, "ok"),
        ("Q", Operation::Administration, "E0501"),
        ("Q", Operation::Transfer, "ok"),
        ("Q", Operation::Bulk, "ok"),
        ("Q", Operation::PayEasy, "ok"),
        ("N", Operation::Transfer, "E0501"),
        ("N", Operation::Bulk, "E0501"),
        ("N", Operation::PayEasy, "E0501"),
        ("N", Operation::Administration, "E0501"),
        ("U", Operation::Transfer, "E0502"),
    ] {
        assert_eq!(
            said(bank.as_user(id, authorise(operation), "")),
            expected,
            "R5.1: {id} {operation:?}"
        );
    }
}

#[test]
fn a_registered_user_is_asked_for_their_own_code_before_in_and_after_the_grace_period_r5_3() {
    for at in [
        "2026-04-30T23:59:00",
        "2026-05-01T00:00:00",
        "2026-05-07T23:59:00",
        "2026-05-08T00:00:00",
    ] {
        for operation in Operation::ALL {
            let mut bank = Bank::open(at, &two_companies());
            let (own, other) = (bank.code("70000001"), bank.code("70000002"));
            let ask = |bank: &mut Bank, code: &str| bank.as_user("M", authorise(operation), code);
            assert_eq!(said(ask(&mut bank, "")), "E0503", "R5.3: {at} {operation:?}");
            assert_eq!(
                said(ask(&mut bank, &other)),
                "E0601",
                "R5.3: one's own token, not another of the company"
            );
            assert_eq!(
                ask(&mut bank, &own).unwrap(),
                Outcome::Authorised { code_taken: true },
                "R5.3: {at}"
            );
            assert_eq!(said(ask(&mut bank, &own)), "E0602", "R6.3");
        }
    }
}
