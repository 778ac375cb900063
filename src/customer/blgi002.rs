//! BLGI002 パスワード変更: one's own login and confirmation password, each typed beside the one that it comes in the place of. After a
//! login with passwords that somebody else gave, nothing else opens before (R17.1).

use secrecy::{ExposeSecret, SecretString};

use super::Remedy;
use super::blgi001::Login;
use crate::customer::screens;
use crate::domain::refusal::Refusal;
use crate::portal::{Command, Error, Outcome, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of a password.
const COLUMNS: u16 = 32;

/// BLGI002 パスワード変更.
#[derive(Default)]
pub struct OwnPasswords {
    is_first: bool,
    asked: Option<OwnPasswordFields>,
    remedy: Remedy,
}

/// The fields: of each password the one of now, and the new one twice.
struct OwnPasswordFields {
    form: Form,
    login: Thrice,
    confirmation: Thrice,
}

struct Thrice {
    label: fn(&Words) -> &'static str,
    now: Entry<SecretString>,
    new: Entry<SecretString>,
    again: Entry<SecretString>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Change,
    /// F11.
    Logout,
    /// What the portal says.
    Answered(Result<Outcome, Error>),
    /// The session is over.
    Gone(Result<(), Error>),
}

impl OwnPasswords {
    /// The screen as it opens from the top page.
    pub fn new() -> Self {
        Self::default()
    }

    /// The screen after a login with passwords that somebody else gave: the way on, or out.
    pub fn first() -> Self {
        Self {
            is_first: true,
            ..Self::default()
        }
    }

    fn change(&mut self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let Some(asked) = &mut self.asked else { return };
        match asked.read(words) {
            Ok(secrets) => cx.customer_does(Command::ChangePasswords, secrets, Msg::Answered),
            Err(message) => {
                self.remedy = Remedy::default();
                cx.say(message);
            }
        }
    }

    /// What was refused is typed anew, and nothing else.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let (Some(asked), Error::Refused(refusal)) = (&mut self.asked, error) {
            asked.point_at(refusal);
        }
        self.remedy = Remedy::of(error);
        cx.customer_refused(error);
    }
}

impl OwnPasswordFields {
    fn new(words: &Words, is_first: bool) -> Self {
        let own = &words.portal.own;
        let mut form = Form::new();
        let mut thrice = |label: fn(&Words) -> &'static str, now: &str, new: &str, again: &str| {
            let mut add = |label: &str, hint: &str| {
                let field = Field::secret(label, COLUMNS).hint(hint);
                form.add_secret(if is_first { field.required() } else { field })
            };
            Thrice {
                label,
                now: add(now, own.now_hint),
                new: add(new, own.new_hint),
                again: add(again, own.again_hint),
            }
        };
        let login = thrice(
            |words| words.portal.own.login,
            own.login_now,
            own.login_new,
            own.login_again,
        );
        let confirmation = thrice(
            |words| words.portal.own.confirmation,
            own.confirmation_now,
            own.confirmation_new,
            own.confirmation_again,
        );
        Self {
            form,
            login,
            confirmation,
        }
    }

    fn read(&mut self, words: &Words) -> Result<Secrets, Message> {
        let (login, new_login) = self.login.read(&mut self.form, words)?;
        let (confirmation, new_confirmation) = self.confirmation.read(&mut self.form, words)?;
        Ok(Secrets {
            confirmation,
            login,
            new_login,
            new_confirmation,
            ..Secrets::default()
        })
    }

    /// Puts the focus on what a refusal is about.
    fn point_at(&mut self, refusal: &Refusal) {
        match refusal {
            Refusal::OwnPasswordWrong | Refusal::LoginPaused { .. } | Refusal::LoginStopped => {
                self.form.clear(&self.login.now);
                self.form.focus(&self.login.now);
            }
            Refusal::ConfirmationWrong { .. } | Refusal::ConfirmationStopped | Refusal::ConfirmationNeeded => {
                self.form.clear(&self.confirmation.now);
                self.form.focus(&self.confirmation.now);
            }
            // Which of the two it is isn't said: both are typed anew.
            _ => {
                for of in [&self.confirmation, &self.login] {
                    self.form.clear(&of.new);
                    self.form.clear(&of.again);
                    self.form.focus(&of.new);
                }
            }
        }
    }
}

impl Thrice {
    /// The password of now and the new one, none where all of it is blank; refused unless the new one was typed twice alike.
    fn read(&self, form: &mut Form, words: &Words) -> Result<(Option<SecretString>, Option<SecretString>), Message> {
        let now = form.read(&self.now, words)?;
        let new = form.read(&self.new, words)?;
        let again = form.read(&self.again, words)?;
        if new.expose_secret() != again.expose_secret() {
            form.clear(&self.new);
            form.clear(&self.again);
            form.focus(&self.new);
            let own = &words.members.form;
            let text = own.alike(place::Field((self.label)(words)));
            return Err(Message::bad("E0005", text).with_detail(own.alike_remedy));
        }
        let given = |text: SecretString| (!text.expose_secret().is_empty()).then_some(text);
        Ok((given(now), given(new)))
    }
}

impl Screen for OwnPasswords {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BLGI002
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.portal;
        let mut bindings = vec![Binding::new(Function::Execute, words.own.go, Msg::Change)];
        if self.is_first {
            bindings.push(Binding::new(Function::Logout, words.top.logout, Msg::Logout));
        }
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        let is_first = self.is_first;
        self.asked
            .get_or_insert_with(|| OwnPasswordFields::new(cx.at().words, is_first));
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Change => self.change(cx),
            Msg::Logout => cx.customer_leaves(Msg::Gone),
            Msg::Answered(Ok(_)) => {
                // The session ended by it: the new passwords are what one comes by.
                cx.sign_out();
                cx.restart(Login::default());
                cx.say(Message::good("I0582", cx.at().words.portal.own.done));
            }
            Msg::Answered(Err(error)) => self.refused(&error, cx),
            Msg::Gone(Ok(())) => super::say_goodbye(cx),
            Msg::Gone(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.portal.own;
        let (lead, style) = if self.is_first {
            (words.lead_first, at.theme.warn)
        } else {
            (words.lead, at.theme.value)
        };
        let body = Body::new(at).gap(1).text(lead, style).rows(3);
        let body = match &self.asked {
            Some(asked) => {
                let told = || OwnPasswordFields::new(at.words, self.is_first).form;
                body.form(asked.form.in_words(at.words, told))
            }
            None => body,
        };
        Some(
            body.gap(1)
                .text(self.remedy.text(at.words), at.theme.warn)
                .indent(2)
                .rows(2),
        )
    }

    fn dirty(&self) -> bool {
        !self.is_first && self.asked.as_ref().is_some_and(|asked| asked.form.dirty())
    }
}
