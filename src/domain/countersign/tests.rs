//! Who decides about an act without a customer (R11.4, R11.5).

use super::*;
use crate::domain::case::samples::at;
use crate::domain::contract::Branch;
use crate::domain::values::{BranchCode, Name, PersonNumber};

fn staff(id: &str, role: Role, person: Option<&str>) -> Staff {
    Staff {
        id: StaffId::parse(id).unwrap(),
        name: Name::parse("見本").unwrap(),
        role,
        branch: Branch {
            code: BranchCode::parse("011").unwrap(),
            name: Name::parse("本店営業部").unwrap(),
        },
        locked: false,
        must_change: false,
        person: person.map(|person| PersonNumber::parse(person).unwrap()),
    }
}

#[test]
fn a_store_that_ever_had_two_administrators_is_never_single_again_r11_5() {
    use Decider::{Administrator, Either, Supervisor};
    let of = |decider, appoints, now, ever_two| second(decider, appoints, Administrators { now, ever_two });
    for appoints in [true, false] {
        assert_eq!(of(Administrator, appoints, 1, false), Ok(Second::Alone));
        assert_eq!(of(Administrator, appoints, 2, true), Ok(Second::Waits(Administrator)));
        assert_eq!(of(Supervisor, appoints, 1, false), Ok(Second::Waits(Supervisor)));
        assert_eq!(of(Either, appoints, 1, true), Ok(Second::Waits(Either)));
    }
    assert_eq!(of(Administrator, true, 1, true), Ok(Second::Waits(Supervisor)));
    assert_eq!(of(Administrator, false, 1, true), Err(Refusal::NoSecondAdministrator));
}

#[test]
fn another_person_decides_whatever_ids_they_have_r11_4() {
    let maker = staff("K001", Role::Administrator, None);
    let now = at("2026-06-01T10:00:00");
    let standing = MatterContext {
        maker: &maker,
        made_at: now,
        status: Status::Waiting,
        decider: Decider::Administrator,
        decided_by: None,
    };
    let decided = |by: Staff, now| standing.decidable(&by, now).err().map(|refusal| refusal.code());
    assert_eq!(decided(staff("K002", Role::Administrator, None), now), None);
    assert_eq!(decided(staff("K001", Role::Administrator, None), now), Some("E1101"));
    assert_eq!(
        decided(staff("K002", Role::Administrator, Some("K001")), now),
        Some("E1214"),
        "until it is set, the number of the first is the ID"
    );
    assert_eq!(decided(staff("S001", Role::Supervisor, None), now), Some("E1203"));
    let last = at("2026-06-05T23:59:59");
    assert_eq!(decided(staff("K002", Role::Administrator, None), last), None);
    let over = at("2026-06-06T00:00:00");
    assert_eq!(decided(staff("K002", Role::Administrator, None), over), Some("E1103"));
}

#[test]
fn each_decider_admits_the_roles_of_its_name_r11_5() {
    let row = |decider: Decider| Role::ALL.map(|role| decider.admits(role));
    assert_eq!(row(Decider::Administrator), [false, false, false, false, true, false]);
    assert_eq!(row(Decider::Supervisor), [false, true, false, false, false, false]);
    assert_eq!(row(Decider::Either), [false, true, false, false, true, false]);
    for decider in [Decider::Administrator, Decider::Supervisor, Decider::Either] {
        assert_eq!(Decider::from_name(decider.as_str()), Some(decider));
    }
}
