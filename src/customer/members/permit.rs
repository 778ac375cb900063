//! The permissions of the manual's table: the four operations of R5.1 and the rights beside them, in rows.

use std::collections::BTreeSet;

use crate::domain::access::Right;
use crate::domain::gate::Operation;
use crate::domain::members::Profile;
use crate::domain::user::Operations;
use crate::words::{MembersPermitWords, place};

/// One permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::customer) enum Permit {
    /// One that needs a token (R5.1).
    Operation(Operation),
    /// One that needs none.
    Right(Right),
}

use Permit::{Operation as Op, Right as Ri};

/// The rows of the table. Where a row goes on, it has the name of the one above.
pub(in crate::customer) const ROWS: [&[Permit]; 9] = [
    &[Op(Operation::Transfer), Ri(Right::PresetTransfer)],
    &[Ri(Right::RegisteredTransfer), Ri(Right::SameDay)],
    &[Ri(Right::Payees), Ri(Right::AllTransactions)],
    &[Op(Operation::Bulk)],
    &[Op(Operation::PayEasy)],
    &[Ri(Right::Approve)],
    &[ADMINISTRATION],
    &[Ri(Right::AllHistory)],
    &[Ri(Right::Densai)],
];

/// ユーザ・トークン管理, which not everybody can have.
pub(in crate::customer) const ADMINISTRATION: Permit = Op(Operation::Administration);

impl Permit {
    /// All of them, in the order of the table.
    pub(in crate::customer) fn all() -> impl Iterator<Item = Self> {
        ROWS.into_iter().flatten().copied()
    }

    /// What a form knows it by.
    pub(in crate::customer) fn key(self) -> String {
        match self {
            Op(operation) => operation.as_str().to_owned(),
            Ri(right) => format!("{right:?}"),
        }
    }

    /// The row it stands in.
    pub(in crate::customer) fn row(self, words: &MembersPermitWords) -> &str {
        match self {
            Op(Operation::Transfer)
            | Ri(
                Right::PresetTransfer
                | Right::RegisteredTransfer
                | Right::SameDay
                | Right::Payees
                | Right::AllTransactions,
            ) => words.transfer,
            Op(Operation::Bulk) => words.bulk,
            Op(Operation::PayEasy) => words.pay_easy,
            Op(Operation::Administration) => words.management,
            Ri(Right::Approve) => words.approve,
            Ri(Right::AllHistory) => words.history,
            Ri(Right::Densai) => words.densai,
        }
    }

    /// Its name within the row.
    pub(in crate::customer) fn name(self, words: &MembersPermitWords) -> &str {
        match self {
            Op(Operation::Transfer) => words.at_will,
            Op(Operation::Bulk) => words.bulk_request,
            Op(Operation::PayEasy) => words.pay_easy_pay,
            Op(Operation::Administration) => words.users,
            Ri(Right::PresetTransfer) => words.preset,
            Ri(Right::RegisteredTransfer) => words.registered,
            Ri(Right::SameDay) => words.same_day,
            Ri(Right::Payees) => words.payees,
            Ri(Right::AllTransactions) => words.all_transactions,
            Ri(Right::Approve) => words.approve_do,
            Ri(Right::AllHistory) => words.all_history,
            Ri(Right::Densai) => words.linked,
        }
    }

    /// Its row and its name.
    pub(in crate::customer) fn written(self, words: &MembersPermitWords) -> String {
        if self.row(words) == self.name(words) {
            return self.row(words).to_owned();
        }
        words.with(place::Permit(self.name(words)), place::Row(self.row(words)))
    }

    /// Whether a user has it.
    pub(in crate::customer) fn is_held(self, by: &Profile) -> bool {
        match self {
            Op(operation) => by.operations.may(operation),
            Ri(right) => by.access.rights.contains(&right),
        }
    }

    /// Permits it.
    pub(in crate::customer) fn give(self, operations: &mut Operations, rights: &mut BTreeSet<Right>) {
        match self {
            Op(Operation::Transfer) => operations.transfer = true,
            Op(Operation::Bulk) => operations.bulk = true,
            Op(Operation::PayEasy) => operations.pay_easy = true,
            Op(Operation::Administration) => operations.administration = true,
            Ri(right) => {
                rights.insert(right);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_stands_in_the_table_once() {
        let all: Vec<_> = Permit::all().collect();
        for operation in Operation::ALL {
            assert_eq!(all.iter().filter(|permit| **permit == Op(operation)).count(), 1);
        }
        for right in Right::ALL {
            assert_eq!(all.iter().filter(|permit| **permit == Ri(right)).count(), 1);
        }
        assert_eq!(all.len(), Operation::ALL.len() + Right::ALL.len());
        let (mut operations, mut rights) = (Operations::default(), BTreeSet::new());
        for permit in &all {
            permit.give(&mut operations, &mut rights);
        }
        assert!(operations.transfer && operations.bulk && operations.pay_easy && operations.administration);
        assert_eq!(rights.len(), Right::ALL.len());
    }
}
