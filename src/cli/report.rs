//! `report`: the day's report (日報) of a branch, and a month's figures (R18).

use std::path::PathBuf;

use chrono::NaiveDate;

use super::access::Access;
use super::failure::Failure;
use super::voice::Voice;
use crate::desk::{Desk, Scope, Session, Span};
use crate::domain::calendar;
use crate::domain::values::BranchCode;
use crate::outbox;
use crate::report::day::{self, Format};
use crate::report::slip;
use crate::words::place;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// The report of a day
    Day {
        /// The day, as YYYY-MM-DD; today without one
        day: Option<String>,
        #[command(flatten)]
        of: Of,
    },
    /// The figures of a month
    Month {
        /// A day of it, as YYYY-MM-DD; this month without one
        day: Option<String>,
        #[command(flatten)]
        of: Of,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Of {
    /// Of this branch, by its code; of one's own without one
    #[arg(long, value_name = "CODE", conflicts_with_all = ["all", "own"])]
    branch: Option<String>,
    /// Of all branches
    #[arg(long, conflicts_with = "own")]
    all: bool,
    /// Of one's own acts
    #[arg(long)]
    own: bool,
    /// A new file; without one the report is shown
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// In what the file is written; by its ending without one
    #[arg(long, value_enum)]
    format: Option<Written>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Written {
    Pdf,
    Csv,
    Html,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let today = calendar::day_of(desk.clock().now());
    let read = |day: Option<String>| -> Result<NaiveDate, Failure> {
        Ok(day.map(|day| calendar::day(&day, today)).transpose()?.unwrap_or(today))
    };
    let (span, of) = match args {
        Args::Day { day, of } => (Span::day(read(day)?), of),
        Args::Month { day, of } => (Span::month(read(day)?), of),
    };
    let scope = scope(&desk, &session, &of)?;
    let Some(path) = &of.out else {
        let report = desk.ask(&session, |look| look.day_report(span, &scope))?;
        return voice.give("report", &report, |words| {
            slip::plain(&day::lines(&report, words), slip::COLUMNS)
                .lines()
                .map(str::to_owned)
                .collect()
        });
    };
    let format = match of.format {
        Some(Written::Pdf) => Format::Pdf,
        Some(Written::Csv) => Format::Csv,
        Some(Written::Html) => Format::Html,
        None => path
            .extension()
            .and_then(|ending| Format::from_name(&ending.to_string_lossy()))
            .unwrap_or(Format::Pdf),
    };
    // A name that can't be had is told before the entry that says that the report left.
    let mut file = access.outbox()?.begin(path)?;
    let report = desk.day_report(&session, span, &scope)?;
    let bytes = day::written(&report, format, voice.words()).map_err(|error| outbox::failed(path, &error))?;
    std::io::Write::write_all(&mut file, &bytes).map_err(|error| outbox::failed(path, &error))?;
    file.leave()?;
    let shown = path.display().to_string();
    voice.done("written", &shown, |words| {
        vec![words.telling.day.written(place::Path(&shown))]
    })
}

fn scope(desk: &Desk, session: &Session, of: &Of) -> Result<Scope, Failure> {
    Ok(match &of.branch {
        Some(code) => Scope::Branch(BranchCode::parse(code)?),
        None if of.all => Scope::Everywhere,
        None if of.own => Scope::Own,
        None => desk.look(session).own_scope(),
    })
}
