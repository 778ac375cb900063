//! What goes out: lines for people, or one JSON object. Nothing from outside reaches a terminal raw.

use std::cell::{Cell, OnceCell};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::failure::{DONE, Failure, Own, WAITING};
use crate::desk::AskedFact;
use crate::domain::Refusal;
use crate::domain::calendar::{Instant, in_japan};
use crate::domain::policy::Policy;
use crate::domain::staff::People;
use crate::ui::text::{self, Align};
use crate::ui::veil::Veil;
use crate::words::Words;

/// Blanks between two columns.
const GAP: &str = "  ";

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

fn object(key: &str, value: Value) -> String {
    line(Map::from_iter([(key.to_owned(), value)]))
}

/// Puts the date and time of Japan, of which the rules speak (R2.1), beside every instant: `at_japan` beside `at`.
pub(super) fn beside_japan(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(beside_japan),
        Value::Object(all) => {
            let japans = |(name, value): (&String, &Value)| {
                let at = value.as_str().filter(|text| text.ends_with('Z'))?;
                let at: Instant = at.parse().ok()?;
                Some((format!("{name}_japan"), in_japan(at).to_rfc3339().into()))
            };
            let japan: Vec<_> = all.iter().filter_map(japans).collect();
            all.values_mut().for_each(beside_japan);
            all.extend(japan);
        }
        _ => {}
    }
}

/// Puts the name of a member of the staff beside every ID of theirs: `by_name` beside `by` (R12.1).
pub(super) fn beside_names(value: &mut Value, words: &Words) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|value| beside_names(value, words)),
        Value::Object(all) => {
            let names = |(key, value): (&String, &Value)| {
                let is_of_staff = key.ends_with("by") || ["actor", "staff", "administrator"].contains(&key.as_str());
                let name = words.name_of(value.as_str().filter(|_| is_of_staff)?)?;
                Some((format!("{key}_name"), Value::from(name)))
            };
            let names: Vec<_> = all.iter().filter_map(names).collect();
            all.values_mut().for_each(|value| beside_names(value, words));
            for (key, name) in names {
                all.entry(key).or_insert(name);
            }
        }
        _ => {}
    }
}

fn line(whole: Map<String, Value>) -> String {
    format!("{}\n", escaped(&Value::Object(whole).to_string()))
}

/// JSON in which everything that a terminal would obey, hide or reorder by is written as `\u….`: it means the same.
pub(super) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let mut space = [0; 4];
        let plain: &str = c.encode_utf8(&mut space);
        if text::clean(plain) == plain {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// Lines, each cleaned.
pub(super) fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&text::clean(line));
        out.push('\n');
    }
    out
}

fn write(to: &mut impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

/// The columns of a cell that moves the others of its column no further: a longer one stands out of its row alone.
const WIDEST: u16 = 48;

/// Rows as lines whose columns stand under each other.
pub(super) fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns)
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| text::width(cell))
                .filter(|width| *width <= WIDEST)
                .max()
        })
        .map(Option::unwrap_or_default)
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| text::fit(cell, text::width(cell).max(*width), Align::Left));
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_by_cells() {
        let rows = [["契約番号", "会社名", "x"], ["1000001", "㈱見本", "y"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        assert_eq!(aligned(&rows), ["契約番号  会社名  x", "1000001   ㈱見本  y"]);
        let long = "x".repeat(60);
        let rows = [vec![long.clone(), "a".to_owned()], vec!["b".to_owned(), "c".to_owned()]];
        assert_eq!(
            aligned(&rows),
            [format!("{long}  a"), "b  c".to_owned()],
            "nothing is lost of a long one"
        );
    }

    #[test]
    fn nothing_from_outside_reaches_a_terminal_raw() {
        let bad = "a\u{1b}[2J\u{9b}\u{202e}\u{e0041}髙";
        assert_eq!(joined(&[bad.to_owned()]), "a<1B>[2J<9B><U+202E><U+E0041>髙\n");
        let text = object("k", json!(bad));
        assert!(text::clean(text.trim_end()) == text.trim_end(), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back, json!({ "k": bad }));
    }
}
