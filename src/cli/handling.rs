//! `tokens return`, `scrap`, `move`, …: what is done to fobs at a branch (R15.6, R15.9), and on their way to the customer (R15.5).

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use secrecy::SecretString;

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use super::{counting, secret, shown};
use crate::desk::{Command, FobName, Handle};
use crate::domain::calendar::{self, Instant};
use crate::domain::stock::{Cause, Deed, Step};
use crate::domain::values::{BranchCode, MailItem, Maker, Reason, Serial};
use crate::outbox;
use crate::report::cover;
use crate::store::PendingFob;
use crate::words::{Words, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Take fobs back that customers need no more; a supervisor looks it over
    Return {
        #[command(flatten)]
        fobs: Named,
        /// Why
        #[arg(long, value_parser = PossibleValuesParser::new(Cause::RETURNING.map(Cause::as_str)).map(|name| cause(&name)))]
        cause: Cause,
    },
    /// Note that lost fobs were handed in: they stay lost, and are scrapped then
    HandIn {
        #[command(flatten)]
        fobs: Named,
    },
    /// Scrap fobs and wipe their seeds; a supervisor approves
    Scrap {
        #[command(flatten)]
        fobs: Named,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Send fobs in stock to another branch, which receives them
    Move {
        #[command(flatten)]
        fobs: Named,
        /// The code of that branch
        #[arg(long, value_name = "BRANCH")]
        to: String,
    },
    /// Receive fobs that another branch has sent here
    Receive {
        #[command(flatten)]
        fobs: Named,
    },
    /// Write off fobs that are missing from stock; another supervisor or an administrator approves
    Lost {
        #[command(flatten)]
        fobs: Named,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Note that fobs which were to come back are lost, of a closed contract or replaced; a supervisor looks it over
    LostOwed {
        #[command(flatten)]
        fobs: Named,
        /// What is said about it
        #[arg(long)]
        reason: String,
    },
    /// Put fobs into stock again that came back undelivered; a supervisor approves
    Undelivered {
        #[command(flatten)]
        fobs: Named,
    },
    /// Put a fob that came back into stock again; a supervisor approves. What it shows is asked for, or stands on standard input
    Restock {
        #[command(flatten)]
        fob: One,
    },
    /// Note the application with the registered seal, before which nothing is handed over or sent
    Applied {
        #[command(flatten)]
        fob: One,
        /// The date on it, such as 2026-06-01
        #[arg(long, value_name = "DATE")]
        date: String,
    },
    /// Note that a fob was handed over at the counter
    Handed {
        #[command(flatten)]
        fob: One,
    },
    /// Note that a fob was sent by registered mail
    Sent {
        #[command(flatten)]
        fob: One,
        /// The number of the item
        #[arg(long, value_name = "NUMBER")]
        item: String,
    },
    /// Note that a fob that was sent has arrived
    Arrived {
        #[command(flatten)]
        fob: One,
    },
    /// Write the letter that goes with a fob by mail, as a PDF
    Letter {
        #[command(flatten)]
        fob: One,
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Give the serials that lie in the branch's drawer, for a supervisor to sign; what is missing or extra is said
    Count {
        /// Their serials
        #[arg(value_name = "SERIAL", required_unless_present = "file")]
        serials: Vec<String>,
        /// A file of them, one a line; - reads standard input
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
        /// Say what is missing or extra, and ask for nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Explain a difference of a counting, for a supervisor to sign
    Explain {
        /// The serial
        serial: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// List the branch's countings, and what nobody has explained yet
    Counts,
    /// List the fobs that one's branch has something to do with still: on their way, or back
    Pending,
}

/// Fobs by their serials.
#[derive(Debug, clap::Args)]
pub(super) struct Named {
    /// Their serials
    #[arg(required = true, value_name = "SERIAL")]
    serials: Vec<String>,
    /// Their maker, where two have the same serial
    #[arg(long)]
    maker: Option<String>,
}

/// A fob by its serial.
#[derive(Debug, clap::Args)]
pub(super) struct One {
    /// Its serial
    serial: String,
    /// Its maker, where two have this serial
    #[arg(long)]
    maker: Option<String>,
}

fn cause(name: &str) -> Cause {
    // The parser lets no other names through.
    Cause::from_name(name).unwrap_or(Cause::NoNeed)
}

fn name(serial: &str, maker: Option<&str>) -> Result<FobName, Failure> {
    Ok(FobName {
        serial: Serial::parse(serial)?,
        maker: maker.map(Maker::parse).transpose()?,
    })
}

impl Named {
    fn names(&self) -> Result<Vec<FobName>, Failure> {
        let names = self.serials.iter();
        names.map(|serial| name(serial, self.maker.as_deref())).collect()
    }
}

impl One {
    fn on(&self, step: Step) -> Result<Command, Failure> {
        let fob = name(&self.serial, self.maker.as_deref())?;
        Ok(Command::Deliver { fob, step })
    }
}

fn handle(deed: Deed, fobs: &Named) -> Result<Handle, Failure> {
    Ok(Handle {
        deed,
        fobs: fobs.names()?,
        cause: None,
        reason: None,
        to: None,
        code: None,
    })
}

/// What a fob shows: asked for at the terminal, or on standard input.
fn live_code(question: &str) -> Result<SecretString, Failure> {
    let [code] = secret::codes([question])?;
    Ok(code)
}

/// The command behind these arguments; none for a list.
fn command(args: &Args, now: Instant, code: &str) -> Result<Option<Command>, Failure> {
    let plain = |deed, fobs: &Named| handle(deed, fobs).map(Command::Handle);
    Ok(Some(match args {
        Args::Return { fobs, cause } => Command::Handle(Handle {
            cause: Some(*cause),
            ..handle(Deed::Return, fobs)?
        }),
        Args::Scrap { fobs, reason } => Command::Handle(Handle {
            reason: Some(Reason::parse(reason)?),
            ..handle(Deed::Scrap, fobs)?
        }),
        Args::Lost { fobs, reason } => Command::Handle(Handle {
            reason: Some(Reason::parse(reason)?),
            ..handle(Deed::WriteOff, fobs)?
        }),
        Args::LostOwed { fobs, reason } => Command::Handle(Handle {
            reason: Some(Reason::parse(reason)?),
            ..handle(Deed::LoseOwed, fobs)?
        }),
        Args::Move { fobs, to } => Command::Handle(Handle {
            to: Some(BranchCode::parse(to)?),
            ..handle(Deed::Move, fobs)?
        }),
        Args::HandIn { fobs } => plain(Deed::HandIn, fobs)?,
        Args::Receive { fobs } => plain(Deed::Receive, fobs)?,
        Args::Undelivered { fobs } => plain(Deed::Undelivered, fobs)?,
        Args::Applied { fob, date } => fob.on(Step::Applied {
            date: calendar::day(date, calendar::day_of(now))?,
        })?,
        Args::Handed { fob } => fob.on(Step::Handed)?,
        Args::Sent { fob, item } => fob.on(Step::Sent {
            item: MailItem::parse(item)?,
        })?,
        Args::Arrived { fob } => fob.on(Step::Arrived)?,
        Args::Explain { serial, reason } => Command::ExplainCount {
            serial: Serial::parse(serial)?,
            why: Reason::parse(reason)?,
        },
        Args::Restock { fob } => Command::Handle(Handle {
            deed: Deed::Restock,
            fobs: vec![name(&fob.serial, fob.maker.as_deref())?],
            cause: None,
            reason: None,
            to: None,
            code: Some(live_code(code)?),
        }),
        Args::Letter { .. } | Args::Count { .. } | Args::Counts | Args::Pending => return Ok(None),
    }))
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Count { serials, file, dry_run } => {
            return counting::count(access, (serials, file.as_deref()), *dry_run, voice);
        }
        Args::Counts => return counting::list(access, voice),
        Args::Letter { fob, out } => return letter(access, fob, out, voice),
        _ => {}
    }
    let (mut desk, session) = access.desk(voice)?;
    let Some(command) = command(args, desk.clock().now(), voice.words().handling.detail_code)? else {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        let rows = desk.ask(&session, |look| look.pending_fobs())?;
        let now = desk.clock().now();
        return voice.give("tokens", &rows, |words| lines(&rows, now, words));
    };
    let outcome = desk.execute(&session, command)?;
    voice.done_as(outcome.number(), "outcome", &outcome, |words| {
        shown::outcome(&outcome, words)
    })
}

/// 送付状.
fn letter(access: &Access, fob: &One, out: &Path, voice: &Voice) -> Result<(), Failure> {
    let name = name(&fob.serial, fob.maker.as_deref())?;
    let (mut desk, session) = access.desk(voice)?;
    let cover = desk.ask(&session, |look| look.cover(&name))?;
    let page = cover::page(&cover, voice.words()).map_err(|error| outbox::failed(out, &error));
    let left = access.outbox()?.write(out, &page?)?;
    let path = left.path().display().to_string();
    voice.done("written", &path, |words| {
        vec![words.handling.letter_written(place::Path(&path))]
    })
}

fn lines(fobs: &[PendingFob], now: Instant, words: &Words) -> Vec<String> {
    let (cli, label) = (&words.cli, &words.label);
    let mut rows = vec![
        [cli.serial, cli.maker, cli.token_state, cli.contract, cli.expires]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(fobs.iter().map(|fob| {
        let token = &fob.token;
        vec![
            token.serial.to_string(),
            token.maker.to_string(),
            label.fob(token, fob.delivery, false, now).to_owned(),
            token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
            token
                .expires
                .map_or_else(|| label.no_expiry.to_owned(), |at| words.moment(at)),
        ]
    }));
    aligned(&rows)
}
