//! Acts without a customer that a second person decides about (R11.5). What was asked for and what was shown is JSON, read whole.

use std::collections::BTreeSet;

use super::db::Row;
use super::row::{instant, instant_at, millis, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::countersign::{Administrators, Decider, Status};
use crate::domain::staff::Role;
use crate::domain::values::{RequestId, StaffId};

/// A stored act.
#[derive(Clone, Debug)]
pub struct Countersign {
    /// Ours.
    pub id: RequestId,
    /// What it is called in the trail.
    pub action: String,
    /// The act as JSON.
    pub command: String,
    /// What was shown, as JSON.
    pub shown: String,
    /// The digest of what was shown.
    pub digest: [u8; 32],
    /// Who decides.
    pub decider: Decider,
    /// Who asked.
    pub made_by: StaffId,
    /// In which role.
    pub made_as: Role,
    /// When.
    pub made_at: Instant,
    /// Where it stands.
    pub status: Status,
    /// Who decided.
    pub decided_by: Option<StaffId>,
    /// When.
    pub decided_at: Option<Instant>,
    /// Why it was sent back.
    pub reason: Option<String>,
}

const COLUMNS: &str =
    "id, action, command, shown, digest, decider, made_by, made_as, made_at, status, decided_by, decided_at, reason";

fn countersign_of(row: &Row<'_>) -> Result<Countersign> {
    Ok(Countersign {
        id: RequestId(row.get(0)?),
        action: row.get(1)?,
        command: row.get(2)?,
        shown: row.get(3)?,
        digest: row.get(4)?,
        decider: named(row, 5, Decider::from_name)?,
        made_by: parsed(row, 6, StaffId::parse)?,
        made_as: named(row, 7, Role::from_name)?,
        made_at: instant(row, 8, "countersign.made_at")?,
        status: named(row, 9, Status::from_name)?,
        decided_by: parsed_if_any(row, 10, StaffId::parse)?,
        decided_at: instant_at(row, 11, "countersign.decided_at")?,
        reason: row.get(12)?,
    })
}

impl Tx<'_> {
    /// How many administrators there are to ask, and whether there ever were two (R11.5).
    pub fn administrators(&self) -> Result<Administrators> {
        let members = self.members()?.into_iter().map(|member| member.staff);
        let active = members.filter(|staff| staff.role == Role::Administrator && !staff.locked);
        let persons: BTreeSet<_> = active.map(|staff| staff.person().to_owned()).collect();
        Ok(Administrators {
            now: persons.len() as u64,
            ever_two: self.ever_two()?,
        })
    }

    /// Whether there ever were two administrators (R11.5).
    pub fn ever_two(&self) -> Result<bool> {
        self.met("two_administrators", &[&1i64])?;
        self.db.any("SELECT 1 FROM two_administrators WHERE one = 1", &[])
    }

    /// Says that there were two administrators once, in a store that goes back to before there were (R11.5).
    pub fn never_single(&self) -> Result<()> {
        let sql = "INSERT INTO two_administrators (one) VALUES (1) ON CONFLICT (one) DO NOTHING";
        self.db.run(sql, &[]).map(drop)
    }

    /// How many who decide about others' requests have no number of their own as persons yet (R11.4).
    pub fn count_numberless(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM staff WHERE person IS NULL AND role IN ('supervisor', 'administrator')";
        self.db.one(sql, &[], |row| row.get(0))
    }

    /// The act of that id.
    pub fn countersign(&self, id: RequestId) -> Result<Option<Countersign>> {
        self.met("countersign", &[&id.0])?;
        let sql = format!("SELECT {COLUMNS} FROM countersign WHERE id = ?1");
        self.db.optional(&sql, &[&id.0], countersign_of)
    }

    /// The hash of the first password that waits with an act.
    pub fn countersign_secret(&self, id: RequestId) -> Result<Option<String>> {
        let sql = "SELECT secret FROM countersign WHERE id = ?1";
        Ok(self.db.optional(sql, &[&id.0], |row| row.get(0))?.flatten())
    }

    /// Acts that wait since `since`, the oldest first.
    pub fn open_countersigns(&self, since: Instant, limit: u64) -> Result<Vec<Countersign>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM countersign WHERE status = 'waiting' AND made_at >= ?1 ORDER BY made_at LIMIT ?2"
        );
        self.db.all(&sql, &[&millis(since), &limit], countersign_of)
    }

    /// Acts that were done at once and are to be looked over, the oldest first.
    pub fn countersigns_to_look_over(&self, limit: u64) -> Result<Vec<Countersign>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM countersign WHERE status = 'to_look_over' AND made_at > 0 ORDER BY made_at LIMIT ?1"
        );
        self.db.all(&sql, &[&limit], countersign_of)
    }

    /// What one asked for since `since`, the newest first.
    pub fn own_countersigns(&self, whose: &StaffId, since: Instant, limit: u64) -> Result<Vec<Countersign>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM countersign WHERE made_by = ?1 AND made_at >= ?2 ORDER BY made_at DESC LIMIT ?3"
        );
        self.db
            .all(&sql, &[&whose.as_str(), &millis(since), &limit], countersign_of)
    }

    /// An act of that member waits: what becomes of it is to reach them (R11.7).
    pub fn watch_matter(&self, act: RequestId, whose: &StaffId) -> Result<()> {
        let sql = "INSERT INTO unseen_matter (countersign, staff) VALUES (?1, ?2)";
        self.db.run(sql, &[&act.0, &whose.as_str()])?;
        Ok(())
    }

    /// They know what became of it; whether they had yet to look.
    pub fn matter_seen(&self, act: RequestId, whose: &StaffId) -> Result<bool> {
        let sql = "DELETE FROM unseen_matter WHERE countersign = ?1 AND staff = ?2";
        Ok(self.db.run(sql, &[&act.0, &whose.as_str()])? == 1)
    }

    /// Acts of theirs that ended, or waited since before `since`, and that they have not looked at; the oldest first.
    pub fn matter_news(&self, whose: &StaffId, since: Instant, limit: u64) -> Result<Vec<Countersign>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM countersign WHERE id IN (SELECT countersign FROM unseen_matter WHERE staff = ?1)
               AND (status IN ('returned', 'done') OR (status = 'waiting' AND made_at < ?2)) ORDER BY made_at LIMIT ?3"
        );
        self.db
            .all(&sql, &[&whose.as_str(), &millis(since), &limit], countersign_of)
    }

    /// How many acts wait since `since`.
    pub fn count_open_countersigns(&self, since: Instant) -> Result<u64> {
        let sql = "SELECT count(*) FROM countersign WHERE status = 'waiting' AND made_at >= ?1";
        self.db.one(sql, &[&millis(since)], |row| row.get(0))
    }

    /// Acts that were asked for since then, however they ended; the newest first.
    pub fn countersigns_since(&self, since: Instant, limit: u64) -> Result<Vec<Countersign>> {
        let sql = format!("SELECT {COLUMNS} FROM countersign WHERE made_at >= ?1 ORDER BY made_at DESC LIMIT ?2");
        self.db.all(&sql, &[&millis(since), &limit], countersign_of)
    }

    /// How many acts one administrator did alone (R11.5).
    pub fn count_alone(&self) -> Result<u64> {
        let sql = "SELECT count(*) FROM countersign WHERE status = 'alone'";
        self.db.one(sql, &[], |row| row.get(0))
    }

    /// Keeps an act; with the hash of a first password while it waits. Those that lapsed before `lapsed` lose theirs.
    pub fn add_countersign(&self, act: &Countersign, secret: Option<&str>, lapsed: Instant) -> Result<()> {
        let wipe =
            "UPDATE countersign SET secret = NULL WHERE status = 'waiting' AND made_at < ?1 AND secret IS NOT NULL";
        self.db.run(wipe, &[&millis(lapsed)])?;
        let sql = "INSERT INTO countersign (id, action, command, shown, digest, decider, secret, made_by, made_as, made_at, status)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.db.run(
            sql,
            &[
                &act.id.0,
                &act.action,
                &act.command,
                &act.shown,
                &act.digest,
                &act.decider.as_str(),
                &secret.filter(|_| act.status == Status::Waiting),
                &act.made_by.as_str(),
                &act.made_as.as_str(),
                &millis(act.made_at),
                &act.status.as_str(),
            ],
        )?;
        Ok(())
    }

    /// Decides an act that stands at `from`: one conditional UPDATE, so that of two decisions at once one wins (R11.2). False when it
    /// stands there no more. The hash of a first password is gone with it.
    pub fn decide_countersign(
        &self,
        id: RequestId,
        (from, to): (Status, Status),
        by: Option<&StaffId>,
        at: Instant,
        reason: Option<&str>,
    ) -> Result<bool> {
        let sql = "UPDATE countersign SET status = ?2, decided_by = ?3, decided_at = ?4, reason = ?5, secret = NULL
                   WHERE id = ?1 AND status = ?6";
        let by = by.map(StaffId::as_str);
        let decided: [&dyn super::db::ToValue; 6] = [&id.0, &to.as_str(), &by, &millis(at), &reason, &from.as_str()];
        Ok(self.db.run(sql, &decided)? == 1)
    }
}
