//! `demo`: the console on an invented bank, made on the spot and gone afterwards.

use std::fs::{DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::access::{self, Access};
use super::console;
use super::failure::{Failure, Own};
use super::rehearse;
use super::voice::Voice;
use crate::clock::Clock;
use crate::domain::policy;
use crate::entropy::Machine;
use crate::store::{self, Kind, Location, Store};
use crate::training::scenario::{self, Scenario};
use crate::training::{demo, lesson, stories};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Keep the bank in this new folder
    #[arg(long, value_name = "PATH")]
    keep: Option<PathBuf>,
    /// Scenarios that stand first where one is chosen to practise: a name, or a file of one's own that ends in .toml
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    /// Play the first of them, each key shown, until somebody presses one
    #[arg(long, requires = "scenarios")]
    autoplay: bool,
    /// How many times as fast
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20), requires = "autoplay")]
    speed: u32,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    if !access.is_plain() {
        console::needs_terminal()?;
    }
    let scenarios = args.scenarios.iter().map(|name| scenario(name));
    let taught = Taught {
        scenarios: scenarios.collect::<Result<_, _>>()?,
        speed: args.autoplay.then_some(args.speed),
    };
    let Some(path) = args.keep else {
        let private = Permissions::from_mode(0o700);
        let folder = tempfile::Builder::new()
            .prefix("madoguchi-")
            .permissions(private)
            .tempdir();
        // It goes when this returns.
        let folder = folder.map_err(|error| system(&error))?;
        return show(folder.path(), taught, access, voice);
    };
    let path = std::path::absolute(path).map_err(|error| system(&error))?;
    DirBuilder::new()
        .mode(0o700)
        .create(&path)
        .map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => store::Error::Exists(path.display().to_string()),
            _ => system(&error),
        })?;
    show(&path, taught, access, voice)?;
    let at = location(&path);
    let again = format!("madoguchi --store {} --key {}", at.store.display(), at.key.display());
    voice.done("kept", &path, |words| vec![words.cli.kept.to_owned(), again])
}

/// What is to be taught.
struct Taught {
    scenarios: Vec<Scenario>,
    /// The first plays itself, so many times as fast.
    speed: Option<u32>,
}

/// Makes the bank in a folder and opens the console on it.
fn show(folder: &Path, taught: Taught, access: &Access, voice: &Voice) -> Result<(), Failure> {
    let at = location(folder);
    furnish(&at)?;
    if let (Some(scenario), Some(speed)) = (taught.scenarios.first().cloned(), taught.speed) {
        let clock = Clock::starting_at(demo::start());
        let mut desk = access.desk_at(Store::open(&at)?, clock, voice)?;
        scenario::prepare(&mut desk, &scenario)?;
        lesson::lay_out(&mut desk, taught.scenarios);
        return console::open_show(desk, (scenario, speed), access, &at, voice);
    }
    let clock = Clock::starting_at(access.at().unwrap_or_else(demo::start));
    let mut desk = access.desk_at(Store::open(&at)?, clock, voice)?;
    lesson::lay_out(&mut desk, taught.scenarios);
    console::open(desk, access, &at, voice)
}

/// The scenario of the program of that name, or one of a trainer's own (E3021, E3025).
fn scenario(name: &str) -> Result<Scenario, Failure> {
    if Path::new(name).extension().is_some_and(|ending| ending == "toml") {
        return rehearse::read(Path::new(name));
    }
    let unknown = || Own::NoScenario {
        name: name.to_owned(),
        known: stories::STORIES
            .iter()
            .map(|(known, _)| *known)
            .collect::<Vec<_>>()
            .join(" "),
    };
    let read = stories::story(name).ok_or_else(unknown)?;
    read.map_err(|flaw| rehearse::unread(Path::new(name), flaw))
}

/// The store in one folder, its key in another beside it.
fn location(folder: &Path) -> Location {
    Location {
        store: folder.join("data/madoguchi.db"),
        key: folder.join("keys/madoguchi.key"),
    }
}

/// A training store with a morning's work behind it.
fn furnish(at: &Location) -> Result<(), Failure> {
    let opened = Store::create(at, Kind::Training, policy::DEFAULT, &mut Machine)?;
    let clock = Clock::fixed(demo::start());
    let mut desk = access::desk(opened, clock.clone())?;
    Ok(demo::furnish(&mut desk, &clock)?)
}

fn system(error: &std::io::Error) -> store::Error {
    store::Error::System(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demo_stands_beside_its_key_and_verifies() {
        let folder = tempfile::tempdir().unwrap();
        let at = location(folder.path());
        furnish(&at).unwrap();
        let mut desk = access::desk(Store::open(&at).unwrap(), Clock::starting_at(demo::start())).unwrap();
        let auditor = demo::session(&mut desk, "A001").unwrap();
        assert_eq!(desk.verify(&auditor).unwrap().flaw, None);
        assert!(furnish(&at).is_err(), "nothing is overwritten");
    }
}
