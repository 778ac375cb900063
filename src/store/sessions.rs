//! Sessions of the web banking: one a user, known by the hash of its key.

use super::row::{instant, millis, named, parsed};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::gate::Run;
use crate::domain::values::{ContractNumber, LoginId};

/// A session as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Whose.
    pub login_id: LoginId,
    /// Of which contract.
    pub contract: ContractNumber,
    /// When something was last done in it.
    pub used_at: Instant,
    /// The run in which one code has been given (R5.4).
    pub run: Option<Run>,
}

impl Tx<'_> {
    /// Begins a session; the one that the user had before ends by it.
    pub fn begin_session(&self, key_hash: &[u8; 32], login_id: &LoginId, at: Instant) -> Result<()> {
        self.end_sessions_of(login_id)?;
        let sql = "INSERT INTO session (key_hash, login_id, since, used_at) VALUES (?1, ?2, ?3, ?3)";
        self.db.run(sql, &[&key_hash, &login_id.as_str(), &millis(at)])?;
        Ok(())
    }

    /// The session of a key.
    pub fn session(&self, key_hash: &[u8; 32]) -> Result<Option<SessionRow>> {
        self.met("session", &[key_hash])?;
        let sql =
            r#"SELECT login_id, contract, used_at, run FROM session JOIN "user" USING (login_id) WHERE key_hash = ?1"#;
        self.db.optional(sql, &[&key_hash], |row| {
            let run = if row.get::<Option<String>>(3)?.is_some() {
                Some(named(row, 3, |name| {
                    Run::ALL.into_iter().find(|run| run.as_str() == name)
                })?)
            } else {
                None
            };
            Ok(SessionRow {
                login_id: parsed(row, 0, LoginId::parse)?,
                contract: parsed(row, 1, ContractNumber::parse)?,
                used_at: instant(row, 2, "session.used_at")?,
                run,
            })
        })
    }

    /// Something was done in a session: it begins to lapse anew, and stands in that run, or in none.
    pub fn use_session(&self, key_hash: &[u8; 32], at: Instant, run: Option<Run>) -> Result<()> {
        let sql = "UPDATE session SET used_at = ?2, run = ?3 WHERE key_hash = ?1";
        self.db.run(sql, &[&key_hash, &millis(at), &run.map(Run::as_str)])?;
        Ok(())
    }

    /// Something was looked at in a session: it begins to lapse anew. The run is not looked at, for it may have ended meanwhile.
    pub fn touch_session(&self, key_hash: &[u8; 32], at: Instant) -> Result<()> {
        let sql = "UPDATE session SET used_at = CASE WHEN used_at > ?2 THEN used_at ELSE ?2 END WHERE key_hash = ?1";
        self.db.run(sql, &[&key_hash, &millis(at)])?;
        Ok(())
    }

    /// Ends the session of a user, if there is one.
    pub fn end_sessions_of(&self, login_id: &LoginId) -> Result<()> {
        self.db
            .run("DELETE FROM session WHERE login_id = ?1", &[&login_id.as_str()])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;
    use crate::entropy::Repeatable;
    use crate::store::{Kind, Store};

    /// A look that began before a menu was left and is written after it.
    #[test]
    fn what_was_looked_at_brings_no_run_back_r5_4() {
        let policy = crate::domain::policy::DEFAULT;
        let (mut store, _) = Store::in_memory(Kind::Training, policy, &mut Repeatable(1)).unwrap();
        let (key, who) = ([1; 32], LoginId::parse("M").unwrap());
        store.write(|tx| -> Result<()> {
                tx.db.batch(
                    r#"INSERT INTO contract VALUES (1, '1000001', 'x', 'x', 'x', '011', 'x', '普通1234567', '03-0000-0000', '2026-05-01', 1, NULL, NULL, NULL, NULL, NULL, 0);
                     INSERT INTO "user" (login_id, contract, name, kana, kind, operations) VALUES ('M', '1000001', '見本', 'ミホン', 'master', 15);
                     INSERT INTO access (login_id, rights, limits, accounts) VALUES ('M', '[]', '{}', '[]')"#,
                )?;
                tx.begin_session(&key, &who, at("2026-06-01T10:00:00"))?;
                tx.use_session(&key, at("2026-06-01T10:01:00"), Some(Run::Transfer))?;
                tx.use_session(&key, at("2026-06-01T10:03:00"), None)?;
                tx.touch_session(&key, at("2026-06-01T10:02:00"))?;
                let row = tx.session(&key)?.unwrap();
                assert_eq!((row.run, row.used_at), (None, at("2026-06-01T10:03:00")));
                Ok(())
            }).unwrap();
    }
}
