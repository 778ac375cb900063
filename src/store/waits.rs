//! What a wrong password of the staff makes wait, and where (R11.6).

use chrono::TimeDelta;

use super::row::{instant_at, millis};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::values::StaffId;

impl Tx<'_> {
    /// Counts a try to log in before its password is looked at, so that no guess is free that was broken off (R11.6): at that terminal,
    /// and at the place `around` it that it shares with others. What is long over goes.
    pub fn charge_login(&self, id: &StaffId, place: &str, around: Option<&str>, now: Instant) -> Result<()> {
        let over = "DELETE FROM login_wait WHERE staff = ?1 AND wait_until < ?2";
        self.db.run(over, &[&id.as_str(), &millis(now - TimeDelta::days(1))])?;
        let sql = "UPDATE staff SET wrong_passwords = wrong_passwords + 1 WHERE id = ?1";
        self.db.run(sql, &[&id.as_str()])?;
        let sql = "INSERT INTO login_wait (staff, place, wrong, wait_until) VALUES (?1, ?2, 1, ?3)
                   ON CONFLICT (staff, place) DO UPDATE SET wrong = login_wait.wrong + 1";
        // Nobody waits for it yet, nor does who has a clock that is a little behind.
        let nobody = millis(now - TimeDelta::hours(1));
        for place in [Some(place), around].into_iter().flatten() {
            self.db.run(sql, &[&id.as_str(), &place, &nobody])?;
        }
        Ok(())
    }

    /// A try that was counted is found to have come too soon: nobody is told what it was, and it counts no more.
    pub fn uncharge_login(&self, id: &StaffId, place: &str, around: Option<&str>) -> Result<()> {
        let sql = "UPDATE staff SET wrong_passwords = wrong_passwords - 1 WHERE id = ?1 AND wrong_passwords > 0";
        self.db.run(sql, &[&id.as_str()])?;
        let sql = "UPDATE login_wait SET wrong = wrong - 1 WHERE staff = ?1 AND place = ?2 AND wrong > 0";
        for place in [Some(place), around].into_iter().flatten() {
            self.db.run(sql, &[&id.as_str(), &place])?;
        }
        Ok(())
    }

    /// After a wrong password: no try at that place before that moment.
    pub fn slow_login(&self, id: &StaffId, place: &str, until: Instant) -> Result<()> {
        let sql = "INSERT INTO login_wait (staff, place, wrong, wait_until) VALUES (?1, ?2, 1, ?3)
                   ON CONFLICT (staff, place) DO UPDATE SET wait_until = ?3";
        self.db.run(sql, &[&id.as_str(), &place, &millis(until)])?;
        Ok(())
    }

    /// How many wrong passwords are counted at a place, and before which moment none is looked at there.
    pub fn wait_at(&self, id: &StaffId, place: &str) -> Result<Option<(u32, Option<Instant>)>> {
        self.met("login_wait", &[&id.as_str(), &place])?;
        let sql = "SELECT wrong, wait_until FROM login_wait WHERE staff = ?1 AND place = ?2";
        self.db.optional(sql, &[&id.as_str(), &place], |row| {
            Ok((row.get(0)?, instant_at(row, 1, "login_wait.wait_until")?))
        })
    }

    /// Whether the member's right password was given at that very terminal since then.
    pub fn was_right_at(&self, id: &StaffId, terminal: &str, since: Instant) -> Result<bool> {
        let sql = "SELECT 1 FROM trail WHERE actor = ?1 AND terminal = ?2 AND action IN ('login', 'resume') AND result = 'done'
                   AND seq >= (SELECT first.seq FROM trail AS first WHERE first.at >= ?3 ORDER BY first.at LIMIT 1)";
        self.db.any(sql, &[&id.as_str(), &terminal, &millis(since)])
    }

    /// A try from an account that the member is not bound to is noted; no other is before `until`.
    pub fn note_elsewhere(&self, id: &StaffId, until: Instant) -> Result<()> {
        let sql = "INSERT INTO login_wait (staff, place, wrong, wait_until) VALUES (?1, '', 0, ?2)
                   ON CONFLICT (staff, place) DO UPDATE SET wait_until = ?2";
        self.db.run(sql, &[&id.as_str(), &millis(until)])?;
        Ok(())
    }

    /// No wait is left at that terminal; what was counted there counts no more `around` it, where the rest stays.
    pub(super) fn wait_no_more(&self, id: &StaffId, place: &str, around: Option<&str>) -> Result<()> {
        if let (Some(around), Some((here, _))) = (around, self.wait_at(id, place)?) {
            let sql = "UPDATE login_wait SET wrong = wrong - ?3 WHERE staff = ?1 AND place = ?2 AND wrong >= ?3";
            self.db.run(sql, &[&id.as_str(), &around, &here])?;
        }
        let sql = "DELETE FROM login_wait WHERE staff = ?1 AND place = ?2";
        self.db.run(sql, &[&id.as_str(), &place])?;
        Ok(())
    }

    /// No wait is left anywhere.
    pub(super) fn wait_nowhere(&self, id: &StaffId) -> Result<()> {
        self.db
            .run("DELETE FROM login_wait WHERE staff = ?1", &[&id.as_str()])?;
        Ok(())
    }
}
