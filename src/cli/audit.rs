//! `audit`: reading the trail (R12).

mod listed;

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use crate::desk::{Error, Look, Review};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::domain::values::{ContractNumber, Reason, Serial, StaffId};
use crate::outbox;
use crate::report::review;
use crate::report::trail::{Format, TrailExport, told};
use crate::store::{Customer, Place, Sought, Written};
use crate::words::{Words, place};
use listed::Listed;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List entries, the newest first
    List {
        #[command(flatten)]
        filters: Filters,
        /// Older than the entry of this number: the next page
        #[arg(long, value_name = "SEQ", conflicts_with = "after")]
        before: Option<u64>,
        /// Newer than the entry of this number: the page before
        #[arg(long, value_name = "SEQ")]
        after: Option<u64>,
        /// At most so many
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        limit: u64,
    },
    /// Write entries into a new file, the oldest first; that is an entry itself
    Export {
        #[command(flatten)]
        filters: Filters,
        /// How
        #[arg(long, value_name = "FORMAT", value_parser = ["csv", "jsonl"])]
        format: String,
        /// Where: a file that is not there yet
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// What auditors look at: first looks, acts of two persons and of one, stops, person numbers, who is dormant
    Review {
        /// A new file, as CSV; without one it is shown
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write down why the store is older than it was: an administrator
    AcceptRollback {
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// Which entries.
#[derive(Debug, clap::Args)]
pub(super) struct Filters {
    /// Of this contract only
    #[arg(long, value_name = "NUMBER", conflicts_with = "customer")]
    contract: Option<String>,
    /// Of this customer: a contract, a login ID, or both (1000001/DEN501)
    #[arg(long, value_name = "ID")]
    customer: Option<String>,
    /// From this day of Japan on (2026-06-01, or days from today: -1)
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<String>,
    /// Up to this day of Japan
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    to: Option<String>,
    /// By this member of the staff
    #[arg(long, value_name = "ID")]
    by: Option<String>,
    /// That names this serial
    #[arg(long, value_name = "SERIAL")]
    serial: Option<String>,
    /// Of this action: its name, or a part of its words
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// That ended so
    #[arg(long, value_name = "RESULT", value_parser = ["done", "waiting", "refused"])]
    result: Option<String>,
}

impl Filters {
    fn sought(&self, look: &Look<'_>, words: &Words) -> Result<Sought, Error> {
        let today = calendar::day_of(look.now());
        let day = |text: &Option<String>| text.as_ref().map(|text| calendar::day(text, today)).transpose();
        let contract = self.contract.as_deref().map(ContractNumber::parse).transpose()?;
        let customer = self.customer.as_deref().map(Customer::parse).transpose()?;
        let serial = |text| Serial::parse_by(text, look.policy());
        let mut actions = Vec::new();
        if let Some(action) = &self.action {
            actions = words.actions(action, &look.trail_actions()?);
            if actions.is_empty() {
                let action = action.clone();
                return Err(Refusal::NoAction { action }.into());
            }
        }
        Ok(Sought {
            from: day(&self.from)?,
            to: day(&self.to)?,
            staff: self.by.as_deref().map(StaffId::parse).transpose()?,
            customer: contract.map(Customer::Contract).or(customer),
            serial: self.serial.as_deref().map(serial).transpose()?,
            actions,
            result: self.result.as_deref().and_then(Written::from_name),
        })
    }
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let words = voice.words();
    match args {
        Args::List {
            filters,
            before,
            after,
            limit,
        } => {
            let place = match (before, after) {
                (Some(seq), _) => Place::Before(seq),
                (None, Some(seq)) => Place::After(seq),
                (None, None) => Place::Newest,
            };
            if !voice.is_json() {
                let listed = desk.ask(&session, |look| {
                    Listed::read(look, &filters.sought(look, words)?, place, limit)
                })?;
                return voice.give("entries", &(), |words| lines(&listed, words));
            }
            let page = desk.ask(&session, |look| {
                look.trail_page(&filters.sought(look, words)?, place, limit)
            })?;
            voice.give("entries", &page.page.entries, |_| Vec::new())
        }
        Args::Review { out: None } => {
            #[expect(
                clippy::redundant_closure_for_method_calls,
                reason = "the method alone is not general enough"
            )]
            let made = desk.ask(&session, |look| look.review())?;
            voice.give("review", &made, |words| review_lines(&made, words))
        }
        Args::Review { out: Some(path) } => {
            // A name that can't be had is told before the entry that says that it left.
            let mut file = access.outbox()?.begin(&path)?;
            let made = desk.review(&session)?;
            let bytes = review::table(&made, words).map_err(|error| outbox::failed(&path, &error))?;
            std::io::Write::write_all(&mut file, &bytes).map_err(|error| outbox::failed(&path, &error))?;
            file.leave()?;
            let shown = path.display().to_string();
            voice.done("written", &shown, |words| {
                vec![words.telling.day.written(place::Path(&shown))]
            })
        }
        Args::AcceptRollback { reason } => {
            let carried = desk.accept_rollback(&session, &Reason::parse(&reason)?)?;
            voice.carried(&carried, "accepted", &desk.standing(), |words| {
                vec![words.keeping.accepted.to_owned()]
            })
        }
        Args::Export { filters, format, out } => {
            let format = Format::from_name(&format).unwrap_or(Format::Csv);
            // Whether the role may is asked first, whatever the filters are.
            let sought = desk.ask(&session, |look| {
                look.may_read_trail()?;
                filters.sought(look, words)
            })?;
            let outbox = access.outbox()?;
            let export = TrailExport::begin(
                &mut desk,
                &session,
                sought,
                format,
                || outbox.begin(&out),
                words.clone(),
            )?;
            let exported = export.run(&mut desk)?;
            voice.done("exported", &exported, |words| {
                let (count, path) = (exported.count.to_string(), exported.path.display().to_string());
                vec![words.cli.exported(place::Count(&count), place::Path(&path))]
            })
        }
    }
}

/// Each part of a review below its title.
fn review_lines(made: &Review, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    for part in review::parts(made, words) {
        let mut rows = vec![part.headings.map(str::to_owned).to_vec()];
        rows.extend(part.rows.into_iter().map(Vec::from));
        lines.push(part.title);
        lines.extend(aligned(&rows));
        lines.push(String::new());
    }
    lines
}

fn lines(listed: &Listed, words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let heading = [
        "",
        cli.at,
        cli.actor,
        cli.terminal,
        cli.action,
        cli.contract,
        cli.subject,
        cli.result,
        words.trail.entry.detail,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(listed.rows.iter().map(|entry| {
        let draft = &entry.draft;
        let number = draft.receipt.as_deref().unwrap_or_default();
        vec![
            entry.seq.to_string(),
            words.moment(draft.at),
            match listed.names.get(&draft.actor) {
                Some(name) => format!("{} {name}", draft.actor),
                None => draft.actor.clone(),
            },
            draft.terminal.clone(),
            words.value(&draft.action).to_owned(),
            draft.contract.clone().unwrap_or_default(),
            words.subject(&draft.action, &draft.subject),
            format!("{} {number}", told::result(draft, words)).trim().to_owned(),
            told::detail(draft, words),
        ]
    }));
    let mut lines = aligned(&rows);
    lines.extend(listed.older.map(|seq| cli.older(place::Seq(&seq.to_string()))));
    lines
}
