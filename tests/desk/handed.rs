//! 引継: at a shift's change a colleague takes over what another asked for (R11.7).

use madoguchi::desk::{Act, Command, Desk, Error, Look, Outcome, OwnRequest, Session, Unlock};
use madoguchi::domain::approval::Status;
use madoguchi::domain::identity::{Channel, Method};
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::values::{BranchCode, Reason, RequestId, StaffId};
use madoguchi::store::{Filter, Written};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract, countersigned, login, waiting};

fn take_over(staff: &str) -> Command {
    let staff = StaffId::parse(staff).unwrap();
    Command::TakeOver { staff }
}

fn own(look: &Look<'_>) -> Result<Vec<OwnRequest>, Error> {
    look.own_requests()
}

/// What one sees of a request on TSNN003: whether it is news.
fn seen(desk: &mut Desk, who: &Session, request: RequestId) -> Option<bool> {
    let requests = desk.ask(who, own).unwrap();
    let found = requests.iter().find(|own| own.view.id == request);
    found.map(|own| own.is_news)
}

/// An unlock that T001 asks for.
fn asked(branch: &mut Branch) -> RequestId {
    let check = branch.check("1000001", Channel::Counter, vec![Method::Seal]);
    waiting(branch.by_teller(Act::Unlock(Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check: Some(check),
        override_reason: None,
    })))
}

#[test]
fn what_becomes_of_a_request_that_was_taken_over_reaches_both_until_each_has_looked_r11_7() {
    let mut branch = Branch::open();
    let request = asked(&mut branch);
    let colleague = demo::session(&mut branch.desk, "T002").unwrap();
    assert_eq!(seen(&mut branch.desk, &colleague, request), None);
    let lists = branch.desk.look(&colleague).colleagues().unwrap();
    let list: Vec<_> = lists
        .iter()
        .map(|one| (one.staff.as_str(), one.waiting, one.unseen))
        .collect();
    assert_eq!(list, [("T001", 1, 0)]);
    let taken = branch.desk.execute(&colleague, take_over("T001")).unwrap();
    assert!(
        matches!(&taken, Outcome::TakenOver { requests, .. } if *requests == [request]),
        "{taken:?}"
    );
    assert_eq!(seen(&mut branch.desk, &colleague, request), Some(false));
    let told = branch.desk.ask(&branch.teller.clone(), own).unwrap();
    assert_eq!(told[0].taken_by, [StaffId::parse("T002").unwrap()]);

    let reason = Reason::parse("確認方法が不足").unwrap();
    branch.by_supervisor(Command::Return { request, reason }).unwrap();
    for who in [branch.teller.clone(), colleague.clone()] {
        assert_eq!(branch.desk.look(&who).today().unwrap().news, 1);
        assert_eq!(seen(&mut branch.desk, &who, request), Some(true));
        assert_eq!(branch.desk.look(&who).news().unwrap()[0].status, Status::Returned);
        let requests = vec![request];
        branch.desk.execute(&who, Command::SeeResults { requests }).unwrap();
        assert_eq!(
            seen(&mut branch.desk, &who, request),
            Some(false),
            "it stays for the day"
        );
    }
    assert_eq!(code_of(branch.desk.execute(&colleague, take_over("T001"))), "E1051");
}

#[test]
fn who_asked_stays_who_asked_and_their_taking_it_back_is_told_r11_7() {
    let mut branch = Branch::open();
    let request = asked(&mut branch);
    let colleague = demo::session(&mut branch.desk, "T002").unwrap();
    branch.desk.execute(&colleague, take_over("T001")).unwrap();
    assert_eq!(
        code_of(branch.desk.execute(&colleague, Command::Withdraw { request })),
        "E1106"
    );
    branch.by_teller(Command::Withdraw { request }).unwrap();
    assert_eq!(branch.desk.look(&branch.teller).news().unwrap(), []);
    let news = branch.desk.look(&colleague).news().unwrap();
    let told: Vec<_> = news.iter().map(|view| view.status).collect();
    assert_eq!(told, [Status::Withdrawn]);
}

#[test]
fn a_list_goes_on_from_shift_to_shift_and_never_to_who_asked_r11_7() {
    let mut branch = Branch::open();
    let request = asked(&mut branch);
    let second = demo::session(&mut branch.desk, "T002").unwrap();
    let third = demo::session(&mut branch.desk, "S002").unwrap();
    branch.desk.execute(&second, take_over("T001")).unwrap();
    let given = branch.desk.execute(&third, take_over("T002")).unwrap();
    // T002's own request of the morning, and what came from T001.
    assert!(
        matches!(&given, Outcome::TakenOver { requests, .. } if requests.len() == 2),
        "{given:?}"
    );
    let teller = branch.teller.clone();
    let given = branch.desk.execute(&teller, take_over("S002")).unwrap();
    assert!(
        matches!(&given, Outcome::TakenOver { requests, .. } if requests.len() == 1),
        "{given:?}"
    );
    assert_eq!(seen(&mut branch.desk, &third, request), Some(false));
}

#[test]
fn each_try_is_an_entry_and_another_branch_an_auditor_and_oneself_are_refused_r11_7_and_r12_1() {
    let mut branch = Branch::open();
    asked(&mut branch);
    assert_eq!(branch.refused(take_over("T001")), "E1049");
    assert_eq!(branch.refused(take_over("T999")), "E0207");
    let auditor = demo::session(&mut branch.desk, "A001").unwrap();
    assert_eq!(code_of(branch.desk.execute(&auditor, take_over("T001"))), "E1203");
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let mut elsewhere: Staff = branch.teller.staff().clone();
    elsewhere.id = StaffId::parse("T901").unwrap();
    elsewhere.branch.code = BranchCode::parse("012").unwrap();
    elsewhere.role = Role::Teller;
    elsewhere.person = None;
    let asked = branch
        .desk
        .add_staff(&administrator, &elsewhere, &"given-at-the-desk".into());
    countersigned(&mut branch.desk, asked).unwrap();
    let first = branch.desk.login(&elsewhere.id, &"given-at-the-desk".into()).unwrap();
    let there = branch
        .desk
        .change_password(&first, &"given-at-the-desk".into(), &"one of their own".into())
        .unwrap();
    assert_eq!(code_of(branch.desk.execute(&there, take_over("T001"))), "E1050");
    assert_eq!(branch.desk.look(&there).colleagues().unwrap(), []);
    let colleague = demo::session(&mut branch.desk, "T002").unwrap();
    branch.desk.execute(&colleague, take_over("T001")).unwrap();
    let filter = Filter {
        contract: None,
        limit: 20,
    };
    let entries = branch.desk.look(&branch.supervisor).trail(&filter).unwrap();
    let tries: Vec<_> = entries
        .iter()
        .map(|entry| &entry.draft)
        .filter(|draft| draft.action == "take_over")
        .map(|draft| {
            (
                draft.actor.as_str(),
                draft.subject.as_str(),
                draft.result,
                draft.detail.as_str(),
            )
        })
        .collect();
    assert_eq!(tries[0], ("T002", "T001", Written::Done, "1"));
    assert_eq!(tries.len(), 5);
    assert!(
        tries[1..].iter().all(|(.., result, _)| *result == Written::Refused),
        "{tries:?}"
    );
}
