//! Why a code was refused (R6.7), and that asking never helps.

use chrono::TimeDelta;
use madoguchi::desk::{Command, Error, Outcome};
use madoguchi::domain::gate::Operation;
use madoguchi::domain::otp::{Why, code_at, step_at};
use madoguchi::domain::policy;
use madoguchi::domain::token::{CodeParams, Held, Token};
use madoguchi::domain::values::Serial;
use madoguchi::intake::pskc;
use madoguchi::portal::{self, Portal, Secrets};
use madoguchi::store::{Entry, Filter};
use madoguchi::training::{TOKENS, confirmation_password, demo, login_password};
use secrecy::ExposeSecret;

use crate::support::{Branch, code_of, contract, login};

/// The contract with two fobs, each with its user.
const TWO: &str = "1000003";
const FOB: (&str, &str) = ("0030000137", "DEN503");
const OTHER: (&str, &str) = ("0030000145", "DEN503M1");

fn ask(number: &str, serial: &str, code: &str) -> Command {
    Command::ExplainCode {
        contract: contract(number),
        serial: Serial::parse(serial).unwrap(),
        code: code.into(),
    }
}

/// What the fob shows so many minutes, which are its steps, from now.
fn face(branch: &Branch, serial: &str, minutes: i64) -> String {
    let moment = branch.now() + TimeDelta::minutes(minutes);
    branch.fobs.code(&Serial::parse(serial).unwrap(), moment).unwrap().code
}

/// A branch whose policy lets one ask more often than these tests do.
fn asking_often() -> Branch {
    Branch::under(&policy::DEFAULT.replace("questions = \"5 times\"", "questions = \"50 times\""))
}

fn answer(branch: &mut Branch, serial: &str, code: &str) -> Why {
    match branch.by_teller(ask(TWO, serial, code)) {
        Ok(Outcome::Explained { why }) => why,
        other => panic!("not explained: {other:?}"),
    }
}

fn token(branch: &Branch, number: &str, serial: &str) -> Token {
    let sheet = branch.desk.look(&branch.teller).sheet(&contract(number)).unwrap();
    let serial = Serial::parse(serial).unwrap();
    sheet.case.token_by_serial(&serial).unwrap().clone()
}

/// The customer's door: the last step of a payment.
fn at_portal(branch: &mut Branch, user: &str, code: &str) -> Result<portal::Outcome, Error> {
    let user = login(user);
    let mut portal = Portal::over(branch.desk.office());
    let key = portal.login(&user, &login_password(&user)).unwrap().key;
    let secrets = Secrets {
        confirmation: Some(confirmation_password(&user)),
        code: Some(code.into()),
        ..Secrets::default()
    };
    let operation = Operation::PayEasy;
    portal.execute(&key, portal::Command::Authorise { operation }, &secrets)
}

/// The entries of questions, the newest first.
fn questions(branch: &Branch) -> Vec<Entry> {
    let filter = Filter {
        contract: None,
        limit: 200,
    };
    let entries = branch.desk.look(&branch.supervisor).trail(&filter).unwrap();
    let asked = |entry: &Entry| entry.draft.action == "explain_code";
    entries.into_iter().filter(asked).collect()
}

#[test]
fn what_could_still_serve_serves_at_no_door_after_asking_r6_7() {
    let other = || Why::OtherToken(Serial::parse(OTHER.0).unwrap());
    for (of, minutes, expected, wait) in [
        (FOB, -1, Why::RightNow, 0),
        (FOB, 0, Why::RightNow, 0),
        (FOB, 1, Why::RightNow, 0),
        (FOB, 2, Why::Early(2), 2),
        (FOB, 20, Why::Early(20), 20),
        (OTHER, -1, other(), 0),
        (OTHER, 0, other(), 0),
        (OTHER, 1, other(), 0),
    ] {
        let mut branch = Branch::open();
        let code = face(&branch, of.0, minutes);
        assert_eq!(answer(&mut branch, FOB.0, &code), expected, "{minutes}");
        branch.wait(wait);
        assert_eq!(
            code_of(branch.try_code(TWO, of.0, &code, None)),
            "E0602",
            "{expected:?}"
        );
        assert_eq!(code_of(at_portal(&mut branch, of.1, &code)), "E0602", "{expected:?}");
        let again = answer(&mut branch, of.0, &code);
        assert_eq!(again, Why::Used, "and asking about it again says so");
        // The next code of the fob serves as ever.
        let next = face(&branch, of.0, minutes - wait + 1);
        branch.wait((minutes - wait + 1).max(0));
        at_portal(&mut branch, of.1, &next).unwrap();
    }
}

#[test]
fn the_other_answers_change_nothing_r6_7() {
    let mut branch = asking_often();
    let used = face(&branch, FOB.0, 0);
    branch.try_code(TWO, FOB.0, &used, None).unwrap();
    branch.wait(30);
    let seeds = pskc::read(TOKENS, branch.desk.policy()).unwrap();
    let fob = seeds.iter().find(|new| new.serial.as_str() == FOB.0).unwrap();
    let half = CodeParams {
        period: 30,
        ..fob.params
    };
    let of_half = code_at(fob.seed.expose_secret(), &half, step_at(&half, branch.now()));
    let late = face(&branch, FOB.0, -3);
    let before = (token(&branch, TWO, FOB.0), token(&branch, TWO, OTHER.0));
    for (code, expected) in [
        (late, Why::Late(3)),
        (of_half, Why::OtherPeriod(30)),
        (branch.wrong_code(FOB.0), Why::Nothing),
        (face(&branch, FOB.0, 21), Why::Nothing),
        (face(&branch, OTHER.0, 2), Why::Nothing),
        (face(&branch, "200000251", 0), Why::Nothing),
    ] {
        assert_eq!(answer(&mut branch, FOB.0, &code), expected);
    }
    let after = (token(&branch, TWO, FOB.0), token(&branch, TWO, OTHER.0));
    assert_eq!(before, after, "nothing is counted and nothing used up");
    branch.wait(-15);
    assert_eq!(answer(&mut branch, FOB.0, &used), Why::Used);
    assert_eq!(token(&branch, TWO, FOB.0), before.0);
}

#[test]
fn asking_moves_no_drift_and_forgives_no_wrong_code_r6_7() {
    let mut branch = Branch::open();
    let wrong = branch.wrong_code(FOB.0);
    assert_eq!(code_of(branch.try_code(TWO, FOB.0, &wrong, None)), "E0601");
    let before = token(&branch, TWO, FOB.0);
    let code = face(&branch, FOB.0, 1);
    assert_eq!(answer(&mut branch, FOB.0, &code), Why::RightNow);
    let after = token(&branch, TWO, FOB.0);
    assert_eq!((before.drift, before.wrong_codes), (0, 1));
    assert_eq!((after.drift, after.wrong_codes), (0, 1));
    assert_eq!(after.last_step, before.last_step, "nor the last accepted step");

    let code = face(&branch, "10000018", 0);
    let explained = branch.by_teller(ask("1000001", "10000018", &code)).unwrap();
    assert_eq!(explained, Outcome::Explained { why: Why::RightNow });
    let suspended = token(&branch, "1000001", "10000018");
    assert!(
        suspended.is_suspended() && suspended.wrong_codes == 5,
        "what suspended it may be asked"
    );
}

#[test]
fn a_question_that_is_refused_looks_at_no_code_r6_7() {
    let mut branch = Branch::open();
    let code = face(&branch, FOB.0, 0);
    assert_eq!(branch.refused(ask("1000002", FOB.0, &code)), "E0301");
    assert_eq!(branch.refused(ask("1999999", FOB.0, &code)), "E0201");
    assert_eq!(branch.refused(ask(TWO, FOB.0, "12345")), "E0102");
    assert_eq!(branch.refused(ask("1000009", "90000661", "123456")), "E0303");
    for (id, expected) in [("A001", "E1203"), ("K001", "E1203")] {
        let session = demo::session(&mut branch.desk, id).unwrap();
        let asked = branch.desk.execute(&session, ask(TWO, FOB.0, &code));
        assert_eq!(code_of(asked), expected, "{id}");
    }
    let told: Vec<_> = questions(&branch)
        .into_iter()
        .rev()
        .map(|entry| (entry.draft.code.unwrap(), entry.draft.detail))
        .collect();
    let refusals = ["E0301", "E0201", "E0102", "E0303", "E1203", "E1203"];
    assert_eq!(told, refusals.map(|number| (number.to_owned(), String::new())));
    branch.try_code(TWO, FOB.0, &code, None).unwrap();
}

#[test]
fn each_question_is_one_entry_with_the_kind_of_its_answer_and_never_the_code_r6_7_r12_3() {
    let mut branch = asking_often();
    let codes = [
        face(&branch, FOB.0, -5),
        face(&branch, FOB.0, 0),
        face(&branch, FOB.0, 0),
        face(&branch, FOB.0, 4),
        face(&branch, OTHER.0, 0),
        branch.wrong_code(FOB.0),
    ];
    let before = branch.trail_length();
    for code in &codes {
        answer(&mut branch, FOB.0, code);
    }
    assert_eq!(branch.trail_length(), before + 6);
    let entries = questions(&branch);
    let kinds: Vec<_> = entries.iter().rev().map(|entry| entry.draft.detail.as_str()).collect();
    assert_eq!(kinds, ["late", "right_now", "used", "early", "other_token", "nothing"]);
    let all_of_fob = |entry: &Entry| entry.draft.subject == FOB.0 && entry.draft.contract.as_deref() == Some(TWO);
    assert!(entries.iter().all(all_of_fob));
    let written = format!("{entries:?} {:?}", ask(TWO, FOB.0, &codes[0]));
    let kept = serde_json::to_string(&ask(TWO, FOB.0, &codes[0])).unwrap();
    for code in &codes {
        assert!(!written.contains(code) && !kept.contains(code), "R12.3");
    }
}

#[test]
fn one_asks_five_times_a_token_and_hour_r6_7() {
    let mut branch = Branch::open();
    let wrong = branch.wrong_code(FOB.0);
    for _ in 0..5 {
        assert_eq!(answer(&mut branch, FOB.0, &wrong), Why::Nothing);
        branch.wait(1);
    }
    assert_eq!(branch.refused(ask(TWO, FOB.0, &wrong)), "E1232");
    assert_eq!(
        answer(&mut branch, OTHER.0, &wrong),
        Why::Nothing,
        "of another token one may"
    );
    branch.wait(54);
    assert_eq!(branch.refused(ask(TWO, FOB.0, &wrong)), "E1232");
    branch.wait(1);
    assert_eq!(
        answer(&mut branch, FOB.0, &wrong),
        Why::Nothing,
        "an hour after the first"
    );
    assert_eq!(branch.refused(ask(TWO, FOB.0, &wrong)), "E1232", "and one only");
}

/// A forged drift: late codes that were asked about are known, so a resynchronisation takes none of them.
#[test]
fn codes_that_were_asked_about_set_no_drift_r6_7_r6_5() {
    for asked in [-7, -6] {
        let mut branch = Branch::open();
        let late = face(&branch, FOB.0, asked);
        assert!(matches!(answer(&mut branch, FOB.0, &late), Why::Late(_)));
        let before = token(&branch, TWO, FOB.0);
        let check = branch.seal_check(TWO);
        let clock = Command::CheckClock {
            contract: contract(TWO),
            serial: Serial::parse(FOB.0).unwrap(),
            first: face(&branch, FOB.0, -7).into(),
            second: face(&branch, FOB.0, -6).into(),
            check: Some(check),
        };
        assert_eq!(branch.refused(clock), "E0602", "{asked}");
        let after = token(&branch, TWO, FOB.0);
        assert_eq!(
            (after.drift, after.last_step),
            (before.drift, before.last_step),
            "{asked}"
        );
    }
}

/// One early hit once made the customer's right codes "used" for twenty minutes.
#[test]
fn an_early_code_that_was_asked_about_is_refused_alone_r6_7() {
    let mut branch = Branch::open();
    let early = face(&branch, FOB.0, 20);
    assert_eq!(answer(&mut branch, FOB.0, &early), Why::Early(20));
    let right = face(&branch, FOB.0, 0);
    branch
        .try_code(TWO, FOB.0, &right, None)
        .expect("right codes stay right");
    branch.wait(20);
    assert_eq!(code_of(branch.try_code(TWO, FOB.0, &early, None)), "E0602");
}

/// Whoever of the company unlocks, again and again: from a hundred wrong codes on the bank alone does (R9.5).
#[test]
fn wrong_codes_count_from_the_last_right_one_whatever_was_unlocked_r9_5() {
    let mut branch =
        Branch::under(&policy::DEFAULT.replace("wrong_in_all = \"100 times\"", "wrong_in_all = \"10 times\""));
    let wrong = branch.wrong_code(FOB.0);
    let suspend = |branch: &mut Branch| {
        let told: Vec<_> = (0..5)
            .map(|_| code_of(branch.try_code(TWO, FOB.0, &wrong, None)))
            .collect();
        assert_eq!(told, ["E0601", "E0601", "E0601", "E0601", "E0603"]);
    };
    let unlock = |branch: &mut Branch| {
        let user = login(OTHER.1);
        let mut portal = Portal::over(branch.desk.office());
        let key = portal.login(&user, &login_password(&user)).unwrap().key;
        let secrets = Secrets {
            confirmation: Some(confirmation_password(&user)),
            ..Secrets::default()
        };
        let users = vec![login(FOB.1)];
        portal.execute(&key, portal::Command::Unlock { users }, &secrets)
    };
    suspend(&mut branch);
    unlock(&mut branch).expect("five of them are the company's to lift");
    suspend(&mut branch);
    assert_eq!(code_of(unlock(&mut branch)), "E1021", "ten are the bank's");
    assert_eq!(token(&branch, TWO, FOB.0).held, Some(Held::Codes));
}
