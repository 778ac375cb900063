//! パスワード変更 (BLGI002): one's own, and the first ones that somebody else gave (R17.1).

use madoguchi::desk::Error;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::members::Field;
use madoguchi::portal::{Command, Outcome, Secrets, SessionKey};
use madoguchi::store::{Passwords, Store};

use crate::rules_support::counters::authorise;
use crate::rules_support::{Bank, ONE, confirmation, login_id, login_password, said, two_companies};

type Typed<'a> = [&'a str; 4];

/// The login password of now and the new one, the confirmation password of now and the new one; an empty one is not given.
fn change(bank: &mut Bank, key: &SessionKey, typed: Typed<'_>) -> Result<Outcome, Error> {
    let [login, new_login, confirmation, new_confirmation] =
        typed.map(|text| (!text.is_empty()).then(|| text.to_owned().into()));
    let secrets = Secrets {
        login,
        new_login,
        confirmation,
        new_confirmation,
        ..Secrets::default()
    };
    bank.portal().execute(key, Command::ChangePasswords, &secrets)
}

#[test]
fn one_changes_each_by_the_one_of_now_and_comes_by_the_new_one_r17_1() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("G");
    for (typed, expected) in [
        (["", "", "", ""], "E1709"),
        (["login-of-G", "", "confirm-of-G", ""], "E1709"),
        (["", "another login", "", ""], "E1063"),
        (["nonsense", "another login", "", ""], "E1602"),
    ] {
        let key = if expected == "E1602" {
            bank.key("H")
        } else {
            key.clone()
        };
        // A wrong one counts as at a login: the third pauses the address (R17.2).
        if expected == "E1602" {
            for _ in 0..2 {
                assert_eq!(said(change(&mut bank, &key, typed)), "E1063");
            }
        }
        assert_eq!(said(change(&mut bank, &key, typed)), expected, "{typed:?}");
    }
    for (typed, expected) in [
        (["login-of-G", "short", "", ""], "E0112"),
        (["login-of-G", "login-of-G", "", ""], "E1064"),
        (["login-of-G", "confirm-of-G", "", ""], "E1713"),
        (["login-of-G", "the same one", "confirm-of-G", "the same one"], "E1713"),
        (["", "", "nonsense", "another confirmation"], "E0505"),
        (["", "", "", "another confirmation"], "E0504"),
        (["", "", "confirm-of-G", "confirm-of-G"], "E1064"),
    ] {
        assert_eq!(said(change(&mut bank, &key, typed)), expected, "{typed:?}");
    }
    let before = bank.trail();
    let given = change(&mut bank, &key, ["login-of-G", "another login", "", ""]).unwrap();
    let changed = vec![Field::LoginPassword];
    assert_eq!(given, Outcome::PasswordsChanged { changed });
    assert_eq!(
        said(bank.ask(&key, Command::Leave, "", "")),
        "E1606",
        "one logs in again"
    );
    assert_eq!(said(bank.login("G")), "E1601");
    assert_eq!(bank.trail(), before + 3);
    let key = bank.login_with("G", "another login").unwrap().key;
    assert_eq!(
        said(change(&mut bank, &key, ["", "", "confirm-of-G", "another one"])),
        "ok"
    );
    let key = bank.login_with("G", "another login").unwrap().key;
    let code = bank.code("70000001");
    let transfer = authorise(Operation::Transfer);
    assert_eq!(said(bank.ask(&key, transfer, "another one", &code)), "ok");
    // R12.3: what was typed stands in no entry.
    let told: Vec<_> = bank
        .entries(20)
        .into_iter()
        .map(|entry| format!("{:?}", entry.draft))
        .collect();
    let told = told.join("\n");
    assert!(
        !told.contains("another login") && !told.contains("another one"),
        "{told}"
    );
    assert!(
        told.contains("web_passwords") && told.contains("login_password"),
        "{told}"
    );
}

#[test]
fn those_who_administer_and_whose_they_are_hear_of_it_r14_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("G");
    change(&mut bank, &key, ["login-of-G", "another login", "", ""]).unwrap();
    let waiting = bank.desk.look(&bank.supervisor).notices(100).unwrap();
    let told: Vec<_> = waiting.iter().map(|row| row.login_id.as_str()).collect();
    assert_eq!(told, ["A", "M", "G"]);
}

/// Passwords that somebody else gave, as the bank's letter has them.
fn given(bank: &Bank, id: &str) {
    let (mut store, _) = Store::open(bank.place()).unwrap();
    let done = store.write(|tx| -> Result<(), madoguchi::store::Error> {
        let now = tx.passwords(&login_id(id))?.unwrap();
        tx.set_passwords(&login_id(id), &Passwords { given: true, ..now })
    });
    done.unwrap();
}

#[test]
fn with_passwords_that_somebody_else_gave_nothing_is_done_but_changing_both_r17_1() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    given(&bank, "M");
    let welcome = bank.login("M").unwrap();
    assert!(welcome.must_change);
    let key = welcome.key;
    assert_eq!(said(bank.ask(&key, Command::Leave, "", "")), "E1061");
    let code = bank.code("70000001");
    let transfer = authorise(Operation::Transfer);
    assert_eq!(said(bank.ask(&key, transfer, &confirmation("M"), &code)), "E1061");
    assert_eq!(
        said(bank.portal().ask(&key, |look| Ok(look.me()))),
        "E1061",
        "nor looked at"
    );
    assert_eq!(
        said(change(&mut bank, &key, ["login-of-M", "another login", "", ""])),
        "E1062"
    );
    let (login, confirm) = (login_password("M"), confirmation("M"));
    let both = [login.as_str(), "another login", confirm.as_str(), "another one"];
    assert_eq!(said(change(&mut bank, &key, both)), "ok");
    let welcome = bank.login_with("M", "another login").unwrap();
    assert!(!welcome.must_change);
    assert_eq!(said(bank.ask(&welcome.key, Command::Leave, "", "")), "ok");
    assert!(bank.sheet(ONE).given.is_empty());
}
