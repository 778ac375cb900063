//! The rows of one contract, and what stands between rows that can't be taken.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashSet};
use std::hash::BuildHasher;

use super::row::Row;
use crate::domain::arrival::{Mistake, NewContract, NewUser, differs};
use crate::domain::contract::Contract;
use crate::domain::refusal::Refusal;
use crate::domain::user::UserKind;
use crate::domain::values::{Maker, Serial};

/// What may stand once in a file: eight bytes for each, under a key that is another in each run. Among a million two that are not
/// one look alike in one run of thirty million, and not in the next.
#[derive(Default)]
pub(super) struct Met {
    key: RandomState,
    known: HashSet<u64>,
}

impl Met {
    /// Notes it. False when it was there.
    pub(super) fn is_new(&mut self, what: &str) -> bool {
        self.known.insert(self.key.hash_one(what))
    }
}

/// What may stand once in a whole file.
#[derive(Default)]
pub(super) struct Once {
    /// The login IDs in small letters: two that differ in case alone are one (R8.3).
    login_ids: Met,
    issued: Met,
}

/// A contract while its rows are read.
#[derive(Default)]
pub(super) struct Gathered {
    contract: Option<NewContract>,
    mistakes: Vec<Mistake>,
}

/// A row that can be read.
struct Taken {
    contract: Contract,
    issued: (Vec<Serial>, BTreeMap<Serial, Maker>),
    user: NewUser,
}

impl Gathered {
    /// Takes a row in.
    pub(super) fn take(&mut self, row: Row<'_>, once: &mut Once) {
        if let Some(taken) = Self::taken(&row, once) {
            self.join(&row, taken, once);
        }
        self.mistakes.extend(row.mistakes());
    }

    /// All of the row, or nothing with every mistake kept.
    fn taken(row: &Row<'_>, once: &mut Once) -> Option<Taken> {
        let contract = row.contract(row.number());
        let issued = row.issued();
        let user = row.user();
        let twice = user
            .as_ref()
            .is_some_and(|user| !once.login_ids.is_new(&user.login_id.as_str().to_ascii_lowercase()));
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

    /// Puts a row to the others.
    fn join(&mut self, row: &Row<'_>, taken: Taken, once: &mut Once) {
        let Taken { contract, issued, user } = taken;
        let (issued, makers) = issued;
        let new = NewContract {
            line: row.line,
            contract,
            issued,
            makers,
            users: vec![],
        };
        let Some(known) = &mut self.contract else {
            if !new.issued.iter().all(|serial| once.issued.is_new(serial.as_str())) {
                row.wrong::<()>("発行トークン", "issued twice");
            }
            self.contract = Some(NewContract {
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

    /// The contract, if every row of it can be taken, and every mistake by its line.
    pub(super) fn finish(mut self) -> (Option<NewContract>, Vec<Mistake>) {
        self.mistakes.sort_by_key(|mistake| mistake.line);
        (self.contract.filter(|_| self.mistakes.is_empty()), self.mistakes)
    }
}

pub(super) fn masters(contract: &NewContract) -> usize {
    let users = contract.users.iter();
    users.filter(|new| new.user.kind == UserKind::Master).count()
}
