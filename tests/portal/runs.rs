//! Runs of transfers, in which one code serves for all (R5.4).

use chrono::TimeDelta;
use madoguchi::domain::gate::{Operation, Run};
use madoguchi::portal::{Command, Outcome};

use crate::rules_support::counters::authorise;
use crate::rules_support::{Bank, ONE, confirmation, said, two_companies};

/// What is done one after another in one session, and whether a code is asked for. Each step has a new code at hand.
#[test]
fn within_one_run_only_the_first_asks_for_the_code_r5_4() {
    use Operation::{Administration, Bulk, PayEasy, Transfer};
    enum Done {
        Ask(Operation, bool),
        Leave,
        Login,
        Skip,
    }
    use Done::{Ask, Leave, Login, Skip};
    let tables: [&[Done]; 8] = [
        &[Ask(Transfer, true), Ask(Transfer, false), Ask(Transfer, false)],
        &[Ask(Bulk, true), Ask(Bulk, false)],
        &[
            Ask(Transfer, true),
            Ask(Bulk, true),
            Ask(Transfer, true),
            Ask(Transfer, false),
        ],
        &[Ask(PayEasy, true), Ask(PayEasy, true)],
        &[Ask(Administration, true), Ask(Administration, true)],
        &[Ask(Transfer, true), Leave, Ask(Transfer, true)],
        &[
            Ask(Transfer, true),
            Login,
            Ask(Transfer, true),
            Skip,
            Ask(Transfer, true),
        ],
        &[
            Ask(Transfer, true),
            Ask(PayEasy, true),
            Ask(Transfer, true),
            Ask(Administration, true),
            Ask(Transfer, true),
        ],
    ];
    for (table, steps) in tables.iter().enumerate() {
        let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
        let mut key = bank.key("M");
        for (i, step) in steps.iter().enumerate() {
            bank.wait(TimeDelta::minutes(1));
            match step {
                Leave => drop(bank.ask(&key, Command::Leave, "", "").unwrap()),
                Skip => drop(bank.ask(&key, Command::Skip, "", "").unwrap()),
                Login => key = bank.key("M"),
                Ask(operation, asked) => {
                    let run = match operation {
                        Transfer => Some(Run::Transfer),
                        Bulk => Some(Run::Bulk),
                        _ => None,
                    };
                    let shown = bank
                        .portal()
                        .ask(&key, |look| Ok(look.asks_code(*operation, run)?))
                        .unwrap();
                    assert_eq!(shown, *asked, "R5.4: table {table}, step {i} shows the field");
                    let without = bank.ask(&key, authorise(*operation), &confirmation("M"), "");
                    if *asked {
                        assert_eq!(said(without), "E0503", "R5.4: table {table}, step {i}");
                        let code = bank.code("70000001");
                        let given = bank.ask(&key, authorise(*operation), &confirmation("M"), &code);
                        assert_eq!(given.unwrap(), Outcome::Authorised { code_taken: true });
                    } else {
                        assert_eq!(
                            without.unwrap(),
                            Outcome::Authorised { code_taken: false },
                            "R5.4: {table}, {i}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_run_is_one_users_in_one_session_and_no_suspended_token_goes_on_in_it_r5_4() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    let (mine, theirs) = (bank.key("M"), bank.key("G"));
    let code = bank.code("70000001");
    let ask = |bank: &mut Bank, key: &_, id: &str, code: &str| {
        said(bank.ask(key, authorise(Operation::Transfer), &confirmation(id), code))
    };
    assert_eq!(ask(&mut bank, &mine, "M", &code), "ok");
    assert_eq!(
        ask(&mut bank, &theirs, "G", ""),
        "E0503",
        "R5.4: another user who shares has no part in it"
    );
    assert_eq!(ask(&mut bank, &mine, "M", ""), "ok");
    bank.suspend(ONE, "70000001");
    assert_eq!(ask(&mut bank, &mine, "M", ""), "E0305", "R9.1: also in a run");
}
