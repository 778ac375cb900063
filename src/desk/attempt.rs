//! An attempt of the staff: who acts is read again, and must have the duty.

use std::convert::Infallible;

use super::{Desk, Error, Look, Session, notices};
use crate::domain::calendar;
use crate::domain::identity::Action;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::{Duty, Staff};
use crate::office;
use crate::store::{Kind, Tx};

pub(super) use crate::office::{About, First, Settled};

/// What a use-case of the staff stands on.
pub(super) type Ground<'a> = office::Ground<'a, Staff>;

impl Desk {
    /// Runs a query. Looking leaves no entry, but that a role may not is a refused attempt (R12.1).
    pub fn ask<T>(&mut self, session: &Session, query: impl FnOnce(&Look<'_>) -> Result<T, Error>) -> Result<T, Error> {
        match query(&self.look(session)) {
            Err(Error::Refused(refusal @ Refusal::RoleMayNot { .. })) if session.looks_only() => {
                let now = self.clock().now();
                self.owe(now, session.staff().id.as_str(), "look", Some(&refusal))?;
                Err(refusal.into())
            }
            Err(Error::Refused(refusal @ Refusal::RoleMayNot { .. })) => {
                let about = About {
                    action: "look",
                    ..About::default()
                };
                // Of one type, whatever is asked for: it gives nothing but its refusal.
                let Err(error) = self.attempt(session, Duty::SeeCustomers, about, |_, _| {
                    Err::<Settled<Infallible>, _>(refusal.into())
                });
                Err(error)
            }
            given => given,
        }
    }

    /// Runs a use-case for a session whose role has `duty`, and writes its entry, refused or not. The staff member is
    /// read again, since role or lock may have changed meanwhile. The customer is told of an action that is refused on a
    /// day on which a check of the contract had failed (R14.1).
    pub(super) fn attempt<T>(
        &mut self,
        session: &Session,
        duty: Duty,
        about: About,
        act: impl FnOnce(&Tx<'_>, &mut Ground<'_>) -> Result<Settled<T>, Error>,
    ) -> Result<T, Error> {
        self.attempt_as(session, |who| who.must(duty), about, act)
    }

    /// The same for whom `admit` admits.
    pub(super) fn attempt_as<T>(
        &mut self,
        session: &Session,
        admit: impl FnOnce(&Staff) -> Decision<()>,
        about: About,
        act: impl FnOnce(&Tx<'_>, &mut Ground<'_>) -> Result<Settled<T>, Error>,
    ) -> Result<T, Error> {
        if session.looks_only() {
            return Err(self.only_looks());
        }
        // A clock that is moved by hand ends no session.
        let is_live = self.kind() == Kind::Live;
        let id = &session.staff().id;
        let known = |tx: &Tx<'_>, _, _: &_| -> Result<Staff, Error> { Ok(tx.staff(id)?.ok_or(Refusal::StaffLocked)?) };
        // Work on a contract is what a branch does; a day's end that a timer runs is not (R11.3).
        let acts = about.contract.is_some();
        let asked = Action::from_name(about.action).zip(about.contract.clone());
        self.office.attempt(id.as_str(), about, known, |tx, ground| {
            if acts {
                tx.branch_acts(&ground.who.branch.code, calendar::day_of(ground.now))?;
            }
            let settled = tx.undoable(|| {
                if is_live {
                    session.must_last(ground.now, ground.policy)?;
                }
                admit(ground.who)?;
                act(tx, ground)
            });
            let settled = match settled {
                Err(Error::Refused(refusal)) => Settled::new(Err(refusal)),
                settled => settled?,
            };
            if let (Err(_), Some((action, contract))) = (&settled.given, asked) {
                notices::refused(tx, ground.now, &contract, action)?;
            }
            Ok(settled)
        })
    }
}
