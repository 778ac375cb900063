//! The rows of one contract, and what stands between rows that can't be taken.

use std::collections::{BTreeMap, HashSet};

use super::row::Row;
use crate::domain::arrival::{Mistake, NewContract, NewUser, differs};
use crate::domain::contract::Contract;
use crate::domain::refusal::Refusal;
use crate::domain::user::UserKind;
use crate::domain::values::{LoginId, Maker, Serial};
use crate::intake::repeats::Repeated;

/// What stands more than once in a file and may stand once: found before a row is taken, so that nothing is kept of the others.
#[derive(Debug, Default)]
pub(super) struct Suspects {
    /// The login IDs in small letters: two that differ in case alone are one (R8.3).
    pub(super) login_ids: Repeated,
    pub(super) issued: Repeated,
}

/// What may stand once in a whole file, while its rows are taken.
pub(super) struct Once<'a> {
    suspects: &'a Suspects,
    met: &'a mut Met,
}

/// Those of the suspects that were met so far.
#[derive(Default)]
pub(super) struct Met {
    login_ids: HashSet<u64>,
    issued: HashSet<u64>,
}

impl<'a> Once<'a> {
    pub(super) fn of(suspects: &'a Suspects, met: &'a mut Met) -> Self {
        Self { suspects, met }
    }

    /// Notes a login ID. False when it was there.
    fn is_new_user(&mut self, login_id: &LoginId) -> bool {
        let print = self.suspects.login_ids.print(in_small(login_id));
        print.is_none_or(|print| self.met.login_ids.insert(print))
    }

    /// The same of the serial of a fob that is issued.
    fn is_new_fob(&mut self, serial: &Serial) -> bool {
        let print = self.suspects.issued.print(serial.as_str());
        print.is_none_or(|print| self.met.issued.insert(print))
    }
}

/// A login ID as it may stand once.
pub(super) fn in_small(login_id: &LoginId) -> String {
    login_id.as_str().to_ascii_lowercase()
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
    pub(super) fn take(&mut self, row: Row<'_>, once: &mut Once<'_>) {
        if let Some(taken) = Self::taken(&row, once) {
            self.join(&row, taken, once);
        }
        self.mistakes.extend(row.mistakes());
    }

    /// All of the row, or nothing with every mistake kept.
    fn taken(row: &Row<'_>, once: &mut Once<'_>) -> Option<Taken> {
        let contract = row.contract(row.number());
        let issued = row.issued();
        let user = row.user();
        let twice = user.as_ref().is_some_and(|user| !once.is_new_user(&user.login_id));
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
    fn join(&mut self, row: &Row<'_>, taken: Taken, once: &mut Once<'_>) {
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
            if !new.issued.iter().all(|serial| once.is_new_fob(serial)) {
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
