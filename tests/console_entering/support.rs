//! A console over the training bank, signed in, on one entry screen: keys in, rows out.

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Command, Desk, Outcome, Session};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::policy;
use madoguchi::domain::values::{ContractNumber, Serial};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Filter, Kind, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use madoguchi::ui::screen::{Ambient, Binding, Cx, Screen, Who};
use madoguchi::ui::shell::{Event, House};
use madoguchi::ui::testing::Harness;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A desk with its clock and the training bank's fobs.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
    pub(crate) clock: Clock,
    pub(crate) fobs: Fobs,
    pub(crate) who: Session,
}

impl Counter {
    pub(crate) fn open() -> Self {
        Self::of("T001")
    }

    /// A counter where this member of the staff works.
    pub(crate) fn of(id: &str) -> Self {
        let mut entropy = Repeatable(7);
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let who = demo::session(&mut desk, id).unwrap();
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self { desk, clock, fobs, who }
    }

    /// Records a check of the representative with these methods and every drawn fact right.
    pub(crate) fn checked(mut self, number: &str, channel: Channel, mut methods: Vec<Method>) -> Self {
        let begin = Command::BeginCheck {
            contract: contract(number),
            channel,
            person: Person::Representative,
        };
        let Ok(Outcome::CheckBegun { check, questions }) = self.desk.execute(&self.who, begin) else {
            panic!("the check was not begun")
        };
        methods.push(Method::Facts(
            questions.into_iter().map(|question| question.fact).collect(),
        ));
        let finish = Command::FinishCheck {
            check,
            methods,
            confirmed: true,
        };
        self.desk.execute(&self.who, finish).unwrap();
        self
    }

    /// A check at the counter that carries every action.
    pub(crate) fn identified(self, number: &str) -> Self {
        self.checked(number, Channel::Counter, vec![Method::Seal])
    }

    /// Suspends a token by five wrong codes.
    pub(crate) fn suspended(mut self, number: &str, serial: &str) -> Self {
        let wrong = wrong_code(&self.fobs, serial, self.clock.now());
        for _ in 0..5 {
            let command = Command::CheckCode {
                contract: contract(number),
                serial: Serial::parse(serial).unwrap(),
                code: wrong.clone().into(),
                user: None,
            };
            self.desk.execute(&self.who, command).unwrap_err();
        }
        self
    }

    /// The console, on the screen that `make` makes.
    pub(crate) fn console<S: Screen>(self, make: impl Fn() -> S + 'static) -> Console {
        let house = House {
            clock: self.clock.clone(),
            training: true,
            ..House::for_tests(self.clock.now()).unwrap()
        };
        let start = Start {
            who: Some(self.who),
            make,
        };
        Console {
            harness: Harness::new(house, self.desk, start),
            clock: self.clock,
            fobs: self.fobs,
        }
    }
}

/// The console with what a test needs beside it.
pub(crate) struct Console {
    pub(crate) harness: Harness<Desk>,
    clock: Clock,
    fobs: Fobs,
}

impl Console {
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        self.harness.keys(keys);
        self
    }

    pub(crate) fn wait(&mut self, minutes: i64) -> &mut Self {
        self.clock.move_by(TimeDelta::minutes(minutes));
        self.harness.event(Event::Tick);
        self
    }

    pub(crate) fn code(&self, serial: &str) -> String {
        let serial = Serial::parse(serial).unwrap();
        self.fobs.code(&serial, self.clock.now()).unwrap().code
    }

    pub(crate) fn wrong_code(&self, serial: &str) -> String {
        wrong_code(&self.fobs, serial, self.clock.now())
    }

    /// The message line.
    pub(crate) fn message(&self) -> String {
        self.harness.row(23)
    }

    #[track_caller]
    pub(crate) fn says(&mut self, start: &str) -> &mut Self {
        assert!(self.message().starts_with(start), "{start}: {:?}", self.harness);
        self
    }

    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        assert!(self.harness.screen().contains(text), "{text}: {:?}", self.harness);
        self
    }

    #[track_caller]
    pub(crate) fn hides(&mut self, text: &str) -> &mut Self {
        assert!(!self.harness.screen().contains(text), "{text}: {:?}", self.harness);
        self
    }

    /// The screen that is on top.
    #[track_caller]
    pub(crate) fn is_on(&mut self, id: &str) -> &mut Self {
        assert!(self.harness.row(1).ends_with(id), "{id}: {:?}", self.harness);
        self
    }

    /// The one row that holds a text.
    #[track_caller]
    pub(crate) fn row_with(&self, text: &str) -> String {
        let mut rows = (1..=24).map(|number| self.harness.row(number));
        let found = rows.find(|row| row.contains(text));
        found.unwrap_or_else(|| panic!("{text}: {:?}", self.harness))
    }

    /// The row of the cursor, counted from 1, and its column, counted from 0.
    pub(crate) fn cursor(&self) -> (String, u16) {
        let at = self.harness.cursor();
        (self.harness.row(at.y + 1), at.x)
    }

    /// The names of the entries of the trail about a contract, newest first, with their codes.
    pub(crate) fn trail(self, number: &str) -> Vec<(String, Option<String>)> {
        let mut desk = self.harness.finish().unwrap();
        let supervisor = demo::session(&mut desk, "S001").unwrap();
        let filter = Filter {
            contract: Some(contract(number)),
            limit: 20,
        };
        let entries = desk.look(&supervisor).trail(&filter).unwrap();
        entries
            .into_iter()
            .map(|entry| (entry.draft.action, entry.draft.code))
            .collect()
    }
}

/// Signs in and opens the screen once; what stands below it in a test.
struct Start<F> {
    who: Option<Session>,
    make: F,
}

impl<S: Screen, F: Fn() -> S + 'static> Screen for Start<F> {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TKSK002"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        String::new()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        vec![]
    }

    fn opened(&mut self, cx: &mut Cx<'_, ()>) {
        if let Some(session) = self.who.take() {
            cx.sign_in(Who::of(session, cx.at().words));
            cx.open((self.make)());
        }
    }

    fn update(&mut self, (): (), _cx: &mut Cx<'_, ()>) {}

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}

fn wrong_code(fobs: &Fobs, serial: &str, now: Instant) -> String {
    let serial = Serial::parse(serial).unwrap();
    let near: Vec<_> = (-3..=3)
        .map(|minutes| fobs.code(&serial, now + TimeDelta::minutes(minutes)).unwrap().code)
        .collect();
    (0..1_000_000)
        .map(|n| format!("{n:06}"))
        .find(|code| !near.contains(code))
        .unwrap()
}

pub(crate) fn contract(number: &str) -> ContractNumber {
    ContractNumber::parse(number).unwrap()
}
