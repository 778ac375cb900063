//! The books and passwords of the training bank.

use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, NewAccount, NewBooks};
use madoguchi::domain::values::{ContractNumber, LoginId};
use madoguchi::domain::{Refusal, policy};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{self, Store};
use madoguchi::training::{self, demo};

use super::ALONE;
use crate::support::{Counter, account, refused};

#[test]
fn every_user_of_the_training_bank_has_passwords_and_a_representative_account() {
    let mut counter = Counter::open();
    for login_id in ["DEN501", "DEN504J1", "DEN520J4", "DEN538J2"] {
        let who = counter.login(login_id);
        let rows = counter.accounts(&who);
        let of_contract = counter
            .ask(&who, |look| Ok(look.member().case().contract.account.clone()))
            .unwrap();
        assert!(rows.iter().any(|row| row.account == of_contract), "{login_id}");
    }
    let login_id = LoginId::parse("DEN501").unwrap();
    assert!(
        !format!("{:?}", training::login_password(&login_id)).contains("DEN501"),
        "R12.3"
    );
}

#[test]
fn books_are_opened_once_and_only_in_training() {
    let mut counter = Counter::open();
    let administrator = demo::session(&mut counter.desk, "K001").unwrap();
    let books = NewBooks {
        contract: ContractNumber::parse("1000002").unwrap(),
        modes: None,
        accounts: vec![NewAccount {
            account: account(ALONE),
            entries: vec![],
        }],
    };
    let twice = counter.desk.open_accounts(&administrator, std::slice::from_ref(&books));
    assert_eq!(refused(twice), "E0527");
    let teller = demo::session(&mut counter.desk, "T001").unwrap();
    assert_eq!(refused(counter.desk.open_accounts(&teller, &[])), "E1203");

    let mut entropy = Repeatable(7);
    let opened = Store::in_memory(store::Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let mut live = Desk::new(opened, Clock::Host, Box::new(Machine), "test").unwrap();
    let administrator = {
        let staff = counter
            .desk
            .ask(&administrator, |_| Ok(administrator.staff().clone()))
            .unwrap();
        live.add_first_administrator(&staff, &"kanri-no-mihon".into()).unwrap();
        live.login(&staff.id, &"kanri-no-mihon".into()).unwrap()
    };
    assert_eq!(
        refused(live.open_accounts(&administrator, &[books])),
        Refusal::TrainingOnly.code()
    );
}
