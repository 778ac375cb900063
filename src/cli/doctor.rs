//! `doctor`: what is known of the terminal and of where the program works. Of a live store that opens without a passphrase it looks at where
//! customers log in from.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use super::access::Access;
use super::console;
use super::failure::{Failure, Own};
use super::voice::{Voice, aligned};
use crate::branch::tknr003::{facts, samples};
use crate::console::diagnose;
use crate::store::{KeyFile, Kind, Run, Store};
use crate::ui::terminal::Console;
use crate::words::place;

/// What the facts are called in JSON, in their order.
const NAMES: [&str; 7] = [
    "terminal",
    "multiplexer",
    "ambiguous",
    "locale",
    "version",
    "store",
    "key",
];

/// From so many companies on, one address is not theirs but that of what stands between.
const MANY: usize = 3;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Open 端末診断 (TKNR003) to try text and keys; nobody logs in
    #[arg(long, conflicts_with = "json")]
    keys: bool,
}

/// What the spool tells of its own runs and of the day's end: its name in JSON, its name for people, and what is known.
fn kept(access: &Access, voice: &Voice) -> Result<[(&'static str, &'static str, String); 5], Failure> {
    let (spool, words) = (access.spool()?, voice.words());
    let last = |run| {
        spool
            .last(run)
            .map_or_else(|| words.keeping.no_run.to_owned(), |at| words.moment(at))
    };
    let waiting = spool.waiting().map_or(0, |items| items.len());
    let pages = spool.pages().map_or(0, |items| items.len());
    Ok([
        ("spool_waiting", words.keeping.spool_waiting, waiting.to_string()),
        ("pages_waiting", words.keeping.pages_waiting, pages.to_string()),
        ("spool_run", words.keeping.spool_run, last(Run::Spool)),
        ("print_run", words.keeping.print_run, last(Run::Print)),
        ("day_end", words.keeping.day_end_run, last(Run::DayEnd)),
    ])
}

/// Where the customers of a live store log in from (R17.2): how many companies, from how many addresses. Nothing of a store that is not there,
/// or can't be looked at.
fn customers_from(access: &Access) -> Option<(usize, usize)> {
    let at = access.location().ok()?;
    if KeyFile::is_sealed(&at.key) {
        return None;
    }
    let (store, _) = Store::open_to_look(&at, None).ok()?;
    if store.kind() != Kind::Live {
        return None;
    }
    store.read(|tx| tx.known_addresses(access.clock().now())).ok()
}

/// Tells it; a terminal is asked too.
pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    if args.keys {
        console::needs_terminal()?;
        return console::stopped(diagnose(access.clock(), &access.look(voice)), voice);
    }
    let mut known = access.facts();
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !voice.is_json() {
        // Taken for the question alone, and given back at once.
        let asked = Console::take(&mut known, false);
        asked.map_err(|error| Own::ConsoleStopped {
            what: error.message(voice.words()),
        })?;
    }
    let size = crossterm::terminal::size().unwrap_or_default();
    let words = &voice.words().diagnosis;
    let facts = facts(&known, size, words);
    let values = facts.iter().map(|(_, value)| value.clone());
    let mut by_name: BTreeMap<_, _> = NAMES.into_iter().zip(values).collect();
    let kept = kept(access, voice)?;
    by_name.extend(kept.iter().map(|(name, _, value)| (*name, value.clone())));
    let from = customers_from(access);
    if let Some((companies, addresses)) = from {
        by_name.insert("customer_companies", companies.to_string());
        by_name.insert("customer_addresses", addresses.to_string());
    }
    let begun = access.location().map_or(0, |at| KeyFile::begun(&at.key));
    if begun > 0 {
        by_name.insert("key_begun", begun.to_string());
    }
    voice.give("doctor", &by_name, |words| {
        let (words, keeping) = (&words.diagnosis, &words.keeping);
        let mut rows: Vec<Vec<String>> = facts.into_iter().map(|(name, value)| vec![name, value]).collect();
        rows.extend(kept.into_iter().map(|(_, name, value)| vec![name.to_owned(), value]));
        rows.extend(from.map(|(companies, addresses)| {
            let counts = [addresses, companies].map(|count| count.to_string());
            let value = keeping.customers_from(place::Addresses(&counts[0]), place::Companies(&counts[1]));
            vec![keeping.customers.to_owned(), value]
        }));
        rows.extend((begun > 0).then(|| vec![keeping.key_begun.to_owned(), begun.to_string()]));
        rows.extend(samples(words).map(|(name, sample)| vec![name.to_owned(), sample]));
        let mut lines = aligned(&rows);
        lines.push(words.samples_right.to_owned());
        // Wrong passwords of one customer would keep all of them out.
        if from.is_some_and(|(companies, addresses)| companies >= MANY && addresses == 1) {
            lines.push(keeping.customers_alike.to_owned());
        }
        if begun > 0 {
            lines.push(keeping.key_begun_way.to_owned());
        }
        lines
    })
}
