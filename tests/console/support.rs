//! The branch's console of 80×24 over the training bank at 10:15 of its first day.

mod branch;
mod customer;
mod door;
mod web;

use chrono::TimeDelta;
use madoguchi::branch::tlgi001::Login;
use madoguchi::clock::Clock;
use madoguchi::console::{Options, house};
use madoguchi::desk::{Desk, Session};
use madoguchi::domain::identity::Fact;
use madoguchi::domain::policy;
use madoguchi::domain::values::Serial;
use madoguchi::entropy::Repeatable;
use madoguchi::inbox::Inbox;
use madoguchi::outbox::{Exports, Outbox};
use madoguchi::store::{Filter, Kind, Location, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use madoguchi::ui::event::Event;
use madoguchi::ui::screen::Screen;
use madoguchi::ui::testing::Harness;
use madoguchi::words::{Lang, Words};

pub(crate) use branch::{Branch, revoke, unlock};
pub(crate) use customer::{as_it_stands, check, checked, contract, identified, login, suspended};
pub(crate) use door::Door;
pub(crate) use web::{TwoWebs, confirmation};

/// A console with what stands beside the counter: the hands of the clock, and the customers' fobs.
pub(crate) struct Counter {
    pub(crate) console: Harness,
    pub(crate) clock: Clock,
    pub(crate) fobs: Fobs,
}

impl Counter {
    /// The login screen, as the program begins.
    pub(crate) fn closed() -> Self {
        Self::closed_in(Lang::Ja)
    }

    /// The login screen of a console that looks like that.
    pub(crate) fn with(options: &Options) -> Self {
        let (desk, clock) = branch();
        Self::looking(options, desk, clock, Login::default())
    }

    /// The login screen in that language.
    pub(crate) fn closed_in(lang: Lang) -> Self {
        let (desk, clock) = branch();
        Self::speaking(lang, desk, clock, Login::default())
    }

    /// A member of the demo's staff at the menu.
    pub(crate) fn of(staff: &str) -> Self {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, staff).unwrap();
        Self::over(desk, clock, Door::to_the_menu(session))
    }

    /// A member of the demo's staff on `screen`, with the menu below it.
    pub(crate) fn at(staff: &str, screen: impl Screen) -> Self {
        Self::prepared(staff, screen, as_it_stands)
    }

    /// The same after `prepare` has done something at the desk, as that member of the staff.
    pub(crate) fn prepared(staff: &str, screen: impl Screen, prepare: impl FnOnce(&mut Desk, &Session)) -> Self {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, staff).unwrap();
        prepare(&mut desk, &session);
        Self::over(desk, clock, Door::to(session, screen))
    }

    /// A console over any desk.
    pub(crate) fn over(desk: Desk, clock: Clock, first: impl Screen) -> Self {
        Self::speaking(Lang::Ja, desk, clock, first)
    }

    /// A console in that language.
    pub(crate) fn speaking(lang: Lang, desk: Desk, clock: Clock, first: impl Screen) -> Self {
        Self::looking(
            &Options {
                lang,
                ..Options::default()
            },
            desk,
            clock,
            first,
        )
    }

    /// A member of the demo's staff at the menu of a console that locks after five minutes.
    pub(crate) fn that_locks(staff: &str) -> Self {
        let (desk, clock) = branch();
        Self::that_locks_over(desk, clock, staff)
    }

    /// The same over any desk.
    pub(crate) fn that_locks_over(mut desk: Desk, clock: Clock, staff: &str) -> Self {
        let session = demo::session(&mut desk, staff).unwrap();
        let options = Options {
            idle_lock: Some(desk.policy().idle_lock),
            session: Some(desk.policy().staff_session),
            ..Options::default()
        };
        Self::looking(&options, desk, clock, Door::to_the_menu(session))
    }

    /// A closed counter whose slips go to a folder.
    pub(crate) fn printing(folder: &std::path::Path) -> Self {
        let (desk, clock) = branch();
        Self::looking(&into(folder), desk, clock, Login::default())
    }

    /// That screen, for a member of the staff whose files go to a folder.
    pub(crate) fn writing(staff: &str, folder: &std::path::Path, screen: impl Screen) -> Self {
        Self::writing_prepared(staff, folder, screen, as_it_stands)
    }

    /// The same after `prepare` has done something at the desk, as that member of the staff.
    pub(crate) fn writing_prepared(
        staff: &str,
        folder: &std::path::Path,
        screen: impl Screen,
        prepare: impl FnOnce(&mut Desk, &Session),
    ) -> Self {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, staff).unwrap();
        prepare(&mut desk, &session);
        Self::looking(&into(folder), desk, clock, Door::to(session, screen))
    }

    /// The same where a folder offers its files.
    pub(crate) fn offering(
        staff: &str,
        folder: &std::path::Path,
        screen: impl Screen,
        prepare: impl FnOnce(&mut Desk, &Session),
    ) -> Self {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, staff).unwrap();
        prepare(&mut desk, &session);
        let options = Options {
            inbox: Some(Inbox::new(folder.to_owned())),
            ..into(folder)
        };
        Self::looking(&options, desk, clock, Door::to(session, screen))
    }

    fn looking(options: &Options, desk: Desk, clock: Clock, first: impl Screen) -> Self {
        let house = house(clock.clone(), Kind::Training, options).unwrap();
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

    /// Pastes a text in one piece.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.console.paste(text);
        self
    }

    /// Logs in at the login screen, as the demo shows it.
    pub(crate) fn log_in(&mut self, staff: &str) -> &mut Self {
        let known = demo::STAFF.iter().find(|(id, ..)| *id == staff);
        let password = known.map_or("", |(.., password)| password);
        self.keys(&format!("{staff}<Enter>{password}<F10>")).is_on("TTOP001")
    }

    /// Finds a contract from the menu and opens it.
    pub(crate) fn find(&mut self, number: &str) -> &mut Self {
        self.keys("1").keys(number).keys("<Enter>").is_on("TKSK002")
    }

    /// F10 of 役席承認 with this ID and password.
    pub(crate) fn approve(&mut self, staff: &str, password: &str) -> &mut Self {
        self.keys(&format!("{staff}<Enter>{password}<F10>"))
    }

    /// One row of the screen, counted from 1.
    pub(crate) fn row(&self, number: u16) -> String {
        self.console.row(number)
    }

    /// The whole screen.
    pub(crate) fn screen(&self) -> String {
        self.console.screen()
    }

    /// The message line.
    pub(crate) fn message(&self) -> String {
        self.row(23)
    }

    /// Asserts that the message line begins with `start`.
    #[track_caller]
    pub(crate) fn says(&mut self, start: &str) -> &mut Self {
        assert!(
            self.message().starts_with(start),
            "{start} is not said:{:?}",
            self.console
        );
        self
    }

    /// Asserts that the screen of this ID is on top.
    #[track_caller]
    pub(crate) fn is_on(&mut self, id: &str) -> &mut Self {
        assert!(self.row(1).ends_with(id), "not on {id}:{:?}", self.console);
        self
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

    /// How many users are chosen on a list with boxes.
    pub(crate) fn chosen(&self) -> usize {
        self.screen().matches("[x]").count()
    }

    /// The first row that holds a text.
    #[track_caller]
    pub(crate) fn row_with(&self, text: &str) -> String {
        let found = (1..=24).map(|number| self.row(number)).find(|row| row.contains(text));
        found.unwrap_or_else(|| panic!("{text} is not on the screen:{:?}", self.console))
    }

    /// The row of the cursor, and its column counted from 0.
    pub(crate) fn cursor_row(&self) -> (String, u16) {
        let at = self.console.cursor();
        (self.row(at.y + 1), at.x)
    }

    /// Goes to the field of that name.
    #[track_caller]
    pub(crate) fn go(&mut self, field: &str) -> &mut Self {
        for _ in 0..20 {
            if self.cursor_row().0.contains(field) {
                return self;
            }
            self.keys("<Tab>");
        }
        panic!("no field {field}:{:?}", self.console);
    }

    /// The caller answers so many of the facts that are asked, right.
    #[track_caller]
    pub(crate) fn answer(&mut self, count: usize) -> &mut Self {
        for _ in 0..count {
            let said = self.right_answer();
            self.keys(&said).keys("<Enter>");
        }
        self
    }

    /// What the contract of the screen has for the fact that is asked just now.
    #[track_caller]
    pub(crate) fn right_answer(&self) -> String {
        let is_number = |word: &&str| word.len() == 7 && word.bytes().all(|byte| byte.is_ascii_digit());
        let number = self.screen().split_whitespace().find(is_number).unwrap().to_owned();
        let (mut desk, _) = branch();
        let who = demo::session(&mut desk, "S001").unwrap();
        let case = desk.look(&who).sheet(&contract(&number)).unwrap().case;
        self.asked()
            .answer(&case)
            .unwrap()
            .split(", ")
            .next()
            .unwrap()
            .to_owned()
    }

    /// An answer to the fact on the cursor's row that no contract has.
    pub(crate) fn wrong_answer(&self) -> &'static str {
        match self.asked() {
            Fact::Account => "1111111",
            Fact::StartDate => "2001-01-01",
            Fact::UserCount => "99",
            Fact::TokenSerial => "99999999",
            Fact::Branch | Fact::MasterName => "まちがい",
        }
    }

    /// The fact that is asked for on the cursor's row.
    fn asked(&self) -> Fact {
        let (words, row) = (Words::of(Lang::Ja), self.cursor_row().0);
        let asked = Fact::ALL.into_iter().find(|fact| row.contains(words.label.fact(*fact)));
        asked.unwrap_or_else(|| panic!("no fact is asked:{:?}", self.console))
    }

    /// Moves the clock; the screen is told of the passing second.
    pub(crate) fn wait(&mut self, minutes: i64) -> &mut Self {
        self.clock.move_by(TimeDelta::minutes(minutes));
        self.tick()
    }

    /// Minutes pass without a key; on a training store a leap of the clock would be no silence.
    pub(crate) fn silence(&mut self, minutes: i64) -> &mut Self {
        for _ in 0..minutes * 2 {
            self.clock.move_by(TimeDelta::seconds(30));
            self.tick();
        }
        self
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
        customer::wrong_code(&self.fobs, serial, self.clock.now())
    }

    /// The actions in the trail about a contract, newest first.
    pub(crate) fn trail(self, number: &str) -> Vec<String> {
        let mut desk = self.console.finish().unwrap();
        let supervisor = demo::session(&mut desk, "S001").unwrap();
        let filter = Filter {
            contract: Some(contract(number)),
            limit: 20,
        };
        let entries = desk.look(&supervisor).trail(&filter).unwrap();
        entries.into_iter().map(|entry| entry.draft.action).collect()
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
    let desk = |opened, seed| Desk::new(opened, clock.clone(), Box::new(Repeatable(seed)), "test").unwrap();
    let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(42)).unwrap();
    let mut one = desk(made, 43);
    demo::furnish(&mut one, &clock).unwrap();
    let other = desk(Store::open(&at).unwrap(), 44);
    (one, other, clock)
}

/// A console whose slips and exports go to a folder.
pub(crate) fn into(folder: &std::path::Path) -> Options {
    Options {
        exports: Some(Exports::new(folder.to_owned(), Outbox::default())),
        ..Options::default()
    }
}
