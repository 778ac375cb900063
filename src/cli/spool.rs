//! `spool run`: takes what waits in the spool to where it is kept outside (R12.5, R12.8), and prints sealed letters (R17.1). It opens
//! no store and reads no key, so it can run under another account.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::access::Access;
use super::failure::{FAILED, Failure, Own};
use super::file;
use super::voice::Voice;
use crate::report::anchor::{self, Anchor, Outward, Print, Printing};
use crate::store::{Error, Letters, Run, Spool, branch_of};
use crate::words::place;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Take the checkpoints that wait to every anchor of a file, and out of the spool; print the pages and the sealed letters that
    /// wait, and remove them
    Run {
        /// A TOML file of anchors and letters; docs/spool.md
        #[arg(long, value_name = "FILE")]
        config: PathBuf,
    },
}

/// What came of a run.
#[derive(Debug, Default, Serialize)]
struct Ran {
    /// Checkpoints that stand in every anchor now.
    taken: u64,
    /// Pages that were printed, where any were.
    #[serde(skip_serializing_if = "is_none")]
    pages: u64,
    /// Those that wait on, checkpoints and pages.
    waiting: u64,
    /// How many of these are pages.
    #[serde(skip)]
    unprinted: u64,
    /// Where letters are printed at all.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    letters: Option<RanLetters>,
    /// What went wrong; these wait.
    failed: Vec<Failed>,
}

#[derive(Debug, Default, Serialize)]
struct RanLetters {
    /// Sealed letters that were printed, and are gone.
    printed: u64,
    /// Those that wait on.
    unprinted: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives it so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

#[derive(Debug, Serialize)]
struct Failed {
    item: String,
    anchor: String,
    what: String,
    /// Something of paper, not a checkpoint.
    #[serde(skip)]
    paper: bool,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let Args::Run { config } = args;
    let Outward {
        anchors,
        letters,
        print: lp,
    } = outward(config)?;
    let mut ran = Ran::default();
    if !anchors.is_empty() || lp.is_some() {
        bring_out(access, &anchors, lp.as_ref(), &mut ran)?;
    }
    if let Some(printing) = &letters {
        print(printing, &mut ran)?;
    }
    voice.give("spool", &ran, |words| {
        let (taken, waiting) = (ran.taken.to_string(), (ran.waiting - ran.unprinted).to_string());
        let words = &words.keeping;
        let brought = words.spool_ran(place::Count(&taken), place::Waiting(&waiting));
        let brought = (!anchors.is_empty()).then_some(brought);
        let pages = (ran.pages > 0).then(|| words.spool_printed(place::Count(&ran.pages.to_string())));
        let printed = ran.letters.as_ref().map(|ran| {
            let (printed, unprinted) = (ran.printed.to_string(), ran.unprinted.to_string());
            words.letters_ran(place::Count(&printed), place::Waiting(&unprinted))
        });
        brought.into_iter().chain(pages).chain(printed).collect()
    })?;
    match ran.failed.into_iter().next() {
        Some(_) if voice.is_json() => Err(Failure::Said(FAILED)),
        Some(Failed {
            anchor,
            what,
            paper: true,
            ..
        }) => Err(Own::NotPrinted { printer: anchor, what }.into()),
        Some(Failed { anchor, what, .. }) => Err(Own::NotAnchored { anchor, what }.into()),
        None => Ok(()),
    }
}

/// Brings the checkpoints of the spool to the anchors, and prints its pages.
fn bring_out(access: &Access, anchors: &[Anchor], print: Option<&Print>, ran: &mut Ran) -> Result<(), Failure> {
    let spool = access.spool()?;
    let folder = spool.folder().display().to_string();
    let is_there = spool.folder().symlink_metadata().is_ok();
    let lock = spool.lock()?;
    if is_there && lock.is_none() {
        return Err(Own::SpoolTaken { path: folder }.into());
    }
    for item in spool.waiting()? {
        // A file that prints alone takes no checkpoint out.
        let taken = if anchors.is_empty() {
            Err(Vec::new())
        } else {
            take(&spool, &item, anchors)?
        };
        match taken {
            Ok(()) => ran.taken += 1,
            Err(failed) => {
                ran.waiting += 1;
                ran.failed.extend(failed);
            }
        }
    }
    for item in spool.pages()? {
        match print.map(|print| printed(&spool, &item, print)).transpose()? {
            Some(None) => ran.pages += 1,
            failed => {
                ran.waiting += 1;
                ran.unprinted += 1;
                ran.failed.extend(failed.flatten());
            }
        }
    }
    // A run that left something behind says nothing, nor does one that was not about it: so who reads the time sees since when.
    let ways = [
        (Run::Spool, !anchors.is_empty() && ran.waiting == ran.unprinted),
        (Run::Print, print.is_some() && ran.unprinted == 0),
    ];
    for (way, _) in ways.into_iter().filter(|(_, all)| is_there && *all) {
        spool.stamp(way, access.clock().now())?;
    }
    Ok(())
}

/// Prints the letters that wait, once each, and removes them. One that a run broke off at may have been printed: a person looks.
fn print(printing: &Printing, ran: &mut Ran) -> Result<(), Failure> {
    let letters = Letters::new(printing.folder.clone());
    let Some(_lock) = letters.lock()? else {
        let path = letters.folder().display().to_string();
        return Err(Own::SpoolTaken { path }.into());
    };
    let failed = |letter: &Path, what: String| Failed {
        item: letter.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        anchor: "letters".to_owned(),
        what,
        paper: true,
    };
    let (waiting, unsure) = letters.waiting()?;
    let of_letters = ran.letters.insert(RanLetters::default());
    for letter in unsure {
        of_letters.unprinted += 1;
        ran.failed.push(failed(&letter, "it may have been printed".to_owned()));
    }
    for letter in waiting {
        let (claimed, page) = match letters.claim(&letter) {
            Ok(claimed) => claimed,
            // Whatever lies there under the name of a letter holds up no other.
            Err(error) => {
                of_letters.unprinted += 1;
                ran.failed.push(failed(&letter, error.to_string()));
                continue;
            }
        };
        match printing.print(&page) {
            Ok(()) => {
                letters.printed(&claimed)?;
                of_letters.printed += 1;
            }
            Err(error) => {
                letters.give_back(&claimed)?;
                of_letters.unprinted += 1;
                ran.failed.push(failed(&letter, file::what(&error)));
            }
        }
    }
    Ok(())
}

fn outward(config: &Path) -> Result<Outward, Failure> {
    let text = file::small_text(Some(config))?;
    anchor::read(&text).map_err(|flaw| {
        let path = config.display().to_string();
        let (line, what) = (flaw.line, flaw.what);
        Own::AnchorFlaw { path, line, what }.into()
    })
}

/// Prints a page and takes it out; or why it waits on.
fn printed(spool: &Spool, item: &Path, print: &Print) -> Result<Option<Failed>, Failure> {
    let known = print.name();
    if !spool.is_brought(item, &known) {
        let done = match spool.page(item) {
            Ok(page) => print.take(&page, branch_of(item)).map_err(|error| file::what(&error)),
            Err(Error::Exposed { what, .. }) => Err(what.to_owned()),
            // Another call took it meanwhile.
            Err(Error::Missing(_)) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if let Err(what) = done {
            return Ok(Some(Failed {
                item: item.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                anchor: known,
                what,
                paper: true,
            }));
        }
        // What was printed is not printed again because it could not be taken out.
        spool.brought(item, &known)?;
    }
    spool.taken(item, &[known])?;
    Ok(None)
}

/// Brings an item to every anchor where it has not been, and takes it out when it is in all of them.
fn take(spool: &Spool, item: &Path, anchors: &[Anchor]) -> Result<Result<(), Vec<Failed>>, Failure> {
    let name = || item.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let point = match spool.read(item) {
        Ok(point) => point,
        Err(Error::Damaged(_) | Error::Exposed { .. }) => {
            return Ok(Err(vec![Failed {
                item: name(),
                anchor: String::new(),
                what: "no checkpoint".to_owned(),
                paper: false,
            }]));
        }
        Err(error) => return Err(error.into()),
    };
    let mut failed = Vec::new();
    for anchor in anchors {
        let known = anchor.name();
        if spool.is_brought(item, &known) {
            continue;
        }
        match anchor.take(&point) {
            Ok(()) => spool.brought(item, &known)?,
            Err(error) => failed.push(Failed {
                item: name(),
                anchor: known,
                what: file::what(&error),
                paper: false,
            }),
        }
    }
    if !failed.is_empty() {
        return Ok(Err(failed));
    }
    let names: Vec<_> = anchors.iter().map(Anchor::name).collect();
    spool.taken(item, &names)?;
    Ok(Ok(()))
}
