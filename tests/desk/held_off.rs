//! What somebody with a password of the house tries, and what holds it off.

use madoguchi::clock::Clock;
use madoguchi::desk::{Command, Desk, Scope, Span};
use madoguchi::domain::approval::Approval;
use madoguchi::domain::calendar;
use madoguchi::domain::cause::Cause;
use madoguchi::domain::policy;
use madoguchi::domain::staff::Role;
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{PersonNumber, Reason, Serial, StaffId};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;

use crate::countersign::new;
use crate::limits::lost;
use crate::stock::{fob, replace};
use crate::support::{Branch, code_of, countersigned, done, waiting};

const NUMBER: &str = "1000002";

#[test]
fn another_id_of_the_same_person_has_no_hour_of_its_own_r7_6_r11_4() {
    let mut branch = Branch::of_one_loss();
    let check = branch.seal_check("1000001");
    done(branch.by_teller(lost("1000001", &["DEN501"], check)));
    let number = PersonNumber::parse(branch.teller.staff().person()).unwrap();
    branch.teller = demo::session(&mut branch.desk, "S002").unwrap();
    let check = branch.seal_check(NUMBER);
    let act = lost(NUMBER, &["DEN502", "DEN502J1"], check);
    let approval = |branch: &mut Branch| branch.desk.preview(&branch.teller, &act).unwrap().approval;
    assert_eq!(
        approval(&mut branch),
        Approval::After,
        "another person has their own hour"
    );
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let other = StaffId::parse("S002").unwrap();
    let asked = branch.desk.set_person(&administrator, &other, Some(&number));
    countersigned(&mut branch.desk, asked).unwrap();
    assert_eq!(approval(&mut branch), Approval::Before);
}

#[test]
fn what_was_replaced_is_a_mistake_no_more_r7_7() {
    let mut branch = Branch::open();
    let check = branch.seal_check(NUMBER);
    let request = done(branch.by_teller(lost(NUMBER, &["DEN502", "DEN502J1"], check))).request;
    let next = branch.next_fob();
    let proof = branch.inspect(NUMBER, &next);
    let replacement = replace(fob(&next, Some(proof)), Cause::Loss, Some(check));
    let asked = waiting(branch.by_teller(replacement));
    done(branch.by_supervisor(Command::Approve { request: asked }));
    let reason = Reason::parse("見つかったとのこと").unwrap();
    let back = branch.by_supervisor(Command::Return { request, reason });
    assert_eq!(code_of(back), "E1124");
    assert_eq!(
        branch
            .desk
            .look(&branch.teller)
            .tokens(&Serial::parse("200000251").unwrap())
            .unwrap()[0]
            .token
            .stock,
        Stock::Lost
    );
}

/// A replacement that waits is of a fob that is lost: once the loss was a mistake, it is not what was shown any more.
#[test]
fn a_replacement_of_a_loss_that_was_sent_back_is_not_approved_r7_7_r11_3() {
    let mut branch = Branch::open();
    let check = branch.seal_check(NUMBER);
    let request = done(branch.by_teller(lost(NUMBER, &["DEN502", "DEN502J1"], check))).request;
    let next = branch.next_fob();
    let proof = branch.inspect(NUMBER, &next);
    let asked = waiting(branch.by_teller(replace(fob(&next, Some(proof)), Cause::Loss, Some(check))));
    let reason = Reason::parse("別の契約と取り違えた").unwrap();
    branch.by_supervisor(Command::Return { request, reason }).unwrap();
    assert_eq!(
        code_of(branch.by_supervisor(Command::Approve { request: asked })),
        "E1102"
    );
    let stock = branch.desk.look(&branch.teller).tokens(&next).unwrap()[0].token.stock;
    assert_eq!(stock, Stock::InStock);
}

/// What one administrator did alone is in the day's report of the branch, as long as there never was a second one.
#[test]
fn what_one_did_alone_is_counted_in_the_days_report_r11_5_r18_1() {
    let mut entropy = Repeatable(5);
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
    let mut desk = Desk::new(opened, Clock::fixed(demo::start()), Box::new(entropy), "test").unwrap();
    let given = "given-at-the-desk".into();
    let first = new("K001", Role::Administrator);
    desk.add_first_administrator(&first, &given).unwrap();
    let administrator = desk.login(&first.id, &given).unwrap();
    let supervisor = new("S001", Role::Supervisor);
    // A teller needs nobody else, and is not counted.
    for who in [&new("T001", Role::Teller), &supervisor] {
        desk.add_staff(&administrator, who, &given).unwrap();
    }
    let session = desk.login(&supervisor.id, &given).unwrap();
    let day = Span::day(calendar::day_of(demo::start()));
    let scope = Scope::Branch(supervisor.branch.code.clone());
    assert_eq!(desk.look(&session).day_report(day, &scope).unwrap().alone, 1);
}

#[test]
fn who_decides_and_has_no_number_as_a_person_is_on_an_administrators_menu_r11_4() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let without = |branch: &Branch, who| branch.desk.look(who).today().unwrap().power.numberless;
    let given = "given-at-the-desk".into();
    for who in [new("T009", Role::Teller), new("S009", Role::Supervisor)] {
        let asked = branch.desk.add_staff(&administrator, &who, &given);
        if who.role == Role::Teller {
            asked.unwrap();
            assert_eq!(without(&branch, &administrator), 0, "a teller decides about nothing");
        } else {
            countersigned(&mut branch.desk, asked).unwrap();
        }
    }
    assert_eq!(without(&branch, &administrator), 1);
    assert_eq!(without(&branch, &branch.teller), 0, "it is no matter of theirs");
    let number = PersonNumber::parse("1000009").unwrap();
    let asked = branch
        .desk
        .set_person(&administrator, &StaffId::parse("S009").unwrap(), Some(&number));
    countersigned(&mut branch.desk, asked).unwrap();
    assert_eq!(without(&branch, &administrator), 0);
}
