//! THKK001 本人確認: the identity check (R10.1–R10.4). Step 1 says who it is, step 2 what was checked.

mod how;
mod whom;

use how::How;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use whom::Whom;

use super::entering::{self, Answer, Standing};
use crate::branch::screens;
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::identity::{self, Channel, Person};
use crate::domain::staff::Role;
use crate::domain::values::{ContractNumber, Serial};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::lines;
use crate::ui::kit::table::Listed;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
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
    Begun((Person, Channel), Result<Outcome, Error>),
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
    /// F2 of step 2: leaves the check open, and begins another about somebody else.
    Anew,
    /// F12 of step 2: leaves the check open, after a question.
    Leave,
    /// That question was answered with yes.
    Left,
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
        cx.command(command, move |outcome| Msg::Begun((person, channel), outcome));
        Ok(())
    }

    fn begun(&mut self, whom: (&Person, Channel), outcome: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match (outcome, self.standing.read()) {
            (Ok(Outcome::CheckBegun { check, questions }), Some(reading)) => {
                self.how = Some(How::new(check, questions, whom, reading, cx.at().words));
                self.standing.ask(cx, Msg::Read);
            }
            (Ok(_), _) => {}
            (Err(error), _) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    /// Goes on with a check of one's own that was left open, so that coming back begins no other one.
    fn resume(&mut self, cx: &mut Cx<'_, Msg>) {
        let at = cx.at();
        let Some(reading) = self.standing.read().filter(|_| self.how.is_none()) else {
            return;
        };
        let check = reading.sheet.check.as_ref();
        let is_open = |check: &&identity::Check| {
            check.outcome == identity::Outcome::Open && at.now < check.lapses(&reading.policy)
        };
        let Some(check) = check.filter(is_open) else { return };
        self.how = Some(How::resumed(check, reading, at.words));
        let begun = at.words.label.soon(check.at, at.now);
        let text = at.words.entering.check.resumed(place::At(&begun));
        cx.say(Message::info("I0531", text));
    }

    /// What leaving a check that was begun comes to: it counts, and too many of them send the contract to a supervisor (R10.5).
    fn leave(&self, cx: &mut Cx<'_, Msg>) {
        let Some(reading) = self.standing.read() else {
            cx.close();
            return;
        };
        let count = reading.sheet.left_today.to_string();
        let limit = reading.policy.unfinished_per_day.to_string();
        let asked = move |words: &Words| {
            let own = &words.entering.check;
            let question = own.leave_question(place::Count(&count), place::Limit(&limit));
            Question::new(own.leave_title, &question, own.leave_yes)
        };
        Confirm::new(cx.at().words, asked).ask(cx, Msg::Left);
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
            None => keys.extend([
                Binding::new(Function::PageUp, common.page_up, Msg::Page(Key::PageUp)),
                Binding::new(Function::PageDown, common.page_down, Msg::Page(Key::PageDown)),
                Binding::new(Function::Execute, words.begin.to_owned(), Msg::Begin),
            ]),
            Some(how) => keys.extend([
                Binding::new(Function::TryFob, words.try_fob.to_owned(), Msg::TryFob)
                    .unless((!how.has_fobs()).then(|| words.no_fob.to_owned())),
                Binding::new(Function::Add, words.anew.to_owned(), Msg::Anew),
                Binding::new(Function::Reject, words.reject.to_owned(), Msg::Reject),
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
                let is_first = self.standing.read().is_none();
                self.standing.hear(reading, roster, cx);
                if is_first {
                    self.resume(cx);
                }
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
            Msg::Begun((person, channel), outcome) => {
                self.begun((&person, channel), outcome, cx);
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
            Msg::Anew => {
                self.how = None;
                Ok(())
            }
            Msg::Leave => {
                self.leave(cx);
                Ok(())
            }
            Msg::Left => {
                cx.close();
                Ok(())
            }
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
