//! The grace period (R4.2) and the last step of an operation (R5), at the portal's gate.

use chrono::{NaiveDate, TimeDelta};
use madoguchi::domain::gate::{Operation, Run};
use madoguchi::domain::policy;
use madoguchi::domain::user::UserKind::Master;
use madoguchi::portal::{Command, Outcome};

use crate::rules_support::counters::{authorise, register};
use crate::rules_support::{Bank, Company, ONE, TWO, confirmation, fob, person, said, two_companies};

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

/// What is done one after another in one session, and whether a code is asked for. Each step has a new code at hand.
#[test]
fn within_one_run_only_the_first_asks_for_the_code_r5_4() {
    use Operation::{Administration, Bulk, PayEasy, Transfer};
    enum Done {
        Ask(Operation, bool),
        Leave,
        Login,
        Skip,
    }
    use Done::{Ask, Leave, Login, Skip};
    let tables: [&[Done]; 8] = [
        &[Ask(Transfer, true), Ask(Transfer, false), Ask(Transfer, false)],
        &[Ask(Bulk, true), Ask(Bulk, false)],
        &[
            Ask(Transfer, true),
            Ask(Bulk, true),
            Ask(Transfer, true),
            Ask(Transfer, false),
        ],
        &[Ask(PayEasy, true), Ask(PayEasy, true)],
        &[Ask(Administration, true), Ask(Administration, true)],
        &[Ask(Transfer, true), Leave, Ask(Transfer, true)],
        &[
            Ask(Transfer, true),
            Login,
            Ask(Transfer, true),
            Skip,
            Ask(Transfer, true),
        ],
        &[
            Ask(Transfer, true),
            Ask(PayEasy, true),
            Ask(Transfer, true),
            Ask(Administration, true),
            Ask(Transfer, true),
        ],
    ];
    for (table, steps) in tables.iter().enumerate() {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let mut key = bank.key("M");
        for (i, step) in steps.iter().enumerate() {
            bank.wait(TimeDelta::minutes(1));
            match step {
                Leave => drop(bank.ask(&key, Command::Leave, "", "").unwrap()),
                Skip => drop(bank.ask(&key, Command::Skip, "", "").unwrap()),
                Login => key = bank.key("M"),
                Ask(operation, asked) => {
                    let run = match operation {
                        Transfer => Some(Run::Transfer),
                        Bulk => Some(Run::Bulk),
                        _ => None,
                    };
                    let shown = bank
                        .portal()
                        .ask(&key, |look| Ok(look.asks_code(*operation, run)?))
                        .unwrap();
                    assert_eq!(shown, *asked, "R5.4: table {table}, step {i} shows the field");
                    let without = bank.ask(&key, authorise(*operation), &confirmation("M"), "");
                    if *asked {
                        assert_eq!(said(without), "E0503", "R5.4: table {table}, step {i}");
                        let code = bank.code("70000001");
                        let given = bank.ask(&key, authorise(*operation), &confirmation("M"), &code);
                        assert_eq!(given.unwrap(), Outcome::Authorised { code_taken: true });
                    } else {
                        assert_eq!(
                            without.unwrap(),
                            Outcome::Authorised { code_taken: false },
                            "R5.4: {table}, {i}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_run_is_one_users_in_one_session_and_no_suspended_token_goes_on_in_it_r5_4() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let (mine, theirs) = (bank.key("M"), bank.key("G"));
    let code = bank.code("70000001");
    let ask = |bank: &mut Bank, key: &_, id: &str, code: &str| {
        said(bank.ask(key, authorise(Operation::Transfer), &confirmation(id), code))
    };
    assert_eq!(ask(&mut bank, &mine, "M", &code), "ok");
    assert_eq!(
        ask(&mut bank, &theirs, "G", ""),
        "E0503",
        "R5.4: another user who shares has no part in it"
    );
    assert_eq!(ask(&mut bank, &mine, "M", ""), "ok");
    for _ in 0..5 {
        let wrong = bank.wrong("70000001");
        bank.desk_code(ONE, "70000001", &wrong, None).unwrap_err();
    }
    assert_eq!(ask(&mut bank, &mine, "M", ""), "E0305", "R9.1: also in a run");
}

#[test]
fn each_of_them_asks_for_the_confirmation_password_and_five_wrong_ones_stop_it_r5_5() {
    let mut bank = Bank::open("2026-06-10T10:00:00", &two_companies());
    let key = bank.key("P");
    let mut ask = |word: &str| {
        bank.ask(&key, authorise(Operation::Transfer), word, "")
            .map_err(|no| (no.code(), no.facts()))
    };
    let wrong = |left: &str| Err(("E0505", vec![("left", left.to_owned())]));
    let right = Ok(Outcome::Authorised { code_taken: false });
    assert_eq!(ask(""), Err(("E0504", vec![])));
    for left in ["4", "3", "2", "1"] {
        assert_eq!(ask("confirm-of-Q"), wrong(left), "R5.5");
    }
    assert_eq!(
        ask("confirm-of-P"),
        right,
        "the fourth is not yet the last, and a right one sets it back"
    );
    for left in ["4", "3", "2", "1"] {
        assert_eq!(ask("login-of-P"), wrong(left), "R5.5: the login password is another");
    }
    for word in ["confirm-of-Q", "confirm-of-P", ""] {
        assert_eq!(ask(word), Err(("E0506", vec![])), "R5.5: stopped, whatever is given");
    }
    assert_eq!(said(bank.login("P")), "ok", "R5.5: nothing else is stopped");
    assert_eq!(said(bank.as_user("Q", authorise(Operation::Transfer), "")), "ok");
    let code = bank.code("80000001");
    assert_eq!(
        said(bank.as_user("P", register("80000001"), &code)),
        "ok",
        "R3.2 asks for no confirmation password"
    );
    assert_eq!(bank.user(TWO, "P").service.wrong_confirmations, 5);
}

#[test]
fn a_wrong_confirmation_password_leaves_the_code_alone_and_a_wrong_code_the_password_r5_5() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("M");
    let (right, wrong) = (bank.code("70000001"), bank.wrong("70000001"));
    for code in [&right, &wrong] {
        assert_eq!(
            said(bank.ask(&key, authorise(Operation::Bulk), "nonsense", code)),
            "E0505"
        );
        let token = bank.token(ONE, "70000001");
        assert_eq!(
            (token.last_step, token.wrong_codes),
            (None, 0),
            "R5.5: the code was not looked at"
        );
    }
    assert_eq!(
        said(bank.ask(&key, authorise(Operation::Bulk), &confirmation("M"), &wrong)),
        "E0601"
    );
    assert_eq!(bank.user(ONE, "M").service.wrong_confirmations, 0, "it was right");
    assert_eq!(
        said(bank.ask(&key, authorise(Operation::Bulk), &confirmation("M"), &right)),
        "ok"
    );
}
