//! Who works here, as what, and as which person: adding, amending, numbers of persons, first passwords.

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::countersign::Line;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{self, Duty, Role, Staff, StaffChange};
use crate::domain::values::{PersonNumber, StaffId};
use crate::store::Tx;

/// A member of the staff is added, with a first password.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct AddStaff {
    pub(in crate::desk) staff: Staff,
}

/// A member's name, role or branch is changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct AmendStaff {
    pub(in crate::desk) staff: StaffId,
    pub(in crate::desk) change: StaffChange,
}

/// The number of the person that a member is (R11.4).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct SetPerson {
    pub(in crate::desk) staff: StaffId,
    pub(in crate::desk) person: Option<PersonNumber>,
}

/// A member gets a first password anew.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct ResetPassword {
    pub(in crate::desk) staff: StaffId,
}

/// The member of that ID, or E0207.
pub(super) fn member(tx: &Tx<'_>, id: &StaffId) -> Result<Staff, Error> {
    Ok(tx
        .staff(id)?
        .ok_or_else(|| Refusal::NoStaff { staff: id.to_string() })?)
}

impl Weighing for AddStaff {
    fn action(&self) -> &'static str {
        "add_staff"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        format!("{} {}", self.staff.id, self.staff.role.as_str())
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let new = &self.staff;
        staff::fits_store(new.role, moment.is_live)?;
        if moment.tx.staff(&new.id)?.is_some() {
            let staff = new.id.to_string();
            return Err(Refusal::StaffExists { staff }.into());
        }
        let branch = format!("{} {}", new.branch.code, new.branch.name);
        let mut lines = vec![
            Line::new("name", "", new.name.as_str()),
            Line::new("role", "", new.role.as_str()),
            Line::new("branch", "", branch),
        ];
        if let Some(person) = &new.person {
            lines.push(Line::new("person", "", person.as_str()));
        }
        Ok(Weighed {
            appoints: new.role == Role::Administrator,
            ..Weighed::of_power(new.role.decides(), lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, secret: Option<&str>) -> Result<(), Error> {
        // Without its password nobody is added: the hash went when the request lapsed.
        let hash = secret.ok_or(Refusal::Changed)?;
        if tx.add_staff(&self.staff, hash)? {
            return Ok(());
        }
        let staff = self.staff.id.to_string();
        Err(Refusal::StaffExists { staff }.into())
    }
}

impl Weighing for AmendStaff {
    fn action(&self) -> &'static str {
        "amend_staff"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let before = member(moment.tx, &self.staff)?;
        let after = staff::amended(moment.by, &before, &self.change, moment.is_live)?;
        let raises = after.role != before.role && (before.role.decides() || after.role.decides());
        let mut lines = staff::differences(&before, &after);
        // Whoever gave the password knows it: it is shown, and given in between it sends the request back (R11.3).
        if raises && before.must_change {
            lines.push(Line::new("first_password", "", "given"));
        }
        Ok(Weighed {
            appoints: after.role != before.role && after.role == Role::Administrator,
            ..Weighed::of_power(raises, lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        let before = member(tx, &self.staff)?;
        tx.amend_staff(&staff::changed(&before, &self.change))?;
        Ok(())
    }
}

impl Weighing for SetPerson {
    fn action(&self) -> &'static str {
        "set_person"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let before = member(moment.tx, &self.staff)?;
        if before.person == self.person {
            return Err(Refusal::NothingAmended.into());
        }
        let after = self.person.as_ref().map_or(before.id.as_str(), PersonNumber::as_str);
        Ok(Weighed::of_power(
            true,
            vec![Line::new("person", before.person(), after)],
        ))
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        Ok(tx.set_person(&self.staff, self.person.as_ref())?)
    }
}

impl Weighing for ResetPassword {
    fn action(&self) -> &'static str {
        "reset_password"
    }

    fn duty(&self) -> Duty {
        Duty::ManageStaff
    }

    fn subject(&self) -> String {
        self.staff.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let member = member(moment.tx, &self.staff)?;
        staff::another(moment.by, &member)?;
        Ok(Weighed::of_power(member.role.decides(), Vec::new()))
    }

    fn carry_out(&self, tx: &Tx<'_>, _: &mut Ground<'_>, secret: Option<&str>) -> Result<(), Error> {
        let hash = secret.ok_or(Refusal::Changed)?;
        Ok(tx.set_staff_password(&self.staff, hash, true)?)
    }
}
