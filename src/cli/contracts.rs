//! `contracts`: taking them in, finding and showing them.

mod import;
mod note;

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use super::{migrating, users};
use crate::desk::Sheet;
use crate::domain::token::Stock;
use crate::domain::values::{ContractNumber, Name, PostalAddress};
use crate::intake::contracts::{COLUMNS, EXAMPLE, OPTIONAL};
use crate::report::contracts::table;
use crate::store::{Found, Hit};
use crate::words::{Words, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Keep contracts up from a CSV file: what it would do, and with --apply doing it
    Import(import::Args),
    /// Write a CSV file with the columns and an example to begin with
    Template {
        /// The new file
        file: PathBuf,
    },
    /// Fill in who has which token by the export of another product; what comes out is looked at by import
    Migrate(migrating::Args),
    /// Find contracts by number, company, kana, login ID, user name or serial
    Search {
        /// A part of any of them
        text: String,
        /// At most so many
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        limit: u64,
    },
    /// Write, strike out and read the notes on a contract
    #[command(subcommand)]
    Note(note::Args),
    /// Show a contract with its users and tokens
    Show {
        /// Its number
        number: String,
    },
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Import(args) => import::run(access, &args, voice),
        Args::Template { file } => {
            let unwritten = |error: std::io::Error| crate::store::Error::System(error.to_string());
            let headings = COLUMNS.into_iter().chain(OPTIONAL).collect();
            let rows = std::iter::once(headings).chain(EXAMPLE.iter().map(|row| row.to_vec()));
            let bytes = table(rows).map_err(unwritten)?;
            let left = access.outbox()?.write(&file, &bytes)?;
            let path = left.path().display().to_string();
            voice.done("written", &path, |words| {
                vec![words.contracts.import.written(place::Path(&path))]
            })
        }
        Args::Note(args) => note::run(access, args, voice),
        Args::Migrate(args) => migrating::run(access, &args, voice),
        Args::Search { text, limit } => {
            let (mut desk, session) = access.desk(voice)?;
            let found = desk.ask(&session, |look| look.find(&text, 0, limit))?;
            voice.give("found", &found, |words| hits(&found, words))
        }
        Args::Show { number } => {
            let number = ContractNumber::parse(&number)?;
            let (mut desk, session) = access.desk(voice)?;
            let sheet = desk.ask(&session, |look| look.sheet(&number))?;
            voice.give("sheet", &sheet, |words| lines(&sheet, words))
        }
    }
}

fn hits(found: &Found, words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let (total, shown) = (found.total.to_string(), found.hits.len().to_string());
    let mut lines = vec![cli.found(place::Shown(&shown), place::Total(&total))];
    if found.hits.is_empty() {
        return lines;
    }
    let search = &words.finding.search;
    let heading = [cli.contract, cli.company, cli.branch, search.state, cli.matched];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(found.hits.iter().map(|hit| {
        if hit.altered {
            return vec![hit.contract.number.to_string(), search.altered.to_owned()];
        }
        vec![
            hit.contract.number.to_string(),
            hit.contract.company.to_string(),
            hit.contract.branch.name.to_string(),
            standing(hit, words),
            hit.matched.clone().unwrap_or_default(),
        ]
    }));
    lines.extend(aligned(&rows));
    lines
}

/// What stands in the way on a contract.
fn standing(hit: &Hit, words: &Words) -> String {
    let search = &words.finding.search;
    let states = [
        (hit.contract.closed.is_some(), words.label.closed),
        (hit.cautioned, words.caution.mark),
        (hit.suspended, search.suspended),
        (hit.revoked(), search.revoked),
    ];
    let states: Vec<_> = states.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
    states.join(" ")
}

/// A contract as TKSK002 shows it: who it is, its users with the columns of BRSK027, its tokens, who could do what.
fn lines(sheet: &Sheet, words: &Words) -> Vec<String> {
    let (cli, label, contract) = (&words.cli, &words.label, &sheet.case.contract);
    let branch = format!("{} {}", contract.branch.code, contract.branch.name);
    let optional = |name, value: Option<String>| value.map(|value| (name, value));
    let facts = [
        (cli.contract, contract.number.to_string()),
        (cli.company, format!("{} ({})", contract.company, contract.kana)),
        (cli.branch, branch),
        (
            cli.account,
            words.payments.common.named_account(contract.account.as_str()),
        ),
        (cli.phone, contract.phone.to_string()),
        (cli.start, words.day(contract.start)),
    ];
    let known = [
        optional(
            words.contracts.field.representative,
            contract.representative.as_ref().map(Name::to_string),
        ),
        optional(
            words.contracts.field.address,
            contract.address.as_ref().map(PostalAddress::to_string),
        ),
        optional(words.contracts.field.closed, contract.closed.map(|day| words.day(day))),
    ];
    let facts = facts.into_iter().chain(known.into_iter().flatten());
    let mut lines = aligned(
        &facts
            .map(|(name, value)| vec![name.to_owned(), value])
            .collect::<Vec<_>>(),
    );

    let mut rows = vec![users::heading(words)];
    rows.extend(sheet.rows.iter().map(|row| {
        let token = (row.serial.as_ref(), row.expires);
        users::row(&row.user, token, (row.state, sheet.at), words)
    }));
    lines.push(String::new());
    lines.extend(aligned(&rows));

    let heading = [cli.serial, cli.token_state, cli.expires, cli.wrong_codes];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(sheet.case.tokens.iter().map(|token| {
        let is_used = sheet.case.users.iter().any(|user| user.token == Some(token.id));
        vec![
            token.serial.to_string(),
            if sheet.case.contract.closed.is_some() && token.stock == Stock::Issued {
                label.owed.to_owned()
            } else {
                label.token(token, is_used, sheet.at).to_owned()
            },
            token
                .expires
                .map_or_else(|| label.no_expiry.to_owned(), |at| words.moment(at)),
            token.wrong_codes.to_string(),
        ]
    }));
    lines.push(String::new());
    lines.extend(aligned(&rows));

    let verdicts = sheet.verdicts.iter();
    let rows: Vec<_> = verdicts
        .map(|(action, verdict)| vec![label.action(*action).to_owned(), label.verdict(*action, verdict)])
        .collect();
    lines.push(String::new());
    lines.extend(aligned(&rows));
    if !sheet.notes.is_empty() {
        lines.push(String::new());
        lines.extend(note::lines(&sheet.notes, words));
    }
    lines
}
