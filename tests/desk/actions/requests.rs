//! What becomes of a request: who decides first, what changed meanwhile, and when it lapses (R11).

use super::*;

#[test]
fn nobody_approves_their_own_under_any_role_r11_2() {
    let mut branch = Branch::open();
    std::mem::swap(&mut branch.teller, &mut branch.supervisor);
    let check = branch.seal_check("1000001");
    let request = waiting(branch.by_teller(unlock("1000001", "DEN501", Some(check))));
    assert_eq!(branch.refused(Command::Approve { request }), "E1101");
}

/// The trail says who was first, to both of them.
#[test]
fn of_two_who_decide_the_seconds_entry_says_who_was_first_r11_2_and_r12_1() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000001");
    let request = waiting(branch.by_teller(unlock("1000001", "DEN501", Some(check))));
    done(branch.by_supervisor(Command::Approve { request }));
    let second = demo::session(&mut branch.desk, "S002").unwrap();
    assert_eq!(
        code_of(branch.desk.execute(&second, Command::Approve { request })),
        "E1104"
    );
    let filter = Filter {
        contract: None,
        limit: 1,
    };
    let newest = branch.desk.look(&branch.supervisor).trail(&filter).unwrap();
    let draft = &newest[0].draft;
    assert_eq!(
        (draft.actor.as_str(), draft.action.as_str(), draft.code.as_deref()),
        ("S002", "approve", Some("E1104"))
    );
    for (lang, told) in [(Lang::Ja, "先に処理した担当者: S001"), (Lang::En, "S001")] {
        let said = madoguchi::words::Words::of(lang).detail(&draft.action, &draft.detail);
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn a_changed_contract_voids_the_request_and_it_goes_back_r11_3() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000001");
    let request = waiting(branch.by_teller(unlock("1000001", "DEN501", Some(check))));
    let check = branch.seal_check("1000001");
    done(branch.by_teller(revoke("1000001", &["DEN501J1"], Reason::ChangeOfUser, Some(check))));
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1104");
    assert_eq!(
        branch
            .desk
            .look(&branch.supervisor)
            .request(request)
            .unwrap()
            .reason
            .as_deref(),
        Some("E1102")
    );
}

#[test]
fn what_changed_since_it_was_shown_is_not_done_r11_3() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000001");
    let act = unlock("1000001", "DEN501", Some(check));
    let seen = branch.desk.preview(&branch.teller, &act).unwrap().digest();
    let other = branch.seal_check("1000001");
    done(branch.by_teller(revoke("1000001", &["DEN501J1"], Reason::ChangeOfUser, Some(other))));
    assert_eq!(
        code_of(branch.desk.execute_as_seen(&branch.teller, &act, seen)),
        "E1102"
    );
}

#[test]
fn a_request_lapses_after_the_next_day_of_its_branch_and_is_returned_or_withdrawn_by_the_right_person_r11() {
    let mut branch = Branch::open();
    let ask = |branch: &mut Branch| {
        let check = branch.seal_check("1000001");
        waiting(branch.by_teller(unlock("1000001", "DEN501", Some(check))))
    };
    let (first, second, third) = (ask(&mut branch), ask(&mut branch), ask(&mut branch));
    assert_eq!(
        code_of(branch.by_supervisor(Command::Withdraw { request: first })),
        "E1106"
    );
    branch.by_teller(Command::Withdraw { request: first }).unwrap();
    let reason = Words::parse("本人確認が不足").unwrap();
    branch
        .by_supervisor(Command::Return {
            request: second,
            reason,
        })
        .unwrap();
    assert_eq!(
        code_of(branch.by_supervisor(Command::Approve { request: first })),
        "E1104"
    );
    assert_eq!(
        code_of(branch.by_supervisor(Command::Approve { request: second })),
        "E1104"
    );
    // A day on which nobody acts does not count; one on which the branch does is the last.
    branch.wait(2 * 24 * 60);
    let open = |branch: &Branch| {
        let open = branch.desk.look(&branch.supervisor).requests().unwrap();
        open.iter().any(|view| view.id == third)
    };
    assert!(open(&branch));
    branch.seal_check("1000002");
    branch.wait(13 * 60);
    assert!(open(&branch), "the evening of that day");
    branch.wait(60);
    assert!(!open(&branch));
    assert_eq!(
        code_of(branch.by_supervisor(Command::Approve { request: third })),
        "E1103"
    );
    assert!(
        branch
            .desk
            .look(&branch.supervisor)
            .requests()
            .unwrap()
            .iter()
            .all(|view| view.id != third)
    );
}
