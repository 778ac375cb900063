//! Customers' permissions, service states and passwords (BRSK006, BRSK011).

use super::db::Row;
use super::loads::UNSEEN;
use super::row::{instant_at, json, millis};
use super::{Result, Tx};
use crate::domain::access::{Access, Service};
use crate::domain::values::{ContractNumber, LoginId};

/// The columns of `access` that [`access_of`] and [`service_of`] read, in their order.
pub(super) const ACCESS: &str =
    "rights, limits, accounts, wrong_logins, paused_until, login_stopped, wrong_confirmations,
                      confirmation_stopped, stopped, last_login_at";

/// Reads the first three of [`ACCESS`], which begin at column `from`.
pub(super) fn access_of(row: &Row<'_>, from: usize) -> Result<Access> {
    Ok(Access {
        rights: json(row, from)?,
        limits: json(row, from + 1)?,
        accounts: json(row, from + 2)?,
    })
}

/// Reads the rest of [`ACCESS`].
pub(super) fn service_of(row: &Row<'_>, from: usize) -> Result<Service> {
    Ok(Service {
        wrong_logins: row.get(from + 3)?,
        paused_until: instant_at(row, from + 4, "access.paused_until")?,
        login_stopped: row.get(from + 5)?,
        wrong_confirmations: row.get(from + 6)?,
        confirmation_stopped: row.get(from + 7)?,
        stopped: row.get(from + 8)?,
        last_login_at: instant_at(row, from + 9, "access.last_login_at")?,
    })
}

/// The hashes of a user's two passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct Passwords {
    /// Of the login password, a PHC string.
    pub login: String,
    /// Of the confirmation password (R5.5), a PHC string.
    pub confirmation: String,
}

impl Tx<'_> {
    /// Writes what a user may do besides; the counts and stops of one that is there already stay.
    pub fn set_access(&self, login_id: &LoginId, access: &Access) -> Result<()> {
        let sql = "INSERT INTO access (login_id, rights, limits, accounts) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (login_id) DO UPDATE SET rights = ?2, limits = ?3, accounts = ?4";
        self.db.run(
            sql,
            &[
                &login_id.as_str(),
                &serde_json::to_string(&access.rights)?,
                &serde_json::to_string(&access.limits)?,
                &serde_json::to_string(&access.accounts)?,
            ],
        )?;
        Ok(())
    }

    /// Writes the counts and stops of a user. Who is stopped is logged out by the schema.
    pub fn set_service(&self, login_id: &LoginId, service: &Service) -> Result<()> {
        let sql =
            "UPDATE access SET wrong_logins = ?2, paused_until = ?3, login_stopped = ?4, wrong_confirmations = ?5,
                 confirmation_stopped = ?6, stopped = ?7, last_login_at = ?8 WHERE login_id = ?1";
        self.db.run(
            sql,
            &[
                &login_id.as_str(),
                &service.wrong_logins,
                &service.paused_until.map(millis),
                &service.login_stopped,
                &service.wrong_confirmations,
                &service.confirmation_stopped,
                &service.stopped,
                &service.last_login_at.map(millis),
            ],
        )?;
        Ok(())
    }

    /// The contract of a login ID.
    pub fn contract_of_user(&self, login_id: &LoginId) -> Result<Option<ContractNumber>> {
        let sql = format!(
            r#"SELECT number FROM "user" JOIN contract ON number = contract WHERE login_id = ?1 AND load NOT IN {UNSEEN}"#
        );
        self.db.optional(&sql, &[&login_id.as_str()], |row| {
            super::row::parsed(row, 0, ContractNumber::parse)
        })
    }

    /// The hashes of a user's passwords, if any were issued.
    pub fn passwords(&self, login_id: &LoginId) -> Result<Option<Passwords>> {
        self.met("customer_password", &[&login_id.as_str()])?;
        let sql = "SELECT login, confirmation FROM customer_password WHERE login_id = ?1";
        let found = self.db.optional(sql, &[&login_id.as_str()], |row| {
            Ok(Passwords {
                login: row.get(0)?,
                confirmation: row.get(1)?,
            })
        })?;
        Ok(found)
    }

    /// Writes the hashes of a user's passwords.
    pub fn set_passwords(&self, login_id: &LoginId, passwords: &Passwords) -> Result<()> {
        let sql = "INSERT INTO customer_password (login_id, login, confirmation) VALUES (?1, ?2, ?3)
                   ON CONFLICT (login_id) DO UPDATE SET login = ?2, confirmation = ?3";
        self.db
            .run(sql, &[&login_id.as_str(), &passwords.login, &passwords.confirmation])?;
        Ok(())
    }
}
