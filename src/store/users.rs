//! Users who come, change and go (BRSK006), and the login IDs that are used up.

use std::collections::BTreeSet;

use super::contracts::{bits_of, kind_name};
use super::row::{millis, parsed};
use super::sqlite::in_any_case;
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::contract::Contract;
use crate::domain::members::Profile;
use crate::domain::values::{Account, ContractNumber, LoginId};

impl Tx<'_> {
    /// Whether that login ID is taken in the whole service, or was once: none is given twice, nor one that differs from it
    /// only in capitals and small letters.
    pub fn login_id_taken(&self, login_id: &LoginId) -> Result<bool> {
        self.met("removed_user", &[&login_id.as_str()])?;
        let same = in_any_case("login_id", "?1");
        let sql = format!(r#"SELECT 1 FROM "user" WHERE {same} UNION ALL SELECT 1 FROM removed_user WHERE {same}"#);
        self.db.any(&sql, &[&login_id.as_str()])
    }

    /// The accounts of a company: the representative one, and those whose balance is kept here.
    pub fn own_accounts(&self, contract: &Contract) -> Result<BTreeSet<Account>> {
        let sql = "SELECT account FROM account WHERE contract = ?1";
        let kept = self
            .db
            .all(sql, &[&contract.number.as_str()], |row| parsed(row, 0, Account::parse))?;
        let mut own = BTreeSet::from_iter(kept);
        own.insert(contract.account.clone());
        Ok(own)
    }

    pub(super) fn add_user(&self, contract: &ContractNumber, login_id: &LoginId, profile: &Profile) -> Result<()> {
        let sql = r#"INSERT INTO "user" (login_id, contract, name, kana, kind, operations)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)"#;
        self.write_user(sql, contract, login_id, profile)
    }

    pub(super) fn amend_user(&self, contract: &ContractNumber, login_id: &LoginId, profile: &Profile) -> Result<()> {
        let sql = r#"UPDATE "user" SET name = ?3, kana = ?4, kind = ?5, operations = ?6 WHERE login_id = ?1 AND contract = ?2"#;
        self.write_user(sql, contract, login_id, profile)
    }

    fn write_user(&self, sql: &str, contract: &ContractNumber, login_id: &LoginId, profile: &Profile) -> Result<()> {
        self.db.run(
            sql,
            &[
                &login_id.as_str(),
                &contract.as_str(),
                &profile.name.as_str(),
                &profile.kana.as_str(),
                &kind_name(profile.kind),
                &bits_of(profile.operations),
            ],
        )?;
        self.set_access(login_id, &profile.access)
    }

    /// Removes a user with everything that is theirs; the login ID is kept as one that was given.
    pub(super) fn remove_user(&self, contract: &ContractNumber, login_id: &LoginId, at: Instant) -> Result<()> {
        let sql = "INSERT INTO removed_user (login_id, contract, at) VALUES (?1, ?2, ?3)";
        self.db
            .run(sql, &[&login_id.as_str(), &contract.as_str(), &millis(at)])?;
        let sql = r#"DELETE FROM "user" WHERE login_id = ?1 AND contract = ?2"#;
        self.db.run(sql, &[&login_id.as_str(), &contract.as_str()])?;
        Ok(())
    }
}
