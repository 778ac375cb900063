//! The part of the trail that a list holds: what is kept does not grow with the trail.

use std::collections::BTreeMap;

use crate::desk::{Error, Look, TrailPage};
use crate::domain::values::ContractNumber;
use crate::store::{Entry, Place, Sought};

/// Entries that are read at once.
const PAGE: u64 = 100;
/// Entries that are kept at most.
const KEPT: usize = 600;
/// Rows before an end of what is kept at which more is read.
const AHEAD: usize = 40;

/// Whose entries they are.
#[derive(Clone, Debug)]
pub(in crate::branch) enum Of {
    /// What is looked for in the whole trail.
    Trail(Box<Sought>),
    /// What a contract went through.
    Contract(ContractNumber),
}

/// What was read, and where it belongs.
#[derive(Debug)]
pub struct Given {
    pub(super) place: Place,
    pub(super) page: TrailPage,
}

/// The entries that are kept, the newest first.
#[derive(Debug, Default)]
pub(in crate::branch) struct Window {
    entries: Vec<Entry>,
    names: BTreeMap<String, String>,
    newer: bool,
    older: bool,
    read: bool,
}

impl Of {
    /// Reads the page at that place.
    pub(in crate::branch) fn read(&self, look: &Look<'_>, place: Place) -> Result<Given, Error> {
        let page = match self {
            Self::Trail(sought) => look.trail_page(sought, place, PAGE)?,
            Self::Contract(number) => look.timeline(number, place, PAGE)?,
        };
        Ok(Given { place, page })
    }
}

impl Window {
    pub(in crate::branch) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether anything was read yet.
    pub(in crate::branch) fn is_read(&self) -> bool {
        self.read
    }

    /// Whether there are older entries than those that are kept.
    pub(in crate::branch) fn has_older(&self) -> bool {
        self.older
    }

    /// The name of a member of the staff.
    pub(in crate::branch) fn name(&self, actor: &str) -> Option<&str> {
        self.names.get(actor).map(String::as_str)
    }

    /// What is to be read next when this entry is selected; nothing while enough is kept on both sides of it.
    pub(in crate::branch) fn wanted(&self, selected: usize) -> Option<Place> {
        let behind = self.entries.len().saturating_sub(selected + 1);
        if self.older && behind < AHEAD {
            return self.entries.last().map(|last| Place::Before(last.seq));
        }
        let first = self.entries.first().filter(|_| self.newer && selected < AHEAD);
        first.map(|first| Place::After(first.seq))
    }

    /// What is to be read after something was written; nothing while the newest are not kept anyway.
    pub(in crate::branch) fn news(&self) -> Option<Place> {
        match self.entries.first() {
            Some(_) if self.newer => None,
            Some(first) => Some(Place::After(first.seq)),
            None => Some(Place::Newest),
        }
    }

    /// Where the newest are, unless they are kept.
    pub(in crate::branch) fn newest(&self) -> Option<Place> {
        self.newer.then_some(Place::Newest)
    }

    /// Where the oldest are, unless they are kept.
    pub(in crate::branch) fn oldest(&self) -> Option<Place> {
        self.older.then_some(Place::After(0))
    }

    /// Takes what was read. `selected` is an entry that stays.
    pub(in crate::branch) fn take(&mut self, given: Given, selected: usize) {
        let Given { place, page } = given;
        let (mut entries, more) = (page.page.entries, page.page.more);
        self.names.extend(page.names);
        self.read = true;
        match place {
            Place::Before(seq) if self.entries.last().is_some_and(|last| last.seq == seq) => {
                self.older = more;
                self.entries.append(&mut entries);
                let surplus = self
                    .entries
                    .len()
                    .saturating_sub(KEPT)
                    .min(selected.saturating_sub(AHEAD));
                self.entries.drain(..surplus);
                self.newer |= surplus > 0;
            }
            Place::After(seq) if self.entries.first().is_some_and(|first| first.seq == seq) => {
                self.newer = more;
                entries.append(&mut self.entries);
                self.entries = entries;
                self.older |= self.entries.len() > KEPT;
                self.entries.truncate(KEPT);
            }
            Place::Newest => {
                (self.newer, self.older, self.entries) = (false, more, entries);
            }
            // The oldest of all. Whether there are newer ones is what was asked.
            Place::After(0) => {
                (self.newer, self.older, self.entries) = (more, false, entries);
            }
            // It answers what is not shown any more.
            Place::Before(_) | Place::After(_) => {}
        }
    }
}
