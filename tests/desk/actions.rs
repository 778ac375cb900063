//! The three actions with their refusals, each with its entry.

mod requests;

use madoguchi::desk::{Act, Command, Outcome, Register, Revoke, Shown, Unlock};
use madoguchi::domain::authority::{Verdict, Why};
use madoguchi::domain::identity::{Action, Channel, Method};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{CheckId, Reason as Words, Serial};
use madoguchi::store::Filter;
use madoguchi::training::demo;
use madoguchi::words::Lang;

use crate::support::{Branch, code_of, contract, done, login, waiting};

fn unlock(number: &str, user: &str, check: Option<CheckId>) -> Act {
    Act::Unlock(Unlock {
        contract: contract(number),
        users: vec![login(user)],
        check,
        serial: None,
        override_reason: None,
    })
}

fn revoke(number: &str, users: &[&str], reason: Reason, check: Option<CheckId>) -> Act {
    let users = users.iter().map(|user| login(user)).collect();
    Act::Revoke(Revoke {
        contract: contract(number),
        users,
        reason,
        check,
    })
}

fn states(branch: &Branch, number: &str) -> Vec<(String, OtpState)> {
    let sheet = branch.desk.look(&branch.teller).sheet(&contract(number)).unwrap();
    sheet
        .rows
        .into_iter()
        .map(|row| (row.user.login_id.to_string(), row.state))
        .collect()
}

#[test]
fn the_only_token_is_unlocked_for_everyone_who_shares_it_r9_2_r9_3() {
    let mut branch = Branch::open();
    let sheet = branch.desk.look(&branch.teller).sheet(&contract("1000001")).unwrap();
    assert_eq!(
        sheet.verdicts[0],
        (Action::Unlock, Verdict::BankOnly(Why::OneTokenOnly))
    );
    assert!(
        states(&branch, "1000001")
            .iter()
            .all(|(_, state)| *state == OtpState::Suspended)
    );

    let check = branch.check("1000001", Channel::Telephone, vec![Method::CallBack]);
    let shown: Shown = branch
        .desk
        .preview(&branch.teller, &unlock("1000001", "DEN501", Some(check)))
        .unwrap();
    assert_eq!(shown.users.len(), 3, "two more share it");
    let chosen: Vec<_> = shown
        .users
        .iter()
        .filter(|user| user.chosen)
        .map(|user| user.login_id.as_str())
        .collect();
    assert_eq!(chosen, ["DEN501"]);

    let act = unlock("1000001", "DEN501", Some(check));
    let request = waiting(branch.desk.execute_as_seen(&branch.teller, &act, shown.digest()));
    assert!(
        states(&branch, "1000001")
            .iter()
            .all(|(_, state)| *state == OtpState::Suspended),
        "it waits (R11.1)"
    );
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(receipt.number, "20260601-0002");
    assert_eq!(receipt.approved_by.unwrap().as_str(), "S001");
    assert!(
        states(&branch, "1000001")
            .iter()
            .all(|(_, state)| *state == OtpState::InUse)
    );
}

#[test]
fn an_unlock_needs_its_check_and_its_second_person_r10_r11() {
    let mut branch = Branch::open();
    assert_eq!(branch.refused(unlock("1000001", "DEN501", None)), "E1001");
    let code = branch.code("40000111");
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_code("1000004", "40000111", &code, None) else {
        panic!()
    };
    let check = Some(branch.check("1000004", Channel::Telephone, vec![Method::Fob(proof)]));
    let (user, serial) = (login("DEN504"), Serial::parse("40000111").unwrap());
    let register = Act::Register(Register {
        contract: contract("1000004"),
        user,
        serial,
        proof: None,
        check,
    });
    assert_eq!(branch.refused(register), "E1006", "two methods, but no call back");
    let weak = branch.check("1000001", Channel::Counter, vec![]);
    assert_eq!(branch.refused(unlock("1000001", "DEN501", Some(weak))), "E1005");
    let other = branch.seal_check("1000002");
    assert_eq!(branch.refused(unlock("1000001", "DEN501", Some(other))), "E1003");
    let old = branch.seal_check("1000001");
    branch.wait(30);
    assert_eq!(branch.refused(unlock("1000001", "DEN501", Some(old))), "E1002");

    let check = branch.seal_check("1000001");
    let request = waiting(branch.by_teller(unlock("1000001", "DEN501", Some(check))));
    assert_eq!(branch.refused(unlock("1000001", "DEN501", Some(check))), "E1004");
    assert_eq!(branch.refused(Command::Approve { request }), "E1203");
    let password = |id| demo::STAFF.iter().find(|row| row.0 == id).unwrap().3.into();
    let teller = branch.teller.staff().id.clone();
    assert_eq!(
        code_of(branch.desk.approve_here(&teller, &password("T001"), request)),
        "E1203"
    );
    let supervisor = branch.supervisor.staff().id.clone();
    assert_eq!(
        code_of(branch.desk.approve_here(&supervisor, &"wrong password".into(), request)),
        "E1201"
    );
    branch.clock.move_by(chrono::TimeDelta::seconds(1));
    done(branch.desk.approve_here(&supervisor, &password("S001"), request));
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1104");
}

#[test]
fn where_the_customer_could_unlock_the_bank_refuses_unless_overridden_r9_3() {
    let mut branch = Branch::open();
    for _ in 0..5 {
        let wrong = branch.wrong_code("0030000137");
        branch.try_code("1000003", "0030000137", &wrong, None).unwrap_err();
    }
    let check = branch.seal_check("1000003");
    assert_eq!(branch.refused(unlock("1000003", "DEN503", Some(check))), "E0902");
    let reason = Some(Words::parse("管理者が入院中のため").unwrap());
    let command = Act::Unlock(Unlock {
        contract: contract("1000003"),
        users: vec![login("DEN503")],
        check: Some(check),
        serial: None,
        override_reason: reason,
    });
    let request = waiting(branch.by_teller(command));
    done(branch.by_supervisor(Command::Approve { request }));
}

#[test]
fn a_lost_token_is_dead_for_ever_and_registration_opens_by_r8_2() {
    let mut branch = Branch::open();
    let check = branch.check("1000002", Channel::Telephone, vec![]);
    assert_eq!(
        branch.refused(revoke("1000002", &["DEN502", "NOBODY"], Reason::Loss, Some(check))),
        "E0202"
    );
    let receipt = done(branch.by_teller(revoke("1000002", &["DEN502", "DEN502J1"], Reason::Loss, Some(check))));
    let opens = branch.now() + chrono::TimeDelta::minutes(30);
    assert_eq!(receipt.shown.reopens_at, Some(opens));
    assert_eq!(receipt.shown.tokens[0].after, Stock::Lost);
    assert!(
        states(&branch, "1000002")
            .iter()
            .all(|(_, state)| *state == OtpState::Revoked(opens))
    );

    let code = branch.code("200000251");
    assert_eq!(
        code_of(branch.try_code("1000002", "200000251", &code, Some("DEN502"))),
        "E0307"
    );
    branch.wait(30);
    assert!(
        states(&branch, "1000002")
            .iter()
            .all(|(_, state)| *state == OtpState::Unregistered)
    );
    let code = branch.code("200000251");
    assert_eq!(
        code_of(branch.try_code("1000002", "200000251", &code, Some("DEN502"))),
        "E0303"
    );

    let list = branch.desk.look(&branch.supervisor).requests().unwrap();
    let mine = list
        .iter()
        .find(|view| view.id == receipt.request)
        .expect("on the supervisor's list (R11.1)");
    assert_eq!(mine.receipt.as_deref(), Some(receipt.number.as_str()));
    assert_eq!(
        code_of(branch.by_teller(Command::LookOver {
            request: receipt.request
        })),
        "E1203"
    );
    branch
        .by_supervisor(Command::LookOver {
            request: receipt.request,
        })
        .unwrap();
    assert!(
        branch
            .desk
            .look(&branch.supervisor)
            .requests()
            .unwrap()
            .iter()
            .all(|view| view.id != receipt.request)
    );
}

#[test]
fn all_of_a_revocation_or_nothing_r7_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000010");
    let before = states(&branch, "1000010");
    assert_eq!(
        branch.refused(revoke(
            "1000010",
            &["DEN510J1", "DEN510"],
            Reason::Exchange,
            Some(check)
        )),
        "E0701"
    );
    assert_eq!(states(&branch, "1000010"), before);
}

#[test]
fn a_token_is_registered_by_serial_and_a_live_code_r3() {
    let mut branch = Branch::open();
    let (serial, user) = ("40000111", "DEN504");
    let wrong = branch.wrong_code(serial);
    assert_eq!(code_of(branch.try_code("1000004", serial, &wrong, Some(user))), "E0601");
    assert_eq!(
        code_of(branch.try_code("1000004", serial, "12345", Some(user))),
        "E0102"
    );
    let code = branch.code("10000018");
    assert_eq!(
        code_of(branch.try_code("1000004", "10000018", &code, Some(user))),
        "E0301",
        "another contract's (R3.3)"
    );
    assert_eq!(
        code_of(branch.try_code("1000004", "99999999", &code, Some(user))),
        "E0301",
        "unknown"
    );
    let code = branch.code(serial);
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_code("1000004", serial, &code, Some(user)) else {
        panic!()
    };
    assert_eq!(
        code_of(branch.try_code("1000004", serial, &code, Some("DEN504J1"))),
        "E0602",
        "once, whoever sends it (R6.3)"
    );

    let register = |user: &str, proof, check| {
        Act::Register(Register {
            contract: contract("1000004"),
            user: login(user),
            serial: Serial::parse(serial).unwrap(),
            proof,
            check,
        })
    };
    let check = branch.seal_check("1000004");
    assert_eq!(branch.refused(register(user, None, Some(check))), "E0604");
    assert_eq!(branch.refused(register("DEN504J1", Some(proof), Some(check))), "E0604");
    assert_eq!(branch.refused(register(user, Some(proof), None)), "E1001");
    let request = waiting(branch.by_teller(register(user, Some(proof), Some(check))));
    let check = branch.seal_check("1000004");
    assert_eq!(branch.refused(register(user, Some(proof), Some(check))), "E0605");
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(receipt.shown.users[0].after, OtpState::InUse);
    assert_eq!(states(&branch, "1000004")[0], ("DEN504".into(), OtpState::InUse));
}

#[test]
fn a_fob_in_hand_proves_who_it_is_once_r10_2() {
    let mut branch = Branch::open();
    let code = branch.code("200000251");
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_code("1000002", "200000251", &code, None) else {
        panic!()
    };
    branch.check("1000002", Channel::Counter, vec![Method::Fob(proof)]);
    let person = madoguchi::domain::identity::Person::Representative;
    let begun = branch.by_teller(Command::BeginCheck {
        contract: contract("1000002"),
        channel: Channel::Counter,
        person,
    });
    let Ok(Outcome::CheckBegun { check, .. }) = begun else {
        panic!()
    };
    let again = Command::FinishCheck {
        check,
        methods: vec![Method::Fob(proof)],
        confirmed: true,
        why: None,
    };
    assert_eq!(branch.refused(again), "E0605");
}

#[test]
fn the_support_desk_checks_by_telephone_and_its_unlocks_go_to_a_branch() {
    let mut branch = Branch::open();
    branch.teller = demo::session(&mut branch.desk, "D001").unwrap();
    let person = madoguchi::domain::identity::Person::Representative;
    let begin = Command::BeginCheck {
        contract: contract("1000001"),
        channel: Channel::Counter,
        person,
    };
    assert_eq!(branch.refused(begin), "E1015");
    let check = branch.check("1000001", Channel::Telephone, vec![Method::CallBack]);
    let request = waiting(branch.by_teller(unlock("1000001", "DEN501", Some(check))));
    let (id, password) = (branch.supervisor.staff().id.clone(), demo::STAFF[3].3.into());
    assert_eq!(code_of(branch.desk.approve_here(&id, &password, request)), "E1107");
    done(branch.by_supervisor(Command::Approve { request }));
}

#[test]
fn a_check_and_its_code_serve_who_made_them_and_facts_are_not_drawn_twice_r10_1_r10_2() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000001");
    let command = unlock("1000001", "DEN501", Some(check));
    assert_eq!(code_of(branch.by_supervisor(command)), "E1016");

    let code = branch.code("200000251");
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_code("1000002", "200000251", &code, None) else {
        panic!()
    };
    branch.wait(1);
    let person = madoguchi::domain::identity::Person::Representative;
    let begin = |branch: &mut Branch| {
        let (channel, person) = (Channel::Counter, person.clone());
        match branch.by_teller(Command::BeginCheck {
            contract: contract("1000002"),
            channel,
            person,
        }) {
            Ok(Outcome::CheckBegun { check, questions }) => (check, questions),
            other => panic!("{other:?}"),
        }
    };
    let (check, first) = begin(&mut branch);
    let (_, again) = begin(&mut branch);
    assert_eq!(first, again, "beginning again draws no better facts");
    let finish = Command::FinishCheck {
        check,
        methods: vec![Method::Fob(proof)],
        confirmed: true,
        why: None,
    };
    assert_eq!(
        branch.refused(finish),
        "E0605",
        "a code accepted before belongs to another caller"
    );
}
