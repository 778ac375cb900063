//! The confirmation password (R5.5).

use madoguchi::domain::gate::Operation;
use madoguchi::portal::Outcome;

use crate::rules_support::counters::{authorise, register};
use crate::rules_support::{Bank, ONE, TWO, confirmation, said, two_companies};

#[test]
fn each_of_them_asks_for_the_confirmation_password_and_five_wrong_ones_stop_it_r5_5() {
    let mut bank = Bank::open("2026-06-10T10:00:00", &two_companies());
    let key = bank.key("P");
    let mut ask = |word: &str| {
        bank.ask(&key, authorise(Operation::Transfer), word, "")
            .map_err(|no| (no.code(), no.facts()))
    };
    let wrong = |left: &str| Err(("E0505", vec![("left", left.to_owned())]));
    let right = Ok(Outcome::Authorised { code_taken: false });
    assert_eq!(ask(""), Err(("E0504", vec![])));
    for left in ["4", "3", "2", "1"] {
        assert_eq!(ask("confirm-of-Q"), wrong(left), "R5.5");
    }
    assert_eq!(
        ask("confirm-of-P"),
        right,
        "the fourth is not yet the last, and a right one sets it back"
    );
    for left in ["4", "3", "2", "1"] {
        assert_eq!(ask("login-of-P"), wrong(left), "R5.5: the login password is another");
    }
    for word in ["confirm-of-Q", "confirm-of-P", ""] {
        assert_eq!(ask(word), Err(("E0506", vec![])), "R5.5: stopped, whatever is given");
    }
    assert_eq!(said(bank.login("P")), "ok", "R5.5: nothing else is stopped");
    assert_eq!(said(bank.as_user("Q", authorise(Operation::Transfer), "")), "ok");
    let code = bank.code("80000001");
    assert_eq!(
        said(bank.as_user("P", register("80000001"), &code)),
        "ok",
        "R3.2 asks for no confirmation password"
    );
    assert_eq!(bank.user(TWO, "P").service.wrong_confirmations, 5);
}

#[test]
fn a_wrong_confirmation_password_leaves_the_code_alone_and_a_wrong_code_the_password_r5_5() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let key = bank.key("M");
    let (right, wrong) = (bank.code("70000001"), bank.wrong("70000001"));
    for code in [&right, &wrong] {
        assert_eq!(
            said(bank.ask(&key, authorise(Operation::Bulk), "nonsense", code)),
            "E0505"
        );
        let token = bank.token(ONE, "70000001");
        assert_eq!(
            (token.last_step, token.wrong_codes),
            (None, 0),
            "R5.5: the code was not looked at"
        );
    }
    assert_eq!(
        said(bank.ask(&key, authorise(Operation::Bulk), &confirmation("M"), &wrong)),
        "E0601"
    );
    assert_eq!(bank.user(ONE, "M").service.wrong_confirmations, 0, "it was right");
    assert_eq!(
        said(bank.ask(&key, authorise(Operation::Bulk), &confirmation("M"), &right)),
        "ok"
    );
}
