//! Staff, their roles, and what each role may do: one table for menus, desk, command line and documentation.

mod administration;
mod people;
mod place;

use serde::{Deserialize, Serialize};

use super::contract::Branch;
use super::refusal::{Decision, Refusal};
use super::values::{Name, PersonNumber, StaffId};

pub use administration::{Member, StaffChange, amended, another, changed, differences, fits_store, pause, still_waits};
pub use people::People;
pub use place::around;

/// A role of the branch's staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 担当者.
    Teller,
    /// 役席.
    Supervisor,
    /// サポートデスク: telephone only; its unlocks and registrations go to a supervisor at the branch.
    SupportDesk,
    /// 監査: reads everything, changes nothing.
    Auditor,
    /// 管理者: staff, policy, stock; no customer actions.
    Administrator,
    /// 研修講師: training stores only.
    Trainer,
}

impl Role {
    /// All roles, in the order of the screens' list.
    pub const ALL: [Self; 6] = [
        Self::Teller,
        Self::Supervisor,
        Self::SupportDesk,
        Self::Auditor,
        Self::Administrator,
        Self::Trainer,
    ];

    /// Whether it decides about what others ask for: who gets it, has it or loses it is the matter of two administrators (R11.5).
    pub fn decides(self) -> bool {
        matches!(self, Self::Supervisor | Self::Administrator)
    }

    /// The name of the role in commands and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Teller => "teller",
            Self::Supervisor => "supervisor",
            Self::SupportDesk => "support_desk",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Trainer => "trainer",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// Something that a role may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Find and look at customers.
    SeeCustomers,
    /// Record an identity check (R10) and check a code.
    Identify,
    /// Ask for an unlock (R9.3).
    Unlock,
    /// Revoke (R7.3).
    Revoke,
    /// Stop a token on a caller's word (R9.6).
    Stop,
    /// Ask for a registration (R3).
    Register,
    /// Ask for a resynchronisation (R6.5).
    Resynchronise,
    /// Ask for a change of a contract (R16.2).
    Amend,
    /// See what waits for a second person: requests about customers, for who sees customers, and what is countersigned.
    SeeRequests,
    /// Approve, send back, look over (R11).
    Approve,
    /// Read and verify the trail (R12).
    ReadTrail,
    /// Look at tokens in stock (R15).
    SeeStock,
    /// Issue and replace fobs, take them back, move and count them, and ask for what a supervisor decides of stock (R15.9).
    Issue,
    /// Write fobs in stock off as lost (R15.9).
    WriteOff,
    /// Take in contracts and tokens (R15).
    Import,
    /// Add staff.
    ManageStaff,
    /// Decide about what another administrator asks for (R11.5).
    Countersign,
    /// Change the policy (R1.2).
    ChangePolicy,
    /// Export and send notices (R14).
    SendNotices,
    /// End the day and make backups (R12.7, R12.8).
    EndDay,
    /// Restore the store, rotate its key, and write down why it is older than it was (R12.5, R12.7).
    KeepStore,
}

impl Duty {
    /// All duties.
    pub const ALL: [Self; 21] = [
        Self::SeeCustomers,
        Self::Identify,
        Self::Unlock,
        Self::Revoke,
        Self::Stop,
        Self::Register,
        Self::Resynchronise,
        Self::Amend,
        Self::SeeRequests,
        Self::Approve,
        Self::ReadTrail,
        Self::SeeStock,
        Self::Issue,
        Self::WriteOff,
        Self::Import,
        Self::ManageStaff,
        Self::Countersign,
        Self::ChangePolicy,
        Self::SendNotices,
        Self::EndDay,
        Self::KeepStore,
    ];
}

/// The table: whether a role has a duty.
pub fn may(role: Role, duty: Duty) -> bool {
    use Duty::{
        Amend, Approve, ChangePolicy, Countersign, EndDay, Identify, Import, Issue, KeepStore, ManageStaff, ReadTrail,
        Register, Resynchronise, Revoke, SeeCustomers, SeeRequests, SeeStock, SendNotices, Stop, Unlock, WriteOff,
    };
    let counter = matches!(
        duty,
        SeeCustomers | Identify | Unlock | Revoke | Stop | Register | Resynchronise | Amend | SeeRequests
    );
    match role {
        Role::SupportDesk => counter || duty == SeeStock,
        Role::Teller | Role::Trainer => counter || matches!(duty, SeeStock | Issue),
        Role::Supervisor => {
            counter
                || matches!(
                    duty,
                    Approve | ReadTrail | SeeStock | Issue | WriteOff | SendNotices | EndDay
                )
        }
        Role::Auditor => matches!(duty, SeeCustomers | SeeRequests | ReadTrail | SeeStock),
        Role::Administrator => matches!(
            duty,
            SeeRequests
                | ReadTrail
                | SeeStock
                | Import
                | ManageStaff
                | Countersign
                | ChangePolicy
                | SendNotices
                | EndDay
                | KeepStore
        ),
    }
}

/// A staff member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Staff ID (担当者番号).
    pub id: StaffId,
    /// Name.
    pub name: Name,
    /// Role.
    pub role: Role,
    /// Where they work.
    pub branch: Branch,
    /// Locked, after too many wrong passwords or by an administrator.
    pub locked: bool,
    /// The password was given by an administrator and is to be changed before anything else.
    pub must_change: bool,
    /// The number of the person (職員番号, R11.4), once it is set.
    #[serde(default)]
    pub person: Option<PersonNumber>,
}

impl Staff {
    /// Which person it is: the number that is one a person, or the ID until it is set (R11.4).
    pub fn person(&self) -> &str {
        self.person.as_ref().map_or(self.id.as_str(), PersonNumber::as_str)
    }

    /// Refuses a locked member, one whose password is still the one they were given, and a role without the duty (E1202,
    /// E1210, E1203).
    pub fn must(&self, duty: Duty) -> Decision<()> {
        if self.locked {
            return Err(Refusal::StaffLocked);
        }
        self.has_own_password()?;
        self.has(duty)
    }

    /// Refuses a member whose password is still the one that an administrator gave (E1210).
    pub fn has_own_password(&self) -> Decision<()> {
        if self.must_change {
            return Err(Refusal::PasswordToChange {
                staff: self.id.to_string(),
            });
        }
        Ok(())
    }

    /// Refuses a role without the duty (E1203), whether the member may act now or not.
    pub fn has(&self, duty: Duty) -> Decision<()> {
        if may(self.role, duty) {
            Ok(())
        } else {
            Err(Refusal::RoleMayNot {
                role: self.role.as_str().into(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_roles() {
        let row = |role| {
            Duty::ALL
                .iter()
                .map(|duty| if may(role, *duty) { 'x' } else { '.' })
                .collect::<String>()
        };
        // see id un re so rg sy am q ap tr st is wo im ms cs po no ed ks
        assert_eq!(row(Role::Teller), "xxxxxxxxx..xx........");
        assert_eq!(row(Role::Supervisor), "xxxxxxxxxxxxxx....xx.");
        assert_eq!(row(Role::SupportDesk), "xxxxxxxxx..x.........");
        assert_eq!(row(Role::Auditor), "x.......x.xx.........");
        assert_eq!(row(Role::Administrator), "........x.xx..xxxxxxx");
        assert_eq!(row(Role::Trainer), "xxxxxxxxx..xx........");
    }

    #[test]
    fn names_of_roles_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.as_str()), Some(role));
            assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        }
    }
}
