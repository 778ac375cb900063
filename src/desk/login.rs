//! Logging in (TLGI001), and sessions.

use secrecy::SecretString;

use super::attempt::{Stop, not_behind};
use super::{Desk, Error, Strength, password, policy};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Staff;
use crate::domain::values::StaffId;
use crate::store::{Draft, Kind, Written};

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
    /// E1201 wrong ID or password, E1202 locked, E1206 clock behind, E1207 a hash too weak for a live store.
    pub fn login(&mut self, id: &StaffId, password: &SecretString) -> Result<Session, Error> {
        let (least, now, is_live) = (Strength::of(self.kind()), self.clock.now(), self.kind() == Kind::Live);
        let limit = self.policy.1.wrong_passwords;
        let known = &mut self.policy;
        let charged = self.store.write(|tx| -> Result<_, Error> {
            policy::refresh(tx, known)?;
            let behind = if is_live { not_behind(tx, now, &known.1) } else { Ok(()) };
            match behind {
                Ok(()) => Ok(Ok(tx.charge_login(id)?)),
                Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
                Err(Stop::Store(error)) => Err(error.into()),
            }
        })?;
        let verdict = charged.and_then(|credential| match credential {
            None => {
                // The same work for an ID that is not there, whatever comes of it.
                let _ = password::hash(password, least, self.entropy.as_mut());
                Err(Refusal::WrongPassword)
            }
            Some(credential) if credential.locked || credential.tries > limit => Err(Refusal::StaffLocked),
            Some(credential) => match password::verify(password, &credential.hash, least)? {
                true => Ok(credential),
                false if credential.tries >= limit => Err(Refusal::StaffLocked),
                false => Err(Refusal::WrongPassword),
            },
        });
        let Self {
            store, trail, terminal, ..
        } = self;
        store.write(|tx| -> Result<_, Error> {
            let draft = Draft {
                at: now,
                actor: id.to_string(),
                terminal: terminal.clone(),
                action: "login".to_owned(),
                contract: None,
                subject: String::new(),
                result: if verdict.is_ok() {
                    Written::Done
                } else {
                    Written::Refused
                },
                code: verdict.as_ref().err().map(|refusal| refusal.code().to_owned()),
                check: None,
                request: None,
                receipt: None,
                detail: String::new(),
            };
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
