//! `SQLite`'s alone: bringing a store of an older version up to `schema.sql`, one version after another.

use std::cell::Cell;

use super::db::Db;
use super::error::{Error, Result};
use super::{Draft, Store, TrailKey, Tx, sqlite};
use crate::domain::calendar::Instant;

/// The version of `schema.sql`.
pub(super) const VERSION: i64 = 4;
/// Since this version names are folded for the search as they are now.
const FOLDED_ANEW: i64 = 4;
/// Since this version fobs come in batches (R15.3).
const BATCHES: i64 = 4;
/// How the entry says that the state was sealed for the first time: as trust in what was found.
const FIRST_SEALED: &str = "first_sealed";
/// And how, that it is sealed anew after its seals were found whole.
const SEALED_ANEW: &str = "sealed_anew";
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");
const FIRST: &str = include_str!("upgrades/1.sql");
/// From each older version to the next.
const STEPS: &[(i64, &str)] = &[
    (1, include_str!("upgrades/2.sql")),
    (2, include_str!("upgrades/3.sql")),
    (3, include_str!("upgrades/4/seeds.sql")),
    (3, include_str!("upgrades/4/search.sql")),
    (3, include_str!("upgrades/4/checkpoints.sql")),
    (3, include_str!("upgrades/4/rotation.sql")),
    (3, include_str!("upgrades/4/branchday.sql")),
    (3, include_str!("upgrades/4/requests.sql")),
    (3, include_str!("upgrades/4/contracts.sql")),
    (3, include_str!("upgrades/4/notices.sql")),
    (3, include_str!("upgrades/4/loads.sql")),
    (3, include_str!("upgrades/4/paper.sql")),
    (3, include_str!("upgrades/4/persons.sql")),
    (3, include_str!("upgrades/4/waits.sql")),
    (3, include_str!("upgrades/4/stock.sql")),
    (3, include_str!("upgrades/4/handling.sql")),
    (3, include_str!("upgrades/4/notes.sql")),
    (3, include_str!("upgrades/4/time.sql")),
    (3, include_str!("upgrades/4/codes.sql")),
    (3, include_str!("upgrades/4/recall.sql")),
    (3, include_str!("upgrades/4/closing.sql")),
    (3, include_str!("upgrades/4/passwords.sql")),
    (3, include_str!("upgrades/4/seals.sql")),
];

/// The digests of the schemas of all versions: what a file has is compared with that of its own version before anything is
/// written, so that nothing planted there runs (R12.6). A test writes them.
const DIGESTS: &str = include_str!("upgrades/schemas.txt");

/// The statements that make the schema of a version.
pub(super) fn statements(version: i64) -> Vec<&'static str> {
    if version == VERSION {
        return vec![SCHEMA];
    }
    let steps = STEPS.iter().filter(|(from, _)| *from < version).map(|(_, step)| *step);
    std::iter::once(FIRST).chain(steps).collect()
}

impl Db<'_> {
    /// The first thing of the file's schema that is not what the program made for its version.
    pub(super) fn strange_schema(&self) -> Result<Option<String>> {
        let (version, digest) = (self.version()?, self.digest_of_schema()?);
        if DIGESTS.lines().any(|line| line == format!("{version} {digest}")) {
            return Ok(None);
        }
        self.differs_from(&statements(version))
    }
}

impl Store {
    /// Brings the store to the version of `schema.sql` in one transaction, with an entry of the trail that says so (R12.1). Of several
    /// programs that open an old store at the same moment, one does it.
    ///
    /// What was chained and sealed before is verified first, or the new seals would make good what is not. The first sealing of
    /// its rows trusts in what is found: it gives how many they are, so that people are told.
    ///
    /// # Errors
    /// [`Error::NotUpgraded`] with the first thing that is not as the program left it: nothing is written.
    pub fn upgrade(&mut self, key: &TrailKey, now: Instant, terminal: &str) -> Result<Option<u64>> {
        if self.read(|tx| tx.db.version())? == VERSION {
            return Ok(None);
        }
        let mut first_sealed = None;
        let (found, was_sealed) = (Cell::new(VERSION), Cell::new(false));
        let look = |tx: &Tx<'_>| -> Result<()> {
            found.set(tx.db.version()?);
            was_sealed.set(tx.sealer().is_some());
            if found.get() == VERSION {
                return Ok(());
            }
            tx.first_flaw(key)?.map_or(Ok(()), |flaw| Err(Error::NotUpgraded(flaw)))
        };
        let make = |db: &Db<'_>| -> Result<()> {
            for (_, step) in STEPS.iter().filter(|(from, _)| *from >= found.get()) {
                db.batch(step)?;
            }
            Ok(())
        };
        self.remake(look, make, |tx| {
            let found = found.get();
            if found < FOLDED_ANEW {
                tx.index_all_anew()?;
            }
            if found < VERSION {
                tx.db.set_version(VERSION)?;
                let rows = tx.seal_as_found()?;
                // Where no seal told what it was before, this is trust in what was found, and the entry says so (R12.6).
                let how = if was_sealed.get() { SEALED_ANEW } else { FIRST_SEALED };
                let detail = format!("{found} > {VERSION} {how} {rows}");
                let draft = Draft::new(now, "?", terminal, "upgrade");
                tx.append(key, Draft { detail, ..draft })?;
                // What came in before there were batches is released by the upgrade (R15.3).
                if found < BATCHES
                    && let Some(batch) = tx.batch(1)?
                {
                    let draft = Draft::new(now, "?", terminal, "release_batch");
                    let (subject, detail) = ("1".to_owned(), format!("{} 0 0", batch.count));
                    tx.append(
                        key,
                        Draft {
                            subject,
                            detail,
                            ..draft
                        },
                    )?;
                }
                first_sealed = (!was_sealed.get()).then_some(rows);
            }
            Ok(())
        })?;
        // What the file is must stand in the file itself, where the next one who opens it looks first.
        sqlite::checkpoint(&self.connection)?;
        Ok(first_sealed)
    }
}

#[cfg(test)]
mod tests;
