//! Who may do what with or without a one-time password: the grace period (R4) and operations (R5).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::{self, Instant};
use super::case::Case;
use super::contract::Contract;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::registration;
use super::token::Token;
use super::user::{Operations, User};

/// An operation that needs a token (R5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// 都度振込.
    Transfer,
    /// 総合振込・給与振込.
    Bulk,
    /// ペイジー.
    PayEasy,
    /// ユーザ・トークン管理.
    Administration,
}

impl Operation {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Transfer, Self::Bulk, Self::PayEasy, Self::Administration];

    /// Its name in commands, entries and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Bulk => "bulk",
            Self::PayEasy => "pay_easy",
            Self::Administration => "administration",
        }
    }

    /// The operation of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.as_str() == name)
    }
}

impl Operations {
    /// Whether that one is among them.
    pub fn may(self, operation: Operation) -> bool {
        match operation {
            Operation::Transfer => self.transfer,
            Operation::Bulk => self.bulk,
            Operation::PayEasy => self.pay_easy,
            Operation::Administration => self.administration,
        }
    }
}

/// The menus within which one code serves a whole unbroken run (R5.4). Approving is a menu of its own: who goes there has
/// left the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// 都度振込, executed.
    Transfer,
    /// 総合振込・給与振込, executed.
    Bulk,
    /// 都度振込, approved.
    ApproveTransfer,
    /// 総合振込・給与振込, approved.
    ApproveBulk,
}

impl Run {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Transfer, Self::Bulk, Self::ApproveTransfer, Self::ApproveBulk];

    /// The menu of an operation that the user executes themselves, if codes run on in it.
    pub fn of(operation: Operation) -> Option<Self> {
        match operation {
            Operation::Transfer => Some(Self::Transfer),
            Operation::Bulk => Some(Self::Bulk),
            Operation::PayEasy | Operation::Administration => None,
        }
    }

    /// Its name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Bulk => "bulk",
            Self::ApproveTransfer => "approve_transfer",
            Self::ApproveBulk => "approve_bulk",
        }
    }
}

/// The first day on which the grace period is over (R4.2): the start date is the first of its days.
pub fn grace_ends(contract: &Contract, policy: &Policy) -> NaiveDate {
    let days = Days::new(u64::from(policy.grace_days));
    contract.start.checked_add_days(days).unwrap_or(NaiveDate::MAX)
}

/// Whether the grace period is over: from 00:00:00 of that day (R2.3).
pub fn is_grace_over(contract: &Contract, policy: &Policy, now: Instant) -> bool {
    calendar::day_of(now) >= grace_ends(contract, policy)
}

/// Whether the registration screen is shown after this user's login (R3.1).
pub fn shows_registration(user: &User, case: &Case, now: Instant) -> bool {
    registration::open_to(user, case, now).is_ok()
}

/// Whether `user` may do `operation` now, and the token whose code it asks for at its last step (R5.2, R5.3). No token: no
/// code, because the token's use has not started, or the grace period runs; both are for those who never registered.
///
/// # Errors
/// E0501 without the permission, E0502 when the grace period is over and nothing was ever registered, E1605 in a closed
/// period, E1120 when it is over, E0302 to E0305 when the user's token can't be used.
pub fn pass<'a>(
    user: &User,
    case: &'a Case,
    operation: Operation,
    now: Instant,
    policy: &Policy,
) -> Decision<Option<&'a Token>> {
    if !user.operations.may(operation) || (operation == Operation::Administration && !user.kind.administers()) {
        return Err(Refusal::NotPermitted {
            operation: operation.as_str().into(),
        });
    }
    if let Some(token) = case.token_of(user) {
        return registration::fit(token, now).map(|()| Some(token));
    }
    if let Some(opens) = user.closed_until(now) {
        return Err(Refusal::LoginClosed {
            opens: calendar::show(opens),
        });
    }
    if user.ever_registered() {
        return Err(Refusal::RegisterAgain);
    }
    if is_grace_over(&case.contract, policy, now) {
        let last = grace_ends(&case.contract, policy).pred_opt().unwrap_or(NaiveDate::MIN);
        return Err(Refusal::GraceOver {
            until: last.to_string(),
        });
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, token, user};
    use crate::domain::token::Stock;
    use crate::domain::user::UserKind::{Admin, General, Master};

    /// The sample contract starts on 1 May 2026.
    #[test]
    fn the_grace_period_to_the_second_r4_2_and_r5_2() {
        let sample = case(vec![user("M", Master, 0)], vec![token(1)]);
        let pass = |time: &str| {
            pass(
                &sample.users[0],
                &sample,
                Operation::Transfer,
                at(time),
                &Policy::default(),
            )
            .map(|token| token.is_some())
            .map_err(|refusal| refusal.code())
        };
        for (time, expected) in [
            ("2026-04-30T23:59:59", Ok(false)),
            ("2026-05-01T00:00:00", Ok(false)),
            ("2026-05-07T23:59:59", Ok(false)),
            ("2026-05-08T00:00:00", Err("E0502")),
            ("2027-01-01T00:00:00", Err("E0502")),
        ] {
            assert_eq!(pass(time), expected, "{time}");
        }
    }

    #[test]
    fn a_grace_period_of_other_lengths_and_across_29_february_r4_2() {
        for (start, days, last, first_closed) in [
            ("2028-02-23", 7, "2028-02-29T23:59:59", "2028-03-01T00:00:00"),
            ("2027-02-23", 7, "2027-03-01T23:59:59", "2027-03-02T00:00:00"),
            ("2026-12-28", 7, "2027-01-03T23:59:59", "2027-01-04T00:00:00"),
            ("2026-05-01", 30, "2026-05-30T23:59:59", "2026-05-31T00:00:00"),
            ("2026-05-01", 1, "2026-05-01T23:59:59", "2026-05-02T00:00:00"),
            ("2026-05-01", 0, "2026-04-30T23:59:59", "2026-05-01T00:00:00"),
        ] {
            let mut contract = case(vec![], vec![]).contract;
            contract.start = start.parse().unwrap();
            let policy = Policy {
                grace_days: days,
                ..Policy::default()
            };
            assert!(!is_grace_over(&contract, &policy, at(last)), "{start} {days}");
            assert!(is_grace_over(&contract, &policy, at(first_closed)), "{start} {days}");
        }
    }

    #[test]
    fn a_registered_user_is_asked_for_the_code_of_their_own_token_always_r5_3() {
        let sample = case(
            vec![user("M", Master, 2), user("A", Admin, 1)],
            vec![token(1), token(2)],
        );
        for time in ["2026-04-30T12:00:00", "2026-05-03T12:00:00", "2026-06-01T12:00:00"] {
            for operation in Operation::ALL {
                let asked = pass(&sample.users[0], &sample, operation, at(time), &Policy::default());
                assert_eq!(asked.unwrap().map(|token| token.id), Some(token(2).id));
            }
        }
    }

    #[test]
    fn a_token_that_cannot_be_used_stops_everything_r5_3_and_r9_1() {
        let now = at("2026-05-03T12:00:00");
        let with = |change: fn(&mut Token)| {
            let mut fob = token(1);
            change(&mut fob);
            let sample = case(vec![user("M", Master, 1)], vec![fob]);
            pass(&sample.users[0], &sample, Operation::PayEasy, now, &Policy::default())
                .unwrap_err()
                .code()
        };
        assert_eq!(with(|fob| fob.suspended_at = Some(at("2026-05-03T11:00:00"))), "E0305");
        assert_eq!(with(|fob| fob.expires = Some(at("2026-05-03T12:00:00"))), "E0302");
        assert_eq!(with(|fob| fob.stock = Stock::Lost), "E0303");
        assert_eq!(with(|fob| fob.stock = Stock::Scrapped), "E0304");
    }

    #[test]
    fn each_operation_has_its_permission_and_a_general_user_never_administers_r5_1() {
        let now = at("2026-05-03T12:00:00");
        for operation in Operation::ALL {
            let mut sample = case(vec![user("A", Admin, 1), user("G", General, 1)], vec![token(1)]);
            let may = |user: &User, sample: &Case| pass(user, sample, operation, now, &Policy::default()).is_ok();
            assert!(may(&sample.users[0], &sample));
            assert_eq!(may(&sample.users[1], &sample), operation != Operation::Administration);
            sample.users[0].operations = Operations::default();
            assert!(!may(&sample.users[0], &sample));
        }
    }

    #[test]
    fn who_was_revoked_is_let_through_by_no_grace_period_again_r5_2_and_r8_1() {
        let mut revoked = user("M", Master, 0);
        revoked.reopens_at = Some(at("2026-05-03T12:30:00"));
        let sample = case(vec![revoked], vec![token(1)]);
        let pass = |time| {
            pass(
                &sample.users[0],
                &sample,
                Operation::Transfer,
                at(time),
                &Policy::default(),
            )
        };
        assert_eq!(pass("2026-05-03T12:29:59").unwrap_err().code(), "E1605");
        for time in [
            "2026-04-30T23:59:59",
            "2026-05-03T12:30:00",
            "2026-05-07T23:59:59",
            "2026-05-08T00:00:00",
        ] {
            let expected = if time < "2026-05-01" { "E1605" } else { "E1120" };
            assert_eq!(pass(time).unwrap_err().code(), expected, "{time}");
        }
    }
}
