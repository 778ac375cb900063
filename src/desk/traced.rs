//! Looking leaves a trace (R12.4): the first time on a day that a member opens a contract by a key or a command, and every look by a
//! command that is refused (R12.1).

use super::attempt::{About, Settled};
use super::plan::load;
use super::{Desk, Error, Look, Session};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::ContractNumber;
use crate::store::{self, Draft, Tx, Written};

/// What its entries are called.
pub(super) const LOOK: &str = "look";

/// What became of the trace of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Traced {
    /// An entry of the day stands there already.
    Before,
    /// It is written.
    Written,
    /// It can't be written just now: the session keeps it, and it is written first when anything is.
    Kept,
}

impl Desk {
    /// A member opens a contract by a key or a command: the first time on a day is an entry (R12.4). What can't be written just then is
    /// kept, and the look goes on.
    ///
    /// # Errors
    /// E0201 and E1203, with their entry; E2010 when too much is kept.
    pub fn look_at_contract(&mut self, session: &Session, number: &ContractNumber) -> Result<Traced, Error> {
        let now = self.clock().now();
        let today = calendar::start_of(calendar::day_of(now));
        let id = &session.staff().id;
        let is_kept = self.office.owed().iter().any(|draft| {
            draft.action == LOOK
                && draft.actor == id.as_str()
                && draft.contract.as_deref() == Some(number.as_str())
                && draft.result == Written::Done
        });
        if is_kept {
            return Ok(Traced::Kept);
        }
        if self
            .office
            .read(|tx| -> store::Result<_> { tx.has_looked(number, id.as_str(), today) })?
        {
            return Ok(Traced::Before);
        }
        if session.looks_only() {
            return self.keep_look(session, number);
        }
        let about = About {
            action: LOOK,
            contract: Some(number.clone()),
            ..About::default()
        };
        let written = self.look_as(session, about, |tx, who| {
            who.must(Duty::SeeCustomers)?;
            load(tx, number).map(drop)
        });
        match written {
            Ok(()) => Ok(Traced::Written),
            Err(Error::Store(store::Error::Full | store::Error::Busy | store::Error::System(_))) => {
                self.keep_look(session, number)
            }
            Err(error) => Err(error),
        }
    }

    /// Runs a query that a person asked for by a command; that it is refused is an attempt (R12.1). `subject` is nothing that may be a
    /// secret in the wrong place (R12.3).
    pub fn look_up<T>(
        &mut self,
        session: &Session,
        subject: &str,
        query: impl FnOnce(&Look<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.ask(session, query) {
            // That a role may not is an entry already.
            Err(Error::Refused(refusal)) if !matches!(refusal, Refusal::RoleMayNot { .. }) => {
                let about = About {
                    action: LOOK,
                    subject: subject.to_owned(),
                    ..About::default()
                };
                self.look_as(session, about, |_, _| Err(refusal.clone().into()))?;
                Err(refusal.into())
            }
            given => given,
        }
    }

    /// Writes the entry of a look. It is nothing that a branch does on a day (R11.3).
    fn look_as(
        &mut self,
        session: &Session,
        about: About,
        look: impl FnOnce(&Tx<'_>, &Staff) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let id = &session.staff().id;
        let known = |tx: &Tx<'_>, _, _: &_| -> Result<Staff, Error> { Ok(tx.staff(id)?.ok_or(Refusal::StaffLocked)?) };
        self.office.attempt(id.as_str(), about, known, |tx, ground| {
            look(tx, ground.who)?;
            Ok(Settled::new(Ok(())))
        })
    }

    fn keep_look(&mut self, session: &Session, number: &ContractNumber) -> Result<Traced, Error> {
        let now = self.clock().now();
        let draft = Draft::new(now, session.staff().id.as_str(), self.office.terminal(), LOOK);
        self.office.owe(Draft {
            contract: Some(number.to_string()),
            ..draft
        })?;
        Ok(Traced::Kept)
    }
}
