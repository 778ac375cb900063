//! What comes in with a load, row by row. Nobody sees it yet, so what is there already is looked for among all rows: those of the
//! load itself, those that everybody sees, and no others, since there is one load at a time.

use secrecy::ExposeSecret;

use super::contracts::{CONTRACT, bits_of, contract_of, kind_name};
use super::db::ToValue;
use super::keys::SealKey;
use super::loads::{Load, UNSEEN};
use super::row::{millis, parsed};
use super::tokens::algorithm_name;
use super::{Result, Tx};
use crate::domain::arrival::{NewContract, NewToken, NewUser};
use crate::domain::calendar::Instant;
use crate::domain::contract::Contract;
use crate::domain::search::{Entry, key};
use crate::domain::token::{Stock, Token};
use crate::domain::values::{BranchCode, ContractNumber, LoginId, Maker, Name, PostalAddress, Serial, TokenId};
use crate::entropy::Entropy;

/// What became of a contract that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractCame {
    /// It is written, in that slot.
    New(u32),
    /// The load has brought it already.
    Again(u32),
    /// Its number is taken.
    Taken,
}

/// What became of a token that comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenCame {
    /// It is written.
    New,
    /// The load has brought it already.
    Again,
    /// Maker and serial are there already.
    Taken,
    /// Its seed is that of the token with this serial.
    SeedOf(Serial),
}

/// What a serial names when its token is to be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InStock {
    /// One token in stock.
    One(TokenId),
    /// One that the load has issued already.
    Issued,
    /// One whose batch nobody has released (R15.3).
    Arrived,
    /// No token in stock, or several: which of them can't be told.
    None,
}

/// A token with its seed sealed: what is slow about taking it in is done.
#[derive(Debug)]
pub struct SealedToken {
    /// The token.
    pub token: Token,
    pub(super) fingerprint: [u8; 16],
    key_version: i64,
    sealed: Vec<u8>,
}

impl SealedToken {
    /// Seals the seed of a new token of that id, for the store of that identity.
    pub fn of(new: NewToken, id: TokenId, store: [u8; 16], key: &SealKey, entropy: &mut dyn Entropy) -> Result<Self> {
        let seed = new.seed;
        let token = Token {
            id,
            maker: new.maker,
            serial: new.serial,
            params: new.params,
            starts: new.starts,
            expires: new.expires,
            stock: Stock::Arrived,
            contract: None,
            branch: None,
            came_back: None,
            handed_in: None,
            wrong_codes: 0,
            suspended_at: None,
            held: None,
            last_step: new.last_step,
            drift: new.drift,
        };
        Ok(Self {
            fingerprint: key.fingerprint(store, seed.expose_secret()),
            key_version: key.version(),
            sealed: key.seal(store, &token, seed.expose_secret(), entropy)?,
            token,
        })
    }

    /// The version of the key, and the sealed seed.
    pub(super) fn sealed(&self) -> (i64, &[u8]) {
        (self.key_version, &self.sealed)
    }
}

/// What a contract that comes in is found by.
pub(super) fn pieces(new: &NewContract) -> String {
    let contract = &new.contract;
    let names = |new: &NewUser| {
        [
            new.user.login_id.to_string(),
            new.user.name.to_string(),
            new.user.kana.to_string(),
        ]
    };
    let entry = Entry {
        slot: 0,
        number: contract.number.to_string(),
        company: contract.company.to_string(),
        kana: contract.kana.to_string(),
        branch: contract.branch.code.to_string(),
        account: contract.account.to_string(),
        phone: contract.phone.to_string(),
        users: new.users.iter().flat_map(names).collect(),
        serials: new.issued.iter().map(Serial::to_string).collect(),
    };
    entry.pieces()
}

impl Tx<'_> {
    /// Writes a contract without its users for a load.
    pub fn arrive_contract(&self, load: Load, contract: &Contract) -> Result<ContractCame> {
        let sql = "INSERT INTO contract (number, company, kana, sort_key, branch_code, branch_name, account, phone, start, version,
                                          address, representative, load)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11, ?12) ON CONFLICT (number) DO NOTHING RETURNING slot";
        let values: [&dyn ToValue; 12] = [
            &contract.number.as_str(),
            &contract.company.as_str(),
            &contract.kana.as_str(),
            &key(contract.kana.as_str()),
            &contract.branch.code.as_str(),
            &contract.branch.name.as_str(),
            &contract.account.as_str(),
            &contract.phone.as_str(),
            &contract.start.to_string(),
            &contract.address.as_ref().map(PostalAddress::as_str),
            &contract.representative.as_ref().map(Name::as_str),
            &load.id,
        ];
        if let Some(slot) = self.db.optional(sql, &values, |row| row.get(0))? {
            return Ok(ContractCame::New(slot));
        }
        let sql = "SELECT slot FROM contract WHERE number = ?1 AND load = ?2";
        let own = self
            .db
            .optional(sql, &[&contract.number.as_str(), &load.id], |row| row.get(0))?;
        Ok(own.map_or(ContractCame::Taken, ContractCame::Again))
    }

    /// A contract as a load has brought it, with the tokens that it has issued to it, and whether a master came with it.
    pub fn arrived_contract(
        &self,
        load: Load,
        number: &ContractNumber,
    ) -> Result<Option<(Contract, Vec<Token>, bool)>> {
        let sql = format!("SELECT {CONTRACT} FROM contract WHERE load = ?2 AND number = ?1");
        let contract = self.db.optional(&sql, &[&number.as_str(), &load.id], contract_of)?;
        let Some(contract) = contract else { return Ok(None) };
        let sql = r#"SELECT 1 FROM "user" WHERE contract = ?1 AND kind = 'master'"#;
        let has_master = self.db.any(sql, &[&number.as_str()])?;
        Ok(Some((contract, self.tokens_of(number)?, has_master)))
    }

    /// Writes a user of a contract that has arrived, registered with that token or with none.
    pub fn arrive_user(
        &self,
        contract: &ContractNumber,
        new: &NewUser,
        token: Option<(TokenId, Instant)>,
    ) -> Result<()> {
        let user = &new.user;
        let sql = r#"INSERT INTO "user" (login_id, contract, name, kana, kind, operations, token, registered_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"#;
        let values: [&dyn ToValue; 8] = [
            &user.login_id.as_str(),
            &contract.as_str(),
            &user.name.as_str(),
            &user.kana.as_str(),
            &kind_name(user.kind),
            &bits_of(user.operations),
            &token.map(|(token, _)| token.0),
            &token.map(|(_, at)| millis(at)),
        ];
        self.db.run(sql, &values)?;
        self.set_access(&user.login_id, &user.access)?;
        match &new.mail {
            Some(mail) => self.add_address(&user.login_id, mail),
            None => Ok(()),
        }
    }

    /// Whether a load has brought a user of that login ID.
    pub fn has_brought(&self, load: Load, login_id: &LoginId) -> Result<bool> {
        let sql = r#"SELECT 1 FROM "user" JOIN contract ON number = contract WHERE login_id = ?1 AND load = ?2"#;
        self.db.any(sql, &[&login_id.as_str(), &load.id])
    }

    /// The token of that serial, and of that maker if it is named, that can be issued to a contract of a load. [`Tx::issue`] issues it: for all others it stays in
    /// stock until the load is shown.
    pub fn in_stock(&self, load: Load, serial: &Serial, maker: Option<&Maker>) -> Result<InStock> {
        let sql = format!(
            "SELECT id, stock, EXISTS (SELECT 1 FROM contract c WHERE c.number = token.contract AND c.load = ?2)
             FROM token WHERE serial = ?1 AND (?3 IS NULL OR maker = ?3) AND load NOT IN {UNSEEN}"
        );
        let values: [&dyn ToValue; 3] = [&serial.as_str(), &load.id, &maker.map(Maker::as_str)];
        let found = self.db.all(&sql, &values, |row| {
            Ok((row.get(0)?, row.get::<String>(1)?, row.get::<bool>(2)?))
        })?;
        let in_stock = found.iter().filter(|(_, stock, _)| *stock == Stock::InStock.as_str());
        let ids: Vec<[u8; 16]> = in_stock.map(|(id, ..)| *id).collect();
        Ok(match ids.as_slice() {
            [id] => InStock::One(TokenId(*id)),
            [] if found.iter().any(|(_, _, own)| *own) => InStock::Issued,
            [] if found.iter().any(|(_, stock, _)| stock == Stock::Arrived.as_str()) => InStock::Arrived,
            _ => InStock::None,
        })
    }

    /// Writes a contract with its users for a load, none of them registered, and makes it findable. False when its number is
    /// taken.
    pub fn bring(&self, load: Load, new: &NewContract) -> Result<bool> {
        let ContractCame::New(slot) = self.arrive_contract(load, &new.contract)? else {
            return Ok(false);
        };
        for user in &new.users {
            self.arrive_user(&new.contract.number, user, None)?;
        }
        self.count_load(load, 1)?;
        self.add_pieces(slot, &pieces(new))?;
        Ok(true)
    }

    /// Opens a contract by hand with its users, none of them registered, and makes it findable: it is of no load. False when its
    /// number is taken, also by a load that nobody sees yet.
    pub fn open_contract(&self, new: &NewContract) -> Result<bool> {
        let ContractCame::New(slot) = self.arrive_contract(Load::NONE, &new.contract)? else {
            return Ok(false);
        };
        for user in &new.users {
            self.arrive_user(&new.contract.number, user, None)?;
        }
        self.add_pieces(slot, &pieces(new))?;
        self.name(slot)?;
        Ok(true)
    }

    /// Makes the contract in that slot, of which more has come, findable by all of it.
    pub fn index_again(&self, load: Load, slot: u32) -> Result<()> {
        let mut found = Vec::new();
        let from = "contract c WHERE c.slot = ?2 AND c.load = ?3";
        self.walk_names(from, &[&slot, &load.id], &mut |entry| {
            found.push(entry);
            Ok(std::ops::ControlFlow::Continue(()))
        })?;
        for entry in found {
            self.set_pieces(slot, &entry.pieces())?;
        }
        Ok(())
    }

    /// Writes a token with its seed for a load: it has arrived at that branch, in that batch (R15.3). What is there is never re-seeded (R15.2), and a seed is known again by its keyed
    /// fingerprint alone; of a token that was taken in before version 4 of the store there is none until its seed is sealed anew.
    pub fn arrive_token(
        &self,
        load: Load,
        new: &SealedToken,
        (branch, batch): (&BranchCode, Option<u32>),
    ) -> Result<TokenCame> {
        let SealedToken { token, fingerprint, .. } = new;
        let sql = "SELECT serial FROM token WHERE fingerprint = ?1 AND NOT (maker = ?2 AND serial = ?3)";
        let values: [&dyn ToValue; 3] = [fingerprint, &token.maker.as_str(), &token.serial.as_str()];
        if let Some(serial) = self.db.optional(sql, &values, |row| parsed(row, 0, Serial::parse))? {
            return Ok(TokenCame::SeedOf(serial));
        }
        let sql =
            "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, expires, stock, drift, starts,
                     fingerprint, load, branch, batch, last_step)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'arrived', ?9, ?10, ?11, ?12, ?13, ?14, ?15)
                   ON CONFLICT (maker, serial) DO NOTHING";
        let params = token.params;
        let start = i64::try_from(params.start).unwrap_or(i64::MAX);
        let values: [&dyn ToValue; 15] = [
            &token.id.0,
            &token.maker.as_str(),
            &token.serial.as_str(),
            &algorithm_name(params.algorithm),
            &params.digits,
            &params.period,
            &start,
            &token.expires.map(millis),
            &token.drift,
            &token.starts.map(millis),
            fingerprint,
            &load.id,
            &branch.as_str(),
            &batch,
            &token.last_step,
        ];
        if self.db.run(sql, &values)? == 0 {
            let sql = "SELECT 1 FROM token WHERE maker = ?1 AND serial = ?2 AND load = ?3";
            let values: [&dyn ToValue; 3] = [&token.maker.as_str(), &token.serial.as_str(), &load.id];
            let own = self.db.any(sql, &values)?;
            return Ok(if own { TokenCame::Again } else { TokenCame::Taken });
        }
        let sql = "INSERT INTO seed (token, key_version, sealed) VALUES (?1, ?2, ?3)";
        self.db.run(sql, &[&token.id.0, &new.key_version, &new.sealed])?;
        Ok(TokenCame::New)
    }
}
