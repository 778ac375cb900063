//! Logging in (TLGI001), and sessions.

use secrecy::SecretString;

use super::{Desk, Error, Strength, password, policy};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Staff;
use crate::domain::values::StaffId;
use crate::store::Draft;

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
    /// Logs a member of the staff in. The try is counted before the password is looked at, so parallel guesses are
    /// counted too; too many wrong ones in a row lock the member. An unknown ID takes as long as a wrong password.
    ///
    /// # Errors
    /// E1201 wrong ID or password, E1202 locked, E1207 a hash too weak for a live store.
    pub fn login(&mut self, id: &StaffId, password: &SecretString) -> Result<Session, Error> {
        let (least, now) = (Strength::of(self.kind()), self.clock.now());
        let known = &mut self.policy;
        let charged = self.store.write(|tx| -> Result<_, Error> {
            policy::refresh(tx, known)?;
            Ok(tx.charge_login(id)?)
        })?;
        let limit = self.policy.1.wrong_passwords;
        let verdict = match charged {
            None => {
                // The same work for an ID that is not there, whatever comes of it.
                let _ = password::hash(password, least, self.entropy.as_mut());
                Err(Refusal::WrongPassword)
            }
            Some(credential) if credential.locked || credential.tries > limit => Err(Refusal::StaffLocked),
            Some(credential) => match password::verify(password, &credential.hash, least) {
                Ok(true) => Ok(credential),
                Ok(false) if credential.tries >= limit => Err(Refusal::StaffLocked),
                Ok(false) => Err(Refusal::WrongPassword),
                Err(refusal) => Err(refusal),
            },
        };
        let Self {
            store, trail, terminal, ..
        } = self;
        store.write(|tx| -> Result<_, Error> {
            let draft = Draft::new(now, id.as_str(), terminal, "login").refused(verdict.as_ref().err());
            tx.append(trail, draft)?;
            match &verdict {
                Ok(credential) => {
                    tx.settle_login(id, now)?;
                    let staff = tx.staff(id)?.ok_or(Refusal::WrongPassword)?;
                    Ok(Ok(Session {
                        staff,
                        last_login_at: credential.last_login_at,
                    }))
                }
                Err(refusal) => {
                    if *refusal == Refusal::StaffLocked {
                        tx.lock_staff(id)?;
                    }
                    Ok(Err(Error::Refused(refusal.clone())))
                }
            }
        })?
    }
}
