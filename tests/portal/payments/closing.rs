//! A contract is closed (解約) while a transfer waits for its approver (R16.1).

use madoguchi::desk::{self, Close, Fate, Meant, Session};
use madoguchi::domain::amendment::{Part, Worth};
use madoguchi::domain::arrival::NewContract;
use madoguchi::domain::calendar;
use madoguchi::domain::contract::Pending;
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::notice::Notice;
use madoguchi::domain::policy::Policy;
use madoguchi::domain::values::{ContractNumber, LoginId};
use madoguchi::intake::contracts;
use madoguchi::training::{self, CONTRACTS, demo};

use super::{DOUBLE, waiting};
use crate::support::{Counter, Give, refused};

const NUMBER: &str = "1000023";

fn number() -> ContractNumber {
    ContractNumber::parse(NUMBER).unwrap()
}

/// A check at the counter with the seal and the facts.
fn checked(counter: &mut Counter, teller: &Session) -> madoguchi::domain::values::CheckId {
    let begun = desk::Command::BeginCheck {
        contract: number(),
        channel: Channel::Counter,
        person: Person::Representative,
    };
    let desk::Outcome::CheckBegun { check, questions } = counter.desk.execute(teller, begun).unwrap() else {
        panic!("not begun")
    };
    let facts = questions.into_iter().map(|question| question.fact).collect();
    let methods = vec![Method::Seal, Method::Facts(facts)];
    demo::earn(&mut counter.desk, teller, check, &methods).unwrap();
    let finish = desk::Command::FinishCheck {
        check,
        methods,
        confirmed: true,
        why: None,
    };
    counter.desk.execute(teller, finish).unwrap();
    check
}

fn close(counter: &mut Counter, teller: &Session) -> desk::Command {
    let serial = counter.desk.look(teller).sheet(&number()).unwrap().case.tokens[0]
        .serial
        .clone();
    desk::Command::Close(Close {
        contract: number(),
        on: calendar::day_of(counter.clock.now()),
        handed_in: vec![serial],
        branch: None,
        check: Some(checked(counter, teller)),
    })
}

/// What the file of the training bank says of it, closed on that day.
fn by_file(counter: &Counter) -> NewContract {
    let all = contracts::read(CONTRACTS, &Policy::default()).unwrap();
    let mut new = all.into_iter().find(|new| new.contract.number == number()).unwrap();
    new.contract.closed = Some(calendar::day_of(counter.clock.now()));
    new
}

/// By hand it is shown what waits, and it is void with the approval; what waits by then that was not shown sends the request back.
#[test]
fn a_transfer_that_waits_is_shown_and_void_when_its_contract_is_closed_by_hand_r16_1() {
    let mut counter = Counter::open();
    let maker = counter.login("DEN523J1");
    let first = waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
    let teller = demo::session(&mut counter.desk, "T001").unwrap();
    let supervisor = demo::session(&mut counter.desk, "S001").unwrap();

    let command = close(&mut counter, &teller);
    let desk::Outcome::Waiting { request, shown } = counter.desk.execute(&teller, command).unwrap() else {
        panic!("it does not wait")
    };
    let waits = shown
        .differences
        .iter()
        .find(|difference| difference.part == Part::Payments)
        .unwrap();
    let pending = Pending { count: 1, yen: 1_000 };
    assert_eq!((&waits.before, &waits.after), (&Some(Worth::Payments(pending)), &None));

    waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
    let approve = desk::Command::Approve { request };
    let stale = counter.desk.execute(&supervisor, approve).unwrap_err();
    assert_eq!(stale.code(), "E1102", "one more waits than was shown (R11.3)");

    counter.wait(60);
    let command = close(&mut counter, &teller);
    let desk::Outcome::Waiting { request, .. } = counter.desk.execute(&teller, command).unwrap() else {
        panic!("it does not wait")
    };
    let done = counter
        .desk
        .execute(&supervisor, desk::Command::Approve { request })
        .unwrap();
    let desk::Outcome::Done(receipt) = done else {
        panic!("not done")
    };
    assert_eq!(receipt.shown.tokens.len(), 1, "one was handed in, the others are owed");
    assert!(!receipt.shown.owed.is_empty());

    // Whoever was logged in is out, and nobody gets in again.
    assert_eq!(refused(counter.ask(&maker, |look| look.payment(first))), "E1606");
    let login_id = LoginId::parse("DEN523").unwrap();
    let password = training::login_password(&login_id);
    let login = counter.portal().login(&login_id, &password).map(drop);
    assert_eq!(refused(login), "E1907");
    let case = counter.desk.look(&teller).sheet(&number()).unwrap().case;
    assert!(case.users.iter().all(|user| user.token.is_none()));
    assert_eq!(case.contract.closed, Some(calendar::day_of(counter.clock.now())));
    let notices = counter.desk.look(&supervisor).notices(1_000).unwrap();
    let told = notices.iter().filter(|row| row.contract == number());
    assert!(
        told.clone()
            .any(|row| matches!(&row.notice, Notice::Closed { owed, .. } if !owed.is_empty()))
    );
    // The payments are void: nothing waits any more that a second closing could tell of.
    let again = close_refused(&mut counter, &teller);
    assert_eq!(again, "E1904");
    assert!(counter.is_whole());
}

fn close_refused(counter: &mut Counter, teller: &Session) -> &'static str {
    let command = desk::Command::Close(Close {
        contract: number(),
        on: calendar::day_of(counter.clock.now()),
        handed_in: vec![],
        branch: None,
        check: None,
    });
    counter.desk.execute(teller, command).unwrap_err().code()
}

/// A file shows nobody what waits, so it closes nothing while something does.
#[test]
fn a_file_closes_no_contract_while_a_transfer_waits_r16_1() {
    let mut counter = Counter::open();
    let maker = counter.login("DEN523J1");
    let payment = waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
    let administrator = demo::session(&mut counter.desk, "K001").unwrap();
    let new = by_file(&counter);
    let judge = |counter: &Counter| {
        let judged = counter
            .desk
            .look(&administrator)
            .judge(std::slice::from_ref(&new), Meant::default());
        judged.unwrap().remove(0).fate
    };
    let Fate::Refused(mistakes) = judge(&counter) else {
        panic!("it is not refused")
    };
    assert_eq!(
        (mistakes[0].column.as_str(), mistakes[0].refusal.code()),
        ("解約日", "E1906")
    );
    let command = madoguchi::portal::Command::Withdraw { payment };
    counter.run(&maker, command, Give::Nothing).unwrap();
    assert!(matches!(judge(&counter), Fate::Changed { .. }));
    counter.desk.keep_up(&administrator, &new, Meant::default()).unwrap();
    assert_eq!(judge(&counter), Fate::Unchanged, "said again");
    let teller = demo::session(&mut counter.desk, "T001").unwrap();
    let sheet = counter.desk.look(&teller).sheet(&number()).unwrap();
    assert!(sheet.case.users.iter().all(|user| user.token.is_none()));
    assert!(counter.is_whole());
}
