//! The console on a store: what the program does without a subcommand, and at the end of `demo`.

use std::io::IsTerminal;

use super::access::{self, Access};
use super::failure::{Failure, Own};
use super::voice::Voice;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::ui::console::{self, Options};
use crate::ui::shell::Exit;
use crate::words::Lang;

/// Opens the console on the store. A time that was named is where a training store's clock starts.
pub(super) fn run(access: &Access, voice: &Voice) -> Result<(), Failure> {
    needs_terminal()?;
    let clock = access.at().map_or(Clock::Host, Clock::starting_at);
    let desk = access::desk(access.open()?, clock)?.started_from(access.host_account()?);
    open(desk, access.lang(), voice)
}

/// Opens the web banking's screens on a training store, as [`run`] does the branch's console.
pub(super) fn open_customer(access: &Access, voice: &Voice) -> Result<(), Failure> {
    needs_terminal()?;
    let clock = access.at().map_or(Clock::Host, Clock::starting_at);
    let desk = access::desk(access.open()?, clock)?;
    stopped(console::run_customer(desk, &options(access.lang())), voice)
}

/// Refuses where standard input or standard output is no terminal, before anything is opened or made (E3007).
pub(super) fn needs_terminal() -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(Own::ConsoleNeedsTerminal.into())
    }
}

/// Runs the console over a desk until the person ends it.
pub(super) fn open(desk: Desk, lang: Lang, voice: &Voice) -> Result<(), Failure> {
    stopped(console::run(desk, &options(lang)), voice)
}

fn options(lang: Lang) -> Options {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    Options {
        lang,
        no_color,
        ..Options::default()
    }
}

/// A rule's no stays that; a terminal that was lost is E3013.
fn stopped(ran: Result<Exit, console::Error>, voice: &Voice) -> Result<(), Failure> {
    match ran {
        Ok(_) => Ok(()),
        Err(console::Error::Refused(refusal)) => Err(refusal.into()),
        Err(error) => Err(Own::ConsoleStopped {
            what: error.message(voice.words()),
        }
        .into()),
    }
}
