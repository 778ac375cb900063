//! What is said to arguments that are not understood, and to a wish for help: in the reader's language, with what was typed and
//! where the help for it is.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::{DONE, FAILED, Failure, Own};
use super::voice::Voice;
use super::{Line, help};
use crate::words::{Lang, Words, place};

/// Answers a call that did not parse: help and version go to standard output, all else is E3001.
pub(super) fn answer(error: &clap::Error, args: &[OsString]) -> u8 {
    let lang = lang_of(args);
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let printed = match (error.kind(), lang) {
            (ErrorKind::DisplayHelp, Lang::Ja) => print(&help::text(args)),
            _ => error.print(),
        };
        return if printed.is_ok() { DONE } else { FAILED };
    }
    let words = Words::of(lang);
    let is_json = args.iter().any(|arg| arg == "--json");
    let (command, subcommands) = command_of(args);
    let lines = lines(error, &subcommands, &words);
    let usage = Failure::Own(Own::Usage { command });
    let told = Voice::new(words, is_json).fail_beside(&usage, "usage", &lines, &lines);
    told.unwrap_or(usage.status())
}

/// Who reads may have seen enough, as with `| head`.
fn print(text: &str) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The language that was asked for, as far as it can be told.
fn lang_of(args: &[OsString]) -> Lang {
    let joined = args.iter().any(|arg| arg == "--lang=en");
    let apart = args.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if joined || apart { Lang::En } else { Lang::Ja }
}

/// The command that was called, as far as it can be told, and those that can follow it.
fn command_of(args: &[OsString]) -> (String, String) {
    let mut at = &Line::command();
    let mut names = vec![at.get_name()];
    for arg in args.iter().skip(1) {
        if let Some(below) = at.find_subcommand(arg) {
            at = below;
            names.push(below.get_name());
        }
    }
    let following: Vec<_> = at.get_subcommands().map(clap::Command::get_name).collect();
    (names.join(" "), following.join(", "))
}

/// What is wrong, what could be meant, and how the command is written.
fn lines(error: &clap::Error, subcommands: &str, all: &Words) -> Vec<String> {
    let words = &all.usage;
    let of = |kind: ContextKind| error.get(kind).filter(|value| **value != ContextValue::None);
    let text = |kind: ContextKind| of(kind).map_or_else(String::new, ToString::to_string);
    let argument = text(ContextKind::InvalidArg);
    let typed = text(ContextKind::InvalidValue);
    let (named, value) = (place::Argument(&argument), place::Typed(&typed));
    let wrong = match error.kind() {
        ErrorKind::InvalidSubcommand => words.no_command(place::Typed(&text(ContextKind::InvalidSubcommand))),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            words.command_lacks(place::Commands(subcommands))
        }
        ErrorKind::UnknownArgument => words.no_argument(place::Typed(&argument)),
        ErrorKind::MissingRequiredArgument => words.missing(place::Arguments(&argument)),
        ErrorKind::InvalidValue if typed.is_empty() => words.no_value(named),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation | ErrorKind::TooManyValues => words.value(named, value),
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            other if other == argument => words.twice(named),
            other => words.conflict(named, place::Other(&other)),
        },
        ErrorKind::InvalidUtf8 => words.not_text.to_owned(),
        _ => words.other(place::Said(&all.foreign(&error.kind().to_string()))),
    };
    let known = text(ContextKind::ValidValue);
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .map(text);
    let near = near.into_iter().find(|near| !near.is_empty());
    let usage = text(ContextKind::Usage);
    let usage = usage.trim().strip_prefix("Usage:").map(str::trim);
    [
        Some(wrong),
        near.map(|near| words.similar(place::Similar(&near))),
        (!known.is_empty()).then(|| words.possible(place::Values(&known))),
        form(error, &argument, all),
        usage.map(|usage| match all.lang() {
            Lang::Ja => words.way(place::Usage(&help::in_japanese(usage))),
            Lang::En => words.way(place::Usage(usage)),
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The form of a value that does not parse.
fn form(error: &clap::Error, argument: &str, all: &Words) -> Option<String> {
    let words = &all.usage;
    let why = std::error::Error::source(error)?;
    let why_text = why.to_string();
    if let Some((_, range)) = why_text.split_once(" is not in ") {
        return Some(words.range(place::Values(range)));
    }
    let (_, name) = argument.rsplit_once('<')?;
    let known = match name.trim_end_matches('>') {
        "TIME" => words.form_time,
        "SIZE" => words.form_size,
        "ADDRESS" => words.form_address,
        "COUNT:DIGITS" => words.form_expected,
        _ if why.is::<std::num::ParseIntError>() => words.form_number,
        _ => return Some(all.foreign(&why_text).into_owned()),
    };
    Some(known.to_owned())
}
