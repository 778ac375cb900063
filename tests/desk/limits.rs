//! What an hour allows (R7.6), what a mistake of the bank's comes to (R7.7), and what looking leaves (R12.4).

use chrono::TimeDelta;
use madoguchi::desk::{Act, Command, Outcome, Revoke, Traced, Unlock};
use madoguchi::domain::approval::{Approval, Status};
use madoguchi::domain::identity::{Action, Channel, Method};
use madoguchi::domain::policy;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::{Held, Stock};
use madoguchi::domain::values::{self, CheckId, RequestId, Serial, StaffId};
use madoguchi::store::{Filter, Place, Sought, Written};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract, done, login, waiting};

const NUMBER: &str = "1000002";
const SERIAL: &str = "200000251";

pub(crate) fn lost(number: &str, users: &[&str], check: CheckId) -> Act {
    Act::Revoke(Revoke {
        contract: contract(number),
        users: users.iter().map(|user| login(user)).collect(),
        reason: Reason::Loss,
        check: Some(check),
    })
}

fn reason(text: &str) -> values::Reason {
    values::Reason::parse(text).unwrap()
}

impl Branch {
    /// One revocation for loss an hour.
    pub(crate) fn of_one_loss() -> Self {
        Self::under(&policy::DEFAULT.replace("lost_per_hour = \"10 times\"", "lost_per_hour = \"1 times\""))
    }

    fn fob(&self, serial: &str) -> (Stock, Option<Held>) {
        let sheet = self.desk.look(&self.teller).sheet(&contract(NUMBER)).unwrap();
        let token = sheet.case.tokens.iter().find(|token| token.serial.as_str() == serial);
        let token = token.unwrap();
        (token.stock, token.held)
    }

    /// What a menu says of stops: the supervisor's, or the teller's.
    fn stops_told(&self, supervisor: bool) -> Option<u64> {
        let who = if supervisor { &self.supervisor } else { &self.teller };
        self.desk.look(who).today().unwrap().stops
    }

    fn states_of(&self, number: &str) -> Vec<OtpState> {
        let sheet = self.desk.look(&self.teller).sheet(&contract(number)).unwrap();
        sheet.rows.iter().map(|row| row.state).collect()
    }

    fn loses(&mut self) -> RequestId {
        let check = self.seal_check(NUMBER);
        done(self.by_teller(lost(NUMBER, &["DEN502", "DEN502J1"], check))).request
    }

    fn send_back(&mut self, request: RequestId) -> Result<Outcome, madoguchi::desk::Error> {
        self.by_supervisor(Command::Return {
            request,
            reason: reason("別の契約と取り違えた"),
        })
    }
}

#[test]
fn one_too_many_in_the_hour_stops_the_fob_at_once_and_waits_for_a_supervisor_r7_6() {
    let mut branch = Branch::of_one_loss();
    let check = branch.seal_check("1000001");
    done(branch.by_teller(lost("1000001", &["DEN501"], check)));

    let check = branch.check(NUMBER, Channel::Telephone, vec![]);
    let act = lost(NUMBER, &["DEN502", "DEN502J1"], check);
    let shown = branch.desk.preview(&branch.teller, &act).unwrap();
    assert_eq!(shown.approval, Approval::Before);
    let stopped = shown.stopped.clone().unwrap();
    assert_eq!(
        (stopped.serials[0].as_str(), stopped.times, stopped.receipt),
        (SERIAL, 1, None)
    );
    let outcome = branch.desk.execute_as_seen(&branch.teller, &act, shown.digest());
    let Ok(Outcome::Waiting { request, shown }) = outcome else {
        panic!("{outcome:?}")
    };
    let receipt = shown.stopped.unwrap().receipt.unwrap();
    assert_eq!(
        branch.fob(SERIAL),
        (Stock::Issued, Some(Held::Caller)),
        "nobody is left with a live lost fob"
    );
    assert_eq!(branch.states_of(NUMBER), [OtpState::Suspended; 2]);

    // The stop has its own request, receipt and entry, and is looked over; both rest on the one check.
    let queue = branch.desk.look(&branch.supervisor).requests().unwrap();
    let of = |action| {
        queue
            .iter()
            .find(|view| view.shown.action == action && view.shown.contract.as_str() == NUMBER)
    };
    let stop = of(Action::Stop).unwrap();
    assert_eq!(
        (stop.status, stop.receipt.as_deref()),
        (Status::ToLookOver, Some(receipt.as_str()))
    );
    let sought = Sought {
        actions: vec!["stop".into(), "revoke".into()],
        ..Sought::default()
    };
    let page = branch
        .desk
        .look(&branch.supervisor)
        .trail_page(&sought, Place::Newest, 2)
        .unwrap();
    let entries: Vec<_> = page
        .page
        .entries
        .iter()
        .map(|entry| (entry.draft.action.as_str(), entry.draft.result))
        .collect();
    assert_eq!(entries, [("revoke", Written::Waiting), ("stop", Written::Done)]);

    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(receipt.shown.tokens[0].after, Stock::Lost);
    assert_eq!(branch.fob(SERIAL).0, Stock::Lost);
}

#[test]
fn the_hour_is_counted_a_person_and_is_half_open_r7_6_r2_3() {
    let mut branch = Branch::of_one_loss();
    let check = branch.seal_check("1000001");
    done(branch.by_teller(lost("1000001", &["DEN501"], check)));
    // Another person has made none yet, and reasons that leave the fob alive count for nothing.
    branch.clock.move_by(TimeDelta::minutes(59) + TimeDelta::seconds(59));
    let check = branch.seal_check(NUMBER);
    let act = lost(NUMBER, &["DEN502"], check);
    assert_eq!(
        branch.desk.preview(&branch.teller, &act).unwrap().approval,
        Approval::Before
    );
    let exchanged = Act::Revoke(Revoke {
        contract: contract(NUMBER),
        users: vec![login("DEN502")],
        reason: Reason::Exchange,
        check: Some(check),
    });
    assert_eq!(
        branch.desk.preview(&branch.teller, &exchanged).unwrap().approval,
        Approval::After
    );
    branch.clock.move_by(TimeDelta::seconds(1));
    assert_eq!(
        branch.desk.preview(&branch.teller, &act).unwrap().approval,
        Approval::After
    );
    done(branch.by_teller(act));
}

#[test]
fn many_stops_within_the_hour_are_on_every_supervisors_menu_r7_6() {
    let text = policy::DEFAULT.replace("stops_told = \"30 times\"", "stops_told = \"1 times\"");
    let mut branch = Branch::under(&text);
    assert_eq!(branch.stops_told(true), None);
    let check = branch.check(NUMBER, Channel::Telephone, vec![]);
    done(branch.by_teller(Act::Stop(madoguchi::desk::Stop {
        contract: contract(NUMBER),
        serial: Serial::parse(SERIAL).unwrap(),
        also: Vec::new(),
        check: Some(check),
    })));
    assert_eq!(branch.stops_told(true), Some(1));
    assert_eq!(branch.stops_told(false), None);
    let until = branch.desk.look(&branch.supervisor).today().unwrap().until;
    assert!(
        until <= branch.now() + TimeDelta::hours(1),
        "the menu reads again when it is over"
    );
    branch.wait(60);
    assert_eq!(branch.stops_told(true), None);
}

#[test]
fn a_mistake_is_sent_back_users_stay_revoked_and_the_bank_lifts_the_fob_r7_7() {
    let mut branch = Branch::open();
    let request = branch.loses();
    assert_eq!(branch.fob(SERIAL).0, Stock::Lost);
    let before = branch.states_of(NUMBER);
    assert!(matches!(before[0], OtpState::Revoked(_)));
    let notices = |branch: &Branch| branch.desk.look(&branch.supervisor).notices(5000).unwrap().len();
    let told = notices(&branch);
    assert!(matches!(branch.send_back(request), Ok(Outcome::Returned { .. })));
    assert_eq!(branch.fob(SERIAL), (Stock::Issued, Some(Held::Returned)));
    assert_eq!(branch.states_of(NUMBER), before, "nobody shortens a closed period");
    assert!(notices(&branch) > told, "R14.1");
    // Who did it hears why (R11.7).
    let own = branch.desk.look(&branch.teller).own_requests().unwrap();
    let mine = own.iter().find(|own| own.view.id == request).unwrap();
    assert_eq!((mine.is_news, mine.view.status), (true, Status::Returned));
    assert_eq!(code_of(branch.send_back(request)), "E1104");

    // Nobody is registered with it: it is lifted by its serial, with two kinds and an approval (R9.3, R10.3).
    let check = branch.seal_check(NUMBER);
    let lift = |users: &[&str], serial: &str| {
        Act::Unlock(Unlock {
            contract: contract(NUMBER),
            users: users.iter().map(|user| login(user)).collect(),
            serial: (!serial.is_empty()).then(|| Serial::parse(serial).unwrap()),
            check: Some(check),
            override_reason: None,
        })
    };
    assert_eq!(branch.refused(lift(&["DEN502"], "")), "E0901");
    assert_eq!(branch.refused(lift(&[], "")), "E0203");
    assert_eq!(branch.refused(lift(&[], "99999999")), "E0301");
    let request = waiting(branch.by_teller(lift(&[], SERIAL)));
    done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(branch.fob(SERIAL), (Stock::Issued, None));
    let check = branch.seal_check(NUMBER);
    let again = Act::Unlock(Unlock {
        contract: contract(NUMBER),
        users: Vec::new(),
        serial: Some(Serial::parse(SERIAL).unwrap()),
        check: Some(check),
        override_reason: None,
    });
    assert_eq!(branch.refused(again), "E1126");
}

#[test]
fn after_a_look_or_seven_days_lost_is_for_ever_r7_7() {
    let mut branch = Branch::open();
    let request = branch.loses();
    branch.by_supervisor(Command::LookOver { request }).unwrap();
    assert_eq!(code_of(branch.send_back(request)), "E1104");
    assert_eq!(branch.fob(SERIAL).0, Stock::Lost);

    let mut branch = Branch::open();
    let request = branch.loses();
    branch.clock.move_by(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert!(branch.send_back(request).is_ok());
    let mut branch = Branch::open();
    let request = branch.loses();
    branch.clock.move_by(TimeDelta::days(7));
    assert_eq!(code_of(branch.send_back(request)), "E1123");
    assert_eq!(branch.fob(SERIAL).0, Stock::Lost);
    assert!(branch.by_supervisor(Command::LookOver { request }).is_ok());
}

#[test]
fn nobody_sends_back_their_own_and_only_a_supervisor_does_r7_7_r11_2() {
    let mut branch = Branch::open();
    let request = branch.loses();
    let back = |request| Command::Return {
        request,
        reason: reason("取り違え"),
    };
    assert_eq!(code_of(branch.by_teller(back(request))), "E1203");
    let other = demo::session(&mut branch.desk, "T002").unwrap();
    assert_eq!(code_of(branch.desk.execute(&other, back(request))), "E1203");
}

#[test]
fn the_first_look_of_a_day_is_an_entry_and_no_other_r12_4() {
    let mut branch = Branch::open();
    let number = contract(NUMBER);
    let looks = |branch: &Branch| {
        let of = Filter {
            contract: Some(number.clone()),
            limit: 100,
        };
        let entries = branch.desk.look(&branch.supervisor).trail(&of).unwrap();
        entries.iter().filter(|entry| entry.draft.action == "look").count()
    };
    assert_eq!(
        branch.desk.look_at_contract(&branch.teller, &number).unwrap(),
        Traced::Written
    );
    assert_eq!(
        branch.desk.look_at_contract(&branch.teller, &number).unwrap(),
        Traced::Before
    );
    assert_eq!(
        branch.desk.look_at_contract(&branch.supervisor, &number).unwrap(),
        Traced::Written
    );
    assert_eq!(looks(&branch), 2);
    // Reading again is no look, and the contract's own history is of what was done.
    let sheet = branch.desk.look(&branch.teller).sheet(&number).unwrap();
    assert!(sheet.history.iter().all(|entry| entry.draft.action != "look"));
    assert_eq!(looks(&branch), 2);
    branch.clock.move_by(TimeDelta::days(1));
    assert_eq!(
        branch.desk.look_at_contract(&branch.teller, &number).unwrap(),
        Traced::Written
    );
    assert_eq!(looks(&branch), 3);
}

#[test]
fn a_refused_look_is_an_attempt_r12_1_r12_4() {
    let mut branch = Branch::open();
    let before = branch.trail_length();
    let unknown = contract("9999999");
    assert_eq!(code_of(branch.desk.look_at_contract(&branch.teller, &unknown)), "E0201");
    let admin = demo::session(&mut branch.desk, "K001").unwrap();
    let before = before + 2;
    assert_eq!(
        code_of(branch.desk.look_at_contract(&admin, &contract(NUMBER))),
        "E1203"
    );
    let serial = Serial::parse("99999999").unwrap();
    let looked = branch.desk.look_up(&branch.teller, serial.as_str(), |look| {
        let rows = look.tokens(&serial)?;
        if rows.is_empty() {
            return Err(madoguchi::domain::Refusal::TokenUnknown.into());
        }
        Ok(())
    });
    assert_eq!(code_of(looked), "E0301");
    assert_eq!(branch.trail_length(), before + 3);
}

#[test]
fn auditors_have_all_of_it_on_one_screen_r12_4() {
    let mut branch = Branch::open();
    let auditor = demo::session(&mut branch.desk, "A001").unwrap();
    branch.desk.look_at_contract(&branch.teller, &contract(NUMBER)).unwrap();
    let check = branch.check(NUMBER, Channel::Counter, vec![Method::Seal]);
    done(branch.by_teller(Act::Stop(madoguchi::desk::Stop {
        contract: contract(NUMBER),
        serial: Serial::parse(SERIAL).unwrap(),
        also: Vec::new(),
        check: Some(check),
    })));
    let review = branch.desk.review(&auditor).unwrap();
    assert_eq!((review.looks[0].actor.as_str(), review.looked["T001"]), ("T001", 1));
    assert_eq!(review.stops["T001"], (1, 1));
    assert!(review.members.iter().any(|member| member.id.as_str() == "K002"));
    assert!(review.dormant.iter().all(|(id, ..)| id.as_str() != "T001"));
    assert_eq!(code_of(branch.desk.review(&branch.teller)), "E1203");
}

#[test]
fn who_works_by_command_or_approves_at_another_s_terminal_is_there_r12_4() {
    let mut branch = Branch::open();
    branch.wait(branch.desk.policy().dormant_after.num_minutes() + 1);
    let dormant = |branch: &mut Branch| -> Vec<String> {
        let auditor = demo::session(&mut branch.desk, "A001").unwrap();
        let review = branch.desk.review(&auditor).unwrap();
        review.dormant.iter().map(|(id, ..)| id.to_string()).collect()
    };
    let who = |list: &[String], id: &str| list.iter().any(|known| known == id);
    let found = dormant(&mut branch);
    assert!(who(&found, "T001") && who(&found, "S001"), "{found:?}");
    assert!(!who(&found, "A001"), "a login");

    // What a command and an approval at another's terminal do: the password is looked at, and it is no login.
    let vouched = branch
        .desk
        .vouch(&StaffId::parse("T001").unwrap(), &"tantou-no-mihon".into());
    let before = vouched.unwrap().last_login_at().unwrap();
    assert!(before < branch.now() - branch.desk.policy().dormant_after);
    let wrong = branch
        .desk
        .vouch(&StaffId::parse("S001").unwrap(), &"no password".into());
    assert_eq!(code_of(wrong), "E1201");
    let found = dormant(&mut branch);
    assert!(!who(&found, "T001") && who(&found, "S001"), "{found:?}");
    let again = demo::session(&mut branch.desk, "T001").unwrap();
    assert_eq!(
        again.last_login_at(),
        Some(before),
        "前回ログイン tells of logins alone"
    );
}
