//! Drafts: a case that stops half-way is kept under the name of the teller, and found again on the same business day.

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::calendar::{self, Instant};
use crate::domain::draft::{self, Entered, Unfinished};
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;

impl Desk {
    /// Keeps what was chosen on a screen about a contract, under one's own name; nothing of the customer's changes. When a
    /// request for it was made since the case was begun, nothing is half-way: an older draft is then dropped. Who was locked
    /// meanwhile finds it when they are back.
    ///
    /// # Errors
    /// E1203 for a role that does not see customers, or the store's error.
    pub fn keep_draft(
        &mut self,
        session: &Session,
        screen: &str,
        contract: &ContractNumber,
        entered: Entered,
        begun: Instant,
    ) -> Result<(), Error> {
        let about = about("keep_draft", screen, contract);
        self.attempt_as(
            session,
            |who| who.has(Duty::SeeCustomers),
            about,
            |tx, ground| {
                let who = &ground.who.id;
                let is_requested = match draft::action_on(screen) {
                    Some(action) => tx.has_requested(who, contract, action, begun)?,
                    None => false,
                };
                if is_requested {
                    tx.drop_draft(who, contract, screen)?;
                } else {
                    let since = calendar::start_of(calendar::day_of(ground.now));
                    let draft = Unfinished {
                        screen: screen.to_owned(),
                        at: ground.now,
                        entered,
                    };
                    tx.keep_draft(who, contract, &draft, since)?;
                }
                Ok(Settled::new(Ok(())))
            },
        )
    }

    /// Drops one's own draft of a screen about a contract, if there is one.
    ///
    /// # Errors
    /// E1203 for a role that does not see customers, or the store's error.
    pub fn drop_draft(&mut self, session: &Session, screen: &str, contract: &ContractNumber) -> Result<(), Error> {
        self.attempt(
            session,
            Duty::SeeCustomers,
            about("drop_draft", screen, contract),
            |tx, ground| {
                tx.drop_draft(&ground.who.id, contract, screen)?;
                Ok(Settled::new(Ok(())))
            },
        )
    }
}

fn about(action: &'static str, screen: &str, contract: &ContractNumber) -> About {
    About {
        action,
        contract: Some(contract.clone()),
        detail: screen.to_owned(),
        ..About::default()
    }
}
