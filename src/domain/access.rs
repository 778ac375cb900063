//! What a user may do besides the operations of R5.1, and whether they can get in (利用者登録, BRSK006; BRSK011).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::policy::Policy;
use super::user::kind::{Operations, UserKind};
use super::values::Account;

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

/// Whether a user can get in and confirm, as counted and set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Wrong login passwords since the last right one.
    pub wrong_logins: u32,
    /// ログインパスワード利用一時停止 until then.
    pub paused_until: Option<Instant>,
    /// ログインパスワード利用停止.
    pub login_stopped: bool,
    /// Wrong confirmation passwords since the last right one.
    pub wrong_confirmations: u32,
    /// 確認用パスワード利用停止.
    pub confirmation_stopped: bool,
    /// 停止, by an administrator of the company.
    pub stopped: bool,
    /// The last login.
    pub last_login_at: Option<Instant>,
}

/// サービス利用状態 (BRSK011): the one that matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// 利用可能.
    Available,
    /// 停止.
    Stopped,
    /// ログインパスワード利用停止.
    LoginStopped,
    /// ログインパスワード利用一時停止, until then.
    LoginPaused(Instant),
    /// 確認用パスワード利用停止.
    ConfirmationStopped,
}

impl Service {
    /// The state that is shown; a pause that is over is none (half open, R2.3).
    pub fn state(&self, now: Instant) -> ServiceState {
        if self.stopped {
            ServiceState::Stopped
        } else if self.login_stopped {
            ServiceState::LoginStopped
        } else if let Some(until) = self.paused_until.filter(|until| now < *until) {
            ServiceState::LoginPaused(until)
        } else if self.confirmation_stopped {
            ServiceState::ConfirmationStopped
        } else {
            ServiceState::Available
        }
    }

    /// Whether the user could act for the company: nothing is stopped for good. A pause counts as able, since it ends by
    /// itself; otherwise three wrong passwords by a stranger would turn every call into one for the bank (R9.3).
    pub fn can_act(&self) -> bool {
        !self.stopped && !self.login_stopped && !self.confirmation_stopped
    }

    /// After a wrong login password: paused for a while at the policy's first limit and whenever a pause is over, stopped
    /// at its second.
    #[must_use]
    pub fn wrong_login(&self, now: Instant, policy: &Policy) -> Self {
        let count = self.wrong_logins.saturating_add(1);
        Self {
            wrong_logins: count,
            login_stopped: count >= policy.login_stop_after,
            paused_until: (count >= policy.login_pause_after).then_some(now + policy.login_pause),
            ..self.clone()
        }
    }

    /// After the right login password.
    #[must_use]
    pub fn logged_in(&self, now: Instant) -> Self {
        Self {
            wrong_logins: 0,
            paused_until: None,
            last_login_at: Some(now),
            ..self.clone()
        }
    }

    /// After a wrong confirmation password: stopped at the policy's limit.
    #[must_use]
    pub fn wrong_confirmation(&self, policy: &Policy) -> Self {
        let count = self.wrong_confirmations.saturating_add(1);
        Self {
            wrong_confirmations: count,
            confirmation_stopped: count >= policy.confirmation_stop_after,
            ..self.clone()
        }
    }

    /// After the right confirmation password.
    #[must_use]
    pub fn confirmed(&self) -> Self {
        Self {
            wrong_confirmations: 0,
            ..self.clone()
        }
    }

    /// Everything lifted (利用者停止・解除).
    #[must_use]
    pub fn lifted(&self) -> Self {
        Self {
            last_login_at: self.last_login_at,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;

    #[test]
    fn three_wrong_passwords_pause_and_six_stop() {
        let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
        let mut service = Service::default();
        for (wrong, paused, stopped) in [
            (1, false, false),
            (2, false, false),
            (3, true, false),
            (4, true, false),
            (5, true, false),
            (6, true, true),
        ] {
            service = service.wrong_login(now, &policy);
            assert_eq!(service.wrong_logins, wrong);
            assert_eq!(
                (service.paused_until.is_some(), service.login_stopped),
                (paused, stopped),
                "{wrong}"
            );
        }
        assert_eq!(service.logged_in(now).wrong_logins, 0);
    }

    #[test]
    fn a_pause_ends_at_its_very_second_r2_3() {
        let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
        let paused = (0..3).fold(Service::default(), |service, _| service.wrong_login(now, &policy));
        let until = at("2026-06-01T12:30:00");
        assert_eq!(
            paused.state(at("2026-06-01T12:29:59")),
            ServiceState::LoginPaused(until)
        );
        assert_eq!(paused.state(until), ServiceState::Available);
        assert!(paused.can_act());
    }

    #[test]
    fn the_state_that_matters_most_is_shown() {
        let now = at("2026-06-01T12:00:00");
        let mut service = Service {
            confirmation_stopped: true,
            ..Service::default()
        };
        assert_eq!(service.state(now), ServiceState::ConfirmationStopped);
        service.login_stopped = true;
        assert_eq!(service.state(now), ServiceState::LoginStopped);
        service.stopped = true;
        assert_eq!(service.state(now), ServiceState::Stopped);
        assert_eq!(service.lifted(), Service::default());
    }

    #[test]
    fn five_wrong_confirmations_stop_it() {
        let policy = Policy::default();
        let four = (0..4).fold(Service::default(), |service, _| service.wrong_confirmation(&policy));
        assert!(!four.confirmation_stopped);
        assert!(four.wrong_confirmation(&policy).confirmation_stopped);
        assert!(!four.confirmed().wrong_confirmation(&policy).confirmation_stopped);
    }
}
