//! Staff: adding and administering them (TKNR001).

use secrecy::SecretString;

use super::attempt::{About, Ground, Settled};
use super::countersign::{
    AddStaff, AmendStaff, BindAccount, Carried, LockStaff, Matter, ResetPassword, SetPerson, UnlockStaff,
};
use super::{Desk, Error, Session};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, People, Role, Staff, StaffChange};
use crate::domain::values::{HostAccount, PersonNumber, StaffId};
use crate::office;
use crate::store::{Draft, Kind, Tx};

impl Desk {
    /// What the staff are called, unless that is what was known before. What can't be read is known to nobody: an ID stands alone.
    pub fn people(&self, before: Option<&People>) -> Option<People> {
        let read = self.office.read(|tx| -> Result<_, Error> {
            let changes = tx.staff_changes()?;
            let is_known = changes.is_some() && before.is_some_and(|before| before.changes == changes);
            let names = if is_known { None } else { Some(tx.staff_names()?) };
            Ok(names.map(|names| People { changes, names }))
        });
        read.ok().flatten()
    }

    /// Adds a member of the staff with a first password; on a live store it is to be changed before anything else, whatever
    /// `staff` says. A supervisor or administrator waits for another administrator (R11.5).
    ///
    /// # Errors
    /// E0112 password form, E1204 ID taken, E1205 a trainer on a live store, E1215 nobody to ask.
    pub fn add_staff(&mut self, session: &Session, staff: &Staff, password: &SecretString) -> Result<Carried, Error> {
        let staff = Staff {
            must_change: self.kind() == Kind::Live || staff.must_change,
            ..staff.clone()
        };
        let about = format!("{} {}", staff.id, staff.role.as_str());
        let hash = self.first_password(session, ("add_staff", about), &staff.id, password)?;
        self.weigh(session, &Matter::AddStaff(AddStaff { staff }), Some(&hash))
    }

    /// Adds the first administrator of a store that was just made; refused when there is any staff.
    ///
    /// # Errors
    /// E0112 password form, E1204 when the store has staff already.
    pub fn add_first_administrator(&mut self, staff: &Staff, password: &SecretString) -> Result<(), Error> {
        office::good(password, self.policy().password_min, &staff.id)?;
        let hash = self.hashed(password)?;
        let now = self.clock().now();
        self.office.note(|tx, pen| {
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
                ..Draft::new(now, staff.id.as_str(), pen.terminal, "init")
            };
            pen.append(tx, draft)
        })
    }

    /// Gives an administrator a first password and lifts their lock, for who has the key file in hand on the host (R11.6): nobody
    /// may be there any more who could. Every menu says so until two people have seen it.
    ///
    /// # Errors
    /// E0112 password form, E0207 no such member, E1203 no administrator.
    pub fn rescue(&mut self, id: &StaffId, password: &SecretString) -> Result<(), Error> {
        office::good(password, self.policy().password_min, id)?;
        let hash = self.hashed(password)?;
        let now = self.clock().now();
        self.office.note(|tx, pen| {
            let member = tx.staff(id)?;
            let refusal = match member.map(|member| member.role) {
                Some(Role::Administrator) => None,
                Some(role) => Some(Refusal::RoleMayNot {
                    role: role.as_str().into(),
                }),
                None => Some(Refusal::NoStaff { staff: id.to_string() }),
            };
            if refusal.is_none() {
                tx.unlock_staff(id)?;
                tx.set_staff_password(id, &hash, true)?;
            }
            let draft = Draft {
                subject: id.to_string(),
                ..Draft::new(now, "?", pen.terminal, "rescue")
            };
            pen.append(tx, draft.refused(refusal.as_ref()))?;
            Ok(refusal.map_or(Ok(()), |refusal| Err(refusal.into())))
        })?
    }

    /// Changes a member's name, role or branch. To be raised to supervisor or administrator, or lowered from it, waits for another
    /// administrator (R11.5).
    ///
    /// # Errors
    /// E0207 no such member, E1208 one's own role, E1205 a trainer on a live store, E1709 nothing is another than before, E1215
    /// nobody to ask.
    pub fn amend_staff(&mut self, session: &Session, id: &StaffId, change: &StaffChange) -> Result<Carried, Error> {
        let (staff, change) = (id.clone(), change.clone());
        self.weigh(session, &Matter::AmendStaff(AmendStaff { staff, change }), None)
    }

    /// Locks a member; whoever is logged in by that ID may do nothing more. A supervisor or administrator waits for another
    /// administrator (R11.5).
    ///
    /// # Errors
    /// E0207 no such member, E1208 oneself, E1709 locked already, E1215 nobody to ask.
    pub fn lock_staff(&mut self, session: &Session, id: &StaffId) -> Result<Carried, Error> {
        self.weigh(session, &Matter::LockStaff(LockStaff { staff: id.clone() }), None)
    }

    /// Lifts the lock of a member, and the waits after wrong passwords. Those of a supervisor or administrator wait for another
    /// administrator (R11.5): waits are over by themselves within a quarter of an hour.
    ///
    /// # Errors
    /// E0207 when there is no such member, E1215 nobody to ask.
    pub fn unlock_staff(&mut self, session: &Session, id: &StaffId) -> Result<Carried, Error> {
        self.weigh(session, &Matter::UnlockStaff(UnlockStaff { staff: id.clone() }), None)
    }

    /// Says which person a member is (職員番号, R11.4), or that they are the one of their ID. It waits for another administrator.
    ///
    /// # Errors
    /// E0207 no such member, E1709 it is so already, E1215 nobody to ask.
    pub fn set_person(
        &mut self,
        session: &Session,
        id: &StaffId,
        person: Option<&PersonNumber>,
    ) -> Result<Carried, Error> {
        let (staff, person) = (id.clone(), person.cloned());
        self.weigh(session, &Matter::SetPerson(SetPerson { staff, person }), None)
    }

    /// Gives a member a new first password, to be changed at the next login before anything else. A lock stays. That of a supervisor or
    /// administrator waits for another administrator (R11.5).
    ///
    /// # Errors
    /// E0112 password form, E0207 no such member, E1208 oneself, E1215 nobody to ask.
    pub fn reset_password(
        &mut self,
        session: &Session,
        id: &StaffId,
        password: &SecretString,
    ) -> Result<Carried, Error> {
        let hash = self.first_password(session, ("reset_password", id.to_string()), id, password)?;
        let matter = Matter::ResetPassword(ResetPassword { staff: id.clone() });
        self.weigh(session, &matter, Some(&hash))
    }

    /// Binds a member to an account of the host, so that they log in from there alone, or to none. One's own is bound to the
    /// account that this very console was started from, or to none: nobody locks themselves out. It waits for another administrator.
    ///
    /// # Errors
    /// E0207 no such member, E1208 one's own to another account, E1213 another member is bound to it, E1709 it is so already, E1215
    /// nobody to ask.
    pub fn bind_account(
        &mut self,
        session: &Session,
        id: &StaffId,
        account: Option<&HostAccount>,
    ) -> Result<Carried, Error> {
        let matter = Matter::BindAccount(BindAccount {
            staff: id.clone(),
            account: account.cloned(),
            from: self.office.account().cloned(),
        });
        self.weigh(session, &matter, None)
    }

    /// The hash of a first password, if it has the form of one (E0112) and is not one of many (E1234); otherwise the attempt is an entry (R12.1).
    fn first_password(
        &mut self,
        session: &Session,
        (action, subject): (&'static str, String),
        id: &StaffId,
        password: &SecretString,
    ) -> Result<String, Error> {
        if let Err(refusal) = office::good(password, self.policy().password_min, id) {
            let about = About {
                action,
                subject,
                ..About::default()
            };
            let refuse = |_: &Tx<'_>, _: &mut Ground<'_>| Err::<Settled<String>, _>(refusal.into());
            return self.attempt(session, Duty::ManageStaff, about, refuse);
        }
        self.hashed(password)
    }

    pub(super) fn hashed(&mut self, password: &SecretString) -> Result<String, Error> {
        self.office.hash(password)
    }
}
