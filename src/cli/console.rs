//! The console on a store: what the program does without a subcommand, and at the end of `demo`.

use std::io::IsTerminal;

use super::access::Access;
use super::failure::{Failure, Own};
use super::system;
use super::voice::Voice;
use crate::clock::Clock;
use crate::console::{self, Options};
use crate::desk::Desk;
use crate::store::{Kind, Location};
use crate::training::scenario::Scenario;
use crate::ui::shell::Exit;

/// Opens the console on the store. A time that was named is where a training store's clock starts.
pub(super) fn run(access: &Access, voice: &Voice) -> Result<(), Failure> {
    if !access.is_plain() {
        needs_terminal()?;
    }
    let at = access.location()?;
    let opened = access.open()?;
    let clock = clock(access, opened.0.kind());
    let desk = access.desk_at(opened, clock, voice)?;
    let desk = if system::bounds_files() {
        desk.only_recorded()
    } else {
        desk
    };
    open(desk, access, &at, voice)
}

/// The clock that a console goes by: nothing moves that of a live store, and a training store's starts now (R2.4).
fn clock(access: &Access, kind: Kind) -> Clock {
    match (access.at(), kind) {
        (Some(at), _) => Clock::starting_at(at),
        (None, Kind::Training) => Clock::starting_at(Clock::Host.now()),
        (None, Kind::Live) => Clock::Host,
    }
}

/// Opens the web banking's screens on a training store, as [`run`] does the branch's console.
pub(super) fn open_customer(access: &Access, voice: &Voice) -> Result<(), Failure> {
    needs_terminal()?;
    let opened = access.open()?;
    let clock = clock(access, opened.0.kind());
    let desk = access.desk_at(opened, clock, voice)?;
    stopped(console::run_customer(desk, &access.look(voice)), voice)
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
pub(super) fn open(desk: Desk, access: &Access, at: &Location, voice: &Voice) -> Result<(), Failure> {
    stopped(console::run(desk, &look(access, at, voice)), voice)
}

/// The same with a scenario that plays itself.
pub(super) fn open_show(
    desk: Desk,
    (scenario, speed): (Scenario, u32),
    access: &Access,
    at: &Location,
    voice: &Voice,
) -> Result<(), Failure> {
    let look = look(access, at, voice);
    stopped(console::run_show(desk, scenario, speed, &look), voice)
}

/// How the console over the store at that place is to look.
fn look(access: &Access, at: &Location, voice: &Voice) -> Options {
    Options {
        terminal: access.facts().at(&at.store, &at.key),
        exports: access.exports(at),
        ..access.look(voice)
    }
}

/// A rule's no stays that; a terminal that was lost is E3013.
pub(super) fn stopped(ran: Result<Exit, console::Error>, voice: &Voice) -> Result<(), Failure> {
    match ran {
        Ok(_) => Ok(()),
        Err(console::Error::Refused(refusal)) => Err(refusal.into()),
        Err(error) => Err(Own::ConsoleStopped {
            what: error.message(voice.words()),
        }
        .into()),
    }
}
