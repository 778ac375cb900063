//! The books of a training bank: accounts, what moved on them, and how payments are approved.

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::calendar::Instant;
use crate::domain::payment::Modes;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{Account, ContractNumber, Name, in_threes};
use crate::store::{Kind, Tx};

/// What is opened for one contract.
#[derive(Clone, Debug)]
pub struct NewBooks {
    /// The contract.
    pub contract: ContractNumber,
    /// How its payments are approved; none leaves it as it is.
    pub modes: Option<Modes>,
    /// Its accounts.
    pub accounts: Vec<NewAccount>,
}

/// An account with what has moved on it, from a balance of nothing, oldest first.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The account.
    pub account: Account,
    /// What moved.
    pub entries: Vec<BookEntry>,
}

/// One movement.
#[derive(Clone, Debug)]
pub struct BookEntry {
    /// When.
    pub at: Instant,
    /// Yen; what went out is negative.
    pub amount: i64,
    /// The other side.
    pub text: Name,
}

impl Desk {
    /// Opens the books of a training bank. A live store keeps no balances: there the bank's own systems do. An account that is
    /// not the representative one may be used by the users who administer the contract; they give it to others (BRSK006).
    ///
    /// # Errors
    /// E1205 on a live store, E0201 no such contract, E0527 an account that is kept already, E0516 a balance that would fall
    /// below nothing; then none of it is opened.
    pub fn open_accounts(&mut self, session: &Session, books: &[NewBooks]) -> Result<(), Error> {
        let is_live = self.kind() == Kind::Live;
        let about = About {
            action: "open_accounts",
            detail: books.iter().map(|one| one.accounts.len()).sum::<usize>().to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, _| {
            if is_live {
                return Err(Refusal::TrainingOnly.into());
            }
            for one in books {
                open(tx, one)?;
            }
            Ok(Settled::new(Ok(())))
        })
    }
}

fn open(tx: &Tx<'_>, books: &NewBooks) -> Result<(), Error> {
    let number = &books.contract;
    let Some(case) = tx.case(number)? else {
        let number = number.to_string();
        return Err(Refusal::NoContract { number }.into());
    };
    if let Some(modes) = books.modes {
        tx.set_modes(number, modes)?;
    }
    for NewAccount { account, entries } in &books.accounts {
        if !tx.open_account(number, account)? {
            let account = account.to_string();
            return Err(Refusal::AccountExists { account }.into());
        }
        for entry in entries {
            let moved = tx.move_money(number, account, entry.amount, entry.at, entry.text.as_str(), None)?;
            if moved.is_none() {
                let balance = in_threes(tx.balance(number, account)?.unwrap_or_default());
                return Err(Refusal::BalanceShort { balance }.into());
            }
        }
    }
    for user in case.users.iter().filter(|user| user.kind.administers()) {
        let mut access = user.access.clone();
        access
            .accounts
            .extend(books.accounts.iter().map(|new| new.account.clone()));
        if access != user.access {
            tx.set_access(&user.login_id, &access)?;
        }
    }
    Ok(())
}
