//! What a seed file says of a fob's clock and of its beginning holds at the desk (R3.2, R6.2).

use chrono::TimeDelta;
use madoguchi::desk::{Command, Error, Outcome};
use madoguchi::domain::Policy;
use madoguchi::domain::arrival::NewToken;
use madoguchi::domain::otp;
use madoguchi::domain::token::CodeParams;
use madoguchi::domain::values::{Maker, Serial};
use madoguchi::intake::contracts::{self, COLUMNS};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract};

const SEED: &[u8] = b"seed of a fob that begins later";
const SERIAL: &str = "70000001";
const CONTRACT: &str = "7000001";
const DRIFT: i64 = 6;

fn params() -> CodeParams {
    CodeParams {
        algorithm: madoguchi::domain::token::Algorithm::Sha1,
        digits: 6,
        period: 60,
        start: 0,
    }
}

/// A contract with a fob that begins an hour from now and whose clock is six steps ahead.
fn branch() -> Branch {
    used_up_to(None)
}

/// The same where the code of that many steps ahead of our clock in an hour was the last that was used.
fn used_up_to(ahead: Option<i64>) -> Branch {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let in_an_hour = otp::step_at(&params(), branch.now() + TimeDelta::hours(1));
    let token = NewToken {
        maker: Maker::parse("見本").unwrap(),
        serial: Serial::parse(SERIAL).unwrap(),
        params: params(),
        starts: Some(branch.now() + TimeDelta::hours(1)),
        expires: None,
        drift: DRIFT,
        last_step: ahead.map(|ahead| in_an_hour.saturating_add_signed(ahead)),
        seed: SEED.to_vec().into(),
    };
    let supervisor = demo::session(&mut branch.desk, "S001").unwrap();
    demo::deliver(&mut branch.desk, &administrator, &supervisor, vec![token]).unwrap();
    let row = "7000001,見本商会,ミホンショウカイ,011,本店営業部,普通1234567,03-0000-0001,2026-05-01,70000001,\
               NEW501,見本 太郎,ミホン タロウ,マスターユーザ,都度振込,,";
    let file = format!("{}\n{row}\n", COLUMNS.join(","));
    let read = contracts::read(file.as_bytes(), &Policy::default());
    branch.desk.import_contracts(&administrator, read).unwrap();
    branch
}

/// The code that the fob shows, its clock so many steps ahead of ours.
fn check(branch: &mut Branch, ahead: i64) -> Result<Outcome, Error> {
    let step = otp::step_at(&params(), branch.now()).saturating_add_signed(ahead);
    branch.by_teller(Command::CheckCode {
        contract: contract(CONTRACT),
        serial: Serial::parse(SERIAL).unwrap(),
        code: otp::code_at(SEED, &params(), step).into(),
        user: None,
    })
}

#[test]
fn no_code_is_taken_before_the_start_and_it_is_no_wrong_one_r3_2() {
    let mut branch = branch();
    for minutes in [0, 30, 29] {
        branch.wait(minutes);
        assert_eq!(code_of(check(&mut branch, DRIFT)), "E1440");
    }
    branch.wait(1);
    assert!(matches!(check(&mut branch, DRIFT), Ok(Outcome::CodeAccepted { .. })));
    let rows = branch
        .desk
        .ask(&branch.teller, |look| look.tokens(&Serial::parse(SERIAL).unwrap()));
    assert_eq!(rows.unwrap()[0].token.wrong_codes, 0);
}

#[test]
fn the_drift_of_the_file_is_the_middle_of_the_window_r6_2() {
    for (ahead, taken) in [(-1, false), (4, false), (5, true), (6, true), (7, true), (8, false)] {
        let mut branch = branch();
        branch.wait(60);
        let checked = check(&mut branch, ahead);
        assert_eq!(
            matches!(checked, Ok(Outcome::CodeAccepted { .. })),
            taken,
            "{ahead}: {checked:?}"
        );
    }
}

#[test]
fn what_was_used_before_the_fob_came_is_used_here_too_r6_3() {
    let mut branch = used_up_to(Some(DRIFT));
    branch.wait(60);
    for ahead in [DRIFT - 1, DRIFT] {
        assert_eq!(code_of(check(&mut branch, ahead)), "E0602", "{ahead}");
    }
    let next = check(&mut branch, DRIFT + 1);
    assert!(matches!(next, Ok(Outcome::CodeAccepted { .. })), "{next:?}");
}
