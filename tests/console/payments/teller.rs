//! A customer at the web banking of the training bank, who knows their passwords and has their fob at hand.

use madoguchi::clock::Clock;
use madoguchi::console::{Options, customer_house};
use madoguchi::customer::blgi001::Login;
use madoguchi::desk::Desk;
use madoguchi::store::Kind;
use madoguchi::training::fobs::Fobs;
use madoguchi::ui::testing::Harness;
use madoguchi::words::Lang;

use crate::support::{Counter, branch};

/// The customer's console, logged out.
pub(crate) fn closed_in(lang: Lang, desk: Desk, clock: Clock) -> Counter {
    let options = Options {
        lang,
        ..Options::default()
    };
    let house = customer_house(clock.clone(), Kind::Training, &options).unwrap();
    let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
    Counter {
        console: Harness::new(house, desk, Login::default()),
        clock,
        fobs,
    }
}

/// A user logged in on a bank of their own, on the screen of that ID.
pub(crate) fn on(screen: &str, login_id: &str) -> Counter {
    let (desk, clock) = branch();
    let mut counter = closed_in(Lang::Ja, desk, clock);
    counter.log_on(login_id).jump(screen);
    counter
}

/// What a customer does beside typing.
pub(crate) trait Customer {
    /// Logs in as the demo's user, who puts the registration off if it is offered.
    fn log_on(&mut self, login_id: &str) -> &mut Self;
    /// Goes to a screen through the jump box.
    fn jump(&mut self, screen: &str) -> &mut Self;
    /// Logs out at the top page.
    fn leave(&mut self) -> &mut Self;
    /// On BFKF001 with one account: a payee and an amount.
    fn transfer(&mut self, amount: &str) -> &mut Self;
    /// Types the confirmation password of that user.
    fn confirm(&mut self, login_id: &str) -> &mut Self;
    /// Goes on to the code and types what the fob shows.
    fn type_code(&mut self, serial: &str) -> &mut Self;
}

impl Customer for Counter {
    fn log_on(&mut self, login_id: &str) -> &mut Self {
        self.keys(&format!("{login_id}<Enter>login-{login_id}<F10>"));
        if self.row(1).ends_with("BLGI011") {
            self.keys("<F9>");
        }
        self.is_on("BTOP001")
    }

    fn jump(&mut self, screen: &str) -> &mut Self {
        self.keys(&format!("<Ctrl+G>{screen}<Enter>"))
    }

    fn leave(&mut self) -> &mut Self {
        self.keys("<F3><F11>").is_on("BLGI001")
    }

    fn transfer(&mut self, amount: &str) -> &mut Self {
        self.keys("0001<Enter>012<Enter>1<Enter>1234567<Enter>ﾐﾎﾝ ｼﾖｳｼﾞ<Enter>")
            .keys(amount)
    }

    fn confirm(&mut self, login_id: &str) -> &mut Self {
        self.keys(&format!("kakunin-{login_id}"))
    }

    fn type_code(&mut self, serial: &str) -> &mut Self {
        let code = self.code(serial);
        self.keys("<Enter>").keys(&code)
    }
}
