//! Administering the staff, passwords that are changed and slowed, and accounts that a member is bound to.

mod accounts;

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Error, Look, RequestView, Session};
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Member, Role, Staff, StaffChange};
use madoguchi::domain::values::{HostAccount, Name, StaffId};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Draft, Filter, KeyFile, Kind, Location, Store, Written};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, countersigned};

fn id(text: &str) -> StaffId {
    StaffId::parse(text).unwrap()
}

fn account(name: &str) -> HostAccount {
    HostAccount::parse(name).unwrap()
}

fn to_role(role: Role) -> StaffChange {
    StaffChange {
        role: Some(role),
        ..StaffChange::default()
    }
}

fn administrator(staff: &str) -> Staff {
    Staff {
        id: id(staff),
        name: Name::parse("見本 管理").unwrap(),
        role: Role::Administrator,
        branch: madoguchi::domain::contract::Branch {
            code: madoguchi::domain::values::BranchCode::parse("011").unwrap(),
            name: Name::parse("本店").unwrap(),
        },
        locked: false,
        must_change: false,
        person: None,
    }
}

fn members(look: &Look<'_>) -> Result<Vec<Member>, Error> {
    look.members()
}

fn requests(look: &Look<'_>) -> Result<Vec<RequestView>, Error> {
    look.requests()
}

fn log_in(desk: &mut Desk, staff: &str) -> Session {
    demo::session(desk, staff).unwrap()
}

/// The newest entries, newest first.
fn newest(branch: &Branch, limit: u64) -> Vec<Draft> {
    let filter = Filter { contract: None, limit };
    let entries = branch.desk.look(&branch.supervisor).trail(&filter).unwrap();
    entries.into_iter().map(|entry| entry.draft).collect()
}

#[test]
fn each_act_upon_a_member_is_an_entry_with_before_and_after_r12_1() {
    let mut branch = Branch::open();
    let administrator = log_in(&mut branch.desk, "K001");
    let (desk, t001) = (&mut branch.desk, id("T001"));
    let asked = desk.amend_staff(&administrator, &t001, &to_role(Role::Supervisor));
    countersigned(desk, asked).unwrap();
    let asked = desk.lock_staff(&administrator, &t001);
    countersigned(desk, asked).unwrap();
    let asked = desk.unlock_staff(&administrator, &t001);
    countersigned(desk, asked).unwrap();
    let asked = desk.reset_password(&administrator, &t001, &"given-at-the-desk".into());
    countersigned(desk, asked).unwrap();
    let asked = desk.bind_account(&administrator, &t001, Some(&account("hanako")));
    countersigned(desk, asked).unwrap();
    let asked = desk.bind_account(&administrator, &t001, None);
    countersigned(desk, asked).unwrap();
    let entries = newest(&branch, 24);
    let acts = entries.iter().rev();
    let acts: Vec<_> = acts.filter(|entry| !entry.action.ends_with("login")).collect();
    let (asked, entries): (Vec<_>, Vec<_>) = acts.into_iter().partition(|entry| entry.result == Written::Waiting);
    assert!(asked.iter().all(|entry| entry.actor == "K001"));
    assert_eq!(
        (asked.len(), entries.len()),
        (6, 6),
        "asked for by one, done by the other (R11.5)"
    );
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.action.as_str(), entry.subject.as_str(), entry.detail.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("amend_staff", "T001", "role: teller > supervisor"),
            ("lock_staff", "T001", "active > locked"),
            ("unlock_staff", "T001", "locked > active"),
            ("reset_password", "T001", ""),
            ("bind_account", "T001", "account: - > hanako"),
            ("bind_account", "T001", "account: hanako > -"),
        ]
    );
    assert!(!format!("{entries:?}").contains("given-at-the-desk"));
    assert!(
        entries
            .iter()
            .all(|entry| entry.actor == "K002" && entry.result == Written::Done)
    );
}

#[test]
fn only_administrators_administer_and_nobody_themselves_r11_2() {
    let mut branch = Branch::open();
    let others = ["T001", "S001", "D001", "A001", "R001"].map(|staff| log_in(&mut branch.desk, staff));
    let administrator = log_in(&mut branch.desk, "K001");
    let before = branch.trail_length();
    let t002 = id("T002");
    for session in &others {
        let desk = &mut branch.desk;
        for refused in [
            code_of(desk.amend_staff(session, &t002, &to_role(Role::Auditor))),
            code_of(desk.lock_staff(session, &t002)),
            code_of(desk.unlock_staff(session, &t002)),
            code_of(desk.reset_password(session, &t002, &"given-at-the-desk".into())),
            code_of(desk.bind_account(session, &t002, Some(&account("tarou")))),
            code_of(desk.ask(session, members)),
        ] {
            assert_eq!(refused, "E1203", "{session:?}");
        }
    }
    assert_eq!(branch.trail_length(), before + 30, "each is an entry");

    let (desk, k001) = (&mut branch.desk, id("K001"));
    assert_eq!(
        code_of(desk.amend_staff(&administrator, &k001, &to_role(Role::Teller))),
        "E1208"
    );
    assert_eq!(code_of(desk.lock_staff(&administrator, &k001)), "E1208");
    assert_eq!(
        code_of(desk.reset_password(&administrator, &k001, &"given-at-the-desk".into())),
        "E1208"
    );
    assert_eq!(
        code_of(desk.bind_account(&administrator, &k001, Some(&account("elsewhere")))),
        "E1208",
        "nobody locks themselves out"
    );
    assert_eq!(
        code_of(desk.reset_password(&administrator, &t002, &"short".into())),
        "E0112"
    );
    assert_eq!(code_of(desk.lock_staff(&administrator, &id("NOBODY"))), "E0207");
    assert_eq!(
        code_of(desk.amend_staff(&administrator, &t002, &StaffChange::default())),
        "E1709"
    );
    let members = desk.ask(&administrator, members).unwrap();
    let standing = |who: &str| {
        let member = members.iter().find(|member| member.staff.id == id(who)).unwrap();
        (member.staff.role, member.staff.locked, member.staff.must_change)
    };
    assert_eq!(standing("T002"), (Role::Teller, false, false), "nothing was changed");
    assert_eq!(standing("K001"), (Role::Administrator, false, false));
}

#[test]
fn who_is_changed_or_locked_meanwhile_may_do_no_more_than_is_left_r11_2() {
    let mut branch = Branch::open();
    let (administrator, supervisor) = (log_in(&mut branch.desk, "K001"), branch.supervisor.clone());
    let (desk, s001) = (&mut branch.desk, id("S001"));
    let asked = desk.amend_staff(&administrator, &s001, &to_role(Role::Administrator));
    countersigned(desk, asked).unwrap();
    assert_eq!(code_of(desk.ask(&supervisor, requests)), "E1203");
    // Two administrators take the role from each other: the second one has it no more.
    let other = log_in(desk, "S001");
    let asked = desk.amend_staff(&other, &id("K001"), &to_role(Role::Teller));
    countersigned(desk, asked).unwrap();
    assert_eq!(
        code_of(desk.amend_staff(&administrator, &s001, &to_role(Role::Teller))),
        "E1203"
    );
    desk.lock_staff(&other, &id("K001")).unwrap();
    assert_eq!(code_of(desk.ask(&administrator, requests)), "E1202");
}

#[test]
fn a_given_password_is_changed_before_anything_else() {
    let mut branch = Branch::open();
    let administrator = log_in(&mut branch.desk, "K001");
    let (desk, t001) = (&mut branch.desk, id("T001"));
    let running = branch.teller.clone();
    desk.reset_password(&administrator, &t001, &"given-at-the-desk".into())
        .unwrap();
    assert_eq!(
        code_of(desk.ask(&running, |look| look.find("", 0, 1))),
        "E1210",
        "a session that runs"
    );
    let session = desk.login(&t001, &"given-at-the-desk".into()).unwrap();
    assert!(session.must_change());
    assert_eq!(code_of(desk.ask(&session, |look| look.find("", 0, 1))), "E1210");
    let change = |desk: &mut Desk, old: &str, new: &str| desk.change_password(&session, &old.into(), &new.into());
    assert_eq!(code_of(change(desk, "given-at-the-desk", "given-at-the-desk")), "E1211");
    assert_eq!(code_of(change(desk, "given-at-the-desk", "short")), "E0112");
    assert_eq!(code_of(change(desk, "what was it", "one of her own")), "E1201");
    branch.clock.move_by(TimeDelta::seconds(1));
    let changed = change(desk, "given-at-the-desk", "one of her own").unwrap();
    assert!(!changed.must_change());
    assert!(desk.ask(&changed, |look| look.find("", 0, 1)).is_ok());
    assert_eq!(code_of(desk.login(&t001, &"given-at-the-desk".into())), "E1201");
    branch.clock.move_by(TimeDelta::seconds(1));
    assert!(!desk.login(&t001, &"one of her own".into()).unwrap().must_change());
    assert!(!format!("{:?}", newest(&branch, 20)).contains("of her own"));
}

#[test]
fn a_wrong_password_makes_the_next_try_wait_and_what_comes_too_soon_is_not_counted() {
    let mut branch = Branch::open();
    let t001 = id("T001");
    let (wrong, right) = ("not the password".into(), "tantou-no-mihon".into());
    for seconds in [1, 2, 4, 8] {
        assert_eq!(code_of(branch.desk.login(&t001, &wrong)), "E1201");
        for password in [&wrong, &right, &wrong, &right] {
            assert_eq!(code_of(branch.desk.login(&t001, password)), "E1209", "{seconds}");
        }
        let entry = &newest(&branch, 1)[0];
        assert_eq!((entry.action.as_str(), entry.code.as_deref()), ("login", Some("E1209")));
        branch.clock.move_by(TimeDelta::milliseconds(seconds * 1000 - 1));
        assert_eq!(code_of(branch.desk.login(&t001, &right)), "E1209", "{seconds}");
        branch.clock.move_by(TimeDelta::milliseconds(1));
    }
    branch
        .desk
        .login(&t001, &right)
        .expect("the count is at 4, and the time has come");
    assert_eq!(code_of(branch.desk.login(&t001, &wrong)), "E1201", "from 0 again");
    let session = branch.teller.clone();
    assert_eq!(
        code_of(branch.desk.resume(&session, &right)),
        "E1209",
        "wherever it is typed"
    );
    branch.clock.move_by(TimeDelta::hours(-1));
    branch
        .desk
        .login(&t001, &right)
        .expect("a clock that was put back holds nobody");
}

#[test]
fn resuming_counts_wrong_passwords_as_a_login_and_locks_nobody_r11_6() {
    let mut branch = Branch::open();
    let session = branch.teller.clone();
    for _ in 0..5 {
        assert_eq!(
            code_of(branch.desk.resume(&session, &"not the password".into())),
            "E1201"
        );
        assert_eq!(code_of(demo::session(&mut branch.desk, "T001")), "E1209");
        branch.wait(1);
    }
    branch.desk.resume(&session, &"tantou-no-mihon".into()).unwrap();
}
