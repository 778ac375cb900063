//! Every string a person reads, in two languages.
//!
//! A text is a line in each file of `assets/text`, and from there a field of a table, or a method that takes what stands in
//! its places: `src/words/build` makes the files into code when the program is built, so nothing of words is read at run
//! time, and a text that lacks a language, a place or a reader does not build. This module knows the domain, whose values it
//! names, and nothing else.

pub(crate) mod countersign;
mod counting;
mod dates;
pub(crate) mod foreign;
mod keymap;
mod labels;
#[cfg(test)]
mod messages;
mod payments;
mod people;
mod readout;
mod recall;
mod staff;
mod text;
mod trail;
mod why;

/// The tables of texts, made from the language files.
#[deny(
    dead_code,
    reason = "a text that nobody shows is none: the line behind the field tells where it stands"
)]
mod made {
    use super::text::{Marked, Numbered, Part, Slot, Template, fill};

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::Deserialize;

use crate::domain::era::Era;
use crate::domain::staff::People;
use crate::domain::token::Stock;

pub use made::*;
pub use readout::{read_out, read_out_within};
use text::{Marked, Numbered, Slot, fill, with_keys};

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Japanese, the language of the branch.
    #[default]
    Ja,
    /// English, also for terminals without kanji.
    En,
}

impl Lang {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }
}

/// The actions that are about a member of the staff.
const ABOUT_STAFF: &[&str] = &[
    "add_staff",
    "amend_staff",
    "bind_account",
    "lock_staff",
    "rescue",
    "reset_password",
    "set_person",
    "take_over",
    "unlock_staff",
];

/// All words of one language, the calendar that dates are written by, and what the staff are called. Another language is another pointer.
#[derive(Clone)]
pub struct Words {
    lang: Lang,
    era: Era,
    ja: &'static Texts,
    en: &'static Texts,
    people: Option<Arc<People>>,
}

impl Deref for Words {
    type Target = Texts;

    fn deref(&self) -> &Texts {
        match self.lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?}, {:?})", self.lang, self.era)
    }
}

impl Words {
    /// The words of `lang`.
    pub const fn of(lang: Lang) -> Self {
        let (ja, en) = (&made::JA, &made::EN);
        Self {
            lang,
            era: Era::Western,
            ja,
            en,
            people: None,
        }
    }

    /// The same where the keys of some functions, given by name, are others than the standard ones: the first is the one that
    /// sentences speak of. These texts are made once for a keymap and stay as long as the program runs.
    #[must_use]
    pub fn with_keys(self, keys: &BTreeMap<&str, Vec<String>>) -> Self {
        if keys.is_empty() {
            return self;
        }
        let named = |texts: &Texts, marked| &*Box::leak(Box::new(named(texts, marked, keys)));
        Self {
            ja: named(&made::JA, made::JA_MARKED),
            en: named(&made::EN, made::EN_MARKED),
            ..self
        }
    }

    /// The same in that language.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// The same with dates in the years of that calendar.
    #[must_use]
    pub fn of_era(self, era: Era) -> Self {
        Self { era, ..self }
    }

    /// The language of these words.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The calendar that dates are written by.
    pub fn era(&self) -> Era {
        self.era
    }

    /// The message of that number with its places filled, and its remedy. A number without words is shown as it is.
    pub fn message(&self, code: &str, facts: &[(&'static str, String)]) -> (String, String) {
        let facts: Vec<_> = facts
            .iter()
            .map(|(name, value)| (*name, self.fact(name, value)))
            .collect();
        let facts: Vec<_> = facts.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        match by_name(self.message, code) {
            Some(words) => (fill(words.say, &facts), fill(words.remedy, &facts)),
            None => (code.to_owned(), String::new()),
        }
    }

    /// Cause and remedy of the message of that number, if it has any; what stands in the places of a refusal's is not known here.
    pub fn remedy(&self, code: &str) -> Option<String> {
        let of_refusal = || by_name(self.message, code).map(|words| words.remedy);
        let remedy = by_name(self.remedy, code).or_else(of_refusal)?;
        Some(fill(remedy, &[]))
    }

    /// The words for a value that the program gives by name, such as a role or an action of the trail; a value
    /// without words is shown as it is.
    pub fn value<'a>(&self, name: &'a str) -> &'a str {
        by_name(self.value, name).unwrap_or(name)
    }

    /// What an entry of the trail is about: the names that the program gave, such as a role's, in words; what people are called
    /// stays, and a member of the staff has a name.
    pub fn subject(&self, action: &str, subject: &str) -> String {
        if ABOUT_STAFF.contains(&action) {
            let (id, rest) = subject.split_once(' ').unwrap_or((subject, ""));
            return format!("{} {}", self.member(id), self.value(rest))
                .trim_end()
                .to_owned();
        }
        if let Some(name) = subject.strip_prefix("agent ") {
            return format!("{} {name}", self.value("agent"));
        }
        let parts: Vec<_> = subject.split(' ').map(|part| self.value(part)).collect();
        parts.join(" ")
    }

    /// The actions of the trail that a person means by `text`, among those of `known`: the one of that name or those
    /// words, or all whose words hold it.
    pub fn actions(&self, text: &str, known: &[String]) -> Vec<String> {
        let text = text.trim().to_lowercase();
        if known.contains(&text) {
            return vec![text];
        }
        let is = |name: &&String| self.value(name).to_lowercase() == text;
        let exact: Vec<_> = known.iter().filter(is).cloned().collect();
        if !exact.is_empty() {
            return exact;
        }
        let means = |name: &&String| self.value(name).to_lowercase().contains(&text);
        known.iter().filter(means).cloned().collect()
    }

    /// A fact of a message in words. Only these are names of the program's own, times or IDs of the staff; the others are
    /// somebody's data.
    fn fact<'a>(&self, name: &str, value: &'a str) -> Cow<'a, str> {
        match name {
            "reason" | "what" => self.foreign(value),
            "role" | "operation" => self.value(value).into(),
            "json_at" => self.json_at(value).into(),
            "json_known" => self.json_known(value).into(),
            "state" => Stock::from_name(value)
                .map_or(value, |stock| self.label.stock(stock))
                .to_owned()
                .into(),
            "opens" | "expired" | "start" | "until" | "since" => self.written(value).into(),
            "staff" | "by" => self.member(value).into(),
            _ => value.into(),
        }
    }
}

/// The entry of that name of a table that is in order of its names.
fn by_name<T: Copy>(table: &[(&'static str, T)], name: &str) -> Option<T> {
    let at = table.binary_search_by_key(&name, |(name, _)| *name).ok()?;
    Some(table[at].1)
}

/// The texts with the keys of a keymap where they are marked.
fn named(texts: &Texts, marked: &[Marked], keys: &BTreeMap<&str, Vec<String>>) -> Texts {
    let mut texts = *texts;
    for (slot, parts) in marked {
        let parts = with_keys(parts, keys);
        match slot(&mut texts) {
            Slot::Text(text) => *text = fill(parts, &[]).leak(),
            Slot::Template(template) => *template = parts,
        }
    }
    let remedies = texts.remedy.iter().map(|(code, text)| (*code, with_keys(text, keys)));
    texts.remedy = remedies.collect::<Vec<_>>().leak();
    let messages = texts.message.iter().map(|(code, words)| {
        let (say, remedy) = (with_keys(words.say, keys), with_keys(words.remedy, keys));
        (*code, Numbered { say, remedy })
    });
    texts.message = messages.collect::<Vec<_>>().leak();
    texts
}
