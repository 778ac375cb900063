//! Where one code serves a whole run, and what ends it (R5.4).

use madoguchi::domain::payment::{BatchKind, Status};
use madoguchi::domain::values::Reason;
use madoguchi::portal::{Command, Secrets};

use super::{ALONE, DOUBLE, status, waiting};
use crate::support::{Counter, Customer, Give, batch, bill, refused, transfer};

#[test]
fn a_run_asks_for_one_code_and_ends_with_menu_session_or_another_kind_r5_4() {
    let mut counter = Counter::open();
    let mut who = counter.login("DEN502");
    let order = transfer(ALONE, 1_000, &[]);
    let asks = |counter: &mut Counter, who: &Customer| {
        let preview = counter.ask(who, |look| look.preview(&order)).unwrap();
        preview.step.asks_code
    };
    let begin = |counter: &mut Counter, who: &Customer| {
        counter.wait(60);
        assert!(asks(counter, who));
        assert_eq!(refused(counter.pay(who, &order, Give::Confirmation)), "E0503");
        assert_eq!(
            status(&counter.pay(who, &order, Give::Both).unwrap()),
            (Status::Executed, true)
        );
        for _ in 0..2 {
            assert!(!asks(counter, who));
            let next = counter.pay(who, &order, Give::Confirmation).unwrap();
            assert_eq!(status(&next), (Status::Executed, false));
        }
    };
    begin(&mut counter, &who);
    // Within a run the confirmation password is asked each time (R5.5).
    assert_eq!(refused(counter.pay(&who, &order, Give::Nothing)), "E0504");
    counter
        .portal()
        .execute(&who.key, Command::Leave, &Secrets::default())
        .unwrap();
    begin(&mut counter, &who);
    counter.wait(60);
    let paid = counter.pay(&who, &bill(ALONE, 500), Give::Both).unwrap();
    assert_eq!(status(&paid), (Status::Executed, true), "a bill has its own code");
    begin(&mut counter, &who);
    who = counter.login("DEN502");
    begin(&mut counter, &who);
    // A batch is entered for an approver, in another menu.
    let other = batch(ALONE, BatchKind::General, &[1], &[]);
    assert_eq!(refused(counter.pay(&who, &other, Give::Confirmation)), "E0517");
}

#[test]
fn a_first_approval_neither_begins_nor_breaks_a_run_r5_4() {
    let mut counter = Counter::open();
    let (maker, one, other) = (
        counter.login("DEN523J1"),
        counter.login("DEN523M1"),
        counter.login("DEN523"),
    );
    let enter = |counter: &mut Counter, approvers| waiting(counter, &maker, DOUBLE, approvers);
    let final_ones = [0; 3].map(|_| enter(&mut counter, &["DEN523", "DEN523M1"]));
    let first_one = enter(&mut counter, &["DEN523M1", "DEN523"]);
    for id in final_ones {
        counter.approve(&other, id, Give::Confirmation).unwrap();
    }
    let asks = |counter: &mut Counter, id| counter.ask(&one, |look| look.approving(id)).unwrap().asks_code;
    assert!(asks(&mut counter, final_ones[0]));
    counter.approve(&one, final_ones[0], Give::Both).unwrap();
    assert!(!asks(&mut counter, final_ones[1]));
    counter.approve(&one, first_one, Give::Confirmation).unwrap();
    assert!(!asks(&mut counter, final_ones[1]), "the run goes on");
    let reason = Reason::parse("金額を確かめてください").unwrap();
    let payment = final_ones[1];
    counter
        .run(&one, Command::Return { payment, reason }, Give::Nothing)
        .unwrap();
    assert!(!asks(&mut counter, final_ones[2]), "sending back is in the same menu");
    counter
        .portal()
        .execute(&one.key, Command::Leave, &Secrets::default())
        .unwrap();
    assert!(asks(&mut counter, final_ones[2]));
    let second = waiting(&mut counter, &maker, DOUBLE, &["DEN523M1", "DEN523"]);
    counter.approve(&one, second, Give::Confirmation).unwrap();
    assert!(asks(&mut counter, final_ones[2]), "a first approval gives no code");
}
