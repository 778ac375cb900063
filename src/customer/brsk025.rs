//! BRSK025 ワンタイムパスワード利用停止解除一覧: lifts suspensions with the confirmation password alone (R9.2).

use secrecy::{ExposeSecret, SecretString};

use super::Remedy;
use super::completed::{Completed, Done};
use super::keyboard::SoftwareKeyboard;
use super::roll::{Answer, Reading, Roll};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::state::OtpState;
use crate::portal::{Command, Error, Look, Outcome, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::halves::{Focus, Halves, Parts};
use crate::ui::kit::roster::Roster;
use crate::ui::kit::users::{self, Seen};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::Words;

/// Columns of a password, and the column of what stands beside it, in any language.
const PASSWORD_COLUMNS: u16 = 20;
const BESIDE_COLUMN: u16 = 48;

/// BRSK025 ワンタイムパスワード利用停止解除一覧.
#[derive(Default)]
pub struct Unlock {
    roll: Roll,
    halves: Halves<Fields>,
    remedy: Remedy,
}

/// The fields of its form.
struct Fields {
    confirmation: Entry<SecretString>,
}

/// What the screen is told.
pub enum Msg {
    /// Read again.
    Refresh,
    /// F9.
    Keyboard,
    /// Execute.
    Execute,
    /// Cancel.
    Back,
    /// The users were read.
    Read(Result<Box<Reading>, Error>),
    /// The order of the software keyboard was drawn.
    Drawn(Result<[Vec<char>; 4], Error>),
    /// What was put in with it.
    Typed(SecretString),
    /// Unlocked, or why not.
    Done(Result<Outcome, Error>),
}

impl Unlock {
    /// The screen with nobody chosen.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(look: &Look<'_>) -> Answer {
        Reading::of(look, look.to_unlock(), look.may_unlock())
    }

    fn ask(cx: &mut Cx<'_, Msg>) {
        cx.customer_look("users", Self::read, Msg::Read);
    }

    fn hear(&mut self, answer: Answer, cx: &mut Cx<'_, Msg>) {
        self.roll.hear(answer, self.halves.roster(), cx);
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let users = self.roll.chosen();
        if users.is_empty() {
            self.halves.focus = Focus::List;
            cx.say(Message::from_refusal(&Refusal::NobodyChosen, words));
            return;
        }
        let Some(parts) = &mut self.halves.parts else { return };
        match parts.form.read(&parts.fields.confirmation, words) {
            Ok(confirmation) => {
                let secrets = Secrets {
                    confirmation: Some(confirmation),
                    ..Secrets::default()
                };
                cx.customer_does(Command::Unlock { users }, secrets, Msg::Done);
            }
            Err(message) => {
                self.halves.focus = Focus::Form;
                cx.say(message);
            }
        }
    }

    /// The choice stays, the password does not.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(parts) = &mut self.halves.parts {
            parts.form.clear(&parts.fields.confirmation);
            self.halves.focus = Focus::Form;
        }
        self.remedy = Remedy::of(error);
        Self::ask(cx);
        cx.customer_refused(error);
    }
}

/// That the bank stopped a token, if that is why it can't be chosen (R9.6).
fn held(refused: Option<&Refusal>) -> Option<&Refusal> {
    refused.filter(|refusal| matches!(refusal, Refusal::HeldByBank { .. }))
}

fn parts(words: &Words) -> Parts<Fields> {
    let common = &words.portal.common;
    let mut form = Form::new();
    let confirmation = Field::secret(common.confirmation, PASSWORD_COLUMNS)
        .required()
        .hint(common.confirmation_hint);
    let confirmation = form.add_secret(confirmation);
    Parts {
        roster: Roster::new(words.entering.common.choose, users::unlock_columns(words)),
        form,
        fields: Fields { confirmation },
    }
}

impl Screen for Unlock {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK025
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(super::steps(at.words, 0))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (common, own) = (&at.words.portal.common, &at.words.portal.unlock);
        vec![
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::Keyboard, own.keyboard, Msg::Keyboard),
            Binding::new(Function::Execute, own.execute, Msg::Execute).unless(self.roll.off(at)),
            Binding::new(Function::Cancel, common.back, Msg::Back),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.halves.parts.get_or_insert_with(|| parts(cx.at().words));
        Self::ask(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("users", Self::read, Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.halves.retell(parts(cx.at().words));
    }

    fn holds_until(&self) -> Option<Instant> {
        self.roll.reading()?.until
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        self.roll.typed(&mut self.halves, key, true, cx)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => {
                self.roll.aloud = true;
                Self::ask(cx);
            }
            Msg::Keyboard => cx.customer_draws_keys(Msg::Drawn),
            Msg::Execute => self.execute(cx),
            Msg::Back => cx.back(),
            Msg::Read(answer) => self.hear(answer, cx),
            Msg::Drawn(Ok(kinds)) => cx.open_for(SoftwareKeyboard::new(&kinds), Msg::Typed),
            Msg::Typed(password) => {
                if let Some(parts) = &mut self.halves.parts {
                    parts.form.set(&parts.fields.confirmation, password.expose_secret());
                    self.halves.focus = Focus::Form;
                }
            }
            Msg::Done(Ok(outcome)) => {
                let users = match outcome {
                    Outcome::Unlocked { users } => users,
                    _ => Vec::new(),
                };
                let seen: Vec<_> = self.roll.of(&users).collect();
                cx.replace(Completed::new(Done::Unlocked, seen));
            }
            Msg::Done(Err(error)) => self.refused(&error, cx),
            Msg::Drawn(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.portal.unlock;
        let body = Body::new(at)
            .text(words.about, at.theme.value)
            .rows(3)
            .required()
            .gap(1);
        let Some(parts) = &self.halves.parts else {
            return Some(body);
        };
        let style = |seen: Seen<'_>| {
            let suspended = seen.state == OtpState::Suspended;
            Some(if suspended { at.theme.warn } else { at.theme.off })
        };
        let lines = move |wide| self.roll.lines(|seen| seen.to_unlock(at, wide), style);
        let body = body
            .roster(&parts.roster, lines)
            .focused(self.halves.focus == Focus::List);
        let open = format!("{} {}", at.keymap.key(Function::Keyboard), words.open_keyboard);
        let body = body.heading(words.items).form(&parts.form);
        let body = body
            .focused(self.halves.focus == Focus::Form)
            .with_beside(BESIDE_COLUMN, open, at.theme.key);
        let is_free = self.roll.reading().is_some() && self.roll.rows().iter().all(|it| it.refused.is_some());
        let text = match self.roll.refusal() {
            Some(refusal) => {
                let (say, remedy) = super::told(refusal, at.words);
                format!("{say}\n{remedy}")
            }
            None if is_free => match self.roll.rows().iter().find_map(|it| held(it.refused.as_ref())) {
                Some(refusal) => {
                    let (say, remedy) = super::told(refusal, at.words);
                    format!("{say}\n{remedy}")
                }
                None => words.nobody.to_owned(),
            },
            None => self.remedy.text(at.words),
        };
        let body = body.text(text, at.theme.warn).rows(3);
        Some(body.hint(at.words.portal.common.list_hint))
    }

    fn dirty(&self) -> bool {
        !self.roll.is_empty() || self.halves.dirty()
    }
}
