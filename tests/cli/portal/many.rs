//! Thousands of calls in a row leave the store whole.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::customer::{Counter, confirmation, password};
use crate::support::{code, number};

/// How many calls are made where `MADOGUCHI_CALLS` does not say otherwise.
const CALLS: usize = 2_000;

/// Users who take turns: with their fob, and with the user whose session stands beside theirs.
const USERS: [(&str, &str); 4] = [
    ("DEN503", "0030000137"),
    ("DEN503M1", "0030000145"),
    ("DEN502", "200000251"),
    ("DEN502J1", "200000251"),
];

/// The calls of one turn, counted, with the entries that they must leave.
struct Tally<'a> {
    counter: &'a Counter,
    calls: usize,
    entries: u64,
    ends: BTreeMap<String, usize>,
}

impl Tally<'_> {
    /// Makes a call that must end so, and leave so many entries.
    fn call(&mut self, minute: i64, args: &[&str], stdin: &Value, expected: &str, entries: u64) -> Value {
        let ran = self.counter.call(minute, args, stdin);
        let (status, code) = number(&ran);
        let want = match expected {
            "" => 0,
            code if code.starts_with("E3") || code == "E1501" => 2,
            _ => 1,
        };
        assert_eq!(
            (status, code.as_str()),
            (want, expected),
            "call {} at {minute}: {args:?} {}",
            self.calls,
            ran.out
        );
        self.calls += 1;
        self.entries += entries;
        *self.ends.entry(code).or_default() += 1;
        ran.json()
    }

    /// A turn of one user: logs in, tries right and wrong things, and logs out.
    fn turn(&mut self, minute: i64, user: &str, fob: &str) {
        let (right, wrong) = (code(fob, minute), code(fob, minute + 700));
        let login = ["login", "--login-id", user];
        let (transfer, pay) = (
            ["authorise", "--operation", "transfer"],
            ["authorise", "--operation", "pay-easy"],
        );
        self.call(minute, &login, &json!({ "password": "not the one" }), "E1601", 1);
        let opened = self.call(minute, &login, &json!({ "password": password(user) }), "", 1);
        let old = opened["login"]["session"].clone();
        let opened = self.call(minute, &login, &json!({ "password": password(user) }), "", 1);
        let key = opened["login"]["session"].clone();
        self.call(minute, &["skip"], &json!({ "session": old }), "E1606", 1);

        let with = |confirmation: String, code: Value| json!({ "session": key, "confirmation_password": confirmation, "code": code });
        let confirmed = |code: &str| with(confirmation(user), json!(code));
        self.call(minute, &pay, &confirmed(&wrong), "E0601", 1);
        self.call(minute, &pay, &with("not the one".into(), json!(right)), "E0505", 1);
        self.call(minute, &pay, &with(confirmation(user), json!(null)), "E0503", 1);
        self.call(minute, &pay, &confirmed("12345"), "E0102", 1);
        self.call(minute, &transfer, &confirmed(&right), "", 1);
        self.call(minute, &transfer, &with(confirmation(user), json!(null)), "", 1);
        self.call(minute, &pay, &confirmed(&right), "E0602", 1);
        self.call(minute, &["status"], &json!({ "session": key }), "", 0);
        self.call(
            minute,
            &["status"],
            &json!({ "session": key, "cod": right }),
            "E1501",
            0,
        );
        self.call(minute, &["status"], &json!({ "password": password(user) }), "E3014", 0);
        let refused = if user == "DEN502J1" { "E0904" } else { "E0901" };
        let unlock = ["unlock", "--user", user];
        self.call(minute, &unlock, &confirmed(&right), "E3014", 0);
        let confirmation_alone = json!({ "session": key, "confirmation_password": confirmation(user) });
        self.call(minute, &unlock, &confirmation_alone, refused, 1);
        self.call(minute, &["logout"], &json!({ "session": key }), "", 1);
        let once = json!({ "password": password(user), "confirmation_password": confirmation(user), "code": code(fob, minute + 1) });
        let whole = [&pay[..], &["--login-id", user]].concat();
        self.call(minute + 1, &whole, &once, "", 3);
        self.call(minute + 1, &whole, &once, "E0602", 3);
    }
}

#[test]
fn thousands_of_calls_in_a_row_leave_the_store_whole() {
    let calls = std::env::var("MADOGUCHI_CALLS").map_or(CALLS, |text| text.parse().unwrap());
    let counter = Counter::with(&USERS.map(|(user, _)| user));
    let before = counter.bank.verified();
    let mut tally = Tally {
        counter: &counter,
        calls: 0,
        entries: 0,
        ends: BTreeMap::new(),
    };
    let mut minute = 1;
    for (user, fob) in USERS.into_iter().cycle() {
        if tally.calls >= calls {
            break;
        }
        tally.turn(minute, user, fob);
        minute += 3;
    }
    let (made, entries) = (tally.calls, tally.entries);
    assert_eq!(tally.ends.values().sum::<usize>(), made);
    assert_eq!(counter.bank.verified(), before + entries + 2, "{:?}", tally.ends);

    for (user, fob) in USERS {
        let status = counter.status(minute, user);
        assert_eq!(
            (&status["state"], &status["serial"]),
            (&json!("in_use"), &json!(fob)),
            "{user}"
        );
    }
    for user in ["DEN502", "DEN503"] {
        let status = counter.status(minute, user);
        let members = status["members"].as_array().unwrap();
        assert!(
            members.iter().all(|member| member["service"] == "available"),
            "{status}"
        );
    }
    for serial in ["0030000137", "0030000145", "200000251"] {
        let shown = counter
            .bank
            .by("T001", &["--json", "tokens", "show", serial], "")
            .json();
        let token = &shown["tokens"][0];
        assert_eq!(
            (&token["wrong_codes"], &token["suspended_at"]),
            (&json!(0), &json!(null)),
            "{serial}"
        );
    }
    assert!(made >= calls);
}
