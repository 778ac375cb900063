//! `tokens list`, `tokens batches`: what there is, and what was released.

use chrono::TimeDelta;

use crate::cli::access::Access;
use crate::cli::failure::Failure;
use crate::cli::voice::{Voice, aligned};
use crate::desk::{Delivery, Low};
use crate::domain::calendar;
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, Serial};
use crate::store::{BatchRow, StockPage, Wanted};
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Of that state alone
    #[arg(long, value_parser = ["arrived", "in_stock", "moving", "issued", "returned", "lost", "scrapped"])]
    state: Option<String>,
    /// At that branch alone
    #[arg(long)]
    branch: Option<String>,
    /// Of that batch alone
    #[arg(long)]
    batch: Option<u32>,
    /// That expire within so many days, or have
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=3_660))]
    expiring: Option<u32>,
    /// The place of the first one, from 0
    #[arg(long, default_value_t = 0)]
    offset: u64,
    /// At most so many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    limit: u64,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let branch = args.branch.as_deref().map(BranchCode::parse).transpose()?;
    let stock = args.state.as_deref().and_then(Stock::from_name);
    let (batch, expiring, offset, limit) = (args.batch, args.expiring, args.offset, args.limit);
    let (mut desk, session) = access.desk(voice)?;
    let (listed, now) = desk.ask(&session, |look| {
        let wanted = Wanted {
            stock,
            branch: branch.clone(),
            batch,
            expires_by: expiring.map(|days| look.now() + TimeDelta::days(i64::from(days))),
            serial: None,
        };
        let page = look.stock_page(&wanted, offset, limit)?;
        let low = look.low_stock()?;
        Ok((Listed { page, low }, look.now()))
    })?;
    voice.give("tokens", &listed, |words| lines(&listed, now, words))
}

/// A page of fobs, and whether one's own branch is to order some (R15.8).
#[derive(serde::Serialize)]
struct Listed {
    #[serde(flatten)]
    page: StockPage,
    low: Option<Low>,
}

fn lines(Listed { page, low }: &Listed, now: calendar::Instant, words: &Words) -> Vec<String> {
    let (list, label) = (&words.stock.list, &words.label);
    let (total, first) = (page.total.to_string(), (page.offset + 1).to_string());
    let end = (page.offset + page.tokens.len() as u64).to_string();
    let low = low.as_ref().map(|low| {
        let (count, level) = (low.count.to_string(), low.level.to_string());
        list.low(place::Count(&count), place::Level(&level))
    });
    let mut given = Vec::from_iter(low);
    given.push(list.page(place::First(&first), place::Last(&end), place::Total(&total)));
    let heading = [
        list.serial,
        list.maker,
        list.state,
        list.branch,
        list.expires,
        list.batch,
        list.contract,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(page.tokens.iter().map(|row| {
        let token = &row.token;
        let expires = token.expires.map(|at| words.short_day(calendar::day_of(at)));
        vec![
            token.serial.to_string(),
            token.maker.to_string(),
            label.token(token, row.users > 0, now).to_owned(),
            token.branch.as_ref().map(ToString::to_string).unwrap_or_default(),
            expires.unwrap_or_else(|| label.no_expiry.to_owned()),
            row.batch.map(|batch| batch.to_string()).unwrap_or_default(),
            token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]
    }));
    given.extend(aligned(&rows));
    given
}

pub(super) fn batches(batches: &[BatchRow], words: &Words) -> Vec<String> {
    let list = &words.stock.batches;
    let heading = [
        list.number,
        list.maker,
        list.count,
        list.waiting,
        list.branch,
        list.taken,
        list.released,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(batches.iter().map(|batch| {
        let by = |by: &Option<crate::domain::values::StaffId>| {
            by.as_ref()
                .map(|by| format!(" {}", words.member(by)))
                .unwrap_or_default()
        };
        let taken = format!("{}{}", words.moment(batch.taken_at), by(&batch.taken_by));
        let released = batch
            .released_at
            .map(|at| format!("{}{}", words.moment(at), by(&batch.released_by)));
        vec![
            batch.number.to_string(),
            batch.maker.clone(),
            batch.count.to_string(),
            batch.waiting.to_string(),
            batch.branch.to_string(),
            taken,
            released.unwrap_or_default(),
        ]
    }));
    aligned(&rows)
}

pub(super) fn released(delivery: &Delivery, words: &Words) -> Vec<String> {
    let list = &words.stock.batches;
    let (batch, there) = (delivery.batch.to_string(), delivery.there.to_string());
    let mut lines = vec![list.done(place::Batch(&batch), place::Count(&there))];
    let named = |serials: &[Serial]| serials.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    if !delivery.missing.is_empty() {
        lines.push(list.missing(place::Serials(&named(&delivery.missing))));
    }
    if !delivery.extra.is_empty() {
        lines.push(list.extra(place::Serials(&named(&delivery.extra))));
    }
    lines
}
