//! Payments: who is asked for what at which step, what is checked, and that money moves once (R5).

use std::sync::{Arc, Barrier};
use std::thread;

use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, NewAccount, NewBooks};
use madoguchi::domain::payment::{BatchKind, Kind, Mode, Status};
use madoguchi::domain::values::{ContractNumber, LoginId, PaymentId, Reason};
use madoguchi::domain::{Refusal, policy};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::portal::{Command, Outcome, Paid, Secrets};
use madoguchi::store::{self, Filter, Location, Part, Store, Written};
use madoguchi::training::{self, demo};

use crate::support::{Counter, Customer, Give, account, batch, bill, refused, transfer, yen};

/// 1000002: no approver for transfers; master DEN502 and general DEN502J1 share a token.
const ALONE: &str = "普通9000022";
/// 1000003: one approver; DEN503 and DEN503M1 have a token each.
const SINGLE: &str = "普通9000033";
/// 1000023: two approvers; DEN523, DEN523M1 and DEN523J1 have a token each.
const DOUBLE: &str = "普通9000253";
const ALL: Part = Part { skip: 0, limit: 100 };

fn status(paid: &Paid) -> (Status, bool) {
    (paid.status, paid.code_taken)
}

/// Enters a transfer of 1,000 yen that waits.
fn waiting(counter: &mut Counter, who: &Customer, from: &str, approvers: &[&str]) -> PaymentId {
    let paid = counter
        .pay(who, &transfer(from, 1_000, approvers), Give::Confirmation)
        .unwrap();
    assert_eq!(status(&paid), (Status::Waiting, false));
    paid.payment
}

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

#[test]
fn limit_and_balance_to_the_yen() {
    let mut counter = Counter::open();
    let who = counter.login("DEN502");
    let limit = 10_000_000;
    assert_eq!(
        refused(counter.pay(&who, &transfer(ALONE, limit + 1, &[]), Give::Both)),
        "E0515"
    );
    counter.pay(&who, &transfer(ALONE, limit, &[]), Give::Both).unwrap();
    // The rest, down to nothing: one yen more is refused, and the last yen goes out.
    loop {
        let left = counter.balance(&who, ALONE);
        if left < limit {
            let over = counter.pay(&who, &transfer(ALONE, left + 1, &[]), Give::Confirmation);
            assert_eq!(refused(over), "E0516");
            let paid = counter
                .pay(&who, &transfer(ALONE, left, &[]), Give::Confirmation)
                .unwrap();
            assert_eq!(paid.balance, Some(0));
            break;
        }
        counter
            .pay(&who, &transfer(ALONE, limit, &[]), Give::Confirmation)
            .unwrap();
    }
    assert_eq!(
        refused(counter.pay(&who, &transfer(ALONE, 1, &[]), Give::Confirmation)),
        "E0516"
    );
}

#[test]
fn a_short_balance_is_told_at_entry_and_refused_at_execution() {
    let mut counter = Counter::open();
    let (maker, approver) = (counter.login("DEN503"), counter.login("DEN503M1"));
    let balance = counter.balance(&maker, SINGLE);
    let mut waiting = Vec::new();
    for _ in 0..=balance / 10_000_000 {
        let order = transfer(SINGLE, 10_000_000, &["DEN503M1"]);
        let paid = counter.pay(&maker, &order, Give::Confirmation).unwrap();
        assert!(!paid.short, "what others wait for is not counted");
        waiting.push(paid.payment);
    }
    let last = waiting.pop().unwrap();
    for (n, id) in waiting.into_iter().enumerate() {
        counter
            .approve(&approver, id, if n == 0 { Give::Both } else { Give::Confirmation })
            .unwrap();
    }
    let order = transfer(SINGLE, 10_000_000, &["DEN503M1"]);
    assert!(counter.ask(&maker, |look| look.preview(&order)).unwrap().short);
    assert!(counter.pay(&maker, &order, Give::Confirmation).unwrap().short);
    assert_eq!(refused(counter.approve(&approver, last, Give::Confirmation)), "E0516");
    let kept = counter.ask(&maker, |look| look.payment(last)).unwrap();
    assert_eq!(
        kept.status,
        Status::Waiting,
        "it may be approved when money has come in"
    );
}

#[test]
fn only_ones_own_accounts_and_only_what_is_ones_business_is_seen() {
    let mut counter = Counter::open();
    let (general, admin, master) = (
        counter.login("DEN523J1"),
        counter.login("DEN523M1"),
        counter.login("DEN523"),
    );
    let accounts = |counter: &mut Counter, who: &Customer| {
        let rows = counter.accounts(who);
        rows.into_iter().map(|row| row.account.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(accounts(&mut counter, &general), [DOUBLE]);
    assert_eq!(accounts(&mut counter, &master), [DOUBLE, "当座8000253"]);
    let second = transfer("当座8000253", 1, &["DEN523M1", "DEN523"]);
    assert_eq!(refused(counter.pay(&general, &second, Give::Both)), "E0514");
    let of_others = account(SINGLE);
    assert_eq!(
        refused(counter.ask(&general, |look| look.statement(&of_others, ALL))),
        "E0514"
    );
    let unknown = account("当座8000253");
    assert_eq!(
        refused(counter.ask(&general, |look| look.statement(&unknown, ALL))),
        "E0514"
    );

    let id = waiting(&mut counter, &general, DOUBLE, &["DEN523M1", "DEN523"]);
    let second = transfer("当座8000253", 1, &["DEN523M1", "DEN523"]);
    assert_eq!(refused(counter.pay(&master, &second, Give::Confirmation)), "E0520");
    assert!(
        counter
            .ask(&master, |look| look.statement(&account("当座8000253"), ALL))
            .is_ok()
    );
    assert_eq!(
        counter.ask(&admin, |look| look.payments(ALL)).unwrap().len(),
        1,
        "全取引照会"
    );
    assert_eq!(counter.ask(&master, |look| look.payment(id)).unwrap().id, id);
    assert_eq!(counter.ask(&general, |look| look.payments(ALL)).unwrap().len(), 1);
    let stranger = counter.login("DEN502");
    let command = |payment| [Command::Approve { payment }, Command::Withdraw { payment }];
    for command in command(id) {
        assert_eq!(refused(counter.run(&stranger, command, Give::Both)), "E0522");
    }
    assert_eq!(refused(counter.ask(&stranger, |look| look.payment(id))), "E0522");
    assert_eq!(refused(counter.ask(&stranger, |look| look.approving(id))), "E0522");
    assert_eq!(counter.ask(&stranger, |look| look.payments(ALL)).unwrap(), []);
}

#[test]
fn who_can_be_chosen_and_how_many_is_said_before() {
    let mut counter = Counter::open();
    let who = counter.login("DEN523J1");
    let (names, modes) = counter
        .ask(&who, |look| {
            let names = look
                .approvers(Kind::Bulk)
                .into_iter()
                .map(|user| user.login_id.to_string());
            Ok((names.collect::<Vec<_>>(), look.modes()?))
        })
        .unwrap();
    assert_eq!(names, ["DEN523", "DEN523M1"]);
    assert_eq!(
        Kind::ALL.map(|kind| modes.of(kind)),
        [Mode::Double, Mode::Double, Mode::Double, Mode::None]
    );
    let alone = counter.login("DEN502");
    let usual = counter.ask(&alone, |look| {
        let modes = look.modes()?;
        Ok(Kind::ALL.map(|kind| modes.of(kind)))
    });
    assert_eq!(usual.unwrap(), [Mode::None, Mode::Single, Mode::Single, Mode::None]);
}

#[test]
fn sent_back_or_taken_back_nothing_moves_and_no_password_is_asked() {
    let mut counter = Counter::open();
    let (maker, approver) = (counter.login("DEN503"), counter.login("DEN503M1"));
    let before = counter.balance(&maker, SINGLE);
    let reason = Reason::parse("口座が違います").unwrap();
    let payment = waiting(&mut counter, &maker, SINGLE, &["DEN503M1"]);
    let back = Command::Return {
        payment,
        reason: reason.clone(),
    };
    assert_eq!(refused(counter.run(&maker, back.clone(), Give::Nothing)), "E0523");
    let paid = counter.run(&approver, back.clone(), Give::Nothing).unwrap();
    assert_eq!((paid.status, paid.receipt), (Status::Returned, None));
    let kept = counter.ask(&maker, |look| look.payment(payment)).unwrap();
    assert_eq!((kept.status, kept.reason), (Status::Returned, Some(reason)));
    assert_eq!(refused(counter.run(&approver, back, Give::Nothing)), "E0524");
    assert_eq!(refused(counter.approve(&approver, payment, Give::Both)), "E0524");

    let payment = waiting(&mut counter, &maker, SINGLE, &["DEN503M1"]);
    let take_back = Command::Withdraw { payment };
    assert_eq!(
        refused(counter.run(&approver, take_back.clone(), Give::Nothing)),
        "E0525"
    );
    let paid = counter.run(&maker, take_back.clone(), Give::Nothing).unwrap();
    assert_eq!(paid.status, Status::Withdrawn);
    assert_eq!(refused(counter.run(&maker, take_back, Give::Nothing)), "E0524");
    assert_eq!(refused(counter.approve(&approver, payment, Give::Both)), "E0524");
    assert_eq!(counter.balance(&maker, SINGLE), before);
    assert!(counter.is_whole());
}

#[test]
fn a_wrong_password_or_code_is_counted_and_nothing_is_entered_r5_5_r9_1() {
    let mut counter = Counter::open();
    let who = counter.login("DEN502");
    let order = transfer(ALONE, 1_000, &[]);
    let mut secrets = counter.secrets(&who, Give::Both);
    let right = secrets.code.clone();
    secrets.confirmation = Some("wrong-password".into());
    let given = counter
        .portal()
        .execute(&who.key, Command::Pay(order.clone()), &secrets);
    assert_eq!(refused(given), "E0505");
    secrets.confirmation = Some(training::confirmation_password(&who.login_id));
    secrets.code = Some("000000".into());
    let given = counter
        .portal()
        .execute(&who.key, Command::Pay(order.clone()), &secrets);
    assert_eq!(refused(given), "E0601");
    assert_eq!(counter.ask(&who, |look| look.payments(ALL)).unwrap(), []);
    secrets.code = right;
    let given = counter.portal().execute(&who.key, Command::Pay(order), &secrets);
    assert!(matches!(given, Ok(Outcome::Payment(Paid { code_taken: true, .. }))));
    let user = counter.ask(&who, |look| Ok(look.member().user().clone())).unwrap();
    assert_eq!(user.service.wrong_confirmations, 0, "the right one sets the count back");
}

#[test]
fn in_the_grace_period_no_code_and_after_it_nothing_r5_2() {
    let mut counter = Counter::open();
    // 1000010 began on 28 May: its grace period runs through 3 June.
    let who = counter.login("DEN510");
    let from = counter.accounts(&who).remove(0).account.to_string();
    let order = transfer(&from, 1_000, &[]);
    for _ in 0..2 {
        let preview = counter.ask(&who, |look| look.preview(&order)).unwrap();
        assert!(!preview.step.asks_code);
        let paid = counter.pay(&who, &order, Give::Confirmation).unwrap();
        assert_eq!(status(&paid), (Status::Executed, false));
    }
    let to_end = "2026-06-03T23:59:59+09:00"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    counter.clock.move_by(to_end - counter.clock.now());
    let who = counter.login("DEN510");
    assert!(counter.pay(&who, &order, Give::Confirmation).is_ok());
    counter.wait(1);
    assert_eq!(refused(counter.pay(&who, &order, Give::Confirmation)), "E0502");
}

#[test]
fn the_trail_names_account_kind_amount_and_receipt_r12_1() {
    let mut counter = Counter::open();
    let (maker, approver) = (counter.login("DEN503"), counter.login("DEN503M1"));
    let payment = waiting(&mut counter, &maker, SINGLE, &["DEN503M1"]);
    assert_eq!(
        refused(counter.approve(&approver, payment, Give::Confirmation)),
        "E0503"
    );
    let paid = counter.approve(&approver, payment, Give::Both).unwrap();
    let auditor = demo::session(&mut counter.desk, "A001").unwrap();
    let filter = Filter {
        contract: Some(ContractNumber::parse("1000003").unwrap()),
        limit: 3,
    };
    let entries = counter.desk.ask(&auditor, |look| look.trail(&filter)).unwrap();
    let subject = format!("{SINGLE} transfer 1,000 {payment}");
    let drafts: Vec<_> = entries.iter().map(|entry| &entry.draft).collect();
    assert!(drafts.iter().all(|draft| draft.subject == subject), "{drafts:?}");
    let told = |action: &str, result: Written| {
        let found = drafts
            .iter()
            .find(|draft| draft.action == action && draft.result == result);
        let found = found.unwrap_or_else(|| panic!("{action} {result:?}"));
        (found.actor.as_str(), found.code.as_deref(), found.receipt.clone())
    };
    assert_eq!(told("web_pay", Written::Waiting), ("1000003/DEN503", None, None));
    assert_eq!(
        told("web_approve", Written::Refused),
        ("1000003/DEN503M1", Some("E0503"), None)
    );
    assert_eq!(
        told("web_approve", Written::Done),
        ("1000003/DEN503M1", None, paid.receipt)
    );
}

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
