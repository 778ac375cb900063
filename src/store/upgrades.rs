//! Bringing a store of an older version up to `schema.sql`, one version after another.

use rusqlite::Connection;

use super::error::Result;
use super::{Draft, Store, TrailKey};
use crate::domain::calendar::Instant;

/// The version of `schema.sql`.
pub(super) const VERSION: i64 = 3;
/// From each older version to the next.
const STEPS: [(i64, &str); 2] = [(1, include_str!("upgrades/2.sql")), (2, include_str!("upgrades/3.sql"))];

impl Store {
    /// Brings the store to the version of `schema.sql` in one transaction, with an entry of the trail that says so (R12.1). Of several
    /// programs that open an old store at the same moment, one does it.
    pub fn upgrade(&mut self, key: &TrailKey, now: Instant, terminal: &str) -> Result<()> {
        if version(&self.connection)? == VERSION {
            return Ok(());
        }
        self.write(|tx| -> Result<()> {
            let found = version(&tx.tx)?;
            for (_, step) in STEPS.iter().filter(|(from, _)| *from >= found) {
                tx.tx.execute_batch(step)?;
            }
            if found < VERSION {
                tx.tx.pragma_update(None, "user_version", VERSION)?;
                let detail = format!("{found} > {VERSION}");
                let draft = Draft::new(now, "?", terminal, "upgrade");
                tx.append(key, Draft { detail, ..draft })?;
            }
            Ok(())
        })?;
        // What the file is must stand in the file itself, where the next one who opens it looks first.
        self.checkpoint()
    }
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}
