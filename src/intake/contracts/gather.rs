//! The rows of a file, contract by contract, and what stands between rows that can't be taken.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::row::Row;
use crate::domain::arrival::{Mistake, NewContract, NewUser, differs};
use crate::domain::contract::Contract;
use crate::domain::refusal::Refusal;
use crate::domain::user::UserKind;
use crate::domain::values::{ContractNumber, Maker, Serial};

/// A file while it is read.
#[derive(Default)]
pub(super) struct Gathered {
    contracts: Vec<NewContract>,
    places: HashMap<ContractNumber, usize>,
    /// The login IDs in small letters: two that differ in case alone are one (R8.3).
    login_ids: HashSet<String>,
    issued: HashSet<Serial>,
    /// Contracts of which a row can't be taken: none of their rows is.
    refused: HashSet<ContractNumber>,
    /// What can't be taken.
    pub(super) mistakes: Vec<Mistake>,
}

/// A row that can be read.
struct Taken {
    contract: Contract,
    issued: (Vec<Serial>, BTreeMap<Serial, Maker>),
    user: NewUser,
}

impl Gathered {
    /// Takes a row in, and gives the contract that it names.
    pub(super) fn take(&mut self, row: Row<'_>) -> Option<ContractNumber> {
        let number = row.number();
        if let Some(taken) = self.taken(&row, number.clone()) {
            self.join(&row, taken);
        }
        let mistakes = row.mistakes();
        if let Some(number) = number.clone().filter(|_| !mistakes.is_empty()) {
            self.refused.insert(number);
        }
        self.mistakes.extend(mistakes);
        number
    }

    /// All of the row, or nothing with every mistake kept.
    fn taken(&mut self, row: &Row<'_>, number: Option<ContractNumber>) -> Option<Taken> {
        let contract = row.contract(number);
        let issued = row.issued();
        let user = row.user();
        let twice = user
            .as_ref()
            .is_some_and(|user| !self.login_ids.insert(user.login_id.as_str().to_ascii_lowercase()));
        if twice {
            row.wrong::<()>("ログインID", "twice in the file");
        }
        let registered = row.registered();
        if let (Some((issued, _)), Some(Some((serial, _)))) = (&issued, &registered)
            && !issued.contains(serial)
        {
            row.wrong::<()>("シリアル番号", "not issued to this contract");
        }
        let mail = row.mail();
        Some(Taken {
            contract: contract?,
            issued: issued?,
            user: NewUser {
                line: row.line,
                user: user?,
                mail: mail?,
                registered: registered?,
            },
        })
    }

    /// Puts a row to those of its contract.
    fn join(&mut self, row: &Row<'_>, taken: Taken) {
        let Taken { contract, issued, user } = taken;
        let (issued, makers) = issued;
        let new = NewContract {
            line: row.line,
            contract,
            issued,
            makers,
            users: vec![],
        };
        let place = self.places.get(&new.contract.number);
        let Some(known) = place.and_then(|place| self.contracts.get_mut(*place)) else {
            if !new.issued.iter().all(|serial| self.issued.insert(serial.clone())) {
                row.wrong::<()>("発行トークン", "issued twice");
            }
            self.places.insert(new.contract.number.clone(), self.contracts.len());
            self.contracts.push(NewContract {
                users: vec![user],
                ..new
            });
            return;
        };
        for column in differs(known, &new) {
            let refusal = Refusal::RowDiffers {
                line: row.line,
                column: column.into(),
                other: known.line,
            };
            row.refuse::<()>(column, refusal);
        }
        if user.user.kind == UserKind::Master && masters(known) > 0 {
            row.wrong::<()>("利用者区分", "a second master");
        }
        known.users.push(user);
    }

    /// The contracts of which every row can be taken, and every mistake by its line.
    pub(super) fn finish(mut self) -> (Vec<NewContract>, Vec<Mistake>) {
        let refused = &self.refused;
        self.contracts
            .retain(|contract| !refused.contains(&contract.contract.number));
        self.mistakes.sort_by_key(|mistake| mistake.line);
        (self.contracts, self.mistakes)
    }
}

pub(super) fn masters(contract: &NewContract) -> usize {
    let users = contract.users.iter();
    users.filter(|new| new.user.kind == UserKind::Master).count()
}
