//! `audit`: reading the trail (R12).

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use crate::domain::values::ContractNumber;
use crate::store::{Entry, Filter, Written};
use crate::words::Words;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List entries, the newest first
    List {
        /// Of this contract only
        #[arg(long, value_name = "NUMBER")]
        contract: Option<String>,
        /// At most so many
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        limit: u64,
    },
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let Args::List { contract, limit } = args;
    let contract = contract.map(|number| ContractNumber::parse(&number)).transpose()?;
    let (mut desk, session) = access.desk(voice)?;
    let entries = desk.ask(&session, |look| look.trail(&Filter { contract, limit }))?;
    voice.give("entries", &entries, |words| lines(&entries, words))
}

fn lines(entries: &[Entry], words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let heading = [
        "",
        &cli.at,
        &cli.actor,
        &cli.terminal,
        &cli.action,
        &cli.contract,
        &cli.subject,
        &cli.result,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(entries.iter().map(|entry| {
        let draft = &entry.draft;
        let result = match draft.result {
            Written::Done => "done",
            Written::Waiting => "waiting",
            Written::Refused => "refused",
        };
        let number = draft.code.as_deref().or(draft.receipt.as_deref()).unwrap_or_default();
        vec![
            entry.seq.to_string(),
            words.label.moment(draft.at),
            draft.actor.clone(),
            draft.terminal.clone(),
            words.value(&draft.action).to_owned(),
            draft.contract.clone().unwrap_or_default(),
            draft.subject.clone(),
            format!("{} {number}", words.value(result)),
        ]
    }));
    aligned(&rows)
}
