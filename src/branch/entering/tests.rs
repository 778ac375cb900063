//! The identity check at a glance.

use super::*;
use crate::domain::case::samples::{at, case, token, user};
use crate::domain::identity::{Channel, Method, Outcome, Person};
use crate::domain::user::UserKind;
use crate::domain::values::StaffId;

fn reading(check: Option<Check>) -> CaseData {
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    let sheet = Sheet {
        at: at("2026-06-01T12:00:00"),
        case,
        rows: vec![],
        verdicts: vec![],
        history: vec![],
        check,
        follow: None,
        hidden: vec![],
        caution: None,
        failed_today: 0,
        left_today: 0,
        open: vec![],
        notes: vec![],
        given: vec![],
        drafts: vec![],
    };
    CaseData {
        sheet,
        policy: Policy::default(),
    }
}

fn check() -> Check {
    Check {
        id: CheckId([1; 16]),
        contract: ContractNumber::parse("1000001").unwrap(),
        channel: Channel::Counter,
        person: Person::Representative,
        drawn: vec![],
        methods: vec![Method::Seal],
        outcome: Outcome::Confirmed,
        by: StaffId::parse("T001").unwrap(),
        at: at("2026-06-01T12:00:00"),
        used_by: None,
        served: None,
        then_by: None,
        session: None,
        tries: vec![],
        called: None,
        why: None,
    }
}

#[test]
fn the_check_must_serve_the_action() {
    let mut open_case = OpenCase::new(check().contract);
    let now = check().at;
    assert_eq!(open_case.check(Action::Revoke, now), Err(Refusal::NoCheck));
    open_case.read = Some(Box::new(reading(Some(check()))));
    assert_eq!(open_case.check(Action::Revoke, now), Ok(check().id));
    let refusal = open_case.check(Action::Unlock, now).unwrap_err();
    assert_eq!(refusal, Refusal::ChecksTooFew { needed: 2, have: 1 });
    let words = Words::of(crate::words::Lang::Ja);
    assert_eq!(lacking(&refusal, &words.entering.common), "あと 1 種類");
}
