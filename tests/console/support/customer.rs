//! What happened to a customer before a test begins, done at the desk.

use chrono::TimeDelta;
use madoguchi::desk::{Command, Desk, Outcome, Session};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::values::{CheckId, ContractNumber, LoginId, Serial};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;

pub(crate) fn contract(number: &str) -> ContractNumber {
    ContractNumber::parse(number).unwrap()
}

pub(crate) fn login(login_id: &str) -> LoginId {
    LoginId::parse(login_id).unwrap()
}

/// Nothing but the morning of the demo.
pub(crate) fn as_it_stands(_: &mut Desk, _: &Session) {}

/// A check of the representative with these methods and every drawn fact right.
pub(crate) fn check(
    desk: &mut Desk,
    who: &Session,
    number: &str,
    channel: Channel,
    mut methods: Vec<Method>,
) -> CheckId {
    let begin = Command::BeginCheck {
        contract: contract(number),
        channel,
        person: Person::Representative,
    };
    let Ok(Outcome::CheckBegun { check, questions }) = desk.execute(who, begin) else {
        panic!("the check was not begun")
    };
    methods.push(Method::Facts(
        questions.into_iter().map(|question| question.fact).collect(),
    ));
    demo::earn(desk, who, check, &methods).unwrap();
    let finish = Command::FinishCheck {
        check,
        methods,
        confirmed: true,
        why: None,
    };
    desk.execute(who, finish).unwrap();
    check
}

/// [`check`], to prepare a counter with.
pub(crate) fn checked(number: &str, channel: Channel, methods: Vec<Method>) -> impl FnOnce(&mut Desk, &Session) {
    move |desk, who| {
        check(desk, who, number, channel, methods);
    }
}

/// A check at the counter that carries every action.
pub(crate) fn identified(number: &str) -> impl FnOnce(&mut Desk, &Session) {
    checked(number, Channel::Counter, vec![Method::Seal])
}

/// A token is suspended by five wrong codes.
pub(crate) fn suspended(number: &str, serial: &str) -> impl FnOnce(&mut Desk, &Session) {
    move |desk, who| {
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        let wrong = wrong_code(&fobs, serial, desk.clock().now());
        for _ in 0..5 {
            let command = Command::CheckCode {
                contract: contract(number),
                serial: Serial::parse(serial).unwrap(),
                code: wrong.clone().into(),
                user: None,
            };
            desk.execute(who, command).unwrap_err();
        }
    }
}

/// A code that is wrong for the whole window around now.
pub(crate) fn wrong_code(fobs: &Fobs, serial: &str, now: Instant) -> String {
    let serial = Serial::parse(serial).unwrap();
    let near: Vec<_> = (-3..=3)
        .map(|minutes| fobs.code(&serial, now + TimeDelta::minutes(minutes)).unwrap().code)
        .collect();
    let mut codes = (0..1_000_000).map(|n| format!("{n:06}"));
    codes.find(|code| !near.contains(code)).unwrap()
}
