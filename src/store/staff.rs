//! Staff and their passwords.

use std::collections::BTreeMap;

use super::db::Row;
use super::row::{instant_at, millis, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::staff::{Member, Role, Staff};
use crate::domain::values::{BranchCode, HostAccount, Name, PersonNumber, StaffId};

/// What a login is judged by.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The hash as a PHC string.
    pub hash: String,
    /// Wrong passwords in a row, wherever they were typed; while one is being tried, it is included.
    pub tries: u32,
    /// Those of that place.
    pub tries_here: u32,
    /// Before which moment no password is looked at there.
    pub wait_until: Option<Instant>,
    /// Locked already.
    pub locked: bool,
    /// The last login that went well.
    pub last_login_at: Option<Instant>,
    /// The only account of the host that they may log in from.
    pub account: Option<HostAccount>,
}

const COLUMNS: &str = "id, name, role, branch_code, branch_name, locked, must_change, person";

fn staff_of(row: &Row<'_>) -> Result<Staff> {
    Ok(Staff {
        id: parsed(row, 0, StaffId::parse)?,
        name: parsed(row, 1, Name::stored)?,
        role: named(row, 2, Role::from_name)?,
        branch: Branch {
            code: parsed(row, 3, BranchCode::parse)?,
            name: parsed(row, 4, Name::stored)?,
        },
        locked: row.get(5)?,
        must_change: row.get(6)?,
        person: parsed_if_any(row, 7, PersonNumber::parse)?,
    })
}

fn account_at(row: &Row<'_>, column: usize) -> Result<Option<HostAccount>> {
    parsed_if_any(row, column, HostAccount::parse)
}

fn credential_of(row: &Row<'_>) -> Result<Credential> {
    Ok(Credential {
        hash: row.get(0)?,
        tries: row.get(1)?,
        locked: row.get(2)?,
        last_login_at: instant_at(row, 3, "staff.last_login_at")?,
        account: account_at(row, 4)?,
        tries_here: row.get(5)?,
        wait_until: instant_at(row, 6, "login_wait.wait_until")?,
    })
}

impl Tx<'_> {
    /// The staff member of that ID.
    pub fn staff(&self, id: &StaffId) -> Result<Option<Staff>> {
        self.met("staff", &[&id.as_str()])?;
        let sql = format!("SELECT {COLUMNS} FROM staff WHERE id = ?1");
        self.db.optional(&sql, &[&id.as_str()], staff_of)
    }

    /// Everybody, by ID.
    pub fn all_staff(&self) -> Result<Vec<Staff>> {
        let sql = format!("SELECT {COLUMNS} FROM staff ORDER BY id");
        self.db.all(&sql, &[], staff_of)
    }

    /// How often the staff were changed, as far as the seals tell.
    pub fn staff_changes(&self) -> Result<Option<i64>> {
        let sql = "SELECT made FROM state_table WHERE part = ?1";
        self.db.optional(sql, &[&"staff"], |row| row.get(0))
    }

    /// How many other persons than these two members have logged in since the entry of that number and moment: a password that a program had
    /// from a file is no login, and two IDs of one person are one (R11.4).
    pub fn count_others_since(&self, (seq, at): (u64, Instant), than: [&str; 2]) -> Result<u64> {
        let sql = "SELECT count(DISTINCT coalesce(person, id)) FROM staff WHERE last_login_at >= ?2
                   AND EXISTS (SELECT 1 FROM trail WHERE seq > ?1 AND action = 'login' AND result = 'done' AND actor = staff.id)
                   AND coalesce(person, id) NOT IN (SELECT coalesce(person, id) FROM staff WHERE id = ?3 OR id = ?4)";
        self.db
            .one(sql, &[&seq, &millis(at), &than[0], &than[1]], |row| row.get(0))
    }

    /// What everybody is called, by ID.
    pub fn staff_names(&self) -> Result<BTreeMap<String, String>> {
        let all = self.db.all("SELECT id, name FROM staff ORDER BY id", &[], |row| {
            let id: String = row.get(0)?;
            self.met("staff", &[&id])?;
            Ok((id, parsed(row, 1, Name::stored)?.to_string()))
        })?;
        Ok(all.into_iter().collect())
    }

    /// Everybody with what an administrator sees of them, by ID.
    pub fn members(&self) -> Result<Vec<Member>> {
        let sql = format!("SELECT {COLUMNS}, last_login_at, account, last_used_at FROM staff ORDER BY id");
        let member = |row: &Row<'_>| {
            self.met("staff", &[&row.get::<String>(0)?])?;
            Ok(Member {
                staff: staff_of(row)?,
                last_login_at: instant_at(row, 8, "staff.last_login_at")?,
                account: account_at(row, 9)?,
                last_used_at: instant_at(row, 10, "staff.last_used_at")?,
            })
        };
        self.db.all(&sql, &[], member)
    }

    /// Adds a staff member with the hash of a password; false when the ID is taken.
    pub fn add_staff(&self, staff: &Staff, hash: &str) -> Result<bool> {
        let sql = "INSERT INTO staff (id, name, role, branch_code, branch_name, password, must_change, person)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING";
        let added = self.db.run(
            sql,
            &[
                &staff.id.as_str(),
                &staff.name.as_str(),
                &staff.role.as_str(),
                &staff.branch.code.as_str(),
                &staff.branch.name.as_str(),
                &hash,
                &staff.must_change,
                &staff.person.as_ref().map(PersonNumber::as_str),
            ],
        )?;
        Ok(added == 1)
    }

    /// The password and the counts of a member, as they stand, for a try at that place.
    pub fn credential(&self, id: &StaffId, place: &str) -> Result<Option<Credential>> {
        self.met("staff", &[&id.as_str()])?;
        self.met("login_wait", &[&id.as_str(), &place])?;
        let sql = "SELECT password, wrong_passwords, locked, last_login_at, account, coalesce(wrong, 0), login_wait.wait_until FROM staff
                   LEFT JOIN login_wait ON login_wait.staff = staff.id AND login_wait.place = ?2 WHERE id = ?1";
        self.db.optional(sql, &[&id.as_str(), &place], credential_of)
    }

    /// The password is to be changed before anything else.
    pub fn ask_for_new_password(&self, id: &StaffId) -> Result<()> {
        let sql = "UPDATE staff SET must_change = 1 WHERE id = ?1";
        self.db.run(sql, &[&id.as_str()])?;
        Ok(())
    }

    /// The password was right, though it was no login: the count goes back to 0, and the member was there (R12.4).
    pub fn settle_password(&self, id: &StaffId, place: &str, around: Option<&str>, at: Instant) -> Result<()> {
        let sql = "UPDATE staff SET wrong_passwords = 0, last_used_at = ?2 WHERE id = ?1";
        self.db.run(sql, &[&id.as_str(), &millis(at)])?;
        self.wait_no_more(id, place, around)
    }

    /// Puts another password in the place of the one of now.
    pub fn set_staff_password(&self, id: &StaffId, hash: &str, must_change: bool) -> Result<()> {
        let sql = "UPDATE staff SET password = ?2, must_change = ?3, wrong_passwords = 0 WHERE id = ?1";
        self.db.run(sql, &[&id.as_str(), &hash, &must_change])?;
        self.wait_nowhere(id)
    }

    /// Writes a member's name, role and branch.
    pub fn amend_staff(&self, staff: &Staff) -> Result<()> {
        let sql = "UPDATE staff SET name = ?2, role = ?3, branch_code = ?4, branch_name = ?5 WHERE id = ?1";
        self.db.run(
            sql,
            &[
                &staff.id.as_str(),
                &staff.name.as_str(),
                &staff.role.as_str(),
                &staff.branch.code.as_str(),
                &staff.branch.name.as_str(),
            ],
        )?;
        Ok(())
    }

    /// Writes the number of the person that a member is (R11.4).
    pub fn set_person(&self, id: &StaffId, person: Option<&PersonNumber>) -> Result<()> {
        let sql = "UPDATE staff SET person = ?2 WHERE id = ?1";
        self.db.run(sql, &[&id.as_str(), &person.map(PersonNumber::as_str)])?;
        Ok(())
    }

    /// The account of the host that a member is bound to.
    pub fn account_of_staff(&self, id: &StaffId) -> Result<Option<HostAccount>> {
        self.met("staff", &[&id.as_str()])?;
        let sql = "SELECT account FROM staff WHERE id = ?1";
        Ok(self
            .db
            .optional(sql, &[&id.as_str()], |row| account_at(row, 0))?
            .flatten())
    }

    /// Whether another member is bound to an account of the host.
    pub fn is_account_of_another(&self, id: &StaffId, account: &HostAccount) -> Result<bool> {
        let sql = "SELECT 1 FROM staff WHERE account = ?2 AND id <> ?1";
        self.db.any(sql, &[&id.as_str(), &account.as_str()])
    }

    /// Binds a member to an account of the host, or to none; false when another member has it.
    pub fn bind_account(&self, id: &StaffId, account: Option<&HostAccount>) -> Result<bool> {
        let sql = "UPDATE staff SET account = ?2 WHERE id = ?1
                   AND NOT EXISTS (SELECT 1 FROM staff AS other WHERE other.account = ?2 AND other.id <> ?1)";
        let account = account.map(HostAccount::as_str);
        Ok(self.db.run(sql, &[&id.as_str(), &account])? == 1)
    }

    /// The password was right: the count goes back to 0.
    pub fn settle_login(&self, id: &StaffId, place: &str, around: Option<&str>, at: Instant) -> Result<()> {
        let sql = "UPDATE staff SET wrong_passwords = 0, last_login_at = ?2, last_used_at = ?2 WHERE id = ?1";
        self.db.run(sql, &[&id.as_str(), &millis(at)])?;
        self.wait_no_more(id, place, around)
    }

    /// Lifts the lock of a staff member, and their waits; false when there is none of that ID. What was typed wrong in a row stays
    /// counted: a right password alone ends that (R11.6).
    pub fn unlock_staff(&self, id: &StaffId) -> Result<bool> {
        let sql = "UPDATE staff SET locked = 0 WHERE id = ?1";
        self.wait_nowhere(id)?;
        Ok(self.db.run(sql, &[&id.as_str()])? == 1)
    }

    /// Locks a staff member.
    pub fn lock_staff(&self, id: &StaffId) -> Result<()> {
        self.db
            .run("UPDATE staff SET locked = 1 WHERE id = ?1", &[&id.as_str()])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::contract::Branch;
    use crate::domain::policy;
    use crate::domain::staff::{Role, Staff};
    use crate::domain::values::{BranchCode, Name, StaffId};
    use crate::entropy::Repeatable;
    use crate::store::{Kind, Result, Store};

    fn member(id: &str, role: Role) -> Staff {
        Staff {
            id: StaffId::parse(id).unwrap(),
            name: Name::parse("見本 管理").unwrap(),
            role,
            branch: Branch {
                code: BranchCode::parse("011").unwrap(),
                name: Name::parse("本店").unwrap(),
            },
            locked: false,
            must_change: false,
            person: None,
        }
    }

    #[test]
    fn the_schema_keeps_the_last_administrator_r11_2() {
        let (mut store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(1)).unwrap();
        let (one, other) = (member("K001", Role::Administrator), member("K002", Role::Administrator));
        let hash = "$argon2id$";
        let add = |tx: &super::Tx<'_>| -> Result<_> { Ok((tx.add_staff(&one, hash)?, tx.add_staff(&other, hash)?)) };
        assert_eq!(store.write(add).unwrap(), (true, true));
        let mut demote = |id| store.write(|tx| tx.amend_staff(&member(id, Role::Teller)));
        demote("K001").unwrap();
        assert!(demote("K002").unwrap_err().to_string().contains("R11.2"));
        store.write(|tx| tx.amend_staff(&one)).unwrap();
        store.write(|tx| tx.lock_staff(&one.id)).unwrap();
        let demoted = store.write(|tx| tx.amend_staff(&member("K002", Role::Teller)));
        assert!(demoted.is_err(), "the other one is locked");
    }
}
