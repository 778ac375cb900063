//! What became of requests, until whoever asked has looked, and whoever took them over (R11.7).

use super::approvals::{COLUMNS, Waits, request_of};
use super::db::ToValue;
use super::row::{millis, parsed};
use super::{Request, Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::{RequestId, StaffId};

/// A request that ended, or waited longer than it might: what its maker has not looked at. Who took it back knows that; who took it
/// over does not.
const NEWS: &str = "(status IN ('returned', 'withdrawn', 'done') OR (status = 'waiting' AND NOT (made_at >= ?1 AND NOT EXISTS (SELECT 1 FROM branch_day
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

    /// How many requests of theirs and of those they took over wait, and of how many they have yet to see what became.
    pub fn count_of_list(&self, whose: &StaffId, waits: Waits) -> Result<(u64, u64)> {
        let sql = format!(
            "SELECT count(*) FILTER (WHERE NOT {NEWS}), count(*) FILTER (WHERE {NEWS}) FROM request
             WHERE id IN (SELECT request FROM unseen_result WHERE staff = ?3)"
        );
        let of: [&dyn ToValue; 3] = [&millis(waits.since), &waits.today, &whose.as_str()];
        self.db.one(&sql, &of, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// What becomes of what one member has yet to see is from now on to reach another too. Gives the requests; none that the other made,
    /// or took over before.
    pub fn take_over(&self, from: &StaffId, by: &StaffId, at: Instant) -> Result<Vec<RequestId>> {
        let sql = "SELECT id FROM request WHERE id IN (SELECT request FROM unseen_result WHERE staff = ?1) AND made_by <> ?2
                   AND NOT EXISTS (SELECT 1 FROM taken_over WHERE taken_over.request = request.id AND taken_over.staff = ?2)
                   ORDER BY made_at";
        let values: [&dyn ToValue; 2] = [&from.as_str(), &by.as_str()];
        let requests = self.db.all(sql, &values, |row| Ok(RequestId(row.get(0)?)))?;
        for request in &requests {
            let sql = "INSERT INTO taken_over (request, staff, at) VALUES (?1, ?2, ?3)";
            self.db.run(sql, &[&request.0, &by.as_str(), &millis(at)])?;
            self.watch_request(*request, by)?;
        }
        Ok(requests)
    }

    /// Who took a request over, the first first.
    pub fn takers(&self, request: RequestId) -> Result<Vec<StaffId>> {
        let sql = "SELECT staff FROM taken_over WHERE request = ?1 ORDER BY at, staff";
        self.db.all(sql, &[&request.0], |row| parsed(row, 0, StaffId::parse))
    }

    /// Their requests of the day and those of before that wait or that they have not looked at, with those that they took over, the
    /// newest first, each with whether it is news. The day begins `today`.
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
                OR id IN (SELECT request FROM taken_over WHERE staff = ?3 AND at >= ?4)
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
