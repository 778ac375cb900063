//! Who approves, sends back and takes back.

use super::*;

#[test]
fn only_the_named_approver_of_the_current_step_approves_r5_3() {
    let case = company();
    for (status, named, by, expected) in [
        (Status::Waiting, &["A"][..], "M", "E0523"),
        (Status::Waiting, &["A"], "G", "E0523"),
        (Status::Waiting, &["A", "M"], "M", "E0523"),
        (Status::WaitingFinal, &["A", "M"], "A", "E0523"),
        (Status::Executed, &["A"], "A", "E0524"),
        (Status::Returned, &["A"], "A", "E0524"),
        (Status::Withdrawn, &["A"], "A", "E0524"),
        (Status::Void, &["A", "M"], "M", "E0524"),
    ] {
        let payment = payment(status, named);
        assert_eq!(refused(approving(&payment, by, &case)), expected, "{status:?} {by}");
        assert_eq!(
            refused(send_back(&payment, case.user(&login(by)).unwrap())),
            expected,
            "{status:?} {by}"
        );
    }
}

#[test]
fn who_approves_must_still_be_able_to_r5_2() {
    let waiting = payment(Status::Waiting, &["A"]);
    let approving = |case: &Case| refused(approving(&waiting, "A", case));
    assert_eq!(approving(&changed("A", without_approval)), "E0519");
    assert_eq!(
        approving(&changed("A", |user| user.operations = Operations::default())),
        "E0501"
    );
    assert_eq!(
        approving(&changed("A", |user| (user.token, user.registered_at) = (None, None))),
        "E0502"
    );
    let mut suspended = company();
    suspended.tokens[0].suspended_at = Some(at(NOON));
    assert_eq!(approving(&suspended), "E0305");
    // Sending back moves no money, so none of that hinders it.
    let by = suspended.user(&login("A")).unwrap();
    assert_eq!(send_back(&waiting, by), Ok(()));
}

#[test]
fn who_entered_it_is_looked_at_again_at_each_approval() {
    let changes: [(Change, Option<&str>); 8] = [
        (|user| user.service.stopped = true, Some("E1604")),
        (|user| user.operations.transfer = false, Some("E0501")),
        (|user| user.access.accounts.clear(), Some("E0514")),
        (|user| user.access.limits.transfer = 999, Some("E0515")),
        (|user| user.access.limits.transfer = 1_000, None),
        (|user| user.service.login_stopped = true, None),
        (|user| user.service.confirmation_stopped = true, None),
        (|user| user.reopens_at = Some(at("2026-06-01T12:30:00")), None),
    ];
    for (n, (change, reason)) in changes.into_iter().enumerate() {
        let case = changed("G", change);
        for (status, named, by) in [
            (Status::Waiting, &["A"][..], "A"),
            (Status::Waiting, &["A", "M"], "A"),
            (Status::WaitingFinal, &["A", "M"], "M"),
        ] {
            let given = approving(&payment(status, named), by, &case).map(|_| ());
            let expected = reason.map_or(Ok(()), |reason| {
                Err(Refusal::MakerMayNot {
                    login_id: "G".into(),
                    reason: reason.into(),
                })
            });
            assert_eq!(given, expected, "{n} {status:?}");
        }
    }
    let mut gone = company();
    gone.users.retain(|user| user.login_id != login("G"));
    assert_eq!(
        refused(approving(&payment(Status::Waiting, &["A"]), "A", &gone)),
        "E0526"
    );
}

#[test]
fn whether_the_last_approver_may_use_the_makers_fob_is_the_policys_matter_r5_6() {
    let one_fob = |who: &str| changed(who, |user| user.token = Some(token(3).id));
    let refused_by = Policy {
        approver_may_share: false,
        ..Policy::default()
    };
    for (policy, named, by, shares, expected) in [
        (Policy::default(), &["A"][..], "A", "A", Ok(Status::Executed)),
        (refused_by.clone(), &["A"], "A", "A", Err("E1121")),
        (refused_by.clone(), &["A"], "A", "B", Ok(Status::Executed)),
        (refused_by.clone(), &["A", "M"], "A", "A", Ok(Status::WaitingFinal)),
        (refused_by.clone(), &["A", "M"], "M", "M", Err("E1121")),
    ] {
        let case = one_fob(shares);
        let status = if by == "M" {
            Status::WaitingFinal
        } else {
            Status::Waiting
        };
        let payment = payment(status, named);
        let approver = case.user(&login(by)).unwrap();
        let given = approve(&payment, approver, &case, Some(1_000_000_000), at(NOON), &policy);
        let given = given.map(|approved| approved.status).map_err(|refusal| refusal.code());
        assert_eq!(given, expected, "{named:?} {by} {shares}");
    }
    // Who enters a payment hears of it at once, and not from the one who would approve it.
    let case = one_fob("A");
    let books = Books {
        modes: Modes {
            transfer: Mode::Single,
            ..Modes::default()
        },
        balance: Some(1_000_000_000),
    };
    for (policy, approver, expected) in [
        (&Policy::default(), "A", None),
        (&refused_by, "A", Some("E1121")),
        (&refused_by, "M", None),
    ] {
        let order = order(Kind::Transfer, 1_000, &[approver]);
        let given = enter(&order, case.user(&login("G")).unwrap(), &case, books, at(NOON), policy);
        assert_eq!(given.err().map(|refusal| refusal.code()), expected, "{approver}");
    }
}

#[test]
fn only_who_entered_it_takes_it_back_and_only_while_it_waits() {
    let case = company();
    for (status, by, expected) in [
        (Status::Waiting, "G", Ok(())),
        (Status::WaitingFinal, "G", Ok(())),
        (Status::Waiting, "A", Err("E0525")),
        (Status::Waiting, "B", Err("E0525")),
        (Status::Executed, "G", Err("E0524")),
        (Status::Returned, "G", Err("E0524")),
        (Status::Withdrawn, "G", Err("E0524")),
        (Status::Void, "G", Err("E0524")),
    ] {
        let payment = payment(status, &["A", "M"]);
        let given = withdraw(&payment, case.user(&login(by)).unwrap());
        assert_eq!(given.map_err(|refusal| refusal.code()), expected, "{status:?} {by}");
    }
}
