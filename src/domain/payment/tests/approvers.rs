//! Who approves: as many as the mode says, able, and different people.

use super::*;

#[test]
fn approvers_are_as_many_as_the_mode_says_able_and_different_people() {
    for (mode, named, expected) in [
        (Mode::None, &[][..], None),
        (Mode::None, &["A"], Some("E0518")),
        (Mode::Single, &[], Some("E0517")),
        (Mode::Single, &["A"], None),
        (Mode::Single, &["A", "M"], Some("E0518")),
        (Mode::Single, &["G"], Some("E0520")),
        (Mode::Single, &["X"], Some("E0202")),
        (Mode::Double, &["A"], Some("E0517")),
        (Mode::Double, &["A", "A"], Some("E0521")),
        (Mode::Double, &["A", "G"], Some("E0520")),
        (Mode::Double, &["A", "M"], None),
    ] {
        let case = company();
        let given = entering(&order(Kind::Transfer, 1, named), &case, books(mode));
        assert_eq!(
            given.err().map(|refusal| refusal.code()),
            expected,
            "{mode:?} {named:?}"
        );
    }
    let alone = Order {
        approver: None,
        ..order(Kind::Transfer, 1, &["A", "M"])
    };
    assert_eq!(refused(entering(&alone, &company(), books(Mode::Double))), "E0517");
}

#[test]
fn who_can_be_chosen_as_approver() {
    let changes: [(Change, bool); 7] = [
        (|_| {}, true),
        (|user| user.token = None, true),
        (
            |user| {
                let wrong = |service: crate::domain::access::Service, _| {
                    service.wrong_login("198.51.100.1", at("2026-06-01T12:00:00"), &Policy::default())
                };
                user.service = (0..6).fold(user.service.clone(), wrong);
            },
            true,
        ),
        (without_approval, false),
        (|user| user.operations.transfer = false, false),
        (|user| user.service.stopped = true, false),
        (|user| user.service.confirmation_stopped = true, false),
    ];
    for (n, (change, can)) in changes.into_iter().enumerate() {
        let case = changed("A", change);
        let given = entering(&order(Kind::Transfer, 1, &["A"]), &case, books(Mode::Single));
        assert_eq!(
            given.map(|_| ()).map_err(|refusal| refusal.code()),
            if can { Ok(()) } else { Err("E0519") },
            "{n}"
        );
        let maker = login("G");
        let offered = approvers(&case, &maker, Kind::Transfer).any(|user| user.login_id == login("A"));
        assert_eq!(offered, can, "{n}");
    }
    let case = company();
    let maker = login("M");
    let names: Vec<_> = approvers(&case, &maker, Kind::Bulk)
        .map(|user| user.login_id.as_str())
        .collect();
    assert_eq!(names, ["A", "B"], "neither the one who enters nor who may not approve");
}
