//! No list cuts the name of an action (80×24, both languages): TSNN001 to TSNN003, TTOP001, TKNS001, TKNS003, TKSK002.

use chrono::TimeDelta;
use madoguchi::desk::{Act, Command, Desk, LiftPasswords, Session};
use madoguchi::domain::identity::{Action, Channel, Method};
use madoguchi::domain::values::{LoginId, StaffId};
use madoguchi::portal::Portal;
use madoguchi::training::demo;
use madoguchi::ui::text::width;
use madoguchi::words::{Lang, Words};

use crate::support::{Counter, Door, branch, check, contract};

const NUMBER: &str = "1000008";
const WHO: &str = "DEN508";

/// The act with the longest name waits for a supervisor, and the matter with the longest for another administrator.
fn asked(desk: &mut Desk) -> Session {
    let login_id = LoginId::parse(WHO).unwrap();
    for _ in 0..6 {
        let given = Portal::over(desk.office()).login(&login_id, &"forgotten".into());
        assert!(given.is_err());
        desk.clock().move_by(TimeDelta::minutes(31));
    }
    let teller = demo::session(desk, "T001").unwrap();
    let check = check(desk, &teller, NUMBER, Channel::Counter, vec![Method::Seal]);
    let lift = Act::LiftPasswords(LiftPasswords {
        contract: contract(NUMBER),
        user: login_id,
        check: Some(check),
    });
    desk.execute(&teller, Command::from(lift)).unwrap();
    let administrator = demo::session(desk, "K001").unwrap();
    let supervisor = StaffId::parse("S001").unwrap();
    desk.reset_password(&administrator, &supervisor, &"given-at-the-desk".into())
        .unwrap();
    teller
}

/// A member of the staff at the menu of the same bank.
fn of(staff: &str, lang: Lang) -> Counter {
    let (mut desk, clock) = branch();
    let teller = asked(&mut desk);
    let session = if staff == "T001" {
        teller
    } else {
        demo::session(&mut desk, staff).unwrap()
    };
    Counter::speaking(lang, desk, clock, Door::to_the_menu(session))
}

#[test]
fn no_list_cuts_what_was_done_at_80_columns() {
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        let (lift, reset) = (words.label.action(Action::LiftPasswords), words.value("reset_password"));
        // In the trail it is told as what was done.
        let done = words.value("lift_passwords");
        let longest = Action::ALL
            .into_iter()
            .map(|action| width(words.label.action(action)))
            .max();
        assert!(
            lang == Lang::En || longest == Some(width(lift)),
            "{lift} is the longest that waits"
        );
        let mut teller = of("T001", lang);
        teller
            .keys("=TSNN003<Enter>")
            .is_on("TSNN003")
            .shows(&format!(" {lift} "));
        teller.keys("<Enter>").is_on("TSNN002").shows(lift);
        teller
            .keys("<F3>=TKSK001<Enter>")
            .keys(NUMBER)
            .keys("<Enter>")
            .is_on("TKSK002");
        teller.keys("<Right><Right>").shows(&format!(" {done} "));
        teller.keys("h").is_on("TKNS003").shows(&format!(" {done} "));
        let mut supervisor = of("S002", lang);
        supervisor
            .keys("=TSNN001<Enter>")
            .is_on("TSNN001")
            .shows(&format!(" {lift} "));
        let mut auditor = of("A001", lang);
        auditor
            .keys("=TKNS001<Enter>")
            .is_on("TKNS001")
            .shows(&format!(" {done} "));
        auditor.shows(&format!(" {reset} "));
        let mut administrator = of("K002", lang);
        administrator
            .keys("=TSNN001<Enter>")
            .is_on("TSNN001")
            .shows(&format!(" {reset} "));
        administrator.keys("<Enter>").is_on("TSNN004").shows(reset);
        let mut asker = of("K001", lang);
        asker
            .keys("=TSNN003<Enter>")
            .is_on("TSNN003")
            .shows(&format!(" {reset} "));
    }
}

/// What a channel does not allow says why, in full (R10.2).
#[test]
fn the_methods_of_a_telephone_call_are_whole_at_80_columns() {
    for lang in [Lang::Ja, Lang::En] {
        let (mut desk, clock) = branch();
        let session = demo::session(&mut desk, "T001").unwrap();
        let mut counter = Counter::speaking(lang, desk, clock, Door::to_the_menu(session));
        counter
            .keys("=TKSK001<Enter>1000001<Enter><F2>22<F10>")
            .is_on("THKK001");
        for number in 1..=24 {
            let row = counter.row(number);
            assert!(!row.trim_end().ends_with(".."), "{lang:?} {row}");
        }
    }
}
