//! What the screen does: begins, goes on, judges, ends and leaves a check.

use super::how::{How, Said};
use super::reject::Reject;
use super::whom::Whom;
use super::{Confirmed, Done, IdentityCheck, Msg};
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::identity::{self, Channel, Check, Person, Try, Why};
use crate::domain::policy::Policy;
use crate::domain::values::Serial;
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

impl IdentityCheck {
    /// What needs no message of its own.
    pub(super) fn heard(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(reading) => {
                let roster = self.whom.as_mut().map(Whom::roster);
                let is_first = self.open_case.read().is_none();
                self.open_case.hear(reading, roster, cx);
                if is_first && self.adds {
                    self.go_on(cx);
                }
                if is_first {
                    self.resume(cx);
                }
                if let (Some(how), Some(reading)) = (&mut self.how, self.open_case.read()) {
                    how.hear(reading, cx.at().words);
                }
            }
            Msg::Refresh => self.open_case.ask_aloud(cx, Msg::Read),
            Msg::GoOn => self.go_on(cx),
            Msg::Begun((person, channel), outcome) => self.begun((&person, channel), outcome, cx),
            Msg::Heard(said, outcome) => self.judged(said, outcome, cx),
            Msg::Tried(serial, outcome) => self.tried(serial, outcome, cx),
            Msg::Reject => {
                let asked = AskBox::new(Reject, cx.at());
                cx.open_for(asked, Msg::Rejected);
            }
            Msg::Rejected(why) => self.reject(why, cx),
            Msg::Anew => self.how = None,
            Msg::Leave => self.leave(cx),
            Msg::Left => cx.close(),
            Msg::Finished(outcome) => Self::finished(outcome, cx),
            Msg::Begin | Msg::TryFob | Msg::Confirm => {}
        }
    }

    pub(super) fn begin(&mut self, cx: &mut Cx<'_, Msg>) -> Done {
        let Some(whom) = &mut self.whom else { return Ok(()) };
        let (channel, person) = whom.read(cx.at().words)?;
        let command = Command::BeginCheck {
            contract: self.open_case.number().clone(),
            channel,
            person: person.clone(),
        };
        cx.command(command, move |outcome| Msg::Begun((person, channel), outcome));
        Ok(())
    }

    fn begun(&mut self, whom: (&Person, Channel), outcome: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match (outcome, self.open_case.read()) {
            (Ok(Outcome::CheckBegun { check, questions }), Some(reading)) => {
                self.how = Some(How::new(check, questions, whom, reading, cx.at().words));
                self.open_case.ask(cx, Msg::Read);
            }
            (Ok(_), _) => {}
            (Err(error), _) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    /// Adds to the check that stands.
    fn go_on(&mut self, cx: &mut Cx<'_, Msg>) {
        if let (Some(check), Some(reading)) = (self.going_on(cx.at()), self.open_case.read()) {
            self.how = Some(How::resumed(&check, reading, cx.at().words));
        }
    }

    /// Goes on with a check of this session that was left open, so that coming back begins no other one (R10.1).
    fn resume(&mut self, cx: &mut Cx<'_, Msg>) {
        let at = cx.at();
        let Some(reading) = self.open_case.read().filter(|_| self.how.is_none()) else {
            return;
        };
        let is_open =
            |check: &&Check| lasts(check, &reading.policy, at.now) && check.outcome == identity::Outcome::Open;
        let Some(check) = reading.sheet.check.as_ref().filter(is_open) else {
            return;
        };
        self.how = Some(How::resumed(check, reading, at.words));
        let begun = at.words.label.soon(check.at, at.now);
        let text = at.words.entering.check.resumed(place::At(&begun));
        cx.say(Message::info("I0531", text));
    }

    /// The check of this session that may be added to: it is open, or confirmed and serves nothing yet (R10.1).
    pub(super) fn going_on(&self, at: &Ambient<'_>) -> Option<Check> {
        let reading = self.open_case.read()?;
        let check = reading.sheet.check.as_ref()?;
        (check.is_going_on() && lasts(check, &reading.policy, at.now)).then(|| check.clone())
    }

    /// What leaving a check that was begun comes to: it counts, and too many of them send the contract to a supervisor (R10.5). One that
    /// is confirmed stays so.
    fn leave(&self, cx: &mut Cx<'_, Msg>) {
        let adds = self.how.as_ref().is_some_and(How::adds);
        let Some(reading) = self.open_case.read().filter(|_| !adds) else {
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

    /// Has the desk judge or record what was said.
    pub(super) fn say(&mut self, said: Said, cx: &mut Cx<'_, Msg>) {
        if let Some(how) = &self.how {
            cx.command(how.command(&said), move |outcome| Msg::Heard(said, outcome));
        }
    }

    fn judged(&mut self, said: Said, outcome: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        let (words, now) = (cx.at().words, cx.at().now);
        let (Some(how), Some(reading)) = (&mut self.how, self.open_case.read()) else {
            return;
        };
        let own = &words.entering.check;
        let goes_on = match (outcome, said) {
            (Ok(Outcome::FactJudged { fact, right, left, .. }), _) => {
                let name = place::Fact(words.label.fact(fact));
                cx.say(match (right, left) {
                    (true, _) => Message::good("I0540", own.said_right(name)),
                    (false, 0) => Message::warn("W0541", own.said_wrong_last(name)),
                    (false, left) => Message::warn("W0540", own.said_wrong(name, place::Left(&left.to_string()))),
                });
                let made = Try { fact, right, at: now };
                let goes_on = how.judged(made, &reading.policy, words);
                // The next answer that comes would be taken for a name: a call back that nobody made (R10.7).
                if right && how.asks_who_answered() {
                    cx.say(Message::warn("W0542", own.call_next.to_owned()));
                }
                goes_on
            }
            (Ok(_), Said::Called(who)) => {
                cx.say(Message::good("I0541", own.call_recorded(place::Who(who.as_str()))));
                how.recorded(now, who, words)
            }
            (Ok(_), Said::Fact(..)) => false,
            (Err(error), _) => {
                how.not_taken();
                cx.say(Message::refused(&error, words));
                false
            }
        };
        if goes_on && let Err(message) = self.confirm(cx) {
            cx.say(message);
        }
    }

    pub(super) fn try_fob(&mut self, cx: &mut Cx<'_, Msg>) -> Done {
        if let (Some(how), Some(reading)) = (&mut self.how, self.open_case.read()) {
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

    /// F10 of step 2. What was typed and not judged yet is judged first, and then it goes on by itself.
    pub(super) fn confirm(&mut self, cx: &mut Cx<'_, Msg>) -> Done {
        let words = cx.at().words;
        let (Some(how), Some(reading)) = (&mut self.how, self.open_case.read()) else {
            return Ok(());
        };
        if let Some(said) = how.said_anywhere(&reading.sheet.case, words)? {
            self.say(said, cx);
            return Ok(());
        }
        let methods = how.confirm(&reading.policy, words)?;
        let command = Command::FinishCheck {
            check: how.id(),
            methods,
            confirmed: true,
            why: None,
        };
        cx.command(command, Msg::Finished);
        Ok(())
    }

    fn reject(&mut self, why: Why, cx: &mut Cx<'_, Msg>) {
        if let (Some(how), Some(reading)) = (&self.how, self.open_case.read()) {
            let command = Command::FinishCheck {
                check: how.id(),
                methods: how.methods(false, &reading.policy),
                confirmed: false,
                why: Some(why),
            };
            cx.command(command, Msg::Finished);
        }
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
                cx.close_with(Confirmed);
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

/// Whether it has not lapsed.
fn lasts(check: &Check, policy: &Policy, now: Instant) -> bool {
    now < check.lapses(policy)
}
