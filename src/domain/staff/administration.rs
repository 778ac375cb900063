//! Administering the staff (TKNR001): what of a member is changed and by whom; and how wrong passwords slow down.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Role, Staff};
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::countersign::Line;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{BranchCode, HostAccount, Name};

/// The longest pause after a wrong password.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// A member of the staff as who administers them sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Who it is.
    #[serde(flatten)]
    pub staff: Staff,
    /// The last login.
    pub last_login_at: Option<Instant>,
    /// The only account of the host that they may log in from.
    pub account: Option<HostAccount>,
    /// When they last gave their password, for a login or anything else: a command, an approval at another's terminal.
    pub last_used_at: Option<Instant>,
}

/// What a member is to be; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffChange {
    /// Name.
    pub name: Option<Name>,
    /// Role.
    pub role: Option<Role>,
    /// Branch: code.
    pub branch_code: Option<BranchCode>,
    /// Branch: name.
    pub branch_name: Option<Name>,
}

/// The member with a change made by `by`.
///
/// # Errors
/// E1208 one's own role, E1205 a trainer on a live store, E1709 when nothing is another than before.
pub fn amended(by: &Staff, member: &Staff, change: &StaffChange, is_live: bool) -> Decision<Staff> {
    let after = changed(member, change);
    if after.role != member.role {
        another(by, member)?;
        fits_store(after.role, is_live)?;
    }
    if after == *member {
        return Err(Refusal::NothingAmended);
    }
    Ok(after)
}

/// The member as a change makes them, whoever makes it.
pub fn changed(member: &Staff, change: &StaffChange) -> Staff {
    Staff {
        name: change.name.clone().unwrap_or_else(|| member.name.clone()),
        role: change.role.unwrap_or(member.role),
        branch: Branch {
            code: change.branch_code.clone().unwrap_or_else(|| member.branch.code.clone()),
            name: change.branch_name.clone().unwrap_or_else(|| member.branch.name.clone()),
        },
        ..member.clone()
    }
}

/// Refuses what nobody does to themselves (E1208): another role, a lock, a password by reset. As who acts is an administrator who
/// is not locked, and stays that, at least one remains.
pub fn another(by: &Staff, member: &Staff) -> Decision<()> {
    if by.id == member.id {
        Err(Refusal::OwnStanding)
    } else {
        Ok(())
    }
}

/// Refuses a trainer on a live store (E1205).
pub fn fits_store(role: Role, is_live: bool) -> Decision<()> {
    if is_live && role == Role::Trainer {
        Err(Refusal::TrainingOnly)
    } else {
        Ok(())
    }
}

/// What differs between two states of a member.
pub fn differences(before: &Staff, after: &Staff) -> Vec<Line> {
    let facts = |staff: &Staff| {
        [
            ("name", staff.name.to_string()),
            ("role", staff.role.as_str().to_owned()),
            ("branch", format!("{} {}", staff.branch.code, staff.branch.name)),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after));
    let differing = pairs.filter(|((_, old), (_, new))| old != new);
    differing
        .map(|((what, old), (_, new))| Line::new(what, old, new))
        .collect()
}

/// How long the next try waits after so many wrong passwords in a row: 1, 2, 4, 8 … seconds, a quarter of an hour at most (R11.6).
pub fn pause(wrong: u32) -> TimeDelta {
    let seconds = 1_i64 << wrong.saturating_sub(1).min(10);
    TimeDelta::seconds(seconds).min(LONGEST_PAUSE)
}

/// The seconds, rounded up, that a try must still wait. A moment further off than any pause is from before the clock was put
/// back, as on a training store, and holds nobody.
pub fn still_waits(until: Option<Instant>, now: Instant) -> Option<i64> {
    let left = until? - now;
    let waits = left > TimeDelta::zero() && left <= LONGEST_PAUSE;
    waits.then(|| (left.num_milliseconds() + 999) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::countersign::in_short;
    use crate::domain::values::StaffId;

    fn member(id: &str, role: Role) -> Staff {
        Staff {
            id: StaffId::parse(id).unwrap(),
            name: Name::parse("見本 役子").unwrap(),
            role,
            branch: Branch {
                code: BranchCode::parse("011").unwrap(),
                name: Name::parse("本店営業部").unwrap(),
            },
            locked: false,
            must_change: false,
            person: None,
        }
    }

    #[test]
    fn who_administers_remains_whatever_is_changed_r11_2() {
        let (one, other) = (member("K001", Role::Administrator), member("T001", Role::Teller));
        for role in Role::ALL {
            let change = StaffChange {
                role: Some(role),
                ..StaffChange::default()
            };
            let expected = if role == Role::Administrator {
                Refusal::NothingAmended
            } else {
                Refusal::OwnStanding
            };
            assert_eq!(amended(&one, &one, &change, false), Err(expected), "{role:?}");
            assert_eq!(
                amended(&one, &other, &change, true).err(),
                match role {
                    Role::Teller => Some(Refusal::NothingAmended),
                    Role::Trainer => Some(Refusal::TrainingOnly),
                    _ => None,
                },
                "{role:?}"
            );
        }
        assert_eq!(another(&one, &one), Err(Refusal::OwnStanding));
        assert_eq!(another(&one, &other), Ok(()));
    }

    #[test]
    fn what_differs_is_named_before_and_after_r12_1() {
        let (one, other) = (member("K001", Role::Administrator), member("T001", Role::Teller));
        let change = StaffChange {
            name: Some(Name::parse("例示 花子").unwrap()),
            branch_code: Some(BranchCode::parse("012").unwrap()),
            ..StaffChange::default()
        };
        let after = amended(&one, &other, &change, true).unwrap();
        assert_eq!(
            in_short(&differences(&other, &after)),
            "name: 見本 役子 > 例示 花子, branch: 011 本店営業部 > 012 本店営業部"
        );
        assert!(amended(&one, &one, &change, true).is_ok(), "one's own name and branch");
    }

    #[test]
    fn pauses_double_to_a_quarter_of_an_hour_and_hold_half_open_r2_3_r11_6() {
        let pauses: Vec<_> = (1..=12).map(|wrong| pause(wrong).num_seconds()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        let now = Instant::default();
        for (milliseconds, expected) in [
            (-1, None),
            (0, None),
            (1, Some(1)),
            (1000, Some(1)),
            (1001, Some(2)),
            (900_000, Some(900)),
            (900_001, None),
        ] {
            let until = Some(now + TimeDelta::milliseconds(milliseconds));
            assert_eq!(still_waits(until, now), expected, "{milliseconds}");
        }
        assert_eq!(still_waits(None, now), None);
    }
}
