//! A customer's terminal: the screens of the web banking over the training bank, whose users have their passwords.

use madoguchi::clock::Clock;
use madoguchi::console::{Options, customer_house};
use madoguchi::customer::blgi001::Login;
use madoguchi::desk::{Desk, Session};
use madoguchi::portal::Portal;
use madoguchi::store::Kind;
use madoguchi::training::fobs::Fobs;
use madoguchi::training::{confirmation_password, demo, login_password};
use madoguchi::ui::testing::Harness;
use madoguchi::words::Lang;
use secrecy::ExposeSecret;

use super::{Counter, branch, login, two_terminals};

/// 確認用パスワード of a user.
pub(crate) fn confirmation(user: &str) -> String {
    confirmation_password(&login(user)).expose_secret().to_owned()
}

impl Counter {
    /// The customer's login screen, after `prepare` has done something at the branch.
    pub(crate) fn web(prepare: impl FnOnce(&mut Desk, &Session)) -> Self {
        Self::web_in(Lang::Ja, prepare)
    }

    /// The same in that language.
    pub(crate) fn web_in(lang: Lang, prepare: impl FnOnce(&mut Desk, &Session)) -> Self {
        let (mut desk, clock) = branch();
        let teller = demo::session(&mut desk, "T001").unwrap();
        prepare(&mut desk, &teller);
        Self::web_over(lang, desk, clock)
    }

    fn web_over(lang: Lang, desk: Desk, clock: Clock) -> Self {
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

    /// Logs a user in at the login screen.
    pub(crate) fn enter(&mut self, user: &str) -> &mut Self {
        self.is_on("BLGI001");
        self.keys(&format!(
            "{user}<Enter>{}<F10>",
            login_password(&login(user)).expose_secret()
        ))
    }

    /// From the top page to 作業内容選択.
    pub(crate) fn go_to_tasks(&mut self) -> &mut Self {
        self.is_on("BTOP001")
            .keys("6")
            .is_on("BSSK001")
            .keys("1")
            .is_on("BRSK001")
    }
}

/// A customer's terminal, and another over the same store.
pub(crate) struct TwoWebs {
    pub(crate) counter: Counter,
    pub(crate) other: Desk,
    _folder: tempfile::TempDir,
}

impl TwoWebs {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, other, clock) = two_terminals(folder.path());
        Self {
            counter: Counter::web_over(Lang::Ja, desk, clock),
            other,
            _folder: folder,
        }
    }

    /// The same user logs in elsewhere.
    pub(crate) fn enter_elsewhere(&mut self, user: &str) {
        let mut portal = Portal::over(self.other.office());
        portal.login(&login(user), &login_password(&login(user))).unwrap();
    }
}
