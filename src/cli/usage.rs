//! What is said to arguments that are not understood, and to a wish for help.

use std::ffi::OsString;

use clap::error::ErrorKind;

use super::failure::{DONE, FAILED, Failure, Own};
use super::voice::Voice;
use crate::words::{Lang, Words};

/// Answers a call that did not parse: help and version go to standard output, all else is E3001.
pub(super) fn answer(error: &clap::Error, args: &[OsString]) -> u8 {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return if error.print().is_ok() { DONE } else { FAILED };
    }
    let words = Words::of(lang_of(args));
    let is_json = args.iter().any(|arg| arg == "--json");
    let lines: Vec<_> = error
        .render()
        .to_string()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    let usage = Failure::Own(Own::Usage);
    let told = Voice::new(words, is_json).fail_beside(&usage, "usage", &lines, &lines);
    told.unwrap_or(usage.status())
}

/// The language that was asked for, as far as it can be told.
fn lang_of(args: &[OsString]) -> Lang {
    let joined = args.iter().any(|arg| arg == "--lang=en");
    let apart = args.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en");
    if joined || apart { Lang::En } else { Lang::Ja }
}
