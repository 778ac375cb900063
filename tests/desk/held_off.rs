//! What somebody with a password of the house tries, and what holds it off.

use madoguchi::desk::Command;
use madoguchi::domain::approval::Approval;
use madoguchi::domain::cause::Cause;
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{PersonNumber, Reason, Serial, StaffId};
use madoguchi::training::demo;

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
