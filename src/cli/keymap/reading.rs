//! Reading a keymap file, and saying what is wrong with one.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::failure::{Failure, Own};
use crate::cli::file;
use crate::console::bound;
use crate::desk;
use crate::domain::refusal::Refusal;
use crate::ui::keys::{Flaw, Function, Keymap, Wrong};
use crate::words::{Words, place};

/// Reads a keymap file.
///
/// # Errors
/// E3006 the file; E3026 the first of what is wrong in it.
pub(in crate::cli) fn read(path: &Path, words: &Words) -> Result<Keymap, Failure> {
    flaws(path, words)?.map_err(|flaws| told_apart(&path.display().to_string(), &flaws, words).0)
}

pub(super) fn flaws(path: &Path, words: &Words) -> Result<Result<Keymap, Vec<Flaw>>, Failure> {
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
    Ok(Keymap::read(&text, &bound::functions()))
}

/// The first flaw as a failure, and a line for each of the others.
pub(super) fn told_apart(path: &str, flaws: &[Flaw], words: &Words) -> (Failure, Vec<String>) {
    let told = |flaw: &Flaw| Own::KeymapFlaw {
        path: path.to_owned(),
        line: flaw.line,
        what: what(&flaw.wrong, words),
    };
    let more = |flaw: &Flaw| {
        let line = flaw.line.to_string();
        words
            .keymap
            .more(place::Line(&line), place::What(&what(&flaw.wrong, words)))
    };
    let lines = flaws.iter().skip(1).map(more);
    let first = flaws.first().map_or_else(
        || Own::Usage {
            command: "madoguchi keymap".to_owned(),
        },
        told,
    );
    (first.into(), lines.collect())
}

/// A flaw for programs: its line, its kind with what it is about, and what people read.
pub(super) fn for_programs(flaw: &Flaw, words: &Words) -> Value {
    let (kind, function, key, other) = match &flaw.wrong {
        Wrong::Syntax(_) => ("syntax", None, None, None),
        Wrong::NoFunction(name) => ("no_function", Some(name.as_str()), None, None),
        Wrong::NoKeys(function) => ("no_keys", Some(function.name()), None, None),
        Wrong::NoKey(key) => ("no_key", None, Some(key), None),
        Wrong::Fixed(key) => ("fixed", None, Some(key), None),
        Wrong::Twice(function, key) => ("twice", Some(function.name()), Some(key), None),
        Wrong::CharacterAlone(function) => ("character_alone", Some(function.name()), None, None),
        Wrong::Taken(function, key, other) => ("taken", Some(function.name()), Some(key), Some(other.name())),
    };
    json!({
        "line": flaw.line, "kind": kind, "function": function, "key": key, "other": other, "what": what(&flaw.wrong, words),
    })
}

/// What is wrong, in words.
fn what(wrong: &Wrong, all: &Words) -> String {
    let words = &all.keymap;
    let named = |function: &Function| place::Function(function.name());
    match wrong {
        Wrong::Syntax(what) => all.foreign(what).into_owned(),
        Wrong::NoFunction(name) => words.no_function(place::Function(name)),
        Wrong::NoKeys(function) => words.no_keys(named(function)),
        Wrong::NoKey(key) => words.no_key(place::Key(key)),
        Wrong::Fixed(key) => words.fixed(place::Key(key)),
        Wrong::Twice(function, key) => words.twice(named(function), place::Key(key)),
        Wrong::CharacterAlone(function) => words.character_alone(named(function)),
        Wrong::Taken(function, key, other) => words.taken(named(function), place::Key(key), place::Other(other.name())),
    }
}
