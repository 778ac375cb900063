//! Unlocking (R9.2 to R9.4), by the customer and by the bank.

use madoguchi::domain::access::Service;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::user::UserKind::{Admin, General, Master};
use madoguchi::domain::values::LoginId;
use madoguchi::portal::Outcome;

use crate::rules_support::counters::{authorise, unlock};
use crate::rules_support::{Bank, Company, Fob, ONE, confirmation, fob, person, said, two_companies};

const FOB: &str = "70000001";

#[test]
fn a_master_or_admin_with_another_usable_token_unlocks_everyone_who_shares_without_a_code_r9_2() {
    for chosen in [&["M"][..], &["G"], &["M", "G"], &["G", "M"]] {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let used = bank.code(FOB);
        bank.desk_code(ONE, FOB, &used, None).unwrap();
        bank.suspend(ONE, FOB);
        let before = bank.token(ONE, FOB);
        let Outcome::Unlocked { users } = bank.as_user("A", unlock(chosen), "").unwrap() else {
            panic!()
        };
        let users: Vec<_> = users.iter().map(LoginId::as_str).collect();
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
        assert_eq!(gate(&mut bank, "G", &used), "E0602", "R6.3, R9.4");
        let wrong = bank.wrong(FOB);
        assert_eq!(gate(&mut bank, "M", &wrong), "E0601", "R9.4: five more from here");
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
        bank.suspend(ONE, FOB);
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
    bank.suspend(ONE, FOB);
    let key = bank.key("A");
    assert_eq!(said(bank.ask(&key, unlock(&["M"]), "", "")), "E0504");
    assert_eq!(said(bank.ask(&key, unlock(&["M"]), &confirmation("M"), "")), "E0505");
    bank.suspend(ONE, "70000002");
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
    bank.suspend(ONE, FOB);
    let refused = bank.desk_unlock(ONE, &["M"], None).unwrap_err();
    assert_eq!(
        (refused.code(), refused.facts()),
        ("E0902", vec![("who", "A".to_owned())]),
        "R9.3"
    );
    bank.desk_unlock(ONE, &["M"], Some("管理者が入院中のため")).unwrap();
    // Once the one who could is stopped, only the bank is left.
    bank.suspend(ONE, FOB);
    let stopped = Service {
        stopped: true,
        ..Service::default()
    };
    bank.set_service("A", &stopped);
    bank.desk_unlock(ONE, &["G"], None).unwrap();
    assert_eq!(bank.state(ONE, "M"), OtpState::InUse);
    // All are suspended.
    bank.set_service("A", &Service::default());
    bank.suspend(ONE, FOB);
    bank.suspend(ONE, "70000002");
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
            bank.suspend(ONE, FOB);
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
    bank.suspend(ONE, FOB);
    bank.desk_revoke(ONE, &["M"], Reason::Theft).unwrap();
    assert_eq!(said(bank.as_user("A", unlock(&["G"]), "")), "E0903", "R9.4: stolen");
    assert_eq!(said(bank.desk_unlock(ONE, &["G"], Some("試験"))), "E0903");
    assert_eq!(bank.state(ONE, "G"), OtpState::Lost);
}

fn gate(bank: &mut Bank, id: &str, code: &str) -> &'static str {
    said(bank.as_user(id, authorise(Operation::Transfer), code))
}
