//! Changing the policy a store runs under (R1.2).

use super::countersign::{Carried, ChangePolicy, Matter};
use super::{Desk, Error, Session};
use crate::domain::policy::Policy;

impl Desk {
    /// The policy in force, read again if it was changed since it was last looked at (R1.2).
    ///
    /// # Errors
    /// Those of the store.
    pub fn current_policy(&mut self) -> Result<&Policy, Error> {
        self.office.current_policy()
    }

    /// Puts another policy in force; the change is in the trail (R1.2). It waits for another administrator (R11.5).
    ///
    /// # Errors
    /// E1122 a sign that can't be seen, E13xx when it does not read, E1215 nobody to ask.
    pub fn change_policy(&mut self, session: &Session, text: &str) -> Result<Carried, Error> {
        let text = text.to_owned();
        self.weigh(session, &Matter::ChangePolicy(ChangePolicy { text }), None)
    }
}
