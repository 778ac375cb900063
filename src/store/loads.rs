//! Loads: what a file brings in is written in many short transactions, and nobody sees any of it until one more shows the whole
//! (R12.1). So all of a file comes in or none, of whatever size it is, and nobody waits for it.
//!
//! A load is *open* while it is written, then *shown*; or it is *dropped*, and swept out row by row until it is *gone*. What it
//! has written is there all along: it is sealed, and no other row takes its numbers. A question of whatever kind leaves it out by
//! [`UNSEEN`]; a test looks at every statement.

use std::fs::File;

use rustix::fs::{FlockOperation, flock};

use super::db::{Row, ToValue};
use super::row::named;
use super::{Draft, Error, Result, Store, TrailKey, Tx};
use crate::domain::calendar::Instant;

/// The loads whose rows nobody sees.
pub(super) const UNSEEN: &str = "(SELECT id FROM load WHERE state IN ('open', 'dropped'))";
/// Contracts named otherwise that are kept beside those in memory; with more, all are read anew.
pub(super) const BESIDE: usize = 1_000;
/// Rows that one transaction sweeps out, about.
const SWEPT: u64 = 500;

/// What a load brings in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// Contracts with their users.
    Contracts,
    /// Tokens with their seeds.
    Tokens,
}

impl Loaded {
    const ALL: [Self; 2] = [Self::Contracts, Self::Tokens];

    fn as_str(self) -> &'static str {
        match self {
            Self::Contracts => "contracts",
            Self::Tokens => "tokens",
        }
    }
}

/// An open load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub(super) id: i64,
    kind: Loaded,
}

/// What the ids of the tokens of one load begin with: so they stand beside each other in the store.
pub type Beginning = [u8; 6];

/// The right to write a load: one program has it at a time, and a program that is killed loses it.
#[derive(Debug)]
pub struct Loader {
    /// Locked as long as it is open; none for a store in memory, which no other program has.
    _file: Option<File>,
}

/// A load that nobody sees.
#[derive(Debug)]
struct Hidden {
    load: Load,
    mark: Option<Beginning>,
    first: i64,
    is_open: bool,
    count: u64,
}

impl Store {
    /// Takes the right to write a load; nothing when another program has it.
    pub fn loader(&self) -> Result<Option<Loader>> {
        let Some(store) = self.known.file() else {
            return Ok(Some(Loader { _file: None }));
        };
        let file = self.log(store)?;
        let locked = flock(&file, FlockOperation::NonBlockingLockExclusive);
        Ok(locked.is_ok().then_some(Loader { _file: Some(file) }))
    }

    /// Whether a load is there that nobody sees: one that is being written, or one to be swept out.
    pub fn has_unseen_loads(&self) -> Result<bool> {
        self.read(|tx| Ok(tx.hidden()?.is_some()))
    }

    /// Sweeps out what a load has left that was dropped, or whose program was killed, in at most so many transactions. An entry
    /// tells of the latter before anything else is done about it. Gives whether all is gone. The right to load says that nobody
    /// writes it any more.
    pub fn sweep_loads(
        &mut self,
        _right: &Loader,
        (key, now, terminal): (&TrailKey, Instant, &str),
        most: usize,
    ) -> Result<bool> {
        for _ in 0..most {
            let swept = self.write(|tx| -> Result<bool> {
                let Some(hidden) = tx.hidden()? else { return Ok(true) };
                if hidden.is_open {
                    tx.drop_load(hidden.load)?;
                    let detail = format!("import_{} {}", hidden.load.kind.as_str(), hidden.count);
                    let subject = hidden.load.id.to_string();
                    let draft = Draft::new(now, "?", terminal, "sweep_load");
                    tx.append(
                        key,
                        Draft {
                            subject,
                            detail,
                            ..draft
                        },
                    )?;
                } else {
                    tx.sweep(&hidden)?;
                }
                Ok(false)
            })?;
            if swept {
                return Ok(true);
            }
        }
        Ok(!self.has_unseen_loads()?)
    }
}

fn hidden_of(row: &Row<'_>) -> Result<Hidden> {
    let kind = named(row, 1, |name| {
        Loaded::ALL.into_iter().find(|kind| kind.as_str() == name)
    })?;
    Ok(Hidden {
        load: Load { id: row.get(0)?, kind },
        mark: row.get(2)?,
        first: row.get(3)?,
        is_open: row.get::<String>(4)? == "open",
        count: row.get(5)?,
    })
}

impl Load {
    /// What is of no load.
    pub(super) const NONE: Self = Self {
        id: 0,
        kind: Loaded::Contracts,
    };

    /// Its number.
    pub fn number(self) -> i64 {
        self.id
    }
}

impl Tx<'_> {
    /// Begins a load, of tokens with the mark of their ids. Nobody sees what is written for it until it is shown.
    pub fn begin_load(&self, kind: Loaded, mark: Option<Beginning>) -> Result<Load> {
        let sql = "INSERT INTO load (kind, mark, first, state)
                   SELECT ?1, ?2, coalesce(max(slot), 0) + 1, 'open' FROM contract";
        self.db.run(sql, &[&kind.as_str(), &mark])?;
        let hidden = self.hidden()?.ok_or_else(|| Error::Damaged("load".into()))?;
        Ok(hidden.load)
    }

    /// Counts what was written for a load.
    pub fn count_load(&self, load: Load, more: usize) -> Result<()> {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        let sql = "UPDATE load SET count = count + ?2 WHERE id = ?1 AND state = 'open'";
        match self.db.run(sql, &[&load.id, &more])? {
            1 => Ok(()),
            _ => Err(Error::Damaged("load".into())),
        }
    }

    /// Lets everybody see a load, from the end of this transaction on.
    pub fn show_load(&self, load: Load) -> Result<()> {
        self.met("load", &[&load.id])?;
        let hidden = self.hidden()?.filter(|hidden| hidden.is_open && hidden.load == load);
        let hidden = hidden.ok_or_else(|| Error::Damaged("load".into()))?;
        self.db
            .run("UPDATE load SET state = 'shown' WHERE id = ?1", &[&load.id])?;
        if load.kind == Loaded::Contracts {
            self.name_load(&hidden)?;
        }
        Ok(())
    }

    /// Drops a load: it will never be seen.
    pub fn drop_load(&self, load: Load) -> Result<()> {
        self.db
            .run("UPDATE load SET state = 'dropped' WHERE id = ?1", &[&load.id])?;
        Ok(())
    }

    /// How many contracts or tokens are there that nobody sees.
    pub(super) fn count_unseen(&self, kind: Loaded) -> Result<u64> {
        let sql = "SELECT coalesce(sum(count), 0) FROM load WHERE state IN ('open', 'dropped') AND kind = ?1";
        self.db.one(sql, &[&kind.as_str()], |row| row.get(0))
    }

    /// The load that nobody sees: there is one at most.
    fn hidden(&self) -> Result<Option<Hidden>> {
        let sql = "SELECT id, kind, mark, first, state, count FROM load WHERE state IN ('open', 'dropped') ORDER BY id";
        self.db.optional(sql, &[], hidden_of)
    }

    /// Has the contracts of a load read by those who know names in memory: each of a few, or all contracts anew.
    fn name_load(&self, hidden: &Hidden) -> Result<()> {
        let beside = u64::try_from(BESIDE).unwrap_or(u64::MAX);
        if hidden.count > beside {
            return self.leap(hidden.first);
        }
        for (slot, _) in self.contracts_of(hidden, beside)? {
            self.name(slot)?;
        }
        Ok(())
    }

    /// Has all names read anew by those who know them in memory. The slot is one that is named otherwise too.
    fn leap(&self, slot: i64) -> Result<()> {
        let sql = "INSERT INTO named (slot, turn) SELECT ?1, coalesce(max(turn), 0) + ?2 FROM named WHERE 1 = 1
                   ON CONFLICT (slot) DO UPDATE SET turn = excluded.turn";
        let far = i64::try_from(BESIDE).unwrap_or(i64::MAX).saturating_add(1);
        self.db.run(sql, &[&slot, &far])?;
        Ok(())
    }

    /// At most so many contracts of a load, with their slots.
    fn contracts_of(&self, hidden: &Hidden, most: u64) -> Result<Vec<(u32, String)>> {
        let sql = "SELECT slot, number FROM contract WHERE slot >= ?1 AND load = ?2 ORDER BY slot LIMIT ?3";
        let values: [&dyn ToValue; 3] = [&hidden.first, &hidden.load.id, &most];
        self.db.all(sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Takes some of what a dropped load has written out again.
    fn sweep(&self, hidden: &Hidden) -> Result<()> {
        let swept = match hidden.load.kind {
            Loaded::Contracts => self.sweep_contracts(hidden)?,
            Loaded::Tokens => self.sweep_tokens(hidden)?,
        };
        let id = hidden.load.id;
        if swept == 0 {
            self.db.run("DELETE FROM batch WHERE load = ?1", &[&id])?;
            self.db
                .run("UPDATE load SET state = 'gone', count = 0 WHERE id = ?1", &[&id])?;
        } else {
            let left = hidden.count.saturating_sub(swept);
            self.db.run("UPDATE load SET count = ?2 WHERE id = ?1", &[&id, &left])?;
        }
        Ok(())
    }

    fn sweep_contracts(&self, hidden: &Hidden) -> Result<u64> {
        let contracts = self.contracts_of(hidden, SWEPT / 4)?;
        for (_, number) in &contracts {
            let sql = r#"DELETE FROM access WHERE login_id IN (SELECT login_id FROM "user" WHERE contract = ?1)"#;
            self.db.run(sql, &[&number.as_str()])?;
        }
        // What is sealed with a user is settled while the user is there.
        self.settle()?;
        for (slot, number) in &contracts {
            let number = number.as_str();
            self.db.run(r#"DELETE FROM "user" WHERE contract = ?1"#, &[&number])?;
            let sql = "UPDATE token SET stock = 'in_stock', contract = NULL WHERE contract = ?1";
            self.db.run(sql, &[&number])?;
            self.forget_pieces(*slot)?;
            self.db.run("DELETE FROM contract WHERE slot = ?1", &[slot])?;
        }
        Ok(contracts.len() as u64)
    }

    fn sweep_tokens(&self, hidden: &Hidden) -> Result<u64> {
        let [mut from, mut to] = [[0; 16], [0xFF; 16]];
        let mark = hidden.mark.unwrap_or_default();
        for end in [&mut from, &mut to] {
            end[..mark.len()].copy_from_slice(&mark);
        }
        let sql = "SELECT id FROM token WHERE id >= ?1 AND id <= ?2 AND load = ?3 ORDER BY id LIMIT ?4";
        let values: [&dyn ToValue; 4] = [&from, &to, &hidden.load.id, &SWEPT];
        let tokens: Vec<[u8; 16]> = self.db.all(sql, &values, |row| row.get(0))?;
        for token in &tokens {
            self.db.run("DELETE FROM seed WHERE token = ?1", &[token])?;
            self.db.run("DELETE FROM token WHERE id = ?1", &[token])?;
        }
        Ok(tokens.len() as u64)
    }
}

#[cfg(test)]
mod tests;
