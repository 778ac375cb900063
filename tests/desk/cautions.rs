//! Cautions (R10.5): the third failed check of a day, and checks that are begun and left, send a contract to a supervisor.

use madoguchi::desk::{Act, Command, Outcome, Revoke, Session, Stop, Unlock};
use madoguchi::domain::identity::{Channel, Fact, Method, Person};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::{CheckId, Reason as Words, Serial};
use madoguchi::store::Filter;
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract, done, login, waiting};

const NUMBER: &str = "1000001";

fn begin(number: &str) -> Command {
    Command::BeginCheck {
        contract: contract(number),
        channel: Channel::Counter,
        person: Person::Representative,
    }
}

fn unlock(check: Option<CheckId>) -> Act {
    Act::Unlock(Unlock {
        contract: contract(NUMBER),
        users: vec![login("DEN501")],
        check,
        serial: None,
        override_reason: None,
    })
}

fn lift() -> Command {
    Command::LiftCaution {
        contract: contract(NUMBER),
        reason: Words::parse("登録電話でご本人に確認").unwrap(),
    }
}

impl Branch {
    fn begun(&mut self, by: &Session) -> (CheckId, Vec<Fact>) {
        match self.desk.execute(by, begin(NUMBER)) {
            Ok(Outcome::CheckBegun { check, questions }) => (check, questions.into_iter().map(|q| q.fact).collect()),
            other => panic!("not begun: {other:?}"),
        }
    }

    fn finished(&mut self, by: &Session, check: CheckId, methods: Vec<Method>, confirmed: bool) -> bool {
        if confirmed {
            demo::earn(&mut self.desk, by, check, &methods).unwrap();
        }
        let command = Command::FinishCheck {
            check,
            methods,
            confirmed,
            why: (!confirmed).then(madoguchi::training::demo::unknown).flatten(),
        };
        match self.desk.execute(by, command) {
            Ok(Outcome::CheckFinished { cautioned, .. }) => cautioned,
            other => panic!("not finished: {other:?}"),
        }
    }

    /// A check that fails; whether it raised a caution.
    fn failed(&mut self, by: &Session) -> bool {
        let (check, _) = self.begun(by);
        self.finished(by, check, vec![], false)
    }

    fn confirmed(&mut self, by: &Session) -> CheckId {
        let (check, facts) = self.begun(by);
        self.finished(by, check, vec![Method::Seal, Method::Facts(facts)], true);
        check
    }

    pub(super) fn session(&mut self, id: &str) -> Session {
        demo::session(&mut self.desk, id).unwrap()
    }

    fn is_cautioned(&self) -> bool {
        let sheet = self.desk.look(&self.teller).sheet(&contract(NUMBER)).unwrap();
        sheet.caution.is_some()
    }
}

#[test]
fn the_third_failed_check_of_a_day_sends_the_contract_to_a_supervisor_r10_5() {
    let mut branch = Branch::open();
    let (teller, supervisor) = (branch.teller.clone(), branch.supervisor.clone());
    let ready = branch.confirmed(&teller);
    assert!(!branch.failed(&teller));
    assert!(
        !branch.failed(&supervisor),
        "whoever checks: it is the contract that is counted"
    );
    let waits = waiting(branch.by_teller(unlock(Some(ready))));
    let ready = branch.confirmed(&teller);
    assert!(branch.failed(&teller), "the third one");

    assert_eq!(branch.refused(unlock(Some(ready))), "E1018");
    let previewed = branch.desk.preview(&teller, &unlock(Some(ready)));
    assert_eq!(code_of(previewed), "E1018");
    for id in ["T002", "D001"] {
        let other = branch.session(id);
        let telephone = Command::BeginCheck {
            contract: contract(NUMBER),
            channel: Channel::Telephone,
            person: Person::Representative,
        };
        assert!(branch.desk.execute(&other, telephone).is_ok(), "a check goes: {id}");
    }
    assert!(branch.by_teller(begin("1000002")).is_ok(), "other contracts go on");

    let look = branch.desk.look(&teller);
    let sheet = look.sheet(&contract(NUMBER)).unwrap();
    assert_eq!(
        (sheet.failed_today, sheet.caution.unwrap().raised_by.as_str()),
        (3, "T001")
    );
    let hits = look.find("", 0, 50).unwrap().hits;
    let marked: Vec<_> = hits.iter().filter(|hit| hit.cautioned).collect();
    assert_eq!(marked.len(), 1);
    let view = look.request(waits).unwrap();
    assert!(view.caution.is_some(), "what waited is shown with it");
    assert!(
        done(branch.by_supervisor(Command::Approve { request: waits }))
            .approved_by
            .is_some()
    );
}

#[test]
fn a_supervisor_checks_and_acts_for_it_but_never_alone_r10_5_r11_2() {
    let mut branch = Branch::open();
    let (teller, supervisor) = (branch.teller.clone(), branch.supervisor.clone());
    for _ in 0..3 {
        branch.failed(&teller);
    }
    let check = branch.confirmed(&supervisor);
    let shown = branch.desk.preview(&supervisor, &unlock(Some(check))).unwrap();
    assert!(shown.caution.is_some());
    let request = waiting(branch.by_supervisor(unlock(Some(check))));
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1101");
    let other = branch.session("S002");
    assert!(branch.desk.execute(&other, Command::Approve { request }).is_ok());
}

#[test]
fn it_stands_until_another_supervisor_lifts_it_with_a_reason_r10_5() {
    let mut branch = Branch::open();
    let (teller, supervisor) = (branch.teller.clone(), branch.supervisor.clone());
    assert_eq!(code_of(branch.by_supervisor(lift())), "E1019");
    branch.failed(&teller);
    branch.failed(&teller);
    assert!(branch.failed(&supervisor));
    branch.wait(24 * 60);
    let ready = branch.confirmed(&teller);
    assert_eq!(
        branch.refused(unlock(Some(ready))),
        "E1018",
        "another day does not end it"
    );
    assert_eq!(branch.refused(lift()), "E1203");
    assert_eq!(code_of(branch.by_supervisor(lift())), "E1020");
    let other = branch.session("S002");
    assert!(matches!(
        branch.desk.execute(&other, lift()),
        Ok(Outcome::CautionLifted { .. })
    ));
    assert_eq!(code_of(branch.desk.execute(&other, lift())), "E1019");
    branch.confirmed(&teller);
    let recent = Filter {
        limit: 12,
        ..Filter::default()
    };
    let entries = branch.desk.look(&other).trail(&recent).unwrap();
    let lifts: Vec<_> = entries
        .iter()
        .filter(|entry| entry.draft.action == "lift_caution")
        .collect();
    let codes: Vec<_> = lifts.iter().map(|entry| entry.draft.code.as_deref()).collect();
    assert_eq!(codes, [Some("E1019"), None, Some("E1020"), Some("E1203")]);
    assert_eq!(lifts[1].draft.detail, "登録電話でご本人に確認");
}

#[test]
fn after_the_lift_one_more_failed_check_of_the_day_raises_it_again_r10_5() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    for _ in 0..3 {
        branch.failed(&teller);
    }
    branch.by_supervisor(lift()).unwrap();
    assert!(!branch.is_cautioned());
    assert!(branch.failed(&teller));
    branch.by_supervisor(lift()).unwrap();
    branch.wait(7 * 24 * 60);
    assert!(!branch.failed(&teller), "another week");
}

/// A check counts on the day on which it was begun, so that midnight gives nobody a free guess.
#[test]
fn a_day_is_one_of_japan_and_a_check_is_of_the_day_it_began_r2_1_r10_5() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    branch.failed(&teller);
    branch.wait(13 * 60 + 40);
    branch.failed(&teller);
    let (late, _) = branch.begun(&teller);
    branch.wait(10);
    assert!(
        branch.finished(&teller, late, vec![], false),
        "begun 23:55, failed 00:05"
    );
}

#[test]
fn checks_that_are_left_draw_no_other_facts_and_go_to_a_supervisor_when_there_are_too_many_r10_2_r10_5() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    let (_, facts) = branch.begun(&teller);
    for minutes in [1, 31, 60, 90] {
        branch.wait(minutes);
        let again = branch.begun(&teller).1;
        assert_eq!(again, facts, "a lapsed check keeps its facts for the day");
    }
    assert!(!branch.is_cautioned());
    let before = branch.trail_length();
    assert_eq!(branch.refused(begin(NUMBER)), "E1018");
    assert_eq!(branch.trail_length(), before + 1);
    assert!(branch.is_cautioned(), "the refusal and the caution are one transaction");
    branch.by_supervisor(lift()).unwrap();
    let (check, facts) = branch.begun(&teller);
    branch.finished(&teller, check, vec![Method::Seal, Method::Facts(facts)], true);
    assert!(!branch.is_cautioned(), "the lift counts anew what is left");
}

#[test]
fn a_supervisor_goes_on_where_checks_were_left_r10_5() {
    let mut branch = Branch::open();
    let (teller, supervisor) = (branch.teller.clone(), branch.supervisor.clone());
    for _ in 0..5 {
        branch.begun(&teller);
    }
    branch.begun(&supervisor);
    assert!(!branch.is_cautioned());
}

/// Two a day stay below the day's limit; the fifth within seven days is one too many.
#[test]
fn the_fifth_failed_check_within_seven_days_cautions_too_r10_5() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    for _ in 0..2 {
        assert!(!branch.failed(&teller) && !branch.failed(&teller));
        branch.wait(3 * 24 * 60);
    }
    assert!(branch.failed(&teller), "two, two and one over six days");

    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    for _ in 0..2 {
        assert!(!branch.failed(&teller) && !branch.failed(&teller));
        branch.wait(3 * 24 * 60 + 12 * 60);
    }
    assert!(!branch.failed(&teller), "the first two were seven days ago");
}

/// What lowers risk at once is not held up: a stop, and the revocation of a fob that is gone, after a confirmed check. They go
/// marked, and stand before everything else that is looked over.
#[test]
fn a_caution_never_stops_a_stop_nor_a_revocation_for_loss_and_they_are_looked_over_first_r10_5() {
    let revoke = |number: &str, user: &str, reason, check| {
        Act::Revoke(Revoke {
            contract: contract(number),
            users: vec![login(user)],
            reason,
            check: Some(check),
        })
    };
    let stop = |serial: &str, check| {
        Act::Stop(Stop {
            contract: contract(NUMBER),
            serial: Serial::parse(serial).unwrap(),
            also: Vec::new(),
            check: Some(check),
        })
    };
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    // Something that was done before and without a caution.
    let check = branch.seal_check("1000002");
    let earlier = done(branch.by_teller(revoke("1000002", "DEN502", Reason::Defect, check)));
    for _ in 0..3 {
        branch.failed(&teller);
    }
    let check = branch.confirmed(&teller);
    for reason in [Reason::Defect, Reason::Exchange, Reason::ChangeOfUser] {
        assert_eq!(branch.refused(revoke(NUMBER, "DEN501", reason, check)), "E1018");
    }
    let stopped = done(branch.by_teller(stop("10000018", check)));
    assert!(stopped.shown.caution.is_some(), "marked");
    let check = branch.confirmed(&teller);
    let revoked = done(branch.by_teller(revoke(NUMBER, "DEN501", Reason::Theft, check)));
    let queue = branch.desk.look(&branch.supervisor).requests().unwrap();
    let order: Vec<_> = queue
        .iter()
        .filter(|view| [earlier.request, stopped.request, revoked.request].contains(&view.id))
        .map(|view| (view.id, view.under_caution))
        .collect();
    assert_eq!(
        order,
        [
            (stopped.request, true),
            (revoked.request, true),
            (earlier.request, false)
        ]
    );
    // Without a confirmed check nothing goes, caution or not.
    let (open, _) = branch.begun(&teller);
    assert_eq!(branch.refused(stop("10000018", open)), "E1023");
    branch.finished(&teller, open, vec![], false);
    assert_eq!(branch.refused(revoke(NUMBER, "DEN501M1", Reason::Loss, open)), "E1009");
}
