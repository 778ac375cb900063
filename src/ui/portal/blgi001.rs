//! BLGI001 ログイン: login ID and login password.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::SecretString;

use super::btop001::TopPage;
use crate::domain::values::LoginId;
use crate::portal::{Error, Me, Welcome};
use crate::ui::keys::Key;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};
use crate::ui::text::put;
use crate::words::Words;

/// Columns of what can be typed.
const COLUMNS: u16 = 32;

/// BLGI001 ログイン.
#[derive(Default)]
pub struct Login {
    asked: Option<Asked>,
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
}

impl Asked {
    fn new(words: &Words) -> Self {
        let login = &words.portal.login;
        let mut form = Form::new();
        let login_id = Field::code(&login.login_id, COLUMNS)
            .required()
            .hint(&login.login_id_hint);
        let login_id = form.add(login_id, |text, words| {
            LoginId::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        });
        let password = Field::secret(&login.password, COLUMNS)
            .required()
            .hint(&login.password_hint);
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

    fn id(&self) -> &'static str {
        "BLGI001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.portal.login.title.clone()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Key::F(10), &at.words.portal.login.go, Msg::Go)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.asked.is_none() {
            self.asked = Some(Asked::new(cx.at().words));
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Answered(Ok((welcome, me))) => {
                cx.sign_in_customer(welcome.key, &me);
                cx.restart(TopPage::new());
            }
            Msg::Answered(Err(error)) => {
                if let Some(asked) = &mut self.asked {
                    asked.form.clear(&asked.password);
                    asked.form.focus(&asked.password);
                }
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let lead = &at.words.portal.login.lead;
        put(buf, area.x + 1, area.y + 1, area.width - 1, lead, at.theme.value);
        if let Some(asked) = &self.asked {
            asked.form.view(form_area(area), buf, at);
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
