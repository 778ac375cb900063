//! Customers' permissions, service states and passwords (BRSK006, BRSK011).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::db::Row;
use super::loads::UNSEEN;
use super::row::{instant_at, json, millis};
use super::{Result, Tx};
use crate::domain::access::{Access, Place, Service};
use crate::domain::calendar::Instant;
use crate::domain::values::{ContractNumber, LoginId};

/// The columns of `access` that [`access_of`] and [`service_of`] read, in their order.
pub(super) const ACCESS: &str = "rights, limits, accounts, wrong_logins, places, login_stopped, wrong_confirmations,
                      confirmation_stopped, stopped, last_login_at, wrong_day, wrong_today";

/// Reads the first three of [`ACCESS`], which begin at column `from`.
pub(super) fn access_of(row: &Row<'_>, from: usize) -> Result<Access> {
    Ok(Access {
        rights: json(row, from)?,
        limits: json(row, from + 1)?,
        accounts: json(row, from + 2)?,
    })
}

/// The first three of [`ACCESS`] as they are written.
pub(super) fn texts_of(access: &Access) -> Result<[String; 3]> {
    Ok([
        serde_json::to_string(&access.rights)?,
        serde_json::to_string(&access.limits)?,
        serde_json::to_string(&access.accounts)?,
    ])
}

/// Reads the rest of [`ACCESS`].
pub(super) fn service_of(row: &Row<'_>, from: usize) -> Result<Service> {
    Ok(Service {
        wrong_logins: row.get(from + 3)?,
        places: json(row, from + 4)?,
        login_stopped: row.get(from + 5)?,
        wrong_confirmations: row.get(from + 6)?,
        confirmation_stopped: row.get(from + 7)?,
        stopped: row.get(from + 8)?,
        last_login_at: instant_at(row, from + 9, "access.last_login_at")?,
        wrong_day: row.get(from + 10)?,
        wrong_today: row.get(from + 11)?,
    })
}

/// The hashes of a user's two passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct Passwords {
    /// Of the login password, a PHC string.
    pub login: String,
    /// Of the confirmation password (R5.5), a PHC string.
    pub confirmation: String,
    /// Whether somebody else gave them: they are changed before anything else is done (R17.1).
    pub given: bool,
}

impl Tx<'_> {
    /// Writes what a user may do besides; the counts and stops of one that is there already stay.
    pub fn set_access(&self, login_id: &LoginId, access: &Access) -> Result<()> {
        let [rights, limits, accounts] = texts_of(access)?;
        let sql = "INSERT INTO access (login_id, rights, limits, accounts) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (login_id) DO UPDATE SET rights = ?2, limits = ?3, accounts = ?4";
        self.db.run(sql, &[&login_id.as_str(), &rights, &limits, &accounts])?;
        Ok(())
    }

    /// Writes the counts and stops of a user. Who is stopped is logged out by the schema.
    pub fn set_service(&self, login_id: &LoginId, service: &Service) -> Result<()> {
        let sql =
            "UPDATE access SET wrong_logins = ?2, paused_until = ?3, login_stopped = ?4, wrong_confirmations = ?5,
                 confirmation_stopped = ?6, stopped = ?7, last_login_at = ?8, places = ?9, wrong_day = ?10, wrong_today = ?11
             WHERE login_id = ?1";
        self.db.run(
            sql,
            &[
                &login_id.as_str(),
                &service.wrong_logins,
                &service
                    .places
                    .values()
                    .filter_map(|place| place.paused_until)
                    .max()
                    .map(millis),
                &service.login_stopped,
                &service.wrong_confirmations,
                &service.confirmation_stopped,
                &service.stopped,
                &service.last_login_at.map(millis),
                &serde_json::to_string(&service.places)?,
                &service.wrong_day,
                &service.wrong_today,
            ],
        )?;
        Ok(())
    }

    /// Pauses of addresses end at that moment at the latest (R2.5); how many users they are of.
    pub(super) fn cut_pauses(&self, until: Instant) -> Result<u64> {
        let sql = format!("SELECT login_id, {ACCESS} FROM access WHERE paused_until > ?1");
        let paused = self.db.all(&sql, &[&millis(until)], |row| {
            Ok((super::row::parsed(row, 0, LoginId::parse)?, service_of(row, 1)?))
        })?;
        for (login_id, service) in &paused {
            self.set_service(login_id, &service.paused_at_most(until))?;
        }
        Ok(paused.len() as u64)
    }

    /// How many companies log in from addresses that are known, and how many addresses those are (R17.2).
    pub fn known_addresses(&self, now: Instant) -> Result<(usize, usize)> {
        let sql = format!(
            r#"SELECT number, places FROM access JOIN "user" USING (login_id) JOIN contract ON number = contract
               WHERE places <> ?1 AND load NOT IN {UNSEEN}"#
        );
        let (mut companies, mut addresses) = (BTreeSet::new(), BTreeSet::new());
        self.db.walk(&sql, &[&"{}"], &mut |row| {
            let places: BTreeMap<String, Place> = json(row, 1)?;
            let mut known = places.into_iter().filter(|(_, place)| place.is_known(now)).peekable();
            if known.peek().is_some() {
                companies.insert(row.get::<String>(0)?);
            }
            addresses.extend(known.map(|(address, _)| address));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((companies.len(), addresses.len()))
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
        let sql = "SELECT login, confirmation, given FROM customer_password WHERE login_id = ?1";
        let found = self.db.optional(sql, &[&login_id.as_str()], |row| {
            Ok(Passwords {
                login: row.get(0)?,
                confirmation: row.get(1)?,
                given: row.get(2)?,
            })
        })?;
        Ok(found)
    }

    /// The users of a contract whose passwords somebody else gave, and who have not changed them (R17.1).
    pub fn given_passwords(&self, contract: &ContractNumber) -> Result<Vec<LoginId>> {
        let sql = r#"SELECT login_id FROM "user" JOIN customer_password USING (login_id) WHERE contract = ?1 AND given = 1
                     ORDER BY login_id"#;
        self.db.all(sql, &[&contract.as_str()], |row| {
            super::row::parsed(row, 0, LoginId::parse)
        })
    }

    /// Whether a user of that contract has such passwords.
    pub fn has_given_passwords(&self, contract: &ContractNumber, login_id: &LoginId) -> Result<bool> {
        let is_theirs = self.contract_of_user(login_id)?.as_ref() == Some(contract);
        Ok(is_theirs && self.passwords(login_id)?.is_some_and(|passwords| passwords.given))
    }

    /// Writes the hashes of a user's passwords.
    pub fn set_passwords(&self, login_id: &LoginId, passwords: &Passwords) -> Result<()> {
        let sql = "INSERT INTO customer_password (login_id, login, confirmation, given) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (login_id) DO UPDATE SET login = ?2, confirmation = ?3, given = ?4";
        let Passwords {
            login,
            confirmation,
            given,
        } = passwords;
        self.db.run(sql, &[&login_id.as_str(), login, confirmation, given])?;
        Ok(())
    }
}
