//! How far somebody is in a scenario, judged by what the store says and by nothing else: not by keys.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::scenario::{Scenario, See, WrongTurn};
use crate::desk::Seen;
use crate::domain::calendar::Instant;

/// How far somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The newest entry of the trail when it began.
    pub since: u64,
    /// The moment it began, on the clock of the lesson.
    began: Instant,
    /// When each step was done, in order.
    done: Vec<Instant>,
    /// Entries that a step was ticked off for.
    used: BTreeSet<u64>,
    /// The newest entry that was looked at.
    looked: u64,
    /// The wrong turns taken: which, and when.
    wrong: Vec<(usize, Instant)>,
    /// Steps for which the hint was asked.
    hints: BTreeSet<usize>,
}

/// What is written on the sheet at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Steps done.
    pub done: usize,
    /// Steps.
    pub of: usize,
    /// Wrong turns.
    pub wrong: usize,
    /// Hints asked for.
    pub hints: usize,
    /// The time it took on the clock of the lesson.
    pub took: TimeDelta,
}

/// Something new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// This step is done, counted from 0.
    Done(usize),
    /// This wrong turn was taken, counted from 0.
    Wrong(usize),
}

impl Progress {
    /// At the beginning, on a store whose newest entry is `since`.
    pub fn new(since: u64, began: Instant) -> Self {
        Self {
            since,
            began,
            done: Vec::new(),
            used: BTreeSet::new(),
            looked: since,
            wrong: Vec::new(),
            hints: BTreeSet::new(),
        }
    }

    /// The newest entry of the trail that was looked at.
    pub fn newest(&self) -> u64 {
        self.looked
    }

    /// How many steps are done.
    pub fn steps_done(&self) -> usize {
        self.done.len()
    }

    /// The wrong turns taken, the first one first.
    pub fn wrong_turns<'a>(&'a self, scenario: &'a Scenario) -> impl Iterator<Item = &'a WrongTurn> {
        self.wrong.iter().filter_map(|(which, _)| scenario.wrong.get(*which))
    }

    /// Whether all is done.
    pub fn finished(&self, scenario: &Scenario) -> bool {
        self.done.len() >= scenario.steps.len()
    }

    /// The hint of the present step is asked for.
    pub fn ask_hint(&mut self) {
        self.hints.insert(self.done.len());
    }

    /// Whether the hint of the present step was asked for.
    pub fn hinted(&self) -> bool {
        self.hints.contains(&self.done.len())
    }

    /// Hints and wrong turns of a later moment stay on the sheet when somebody goes back.
    pub fn remember(&mut self, later: &Self) {
        self.hints.extend(&later.hints);
        self.wrong.clone_from(&later.wrong);
    }

    /// The sheet at the end, or so far.
    pub fn score(&self, scenario: &Scenario, now: Instant) -> Score {
        let until = if self.finished(scenario) {
            self.done.last().copied()
        } else {
            None
        };
        Score {
            done: self.done.len(),
            of: scenario.steps.len(),
            wrong: self.wrong.len(),
            hints: self.hints.len(),
            took: until.unwrap_or(now) - self.began,
        }
    }

    /// Looks at the store: ticks off what is done, in order, and notices wrong turns. An entry serves one step.
    pub fn observe(&mut self, scenario: &Scenario, seen: &Seen) -> Vec<News> {
        let mut news = Vec::new();
        for (which, wrong) in scenario.wrong.iter().enumerate() {
            let late = wrong.before_step > 0 && self.done.len() >= wrong.before_step;
            let once = self.wrong.iter().any(|(known, _)| *known == which);
            let told = wrong.when.iter().any(|see| matches!(see, See::Trail(_)));
            if late || (once && !told) {
                continue;
            }
            let looked = self.looked;
            if entries_for(&wrong.when, seen, |seq| seq > looked).is_some() {
                self.wrong.push((which, seen.now));
                news.push(News::Wrong(which));
            }
        }
        while let Some(step) = scenario.steps.get(self.done.len()) {
            let Some(entries) = entries_for(&step.see, seen, |seq| !self.used.contains(&seq)) else {
                break;
            };
            news.push(News::Done(self.done.len()));
            self.used.extend(entries);
            self.done.push(seen.now);
        }
        self.looked = seen.entries.last().map_or(self.looked, |entry| entry.seq);
        news
    }
}

/// The entries that tell all of it, each for one thing; `None` if something is not so.
fn entries_for(see: &[See], seen: &Seen, free: impl Fn(u64) -> bool) -> Option<BTreeSet<u64>> {
    let mut taken = BTreeSet::new();
    for see in see {
        if !see.stands(seen) {
            return None;
        }
        if let See::Trail(told) = see {
            let fit = seen
                .entries
                .iter()
                .filter(|entry| free(entry.seq) && !taken.contains(&entry.seq) && told.tells(entry));
            let fit: Vec<_> = fit.map(|entry| entry.seq).take(told.times).collect();
            if fit.len() < told.times {
                return None;
            }
            taken.extend(fit);
        }
    }
    Some(taken)
}
