//! Staff: adding and administering them (TKNR001).

use secrecy::SecretString;

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::policy;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{self, Duty, Role, Staff, StaffChange};
use crate::domain::values::{HostAccount, StaffId};
use crate::office;
use crate::store::{Draft, Kind, Tx};

impl Desk {
    /// Adds a member of the staff with a first password; on a live store it is to be changed before anything else, whatever
    /// `staff` says.
    ///
    /// # Errors
    /// E0112 password form, E1204 ID taken, E1205 a trainer on a live store.
    pub fn add_staff(&mut self, session: &Session, staff: &Staff, password: &SecretString) -> Result<(), Error> {
        let is_live = self.kind() == Kind::Live;
        let staff = &Staff {
            must_change: is_live || staff.must_change,
            ..staff.clone()
        };
        let fit = office::fit(password, self.policy().password_min);
        let hash = self.hashed(password)?;
        let about = About {
            action: "add_staff",
            subject: format!("{} {}", staff.id, staff.role.as_str()),
            ..About::default()
        };
        self.attempt(session, Duty::ManageStaff, about, |tx, _| {
            fit?;
            staff::fits_store(staff.role, is_live)?;
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

    /// Changes a member's name, role or branch.
    ///
    /// # Errors
    /// E0207 no such member, E1208 one's own role, E1205 a trainer on a live store, E1709 nothing is another than before.
    pub fn amend_staff(&mut self, session: &Session, id: &StaffId, change: &StaffChange) -> Result<(), Error> {
        let is_live = self.kind() == Kind::Live;
        self.administer(session, "amend_staff", id, |tx, by, member| {
            let after = staff::amended(by, member, change, is_live)?;
            tx.amend_staff(&after)?;
            Ok(staff::differences(member, &after))
        })
    }

    /// Locks a member; whoever is logged in by that ID may do nothing more.
    ///
    /// # Errors
    /// E0207 no such member, E1208 oneself.
    pub fn lock_staff(&mut self, session: &Session, id: &StaffId) -> Result<(), Error> {
        self.administer(session, "lock_staff", id, |tx, by, member| {
            staff::another(by, member)?;
            tx.lock_staff(id)?;
            Ok(standing(member.locked, true))
        })
    }

    /// Lifts the lock of a member, and the pause after a wrong password.
    ///
    /// # Errors
    /// E0207 when there is no such member.
    pub fn unlock_staff(&mut self, session: &Session, id: &StaffId) -> Result<(), Error> {
        self.administer(session, "unlock_staff", id, |tx, _, member| {
            tx.unlock_staff(id)?;
            Ok(standing(member.locked, false))
        })
    }

    /// Gives a member a new first password, to be changed at the next login before anything else. A lock stays.
    ///
    /// # Errors
    /// E0112 password form, E0207 no such member, E1208 oneself.
    pub fn reset_password(&mut self, session: &Session, id: &StaffId, password: &SecretString) -> Result<(), Error> {
        let fit = office::fit(password, self.policy().password_min);
        let hash = self.hashed(password)?;
        self.administer(session, "reset_password", id, |tx, by, member| {
            staff::another(by, member)?;
            fit?;
            tx.set_staff_password(id, &hash, true)?;
            Ok(String::new())
        })
    }

    /// Binds a member to an account of the host, so that they log in from there alone, or to none. One's own is bound to the
    /// account that this very console was started from, or to none: nobody locks themselves out.
    ///
    /// # Errors
    /// E0207 no such member, E1208 one's own to another account, E1213 another member is bound to it, E1709 it is so already.
    pub fn bind_account(
        &mut self,
        session: &Session,
        id: &StaffId,
        account: Option<&HostAccount>,
    ) -> Result<(), Error> {
        let here = self.office.account().cloned();
        self.administer(session, "bind_account", id, |tx, by, member| {
            if account.is_some() && account != here.as_ref() {
                staff::another(by, member)?;
            }
            let before = tx.account_of_staff(id)?;
            if before.as_ref() == account {
                return Err(Refusal::NothingAmended.into());
            }
            if !tx.bind_account(id, account)? {
                let account = account.map(ToString::to_string).unwrap_or_default();
                return Err(Refusal::AccountTaken { account }.into());
            }
            let named = |account: Option<&HostAccount>| account.map_or_else(|| "-".to_owned(), ToString::to_string);
            Ok(format!("account: {} > {}", named(before.as_ref()), named(account)))
        })
    }

    /// One attempt about a member of the staff. `act` gets who acts and the member as they are now, and gives what the entry
    /// says of before and after.
    fn administer(
        &mut self,
        session: &Session,
        action: &'static str,
        id: &StaffId,
        act: impl FnOnce(&Tx<'_>, &Staff, &Staff) -> Result<String, Error>,
    ) -> Result<(), Error> {
        let about = About {
            action,
            subject: id.to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::ManageStaff, about, |tx, ground| {
            let member = tx.staff(id)?;
            let member = member.ok_or_else(|| Refusal::NoStaff { staff: id.to_string() })?;
            let detail = act(tx, ground.who, &member)?;
            Ok(Settled {
                detail: Some(detail),
                ..Settled::new(Ok(()))
            })
        })
    }

    pub(super) fn hashed(&mut self, password: &SecretString) -> Result<String, Error> {
        self.office.hash(password)
    }
}

/// Locked before > afterwards, for the trail.
fn standing(before: bool, after: bool) -> String {
    let named = |locked| if locked { "locked" } else { "active" };
    format!("{} > {}", named(before), named(after))
}
