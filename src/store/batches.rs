//! Batches of fobs (納品, R15.3): taken in with a load, and released once, against the delivery note.

use super::db::{Row, ToValue};
use super::loads::{Load, UNSEEN};
use super::row::{instant, instant_at, millis, parsed, parsed_if_any};
use super::{Error, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::{BranchCode, Serial, StaffId, TokenId};

/// A batch, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BatchRow {
    /// Its number.
    pub number: u32,
    /// Whose fobs they are.
    pub maker: String,
    /// How many came.
    pub count: u64,
    /// How many of them wait for their release.
    pub waiting: u64,
    /// The branch that receives it.
    pub branch: BranchCode,
    /// Who took it in; nobody of one from before there were batches.
    pub taken_by: Option<StaffId>,
    /// When.
    pub taken_at: Instant,
    /// Who released it.
    pub released_by: Option<StaffId>,
    /// When.
    pub released_at: Option<Instant>,
}

const BATCH: &str =
    "number, maker, count, (SELECT count(*) FROM token WHERE token.batch = number AND stock = 'arrived'),
                     branch, taken_by, taken_at, released_by, released_at";

fn batch_of(row: &Row<'_>) -> Result<BatchRow> {
    Ok(BatchRow {
        number: row.get(0)?,
        maker: row.get(1)?,
        count: row.get(2)?,
        waiting: row.get(3)?,
        branch: parsed(row, 4, BranchCode::parse)?,
        taken_by: parsed_if_any(row, 5, StaffId::parse)?,
        taken_at: instant(row, 6, "batch.taken_at")?,
        released_by: parsed_if_any(row, 7, StaffId::parse)?,
        released_at: instant_at(row, 8, "batch.released_at")?,
    })
}

impl Tx<'_> {
    /// Begins the batch of a load, and gives its number.
    pub fn open_batch(&self, load: Load, branch: &BranchCode, by: &StaffId, at: Instant) -> Result<u32> {
        let sql = "INSERT INTO batch (number, maker, count, branch, taken_by, taken_at, load)
                   SELECT coalesce(max(number), 0) + 1, '', 0, ?1, ?2, ?3, ?4 FROM batch";
        self.db
            .run(sql, &[&branch.as_str(), &by.as_str(), &millis(at), &load.number()])?;
        let sql = "SELECT number FROM batch WHERE load = ?1";
        self.db.one(sql, &[&load.number()], |row| row.get(0))
    }

    /// Says what came with a batch, before its load is shown: how many, the load has counted.
    pub fn close_batch(&self, number: u32, digest: Option<[u8; 32]>, maker: &str) -> Result<()> {
        let sql = "UPDATE batch SET digest = ?2, maker = ?3, count = (SELECT count FROM load WHERE id = batch.load) WHERE number = ?1";
        let values: [&dyn ToValue; 3] = [&number, &digest, &maker];
        match self.db.run(sql, &values)? {
            1 => Ok(()),
            _ => Err(Error::Damaged("batch".into())),
        }
    }

    /// A batch as it stands.
    ///
    /// # Errors
    /// [`Error::Forged`] when it was changed past the program (R12.6).
    fn met_batch(&self, row: &Row<'_>) -> Result<BatchRow> {
        self.met("batch", &[&row.get::<u32>(0)?])?;
        batch_of(row)
    }

    /// The newest batches.
    pub fn batches(&self, most: u64) -> Result<Vec<BatchRow>> {
        let sql = format!("SELECT {BATCH} FROM batch WHERE load NOT IN {UNSEEN} ORDER BY number DESC LIMIT ?1");
        self.db.all(&sql, &[&most], |row| self.met_batch(row))
    }

    /// The batch of that number.
    pub fn batch(&self, number: u32) -> Result<Option<BatchRow>> {
        let sql = format!("SELECT {BATCH} FROM batch WHERE number = ?1 AND load NOT IN {UNSEEN}");
        self.db.optional(&sql, &[&number], |row| self.met_batch(row))
    }

    /// The fobs of a batch that wait for its release, by serial.
    pub fn arrived_in(&self, number: u32) -> Result<Vec<(TokenId, Serial)>> {
        let sql = format!(
            "SELECT id, serial FROM token WHERE batch = ?1 AND stock = 'arrived' AND load NOT IN {UNSEEN} ORDER BY serial"
        );
        self.db.all(&sql, &[&number], |row| {
            Ok((TokenId(row.get(0)?), parsed(row, 1, Serial::parse)?))
        })
    }

    /// Releases a batch, and these fobs of it into the stock of the branch where they lie. What is missing can come later: then
    /// the batch is released already.
    pub fn release(&self, number: u32, fobs: &[TokenId], by: &StaffId, at: Instant) -> Result<()> {
        let sql = "UPDATE batch SET released_by = ?2, released_at = ?3 WHERE number = ?1 AND released_at IS NULL";
        self.db.run(sql, &[&number, &by.as_str(), &millis(at)])?;
        for fob in fobs {
            self.met("token", &[&fob.0])?;
            let sql = "UPDATE token SET stock = 'in_stock' WHERE id = ?1 AND batch = ?2 AND stock = 'arrived'";
            if self.db.run(sql, &[&fob.0, &number])? != 1 {
                return Err(Error::Damaged("a fob that has not arrived was released".into()));
            }
        }
        Ok(())
    }
}
