//! TLGI002 再開: after a while without a key nothing of a customer can be read, until the same person gives their password.

use secrecy::SecretString;

use super::tlgi001::Login;
use super::tlgi003::OwnPassword;
use crate::branch::screens;
use crate::desk::{Error, Session};
use crate::store;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Who};
use crate::words::{Words, place};

/// Columns of the password.
const COLUMNS: u16 = 32;

/// TLGI002 再開.
#[derive(Default)]
pub struct Locked {
    asked: Option<(Form, Entry<SecretString>)>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Go,
    /// F3: somebody else is to log in.
    Logout,
    /// The desk's answer.
    Answered(Box<Result<Session, Error>>),
}

impl Locked {
    /// The screen with nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let (Some((form, password)), Some(session)) = (&mut self.asked, cx.at().session().cloned()) else {
            return;
        };
        match form.read(password, cx.at().words) {
            Ok(password) => cx.execute(
                move |desk| desk.resume(&session, &password),
                |answer| Msg::Answered(Box::new(answer)),
            ),
            Err(message) => cx.say(message),
        }
    }

    fn resumed(session: Session, cx: &mut Cx<'_, Msg>) {
        let (must_change, looks_only) = (session.must_change(), session.looks_only());
        cx.sign_in(Who::of(session));
        if must_change {
            cx.restart(OwnPassword::first());
        } else {
            cx.close();
            let words = cx.at().words;
            cx.say(if looks_only {
                Message::refused(&store::Error::LooksOnly.into(), words)
            } else {
                Message::good("I1207", words.staff.lock.resumed)
            });
        }
    }
}

/// The field of the password.
fn asked(words: &Words) -> (Form, Entry<SecretString>) {
    let words = &words.staff.lock;
    let mut form = Form::new();
    let field = Field::secret(words.password, COLUMNS).required();
    let password = form.add_secret(field.hint(words.password_hint));
    (form, password)
}

impl Screen for Locked {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TLGI002
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.staff.lock;
        vec![
            Binding::new(Function::Exit, words.logout, Msg::Logout),
            Binding::new(Function::Execute, words.go, Msg::Go),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.asked.is_none() {
            self.asked = Some(asked(cx.at().words));
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if *key == Key::Enter {
            self.go(cx);
            return true;
        }
        self.asked.as_mut().is_some_and(|(form, _)| form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Logout => {
                // What is closed is told while it is still known whose it was.
                cx.restart(Login::default());
                super::leave(Msg::Logout, cx);
                cx.say(Message::info("I0102", cx.at().words.finding.menu.gone));
            }
            Msg::Answered(answer) => match *answer {
                Ok(session) => Self::resumed(session, cx),
                Err(error) => {
                    if let Some((form, password)) = &mut self.asked {
                        form.clear(password);
                    }
                    cx.say(Message::refused(&error, cx.at().words));
                }
            },
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let name = at.who.map_or("", |who| who.name.as_str());
        let lead = at.words.staff.lock.lead(place::Name(name));
        let body = Body::new(at).gap(1).text(lead, at.theme.value).rows(2).gap(1);
        Some(match &self.asked {
            Some((form, _)) => body.form(form.in_words(at.words, || asked(at.words).0)),
            None => body,
        })
    }
}
