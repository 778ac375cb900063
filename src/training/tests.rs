//! The demo's files hold what its story relies on.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::{DateTime, Datelike, TimeDelta, Weekday};

use super::*;
use crate::domain::Policy;
use crate::domain::arrival::{NewContract, NewToken, NewUser};
use crate::domain::calendar::{self, Instant};
use crate::domain::case::samples::at;
use crate::domain::token::Algorithm;
use crate::domain::user::UserKind;
use crate::domain::values::Serial;
use crate::intake::{contracts, pskc};

fn contracts() -> Vec<NewContract> {
    contracts::read(CONTRACTS, &Policy::default()).unwrap()
}

fn contract(number: &str) -> NewContract {
    let mut all = contracts().into_iter();
    all.find(|c| c.contract.number.as_str() == number).unwrap()
}

fn tokens() -> BTreeMap<String, NewToken> {
    let tokens = pskc::read(TOKENS, &Policy::default()).unwrap();
    tokens.into_iter().map(|t| (t.serial.to_string(), t)).collect()
}

fn start() -> Instant {
    DateTime::parse_from_rfc3339(START).unwrap().to_utc()
}

/// Login IDs of a contract with the serials they are registered with.
fn registrations(number: &str) -> Vec<(String, String)> {
    let serial = |user: &NewUser| user.registered.as_ref().map_or(String::new(), |(s, _)| s.to_string());
    let users = contract(number).users;
    users.iter().map(|u| (u.user.login_id.to_string(), serial(u))).collect()
}

#[test]
fn the_counts_of_the_training_bank() {
    let (contracts, tokens) = (contracts(), tokens());
    let users: usize = contracts.iter().map(|c| c.users.len()).sum();
    assert_eq!((contracts.len(), users, tokens.len()), (38, 105, 69));
    let branches: BTreeSet<_> = contracts
        .iter()
        .map(|c| (c.contract.branch.code.to_string(), c.contract.branch.name.to_string()))
        .collect();
    let named = [("011", "本店営業部"), ("012", "見本町支店"), ("013", "例示通支店")];
    assert_eq!(
        branches,
        named.map(|(code, name)| (code.to_owned(), name.to_owned())).into()
    );
    let short = tokens.values().filter(|t| t.params.period == 30).count();
    let sha256 = tokens
        .values()
        .filter(|t| t.params.algorithm == Algorithm::Sha256)
        .count();
    assert_eq!((short, sha256), (6, 1));
    assert!(tokens.values().all(|t| t.maker.as_str() == "MINATO SAMPLE"));
    assert_eq!(calendar::in_japan(start()).weekday(), Weekday::Mon);
}

#[test]
fn every_issued_token_has_its_fob_and_ten_are_in_stock() {
    let tokens = tokens();
    let issued: Vec<Serial> = contracts().into_iter().flat_map(|c| c.issued).collect();
    assert!(issued.iter().all(|serial| tokens.contains_key(serial.as_str())));
    assert_eq!(issued.iter().collect::<HashSet<_>>().len(), issued.len());
    assert_eq!(tokens.len() - issued.len(), 10);
    assert!(issued.iter().any(|serial| serial.as_str().starts_with("00")));
}

#[test]
fn registrations_lie_between_the_start_and_the_demo() {
    for contract in contracts() {
        for user in &contract.users {
            if let Some((_, since)) = &user.registered {
                assert!(calendar::day_of(*since) >= contract.contract.start, "{}", user.line);
                assert!(*since < start() && user.user.operations.any(), "{}", user.line);
            }
        }
    }
}

#[test]
fn the_contracts_of_the_story() {
    let tokens = tokens();
    let pairs = |number: &str, expected: &[(&str, &str)]| {
        let expected: Vec<_> = expected
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        assert_eq!(registrations(number), expected, "{number}");
    };
    let one = "10000018";
    pairs("1000001", &[("DEN501", one), ("DEN501M1", one), ("DEN501J1", one)]);
    let kinds: Vec<_> = contract("1000001").users.iter().map(|u| u.user.kind).collect();
    assert_eq!(kinds, [UserKind::Master, UserKind::Admin, UserKind::General]);
    pairs("1000002", &[("DEN502", "200000251"), ("DEN502J1", "200000251")]);
    pairs("1000003", &[("DEN503", "0030000137"), ("DEN503M1", "0030000145")]);
    pairs("1000004", &[("DEN504", ""), ("DEN504J1", "")]);
    pairs("1000005", &[("DEN505", ""), ("DEN505J1", "")]);
    pairs("1000006", &[("DEN506", "60000333")]);
    pairs("1000007", &[("DEN507", "70000444"), ("DEN507J1", "70000444")]);
    pairs("1000008", &[("DEN508", "80000555"), ("DEN508J1", "")]);
    pairs(
        "1000009",
        &[
            ("DEN509", "90000661"),
            ("DEN509J1", "90000661"),
            ("DEN509J2", "90000679"),
        ],
    );
    pairs("1000010", &[("DEN510", ""), ("DEN510J1", "100000017")]);
    for (number, issued) in [
        ("1000001", 1),
        ("1000002", 1),
        ("1000003", 2),
        ("1000004", 1),
        ("1000005", 1),
    ] {
        assert_eq!(contract(number).issued.len(), issued, "{number}");
    }
    assert_eq!(contract("1000011").issued[0].as_str(), "0010000018");
    let day = |number: &str| contract(number).contract.start.to_string();
    assert_eq!(
        (day("1000004"), day("1000005")),
        ("2026-05-11".into(), "2026-07-01".into())
    );
    assert!(!contract("1000008").users[1].user.operations.any());
    assert_eq!(tokens["60000333"].expires, Some(at("2026-05-01T00:00:00")));
    let notice = TimeDelta::days(Policy::default().expiry_notice_days.into());
    let expires = tokens["70000444"].expires.unwrap();
    assert!(start() < expires && expires <= start() + notice);
}

#[test]
fn names_that_are_hard_to_show_are_among_them() {
    let contracts = contracts();
    let names: Vec<_> = contracts.iter().map(|c| c.contract.company.as_str()).collect();
    let kana: String = contracts
        .iter()
        .flat_map(|c| &c.users)
        .map(|u| u.user.kana.as_str())
        .collect();
    for sign in ["㈱", "髙", "﨑", "𠮷", "ﾟ", "ﾞ"] {
        assert!(
            names.iter().any(|name| name.contains(sign)) || kana.contains(sign),
            "{sign}"
        );
    }
    assert_eq!(names.iter().map(|name| name.chars().count()).max(), Some(40));
    assert!(names.contains(&"模擬"));
}

/// What was practised is spliced into no other trail: its store, and so each of its keys, is another one.
#[test]
fn a_lesson_has_a_store_of_its_own_and_makes_no_checkpoint_r12_6() {
    let clock = crate::clock::Clock::starting_at(demo::start());
    let mut desk = demo::bank_in_memory(&clock).unwrap();
    let own = desk.office().store_digits();
    let scenario = stories::story("sharing").unwrap().unwrap();
    lesson::begin(&mut desk, scenario).unwrap();
    assert_ne!(desk.office().store_digits(), own);
    assert_eq!(desk.office().checkpoint().unwrap(), None);
    lesson::end(&mut desk).unwrap();
    assert_eq!(desk.office().store_digits(), own);
}
