//! The folder of a console: it is chosen by who starts the program, and the person gives a name.

use std::path::PathBuf;

use super::{Outbox, Tray};

/// The folder that a console writes into, before it is known who sits there: nothing is written but into a person's tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exports {
    all: Tray,
    /// Each person has a folder of their own in it.
    each: bool,
}

/// Where slips are printed instead of being written into a folder (R12.8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printer {
    /// The printer of the terminal itself, which stands where the person sits.
    Terminal,
    /// The spool in that folder, out of which another call of the program prints.
    Spool(PathBuf),
}

impl Exports {
    /// That folder, for a program whose store and key are kept apart from it by `outbox`.
    pub fn new(folder: PathBuf, outbox: Outbox) -> Self {
        Self {
            all: Tray::new(folder, outbox),
            each: false,
        }
    }

    /// The same with a folder of each person's own in it, where `each` says so, and what is said of how to get at the files.
    #[must_use]
    pub fn for_people(self, each: bool, how: Option<String>) -> Self {
        Self {
            all: self.all.said(how),
            each,
        }
    }

    /// What one person puts into it: into a folder of the name of their staff ID, or into the one that all share.
    pub fn of(&self, staff: &str) -> Tray {
        if self.each {
            self.all.for_one(staff)
        } else {
            self.all.clone()
        }
    }
}
