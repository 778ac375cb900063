//! `tokens`: taking them in, releasing and showing them. No seed ever comes out.

mod import;
mod lists;
mod recall;

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use super::{file, handling};
use crate::domain::Refusal;
use crate::domain::calendar::Instant;
use crate::domain::values::Serial;
use crate::intake::note;
use crate::store::StockRow;
use crate::words::Words;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Take tokens in from a PSKC file (RFC 6030), all or none: a batch, which waits for its release
    #[command(after_help = import::ONCE)]
    Import(import::Args),
    /// List the batches, the newest first, at most 500
    Batches,
    /// Release a batch into stock against its delivery note; for a supervisor who did not take it in
    Release {
        /// Its number
        batch: u32,
        /// The delivery note: serials, one a line, or a table with a heading for them; - reads standard input
        #[arg(long)]
        note: PathBuf,
        /// The note differs from the batch, and that is known: what it names is released, the rest goes on waiting
        #[arg(long)]
        differing: bool,
    },
    /// List tokens, the soonest to expire first; --offset and --limit turn the pages, and the first line says how many there are
    List(lists::Args),
    /// Show a token
    Show {
        /// Its serial
        serial: String,
    },
    /// List those that should be fetched back: expiring within 90, 180 or 365 days, drifting or failing often, one by one and by batch
    Recall(recall::Args),
    /// Say which token in the branch's stock shows two passwords, one right after the other: asked for, or on standard input
    Which,
    /// What is done to them at a branch, and on their way to the customer
    #[command(flatten)]
    Handling(handling::Args),
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Handling(args) => handling::run(access, &args, voice),
        Args::Import(args) => import::run(access, &args, voice),
        Args::Batches => {
            let (mut desk, session) = access.desk(voice)?;
            let batches = desk.ask(&session, |look| -> Result<_, crate::desk::Error> { look.batches() })?;
            voice.give("batches", &batches, |words| lists::batches(&batches, words))
        }
        Args::Release { batch, note, differing } => {
            let bytes = file::given(&note, note::MAX_FILE)?;
            let (mut desk, session) = access.desk(voice)?;
            let noted = note::read(&bytes, desk.policy())?;
            let delivery = desk.release_batch(&session, batch, &noted, differing)?;
            voice.done("released", &delivery, |words| lists::released(&delivery, words))
        }
        Args::List(args) => lists::run(access, &args, voice),
        Args::Recall(args) => recall::run(access, &args, voice),
        Args::Which => recall::which(access, voice),
        Args::Show { serial } => {
            let serial = Serial::parse(&serial)?;
            let (mut desk, session) = access.desk(voice)?;
            let (rows, now) = desk.look_up(&session, serial.as_str(), |look| {
                let rows = look.tokens(&serial)?;
                if rows.is_empty() {
                    return Err(Refusal::TokenUnknown.into());
                }
                Ok((rows, look.now()))
            })?;
            voice.give("tokens", &rows, |words| lines(&rows, now, words))
        }
    }
}

fn lines(tokens: &[StockRow], now: Instant, words: &Words) -> Vec<String> {
    let (cli, label) = (&words.cli, &words.label);
    let heading = [
        cli.serial,
        cli.maker,
        cli.token_state,
        cli.contract,
        cli.users,
        cli.starts,
        cli.expires,
        cli.wrong_codes,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(tokens.iter().map(|row| {
        let token = &row.token;
        vec![
            token.serial.to_string(),
            token.maker.to_string(),
            label.token(token, row.users > 0, now).to_owned(),
            token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
            row.users.to_string(),
            token.starts.map(|at| words.moment(at)).unwrap_or_default(),
            token
                .expires
                .map_or_else(|| label.no_expiry.to_owned(), |at| words.moment(at)),
            token.wrong_codes.to_string(),
        ]
    }));
    aligned(&rows)
}
