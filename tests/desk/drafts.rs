//! Drafts: what was left half-way is found again by who left it, on the same day.

use madoguchi::desk::{Act, Command, Session, Unlock};
use madoguchi::domain::draft::{Entered, Unfinished};
use madoguchi::domain::revocation::Reason;
use madoguchi::store::Filter;
use madoguchi::training::demo;

use crate::support::{Branch, contract, login, waiting};

const NUMBER: &str = "1000001";

fn entered() -> Entered {
    Entered {
        users: vec![login("DEN501")],
        reason: Some(Reason::Loss),
        serial: None,
    }
}

impl Branch {
    fn keep(&mut self, screen: &str, entered: Entered) {
        let (session, now) = (self.teller.clone(), self.now());
        self.desk
            .keep_draft(&session, screen, &contract(NUMBER), entered, now)
            .unwrap();
    }

    fn drafts(&self, of: &Session) -> Vec<Unfinished> {
        self.desk.look(of).sheet(&contract(NUMBER)).unwrap().drafts
    }
}

#[test]
fn a_draft_is_found_again_by_who_left_it_and_by_nobody_else() {
    let mut branch = Branch::open();
    branch.keep("BRSK027", entered());
    let (teller, other) = (branch.teller.clone(), demo::session(&mut branch.desk, "T002").unwrap());
    let found = branch.drafts(&teller);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].screen.as_str(), &found[0].entered), ("BRSK027", &entered()));
    assert_eq!(found[0].at, branch.now());
    assert!(branch.drafts(&other).is_empty());
    branch.desk.drop_draft(&other, "BRSK027", &contract(NUMBER)).unwrap();
    assert_eq!(branch.drafts(&teller), found, "one drops one's own alone");
    branch.desk.drop_draft(&teller, "BRSK027", &contract(NUMBER)).unwrap();
    assert!(branch.drafts(&teller).is_empty());
}

#[test]
fn a_later_draft_takes_the_place_of_an_earlier_one() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    branch.keep("BRSK027", entered());
    branch.wait(1);
    let second = Entered {
        reason: None,
        ..entered()
    };
    branch.keep("BRSK027", second.clone());
    branch.keep("BRSK025", entered());
    let found = branch.drafts(&teller);
    assert_eq!(found.len(), 2, "one a screen");
    let again = found.iter().find(|draft| draft.screen == "BRSK027").unwrap();
    assert_eq!((&again.entered, again.at), (&second, branch.now()));
}

#[test]
fn a_draft_lapses_with_its_day() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    branch.keep("BRSK027", entered());
    branch.wait(24 * 60);
    assert!(branch.drafts(&teller).is_empty());
    branch.keep("BRSK025", entered());
    branch.wait(-24 * 60);
    let screens: Vec<_> = branch.drafts(&teller).into_iter().map(|draft| draft.screen).collect();
    assert_eq!(screens, ["BRSK025"], "that of the day before is gone");
}

#[test]
fn a_draft_is_an_attempt_of_the_trail_that_tells_the_screen_alone_r12_1() {
    let mut branch = Branch::open();
    branch.keep("BRSK027", entered());
    let recent = Filter {
        limit: 1,
        ..Filter::default()
    };
    let entries = branch.desk.look(&branch.supervisor).trail(&recent).unwrap();
    assert_eq!(entries[0].draft.action, "keep_draft");
    assert_eq!(entries[0].draft.detail, "BRSK027");
}

#[test]
fn who_is_locked_meanwhile_finds_it_when_they_are_back() {
    let mut branch = Branch::open();
    let teller = branch.teller.clone();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let t001 = teller.staff().id.clone();
    branch.desk.lock_staff(&administrator, &t001).unwrap();
    branch.keep("BRSK027", entered());
    branch.desk.look(&teller).drafts().unwrap_err();
    branch.desk.unlock_staff(&administrator, &t001).unwrap();
    assert_eq!(branch.drafts(&teller).len(), 1);
}

#[test]
fn what_became_a_request_is_no_draft_any_more_until_it_is_withdrawn() {
    let mut branch = Branch::open();
    let (teller, number) = (branch.teller.clone(), contract(NUMBER));
    branch.keep("BRSK025", entered());
    branch.keep("BRSK027", entered());
    let begun = branch.now();
    branch.wait(1);
    let check = Some(branch.seal_check(NUMBER));
    let request = waiting(branch.by_teller(Act::Unlock(Unlock {
        contract: number.clone(),
        users: entered().users,
        check,
        serial: None,
        override_reason: None,
    })));
    let left = |branch: &Branch| {
        let drafts = branch.drafts(&teller).into_iter();
        drafts.map(|draft| draft.screen).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(left(&branch), "BRSK027", "the draft went with its request");
    let keep = |branch: &mut Branch| branch.desk.keep_draft(&teller, "BRSK025", &number, entered(), begun);
    keep(&mut branch).unwrap();
    assert_eq!(
        left(&branch),
        "BRSK027",
        "a line that is lost during the request keeps nothing"
    );
    branch.by_teller(Command::Withdraw { request }).unwrap();
    keep(&mut branch).unwrap();
    assert_eq!(left(&branch), "BRSK027 BRSK025", "it is half-way again");
}
