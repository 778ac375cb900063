//! The branch's console of 80×24 over the training bank at 10:15 of its first day.

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Session};
use madoguchi::domain::policy;
use madoguchi::domain::values::Serial;
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use madoguchi::ui::console::{Options, house};
use madoguchi::ui::screen::{Ambient, Binding, Cx, Screen, Who};
use madoguchi::ui::screens::tlgi001::Login;
use madoguchi::ui::screens::ttop001::Menu;
use madoguchi::ui::shell::Event;
use madoguchi::ui::testing::Harness;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A console with what stands beside the counter: the hands of the clock, and the customers' fobs.
pub(crate) struct Counter {
    pub(crate) console: Harness,
    pub(crate) clock: Clock,
    pub(crate) fobs: Fobs,
}

impl Counter {
    /// The login screen, as the program begins.
    pub(crate) fn closed() -> Self {
        let (desk, clock) = branch();
        Self::over(desk, clock, Login::new())
    }

    /// A member of the demo's staff at the menu.
    pub(crate) fn of(staff: &str) -> Self {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, staff).unwrap();
        Self::over(desk, clock, Arriving::<Menu>(Some(session), None))
    }

    /// A member of the demo's staff on `screen`, with the menu below it.
    pub(crate) fn at(staff: &str, screen: impl Screen) -> Self {
        Self::prepared(staff, screen, |_, _| ())
    }

    /// The same after `prepare` has done something at the desk, as that member of the staff.
    pub(crate) fn prepared(staff: &str, screen: impl Screen, prepare: impl FnOnce(&mut Desk, &Session)) -> Self {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, staff).unwrap();
        prepare(&mut desk, &session);
        Self::over(desk, clock, Arriving(Some(session), Some(screen)))
    }

    /// A console over any desk.
    pub(crate) fn over(desk: Desk, clock: Clock, first: impl Screen) -> Self {
        let house = house(clock.clone(), Kind::Training, &Options::default()).unwrap();
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self {
            console: Harness::new(house, desk, first),
            clock,
            fobs,
        }
    }

    /// Presses keys, written as [`Harness::keys`] has it.
    pub(crate) fn keys(&mut self, notation: &str) -> &mut Self {
        self.console.keys(notation);
        self
    }

    /// One row of the screen, counted from 1.
    pub(crate) fn row(&self, number: u16) -> String {
        self.console.row(number)
    }

    /// The whole screen.
    pub(crate) fn screen(&self) -> String {
        self.console.screen()
    }

    /// Asserts that `text` stands somewhere on the screen.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        assert!(
            self.screen().contains(text),
            "{text} is not on the screen:{:?}",
            self.console
        );
        self
    }

    /// Asserts that `text` stands nowhere on the screen.
    #[track_caller]
    pub(crate) fn lacks(&mut self, text: &str) -> &mut Self {
        assert!(
            !self.screen().contains(text),
            "{text} is on the screen:{:?}",
            self.console
        );
        self
    }

    /// Moves the clock; the screen is told of the passing second.
    pub(crate) fn wait(&mut self, minutes: i64) -> &mut Self {
        self.clock.move_by(TimeDelta::minutes(minutes));
        self.tick()
    }

    /// About a second passes without a key.
    pub(crate) fn tick(&mut self) -> &mut Self {
        self.console.event(Event::Tick);
        self
    }

    /// What a fob shows now.
    pub(crate) fn code(&self, serial: &str) -> String {
        let face = self.fobs.code(&Serial::parse(serial).unwrap(), self.clock.now());
        face.unwrap().code
    }

    /// A code that is wrong for the whole window around now.
    pub(crate) fn wrong_code(&self, serial: &str) -> String {
        let serial = Serial::parse(serial).unwrap();
        let around = |minutes| self.clock.now() + TimeDelta::minutes(minutes);
        let near: Vec<_> = (-3..=3)
            .map(|minutes| self.fobs.code(&serial, around(minutes)).unwrap().code)
            .collect();
        let mut codes = (0..).map(|n| format!("{n:06}"));
        codes.find(|code| !near.contains(code)).unwrap()
    }
}

/// The training bank in memory at the moment its demo begins.
pub(crate) fn branch() -> (Desk, Clock) {
    let mut entropy = Repeatable(42);
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
    demo::furnish(&mut desk, &clock).unwrap();
    (desk, clock)
}

/// The training bank in a folder, with the desks of two terminals over it and the clock they share.
pub(crate) fn two_terminals(folder: &std::path::Path) -> (Desk, Desk, Clock) {
    let at = Location {
        store: folder.join("data/madoguchi.db"),
        key: folder.join("keys/madoguchi.key"),
    };
    let clock = Clock::fixed(demo::start());
    let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(42)).unwrap();
    let mut one = Desk::new(opened, clock.clone(), Box::new(Repeatable(43)), "one").unwrap();
    demo::furnish(&mut one, &clock).unwrap();
    let other = Desk::new(
        Store::open(&at).unwrap(),
        clock.clone(),
        Box::new(Repeatable(44)),
        "other",
    )
    .unwrap();
    (one, other, clock)
}

/// Signs someone in without keys: the menu comes, and a screen on top of it.
pub(crate) struct Arriving<S>(pub(crate) Option<Session>, pub(crate) Option<S>);

impl<S: Screen> Screen for Arriving<S> {
    type Msg = ();

    fn id(&self) -> &'static str {
        ""
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        String::new()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        Vec::new()
    }

    fn opened(&mut self, cx: &mut Cx<'_, ()>) {
        if let Some(session) = self.0.take() {
            cx.sign_in(Who::of(session, cx.at().words));
            cx.restart(Menu::new());
        }
        if let Some(screen) = self.1.take() {
            cx.open(screen);
        }
    }

    fn update(&mut self, (): (), _cx: &mut Cx<'_, ()>) {}

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}
