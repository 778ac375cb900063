//! Consoles of the web banking over the training bank. 例示工業 (1000003) has the master DEN503 and the admin DEN503M1, each
//! with a token of their own; 架空水産 (1000002) a master and a general user who share one; 見本文具 (1000005) does not use
//! tokens yet.

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::console::{Options, customer_house};
use madoguchi::customer::blgi001::Login;
use madoguchi::desk::Desk;
use madoguchi::domain::values::Serial;
use madoguchi::store::Kind;
use madoguchi::training::fobs::Fobs;
use madoguchi::training::{confirmation_password, login_password};
use madoguchi::ui::event::Event;
use madoguchi::ui::testing::Harness;
use madoguchi::words::Lang;

use secrecy::ExposeSecret;

use crate::support::{branch, login, two_terminals};

/// One user at one terminal.
pub(super) struct Seat {
    pub(super) console: Harness,
    pub(super) clock: Clock,
    fobs: Fobs,
}

pub(super) fn confirmation(user: &str) -> String {
    confirmation_password(&login(user)).expose_secret().to_owned()
}

impl Seat {
    /// The login screen over a bank of its own.
    pub(super) fn closed_in(lang: Lang) -> Self {
        let (desk, clock) = branch();
        Self::over(lang, desk, clock)
    }

    fn over(lang: Lang, desk: Desk, clock: Clock) -> Self {
        let options = Options {
            lang,
            ..Options::default()
        };
        let house = customer_house(clock.clone(), Kind::Training, &options).unwrap();
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self {
            console: Harness::new(house, desk, Login::default()),
            clock,
            fobs,
        }
    }

    /// A user on the screen of that ID.
    pub(super) fn of(user: &str, screen: &str) -> Self {
        let mut seat = Self::closed_in(Lang::Ja);
        seat.log_in(user).jump(screen);
        seat
    }

    pub(super) fn log_in(&mut self, user: &str) -> &mut Self {
        let password = login_password(&login(user)).expose_secret().to_owned();
        self.is_on("BLGI001").keys(&format!("{user}<Enter>{password}<F10>"));
        if self.row(1).ends_with("BLGI011") {
            self.keys("<F9>");
        }
        self.is_on("BTOP001")
    }

    /// Goes to a screen by its ID.
    pub(super) fn jump(&mut self, screen: &str) -> &mut Self {
        self.keys(&format!("<Ctrl+G>{screen}<Enter>")).is_on(screen)
    }

    /// Goes somewhere after the session has ended: to the login.
    pub(super) fn jump_refused(&mut self) -> &mut Self {
        self.keys("<Ctrl+G>BRSK005<Enter>").is_on("BLGI001").says("E1606")
    }

    pub(super) fn keys(&mut self, notation: &str) -> &mut Self {
        self.console.keys(notation);
        self
    }

    /// Goes to the field of that name.
    #[track_caller]
    pub(super) fn to(&mut self, field: &str) -> &mut Self {
        for _ in 0..20 {
            if self.focus().contains(field) {
                return self;
            }
            self.keys("<Tab>");
        }
        panic!("no field {field}:{:?}", self.console);
    }

    /// Types the confirmation password of a user and, on the field behind it, what the fob shows.
    pub(super) fn confirm(&mut self, user: &str, serial: Option<&str>) -> &mut Self {
        self.keys(&confirmation(user));
        if let Some(serial) = serial {
            let code = self.code(serial);
            self.keys("<Enter>").keys(&code);
        }
        self
    }

    /// What a fob shows, in a step of its own.
    pub(super) fn code(&mut self, serial: &str) -> String {
        self.clock.move_by(TimeDelta::seconds(60));
        let serial = Serial::parse(serial).unwrap();
        self.fobs.code(&serial, self.clock.now()).unwrap().code
    }

    pub(super) fn tick(&mut self) -> &mut Self {
        self.console.event(Event::Tick);
        self
    }

    pub(super) fn row(&self, number: u16) -> String {
        self.console.row(number)
    }

    #[track_caller]
    pub(super) fn is_on(&mut self, id: &str) -> &mut Self {
        assert!(self.row(1).ends_with(id), "not on {id}:{:?}", self.console);
        self
    }

    #[track_caller]
    pub(super) fn says(&mut self, start: &str) -> &mut Self {
        assert!(
            self.row(23).starts_with(start),
            "{start} is not said:{:?}",
            self.console
        );
        self
    }

    #[track_caller]
    pub(super) fn shows(&mut self, text: &str) -> &mut Self {
        assert!(
            self.console.screen().contains(text),
            "{text} is not on the screen:{:?}",
            self.console
        );
        self
    }

    #[track_caller]
    pub(super) fn lacks(&mut self, text: &str) -> &mut Self {
        assert!(
            !self.console.screen().contains(text),
            "{text} is on the screen:{:?}",
            self.console
        );
        self
    }

    /// The row of the cursor.
    pub(super) fn focus(&self) -> String {
        self.row(self.console.cursor().y + 1)
    }

    /// Asserts that the cursor stands in a row with that text.
    #[track_caller]
    pub(super) fn focuses(&mut self, text: &str) -> &mut Self {
        assert!(
            self.focus().contains(text),
            "the focus is not on {text}:{:?}",
            self.console
        );
        self
    }

    /// The row of the list that holds a text.
    #[track_caller]
    pub(super) fn row_with(&self, text: &str) -> String {
        let found = (3..=21).map(|number| self.row(number)).find(|row| row.contains(text));
        found.unwrap_or_else(|| panic!("{text} is not on the screen:{:?}", self.console))
    }
}

/// Two terminals of one company over one store.
pub(super) struct Two {
    pub(super) one: Seat,
    pub(super) other: Seat,
    _folder: tempfile::TempDir,
}

impl Two {
    /// `one` and `other` are logged in.
    pub(super) fn of(one: &str, other: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, beside, clock) = two_terminals(folder.path());
        let mut two = Self {
            one: Seat::over(Lang::Ja, desk, clock.clone()),
            other: Seat::over(Lang::Ja, beside, clock),
            _folder: folder,
        };
        two.one.log_in(one);
        two.other.log_in(other);
        two
    }
}
