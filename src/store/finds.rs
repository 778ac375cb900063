//! Finding customers (TKSK001), and what the day holds (TTOP001).

use rusqlite::OptionalExtension;

use super::contracts::{CONTRACT, contract_of};
use super::row::millis;
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::contract::Contract;
use crate::domain::search;
use crate::domain::values::fold_code;

/// One page of what was found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// How many contracts there are in all.
    pub total: u64,
    /// The place of the first hit in the whole, from 0.
    pub offset: u64,
    /// The hits of this page, in kana order.
    pub hits: Vec<Hit>,
}

/// One contract that was found.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Hit {
    /// The contract.
    pub contract: Contract,
    /// What of it holds the question, where that is not shown anyway: a user's login ID or name, a serial, a number.
    pub matched: Option<String>,
    /// Whether a caution stands on it (R10.5).
    pub cautioned: bool,
}

/// The parts of a case that can be searched for, as they are written.
fn parts(case: &Case) -> impl Iterator<Item = &str> {
    let contract = &case.contract;
    let own = [
        contract.number.as_str(),
        contract.company.as_str(),
        contract.kana.as_str(),
    ];
    let numbers = [contract.phone.as_str(), contract.account.as_str()];
    let users = case
        .users
        .iter()
        .flat_map(|user| [user.login_id.as_str(), user.name.as_str(), user.kana.as_str()]);
    own.into_iter()
        .chain(users)
        .chain(case.tokens.iter().map(|token| token.serial.as_str()))
        .chain(numbers)
}

impl Tx<'_> {
    /// Makes a contract findable by what it holds now.
    pub fn index(&self, case: &Case) -> Result<()> {
        let number = case.contract.number.as_str();
        let slot = self.tx.prepare_cached("SELECT slot FROM contract WHERE number = ?1")?;
        let mut slot = slot;
        let Some(slot) = slot.query_row([number], |row| row.get::<_, i64>(0)).optional()? else {
            return Ok(());
        };
        let pieces: Vec<_> = parts(case).map(|part| search::pieces(&search::key(part))).collect();
        // A word of its own between parts, so that no question runs over from one into the next.
        let pieces = pieces.join(" 000000 ");
        self.tx
            .prepare_cached("DELETE FROM search WHERE rowid = ?1")?
            .execute([slot])?;
        self.tx
            .prepare_cached("INSERT INTO search (rowid, pieces) VALUES (?1, ?2)")?
            .execute((slot, pieces))?;
        Ok(())
    }

    /// Contracts that hold the text in any of their parts, in kana order: at most `limit` from `offset` on. One whose
    /// number, login ID or serial is the whole text comes first. An empty text finds all.
    pub fn find(&self, text: &str, offset: u64, limit: u64) -> Result<Found> {
        let key = search::key(text);
        let columns = CONTRACT
            .split(", ")
            .map(|c| format!("c.{c}"))
            .collect::<Vec<_>>()
            .join(", ");
        let (total, contracts): (u64, Vec<Contract>) = match search::question(&key) {
            None => {
                let total = self
                    .tx
                    .query_row("SELECT count(*) FROM contract", [], |row| row.get(0))?;
                let sql = format!("SELECT {columns} FROM contract c ORDER BY c.sort_key, c.number LIMIT ?1 OFFSET ?2");
                let mut statement = self.tx.prepare_cached(&sql)?;
                (
                    total,
                    statement
                        .query_map((limit, offset), contract_of)?
                        .collect::<rusqlite::Result<_>>()?,
                )
            }
            Some(question) => {
                let sql = "SELECT count(*) FROM search WHERE search MATCH ?1";
                let total = self.tx.prepare_cached(sql)?.query_row([&question], |row| row.get(0))?;
                let sql = format!(
                    "SELECT {columns} FROM search s JOIN contract c ON c.slot = s.rowid WHERE search MATCH ?1
                     ORDER BY c.number IS ?4 DESC, c.sort_key, c.number LIMIT ?2 OFFSET ?3"
                );
                let mut statement = self.tx.prepare_cached(&sql)?;
                (
                    total,
                    statement
                        .query_map((question, limit, offset, self.exactly(text)?), contract_of)?
                        .collect::<rusqlite::Result<_>>()?,
                )
            }
        };
        let hits = contracts
            .into_iter()
            .map(|contract| self.hit(contract, &key))
            .collect::<Result<_>>()?;
        Ok(Found { total, offset, hits })
    }

    /// The number of the contract that a text names in full.
    fn exactly(&self, text: &str) -> Result<Option<String>> {
        let text = fold_code(text);
        let sql = "SELECT number FROM contract WHERE number = ?1
                   UNION ALL SELECT contract FROM user WHERE login_id IN (?1, upper(?1))
                   UNION ALL SELECT contract FROM token WHERE serial = ?1 AND contract IS NOT NULL LIMIT 1";
        Ok(self
            .tx
            .prepare_cached(sql)?
            .query_row([text], |row| row.get(0))
            .optional()?)
    }

    fn hit(&self, contract: Contract, key: &str) -> Result<Hit> {
        let cautioned = self.caution(&contract.number)?.is_some();
        let shown = [
            contract.number.as_str(),
            contract.company.as_str(),
            contract.kana.as_str(),
        ];
        if key.is_empty() || shown.iter().any(|part| search::key(part).contains(key)) {
            return Ok(Hit {
                contract,
                matched: None,
                cautioned,
            });
        }
        let case = self.case(&contract.number)?;
        let matched = case.as_ref().and_then(|case| {
            let user = |u: &&crate::domain::user::User| search::key(u.kana.as_str()).contains(key);
            let by_kana = || case.users.iter().find(user).map(|u| u.name.to_string());
            let part = parts(case).find(|part| search::key(part).contains(key));
            by_kana().or_else(|| part.map(str::to_owned))
        });
        Ok(Hit {
            contract,
            matched,
            cautioned,
        })
    }

    /// How many tokens are suspended now.
    pub fn count_suspended(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM token WHERE suspended_at IS NOT NULL AND stock = 'issued'";
        Ok(self.tx.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many users are in their closed period.
    pub fn count_closed(&self, now: Instant) -> Result<u64> {
        Ok(self.tx.query_row(
            "SELECT count(*) FROM user WHERE reopens_at > ?1",
            [millis(now)],
            |row| row.get(0),
        )?)
    }

    /// How many issued tokens expire from `now` until before `until`.
    pub fn count_expiring(&self, now: Instant, until: Instant) -> Result<u64> {
        let sql = "SELECT count(*) FROM token WHERE expires > ?1 AND expires <= ?2 AND stock = 'issued'";
        Ok(self.tx.query_row(sql, (millis(now), millis(until)), |row| row.get(0))?)
    }

    /// The first moment after `now` at which [`Tx::count_closed`] or [`Tx::count_expiring`] changes by itself, when
    /// tokens are counted that expire from `now` until before `until`.
    pub fn next_turn(&self, now: Instant, until: Instant) -> Result<Option<Instant>> {
        let sql = "SELECT min(at) FROM (
                       SELECT min(reopens_at) AS at FROM user WHERE reopens_at > ?1
                       UNION ALL SELECT min(expires) FROM token WHERE expires > ?1 AND stock = 'issued'
                       UNION ALL SELECT min(expires) - (?2 - ?1) FROM token WHERE expires > ?2 AND stock = 'issued')";
        let at: Option<i64> = self.tx.query_row(sql, (millis(now), millis(until)), |row| row.get(0))?;
        Ok(at.and_then(Instant::from_timestamp_millis))
    }

    /// How many contracts there are.
    pub fn count_contracts(&self) -> Result<u64> {
        Ok(self
            .tx
            .query_row("SELECT count(*) FROM contract", [], |row| row.get(0))?)
    }
}
