//! 利用者停止・解除 (BRSK011): the company's own administrators stop users, and lift what keeps them out.

use super::command::{Outcome, Secrets};
use super::guard::StepUp;
use super::{Error, Portal, SessionKey};
use crate::domain::gate::Operation;
use crate::domain::members;
use crate::domain::values::LoginId;
use crate::office::Settled;

impl Portal<'_> {
    /// Stops the chosen users; they are logged out at once.
    pub(super) fn stop(&mut self, key: &SessionKey, users: Vec<LoginId>, secrets: &Secrets) -> Result<Outcome, Error> {
        let named = self.named(key, &users)?;
        self.guarded(
            key,
            ("web_stop", named),
            secrets,
            |_, member, ground| {
                let asked = StepUp::by(member, Operation::Administration, None, ground)?;
                let changes = members::stop(&member.case, &member.user.login_id, &users)?;
                Ok((asked, changes))
            },
            |tx, ground, changes, _| {
                tx.apply(&ground.who.case.contract.number, &changes)?;
                Ok(Settled::new(Ok(Outcome::Stopped { users: users.clone() })))
            },
        )
    }

    /// Lifts a stop, a paused or stopped login password and a stopped confirmation password of the chosen users.
    pub(super) fn lift(&mut self, key: &SessionKey, users: Vec<LoginId>, secrets: &Secrets) -> Result<Outcome, Error> {
        let named = self.named(key, &users)?;
        self.guarded(
            key,
            ("web_lift", named),
            secrets,
            |_, member, ground| {
                let asked = StepUp::by(member, Operation::Administration, None, ground)?;
                let changes = members::lift(&member.case, &member.user.login_id, &users, ground.now)?;
                Ok((asked, changes))
            },
            |tx, ground, changes, _| {
                tx.apply(&ground.who.case.contract.number, &changes)?;
                Ok(Settled::new(Ok(Outcome::Lifted { users: users.clone() })))
            },
        )
    }
}
