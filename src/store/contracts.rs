//! Contracts, their users, and the changes that rules make to them.

use chrono::NaiveDate;

use super::access::{ACCESS, access_of, service_of};
use super::db::Row;
use super::loads::UNSEEN;
use super::row::{instant_at, millis, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::contract::{Branch, Contract};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::search;
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::{Account, BranchCode, ContractNumber, Kana, LoginId, Name, Phone, PostalAddress, TokenId};

pub(super) const CONTRACT: &str = "number, company, kana, branch_code, branch_name, account, phone, start, version, phone_since, address, address_since, representative, closed";

pub(super) fn contract_of(row: &Row<'_>) -> Result<Contract> {
    Ok(Contract {
        number: parsed(row, 0, ContractNumber::parse)?,
        company: parsed(row, 1, Name::stored)?,
        kana: parsed(row, 2, Kana::parse)?,
        branch: Branch {
            code: parsed(row, 3, BranchCode::parse)?,
            name: parsed(row, 4, Name::stored)?,
        },
        account: parsed(row, 5, Account::parse)?,
        phone: parsed(row, 6, Phone::parse)?,
        phone_since: instant_at(row, 9, "contract.phone_since")?,
        address: parsed_if_any(row, 10, PostalAddress::stored)?,
        address_since: instant_at(row, 11, "contract.address_since")?,
        representative: parsed_if_any(row, 12, Name::stored)?,
        start: parsed(row, 7, day)?,
        closed: parsed_if_any(row, 13, day)?,
        version: row.get(8)?,
    })
}

fn day(text: &str) -> Decision<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Refusal::DateForm)
}

fn user_of(row: &Row<'_>) -> Result<User> {
    let bits: u8 = row.get(4)?;
    let may = |bit: u8| bits & bit != 0;
    Ok(User {
        login_id: parsed(row, 0, LoginId::parse)?,
        name: parsed(row, 1, Name::stored)?,
        kana: parsed(row, 2, Kana::parse)?,
        kind: named(row, 3, |name| {
            [UserKind::Master, UserKind::Admin, UserKind::General]
                .into_iter()
                .find(|kind| kind_name(*kind) == name)
        })?,
        operations: Operations {
            transfer: may(1),
            bulk: may(2),
            pay_easy: may(4),
            administration: may(8),
        },
        access: access_of(row, 8)?,
        service: service_of(row, 8)?,
        token: row.get::<Option<[u8; 16]>>(5)?.map(TokenId),
        registered_at: instant_at(row, 6, "\"user\".registered_at")?,
        reopens_at: instant_at(row, 7, "\"user\".reopens_at")?,
    })
}

pub(super) fn kind_name(kind: UserKind) -> &'static str {
    match kind {
        UserKind::Master => "master",
        UserKind::Admin => "admin",
        UserKind::General => "general",
    }
}

pub(super) fn bits_of(may: Operations) -> u8 {
    u8::from(may.transfer) | u8::from(may.bulk) << 1 | u8::from(may.pay_easy) << 2 | u8::from(may.administration) << 3
}

impl Tx<'_> {
    /// The contract of that number with its users and tokens.
    ///
    /// # Errors
    /// [`Error::Forged`](super::Error::Forged) when something of it was changed past the program (R12.6).
    pub fn case(&self, number: &ContractNumber) -> Result<Option<Case>> {
        self.met_case(number.as_str())?;
        self.case_as_it_stands(number)
    }

    /// [`Tx::case`] whose seal nobody looked at: for what is only searched in.
    pub(super) fn case_as_it_stands(&self, number: &ContractNumber) -> Result<Option<Case>> {
        let sql = format!("SELECT {CONTRACT} FROM contract WHERE number = ?1 AND load NOT IN {UNSEEN}");
        let contract = self.db.optional(&sql, &[&number.as_str()], contract_of)?;
        let Some(contract) = contract else { return Ok(None) };
        let sql = format!(
            r#"SELECT login_id, name, kana, kind, operations, token, registered_at, reopens_at, {ACCESS}
             FROM "user" JOIN access USING (login_id) WHERE contract = ?1 ORDER BY login_id"#
        );
        let users = self.db.all(&sql, &[&number.as_str()], user_of)?;
        let tokens = self.tokens_of(number)?;
        Ok(Some(Case {
            contract,
            users,
            tokens,
        }))
    }

    /// Carries out the changes that a rule decided, counts the contract's version up (R11.3), and makes it findable by its
    /// users as they are then.
    pub fn apply(&self, contract: &ContractNumber, changes: &[Change]) -> Result<()> {
        for change in changes {
            match change {
                Change::Tie { login_id, token, at } => {
                    let sql =
                        r#"UPDATE "user" SET token = ?2, registered_at = ?3, reopens_at = NULL WHERE login_id = ?1"#;
                    self.db.run(sql, &[&login_id.as_str(), &token.0, &millis(*at)])?;
                }
                Change::Untie { login_id, reopens_at } => {
                    let sql =
                        r#"UPDATE "user" SET token = NULL, registered_at = NULL, reopens_at = ?2 WHERE login_id = ?1"#;
                    self.db.run(sql, &[&login_id.as_str(), &millis(*reopens_at)])?;
                }
                Change::MarkLost { token } => {
                    self.db
                        .run("UPDATE token SET stock = 'lost' WHERE id = ?1", &[&token.0])?;
                }
                Change::Issue(issued) => self.issue_on(contract, issued)?,
                Change::TakeBack {
                    token,
                    cause,
                    branch,
                    at,
                } => self.take_back(*token, *cause, branch, *at)?,
                Change::Lift { token } => {
                    let sql =
                        "UPDATE token SET suspended_at = NULL, suspended_for = NULL, wrong_codes = 0 WHERE id = ?1";
                    self.db.run(sql, &[&token.0])?;
                }
                Change::Suspend { token, held, at } => {
                    let sql =
                        "UPDATE token SET suspended_at = coalesce(suspended_at, ?2), suspended_for = ?3 WHERE id = ?1";
                    self.db.run(sql, &[&token.0, &millis(*at), &held.as_str()])?;
                }
                Change::Synchronise { token, drift } => {
                    self.db
                        .run("UPDATE token SET drift = ?2 WHERE id = ?1", &[&token.0, &drift])?;
                }
                Change::Admit { login_id, profile } => self.add_user(contract, login_id, profile)?,
                Change::Amend { login_id, profile } => self.amend_user(contract, login_id, profile)?,
                Change::Remove { login_id, at } => self.remove_user(contract, login_id, *at)?,
                Change::Rewrite { .. } => self.rewrite(contract, change)?,
                Change::Close { on, at, .. } => self.close(contract, *on, *at)?,
                Change::SetMail { login_id, after, .. } => self.set_address(login_id, after.as_ref())?,
                Change::SetService { login_id, service } => self.set_service(login_id, service)?,
            }
        }
        self.touch(contract)?;
        if changes.iter().any(Change::renames)
            && let Some(case) = self.case_as_it_stands(contract)?
        {
            self.index(&case)?;
        }
        Ok(())
    }

    /// Puts what is kept of a contract itself anew, and the accounts that its users may use with it.
    fn rewrite(&self, number: &ContractNumber, change: &Change) -> Result<()> {
        let Some(case) = self.case_as_it_stands(number)? else {
            return Ok(());
        };
        let after = case.apply(std::slice::from_ref(change));
        let contract = &after.contract;
        let sql = "UPDATE contract SET company = ?2, kana = ?3, sort_key = ?4, branch_code = ?5, branch_name = ?6, account = ?7,
                     phone = ?8, phone_since = ?9, address = ?10, address_since = ?11, representative = ?12, start = ?13
                   WHERE number = ?1";
        self.db.run(
            sql,
            &[
                &number.as_str(),
                &contract.company.as_str(),
                &contract.kana.as_str(),
                &search::key(contract.kana.as_str()),
                &contract.branch.code.as_str(),
                &contract.branch.name.as_str(),
                &contract.account.as_str(),
                &contract.phone.as_str(),
                &contract.phone_since.map(millis),
                &contract.address.as_ref().map(PostalAddress::as_str),
                &contract.address_since.map(millis),
                &contract.representative.as_ref().map(Name::as_str),
                &contract.start.to_string(),
            ],
        )?;
        for (user, then) in case.users.iter().zip(&after.users) {
            if user.access != then.access {
                self.set_access(&user.login_id, &then.access)?;
            }
        }
        Ok(())
    }

    /// Closes a contract: nobody is registered there any more, and no payment of it waits.
    fn close(&self, number: &ContractNumber, on: NaiveDate, at: Instant) -> Result<()> {
        let sql = r#"UPDATE "user" SET token = NULL, registered_at = NULL WHERE contract = ?1 AND token IS NOT NULL"#;
        self.db.run(sql, &[&number.as_str()])?;
        self.void_pending(number, at)?;
        let sql = "UPDATE contract SET closed = ?2 WHERE number = ?1";
        self.db.run(sql, &[&number.as_str(), &on.to_string()])?;
        Ok(())
    }

    /// Counts the version of a contract up.
    pub(super) fn touch(&self, contract: &ContractNumber) -> Result<()> {
        self.db.run(
            "UPDATE contract SET version = version + 1 WHERE number = ?1",
            &[&contract.as_str()],
        )?;
        Ok(())
    }
}
