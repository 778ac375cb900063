//! Every kind of user with every kind of user and every action.

use madoguchi::domain::user::UserKind;
use madoguchi::domain::values::LoginId;

use super::house::{House, code_of, lift, name, remove, stop};

/// What `by` gets for `of`: changing the name, giving passwords, changing the kind, stopping, lifting, removing.
fn answers(by: &str, of: &str) -> [&'static str; 6] {
    let mut house = House::open();
    let key = house.login(by);
    let renamed = house.amend(of, |profile| profile.name = name("架空 改"));
    let renamed = code_of(&house.run(by, &key, renamed));
    for _ in 0..3 {
        let _ = house.try_login(of, "a wrong password");
    }
    let lifted = code_of(&house.run(by, &key, lift(of)));
    let rekinded = house.amend(of, |profile| {
        profile.operations.administration = false;
        profile.kind = if profile.kind == UserKind::General {
            UserKind::Admin
        } else {
            UserKind::General
        };
    });
    let rekinded = code_of(&house.run(by, &key, rekinded));
    let stopped = code_of(&house.run(by, &key, stop(of)));
    let mut secrets = house.secrets(by);
    secrets.new_login = Some("another-login".into());
    let repassword = house.amend(of, |_| ());
    let repassword = code_of(&house.portal().execute(&key, repassword, &secrets));
    let removed = if repassword == "ok" && by == of {
        // Their own new password logs them out.
        assert!(house.is_out(&key));
        let key = house.try_login(by, "another-login").unwrap();
        code_of(&house.run(by, &key, remove(of)))
    } else {
        code_of(&house.run(by, &key, remove(of)))
    };
    house.is_whole();
    [renamed, repassword, rekinded, stopped, lifted, removed]
}

#[test]
fn who_may_do_what_with_whom() {
    let (all, none) = (["ok"; 6], ["E0501"; 6]);
    for (by, of, expected) in [
        ("M1", "M1", ["ok", "ok", "E1702", "E1704", "ok", "E1704"]),
        ("M1", "A1", all),
        ("M1", "P1", all),
        ("M1", "G1", all),
        ("M1", "G2", all),
        ("A1", "M1", ["E1703", "E1703", "E1703", "E1703", "ok", "E1703"]),
        ("A1", "A1", ["ok", "ok", "E1704", "E1704", "ok", "E1704"]),
        ("A1", "A2", all),
        ("A1", "G1", all),
        ("A1", "M9", ["E0202"; 6]),
        ("P1", "G1", none),
        ("P1", "P1", none),
        ("G1", "M1", none),
        ("G1", "A1", none),
        ("G1", "G1", none),
        ("G1", "G2", none),
        ("M9", "G9", all),
        ("M9", "M9", ["ok", "ok", "E1702", "E1704", "ok", "E1704"]),
    ] {
        assert_eq!(answers(by, of), expected, "{by} {of}");
    }
}

#[test]
fn nobody_becomes_a_second_master() {
    let mut house = House::open();
    for by in ["M1", "A1"] {
        let command = house.amend("A2", |profile| profile.kind = UserKind::Master);
        assert_eq!(house.says(by, command), "E1702");
    }
    assert_eq!(house.user("A2").kind, UserKind::Admin);
}

#[test]
fn the_sheet_says_beforehand_what_the_command_would() {
    for (by, of) in [("M1", "M1"), ("M1", "A1"), ("A1", "M1"), ("A1", "A1"), ("A1", "G1")] {
        let mut house = House::open();
        let key = house.login(by);
        let login_id = super::house::login(of);
        let sheet = house.portal().ask(&key, |look| look.member_sheet(&login_id)).unwrap();
        let [renamed, _, _, stopped, ..] = answers(by, of);
        let code = |refusal: &Option<madoguchi::domain::Refusal>| refusal.as_ref().map_or("ok", |r| r.code());
        assert_eq!((code(&sheet.amend), code(&sheet.stop)), (renamed, stopped), "{by} {of}");
        assert_eq!(code(&sheet.remove), stopped, "{by} {of}");
        assert_eq!(code(&sheet.lift), "E1711", "nothing is stopped yet");
        assert_eq!(sheet.accounts.len(), 1);
        let shares = sheet.shares_with.iter().map(LoginId::as_str).collect::<Vec<_>>();
        assert_eq!(
            shares,
            if of == "M1" {
                vec!["G1"]
            } else if of == "G1" {
                vec!["M1"]
            } else {
                vec![]
            }
        );
    }
    let mut house = House::open();
    let key = house.login("G1");
    let refused = house
        .portal()
        .ask(&key, |look| look.member_sheet(&super::house::login("G1")));
    assert_eq!(code_of(&refused), "E0501");
}
