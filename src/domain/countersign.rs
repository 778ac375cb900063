//! Acts without a customer that a second person decides about (R11.5): who may, what is shown, and when nobody is there to ask.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::calendar::{self, Instant};
use super::refusal::{Decision, Refusal};
use super::staff::{Duty, Role, Staff};
use super::values::StaffId;

/// How long it waits at most: to the end of that day after (R11.3).
const DAYS: i64 = 4;

/// Who decides about an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// Another administrator.
    Administrator,
    /// A supervisor.
    Supervisor,
    /// A supervisor or an administrator.
    Either,
}

impl Decider {
    /// The name in the store and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Supervisor => "supervisor",
            Self::Either => "either",
        }
    }

    /// The decider of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Administrator, Self::Supervisor, Self::Either];
        all.into_iter().find(|decider| decider.as_str() == name)
    }

    /// Whether a role may decide.
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Administrator => role == Role::Administrator,
            Self::Supervisor => role == Role::Supervisor,
            Self::Either => matches!(role, Role::Administrator | Role::Supervisor),
        }
    }

    /// The duty that a role needs to decide.
    fn duty(role: Role) -> Duty {
        match role {
            Role::Administrator => Duty::Countersign,
            _ => Duty::Approve,
        }
    }
}

/// Where an act stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 承認待ち.
    Waiting,
    /// 単独: carried out by one alone, as there never was a second administrator.
    Alone,
    /// 事後確認待ち: done at once, and to be looked over by a second person (R11.1).
    ToLookOver,
    /// 差戻し.
    Returned,
    /// 取下げ.
    Withdrawn,
    /// 完了.
    Done,
}

impl Status {
    /// The name in the store and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Alone => "alone",
            Self::ToLookOver => "to_look_over",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Done => "done",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::Waiting,
            Self::Alone,
            Self::ToLookOver,
            Self::Returned,
            Self::Withdrawn,
            Self::Done,
        ];
        all.into_iter().find(|status| status.as_str() == name)
    }
}

/// One thing before and after, such as a role or a figure of the policy, by the name that words and trail know it by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub what: String,
    /// As it is.
    pub before: String,
    /// As it will be.
    pub after: String,
}

impl Line {
    /// One thing before and after; `-` stands for nothing.
    pub fn new(what: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        let or_none = |text: String| if text.is_empty() { "-".to_owned() } else { text };
        Self {
            what: what.into(),
            before: or_none(before.into()),
            after: or_none(after.into()),
        }
    }
}

/// What the entry says of lines: `role: teller > supervisor, …`.
pub fn in_short(lines: &[Line]) -> String {
    let each = lines.iter().map(|line| match line.what.as_str() {
        // These say by themselves what they are.
        "standing" => format!("{} > {}", line.before, line.after),
        "reason" | "letters" => line.after.clone(),
        what => format!("{what}: {} > {}", line.before, line.after),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What is known of an act when somebody decides about it.
#[derive(Clone, Copy, Debug)]
pub struct MatterContext<'a> {
    /// Who asked, as they are now.
    pub maker: &'a Staff,
    /// When.
    pub made_at: Instant,
    /// Where it stands.
    pub status: Status,
    /// Who decides.
    pub decider: Decider,
    /// Who decided about it, if anybody did.
    pub decided_by: Option<&'a StaffId>,
}

/// Until when an act of that moment waits (R11.3).
pub fn waits_until(made_at: Instant) -> Instant {
    calendar::start_of(calendar::day_of(made_at)) + TimeDelta::days(DAYS + 1)
}

/// The earliest moment of which an act still waits at `now`.
pub fn waiting_since(now: Instant) -> Instant {
    calendar::start_of(calendar::day_of(now)) - TimeDelta::days(DAYS)
}

impl MatterContext<'_> {
    /// Whether it has lapsed (R11.3).
    pub fn is_lapsed(&self, now: Instant) -> bool {
        self.status == Status::Waiting && now >= waits_until(self.made_at)
    }

    /// Whether this person may decide about it now (R11.2, R11.4, R11.5).
    pub fn decidable(&self, by: &Staff, now: Instant) -> Decision<()> {
        self.in_status(Status::Waiting, by, now)
    }

    /// Whether this person may look over now what was done at once (R11.1).
    pub fn to_look_over(&self, by: &Staff, now: Instant) -> Decision<()> {
        self.in_status(Status::ToLookOver, by, now)
    }

    fn in_status(&self, status: Status, by: &Staff, now: Instant) -> Decision<()> {
        by.must(Decider::duty(by.role))?;
        another_person(by, self.maker)?;
        if !self.decider.admits(by.role) {
            return Err(Refusal::RoleMayNot {
                role: by.role.as_str().into(),
            });
        }
        if self.status != status {
            let by = self.decided_by.unwrap_or(&self.maker.id).to_string();
            return Err(Refusal::AlreadyDecided { by });
        }
        if self.is_lapsed(now) {
            return Err(Refusal::RequestLapsed);
        }
        Ok(())
    }
}

/// Refuses who is the maker, by the same ID (E1101) or by another one of theirs (E1214): maker and decider are two persons (R11.4).
pub fn another_person(by: &Staff, maker: &Staff) -> Decision<()> {
    if by.id == maker.id {
        return Err(Refusal::OwnRequest);
    }
    if by.person() == maker.person() {
        return Err(Refusal::SamePerson {
            staff: maker.id.to_string(),
        });
    }
    Ok(())
}

/// How many administrators there are to ask, as persons who are not locked, and whether there ever were two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Administrators {
    /// Persons who administer and are not locked.
    pub now: u64,
    /// There were two persons once.
    pub ever_two: bool,
}

/// Who is asked about an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    /// It waits for one of these.
    Waits(Decider),
    /// 単独: there never was a second administrator.
    Alone,
}

/// Who is asked about an act that `decider` decides about. A store that never had a second administrator lets the first act alone;
/// one that ever had two is never single again: with one left, a supervisor confirms the appointment of a second, and nothing
/// else (R11.5).
///
/// # Errors
/// E1215 when there is no second administrator to ask.
pub fn second(decider: Decider, appoints: bool, administrators: Administrators) -> Decision<Second> {
    if decider != Decider::Administrator {
        return Ok(Second::Waits(decider));
    }
    match (administrators.ever_two, administrators.now > 1) {
        (false, _) => Ok(Second::Alone),
        (true, true) => Ok(Second::Waits(decider)),
        (true, false) if appoints => Ok(Second::Waits(Decider::Supervisor)),
        (true, false) => Err(Refusal::NoSecondAdministrator),
    }
}

#[cfg(test)]
mod tests;
