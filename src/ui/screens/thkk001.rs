//! THKK001 本人確認: the identity check (R10.1–R10.4). Step 1 says who it is, step 2 what was checked.

mod how;
mod whom;

use how::How;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use whom::Whom;

use super::entering::{self, Answer, Standing};
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::identity::Person;
use crate::domain::staff::Role;
use crate::domain::values::{ContractNumber, Serial};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::lines;
use crate::ui::kit::table::Listed;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen, Steps};
use crate::words::{Words, place};

/// THKK001 本人確認.
pub struct IdentityCheck {
    standing: Standing,
    whom: Option<Whom>,
    how: Option<How>,
}

/// What the screen is told.
pub enum Msg {
    /// The contract was read.
    Read(Answer),
    /// Read again.
    Refresh,
    /// F7, F8 of step 1.
    Page(Key),
    /// F10 of step 1.
    Begin,
    /// The check was begun about this person.
    Begun(Person, Result<Outcome, Error>),
    /// F4: tries the code of the fob.
    TryFob,
    /// The code was judged, of this serial.
    Tried(Serial, Result<Outcome, Error>),
    /// F10 of step 2: 確認済.
    Confirm,
    /// F9: 確認不可, after a question.
    Reject,
    /// The question was answered with yes.
    Rejected,
    /// The check was finished.
    Finished(Result<Outcome, Error>),
}

impl IdentityCheck {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            standing: Standing::new(contract),
            whom: None,
            how: None,
        }
    }

    fn begin(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let Some(whom) = &mut self.whom else { return Ok(()) };
        let (channel, person) = whom.read(cx.at().words)?;
        let command = Command::BeginCheck {
            contract: self.standing.number().clone(),
            channel,
            person: person.clone(),
        };
        cx.command(command, |outcome| Msg::Begun(person, outcome));
        Ok(())
    }

    fn begun(&mut self, person: &Person, outcome: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match (outcome, self.standing.read()) {
            (Ok(Outcome::CheckBegun { check, questions }), Some(reading)) => {
                self.how = Some(How::new(check, questions, person, reading, cx.at().words));
                self.standing.ask(cx, Msg::Read);
            }
            (Ok(_), _) => {}
            (Err(error), _) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn try_fob(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        if let (Some(how), Some(reading)) = (&mut self.how, self.standing.read()) {
            let (serial, command) = how.try_fob(reading, cx.at().words)?;
            cx.command(command, |outcome| Msg::Tried(serial, outcome));
        }
        Ok(())
    }

    fn tried(&mut self, serial: Serial, outcome: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        let (Some(how), words) = (&mut self.how, cx.at().words) else {
            return;
        };
        match outcome {
            Ok(Outcome::CodeAccepted { proof }) => {
                let text = words.entering.check.fob_good(place::Serial(serial.as_str()));
                how.accepted(serial, proof);
                cx.say(Message::good("I0503", text));
            }
            Ok(_) => {}
            Err(error) => {
                how.refused(match &error {
                    Error::Refused(refusal) => Some(refusal),
                    Error::Store(_) => None,
                });
                cx.say(Message::refused(&error, words));
            }
        }
    }

    fn finish(&mut self, confirmed: bool, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        if let (Some(how), Some(reading)) = (&mut self.how, self.standing.read()) {
            let methods = if confirmed {
                how.confirm(&reading.policy, cx.at().words)?
            } else {
                how.methods(false, &reading.policy)
            };
            let command = Command::FinishCheck {
                check: how.id(),
                methods,
                confirmed,
            };
            cx.command(command, Msg::Finished);
        }
        Ok(())
    }

    fn finished(outcome: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        let words = &cx.at().words.entering.check;
        match outcome {
            Ok(Outcome::CheckFinished {
                confirmed: true,
                strength,
                ..
            }) => {
                let text = words.confirmed(place::Count(&strength.to_string()));
                cx.say(Message::good("I0504", text));
                cx.close();
            }
            Ok(Outcome::CheckFinished { cautioned: true, .. }) => {
                cx.say(Message::warn("W0506", cx.at().words.caution.raised.to_owned()));
                cx.close();
            }
            Ok(_) => {
                cx.say(Message::warn("W0505", words.failed.to_owned()));
                cx.close();
            }
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}

/// Below the line of the contract.
fn inside(area: Rect) -> Rect {
    Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1))
}

impl Screen for IdentityCheck {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "THKK001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.entering.check.title.to_owned()
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
            None => keys.extend([
                Binding::new(Function::PageUp, common.page_up, Msg::Page(Key::PageUp)),
                Binding::new(Function::PageDown, common.page_down, Msg::Page(Key::PageDown)),
                Binding::new(Function::Execute, words.begin.to_owned(), Msg::Begin),
            ]),
            Some(how) => keys.extend([
                Binding::new(Function::TryFob, words.try_fob.to_owned(), Msg::TryFob)
                    .unless((!how.has_fobs()).then(|| words.no_fob.to_owned())),
                Binding::new(Function::Reject, words.reject.to_owned(), Msg::Reject),
                Binding::new(Function::Execute, words.confirm.to_owned(), Msg::Confirm),
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
        self.standing.ask(cx, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.standing.ask(cx, Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        if let Some(whom) = &mut self.whom {
            whom.retell(words);
        }
        if let (Some(how), Some(reading)) = (&mut self.how, self.standing.read()) {
            how.retell(reading, words);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.standing.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match (&mut self.how, &mut self.whom, self.standing.read()) {
            (Some(how), _, Some(reading)) => how
                .typed(key, &reading.policy, cx.at().words)
                .unwrap_or_else(|message| {
                    cx.say(message);
                    true
                }),
            (_, Some(whom), reading) => whom.typed(key, reading),
            _ => false,
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        let done = match msg {
            Msg::Read(reading) => {
                let roster = self.whom.as_mut().map(Whom::roster);
                self.standing.hear(reading, roster, cx);
                if let (Some(how), Some(reading)) = (&mut self.how, self.standing.read()) {
                    how.hear(reading);
                }
                Ok(())
            }
            Msg::Refresh => {
                self.standing.ask_aloud(cx, Msg::Read);
                Ok(())
            }
            Msg::Page(key) => {
                if let (Some(whom), Some(reading)) = (&mut self.whom, self.standing.read()) {
                    whom.page(&key, reading);
                }
                Ok(())
            }
            Msg::Begin => self.begin(cx),
            Msg::Begun(person, outcome) => {
                self.begun(&person, outcome, cx);
                Ok(())
            }
            Msg::TryFob => self.try_fob(cx),
            Msg::Tried(serial, outcome) => {
                self.tried(serial, outcome, cx);
                Ok(())
            }
            Msg::Confirm => self.finish(true, cx),
            Msg::Reject => {
                let asked = |words: &Words| {
                    let words = &words.entering.check;
                    Question::new(words.reject_title, words.reject_question, words.reject_yes)
                };
                Confirm::new(cx.at().words, asked).ask(cx, Msg::Rejected);
                Ok(())
            }
            Msg::Rejected => self.finish(false, cx),
            Msg::Finished(outcome) => {
                Self::finished(outcome, cx);
                Ok(())
            }
        };
        if let Err(message) = done {
            cx.say(message);
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let common = &at.words.entering.common;
        let Some(reading) = self.standing.read() else {
            lines::lead(area, 0, buf, common.reading, at.theme.info);
            return;
        };
        entering::contract_row(area, buf, at, reading, true);
        match (&self.how, &self.whom) {
            (Some(how), _) => how.view(inside(area), buf, at, reading),
            (None, Some(whom)) => whom.view(inside(area), buf, at, reading),
            (None, None) => {}
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        match (&self.how, &self.whom) {
            (Some(how), _) => how.cursor(inside(area)),
            (None, Some(whom)) => whom.cursor(inside(area)),
            (None, None) => None,
        }
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        match (&self.how, &self.whom) {
            (None, Some(whom)) => whom.list(at, self.standing.read()?),
            _ => None,
        }
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        match (&self.how, &self.whom) {
            (Some(how), _) => how.hint(),
            (None, Some(whom)) => whom.hint(at),
            (None, None) => String::new(),
        }
    }

    fn typing(&self) -> bool {
        match (&self.how, &self.whom) {
            (Some(how), _) => how.typing(),
            (None, whom) => whom.as_ref().is_some_and(Whom::typing),
        }
    }

    fn kana(&self) -> bool {
        self.how.is_none() && self.whom.as_ref().is_some_and(Whom::kana)
    }

    /// A check that was begun is lost when it is left.
    fn dirty(&self) -> bool {
        self.how.is_some() || self.whom.as_ref().is_some_and(Whom::dirty)
    }
}
