//! The day's report (R18) and the notices of what expires (R14.3).

use std::collections::BTreeMap;

use chrono::{TimeDelta, Timelike};
use madoguchi::desk::{Act, Command, DayReport, Revoke, Scope, Span, Unlock};
use madoguchi::domain::calendar;
use madoguchi::domain::identity::{Channel, Method};
use madoguchi::domain::notice::Notice;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::staff::StaffChange;
use madoguchi::domain::values::{BranchCode, Name, Reason as Words, StaffId};
use madoguchi::store::{Filter, Written};
use madoguchi::training::demo;

use crate::support::{Branch, contract, done, login, waiting};

fn today(branch: &Branch) -> Span {
    Span::day(calendar::day_of(branch.now()))
}

fn report(branch: &Branch, scope: &Scope) -> DayReport {
    branch
        .desk
        .look(&branch.supervisor)
        .day_report(today(branch), scope)
        .unwrap()
}

fn of_branch(code: &str) -> Scope {
    Scope::Branch(BranchCode::parse(code).unwrap())
}

fn revoke(branch: &mut Branch, reason: Reason) {
    let check = branch.check("1000002", Channel::Telephone, vec![Method::CallBack]);
    let act = Act::Revoke(Revoke {
        contract: contract("1000002"),
        users: vec![login("DEN502J1")],
        reason,
        check: Some(check),
    });
    done(branch.by_teller(act));
}

fn unlock(branch: &mut Branch) -> madoguchi::domain::values::RequestId {
    let check = branch.check("1000001", Channel::Telephone, vec![Method::CallBack]);
    waiting(branch.by_teller(Act::Unlock(Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check: Some(check),
        serial: None,
        override_reason: None,
    })))
}

/// What the trail itself says of a day, by action, who, and result.
fn told(branch: &Branch) -> BTreeMap<(String, Option<String>), [u64; 3]> {
    let filter = Filter {
        limit: 1_000_000,
        ..Filter::default()
    };
    let day = calendar::day_of(branch.now());
    let mut told: BTreeMap<_, [u64; 3]> = BTreeMap::new();
    for entry in branch.desk.look(&branch.supervisor).trail(&filter).unwrap() {
        if calendar::day_of(entry.draft.at) == day {
            let customer = entry.draft.actor.contains('/');
            let who = (!customer).then_some(entry.draft.actor);
            let place = Written::ALL
                .iter()
                .position(|result| *result == entry.draft.result)
                .unwrap();
            told.entry((entry.draft.action, who)).or_default()[place] += 1;
        }
    }
    told
}

#[test]
fn a_report_counts_what_the_trail_says_by_kind_staff_and_result_r18_1() {
    let mut branch = Branch::open();
    let before = report(&branch, &Scope::Everywhere);
    revoke(&mut branch, Reason::Loss);
    let request = unlock(&mut branch);
    branch.wait(7);
    done(branch.by_supervisor(Command::Approve { request }));
    let after = report(&branch, &Scope::Everywhere);
    let acts = after.acts.iter().map(|act| {
        (
            (act.action.clone(), act.staff.clone()),
            [act.done, act.waiting, act.refused],
        )
    });
    assert_eq!(
        acts.collect::<BTreeMap<_, _>>(),
        told(&branch),
        "as the trail itself says"
    );
    assert_eq!(after.to_look_over, before.to_look_over + 1);
    let revoked = |report: &DayReport| report.revoked.get("T001").cloned().unwrap_or_default();
    assert_eq!(
        (revoked(&after).all, revoked(&after).lost),
        (revoked(&before).all + 1, revoked(&before).lost + 1)
    );
    let sum = |report: &DayReport| {
        report
            .acts
            .iter()
            .map(|act| act.done + act.waiting + act.refused)
            .sum::<u64>()
    };
    assert_eq!(after.by_day, [(after.span.from, sum(&after))]);
    assert_eq!(
        after.names["T001"].as_str(),
        demo::STAFF.iter().find(|(id, ..)| *id == "T001").unwrap().1
    );

    // Looked over, it is no longer open (R11.1).
    let open = branch.desk.look(&branch.supervisor).requests().unwrap();
    let request = open
        .iter()
        .find(|view| view.shown.contract == contract("1000002"))
        .unwrap()
        .id;
    branch.by_supervisor(Command::LookOver { request }).unwrap();
    let looked = report(&branch, &Scope::Everywhere);
    assert_eq!(
        (looked.to_look_over, looked.looked_over),
        (after.to_look_over - 1, after.looked_over + 1)
    );
}

#[test]
fn a_report_that_leaves_shows_the_trail_before_its_own_entry_r18_1() {
    let mut branch = Branch::open();
    let (span, scope) = (today(&branch), Scope::Everywhere);
    let seen = report(&branch, &scope);
    let left = branch.desk.day_report(&branch.supervisor, span, &scope).unwrap();
    assert_eq!(left.head, seen.head);
    let digits = branch.desk.digits_at(&branch.supervisor, left.head.count).unwrap();
    assert_eq!(
        digits.as_ref(),
        Some(&left.head.digits),
        "what verify --expect takes (R12.5)"
    );
    let filter = Filter {
        limit: 1,
        ..Filter::default()
    };
    let entry = &branch.desk.look(&branch.supervisor).trail(&filter).unwrap()[0];
    assert_eq!(
        (entry.draft.action.as_str(), entry.seq),
        ("day_report", left.head.count + 1)
    );
    assert_eq!(entry.draft.detail, format!("{}:{}", left.head.count, left.head.digits));
}

#[test]
fn an_act_is_of_the_branch_in_which_its_staff_worked_then_r18_1() {
    let mut branch = Branch::open();
    let teller = StaffId::parse("T001").unwrap();
    let home = branch.teller.staff().branch.code.to_string();
    let own = |branch: &Branch, code: &str| {
        let acts = report(branch, &of_branch(code)).acts;
        let of_them = acts.into_iter().filter(|act| act.staff.as_deref() == Some("T001"));
        of_them.map(|act| act.done + act.waiting + act.refused).sum::<u64>()
    };
    revoke(&mut branch, Reason::Exchange);
    let before = own(&branch, &home);
    assert!(before >= 3);
    branch.wait(1);
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let change = StaffChange {
        branch_code: Some(BranchCode::parse("987").unwrap()),
        branch_name: Some(Name::parse("架空支店").unwrap()),
        ..StaffChange::default()
    };
    branch.desk.amend_staff(&administrator, &teller, &change).unwrap();
    assert_eq!(
        (own(&branch, &home), own(&branch, "987")),
        (before, 0),
        "what was done stays where it was done"
    );
    branch.wait(1);
    branch.teller = demo::session(&mut branch.desk, "T001").unwrap();
    revoke_again(&mut branch);
    assert_eq!(own(&branch, &home), before);
    assert!(own(&branch, "987") >= 1);
}

fn revoke_again(branch: &mut Branch) {
    let refused = branch.refused(Act::Revoke(Revoke {
        contract: contract("1000002"),
        users: vec![login("DEN502J1")],
        reason: Reason::Exchange,
        check: None,
    }));
    assert!(refused.starts_with('E'));
}

#[test]
fn tellers_read_their_own_acts_and_no_others_r18_1() {
    let mut branch = Branch::open();
    revoke(&mut branch, Reason::Exchange);
    let span = today(&branch);
    let look = branch.desk.look(&branch.teller);
    assert_eq!(look.own_scope(), Scope::Own);
    let own = look.day_report(span, &Scope::Own).unwrap();
    assert!(own.acts.iter().all(|act| act.staff.as_deref() == Some("T001")) && !own.acts.is_empty());
    for scope in [Scope::Everywhere, of_branch("011")] {
        assert_eq!(look.day_report(span, &scope).unwrap_err().code(), "E1203");
    }
    let supervisor = branch.desk.look(&branch.supervisor).own_scope();
    assert_eq!(supervisor, of_branch("011"));
}

#[test]
fn suspensions_are_counted_by_their_hour_and_by_how_long_they_lasted_r18_1() {
    let mut branch = Branch::open();
    let before = report(&branch, &Scope::Everywhere);
    let hour = calendar::in_japan(branch.now()).hour() as usize;
    for _ in 0..branch.desk.policy().wrong_codes {
        let code = branch.wrong_code("200000251");
        branch.try_code("1000002", "200000251", &code, None).unwrap_err();
    }
    let after = report(&branch, &Scope::Everywhere);
    assert_eq!(after.suspended_by_hour[hour], before.suspended_by_hour[hour] + 1);
    assert_eq!(
        after.suspended_by_weekday.iter().sum::<u64>(),
        before.suspended_by_weekday.iter().sum::<u64>() + 1
    );
    branch.wait(25);
    let check = branch.check("1000002", Channel::Telephone, vec![Method::CallBack]);
    let request = waiting(branch.by_teller(Act::Unlock(Unlock {
        contract: contract("1000002"),
        users: vec![login("DEN502")],
        check: Some(check),
        serial: None,
        override_reason: Some(Words::parse("見本の理由").unwrap()),
    })));
    done(branch.by_supervisor(Command::Approve { request }));
    let lifted = report(&branch, &Scope::Everywhere);
    let within = |report: &DayReport| report.unlocked_within;
    assert_eq!(
        within(&lifted)[1],
        within(&before)[1] + 1,
        "within half an hour: {:?}",
        within(&lifted)
    );
    assert_eq!(lifted.overrides, before.overrides + 1);
}

#[test]
fn a_month_has_all_its_days_and_no_other_r18_1() {
    for (day, from, to) in [
        ("2026-06-01", "2026-06-01", "2026-06-30"),
        ("2028-02-29", "2028-02-01", "2028-02-29"),
        ("2026-12-31", "2026-12-01", "2026-12-31"),
    ] {
        let month = Span::month(day.parse().unwrap());
        assert_eq!(
            (month.from.to_string().as_str(), month.to.to_string().as_str()),
            (from, to)
        );
    }
    let branch = Branch::open();
    let month = Span::month(calendar::day_of(branch.now()));
    let made = branch
        .desk
        .look(&branch.supervisor)
        .day_report(month, &Scope::Everywhere)
        .unwrap();
    assert_eq!(made.by_day.len(), 30);
    assert_eq!(made.expiring.len(), 24);
}

#[test]
fn each_customer_is_told_once_of_each_token_that_expires_soon_r14_3() {
    let mut branch = Branch::open();
    let counted = branch.desk.look(&branch.supervisor).today().unwrap().expiring;
    assert!(counted > 0, "the training bank has some");
    let before = branch.desk.look(&branch.supervisor).notices(5000).unwrap().len();
    let supervisor = branch.supervisor.clone();
    let ended = branch.desk.end_day(&supervisor).unwrap();
    assert_eq!(ended.expiring.len() as u64, counted);
    assert!(ended.expiring.is_sorted_by_key(|token| token.on));
    let rows = branch.desk.look(&branch.supervisor).notices(5000).unwrap();
    assert!(rows.len() > before);
    for row in &rows[before..] {
        let Notice::Expiring { serials, on } = &row.notice else {
            panic!("{row:?}")
        };
        let of_it = ended
            .expiring
            .iter()
            .filter(|token| token.contract == row.contract && token.on == *on);
        let known: Vec<_> = of_it.map(|token| token.serial.clone()).collect();
        assert_eq!(serials, &known);
    }
    // Neither the same day nor the next tells of them again.
    assert!(branch.desk.end_day(&supervisor).unwrap().expiring.is_empty());
    branch.clock.move_by(TimeDelta::days(1));
    let again = branch.desk.end_day(&supervisor).unwrap().expiring;
    let told: Vec<_> = ended.expiring.iter().map(|token| &token.serial).collect();
    assert!(again.iter().all(|token| !told.contains(&&token.serial)), "{again:?}");
}
