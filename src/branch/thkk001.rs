//! THKK001 本人確認: the identity check (R10). Step 1 says who it is, step 2 what was checked.

mod how;
mod reject;
mod whom;
mod working;

use how::How;
pub use how::Said;
use whom::Whom;

use super::entering::{self, Answer, OpenCase};
use crate::branch::screens;
use crate::desk::{Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::identity::{Channel, Person, Why};
use crate::domain::staff::Role;
use crate::domain::values::{ContractNumber, Serial};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};

/// THKK001 本人確認.
pub struct IdentityCheck {
    open_case: OpenCase,
    whom: Option<Whom>,
    how: Option<How>,
    /// Whether it opens on the check that stands, to add to it.
    adds: bool,
}

/// What the screen is told.
pub enum Msg {
    /// The contract was read.
    Read(Answer),
    /// Read again.
    Refresh,
    /// F10 of step 1.
    Begin,
    /// F4 of step 1: adds to the check that stands (R10.1).
    GoOn,
    /// The check was begun about this person.
    Begun((Person, Channel), Result<Outcome, Error>),
    /// What was said was judged, or recorded.
    Heard(Said, Result<Outcome, Error>),
    /// F4: tries the code of the fob.
    TryFob,
    /// The code was judged, of this serial.
    Tried(Serial, Result<Outcome, Error>),
    /// F10 of step 2: 確認済.
    Confirm,
    /// F9: 確認不可, of which the reason is asked.
    Reject,
    /// The reason was given.
    Rejected(Why),
    /// F2 of step 2: leaves the check open, and begins another about somebody else.
    Anew,
    /// F12 of step 2: leaves the check open, after a question.
    Leave,
    /// That question was answered with yes.
    Left,
    /// The check was finished.
    Finished(Result<Outcome, Error>),
}

/// What it closes with once the check is confirmed: whoever asked for it goes on.
#[derive(Clone, Copy, Debug)]
pub struct Confirmed;

impl Answers for Msg {
    type With = Confirmed;
}

impl IdentityCheck {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            whom: None,
            how: None,
            adds: false,
        }
    }

    /// The same where the check that stands lacks a method: it is added to (R10.1).
    pub(crate) fn adding(contract: ContractNumber) -> Self {
        Self {
            adds: true,
            ..Self::new(contract)
        }
    }
}

impl Screen for IdentityCheck {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::THKK001
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        let words = &at.words.entering.check;
        Some(Steps {
            labels: vec![words.step_who.to_owned(), words.step_how.to_owned()],
            current: usize::from(self.how.is_some()),
        })
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.entering.check, &at.words.entering.common);
        let mut keys = vec![Binding::new(Function::Refresh, common.refresh, Msg::Refresh)];
        match &self.how {
            None => {
                let going = self.going_on(at).is_some();
                keys.extend(going.then(|| Binding::new(Function::GoOn, words.add, Msg::GoOn)));
                keys.push(Binding::new(Function::Execute, words.begin.to_owned(), Msg::Begin));
            }
            Some(how) => keys.extend([
                Binding::new(Function::TryFob, words.try_fob.to_owned(), Msg::TryFob)
                    .unless((!how.has_fobs()).then(|| words.no_fob.to_owned())),
                Binding::new(Function::Add, words.anew.to_owned(), Msg::Anew),
                Binding::new(Function::Reject, words.reject.to_owned(), Msg::Reject)
                    .unless(how.adds().then(|| words.confirmed_already.to_owned())),
                Binding::new(Function::Execute, words.confirm.to_owned(), Msg::Confirm),
                Binding::new(Function::Cancel, at.words.frame.cancel.to_owned(), Msg::Leave),
            ]),
        }
        keys
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        let at = cx.at();
        let by_telephone = at
            .session()
            .is_some_and(|session| session.staff().role == Role::SupportDesk);
        self.whom.get_or_insert_with(|| Whom::new(at.words, by_telephone));
        self.open_case.ask(cx, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.open_case.ask(cx, Msg::Read);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.open_case.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let words = cx.at().words;
        match (&mut self.how, &mut self.whom, self.open_case.read()) {
            (Some(how), _, Some(reading)) => match how.typed(key, reading, words) {
                Ok((_, Some(said))) => self.say(said, cx),
                Ok((taken, None)) => return taken,
                Err(message) => cx.say(message),
            },
            (_, Some(whom), reading) => return whom.typed(key, reading),
            _ => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        let done = match msg {
            Msg::Begin => self.begin(cx),
            Msg::TryFob => self.try_fob(cx),
            Msg::Confirm => self.confirm(cx),
            other => {
                self.heard(other, cx);
                Ok(())
            }
        };
        if let Err(message) = done {
            cx.say(message);
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at);
        let Some(reading) = self.open_case.read() else {
            return Some(body.line(at.words.entering.common.reading, at.theme.info));
        };
        let body = entering::says_contract(body, reading, true, at);
        Some(match (&self.how, &self.whom) {
            (Some(how), _) => how.body(body, at, reading),
            (None, Some(whom)) => whom.body(body, at, reading),
            (None, None) => body,
        })
    }

    /// A check that was begun is lost when it is left.
    fn dirty(&self) -> bool {
        self.how.is_some() || self.whom.as_ref().is_some_and(Whom::dirty)
    }
}

/// Why a key did nothing, for the message line.
type Done = Result<(), Message>;
