//! The list of fobs (TZAI001): by state, branch, batch and expiry, the soonest to expire first, with figures that agree with it.

use super::db::ToValue;
use super::loads::UNSEEN;
use super::row::{millis, named, parsed_if_any};
use super::tokens::{BEHIND, COLUMNS, StockRow, token_of};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, Serial};

/// The contracts of a load that nobody sees. What is issued to one of them is in no list until it is there: not in stock, where
/// nobody could have it, nor issued.
const PROMISED_TO: &str = "(SELECT c.number FROM load JOIN contract c ON c.slot >= load.first AND c.load = load.id
    WHERE load.state IN ('open', 'dropped'))";

/// Which fobs are wanted. What is none is not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of that state.
    pub stock: Option<Stock>,
    /// At that branch, or last at that branch.
    pub branch: Option<BranchCode>,
    /// Of that batch.
    pub batch: Option<u32>,
    /// That expire by then, or have.
    pub expires_by: Option<Instant>,
    /// Of that serial, whoever made it.
    pub serial: Option<Serial>,
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct StockPage {
    /// How many there are in all.
    pub total: u64,
    /// The place of the first one of the page, from 0.
    pub offset: u64,
    /// The fobs.
    pub tokens: Vec<StockRow>,
}

/// How many fobs of a state lie at a branch.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct StockCount {
    /// The state.
    pub stock: Stock,
    /// The branch; none for what lies at none.
    pub branch: Option<BranchCode>,
    /// How many.
    pub count: u64,
}

/// The conditions of a statement, and its values.
struct WhereClause {
    sql: String,
    values: Vec<Box<dyn ToValue>>,
}

impl WhereClause {
    fn of(wanted: &Wanted) -> Self {
        let mut asked = Self {
            sql: format!("load NOT IN {UNSEEN}"),
            values: Vec::new(),
        };
        if let Some(serial) = &wanted.serial {
            asked.and("serial =", serial.to_string());
        }
        if let Some(batch) = wanted.batch {
            asked.and("batch =", batch);
        }
        match wanted.stock {
            Some(stock) => asked.and("stock =", stock.as_str().to_owned()),
            // Every state by its name, so that an index of states answers.
            None if wanted.serial.is_none() && wanted.batch.is_none() => {
                let all: Vec<_> = Stock::ALL.iter().map(|stock| format!("'{}'", stock.as_str())).collect();
                asked.sql = format!("{} AND stock IN ({})", asked.sql, all.join(", "));
            }
            None => {}
        }
        if let Some(branch) = &wanted.branch {
            asked.and("branch =", branch.to_string());
        }
        if let Some(by) = wanted.expires_by {
            asked.and("expires <=", millis(by));
        }
        asked
    }

    fn and(&mut self, condition: &str, value: impl ToValue + 'static) {
        self.values.push(Box::new(value));
        self.sql = format!("{} AND {condition} ?{}", self.sql, self.values.len());
    }

    fn values(&self) -> Vec<&dyn ToValue> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}

impl Tx<'_> {
    /// A page of the fobs that are wanted: the soonest to expire first, then by serial; those that never expire come last.
    pub fn stock_page(&self, wanted: &Wanted, offset: u64, limit: u64) -> Result<StockPage> {
        let asked = WhereClause::of(wanted);
        let ending = self.count_fobs(&asked, "expires IS NOT NULL")?;
        let mut tokens = self.some_fobs(&asked, "expires IS NOT NULL", offset, limit)?;
        let mut lasting = 0;
        if wanted.expires_by.is_none() {
            lasting = self.count_fobs(&asked, "expires IS NULL")?;
            let left = limit.saturating_sub(tokens.len() as u64);
            tokens.extend(self.some_fobs(&asked, "expires IS NULL", offset.saturating_sub(ending), left)?);
        }
        Ok(StockPage {
            total: ending + lasting,
            offset,
            tokens,
        })
    }

    /// How many fobs a branch has in stock, if those are fewer than `level`. No more of them are looked at.
    pub fn fewer_in_stock(&self, branch: &BranchCode, level: u32) -> Result<Option<u64>> {
        let Some(last) = level.checked_sub(1) else {
            return Ok(None);
        };
        let here = format!("FROM token WHERE stock = 'in_stock' AND branch = ?1 AND load NOT IN {UNSEEN}");
        let sql = format!("SELECT 1 {here} LIMIT 1 OFFSET ?2");
        if self.db.any(&sql, &[&branch.as_str(), &last])? {
            return Ok(None);
        }
        let sql = format!("SELECT count(*) {here}");
        self.db.one(&sql, &[&branch.as_str()], |row| row.get(0)).map(Some)
    }

    /// How many fobs there are of each state at each branch.
    pub fn stock_counts(&self) -> Result<Vec<StockCount>> {
        let sql =
            format!("SELECT stock, branch, count(*) FROM token WHERE load NOT IN {UNSEEN} GROUP BY stock, branch");
        let mut counts = self.db.all(&sql, &[], |row| {
            Ok(StockCount {
                stock: named(row, 0, Stock::from_name)?,
                branch: parsed_if_any(row, 1, BranchCode::parse)?,
                count: row.get(2)?,
            })
        })?;
        let sql = format!(
            "SELECT branch, count(*) FROM token WHERE contract IN {PROMISED_TO} AND stock = 'issued' AND load NOT IN {UNSEEN}
             GROUP BY branch"
        );
        let promised = self.db.all(&sql, &[], |row| {
            Ok((parsed_if_any(row, 0, BranchCode::parse)?, row.get::<u64>(1)?))
        })?;
        for (branch, promised) in promised {
            let issued = counts.iter_mut().filter(|of| of.stock == Stock::Issued);
            for of in issued.filter(|of| of.branch == branch) {
                of.count = of.count.saturating_sub(promised);
            }
        }
        counts.retain(|of| of.count > 0);
        Ok(counts)
    }

    /// How many are wanted, by an index alone, but those that are promised.
    fn count_fobs(&self, asked: &WhereClause, ends: &str) -> Result<u64> {
        let count = |and: &str| {
            let sql = format!("SELECT count(*) FROM token WHERE {} AND {ends}{and}", asked.sql);
            self.db.one(&sql, &asked.values(), |row| row.get::<u64>(0))
        };
        let all = count("")?;
        let promised = count(&format!(" AND stock = 'issued' AND contract IN {PROMISED_TO}"))?;
        Ok(all.saturating_sub(promised))
    }

    fn some_fobs(&self, asked: &WhereClause, ends: &str, offset: u64, limit: u64) -> Result<Vec<StockRow>> {
        let mut values = asked.values();
        let (limit_at, offset_at) = (values.len() + 1, values.len() + 2);
        let sql = format!(
            r#"SELECT {COLUMNS}, (SELECT count(*) FROM "user" WHERE "user".token = token.id), batch
               FROM token WHERE {} AND {ends} AND NOT (stock = 'issued' AND contract IN {PROMISED_TO})
               ORDER BY expires, serial, maker LIMIT ?{limit_at} OFFSET ?{offset_at}"#,
            asked.sql
        );
        values.extend([&limit as &dyn ToValue, &offset]);
        self.db.all(&sql, &values, |row| {
            Ok(StockRow {
                token: token_of(row)?,
                users: row.get(BEHIND)?,
                batch: row.get(BEHIND + 1)?,
            })
        })
    }
}

#[cfg(test)]
mod tests;
