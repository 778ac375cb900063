//! A policy as it is written: its figures one by one, each with its unit and range, and what differs between two files.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeDelta};

use crate::domain::countersign::{Line, in_short};
use crate::domain::era::Era;
use crate::domain::refusal::{Decision, Refusal};
use crate::signs;

/// The table of a policy that lists the kinds of documents, which are words and no figures (R10.4).
pub(super) const DOCUMENTS: &str = "documents";
/// The table of a policy whose keys are branches, each with its level (R15.8).
const REORDER: &str = "reorder";
/// Fobs that a level may ask for.
const MOST_FOBS: u32 = 100_000;

/// Characters of a line on paper.
const LINE: usize = 60;

/// The figures of a file, and which of them were asked for.
pub(super) struct Figures<'a> {
    table: &'a toml::Table,
    known: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Figures<'a> {
    /// The figures of a file.
    pub(super) fn new(table: &'a toml::Table) -> Self {
        Self {
            table,
            known: RefCell::default(),
        }
    }

    fn value(&self, key: &'static str) -> Decision<&'a toml::Value> {
        self.known.borrow_mut().insert(key);
        let (area, name) = key.split_once('.').unwrap_or((key, ""));
        let value = self.table.get(area).and_then(|area| area.get(name));
        value.ok_or_else(|| Refusal::PolicyMissing { key: key.into() })
    }

    /// A table whose keys are the bank's own.
    pub(super) fn area(&self, name: &str) -> Option<&'a toml::Table> {
        self.table.get(name)?.as_table()
    }

    /// What is no figure: a word as it stands; what it may be is the matter of the one who asks.
    pub(super) fn word(&self, key: &'static str) -> Decision<&'a str> {
        Ok(self.value(key)?.as_str().unwrap_or_default().trim())
    }

    /// A line on paper, which may be empty.
    pub(super) fn line(&self, key: &'static str) -> Decision<String> {
        let line = self.word(key)?;
        let fits = line.chars().count() <= LINE && signs::first_unseen(line).is_none();
        fits.then(|| line.to_owned()).ok_or_else(|| Refusal::PolicyRange {
            key: key.into(),
            min: "0".into(),
            max: LINE.to_string(),
        })
    }

    /// One of two words: whether it is the first.
    pub(super) fn either(&self, key: &'static str, words: [&str; 2]) -> Decision<bool> {
        let word = self.word(key)?;
        words
            .contains(&word)
            .then_some(word == words[0])
            .ok_or_else(|| Refusal::PolicyWord {
                key: key.into(),
                allowed: words.join(" | "),
            })
    }

    /// A calendar, by its word.
    pub(super) fn era(&self, key: &'static str) -> Decision<Era> {
        Era::from_name(self.word(key)?).ok_or_else(|| Refusal::PolicyWord {
            key: key.into(),
            allowed: Era::WORDS.into(),
        })
    }

    /// A branch by its code, or `none`.
    pub(super) fn branch(&self, key: &'static str) -> Decision<Option<String>> {
        match self.word(key)? {
            "none" => Ok(None),
            code if is_branch(code) => Ok(Some(code.to_owned())),
            _ => Err(Refusal::PolicyWord {
                key: key.into(),
                allowed: "none | 000".into(),
            }),
        }
    }

    /// Fobs below which a branch is to order: those that have a level of their own, by their codes. The table may be missing.
    pub(super) fn reorder_levels(&self) -> Decision<BTreeMap<String, u32>> {
        let mut levels = BTreeMap::new();
        for (code, value) in self.area(REORDER).into_iter().flatten() {
            let key = format!("{REORDER}.{code}");
            if !is_branch(code) {
                return Err(Refusal::PolicyKey { key });
            }
            let level = ranged(&key, with_unit(&key, value, "fobs")?, 0, MOST_FOBS)?;
            levels.insert(code.clone(), level);
        }
        Ok(levels)
    }

    fn text(&self, key: &'static str, unit: &str) -> Decision<&'a str> {
        with_unit(key, self.value(key)?, unit)
    }

    /// A whole number with its unit, from `min` to `max`.
    pub(super) fn count(&self, key: &'static str, unit: &str, min: u32, max: u32) -> Decision<u32> {
        ranged(key, self.text(key, unit)?, min, max)
    }

    /// So many minutes.
    pub(super) fn minutes(&self, key: &'static str, min: u32, max: u32) -> Decision<TimeDelta> {
        self.count(key, "min", min, max)
            .map(|minutes| TimeDelta::minutes(i64::from(minutes)))
    }

    /// So many days.
    pub(super) fn days(&self, key: &'static str, min: u32, max: u32) -> Decision<TimeDelta> {
        self.count(key, "days", min, max)
            .map(|days| TimeDelta::days(i64::from(days)))
    }

    /// A time of day in Japan.
    pub(super) fn time(&self, key: &'static str) -> Decision<NaiveTime> {
        NaiveTime::parse_from_str(self.text(key, "JST")?, "%H:%M").map_err(|_| Refusal::PolicyRange {
            key: key.into(),
            min: "00:00".into(),
            max: "23:59".into(),
        })
    }

    /// Refuses what was never asked for.
    pub(super) fn nothing_unknown(&self) -> Decision<()> {
        let known = self.known.borrow();
        for (area, value) in self.table {
            let Some(inner) = value.as_table() else {
                return Err(Refusal::PolicyKey { key: area.clone() });
            };
            if area == DOCUMENTS || area == REORDER {
                continue;
            }
            for name in inner.keys() {
                let key = format!("{area}.{name}");
                if !known.contains(key.as_str()) {
                    return Err(Refusal::PolicyKey { key });
                }
            }
        }
        Ok(())
    }
}

fn is_branch(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands before the unit of a figure.
fn with_unit<'a>(key: &str, value: &'a toml::Value, unit: &str) -> Decision<&'a str> {
    let misfit = || Refusal::PolicyUnit {
        key: key.into(),
        unit: unit.into(),
    };
    let (figure, given) = value
        .as_str()
        .and_then(|text| text.trim().split_once(' '))
        .ok_or_else(misfit)?;
    if given.trim() == unit {
        Ok(figure)
    } else {
        Err(misfit())
    }
}

fn ranged(key: &str, figure: &str, min: u32, max: u32) -> Decision<u32> {
    let figure = figure.parse().ok().filter(|n| (min..=max).contains(n));
    figure.ok_or_else(|| Refusal::PolicyRange {
        key: key.into(),
        min: min.to_string(),
        max: max.to_string(),
    })
}

/// What differs between two policies as they are written, in a line: `closed.wait: 30 min > 10 min`.
pub fn differences(old: &str, new: &str) -> String {
    in_short(&differing(old, new))
}

/// What differs between two policies as they are written, one figure after another.
pub fn differing(old: &str, new: &str) -> Vec<Line> {
    let (old, new) = (figures_of(old), figures_of(new));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let value = |figures: &BTreeMap<String, String>, key| figures.get(key).map_or("-", String::as_str).to_owned();
    let differing = keys.into_iter().filter(|key| old.get(*key) != new.get(*key));
    differing
        .map(|key| Line::new(key.as_str(), value(&old, key), value(&new, key)))
        .collect()
}

fn figures_of(text: &str) -> BTreeMap<String, String> {
    let areas = text.parse::<toml::Table>().unwrap_or_default();
    let figures = areas.iter().filter_map(|(area, value)| Some((area, value.as_table()?)));
    figures
        .flat_map(|(area, table)| table.iter().map(move |(name, value)| (format!("{area}.{name}"), value)))
        .map(|(key, value)| (key, value.as_str().unwrap_or_default().to_owned()))
        .collect()
}
