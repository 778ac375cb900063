//! What was found of a clock serves one request, and what changed before its approval sends it back (R6.5, R11.3).

use super::*;

#[test]
fn what_was_found_serves_one_request_for_one_token_by_the_one_who_found_it_r6_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let (proof, _) = found(read_out(&mut branch, 7, check));
    assert_eq!(branch.refused(resync(None, Some(check))), "E0604");
    let other = Act::Resync(Resync {
        contract: contract(TWO),
        serial: serial(OTHER),
        proof: Some(proof),
        check: Some(check),
    });
    assert_eq!(branch.refused(other), "E0604");
    // It is no code of the fob in hand, and none for a registration.
    let begun = branch.by_teller(Command::BeginCheck {
        contract: contract(TWO),
        channel: Channel::Counter,
        person: madoguchi::domain::identity::Person::Representative,
    });
    let Ok(Outcome::CheckBegun { check: open, .. }) = begun else {
        panic!()
    };
    let finish = Command::FinishCheck {
        check: open,
        methods: vec![Method::Seal, Method::Fob(proof)],
        confirmed: true,
        why: None,
    };
    assert_eq!(branch.refused(finish), "E0604");

    let request = waiting(branch.by_teller(resync(Some(proof), Some(check))));
    let again = branch.seal_check(TWO);
    assert_eq!(branch.refused(resync(Some(proof), Some(again))), "E0605");
    assert_eq!(branch.refused(Command::Approve { request }), "E1203");
    branch.by_teller(Command::Withdraw { request }).unwrap();
    assert_eq!(branch.refused(resync(Some(proof), Some(again))), "E0605");

    let (later, _) = found(read_out(&mut branch, 9, again));
    branch.wait(30);
    let check = branch.seal_check(TWO);
    assert_eq!(branch.refused(resync(Some(later), Some(check))), "E0605", "too old");
    assert_eq!(token(&branch, FOB).drift, 0);
}

#[test]
fn what_changed_before_the_approval_sends_it_back_r11_3() {
    // Its clock was followed by a code in between: what was shown as before is so no longer.
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let (proof, _) = found(read_out(&mut branch, -2, check));
    let request = waiting(branch.by_teller(resync(Some(proof), Some(check))));
    let code = shows(&branch, FOB, -1);
    branch.try_code(TWO, FOB, &code, None).unwrap();
    assert_eq!(token(&branch, FOB).drift, -1);
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
    assert_eq!(token(&branch, FOB).drift, -1);
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1104");

    // It was suspended.
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let (proof, _) = found(read_out(&mut branch, 7, check));
    let request = waiting(branch.by_teller(resync(Some(proof), Some(check))));
    let wrong = branch.wrong_code(FOB);
    for _ in 0..5 {
        branch.try_code(TWO, FOB, &wrong, None).unwrap_err();
    }
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");

    // It was lost.
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let (proof, _) = found(read_out(&mut branch, 7, check));
    let request = waiting(branch.by_teller(resync(Some(proof), Some(check))));
    let check = branch.seal_check(TWO);
    let lost = Act::Revoke(Revoke {
        contract: contract(TWO),
        users: vec![crate::support::login("DEN503")],
        reason: Reason::Loss,
        check: Some(check),
    });
    done(branch.by_teller(lost));
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
    assert_eq!(token(&branch, FOB).drift, 0);

    // The day is over.
    let mut branch = Branch::open();
    let check = branch.seal_check(TWO);
    let (proof, _) = found(read_out(&mut branch, 7, check));
    let request = waiting(branch.by_teller(resync(Some(proof), Some(check))));
    branch.wait(5 * 24 * 60);
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1103");
}

#[test]
fn of_two_waiting_requests_for_one_token_the_second_goes_back_r11_3() {
    let mut branch = Branch::open();
    let mut requests = vec![];
    for steps in [7, 9] {
        let check = branch.seal_check(TWO);
        let (proof, _) = found(read_out(&mut branch, steps, check));
        requests.push(waiting(branch.by_teller(resync(Some(proof), Some(check)))));
    }
    done(branch.by_supervisor(Command::Approve { request: requests[1] }));
    let request = requests[0];
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
    assert_eq!(token(&branch, FOB).drift, 9);
}
