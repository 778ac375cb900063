//! Changes to users (BRSK006, BRSK009), and what becomes of their sessions.

use std::collections::BTreeSet;

use madoguchi::domain::access::{Limits, Right};
use madoguchi::domain::gate::Operation;
use madoguchi::domain::members::Field;
use madoguchi::domain::state::{self, OtpState};
use madoguchi::domain::user::{Operations, UserKind};
use madoguchi::domain::values::Kana;
use madoguchi::portal::{Command, Outcome, Secrets};

use super::house::{Entered, House, code_of, login, name, stop};

/// Every field with a change to it, for G1; passwords are given beside.
const CHANGES: [(Field, Entered); 9] = [
    (Field::Name, |p| p.name = name("改名 桜")),
    (Field::Kana, |p| p.kana = Kana::parse("カイメイ サクラ").unwrap()),
    (Field::Kind, |p| p.kind = UserKind::Admin),
    (Field::Operations, |p| p.operations.bulk = false),
    (Field::Rights, |p| {
        p.access.rights.insert(Right::Densai);
    }),
    (Field::Limits, |p| p.access.limits = Limits::all(Limits::MOST)),
    (Field::Accounts, |p| p.access.accounts.clear()),
    (Field::LoginPassword, |_| ()),
    (Field::ConfirmationPassword, |_| ()),
];

fn new_passwords(field: Field, secrets: Secrets) -> Secrets {
    Secrets {
        new_login: (field == Field::LoginPassword).then(|| "another-login".into()),
        new_confirmation: (field == Field::ConfirmationPassword).then(|| "another-confirm".into()),
        ..secrets
    }
}

#[test]
fn each_field_is_changed_named_in_the_trail_and_ends_the_session_where_it_must() {
    for (field, change) in CHANGES {
        let mut house = House::open();
        let (theirs, mine) = (house.login("G1"), house.login("A1"));
        let before = house.profile("G1");
        let command = house.amend("G1", change);
        let secrets = new_passwords(field, house.secrets("A1"));
        let Command::Amend { profile, .. } = &command else {
            panic!()
        };
        let preview = house
            .portal()
            .ask(&mine, |look| look.preview_amend(&login("G1"), profile, &secrets))
            .unwrap();
        assert_eq!((preview.before.as_ref(), &preview.after), (Some(&before), &**profile));
        assert_eq!(house.profile("G1"), before, "a preview writes nothing");
        let given = house.portal().execute(&mine, command.clone(), &secrets).unwrap();
        let expected = Outcome::Amended {
            login_id: login("G1"),
            changed: vec![field],
            logs_in_again: field.ends_session(),
        };
        assert_eq!(given, expected);
        assert_eq!(
            (preview.changed, preview.logs_in_again),
            (vec![field], field.ends_session())
        );
        assert_eq!(house.is_out(&theirs), field.ends_session(), "{field:?}");
        assert!(!house.is_out(&mine));
        let entry = house.entry("web_amend").draft;
        let told = before.told_against(profile, &[field]);
        assert_eq!(
            (&*entry.subject, &entry.detail),
            ("G1", &told),
            "before and after, R12.1"
        );
        let secret = matches!(field, Field::LoginPassword | Field::ConfirmationPassword);
        assert!(
            told.starts_with(field.as_str()) && told.contains(" > ") != secret,
            "R12.3: {told}"
        );
        // The same again changes nothing; a password may be given again.
        let refused = house.run("A1", &mine, command);
        assert_eq!(code_of(&refused), "E1709", "{field:?}");
        let mut expected = before;
        change(&mut expected);
        assert_eq!(house.profile("G1"), expected);
        house.is_whole();
    }
}

#[test]
fn an_administrator_too_logs_in_again_after_a_change_to_oneself() {
    for (field, change) in CHANGES.into_iter().filter(|(field, _)| *field != Field::Kind) {
        let mut house = House::open();
        let key = house.login("M1");
        let command = house.amend("M1", change);
        let secrets = new_passwords(field, house.secrets("M1"));
        let given = house.portal().execute(&key, command, &secrets);
        assert_eq!(code_of(&given), "ok", "{field:?}");
        assert_eq!(house.is_out(&key), field.ends_session(), "{field:?}");
    }
}

#[test]
fn old_text_no_longer_finds_and_new_text_does() {
    let mut house = House::open();
    let command = house.amend("G1", |p| {
        (p.name, p.kana) = (name("改名 梅"), Kana::parse("カイメイ ウメ").unwrap());
    });
    house.by("A1", command).unwrap();
    let found = ["模擬 桜", "モギサクラ", "改名 梅", "カイメイ", "G1"].map(|text| house.finds(text));
    assert_eq!(found, [0, 0, 1, 1, 1]);
}

#[test]
fn new_passwords_work_and_old_ones_do_not() {
    let mut house = House::open();
    let key = house.login("A1");
    for (new_login, new_confirmation) in [
        (Some("second-login"), None),
        (None, Some("second-confirm")),
        (Some("third-login"), Some("third-confirm")),
    ] {
        let command = house.amend("A2", |_| ());
        let secrets = Secrets {
            new_login: new_login.map(Into::into),
            new_confirmation: new_confirmation.map(Into::into),
            ..house.secrets("A1")
        };
        house.portal().execute(&key, command, &secrets).unwrap();
    }
    for (password, expected) in [
        ("login-of-A2", "E1601"),
        ("second-login", "E1601"),
        ("third-login", "ok"),
    ] {
        assert_eq!(code_of(&house.try_login("A2", password)), expected);
    }
    let theirs = house.try_login("A2", "third-login").unwrap();
    for (confirmation, expected) in [
        ("confirm-of-A2", "E0505"),
        ("second-confirm", "E0505"),
        ("third-confirm", "ok"),
    ] {
        let secrets = Secrets {
            confirmation: Some(confirmation.into()),
            ..house.secrets("A2")
        };
        assert_eq!(
            code_of(&house.portal().execute(&theirs, stop("G2"), &secrets)),
            expected
        );
    }
    // R12.3: the trail knows that there were new ones, and not what they are.
    let trail = format!("{:?}", house.entries());
    assert!(trail.contains("login_password, confirmation_password"));
    for secret in [
        "second-login",
        "third-login",
        "second-confirm",
        "third-confirm",
        "argon2",
    ] {
        assert!(!trail.contains(secret), "{secret}");
    }
}

#[test]
fn login_and_confirmation_password_differ_also_from_the_one_that_stays() {
    let mut house = House::open();
    let key = house.login("A1");
    let command = house.amend("G1", |_| ());
    let give = |new_login: Option<&str>, new_confirmation: Option<&str>, secrets| Secrets {
        new_login: new_login.map(Into::into),
        new_confirmation: new_confirmation.map(Into::into),
        ..secrets
    };
    for (new_login, new_confirmation, expected) in [
        (Some("confirm-of-G1"), None, "E1713"),
        (None, Some("login-of-G1"), "E1713"),
        (Some("same-as-other"), Some("same-as-other"), "E1713"),
        (Some("short"), None, "E0112"),
        (Some("confirm-of-G1"), Some("login-of-G1"), "ok"),
    ] {
        let secrets = give(new_login, new_confirmation, house.secrets("A1"));
        let given = house.portal().execute(&key, command.clone(), &secrets);
        assert_eq!(code_of(&given), expected, "{new_login:?} {new_confirmation:?}");
    }
    assert!(house.try_login("G1", "confirm-of-G1").is_ok());
    // Whoever guesses at the other password pays with a code for each guess.
    let secrets = give(Some("login-of-G1"), None, house.secrets("A1"));
    for expected in ["E1713", "E0602"] {
        let given = house.portal().execute(&key, command.clone(), &secrets);
        assert_eq!(code_of(&given), expected);
    }
}

#[test]
fn who_is_given_another_kind_acts_as_what_they_are_now() {
    let mut house = House::open();
    let theirs = house.login("A2");
    let demote = house.amend("A2", |p| {
        (p.kind, p.operations) = (UserKind::General, Operations::default());
    });
    house.by("M1", demote).unwrap();
    let secrets = house.secrets("A2");
    assert_eq!(code_of(&house.portal().execute(&theirs, stop("G2"), &secrets)), "E1606");
    assert_eq!(house.says("A2", stop("G2")), "E0501");
    // The registration is shown although nothing is permitted any more (R13).
    let case = house.case("A2");
    let shown = state::of(case.user(&login("A2")).unwrap(), &case, house.now());
    assert_eq!(shown, OtpState::InUse);

    let promote = house.amend("G1", |p| {
        p.kind = UserKind::Admin;
        p.operations.administration = true;
    });
    house.by("M1", promote).unwrap();
    assert_eq!(house.says("G1", stop("G2")), "ok");
}

#[test]
fn only_what_fits_is_taken() {
    let mut house = House::open();
    let mistakes: [(&str, Entered); 5] = [
        ("E1705", |p| p.operations.administration = true),
        ("E1706", |p| p.access.rights = BTreeSet::from([Right::SameDay])),
        ("E1707", |p| p.access.limits.payroll = Limits::MOST + 1),
        ("E1708", |p| {
            p.access
                .accounts
                .insert(madoguchi::domain::values::Account::parse("当座9000022").unwrap());
        }),
        ("E1709", |_| ()),
    ];
    for (expected, mistake) in mistakes {
        let command = house.amend("G1", mistake);
        assert_eq!(house.says("A1", command), expected);
    }
    let command = house.amend("G1", |p| p.access.limits.payroll = Limits::MOST);
    assert_eq!(house.says("A1", command), "ok");
    assert_eq!(house.user("G1").access.limits.payroll, 9_999_999_999);
}

#[test]
fn a_change_ends_the_run_and_asks_for_its_own_code_r5_4() {
    let mut house = House::open();
    let key = house.login("A1");
    let transfer = Command::Authorise {
        operation: Operation::Transfer,
    };
    let secrets = house.secrets("A1");
    house.portal().execute(&key, transfer.clone(), &secrets).unwrap();
    let no_code = Secrets { code: None, ..secrets };
    house.portal().execute(&key, transfer.clone(), &no_code).unwrap();
    assert!(house.asks_code(&key));
    assert_eq!(code_of(&house.run("A1", &key, stop("G2"))), "ok");
    assert_eq!(code_of(&house.portal().execute(&key, transfer, &no_code)), "E0503");
}
