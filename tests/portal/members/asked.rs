//! What the last step asks for: the confirmation password always, the code where R5.3 says.

use chrono::TimeDelta;
use madoguchi::portal::{Command, Secrets};

use super::house::{Given, House, admit, code_of, lift, name, remove, stop};

/// Each of the five commands against a general user; `lift` needs one who is stopped.
fn commands(house: &mut House, of: &str) -> Vec<Command> {
    for _ in 0..3 {
        let _ = house.try_login(of, "a wrong password");
    }
    let amend = house.amend(of, |profile| profile.name = name("架空 改"));
    vec![admit("N1"), amend, lift(of), stop(of), remove(of)]
}

fn beside(secrets: &Secrets, command: &Command) -> Secrets {
    let is_new = matches!(command, Command::Admit { .. });
    Secrets {
        new_login: is_new.then(|| "login-of-N1".into()),
        new_confirmation: is_new.then(|| "confirm-of-N1".into()),
        ..secrets.clone()
    }
}

#[test]
fn a_registered_administrator_gives_confirmation_password_and_code_r5_3_r5_5() {
    let mut house = House::open();
    let key = house.login("A1");
    for command in commands(&mut house, "G2") {
        assert!(house.asks_code(&key));
        let whole = house.secrets("A1");
        let lacks: [(&str, Given); 3] = [
            ("E0504", |s| s.confirmation = None),
            ("E0505", |s| s.confirmation = Some("wrong".into())),
            ("E0503", |s| s.code = None),
        ];
        for (expected, lack) in lacks {
            let mut secrets = beside(&whole, &command);
            lack(&mut secrets);
            let given = house.portal().execute(&key, command.clone(), &secrets);
            assert_eq!(code_of(&given), expected, "{command:?}");
        }
        let before = house.case("A1").contract.version;
        let wrong = house.code("M1").map(Into::into);
        let secrets = Secrets {
            code: wrong,
            ..beside(&whole, &command)
        };
        let given = house.portal().execute(&key, command.clone(), &secrets);
        assert_eq!(code_of(&given), "E0601", "{command:?}");
        assert_eq!(house.case("A1").contract.version, before, "nothing was done");
        let right = house.secrets("A1");
        let secrets = beside(&right, &command);
        let given = house.portal().execute(&key, command.clone(), &secrets);
        assert_eq!(code_of(&given), "ok", "{command:?}");
        // The same code never serves twice (R6.3), not even for another change at once.
        let secrets = beside(&right, &command);
        let again = house.amend("P1", |profile| profile.name = name("再度 改"));
        let given = house.portal().execute(&key, again, &secrets);
        assert_eq!(code_of(&given), "E0602");
    }
}

#[test]
fn in_the_grace_period_no_code_is_asked_for_and_after_it_nothing_goes_r5_2() {
    let mut house = House::open();
    let key = house.login("M9");
    assert!(!house.asks_code(&key));
    let mut list = commands(&mut house, "G9");
    // Their account is another one.
    let Command::Admit { profile, .. } = &mut list[0] else {
        panic!()
    };
    profile.access.accounts = house.user("M9").access.accounts;
    for command in list {
        let confirmed = Secrets {
            confirmation: Some("confirm-of-M9".into()),
            ..Secrets::default()
        };
        let secrets = beside(&Secrets::default(), &command);
        let given = house.portal().execute(&key, command.clone(), &secrets);
        assert_eq!(code_of(&given), "E0504", "{command:?}");
        let secrets = beside(&confirmed, &command);
        let given = house.portal().execute(&key, command.clone(), &secrets);
        assert_eq!(code_of(&given), "ok", "{command:?}");
    }
    // 28 May is the first of seven days: free through 3 June (R4.2).
    house.clock.move_by(TimeDelta::days(3));
    let command = house.amend("M9", |profile| profile.name = name("架空 改"));
    assert_eq!(house.says("M9", command), "E0502");
}

#[test]
fn who_has_a_suspended_token_changes_nobody_and_is_told_r9_1() {
    let mut house = House::open();
    let key = house.login("A1");
    for left in ["E0601", "E0601", "E0601", "E0601", "E0603", "E0305"] {
        let wrong = house.code("M1").map(Into::into);
        let secrets = Secrets {
            code: wrong,
            ..house.secrets("A1")
        };
        let command = house.amend("G2", |profile| profile.name = name("架空 改"));
        assert_eq!(code_of(&house.portal().execute(&key, command, &secrets)), left);
    }
    assert_eq!(house.user("G2").name, name("仮名 実"));
}

#[test]
fn five_wrong_confirmations_stop_it_and_only_another_administrator_lifts_that() {
    let mut house = House::open();
    let key = house.login("A1");
    for expected in ["E0505", "E0505", "E0505", "E0505", "E0506", "E0506"] {
        let secrets = Secrets {
            confirmation: Some("wrong".into()),
            ..house.secrets("A1")
        };
        let given = house.portal().execute(&key, stop("G2"), &secrets);
        assert_eq!(code_of(&given), expected);
    }
    assert_eq!(code_of(&house.run("A1", &key, lift("A1"))), "E0506");
    assert_eq!(house.says("A2", lift("A1")), "ok");
    assert_eq!(code_of(&house.run("A1", &key, stop("G2"))), "ok");
}
