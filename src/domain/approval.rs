//! Approval by a second person (役席承認, R11).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::{self, Instant};
use super::identity::Action;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::staff::{Duty, Role, Staff};
use super::values::StaffId;

/// What an action needs (R11.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// 事前承認: it raises risk, so it waits for a supervisor.
    Before,
    /// 事後確認: it lowers risk, so it goes at once and is looked over afterwards.
    After,
}

/// Which approval an action needs: a revocation and a stop go at once, everything else waits (R11.1, R9.6).
pub fn needed(action: Action) -> Approval {
    match action {
        Action::Revoke | Action::Stop => Approval::After,
        Action::Unlock
        | Action::Register
        | Action::Resync
        | Action::Amend
        | Action::Close
        | Action::Issue
        | Action::Replace
        | Action::LiftPasswords => Approval::Before,
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 承認待ち.
    Waiting,
    /// 差戻し.
    Returned,
    /// 取下げ.
    Withdrawn,
    /// 事後確認待ち: carried out, to be looked over.
    ToLookOver,
    /// 完了.
    Done,
}

impl Status {
    /// The name in the store and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::ToLookOver => "to_look_over",
            Self::Done => "done",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Waiting,
            Self::Returned,
            Self::Withdrawn,
            Self::ToLookOver,
            Self::Done,
        ]
        .into_iter()
        .find(|status| status.as_str() == name)
    }
}

/// The last day on which a request waits: the next one after it was made on which its branch acts, `acted` if that has come, but
/// at most so many days later (R11.3).
pub fn last_day(made_at: Instant, acted: Option<NaiveDate>, policy: &Policy) -> NaiveDate {
    let most = calendar::day_of(made_at) + Days::new(u64::from(policy.request_days));
    acted.map_or(most, |acted| acted.min(most))
}

/// Whether this person may take over what a colleague asked for: at a shift's change what becomes of it is to reach somebody of the
/// branch who is there (R11.7).
pub fn takes_over(by: &Staff, from: &Staff) -> Decision<()> {
    if by.id == from.id {
        return Err(Refusal::OwnList);
    }
    if by.branch.code != from.branch.code {
        let staff = from.id.to_string();
        return Err(Refusal::NotAColleague { staff });
    }
    Ok(())
}

/// What is known of a request when somebody decides about it.
#[derive(Clone, Copy, Debug)]
pub struct RequestContext<'a> {
    /// Who made it.
    pub made_by: &'a StaffId,
    /// The role they made it in.
    pub made_as: Role,
    /// When.
    pub made_at: Instant,
    /// Where it stands.
    pub status: Status,
    /// The last day on which it waits: [`last_day`].
    pub last_day: NaiveDate,
    /// Who decided about it, if anybody did.
    pub decided_by: Option<&'a StaffId>,
}

impl RequestContext<'_> {
    /// Whether it has lapsed: a request waits to the end of its last day, midnight in Japan (R11.3).
    pub fn is_lapsed(&self, now: Instant) -> bool {
        self.status == Status::Waiting && calendar::day_of(now) > self.last_day
    }

    /// Whether this person may decide about it now (R11.2, R11.3). `at_terminal` is an approval at the requester's
    /// own terminal, which the support desk's requests may not have: theirs go to a branch.
    pub fn decidable(&self, by: &Staff, from: Status, at_terminal: bool, now: Instant) -> Decision<()> {
        by.must(Duty::Approve)?;
        if by.id == *self.made_by {
            return Err(Refusal::OwnRequest);
        }
        if self.status != from {
            let by = self.decided_by.unwrap_or(self.made_by).to_string();
            return Err(Refusal::AlreadyDecided { by });
        }
        if self.is_lapsed(now) {
            return Err(Refusal::RequestLapsed);
        }
        if at_terminal && self.made_as == Role::SupportDesk {
            Err(Refusal::BranchApproves)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;
    use crate::domain::contract::Branch;
    use crate::domain::values::{BranchCode, Name};

    fn staff(id: &str, role: Role) -> Staff {
        let branch = Branch {
            code: BranchCode::parse("011").unwrap(),
            name: Name::parse("本店営業部").unwrap(),
        };
        Staff {
            id: StaffId::parse(id).unwrap(),
            name: Name::parse("見本").unwrap(),
            role,
            branch,
            locked: false,
            must_change: false,
            person: None,
        }
    }

    #[test]
    fn what_lowers_risk_goes_at_once_r11_1() {
        assert_eq!(
            Action::ALL.map(needed),
            [
                Approval::Before,
                Approval::After,
                Approval::Before,
                Approval::Before,
                Approval::After,
                Approval::Before,
                Approval::Before,
                Approval::Before,
                Approval::Before,
                Approval::Before
            ]
        );
    }

    /// Made on a Friday evening; the branch acts on Monday, or not for a long time.
    #[test]
    fn a_request_waits_to_the_end_of_the_next_day_on_which_its_branch_acts_r11_3() {
        let (maker, made_at) = (StaffId::parse("T001").unwrap(), at("2026-06-05T20:00:00"));
        let day = |text: &str| calendar::day_of(at(text));
        for (acted, last_moment) in [
            (Some(day("2026-06-08T12:00:00")), "2026-06-08T23:59:59"),
            (Some(day("2026-06-06T12:00:00")), "2026-06-06T23:59:59"),
            (None, "2026-06-09T23:59:59"),
            (Some(day("2026-06-15T12:00:00")), "2026-06-09T23:59:59"),
        ] {
            let standing = RequestContext {
                made_by: &maker,
                made_as: Role::Teller,
                made_at,
                status: Status::Waiting,
                last_day: last_day(made_at, acted, &Policy::default()),
                decided_by: None,
            };
            let last = at(last_moment);
            assert!(!standing.is_lapsed(last), "{last_moment}");
            assert!(
                standing.is_lapsed(last + chrono::TimeDelta::seconds(1)),
                "{last_moment}"
            );
        }
    }

    #[test]
    fn a_list_is_taken_over_by_a_colleague_of_the_branch_r11_7() {
        let (one, other) = (staff("T001", Role::Teller), staff("T002", Role::Supervisor));
        assert_eq!(takes_over(&other, &one), Ok(()));
        assert_eq!(takes_over(&one, &one), Err(Refusal::OwnList));
        let mut elsewhere = staff("T003", Role::Teller);
        elsewhere.branch.code = BranchCode::parse("012").unwrap();
        assert_eq!(takes_over(&elsewhere, &one).unwrap_err().code(), "E1050");
    }

    #[test]
    fn who_may_decide_and_until_when_r11_2_and_r11_3() {
        let maker = StaffId::parse("T001").unwrap();
        let other = StaffId::parse("S009").unwrap();
        let (made_at, now) = (at("2026-06-01T10:00:00"), at("2026-06-01T23:59:59"));
        let standing = RequestContext {
            made_by: &maker,
            made_as: Role::Teller,
            made_at,
            status: Status::Waiting,
            last_day: last_day(made_at, Some(calendar::day_of(now)), &Policy::default()),
            decided_by: None,
        };
        let decide = |standing: &RequestContext, by: &Staff, now| {
            standing
                .decidable(by, Status::Waiting, true, now)
                .err()
                .map(|refusal| refusal.code())
        };
        assert_eq!(decide(&standing, &staff("S001", Role::Supervisor), now), None);
        assert_eq!(decide(&standing, &staff("T001", Role::Supervisor), now), Some("E1101"));
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Supervisor) {
            assert_eq!(decide(&standing, &staff("S001", role), now), Some("E1203"), "{role:?}");
        }
        assert_eq!(
            decide(&standing, &staff("S001", Role::Supervisor), at("2026-06-02T00:00:00")),
            Some("E1103")
        );
        let done = RequestContext {
            status: Status::Done,
            decided_by: Some(&other),
            ..standing
        };
        assert_eq!(decide(&done, &staff("S001", Role::Supervisor), now), Some("E1104"));
        let desk = RequestContext {
            made_as: Role::SupportDesk,
            ..standing
        };
        assert_eq!(decide(&desk, &staff("S001", Role::Supervisor), now), Some("E1107"));
        assert!(
            desk.decidable(&staff("S001", Role::Supervisor), Status::Waiting, false, now)
                .is_ok()
        );
        let locked = Staff {
            locked: true,
            ..staff("S001", Role::Supervisor)
        };
        assert_eq!(decide(&standing, &locked, now), Some("E1202"));
    }
}
