//! `slip`: the slip (受付票) of a receipt.

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::voice::Voice;
use crate::outbox;
use crate::report::{pdf, slip};
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Receipt number
    receipt: String,
    /// A new file: text where its name ends in .txt, otherwise a PDF; without one the text is shown
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
        pdf::page(&lines, &receipt.number).map_err(|error| outbox::failed(&path, &error))?
    };
    let outbox = access.outbox()?;
    desk.issue_slip(&session, &receipt, || Ok(outbox.write(&path, &bytes)?))?;
    let shown = path.display().to_string();
    voice.done("written", &shown, |words| {
        vec![words.telling.slip.written(place::Path(&shown))]
    })
}
