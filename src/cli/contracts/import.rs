//! `contracts import`: what a file would do, and doing it (R16.1). The file is read as often as it takes, a contract at a time: to
//! find what stands apart, to look at it, and to take it in.

mod judging;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use self::judging::judge;
use crate::cli::access::Access;
use crate::cli::failure::{Failure, REFUSED};
use crate::cli::file;
use crate::cli::pace::Paced;
use crate::cli::voice::Voice;
use crate::desk::{Desk, Error, Imported, Pace, Session};
use crate::domain::refusal::Refusal;
use crate::intake::Progress;
use crate::intake::contracts::{Chosen, KeepingUp, Kept, Surveyed, Will};
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The file; - reads standard input
    file: PathBuf,
    /// Carry it out; without, only what it would do is told
    #[arg(long)]
    apply: bool,
    /// Carry out what can be taken, though some rows can't
    #[arg(long, requires = "apply")]
    good: bool,
    /// How the file is written: utf8 or cp932 [default: recognised]
    #[arg(long, value_parser = ["utf8", "cp932"])]
    encoding: Option<String>,
    /// Serials stand as they are: no spreadsheet has eaten zeros before them
    #[arg(long)]
    serials_as_written: bool,
    /// Write the rows that can't be taken, with the reasons, to this new file
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
}

/// What was done.
#[derive(Serialize)]
struct Done {
    #[serde(flatten)]
    imported: Imported,
    #[serde(flatten)]
    kept: Kept,
    /// Why the file was read no further, where it became another.
    #[serde(skip)]
    ended: Option<Refusal>,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let file = file::again(&args.file)?;
    let whole = file.metadata().ok().map(|meta| meta.len());
    let mut pace = Paced::of(Progress::default(), whole, voice);
    let looked = judge((access, args, voice), (&mut desk, &session), &file, &mut pace);
    let told = match looked {
        Ok(told) => told,
        // What can't be read at all was an attempt too (R12.1).
        Err(Failure::Desk(Error::Refused(refusal))) if args.apply => {
            return Ok(desk.import_contracts(&session, Err(refusal)).map(|_| ())?);
        }
        Err(failure) => return Err(failure),
    };
    if !args.apply || (told.found.first.is_some() && !args.good) {
        drop(pace);
        let Some(first) = told.found.first.clone() else {
            return told.give(true, voice);
        };
        if args.apply {
            // Nothing is taken, and the attempt is kept.
            let _ = desk.import_contracts(&session, Err(first));
        }
        told.give(!args.apply, voice)?;
        return Err(Failure::Said(REFUSED));
    }
    let done = carry_out(args, (&mut desk, &session), &file, &told.found, &mut pace)?;
    drop(pace);
    if let Some(refusal) = done.ended.clone() {
        let lines = done_lines(&done, voice.words());
        return Err(Failure::Said(voice.fail_beside(
            &refusal.into(),
            "imported",
            &done,
            &lines,
        )?));
    }
    voice.done("imported", &done, |words| done_lines(&done, words))?;
    if done.kept.left > 0 {
        return Err(Failure::Said(REFUSED));
    }
    Ok(())
}

/// Takes in what can be taken: new contracts together, all or none; those that are there one by one, so nobody waits long.
fn carry_out(
    args: &Args,
    (desk, session): (&mut Desk, &Session),
    file: &File,
    found: &Arc<Surveyed>,
    pace: &mut Paced,
) -> Result<Done, Failure> {
    let from = || file::from_beginning(file).map_err(|error| file::unreadable(&args.file, &error));
    let policy = desk.policy().clone();
    let mut done = Done {
        imported: Imported::default(),
        kept: Kept {
            unchanged: found.counts.unchanged,
            refused: found.counts.refused,
            ..Kept::default()
        },
        ended: None,
    };
    if found.counts.new > 0 {
        let progress = Progress::default();
        pace.anew(progress.clone(), false);
        let new = Chosen::of(found, Will::New, from()?, &policy, progress);
        done.imported = desk.load_contracts(session, new, pace)?;
    }
    if found.counts.changed > 0 {
        let progress = Progress::default();
        pace.anew(progress.clone(), false);
        let mut keeping = KeepingUp::of(found, from()?, &policy, progress);
        while let Some(rows) = keeping.take(desk, session)? {
            // Others are let in after each.
            if pace.rest(rows).is_break() {
                break;
            }
        }
        (done.kept, done.ended) = (keeping.kept, keeping.ended);
    }
    Ok(done)
}

fn done_lines(done: &Done, words: &Words) -> Vec<String> {
    let Imported {
        contracts,
        users,
        tokens,
        ..
    } = done.imported;
    let new = [contracts, users, tokens].map(|count| count.to_string());
    let others = [done.kept.changed, done.kept.unchanged, done.kept.refused].map(|count| count.to_string());
    let mut lines =
        vec![
            words
                .cli
                .imported_contracts(place::Contracts(&new[0]), place::Tokens(&new[2]), place::Users(&new[1])),
        ];
    if done.kept.changed + done.kept.unchanged + done.kept.refused > 0 {
        lines.push(words.contracts.import.done(
            place::Changed(&others[0]),
            place::Refused(&others[2]),
            place::Unchanged(&others[1]),
        ));
    }
    if done.kept.left > 0 && done.ended.is_none() {
        let left = done.kept.left.to_string();
        lines.push(words.contracts.import.left(place::Count(&left)));
    }
    lines
}

#[cfg(test)]
mod tests;
