//! Ways around the rules that were tried, and hold no more.

use chrono::TimeDelta;
use madoguchi::domain::access::Access;
use madoguchi::domain::members::Profile;
use madoguchi::domain::user::{Operations, UserKind};
use madoguchi::domain::values::{Account, Kana, Name, PaymentId};
use madoguchi::portal::{Command, Outcome, Secrets, SessionKey};

use crate::rules_support::*;
use crate::support::{Counter, Give, refused, transfer};

fn newcomer() -> Box<Profile> {
    let operations = Operations {
        transfer: true,
        ..Operations::default()
    };
    Box::new(Profile {
        name: Name::parse("見本 新人").unwrap(),
        kana: Kana::parse("ミホン シンジン").unwrap(),
        kind: UserKind::General,
        operations,
        access: Access::usual(UserKind::General, operations, &Account::parse("普通9000011").unwrap()),
    })
}

fn admit(bank: &mut Bank, key: &SessionKey, id: &str, code: &str) -> String {
    let secrets = Secrets {
        confirmation: Some(confirmation("A").into()),
        code: Some(code.into()),
        new_login: Some("first-login".into()),
        new_confirmation: Some("first-confirm".into()),
        ..Secrets::default()
    };
    let command = Command::Admit {
        login_id: login_id(id),
        profile: newcomer(),
    };
    said(bank.portal().execute(key, command, &secrets)).to_owned()
}

#[test]
fn who_is_at_other_companies_is_told_to_nobody_for_nothing_r3_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("A");
    for id in ["P", "NOBODY"] {
        assert_eq!(admit(&mut bank, &key, id, ""), "E0102", "{id}");
        assert_eq!(admit(&mut bank, &key, id, "000000"), "E0601", "{id}");
    }
    let code = bank.code("70000002");
    assert_eq!(admit(&mut bank, &key, "P", &code), "E1701");
    assert_eq!(admit(&mut bank, &key, "NEW1", &code), "E0602", "that code is used up");
    assert_eq!(bank.entries(1)[0].draft.subject, "", "R12.3");
}

#[test]
fn a_login_id_is_never_given_twice_in_whatever_case_r8_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let code = bank.code("70000002");
    let gone = Command::Remove {
        login_id: login_id("G"),
    };
    assert_eq!(said(bank.as_user("A", gone, &code)), "ok");
    let key = bank.key("A");
    for (id, expected) in [("g", "E1701"), ("p", "E1701"), ("new1", "ok"), ("NEW1", "E1701")] {
        bank.wait(TimeDelta::minutes(1));
        let code = bank.code("70000002");
        assert_eq!(admit(&mut bank, &key, id, &code), expected, "{id}");
    }
}

#[test]
fn the_trail_keeps_no_names_that_are_nobodys_r12_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let nobody = SessionKey::parse(&"0".repeat(64)).unwrap();
    let users = (0..2_000)
        .map(|n| login_id(&format!("my-Secret.Pass-{n:010}")))
        .collect();
    assert_eq!(said(bank.ask(&nobody, Command::Stop { users }, "", "")), "E1606");
    let entry = &bank.entries(1)[0].draft;
    assert_eq!((entry.actor.as_str(), entry.subject.as_str()), ("?", ""));
    let key = bank.key("A");
    for command in [
        Command::Remove {
            login_id: login_id("hunter2"),
        },
        Command::Revoke {
            users: vec![login_id("hunter2"), login_id("P")],
        },
        Command::Unlock {
            users: vec![login_id("hunter2")],
        },
    ] {
        assert_ne!(said(bank.ask(&key, command, "", "")), "ok");
        assert_eq!(bank.entries(1)[0].draft.subject, "");
    }
}

/// Whoever asks for what is others' leaves an entry each time, which names nothing of theirs.
#[test]
fn a_refused_look_of_a_customer_is_an_entry_r12_1_r12_4() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let (admin, general) = (bank.key("A"), bank.key("G"));
    for (key, id, expected) in [
        (&admin, "P", "E0202"),
        (&admin, "NOBODY", "E0202"),
        (&general, "M", "E0501"),
    ] {
        let looked = bank.portal().ask(key, |look| look.member_sheet(&login_id(id)));
        assert_eq!(looked.map(drop).unwrap_err().code(), expected, "{id}");
        let entry = bank.entries(1).remove(0).draft;
        assert_eq!(
            (entry.action.as_str(), entry.subject.as_str(), entry.code.as_deref()),
            ("web_look", "", Some(expected)),
            "{id}"
        );
    }
}

#[test]
fn what_a_revoked_user_entered_is_not_approved_r8_1() {
    let mut counter = Counter::open();
    let (master, maker) = (counter.login("DEN503"), counter.login("DEN503M1"));
    let account = counter.accounts(&maker)[0].account.to_string();
    let paid = counter
        .pay(&maker, &transfer(&account, 1_000, &["DEN503"]), Give::Confirmation)
        .unwrap();
    let secrets = counter.secrets(&master, Give::Both);
    let users = vec![maker.login_id.clone()];
    let revoked = counter
        .portal()
        .execute(&master.key, Command::Revoke { users }, &secrets);
    assert!(matches!(revoked, Ok(Outcome::Revoked { .. })));
    counter.wait(60);
    let secrets = counter.secrets(&master, Give::Both);
    let approve = Command::Approve { payment: paid.payment };
    assert_eq!(
        refused(counter.portal().execute(&master.key, approve, &secrets)),
        "E0526"
    );
}

#[test]
fn a_front_end_that_asks_again_pays_once_r5_3() {
    let mut counter = Counter::open();
    let who = counter.login("DEN502");
    let account = counter.accounts(&who)[0].account.to_string();
    let before = counter.accounts(&who)[0].balance;
    let command = Command::PayOnce {
        id: PaymentId([7; 16]),
        order: transfer(&account, 1_000, &[]),
    };
    let secrets = counter.secrets(&who, Give::Both);
    let given = counter.portal().execute(&who.key, command.clone(), &secrets);
    assert!(matches!(given, Ok(Outcome::Payment(_))));
    // Within the run no code would be asked for.
    let again = counter.portal().execute(&who.key, command, &secrets);
    assert_eq!(refused(again), "E0528");
    assert_eq!(counter.accounts(&who)[0].balance, before - 1_000);
}

#[test]
fn what_was_decided_on_another_state_of_the_company_is_refused_r11_3() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("A");
    let version = bank
        .portal()
        .ask(&key, |look| Ok(look.member().case().contract.version))
        .unwrap();
    let code = bank.code("70000001");
    let stop = Command::Stop {
        users: vec![login_id("G")],
    };
    assert_eq!(said(bank.as_user("M", stop, &code)), "ok");
    let key = bank.key("A");
    let secrets = Secrets {
        confirmation: Some(confirmation("A").into()),
        code: Some(bank.code("70000002").into()),
        ..Secrets::default()
    };
    let remove = || Command::Remove {
        login_id: login_id("G"),
    };
    let late = bank.portal().as_seen(version).execute(&key, remove(), &secrets);
    assert_eq!(said(late), "E1102");
    let now = bank.portal().as_seen(version + 1).execute(&key, remove(), &secrets);
    assert_eq!(said(now), "ok", "the code was not used up");
}
