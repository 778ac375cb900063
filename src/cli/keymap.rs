//! `keymap`: which keys stand for which function. It opens no store.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::access::Access;
use super::failure::{Failure, Own};
use super::file;
use super::voice::Voice;
use crate::desk;
use crate::domain::refusal::Refusal;
use crate::ui::keys::{Flaw, Function, Keymap, Wrong};
use crate::words::{Words, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Show the keys of every function, as a file for --keymap
    Show,
    /// Say what is wrong with a keymap file
    Check {
        /// A TOML file
        file: PathBuf,
    },
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Show => {
            let keymap = match access.keymap() {
                Some(path) => read(path, voice.words())?,
                None => Keymap::default(),
            };
            let told: Vec<_> = Function::all().map(|function| told(function, &keymap)).collect();
            voice.give("keymap", &told, |words| written(&keymap, words))
        }
        Args::Check { file } => {
            let path = file.display().to_string();
            match flaws(file, voice.words())? {
                Ok(_) => voice.give("keymap", &json!({ "good": path }), |words| {
                    vec![words.keymap.good(place::Path(&path))]
                }),
                Err(flaws) => {
                    let (first, more) = told_apart(&path, &flaws, voice.words());
                    Err(Failure::Said(voice.fail_with(&first, &more)))
                }
            }
        }
    }
}

/// Reads a keymap file.
///
/// # Errors
/// E3006 the file; E3026 the first of what is wrong in it.
pub(super) fn read(path: &Path, words: &Words) -> Result<Keymap, Failure> {
    flaws(path, words)?.map_err(|flaws| told_apart(&path.display().to_string(), &flaws, words).0)
}

fn flaws(path: &Path, words: &Words) -> Result<Result<Keymap, Vec<Flaw>>, Failure> {
    let odd = |line: u64, what: String| {
        let (line, path) = (usize::try_from(line).unwrap_or(1), path.display().to_string());
        Own::KeymapFlaw { path, line, what }.into()
    };
    let text = file::small_text(Some(path)).map_err(|failure| match failure {
        Failure::Desk(desk::Error::Refused(Refusal::FileDamaged { line, reason })) => {
            odd(line, words.value(&reason).to_owned())
        }
        Failure::Desk(desk::Error::Refused(refusal @ Refusal::FileTooLarge { .. })) => {
            odd(1, words.message(refusal.code(), &refusal.facts()).0)
        }
        other => other,
    })?;
    Ok(Keymap::read(&text))
}

/// The first flaw as a failure, and a line for each of the others.
fn told_apart(path: &str, flaws: &[Flaw], words: &Words) -> (Failure, Vec<String>) {
    let told = |flaw: &Flaw| Own::KeymapFlaw {
        path: path.to_owned(),
        line: flaw.line,
        what: what(&flaw.wrong, words),
    };
    let more = |flaw: &Flaw| {
        words.keymap.more(
            place::Line(&flaw.line.to_string()[..]),
            place::What(&what(&flaw.wrong, words)),
        )
    };
    let lines = flaws.iter().skip(1).map(more);
    let first = flaws.first().map_or(Own::Usage, told);
    (first.into(), lines.collect())
}

/// What is wrong, in words.
fn what(wrong: &Wrong, words: &Words) -> String {
    let words = &words.keymap;
    let named = |function: &Function| place::Function(function.name());
    match wrong {
        Wrong::Syntax(what) => what.clone(),
        Wrong::NoFunction(name) => words.no_function(place::Function(name)),
        Wrong::NoKeys(function) => words.no_keys(named(function)),
        Wrong::NoKey(key) => words.no_key(place::Key(key)),
        Wrong::Fixed(key) => words.fixed(place::Key(key)),
        Wrong::Twice(function, key) => words.twice(named(function), place::Key(key)),
        Wrong::CharacterAlone(function) => words.character_alone(named(function)),
        Wrong::Taken(function, key, other) => words.taken(named(function), place::Key(key), place::Other(other.name())),
    }
}

fn told(function: Function, keymap: &Keymap) -> serde_json::Value {
    json!({ "function": function.name(), "keys": names(function, keymap), "screens": function.screens() })
}

fn names(function: Function, keymap: &Keymap) -> Vec<String> {
    keymap.keys(function).iter().map(ToString::to_string).collect()
}

/// A keymap as a file, each function with what it does and where.
fn written(keymap: &Keymap, words: &Words) -> Vec<String> {
    let own = &words.keymap;
    let mut lines: Vec<String> = own.head.lines().map(|line| format!("# {line}")).collect();
    for function in Function::all() {
        let screens = match function.screens() {
            [] => own.everywhere,
            screens => &screens.join(" "),
        };
        let keys: Vec<_> = names(function, keymap).iter().map(|key| format!("\"{key}\"")).collect();
        let keys = match &keys[..] {
            [key] => key.clone(),
            keys => format!("[{}]", keys.join(", ")),
        };
        lines.push(String::new());
        lines.push(format!("# {}: {screens}", own.function(function.name())));
        lines.push(format!("{} = {keys}", function.name()));
    }
    lines
}
