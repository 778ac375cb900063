//! `day-end`: what belongs to the end of a branch's day (R12.8). It can be repeated.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::access::Access;
use super::backup;
use super::failure::Failure;
use super::file;
use super::voice::Voice;
use crate::desk::{Desk, Session, Span};
use crate::domain::calendar;
use crate::outbox::{self, Tray};
use crate::report::day::{self, Format};
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Make the day's backup too, into this folder
    #[arg(long, value_name = "DIR")]
    backup: Option<PathBuf>,
    /// Write the day's report as a PDF too, into this folder
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// So many days' backups are kept
    #[arg(long, value_name = "DAYS", default_value_t = 30, requires = "backup", value_parser = clap::value_parser!(u32).range(1..=3660))]
    keep: u32,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    // The backup first: a day whose backup failed has not ended, and can be ended again.
    let folder = args.backup.as_deref().map(file::full).transpose()?;
    let made = match &folder {
        Some(folder) => Some(desk.back_up(&session, &access.location()?, folder, Some(args.keep))?),
        None => None,
    };
    let report = args
        .report
        .as_deref()
        .map(|folder| report(access, &mut desk, &session, folder, voice));
    let report = report.transpose()?;
    let ended = desk.end_day(&session)?;
    let mut object = json!(ended);
    object["backup"] = json!(made);
    object["report"] = json!(report);
    voice.give("day_end", &object, |words| {
        let keeping = &words.keeping;
        let [waiting, to_look_over, notices] =
            [ended.waiting, ended.to_look_over, ended.notices].map(|count| count.to_string());
        let day = words.day(ended.day);
        let (branch, day) = (place::Branch(&ended.branch), place::Day(&day));
        let mut lines = vec![if ended.already {
            keeping.day_ended_before(branch, day)
        } else {
            keeping.day_ended(branch, day)
        }];
        lines.extend(ended.expiring.iter().map(|token| {
            let (on, company) = (words.day(token.on), token.company.as_str());
            let (contract, serial) = (token.contract.as_str(), token.serial.as_str());
            keeping.told_expiring(
                place::Company(company),
                place::Contract(contract),
                place::Day(&on),
                place::Serial(serial),
            )
        }));
        lines.extend(ended.checkpoint.as_ref().map(|mark| {
            let count = mark.count.to_string();
            keeping.checkpoint(place::Count(&count), place::Head(&mark.digits))
        }));
        lines.extend(report.iter().map(|path| {
            let path = path.display().to_string();
            words.telling.day.written(place::Path(&path))
        }));
        lines.extend(made.iter().flat_map(|made| backup::lines(made, words)));
        lines.push(keeping.left(
            place::Notices(&notices),
            place::ToLookOver(&to_look_over),
            place::Waiting(&waiting),
        ));
        lines
    })
}

/// Writes the report of the day so far, and gives where. What is there stays: run again, the day has a second one beside it.
fn report(
    access: &Access,
    desk: &mut Desk,
    session: &Session,
    folder: &Path,
    voice: &Voice,
) -> Result<PathBuf, Failure> {
    let folder = file::full(folder)?;
    let span = Span::day(calendar::day_of(desk.clock().now()));
    let scope = desk.look(session).own_scope();
    let report = desk.day_report(session, span, &scope)?;
    let page = day::written(&report, Format::Pdf, voice.words()).map_err(|error| outbox::failed(&folder, &error))?;
    Ok(Tray::new(folder, access.outbox()?).write_another(&day::stem(&report), "pdf", &page)?)
}
