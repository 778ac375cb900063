//! A training bank on the disk, and who works at it.

use std::ops::ControlFlow;
use std::thread;

use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, PAUSE, Pace, Session};
use madoguchi::domain::policy;
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;

/// A bank in a folder of its own.
pub(crate) struct Bank {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) at: Location,
}

impl Bank {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = at(folder.path());
        let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "bench").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        Self { folder, at }
    }
}

/// Where the bank of a folder is.
pub(crate) fn at(folder: &std::path::Path) -> Location {
    Location {
        store: folder.join("data/m.db"),
        key: folder.join("keys/m.key"),
    }
}

/// A desk at a bank, as a program opens it, and a session of a member there.
pub(crate) fn desk(at: &Location, staff: &str) -> (Desk, Session) {
    let opened = Store::open(at).unwrap();
    let mut desk = Desk::new(opened, Clock::fixed(demo::start()), Box::new(Machine), "bench").unwrap();
    let session = demo::session(&mut desk, staff).unwrap();
    (desk, session)
}

/// The pause of the command line.
pub(crate) struct Pausing;

impl Pace for Pausing {
    fn rest(&mut self, _rows: usize) -> ControlFlow<()> {
        thread::sleep(PAUSE);
        ControlFlow::Continue(())
    }
}
