//! Who is asked for what at which step (R5.3, R5.5).

use madoguchi::domain::payment::{BatchKind, Kind, Status};
use madoguchi::store::Part;

use super::{ALL, ALONE, DOUBLE, SINGLE, status, waiting};
use crate::support::{Counter, Give, account, batch, bill, refused, transfer, yen};

#[test]
fn without_an_approver_entering_executes_with_password_and_code_r5_3_r5_5() {
    let mut counter = Counter::open();
    let who = counter.login("DEN502J1");
    let before = counter.balance(&who, ALONE);
    let order = transfer(ALONE, 250_000, &[]);
    let preview = counter.ask(&who, |look| look.preview(&order)).unwrap();
    assert_eq!(
        (preview.amount, preview.balance, preview.short),
        (yen(250_000), before, false)
    );
    assert_eq!((preview.step.to, preview.step.asks_code), (Status::Executed, true));

    assert_eq!(refused(counter.pay(&who, &order, Give::Nothing)), "E0504");
    assert_eq!(refused(counter.pay(&who, &order, Give::Confirmation)), "E0503");
    assert_eq!(counter.ask(&who, |look| look.payments(ALL)).unwrap(), []);
    assert_eq!(counter.balance(&who, ALONE), before, "nothing is done by halves");

    let paid = counter.pay(&who, &order, Give::Both).unwrap();
    assert_eq!(status(&paid), (Status::Executed, true));
    assert_eq!((paid.amount, paid.balance), (yen(250_000), Some(before - 250_000)));
    let receipt = paid.receipt.clone().unwrap();
    assert!(receipt.starts_with("20260601-"));

    let kept = counter.ask(&who, |look| look.payment(paid.payment)).unwrap();
    assert_eq!((&kept.order, kept.receipt), (&order, Some(receipt)));
    assert_eq!((kept.made_by, kept.decided_at), (who.login_id.clone(), Some(paid.at)));
    let lines = counter.ask(&who, |look| look.statement(&account(ALONE), ALL)).unwrap();
    assert_eq!((lines[0].amount, lines[0].balance), (-250_000, before - 250_000));
    assert_eq!(lines[0].payment, Some((paid.payment, Kind::Transfer)));
    assert_eq!(lines[0].text, "レイジシヨウジ");
    assert_eq!(lines[1].balance, before);
    assert!(lines.windows(2).all(|two| two[0].line == two[1].line + 1));
    let second = Part { skip: 1, limit: 1 };
    let part = counter
        .ask(&who, |look| look.statement(&account(ALONE), second))
        .unwrap();
    assert_eq!(part, lines[1..2]);
    assert!(counter.is_whole());
}

#[test]
fn every_bill_asks_for_its_own_code_r5_3() {
    let mut counter = Counter::open();
    let who = counter.login("DEN502J1");
    let order = bill(ALONE, 12_345);
    for _ in 0..2 {
        assert_eq!(refused(counter.pay(&who, &order, Give::Confirmation)), "E0503");
        assert_eq!(
            status(&counter.pay(&who, &order, Give::Both).unwrap()),
            (Status::Executed, true)
        );
        // The same code again within its minute is no second code (R6.3).
        assert_eq!(refused(counter.pay(&who, &order, Give::Both)), "E0602");
        counter.wait(60);
    }
    let lines = counter.ask(&who, |look| look.statement(&account(ALONE), ALL)).unwrap();
    assert_eq!((lines[0].text.as_str(), lines[0].amount), ("00100", -12_345));
    assert_eq!(lines[0].payment.map(|(_, kind)| kind), Some(Kind::PayEasy));
}

#[test]
fn one_approver_gives_the_code_and_a_run_of_approvals_asks_once_r5_3_r5_4() {
    let mut counter = Counter::open();
    let (maker, approver) = (counter.login("DEN503"), counter.login("DEN503M1"));
    let before = counter.balance(&maker, SINGLE);
    let mut payments = Vec::new();
    for order in [
        transfer(SINGLE, 1, &["DEN503M1"]),
        transfer(SINGLE, 20, &["DEN503M1"]),
        batch(SINGLE, BatchKind::General, &[100, 200], &["DEN503M1"]),
        batch(SINGLE, BatchKind::Payroll, &[4_000], &["DEN503M1"]),
        transfer(SINGLE, 50_000, &["DEN503M1"]),
    ] {
        assert_eq!(refused(counter.pay(&maker, &order, Give::Nothing)), "E0504");
        // The code that is given where none is asked for is not looked at.
        let paid = counter.pay(&maker, &order, Give::Both).unwrap();
        assert_eq!(status(&paid), (Status::Waiting, false));
        assert_eq!((paid.receipt, paid.balance, paid.short), (None, None, false));
        payments.push(paid.payment);
    }
    assert_eq!(counter.balance(&maker, SINGLE), before);
    let list = counter.ask(&approver, |look| look.payments_for_me(ALL)).unwrap();
    assert_eq!(
        list.iter().map(|payment| payment.id).collect::<Vec<_>>(),
        payments,
        "oldest first"
    );
    assert_eq!(counter.ask(&maker, |look| look.payments_for_me(ALL)).unwrap(), []);

    for (payment, asks) in payments.iter().zip([true, false, true, false, true]) {
        counter.wait(60);
        let step = counter.ask(&approver, |look| look.approving(*payment)).unwrap();
        assert_eq!((step.to, step.asks_code), (Status::Executed, asks));
        assert_eq!(refused(counter.approve(&approver, *payment, Give::Nothing)), "E0504");
        let give = if asks {
            assert_eq!(
                refused(counter.approve(&approver, *payment, Give::Confirmation)),
                "E0503"
            );
            Give::Both
        } else {
            Give::Confirmation
        };
        let paid = counter.approve(&approver, *payment, give).unwrap();
        assert_eq!(status(&paid), (Status::Executed, asks));
        assert!(paid.receipt.is_some() && paid.balance.is_some());
        assert_eq!(refused(counter.approve(&approver, *payment, Give::Both)), "E0524");
    }
    assert_eq!(counter.balance(&maker, SINGLE), before - 54_321);
    let lines = counter
        .ask(&maker, |look| look.statement(&account(SINGLE), ALL))
        .unwrap();
    let amounts: Vec<_> = lines.iter().take(5).map(|line| line.amount).collect();
    assert_eq!(amounts, [-50_000, -4_000, -300, -20, -1], "one line a payment");
    // Who approves and then pays has left the menu of approvals, and the other way round.
    counter.wait(60);
    let own = waiting(&mut counter, &maker, SINGLE, &["DEN503M1"]);
    waiting(&mut counter, &approver, SINGLE, &["DEN503"]);
    assert!(counter.ask(&approver, |look| look.approving(own)).unwrap().asks_code);
}

#[test]
fn of_two_approvers_the_final_one_gives_the_code_r5_3() {
    let mut counter = Counter::open();
    let (maker, first, last) = (
        counter.login("DEN523J1"),
        counter.login("DEN523M1"),
        counter.login("DEN523"),
    );
    let before = counter.balance(&maker, DOUBLE);
    for (n, order) in [
        transfer(DOUBLE, 7_000, &["DEN523M1", "DEN523"]),
        batch(DOUBLE, BatchKind::Payroll, &[1_000; 99], &["DEN523M1", "DEN523"]),
    ]
    .iter()
    .enumerate()
    {
        counter.wait(60);
        let paid = counter.pay(&maker, order, Give::Confirmation).unwrap();
        assert_eq!(status(&paid), (Status::Waiting, false));
        let id = paid.payment;
        assert_eq!(refused(counter.approve(&last, id, Give::Both)), "E0523", "not yet");
        assert_eq!(refused(counter.approve(&maker, id, Give::Both)), "E0523");
        assert_eq!(refused(counter.approve(&first, id, Give::Nothing)), "E0504");
        let step = counter.ask(&first, |look| look.approving(id)).unwrap();
        assert_eq!((step.to, step.asks_code), (Status::WaitingFinal, false));
        let paid = counter.approve(&first, id, Give::Confirmation).unwrap();
        assert_eq!(status(&paid), (Status::WaitingFinal, false));
        assert_eq!((paid.receipt, paid.balance), (None, None));
        assert_eq!(
            refused(counter.approve(&first, id, Give::Both)),
            "E0523",
            "done already"
        );
        let kept = counter.ask(&maker, |look| look.payment(id)).unwrap();
        assert_eq!((kept.approved_at, kept.decided_at), (Some(paid.at), None));

        assert_eq!(refused(counter.approve(&last, id, Give::Confirmation)), "E0503");
        let paid = counter.approve(&last, id, Give::Both).unwrap();
        assert_eq!(status(&paid), (Status::Executed, true), "{n}");
        assert_eq!(refused(counter.approve(&last, id, Give::Both)), "E0524");
    }
    assert_eq!(counter.balance(&maker, DOUBLE), before - 7_000 - 99_000);
}
