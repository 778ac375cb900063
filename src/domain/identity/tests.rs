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
    }
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
            kind: DocumentKind::Passport,
            tail: "1234".into(),
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
            .finish(methods.clone(), true, &policy)
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
        kind: DocumentKind::Passport,
        tail: String::new(),
    };
    for method in [Method::Seal, Method::Document(document), Method::Proxy] {
        let check = open(Channel::Telephone, Person::Representative);
        assert_eq!(
            check.finish(vec![facts(), method], true, &policy),
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
    let check = check.finish(vec![Method::Seal], true, &policy).unwrap();
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
    assert_eq!(check.finish(vec![], true, &policy), Err(Refusal::CheckFinished));
    let failed = open(Channel::Counter, Person::Representative)
        .finish(vec![], false, &policy)
        .unwrap();
    assert_eq!(serves(&failed, failed.at), Err(Refusal::CheckFailed));
}

#[test]
fn a_proxy_counts_only_for_an_agent_and_beside_another_r10_2() {
    let policy = Policy::default();
    let agent = || open(Channel::Counter, Person::Agent(Name::parse("見本 代理").unwrap()));
    assert_eq!(
        agent().finish(vec![Method::Proxy], true, &policy),
        Err(Refusal::ProxyAlone)
    );
    assert_eq!(
        agent().finish(vec![Method::Seal], true, &policy),
        Err(Refusal::ProxyForAgent)
    );
    let check = agent()
        .finish(vec![Method::Proxy, Method::Seal], true, &policy)
        .unwrap();
    assert_eq!(check.strength(), 2);
    let user = open(Channel::Counter, Person::Representative);
    assert_eq!(
        user.finish(vec![Method::Proxy, Method::Seal], true, &policy),
        Err(Refusal::ProxyForAgent)
    );
}

#[test]
fn facts_are_those_drawn_and_two_of_them_right_r10_2() {
    let policy = Policy::default();
    let finish =
        |facts| open(Channel::Counter, Person::Representative).finish(vec![Method::Facts(facts)], true, &policy);
    assert_eq!(finish(vec![Fact::Account, Fact::Branch]), Err(Refusal::FactNotDrawn));
    assert_eq!(
        finish(vec![Fact::Account, Fact::Account]),
        Err(Refusal::FactsTooFew { needed: 2 })
    );
    assert!(finish(vec![Fact::Account, Fact::StartDate]).is_ok());
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    assert_eq!(
        Fact::draw(&case, [6, 5, 4, 3, 2, 1], &policy),
        [Fact::TokenSerial, Fact::UserCount, Fact::MasterName]
    );
    assert_eq!(Fact::draw(&case, [0; 6], &policy).len(), 3);
}

#[test]
fn numbers_that_must_not_be_kept_are_refused_r10_4() {
    let policy = Policy::default();
    for kind in DocumentKind::ALL {
        let seen = Document::seen(kind, "1234-5678-9012", &policy);
        if kind.number_forbidden() {
            assert_eq!(seen, Err(Refusal::NumberForbidden));
            let slipped = Method::Document(Document {
                kind,
                tail: "9012".into(),
            });
            let check = open(Channel::Counter, Person::Representative);
            assert_eq!(
                check.finish(vec![slipped], true, &policy),
                Err(Refusal::NumberForbidden)
            );
        } else {
            assert_eq!(seen.unwrap().tail, "9012");
        }
        assert_eq!(Document::seen(kind, "", &policy).unwrap().tail, "");
    }
    assert!(Document::seen(DocumentKind::Passport, "あいうえ", &policy).is_err());
}
