//! Countings of drawers (棚卸, R15.7) and what they found.

use std::collections::BTreeSet;

use super::db::{Row, ToValue};
use super::loads::UNSEEN;
use super::row::{instant, instant_at, millis, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::stock::{Counted, Difference, Expected};
use crate::domain::values::{BranchCode, Maker, Reason, Serial, StaffId};

/// A counting.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CountRow {
    /// Its number.
    pub number: u64,
    /// The branch.
    pub branch: BranchCode,
    /// When it was counted.
    pub counted_at: Instant,
    /// By whom.
    pub counted_by: StaffId,
    /// When it was signed.
    pub signed_at: Instant,
    /// By whom.
    pub signed_by: StaffId,
    /// How many were there as the store says.
    pub present: u64,
    /// What it found otherwise.
    pub differences: Vec<DifferenceRow>,
}

/// What a counting found otherwise than the store says.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DifferenceRow {
    /// The number of the counting.
    pub count: u64,
    /// 無 or 余分.
    pub kind: Difference,
    /// The serial.
    pub serial: Serial,
    /// When it was counted.
    pub counted_at: Instant,
    /// The explanation, once there is one.
    pub explained: Option<String>,
    /// When that was given.
    pub explained_at: Option<Instant>,
    /// Who took it.
    pub explained_by: Option<StaffId>,
}

const DIFFERENCE: &str =
    "count_difference.count, count_difference.kind, count_difference.serial, stock_count.counted_at,
        count_difference.explained, count_difference.explained_at, count_difference.explained_by
     FROM count_difference JOIN stock_count ON stock_count.number = count_difference.count";

fn difference_of(row: &Row<'_>) -> Result<DifferenceRow> {
    Ok(DifferenceRow {
        count: row.get(0)?,
        kind: named(row, 1, Difference::from_name)?,
        serial: parsed(row, 2, Serial::parse)?,
        counted_at: instant(row, 3, "stock_count.counted_at")?,
        explained: row.get(4)?,
        explained_at: instant_at(row, 5, "count_difference.explained_at")?,
        explained_by: parsed_if_any(row, 6, StaffId::parse)?,
    })
}

impl Tx<'_> {
    /// The fobs that should lie in the drawer of a branch: in stock, not released yet, back, or issued and still to be given out.
    pub fn drawer(&self, branch: &BranchCode) -> Result<Vec<Expected>> {
        let sql = format!(
            "SELECT serial, maker FROM token
             WHERE id IN (SELECT id FROM token WHERE branch = ?1 AND stock IN ('arrived', 'in_stock', 'returned')
                          UNION SELECT id FROM token WHERE branch = ?1 AND stock = 'lost' AND handed_in IS NOT NULL
                          UNION SELECT token FROM issue WHERE from_stock = ?1
                                AND delivery IN ('application', 'to_hand', 'to_send', 'sent') AND delivery <> 'sent')
               AND load NOT IN {UNSEEN} ORDER BY serial, maker"
        );
        self.db.all(&sql, &[&branch.as_str()], |row| {
            Ok(Expected {
                serial: parsed(row, 0, Serial::parse)?,
                maker: parsed(row, 1, Maker::parse)?,
            })
        })
    }

    /// Those of these serials to which something was done since, by the entries of the trail that name them.
    pub fn handled_since(&self, serials: &BTreeSet<&Serial>, since: Instant) -> Result<BTreeSet<Serial>> {
        let sql = "SELECT 1 FROM trail_word JOIN trail ON trail.seq = trail_word.seq
                   WHERE trail_word.word = ?1 AND trail.at >= ?2 AND trail.result = 'done'
                     AND trail.action IN ('approve', 'return_token', 'hand_in', 'undelivered', 'scrap', 'move_token', 'receive_token',
                                          'write_off', 'hand_over', 'send_token', 'import_tokens')";
        let mut found = BTreeSet::new();
        for serial in serials {
            if self.db.any(sql, &[&serial.as_str(), &millis(since)])? {
                found.insert((*serial).clone());
            }
        }
        Ok(found)
    }

    /// Keeps a counting with what it found.
    pub fn add_count(
        &self,
        (branch, counted): (&BranchCode, &Counted),
        (counted_by, counted_at): (&StaffId, Instant),
        (signed_by, signed_at): (&StaffId, Instant),
    ) -> Result<()> {
        let present = u64::try_from(counted.present).unwrap_or(u64::MAX);
        let number: u64 = self
            .db
            .one("SELECT coalesce(max(number), 0) + 1 FROM stock_count", &[], |row| {
                row.get(0)
            })?;
        let sql = "INSERT INTO stock_count (number, branch, counted_at, counted_by, signed_at, signed_by, present)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values: [&dyn ToValue; 7] = [
            &number,
            &branch.as_str(),
            &millis(counted_at),
            &counted_by.as_str(),
            &millis(signed_at),
            &signed_by.as_str(),
            &present,
        ];
        self.db.run(sql, &values)?;
        let missing = counted.missing.iter();
        let missing = missing.map(|fob| (Difference::Missing, &fob.serial, fob.maker.as_str()));
        let extra = counted.extra.iter().map(|serial| (Difference::Extra, serial, ""));
        let sql = "INSERT INTO count_difference (count, kind, serial, maker) VALUES (?1, ?2, ?3, ?4)";
        for (kind, serial, maker) in missing.chain(extra) {
            self.db.run(sql, &[&number, &kind.as_str(), &serial.as_str(), &maker])?;
        }
        Ok(())
    }

    /// The newest countings of a branch, each with what it found.
    pub fn counts_of(&self, branch: &BranchCode, limit: u64) -> Result<Vec<CountRow>> {
        let sql = "SELECT number, branch, counted_at, counted_by, signed_at, signed_by, present FROM stock_count
                   WHERE branch = ?1 ORDER BY counted_at DESC, number DESC LIMIT ?2";
        let mut counts = self.db.all(sql, &[&branch.as_str(), &limit], |row| {
            Ok(CountRow {
                number: row.get(0)?,
                branch: parsed(row, 1, BranchCode::parse)?,
                counted_at: instant(row, 2, "stock_count.counted_at")?,
                counted_by: parsed(row, 3, StaffId::parse)?,
                signed_at: instant(row, 4, "stock_count.signed_at")?,
                signed_by: parsed(row, 5, StaffId::parse)?,
                present: row.get(6)?,
                differences: Vec::new(),
            })
        })?;
        let sql = format!(
            "SELECT {DIFFERENCE} WHERE count_difference.count = ?1 ORDER BY count_difference.kind DESC, count_difference.serial"
        );
        for count in &mut counts {
            count.differences = self.db.all(&sql, &[&count.number], difference_of)?;
        }
        Ok(counts)
    }

    /// Differences of a branch's countings that nobody has explained, the oldest first.
    pub fn open_differences(&self, branch: &BranchCode, limit: u64) -> Result<Vec<DifferenceRow>> {
        let sql = format!(
            "SELECT {DIFFERENCE} WHERE count_difference.explained IS NULL AND stock_count.branch = ?1
             ORDER BY count_difference.count, count_difference.kind DESC, count_difference.serial LIMIT ?2"
        );
        self.db.all(&sql, &[&branch.as_str(), &limit], difference_of)
    }

    /// Explains the open differences of that serial at a branch; gives how many there were.
    pub fn explain_difference(
        &self,
        (branch, serial): (&BranchCode, &Serial),
        why: &Reason,
        by: &StaffId,
        now: Instant,
    ) -> Result<usize> {
        let sql = "UPDATE count_difference SET explained = ?3, explained_at = ?4, explained_by = ?5
                   WHERE explained IS NULL AND serial = ?2 AND count IN (SELECT number FROM stock_count WHERE branch = ?1)";
        let values: [&dyn ToValue; 5] = [
            &branch.as_str(),
            &serial.as_str(),
            &why.as_str(),
            &millis(now),
            &by.as_str(),
        ];
        self.db.run(sql, &values)
    }
}
