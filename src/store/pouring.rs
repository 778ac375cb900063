//! What comes in with a load, many rows with each statement. It goes so while nothing is in the way of any of them; where something
//! is, the whole transaction is given up, and what comes is written one by one ([`Tx::arrive_contract`] and its like), which tells
//! what it was. The schema's own guards look at each row either way.

use super::access::texts_of;
use super::arrivals::{SealedToken, pieces};
use super::contracts::{bits_of, kind_name};
use super::db::Value;
use super::loads::Load;
use super::row::millis;
use super::tokens::algorithm_name;
use super::{Result, Tx};
use crate::domain::arrival::{NewContract, NewUser};
use crate::domain::calendar::Instant;
use crate::domain::search::key;
use crate::domain::values::{BranchCode, ContractNumber, MailAddress, Name, PostalAddress, TokenId};

/// A contract with what is made of it before it is written, away from the store, since that takes its time.
#[derive(Debug)]
pub struct Arriving {
    /// The contract.
    pub new: NewContract,
    pieces: String,
    sort_key: String,
    start: String,
    /// Of each user.
    access: Vec<[String; 3]>,
}

/// A user to be written: of which contract, who, what they may do as texts, and the token they are registered with.
pub struct Person<'a> {
    contract: &'a ContractNumber,
    new: &'a NewUser,
    access: &'a [String; 3],
    token: Option<(TokenId, Instant)>,
}

impl Arriving {
    /// What is made of a contract.
    ///
    /// # Errors
    /// None that a contract that was read could cause.
    pub fn of(new: NewContract) -> Result<Self> {
        let users = new.users.iter();
        Ok(Self {
            pieces: pieces(&new),
            sort_key: key(new.contract.kana.as_str()),
            start: new.contract.start.to_string(),
            access: users.map(|user| texts_of(&user.user.access)).collect::<Result<_>>()?,
            new,
        })
    }

    /// What it is found by.
    pub fn pieces(&self) -> &str {
        &self.pieces
    }

    /// Its users, each registered with the token that `registered` gives.
    ///
    /// # Errors
    /// What `registered` refuses.
    pub fn people<'a, E>(
        &'a self,
        mut registered: impl FnMut(&NewUser) -> std::result::Result<Option<(TokenId, Instant)>, E>,
        into: &mut Vec<Person<'a>>,
    ) -> std::result::Result<(), E> {
        for (new, access) in self.new.users.iter().zip(&self.access) {
            into.push(Person {
                contract: &self.new.contract.number,
                new,
                access,
                token: registered(new)?,
            });
        }
        Ok(())
    }
}

impl Tx<'_> {
    /// Writes contracts without their users for a load, and gives the slot of the first; the others' follow it.
    pub fn pour_contracts(&self, load: Load, contracts: &[Arriving]) -> Result<u32> {
        let sql = "SELECT coalesce(max(slot), 0) + 1 FROM contract";
        let first: u32 = self.db.one(sql, &[], |row| row.get(0))?;
        let mut rows = Vec::with_capacity(contracts.len());
        for (slot, arriving) in (i64::from(first)..).zip(contracts) {
            let contract = &arriving.new.contract;
            rows.push([
                Value::Integer(slot),
                Value::Text(contract.number.as_str()),
                Value::Text(contract.company.as_str()),
                Value::Text(contract.kana.as_str()),
                Value::Text(&arriving.sort_key),
                Value::Text(contract.branch.code.as_str()),
                Value::Text(contract.branch.name.as_str()),
                Value::Text(contract.account.as_str()),
                Value::Text(contract.phone.as_str()),
                Value::Text(&arriving.start),
                Value::Integer(1),
                if_any(contract.address.as_ref().map(PostalAddress::as_str)),
                if_any(contract.representative.as_ref().map(Name::as_str)),
                Value::Integer(load.id),
            ]);
        }
        let sql = "INSERT INTO contract (slot, number, company, kana, sort_key, branch_code, branch_name, account, phone, start,
                                         version, address, representative, load) VALUES {rows}";
        self.db.insert(sql, &rows)?;
        Ok(first)
    }

    /// Writes users of contracts that have arrived. False when one of them may have a login ID that was somebody's.
    pub fn pour_users(&self, people: &[Person<'_>]) -> Result<bool> {
        // Where the seals know of no such row, and the schema finds none, there was none (R12.6).
        let logins: Vec<_> = people.iter().map(|person| Value::Text(person.login())).collect();
        let removed = "SELECT 1 FROM state_group WHERE part = 'removed_user' AND key IN ({list})";
        if self.db.any_of(removed, &logins)? {
            return Ok(false);
        }
        let registered: Vec<_> = people.iter().map(|p| p.token.map(|(_, at)| millis(at))).collect();
        let (mut users, mut access, mut mails) = (Vec::new(), Vec::new(), Vec::new());
        for (person, registered) in people.iter().zip(&registered) {
            let user = &person.new.user;
            users.push([
                Value::Text(person.login()),
                Value::Text(person.contract.as_str()),
                Value::Text(user.name.as_str()),
                Value::Text(user.kana.as_str()),
                Value::Text(kind_name(user.kind)),
                Value::Integer(bits_of(user.operations).into()),
                person
                    .token
                    .as_ref()
                    .map_or(Value::Null, |(token, _)| Value::Blob(&token.0)),
                registered.map_or(Value::Null, Value::Integer),
            ]);
            let [rights, limits, accounts] = person.access;
            access.push([
                Value::Text(person.login()),
                Value::Text(rights),
                Value::Text(limits),
                Value::Text(accounts),
            ]);
            let mail = person.new.mail.as_ref().map(MailAddress::as_str);
            mails.extend(mail.map(|mail| [Value::Text(person.login()), Value::Text(mail)]));
        }
        let sql = r#"INSERT INTO "user" (login_id, contract, name, kana, kind, operations, token, registered_at) VALUES {rows}"#;
        self.db.insert(sql, &users)?;
        let sql = "INSERT INTO access (login_id, rights, limits, accounts) VALUES {rows}";
        self.db.insert(sql, &access)?;
        let sql = "INSERT INTO address (login_id, mail) VALUES {rows}";
        self.db.insert(sql, &mails)?;
        Ok(true)
    }

    /// Writes tokens with their seeds for a load: they have arrived at that branch, in that batch (R15.3).
    pub fn pour_tokens(
        &self,
        load: Load,
        tokens: &[SealedToken],
        (branch, batch): (&BranchCode, Option<u32>),
    ) -> Result<()> {
        let (mut rows, mut seeds) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(tokens.len()));
        for new in tokens {
            let SealedToken { token, fingerprint, .. } = new;
            let params = token.params;
            let start = i64::try_from(params.start).unwrap_or(i64::MAX);
            rows.push([
                Value::Blob(&token.id.0),
                Value::Text(token.maker.as_str()),
                Value::Text(token.serial.as_str()),
                Value::Text(algorithm_name(params.algorithm)),
                Value::Integer(params.digits.into()),
                Value::Integer(params.period.into()),
                Value::Integer(start),
                token.expires.map_or(Value::Null, |at| Value::Integer(millis(at))),
                Value::Text("arrived"),
                Value::Integer(token.drift),
                token.starts.map_or(Value::Null, |at| Value::Integer(millis(at))),
                Value::Blob(fingerprint),
                Value::Integer(load.id),
                Value::Text(branch.as_str()),
                batch.map_or(Value::Null, |batch| Value::Integer(batch.into())),
                token.last_step.map_or(Value::Null, |step| {
                    Value::Integer(i64::try_from(step).unwrap_or(i64::MAX))
                }),
            ]);
            let (version, sealed) = new.sealed();
            seeds.push([Value::Blob(&token.id.0), Value::Integer(version), Value::Blob(sealed)]);
        }
        let sql =
            "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, expires, stock, drift, starts,
                                fingerprint, load, branch, batch, last_step) VALUES {rows}";
        self.db.insert(sql, &rows)?;
        let sql = "INSERT INTO seed (token, key_version, sealed) VALUES {rows}";
        self.db.insert(sql, &seeds)?;
        Ok(())
    }
}

impl Person<'_> {
    fn login(&self) -> &str {
        self.new.user.login_id.as_str()
    }
}

fn if_any(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Null, Value::Text)
}

#[cfg(test)]
pub(super) mod tests;
