//! BLGI001 ログイン: login ID and login password. On a training store users worth trying stand below.

use secrecy::ExposeSecret;

use super::Remedy;
use super::blgi002::OwnPasswords;
use super::blgi011::Registration;
use super::btop001::TopPage;
use crate::customer::screens;
use crate::desk::FirstLetter;
use crate::domain::calendar::Instant;
use crate::domain::values::LoginId;
use crate::portal::{Error, Me, Welcome};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::credentials::{Credentials, Fields};
use crate::ui::kit::field::Field;
use crate::ui::kit::lines::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of what can be typed.
const COLUMNS: u16 = 32;
/// Columns of a login ID in the box with users of the training bank.
const LOGIN_ID_COLUMNS: u16 = 10;
/// The most columns of that box.
const DEMO_COLUMNS: u16 = 104;

/// BLGI001 ログイン.
pub struct Login {
    asked: Credentials<LoginId>,
    remedy: Remedy,
    /// What came by sealed letter, on a training bank.
    letters: Vec<FirstLetter>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Go,
    /// The portal's answer.
    Answered(Result<(Welcome, Me), Error>),
    /// The sealed letters of a training bank (R17.1).
    Letters(Vec<FirstLetter>),
}

impl Default for Login {
    /// The screen with nothing typed.
    fn default() -> Self {
        Self {
            asked: Credentials::new(fields),
            remedy: Remedy::default(),
            letters: Vec::new(),
        }
    }
}

impl Login {
    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some((login_id, password)) = self.asked.read(cx) {
            cx.customer_login(login_id, password, Msg::Answered);
        }
    }

    fn enter(welcome: Welcome, me: Me, cx: &mut Cx<'_, Msg>) {
        let last = welcome.last_login_at;
        if welcome.must_change {
            // Nothing else opens before the passwords are the user's own (R17.1).
            cx.sign_in_newcomer(welcome.key, &me);
            cx.restart(OwnPasswords::first());
        } else if welcome.shows_registration {
            cx.sign_in_newcomer(welcome.key, &me);
            cx.restart(Registration::new(me, last));
        } else {
            cx.sign_in_customer(welcome.key, &me);
            cx.restart(TopPage::new(last));
        }
        cx.say(Message::good("I1601", greeting(last, cx.at().words)));
    }
}

/// The login before this one, in words.
fn greeting(last: Option<Instant>, words: &Words) -> String {
    let login = &words.portal.login;
    last.map_or_else(
        || login.first.to_owned(),
        |last| login.welcome(place::At(&words.moment(last))),
    )
}

fn fields(words: &Words) -> Fields<LoginId> {
    let login = &words.portal.login;
    Fields::new(
        Field::code(login.login_id, COLUMNS).hint(login.login_id_hint),
        Field::secret(login.password, COLUMNS).hint(login.password_hint),
        LoginId::parse,
    )
}

impl Screen for Login {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BLGI001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Function::Execute, at.words.portal.login.go, Msg::Go)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.asked.opened(cx.at().words);
    }

    /// On a training bank the letter is opened here, beside the other passwords.
    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        if cx.at().training {
            cx.ask_latest("letters", |desk| desk.shown_letters().to_vec(), Msg::Letters);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Letters(letters) => self.letters = letters,
            Msg::Answered(Ok((welcome, me))) => Self::enter(welcome, me, cx),
            Msg::Answered(Err(error)) => {
                self.asked.refused();
                self.remedy = Remedy::of(&error);
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let login = &at.words.portal.login;
        let body = Body::new(at).gap(1).line(login.lead, at.theme.value).gap(1);
        let body = body.form(self.asked.form(at.words)?);
        let body = body.text(self.remedy.text(at.words), at.theme.warn).indent(2).rows(2);
        Some(if at.training {
            body.panel(login.demo, DEMO_COLUMNS, demo(&self.letters, at)).indent(1)
        } else {
            body
        })
    }
}

/// Users of the training bank who are worth trying, and how their passwords are made; everything in it is invented.
fn demo<'a>(letters: &[FirstLetter], at: &'a Ambient<'a>) -> Body<'a> {
    let (login, style) = (&at.words.portal.login, at.theme.value);
    let users = login.demo_users.iter();
    let users = users.map(|user| {
        let (id, about) = (user.login_id.to_owned(), user.about.to_owned());
        Line::new([(0, id, style), (LOGIN_ID_COLUMNS, about, style)])
    });
    let body = Body::new(at).text(login.demo_rule, at.theme.info);
    let opened = letters.iter().map(|letter| {
        let text = login.letter(
            place::Confirmation(letter.confirmation.expose_secret()),
            place::Login(letter.login.expose_secret()),
            place::LoginId(letter.login_id.as_str()),
        );
        Line::new([(0, text, at.theme.good)])
    });
    body.lines(opened.chain(users).collect())
}

#[cfg(test)]
mod tests {
    use crate::domain::policy::Policy;
    use crate::intake::contracts;
    use crate::training::CONTRACTS;
    use crate::words::{Lang, Words};

    /// The login screen names only users who are there, the same in every language.
    #[test]
    fn the_users_worth_trying_are_of_the_training_bank() {
        let cases = contracts::read(CONTRACTS, &Policy::default()).unwrap();
        let known = format!("{cases:?}");
        let users = |lang| {
            let words = Words::of(lang);
            let users = words.portal.login.demo_users.iter();
            users.map(|user| user.login_id).collect::<Vec<_>>()
        };
        assert_eq!(users(Lang::Ja), users(Lang::En));
        for login_id in users(Lang::Ja) {
            assert!(known.contains(login_id), "{login_id}");
        }
    }
}
