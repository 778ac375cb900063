//! `tokens recall`, `tokens which`: fobs that should be fetched back, and which one somebody has in hand (R15.8).

use crate::cli::access::Access;
use crate::cli::failure::Failure;
use crate::cli::voice::{Voice, aligned};
use crate::cli::{secret, shown};
use crate::desk::{Command, RecallBatch, RecallFob, RecallList, Whose};
use crate::domain::calendar::{self, Instant};
use crate::domain::values::BranchCode;
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Of that branch, in place of one's own
    #[arg(long, conflicts_with = "all_branches")]
    branch: Option<String>,
    /// Of all branches
    #[arg(long)]
    all_branches: bool,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let whose = match args.branch.as_deref() {
        Some(branch) => Whose::Of(BranchCode::parse(branch)?),
        None if args.all_branches => Whose::All,
        None => Whose::Own,
    };
    let (mut desk, session) = access.desk(voice)?;
    let (list, now) = desk.ask(&session, |look| Ok((look.recall(&whose)?, look.now())))?;
    voice.give("recall", &list, |words| lines(&list, now, words))
}

/// Which fob shows two codes: they are asked for at the terminal, or stand on standard input, and are no arguments, which everybody
/// on the host can read.
pub(super) fn which(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let own = &voice.words().stock.which;
    let [first, second] = secret::codes([own.first, own.second])?;
    let (mut desk, session) = access.desk(voice)?;
    let outcome = desk.execute(&session, Command::WhichFob { first, second })?;
    voice.done_as(outcome.number(), "outcome", &outcome, |words| {
        shown::outcome(&outcome, words)
    })
}

fn lines(list: &RecallList, now: Instant, words: &Words) -> Vec<String> {
    let own = &words.stock.recall;
    let mut lines = vec![own.heading(
        place::Conditions(&words.stock_of(list.branch.as_ref())),
        place::Count(&list.fobs.len().to_string()),
    )];
    lines.extend(list.more.then(|| own.more.to_owned()));
    lines.extend(aligned(&fobs(list, now, words)));
    lines.push(String::new());
    lines.extend(aligned(&batches(&list.batches, words)));
    lines
}

fn fobs(list: &RecallList, now: Instant, words: &Words) -> Vec<Vec<String>> {
    let (own, of) = (&words.stock.recall, &words.stock.list);
    let heading = [
        of.serial,
        of.maker,
        of.state,
        of.contract,
        of.expires,
        own.within,
        of.drift,
        own.failed,
        of.batch,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(list.fobs.iter().map(|RecallFob { row, why }| {
        let token = &row.token;
        let expires = token.expires.map(|at| words.short_day(calendar::day_of(at)));
        vec![
            token.serial.to_string(),
            token.maker.to_string(),
            words.label.token(token, false, now).to_owned(),
            token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
            expires.unwrap_or_else(|| words.label.no_expiry.to_owned()),
            words.ends(why),
            words.label.drift(token.drift, token.params.period),
            row.failed.to_string(),
            row.batch.map(|batch| batch.to_string()).unwrap_or_default(),
        ]
    }));
    rows
}

fn batches(batches: &[RecallBatch], words: &Words) -> Vec<Vec<String>> {
    let (own, of) = (&words.stock.recall, &words.stock.list);
    let heading = [
        of.batch,
        of.maker,
        words.stock.batches.count,
        own.listed,
        own.expired,
        own.days_90,
        own.days_180,
        own.days_365,
        own.drifting,
        own.failing,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(batches.iter().map(|of| {
        let numbers = [
            of.listed,
            of.expired,
            of.expiring[0],
            of.expiring[1],
            of.expiring[2],
            of.drifting,
            of.failing,
        ];
        let named = [
            of.batch.map(|batch| batch.to_string()).unwrap_or_default(),
            of.maker.to_string(),
            of.count.map(|count| count.to_string()).unwrap_or_default(),
        ];
        named
            .into_iter()
            .chain(numbers.map(|number| number.to_string()))
            .collect()
    }));
    rows
}
