//! A user (利用者): a person of a company with a login ID.

pub(super) mod kind;

use serde::{Deserialize, Serialize};

use super::access::{Access, Service};
use super::calendar::Instant;
use super::values::{Kana, LoginId, Name, TokenId};

pub use kind::{Operations, UserKind};

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

    /// Whether the user was ever registered: a token, or a revocation, stands in their row (R5.2).
    pub fn ever_registered(&self) -> bool {
        self.token.is_some() || self.reopens_at.is_some()
    }

    /// The end of the closed period, while it runs (R8.1, half open: R2.3).
    pub fn closed_until(&self, now: Instant) -> Option<Instant> {
        self.reopens_at.filter(|opens| now < *opens)
    }
}
