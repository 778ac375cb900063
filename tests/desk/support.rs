//! A desk over the training bank at 10:15 of its first day.

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Carried, Command, Desk, Error, Outcome, Receipt, Session};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::policy;
use madoguchi::domain::values::{CheckId, ContractNumber, LoginId, RequestId, Serial};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;

pub(crate) struct Branch {
    pub(crate) desk: Desk,
    pub(crate) clock: Clock,
    pub(crate) teller: Session,
    pub(crate) supervisor: Session,
    pub(crate) fobs: Fobs,
}

impl Branch {
    pub(crate) fn open() -> Self {
        Self::under(policy::DEFAULT)
    }

    /// The same under another policy.
    pub(crate) fn under(policy: &str) -> Self {
        let mut entropy = Repeatable(42);
        let opened = Store::in_memory(Kind::Training, policy, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let (teller, supervisor) = (
            demo::session(&mut desk, "T001").unwrap(),
            demo::session(&mut desk, "S001").unwrap(),
        );
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self {
            desk,
            clock,
            teller,
            supervisor,
            fobs,
        }
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(crate) fn wait(&self, minutes: i64) {
        self.clock.move_by(TimeDelta::minutes(minutes));
    }

    pub(crate) fn by_teller(&mut self, command: impl Into<Command>) -> Result<Outcome, Error> {
        self.desk.execute(&self.teller, command)
    }

    pub(crate) fn by_supervisor(&mut self, command: impl Into<Command>) -> Result<Outcome, Error> {
        self.desk.execute(&self.supervisor, command)
    }

    /// A check of that channel with these methods; facts are added with everything answered right.
    pub(crate) fn check(&mut self, number: &str, channel: Channel, mut methods: Vec<Method>) -> CheckId {
        let person = Person::Representative;
        let begun = self
            .by_teller(Command::BeginCheck {
                contract: contract(number),
                channel,
                person,
            })
            .unwrap();
        let Outcome::CheckBegun { check, questions } = begun else {
            panic!("{begun:?}")
        };
        methods.push(Method::Facts(
            questions.into_iter().map(|question| question.fact).collect(),
        ));
        demo::earn(&mut self.desk, &self.teller, check, &methods).unwrap();
        self.by_teller(Command::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        })
        .unwrap();
        check
    }

    pub(crate) fn seal_check(&mut self, number: &str) -> CheckId {
        self.check(number, Channel::Counter, vec![Method::Seal])
    }

    pub(crate) fn code(&self, serial: &str) -> String {
        self.fobs
            .code(&Serial::parse(serial).unwrap(), self.now())
            .unwrap()
            .code
    }

    /// A code that is wrong for the whole window.
    pub(crate) fn wrong_code(&self, serial: &str) -> String {
        let serial = Serial::parse(serial).unwrap();
        let near: Vec<_> = (-3..=3)
            .map(|minutes| {
                self.fobs
                    .code(&serial, self.now() + TimeDelta::minutes(minutes))
                    .unwrap()
                    .code
            })
            .collect();
        (0..1_000_000)
            .map(|n| format!("{n:06}"))
            .find(|code| !near.contains(code))
            .unwrap()
    }

    pub(crate) fn try_code(
        &mut self,
        number: &str,
        serial: &str,
        code: &str,
        user: Option<&str>,
    ) -> Result<Outcome, Error> {
        self.by_teller(Command::CheckCode {
            contract: contract(number),
            serial: Serial::parse(serial).unwrap(),
            code: code.into(),
            user: user.map(login),
        })
    }

    /// Why the desk refuses.
    pub(crate) fn refused(&mut self, command: impl Into<Command>) -> &'static str {
        match self.by_teller(command) {
            Err(Error::Refused(refusal)) => refusal.code(),
            other => panic!("not refused: {other:?}"),
        }
    }

    pub(crate) fn trail_length(&self) -> u64 {
        self.desk.verify(&self.supervisor).unwrap().count
    }
}

/// Has the other administrator approve what waits for one (R11.5).
pub(crate) fn countersigned(desk: &mut Desk, asked: Result<Carried, Error>) -> Result<(), Error> {
    let Carried::Waiting { request, .. } = asked? else {
        return Ok(());
    };
    let other = demo::session(desk, "K002")?;
    desk.execute(&other, Command::Approve { request }).map(drop)
}

pub(crate) fn contract(number: &str) -> ContractNumber {
    ContractNumber::parse(number).unwrap()
}

pub(crate) fn login(login_id: &str) -> LoginId {
    LoginId::parse(login_id).unwrap()
}

pub(crate) fn waiting(outcome: Result<Outcome, Error>) -> RequestId {
    match outcome {
        Ok(Outcome::Waiting { request, .. }) => request,
        other => panic!("not waiting: {other:?}"),
    }
}

pub(crate) fn done(outcome: Result<Outcome, Error>) -> Receipt {
    match outcome {
        Ok(Outcome::Done(receipt)) => *receipt,
        other => panic!("not done: {other:?}"),
    }
}

pub(crate) fn code_of<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    match result {
        Err(error) => error.code(),
        Ok(given) => panic!("not refused: {given:?}"),
    }
}
