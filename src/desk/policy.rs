//! The policy a store runs under (R1.2).

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::policy::{self, Policy};
use crate::domain::staff::Duty;
use crate::store::Tx;

/// The stored policy with its version.
pub(super) fn stored(tx: &Tx<'_>) -> Result<(u64, Policy), Error> {
    Ok((tx.policy_version()?, Policy::parse(&tx.policy()?)?))
}

/// Reads the stored policy again if it was changed since.
pub(super) fn refresh(tx: &Tx<'_>, known: &mut (u64, Policy)) -> Result<(), Error> {
    if tx.policy_version()? != known.0 {
        *known = stored(tx)?;
    }
    Ok(())
}

impl Desk {
    /// Puts another policy in force; the change is in the trail (R1.2).
    ///
    /// # Errors
    /// E13xx when it does not read.
    pub fn change_policy(&mut self, session: &Session, text: &str) -> Result<(), Error> {
        let old = self.store.read(|tx| -> Result<_, Error> { Ok(tx.policy()?) })?;
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
