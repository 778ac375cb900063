//! Requests and who decided about them (R11). What was asked for and what was shown is JSON, read whole.

use chrono::{Days, NaiveDate};

use super::db::{Row, ToValue};
use super::row::{instant, instant_at, millis, named, parsed, parsed_if_any};
use super::{Result, Tx};
use crate::domain::approval::{self, RequestContext, Status};
use crate::domain::calendar::{self, Instant};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::staff::Role;
use crate::domain::values::{BranchCode, CheckId, ContractNumber, RequestId, StaffId};

/// A stored request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Ours.
    pub id: RequestId,
    /// The contract it is about.
    pub contract: ContractNumber,
    /// What it asks for.
    pub action: Action,
    /// The command as JSON.
    pub command: String,
    /// What was shown, as JSON.
    pub shown: String,
    /// The digest of what was shown.
    pub digest: [u8; 32],
    /// Who made it.
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
    /// The receipt number, once it is finished.
    pub receipt: Option<String>,
    /// The identity check it rests on.
    pub check: CheckId,
    /// The branch on whose days it waits (R11.3).
    pub branch: BranchCode,
    /// The first day after it was made on which that branch acted, if that has come.
    pub acted: Option<NaiveDate>,
    /// Whether it was made while a caution stood on the contract (R10.5).
    pub is_cautioned: bool,
}

impl Request {
    /// What a decision about it looks at.
    pub fn standing(&self, policy: &Policy) -> RequestContext<'_> {
        RequestContext {
            made_by: &self.made_by,
            made_as: self.made_as,
            made_at: self.made_at,
            status: self.status,
            last_day: approval::last_day(self.made_at, self.acted, policy),
            decided_by: self.decided_by.as_ref(),
        }
    }
}

/// A decision about a request, to be stored.
#[derive(Clone, Debug)]
pub struct Decided<'a> {
    /// From which status.
    pub from: Status,
    /// To which.
    pub to: Status,
    /// By whom; none when the requester took it back or the console sent it back.
    pub by: Option<&'a StaffId>,
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: Option<&'a str>,
    /// The receipt number.
    pub receipt: Option<&'a str>,
}

/// Which waiting requests have not lapsed (R11.3). The first value is the moment before which all have, at most so many days
/// being over; the second the number of today.
pub(super) const STILL: &str =
    "made_at >= ?1 AND NOT EXISTS (SELECT 1 FROM branch_day WHERE branch_day.branch = request.branch
                       AND day > (made_at + 32400000) / 86400000 AND day < ?2)";

/// Until when requests wait, as of a moment (R11.3).
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    /// Before this all have lapsed.
    pub(super) since: Instant,
    /// The number of today.
    pub(super) today: i64,
}

impl Waits {
    /// As of that moment.
    pub fn at(now: Instant, policy: &Policy) -> Self {
        let today = calendar::day_of(now);
        Self {
            since: calendar::start_of(today - Days::new(u64::from(policy.request_days))),
            today: calendar::number_of(today),
        }
    }
}

/// What an open request is, in the words of its index: without them the index is not used.
const OPEN: &str = "('waiting', 'to_look_over')";
pub(super) const COLUMNS: &str =
    "id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by,
                       decided_at, reason, receipt, check_id, branch, cautioned,
                       (SELECT min(day) FROM branch_day WHERE branch_day.branch = request.branch
                        AND day > (made_at + 32400000) / 86400000)";

pub(super) fn request_of(row: &Row<'_>) -> Result<Request> {
    Ok(Request {
        id: RequestId(row.get(0)?),
        contract: parsed(row, 1, ContractNumber::parse)?,
        action: named(row, 2, Action::from_name)?,
        command: row.get(3)?,
        shown: row.get(4)?,
        digest: row.get(5)?,
        made_by: parsed(row, 6, StaffId::parse)?,
        made_as: named(row, 7, Role::from_name)?,
        made_at: instant(row, 8, "request.made_at")?,
        status: named(row, 9, Status::from_name)?,
        decided_by: parsed_if_any(row, 10, StaffId::parse)?,
        decided_at: instant_at(row, 11, "request.decided_at")?,
        reason: row.get(12)?,
        receipt: row.get(13)?,
        check: CheckId(row.get(14)?),
        branch: parsed(row, 15, BranchCode::parse)?,
        is_cautioned: row.get(16)?,
        acted: row.get::<Option<i64>>(17)?.map(calendar::day_of_number),
    })
}

impl Tx<'_> {
    /// The request of that id.
    pub fn request(&self, id: RequestId) -> Result<Option<Request>> {
        self.met("request", &[&id.0])?;
        let sql = format!("SELECT {COLUMNS} FROM request WHERE id = ?1");
        self.db.optional(&sql, &[&id.0], request_of)
    }

    /// The request that was carried out under that receipt number.
    pub fn request_of_receipt(&self, number: &str) -> Result<Option<Request>> {
        let sql = format!("SELECT {COLUMNS} FROM request WHERE receipt = ?1");
        let found = self.db.optional(&sql, &[&number], request_of)?;
        if let Some(request) = &found {
            self.met("request", &[&request.id.0])?;
        }
        Ok(found)
    }

    /// Requests that wait for approval, and those carried out but not looked over; oldest first, of the latter those that were
    /// made under a caution before all others (R10.5); at most `limit` of each.
    pub fn open_requests(&self, waits: Waits, limit: u64) -> Result<Vec<Request>> {
        let sql = format!(
            "SELECT * FROM (SELECT {COLUMNS} FROM request
                            WHERE status IN {OPEN} AND status = 'waiting' AND {STILL} ORDER BY made_at LIMIT ?3) AS waiting
             UNION ALL
             SELECT * FROM (SELECT {COLUMNS} FROM request
                            WHERE status IN {OPEN} AND status = 'to_look_over' ORDER BY cautioned DESC, made_at LIMIT ?3) AS to_look_over"
        );
        self.db
            .all(&sql, &[&millis(waits.since), &waits.today, &limit], request_of)
    }

    /// The requests of a contract that wait for approval or are to be looked over, oldest first.
    pub fn open_requests_of(&self, contract: &ContractNumber, waits: Waits) -> Result<Vec<Request>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM request
             WHERE contract = ?3 AND (status = 'to_look_over' OR (status = 'waiting' AND {STILL})) ORDER BY made_at"
        );
        let values: [&dyn ToValue; 3] = [&millis(waits.since), &waits.today, &contract.as_str()];
        self.db.all(&sql, &values, request_of)
    }

    /// How many requests wait for approval, and how many are to be looked over.
    pub fn count_open_requests(&self, waits: Waits) -> Result<(u64, u64)> {
        let sql = format!(
            "SELECT count(*) FILTER (WHERE status = 'waiting' AND {STILL}),
                          count(*) FILTER (WHERE status = 'to_look_over')
                   FROM request WHERE status IN ('waiting', 'to_look_over')"
        );
        self.db.one(&sql, &[&millis(waits.since), &waits.today], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The commands of the revocations that a person has made since then, under whatever ID, and that were carried out (R7.6).
    pub fn revocations_of(&self, staff: &StaffId, since: Instant) -> Result<Vec<String>> {
        let sql = "SELECT command FROM request WHERE action = 'revoke' AND receipt IS NOT NULL AND made_at > ?2
                   AND made_by IN (SELECT other.id FROM staff AS other, staff AS one
                                   WHERE one.id = ?1 AND coalesce(other.person, other.id) = coalesce(one.person, one.id))";
        self.db.all(sql, &[&staff.as_str(), &millis(since)], |row| row.get(0))
    }

    /// How many stops on a caller's word there were since then, and the moment of the first of them (R7.6).
    pub fn stops_since(&self, since: Instant) -> Result<(u64, Option<Instant>)> {
        let sql = "SELECT count(*), min(made_at) FROM request WHERE action = 'stop' AND made_at > ?1";
        self.db.one(sql, &[&millis(since)], |row| {
            Ok((row.get(0)?, instant_at(row, 1, "request.made_at")?))
        })
    }

    /// Keeps that a branch acted on that day: requests that were made before it wait no longer than to its end (R11.3).
    pub fn branch_acts(&self, branch: &BranchCode, day: NaiveDate) -> Result<()> {
        let sql = "INSERT INTO branch_day (branch, day) VALUES (?1, ?2) ON CONFLICT (branch, day) DO NOTHING";
        self.db.run(sql, &[&branch.as_str(), &calendar::number_of(day)])?;
        Ok(())
    }

    /// Keeps a new request.
    pub fn add_request(&self, request: &Request) -> Result<()> {
        let sql = "INSERT INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, receipt,
                                        check_id, branch, cautioned)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        self.db.run(
            sql,
            &[
                &request.id.0,
                &request.contract.as_str(),
                &request.action.as_str(),
                &request.command,
                &request.shown,
                &request.digest,
                &request.made_by.as_str(),
                &request.made_as.as_str(),
                &millis(request.made_at),
                &request.status.as_str(),
                &request.receipt,
                &request.check.0,
                &request.branch.as_str(),
                &request.is_cautioned,
            ],
        )?;
        Ok(())
    }

    /// Decides a request: one conditional UPDATE, so that of two decisions at once one wins (R11.2). False when it
    /// no longer stands where it did.
    pub fn decide(&self, id: RequestId, decided: &Decided<'_>) -> Result<bool> {
        let sql = "UPDATE request SET status = ?3, decided_by = ?4, decided_at = ?5, reason = ?6, receipt = coalesce(receipt, ?7)
                   WHERE id = ?1 AND status = ?2";
        let changed = self.db.run(
            sql,
            &[
                &id.0,
                &decided.from.as_str(),
                &decided.to.as_str(),
                &decided.by.map(StaffId::as_str),
                &millis(decided.at),
                &decided.reason,
                &decided.receipt,
            ],
        )?;
        Ok(changed == 1)
    }
}
