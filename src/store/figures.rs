//! What the day holds (TTOP001), in figures.

use super::loads::Loaded;
use super::row::millis;
use super::tokens::PROMISED;
use super::{Result, Tx};
use crate::domain::calendar::Instant;

impl Tx<'_> {
    /// How many tokens are suspended now.
    pub fn count_suspended(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM token WHERE suspended_at IS NOT NULL AND stock = 'issued'";
        self.db.one(sql, &[], |row| row.get(0))
    }

    /// How many users are in their closed period.
    pub fn count_closed(&self, now: Instant) -> Result<u64> {
        self.db.one(
            r#"SELECT count(*) FROM "user" WHERE reopens_at > ?1"#,
            &[&millis(now)],
            |row| row.get(0),
        )
    }

    /// How many issued tokens expire from `now` until before `until`.
    pub fn count_expiring(&self, now: Instant, until: Instant) -> Result<u64> {
        let sql = format!(
            "SELECT count(*) FROM token WHERE expires > ?1 AND expires <= ?2 AND stock = 'issued' AND NOT {PROMISED}"
        );
        self.db.one(&sql, &[&millis(now), &millis(until)], |row| row.get(0))
    }

    /// The first moment after `now` at which [`Tx::count_closed`] or [`Tx::count_expiring`] changes by itself, when
    /// tokens are counted that expire from `now` until before `until`.
    pub fn next_turn(&self, now: Instant, until: Instant) -> Result<Option<Instant>> {
        let sql = r#"SELECT min(at) FROM (
                       SELECT min(reopens_at) AS at FROM "user" WHERE reopens_at > ?1
                       UNION ALL SELECT min(expires) FROM token WHERE expires > ?1 AND stock = 'issued'
                       UNION ALL SELECT min(expires) - (?2 - ?1) FROM token WHERE expires > ?2 AND stock = 'issued'
                     ) AS turn"#;
        let at: Option<i64> = self.db.one(sql, &[&millis(now), &millis(until)], |row| row.get(0))?;
        Ok(at.and_then(Instant::from_timestamp_millis))
    }

    /// How many contracts there are.
    pub fn count_contracts(&self) -> Result<u64> {
        let all: u64 = self.db.one("SELECT count(*) FROM contract", &[], |row| row.get(0))?;
        Ok(all.saturating_sub(self.count_unseen(Loaded::Contracts)?))
    }
}
