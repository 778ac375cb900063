//! The console on a store: what the program does without a subcommand, and at the end of `demo`.

use std::io::IsTerminal;

use super::access::{self, Access};
use super::failure::{Failure, Own};
use super::voice::Voice;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::ui::console::{self, Options};
use crate::words::Lang;

/// Opens the console on the store. A time that was named is where a training store's clock starts.
pub(super) fn run(access: &Access, voice: &Voice) -> Result<(), Failure> {
    needs_terminal()?;
    let clock = access.at().map_or(Clock::Host, Clock::starting_at);
    open(access::desk(access.open()?, clock)?, access.lang(), voice)
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
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    let options = Options {
        lang,
        no_color,
        ..Options::default()
    };
    let ran = console::run(desk, &options);
    ran.map(drop).map_err(|error| {
        Own::ConsoleStopped {
            what: error.message(voice.words()),
        }
        .into()
    })
}
