//! Fobs that should be fetched back before they fail (R15.8): what ends soon, what drifts, and what fails often.

use super::db::ToValue;
use super::loads::UNSEEN;
use super::row::{millis, parsed};
use super::tokens::{BEHIND, COLUMNS, PROMISED, token_of};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, TokenId};

/// A fob with what speaks for fetching it back.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct RecallRow {
    /// The fob.
    #[serde(flatten)]
    pub token: Token,
    /// The batch in which it came.
    pub batch: Option<u32>,
    /// The branch whose matter it is: that of its contract, or where it lies.
    pub at_branch: BranchCode,
    /// Wrong codes of late.
    pub failed: u32,
}

/// From where on a fob is on the list.
#[derive(Clone, Copy, Debug)]
pub struct RecallFrom {
    /// It expires by then.
    pub expires_by: Instant,
    /// Its clock is off by so many steps, to either side.
    pub drift: i64,
    /// So many wrong codes of it came …
    pub failed: u32,
    /// … since then.
    pub failed_since: Instant,
}

/// The day of an instant in Japan: days since 1970.
fn day(at: Instant) -> i64 {
    (millis(at) + 32_400_000).div_euclid(86_400_000)
}

impl Tx<'_> {
    /// Notes that a code of a token was wrong that day; what is older than `kept_since` is looked at no more.
    pub(super) fn note_failure(&self, token: TokenId, at: Instant, kept_since: Instant) -> Result<()> {
        let old = "DELETE FROM code_failure WHERE token = ?1 AND day < ?2";
        self.db.run(old, &[&token.0, &day(kept_since)])?;
        let sql = "INSERT INTO code_failure (token, day, n) VALUES (?1, ?2, 1)
                   ON CONFLICT (token, day) DO UPDATE SET n = code_failure.n + 1";
        self.db.run(sql, &[&token.0, &day(at)])?;
        Ok(())
    }

    /// The fobs that customers and branches have and that should be fetched back, of one branch or of all: the soonest to expire
    /// first, at most so many.
    pub fn to_recall(&self, branch: Option<&BranchCode>, from: RecallFrom, limit: u64) -> Result<Vec<RecallRow>> {
        let sql = format!(
            "SELECT {COLUMNS}, batch,
                    coalesce((SELECT branch_code FROM contract WHERE number = token.contract), token.branch),
                    coalesce((SELECT sum(n) FROM code_failure WHERE code_failure.token = token.id AND day >= ?4), 0)
             FROM token
             WHERE id IN (SELECT id FROM token WHERE expires IS NOT NULL AND stock = 'issued' AND expires <= ?1
                          UNION ALL SELECT id FROM token WHERE stock IN ('arrived', 'in_stock', 'moving') AND expires <= ?1
                          UNION ALL SELECT id FROM token WHERE drift <> 0 AND drift >= ?2
                          UNION ALL SELECT id FROM token WHERE drift <> 0 AND drift <= ?3
                          UNION ALL SELECT token FROM code_failure WHERE day >= ?4)
               AND (expires <= ?1 OR drift >= ?2 OR drift <= ?3
                    OR (SELECT sum(n) FROM code_failure WHERE code_failure.token = token.id AND day >= ?4) >= ?5)
               AND stock IN ('arrived', 'in_stock', 'moving', 'issued') AND load NOT IN {UNSEEN} AND NOT {PROMISED}
               AND (?6 IS NULL OR coalesce((SELECT branch_code FROM contract WHERE number = token.contract), token.branch) = ?6)
             ORDER BY CASE WHEN expires IS NULL THEN 1 ELSE 0 END, expires, serial, maker LIMIT ?7"
        );
        let branch = branch.map(BranchCode::as_str);
        let values: [&dyn ToValue; 7] = [
            &millis(from.expires_by),
            &from.drift,
            &-from.drift,
            &day(from.failed_since),
            &from.failed,
            &branch,
            &limit,
        ];
        self.db.all(&sql, &values, |row| {
            Ok(RecallRow {
                token: token_of(row)?,
                batch: row.get(BEHIND)?,
                at_branch: parsed(row, BEHIND + 1, BranchCode::parse)?,
                failed: row.get(BEHIND + 2)?,
            })
        })
    }
}
