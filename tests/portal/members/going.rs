//! Users who are removed, stopped and let in again (BRSK005, BRSK011).

use chrono::TimeDelta;
use madoguchi::domain::token::Stock;
use madoguchi::portal::{Command, Outcome};

use super::house::{House, code_of, lift, login, remove, serial, stop};

#[test]
fn a_removed_user_is_gone_with_the_registration_and_the_trail_names_the_serial() {
    let mut house = House::open();
    let theirs = house.login("G1");
    assert_eq!((house.finds("モギ サクラ"), house.finds("G1")), (1, 1));
    let given = house.by("A1", remove("G1")).unwrap();
    let serial = serial("10000018");
    assert_eq!(
        given,
        Outcome::Removed {
            login_id: login("G1"),
            serial: Some(serial.clone())
        }
    );
    assert!(house.is_out(&theirs));
    assert_eq!((house.finds("モギ サクラ"), house.finds("G1")), (0, 0));
    assert_eq!(code_of(&house.try_login("G1", "login-of-G1")), "E1601");
    let entry = house.entry("web_remove").draft;
    assert_eq!((&*entry.subject, &*entry.detail), ("G1", "10000018"));
    let case = house.case("A1");
    let token = case.token_by_serial(&serial).unwrap();
    assert_eq!((token.stock, case.sharers(token.id).count()), (Stock::Issued, 1));

    let given = house.by("A1", remove("G2")).unwrap();
    assert!(matches!(given, Outcome::Removed { serial: None, .. }));
    assert_eq!(house.entry("web_remove").draft.detail, "");
    assert_eq!(house.says("A1", remove("G2")), "E0202");
    house.is_whole();
}

#[test]
fn a_suspended_token_stays_suspended_when_one_who_shares_it_is_removed() {
    let mut house = House::open();
    let key = house.login("G1");
    for _ in 0..5 {
        let mut secrets = house.secrets("G1");
        secrets.code = house.code("A1").map(Into::into);
        let transfer = Command::Authorise {
            operation: madoguchi::domain::gate::Operation::Transfer,
        };
        let _ = house.portal().execute(&key, transfer, &secrets);
    }
    house.by("A1", remove("G1")).unwrap();
    let case = house.case("A1");
    let token = case.token_by_serial(&serial("10000018")).unwrap();
    assert!(token.is_suspended() && token.wrong_codes == 5);
    assert_eq!(house.says("M1", remove("G2")), "E0305");
}

#[test]
fn a_user_in_the_closed_period_may_be_removed_and_the_id_never_comes_back_r8_3() {
    let mut house = House::open();
    let users = vec![login("G1")];
    house.by("A1", Command::Revoke { users }).unwrap();
    assert!(house.user("G1").closed_until(house.now()).is_some());
    house.by("A1", remove("G1")).unwrap();
    house.clock.move_by(TimeDelta::days(400));
    let key = house.login("A1");
    let secrets = super::house::with_passwords(house.secrets("A1"), "login-of-new", "confirm-of-new");
    let again = house.portal().execute(&key, super::house::admit("G1"), &secrets);
    assert_eq!(code_of(&again), "E1701");
}

#[test]
fn a_stopped_user_is_out_until_it_is_lifted() {
    let mut house = House::open();
    let theirs = house.login("G1");
    house.by("A1", stop("G1")).unwrap();
    assert!(house.is_out(&theirs));
    assert_eq!(code_of(&house.try_login("G1", "login-of-G1")), "E1604");
    assert_eq!(house.says("A1", stop("G1")), "E1710");
    let mine = house.login("A1");
    let given = house.run("A1", &mine, lift("G1")).unwrap();
    assert_eq!(
        given,
        Outcome::Lifted {
            users: vec![login("G1")]
        }
    );
    assert!(house.try_login("G1", "login-of-G1").is_ok());
    assert_eq!(house.says("A1", lift("G1")), "E1711");
    for (action, subject) in [("web_stop", "G1"), ("web_lift", "G1")] {
        assert_eq!(house.entry(action).draft.subject, subject);
    }
}

#[test]
fn several_are_stopped_at_once_with_one_code_or_none_is() {
    let mut house = House::open();
    let sessions = [house.login("G1"), house.login("P1")];
    let both = |more: &str| Command::Stop {
        users: vec![login("G1"), login("P1"), login(more)],
    };
    assert_eq!(house.says("A1", both("M1")), "E1703");
    assert!(sessions.iter().all(|key| !house.is_out(key)));
    assert_eq!(house.says("A1", both("G2")), "ok");
    assert!(sessions.iter().all(|key| house.is_out(key)));
    assert_eq!(
        house.entry("web_stop").draft.subject,
        "G1 G2 P1",
        "as they stand in the contract"
    );
}

#[test]
fn what_wrong_passwords_stopped_is_lifted_the_masters_too() {
    let mut house = House::open();
    for who in ["G1", "M1"] {
        for _ in 0..6 {
            let _ = house.try_login(who, "a wrong password");
            house.clock.move_by(TimeDelta::minutes(31));
        }
        assert_eq!(code_of(&house.try_login(who, &format!("login-of-{who}"))), "E1603");
        house.by("A1", lift(who)).unwrap();
        assert!(house.try_login(who, &format!("login-of-{who}")).is_ok());
    }
}

#[test]
fn a_removed_administrator_does_nothing_more_in_an_open_session() {
    let mut house = House::open();
    let theirs = house.login("A2");
    let secrets = house.secrets("A2");
    house.by("A1", remove("A2")).unwrap();
    let late = house.portal().execute(&theirs, remove("A1"), &secrets);
    assert_eq!(code_of(&late), "E1606");
    let entry = house.entry("web_remove").draft;
    assert_eq!((&*entry.actor, entry.code.as_deref()), ("?", Some("E1606")));
}
