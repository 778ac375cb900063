//! The trail, staff, policy and intake through the desk.

use madoguchi::clock::Clock;
use madoguchi::desk::{Act, Command, Desk, Error, Unlock};
use madoguchi::domain::contract::Branch as Office;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::values::{BranchCode, Name, StaffId};
use madoguchi::domain::{Policy, Refusal};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Draft, Filter, Kind, Store, Written};
use madoguchi::training::{self, demo};

use crate::support::{Branch, code_of, contract, countersigned, login};

#[test]
fn refused_attempts_are_entries_too_and_hold_no_code_r12() {
    let mut branch = Branch::open();
    let before = branch.trail_length();
    let wrong = branch.wrong_code("200000251");
    branch.try_code("1000002", "200000251", &wrong, None).unwrap_err();
    branch.refused(Act::Unlock(Unlock {
        contract: contract("9999999"),
        users: vec![login("X")],
        check: None,
        serial: None,
        override_reason: None,
    }));
    assert_eq!(branch.trail_length(), before + 2);
    let filter = Filter {
        contract: None,
        limit: 2,
    };
    let newest = branch.desk.look(&branch.supervisor).trail(&filter).unwrap();
    assert!(newest.iter().all(|entry| entry.draft.result == Written::Refused));
    assert_eq!(newest[0].draft.code.as_deref(), Some("E0201"));
    assert_eq!(newest[1].draft.code.as_deref(), Some("E0601"));
    assert!(!format!("{newest:?}").contains(&wrong), "R12.3");
    assert_eq!(branch.desk.verify(&branch.supervisor).unwrap().flaw, None);
}

#[test]
fn a_refusal_met_while_looking_is_an_entry_and_looking_is_none_r12_1() {
    let mut branch = Branch::open();
    let check = Some(branch.seal_check("1000001"));
    let unlock = |number, user| {
        Act::Unlock(Unlock {
            contract: contract(number),
            users: vec![login(user)],
            check,
            serial: None,
            override_reason: None,
        })
    };
    let before = branch.trail_length();
    branch
        .desk
        .preview(&branch.teller, &unlock("1000001", "DEN501"))
        .unwrap();
    assert_eq!(branch.trail_length(), before);
    assert_eq!(
        code_of(branch.desk.preview(&branch.teller, &unlock("1000003", "DEN503"))),
        "E0901"
    );
    assert_eq!(branch.trail_length(), before + 1);
}

#[test]
fn a_code_or_password_in_the_wrong_place_is_not_kept_r12_3() {
    let mut branch = Branch::open();
    let code = branch.code("200000251");
    let misplaced = Command::CheckCode {
        contract: contract("1000002"),
        serial: madoguchi::domain::values::Serial::parse(&code).unwrap(),
        code: "200000".into(),
        user: None,
    };
    assert_eq!(branch.refused(misplaced), "E0101");
    let password = StaffId::parse("hunter2secret").unwrap();
    assert_eq!(code_of(branch.desk.login(&password, &"T001".into())), "E1201");
    let newest = branch
        .desk
        .look(&branch.supervisor)
        .trail(&Filter {
            contract: None,
            limit: 5,
        })
        .unwrap();
    let told = format!("{newest:?}");
    assert!(
        !told.contains(&code) && !told.to_lowercase().contains("hunter2"),
        "{told}"
    );
}

#[test]
fn many_right_passwords_at_once_lock_nobody_and_an_administrator_lifts_a_lock() {
    let mut branch = Branch::open();
    let (id, administrator) = (
        StaffId::parse("T001").unwrap(),
        demo::session(&mut branch.desk, "K001").unwrap(),
    );
    for _ in 0..6 {
        let _ = branch.desk.login(&id, &"not the password".into());
        branch.wait(1);
    }
    demo::session(&mut branch.desk, "T001").expect("nobody is locked by tries (R11.6)");
    branch.desk.lock_staff(&administrator, &id).unwrap();
    assert_eq!(code_of(demo::session(&mut branch.desk, "T001")), "E1202");
    let teller = branch.supervisor.clone();
    assert_eq!(code_of(branch.desk.unlock_staff(&teller, &id)), "E1203");
    branch.desk.unlock_staff(&administrator, &id).unwrap();
    demo::session(&mut branch.desk, "T001").unwrap();
    assert_eq!(
        code_of(
            branch
                .desk
                .unlock_staff(&administrator, &StaffId::parse("NOBODY").unwrap())
        ),
        "E0207"
    );
}

#[test]
fn a_refused_decision_says_on_what_and_a_policy_what_changed_r12_1_r1_2() {
    let mut branch = Branch::open();
    let waiting = branch.desk.look(&branch.supervisor).requests().unwrap()[0].id;
    branch.refused(Command::Approve { request: waiting });
    let newest = |branch: &Branch| {
        let filter = Filter {
            contract: None,
            limit: 1,
        };
        branch
            .desk
            .look(&branch.supervisor)
            .trail(&filter)
            .unwrap()
            .remove(0)
            .draft
    };
    let entry = newest(&branch);
    assert_eq!(
        (entry.contract.as_deref(), entry.code.as_deref()),
        (Some("1000010"), Some("E1203"))
    );
    assert!(entry.subject.starts_with("DEN510"), "{entry:?}");
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let other = policy::DEFAULT.replace("wrong_codes = \"5 times\"", "wrong_codes = \"4 times\"");
    let asked = branch.desk.change_policy(&administrator, &other);
    countersigned(&mut branch.desk, asked).unwrap();
    assert_eq!(newest(&branch).detail, "lockout.wrong_codes: 5 times > 4 times");
}

#[test]
fn a_look_that_the_role_may_not_have_is_an_entry_r12_1() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let before = branch.trail_length();
    assert_eq!(
        code_of(branch.desk.ask(&administrator, |look| look.find("見本", 0, 1))),
        "E1203"
    );
    assert_eq!(branch.trail_length(), before + 1);
    assert!(branch.desk.ask(&branch.teller, |look| look.find("見本", 0, 1)).is_ok());
    assert_eq!(branch.trail_length(), before + 1);
}

#[test]
fn wrong_passwords_lock_nobody_and_who_was_locked_by_an_administrator_stays_out_r11_6() {
    let mut branch = Branch::open();
    let id = StaffId::parse("T001").unwrap();
    for _ in 0..6 {
        assert_eq!(code_of(branch.desk.login(&id, &"not the password".into())), "E1201");
        branch.wait(1);
    }
    demo::session(&mut branch.desk, "T001").unwrap();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    branch.desk.lock_staff(&administrator, &id).unwrap();
    assert_eq!(code_of(demo::session(&mut branch.desk, "T001")), "E1202");
    assert_eq!(
        branch.refused(Command::Withdraw {
            request: madoguchi::domain::values::RequestId([0; 16])
        }),
        "E1202"
    );
    assert_eq!(
        code_of(branch.desk.login(&StaffId::parse("NOBODY").unwrap(), &"x".into())),
        "E1201"
    );
}

#[test]
fn a_policy_that_does_not_read_stays_out_and_a_good_one_counts_at_once_r1() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    assert_eq!(code_of(branch.desk.change_policy(&administrator, "[grace]")), "E1302");
    let teller = branch.teller.clone();
    assert_eq!(code_of(branch.desk.change_policy(&teller, policy::DEFAULT)), "E1203");
    let other = policy::DEFAULT.replace("wrong_codes = \"5 times\"", "wrong_codes = \"2 times\"");
    let asked = branch.desk.change_policy(&administrator, &other);
    countersigned(&mut branch.desk, asked).unwrap();
    for expected in ["E0601", "E0603", "E0305"] {
        let wrong = branch.wrong_code("200000251");
        assert_eq!(code_of(branch.try_code("1000002", "200000251", &wrong, None)), expected);
    }
}

#[test]
fn what_is_there_is_never_re_seeded_and_a_file_comes_in_whole_or_not_r15_2() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let tokens = madoguchi::intake::pskc::read(training::TOKENS, &Policy::default());
    assert_eq!(code_of(branch.desk.import_tokens(&administrator, tokens)), "E1406");
    let contracts = madoguchi::intake::contracts::read(training::CONTRACTS, &Policy::default());
    assert_eq!(
        code_of(branch.desk.import_contracts(&administrator, contracts)),
        "E1401"
    );
}

#[test]
fn a_live_store_takes_the_hosts_clock_only_r2_4() {
    let mut entropy = Repeatable(1);
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let clock = Clock::fixed(demo::start());
    let refused = Desk::new(opened, clock, Box::new(entropy), "test").unwrap_err();
    assert!(matches!(refused, Error::Refused(Refusal::TrainingOnly)));
}

#[test]
fn a_clock_behind_the_trail_stops_every_change_until_it_is_right_again_r2_4() {
    let (store, key) = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Repeatable(1)).unwrap();
    let (id, trail) = (StaffId::parse("K001").unwrap(), key.trail_key(store.id()));
    let mut store = store;
    let ahead = |minutes| Clock::Host.now() + chrono::TimeDelta::minutes(minutes);
    let append = |store: &mut Store, at| {
        store.write(|tx| -> madoguchi::store::Result<_> { tx.append(&trail, Draft::new(at, "K001", "-", "login")) })
    };
    append(&mut store, ahead(1)).unwrap();
    append(&mut store, ahead(60)).unwrap();
    let mut desk = Desk::new((store, key), Clock::Host, Box::new(Machine), "test").unwrap();
    let branch = Office {
        code: BranchCode::parse("011").unwrap(),
        name: Name::parse("本店").unwrap(),
    };
    let name = Name::parse("見本 管理").unwrap();
    let first = Staff {
        id: id.clone(),
        name,
        role: Role::Administrator,
        branch,
        locked: false,
        must_change: false,
        person: None,
    };
    let password = "kanri-no-mihon".into();
    desk.add_first_administrator(&first, &password).unwrap();
    let session = desk.login(&id, &password).expect("looking goes on");
    for _ in 0..2 {
        assert_eq!(code_of(desk.change_policy(&session, policy::DEFAULT)), "E1206");
    }
}

#[test]
fn customers_are_found_by_anything_of_theirs() {
    let branch = Branch::open();
    let look = branch.desk.look(&branch.teller);
    let first = |text: &str| {
        let found = look.find(text, 0, 10).unwrap();
        (
            found.total,
            found.hits.first().map(|hit| hit.contract.number.to_string()),
        )
    };
    for text in [
        "1000002",
        "架空水産",
        "ｶｸｳｽｲｻﾝ",
        "かくうすいさん",
        "DEN502J1",
        "den502j1",
        "200000251",
    ] {
        assert_eq!(first(text), (1, Some("1000002".into())), "{text}");
    }
    for (text, number) in [("1000011", "1000011"), ("10000018", "1000001"), ("DEN501", "1000001")] {
        assert!(
            first(text).0 >= 1 && first(text).1.as_deref() == Some(number),
            "{text} names one, whatever the kana"
        );
    }
    assert_eq!(look.find("", 0, 10).unwrap().total, 38);
    assert_eq!(look.find("見", 0, 5).unwrap().hits.len(), 5);
    assert_eq!(look.find("無い名前", 0, 5).unwrap().total, 0);
    assert_eq!(look.find("\" OR *", 0, 5).unwrap().total, 0);
    let auditor = branch.desk.look(&branch.supervisor);
    assert!(
        auditor
            .trail(&Filter {
                contract: None,
                limit: 1
            })
            .is_ok()
    );
    assert_eq!(
        code_of(look.trail(&Filter {
            contract: None,
            limit: 1
        })),
        "E1203"
    );
}
