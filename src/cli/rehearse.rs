//! `rehearse`: plays scenarios of a trainer's own on the real screens, and says in which line something is wrong.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::access::Access;
use super::failure::{Failure, Own};
use super::file;
use super::voice::Voice;
use crate::console::Options;
use crate::console::rehearsal::{Stuck, Why, rehearse};
use crate::desk::Entry;
use crate::training::scenario::{Flaw, Scenario};
use crate::words::place;

/// The most entries that are told of what happened instead.
const TOLD: usize = 3;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Scenarios, each a TOML file
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// A scenario that plays.
#[derive(Debug, Serialize)]
struct Rehearsed {
    file: String,
    steps: usize,
    minutes: i64,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let options = Options {
        lang: access.lang(),
        ..Options::default()
    };
    let mut played = Vec::new();
    for path in &args.files {
        let scenario = read(path)?;
        let score = rehearse(&scenario, &options).map_err(|stuck| failure(path, stuck))?;
        played.push(Rehearsed {
            file: path.display().to_string(),
            steps: score.done,
            minutes: score.took.num_minutes(),
        });
    }
    voice.give("rehearsed", &played, |words| {
        let line = |one: &Rehearsed| {
            let (steps, minutes) = (one.steps.to_string(), one.minutes.to_string());
            words
                .cli
                .rehearsed(place::File(&one.file), place::Minutes(&minutes), place::Steps(&steps))
        };
        played.iter().map(line).collect()
    })
}

/// Reads a scenario (E3021).
pub(super) fn read(path: &Path) -> Result<Scenario, Failure> {
    let text = file::small_text(Some(path))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Scenario::read(&name, &text).map_err(|flaw| unread(path, flaw))
}

pub(super) fn unread(path: &Path, flaw: Flaw) -> Failure {
    Own::ScenarioFlaw {
        path: path.display().to_string(),
        line: flaw.line,
        what: flaw.what,
    }
    .into()
}

pub(super) fn failure(path: &Path, stuck: Stuck) -> Failure {
    let (path, line) = (path.display().to_string(), stuck.line);
    match stuck.why {
        Why::NotSeen {
            screen,
            message,
            entries,
        } => Own::StepNotSeen {
            path,
            line,
            screen: screen.split_whitespace().last().unwrap_or_default().to_owned(),
            said: if message.is_empty() { "-".to_owned() } else { message },
            entries: told(&entries),
        }
        .into(),
        Why::SeenBefore => Own::SeenBefore { path, line }.into(),
        Why::WrongTurn(number) => Own::WrongTurnPlayed { path, line, number }.into(),
        Why::Store(error) => error.into(),
        Why::Asset => Own::ConsoleStopped { what: path }.into(),
    }
}

/// What keeps the training bank from being shown.
pub(super) fn failed(path: &Path, why: Why) -> Failure {
    failure(path, Stuck { line: 1, why })
}

/// The newest entries in few words: action, who, on what, the number of the refusal.
fn told(entries: &[Entry]) -> String {
    let newest = entries.len().saturating_sub(TOLD);
    let one = |entry: &Entry| {
        let draft = &entry.draft;
        let code = draft.code.as_deref().unwrap_or("-");
        format!("{} {} [{}] {code}", draft.action, draft.actor, draft.subject)
    };
    let told: Vec<_> = entries.iter().skip(newest).map(one).collect();
    if told.is_empty() {
        "-".to_owned()
    } else {
        told.join("; ")
    }
}
