//! Staff and their passwords.

use rusqlite::{OptionalExtension, Row};

use super::row::{instant_at, millis, named, parsed};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::staff::{Role, Staff};
use crate::domain::values::{BranchCode, Name, StaffId};

/// What a login is judged by.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The hash as a PHC string.
    pub hash: String,
    /// Wrong passwords in a row, the one that is being tried included.
    pub tries: u32,
    /// Locked already.
    pub locked: bool,
    /// The last login that went well.
    pub last_login_at: Option<Instant>,
}

const COLUMNS: &str = "id, name, role, branch_code, branch_name, locked";

fn staff_of(row: &Row<'_>) -> rusqlite::Result<Staff> {
    Ok(Staff {
        id: parsed(row, 0, StaffId::parse)?,
        name: parsed(row, 1, Name::parse)?,
        role: named(row, 2, Role::from_name)?,
        branch: Branch {
            code: parsed(row, 3, BranchCode::parse)?,
            name: parsed(row, 4, Name::parse)?,
        },
        locked: row.get(5)?,
    })
}

impl Tx<'_> {
    /// The staff member of that ID.
    pub fn staff(&self, id: &StaffId) -> Result<Option<Staff>> {
        let sql = format!("SELECT {COLUMNS} FROM staff WHERE id = ?1");
        Ok(self
            .tx
            .prepare_cached(&sql)?
            .query_row([id.as_str()], staff_of)
            .optional()?)
    }

    /// Everybody, by ID.
    pub fn all_staff(&self) -> Result<Vec<Staff>> {
        let sql = format!("SELECT {COLUMNS} FROM staff ORDER BY id");
        Ok(self
            .tx
            .prepare_cached(&sql)?
            .query_map([], staff_of)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// Adds a staff member with the hash of a password; false when the ID is taken.
    pub fn add_staff(&self, staff: &Staff, hash: &str) -> Result<bool> {
        let added = self.tx.execute(
            "INSERT INTO staff (id, name, role, branch_code, branch_name, password) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO NOTHING",
            (
                staff.id.as_str(),
                staff.name.as_str(),
                staff.role.as_str(),
                staff.branch.code.as_str(),
                staff.branch.name.as_str(),
                hash,
            ),
        )?;
        Ok(added == 1)
    }

    /// Counts a try to log in before its password is looked at, so that parallel guesses are counted too.
    pub fn charge_login(&self, id: &StaffId) -> Result<Option<Credential>> {
        let sql = "UPDATE staff SET wrong_passwords = wrong_passwords + 1 WHERE id = ?1
                   RETURNING password, wrong_passwords, locked, last_login_at";
        let found = self.tx.query_row(sql, [id.as_str()], |row| {
            Ok(Credential {
                hash: row.get(0)?,
                tries: row.get(1)?,
                locked: row.get(2)?,
                last_login_at: instant_at(row, 3)?,
            })
        });
        Ok(found.optional()?)
    }

    /// The password was right: the count goes back to 0.
    pub fn settle_login(&self, id: &StaffId, at: Instant) -> Result<()> {
        self.tx.execute(
            "UPDATE staff SET wrong_passwords = 0, last_login_at = ?2 WHERE id = ?1",
            (id.as_str(), millis(at)),
        )?;
        Ok(())
    }

    /// Lifts the lock of a staff member; false when there is none of that ID.
    pub fn unlock_staff(&self, id: &StaffId) -> Result<bool> {
        let sql = "UPDATE staff SET locked = 0, wrong_passwords = 0 WHERE id = ?1";
        Ok(self.tx.execute(sql, [id.as_str()])? == 1)
    }

    /// Locks a staff member.
    pub fn lock_staff(&self, id: &StaffId) -> Result<()> {
        self.tx
            .execute("UPDATE staff SET locked = 1 WHERE id = ?1", [id.as_str()])?;
        Ok(())
    }
}
