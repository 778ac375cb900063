//! BRSK027 トークン失効: revokes registrations with the confirmation password and the user's own code (R7.1).

mod parts;

use parts::{Fields, forget, secrets};

use super::Remedy;
use super::completed::{Completed, Done};
use super::roll::{Answer, Reading, Roll};
use crate::customer::screens;
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::portal::{Command, Error, Look, Outcome};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::halves::{Focus, Halves};
use crate::ui::kit::users::Seen;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::place;

/// BRSK027 トークン失効.
#[derive(Default)]
pub struct Revoke {
    roll: Roll,
    halves: Halves<Fields>,
    remedy: Remedy,
}

/// What the screen is told.
pub enum Msg {
    /// Read again.
    Refresh,
    /// Execute.
    Execute,
    /// Cancel.
    Back,
    /// The users were read.
    Read(Result<Box<Reading>, Error>),
    /// Revoked, or why not.
    Done(Result<Outcome, Error>),
}

impl Revoke {
    /// The screen with nobody chosen.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(look: &Look<'_>) -> Answer {
        Reading::of(look, look.to_revoke(), look.may_revoke())
    }

    fn ask(cx: &mut Cx<'_, Msg>) {
        cx.customer_look("users", Self::read, Msg::Read);
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
        match secrets(parts, words) {
            Ok(secrets) => cx.customer_does(Command::Revoke { users }, secrets, Msg::Done),
            Err(message) => {
                self.halves.focus = Focus::Form;
                cx.say(message);
            }
        }
    }

    fn done(&mut self, outcome: &Outcome, cx: &mut Cx<'_, Msg>) {
        let Outcome::Revoked { users, reopens_at, own } = outcome else {
            return;
        };
        let seen: Vec<_> = self.roll.of(users).collect();
        let (reopens_at, own) = (*reopens_at, *own);
        let completed = Completed::new(Done::Revoked { reopens_at, own }, seen);
        if own {
            // Their session has ended with it (R8.1).
            cx.sign_out();
            cx.restart(completed);
        } else {
            cx.replace(completed);
        }
    }

    /// The choice stays, and so does the secret that was not looked at or was right.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(parts) = &mut self.halves.parts {
            forget(parts, error);
            self.halves.focus = Focus::Form;
        }
        self.remedy = Remedy::of(error);
        Self::ask(cx);
        cx.customer_refused(error);
    }

    /// What is to be known before it is done.
    fn notice(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.portal.revoke;
        if let Some(off) = self.roll.off(at) {
            off
        } else if self.roll.reading().is_some() && self.roll.rows().iter().all(|it| it.refused.is_some()) {
            words.nobody.to_owned()
        } else if self.roll.includes_own() {
            words.own.to_owned()
        } else {
            String::new()
        }
    }
}

impl Screen for Revoke {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK027
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(super::steps(at.words, 0))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (common, own) = (&at.words.portal.common, &at.words.portal.revoke);
        vec![
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::Execute, own.execute, Msg::Execute).unless(self.roll.off(at)),
            Binding::new(Function::Cancel, common.back, Msg::Back),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("users", Self::read, Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(reading) = self.roll.reading() {
            self.halves.retell(parts::parts(cx.at().words, &reading.policy));
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.roll.reading()?.until
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        self.roll.typed(&mut self.halves, key, false, cx)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => {
                self.roll.aloud = true;
                Self::ask(cx);
            }
            Msg::Execute => self.execute(cx),
            Msg::Back => cx.back(),
            Msg::Read(answer) => {
                self.roll.hear(answer, self.halves.roster(), cx);
                if let Some(reading) = self.roll.reading() {
                    let parts = || parts::parts(cx.at().words, &reading.policy);
                    self.halves.parts.get_or_insert_with(parts);
                }
            }
            Msg::Done(Ok(outcome)) => self.done(&outcome, cx),
            Msg::Done(Err(error)) => self.refused(&error, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.portal.revoke;
        let body = Body::new(at).hint(at.words.portal.common.list_hint);
        // What stands above the fields is why; here is the way out.
        let off = self.roll.refusal().map(|refusal| super::told(refusal, at.words).1);
        let remedy = off.unwrap_or_else(|| self.remedy.text(at.words));
        let (Some(reading), Some(parts)) = (self.roll.reading(), &self.halves.parts) else {
            let body = body.stretch().line(self.notice(at), at.theme.warn).gap(3);
            return Some(body.text(remedy, at.theme.warn).rows(2));
        };
        let about = {
            let super::Wait { minutes, from, to } = super::wait(at.words, &reading.policy);
            words.about(place::From(&from), place::Minutes(&minutes), place::To(&to))
        };
        let body = body.text(about, at.theme.value).rows(3).required();
        let lines = move |wide| self.roll.lines(|seen| seen.to_revoke(at, wide), |seen| seen.style(at));
        let body = body
            .roster(&parts.roster, lines)
            .focused(self.halves.focus == Focus::List);
        let selected = self.roll.rows().get(parts.roster.selected());
        let whole = selected.map(|it| Seen::from(&it.row).whole(at.words, at.now));
        let opens = at.words.moment(calendar::reopens(at.now, &reading.policy));
        let body = body.line(whole.unwrap_or_default(), at.theme.label).indent(2);
        let body = body.line(words.reopens(place::Opens(&opens)), at.theme.info);
        let body = body
            .line(self.notice(at), at.theme.warn)
            .heading(words.items)
            .form(&parts.form);
        let body = body.focused(self.halves.focus == Focus::Form);
        Some(body.text(remedy, at.theme.warn).rows(2))
    }

    fn dirty(&self) -> bool {
        !self.roll.is_empty() || self.halves.dirty()
    }
}
