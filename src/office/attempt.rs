//! One attempt: a use-case, its change and its entry in one transaction (R12.1).

use super::access::refresh_policy;
use super::doubted::{doubt, in_doubt};
use super::settle::entered;
use super::{Error, Office};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::Decision;
use crate::domain::values::{CheckId, ContractNumber, RequestId};
use crate::entropy::Entropy;
use crate::store::{self, Draft, Kind, SealKey, Tx, Written};

/// What an attempt is about, for its entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) action: &'static str,
    pub(crate) contract: Option<ContractNumber>,
    pub(crate) subject: String,
    pub(crate) check: Option<CheckId>,
    pub(crate) request: Option<RequestId>,
    pub(crate) detail: String,
}

/// What a use-case stands on. `W` is who acts, read again in this very transaction.
pub(crate) struct Ground<'a, W> {
    pub(crate) now: Instant,
    pub(crate) policy: &'a Policy,
    pub(crate) who: &'a W,
    pub(crate) seal: &'a SealKey,
    pub(crate) entropy: &'a mut dyn Entropy,
}

impl<W> Ground<'_, W> {
    /// 16 random bytes for an identifier.
    pub(crate) fn id(&mut self) -> Result<[u8; 16], Error> {
        let mut id = [0; 16];
        self.entropy.fill(&mut id).map_err(store::Error::from)?;
        Ok(id)
    }
}

/// How a use-case ended whose changes stay. A refusal in it is one that changes something: a wrong code is counted,
/// a request is sent back.
pub(crate) struct Settled<T> {
    pub(crate) given: Decision<T>,
    pub(crate) written: Written,
    pub(crate) request: Option<RequestId>,
    pub(crate) check: Option<CheckId>,
    pub(crate) receipt: Option<String>,
    /// What only the use-case itself could say; otherwise the entry has what was said beforehand.
    pub(crate) subject: Option<String>,
    pub(crate) detail: Option<String>,
    /// What was done before it in the same breath, with an entry of its own.
    pub(crate) first: Option<First>,
}

/// What was done first, and its entry before the attempt's own.
pub(crate) struct First {
    pub(crate) about: About,
    pub(crate) receipt: Option<String>,
}

impl<T> Settled<T> {
    pub(crate) fn new(given: Decision<T>) -> Self {
        let written = if given.is_ok() { Written::Done } else { Written::Refused };
        Self {
            given,
            written,
            request: None,
            check: None,
            receipt: None,
            subject: None,
            detail: None,
            first: None,
        }
    }
}

impl About {
    /// Its entry, as far as it is known beforehand.
    fn draft(self, now: Instant, actor: &str, terminal: &str) -> Draft {
        Draft {
            contract: self.contract.map(|number| number.to_string()),
            subject: self.subject,
            check: self.check.map(|id| id.to_string()),
            request: self.request.map(|id| id.to_string()),
            detail: self.detail,
            ..Draft::new(now, actor, terminal, self.action)
        }
    }
}

impl Office {
    /// Runs a use-case for `actor` and writes its entry, refused or not. `admit` reads who acts and refuses them.
    ///
    /// The policy is read again too. On a live store a clock that is doubted stops everything but what computes no time (R2.4, R2.5).
    pub(crate) fn attempt<W, T>(
        &mut self,
        actor: &str,
        about: About,
        admit: impl FnOnce(&Tx<'_>, Instant, &Policy) -> Result<W, Error>,
        act: impl FnOnce(&Tx<'_>, &mut Ground<'_, W>) -> Result<Settled<T>, Error>,
    ) -> Result<T, Error> {
        let now = self.clock.now();
        self.settle_first(now)?;
        let Self {
            store,
            seal,
            trail,
            entropy,
            policy,
            terminal,
            owed,
            ..
        } = self;
        let is_live = store.kind() == Kind::Live;
        let mut made = None;
        let committed = store.write(|tx| -> Result<(), Error> {
            refresh_policy(tx, policy)?;
            owed.write(tx, trail, is_live, &policy.1)?;
            let doubt = doubt(tx, is_live, now, &policy.1)?;
            let settled = tx.undoable(|| -> Result<Settled<T>, Error> {
                if let Some(doubt) = doubt.filter(|doubt| !doubt.lets(about.action)) {
                    return Err(doubt.refusal().into());
                }
                let who = admit(tx, now, &policy.1)?;
                act(
                    tx,
                    &mut Ground {
                        now,
                        policy: &policy.1,
                        who: &who,
                        seal,
                        entropy: entropy.as_mut(),
                    },
                )
            });
            let draft = about.draft(now, actor, terminal);
            let settled = match settled {
                Ok(settled) => settled,
                Err(Error::Refused(refusal)) => Settled::new(Err(refusal)),
                // A seed that was moved, a row that was changed: what an auditor looks for. Nothing was carried out.
                Err(Error::Store(
                    error @ (store::Error::Unsealed | store::Error::Damaged(_) | store::Error::Forged { .. }),
                )) => {
                    let (result, code) = (Written::Refused, Some(error.code().to_owned()));
                    let draft = in_doubt(Draft { result, code, ..draft }, doubt);
                    let entry = entered(tx, trail, draft)?;
                    made = Some((Some(entry), Err(error.into())));
                    return Ok(());
                }
                Err(Error::Store(error)) => return Err(error.into()),
            };
            if let Some(First { about, receipt }) = settled.first {
                let (draft, result) = (about.draft(now, actor, terminal), Written::Done);
                tx.append(
                    trail,
                    in_doubt(
                        Draft {
                            result,
                            receipt,
                            ..draft
                        },
                        doubt,
                    ),
                )?;
            }
            let draft = Draft {
                result: settled.written,
                check: draft.check.or(settled.check.map(|id| id.to_string())),
                request: draft.request.or(settled.request.map(|id| id.to_string())),
                receipt: settled.receipt,
                subject: settled.subject.unwrap_or(draft.subject),
                detail: settled.detail.unwrap_or(draft.detail),
                ..draft
            };
            let draft = in_doubt(draft.refused(settled.given.as_ref().err()), doubt);
            let entry = entered(tx, trail, draft)?;
            made = Some((Some(entry), settled.given.map_err(Error::from)));
            Ok(())
        });
        let given = self.ended(committed, made, now);
        self.checkpoint_if_due();
        given?
    }
}
