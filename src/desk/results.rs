//! ご自身の依頼: what became of one's requests is looked at (R11.7).

use super::attempt::{About, Settled};
use super::command::Outcome;
use super::{Desk, Error, Session};
use crate::domain::staff::Duty;
use crate::domain::values::RequestId;

impl Desk {
    /// One has looked at what became of these requests; they are news no more. Those of others, and those that are known
    /// already, count for nothing.
    ///
    /// # Errors
    /// E1203 for a role that has no requests, or the store's error.
    pub(super) fn see_results(&mut self, session: &Session, requests: &[RequestId]) -> Result<Outcome, Error> {
        let about = About {
            action: "see_results",
            ..About::default()
        };
        self.attempt(session, Duty::SeeRequests, about, |tx, ground| {
            let mut count = 0;
            for request in requests {
                let seen = tx.result_seen(*request, &ground.who.id)? || tx.matter_seen(*request, &ground.who.id)?;
                count += usize::from(seen);
            }
            Ok(Settled {
                detail: Some(count.to_string()),
                ..Settled::new(Ok(Outcome::ResultsSeen { count }))
            })
        })
    }
}
