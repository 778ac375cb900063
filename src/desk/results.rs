//! ご自身の依頼: what became of one's requests is looked at, and a colleague's are taken over at a shift's change (R11.7).

use super::attempt::{About, Settled};
use super::command::Outcome;
use super::{Desk, Error, Session};
use crate::domain::approval;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{RequestId, StaffId};

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
                count += usize::from(tx.result_seen(*request, &ground.who.id)?);
            }
            Ok(Settled {
                detail: Some(count.to_string()),
                ..Settled::new(Ok(Outcome::ResultsSeen { count }))
            })
        })
    }

    /// 引継: what becomes of a colleague's requests reaches who takes them over too, from now on. Who asked stays who asked.
    ///
    /// # Errors
    /// E1049 for one's own, E1050 for a member of another branch, E1051 where there is nothing, E0207 for nobody.
    pub(super) fn take_over(&mut self, session: &Session, from: &StaffId) -> Result<Outcome, Error> {
        let about = About {
            action: "take_over",
            subject: from.to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let staff = from.to_string();
            let colleague = tx
                .staff(from)?
                .ok_or_else(|| Refusal::NoStaff { staff: staff.clone() })?;
            approval::takes_over(ground.who, &colleague)?;
            let requests = tx.take_over(from, &ground.who.id, ground.now)?;
            if requests.is_empty() {
                return Err(Refusal::NothingToTakeOver { staff }.into());
            }
            let detail = Some(requests.len().to_string());
            let staff = from.clone();
            Ok(Settled {
                detail,
                ..Settled::new(Ok(Outcome::TakenOver { staff, requests }))
            })
        })
    }
}
