//! 申出停止 (R9.6): a token stops at once on a caller's word, and the bank alone lifts it.

use madoguchi::desk::{Act, Command, Outcome, Stop, Unlock};
use madoguchi::domain::approval::Status;
use madoguchi::domain::identity::{Action, Channel, Method, Person};
use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::Held;
use madoguchi::domain::values::{CheckId, Reason, Serial};
use madoguchi::report::telling;
use madoguchi::training::demo;
use madoguchi::words::{Lang, Words};

use crate::support::{Branch, code_of, contract, done, login, waiting};

const NUMBER: &str = "1000002";
const SERIAL: &str = "200000251";

fn stop(serial: &str, check: Option<CheckId>) -> Act {
    Act::Stop(Stop {
        contract: contract(NUMBER),
        serial: Serial::parse(serial).unwrap(),
        also: Vec::new(),
        check,
    })
}

impl Branch {
    fn states(&self) -> Vec<(OtpState, Option<Held>)> {
        let sheet = self.desk.look(&self.teller).sheet(&contract(NUMBER)).unwrap();
        sheet.rows.iter().map(|row| (row.state, row.held)).collect()
    }
}

#[test]
fn one_method_on_the_telephone_stops_everyone_who_shares_at_once_and_it_is_looked_over_r9_6_r11_1() {
    let mut branch = Branch::open();
    // Facts alone: no call back, no second kind.
    let check = branch.check(NUMBER, Channel::Telephone, vec![]);
    let receipt = done(branch.by_teller(stop(SERIAL, Some(check))));
    assert_eq!(receipt.approved_by, None);
    assert_eq!(branch.states(), [(OtpState::Suspended, Some(Held::Caller)); 2]);
    let chosen: Vec<_> = receipt.shown.users.iter().map(|user| user.login_id.as_str()).collect();
    assert_eq!(chosen, ["DEN502", "DEN502J1"]);
    let look = branch.desk.look(&branch.supervisor);
    let queue = look.requests().unwrap();
    let view = queue.iter().find(|view| view.id == receipt.request).unwrap();
    assert_eq!((view.status, view.shown.action), (Status::ToLookOver, Action::Stop));
    let request = receipt.request;
    assert_eq!(code_of(branch.by_teller(Command::LookOver { request })), "E1203");
    assert!(branch.by_supervisor(Command::LookOver { request }).is_ok());
    let check = branch.check(NUMBER, Channel::Telephone, vec![]);
    assert_eq!(branch.refused(stop(SERIAL, Some(check))), "E1022");
    assert_eq!(branch.refused(stop("99999999", Some(check))), "E0301");
}

#[test]
fn nobody_stops_a_token_without_a_check_of_that_contract_r10_1() {
    let mut branch = Branch::open();
    assert_eq!(branch.refused(stop(SERIAL, None)), "E1001");
    let other = branch.seal_check("1000001");
    assert_eq!(branch.refused(stop(SERIAL, Some(other))), "E1003");
    assert!(branch.states().iter().all(|(state, _)| *state == OtpState::InUse));
}

/// Lifting raises risk: two kinds and a supervisor, as for every suspension; R9.3 does not send it back to the customer.
#[test]
fn the_bank_lifts_it_with_two_kinds_and_an_approval_r9_6_r10_3() {
    let mut branch = Branch::open();
    let check = branch.check(NUMBER, Channel::Telephone, vec![]);
    done(branch.by_teller(stop(SERIAL, Some(check))));
    let unlock = |check| {
        Act::Unlock(Unlock {
            contract: contract(NUMBER),
            users: vec![login("DEN502")],
            check,
            serial: None,
            override_reason: None,
        })
    };
    let weak = branch.check(NUMBER, Channel::Telephone, vec![]);
    assert_eq!(branch.refused(unlock(Some(weak))), "E1005");
    let check = branch.seal_check(NUMBER);
    let request = waiting(branch.by_teller(unlock(Some(check))));
    assert!(branch.states().iter().all(|(_, held)| *held == Some(Held::Caller)));
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(receipt.shown.tokens[0].held, None);
    assert_eq!(branch.states(), [(OtpState::InUse, None); 2]);
}

/// The customer is told of it like of everything the bank does (R14.1), and a slip says what it means.
#[test]
fn a_stop_leaves_a_notice_and_sentences_to_say_r9_6_r14_1() {
    let mut branch = Branch::open();
    let waits = |branch: &Branch| branch.desk.look(&branch.supervisor).notices(1000).unwrap().len();
    let before = waits(&branch);
    let check = branch.check(NUMBER, Channel::Telephone, vec![]);
    let receipt = done(branch.by_teller(stop(SERIAL, Some(check))));
    assert!(waits(&branch) > before);
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        let told = telling::done(&receipt.shown, &words);
        assert!(told[0].1.contains("200 000 251"), "{told:?}");
    }
}

#[test]
fn the_support_desk_stops_by_telephone_too_r9_6() {
    let mut branch = Branch::open();
    let desk = demo::session(&mut branch.desk, "D001").unwrap();
    let begun = branch
        .desk
        .execute(
            &desk,
            Command::BeginCheck {
                contract: contract(NUMBER),
                channel: Channel::Telephone,
                person: Person::Representative,
            },
        )
        .unwrap();
    let Outcome::CheckBegun { check, questions } = begun else {
        panic!("{begun:?}")
    };
    let facts = Method::Facts(questions.into_iter().map(|question| question.fact).collect());
    let methods = vec![facts];
    demo::earn(&mut branch.desk, &desk, check, &methods).unwrap();
    let finish = Command::FinishCheck {
        check,
        methods,
        confirmed: true,
        why: None,
    };
    branch.desk.execute(&desk, finish).unwrap();
    let receipt = done(branch.desk.execute(&desk, stop(SERIAL, Some(check))));
    let reason = Reason::parse("見直し").unwrap();
    let request = receipt.request;
    // 事後確認 ends in 確認 or in 差戻し (R7.7): the stop stays, and is lifted by the bank as ever.
    assert!(branch.by_supervisor(Command::Return { request, reason }).is_ok());
    assert_eq!(branch.states(), [(OtpState::Suspended, Some(Held::Caller)); 2]);
    assert_eq!(code_of(branch.by_supervisor(Command::LookOver { request })), "E1104");
}
