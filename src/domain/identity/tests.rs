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
fn facts_are_those_drawn_and_two_of_them_right_r10_2() {
    let policy = Policy::default();
    let finish =
        |facts| open(Channel::Counter, Person::Representative).finish(vec![Method::Facts(facts)], None, &policy);
    assert_eq!(finish(vec![Fact::Account, Fact::Branch]), Err(Refusal::FactNotDrawn));
    assert_eq!(
        finish(vec![Fact::Account, Fact::Account]),
        Err(Refusal::FactsTooFew { needed: 2 })
    );
    assert!(finish(vec![Fact::Account, Fact::StartDate]).is_ok());
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    let draw = |person: &Person, random, policy: &Policy| Fact::draw(&case, person, random, policy);
    let (company, master) = (Person::Representative, Person::User(login("A1")));
    let shown = Policy {
        facts_typed: false,
        ..Policy::default()
    };
    assert_eq!(
        draw(&company, [6, 5, 4, 3, 2, 1], &shown),
        [Fact::TokenSerial, Fact::UserCount, Fact::MasterName]
    );
    // Where the console judges, what a list shows and what a master is called is not asked (R10.6).
    assert_eq!(
        draw(&company, [6, 5, 4, 3, 2, 1], &policy),
        [Fact::TokenSerial, Fact::MasterName, Fact::StartDate]
    );
    assert_eq!(
        draw(&master, [6, 5, 4, 3, 2, 1], &policy),
        [Fact::TokenSerial, Fact::StartDate, Fact::Branch]
    );
    assert_eq!(draw(&company, [0; 6], &policy).len(), 3);
}

#[test]
fn the_console_judges_what_is_said_and_how_it_is_written_fails_nobody_r10_6() {
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    let contract = &case.contract;
    let account = contract.account.as_str();
    let number: String = account.chars().filter(char::is_ascii_digit).collect();
    let wide: String = number
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
        .collect();
    let branch = contract.branch.name.as_str();
    let master = &case.users[0];
    let day = contract.start;
    for (fact, said) in [
        (Fact::Account, account),
        (Fact::Account, &number),
        (Fact::Account, &wide),
        (Fact::Account, &format!("Ordinary {number}")),
        (Fact::Branch, branch),
        (Fact::Branch, &format!("{branch}支店")),
        (Fact::Branch, contract.branch.code.as_str()),
        (Fact::StartDate, &day.to_string()),
        (Fact::StartDate, &day.format("%Y年%m月%d日").to_string()),
        (Fact::StartDate, &day.format("%Y%m%d").to_string()),
        (Fact::MasterName, master.name.as_str()),
        (Fact::MasterName, &master.name.as_str().replace([' ', '\u{3000}'], "")),
        (Fact::MasterName, master.kana.as_str()),
        (Fact::UserCount, "１名"),
        (Fact::TokenSerial, case.tokens[0].serial.as_str()),
    ] {
        assert!(fact.is_right(said, &case), "{fact:?} {said}");
    }
    for (fact, said) in [
        (Fact::Account, ""),
        (Fact::Account, "普通"),
        (Fact::Account, &format!("savings {number}")),
        (Fact::Account, &number[1..]),
        (Fact::Branch, "支店"),
        (Fact::StartDate, "0"),
        (Fact::MasterName, "様"),
        (Fact::UserCount, "2"),
        (Fact::TokenSerial, "1"),
    ] {
        assert!(!fact.is_right(said, &case), "{fact:?} {said}");
    }
}

#[test]
fn a_fact_is_answered_twice_at_most_and_counts_when_it_was_right_r10_6() {
    let policy = Policy::default();
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    let mut check = open(Channel::Counter, Person::Representative);
    check.tries.clear();
    let now = check.at;
    let finish = |check: &Check| check.clone().finish(vec![facts()], None, &policy);
    let answer = Fact::Account.answer(&case).unwrap();
    assert!(!check.judge(Fact::Account, "0", &case, now, &policy).unwrap().right);
    assert_eq!(finish(&check), Err(Refusal::FactNotJudged));
    assert!(check.judge(Fact::Account, &answer, &case, now, &policy).unwrap().right);
    assert_eq!(
        check.judge(Fact::Account, &answer, &case, now, &policy),
        Err(Refusal::FactKnown)
    );
    for _ in 0..2 {
        assert!(!check.judge(Fact::UserCount, "9", &case, now, &policy).unwrap().right);
    }
    assert_eq!(
        check.judge(Fact::UserCount, "1", &case, now, &policy),
        Err(Refusal::FactTriesSpent { tries: 2 }),
        "a right one comes too late"
    );
    assert_eq!(
        check.judge(Fact::Branch, "1", &case, now, &policy),
        Err(Refusal::FactNotDrawn)
    );
    let start = Fact::StartDate.answer(&case).unwrap();
    check.judge(Fact::StartDate, &start, &case, now, &policy).unwrap();
    let methods = vec![Method::Facts(vec![Fact::Account, Fact::StartDate])];
    assert!(check.clone().finish(methods, None, &policy).is_ok());
}

/// What was masked stands on the screens again, so it proves nothing any more; where staff judge, they saw it before.
#[test]
fn once_a_check_is_confirmed_no_fact_is_judged_any_more_r10_6() {
    let policy = Policy::default();
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    let mut check = open(Channel::Counter, Person::Representative);
    check.tries.clear();
    check.outcome = Outcome::Confirmed;
    let (now, answer) = (check.at, Fact::Account.answer(&case).unwrap());
    let judged = check.judge(Fact::Account, &answer, &case, now, &policy);
    assert_eq!(judged, Err(Refusal::CheckFinished));
    let shown = Policy {
        facts_typed: false,
        ..policy
    };
    assert!(check.judge(Fact::Account, &answer, &case, now, &shown).unwrap().right);
}

#[test]
fn what_could_be_no_answer_uses_up_no_try_r10_6() {
    let policy = Policy::default();
    let case = case(vec![user("A1", UserKind::Master, 1)], vec![token(1)]);
    let mut check = open(Channel::Counter, Person::Representative);
    check.tries.clear();
    check.drawn = Fact::ALL.to_vec();
    let now = check.at;
    for (fact, said) in [
        (Fact::Account, "みなと"),
        (Fact::StartDate, "9999"),
        (Fact::StartDate, "2026-13-01"),
        (Fact::UserCount, "たくさん"),
        (Fact::TokenSerial, "みなと"),
        (Fact::TokenSerial, "1234"),
        (Fact::TokenSerial, "1234567890123"),
        (Fact::MasterName, "、"),
        (Fact::Branch, " "),
    ] {
        let judged = check.judge(fact, said, &case, now, &policy);
        assert_eq!(judged, Err(Refusal::FactForm), "{fact:?} {said}");
    }
    assert!(check.tries.is_empty());
    // A slip of another kind is judged: it is an answer.
    assert!(
        !check
            .judge(Fact::TokenSerial, "99999999", &case, now, &policy)
            .unwrap()
            .right
    );
    assert!(
        !check
            .judge(Fact::StartDate, "2020-01-01", &case, now, &policy)
            .unwrap()
            .right
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
