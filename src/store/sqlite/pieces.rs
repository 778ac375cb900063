//! `SQLite`'s alone: the index of pieces by which contracts are found is a table of FTS5.

use crate::domain::contract::Contract;
use crate::store::contracts::{CONTRACT, contract_of};
use crate::store::{Result, Tx};

impl Tx<'_> {
    /// Puts the pieces of a contract in the place of those that the index has of it.
    pub(in crate::store) fn set_pieces(&self, slot: i64, pieces: &str) -> Result<()> {
        self.db.run("DELETE FROM search WHERE rowid = ?1", &[&slot])?;
        let sql = "INSERT INTO search (rowid, pieces) VALUES (?1, ?2)";
        self.db.run(sql, &[&slot, &pieces])?;
        Ok(())
    }

    /// How many contracts have what is asked for.
    pub(in crate::store) fn count_having(&self, question: &str) -> Result<u64> {
        let sql = "SELECT count(*) FROM search WHERE search MATCH ?1";
        self.db.one(sql, &[&question], |row| row.get(0))
    }

    /// The contracts that have what is asked for, in kana order, but the one of the number `first` before all others.
    pub(in crate::store) fn having(
        &self,
        question: &str,
        first: Option<&str>,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<Contract>> {
        let columns = CONTRACT.split(", ").map(|c| format!("c.{c}")).collect::<Vec<_>>();
        let sql = format!(
            "SELECT {} FROM search s JOIN contract c ON c.slot = s.rowid WHERE search MATCH ?1
             ORDER BY c.number IS ?4 DESC, c.sort_key, c.number LIMIT ?2 OFFSET ?3",
            columns.join(", ")
        );
        self.db.all(&sql, &[&question, &limit, &offset, &first], contract_of)
    }
}
