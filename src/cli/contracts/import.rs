//! `contracts import`: what a file would do, and doing it (R16.1). The file is read as often as it takes, a contract at a time: to
//! find what stands apart, to look at it, and to take it in.

mod judging;

use std::fs::File;
use std::path::PathBuf;

use serde::Serialize;

use self::judging::{Told, Will, judge};
use crate::cli::access::Access;
use crate::cli::failure::{Failure, REFUSED};
use crate::cli::file;
use crate::cli::pace::Paced;
use crate::cli::voice::Voice;
use crate::desk::{Coming, Desk, Error, Fate, Imported, Session};
use crate::domain::arrival::NewContract;
use crate::domain::refusal::{Decision, Refusal};
use crate::intake::Progress;
use crate::intake::contracts::{Apart, Reader};
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
    changed: usize,
    unchanged: usize,
    refused: usize,
    /// What was to be changed and is not, as it was broken off or the file became another.
    left: usize,
    /// Why the file was read no further.
    #[serde(skip)]
    ended: Option<Refusal>,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let file = file::again(&args.file)?;
    let whole = file.metadata().ok().map(|meta| meta.len());
    let mut pace = Paced::of(Progress::default(), whole, voice);
    let looked = look(access, args, voice, (&mut desk, &session), &file, &mut pace);
    let (apart, told) = match looked {
        Ok(looked) => looked,
        // What can't be read at all was an attempt too (R12.1).
        Err(Failure::Desk(Error::Refused(refusal))) if args.apply => {
            return Ok(desk.import_contracts(&session, Err(refusal)).map(|_| ())?);
        }
        Err(failure) => return Err(failure),
    };
    if !args.apply || (told.first.is_some() && !args.good) {
        drop(pace);
        let Some(first) = told.first.clone() else {
            return told.give(true, voice);
        };
        if args.apply {
            // Nothing is taken, and the attempt is kept.
            let _ = desk.import_contracts(&session, Err(first));
        }
        told.give(!args.apply, voice)?;
        return Err(Failure::Said(REFUSED));
    }
    let done = carry_out(args, (&mut desk, &session), (&file, &apart), &told, &mut pace)?;
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
    if done.left > 0 {
        return Err(Failure::Said(REFUSED));
    }
    Ok(())
}

/// Finds the rows that stand apart, and looks at all.
fn look(
    access: &Access,
    args: &Args,
    voice: &Voice,
    (desk, session): (&mut Desk, &Session),
    file: &File,
    pace: &mut Paced,
) -> Result<(Apart, Told), Failure> {
    let apart = Apart::of(|| file::from_beginning(file), args.written(), desk.policy())?;
    let told = judge((access, args, voice), (desk, session), (file, &apart), pace)?;
    Ok((apart, told))
}

/// The contracts of a file that was looked at of which one thing becomes.
struct Which<'a> {
    reader: Reader<'a, &'a File>,
    will: Will,
    told: &'a Told,
    at: usize,
}

impl<'a> Which<'a> {
    fn of(
        args: &Args,
        desk: &Desk,
        (file, apart): (&'a File, &'a Apart),
        told: &'a Told,
        will: Will,
        progress: Progress,
    ) -> Result<Self, Failure> {
        let from = file::from_beginning(file).map_err(|error| file::unreadable(&args.file, &error))?;
        Ok(Self {
            reader: Reader::new(from, args.written(), desk.policy(), apart, progress),
            will,
            told,
            at: 0,
        })
    }
}

/// The file is not what it was when it was looked at (R16.1).
fn changed(line: u64) -> Refusal {
    let reason = "changed while it was read".to_owned();
    Refusal::FileDamaged { line, reason }
}

impl Coming for Which<'_> {
    type Item = NewContract;

    fn next(&mut self) -> Option<Decision<NewContract>> {
        loop {
            let entry = match self.reader.next_contract() {
                Some(Ok(entry)) => entry,
                Some(Err(refusal)) => return Some(Err(refusal)),
                None if self.reader.digest() == self.told.digest => return None,
                None => return Some(Err(changed(1))),
            };
            // What is taken in is what was looked at: of a contract that is another one by now nothing was judged.
            let Some(will) = self.told.fates.of(self.at, &entry) else {
                return Some(Err(changed(entry.line())));
            };
            self.at += 1;
            let is_meant = will == self.will;
            if let Some(contract) = entry.contract.filter(|_| is_meant) {
                return Some(Ok(contract));
            }
        }
    }

    fn digest(&self) -> Option<[u8; 32]> {
        Some(self.reader.digest())
    }
}

/// Takes in what can be taken: new contracts together, all or none; those that are there one by one, so nobody waits long.
fn carry_out(
    args: &Args,
    (desk, session): (&mut Desk, &Session),
    read: (&File, &Apart),
    told: &Told,
    pace: &mut Paced,
) -> Result<Done, Failure> {
    let mut done = Done {
        imported: Imported::default(),
        changed: 0,
        unchanged: told.counts.unchanged,
        refused: told.counts.refused,
        left: 0,
        ended: None,
    };
    if told.counts.new > 0 {
        let progress = Progress::default();
        pace.anew(progress.clone(), false);
        let new = Which::of(args, desk, read, told, Will::New, progress)?;
        done.imported = desk.load_contracts(session, new, pace)?;
    }
    if told.counts.changed > 0 {
        let progress = Progress::default();
        pace.anew(progress.clone(), false);
        let mut changed = Which::of(args, desk, read, told, Will::Changed, progress)?;
        let mut rows = 0;
        done.left = told.counts.changed;
        while let Some(next) = changed.next() {
            let Ok(new) = next else {
                // A file that became another meanwhile is read no further: what is left is told.
                done.ended = Some(Refusal::FileBecameAnother { left: done.left });
                break;
            };
            done.left = done.left.saturating_sub(1);
            rows += new.users.len();
            match desk.keep_up(session, &new, args.meant()) {
                Ok(Fate::Changed { .. }) => done.changed += 1,
                Ok(_) => done.unchanged += 1,
                // Something became another since the file was looked at: the others are taken.
                Err(Error::Refused(_)) => done.refused += 1,
                Err(error) => return Err(error.into()),
            }
            if pace.looked(rows).is_break() {
                break;
            }
        }
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
    let others = [done.changed, done.unchanged, done.refused].map(|count| count.to_string());
    let mut lines =
        vec![
            words
                .cli
                .imported_contracts(place::Contracts(&new[0]), place::Tokens(&new[2]), place::Users(&new[1])),
        ];
    if done.changed + done.unchanged + done.refused > 0 {
        lines.push(words.contracts.import.done(
            place::Changed(&others[0]),
            place::Refused(&others[2]),
            place::Unchanged(&others[1]),
        ));
    }
    if done.left > 0 && done.ended.is_none() {
        let left = done.left.to_string();
        lines.push(words.contracts.import.left(place::Count(&left)));
    }
    lines
}

#[cfg(test)]
mod tests;
