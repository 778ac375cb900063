//! BLGI011 ワンタイムパスワード利用開始登録（ハードトークン）: registers the user's fob, or puts it off (R3, R4).

mod parts;

use chrono::NaiveDate;
use parts::Parts;

use super::Remedy;
use super::btop001::TopPage;
use crate::customer::screens;
use crate::domain::calendar::{self, Instant};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::Serial;
use crate::portal::{Command, Error, Look, Me, Outcome, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// The most columns of a line of words.
const COLUMNS: u16 = 100;

/// BLGI011 ワンタイムパスワード利用開始登録. It is the bottom of the stack until it was answered.
pub struct Registration {
    me: Me,
    last_login: Option<Instant>,
    parts: Option<Parts>,
    remedy: Remedy,
    aloud: bool,
    until: Option<Instant>,
}

/// How things stand for the user.
#[derive(Debug)]
pub struct News {
    me: Me,
    /// Whether the screen is shown still (R3.1).
    is_shown: bool,
    policy: Policy,
    until: Option<Instant>,
}

impl News {
    fn read(look: &Look<'_>) -> Box<Self> {
        Box::new(Self {
            me: look.me(),
            is_shown: look.shows_registration(),
            policy: look.policy().clone(),
            until: look.holds_until(),
        })
    }
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Refresh,
    /// F9.
    Skip,
    /// F10.
    Register,
    /// F11.
    Logout,
    /// How things stand now.
    Read(Result<Box<News>, Error>),
    /// Registered, or why not.
    Registered(Result<Outcome, Error>),
    /// Put off.
    Skipped(Result<Outcome, Error>),
    /// The session is over.
    Gone(Result<(), Error>),
}

impl Registration {
    /// The screen for somebody who has just logged in, and whose login before this one was then.
    pub fn new(me: Me, last_login: Option<Instant>) -> Self {
        Self {
            me,
            last_login,
            parts: None,
            remedy: Remedy::default(),
            aloud: false,
            until: None,
        }
    }

    fn ask(cx: &mut Cx<'_, Msg>) {
        cx.customer_look("registration", |look| Ok(News::read(look)), Msg::Read);
    }

    /// On to the top page.
    fn leave(&self, cx: &mut Cx<'_, Msg>, message: Message) {
        if let Some(key) = cx.at().customer().cloned() {
            cx.sign_in_customer(key, &self.me);
        }
        cx.restart(TopPage::new(self.last_login));
        cx.say(message);
    }

    fn register(&mut self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let Some(parts) = &mut self.parts else { return };
        let read = parts
            .form
            .read(&parts.serial, words)
            .and_then(|serial| Ok((serial, parts.form.read(&parts.code, words)?)));
        match read {
            Ok((serial, code)) => {
                let secrets = Secrets {
                    code: Some(code),
                    ..Secrets::default()
                };
                cx.customer_does(Command::Register { serial }, secrets, Msg::Registered);
            }
            Err(message) => {
                // The way out of the last refusal is none of this one.
                self.remedy = Remedy::default();
                cx.say(message);
            }
        }
    }

    /// The serial stays as it was typed; the code, which serves once, does not.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(parts) = &mut self.parts {
            parts.form.clear(&parts.code);
            if about_the_code(error) {
                parts.form.focus(&parts.code);
            } else {
                parts.form.focus(&parts.serial);
            }
        }
        self.remedy = Remedy::of(error);
        cx.customer_refused(error);
    }

    fn read(&mut self, news: News, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        (self.me, self.until) = (news.me, news.until);
        if !news.is_shown {
            self.leave(cx, Message::info("I1606", words.portal.register.over));
            return;
        }
        match &mut self.parts {
            Some(parts) => parts.policy = news.policy,
            None => self.parts = Some(Parts::new(words, news.policy)),
        }
        if std::mem::take(&mut self.aloud) {
            cx.say(Message::info("I1605", words.portal.common.refreshed));
        }
    }

    /// Where the grace period stands, and what skipping means now (R4.2, R5.2).
    fn grace(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.portal.register;
        if self.me.ever_registered {
            return words.grace_none.to_owned();
        }
        let today = calendar::day_of(at.now);
        let last = self.me.grace_ends.pred_opt().unwrap_or(self.me.grace_ends);
        let day = at.words.day(last);
        match today.cmp(&last) {
            std::cmp::Ordering::Less => words.grace_runs(place::Day(&day), place::Left(&days_left(today, last))),
            std::cmp::Ordering::Equal => words.grace_last(place::Day(&day)),
            std::cmp::Ordering::Greater => words.grace_over(place::Day(&day)),
        }
    }
}

/// The days that are left, today among them.
fn days_left(today: NaiveDate, last: NaiveDate) -> String {
    (last.signed_duration_since(today).num_days() + 1).to_string()
}

/// Whether the code is what was refused, so that the next one is typed where this one stood.
fn about_the_code(error: &Error) -> bool {
    matches!(
        error,
        Error::Refused(Refusal::WrongCode { .. } | Refusal::CodeUsed | Refusal::CodeForm { .. } | Refusal::CodeNeeded)
    )
}

impl Screen for Registration {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BLGI011
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.portal;
        vec![
            Binding::new(Function::Refresh, words.common.refresh, Msg::Refresh),
            Binding::new(Function::Skip, words.register.skip, Msg::Skip),
            Binding::new(Function::Execute, words.register.execute, Msg::Register),
            Binding::new(Function::Logout, words.top.logout, Msg::Logout),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.until
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.parts.as_mut().is_some_and(|parts| parts.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        match msg {
            Msg::Refresh => {
                self.aloud = true;
                Self::ask(cx);
            }
            Msg::Skip => cx.customer_does(Command::Skip, Secrets::default(), Msg::Skipped),
            Msg::Register => self.register(cx),
            Msg::Logout => cx.customer_leaves(Msg::Gone),
            Msg::Read(Ok(read)) => self.read(*read, cx),
            Msg::Registered(Ok(outcome)) => {
                let serial = match &outcome {
                    Outcome::Registered { serial } => serial.as_str(),
                    _ => "",
                };
                let done = words.portal.register.done(place::Serial(serial));
                self.leave(cx, Message::good("I1603", done));
            }
            Msg::Registered(Err(error)) => self.refused(&error, cx),
            Msg::Skipped(Ok(_)) => self.leave(cx, Message::info("I1604", words.portal.register.skipped)),
            Msg::Gone(Ok(())) => super::say_goodbye(cx),
            Msg::Read(Err(error)) | Msg::Skipped(Err(error)) | Msg::Gone(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (words, theme) = (&at.words.portal.register, at.theme);
        let skip = Body::new(at)
            .text(words.skip_about, theme.value)
            .indent(0)
            .text(self.grace(at), theme.info)
            .indent(0);
        let body = Body::new(at)
            .line(words.heading, theme.heading)
            .text(words.lead, theme.value)
            .widest(COLUMNS)
            .rows(2)
            .gap(1)
            .line(words.skip_heading, theme.heading)
            .group(skip)
            .indent(1)
            .widest(COLUMNS)
            .rows(4)
            .gap(1)
            .line(words.heading_register, theme.heading)
            .line(words.about, theme.value)
            .required();
        let body = match &self.parts {
            Some(parts) => parts.says(body, at),
            None => body.gap(parts::ROWS),
        };
        Some(body.gap(1).text(self.remedy.text(at.words), theme.warn).widest(COLUMNS))
    }

    fn dirty(&self) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}

/// The serial as it was typed, by the policy in force (R3.2).
fn serial(text: &str, policy: &Policy, words: &crate::words::Words) -> Result<Serial, Message> {
    Serial::parse_by(text, policy).map_err(|refusal| Message::from_refusal(&refusal, words))
}
