//! `tokens`: taking them in, releasing and showing them. No seed ever comes out.

mod lists;
mod recall;

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::pace::Paced;
use super::voice::{Voice, aligned};
use super::{file, handling, migrating};
use crate::desk::{AtOnce, Imported, Listed};
use crate::domain::Refusal;
use crate::domain::arrival::Ending;
use crate::domain::calendar::Instant;
use crate::domain::values::{BranchCode, Serial};
use crate::intake::{Progress, note, pskc};
use crate::store::StockRow;
use crate::words::{CliWords, Words, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Take tokens in from a PSKC file (RFC 6030), all or none: a batch, which waits for its release
    Import {
        /// The file, which its owner alone may read; - reads standard input
        file: PathBuf,
        /// The branch that receives them, in place of one's own
        #[arg(long)]
        branch: Option<String>,
        /// It is an export of another product: privacyidea, linotp, multiotp, freeipa, or a file with a mapping
        #[arg(long, value_name = "SOURCE")]
        from: Option<String>,
        /// More files of that export
        #[arg(requires = "from")]
        more: Vec<PathBuf>,
        /// Its list of how far the clocks are off, where that is another file
        #[arg(long, requires = "from", value_name = "FILE")]
        drifts: Vec<PathBuf>,
    },
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
        Args::Import {
            file,
            branch,
            from,
            more,
            drifts,
        } => {
            let branch = branch.as_deref().map(BranchCode::parse).transpose()?;
            let branch = branch.as_ref();
            if let Some(from) = from {
                return migrated(
                    access,
                    branch,
                    &from,
                    (&file, more.as_slice(), drifts.as_slice()),
                    voice,
                );
            }
            let (mut desk, session) = access.desk(voice)?;
            let stream = file::seeds(&file)?;
            let progress = Progress::default();
            let reader = pskc::Reader::new(stream.from, desk.policy(), progress.clone());
            let mut pace = Paced::of(progress, stream.whole, voice);
            let imported = desk.load_tokens_for(&session, branch, reader, &mut pace);
            drop(pace);
            let imported = imported?;
            let days = desk.policy().expiry_notice_days.to_string();
            voice.done("imported", &imported, |words| told(&imported, &days, &words.cli))
        }
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

/// Takes an export of another product in.
fn migrated(
    access: &Access,
    branch: Option<&BranchCode>,
    from: &str,
    (file, more, drifts): (&PathBuf, &[PathBuf], &[PathBuf]),
    voice: &Voice,
) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let now = desk.ask(&session, |look| Ok::<_, crate::desk::Error>(look.now()))?;
    let read = migrating::mapping(from).and_then(|mapping| {
        let files = migrating::exported(std::iter::once(file).chain(more))?;
        let drifts = migrating::exported(drifts)?;
        Ok(mapping.fobs(&files, &drifts, (desk.policy(), now))?)
    });
    let read = match read {
        // What can't be read is an attempt too (R12.1).
        Err(Failure::Desk(crate::desk::Error::Refused(refusal))) => Err(refusal),
        read => Ok(read?),
    };
    let imported = desk.load_tokens_for(&session, branch, Listed::of(read), &mut AtOnce)?;
    let days = desk.policy().expiry_notice_days.to_string();
    voice.done("imported", &imported, |words| told(&imported, &days, &words.cli))
}

/// How many were taken in, and what of them is over or soon will be.
fn told(imported: &Imported, days: &str, cli: &CliWords) -> Vec<String> {
    let Ending { expired, expiring } = imported.ending;
    let [tokens, expired, expiring] = [imported.tokens, expired, expiring].map(|n| n.to_string());
    let batch = imported.batch.map(|batch| batch.to_string()).unwrap_or_default();
    let mut lines = vec![cli.imported_tokens(place::Batch(&batch), place::Tokens(&tokens))];
    if imported.ending.expired > 0 {
        lines.push(cli.imported_expired(place::Tokens(&expired)));
    }
    if imported.ending.expiring > 0 {
        lines.push(cli.imported_expiring(place::Days(days), place::Tokens(&expiring)));
    }
    lines
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
