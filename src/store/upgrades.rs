//! `SQLite`'s alone: bringing a store of an older version up to `schema.sql`, one version after another.

use super::error::Result;
use super::{Draft, Store, TrailKey, sqlite};
use crate::domain::calendar::Instant;

/// The version of `schema.sql`.
pub(super) const VERSION: i64 = 4;
/// Since this version names are folded for the search as they are now.
const FOLDED_ANEW: i64 = 4;
/// From each older version to the next.
const STEPS: [(i64, &str); 7] = [
    (1, include_str!("upgrades/2.sql")),
    (2, include_str!("upgrades/3.sql")),
    (3, include_str!("upgrades/4/seeds.sql")),
    (3, include_str!("upgrades/4/search.sql")),
    (3, include_str!("upgrades/4/checkpoints.sql")),
    (3, include_str!("upgrades/4/rotation.sql")),
    (3, include_str!("upgrades/4/branchday.sql")),
];

impl Store {
    /// Brings the store to the version of `schema.sql` in one transaction, with an entry of the trail that says so (R12.1). Of several
    /// programs that open an old store at the same moment, one does it.
    pub fn upgrade(&mut self, key: &TrailKey, now: Instant, terminal: &str) -> Result<()> {
        if self.read(|tx| tx.db.version())? == VERSION {
            return Ok(());
        }
        self.write(|tx| -> Result<()> {
            let found = tx.db.version()?;
            for (_, step) in STEPS.iter().filter(|(from, _)| *from >= found) {
                tx.db.batch(step)?;
            }
            if found < FOLDED_ANEW {
                tx.index_all_anew()?;
            }
            if found < VERSION {
                tx.db.set_version(VERSION)?;
                let detail = format!("{found} > {VERSION}");
                let draft = Draft::new(now, "?", terminal, "upgrade");
                tx.append(key, Draft { detail, ..draft })?;
            }
            Ok(())
        })?;
        // What the file is must stand in the file itself, where the next one who opens it looks first.
        sqlite::checkpoint(&self.connection)
    }
}
