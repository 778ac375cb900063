//! Eight programs on one store at the same moment: the test starts itself eight times, tells each what to do by a line on
//! its standard input, all at once, and reads what it was told.

use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command as Program, Stdio};

use chrono::{DateTime, TimeDelta};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::gate::Operation;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::user::UserKind::{Admin, General, Master};
use madoguchi::portal::{Command, SessionKey};
use madoguchi::store::Location;

use crate::rules_support::counters::{authorise, register, revoke};
use crate::rules_support::{Bank, Company, confirmation, fob, person, said};

const COMPANY: &str = "7000009";
const SHARED: &str = "70000091";
const SPARE: &str = "70000092";
/// Who use [`SHARED`], one for each program, and who are to register with [`SPARE`].
const USERS: [&str; 8] = ["C0", "C1", "C2", "C3", "C4", "C5", "C6", "C7"];
const NEW: [&str; 8] = ["D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7"];
const ROUNDS: usize = 25;

/// What another program is told by its environment: where the store and its key are.
const STORE: &str = "MADOGUCHI_OTHER_STORE";
const KEY: &str = "MADOGUCHI_OTHER_KEY";
/// The zones of the hosts on which they run.
const ZONES: [&str; 4] = ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"];
const SELF: &str = "processes::what_each_of_the_others_does";

/// Not a test of its own: what the test program does when it was started by the tests below.
#[test]
fn what_each_of_the_others_does() {
    let (Some(store), Some(key)) = (env::var_os(STORE), env::var_os(KEY)) else {
        return;
    };
    let place = Location {
        store: store.into(),
        key: key.into(),
    };
    let mut bank = None;
    let mut who = (String::new(), SessionKey::parse(&"0".repeat(64)).unwrap());
    for line in io::stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<_> = line.split(' ').collect();
        let [at, words @ ..] = words.as_slice() else { return };
        let now = DateTime::from_timestamp_millis(at.parse().unwrap()).unwrap();
        let bank = bank.get_or_insert_with(|| Bank::join(&place, now));
        bank.clock.move_by(now - bank.now());
        // A line of its own, whatever the test program has written before.
        println!("\ntold {}", obey(bank, &mut who, words));
    }
}

fn obey(bank: &mut Bank, who: &mut (String, SessionKey), words: &[&str]) -> &'static str {
    let (id, key) = &*who;
    match words {
        ["join"] => "ok",
        ["login", id, password] => {
            let given = bank.login_with(id, password);
            if let Ok(welcome) = &given {
                *who = ((*id).to_owned(), welcome.key.clone());
            }
            said(given)
        }
        ["leave"] => said(bank.ask(key, Command::Leave, "", "")),
        ["authorise", code] => said(bank.ask(key, authorise(Operation::PayEasy), &confirmation(id), code)),
        ["check", code] => said(bank.desk_code(COMPANY, SHARED, code, None)),
        ["register", code] => said(bank.ask(key, register(SPARE), "", code)),
        ["revoke", user, code] => said(bank.ask(key, revoke(&[user]), &confirmation(id), code)),
        _ => panic!("{words:?}"),
    }
}

/// The bank and the eight others that have it open.
struct Crowd {
    bank: Bank,
    others: Vec<(Child, BufReader<ChildStdout>)>,
    told: u64,
}

impl Crowd {
    fn gather() -> Self {
        let kinds = [Master, Admin, Admin, Admin, Admin, Admin, Admin, Admin];
        let users = USERS.into_iter().zip(kinds).map(|(id, kind)| person(id, kind, SHARED));
        let company = Company {
            number: COMPANY,
            start: "2026-05-26",
            fobs: vec![fob(SHARED), fob(SPARE)],
            users: users.chain(NEW.map(|id| person(id, General, ""))).collect(),
        };
        let bank = Bank::on_disk("2026-06-01T10:00:00", &[company]);
        let start = |i: usize| {
            let mut child = Program::new(env::current_exe().unwrap())
                .args(["--exact", SELF, "--nocapture", "--test-threads", "1"])
                .env(STORE, &bank.place().store)
                .env(KEY, &bank.place().key)
                .env("TZ", ZONES[i % ZONES.len()])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let answers = BufReader::new(child.stdout.take().unwrap());
            (child, answers)
        };
        let others = (0..USERS.len()).map(start).collect();
        let mut crowd = Self { bank, others, told: 0 };
        crowd.all_at_once(|_| "join".into());
        crowd.told = 0;
        crowd
    }

    fn now(&self) -> Instant {
        self.bank.now()
    }

    /// What each was told, in their order, who did this at the same moment.
    fn all_at_once(&mut self, order: impl Fn(usize) -> String) -> Vec<String> {
        let at = self.now().timestamp_millis();
        for (i, (child, _)) in self.others.iter_mut().enumerate() {
            writeln!(child.stdin.as_mut().unwrap(), "{at} {}", order(i)).unwrap();
        }
        self.told += self.others.len() as u64;
        let told = |answers: &mut BufReader<ChildStdout>| {
            answers
                .lines()
                .map(Result::unwrap)
                .find_map(|line| line.strip_prefix("told ").map(str::to_owned))
                .unwrap()
        };
        self.others.iter_mut().map(|(_, answers)| told(answers)).collect()
    }

    fn all_log_in(&mut self, ids: [&str; 8]) {
        let told = self.all_at_once(|i| format!("login {} login-of-{}", ids[i], ids[i]));
        assert_eq!(tally(&told), [("ok", 8)]);
    }

    /// Sends them home; the store is whole and holds one entry for each attempt since `before`.
    fn disperse(mut self, before: u64) {
        for (child, _) in &mut self.others {
            drop(child.stdin.take());
            assert!(child.wait().unwrap().success());
        }
        assert_eq!(
            self.bank.trail(),
            before + self.told,
            "R12.1: one entry for each attempt, and the trail is whole"
        );
    }
}

/// How many were told what.
fn tally(told: &[String]) -> Vec<(&str, usize)> {
    let mut answers: Vec<_> = told.iter().map(String::as_str).collect();
    answers.sort_unstable();
    let mut counts: Vec<(&str, usize)> = vec![];
    for answer in answers {
        match counts.last_mut() {
            Some((last, count)) if *last == answer => *count += 1,
            _ => counts.push((answer, 1)),
        }
    }
    counts.sort_by_key(|(answer, _)| *answer != "ok");
    counts
}

#[test]
fn of_eight_programs_with_the_same_code_exactly_one_wins_at_whichever_counter_r6_3() {
    let mut crowd = Crowd::gather();
    let before = crowd.bank.trail();
    for round in 0..ROUNDS {
        if round % 10 == 0 {
            crowd.all_log_in(USERS);
        }
        crowd.bank.wait(TimeDelta::seconds(60));
        let code = crowd.bank.code(SHARED);
        let door = |i: usize| {
            if (i + round).is_multiple_of(3) {
                "check"
            } else {
                "authorise"
            }
        };
        let told = crowd.all_at_once(|i| format!("{} {code}", door(i)));
        assert_eq!(tally(&told), [("ok", 1), ("E0602", 7)], "R6.3: round {round}");
        let token = crowd.bank.token(COMPANY, SHARED);
        assert_eq!(
            token.last_step,
            Some(crowd.now().timestamp().unsigned_abs() / 60),
            "R6.3"
        );
        assert_eq!(token.wrong_codes, 0, "R6.3: a replay is not counted");
    }
    crowd.disperse(before);
}

#[test]
fn eight_wrong_codes_at_once_are_counted_one_by_one_and_the_fifth_suspends_r9_1() {
    let mut crowd = Crowd::gather();
    crowd.all_log_in(USERS);
    let mut before = crowd.bank.trail() - crowd.told;
    for round in 0..5 {
        let wrong = crowd.bank.wrong(SHARED);
        let told = crowd.all_at_once(|i| format!("{} {wrong}", if i % 2 == 0 { "check" } else { "authorise" }));
        assert_eq!(
            tally(&told),
            [("E0305", 3), ("E0601", 4), ("E0603", 1)],
            "R9.1: round {round}"
        );
        assert_eq!(crowd.bank.token(COMPANY, SHARED).wrong_codes, 5);
        assert!(
            USERS
                .iter()
                .all(|id| crowd.bank.state(COMPANY, id) == OtpState::Suspended),
            "R9.1"
        );
        let entries = crowd.bank.trail();
        crowd.bank.desk_unlock(COMPANY, &["C0"], None).unwrap();
        before += crowd.bank.trail() - entries;
    }
    crowd.disperse(before);
}

#[test]
fn eight_who_register_with_the_same_code_come_in_one_by_one_r3_3_and_r6_3() {
    let mut crowd = Crowd::gather();
    let before = crowd.bank.trail();
    crowd.all_log_in(NEW);
    for registered in 0..NEW.len() {
        crowd.bank.wait(TimeDelta::seconds(60));
        let code = crowd.bank.code(SPARE);
        let told = crowd.all_at_once(|_| format!("register {code}"));
        let mut expected = vec![("ok", 1)];
        expected.extend((registered < 7).then_some(("E0602", 7 - registered)));
        expected.extend((registered > 0).then_some(("E0306", registered)));
        expected[1..].sort_unstable();
        assert_eq!(tally(&told), expected, "R6.3: {registered} are registered");
        let case = crowd.bank.sheet(COMPANY).case;
        let spare = case.tokens.iter().find(|token| token.serial.as_str() == SPARE).unwrap();
        assert_eq!(case.sharers(spare.id).count(), registered + 1, "R3.3");
    }
    crowd.disperse(before);
}

#[test]
fn of_eight_who_revoke_the_same_user_one_does_and_the_revoked_are_out_everywhere_r7_1_and_r8_1() {
    let mut crowd = Crowd::gather();
    let before = crowd.bank.trail();
    crowd.all_log_in(USERS);
    // Everyone goes for the last who is left, the last one for themselves too.
    for left in (1..=8).rev() {
        crowd.bank.wait(TimeDelta::seconds(60));
        let (code, last) = (crowd.bank.code(SHARED), USERS[left - 1]);
        let told = crowd.all_at_once(|_| format!("revoke {last} {code}"));
        let ok = told.iter().filter(|answer| *answer == "ok").count();
        assert_eq!(ok, 1, "R7.1: {told:?}");
        for (i, answer) in told.iter().enumerate() {
            // Whoever comes later has the code, the target or their own session taken away.
            let expected = if i >= left {
                &["E1606"][..]
            } else {
                &["ok", "E0602", "E0701", "E1606"]
            };
            assert!(expected.contains(&answer.as_str()), "R8.1: {i}: {told:?}");
        }
        assert!(matches!(crowd.bank.state(COMPANY, last), OtpState::Revoked(_)));
        let gone = crowd.all_at_once(|_| "leave".into());
        assert_eq!(
            gone.iter().filter(|answer| *answer == "ok").count(),
            left - 1,
            "R8.1: {gone:?}"
        );
    }
    crowd.disperse(before);
}

/// The last day of the grace period is 1 June in Japan, whatever day it is where the program runs.
#[test]
fn the_days_are_those_of_japan_in_whatever_zone_a_program_runs_r2_1_and_r4_2() {
    let mut crowd = Crowd::gather();
    let before = crowd.bank.trail();
    for (at, answer) in [
        ("2026-06-01T23:59:59", "ok"),
        ("2026-06-02T00:00:00", "E0502"),
        ("2026-06-02T09:00:00", "E0502"),
    ] {
        crowd.bank.set(at);
        crowd.all_log_in(NEW);
        let told = crowd.all_at_once(|_| "authorise ".into());
        assert_eq!(tally(&told), [(answer, 8)], "R2.1: {at}");
    }
    crowd.disperse(before);
}

#[test]
fn of_eight_logins_of_one_user_one_session_stays_and_wrong_ones_are_all_counted_r2_3() {
    let mut crowd = Crowd::gather();
    let before = crowd.bank.trail();
    for _ in 0..5 {
        crowd.all_log_in(["C1"; 8]);
        let told = crowd.all_at_once(|_| "leave".into());
        assert_eq!(tally(&told), [("ok", 1), ("E1606", 7)]);
    }
    for (expected, count) in [
        (vec![("E1601", 2), ("E1602", 6)], 3),
        (vec![("E1602", 8)], 4),
        (vec![("E1602", 8)], 5),
    ] {
        let told = crowd.all_at_once(|_| "login C2 nonsense".into());
        assert_eq!(tally(&told), expected);
        assert_eq!(crowd.bank.user(COMPANY, "C2").service.wrong_logins, count);
        crowd.bank.wait(TimeDelta::minutes(30));
    }
    assert_eq!(
        tally(&crowd.all_at_once(|_| "login C2 nonsense".into())),
        [("E1603", 8)]
    );
    crowd.disperse(before);
}
