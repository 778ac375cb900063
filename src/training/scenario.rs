//! A scenario as data: how the store stands, a story, and steps with what is to be done, what is to be seen of it in the store,
//! a hint, and the keys by which it can be played. One file serves practice, test, show and pictures.
//!
//! `assets/training/README.md` tells a trainer how to write one.

mod before;
mod read;
mod told;

use chrono::NaiveTime;
use serde::Deserialize;

pub use before::{Before, prepare};
pub use read::Flaw;
pub use told::{ACTIONS, Ending, See, State, Told, Whom};

use crate::domain::calendar::Instant;
use crate::domain::values::ContractNumber;

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name: that of its file without the ending.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The story card.
    pub story: Text,
    /// The sections of the customer's manual that it teaches.
    pub manual: Vec<String>,
    /// What the clock shows at the beginning.
    pub start: Instant,
    /// What happened before, after the morning of the training bank.
    pub before: Vec<Before>,
    /// The steps, at least one.
    pub steps: Vec<Step>,
    /// What can go wrong.
    pub wrong: Vec<WrongTurn>,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The line of its file, from 1 on.
    pub line: usize,
    /// What to do.
    pub task: Text,
    /// What is to be seen when it is done: all of it.
    pub see: Vec<See>,
    /// What helps.
    pub hint: Text,
    /// How it can be played, in order.
    pub play: Vec<Play>,
}

/// One piece of playing a step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Play {
    /// Keys on the branch's side, as tests write them: `1<Enter>`, with `{places}` for what is not known before.
    Branch(String),
    /// Keys on the customer's side.
    Customer(String),
    /// The clock goes on by so many minutes.
    Minutes(i64),
    /// The clock goes on to the next time of day.
    Until(NaiveTime),
}

/// A wrong turn: what shows that somebody took it, and why it is one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrongTurn {
    /// What shows it: all of it.
    pub when: Vec<See>,
    /// The rule that it breaks, such as `R7.4`.
    pub rule: String,
    /// It is one only as long as fewer steps are done; 0: always.
    #[serde(default)]
    pub before_step: usize,
    /// Why.
    pub say: Text,
}

impl Scenario {
    /// The contracts that its steps and wrong turns look at.
    pub fn contracts(&self) -> Vec<ContractNumber> {
        let steps = self.steps.iter().flat_map(|step| &step.see);
        let wrong = self.wrong.iter().flat_map(|wrong| &wrong.when);
        let named = steps.chain(wrong).filter_map(See::contract);
        let mut numbers: Vec<_> = named.cloned().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}
