//! One attempt: a use-case, its change and its entry in one transaction (R12.1).

use super::{Desk, Error, Look, Session, policy};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::{CheckId, ContractNumber, RequestId};
use crate::entropy::Entropy;
use crate::store::{self, Draft, Kind, SealKey, Tx, Written};

/// What an attempt is about, for its entry.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) action: &'static str,
    pub(super) contract: Option<ContractNumber>,
    pub(super) subject: String,
    pub(super) check: Option<CheckId>,
    pub(super) request: Option<RequestId>,
    pub(super) detail: String,
}

/// What a use-case stands on.
pub(super) struct Ground<'a> {
    pub(super) now: Instant,
    pub(super) policy: &'a Policy,
    pub(super) staff: &'a Staff,
    pub(super) seal: &'a SealKey,
    pub(super) entropy: &'a mut dyn Entropy,
}

impl Ground<'_> {
    /// 16 random bytes for an identifier.
    pub(super) fn id(&mut self) -> Result<[u8; 16], Error> {
        let mut id = [0; 16];
        self.entropy.fill(&mut id).map_err(store::Error::from)?;
        Ok(id)
    }
}

/// How a use-case ended whose changes stay. A refusal in it is one that changes something: a wrong code is counted,
/// a request is sent back.
pub(super) struct Settled<T> {
    pub(super) given: Decision<T>,
    pub(super) written: Written,
    pub(super) request: Option<RequestId>,
    pub(super) check: Option<CheckId>,
    pub(super) receipt: Option<String>,
}

impl<T> Settled<T> {
    pub(super) fn new(given: Decision<T>) -> Self {
        let written = if given.is_ok() { Written::Done } else { Written::Refused };
        Self {
            given,
            written,
            request: None,
            check: None,
            receipt: None,
        }
    }
}

impl Desk {
    /// Runs a query. Looking leaves no entry, but that a role may not is a refused attempt (R12.1).
    pub fn ask<T>(&mut self, session: &Session, query: impl FnOnce(&Look<'_>) -> Result<T, Error>) -> Result<T, Error> {
        match query(&self.look(session)) {
            Err(Error::Refused(refusal @ Refusal::RoleMayNot { .. })) => {
                let about = About {
                    action: "look",
                    ..About::default()
                };
                self.attempt(session, Duty::SeeCustomers, about, |_, _| {
                    Err::<Settled<T>, _>(refusal.into())
                })
            }
            given => given,
        }
    }

    /// Runs a use-case for a session whose role has `duty`, and writes its entry, refused or not.
    ///
    /// The staff member is read again, since role or lock may have changed meanwhile; the policy too. On a live store
    /// a clock behind the trail stops everything (R2.4).
    pub(super) fn attempt<T>(
        &mut self,
        session: &Session,
        duty: Duty,
        about: About,
        act: impl FnOnce(&Tx<'_>, &mut Ground<'_>) -> Result<Settled<T>, Error>,
    ) -> Result<T, Error> {
        let now = self.clock.now();
        let Self {
            store,
            seal,
            trail,
            entropy,
            policy,
            terminal,
            ..
        } = self;
        let is_live = store.kind() == Kind::Live;
        store.write(|tx| -> Result<Result<T, Error>, Error> {
            policy::refresh(tx, policy)?;
            let settled = tx.undoable(|| -> Result<Settled<T>, Error> {
                if is_live {
                    not_behind(tx, now, &policy.1)?;
                }
                let staff = tx.staff(&session.staff().id)?.ok_or(Refusal::StaffLocked)?;
                staff.must(duty)?;
                act(
                    tx,
                    &mut Ground {
                        now,
                        policy: &policy.1,
                        staff: &staff,
                        seal,
                        entropy: entropy.as_mut(),
                    },
                )
            });
            let draft = Draft {
                contract: about.contract.map(|number| number.to_string()),
                subject: about.subject,
                check: about.check.map(|id| id.to_string()),
                request: about.request.map(|id| id.to_string()),
                detail: about.detail,
                ..Draft::new(now, session.staff().id.as_str(), terminal, about.action)
            };
            let settled = match settled {
                Ok(settled) => settled,
                Err(Error::Refused(refusal)) => Settled::new(Err(refusal)),
                // A seed that was moved, a row that was changed: what an auditor looks for. Nothing was carried out.
                Err(Error::Store(error @ (store::Error::Unsealed | store::Error::Damaged(_)))) => {
                    let (result, code) = (Written::Refused, Some(error.code().to_owned()));
                    tx.append(trail, Draft { result, code, ..draft })?;
                    return Ok(Err(error.into()));
                }
                Err(Error::Store(error)) => return Err(error.into()),
            };
            let draft = Draft {
                result: settled.written,
                check: draft.check.or(settled.check.map(|id| id.to_string())),
                request: draft.request.or(settled.request.map(|id| id.to_string())),
                receipt: settled.receipt,
                ..draft
            };
            tx.append(trail, draft.refused(settled.given.as_ref().err()))?;
            Ok(settled.given.map_err(Error::from))
        })?
    }
}

/// Refuses when the host's clock is earlier than the latest entry by more than the policy allows (R2.4).
fn not_behind(tx: &Tx<'_>, now: Instant, policy: &Policy) -> Result<(), Error> {
    match tx.latest_entry_at()? {
        Some(latest) if latest - now > policy.clock_tolerance => Err(Refusal::ClockBehind {
            minutes: (latest - now).num_minutes(),
        }
        .into()),
        _ => Ok(()),
    }
}
