//! Taking in contracts and tokens (R15). What is in a file comes in whole or not at all.

use serde::Serialize;

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::arrival::{Ending, NewContract, NewToken};
use crate::domain::case::Change;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Duty;
use crate::domain::token::Stock;
use crate::store::Tx;

/// What was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Contracts.
    pub contracts: usize,
    /// Their users.
    pub users: usize,
    /// Tokens, into stock or out of it to a contract.
    pub tokens: usize,
    /// What of the tokens that were taken into stock is over, or soon will be.
    #[serde(flatten)]
    pub ending: Ending,
}

impl Desk {
    /// Takes tokens into stock, each with its seed sealed. What the intake refused to read is an attempt too and comes
    /// here as it is (R12.1).
    ///
    /// # Errors
    /// Those of the intake; E1406 when maker and serial are there already: a token is never re-seeded (R15.2); E1434 when the
    /// seed is that of another one, of the file or of the store.
    pub fn import_tokens(&mut self, session: &Session, tokens: Decision<Vec<NewToken>>) -> Result<Imported, Error> {
        let about = About {
            action: "import_tokens",
            detail: tokens.as_ref().map_or(0, Vec::len).to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, ground| {
            let tokens = tokens?;
            let mut ending = Ending::default();
            for token in &tokens {
                let serial = token.serial.to_string();
                if let Some(other) = tx.has_seed_of(token, ground.seal)? {
                    let other = other.to_string();
                    return Err(Refusal::SeedOfAnother { serial, other }.into());
                }
                ending.count(token.expires, ground.now, ground.policy);
                if tx
                    .add_token(token, &ground.who.branch.code, ground.seal, ground.entropy)?
                    .is_none()
                {
                    return Err(Refusal::TokenExists { serial }.into());
                }
            }
            Ok(Settled::new(Ok(Imported {
                contracts: 0,
                users: 0,
                tokens: tokens.len(),
                ending,
            })))
        })
    }

    /// Takes contracts in, with their users, their tokens out of stock, and the registrations that exist already.
    ///
    /// # Errors
    /// Those of the intake; E1401 with the line of the first row that can't be taken, and why.
    pub fn import_contracts(
        &mut self,
        session: &Session,
        contracts: Decision<Vec<NewContract>>,
    ) -> Result<Imported, Error> {
        let about = About {
            action: "import_contracts",
            detail: contracts.as_ref().map_or(0, Vec::len).to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, _| {
            let contracts = contracts?;
            for new in &contracts {
                take(tx, new)?;
            }
            let users = contracts.iter().map(|new| new.users.len()).sum();
            let tokens = contracts.iter().map(|new| new.issued.len()).sum();
            Ok(Settled::new(Ok(Imported {
                contracts: contracts.len(),
                users,
                tokens,
                ending: Ending::default(),
            })))
        })
    }
}

fn take(tx: &Tx<'_>, new: &NewContract) -> Result<(), Error> {
    let number = &new.contract.number;
    let refuse = |line, column: &str, reason: Refusal| {
        Error::Refused(Refusal::RowRefused {
            line,
            column: column.to_owned(),
            reason: reason.code().to_owned(),
        })
    };
    for user in &new.users {
        if tx.login_id_taken(&user.user.login_id)? {
            let login_id = user.user.login_id.to_string();
            return Err(refuse(user.line, "ログインID", Refusal::NamedTwice { login_id }));
        }
    }
    if !tx.add_contract(new)? {
        return Err(refuse(
            new.line,
            "契約番号",
            Refusal::ContractExists {
                number: number.to_string(),
            },
        ));
    }
    for serial in &new.issued {
        // Two makers may have used one serial; which of the two was issued can't be told then.
        let in_stock: Vec<_> = tx
            .tokens_with(serial)?
            .into_iter()
            .filter(|r| r.token.stock == Stock::InStock)
            .filter(|r| new.makers.get(serial).is_none_or(|maker| r.token.maker == *maker))
            .collect();
        match in_stock.as_slice() {
            [row] if tx.issue(row.token.id, number)? => {}
            _ => return Err(refuse(new.line, "発行トークン", Refusal::TokenUnknown)),
        }
    }
    let case = super::plan::load(tx, number)?;
    let mut changes = Vec::new();
    for user in &new.users {
        if let Some((serial, at)) = &user.registered {
            let token = case
                .token_by_serial(serial)
                .map_err(|reason| refuse(user.line, "シリアル番号", reason))?;
            changes.push(Change::Tie {
                login_id: user.user.login_id.clone(),
                token: token.id,
                at: *at,
            });
        }
    }
    if !changes.is_empty() {
        tx.apply(number, &changes)?;
    }
    tx.index(&case)?;
    Ok(())
}
