//! Logging in (TLGI001), and sessions.

use secrecy::SecretString;

use super::{Desk, Error, Strength};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Staff;
use crate::domain::values::StaffId;
use crate::office::{self, Office};
use crate::store::Draft;

/// Who tried to log in by an ID that is not there.
const UNKNOWN: &str = "?";
/// How many times the limit of wrong passwords may be tried at the same moment.
const BURST: u32 = 4;

/// Someone who gave the right password. Only the desk makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    staff: Staff,
    last_login_at: Option<Instant>,
}

impl Session {
    /// Who it is, as of the login.
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    /// The login before this one.
    pub fn last_login_at(&self) -> Option<Instant> {
        self.last_login_at
    }
}

impl Desk {
    /// Logs a member of the staff in. The try is counted, with an entry, before the password is looked at, so that
    /// neither parallel nor broken-off guesses are free; a wrong one at the limit locks the member. An unknown ID
    /// takes as long as a wrong password, and is not kept: it may be a password typed in the wrong place (R12.3).
    ///
    /// # Errors
    /// E1201 wrong ID or password, E1202 locked, E1207 a hash too weak for a live store.
    pub fn login(&mut self, id: &StaffId, password: &SecretString) -> Result<Session, Error> {
        let (least, now) = (Strength::of(self.kind()), self.clock().now());
        let Office {
            store,
            trail,
            terminal,
            policy: known,
            ..
        } = &mut self.office;
        let charged = store.write(|tx| -> Result<_, Error> {
            office::refresh_policy(tx, known)?;
            let charged = tx.charge_login(id)?;
            let actor = if charged.is_some() { id.as_str() } else { UNKNOWN };
            tx.append(trail, Draft::new(now, actor, terminal, "try_login"))?;
            Ok(charged)
        })?;
        let limit = self.policy().wrong_passwords;
        let actor = if charged.is_some() { id.as_str() } else { UNKNOWN };
        let verdict = match charged {
            None => {
                // The same work for an ID that is not there, whatever comes of it.
                let _ = office::hash(password, least, self.office.entropy.as_mut());
                Err(Refusal::WrongPassword)
            }
            // So many tries at once that nobody can have looked at the answers.
            Some(credential) if credential.locked || credential.tries > limit.saturating_mul(BURST) => {
                Err(Refusal::StaffLocked)
            }
            Some(credential) => match office::verify(password, &credential.hash, least) {
                Ok(true) => Ok(credential),
                Ok(false) if credential.tries >= limit => Err(Refusal::StaffLocked),
                Ok(false) => Err(Refusal::WrongPassword),
                Err(refusal) => Err(refusal),
            },
        };
        let Office {
            store, trail, terminal, ..
        } = &mut self.office;
        store
            .write(|tx| -> Result<_, Error> {
                // Another try may have locked the member while this password was looked at.
                let verdict = match verdict {
                    Ok(credential) => match tx.staff(id)?.filter(|staff| !staff.locked) {
                        Some(staff) => Ok((credential, staff)),
                        None => Err(Refusal::StaffLocked),
                    },
                    Err(refusal) => Err(refusal),
                };
                let draft = Draft::new(now, actor, terminal, "login").refused(verdict.as_ref().err());
                tx.append(trail, draft)?;
                match &verdict {
                    Ok(_) => tx.settle_login(id, now)?,
                    Err(Refusal::StaffLocked) => tx.lock_staff(id)?,
                    Err(_) => {}
                }
                Ok(verdict.map(|(credential, staff)| Session {
                    staff,
                    last_login_at: credential.last_login_at,
                }))
            })?
            .map_err(Error::from)
    }
}
