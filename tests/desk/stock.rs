//! The way of a fob (R15): issued, replaced, and what is refused on the way.

use chrono::NaiveDate;
use madoguchi::desk::{Act, Command, Issue, NewFob, Outcome, Replace, Revoke};
use madoguchi::domain::identity::{Channel, Method};
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState;
use madoguchi::domain::stock::{Cause, Delivery, Way};
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{CheckId, ProofId, Serial};

use crate::support::{Branch, code_of, contract, done, login, waiting};

fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 1).unwrap()
}

impl Branch {
    /// The fob that is to be issued next.
    pub(crate) fn next_fob(&mut self) -> Serial {
        let look = self.desk.look(&self.teller);
        look.next_fob().unwrap().unwrap().serial
    }

    /// The teller lets a fob show its code.
    pub(crate) fn inspect(&mut self, number: &str, fob: &Serial) -> ProofId {
        let code = self.code(fob.as_str());
        match self.try_inspection(number, fob, &code, None) {
            Ok(Outcome::CodeAccepted { proof }) => proof,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn try_inspection(
        &mut self,
        number: &str,
        fob: &Serial,
        code: &str,
        next: Option<&str>,
    ) -> Result<Outcome, madoguchi::desk::Error> {
        self.by_teller(Command::Inspect {
            contract: contract(number),
            serial: fob.clone(),
            maker: None,
            code: code.into(),
            next: next.map(Into::into),
        })
    }

    /// The fob of 1000002 is revoked as lost on that check.
    pub(crate) fn lose(&mut self, check: CheckId) {
        done(self.by_teller(Act::Revoke(Revoke {
            contract: contract("1000002"),
            users: vec![login("DEN502"), login("DEN502J1")],
            reason: Reason::Loss,
            check: Some(check),
        })));
    }

    fn stock_of(&mut self, fob: &Serial) -> Stock {
        let look = self.desk.look(&self.teller);
        look.tokens(fob).unwrap()[0].token.stock
    }
}

pub(crate) fn fob(serial: &Serial, proof: Option<ProofId>) -> NewFob {
    NewFob {
        serial: serial.clone(),
        maker: None,
        way: Way::Counter,
        applied: Some(today()),
        waived: None,
        proof,
    }
}

pub(crate) fn replace(new: NewFob, cause: Cause, check: Option<CheckId>) -> Act {
    Act::Replace(Replace {
        contract: contract("1000002"),
        old: serial("200000251"),
        cause,
        handed_in: false,
        fob: new,
        check,
    })
}

#[test]
fn a_lost_fob_is_revoked_and_replaced_on_one_check_r10_1_and_r15_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let next = branch.next_fob();
    let proof = branch.inspect("1000002", &next);
    let act = replace(fob(&next, Some(proof)), Cause::Loss, Some(check));
    let shown = branch.desk.preview(&branch.teller, &act).unwrap();
    let issue = shown.issue.clone().unwrap();
    assert_eq!((issue.terms.fee, issue.owed), (1100, false));
    assert_eq!(issue.old, Some(serial("200000251")));
    let request = waiting(branch.desk.execute_as_seen(&branch.teller, &act, shown.digest()));
    assert_eq!(branch.stock_of(&next), Stock::InStock, "it waits (R11.1)");
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(receipt.approved_by.unwrap().as_str(), "S001");
    assert_eq!(branch.stock_of(&next), Stock::Issued);
    assert_eq!(branch.stock_of(&serial("200000251")), Stock::Lost);
    let look = branch.desk.look(&branch.teller);
    let issues = look.issues(&contract("1000002")).unwrap();
    assert_eq!((issues[0].delivery, issues[0].from.as_str()), (Delivery::Handed, "011"));

    // The check has served both; and no fob is replaced twice.
    let again = branch.next_fob();
    let proof = branch.inspect("1000002", &again);
    assert_eq!(
        branch.refused(replace(fob(&again, Some(proof)), Cause::Loss, Some(check))),
        "E1959"
    );

    // Half an hour later it is registered with.
    branch.wait(30);
    let code = branch.code(next.as_str());
    let Ok(Outcome::CodeAccepted { .. }) = branch.try_code("1000002", next.as_str(), &code, Some("DEN502")) else {
        panic!()
    };
    assert!(branch.desk.verify(&branch.supervisor).unwrap().flaw.is_none());
}

#[test]
fn a_check_serves_a_replacement_only_after_its_own_revocation_r10_1() {
    let mut branch = Branch::open();
    // One method is enough to revoke, and not to replace (R10.3).
    let weak = branch.check("1000002", Channel::Counter, vec![]);
    branch.lose(weak);
    let next = branch.next_fob();
    let proof = branch.inspect("1000002", &next);
    assert_eq!(
        branch.refused(replace(fob(&next, Some(proof)), Cause::Loss, Some(weak))),
        "E1005"
    );
    assert_eq!(
        branch.refused(replace(fob(&next, Some(proof)), Cause::Loss, None)),
        "E1001"
    );
    // On the telephone the call back is one of the two.
    let called = branch.check("1000002", Channel::Telephone, vec![Method::CallBack]);
    let mut awaited = fob(&next, Some(proof));
    awaited.applied = None;
    let request = waiting(branch.by_teller(replace(awaited, Cause::Loss, Some(called))));
    done(branch.by_supervisor(Command::Approve { request }));
    let look = branch.desk.look(&branch.teller);
    let issues = look.issues(&contract("1000002")).unwrap();
    assert_eq!(issues[0].delivery, Delivery::Application, "申込書待ち (R15.5)");
    // What it served is over: it serves nothing more.
    let fresh = branch.next_fob();
    let proof = branch.inspect("1000002", &fresh);
    let issue = Act::Issue(Issue {
        contract: contract("1000002"),
        fob: fob(&fresh, Some(proof)),
        check: Some(called),
    });
    assert_eq!(branch.refused(issue), "E1004");
}

#[test]
fn a_fob_shows_its_code_before_it_is_issued_r15_4() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let next = branch.next_fob();
    assert_eq!(
        branch.refused(replace(fob(&next, None), Cause::Loss, Some(check))),
        "E1954"
    );
    let wrong = branch.wrong_code(next.as_str());
    assert_eq!(code_of(branch.try_inspection("1000002", &next, &wrong, None)), "E1955");
    assert_eq!(code_of(branch.try_inspection("1000002", &next, "12345", None)), "E0102");
    assert_eq!(
        code_of(branch.try_inspection("1000002", &serial("99999999"), &wrong, None)),
        "E1956"
    );
    assert_eq!(
        code_of(branch.try_inspection("1000002", &serial("10000018"), &wrong, None)),
        "E1965",
        "a fob that somebody has"
    );
    let code = branch.code(next.as_str());
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_inspection("1000002", &next, &code, None) else {
        panic!()
    };
    assert_eq!(code_of(branch.try_inspection("1000002", &next, &code, None)), "E0602");
    // It stands for that fob and that contract alone, and is no proof of the customer's own fob (R10.2).
    let other = serial("0010000018");
    assert_eq!(
        branch.refused(replace(fob(&other, Some(proof)), Cause::Loss, Some(check))),
        "E1965"
    );
    let begun = branch.by_teller(Command::BeginCheck {
        contract: contract("1000002"),
        channel: Channel::Counter,
        person: madoguchi::domain::identity::Person::Representative,
    });
    let Ok(Outcome::CheckBegun { check: own, .. }) = begun else {
        panic!()
    };
    let fobs = vec![Method::Fob(proof)];
    assert_eq!(
        branch.refused(Command::FinishCheck {
            check: own,
            methods: fobs,
            confirmed: true,
            why: None,
        }),
        "E0604"
    );
    // Five wrong ones in a row, and it is issued to nobody.
    branch.wait(2);
    for _ in 0..5 {
        let wrong = branch.wrong_code(next.as_str());
        branch.try_inspection("1000002", &next, &wrong, None).unwrap_err();
    }
    let code = branch.code(next.as_str());
    assert_eq!(code_of(branch.try_inspection("1000002", &next, &code, None)), "E1967");
}

#[test]
fn a_fob_whose_clock_is_off_is_set_by_two_codes_in_a_row_r15_4() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let next = branch.next_fob();
    assert!(branch.fobs.set_ahead(&next, chrono::TimeDelta::minutes(18)));
    let code = branch.code(next.as_str());
    assert_eq!(code_of(branch.try_inspection("1000002", &next, &code, None)), "E1955");
    let first = branch.code(next.as_str());
    branch.wait(1);
    let second = branch.code(next.as_str());
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_inspection("1000002", &next, &first, Some(&second)) else {
        panic!()
    };
    let request = waiting(branch.by_teller(replace(fob(&next, Some(proof)), Cause::Loss, Some(check))));
    done(branch.by_supervisor(Command::Approve { request }));
    branch.wait(30);
    let code = branch.code(next.as_str());
    let taken = branch.try_code("1000002", next.as_str(), &code, Some("DEN502"));
    assert!(matches!(taken, Ok(Outcome::CodeAccepted { .. })), "{taken:?}");
}

#[test]
fn of_two_tellers_who_issue_one_fob_one_does_r15_4() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let next = branch.next_fob();
    let proof = branch.inspect("1000002", &next);
    let one = waiting(branch.by_teller(replace(fob(&next, Some(proof)), Cause::Loss, Some(check))));
    // Meanwhile it is issued to somebody else.
    branch.wait(1);
    let check = branch.seal_check("1000003");
    let proof = branch.inspect("1000003", &next);
    let two = waiting(branch.by_teller(Act::Issue(Issue {
        contract: contract("1000003"),
        fob: fob(&next, Some(proof)),
        check: Some(check),
    })));
    let receipt = done(branch.by_supervisor(Command::Approve { request: two }));
    assert_eq!(receipt.shown.issue.unwrap().terms.cause, Cause::Another);
    assert_eq!(
        code_of(branch.by_supervisor(Command::Approve { request: one })),
        "E1102"
    );
}

#[test]
fn what_is_not_lost_is_replaced_as_its_reason_says_r15_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    let next = branch.next_fob();
    let proof = branch.inspect("1000002", &next);
    let with = |cause| replace(fob(&next, Some(proof)), cause, Some(check));
    assert_eq!(branch.refused(with(Cause::Theft)), "E1957", "revoke it first");
    assert_eq!(branch.refused(with(Cause::NoNeed)), "E1105", "no reason to replace");
    let mut flat = with(Cause::Battery);
    if let Act::Replace(replace) = &mut flat {
        replace.handed_in = true;
    }
    let request = waiting(branch.by_teller(flat));
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    let opens = branch.now() + chrono::TimeDelta::minutes(30);
    assert_eq!(receipt.shown.reopens_at, Some(opens));
    assert!(
        receipt
            .shown
            .users
            .iter()
            .all(|user| user.after == OtpState::Revoked(opens))
    );
    assert_eq!(receipt.shown.users.len(), 2);
    assert_eq!(branch.stock_of(&serial("200000251")), Stock::Returned);
    assert_eq!(receipt.shown.issue.unwrap().terms.fee, 0);
}

#[test]
fn one_that_nobody_is_registered_with_is_lost_by_its_replacement_r15_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    let came = branch.next_fob();
    let proof = branch.inspect("1000002", &came);
    let request = waiting(branch.by_teller(Act::Issue(Issue {
        contract: contract("1000002"),
        fob: fob(&came, Some(proof)),
        check: Some(check),
    })));
    done(branch.by_supervisor(Command::Approve { request }));
    branch.wait(1);
    let check = branch.seal_check("1000002");
    let next = branch.next_fob();
    let proof = branch.inspect("1000002", &next);
    let mut act = replace(fob(&next, Some(proof)), Cause::Loss, Some(check));
    if let Act::Replace(replace) = &mut act {
        replace.old = came.clone();
    }
    let request = waiting(branch.by_teller(act));
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert!(receipt.shown.users.is_empty(), "nobody was registered with it");
    assert_eq!(branch.stock_of(&came), Stock::Lost);
    assert_eq!(branch.stock_of(&next), Stock::Issued);
}

#[test]
fn who_may_issue_r15_9() {
    let mut branch = Branch::open();
    let next = branch.next_fob();
    let act = replace(fob(&next, None), Cause::Loss, None);
    for id in ["D001", "A001", "K001"] {
        let session = madoguchi::training::demo::session(&mut branch.desk, id).unwrap();
        assert_eq!(code_of(branch.desk.execute(&session, act.clone())), "E1203", "{id}");
    }
}
