//! A password that is tried (R11.6): the try is counted before it is looked at, with its entry, and the answer is settled with another.

use chrono::TimeDelta;
use secrecy::SecretString;

use super::{CHANGE, ELSEWHERE, UNKNOWN, is_from};
use crate::desk::waiting::Spot;
use crate::desk::{Desk, Error, Strength};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Staff;
use crate::domain::values::StaffId;
use crate::office;
use crate::store::{self, Credential, Draft, Tx, Written};

/// What a try to log in was charged with.
enum Charged {
    /// The password is looked at; nobody has that ID where there is nothing.
    Looked(Option<Credential>),
    /// It is not: the member is bound to another account.
    Elsewhere,
}

impl Desk {
    /// Looks at a password as an attempt of that name, and lets `settle` write what follows from a right one.
    pub(super) fn prove<T>(
        &mut self,
        id: &StaffId,
        password: &SecretString,
        action: &'static str,
        settle: impl FnOnce(&Tx<'_>, &Spot, Credential, Staff) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let charged = self.charge(id, action)??;
        let charged = match charged {
            Charged::Looked(credential) => credential,
            // Not looked at: the same work, and the answer of a wrong one (R11.6).
            Charged::Elsewhere => {
                let _ = self.office.hash(password);
                return Err(Refusal::WrongPassword.into());
            }
        };
        let actor = if charged.is_some() { id.as_str() } else { UNKNOWN };
        let here = charged.as_ref().map_or(0, |credential| credential.tries_here);
        let limit = self.policy().wrong_passwords;
        let spot = self.spot();
        let verdict = self.judge(password, charged);
        let now = self.clock().now();
        self.office.note(|tx, pen| {
            // Another try at this place may have been found wrong while this password was looked at: then this one should have
            // waited, and nobody is told what it was (R11.6).
            let found = if actor == UNKNOWN {
                None
            } else {
                tx.credential(id, pen.terminal)?
            };
            let too_soon = match &found {
                Some(found) => spot.waits(tx, id, found, now)?,
                None => None,
            };
            if too_soon.is_some() {
                tx.uncharge_login(id, &spot.terminal, spot.around.as_deref())?;
            }
            let verdict = too_soon.map_or(verdict, |seconds| Err(Refusal::WaitFirst { seconds }));
            let verdict = match pen.doubt {
                Some(doubt) if action == CHANGE => Err(doubt.refusal()),
                _ => verdict,
            };
            // An administrator may have locked the member meanwhile.
            let verdict = match verdict {
                Ok(credential) => match tx.staff(id)?.filter(|staff| !staff.locked) {
                    Some(staff) => Ok((credential, staff)),
                    None => Err(Refusal::StaffLocked),
                },
                Err(refusal) => Err(refusal),
            };
            let draft = Draft::new(now, actor, pen.terminal, action).refused(verdict.as_ref().err());
            // The entry comes last: it holds the state as all of this left it (R12.6).
            let settled = match verdict {
                Ok((credential, mut staff)) => {
                    // So many wrong ones came before it that somebody is at it: another one is asked for (R11.6).
                    if credential.tries > limit {
                        tx.ask_for_new_password(id)?;
                        staff.must_change = true;
                    }
                    Ok(settle(tx, &spot, credential, staff)?)
                }
                Err(refusal) => {
                    if matches!(refusal, Refusal::WrongPassword) && actor != UNKNOWN {
                        spot.slow(tx, id, here, now)?;
                    }
                    Err(refusal.into())
                }
            };
            pen.append(tx, draft)?;
            Ok(settled)
        })?
    }

    /// Counts a try before the password is looked at, with an entry; one that comes too soon is refused instead. From an account that the member is not bound to
    /// nothing is counted, and one entry a minute tells of it (R11.6).
    fn charge(&mut self, id: &StaffId, action: &'static str) -> Result<Decision<Charged>, Error> {
        let now = self.clock().now();
        self.office.current_policy()?;
        let (started, unbound) = (self.office.account().cloned(), self.office.lets_unbound_in());
        let spot = self.spot();
        let known = |tx: &Tx<'_>, place: &str| tx.credential(id, place);
        let quiet = self.office.read(|tx| -> Result<_, store::Error> {
            let elsewhere =
                |found: &Credential| !found.locked && !is_from(started.as_ref(), found.account.as_ref(), unbound);
            // What can't be read is told below, with its entry.
            let found = known(tx, "").ok().flatten().filter(elsewhere);
            Ok(found.and_then(|found| found.wait_until).is_some_and(|until| {
                let left = until - now;
                left > TimeDelta::zero() && left <= ELSEWHERE
            }))
        })?;
        if quiet {
            return Ok(Ok(Charged::Elsewhere));
        }
        self.office.note(|tx, pen| {
            let draft = Draft::new(now, id.as_str(), pen.terminal, action);
            let found = match known(tx, pen.terminal) {
                // Whose row was changed past the program does not get in, and that is what an auditor looks for.
                Err(error @ store::Error::Forged { .. }) => {
                    let (result, code) = (Written::Refused, Some(error.code().to_owned()));
                    pen.append(tx, Draft { result, code, ..draft })?;
                    return Ok(Err(Error::from(error)));
                }
                given => given?,
            };
            if let Some(found) = found.as_ref().filter(|found| !found.locked) {
                if !is_from(started.as_ref(), found.account.as_ref(), unbound) {
                    tx.note_elsewhere(id, now + ELSEWHERE)?;
                    pen.append(tx, draft.refused(Some(&Refusal::OtherAccount)))?;
                    return Ok(Ok(Ok(Charged::Elsewhere)));
                }
                if let Some(seconds) = spot.waits(tx, id, found, now)? {
                    let refusal = Refusal::WaitFirst { seconds };
                    pen.append(tx, draft.refused(Some(&refusal)))?;
                    return Ok(Ok(Err(refusal)));
                }
            }
            let charged = match found {
                Some(found) => {
                    let here = found.tries_here + 1;
                    tx.charge_login(id, pen.terminal, spot.around.as_deref(), now)?;
                    Some(Credential {
                        tries: found.tries + 1,
                        tries_here: here,
                        ..found
                    })
                }
                None => None,
            };
            let actor = if charged.is_some() { id.as_str() } else { UNKNOWN };
            let action = if action == "login" { "try_login" } else { "try_password" };
            pen.append(tx, Draft::new(now, actor, pen.terminal, action))?;
            Ok(Ok(Ok(Charged::Looked(charged))))
        })?
    }

    /// Where somebody tries to log in here.
    pub(in crate::desk) fn spot(&self) -> Spot {
        Spot::new(self.office.terminal(), self.policy().login_known)
    }

    pub(in crate::desk) fn judge(
        &mut self,
        password: &SecretString,
        charged: Option<Credential>,
    ) -> Decision<Credential> {
        let least = Strength::of(self.kind());
        let Some(credential) = charged else {
            // The same work for an ID that is not there, whatever comes of it.
            let _ = self.office.hash(password);
            return Err(Refusal::WrongPassword);
        };
        if credential.locked {
            return Err(Refusal::StaffLocked);
        }
        if office::verify(password, &credential.hash, least)? {
            Ok(credential)
        } else {
            Err(Refusal::WrongPassword)
        }
    }
}
