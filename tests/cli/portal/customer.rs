//! A training bank whose users can log in, and the calls of a front end.

use std::io::Write;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::support::{Bank, Ran, at, number};

/// From where the customers of these tests come.
pub(crate) const ADDRESS: &str = "192.0.2.7";

/// A bank with users who have passwords: `login-<login ID>` and `kakunin-<login ID>`.
pub(crate) struct Counter {
    pub(crate) bank: Bank,
}

pub(crate) fn password(login_id: &str) -> String {
    format!("login-{login_id}")
}

pub(crate) fn confirmation(login_id: &str) -> String {
    format!("kakunin-{login_id}")
}

impl Counter {
    /// The training bank; users who have no passwords are issued theirs.
    pub(crate) fn with(users: &[&str]) -> Self {
        let counter = Self { bank: Bank::training() };
        for user in users {
            let issued = counter.issue(user, &password(user), &confirmation(user));
            assert!(issued.0 == 0 || issued.1 == "E1607", "{issued:?}");
        }
        counter
    }

    /// Issues first passwords, as the administrator.
    pub(crate) fn issue(&self, user: &str, login: &str, confirmation: &str) -> (i32, String) {
        let first = json!({ "login_password": login, "confirmation_password": confirmation }).to_string();
        number(
            &self
                .bank
                .by("K001", &["--json", "portal", "issue", "--login-id", user], &first),
        )
    }

    /// A call of `portal` so many minutes after the demo's start.
    pub(crate) fn call(&self, minute: i64, args: &[&str], stdin: &Value) -> Ran {
        let now = at(minute);
        let all = [&["--json", "--at", &now, "portal"], args, &["--from", ADDRESS]].concat();
        self.bank.run(&all, &stdin.to_string())
    }

    /// What comes of a call that is done.
    pub(crate) fn outcome(&self, minute: i64, args: &[&str], stdin: &Value) -> Value {
        let ran = self.call(minute, args, stdin);
        assert_eq!(ran.status, 0, "{args:?} {}{}", ran.out, ran.err);
        ran.json()["outcome"].clone()
    }

    /// How a call ends.
    pub(crate) fn end(&self, minute: i64, args: &[&str], stdin: &Value) -> (i32, String) {
        number(&self.call(minute, args, stdin))
    }

    /// Logs a user in; the answer.
    pub(crate) fn welcome(&self, minute: i64, user: &str) -> Value {
        let ran = self.call(
            minute,
            &["login", "--login-id", user],
            &json!({ "password": password(user) }),
        );
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran.json()["login"].clone()
    }

    /// Logs a user in; the key of the session.
    pub(crate) fn login(&self, minute: i64, user: &str) -> String {
        let welcome = self.welcome(minute, user);
        welcome["session"].as_str().unwrap().to_owned()
    }

    /// What the user's status is, looked at in a session of one call.
    pub(crate) fn status(&self, minute: i64, user: &str) -> Value {
        let ran = self.call(
            minute,
            &["status", "--login-id", user],
            &json!({ "password": password(user) }),
        );
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran.json()["status"].clone()
    }

    /// The newest entries of the trail.
    pub(crate) fn entries(&self, limit: u64) -> Vec<Value> {
        let limit = limit.to_string();
        let ran = self
            .bank
            .by("A001", &["--json", "audit", "list", "--limit", &limit], "");
        let entries = ran.json()["entries"].as_array().unwrap().clone();
        // The auditor's own login comes first.
        entries.into_iter().skip(2).collect()
    }

    /// A process that waits for its standard input, and so does nothing yet.
    pub(crate) fn waiting(&self, minute: i64, args: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_madoguchi"))
            .arg("--store")
            .arg(&self.bank.at.store)
            .arg("--key")
            .arg(&self.bank.at.key)
            .args(["--json", "--at", &at(minute), "portal"])
            .args(args)
            .args(["--from", ADDRESS])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// How processes end that are all let go at the same moment, each with its arguments and its input; in order.
    pub(crate) fn at_once(&self, minute: i64, calls: &[(Vec<&str>, Value)]) -> Vec<Value> {
        let mut waiting: Vec<_> = calls.iter().map(|(args, _)| self.waiting(minute, args)).collect();
        let doors: Vec<_> = waiting.iter_mut().map(|child| child.stdin.take().unwrap()).collect();
        for (mut door, (_, stdin)) in doors.into_iter().zip(calls) {
            door.write_all(stdin.to_string().as_bytes()).unwrap();
        }
        waiting
            .into_iter()
            .map(|child| serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap())
            .collect()
    }
}

/// The numbers of refusals among answers, sorted; what is done has none.
pub(crate) fn numbers(answers: &[Value]) -> Vec<String> {
    let mut numbers: Vec<_> = answers
        .iter()
        .map(|answer| answer["refused"]["code"].as_str().unwrap_or_default().to_owned())
        .collect();
    numbers.sort();
    numbers
}
