//! Notices (R14): who is told of what, in the transaction of what it tells.

use madoguchi::desk::{Act, Command, Outcome, Revoke, Unlock};
use madoguchi::domain::identity::{Action, Channel, Method, Person};
use madoguchi::domain::notice::Notice;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::CheckId;

use crate::support::{Branch, code_of, contract, done, login, waiting};

/// What waits, as (to whom, what).
fn waits(branch: &Branch) -> Vec<(String, Notice)> {
    let rows = branch.desk.look(&branch.supervisor).notices(1000).unwrap();
    let rows = rows.into_iter().map(|row| (row.login_id.to_string(), row.notice));
    rows.collect()
}

/// What waits beyond the `n` notices that waited before.
fn new(branch: &Branch, n: usize) -> Vec<(String, Notice)> {
    waits(branch).split_off(n)
}

fn failed_check(branch: &mut Branch, number: &str) -> CheckId {
    let person = Person::User(login("DEN502"));
    let begun = branch.by_teller(Command::BeginCheck {
        contract: contract(number),
        channel: Channel::Telephone,
        person,
    });
    let Ok(Outcome::CheckBegun { check, .. }) = begun else {
        panic!("{begun:?}")
    };
    branch
        .by_teller(Command::FinishCheck {
            check,
            methods: vec![],
            confirmed: false,
            why: madoguchi::training::demo::unknown(),
        })
        .unwrap();
    check
}

fn revoke(check: Option<CheckId>) -> Act {
    Act::Revoke(Revoke {
        contract: contract("1000002"),
        users: vec![login("DEN502J1")],
        reason: Reason::Exchange,
        check,
    })
}

fn unlock(check: Option<CheckId>) -> Act {
    Act::Unlock(Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check,
        serial: None,
        override_reason: None,
    })
}

#[test]
fn what_the_bank_did_is_told_to_masters_and_admins_r14_1() {
    let mut branch = Branch::open();
    let before = waits(&branch).len();
    let check = branch.check("1000001", Channel::Telephone, vec![Method::CallBack]);
    let request = waiting(branch.by_teller(unlock(Some(check))));
    assert_eq!(new(&branch, before), [], "nothing was done yet");
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    let left = new(&branch, before);
    let to: Vec<_> = left.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to, ["DEN501", "DEN501M1"], "the general user is not told");
    let Notice::Done {
        action,
        users,
        serials,
        receipt: number,
        ..
    } = &left[0].1
    else {
        panic!("{left:?}")
    };
    assert_eq!((*action, number), (Action::Unlock, &receipt.number));
    assert_eq!((users.len(), serials.len()), (3, 1));
}

#[test]
fn a_failed_check_is_told_and_whatever_is_refused_after_it_that_day_r14_1() {
    let mut branch = Branch::open();
    assert_eq!(branch.refused(revoke(None)), "E1001");
    let before = waits(&branch).len();
    let failed = failed_check(&mut branch, "1000002");
    let of_check = Notice::FailedCheck {
        channel: Channel::Telephone,
        person: Person::User(login("DEN502")),
    };
    assert_eq!(new(&branch, before), [("DEN502".to_owned(), of_check)]);

    assert_eq!(branch.refused(revoke(Some(failed))), "E1009");
    let refused = Notice::Refused { action: Action::Revoke };
    assert_eq!(new(&branch, before + 1), [("DEN502".to_owned(), refused.clone())]);
    // A look that is refused is an attempt too; another contract's is none of it.
    let preview = branch.desk.preview(&branch.teller, &revoke(Some(failed)));
    assert_eq!(code_of(preview), "E1009");
    assert_eq!(new(&branch, before + 2), [("DEN502".to_owned(), refused)]);
    assert_eq!(branch.refused(unlock(None)), "E1001");
    assert_eq!(new(&branch, before + 3), []);
    // The next day begins anew.
    branch.wait(24 * 60);
    assert_eq!(branch.refused(revoke(Some(failed))), "E1009");
    assert_eq!(new(&branch, before + 3), []);
}

#[test]
fn a_role_without_the_duty_is_refused_and_told_of_too_r14_1() {
    let mut branch = Branch::open();
    failed_check(&mut branch, "1000002");
    let before = waits(&branch).len();
    let auditor = madoguchi::training::demo::session(&mut branch.desk, "A001").unwrap();
    assert_eq!(code_of(branch.desk.execute(&auditor, revoke(None))), "E1203");
    assert_eq!(new(&branch, before).len(), 1);
    assert_eq!(code_of(branch.desk.look(&auditor).notices(1000)), "E1203");
}

/// No notice without its entry, and none with a secret: what it tells is the same that its entry tells.
#[test]
fn a_notice_holds_no_code_and_no_answer_r14_1_r12_3() {
    let mut branch = Branch::open();
    failed_check(&mut branch, "1000002");
    let check = branch.seal_check("1000002");
    done(branch.by_teller(revoke(Some(check))));
    let rows = branch.desk.look(&branch.supervisor).notices(1000).unwrap();
    let text = serde_json::to_string(&rows).unwrap();
    for key in ["answer", "code", "password", "seed", "proof", "drawn"] {
        assert!(!text.contains(key), "{key}: {text}");
    }
}
