//! `tokens`: taking them in and showing them. No seed ever comes out.

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::file;
use super::voice::{Voice, aligned};
use crate::domain::Refusal;
use crate::domain::calendar::Instant;
use crate::domain::values::Serial;
use crate::intake::pskc::{self, MAX_FILE};
use crate::store::StockRow;
use crate::words::{Words, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Take tokens into stock from a PSKC file (RFC 6030), all or none
    Import {
        /// The file
        file: PathBuf,
    },
    /// Show a token
    Show {
        /// Its serial
        serial: String,
    },
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Import { file } => {
            let (mut desk, session) = access.desk(voice)?;
            let bytes = file::read(&file, MAX_FILE)?;
            let tokens = pskc::read(&bytes, desk.policy());
            let imported = desk.import_tokens(&session, tokens)?;
            voice.done("imported", &imported, |words| {
                let tokens = imported.tokens.to_string();
                vec![words.cli.imported_tokens(place::Tokens(&tokens))]
            })
        }
        Args::Show { serial } => {
            let serial = Serial::parse(&serial)?;
            let (mut desk, session) = access.desk(voice)?;
            let (rows, now) = desk.ask(&session, |look| Ok((look.tokens(&serial)?, look.now())))?;
            if rows.is_empty() {
                return Err(Refusal::TokenUnknown.into());
            }
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
            token
                .expires
                .map_or_else(|| label.no_expiry.to_owned(), |at| words.moment(at)),
            token.wrong_codes.to_string(),
        ]
    }));
    aligned(&rows)
}
