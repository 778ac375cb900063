//! What a member of the staff asks callers for just now (R10.6).

use serde::Serialize;

use super::Look;
use crate::desk::{Error, plan};
use crate::domain::calendar::Instant;
use crate::domain::identity::Fact;

/// A fact of an open check, so that no screen of who asks shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedFact {
    /// When the check lapses.
    pub until: Instant,
    /// The fact.
    pub fact: Fact,
    /// Every text that would tell it.
    pub answers: Vec<String>,
}

impl Look<'_> {
    /// The facts of the open checks that who looks has begun, where the console judges (R10.6).
    pub fn asked(&self) -> Result<Vec<AskedFact>, Error> {
        if !self.policy.facts_typed {
            return Ok(Vec::new());
        }
        let since = self.now - self.policy.check_lapse;
        self.store.read(|tx| -> Result<_, Error> {
            let mut asked = Vec::new();
            for (contract, begun, drawn) in tx.asking(&self.who.staff().id, since)? {
                let case = plan::load(tx, &contract)?;
                asked.extend(drawn.into_iter().map(|fact| AskedFact {
                    until: begun + self.policy.check_lapse,
                    fact,
                    answers: fact.tells(&case),
                }));
            }
            Ok(asked)
        })
    }
}
