//! Eight processes at the same moment: what is counted is counted once for each, and what is used up is used up once.

use serde_json::{Value, json};

use super::customer::{Counter, confirmation, numbers, password};
use crate::support::code;

const PAY: [&str; 3] = ["authorise", "--operation", "pay-easy"];

fn of_session(key: &str, user: &str, code: &str) -> (Vec<&'static str>, Value) {
    let given = json!({ "session": key, "confirmation_password": confirmation(user), "code": code });
    (PAY.to_vec(), given)
}

#[test]
fn one_code_of_two_who_share_is_accepted_once_r6_3() {
    let counter = Counter::with(&["DEN502", "DEN502J1"]);
    let keys = ["DEN502", "DEN502J1"].map(|user| (user, counter.login(0, user)));
    for minute in 1..4 {
        let before = counter.bank.verified();
        let calls: Vec<_> = (0..8)
            .map(|n| {
                let (user, key) = &keys[n % 2];
                of_session(key, user, &code("200000251", minute))
            })
            .collect();
        let answers = counter.at_once(minute, &calls);
        let numbers = numbers(&answers);
        assert_eq!(numbers[0], "", "{answers:?}");
        assert!(numbers[1..].iter().all(|number| number == "E0602"), "{answers:?}");
        let taken = answers.iter().find(|answer| answer.get("outcome").is_some()).unwrap();
        assert_eq!(taken["outcome"]["authorised"]["code_taken"], true);
        assert_eq!(
            counter.bank.verified(),
            before + 8 + 2,
            "an entry each, and the login to verify"
        );
    }
}

#[test]
fn wrong_codes_suspend_exactly_at_the_limit_r9_1() {
    let counter = Counter::with(&["DEN502", "DEN502J1", "DEN503"]);
    let keys = ["DEN502", "DEN502J1"].map(|user| (user, counter.login(0, user)));
    let calls: Vec<_> = (0..8)
        .map(|n| {
            let (user, key) = &keys[n % 2];
            of_session(key, user, &code("200000251", 90))
        })
        .collect();
    let numbers = numbers(&counter.at_once(1, &calls));
    assert_eq!(
        numbers,
        ["E0305", "E0305", "E0305", "E0601", "E0601", "E0601", "E0601", "E0603"]
    );
    let (user, key) = &keys[0];
    let (args, given) = of_session(key, user, &code("200000251", 2));
    assert_eq!(
        counter.end(2, &args, &given),
        (1, "E0305".into()),
        "a right one is too late"
    );
    let ran = counter
        .bank
        .by("T001", &["--json", "tokens", "show", "200000251"], "")
        .json();
    assert_eq!(ran["tokens"][0]["wrong_codes"], 5);
    counter.bank.verified();
}

#[test]
fn wrong_passwords_are_all_counted_until_they_pause_and_stop() {
    let counter = Counter::with(&["DEN503", "DEN503M1"]);
    let wrong = || {
        (
            vec!["login", "--login-id", "DEN503"],
            json!({ "password": "not the one" }),
        )
    };
    let before = counter.bank.verified();
    let first = numbers(&counter.at_once(0, &[(); 8].map(|()| wrong())));
    assert_eq!(
        first,
        ["E1601", "E1601", "E1602", "E1602", "E1602", "E1602", "E1602", "E1602"],
        "the third pauses"
    );
    assert_eq!(counter.bank.verified(), before + 8 + 2);
    let right = json!({ "password": password("DEN503") });
    let login = ["login", "--login-id", "DEN503"];
    assert_eq!(counter.end(29, &login, &right), (1, "E1602".into()));
    let state = |minute| counter.status(minute, "DEN503M1")["members"][0]["service"].clone();
    assert_eq!(state(29)["login_paused"]["addresses"], 1, "R17.2: {}", state(29));
    assert!(state(29)["login_paused"]["until"].is_string(), "{}", state(29));
    // When it is over, one wrong one more pauses again; the sixth stops the address until that is lifted.
    assert_eq!(numbers(&counter.at_once(30, &[(); 8].map(|()| wrong()))), ["E1602"; 8]);
    assert_eq!(numbers(&counter.at_once(60, &[(); 8].map(|()| wrong()))), ["E1602"; 8]);
    assert_eq!(counter.end(90, &login, &wrong().1), (1, "E1603".into()));
    assert_eq!(counter.end(600, &login, &right), (1, "E1603".into()));
    let out = json!({ "login_paused": { "addresses": 1, "until": null } });
    assert_eq!(state(600), out, "R17.2: the address, not the login ID");

    let confirm =
        json!({ "session": counter.login(600, "DEN503M1"), "confirmation_password": "not the one", "code": "123456" });
    let calls = [(); 8].map(|()| (PAY.to_vec(), confirm.clone()));
    assert_eq!(
        numbers(&counter.at_once(600, &calls)),
        ["E0505", "E0505", "E0505", "E0505", "E0506", "E0506", "E0506", "E0506"]
    );
    counter.bank.verified();
}

#[test]
fn of_eight_logins_one_session_is_left() {
    let counter = Counter::with(&["DEN503"]);
    let right = json!({ "password": password("DEN503") });
    let answers = counter.at_once(
        0,
        &[(); 8].map(|()| (vec!["login", "--login-id", "DEN503"], right.clone())),
    );
    let alive = answers.iter().filter(|answer| {
        let session = json!({ "session": answer["login"]["session"] });
        counter.end(1, &["skip"], &session).0 == 0
    });
    assert_eq!(alive.count(), 1);
    counter.bank.verified();
}
