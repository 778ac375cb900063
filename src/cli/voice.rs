//! What goes out: lines for people, or one JSON object. Nothing from outside reaches a terminal raw.

mod clean;

use std::cell::{Cell, OnceCell};
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::failure::{DONE, Failure, Own, WAITING};
use crate::desk::AskedFact;
use crate::domain::Refusal;
use crate::domain::policy::Policy;
use crate::domain::staff::People;
use crate::ui::veil::Veil;
use crate::words::Words;

use clean::{GAP, line, object};
pub(super) use clean::{aligned, beside_japan, beside_names, escaped, joined};

/// The program's voice. What people read has its dates by the calendar of the store's policy, what programs read never.
#[derive(Debug)]
pub(super) struct Voice {
    words: Words,
    /// The same by the calendar of the store, with the names of its staff, once one was opened.
    of_store: OnceCell<Words>,
    /// The same with the names alone.
    of_messages: OnceCell<Words>,
    json: bool,
    /// What was asked for is taken in and waits for another person.
    waits: Cell<bool>,
    /// What who calls asks a customer for just now: it is in no answer (R10.6).
    veil: OnceCell<Veil>,
}

impl Voice {
    pub(super) fn new(words: Words, json: bool) -> Self {
        Self {
            words,
            of_store: OnceCell::new(),
            of_messages: OnceCell::new(),
            json,
            waits: Cell::new(false),
            veil: OnceCell::new(),
        }
    }

    /// The words for people, also where the result beside them is JSON: for letters and slips.
    pub(super) fn words(&self) -> &Words {
        self.of_store.get().unwrap_or(&self.words)
    }

    /// Notes that what was asked for is taken in and waits for another person, which has an exit status of its own.
    pub(super) fn waits(&self) {
        self.waits.set(true);
    }

    /// From now on nothing that a call looks at says what is asked for just now (R10.6).
    pub(super) fn veil(&self, asked: Vec<AskedFact>) {
        // A call has one session.
        let _ = self.veil.set(Veil::over(asked));
    }

    fn veiled(&self, text: String) -> String {
        match self.veil.get() {
            Some(veil) => veil.cover(text, self.words()),
            None => text,
        }
    }

    fn veil_all(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.veiled(std::mem::take(text)),
            Value::Array(values) => values.iter_mut().for_each(|value| self.veil_all(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.veil_all(value)),
            _ => {}
        }
    }

    /// The exit status of a call that ended well.
    pub(super) fn status(&self) -> u8 {
        if self.waits.get() { WAITING } else { DONE }
    }

    /// From now on dates are written as the policy of the store says (`console.era`), and its staff are told by name too.
    pub(super) fn follows(&self, policy: &Policy, people: Option<People>) {
        let words = self.words.clone().knowing(Arc::new(people.unwrap_or_default()));
        // A call opens one store.
        let _ = self.of_store.set(words.clone().of_era(policy.era));
        let _ = self.of_messages.set(words);
    }

    /// The words of a message: in JSON they don't change with the store's calendar.
    fn of_message(&self) -> &Words {
        if self.json {
            self.of_messages.get().unwrap_or(&self.words)
        } else {
            self.words()
        }
    }

    /// Gives a result of looking: `{key: value}`, or the lines for people.
    pub(super) fn give<T: Serialize>(
        &self,
        key: &str,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Failure> {
        match self.written(key, value, lines)? {
            // Who reads has seen enough, as with `| head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(|error| {
                let what = error.to_string();
                Own::Unwritten { what }.into()
            }),
        }
    }

    /// Gives what came of something that is done by now: who can't be told it is told on the other way that it is.
    pub(super) fn done<T: Serialize>(
        &self,
        key: &str,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Failure> {
        self.say_result(key, value, lines, |what| Own::DoneUnwritten { what })
    }

    /// The same of something that is known by a number.
    pub(super) fn done_as<T: Serialize>(
        &self,
        number: Option<String>,
        key: &str,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Failure> {
        match number {
            Some(number) => self.say_result(key, value, lines, |what| Own::NumberUnwritten { what, number }),
            None => self.done(key, value, lines),
        }
    }

    fn say_result<T: Serialize>(
        &self,
        key: &str,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
        unwritten: impl FnOnce(String) -> Own,
    ) -> Result<(), Failure> {
        let written = self.written(key, value, lines)?;
        written.map_err(|error| unwritten(error.to_string()).into())
    }

    /// Writes a result, in the form that was asked for.
    fn written<T: Serialize>(
        &self,
        key: &str,
        value: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<io::Result<()>, Failure> {
        let text = if self.json {
            let mut value = serde_json::to_value(value).map_err(crate::store::Error::from)?;
            self.veil_all(&mut value);
            beside_japan(&mut value);
            beside_names(&mut value, self.words());
            object(key, value)
        } else {
            let lines = lines(self.words()).into_iter().map(|line| self.veiled(line));
            joined(&lines.collect::<Vec<_>>())
        };
        Ok(write(&mut io::stdout().lock(), &text))
    }

    /// Tells people something beside a result, which stands alone on standard output. Programs are not told.
    pub(super) fn remark(&self, lines: &[String]) {
        if !self.json {
            let _ = write(&mut io::stderr().lock(), &joined(lines));
        }
    }

    /// A refusal that is part of a result, as it stands under `refused`.
    pub(super) fn refusal(&self, refusal: &Refusal) -> Value {
        let facts = refusal.facts();
        let said = self.of_message().message(refusal.code(), &facts);
        refused(refusal.code(), refusal.rule(), said, facts)
    }

    /// Whether results are JSON.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// [`Voice::fail`] with more beside it: in JSON the object has the value under `key` too, for people the lines follow.
    pub(super) fn fail_beside<T: Serialize>(
        &self,
        failure: &Failure,
        key: &str,
        value: &T,
        lines: &[String],
    ) -> Result<u8, Failure> {
        let (Some(code), true) = (failure.code(), self.json) else {
            return Ok(self.fail_with(failure, lines));
        };
        let facts = failure.facts();
        let mut whole = said(failure, code, self.of_message().message(code, &facts), facts);
        let value = serde_json::to_value(value).map_err(crate::store::Error::from)?;
        whole.insert(key.to_owned(), value);
        tell_program(whole);
        Ok(failure.status())
    }

    /// What a failure says, in one line.
    pub(super) fn say(&self, failure: &Failure) -> String {
        failure
            .code()
            .map_or_else(String::new, |code| self.words.message(code, &failure.facts()).0)
    }

    /// Says why a call did not end well, and gives its exit status. A message that can't be written is lost.
    pub(super) fn fail(&self, failure: &Failure) -> u8 {
        self.fail_with(failure, &[])
    }

    /// [`Voice::fail`] with more lines for people behind it.
    pub(super) fn fail_with(&self, failure: &Failure, more: &[String]) -> u8 {
        let status = failure.status();
        let Some(code) = failure.code() else {
            return status;
        };
        let facts = failure.facts();
        let (say, remedy) = self.of_message().message(code, &facts);
        if self.json {
            tell_program(said(failure, code, (say, remedy), facts));
        } else {
            let rule = failure.rule().map(|rule| format!(" ({rule})")).unwrap_or_default();
            let mut lines = vec![format!("{code} {say}"), format!("{GAP}{remedy}{rule}")];
            lines.extend_from_slice(more);
            let _ = write(&mut io::stderr().lock(), &joined(&lines));
        }
        status
    }
}

/// Gives a program an answer that is no result; where standard output takes nothing, it is told beside it.
fn tell_program(whole: Map<String, Value>) {
    let text = line(whole);
    let _ = write(&mut io::stdout().lock(), &text).or_else(|_| write(&mut io::stderr().lock(), &text));
}

fn said(
    failure: &Failure,
    code: &str,
    (say, remedy): (String, String),
    facts: Vec<(&'static str, String)>,
) -> Map<String, Value> {
    let (key, value) = match failure.rule() {
        Some(rule) => ("refused", refused(code, rule, (say, remedy), facts)),
        None => (
            "failed",
            json!({ "code": code, "message": say, "remedy": remedy, "facts": by_name(facts) }),
        ),
    };
    Map::from_iter([(key.to_owned(), value)])
}

/// A refusal with what is wrong, the way out of it, and its facts (R6.3).
fn refused(code: &str, rule: &str, (say, remedy): (String, String), facts: Vec<(&'static str, String)>) -> Value {
    json!({ "code": code, "rule": rule, "message": say, "remedy": remedy, "facts": by_name(facts) })
}

fn by_name(facts: Vec<(&'static str, String)>) -> Map<String, Value> {
    facts
        .into_iter()
        .map(|(name, fact)| (name.to_owned(), Value::String(fact)))
        .collect()
}

fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}
