//! TLGI003 パスワード変更: one's own password. After a login with one that an administrator gave, nothing else opens before.

use secrecy::{ExposeSecret, SecretString};

use super::tlgi001::Login;
use super::ttop001::Menu;
use crate::branch::screens;
use crate::desk::{Error, Session};
use crate::domain::refusal::Refusal;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Who};
use crate::words::Words;

/// Columns of a password.
const COLUMNS: u16 = 32;

/// TLGI003 パスワード変更.
#[derive(Default)]
pub struct OwnPassword {
    is_first: bool,
    asked: Option<PasswordFields>,
}

struct PasswordFields {
    form: Form,
    old: Entry<SecretString>,
    new: Entry<SecretString>,
    again: Entry<SecretString>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Go,
    /// F3 where nothing else may be done.
    Logout,
    /// What the desk says.
    Answered(Box<Result<Session, Error>>),
}

impl OwnPassword {
    /// The screen as it opens from the menu.
    pub fn new() -> Self {
        Self::default()
    }

    /// The screen after a login with a password that an administrator gave: the way on, or out.
    pub fn first() -> Self {
        Self {
            is_first: true,
            asked: None,
        }
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let (Some(asked), Some(session)) = (&mut self.asked, cx.at().session().cloned()) else {
            return;
        };
        match asked.read(cx.at().words) {
            Ok((old, new)) => cx.execute(
                move |desk| desk.change_password(&session, &old, &new),
                |answer| Msg::Answered(Box::new(answer)),
            ),
            Err(message) => cx.say(message),
        }
    }

    fn changed_to(&self, session: Session, cx: &mut Cx<'_, Msg>) {
        cx.sign_in(Who::of(session));
        if self.is_first {
            cx.restart(Menu::new());
        } else {
            cx.close();
        }
        cx.say(Message::good("I1201", cx.at().words.staff.password.done));
    }

    /// What was refused is typed anew, and nothing else.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(PasswordFields { form, old, new, again }) = &mut self.asked {
            if matches!(
                error,
                Error::Refused(Refusal::PasswordForm { .. } | Refusal::SamePassword)
            ) {
                form.clear(new);
                form.clear(again);
                form.focus(new);
            } else {
                form.clear(old);
                form.focus(old);
            }
        }
        cx.say(Message::refused(error, cx.at().words));
    }
}

impl PasswordFields {
    fn new(words: &Words) -> Self {
        let words = &words.staff.password;
        let mut form = Form::new();
        let mut secret = |label: &str, hint: &str| form.add_secret(Field::secret(label, COLUMNS).required().hint(hint));
        let old = secret(words.old, words.old_hint);
        let new = secret(words.new, words.new_hint);
        let again = secret(words.again, words.again_hint);
        Self { form, old, new, again }
    }

    fn read(&mut self, words: &Words) -> Result<(SecretString, SecretString), Message> {
        let old = self.form.read(&self.old, words)?;
        let new = self.form.read(&self.new, words)?;
        let again = self.form.read(&self.again, words)?;
        if new.expose_secret() != again.expose_secret() {
            self.form.clear(&self.again);
            self.form.focus(&self.again);
            return Err(unlike(words));
        }
        Ok((old, new))
    }
}

/// A new password was not typed twice alike.
pub(super) fn unlike(words: &Words) -> Message {
    let (say, remedy) = words.message("E3005", &[]);
    Message::bad("E3005", say).with_detail(remedy)
}

impl Screen for OwnPassword {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TLGI003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.staff.password;
        let mut bindings = vec![Binding::new(Function::Execute, words.go, Msg::Go)];
        if self.is_first {
            bindings.push(Binding::new(Function::Exit, words.logout, Msg::Logout));
        }
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.asked.is_none() {
            self.asked = Some(PasswordFields::new(cx.at().words));
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
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
                Ok(session) => self.changed_to(session, cx),
                Err(error) => self.refused(&error, cx),
            },
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.staff.password;
        let (lead, style) = if self.is_first {
            (words.lead_first, at.theme.warn)
        } else {
            (words.lead, at.theme.value)
        };
        let body = Body::new(at).gap(1).text(lead, style).rows(2).gap(1);
        Some(match &self.asked {
            Some(asked) => body.form(asked.form.in_words(at.words, || PasswordFields::new(at.words).form)),
            None => body,
        })
    }

    fn dirty(&self) -> bool {
        !self.is_first && self.asked.as_ref().is_some_and(|asked| asked.form.dirty())
    }
}
