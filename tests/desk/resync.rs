//! Resynchronisation (R6.5): two codes in a row, judged once, set by a supervisor.

mod requests;

use chrono::TimeDelta;
use madoguchi::desk::{Act, Command, Error, Outcome, Resync, Revoke};
use madoguchi::domain::approval::Approval;
use madoguchi::domain::identity::{Action, Channel, Method};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::synchronisation::Drift;
use madoguchi::domain::token::Token;
use madoguchi::domain::values::{CheckId, ProofId, Serial};
use madoguchi::store::{Entry, Filter};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract, done, waiting};

/// A contract with two fobs, each with its user.
const TWO: &str = "1000003";
const FOB: &str = "0030000137";
const OTHER: &str = "0030000145";

fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}

/// What a fob shows whose clock is so many steps of a minute ahead.
fn shows(branch: &Branch, of: &str, steps: i64) -> String {
    let moment = branch.now() + TimeDelta::minutes(steps);
    branch.fobs.code(&serial(of), moment).unwrap().code
}

fn pair(of: &str, (first, second): (&str, &str), check: Option<CheckId>) -> Command {
    Command::CheckClock {
        contract: contract(TWO),
        serial: serial(of),
        first: first.into(),
        second: second.into(),
        check,
    }
}

/// The customer reads two numbers in a row off a fob that is so many steps ahead; the second one is the one of now.
fn read_out(branch: &mut Branch, steps: i64, check: CheckId) -> Result<Outcome, Error> {
    let codes = (shows(branch, FOB, steps - 1), shows(branch, FOB, steps));
    branch.by_teller(pair(FOB, (&codes.0, &codes.1), Some(check)))
}

fn found(outcome: Result<Outcome, Error>) -> (ProofId, Drift) {
    match outcome {
        Ok(Outcome::ClockFound { proof, drift }) => (proof, drift),
        other => panic!("not found: {other:?}"),
    }
}

fn resync(proof: Option<ProofId>, check: Option<CheckId>) -> Act {
    Act::Resync(Resync {
        contract: contract(TWO),
        serial: serial(FOB),
        proof,
        check,
    })
}

fn token(branch: &Branch, of: &str) -> Token {
    let sheet = branch.desk.look(&branch.teller).sheet(&contract(TWO)).unwrap();
    sheet.case.token_by_serial(&serial(of)).unwrap().clone()
}

fn entries(branch: &Branch, action: &str) -> Vec<Entry> {
    let filter = Filter {
        contract: None,
        limit: 200,
    };
    let entries = branch.desk.look(&branch.supervisor).trail(&filter).unwrap();
    entries
        .into_iter()
        .filter(|entry| entry.draft.action == action)
        .collect()
}

#[test]
fn the_drift_is_set_when_a_supervisor_approves_and_the_fob_works_again_r6_5_r11_1() {
    for steps in [7, -7, 20, -19] {
        let mut branch = Branch::open();
        let lost = shows(&branch, FOB, steps);
        assert_eq!(code_of(branch.try_code(TWO, FOB, &lost, None)), "E0601");
        let check = branch.seal_check(TWO);
        let (proof, drift) = found(read_out(&mut branch, steps, check));
        let expected = Drift {
            before: 0,
            after: steps,
            period: 60,
        };
        assert_eq!(drift, expected);
        let meanwhile = token(&branch, FOB);
        assert_eq!((meanwhile.drift, meanwhile.wrong_codes), (0, 0), "R9.1: right ones");

        let act = resync(Some(proof), Some(check));
        let shown = branch.desk.preview(&branch.teller, &act).unwrap();
        assert_eq!((shown.action, shown.approval), (Action::Resync, Approval::Before));
        assert_eq!((shown.tokens.len(), shown.tokens[0].drift), (1, Some(expected)));
        let users: Vec<_> = shown
            .users
            .iter()
            .map(|user| (user.login_id.as_str(), user.chosen, user.before == user.after))
            .collect();
        assert_eq!(users, [("DEN503", false, true)], "whom it concerns");
        let request = waiting(branch.desk.execute_as_seen(&branch.teller, &act, shown.digest()));
        assert_eq!(token(&branch, FOB).drift, 0, "it waits");
        let receipt = done(branch.by_supervisor(Command::Approve { request }));
        assert_eq!(receipt.shown.tokens[0].drift, Some(expected));
        let after = token(&branch, FOB);
        assert_eq!((after.drift, after.last_step), (steps, meanwhile.last_step));

        branch.wait(1);
        let next = shows(&branch, FOB, steps);
        branch.try_code(TWO, FOB, &next, None).unwrap();
    }
}

#[test]
fn the_identity_check_comes_first_and_no_code_is_looked_at_without_it_r6_5_r10_3() {
    let mut branch = Branch::open();
    let codes = (shows(&branch, FOB, 6), shows(&branch, FOB, 7));
    let codes = (codes.0.as_str(), codes.1.as_str());
    assert_eq!(branch.refused(pair(FOB, codes, None)), "E1001");
    let weak = branch.check(TWO, Channel::Counter, vec![]);
    assert_eq!(branch.refused(pair(FOB, codes, Some(weak))), "E1005");
    let other = branch.seal_check("1000002");
    assert_eq!(branch.refused(pair(FOB, codes, Some(other))), "E1003");
    let fob = branch.code(OTHER);
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_code(TWO, OTHER, &fob, None) else {
        panic!()
    };
    let by_phone = branch.check(TWO, Channel::Telephone, vec![Method::Fob(proof)]);
    assert_eq!(branch.refused(pair(FOB, codes, Some(by_phone))), "E1006");
    let check = branch.check(TWO, Channel::Telephone, vec![Method::CallBack]);
    let colleague = demo::session(&mut branch.desk, "T002").unwrap();
    let asked = branch.desk.execute(&colleague, pair(FOB, codes, Some(check)));
    assert_eq!(code_of(asked), "E1016");
    for id in ["A001", "K001"] {
        let session = demo::session(&mut branch.desk, id).unwrap();
        let asked = branch.desk.execute(&session, pair(FOB, codes, Some(check)));
        assert_eq!(code_of(asked), "E1203", "{id}");
    }
    let untouched = token(&branch, FOB);
    assert_eq!((untouched.last_step, untouched.wrong_codes), (None, 0));
    found(branch.by_teller(pair(FOB, codes, Some(check))));
    let old = branch.seal_check(TWO);
    branch.wait(30);
    assert_eq!(branch.refused(pair(FOB, codes, Some(old))), "E1002");
}

#[test]
fn what_are_no_two_codes_in_a_row_counts_as_one_wrong_code_r6_6_r9_1() {
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let at = |branch: &Branch, steps| shows(branch, FOB, steps);
    let wrong = [
        // In the wrong order, not in a row, outside the window, of another fob.
        (at(&branch, 7), at(&branch, 6)),
        (at(&branch, 5), at(&branch, 7)),
        (at(&branch, 20), at(&branch, 21)),
        (shows(&branch, OTHER, 6), shows(&branch, OTHER, 7)),
    ];
    for (count, codes) in (1..).zip(&wrong) {
        let asked = pair(FOB, (&codes.0, &codes.1), Some(check));
        assert_eq!(branch.refused(asked), "E0607", "{count}");
        let token = token(&branch, FOB);
        assert_eq!((token.wrong_codes, token.last_step, token.drift), (count, None, 0));
    }
    // What has not the form of two codes is none, and counts for nothing.
    let code = at(&branch, 7);
    for (codes, expected) in [
        (("12345", code.as_str()), "E0102"),
        ((code.as_str(), "12345a"), "E0102"),
        ((code.as_str(), code.as_str()), "E0608"),
    ] {
        assert_eq!(branch.refused(pair(FOB, codes, Some(check))), expected);
    }
    assert_eq!(token(&branch, FOB).wrong_codes, 4);
    let asked = pair(FOB, (&wrong[0].0, &wrong[0].1), Some(check));
    assert_eq!(branch.refused(asked), "E0603");
    assert!(token(&branch, FOB).is_suspended());
    let right = (at(&branch, 6), at(&branch, 7));
    assert_eq!(
        branch.refused(pair(FOB, (&right.0, &right.1), Some(check))),
        "E0305",
        "and right ones come too late"
    );
}

#[test]
fn a_pair_serves_once_and_a_replay_does_not_count_r6_3() {
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let codes = (shows(&branch, FOB, 6), shows(&branch, FOB, 7));
    let asked = || pair(FOB, (&codes.0, &codes.1), Some(check));
    found(branch.by_teller(asked()));
    let used = token(&branch, FOB);
    assert_eq!(branch.refused(asked()), "E0602");
    assert_eq!(token(&branch, FOB), used);
    // Its first code was never used by itself; it is at or before the last accepted step all the same.
    branch.wait(6);
    assert_eq!(code_of(branch.try_code(TWO, FOB, &codes.0, None)), "E0602");
    assert_eq!(code_of(branch.try_code(TWO, FOB, &codes.1, None)), "E0602");
}

/// Whoever saw an old code and guesses the next one learns nothing that still serves.
#[test]
fn a_pair_that_begins_with_a_used_code_uses_the_other_up_r6_3_r6_7() {
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let (used, next) = (shows(&branch, FOB, 0), shows(&branch, FOB, 1));
    branch.try_code(TWO, FOB, &used, None).unwrap();
    assert_eq!(branch.refused(pair(FOB, (&used, &next), Some(check))), "E0602");
    assert_eq!(token(&branch, FOB).wrong_codes, 0);
    branch.wait(1);
    assert_eq!(code_of(branch.try_code(TWO, FOB, &next, None)), "E0602");
    let guess = branch.wrong_code(FOB);
    assert_eq!(branch.refused(pair(FOB, (&used, &guess), Some(check))), "E0607");
    assert_eq!(token(&branch, FOB).wrong_codes, 1, "a wrong guess is charged");
}

#[test]
fn a_clock_that_is_right_is_left_alone_r6_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    match read_out(&mut branch, 0, check) {
        Err(Error::Refused(refusal)) => assert_eq!(refusal.code(), "E0606"),
        other => panic!("{other:?}"),
    }
    let code = branch.code(FOB);
    assert_eq!(code_of(branch.try_code(TWO, FOB, &code, None)), "E0602", "used up");
}

#[test]
fn tokens_that_cannot_be_used_are_not_set_r6_5() {
    for (number, of, expected) in [
        ("1000001", "10000018", "E0305"),
        ("1000009", "90000661", "E0303"),
        (TWO, "10000018", "E0301"),
    ] {
        let mut branch = Branch::open();
        let check = branch.seal_check(number);
        let asked = Command::CheckClock {
            contract: contract(number),
            serial: serial(of),
            first: "123456".into(),
            second: "654321".into(),
            check: Some(check),
        };
        assert_eq!(branch.refused(asked), expected, "{of}");
    }
}

#[test]
fn every_attempt_is_one_entry_without_a_code_r12_1_r12_3() {
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let codes = (shows(&branch, FOB, 6), shows(&branch, FOB, 7));
    let before = branch.trail_length();
    branch.refused(pair(FOB, (&codes.1, &codes.0), Some(check)));
    branch.refused(pair(FOB, (&codes.0, &codes.0), Some(check)));
    let (proof, _) = found(branch.by_teller(pair(FOB, (&codes.0, &codes.1), Some(check))));
    branch.refused(pair(FOB, (&codes.0, &codes.1), Some(check)));
    assert_eq!(branch.trail_length(), before + 4);
    let request = waiting(branch.by_teller(resync(Some(proof), Some(check))));
    done(branch.by_supervisor(Command::Approve { request }));

    let told: Vec<_> = entries(&branch, "check_clock")
        .into_iter()
        .rev()
        .map(|entry| (entry.draft.code.unwrap_or_default(), entry.draft.detail))
        .collect();
    let expected = [("E0607", ""), ("E0608", ""), ("", "drift: +0 > +7"), ("E0602", "")];
    assert_eq!(
        told,
        expected.map(|(code, detail)| (code.to_owned(), detail.to_owned()))
    );
    let of_request = entries(&branch, "resync");
    assert!(
        of_request
            .iter()
            .all(|entry| entry.draft.subject == FOB && entry.draft.check.is_some())
    );
    let asked = pair(FOB, (&codes.0, &codes.1), Some(check));
    let kept = serde_json::to_string(&asked).unwrap();
    let written = format!("{:?} {asked:?} {kept}", entries(&branch, "check_clock"));
    assert!(!written.contains(&codes.0) && !written.contains(&codes.1), "R12.3");
}
