//! Logging in, and how long a session lasts: what R3 to R9 stand on.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use madoguchi::domain::access::{Place, Service};
use madoguchi::domain::gate::Operation;
use madoguchi::portal::{Command, SessionKey};

use crate::rules_support::counters::{authorise, register};
use crate::rules_support::{Bank, ONE, confirmation, said, two_companies};

#[test]
fn wrong_passwords_pause_for_half_an_hour_and_then_stop_for_good_to_the_second_r2_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let mut tried = |at: &str, right: bool| {
        bank.set(at);
        let password = if right { "login-of-M" } else { "login-of-G" };
        said(bank.login_with("M", password))
    };
    for (at, right, expected) in [
        ("2026-06-01T10:00:00", false, "E1601"),
        ("2026-06-01T10:00:00", false, "E1601"),
        ("2026-06-01T10:00:01", true, "ok"),
        ("2026-06-01T10:00:02", false, "E1601"),
        ("2026-06-01T10:00:03", false, "E1601"),
        ("2026-06-01T10:00:04", false, "E1602"),
        ("2026-06-01T10:00:05", true, "E1602"),
        ("2026-06-01T10:00:06", false, "E1602"),
        ("2026-06-01T10:30:03", true, "E1602"),
        // What was tried while paused was not counted: this is the fourth.
        ("2026-06-01T10:30:04", false, "E1602"),
        ("2026-06-01T11:00:03", true, "E1602"),
        ("2026-06-01T11:00:04", false, "E1602"),
        ("2026-06-01T11:30:04", false, "E1603"),
        ("2026-06-01T11:30:05", true, "E1603"),
        ("2027-06-01T00:00:00", true, "E1603"),
    ] {
        assert_eq!(tried(at, right), expected, "{at} {right}");
    }
}

#[test]
fn a_right_password_after_the_pause_sets_the_count_back_r2_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    for _ in 0..3 {
        assert!(["E1601", "E1602"].contains(&said(bank.login_with("M", "nonsense"))));
    }
    bank.set("2026-06-01T10:30:00");
    assert_eq!(said(bank.login("M")), "ok");
    assert_eq!(bank.user(ONE, "M").service.wrong_logins, 0);
}

/// Whoever is stopped by an administrator, paused or stopped after wrong passwords, in every combination.
#[test]
fn while_paused_or_stopped_no_answer_depends_on_the_password_and_nothing_is_counted_r12_1() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    let paused_until = Some(bank.now() + TimeDelta::minutes(10));
    // R17.2: the address is paused or stopped, or strangers are, and this one is none that is known.
    let from = |stopped, paused_until| -> BTreeMap<String, Place> {
        let place = Place {
            wrong: 6,
            stopped,
            paused_until,
            at: bank.now(),
            ..Place::default()
        };
        [("test".to_owned(), place)].into()
    };
    let (paused, out) = (from(false, paused_until), from(true, None));
    for stopped in [false, true] {
        for (service, expected) in [
            (
                Service {
                    wrong_logins: 3,
                    places: paused.clone(),
                    ..Service::default()
                },
                "E1602",
            ),
            (
                Service {
                    wrong_logins: 6,
                    places: out.clone(),
                    ..Service::default()
                },
                "E1603",
            ),
            (
                Service {
                    wrong_logins: 6,
                    login_stopped: true,
                    ..Service::default()
                },
                "E1603",
            ),
            (
                Service {
                    wrong_logins: 6,
                    login_stopped: true,
                    places: paused.clone(),
                    ..Service::default()
                },
                "E1603",
            ),
        ] {
            let service = Service { stopped, ..service };
            bank.set_service("M", &service);
            for password in ["login-of-M", "nonsense", "login-of-M"] {
                assert_eq!(said(bank.login_with("M", password)), expected, "{service:?} {password}");
                assert_eq!(bank.user(ONE, "M").service, service, "nothing is counted");
            }
        }
    }
}

#[test]
fn a_user_who_is_stopped_is_told_so_only_with_the_right_password_r12_1() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("M");
    bank.set_service(
        "M",
        &Service {
            stopped: true,
            ..Service::default()
        },
    );
    assert_eq!(
        said(bank.ask(&key, Command::Leave, "", "")),
        "E1606",
        "they are out at once"
    );
    assert_eq!(said(bank.login("M")), "E1604");
    assert_eq!(said(bank.login_with("M", "nonsense")), "E1601");
    assert_eq!(said(bank.login_with("NOBODY", "nonsense")), "E1601");
}

#[test]
fn a_session_lapses_fifteen_minutes_after_its_last_use_to_the_second_r2_3() {
    for (idle, expected) in [
        (14 * 60 + 59, "ok"),
        (15 * 60, "E1606"),
        (15 * 60 + 1, "E1606"),
        (86_400, "E1606"),
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let key = bank.key("M");
        for command in [Command::Leave, Command::Skip] {
            bank.wait(TimeDelta::seconds(15 * 60 - 1));
            assert_eq!(said(bank.ask(&key, command, "", "")), "ok", "each use begins it anew");
        }
        bank.wait(TimeDelta::seconds(15 * 60 - 1));
        bank.portal().ask(&key, |look| Ok(look.now())).unwrap();
        bank.wait(TimeDelta::seconds(idle));
        assert_eq!(said(bank.ask(&key, Command::Leave, "", "")), expected, "{idle}");
        assert_eq!(said(bank.portal().ask(&key, |look| Ok(look.now()))), expected, "{idle}");
    }
}

#[test]
fn a_user_has_one_session_and_logging_out_ends_it_and_its_run_r5_4() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let (first, second) = (bank.key("M"), bank.key("M"));
    assert_eq!(said(bank.ask(&first, Command::Leave, "", "")), "E1606");
    let code = bank.code("70000001");
    let transfer = || authorise(Operation::Transfer);
    assert_eq!(said(bank.ask(&second, transfer(), &confirmation("M"), &code)), "ok");
    assert_eq!(
        said(bank.ask(&second, transfer(), &confirmation("M"), "")),
        "ok",
        "R5.4"
    );
    bank.portal().logout(&second).unwrap();
    bank.portal().logout(&second).unwrap();
    assert_eq!(said(bank.ask(&second, transfer(), &confirmation("M"), "")), "E1606");
    let third = bank.key("M");
    assert_eq!(
        said(bank.ask(&third, transfer(), &confirmation("M"), "")),
        "E0503",
        "R5.4: a new session asks again"
    );
    let nobodys = SessionKey::parse(&"0".repeat(64)).unwrap();
    assert_eq!(said(bank.ask(&nobodys, register("70000001"), "", &code)), "E1606");
}

/// What each attempt leaves in the trail: one entry, whoever it was and whatever came of it.
#[test]
fn every_attempt_at_the_portal_is_one_entry_r12_1() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("M");
    let nobodys = SessionKey::parse(&"0".repeat(64)).unwrap();
    let before = bank.trail();
    let code = bank.code("70000001");
    let _ = bank.ask(&key, authorise(Operation::Bulk), "", "");
    let _ = bank.ask(&key, authorise(Operation::Bulk), "nonsense", "");
    let _ = bank.ask(&key, authorise(Operation::Bulk), "confirm-of-M", "1");
    let _ = bank.ask(&key, authorise(Operation::Bulk), "confirm-of-M", &code);
    let _ = bank.ask(&key, register("79999999"), "", &code);
    let _ = bank.ask(&nobodys, Command::Skip, "", "");
    let _ = bank.login_with("M", "nonsense");
    let _ = bank.login_with("NOBODY", "nonsense");
    bank.portal().ask(&key, |look| Ok(look.me())).unwrap();
    bank.portal().logout(&key).unwrap();
    assert_eq!(bank.trail(), before + 9, "R12.1: looking is none");
    let actors: Vec<_> = bank.entries(9).into_iter().map(|entry| entry.draft.actor).collect();
    assert_eq!(actors[0], "7000001/M", "R12.1: contract and user");
    assert_eq!(
        (actors[1].as_str(), actors[3].as_str()),
        ("?", "?"),
        "R12.3: what is unknown is not kept"
    );
}
