//! Finding customers (TKSK001).

use super::contracts::{CONTRACT, contract_of};
use super::{Result, Tx};
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
        let sql = "SELECT slot FROM contract WHERE number = ?1";
        let Some(slot) = self.db.optional(sql, &[&number], |row| row.get::<i64>(0))? else {
            return Ok(());
        };
        let pieces: Vec<_> = parts(case).map(|part| search::pieces(&search::key(part))).collect();
        // A word of its own between parts, so that no question runs over from one into the next.
        self.set_pieces(slot, &pieces.join(" 000000 "))
    }

    /// Contracts that hold the text in any of their parts, in kana order: at most `limit` from `offset` on. One whose
    /// number, login ID or serial is the whole text comes first. An empty text finds all.
    pub fn find(&self, text: &str, offset: u64, limit: u64) -> Result<Found> {
        let key = search::key(text);
        let (total, contracts) = match search::question(&key) {
            None => {
                let sql = format!("SELECT {CONTRACT} FROM contract ORDER BY sort_key, number LIMIT ?1 OFFSET ?2");
                let all = self.db.all(&sql, &[&limit, &offset], contract_of)?;
                (self.count_contracts()?, all)
            }
            Some(question) => {
                let first = self.exactly(text)?;
                let having = self.having(&question, first.as_deref(), offset, limit)?;
                (self.count_having(&question)?, having)
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
        let sql = r#"SELECT number FROM contract WHERE number = ?1
                     UNION ALL SELECT contract FROM "user" WHERE login_id IN (?1, upper(?1))
                     UNION ALL SELECT contract FROM token WHERE serial = ?1 AND contract IS NOT NULL LIMIT 1"#;
        self.db.optional(sql, &[&text], |row| row.get(0))
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
        let case = self.case_as_it_stands(&contract.number)?;
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
}
