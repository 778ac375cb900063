//! What the caller says is typed, and judged by the console (R10.6); who answered the call back is recorded (R10.7).

use ratatui::style::Style;
use secrecy::SecretString;

use super::How;
use crate::branch::entering::CaseData;
use crate::desk::Command;
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::identity::{Called, Channel, Fact, Person, Try};
use crate::domain::policy::Policy;
use crate::domain::search;
use crate::domain::values::Name;
use crate::ui::kit::form::Form;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// What was said, before the desk has judged or recorded it.
#[derive(Debug)]
pub enum Said {
    /// Of a fact.
    Fact(Fact, String),
    /// Who answered.
    Called(Name),
}

impl How {
    /// What stands unjudged in the focused entry. `again`: the key is the one that records a name that is nobody's of the contract.
    pub(super) fn said_here(&mut self, again: bool, case: &Case, words: &Words) -> Result<Option<Said>, Message> {
        if self.form.off().is_some() {
            return Ok(None);
        }
        let mut asked = self.questions.iter().zip(&self.fields.facts);
        if let Some((question, entry)) = asked.find(|(_, entry)| self.form.is_focused(entry)) {
            let said = self.form.text(entry);
            // What was judged already uses up no other try.
            let is_said = !self.fields.shown && !said.trim().is_empty() && !self.form.is_judged(entry);
            return Ok(is_said.then_some(Said::Fact(question.fact, said)));
        }
        if self.form.is_focused(&self.fields.called) {
            return self.who_answered(again, case, words);
        }
        Ok(None)
    }

    /// Who answered the call back, if that is certain. What is typed there may be the answer to one more question, of a call that
    /// nobody made (R10.7): a name of the contract's people is taken at once while no name is asked for, anything else when Enter
    /// is pressed once more.
    fn who_answered(&mut self, again: bool, case: &Case, words: &Words) -> Result<Option<Said>, Message> {
        let Some(who) = self.form.read(&self.fields.called, words)? else {
            return Ok(None);
        };
        let asks_name = !self.fields.shown && self.questions.iter().any(|question| question.fact == Fact::MasterName);
        let is_asked = asks_name && !self.is_known(Fact::MasterName);
        let is_sure = (!is_asked && self.is_of_contract(&who, case)) || (again && self.unsure.as_ref() == Some(&who));
        if !is_sure {
            self.unsure = Some(who);
            self.form.doubted(&self.fields.called);
            return Err(Message::warn("W0543", words.entering.check.call_unsure.to_owned()));
        }
        self.unsure = None;
        Ok(Some(Said::Called(who)))
    }

    /// Whether somebody of the contract is called so: a user, the representative, or the agent that the check is about.
    fn is_of_contract(&self, who: &Name, case: &Case) -> bool {
        let users = case
            .users
            .iter()
            .flat_map(|user| [user.name.as_str(), user.kana.as_str()]);
        let agent = match &self.person {
            Person::Agent(name) => Some(name),
            Person::User(_) | Person::Representative => None,
        };
        let others = case.contract.representative.iter().chain(agent).map(Name::as_str);
        let who = search::full(who.as_str());
        users.chain(others).any(|known| search::full(known) == who)
    }

    /// F10: what stands unjudged or unrecorded anywhere goes first, with the focus on it.
    pub(in crate::branch::thkk001) fn said_anywhere(
        &mut self,
        case: &Case,
        words: &Words,
    ) -> Result<Option<Said>, Message> {
        let asked = self.questions.iter().zip(&self.fields.facts);
        let mut open = asked.filter(|(question, entry)| {
            let is_open = !self.fields.shown && !self.is_known(question.fact) && !self.form.is_judged(entry);
            is_open && !self.form.text(entry).trim().is_empty()
        });
        if let Some((question, entry)) = open.next() {
            let said = Said::Fact(question.fact, self.form.text(entry));
            self.form.focus(entry);
            self.finishing = true;
            return Ok(Some(said));
        }
        if self.called.is_none() && !self.form.text(&self.fields.called).trim().is_empty() {
            self.form.focus(&self.fields.called);
            self.finishing = true;
            return self.who_answered(false, case, words);
        }
        self.finishing = false;
        Ok(None)
    }

    /// Whether this fact was answered right.
    pub(super) fn is_known(&self, fact: Fact) -> bool {
        self.tries.iter().any(|made| made.fact == fact && made.right)
    }

    fn tries_of(&self, fact: Fact) -> usize {
        self.tries.iter().filter(|made| made.fact == fact).count()
    }

    /// The command for what was said.
    pub(in crate::branch::thkk001) fn command(&self, said: &Said) -> Command {
        match said {
            Said::Fact(fact, answer) => Command::AnswerFact {
                check: self.id,
                fact: *fact,
                answer: SecretString::from(answer.as_str()),
            },
            Said::Called(who) => Command::RecordCall {
                check: self.id,
                who: who.clone(),
            },
        }
    }

    /// An answer was judged: a right one goes on to what is asked next, and in the place of a wrong one the next is typed. Gives whether
    /// F10 goes on.
    pub(in crate::branch::thkk001) fn judged(&mut self, made: Try, policy: &Policy, words: &Words) -> bool {
        self.tries.push(made);
        self.mark(words);
        let mut asked = self.questions.iter().zip(&self.fields.facts);
        if let Some((_, entry)) = asked.find(|(question, _)| !made.right && question.fact == made.fact) {
            self.form.judged(entry);
        }
        let spent = self.tries_of(made.fact) >= policy.fact_tries as usize;
        if made.right || spent {
            self.go_on(made.fact, policy);
        }
        std::mem::take(&mut self.finishing) && made.right
    }

    /// Whether who answered the call back is what is typed next.
    pub(in crate::branch::thkk001) fn asks_who_answered(&self) -> bool {
        self.form.is_focused(&self.fields.called)
    }

    /// It was recorded who answered. Gives whether F10 goes on.
    pub(in crate::branch::thkk001) fn recorded(&mut self, at: Instant, who: Name, words: &Words) -> bool {
        self.called = Some(Called { at, who });
        self.mark(words);
        std::mem::take(&mut self.finishing)
    }

    /// It was refused: F10 does not go on.
    pub(in crate::branch::thkk001) fn not_taken(&mut self) {
        self.finishing = false;
    }

    /// To what is asked next: facts until enough are right, the one below first, then on the telephone the call back (R10.3).
    fn go_on(&mut self, from: Fact, policy: &Policy) {
        let enough = self.right().len() >= policy.facts_right as usize;
        let asked = self.questions.iter().zip(&self.fields.facts);
        let place = self.questions.iter().position(|question| question.fact == from);
        let below = asked.clone().skip(place.map_or(0, |place| place + 1));
        let mut open = below.chain(asked).filter(|(question, _)| {
            !self.is_known(question.fact) && self.tries_of(question.fact) < policy.fact_tries as usize
        });
        match open.next() {
            Some((_, entry)) if !enough => self.form.focus(entry),
            _ if self.channel == Channel::Telephone => self.form.focus(&self.fields.called),
            _ => self.form.focus(&self.fields.seal),
        }
    }

    /// Begins where something is asked for.
    pub(super) fn begin(&mut self) {
        let known = |how: &Self, fact| how.tries.iter().any(|made| made.fact == fact);
        let asked = self.questions.iter().zip(&self.fields.facts);
        let mut open = asked.filter(|(question, _)| !known(self, question.fact));
        if let Some((_, entry)) = open.next() {
            self.form.focus(entry);
        }
    }

    /// Marks what was judged and recorded: it is off, with what came of it.
    pub(super) fn mark(&mut self, words: &Words) {
        let mut form = std::mem::take(&mut self.form);
        self.mark_on(&mut form, words);
        self.form = form;
    }

    /// The same on a form that is made of its fields.
    pub(super) fn mark_on(&self, form: &mut Form, words: &Words) {
        let own = &words.entering.check;
        if !self.fields.shown {
            for (question, entry) in self.questions.iter().zip(&self.fields.facts) {
                let tries = self.tries.iter().filter(|made| made.fact == question.fact);
                let count = tries.clone().count();
                let off = if tries.clone().any(|made| made.right) {
                    Some(own.right.to_owned())
                } else {
                    let spent = (count >= self.fields.tries).then(|| own.spent(place::Count(&count.to_string())));
                    // What was masked while it was open can be read since it was confirmed (R10.6).
                    spent.or_else(|| self.adds().then(|| own.told_since.to_owned()))
                };
                if off.is_some() {
                    form.clear(entry);
                }
                form.set_off(entry, off);
            }
        }
        if let Some(called) = &self.called {
            let (at, who) = (words.short_minute(called.at), called.who.as_str());
            let text = own.called(place::At(&at), place::Who(who));
            form.clear(&self.fields.called);
            form.set_off(&self.fields.called, Some(text));
        }
    }

    /// What stands above the form: how facts are asked; the answer where staff judge it, for the focused fact alone.
    pub(super) fn asked(&self, at: &Ambient<'_>, reading: &CaseData) -> (String, Style) {
        let words = &at.words.entering.check;
        let needed = reading.policy.facts_right.to_string();
        if !self.fields.shown {
            let tries = reading.policy.fact_tries.to_string();
            let text = words.answer_judged(place::Needed(&needed), place::Tries(&tries));
            return (text, at.theme.label);
        }
        let mut asked = self.questions.iter().zip(&self.fields.facts);
        let focused = asked.find(|(_, entry)| self.form.is_focused(entry));
        match focused.and_then(|(question, _)| Some((question.fact, question.answer.as_ref()?))) {
            Some((fact, answer)) => {
                let answer = match fact {
                    Fact::StartDate => &at.words.written(answer),
                    _ => answer,
                };
                let fact = place::Fact(at.words.label.fact(fact));
                (words.answer(place::Answer(answer), fact), at.theme.info)
            }
            None => (words.answer_hidden(place::Needed(&needed)), at.theme.label),
        }
    }
}
