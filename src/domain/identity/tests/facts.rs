//! What is asked of a caller and how it is judged (R10.2, R10.6).

use super::*;

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
