//! Who asks and who decides: every pair of roles on every action, one person in both, and roles that change in between.

mod checks;

use chrono::TimeDelta;
use madoguchi::desk::{
    Act, Amend, Close, Command, Error, Issue, LiftPasswords, NewFob, Outcome, Register, Replace, Resync, Revoke,
    Session, Stop, Unlock,
};
use madoguchi::domain::amendment::Wish;
use madoguchi::domain::approval::{self, Approval, Status};
use madoguchi::domain::calendar;
use madoguchi::domain::identity::{Action, Channel, Method, Person};
use madoguchi::domain::revocation;
use madoguchi::domain::staff::{Role, StaffChange};
use madoguchi::domain::stock::{Cause, Way};
use madoguchi::domain::values::{CheckId, PersonNumber, Phone, RequestId, Serial, StaffId};
use madoguchi::training::demo::{self, STAFF};

use crate::support::{Branch, code_of, contract, countersigned, login};

impl Branch {
    fn session_of(&mut self, id: &str) -> Session {
        demo::session(&mut self.desk, id).unwrap()
    }

    /// The administrator gives a member another role.
    fn becomes(&mut self, id: &str, role: Role) {
        if self.session_of(id).staff().role == role {
            return;
        }
        let administrator = self.session_of("K001");
        let change = StaffChange {
            role: Some(role),
            ..StaffChange::default()
        };
        let id = StaffId::parse(id).unwrap();
        let asked = self.desk.amend_staff(&administrator, &id, &change);
        countersigned(&mut self.desk, asked).unwrap();
    }

    fn is_locked(&mut self, id: &str, locked: bool) {
        let administrator = self.session_of("K001");
        let id = StaffId::parse(id).unwrap();
        let done = if locked {
            self.desk.lock_staff(&administrator, &id)
        } else {
            self.desk.unlock_staff(&administrator, &id)
        };
        countersigned(&mut self.desk, done).unwrap();
    }

    /// A check by that member, strong enough for every action, in the way their role may.
    fn checked_by(&mut self, who: &Session, number: &str) -> Result<CheckId, Error> {
        let (channel, beside) = match who.staff().role {
            Role::SupportDesk => (Channel::Telephone, Method::CallBack),
            _ => (Channel::Counter, Method::Seal),
        };
        let begin = Command::BeginCheck {
            contract: contract(number),
            channel,
            person: Person::Representative,
        };
        let Outcome::CheckBegun { check, questions } = self.desk.execute(who, begin)? else {
            panic!("not begun")
        };
        let facts = Method::Facts(questions.into_iter().map(|question| question.fact).collect());
        let methods = vec![beside, facts];
        demo::earn(&mut self.desk, who, check, &methods)?;
        let finish = Command::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        };
        self.desk.execute(who, finish).map(|_| check)
    }

    /// The action with all it takes, as that member prepares it; the contract that each is tried on is ready for it.
    fn prepared_by(&mut self, who: &Session, action: Action) -> Result<Act, Error> {
        let show = |branch: &Self, serial: &str, minutes: i64| {
            let at = branch.now() + TimeDelta::minutes(minutes);
            branch.fobs.code(&Serial::parse(serial).unwrap(), at).unwrap().code
        };
        Ok(match action {
            Action::Unlock => Act::Unlock(Unlock {
                contract: contract("1000001"),
                users: vec![login("DEN501")],
                check: Some(self.checked_by(who, "1000001")?),
                serial: None,
                override_reason: None,
            }),
            Action::Revoke => Act::Revoke(Revoke {
                contract: contract("1000002"),
                users: vec![login("DEN502")],
                reason: revocation::Reason::Defect,
                check: Some(self.checked_by(who, "1000002")?),
            }),
            Action::Stop => Act::Stop(Stop {
                contract: contract("1000002"),
                serial: Serial::parse("200000251").unwrap(),
                also: Vec::new(),
                check: Some(self.checked_by(who, "1000002")?),
            }),
            Action::Register => {
                let (number, serial) = (contract("1000004"), Serial::parse("40000111").unwrap());
                let tried = Command::CheckCode {
                    contract: number.clone(),
                    serial: serial.clone(),
                    code: show(self, "40000111", 0).into(),
                    user: Some(login("DEN504")),
                };
                let Outcome::CodeAccepted { proof } = self.desk.execute(who, tried)? else {
                    panic!("not accepted")
                };
                Act::Register(Register {
                    contract: number,
                    user: login("DEN504"),
                    serial,
                    proof: Some(proof),
                    check: Some(self.checked_by(who, "1000004")?),
                })
            }
            Action::Resync => {
                let (number, serial) = (contract("1000003"), Serial::parse("0030000137").unwrap());
                let check = Some(self.checked_by(who, "1000003")?);
                let read_out = Command::CheckClock {
                    contract: number.clone(),
                    serial: serial.clone(),
                    first: show(self, "0030000137", 6).into(),
                    second: show(self, "0030000137", 7).into(),
                    check,
                };
                let Outcome::ClockFound { proof, .. } = self.desk.execute(who, read_out)? else {
                    panic!("not found")
                };
                Act::Resync(Resync {
                    contract: number,
                    serial,
                    proof: Some(proof),
                    check,
                })
            }
            Action::Amend => Act::Amend(Amend {
                contract: contract("1000005"),
                wish: Box::new(Wish {
                    phone: Some(Phone::parse("03-0000-7777").unwrap()),
                    ..Wish::default()
                }),
                check: Some(self.checked_by(who, "1000005")?),
            }),
            // R17.1, R17.2: six wrong login passwords stop the address that the only administrator sits at.
            Action::LiftPasswords => {
                let mut portal = madoguchi::portal::Portal::over(self.desk.office());
                for _ in 0..6 {
                    assert!(portal.login(&login("DEN506"), &"not the one".into()).is_err());
                    self.clock.move_by(TimeDelta::minutes(31));
                }
                Act::LiftPasswords(LiftPasswords {
                    contract: contract("1000006"),
                    user: login("DEN506"),
                    check: Some(self.checked_by(who, "1000006")?),
                })
            }
            Action::Close => Act::Close(Close {
                contract: contract("1000005"),
                on: calendar::day_of(self.now()),
                handed_in: vec![],
                branch: None,
                check: Some(self.checked_by(who, "1000005")?),
            }),
            Action::Issue | Action::Replace => {
                let number = contract("1000007");
                let serial = self.desk.look(who).next_fob()?.unwrap().serial;
                let shown = Command::Inspect {
                    contract: number.clone(),
                    serial: serial.clone(),
                    maker: None,
                    code: show(self, serial.as_str(), 0).into(),
                    next: None,
                };
                let Outcome::CodeAccepted { proof } = self.desk.execute(who, shown)? else {
                    panic!("not accepted")
                };
                let check = Some(self.checked_by(who, "1000007")?);
                let fob = NewFob {
                    serial,
                    maker: None,
                    way: Way::Counter,
                    applied: None,
                    waived: None,
                    proof: Some(proof),
                };
                let contract = number;
                if action == Action::Issue {
                    Act::Issue(Issue { contract, fob, check })
                } else {
                    Act::Replace(Replace {
                        contract,
                        old: Serial::parse("70000444").unwrap(),
                        cause: Cause::Defect,
                        handed_in: false,
                        fob,
                        check,
                    })
                }
            }
        })
    }

    /// The request of an action that member asks for.
    fn asked_for(&mut self, who: &Session, action: Action) -> Result<RequestId, Error> {
        let command = self.prepared_by(who, action)?;
        Ok(match self.desk.execute(who, command)? {
            Outcome::Waiting { request, .. } => request,
            Outcome::Done(receipt) => receipt.request,
            other => panic!("{other:?}"),
        })
    }

    fn status(&self, request: RequestId) -> Status {
        let view = self.desk.look(&self.supervisor).request(request).unwrap();
        view.status
    }
}

/// What the second person does about an action: 承認, or 事後確認 of what was done at once.
fn decision(action: Action, request: RequestId) -> Command {
    match approval::needed(action) {
        Approval::Before => Command::Approve { request },
        Approval::After => Command::LookOver { request },
    }
}

/// Who asks for an action: of fobs not the support desk (R15.9).
fn asks(role: Role, action: Action) -> bool {
    match role {
        Role::Auditor | Role::Administrator => false,
        Role::SupportDesk => !matches!(action, Action::Issue | Action::Replace),
        _ => true,
    }
}

/// Six roles ask for each action, six decide about it, and the maker tries in each role too.
#[test]
fn of_every_pair_of_roles_on_every_action_only_another_supervisor_decides_r11_1_r11_2() {
    let mut tried = 0;
    for role in Role::ALL {
        for action in Action::ALL {
            let mut branch = Branch::open();
            branch.becomes("T001", role);
            let maker = branch.session_of("T001");
            if !asks(role, action) {
                assert_eq!(
                    code_of(branch.asked_for(&maker, action)),
                    "E1203",
                    "{role:?} {action:?}"
                );
                continue;
            }
            let request = branch.asked_for(&maker, action).unwrap();
            let before = branch.status(request);
            // The maker, whatever their role is by now.
            for other in Role::ALL {
                branch.becomes("T001", other);
                let expected = if other == Role::Supervisor { "E1101" } else { "E1203" };
                let told = branch.desk.execute(&maker, decision(action, request));
                assert_eq!(code_of(told), expected, "{role:?} {action:?} as {other:?}");
                tried += 1;
            }
            branch.becomes("T001", role);
            // Everybody else, a supervisor last.
            for (id, _, other, _) in STAFF.iter().filter(|(id, ..)| !["T001", "S001", "S002"].contains(id)) {
                let who = branch.session_of(id);
                let told = branch.desk.execute(&who, decision(action, request));
                assert_eq!(code_of(told), "E1203", "{role:?} {action:?} by {other:?}");
                tried += 1;
            }
            assert_eq!(branch.status(request), before, "nothing was decided");
            let told = branch.by_supervisor(decision(action, request));
            assert!(told.is_ok(), "{role:?} {action:?}: {told:?}");
            assert_eq!(branch.status(request), Status::Done);
            let again = branch.session_of("S002");
            assert_eq!(code_of(branch.desk.execute(&again, decision(action, request))), "E1104");
            tried += 2;
        }
    }
    assert_eq!(tried, (4 * Action::ALL.len() - 2) * 14);
}

#[test]
fn at_the_terminal_it_is_another_person_too_and_never_for_the_support_desk_r11_1_r11_2() {
    for (maker, approver, expected) in [
        ("T001", "T002", "E1203"),
        ("S001", "S001", "E1101"),
        ("D001", "S001", "E1107"),
        ("T001", "S001", "ok"),
        ("S001", "S002", "ok"),
    ] {
        let mut branch = Branch::open();
        let who = branch.session_of(maker);
        let request = branch.asked_for(&who, Action::Unlock).unwrap();
        let password = STAFF.iter().find(|(id, ..)| *id == approver).unwrap().3;
        let id = StaffId::parse(approver).unwrap();
        let told = branch.desk.approve_here(&id, &password.into(), request);
        let told = told.as_ref().map_or_else(Error::code, |_| "ok");
        assert_eq!(told, expected, "{maker} {approver}");
    }
}

/// Who asks in a role and has another when it comes to the approval: the request goes back, in words.
#[test]
fn who_no_longer_has_the_role_they_asked_in_is_named_and_the_request_goes_back_r11_2() {
    for (from, to) in [
        (Role::Teller, Role::Supervisor),
        (Role::Teller, Role::Auditor),
        (Role::Supervisor, Role::Teller),
        (Role::SupportDesk, Role::Teller),
    ] {
        let mut branch = Branch::open();
        branch.becomes("T001", from);
        let maker = branch.session_of("T001");
        let request = branch.asked_for(&maker, Action::Unlock).unwrap();
        branch.becomes("T001", to);
        assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1108");
        let view = branch.desk.look(&branch.supervisor).request(request).unwrap();
        assert_eq!((view.status, view.reason.as_deref()), (Status::Returned, Some("E1108")));
        branch.becomes("T001", from);
        assert_eq!(
            code_of(branch.by_supervisor(Command::Approve { request })),
            "E1104",
            "for good"
        );
    }
}

/// 差戻し decides as 承認 does: nobody sends back what they asked for themselves, under any ID of theirs, before it is done or after.
/// Taking it back is 取下げ, which says so.
#[test]
fn nobody_sends_their_own_request_back_r11_2_r11_4() {
    let mut branch = Branch::open();
    let reason = || madoguchi::domain::values::Reason::parse("見直し").unwrap();
    let supervisor = branch.supervisor.clone();
    let administrator = branch.session_of("K001");
    let same = PersonNumber::parse("900001").unwrap();
    for (action, at_once) in [(Action::Unlock, false), (Action::Revoke, true)] {
        let request = branch.asked_for(&supervisor, action).unwrap();
        let back = Command::Return {
            request,
            reason: reason(),
        };
        assert_eq!(
            code_of(branch.desk.execute(&supervisor, back.clone())),
            "E1101",
            "{action:?}"
        );
        // Their second ID is the same person.
        for id in ["S001", "S002"] {
            let asked = branch
                .desk
                .set_person(&administrator, &StaffId::parse(id).unwrap(), Some(&same));
            countersigned(&mut branch.desk, asked).unwrap();
        }
        let second = branch.session_of("S002");
        assert_eq!(
            code_of(branch.desk.execute(&second, back.clone())),
            "E1214",
            "{action:?}"
        );
        let asked = branch
            .desk
            .set_person(&administrator, &StaffId::parse("S002").unwrap(), None);
        countersigned(&mut branch.desk, asked).unwrap();
        let withdraw = Command::Withdraw { request };
        let withdrawn = branch.desk.execute(&supervisor, withdraw);
        if at_once {
            assert_eq!(code_of(withdrawn), "E1104", "what is done is done");
            let other = branch.session_of("S002");
            branch.desk.execute(&other, Command::LookOver { request }).unwrap();
        } else {
            withdrawn.unwrap();
        }
        let asked = branch
            .desk
            .set_person(&administrator, &StaffId::parse("S001").unwrap(), None);
        countersigned(&mut branch.desk, asked).unwrap();
    }
}

#[test]
fn who_is_locked_or_no_supervisor_any_more_decides_nothing_r11_2() {
    let mut branch = Branch::open();
    let (maker, supervisor) = (branch.teller.clone(), branch.supervisor.clone());
    let request = branch.asked_for(&maker, Action::Unlock).unwrap();
    let reason = madoguchi::domain::values::Reason::parse("見直し").unwrap();
    let all = [
        Command::Approve { request },
        Command::Return { request, reason },
        Command::LookOver { request },
    ];
    branch.is_locked("S001", true);
    for command in &all {
        assert_eq!(code_of(branch.desk.execute(&supervisor, command.clone())), "E1202");
    }
    branch.is_locked("S001", false);
    branch.becomes("S001", Role::Teller);
    for command in &all {
        assert_eq!(code_of(branch.desk.execute(&supervisor, command.clone())), "E1203");
    }
    branch.becomes("S001", Role::Supervisor);
    assert!(branch.desk.execute(&supervisor, Command::Approve { request }).is_ok());
}
