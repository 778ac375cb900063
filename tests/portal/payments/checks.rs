//! What is checked, counted and seen besides.

use madoguchi::domain::payment::{Kind, Mode, Status};
use madoguchi::domain::values::{ContractNumber, Reason};
use madoguchi::portal::{Command, Outcome, Paid};
use madoguchi::store::{Filter, Written};
use madoguchi::training::{self, demo};

use super::{ALL, ALONE, DOUBLE, SINGLE, status, waiting};
use crate::support::{Counter, Customer, Give, account, refused, transfer};

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
