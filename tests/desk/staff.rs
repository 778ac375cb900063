//! Administering the staff, passwords that are changed and slowed, and accounts that a member is bound to.

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

#[test]
fn who_is_bound_to_an_account_gets_in_from_there_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/madoguchi.db"),
        key: folder.path().join("keys/madoguchi.key"),
    };
    let clock = Clock::fixed(demo::start());
    let open = |opened: (Store, KeyFile), from: Option<&str>| {
        let desk = Desk::new(opened, clock.clone(), Box::new(Machine), "test").unwrap();
        desk.started_from(from.map(account))
    };
    let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
    let mut nowhere = open(made, None);
    demo::furnish(&mut nowhere, &clock).unwrap();
    let mut hers = open(Store::open(&at).unwrap(), Some("hanako"));
    let mut his = open(Store::open(&at).unwrap(), Some("tarou"));

    let administrator = log_in(&mut nowhere, "K001");
    let bind = |desk: &mut Desk, who: &str, to: Option<&str>| {
        let asked = desk.bind_account(&administrator, &id(who), to.map(account).as_ref());
        countersigned(desk, asked)
    };
    bind(&mut nowhere, "T001", Some("hanako")).unwrap();
    assert_eq!(code_of(bind(&mut nowhere, "T002", Some("hanako"))), "E1213");
    assert_eq!(code_of(bind(&mut nowhere, "T001", Some("hanako"))), "E1709");

    for desk in [&mut nowhere, &mut his] {
        assert_eq!(
            code_of(demo::session(desk, "T001")),
            "E1201",
            "the right password, from elsewhere"
        );
        clock.move_by(TimeDelta::minutes(1));
    }
    let auditor = log_in(&mut nowhere, "A001");
    let filter = Filter {
        contract: None,
        limit: 4,
    };
    let entries = nowhere.look(&auditor).trail(&filter).unwrap();
    let codes: Vec<_> = entries.iter().filter_map(|entry| entry.draft.code.as_deref()).collect();
    assert_eq!(
        codes,
        ["E1212", "E1212"],
        "the trail knows why, one entry a minute (R11.6)"
    );
    log_in(&mut hers, "T001");
    log_in(&mut hers, "T002");
    bind(&mut nowhere, "T001", None).unwrap();
    log_in(&mut nowhere, "T001");
    // One's own account is the one that the console was started from, or none.
    assert_eq!(code_of(bind(&mut nowhere, "K001", Some("kanri"))), "E1208");
    bind(&mut his, "K001", Some("tarou")).unwrap();
    bind(&mut his, "K001", None).unwrap();
}

/// `[staff_logins] over_ssh`: a stolen password alone opens nothing from afar.
#[test]
fn over_ssh_to_a_live_store_nobody_gets_in_who_is_bound_to_no_account_r11_6() {
    let folder = tempfile::tempdir().unwrap();
    let any = policy::DEFAULT.replace("over_ssh = \"bound\"", "over_ssh = \"any\"");
    assert_ne!(any, policy::DEFAULT);
    let password = "kanri-no-mihon".into();
    for (name, kind, policy, unbound) in [
        ("live", Kind::Live, policy::DEFAULT, "E1201"),
        ("any", Kind::Live, any.as_str(), "ok"),
        ("training", Kind::Training, policy::DEFAULT, "ok"),
    ] {
        let at = Location {
            store: folder.path().join(name).join("madoguchi.db"),
            key: folder.path().join(format!("keys-{name}/madoguchi.key")),
        };
        let open = |opened, from: Option<&str>, over_ssh| {
            let desk = Desk::new(opened, Clock::Host, Box::new(Machine), "test").unwrap();
            desk.started_from(from.map(account)).started_over_ssh(over_ssh)
        };
        let made = Store::create(&at, kind, policy, &mut Repeatable(7)).unwrap();
        let mut at_the_host = open(made, None, false);
        at_the_host
            .add_first_administrator(&administrator("K001"), &password)
            .unwrap();
        let code = |desk: &mut Desk| match desk.login(&id("K001"), &password) {
            Ok(_) => "ok",
            Err(error) => error.code(),
        };
        assert_eq!(code(&mut at_the_host), "ok", "{name}: at the host");
        let mut afar = open(Store::open(&at).unwrap(), None, true);
        assert_eq!(code(&mut afar), unbound, "{name}: the right password, from afar");
        let session = at_the_host.login(&id("K001"), &password).unwrap();
        if unbound != "ok" {
            let filter = Filter {
                contract: None,
                limit: 9,
            };
            let entries = at_the_host.look(&session).trail(&filter).unwrap();
            let codes: Vec<_> = entries.iter().filter_map(|entry| entry.draft.code.as_deref()).collect();
            assert_eq!(codes, ["E1212"], "the trail knows why");
        }
        // Bound, they get in from their own account, and from there alone.
        let mut theirs = open(Store::open(&at).unwrap(), Some("kanri"), true);
        at_the_host
            .bind_account(&session, &id("K001"), Some(&account("kanri")))
            .unwrap_err();
        let own = open(Store::open(&at).unwrap(), Some("kanri"), false);
        bind_own(own, &password);
        assert_eq!(code(&mut theirs), "ok", "{name}: bound to it");
        assert_eq!(code(&mut afar), "E1201", "{name}: bound to another");
    }
}

/// The only administrator binds themselves to the account that they sit at.
fn bind_own(mut desk: Desk, password: &secrecy::SecretString) {
    let session = desk.login(&id("K001"), password).unwrap();
    desk.bind_account(&session, &id("K001"), Some(&account("kanri")))
        .unwrap();
}

#[test]
fn on_a_live_store_every_first_password_is_changed_and_nobody_trains() {
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Repeatable(1)).unwrap();
    let mut desk = Desk::new(opened, Clock::Host, Box::new(Machine), "test").unwrap();
    let teller = Staff {
        id: id("T001"),
        role: Role::Teller,
        ..administrator("K001")
    };
    let password = "kanri-no-mihon".into();
    desk.add_first_administrator(&administrator("K001"), &password).unwrap();
    let administrator = desk.login(&id("K001"), &password).unwrap();
    let given = "given-at-the-desk".into();
    desk.add_staff(&administrator, &teller, &given).unwrap();
    assert!(desk.login(&id("T001"), &given).unwrap().must_change());
    assert_eq!(
        code_of(desk.amend_staff(&administrator, &id("T001"), &to_role(Role::Trainer))),
        "E1205"
    );
}
