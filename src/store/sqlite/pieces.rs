//! `SQLite`'s alone: the index of pieces by which contracts are found is a table of FTS5.

use super::Connection;
use crate::store::{Result, Tx};

/// The contracts `c` whose pieces answer the question `?2`, those of a load that nobody sees too.
pub(in crate::store) const BY_PIECES: &str = "search s JOIN contract c ON c.slot = s.rowid WHERE s.search MATCH ?2";

/// How the index is merged while a load is written, and otherwise: how many parts of a level are merged, and bytes of a page. Whoever
/// comes while parts are merged waits, so a load merges seldom and little at once. A program that is killed leaves it so, which does
/// no harm, until the next load ends.
const MERGED: [(&str, [i64; 2]); 2] = [("automerge", [12, 4]), ("pgsz", [1000, 4050])];

/// Has the index merged as is good before the parts of a load, or after them.
pub(super) fn merge(connection: &Connection, begins: bool) -> Result<()> {
    for (what, [poured, otherwise]) in MERGED {
        let sql = "INSERT INTO search (search, rank) VALUES (?1, ?2)";
        connection.execute(sql, (what, if begins { poured } else { otherwise }))?;
    }
    Ok(())
}

impl Tx<'_> {
    /// Puts the pieces of a contract's keys in the place of those that the index has of it.
    pub(in crate::store) fn set_pieces(&self, slot: u32, pieces: &str) -> Result<()> {
        self.forget_pieces(slot)?;
        self.add_pieces(slot, pieces)
    }

    /// Takes the pieces of a contract out of the index.
    pub(in crate::store) fn forget_pieces(&self, slot: u32) -> Result<()> {
        self.db.run("DELETE FROM search WHERE rowid = ?1", &[&slot])?;
        Ok(())
    }

    /// Puts the pieces of the keys of a contract in that the index has nothing of: makes it findable by them.
    pub fn add_pieces(&self, slot: u32, pieces: &str) -> Result<()> {
        let sql = "INSERT INTO search (rowid, pieces) VALUES (?1, ?2)";
        self.db.run(sql, &[&slot, &pieces])?;
        Ok(())
    }
}
