//! Two persons for power: what an administrator does to who may do what waits for another one (R11.4, R11.5).

use madoguchi::clock::Clock;
use madoguchi::desk::{Carried, Command, Desk, Error, Look, MatterView, Outcome, Session, Today};
use madoguchi::domain::contract::Branch as Shop;
use madoguchi::domain::countersign::{Decider, Status};
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Member, Role, Staff, StaffChange};
use madoguchi::domain::values::{BranchCode, HostAccount, Name, PersonNumber, Reason, RequestId, StaffId};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Filter, Kind, Store, Written};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract, countersigned, login, waiting};

fn id(text: &str) -> StaffId {
    StaffId::parse(text).unwrap()
}

fn to_role(role: Role) -> StaffChange {
    StaffChange {
        role: Some(role),
        ..StaffChange::default()
    }
}

/// Somebody without a number as a person.
pub(crate) fn new(staff: &str, role: Role) -> Staff {
    Staff {
        id: id(staff),
        name: Name::parse("仮名 三郎").unwrap(),
        role,
        branch: Shop {
            code: BranchCode::parse("011").unwrap(),
            name: Name::parse("本店営業部").unwrap(),
        },
        locked: false,
        must_change: false,
        person: None,
    }
}

fn members(look: &Look<'_>) -> Result<Vec<Member>, Error> {
    look.members()
}

fn matters(look: &Look<'_>) -> Result<Vec<MatterView>, Error> {
    look.matters()
}

fn own_matters(look: &Look<'_>) -> Result<Vec<MatterView>, Error> {
    look.own_matters()
}

fn today(look: &Look<'_>) -> Result<Today, Error> {
    look.today()
}

fn waits(asked: Result<Carried, Error>) -> RequestId {
    match asked {
        Ok(Carried::Waiting { request, .. }) => request,
        other => panic!("does not wait: {other:?}"),
    }
}

fn approve(desk: &mut Desk, who: &Session, request: RequestId) -> Result<Outcome, Error> {
    desk.execute(who, Command::Approve { request })
}

/// An act of R11.5 by its name, as an administrator asks for it.
type Act = (&'static str, fn(&mut Desk, &Session) -> Result<Carried, Error>);

const ACTS: [Act; 12] = [
    ("add_staff", |desk, who| {
        desk.add_staff(who, &new("S009", Role::Supervisor), &"given-at-the-desk".into())
    }),
    ("add_staff", |desk, who| {
        desk.add_staff(who, &new("K009", Role::Administrator), &"given-at-the-desk".into())
    }),
    ("amend_staff", |desk, who| {
        desk.amend_staff(who, &id("T001"), &to_role(Role::Supervisor))
    }),
    ("amend_staff", |desk, who| {
        desk.amend_staff(who, &id("S001"), &to_role(Role::Teller))
    }),
    ("lock_staff", |desk, who| desk.lock_staff(who, &id("S001"))),
    ("lock_staff", |desk, who| desk.lock_staff(who, &id("K002"))),
    ("set_person", |desk, who| {
        desk.set_person(who, &id("T001"), Some(&PersonNumber::parse("900001").unwrap()))
    }),
    ("set_person", |desk, who| desk.set_person(who, &id("T001"), None)),
    ("reset_password", |desk, who| {
        desk.reset_password(who, &id("S001"), &"given-at-the-desk".into())
    }),
    ("bind_account", |desk, who| {
        desk.bind_account(who, &id("T001"), Some(&HostAccount::parse("hanako").unwrap()))
    }),
    ("change_policy", |desk, who| {
        let other = policy::DEFAULT.replace("window = \"1 steps\"", "window = \"5 steps\"");
        assert_ne!(other, policy::DEFAULT);
        desk.change_policy(who, &other)
    }),
    ("change_policy", |desk, who| {
        desk.change_policy(who, &policy::DEFAULT.replace("5 times", "20 times"))
    }),
];

#[test]
fn what_is_done_to_who_may_do_what_waits_for_another_administrator_r11_5() {
    for (name, ask) in ACTS {
        let mut branch = Branch::open();
        let one = demo::session(&mut branch.desk, "K001").unwrap();
        let other = demo::session(&mut branch.desk, "K002").unwrap();
        let desk = &mut branch.desk;
        let state = |desk: &mut Desk| {
            let members = desk.ask(&one, members).unwrap();
            (members, desk.look(&one).policy_text().unwrap())
        };
        let before = state(desk);
        let request = waits(ask(desk, &one));
        assert_eq!(state(desk), before, "{name}: nothing was done");
        let seen = desk.ask(&other, matters).unwrap();
        assert_eq!((seen.len(), seen[0].shown.action.as_str()), (1, name));
        assert_eq!(code_of(approve(desk, &one, request)), "E1101", "{name}");
        for staff in ["S001", "S002", "T001", "A001"] {
            let who = demo::session(desk, staff).unwrap();
            assert_eq!(code_of(approve(desk, &who, request)), "E1203", "{name} by {staff}");
        }
        assert_eq!(state(desk).1, before.1, "{name}: nothing was done");
        let done = approve(desk, &other, request).unwrap();
        assert!(matches!(done, Outcome::Countersigned { .. }), "{name}: {done:?}");
        let newest = desk.look(&branch.supervisor).trail(&Filter {
            contract: None,
            limit: 1,
        });
        // Who was locked or lowered reads the trail no more; the auditor does.
        let newest = newest.or_else(|_| {
            let auditor = demo::session(desk, "A001").unwrap();
            let filter = Filter {
                contract: None,
                limit: 3,
            };
            desk.look(&auditor).trail(&filter).map(|mut all| all.split_off(2))
        });
        let entry = newest.unwrap().remove(0).draft;
        assert_eq!(
            (entry.action.as_str(), entry.actor.as_str(), entry.result),
            (name, "K002", Written::Done),
            "{entry:?}"
        );
        let after = state(desk);
        assert_ne!(after, before, "{name}: it was done");
        let again = code_of(approve(desk, &other, request));
        // Who was locked by it can't even ask.
        assert!(["E1104", "E1202"].contains(&again), "{name}: {again}");
    }
}

#[test]
fn one_administrator_does_what_gives_nobody_power_r11_5() {
    let mut branch = Branch::open();
    let one = demo::session(&mut branch.desk, "K001").unwrap();
    let desk = &mut branch.desk;
    let given = "given-at-the-desk".into();
    let t001 = id("T001");
    for done in [
        desk.add_staff(&one, &new("T009", Role::Teller), &given),
        desk.add_staff(&one, &new("A009", Role::Auditor), &given),
        desk.amend_staff(&one, &t001, &to_role(Role::SupportDesk)),
        desk.lock_staff(&one, &t001),
        desk.unlock_staff(&one, &t001),
        desk.reset_password(&one, &t001, &given),
    ] {
        assert_eq!(done.unwrap(), Carried::Done);
    }
    assert_eq!(desk.ask(&one, matters).unwrap(), []);
}

#[test]
fn who_guesses_at_an_approver_s_password_lifts_no_wait_alone_and_no_count_r11_5_r11_6() {
    let mut branch = Branch::open();
    let [one, other] = ["K001", "K002"].map(|id| demo::session(&mut branch.desk, id).unwrap());
    let wrong = |branch: &mut Branch, who: &str| code_of(branch.desk.login(&id(who), &"a guess".into()));
    assert_eq!(wrong(&mut branch, "S001"), "E1201");
    assert_eq!(wrong(&mut branch, "S001"), "E1209");
    let asked = branch.desk.unlock_staff(&one, &id("S001")).unwrap();
    let request = asked.waits().expect("it waits for another administrator");
    assert_eq!(wrong(&mut branch, "S001"), "E1209", "the wait stands");
    assert_eq!(code_of(approve(&mut branch.desk, &one, request)), "E1101");
    approve(&mut branch.desk, &other, request).unwrap();
    assert_eq!(wrong(&mut branch, "S001"), "E1201", "lifted by two");

    // A teller's waits one lifts alone; that a hundred were wrong in a row is not forgotten by it.
    for _ in 0..=branch.desk.policy().wrong_passwords {
        assert_eq!(wrong(&mut branch, "T001"), "E1201");
        assert_eq!(branch.desk.unlock_staff(&one, &id("T001")).unwrap(), Carried::Done);
    }
    let found = demo::session(&mut branch.desk, "T001").unwrap();
    assert!(found.must_change(), "another password is asked for");
}

#[test]
fn two_ids_of_one_person_are_not_two_persons_r11_4() {
    let mut branch = Branch::open();
    let desk = &mut branch.desk;
    let (one, other) = (
        demo::session(desk, "K001").unwrap(),
        demo::session(desk, "K002").unwrap(),
    );
    // A teller who is a supervisor by another ID.
    let number = desk.ask(&one, members).unwrap();
    let of = |who: &str| {
        let member = number.iter().find(|member| member.staff.id == id(who)).unwrap();
        member.staff.person.clone().unwrap()
    };
    let asked = desk.set_person(&one, &id("S001"), Some(&of("T001")));
    countersigned(desk, asked).unwrap();
    let check = branch.seal_check("1000001");
    let asked = branch.by_teller(madoguchi::desk::Act::Unlock(madoguchi::desk::Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check: Some(check),
        serial: None,
        override_reason: None,
    }));
    let request = waiting(asked);
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1214");
    let reason = Reason::parse("見直し").unwrap();
    assert_eq!(
        code_of(branch.by_supervisor(Command::Return { request, reason })),
        "E1214"
    );
    let s002 = demo::session(&mut branch.desk, "S002").unwrap();
    assert!(branch.desk.execute(&s002, Command::Approve { request }).is_ok());

    // An administrator who gave themselves a second ID decides nothing by it: there is one person left to ask, and so nobody.
    let desk = &mut branch.desk;
    let asked = desk.set_person(&one, &id("K002"), Some(&of("K001")));
    countersigned(desk, asked).unwrap();
    assert_eq!(code_of(desk.lock_staff(&one, &id("S001"))), "E1215");
    assert_eq!(code_of(desk.lock_staff(&other, &id("S001"))), "E1215");
}

#[test]
fn what_changed_since_it_was_shown_goes_back_r11_3_r11_5() {
    let mut branch = Branch::open();
    let desk = &mut branch.desk;
    let (one, other) = (
        demo::session(desk, "K001").unwrap(),
        demo::session(desk, "K002").unwrap(),
    );
    let request = waits(desk.amend_staff(&one, &id("T001"), &to_role(Role::Supervisor)));
    desk.amend_staff(&one, &id("T001"), &to_role(Role::Auditor)).unwrap();
    assert_eq!(code_of(approve(desk, &other, request)), "E1102");
    let seen = desk.ask(&one, own_matters).unwrap();
    let seen = seen.iter().find(|view| view.id == request).unwrap();
    assert_eq!((seen.status, seen.reason.as_deref()), (Status::Returned, Some("E1102")));

    // It is sent back with a reason, or taken back by who asked alone; and it lapses.
    let ask = |desk: &mut Desk| waits(desk.lock_staff(&one, &id("S002")));
    let request = ask(desk);
    let reason = Reason::parse("本人に確かめてから").unwrap();
    assert_eq!(code_of(desk.execute(&other, Command::Withdraw { request })), "E1106");
    desk.execute(&other, Command::Return { request, reason }).unwrap();
    let request = ask(desk);
    desk.execute(&one, Command::Withdraw { request }).unwrap();
    assert_eq!(code_of(approve(desk, &other, request)), "E1104");
    let request = ask(desk);
    branch.wait(5 * 24 * 60);
    assert_eq!(code_of(approve(&mut branch.desk, &other, request)), "E1103");
    assert_eq!(branch.desk.ask(&other, matters).unwrap(), []);
}

/// A teller's password is given by one administrator alone; whoever is raised with it would be one whose password that one knows.
#[test]
fn who_is_raised_with_a_password_that_was_given_is_shown_as_that_r11_3_r11_5() {
    let mut branch = Branch::open();
    let desk = &mut branch.desk;
    let (one, other) = (
        demo::session(desk, "K001").unwrap(),
        demo::session(desk, "K002").unwrap(),
    );
    let raise = |desk: &mut Desk| waits(desk.amend_staff(&one, &id("T001"), &to_role(Role::Supervisor)));
    let request = raise(desk);
    desk.reset_password(&one, &id("T001"), &"given-at-the-desk".into())
        .unwrap();
    assert_eq!(code_of(approve(desk, &other, request)), "E1102");
    let request = raise(desk);
    let seen = desk.ask(&other, matters).unwrap();
    let shown = &seen.iter().find(|view| view.id == request).unwrap().shown;
    assert!(
        shown
            .lines
            .iter()
            .any(|line| (line.what.as_str(), line.after.as_str()) == ("first_password", "given"))
    );
    // With one of their own it is another plan.
    let session = desk.login(&id("T001"), &"given-at-the-desk".into()).unwrap();
    desk.change_password(&session, &"given-at-the-desk".into(), &"one of her own".into())
        .unwrap();
    assert_eq!(code_of(approve(desk, &other, request)), "E1102");
    let request = raise(desk);
    approve(desk, &other, request).unwrap();
}

#[test]
fn what_a_requester_asked_for_who_is_locked_by_then_is_not_approved_r11_4() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000001");
    let request = waiting(branch.by_teller(madoguchi::desk::Act::Unlock(madoguchi::desk::Unlock {
        contract: contract("1000001"),
        users: vec![login("DEN501")],
        check: Some(check),
        serial: None,
        override_reason: None,
    })));
    let one = demo::session(&mut branch.desk, "K001").unwrap();
    branch.desk.lock_staff(&one, &id("T001")).unwrap();
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1217");
    branch.desk.unlock_staff(&one, &id("T001")).unwrap();
    assert!(
        branch.by_supervisor(Command::Approve { request }).is_ok(),
        "it had only to wait"
    );

    let other = demo::session(&mut branch.desk, "K002").unwrap();
    let asked = waits(branch.desk.lock_staff(&one, &id("S002")));
    let lock = waits(branch.desk.lock_staff(&other, &id("K001")));
    // A third one, so that K001 can be locked by two others.
    let third = branch
        .desk
        .add_staff(&one, &new("K003", Role::Administrator), &"given-at-the-desk".into());
    countersigned(&mut branch.desk, third).unwrap();
    let third = branch.desk.login(&id("K003"), &"given-at-the-desk".into()).unwrap();
    approve(&mut branch.desk, &third, lock).unwrap();
    assert_eq!(code_of(approve(&mut branch.desk, &other, asked)), "E1217");
}

#[test]
fn a_store_that_never_had_a_second_administrator_lets_the_first_act_alone_and_says_so_r11_5() {
    let mut entropy = Repeatable(5);
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
    let mut desk = Desk::new(opened, Clock::fixed(demo::start()), Box::new(entropy), "test").unwrap();
    let given = "given-at-the-desk".into();
    desk.add_first_administrator(&new("K001", Role::Administrator), &given)
        .unwrap();
    let one = desk.login(&id("K001"), &given).unwrap();
    let power = |desk: &mut Desk, who: &Session| desk.ask(who, today).unwrap().power.alone;
    assert_eq!(power(&mut desk, &one), Some(0));
    let alone = |asked: Result<Carried, Error>| assert!(matches!(asked, Ok(Carried::Alone { .. })), "{asked:?}");
    alone(desk.add_staff(&one, &new("S001", Role::Supervisor), &given));
    let supervisor = desk.login(&id("S001"), &given).unwrap();
    assert_eq!(power(&mut desk, &supervisor), Some(1), "every menu says so");
    let entries = desk.look(&supervisor).trail(&Filter {
        contract: None,
        limit: 20,
    });
    let added = entries.unwrap();
    let added = added.iter().find(|entry| entry.draft.action == "add_staff").unwrap();
    assert!(added.draft.detail.starts_with("alone; "), "{added:?}");

    // The second one is added alone too; from then on nobody is single again.
    alone(desk.add_staff(&one, &new("K002", Role::Administrator), &given));
    assert_eq!(power(&mut desk, &one), None);
    let other = desk.login(&id("K002"), &given).unwrap();
    let lock = waits(desk.lock_staff(&other, &id("K001")));
    assert_eq!(code_of(approve(&mut desk, &other, lock)), "E1101");
    let lower = waits(desk.amend_staff(&one, &id("K002"), &to_role(Role::Teller)));
    assert_eq!(code_of(approve(&mut desk, &one, lower)), "E1101");
    approve(&mut desk, &other, lower).unwrap();
    assert_eq!(power(&mut desk, &one), None, "never single again");
    assert_eq!(code_of(desk.lock_staff(&one, &id("S001"))), "E1215");
}

#[test]
fn with_one_administrator_left_a_supervisor_confirms_the_appointment_of_a_second_and_nothing_else_r11_5() {
    let mut branch = Branch::open();
    let desk = &mut branch.desk;
    let (one, other) = (
        demo::session(desk, "K001").unwrap(),
        demo::session(desk, "K002").unwrap(),
    );
    // The second one is lowered by both of them.
    let lower = waits(desk.amend_staff(&one, &id("K002"), &to_role(Role::Teller)));
    assert_eq!(
        code_of(desk.amend_staff(&other, &id("K002"), &to_role(Role::Teller))),
        "E1208"
    );
    approve(desk, &other, lower).unwrap();
    for (name, ask) in ACTS {
        match ask(desk, &one) {
            Ok(Carried::Waiting { decider, .. }) => {
                assert_eq!((name, decider), ("add_staff", Decider::Supervisor));
            }
            // K002 decides about nothing any more, so locking them is no matter of power.
            Ok(Carried::Done) => assert_eq!(name, "lock_staff"),
            refused => assert_eq!(code_of(refused), "E1215", "{name}"),
        }
    }
    let asked = desk.ask(&one, matters).unwrap();
    assert_eq!(asked.len(), 1, "the appointment alone");
    assert_eq!(code_of(approve(desk, &one, asked[0].id)), "E1101");
    let s001 = branch.supervisor.clone();
    approve(&mut branch.desk, &s001, asked[0].id).unwrap();
    let second = branch.desk.login(&id("K009"), &"given-at-the-desk".into()).unwrap();
    assert_eq!(second.staff().role, Role::Administrator);
}

#[test]
fn who_is_locked_is_not_locked_again_and_nobody_is_asked_to_r11_3_r11_5() {
    let mut branch = Branch::open();
    let desk = &mut branch.desk;
    let (one, other) = (
        demo::session(desk, "K001").unwrap(),
        demo::session(desk, "K002").unwrap(),
    );
    let (first, second) = (
        waits(desk.lock_staff(&one, &id("S001"))),
        waits(desk.lock_staff(&one, &id("S001"))),
    );
    approve(desk, &other, first).unwrap();
    assert_eq!(code_of(desk.lock_staff(&one, &id("S001"))), "E1709");
    assert!(approve(desk, &other, second).is_err(), "it is another act by now");
    assert_eq!(desk.ask(&one, matters).unwrap().len(), 0);
    // One alone locks a teller, once.
    desk.lock_staff(&one, &id("T001")).unwrap();
    assert_eq!(code_of(desk.lock_staff(&one, &id("T001"))), "E1709");
}

#[test]
fn the_hash_of_a_first_password_waits_with_it_and_is_gone_with_the_decision_r12_3() {
    let folder = tempfile::tempdir().unwrap();
    let at = madoguchi::store::Location {
        store: folder.path().join("data/madoguchi.db"),
        key: folder.path().join("keys/madoguchi.key"),
    };
    let clock = Clock::fixed(demo::start());
    let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
    let mut desk = Desk::new(made, clock.clone(), Box::new(Repeatable(8)), "test").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    let (one, other) = (
        demo::session(&mut desk, "K001").unwrap(),
        demo::session(&mut desk, "K002").unwrap(),
    );
    let request = waits(desk.reset_password(&one, &id("S001"), &"given-at-the-desk".into()));
    assert!(
        demo::session(&mut desk, "S001").is_ok(),
        "the old one counts until then"
    );
    approve(&mut desk, &other, request).unwrap();
    assert!(
        desk.login(&id("S001"), &"given-at-the-desk".into())
            .unwrap()
            .must_change()
    );
    let shown = format!("{:?}", desk.ask(&one, own_matters).unwrap());
    assert!(!shown.contains("argon2id"), "{shown}");
    let connection = rusqlite::Connection::open(&at.store).unwrap();
    let kept: i64 = connection
        .query_row("SELECT count(*) FROM countersign WHERE secret IS NOT NULL", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap();
    assert_eq!(kept, 0);
}
