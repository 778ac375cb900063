//! Whom BRSK025 and BRSK027 offer, and why not everyone.

use super::{Look, MemberRow};
use crate::domain::lockout;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::revocation::{self, Reason};
use crate::domain::values::LoginId;

/// A user on a list from which some are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The user.
    pub row: MemberRow,
    /// Why this one can't be chosen.
    pub refused: Option<Refusal>,
}

impl Look<'_> {
    /// All users, of whom those whose token is suspended can be chosen to be unlocked (R9.2), unless the bank stopped it (R9.6). Whether the one who asks may
    /// unlock is [`Look::may_unlock`].
    ///
    /// # Errors
    /// E0501 for who does not administer.
    pub fn to_unlock(&self) -> Decision<Vec<Candidate>> {
        self.candidates(|alone| lockout::open_to_customer(&self.member.case, alone, self.now).map(drop))
    }

    /// All users, of whom those with a registration can be chosen to be revoked (R7.5). Whether the one who asks may revoke
    /// is [`Look::may_revoke`].
    ///
    /// # Errors
    /// E0501 for who does not administer.
    pub fn to_revoke(&self) -> Decision<Vec<Candidate>> {
        self.candidates(|alone| {
            revocation::decide(&self.member.case, alone, Reason::Exchange, self.now, self.policy).map(drop)
        })
    }

    fn candidates(&self, fit: impl Fn(&[LoginId]) -> Decision<()>) -> Decision<Vec<Candidate>> {
        let candidate = |row: MemberRow| Candidate {
            refused: fit(std::slice::from_ref(&row.user.login_id)).err(),
            row,
        };
        Ok(self.members()?.into_iter().map(candidate).collect())
    }
}
