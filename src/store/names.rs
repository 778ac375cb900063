//! The names of contracts as a search reads them: one statement, whoever asks.

use std::ops::ControlFlow;

use super::db::{Row, ToValue};
use super::loads::UNSEEN;
use super::{Result, Tx};
use crate::domain::search::{Entry, key};

/// Between what is given as one text; no name has a control character.
const BETWEEN: &str = "\u{1f}";
/// What of a contract `c` can be searched for.
const NAMES: &str = r#"c.slot, c.number, c.company, c.kana, c.branch_code, c.account, c.phone,
    (SELECT string_agg(login_id || ?1 || name || ?1 || kana, ?1) FROM "user" WHERE contract = c.number),
    (SELECT string_agg(serial, ?1) FROM token WHERE contract = c.number)"#;
/// Contracts that are read at a time while all are made findable anew.
const CHUNK: u64 = 1_000;

fn entry_of(row: &Row<'_>) -> Result<Entry> {
    let parts = |text: Option<String>| -> Vec<String> {
        text.map(|text| text.split(BETWEEN).map(str::to_owned).collect())
            .unwrap_or_default()
    };
    let (mut users, mut serials) = (parts(row.get(7)?), parts(row.get(8)?));
    // In an order of their own, whatever the store finds first.
    if !users.chunks(3).is_sorted_by_key(|user| user.first()) {
        let mut each: Vec<_> = users.chunks(3).map(<[String]>::to_vec).collect();
        each.sort();
        users = each.concat();
    }
    serials.sort();
    Ok(Entry {
        slot: row.get(0)?,
        number: row.get(1)?,
        company: row.get(2)?,
        kana: row.get(3)?,
        branch: row.get(4)?,
        account: row.get(5)?,
        phone: row.get(6)?,
        users,
        serials,
    })
}

impl Tx<'_> {
    /// Hands over the names of the contracts `c` that stand in `from`, one after another, until `step` breaks off. The places of
    /// `values` are numbered from 2.
    pub(super) fn walk_names(
        &self,
        from: &str,
        values: &[&dyn ToValue],
        step: &mut dyn FnMut(Entry) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut all: Vec<&dyn ToValue> = vec![&BETWEEN];
        all.extend(values);
        let sql = format!("SELECT {NAMES} FROM {from}");
        self.db.walk(&sql, &all, &mut |row| step(entry_of(row)?))
    }

    /// The names of the contract in that slot.
    pub(super) fn names_in(&self, slot: u32) -> Result<Option<Entry>> {
        let mut found = None;
        let from = format!("contract c WHERE c.slot = ?2 AND c.load NOT IN {UNSEEN}");
        self.walk_names(&from, &[&slot], &mut |entry| {
            found = Some(entry);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// Makes a contract findable by what its names are now.
    pub(super) fn index_names(&self, entry: &Entry) -> Result<()> {
        self.set_pieces(entry.slot, &entry.pieces())?;
        self.name(entry.slot)
    }

    /// Has the names in that slot read by those who know them in memory.
    pub(super) fn name(&self, slot: u32) -> Result<()> {
        let sql = "INSERT INTO named (slot, turn) SELECT ?1, coalesce(max(turn), 0) + 1 FROM named WHERE 1 = 1
                   ON CONFLICT (slot) DO UPDATE SET turn = excluded.turn";
        self.db.run(sql, &[&slot])?;
        Ok(())
    }

    /// The turn at which names were last changed.
    pub(super) fn turn_of_names(&self) -> Result<i64> {
        self.db
            .one("SELECT coalesce(max(turn), 0) FROM named", &[], |row| row.get(0))
    }

    /// Where names were changed after a turn, the first change first; at most `limit` of them.
    pub(super) fn named_after(&self, turn: i64, limit: u64) -> Result<Vec<(u32, i64)>> {
        let sql = "SELECT slot, turn FROM named WHERE turn > ?1 ORDER BY turn LIMIT ?2";
        self.db.all(sql, &[&turn, &limit], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Makes all contracts findable anew, and puts them in order, by how names are folded now.
    pub(super) fn index_all_anew(&self) -> Result<()> {
        let mut last = 0;
        loop {
            let mut chunk = Vec::new();
            let from = "contract c WHERE c.slot > ?2 ORDER BY c.slot LIMIT ?3";
            self.walk_names(from, &[&last, &CHUNK], &mut |entry| {
                chunk.push(entry);
                Ok(ControlFlow::Continue(()))
            })?;
            let Some(end) = chunk.last() else { return Ok(()) };
            last = end.slot;
            for entry in &chunk {
                let sql = "UPDATE contract SET sort_key = ?2 WHERE slot = ?1";
                self.db.run(sql, &[&entry.slot, &key(&entry.kana).as_str()])?;
                self.index_names(entry)?;
            }
        }
    }
}
