//! ワンタイムパスワードの管理: 利用停止解除 (BRSK025, R9.2) and トークンの失効 (BRSK027, R7.1) by the customer.

use super::command::{Outcome, Secrets};
use super::guard::StepUp;
use super::{Error, Portal, SessionKey};
use crate::domain::calendar;
use crate::domain::case::Change;
use crate::domain::values::LoginId;
use crate::domain::{lockout, revocation};
use crate::office::Settled;

impl Portal<'_> {
    /// Unlocks the tokens of the chosen users and with them everyone who shares; no code is asked for (R9.2).
    pub(super) fn unlock(
        &mut self,
        key: &SessionKey,
        users: Vec<LoginId>,
        secrets: &Secrets,
    ) -> Result<Outcome, Error> {
        let named = self.named(key, &users)?;
        self.guarded(
            key,
            ("web_unlock", named),
            secrets,
            |_, member, ground| {
                let changes = lockout::decide_for_customer(&member.case, &member.user.login_id, &users, ground.now)?;
                Ok((StepUp::NO_CODE, changes))
            },
            |tx, ground, changes, _| {
                let case = &ground.who.case;
                tx.apply(&case.contract.number, &changes)?;
                let lifted = |token| changes.contains(&Change::Lift { token });
                let users = case.users.iter().filter(|user| user.token.is_some_and(lifted));
                Ok(Settled::new(Ok(Outcome::Unlocked {
                    users: users.map(|user| user.login_id.clone()).collect(),
                })))
            },
        )
    }

    /// Revokes the chosen users by the user's own code, for which they need a usable token (R7.1). Who is revoked is logged
    /// out, the user included (R8.1).
    pub(super) fn revoke(
        &mut self,
        key: &SessionKey,
        users: Vec<LoginId>,
        secrets: &Secrets,
    ) -> Result<Outcome, Error> {
        let named = self.named(key, &users)?;
        self.guarded(
            key,
            ("web_revoke", named),
            secrets,
            |_, member, ground| {
                let by = &member.user.login_id;
                let changes = revocation::decide_for_customer(&member.case, by, &users, ground.now, ground.policy)?;
                let asked = StepUp {
                    code_of: member.case.token_of(&member.user),
                    run: None,
                };
                Ok((asked, changes))
            },
            |tx, ground, changes, _| {
                tx.apply(&ground.who.case.contract.number, &changes)?;
                Ok(Settled::new(Ok(Outcome::Revoked {
                    own: users.contains(&ground.who.user.login_id),
                    reopens_at: calendar::reopens(ground.now, ground.policy),
                    users: users.clone(),
                })))
            },
        )
    }
}
