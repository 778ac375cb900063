//! When the time was confirmed, and what is reckoned anew by it (R2.5).

use super::row::millis;
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::StaffId;

/// No wait after a wrong password is longer than so many milliseconds (R11.6).
const LONGEST_WAIT: i64 = 15 * 60 * 1000;

impl Tx<'_> {
    /// Keeps that the time was confirmed, by the entry that comes next.
    pub fn confirm_clock(&self, at: Instant, by: &StaffId, second: Option<&StaffId>) -> Result<()> {
        let sql = "INSERT INTO clock_confirmed (seq, at, by, second)
                   VALUES ((SELECT count + 1 FROM trail_head), ?1, ?2, ?3)";
        let second = second.map(StaffId::as_str);
        self.db.run(sql, &[&millis(at), &by.as_str(), &second])?;
        Ok(())
    }

    /// Reckons anew what began later than `now`, while the clock was wrong, and says how much that was: closed periods end at
    /// `reopens` at the latest, pauses at `pause`, checks and codes that were accepted begin now, and customers log in again. The
    /// schema allows it in the transaction of a confirmation alone.
    pub fn reckon_anew(&self, now: Instant, reopens: Instant, pause: Instant) -> Result<u64> {
        let (now, wait) = (millis(now), millis(now) + LONGEST_WAIT);
        let changes: [(&str, i64); 5] = [
            (
                r#"UPDATE "user" SET reopens_at = ?1 WHERE reopens_at > ?1"#,
                millis(reopens),
            ),
            ("DELETE FROM login_wait WHERE wait_until > ?1", wait),
            (
                "UPDATE identity_check SET at = ?1 WHERE at > ?1 AND outcome <> 'failed'",
                now,
            ),
            ("UPDATE proof SET at = ?1 WHERE at > ?1 AND used = 0", now),
            ("DELETE FROM session WHERE used_at > ?1", now),
        ];
        let mut count = self.cut_pauses(pause)?;
        for (sql, moment) in changes {
            count += self.db.run(sql, &[&moment])? as u64;
        }
        Ok(count)
    }
}
