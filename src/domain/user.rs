//! A user (利用者): a person of a company with a login ID.

use serde::{Deserialize, Serialize};

use super::access::{Access, Service};
use super::calendar::Instant;
use super::values::{Kana, LoginId, Name, TokenId};

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

/// A user (利用者).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Login ID (ログインID), unique in the whole service.
    pub login_id: LoginId,
    /// Name (利用者名).
    pub name: Name,
    /// Name in kana.
    pub kana: Kana,
    /// Kind (利用者区分).
    pub kind: UserKind,
    /// What the user may do that needs a token.
    pub operations: Operations,
    /// What else the user may do, with which accounts and up to which amounts.
    pub access: Access,
    /// Whether the user can get in and confirm.
    pub service: Service,
    /// The token the user is registered with, if any.
    pub token: Option<TokenId>,
    /// When that registration was made.
    pub registered_at: Option<Instant>,
    /// After a revocation: when registration opens again (R8.2). In the past, it means nothing any more.
    pub reopens_at: Option<Instant>,
}

impl User {
    /// Whether the user administers users and tokens of the contract: by kind and by permission (R5.1, R7.1, R9.2).
    pub fn administers(&self) -> bool {
        self.kind.administers() && self.operations.administration
    }

    /// The end of the closed period, while it runs (R8.1, half open: R2.3).
    pub fn closed_until(&self, now: Instant) -> Option<Instant> {
        self.reopens_at.filter(|opens| now < *opens)
    }
}
