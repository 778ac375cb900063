//! Changing the policy a store runs under (R1.2).

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::policy::{self, Policy};
use crate::domain::staff::Duty;

impl Desk {
    /// The policy in force, read again if it was changed since it was last looked at (R1.2).
    ///
    /// # Errors
    /// Those of the store.
    pub fn current_policy(&mut self) -> Result<&Policy, Error> {
        self.office.current_policy()
    }

    /// Puts another policy in force; the change is in the trail (R1.2).
    ///
    /// # Errors
    /// E13xx when it does not read.
    pub fn change_policy(&mut self, session: &Session, text: &str) -> Result<(), Error> {
        let old = self.office.read(|tx| -> Result<_, Error> { Ok(tx.policy()?) })?;
        // What does not read is refused; it has no figures to name.
        let detail = Policy::parse(text).map_or_else(|_| String::new(), |_| policy::differences(&old, text));
        let about = About {
            action: "change_policy",
            detail,
            ..About::default()
        };
        self.attempt(session, Duty::ChangePolicy, about, |tx, _| {
            Policy::parse(text)?;
            tx.set_policy(text)?;
            Ok::<_, Error>(Settled::new(Ok(())))
        })
    }
}
