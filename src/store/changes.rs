//! What statements changed and nothing has settled yet (R12.6): rows as they were and as they became, each by its seal.

mod sum;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(super) use sum::Sum;

/// A row that was there, or is.
#[derive(Clone, Debug)]
pub(in crate::store) struct Seen {
    pub(in crate::store) sum: Sum,
    pub(in crate::store) group: Group,
}

/// A change of a row: of which table, what it was and what it became.
#[derive(Clone, Debug)]
pub(in crate::store) struct Change {
    pub(in crate::store) table: usize,
    pub(in crate::store) old: Option<Seen>,
    pub(in crate::store) new: Option<Seen>,
    /// The login ID, of a row that is a user's: it tells which case another row belongs to that names nothing else.
    pub(in crate::store) login_id: Option<String>,
}

/// What a row is sealed with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum Group {
    /// Itself: its primary key in words.
    Itself(&'static str, String),
    /// The case of that contract.
    Case(String),
    /// The case of the contract of that user.
    User(String),
    /// Its table alone.
    Table,
}

/// What was changed and is not settled yet.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Watch(Arc<Mutex<Unsettled>>);

#[derive(Debug, Default)]
struct Unsettled {
    changes: Vec<Change>,
    /// The tables that they are of, and perhaps of changes that were undone.
    tables: BTreeSet<usize>,
}

impl Watch {
    fn unsettled(&self) -> MutexGuard<'_, Unsettled> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a change.
    pub(in crate::store) fn saw(&self, change: Change) {
        let mut unsettled = self.unsettled();
        unsettled.tables.insert(change.table);
        unsettled.changes.push(change);
    }

    /// Takes what was changed since it was last taken.
    pub(in crate::store) fn take(&self) -> Vec<Change> {
        std::mem::take(&mut *self.unsettled()).changes
    }

    /// Whether something of a table may have changed.
    pub(in crate::store) fn touches(&self, table: usize) -> bool {
        self.unsettled().tables.contains(&table)
    }

    /// How much was changed.
    pub(in crate::store) fn len(&self) -> usize {
        self.unsettled().changes.len()
    }

    /// Forgets what was changed after the first `kept`: it was undone.
    pub(in crate::store) fn forget(&self, kept: usize) {
        self.unsettled().changes.truncate(kept);
    }
}
