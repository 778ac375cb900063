//! New contracts of a file, with their users, their tokens out of stock, and the registrations that exist already.

use std::collections::BTreeMap;

use super::Imported;
use crate::desk::Error;
use crate::desk::load::{Preparing, Taking};
use crate::domain::arrival::{NewContract, NewUser, differs};
use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::Token;
use crate::domain::values::{Serial, TokenId};
use crate::store::{Arriving, Beginning, ContractCame, InStock, Load, Tx};

/// Contracts are written as they come, with what is made of them before.
pub(super) struct Finding;

impl Preparing for Finding {
    type Item = NewContract;
    type Row = Arriving;
    const AT_ONCE: usize = 150;

    fn prepare(&mut self, contract: NewContract) -> Result<Arriving, Error> {
        Ok(Arriving::of(contract)?)
    }

    fn mark(&self) -> Option<Beginning> {
        None
    }

    fn rows(arriving: &Arriving) -> usize {
        arriving.new.users.len()
    }
}

#[derive(Default)]
pub(super) struct Contracts {
    imported: Imported,
    /// Those that have no master yet, by number, with the line on which they begin.
    without: BTreeMap<String, u64>,
}

impl Taking for Contracts {
    type Row = Arriving;

    fn pour(&mut self, tx: &Tx<'_>, load: Load, contracts: &[Arriving]) -> Result<Option<usize>, Error> {
        if contracts.iter().any(|arriving| arriving.new.contract.closed.is_some()) {
            return Ok(None);
        }
        let first = tx.pour_contracts(load, contracts)?;
        let mut people = Vec::new();
        for arriving in contracts {
            let issued = issue(tx, load, &arriving.new)?;
            arriving.people(|user| registered(user, &issued), &mut people)?;
        }
        if !tx.pour_users(&people)? {
            return Ok(None);
        }
        for (slot, arriving) in (first..).zip(contracts) {
            tx.add_pieces(slot, arriving.pieces())?;
            self.count(&arriving.new);
            self.imported.users += arriving.new.users.len();
        }
        Ok(Some(contracts.len()))
    }

    fn take(&mut self, tx: &Tx<'_>, load: Load, contracts: &[Arriving]) -> Result<usize, Error> {
        let mut slots = BTreeMap::new();
        let mut again = Vec::new();
        for arriving in contracts {
            let new = &arriving.new;
            if new.contract.closed.is_some() {
                return Err(refused(new.line, "解約日", "closed before it was opened"));
            }
            match tx.arrive_contract(load, &new.contract)? {
                ContractCame::New(slot) => {
                    let issued = issue(tx, load, new)?;
                    self.people(tx, load, new, &issued)?;
                    slots.insert(slot, arriving.pieces());
                    self.count(new);
                }
                ContractCame::Again(slot) => {
                    let issued = self.same_again(tx, load, new)?;
                    self.people(tx, load, new, &issued)?;
                    again.push(slot);
                }
                ContractCame::Taken => {
                    let number = new.contract.number.to_string();
                    let reason = Refusal::ContractExists { number };
                    return Err(refused(new.line, "契約番号", reason.code()));
                }
            }
        }
        // The index of pieces is written out at each statement's end, so it comes last.
        for (slot, pieces) in &slots {
            tx.add_pieces(*slot, pieces)?;
        }
        for slot in again {
            tx.index_again(load, slot)?;
        }
        Ok(slots.len())
    }

    fn whole(&self) -> Decision<()> {
        match self.without.values().min() {
            None => Ok(()),
            Some(line) => Err(Refusal::RowRefused {
                line: *line,
                column: "利用者区分".to_owned(),
                reason: "no master".to_owned(),
            }),
        }
    }

    fn imported(&self) -> Imported {
        self.imported
    }
}

impl Contracts {
    /// Counts a contract that was not there before.
    fn count(&mut self, new: &NewContract) {
        self.imported.contracts += 1;
        self.imported.tokens += new.issued.len();
        if new.master().is_none() {
            self.without.insert(new.contract.number.to_string(), new.line);
        }
    }

    fn people(
        &mut self,
        tx: &Tx<'_>,
        load: Load,
        new: &NewContract,
        issued: &[(Serial, TokenId)],
    ) -> Result<(), Error> {
        for user in &new.users {
            let token = registered(user, issued)?;
            if tx.login_id_taken(&user.user.login_id)? {
                let login_id = user.user.login_id.to_string();
                let twice = Refusal::NamedTwice { login_id };
                let reason = if tx.has_brought(load, &user.user.login_id)? {
                    "twice in the file"
                } else {
                    twice.code()
                };
                return Err(refused(user.line, "ログインID", reason));
            }
            tx.arrive_user(&new.contract.number, user, token)?;
        }
        self.imported.users += new.users.len();
        Ok(())
    }

    /// More of a contract that has come already: it must be the same. Gives the tokens that were issued to it.
    fn same_again(&mut self, tx: &Tx<'_>, load: Load, new: &NewContract) -> Result<Vec<(Serial, TokenId)>, Error> {
        let number = &new.contract.number;
        let Some((known, tokens, has_master)) = tx.arrived_contract(load, number)? else {
            let number = number.to_string();
            return Err(Refusal::NoContract { number }.into());
        };
        let known = NewContract {
            contract: known,
            // Which tokens it has is not kept in the order of a file, nor by whose maker they were meant.
            issued: if same_serials(&tokens, &new.issued) {
                new.issued.clone()
            } else {
                tokens.iter().map(|token| token.serial.clone()).collect()
            },
            makers: new.makers.clone(),
            ..new.clone()
        };
        if let Some(column) = differs(&known, new).first() {
            return Err(refused(new.line, column, "differs from an earlier row"));
        }
        if let Some(master) = new.master() {
            if has_master {
                return Err(refused(master.line, "利用者区分", "a second master"));
            }
            self.without.remove(number.as_str());
        }
        Ok(tokens.into_iter().map(|token| (token.serial, token.id)).collect())
    }
}

fn same_serials(tokens: &[Token], issued: &[Serial]) -> bool {
    tokens.len() == issued.len() && tokens.iter().all(|token| issued.contains(&token.serial))
}

/// Issues the tokens of a contract out of stock, and gives which they are.
fn issue(tx: &Tx<'_>, load: Load, new: &NewContract) -> Result<Vec<(Serial, TokenId)>, Error> {
    let number = &new.contract.number;
    let mut issued = Vec::with_capacity(new.issued.len());
    for serial in &new.issued {
        match tx.in_stock(load, serial, new.makers.get(serial))? {
            InStock::One(token) if tx.issue(token, number)? => issued.push((serial.clone(), token)),
            InStock::Arrived => return Err(refused(new.line, "発行トークン", "its batch is not released")),
            InStock::Issued => return Err(refused(new.line, "発行トークン", "issued twice")),
            // Two makers may have used one serial; which of the two was issued can't be told then.
            _ => return Err(refused(new.line, "発行トークン", Refusal::TokenUnknown.code())),
        }
    }
    Ok(issued)
}

/// The registration of a user, with one of the tokens that were issued to the contract.
fn registered(user: &NewUser, issued: &[(Serial, TokenId)]) -> Result<Option<(TokenId, Instant)>, Error> {
    let Some((serial, at)) = &user.registered else {
        return Ok(None);
    };
    match issued.iter().find(|(known, _)| known == serial) {
        Some((_, token)) => Ok(Some((*token, *at))),
        None => Err(refused(user.line, "シリアル番号", Refusal::TokenUnknown.code())),
    }
}

fn refused(line: u64, column: &str, reason: &str) -> Error {
    Error::Refused(Refusal::RowRefused {
        line,
        column: column.to_owned(),
        reason: reason.to_owned(),
    })
}
