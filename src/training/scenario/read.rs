//! Reading a scenario: a mistake is told with its line.

use serde::Deserialize;
use toml::Spanned;

use super::{ACTIONS, Before, Play, Scenario, See, Step, Text, WrongTurn};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::training::{demo, places};

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The line, from 1 on.
    pub line: usize,
    /// What.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Text,
    story: Text,
    manual: Vec<String>,
    start: Option<Spanned<Instant>>,
    #[serde(default)]
    before: Vec<Before>,
    step: Vec<Spanned<StepOfFile>>,
    #[serde(default)]
    wrong: Vec<Spanned<WrongTurn>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepOfFile {
    #[serde(rename = "do")]
    task: Text,
    see: Vec<See>,
    hint: Text,
    play: Vec<Spanned<Play>>,
}

impl Scenario {
    /// Reads the text of a scenario of that name.
    ///
    /// # Errors
    /// The first thing that is wrong: a key or word that is not known, something that is lacking, a step without anything to
    /// see, an action, refusal, fob or person that there is not.
    pub fn read(name: &str, text: &str) -> Result<Self, Flaw> {
        let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let flaw = |at: usize, what: String| Flaw { line: line(at), what };
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            flaw(at, error.message().lines().collect::<Vec<_>>().join(" "))
        })?;
        if file.step.is_empty() {
            return Err(flaw(0, "step: none".into()));
        }
        let start = match &file.start {
            Some(at) if *at.get_ref() < demo::start() => {
                return Err(flaw(
                    at.span().start,
                    format!("start: before {}", crate::training::START),
                ));
            }
            Some(at) => *at.get_ref(),
            None => demo::start(),
        };
        let mut steps = Vec::new();
        for step in file.step {
            let at = step.span().start;
            let step = step.into_inner();
            if step.see.is_empty() || step.play.is_empty() {
                return Err(flaw(at, "see, play: none".into()));
            }
            known(&step.see).map_err(|what| flaw(at, what))?;
            for play in &step.play {
                playable(play.get_ref()).map_err(|what| flaw(play.span().start, what))?;
            }
            steps.push(Step {
                line: line(at),
                task: step.task,
                see: step.see,
                hint: step.hint,
                play: step.play.into_iter().map(Spanned::into_inner).collect(),
            });
        }
        for wrong in &file.wrong {
            let at = wrong.span().start;
            let wrong = wrong.get_ref();
            known(&wrong.when).map_err(|what| flaw(at, what))?;
            let number = wrong.rule.strip_prefix('R').unwrap_or_default();
            if wrong.when.is_empty() || !number.starts_with(|digit: char| digit.is_ascii_digit()) {
                return Err(flaw(at, format!("rule: {}", wrong.rule)));
            }
        }
        Ok(Self {
            name: name.to_owned(),
            title: file.title,
            story: file.story,
            manual: file.manual,
            start,
            before: file.before,
            steps,
            wrong: file.wrong.into_iter().map(Spanned::into_inner).collect(),
        })
    }
}

/// Refuses an action or a number that there is not: it would never be seen.
fn known(see: &[See]) -> Result<(), String> {
    for see in see {
        let See::Trail(told) = see else { continue };
        if !ACTIONS.contains(&told.action.as_str()) {
            return Err(format!("action: {}", told.action));
        }
        if let Some(code) = &told.code
            && !Refusal::ALL.iter().any(|(known, _)| known == code)
        {
            return Err(format!("code: {code}"));
        }
        if told.times == 0 {
            return Err("times: 0".into());
        }
    }
    Ok(())
}

fn playable(play: &Play) -> Result<(), String> {
    match play {
        Play::Branch(keys) | Play::Customer(keys) => places::check(keys),
        Play::Minutes(minutes) if *minutes < 1 => Err(format!("minutes: {minutes}")),
        Play::Minutes(_) | Play::Until(_) => Ok(()),
    }
}
