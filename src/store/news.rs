//! What became of requests, until whoever asked has looked (R11.7).

use super::approvals::{COLUMNS, Waits, request_of};
use super::db::ToValue;
use super::row::millis;
use super::{Request, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::{RequestId, StaffId};

/// A request that ended, or waited longer than it might: what its maker has not looked at.
const NEWS: &str = "(status IN ('returned', 'done') OR (status = 'waiting' AND NOT (made_at >= ?1 AND NOT EXISTS (SELECT 1 FROM branch_day
                      WHERE branch_day.branch = request.branch AND day > (made_at + 32400000) / 86400000 AND day < ?2))))";

impl Tx<'_> {
    /// A request of that member of the staff was made: what becomes of it is to reach them.
    pub fn watch_request(&self, request: RequestId, whose: &StaffId) -> Result<()> {
        let sql = "INSERT INTO unseen_result (request, staff) VALUES (?1, ?2)";
        self.db.run(sql, &[&request.0, &whose.as_str()])?;
        Ok(())
    }

    /// They know what became of it; whether they had yet to look.
    pub fn result_seen(&self, request: RequestId, whose: &StaffId) -> Result<bool> {
        let sql = "DELETE FROM unseen_result WHERE request = ?1 AND staff = ?2";
        Ok(self.db.run(sql, &[&request.0, &whose.as_str()])? == 1)
    }

    /// Their requests of the day and those of before that wait or that they have not looked at, the newest first, each with
    /// whether it is news. The day begins `today`.
    pub fn own_requests(
        &self,
        whose: &StaffId,
        waits: Waits,
        today: Instant,
        limit: u64,
    ) -> Result<Vec<(Request, bool)>> {
        let sql = format!(
            "SELECT {COLUMNS}, id IN (SELECT request FROM unseen_result WHERE staff = ?3) AND {NEWS} AS is_news FROM request
             WHERE (made_by = ?3 AND made_at >= ?4) OR id IN (SELECT request FROM unseen_result WHERE staff = ?3)
             ORDER BY made_at DESC LIMIT ?5"
        );
        let of: [&dyn ToValue; 5] = [
            &millis(waits.since),
            &waits.today,
            &whose.as_str(),
            &millis(today),
            &limit,
        ];
        self.db.all(&sql, &of, |row| Ok((request_of(row)?, row.get(18)?)))
    }

    /// What there is to be told to them, the oldest first.
    pub fn news(&self, whose: &StaffId, waits: Waits, limit: u64) -> Result<Vec<Request>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM request WHERE id IN (SELECT request FROM unseen_result WHERE staff = ?3) AND {NEWS}
             ORDER BY made_at LIMIT ?4"
        );
        let of: [&dyn ToValue; 4] = [&millis(waits.since), &waits.today, &whose.as_str(), &limit];
        self.db.all(&sql, &of, request_of)
    }

    /// How much of it there is.
    pub fn count_news(&self, whose: &StaffId, waits: Waits) -> Result<u64> {
        let sql = format!(
            "SELECT count(*) FROM request WHERE id IN (SELECT request FROM unseen_result WHERE staff = ?3) AND {NEWS}"
        );
        let of: [&dyn ToValue; 3] = [&millis(waits.since), &waits.today, &whose.as_str()];
        self.db.one(&sql, &of, |row| row.get(0))
    }
}
