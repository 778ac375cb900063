//! People who are stopped or removed while a payment waits for them.

use madoguchi::domain::payment::Status;
use madoguchi::domain::values::LoginId;
use madoguchi::portal::{Command, Secrets};

use super::{ALL, DOUBLE, waiting};
use crate::support::{Counter, Customer, Give, refused};

/// Something that DEN523 does to a user, with password and code.
fn administer(counter: &mut Counter, by: &Customer, command: Command) {
    counter.wait(60);
    let secrets: Secrets = counter.secrets(by, Give::Both);
    counter.portal().execute(&by.key, command, &secrets).unwrap();
}

fn login_id(text: &str) -> LoginId {
    LoginId::parse(text).unwrap()
}

#[test]
fn of_a_stopped_maker_nothing_is_approved_until_the_stop_is_lifted() {
    let mut counter = Counter::open();
    let (maker, first, last) = (
        counter.login("DEN523J1"),
        counter.login("DEN523M1"),
        counter.login("DEN523"),
    );
    let payment = waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
    let users = vec![login_id("DEN523J1")];
    administer(&mut counter, &last, Command::Stop { users: users.clone() });
    assert_eq!(refused(counter.approve(&first, payment, Give::Confirmation)), "E0526");
    administer(&mut counter, &last, Command::Lift { users });
    counter.approve(&first, payment, Give::Confirmation).unwrap();
    counter.wait(60);
    let paid = counter.approve(&last, payment, Give::Both).unwrap();
    assert_eq!(paid.status, Status::Executed);
}

#[test]
fn of_a_removed_maker_or_approver_every_payment_that_waits_is_void() {
    for (gone, left) in [("DEN523J1", "DEN523M1"), ("DEN523M1", "DEN523J1")] {
        let mut counter = Counter::open();
        let (maker, first, last) = (
            counter.login("DEN523J1"),
            counter.login("DEN523M1"),
            counter.login("DEN523"),
        );
        let payment = waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
        let half = waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
        counter.approve(&first, half, Give::Confirmation).unwrap();
        administer(
            &mut counter,
            &last,
            Command::Remove {
                login_id: login_id(gone),
            },
        );
        counter.wait(60);
        for id in [payment, half] {
            let kept = counter.ask(&last, |look| look.payment(id)).unwrap();
            assert_eq!(kept.status, Status::Void, "{gone}");
            assert_eq!(refused(counter.approve(&last, id, Give::Both)), "E0524");
        }
        assert_eq!(counter.ask(&last, |look| look.payments_for_me(ALL)).unwrap(), []);
        let left = counter.login(left);
        assert_eq!(counter.ask(&left, |look| look.payments_for_me(ALL)).unwrap(), []);
        assert!(counter.is_whole());
    }
}
