//! A fob that is issued, and on what terms (R15.4, R15.5).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::cause::{Cause, Way};
use super::token::Token;
use super::values::{BranchCode, Reason, TokenId};

/// On what terms a fob is issued (R15.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Why.
    pub cause: Cause,
    /// How it reaches the customer.
    pub way: Way,
    /// The date of the application with the registered seal; none as long as it is awaited (申込書待ち).
    pub applied: Option<NaiveDate>,
    /// What it costs, in yen.
    pub fee: u32,
    /// Why that is waived, if it is.
    pub waived: Option<Reason>,
}

/// A fob that is issued, and on what terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The fob as it will stand.
    pub token: Token,
    /// The branch out of whose stock it is.
    pub from: BranchCode,
    /// On what terms.
    pub terms: Terms,
    /// The one in whose place it comes.
    pub old: Option<TokenId>,
    /// Whether that one is still to be handed in (R15.5).
    pub owed: bool,
    /// When.
    pub at: Instant,
}
