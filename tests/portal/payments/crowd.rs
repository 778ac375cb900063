//! Six programs at the same moment: money moves once, and never more than there is.

use std::sync::{Arc, Barrier};
use std::thread;

use madoguchi::portal::{Command, Outcome, Secrets};
use madoguchi::store::Location;

use super::{ALL, ALONE, SINGLE, waiting};
use crate::support::{Counter, Customer, Give, account, transfer};

struct Place {
    _folder: tempfile::TempDir,
    at: Location,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        Self { _folder: folder, at }
    }

    /// What six programs get that do the same for this user at the same moment.
    fn at_once(&self, who: &Customer, command: &Command, secrets: &Secrets) -> (Vec<Outcome>, Vec<&'static str>) {
        let start = Arc::new(Barrier::new(6));
        let threads: Vec<_> = (0..6)
            .map(|_| {
                let mut counter = Counter::beside(&self.at);
                let (start, command, secrets, key) = (start.clone(), command.clone(), secrets.clone(), who.key.clone());
                thread::spawn(move || {
                    start.wait();
                    let given = counter.portal().execute(&key, command, &secrets);
                    given.map_err(|error| error.code())
                })
            })
            .collect();
        let (mut done, mut told) = (Vec::new(), Vec::new());
        for thread in threads {
            match thread.join().unwrap() {
                Ok(outcome) => done.push(outcome),
                Err(code) => told.push(code),
            }
        }
        told.dedup();
        (done, told)
    }
}

#[test]
fn of_six_approvals_at_once_one_executes_and_money_moves_once() {
    let place = Place::new();
    let mut counter = Counter::in_file(&place.at);
    let (maker, approver) = (counter.login("DEN503"), counter.login("DEN503M1"));
    let before = counter.balance(&maker, SINGLE);
    let payment = waiting(&mut counter, &maker, SINGLE, &["DEN503M1"]);
    let secrets = counter.secrets(&approver, Give::Both);
    let (done, told) = place.at_once(&approver, &Command::Approve { payment }, &secrets);
    assert_eq!((done.len(), told), (1, vec!["E0524"]));
    assert_eq!(counter.balance(&maker, SINGLE), before - 1_000);
    let lines = counter
        .ask(&maker, |look| look.statement(&account(SINGLE), ALL))
        .unwrap();
    let of_it = lines
        .iter()
        .filter(|line| line.payment.is_some_and(|(id, _)| id == payment));
    assert_eq!(of_it.count(), 1);
    assert!(counter.is_whole());
}

#[test]
fn of_six_payments_at_once_no_more_go_out_than_the_balance_bears() {
    let place = Place::new();
    let mut counter = Counter::in_file(&place.at);
    let who = counter.login("DEN502");
    counter.pay(&who, &transfer(ALONE, 5_000_000, &[]), Give::Both).unwrap();
    let left = counter.balance(&who, ALONE);
    let mut rest = left;
    while rest > 10_000_000 {
        counter
            .pay(&who, &transfer(ALONE, 5_000_000, &[]), Give::Confirmation)
            .unwrap();
        rest -= 5_000_000;
    }
    let order = transfer(ALONE, rest / 2, &[]);
    let secrets = counter.secrets(&who, Give::Confirmation);
    let (done, told) = place.at_once(&who, &Command::Pay(order), &secrets);
    assert_eq!((done.len(), told), (2, vec!["E0516"]));
    assert_eq!(counter.balance(&who, ALONE), rest % 2);
    assert!(counter.is_whole());
}
