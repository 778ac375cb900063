//! What rules change of a contract with its users and tokens (R11.3).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::access::Service;
use crate::domain::calendar::Instant;
use crate::domain::cause::Cause;
use crate::domain::contract::{Particulars, Pending};
use crate::domain::members::profile::Profile;
use crate::domain::supply::Issued;
use crate::domain::token::Held;
use crate::domain::values::{BranchCode, LoginId, MailAddress, TokenId};

/// One change to a case. A decision gives a list of them; the store carries them out, and [`Case::apply`](super::Case::apply)
/// says what the case will be, so that what is shown and what is done are the same (R11.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Registers a user with a token (R3.2).
    Tie {
        /// The user.
        login_id: LoginId,
        /// The token.
        token: TokenId,
        /// When.
        at: Instant,
    },
    /// Revokes a user's registration (R7.2).
    Untie {
        /// The user.
        login_id: LoginId,
        /// When registration opens again (R8.2).
        reopens_at: Instant,
    },
    /// Marks a token lost for ever (R7.4).
    MarkLost {
        /// The token.
        token: TokenId,
    },
    /// Takes back that a token is lost, when the revocation was a mistake: it is suspended instead, and the bank alone lifts that (R7.7).
    TakeLossBack {
        /// The token.
        token: TokenId,
        /// When.
        at: Instant,
    },
    /// Suspends a token that the bank alone lifts again (R9.6, R7.7); one that is suspended already stays so since then.
    Suspend {
        /// The token.
        token: TokenId,
        /// Why.
        held: Held,
        /// When.
        at: Instant,
    },
    /// Issues a fob out of stock to the contract (R15.4).
    Issue(Box<Issued>),
    /// Takes a fob back that came in again (R15.6): it is the contract's no more.
    TakeBack {
        /// The token.
        token: TokenId,
        /// Why it came back.
        cause: Cause,
        /// The branch at which it lies then.
        branch: BranchCode,
        /// When.
        at: Instant,
    },
    /// Lifts a suspension and sets the count of wrong codes back; the last used step stays (R9.4).
    Lift {
        /// The token.
        token: TokenId,
    },
    /// Sets a token's drift anew (R6.5); the last used step stays.
    Synchronise {
        /// The token.
        token: TokenId,
        /// Steps that its clock is ahead of ours.
        drift: i64,
    },
    /// Adds a user (BRSK006).
    Admit {
        /// The new user.
        login_id: LoginId,
        /// What was entered.
        profile: Box<Profile>,
    },
    /// Puts what was entered in the place of what was there (BRSK006).
    Amend {
        /// The user.
        login_id: LoginId,
        /// What was entered.
        profile: Box<Profile>,
    },
    /// Removes a user with their registration; the login ID is never given again.
    Remove {
        /// The user.
        login_id: LoginId,
        /// When.
        at: Instant,
    },
    /// Puts what is kept of the contract itself anew (R16.1, R16.2). Users who could use the old account can use the new one.
    Rewrite {
        /// What is kept then.
        particulars: Box<Particulars>,
        /// Since when.
        at: Instant,
    },
    /// Closes the contract (解約, R16.1): nobody is registered any more, and what waits for an approver is void.
    Close {
        /// The day of its end.
        on: NaiveDate,
        /// What waits.
        pending: Pending,
        /// When.
        at: Instant,
    },
    /// Says where mail reaches a user (R14.1).
    SetMail {
        /// The user.
        login_id: LoginId,
        /// Where it did.
        before: Option<MailAddress>,
        /// Where it will.
        after: Option<MailAddress>,
    },
    /// Stops a user, or lifts what keeps them out (BRSK011).
    SetService {
        /// The user.
        login_id: LoginId,
        /// What they are then.
        service: Service,
    },
}

impl Change {
    /// Whether it changes what the contract can be found by.
    pub fn renames(&self) -> bool {
        matches!(
            self,
            Self::Admit { .. }
                | Self::Amend { .. }
                | Self::Remove { .. }
                | Self::Rewrite { .. }
                | Self::Issue(_)
                | Self::TakeBack { .. }
        )
    }
}
