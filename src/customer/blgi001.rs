//! BLGI001 ログイン: login ID and login password. On a training store users worth trying stand below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::SecretString;

use super::Remedy;
use super::blgi011::Registration;
use super::btop001::TopPage;
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::values::LoginId;
use crate::portal::{Error, Me, Welcome};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::put;
use crate::words::{Words, place};

/// Columns of what can be typed.
const COLUMNS: u16 = 32;
/// Columns of a login ID in the box with users of the training bank.
const LOGIN_ID_COLUMNS: u16 = 10;
/// The most columns of that box.
const DEMO_COLUMNS: u16 = 104;

/// BLGI001 ログイン.
#[derive(Default)]
pub struct Login {
    asked: Option<Asked>,
    remedy: Remedy,
}

struct Asked {
    form: Form,
    login_id: Entry<LoginId>,
    password: Entry<SecretString>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Go,
    /// The portal's answer.
    Answered(Result<(Welcome, Me), Error>),
}

impl Login {
    /// The screen with nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(asked) = &mut self.asked else { return };
        let words = cx.at().words;
        let read = asked
            .form
            .read(&asked.login_id, words)
            .and_then(|login_id| Ok((login_id, asked.form.read(&asked.password, words)?)));
        match read {
            Ok((login_id, password)) => cx.customer_login(login_id, password, Msg::Answered),
            Err(message) => cx.say(message),
        }
    }

    fn enter(welcome: Welcome, me: Me, cx: &mut Cx<'_, Msg>) {
        let last = welcome.last_login_at;
        if welcome.shows_registration {
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

impl Asked {
    fn new(words: &Words) -> Self {
        let login = &words.portal.login;
        let mut form = Form::new();
        let login_id = Field::code(login.login_id, COLUMNS)
            .required()
            .hint(login.login_id_hint);
        let login_id = form.add(login_id, |text, words| {
            LoginId::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        });
        let password = Field::secret(login.password, COLUMNS)
            .required()
            .hint(login.password_hint);
        let password = form.add_secret(password);
        Self {
            form,
            login_id,
            password,
        }
    }
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
        if self.asked.is_none() {
            self.asked = Some(Asked::new(cx.at().words));
        }
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(asked) = &mut self.asked {
            asked.form.retell(Asked::new(cx.at().words).form);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Answered(Ok((welcome, me))) => Self::enter(welcome, me, cx),
            Msg::Answered(Err(error)) => {
                if let Some(asked) = &mut self.asked {
                    asked.form.clear(&asked.password);
                    asked.form.focus(&asked.password);
                }
                self.remedy = Remedy::of(&error);
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let lead = at.words.portal.login.lead;
        put(buf, area.x + 1, area.y + 1, area.width - 1, lead, at.theme.value);
        if let Some(asked) = &self.asked {
            asked.form.view(form_area(area), buf, at);
        }
        let below = Rect::new(area.x + 2, area.y + 5, area.width.saturating_sub(3), 2);
        paragraph(below, buf, &self.remedy.text(at.words), at.theme.warn);
        if at.training {
            demo(area, buf, at);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.asked.as_ref()?.form.cursor(form_area(area))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.asked.as_ref().map(|asked| asked.form.hint()).unwrap_or_default()
    }

    fn typing(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.form.typing())
    }
}

fn form_area(area: Rect) -> Rect {
    Rect::new(area.x, area.y + 3, area.width, 2)
}

/// Users of the training bank who are worth trying, and how their passwords are made; everything in it is invented.
fn demo(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let login = &at.words.portal.login;
    let rows = u16::try_from(login.demo_users.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let place = Rect::new(area.x + 1, area.y + 7, DEMO_COLUMNS.min(area.width - 2), rows);
    let inside = panel(place.intersection(area), buf, login.demo, at);
    let inside = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let taken = paragraph(inside, buf, login.demo_rule, at.theme.info);
    for (user, y) in login.demo_users.iter().zip(inside.y + taken..inside.bottom()) {
        put(buf, inside.x, y, LOGIN_ID_COLUMNS, user.login_id, at.theme.value);
        let x = inside.x + LOGIN_ID_COLUMNS;
        put(buf, x, y, inside.right().saturating_sub(x), user.about, at.theme.value);
    }
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
