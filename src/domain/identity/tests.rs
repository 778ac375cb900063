//! Identity checks, case by case (R10).

mod facts;

use chrono::TimeDelta;

use super::*;
use crate::domain::case::samples::{at, case, login, token, user};
use crate::domain::user::UserKind;

fn open(channel: Channel, person: Person) -> Check {
    Check {
        id: CheckId([1; 16]),
        contract: ContractNumber::parse("1000001").unwrap(),
        channel,
        person,
        drawn: vec![Fact::Account, Fact::StartDate, Fact::UserCount],
        methods: vec![],
        outcome: Outcome::Open,
        by: StaffId::parse("T001").unwrap(),
        at: at("2026-06-01T12:00:00"),
        used_by: None,
        served: None,
        then_by: None,
        session: None,
        tries: [Fact::Account, Fact::StartDate, Fact::UserCount].map(right).into(),
        called: Some(Called {
            at: at("2026-06-01T12:00:00"),
            who: Name::parse("例示 応子").unwrap(),
        }),
        why: None,
    }
}

fn right(fact: Fact) -> Try {
    Try {
        fact,
        right: true,
        at: at("2026-06-01T12:00:00"),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as a failed check has it")]
fn why() -> Option<Why> {
    Some(Why {
        reason: WhyNot::WrongFacts,
        note: None,
    })
}

fn facts() -> Method {
    Method::Facts(vec![Fact::Account, Fact::UserCount])
}

#[test]
fn strength_by_action_and_channel_r10_3() {
    let policy = Policy::default();
    let (few, back) = (
        |have| Refusal::ChecksTooFew { needed: 2, have },
        Refusal::CallBackNeeded,
    );
    let document = || {
        Method::Document(Document {
            kind: DocumentKind("passport".into()),
            tail: "1234".into(),
            ja: None,
            en: None,
        })
    };
    for (channel, methods, revoke, unlock) in [
        (Channel::Counter, vec![Method::Seal], None, Some(few(1))),
        (Channel::Counter, vec![Method::Seal, Method::Seal], None, Some(few(1))),
        (Channel::Counter, vec![Method::Seal, document()], None, None),
        (Channel::Visit, vec![facts(), document()], None, None),
        (Channel::Telephone, vec![facts()], None, Some(few(1))),
        (
            Channel::Telephone,
            vec![facts(), Method::Fob(ProofId([3; 16]))],
            None,
            Some(back),
        ),
        (Channel::Telephone, vec![facts(), Method::CallBack], None, None),
    ] {
        let check = open(channel, Person::Representative)
            .finish(methods.clone(), None, &policy)
            .unwrap();
        for (action, expected) in [
            (Action::Revoke, &revoke),
            (Action::Unlock, &unlock),
            (Action::Register, &unlock),
        ] {
            let verdict = check.serves(action, &check.contract, check.at, &policy).err();
            assert_eq!(verdict, *expected, "{channel:?} {methods:?} {action:?}");
        }
    }
}

#[test]
fn what_must_be_seen_is_not_checked_by_telephone_r10_2() {
    let policy = Policy::default();
    let document = Document {
        kind: DocumentKind("passport".into()),
        tail: String::new(),
        ja: None,
        en: None,
    };
    for method in [Method::Seal, Method::Document(document), Method::Proxy] {
        let check = open(Channel::Telephone, Person::Representative);
        assert_eq!(
            check.finish(vec![facts(), method], None, &policy),
            Err(Refusal::NotByTelephone)
        );
    }
}

#[test]
fn a_check_serves_one_contract_once_and_for_thirty_minutes_r10_1() {
    let policy = Policy::default();
    let check = open(Channel::Counter, Person::User(login("A1")));
    assert_eq!(
        check.serves(Action::Revoke, &check.contract, check.at, &policy),
        Err(Refusal::CheckOpen)
    );
    let check = check.finish(vec![Method::Seal], None, &policy).unwrap();
    let serves = |check: &Check, now| check.serves(Action::Revoke, &check.contract, now, &policy);
    assert_eq!(serves(&check, check.at + TimeDelta::seconds(1799)), Ok(()));
    assert_eq!(
        serves(&check, check.at + TimeDelta::minutes(30)),
        Err(Refusal::CheckLapsed { minutes: 30 })
    );
    let other = ContractNumber::parse("1000002").unwrap();
    assert_eq!(
        check.serves(Action::Revoke, &other, check.at, &policy),
        Err(Refusal::CheckOfAnother)
    );
    let used = Check {
        used_by: Some(RequestId([2; 16])),
        ..check.clone()
    };
    assert_eq!(serves(&used, check.at), Err(Refusal::CheckUsed));
    assert_eq!(used.finish(vec![], None, &policy), Err(Refusal::CheckFinished));
    assert_eq!(
        check.clone().finish(vec![], why(), &policy),
        Err(Refusal::CheckFinished)
    );
    let more = check
        .finish(vec![Method::CallBack, Method::Seal], None, &policy)
        .unwrap();
    assert_eq!(
        more.methods,
        [Method::Seal, Method::CallBack],
        "what it has stays, and comes first"
    );
    let failed = open(Channel::Counter, Person::Representative)
        .finish(vec![], why(), &policy)
        .unwrap();
    assert_eq!(serves(&failed, failed.at), Err(Refusal::CheckFailed));
    assert_eq!(
        failed.finish(vec![Method::Seal], None, &policy),
        Err(Refusal::CheckFailed)
    );
}

#[test]
fn a_proxy_counts_only_for_an_agent_and_beside_another_r10_2() {
    let policy = Policy::default();
    let agent = || open(Channel::Counter, Person::Agent(Name::parse("見本 代理").unwrap()));
    assert_eq!(
        agent().finish(vec![Method::Proxy], None, &policy),
        Err(Refusal::ProxyAlone)
    );
    assert_eq!(
        agent().finish(vec![Method::Seal], None, &policy),
        Err(Refusal::ProxyForAgent)
    );
    let check = agent()
        .finish(vec![Method::Proxy, Method::Seal], None, &policy)
        .unwrap();
    assert_eq!(check.strength(), 2);
    let user = open(Channel::Counter, Person::Representative);
    assert_eq!(
        user.finish(vec![Method::Proxy, Method::Seal], None, &policy),
        Err(Refusal::ProxyForAgent)
    );
}

#[test]
fn a_call_back_takes_who_answered_and_a_failed_check_a_reason_r10_5_r10_7() {
    let policy = Policy::default();
    let unanswered = Check {
        called: None,
        ..open(Channel::Telephone, Person::Representative)
    };
    let finish = |why| unanswered.clone().finish(vec![Method::CallBack], why, &policy);
    assert_eq!(finish(None), Err(Refusal::CalledWhom));
    assert_eq!(finish(why()).unwrap().why, why());
    let other = Why {
        reason: WhyNot::Other,
        note: None,
    };
    assert_eq!(finish(Some(other)), Err(Refusal::WhyNoteNeeded));
}

#[test]
fn documents_are_a_list_of_the_policy_and_three_kinds_never_keep_a_number_r10_4() {
    let read = |kind: &str, text: &str| KnownDocument::read(kind, text);
    assert!(
        read("student_card", "学生証 | Student card | number")
            .unwrap()
            .keeps_number
    );
    for (kind, text) in [
        ("student_card", "学生証 | number"),
        ("student_card", "学生証 | Student card | yes"),
        ("Student", "学生証 | Student card | number"),
        ("my_number_card", "個人カード | Card | number"),
        ("card", "マイナンバーカード | Card | number"),
    ] {
        assert_eq!(read(kind, text), None, "{kind} {text}");
    }
    let kinds: Vec<_> = Policy::default()
        .documents
        .into_iter()
        .map(|known| known.kind.0)
        .collect();
    assert_eq!(
        kinds.first().map(String::as_str),
        Some("driving_licence"),
        "as they are written"
    );
    assert_eq!(kinds.len(), 7);
    let unknown = Document::seen(&DocumentKind("stamp".into()), "", &Policy::default());
    assert!(matches!(unknown, Err(Refusal::NoSuchDocument { .. })));
}

#[test]
fn numbers_that_must_not_be_kept_are_refused_r10_4() {
    let policy = Policy::default();
    for known in &policy.documents {
        let kind = &known.kind;
        let seen = Document::seen(kind, "1234-5678-9012", &policy);
        if ["my_number_card", "health_insurance", "pension_book"].contains(&kind.0.as_str()) {
            assert_eq!(seen, Err(Refusal::NumberForbidden));
            let slipped = Method::Document(Document {
                kind: kind.clone(),
                tail: "9012".into(),
                ja: None,
                en: None,
            });
            let check = open(Channel::Counter, Person::Representative);
            assert_eq!(
                check.finish(vec![slipped], None, &policy),
                Err(Refusal::NumberForbidden)
            );
        } else {
            assert_eq!(seen.unwrap().tail, "9012");
        }
        assert_eq!(Document::seen(kind, "", &policy).unwrap().tail, "");
    }
    assert!(Document::seen(&DocumentKind("passport".into()), "あいうえ", &policy).is_err());
}
