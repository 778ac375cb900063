//! Revocation (R7): by the customer, and by the bank.

use chrono::TimeDelta;
use madoguchi::domain::access::Service;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::LoginId;
use madoguchi::portal::Outcome;

use crate::rules_support::counters::{register, revoke};
use crate::rules_support::{Bank, ONE, said, two_companies};

/// What is registered with what in the first company.
fn registrations(bank: &Bank) -> Vec<(String, Option<String>)> {
    let rows = bank.sheet(ONE).rows.into_iter();
    rows.map(|row| {
        (
            row.user.login_id.to_string(),
            row.serial.map(|serial| serial.to_string()),
        )
    })
    .collect()
}

#[test]
fn a_master_or_admin_with_a_usable_token_revokes_themselves_and_others_r7_1_and_r7_2() {
    for (by, token, chosen) in [
        ("M", "70000001", &["G"][..]),
        ("M", "70000001", &["M"]),
        ("M", "70000001", &["H"]),
        ("M", "70000001", &["A"]),
        ("M", "70000001", &["M", "A", "G", "H"]),
        ("M", "70000001", &["H", "M"]),
        ("A", "70000002", &["M"]),
        ("A", "70000002", &["A", "G"]),
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let before = registrations(&bank);
        let code = bank.code(token);
        let given = bank.as_user(by, revoke(chosen), &code).unwrap();
        let Outcome::Revoked { users, reopens_at, own } = given else {
            panic!()
        };
        assert_eq!(
            users.iter().map(LoginId::as_str).collect::<Vec<_>>(),
            chosen,
            "R7.2: just these"
        );
        assert_eq!(
            (own, reopens_at),
            (chosen.contains(&by), bank.now() + TimeDelta::minutes(30))
        );
        for ((id, was), (_, is)) in before.into_iter().zip(registrations(&bank)) {
            let expected = if chosen.contains(&id.as_str()) { None } else { was };
            assert_eq!(is, expected, "R7.2: {by} {chosen:?}: {id}");
        }
        let fobs = bank.sheet(ONE).case.tokens;
        assert!(
            fobs.iter().all(|token| token.stock == Stock::Issued),
            "R7.2: the fobs stay what they are"
        );
    }
}

#[test]
fn who_may_not_revoke_and_whom_and_then_nothing_is_carried_out_r7_1_and_r7_5() {
    for (by, token, chosen, expected) in [
        ("G", "70000001", &["G"][..], "E0702"),
        ("H", "70000002", &["G"], "E0702"),
        ("U", "70000001", &["M"], "E0702"),
        ("N", "70000001", &["M"], "E0702"),
        ("M", "70000001", &[], "E0203"),
        ("M", "70000001", &["G", "G"], "E0206"),
        ("M", "70000001", &["U"], "E0701"),
        ("M", "70000001", &["G", "U"], "E0701"),
        ("M", "70000001", &["U", "G", "M"], "E0701"),
        ("M", "70000001", &["N"], "E0701"),
        ("M", "70000001", &["G", "P"], "E0202"),
        ("M", "70000001", &["NOBODY"], "E0202"),
        ("M", "70000002", &["G"], "E0601"),
    ] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let (before, code) = (registrations(&bank), bank.code(token));
        assert_eq!(
            said(bank.as_user(by, revoke(chosen), &code)),
            expected,
            "{by} {chosen:?}"
        );
        assert_eq!(
            registrations(&bank),
            before,
            "R7.5: nothing is carried out: {by} {chosen:?}"
        );
        if expected != "E0601" {
            assert_eq!(bank.token(ONE, token).last_step, None, "R7.5: nor is the code used up");
        }
        if expected != "E0702" {
            let by_desk = match expected {
                "E0601" => "ok",
                other => other,
            };
            assert_eq!(
                said(bank.desk_revoke(ONE, chosen, Reason::Exchange)),
                by_desk,
                "{chosen:?} at the desk"
            );
            assert_eq!(
                registrations(&bank) == before,
                by_desk != "ok",
                "R7.5: {chosen:?} at the desk"
            );
        }
    }
}

#[test]
fn a_revocation_takes_confirmation_password_and_own_code_r7_1() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("M");
    let (right, wrong) = (bank.code("70000001"), bank.wrong("70000001"));
    for (word, code, expected) in [
        ("", right.as_str(), "E0504"),
        ("login-of-M", &right, "E0505"),
        ("confirm-of-M", "", "E0503"),
        ("confirm-of-M", "1234567", "E0102"),
        ("confirm-of-M", &wrong, "E0601"),
        ("confirm-of-M", &right, "ok"),
    ] {
        assert_eq!(said(bank.ask(&key, revoke(&["G"]), word, code)), expected, "R7.1");
    }
    assert_eq!(
        said(bank.ask(&key, revoke(&["A"]), "confirm-of-M", &right)),
        "E0602",
        "R6.3"
    );
}

#[test]
fn whose_own_token_is_suspended_or_expired_revokes_nobody_r7_1() {
    let mut bank = Bank::open("2026-07-31T10:00:00", &two_companies());
    bank.suspend(ONE, "70000001");
    let code = bank.code("70000001");
    assert_eq!(
        said(bank.as_user("M", revoke(&["G"]), &code)),
        "E0702",
        "R7.1: suspended"
    );

    // The master takes the fob that expires on 1 August at 06:00.
    let mut bank = Bank::open("2026-07-31T10:00:00", &two_companies());
    bank.desk_revoke(ONE, &["M"], Reason::Exchange).unwrap();
    bank.wait(TimeDelta::minutes(30));
    let code = bank.code("70000003");
    bank.as_user("M", register("70000003"), &code).unwrap();
    bank.set("2026-08-01T05:59:59");
    let code = bank.code("70000003");
    assert_eq!(
        said(bank.as_user("M", revoke(&["G"]), &code)),
        "ok",
        "R7.1: the last second"
    );
    bank.set("2026-08-01T06:00:00");
    let code = bank.code("70000003");
    assert_eq!(said(bank.as_user("M", revoke(&["H"]), &code)), "E0702", "R7.1: expired");
}

#[test]
fn the_bank_says_who_could_do_it_and_may_go_on_r7_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let receipt = bank.desk_revoke(ONE, &["G"], Reason::Defect).unwrap();
    let named = serde_json::to_string(&receipt.shown.could).unwrap();
    assert_eq!(named, r#"{"customer":["A","M"]}"#, "R7.3");
    let receipt = bank.desk_revoke(ONE, &["A", "M"], Reason::Defect).unwrap();
    assert_eq!(receipt.approved_by, None, "R7.3: at once");
    for id in ["A", "M", "G"] {
        assert!(matches!(bank.state(ONE, id), OtpState::Revoked(_)));
    }
}

#[test]
fn a_stopped_administrator_is_nobody_who_could_do_it_r7_3() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    for (id, service) in [
        (
            "A",
            Service {
                stopped: true,
                ..Service::default()
            },
        ),
        (
            "M",
            Service {
                confirmation_stopped: true,
                ..Service::default()
            },
        ),
    ] {
        bank.set_service(id, &service);
    }
    let receipt = bank.desk_revoke(ONE, &["G"], Reason::Defect).unwrap();
    let named = serde_json::to_string(&receipt.shown.could).unwrap();
    assert_eq!(named, r#"{"bank_only":"all_stopped"}"#, "R7.3");
}

#[test]
fn a_lost_fob_is_worth_nothing_at_any_counter_for_ever_and_the_customers_own_revocation_loses_none_r7_4() {
    for reason in Reason::ALL {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let receipt = bank.desk_revoke(ONE, &["M", "G"], reason).unwrap();
        let dead = receipt.shown.tokens.iter().any(|token| token.after == Stock::Lost);
        assert_eq!(dead, reason.loses_the_fob(), "R7.4: {reason:?}");
        bank.wait(TimeDelta::days(400));
        let code = bank.code("70000001");
        let expected = if dead { "E0303" } else { "ok" };
        assert_eq!(
            said(bank.as_user("U", register("70000001"), &code)),
            expected,
            "R7.4: {reason:?}"
        );
        bank.wait(TimeDelta::minutes(1));
        let code = bank.code("70000001");
        assert_eq!(
            said(bank.desk_register(ONE, "M", "70000001", &code)),
            expected,
            "R7.4: {reason:?} at the desk"
        );
    }
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let code = bank.code("70000001");
    bank.as_user("M", revoke(&["M", "G"]), &code).unwrap();
    assert_eq!(bank.token(ONE, "70000001").stock, Stock::Issued);
}

#[test]
fn who_was_left_out_of_a_loss_is_shown_as_such_and_can_only_be_revoked_r7_4() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    bank.desk_revoke(ONE, &["M"], Reason::Loss).unwrap();
    assert_eq!(bank.state(ONE, "G"), OtpState::Lost, "R7.4");
    let code = bank.code("70000001");
    let gate = crate::rules_support::counters::authorise(madoguchi::domain::gate::Operation::Transfer);
    assert_eq!(
        said(bank.as_user("G", gate, &code)),
        "E0303",
        "R7.4: nothing passes with it"
    );
    assert_eq!(bank.token(ONE, "70000001").last_step, None);
    let code = bank.code("70000002");
    assert_eq!(said(bank.as_user("A", revoke(&["G"]), &code)), "ok");
}
