//! The kinds of users (利用者区分), and what a user may do that needs a token.

use serde::{Deserialize, Serialize};

/// What kind of user this is (利用者区分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserKind {
    /// マスターユーザ: exactly one a contract.
    Master,
    /// 管理者ユーザ.
    Admin,
    /// 一般ユーザ.
    General,
}

impl UserKind {
    /// Whether such a user administers users and tokens of the contract (R7.1, R9.2).
    pub fn administers(self) -> bool {
        matches!(self, Self::Master | Self::Admin)
    }
}

/// Which operations that need a token a user may do (R5.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent permissions of the manual"
)]
pub struct Operations {
    /// 都度振込.
    pub transfer: bool,
    /// 総合振込・給与振込.
    pub bulk: bool,
    /// ペイジー.
    pub pay_easy: bool,
    /// ユーザ・トークン管理.
    pub administration: bool,
}

impl Operations {
    /// Whether any of them is allowed: only then does a token concern the user (R3.1, R13).
    pub fn any(self) -> bool {
        self.transfer || self.bulk || self.pay_easy || self.administration
    }
}
