//! What a user may do besides the operations of R5.1, and whether they can get in (利用者登録, BRSK006; BRSK011).

mod service;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::user::kind::{Operations, UserKind};
use super::values::Account;

pub use service::{Door, Place, Service, ServiceState, place_of};

/// A permission of the manual's table that needs no token of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// 依頼 (事前登録口座).
    PresetTransfer,
    /// 依頼 (利用者登録口座).
    RegisteredTransfer,
    /// 当日扱いを認める, beside [`Right::RegisteredTransfer`].
    SameDay,
    /// 振込先管理.
    Payees,
    /// 全取引照会: sees what others of the company entered.
    AllTransactions,
    /// 承認: approves what others entered (R5.3).
    Approve,
    /// 操作履歴照会, 全履歴照会.
    AllHistory,
    /// でんさいネット, 連携.
    Densai,
}

impl Right {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::PresetTransfer,
        Self::RegisteredTransfer,
        Self::SameDay,
        Self::Payees,
        Self::AllTransactions,
        Self::Approve,
        Self::AllHistory,
        Self::Densai,
    ];
}

/// The most that a user may move in one go (利用者一回当たり限度額), in yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// 振込振替, 都度指定.
    pub transfer: u64,
    /// 振込振替, 事前登録.
    pub preset: u64,
    /// 総合振込, the whole batch.
    pub bulk: u64,
    /// 給与振込, the whole batch.
    pub payroll: u64,
    /// ペイジー.
    pub pay_easy: u64,
}

impl Limits {
    /// Digits that a limit has at most.
    pub const DIGITS: u32 = 10;
    /// The highest limit, in yen.
    pub const MOST: u64 = 10_u64.pow(Self::DIGITS) - 1;

    /// The highest of them.
    pub fn largest(&self) -> u64 {
        let others = [self.preset, self.bulk, self.payroll, self.pay_easy];
        others.into_iter().fold(self.transfer, u64::max)
    }

    /// The same amount for everything.
    pub fn all(yen: u64) -> Self {
        Self {
            transfer: yen,
            preset: yen,
            bulk: yen,
            payroll: yen,
            pay_easy: yen,
        }
    }
}

/// The limit of a user for whom none was given, in yen.
pub const USUAL_LIMIT: u64 = 10_000_000;

/// What a user may do besides, with which accounts and up to which amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// Permissions.
    pub rights: BTreeSet<Right>,
    /// Amounts.
    pub limits: Limits,
    /// Accounts that the user may use (利用可能口座).
    pub accounts: BTreeSet<Account>,
}

impl Access {
    /// What a user has for whom nothing was said: the permissions that go with kind and operations, the usual limits,
    /// and the representative account.
    pub fn usual(kind: UserKind, operations: Operations, account: &Account) -> Self {
        let mut rights = BTreeSet::new();
        if operations.transfer {
            rights.extend([Right::PresetTransfer, Right::RegisteredTransfer, Right::Payees]);
        }
        if kind.administers() {
            rights.extend([Right::AllTransactions, Right::Approve, Right::AllHistory]);
        }
        Self {
            rights,
            limits: Limits::all(USUAL_LIMIT),
            accounts: BTreeSet::from([account.clone()]),
        }
    }
}
