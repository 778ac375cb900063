//! `charges`: what fobs cost (R15.5): listing, exporting for the bank's own system, and waiving by two.

use std::path::PathBuf;

use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::shown;
use super::voice::{Voice, aligned};
use crate::desk::{Command, FobName};
use crate::domain::values::{Reason, Serial};
use crate::report::charges;
use crate::report::telling::yen;
use crate::store::ChargeRow;
use crate::words::{Words, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List the fees that are due and were not exported
    List,
    /// Write the fees that are due as CSV, and keep that they have left; or those of an earlier export again
    Export {
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Those of the export of this number once more
        #[arg(long, value_name = "NUMBER")]
        again: Option<u64>,
    },
    /// Waive the fee of a fob; a supervisor approves
    Waive {
        /// The serial of the fob
        serial: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    match args {
        Args::List => {
            #[expect(
                clippy::redundant_closure_for_method_calls,
                reason = "the method alone is not general enough"
            )]
            let rows = desk.ask(&session, |look| look.charges_due())?;
            voice.give("charges", &rows, |words| lines(&rows, words))
        }
        Args::Export { out, again } => {
            let outbox = access.outbox()?;
            let begin = || outbox.begin(&out);
            let done = match again {
                Some(number) => Some(charges::again(&mut desk, &session, number, begin)?),
                None => charges::export(&mut desk, &session, begin)?,
            };
            let Some(done) = done else {
                return voice.give("exported", &0, |words| vec![words.handling.no_charges.to_owned()]);
            };
            let value = json!({ "count": done.count, "number": done.number, "path": done.path });
            voice.done_as(Some(done.number.to_string()), "exported", &value, |words| {
                let (count, number) = (done.count.to_string(), done.number.to_string());
                let path = done.path.display().to_string();
                let said = &words.handling;
                vec![said.charges_written(place::Count(&count), place::Number(&number), place::Path(&path))]
            })
        }
        Args::Waive { serial, reason } => {
            let fob = FobName {
                serial: Serial::parse(&serial)?,
                maker: None,
            };
            let reason = Reason::parse(&reason)?;
            let outcome = desk.execute(&session, Command::WaiveFee { fob, reason })?;
            voice.done_as(outcome.number(), "outcome", &outcome, |words| {
                shown::outcome(&outcome, words)
            })
        }
    }
}

fn lines(charges: &[ChargeRow], words: &Words) -> Vec<String> {
    let (cli, own) = (&words.cli, &words.handling);
    let mut rows = vec![
        [cli.contract, cli.account, own.fee, own.cause, cli.serial, own.due]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(charges.iter().map(|row| {
        vec![
            row.contract.to_string(),
            row.account.to_string(),
            yen(row.yen),
            words.label.cause(row.cause).to_owned(),
            row.serial.to_string(),
            words.moment(row.due_at),
        ]
    }));
    aligned(&rows)
}
