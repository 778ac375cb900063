//! `slip`: the slip (受付票) of a receipt.

use std::path::{Path, PathBuf};

use super::access::Access;
use super::failure::{Failure, Own};
use super::voice::Voice;
use crate::report::{file, pdf, slip};
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Receipt number
    receipt: String,
    /// The file: text where its name ends in .txt, otherwise a PDF; without one the text is shown
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Columns of the text
    #[arg(long, default_value_t = slip::COLUMNS, value_parser = clap::value_parser!(u16).range(40..=160))]
    columns: u16,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let receipt = desk.ask(&session, |look| look.receipt(&args.receipt))?;
    let words = voice.words();
    let text = || slip::text(&receipt, words, args.columns);
    let Some(path) = args.out else {
        return voice.give("slip", &receipt, |_| text().lines().map(str::to_owned).collect());
    };
    let bytes = if path.extension().is_some_and(|ending| ending == "txt") {
        text().into_bytes()
    } else {
        let lines = slip::lines(&receipt, words, slip::COLUMNS);
        pdf::page(&lines, &receipt.number).map_err(|error| not_written(&path, &error))?
    };
    file::write(&path, &bytes).map_err(|error| not_written(&path, &error))?;
    let shown = path.display().to_string();
    voice.give("written", &shown, |words| {
        vec![words.telling.slip.written(place::Path(&shown))]
    })
}

/// E3017 for that file.
pub(super) fn not_written(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display().to_string();
    let what = file::what(error);
    Own::NotWritten { path, what }.into()
}
