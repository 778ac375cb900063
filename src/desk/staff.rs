//! Staff: adding them, and lifting their locks.

use secrecy::SecretString;

use super::attempt::{About, Settled};
use super::{Desk, Error, Session, Strength};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Role, Staff};
use crate::domain::values::StaffId;
use crate::office::{self, Office};
use crate::store::{self, Draft, Kind};

impl Desk {
    /// Adds a member of the staff with a first password.
    ///
    /// # Errors
    /// E0112 password form, E1204 ID taken, E1205 a trainer on a live store.
    pub fn add_staff(&mut self, session: &Session, staff: &Staff, password: &SecretString) -> Result<(), Error> {
        let is_live = self.kind() == Kind::Live;
        let fit = office::fit(password, self.policy().password_min);
        let hash = self.hashed(password)?;
        let about = About {
            action: "add_staff",
            subject: format!("{} {}", staff.id, staff.role.as_str()),
            ..About::default()
        };
        self.attempt(session, Duty::ManageStaff, about, |tx, _| {
            fit?;
            if is_live && staff.role == Role::Trainer {
                return Err(Refusal::TrainingOnly.into());
            }
            if !tx.add_staff(staff, &hash)? {
                return Err(Refusal::StaffExists {
                    staff: staff.id.to_string(),
                }
                .into());
            }
            Ok::<_, Error>(Settled::new(Ok(())))
        })
    }

    /// Adds the first administrator of a store that was just made; refused when there is any staff.
    ///
    /// # Errors
    /// E0112 password form, E1204 when the store has staff already.
    pub fn add_first_administrator(&mut self, staff: &Staff, password: &SecretString) -> Result<(), Error> {
        office::fit(password, self.policy().password_min)?;
        let hash = self.hashed(password)?;
        let now = self.clock().now();
        let Office {
            store, trail, terminal, ..
        } = &mut self.office;
        store.write(|tx| -> Result<(), Error> {
            let taken = || Refusal::StaffExists {
                staff: staff.id.to_string(),
            };
            if !tx.all_staff()?.is_empty() || staff.role != Role::Administrator || !tx.add_staff(staff, &hash)? {
                return Err(taken().into());
            }
            let subject = format!("{} {}", staff.id, staff.role.as_str());
            let detail = policy::differences(policy::DEFAULT, &tx.policy()?);
            let draft = Draft {
                subject,
                detail,
                ..Draft::new(now, staff.id.as_str(), terminal, "init")
            };
            tx.append(trail, draft)?;
            Ok(())
        })
    }

    /// Lifts the lock of a member of the staff (reliability: an administrator lifts it).
    ///
    /// # Errors
    /// E0207 when there is no such member.
    pub fn unlock_staff(&mut self, session: &Session, id: &StaffId) -> Result<(), Error> {
        let about = About {
            action: "unlock_staff",
            subject: id.to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::ManageStaff, about, |tx, _| {
            if tx.unlock_staff(id)? {
                Ok::<_, Error>(Settled::new(Ok(())))
            } else {
                Err(Refusal::NoStaff { staff: id.to_string() }.into())
            }
        })
    }

    fn hashed(&mut self, password: &SecretString) -> Result<String, Error> {
        let strength = Strength::of(self.kind());
        Ok(office::hash(password, strength, self.office.entropy.as_mut()).map_err(store::Error::from)?)
    }
}
