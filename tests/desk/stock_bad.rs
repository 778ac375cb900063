//! What goes wrong with fobs, and what one asks about them: which it is, and which should be fetched back (R15.8).

mod which;

use chrono::TimeDelta;
use madoguchi::desk::{Act, Command, FobName, Issue, Outcome, Register, Whose};
use madoguchi::domain::arrival::NewToken;
use madoguchi::domain::stock::Cause;
use madoguchi::domain::token::{Algorithm, CodeParams, Stock};
use madoguchi::domain::values::{Maker, Serial};
use madoguchi::store::Filter;
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;

use crate::handling::{handled, plainly, scrap, to_branch, waits};
use crate::stock::{fob, replace};
use crate::support::{Branch, code_of, contract, done, login, waiting};

fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}

fn token(maker: &str, of: &str, seed: &str) -> NewToken {
    NewToken {
        maker: Maker::parse(maker).unwrap(),
        serial: serial(of),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        drift: 0,
        last_step: None,
        seed: seed.as_bytes().to_vec().into(),
    }
}

impl Branch {
    /// Two codes in a row of a fob; a minute passes between them.
    fn two_codes(&self, fob: &str) -> [String; 2] {
        let first = self.code(fob);
        self.wait(1);
        [first, self.code(fob)]
    }

    fn ask(&mut self, [first, second]: &[String; 2]) -> Result<Vec<FobName>, madoguchi::desk::Error> {
        let (first, second) = (first.as_str().into(), second.as_str().into());
        match self.by_teller(Command::WhichFob { first, second })? {
            Outcome::FobsFound { fobs, .. } => Ok(fobs),
            other => panic!("{other:?}"),
        }
    }

    fn asked(&mut self, codes: &[String; 2]) -> Vec<String> {
        let fobs = self.ask(codes).unwrap();
        fobs.into_iter().map(|fob| fob.serial.to_string()).collect()
    }
}

#[test]
fn what_ends_soon_drifts_or_fails_often_is_on_the_list_by_fob_and_by_batch_r15_8() {
    let mut branch = Branch::open();
    let recalled = |branch: &Branch, serial: &str| {
        let list = branch.desk.look(&branch.supervisor).recall(&Whose::Own).unwrap();
        list.fobs
            .into_iter()
            .find(|fob| fob.row.token.serial.as_str() == serial)
    };
    // Five wrong codes in the demo's morning; one that expires in August.
    let suspended = recalled(&branch, "10000018").unwrap();
    assert!(suspended.why.fails && suspended.row.failed == 5);
    assert_eq!(suspended.row.at_branch.as_str(), "011", "of its contract");
    let soon = recalled(&branch, "9940179219").unwrap();
    assert_eq!((soon.why.expires_within, soon.why.fails), (Some(90), false));
    // A clock that is eleven minutes off, as an inspection finds it.
    assert_eq!(recalled(&branch, "11000012"), None);
    assert!(branch.fobs.set_ahead(&serial("11000012"), TimeDelta::minutes(11)));
    let [first, second] = branch.two_codes("11000012");
    let fob = serial("11000012");
    branch.try_inspection("1000002", &fob, &first, Some(&second)).unwrap();
    let drifting = recalled(&branch, "11000012").unwrap();
    assert!(drifting.why.drifts);
    assert_eq!(drifting.row.token.drift, 11);

    let list = branch.desk.look(&branch.supervisor).recall(&Whose::All).unwrap();
    let batch = &list.batches[0];
    assert_eq!((batch.batch, batch.listed), (Some(1), list.fobs.len()));
    assert!(batch.drifting == 1 && batch.failing == 1 && batch.expiring[0] >= 1);
    assert!(batch.count.unwrap() >= list.fobs.len() as u64);
    let elsewhere = Whose::Of(madoguchi::domain::values::BranchCode::parse("999").unwrap());
    assert!(
        branch
            .desk
            .look(&branch.supervisor)
            .recall(&elsewhere)
            .unwrap()
            .fobs
            .is_empty()
    );
    // Ninety days later the wrong codes are forgotten, and who is scrapped is on no list.
    let request = waits(branch.by_teller(scrap(&["9940179219"])));
    branch.countersign(request);
    assert_eq!(recalled(&branch, "9940179219"), None);
    branch.wait(91 * 24 * 60);
    let later = recalled(&branch, "10000018").is_some_and(|fob| fob.why.fails);
    assert!(!later);
}

#[test]
fn a_fob_of_another_branch_is_issued_to_nobody_here_r15_4() {
    let mut branch = Branch::open();
    branch.other_branch();
    handled(branch.by_teller(to_branch("012", &["11000012"])));
    let fob = serial("11000012");
    let code = branch.code("11000012");
    assert_eq!(
        code_of(branch.try_inspection("1000002", &fob, &code, None)),
        "E1965",
        "on its way"
    );
    let other = demo::session(&mut branch.desk, "T002").unwrap();
    handled(
        branch
            .desk
            .execute(&other, plainly(madoguchi::domain::stock::Deed::Receive, &["11000012"])),
    );
    branch.wait(1);
    let code = branch.code("11000012");
    assert_eq!(code_of(branch.try_inspection("1000002", &fob, &code, None)), "E1952");
}

#[test]
fn a_fob_that_is_twenty_minutes_off_is_set_by_two_codes_and_one_that_is_further_off_is_not_r15_4() {
    for (minutes, set) in [(20, true), (-19, true), (25, false)] {
        let mut branch = Branch::open();
        let fob = branch.next_fob();
        assert!(branch.fobs.set_ahead(&fob, TimeDelta::minutes(minutes)));
        let code = branch.code(fob.as_str());
        assert_eq!(code_of(branch.try_inspection("1000002", &fob, &code, None)), "E1955");
        let [first, second] = branch.two_codes(fob.as_str());
        let judged = branch.try_inspection("1000002", &fob, &first, Some(&second));
        if set {
            assert!(
                matches!(judged, Ok(Outcome::CodeAccepted { .. })),
                "{minutes}: {judged:?}"
            );
        } else {
            assert_eq!(code_of(judged), "E0607");
        }
    }
}

#[test]
fn issued_in_the_closed_period_it_opens_no_door_before_its_end_r8_1_and_r15_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let next = branch.next_fob();
    let proof = branch.inspect("1000002", &next);
    let request = waiting(branch.by_teller(replace(fob(&next, Some(proof)), Cause::Loss, Some(check))));
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    let opens = receipt.shown.reopens_at.unwrap();
    assert!(opens > branch.now(), "the receipt says when it opens");
    branch.wait(2);
    let code = branch.code(next.as_str());
    let tried = branch.try_code("1000002", next.as_str(), &code, Some("DEN502"));
    assert_eq!(code_of(tried), "E0307");
}

#[test]
fn a_found_fob_is_used_again_by_nobody_r7_4_and_r15_1() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    branch.wait(31);
    let code = branch.code("200000251");
    let tried = branch.try_code("1000002", "200000251", &code, Some("DEN502"));
    assert_eq!(code_of(tried), "E0303");
    let check = branch.seal_check("1000002");
    let register = Act::Register(Register {
        contract: contract("1000002"),
        user: login("DEN502"),
        serial: serial("200000251"),
        proof: None,
        check: Some(check),
    });
    assert_eq!(branch.refused(register), "E0303");
    let found = serial("200000251");
    assert_eq!(code_of(branch.try_inspection("1000002", &found, &code, None)), "E1965");
    let issue = Act::Issue(Issue {
        contract: contract("1000003"),
        fob: fob(&found, None),
        check: None,
    });
    assert_ne!(branch.refused(issue), "");
    assert_eq!(branch.stands("200000251"), Stock::Lost);
}

#[test]
fn what_another_issues_while_a_drawer_is_counted_is_no_difference_r15_7() {
    let mut branch = Branch::open();
    let drawer: Vec<Serial> = {
        let look = branch.desk.look(&branch.teller);
        let wanted = madoguchi::store::Wanted {
            stock: Some(Stock::InStock),
            ..madoguchi::store::Wanted::default()
        };
        let page = look.stock_page(&wanted, 0, 100).unwrap();
        page.tokens.into_iter().map(|row| row.token.serial).collect()
    };
    let began = Some(branch.now());
    // All are read; then one is issued, before the counting is asked for, and another before it is signed.
    branch.wait(1);
    let check = branch.seal_check("1000002");
    branch.replace_flat(madoguchi::domain::stock::Way::Counter, true, check, Cause::Battery);
    let serials = drawer.clone();
    let request = waits(branch.by_teller(Command::Count { serials, began }));
    branch.wait(1);
    let counted = branch.desk.look(&branch.teller).judge_count(&drawer, began).unwrap();
    assert_eq!((counted.present, counted.moved), (9, 1));
    assert!(counted.missing.is_empty() && counted.extra.is_empty());
    branch.countersign(request);
    let counts = branch.desk.look(&branch.teller).counts().unwrap();
    assert!(counts.open.is_empty());
    assert_eq!(counts.counts.len(), 1);
    // What is no serial is counted as nothing (R15.2).
    let odd = || vec![serial("99")];
    assert_eq!(
        code_of(branch.desk.look(&branch.teller).judge_count(&odd(), began)),
        "E0101"
    );
    assert_eq!(branch.refused(Command::Count { serials: odd(), began }), "E0101");
}

#[test]
fn a_batch_is_released_where_it_is_received_and_not_by_who_took_it_in_r15_3() {
    let mut branch = Branch::open();
    branch.other_branch();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let policy = branch.desk.policy().clone();
    let import = |branch: &mut Branch, code: &str, of: &str| {
        let code = madoguchi::domain::values::BranchCode::parse(code).unwrap();
        let coming = madoguchi::desk::Listed::of(Ok(vec![token("見本", of, &format!("the seed of {of}"))]));
        let mut at_once = madoguchi::desk::AtOnce;
        branch
            .desk
            .load_tokens_for(&administrator, Some(&code), coming, &mut at_once)
    };
    assert_eq!(code_of(import(&mut branch, "999", "70000001")), "E1479");
    let batch = import(&mut branch, "012", "70000001").unwrap().batch.unwrap();
    let supervisor = branch.supervisor.clone();
    let noted = [serial("70000001")];
    assert_eq!(
        code_of(branch.desk.release_batch(&supervisor, batch, &noted, false)),
        "E1447"
    );
    assert_eq!(policy.centre, None);
    // Who took it in has another ID, as a supervisor: it is the same person (R11.4).
    let batch = import(&mut branch, "011", "70000002").unwrap().batch.unwrap();
    let id = madoguchi::domain::values::StaffId::parse("S001").unwrap();
    let person = administrator.staff().person.clone();
    let asked = branch.desk.set_person(&administrator, &id, person.as_ref());
    crate::support::countersigned(&mut branch.desk, asked).unwrap();
    let supervisor = demo::session(&mut branch.desk, "S001").unwrap();
    let noted = [serial("70000002")];
    assert_eq!(
        code_of(branch.desk.release_batch(&supervisor, batch, &noted, false)),
        "E1448"
    );
    let other = demo::session(&mut branch.desk, "S002").unwrap();
    branch.desk.release_batch(&other, batch, &noted, false).unwrap();
}
