//! After a revocation (R8): the closed period to the second, at both counters.

use chrono::TimeDelta;
use madoguchi::domain::calendar;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::policy;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::portal::{Command, Outcome};

use crate::rules_support::counters::{authorise, register, revoke, unlock};
use crate::rules_support::{Bank, ONE, instant, said, two_companies};

/// Revoked at, opens at: the table of R8.2, across midnight, new year and 29 February.
const TIMES: [(&str, &str); 20] = [
    ("2026-06-01T12:00:00", "2026-06-01T12:30:00"),
    ("2026-06-01T20:19:59", "2026-06-01T20:49:59"),
    ("2026-06-01T20:49:59", "2026-06-01T21:19:59"),
    ("2026-06-01T20:50:00", "2026-06-02T08:10:00"),
    ("2026-06-01T23:59:59", "2026-06-02T08:10:00"),
    ("2026-06-02T00:00:00", "2026-06-02T08:10:00"),
    ("2026-06-02T08:09:59", "2026-06-02T08:10:00"),
    ("2026-06-02T08:10:00", "2026-06-02T08:40:00"),
    ("2026-06-30T20:50:00", "2026-07-01T08:10:00"),
    ("2026-12-31T20:49:59", "2026-12-31T21:19:59"),
    ("2026-12-31T20:50:00", "2027-01-01T08:10:00"),
    ("2026-12-31T23:59:59", "2027-01-01T08:10:00"),
    ("2027-01-01T00:00:00", "2027-01-01T08:10:00"),
    ("2027-02-28T22:00:00", "2027-03-01T08:10:00"),
    ("2028-02-28T22:00:00", "2028-02-29T08:10:00"),
    ("2028-02-29T00:00:00", "2028-02-29T08:10:00"),
    ("2028-02-29T08:10:00", "2028-02-29T08:40:00"),
    ("2028-02-29T20:50:00", "2028-03-01T08:10:00"),
    ("2028-02-29T23:59:59", "2028-03-01T08:10:00"),
    ("2028-03-01T00:00:00", "2028-03-01T08:10:00"),
];

/// One after the other: by oneself, by another of the company, by the bank.
const BY: [&str; 3] = ["M", "A", "desk"];

fn revoked(by: &str, at: &str) -> Bank {
    let mut bank = Bank::open(at, &two_companies());
    if by == "desk" {
        bank.desk_revoke(ONE, &["M", "G"], Reason::ChangeOfUser).unwrap();
        return bank;
    }
    let code = bank.code(if by == "M" { "70000001" } else { "70000002" });
    bank.as_user(by, revoke(&["M", "G"]), &code).unwrap();
    bank
}

#[test]
fn no_login_until_the_closed_period_ends_and_then_it_leads_to_registration_r8_1_and_r8_2() {
    for (at, opens) in TIMES {
        for by in BY {
            let mut bank = revoked(by, at);
            let opens = instant(opens);
            let last = opens - TimeDelta::seconds(1);
            let mut moments = vec![bank.now(), bank.now() + TimeDelta::seconds(1), last];
            moments.retain(|moment| *moment < opens);
            for moment in moments {
                bank.clock.move_by(moment - bank.now());
                for id in ["M", "G"] {
                    let refused = bank.login(id).unwrap_err();
                    let told = vec![("opens", calendar::show(opens))];
                    assert_eq!(
                        (refused.code(), refused.facts()),
                        ("E1605", told),
                        "R8.1: {at} by {by}, {moment}"
                    );
                    assert_eq!(
                        bank.state(ONE, id),
                        OtpState::Revoked(opens),
                        "R8.3: staff see the moment"
                    );
                }
                assert_eq!(said(bank.login("A")), "ok", "R8.1: nobody else is kept out");
                let code = bank.code("70000001");
                let tried = bank.desk_code(ONE, "70000001", &code, Some("M"));
                assert_eq!(said(tried), "E0307", "R8.1: {at}: the bank registers nobody either");
            }
            assert_eq!(
                said(bank.login_with("M", "nonsense-for-M")),
                "E1601",
                "R8.1: who guesses learns nothing of it"
            );
        }
    }
}

#[test]
fn login_leads_to_registration_from_the_very_second_it_opens_r8_1_and_r8_2() {
    for (at, opens) in TIMES {
        for by in BY {
            let mut bank = revoked(by, at);
            bank.set(opens);
            for id in ["M", "G"] {
                assert_eq!(bank.state(ONE, id), OtpState::Unregistered, "R13: {at} by {by}");
                assert!(bank.login(id).unwrap().shows_registration, "R8.1, R3.1: {at} by {by}");
                let code = bank.code("70000001");
                assert_eq!(
                    said(bank.as_user(id, register("70000001"), &code)),
                    "ok",
                    "R8.1: {at} by {by}"
                );
                assert_eq!(bank.state(ONE, id), OtpState::InUse);
                bank.wait(TimeDelta::minutes(1));
            }
        }
    }
}

#[test]
fn who_is_revoked_is_out_at_once_in_every_session_r8_1() {
    for by in BY {
        let mut bank = Bank::open("2026-06-01T12:00:00", &two_companies());
        let (theirs, others) = (bank.key("G"), bank.key("H"));
        let code = bank.code(if by == "A" { "70000002" } else { "70000001" });
        if by == "desk" {
            bank.desk_revoke(ONE, &["G"], Reason::Loss).unwrap();
        } else {
            bank.as_user(by, revoke(&["G"]), &code).unwrap();
        }
        for command in [
            Command::Skip,
            Command::Leave,
            register("70000001"),
            authorise(Operation::Transfer),
            unlock(&["M"]),
            revoke(&["M"]),
        ] {
            assert_eq!(
                said(bank.ask(&theirs, command, "confirm-of-G", &code)),
                "E1606",
                "R8.1: by {by}"
            );
        }
        assert_eq!(
            said(bank.portal().ask(&theirs, |look| Ok(look.me()))),
            "E1606",
            "R8.1: by {by}"
        );
        assert_eq!(
            said(bank.ask(&others, Command::Leave, "", "")),
            "ok",
            "R8.1: others stay"
        );
        bank.set("2026-06-01T12:30:00");
        assert_eq!(
            said(bank.ask(&theirs, Command::Leave, "", "")),
            "E1606",
            "R8.1: it does not come back"
        );
    }
}

#[test]
fn who_revoked_themselves_is_out_too_r8_1() {
    let mut bank = Bank::open("2026-06-01T12:00:00", &two_companies());
    let key = bank.key("M");
    let code = bank.code("70000001");
    let given = bank.ask(&key, revoke(&["G", "M"]), "confirm-of-M", &code).unwrap();
    assert!(matches!(given, Outcome::Revoked { own: true, .. }));
    assert_eq!(said(bank.ask(&key, Command::Leave, "", "")), "E1606", "R8.1");
    assert_eq!(said(bank.login("M")), "E1605", "R8.1");
}

/// No way leads into the closed period: not another revocation, an unlock, a registration, a wrong or a right password.
#[test]
fn nobody_shortens_a_closed_period_r8_3() {
    let mut bank = revoked("desk", "2026-06-01T20:50:00");
    let opens = instant("2026-06-02T08:10:00");
    for at in ["2026-06-01T20:50:01", "2026-06-02T08:09:59"] {
        bank.set(at);
        assert_eq!(said(bank.desk_revoke(ONE, &["M"], Reason::Defect)), "E0701");
        assert_eq!(said(bank.desk_unlock(ONE, &["M"], Some("試験"))), "E0901");
        let code = bank.code("70000001");
        assert_eq!(said(bank.desk_register(ONE, "M", "70000001", &code)), "E0307");
        let code = bank.code("70000002");
        assert_eq!(said(bank.as_user("A", revoke(&["M"]), &code)), "E0701");
        assert_eq!(said(bank.as_user("A", unlock(&["M"]), "")), "E0901");
        assert_eq!(said(bank.login("M")), "E1605");
        assert_eq!(bank.state(ONE, "M"), OtpState::Revoked(opens), "R8.3: {at}");
    }
}

/// A code that the branch accepted and a request that waits do not lead around it either.
#[test]
fn a_request_that_waits_does_not_get_around_a_closed_period_r8_3_and_r11_3() {
    use madoguchi::desk::{Command as Ask, Outcome as Given, Register};
    let mut bank = Bank::open("2026-06-01T12:00:00", &two_companies());
    let code = bank.code("70000001");
    let proof = bank.desk_code(ONE, "70000001", &code, Some("U")).unwrap();
    let check = Some(bank.check(ONE));
    let asked = Ask::Register(Register {
        contract: crate::rules_support::number(ONE),
        user: crate::rules_support::login_id("U"),
        serial: crate::rules_support::serial("70000001"),
        proof: Some(proof),
        check,
    });
    let Given::Waiting { request, .. } = bank.by_teller(asked).unwrap() else {
        panic!()
    };
    // Meanwhile they register themselves, and are revoked.
    bank.wait(TimeDelta::minutes(1));
    let code = bank.code("70000002");
    bank.as_user("U", register("70000002"), &code).unwrap();
    bank.desk_revoke(ONE, &["U"], Reason::Loss).unwrap();
    assert_eq!(
        said(bank.by_supervisor(Ask::Approve { request })),
        "E1102",
        "R8.3, R11.3"
    );
    assert!(matches!(bank.state(ONE, "U"), OtpState::Revoked(_)));
}

#[test]
fn another_revocation_after_registering_again_has_its_own_closed_period_r8_2() {
    let mut bank = revoked("M", "2026-06-01T20:00:00");
    bank.set("2026-06-01T20:30:00");
    let code = bank.code("70000001");
    bank.as_user("M", register("70000001"), &code).unwrap();
    bank.set("2026-06-01T20:50:00");
    let code = bank.code("70000001");
    bank.as_user("M", revoke(&["M"]), &code).unwrap();
    assert_eq!(
        bank.state(ONE, "M"),
        OtpState::Revoked(instant("2026-06-02T08:10:00")),
        "R8.2"
    );
    assert_eq!(bank.state(ONE, "G"), OtpState::Unregistered);
}

#[test]
fn the_closed_period_of_another_bank_needs_only_its_policy_r8_2_and_r1_3() {
    let policy = policy::DEFAULT
        .replace("wait = \"30 min\"", "wait = \"10 min\"")
        .replace("20:50 JST", "19:00 JST")
        .replace("08:10 JST", "06:00 JST");
    for (at, last, opens) in [
        ("2026-06-01T18:59:59", "2026-06-01T19:09:58", "2026-06-01T19:09:59"),
        ("2026-06-01T19:00:00", "2026-06-02T05:59:59", "2026-06-02T06:00:00"),
        ("2026-06-02T06:00:00", "2026-06-02T06:09:59", "2026-06-02T06:10:00"),
    ] {
        let mut bank = Bank::open_under(&policy, at, &two_companies());
        bank.desk_revoke(ONE, &["M"], Reason::Defect).unwrap();
        bank.set(last);
        assert_eq!(said(bank.login("M")), "E1605", "R8.2: {at}");
        bank.set(opens);
        assert_eq!(said(bank.login("M")), "ok", "R8.2: {at}");
    }
}
