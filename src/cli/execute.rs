//! `do`: one command as data, from a file or standard input, as the desk takes it from every door.

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::voice::Voice;
use super::{file, shown, written};
use crate::desk::{Command, Outcome};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file with the command, such as {"approve": {"request": "…"}} [default: standard input]
    file: Option<PathBuf>,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let text = file::small_text(args.file.as_deref())?;
    let command: Command = written::read(&text)?;
    let (mut desk, session) = access.desk(voice)?;
    let outcome = desk.execute(&session, command)?;
    if matches!(outcome, Outcome::Waiting { .. }) {
        voice.waits();
    }
    voice.done_as(outcome.number(), "outcome", &outcome, |words| {
        shown::outcome(&outcome, words)
    })
}
