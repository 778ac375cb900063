//! Who sits at a console, and who came to the web banking by an ID that nobody has.

use super::db::ToValue;
use super::row::{instant, millis};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::{SessionId, StaffId};

/// A sitting of a member of the staff at a console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Where.
    pub place: String,
    /// Since when.
    pub began: Instant,
}

impl Tx<'_> {
    /// A member sits down; sittings from before `since` are over.
    pub fn sit_down(&self, key: SessionId, staff: &StaffId, place: &str, now: Instant, since: Instant) -> Result<()> {
        self.db.run("DELETE FROM sitting WHERE began < ?1", &[&millis(since)])?;
        let sql = "INSERT INTO sitting (key, staff, place, began) VALUES (?1, ?2, ?3, ?4)";
        self.db.run(sql, &[&key.0, &staff.as_str(), &place, &millis(now)])?;
        Ok(())
    }

    /// They have left.
    pub fn stand_up(&self, key: SessionId) -> Result<()> {
        self.db.run("DELETE FROM sitting WHERE key = ?1", &[&key.0])?;
        Ok(())
    }

    /// The newest other sitting of that member that has begun since then.
    pub fn other_sitting(&self, key: SessionId, staff: &StaffId, since: Instant) -> Result<Option<Sitting>> {
        let sql = "SELECT place, began FROM sitting WHERE staff = ?1 AND began >= ?2 AND key <> ?3 ORDER BY began DESC LIMIT 1";
        let values: [&dyn ToValue; 3] = [&staff.as_str(), &millis(since), &key.0];
        self.db.optional(sql, &values, |row| {
            Ok(Sitting {
                place: row.get(0)?,
                began: instant(row, 1, "sitting.began")?,
            })
        })
    }

    /// Counts a login from there by an ID that nobody has. Nothing where an entry since `since` tells of it; otherwise how many came after
    /// the last entry.
    pub fn stranger(&self, place: &str, now: Instant, since: Instant) -> Result<Option<u64>> {
        let sql = "UPDATE stranger SET more = more + 1 WHERE place = ?1 AND since > ?2 AND since <= ?3";
        if self.db.run(sql, &[&place, &millis(since), &millis(now)])? == 1 {
            return Ok(None);
        }
        let before = self
            .db
            .optional("SELECT more FROM stranger WHERE place = ?1", &[&place], |row| {
                row.get(0)
            })?;
        let sql = "INSERT INTO stranger (place, since, more) VALUES (?1, ?2, 0)
                   ON CONFLICT (place) DO UPDATE SET since = excluded.since, more = 0";
        self.db.run(sql, &[&place, &millis(now)])?;
        Ok(Some(before.unwrap_or(0)))
    }
}
