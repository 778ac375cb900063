//! What is left half-way on an entry screen is there again for who left it, and for nobody else.

use madoguchi::branch::brsk027::RevokeEntry;
use madoguchi::branch::ttop001::Menu;
use madoguchi::desk::{Desk, Session};
use madoguchi::domain::draft::Entered;
use madoguchi::domain::revocation::Reason;
use madoguchi::training::demo;

use crate::support::{Counter, contract, identified, login};

const DRAFT: &str = "途中の作業 ";

/// A draft of T001's that was kept before the console opened.
fn kept(desk: &mut Desk, who: &Session, screen: &str, number: &str, users: &[&str], reason: Option<Reason>) {
    let entered = Entered {
        users: users.iter().map(|user| login(user)).collect(),
        reason,
        serial: None,
    };
    let now = desk.clock().now();
    desk.keep_draft(who, screen, &contract(number), entered, now).unwrap();
}

#[test]
fn going_elsewhere_keeps_what_was_chosen_for_who_chose_it() {
    let mut counter = Counter::closed();
    counter
        .log_in("T001")
        .shows("途中の作業              0")
        .keys("<F9>")
        .says("W0001")
        .find("1000001")
        .lacks(DRAFT)
        .keys("<F4>")
        .is_on("BRSK025")
        .keys("<Space><F3>")
        .shows("途中の作業として保存し")
        .keys("<F12>")
        .is_on("BRSK025");
    counter
        .keys("<F3><F10>")
        .is_on("TTOP001")
        .shows("途中の作業              1 #");
    counter.keys("9").is_on("TLGI001");
    counter
        .log_in("T002")
        .shows("途中の作業              0")
        .find("1000001")
        .lacks(DRAFT);
    counter.keys("<F3>9").is_on("TLGI001");
    counter
        .log_in("T001")
        .keys("<F9>")
        .shows("1000001")
        .shows("停止解除")
        .keys("<Enter>")
        .is_on("TKSK002")
        .shows(DRAFT)
        .keys("<F4>")
        .is_on("BRSK025")
        .says("I0506");
    assert_eq!(counter.chosen(), 3);
}

#[test]
fn cancelling_discards_it_after_a_question_and_a_draft_with_it() {
    let mut counter = Counter::of("T001");
    counter.find("1000001").keys("<F4><Space><F12>").shows("[破棄]");
    counter.keys("<F10>").is_on("TKSK002").lacks(DRAFT);
    counter
        .keys("<F4><Space><F3><F10>")
        .is_on("TTOP001")
        .find("1000001")
        .shows(DRAFT);
    counter
        .keys("<F4>")
        .says("I0506")
        .keys("<F12><F10>")
        .is_on("TKSK002")
        .lacks(DRAFT);
}

#[test]
fn who_is_covered_by_the_lock_finds_it_again_after_somebody_else() {
    let mut counter = Counter::that_locks("T001");
    counter.find("1000002").keys("<F9>").is_on("BRSK027").keys("<Space>");
    let chosen = counter.chosen();
    assert!(chosen > 0);
    counter.silence(5).is_on("TLGI002").keys("<F3>").is_on("TLGI001");
    counter.log_in("T002").find("1000002").lacks(DRAFT).keys("<F3>9");
    counter
        .log_in("T001")
        .find("1000002")
        .keys("<F9>")
        .is_on("BRSK027")
        .says("I0506");
    assert_eq!(counter.chosen(), chosen);
}

#[test]
fn when_the_program_ends_or_the_line_is_lost_it_is_kept_first() {
    let mut counter = Counter::of("T001");
    counter.find("1000001").keys("<F4><Space>");
    let mut desk = counter.console.finish().unwrap();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let drafts = desk.look(&teller).drafts().unwrap();
    assert_eq!(drafts.len(), 1);
    let draft = &drafts[0].draft;
    assert_eq!(
        (draft.screen.as_str(), draft.entered.users.len()),
        ("BRSK025", 1),
        "the others share it"
    );
}

#[test]
fn what_was_carried_out_is_no_draft_however_the_receipt_is_left() {
    for way in ["<F3>", "<F12><F3>", "=TKSK001<Enter>", ""] {
        let mut counter = Counter::prepared("T001", RevokeEntry::new(contract("1000002")), |desk, who| {
            identified("1000002")(desk, who);
            kept(desk, who, "BRSK027", "1000002", &["DEN502"], Some(Reason::Loss));
        });
        counter.says("I0506").shows("(*) 紛失").keys("<F10>").is_on("TKNN001");
        counter.keys("<F10>").is_on("TKNR009").keys(way);
        let mut desk = counter.console.finish().unwrap();
        let teller = demo::session(&mut desk, "T001").unwrap();
        assert!(desk.look(&teller).drafts().unwrap().is_empty(), "{way}");
    }
}

/// Who was taken out of those who share a lost fob stays out.
#[test]
fn who_was_spared_is_spared_again_r7_4() {
    let mut counter = Counter::of("T001");
    counter.find("1000002").keys("<F9><Space><Enter>1<Tab><Down><Space>");
    assert_eq!(counter.chosen(), 1);
    counter
        .keys("<F3><F10>")
        .find("1000002")
        .keys("<F9>")
        .says("I0506")
        .shows("(*) 紛失");
    assert_eq!(counter.chosen(), 1);
}

#[test]
fn of_a_draft_only_what_can_still_be_chosen_is_chosen_and_nothing_left_is_said_r7_5() {
    // Who has no token left can't be revoked.
    let mut counter = Counter::prepared("T001", Menu::new(), |desk, who| {
        kept(desk, who, "BRSK027", "1000010", &["DEN510"], Some(Reason::Loss));
        kept(desk, who, "BRSK027", "1000001", &["DEN501", "DEN999"], None);
        kept(desk, who, "BRSK025", "1000010", &["DEN510"], None);
        kept(desk, who, "TTRK001", "1000001", &["DEN501"], None);
    });
    counter.shows("途中の作業              4");
    counter.find("1000010").says("W0508").lacks("途中の作業 トークン失効");
    counter.keys("<F3>").shows("途中の作業              2");
    counter
        .find("1000001")
        .says("W0508")
        .shows(DRAFT)
        .keys("<F9>")
        .says("W0507");
    assert_eq!(counter.chosen(), 1);
}

#[test]
fn a_registration_that_stopped_half_way_comes_back_with_its_serial() {
    let mut counter = Counter::of("T001");
    counter
        .find("1000010")
        .keys("<F11>")
        .is_on("TTRK001")
        .keys("<Enter>100000017");
    counter.keys("<F3><F10>").is_on("TTOP001").find("1000010").shows(DRAFT);
    counter.keys("<F11>").is_on("TTRK001").says("I0506").shows("100000017");
    let mut desk = counter.console.finish().unwrap();
    let teller = demo::session(&mut desk, "T001").unwrap();
    let draft = desk.look(&teller).drafts().unwrap().remove(0).draft;
    assert_eq!(draft.entered.serial.unwrap().as_str(), "100000017");
}

#[test]
fn the_question_says_what_is_kept_and_what_is_not() {
    let mut counter = Counter::of("T001");
    counter
        .find("1000001")
        .keys("<F4><Space><F12>")
        .shows("途中の作業としても残りません")
        .keys("<F12>");
    counter
        .keys("<F2>")
        .is_on("THKK001")
        .keys("1<F3>")
        .shows("の画面に入力した内容は破棄されます");
    counter
        .keys("<F10>")
        .is_on("TTOP001")
        .shows("途中の作業              1 #");
    let mut counter = Counter::of("T001");
    counter.find("1000010").keys("<F11><Tab>12").is_on("TTRK001");
    counter.keys("<F3>").shows("[破棄]").lacks("途中の作業");
    counter.keys("<F10>").shows("途中の作業              0");
}

#[test]
fn of_a_registration_the_code_is_never_kept_r12_3() {
    let mut counter = Counter::of("T001");
    counter.find("1000010").keys("<F11><Enter>100000017<Enter>123456");
    counter
        .keys("<F3>")
        .shows("ワンタイムパスワードと理由の文章は")
        .keys("<F10>")
        .find("1000010")
        .keys("<F11>");
    counter.says("I0506").shows("100000017").lacks("123456");
}

/// A request that waits for its supervisor is in the queue, not half-way: nothing is said of a draft, and none is kept.
#[test]
fn a_request_that_waits_is_no_draft() {
    let mut counter = Counter::of("T001");
    counter
        .find("1000001")
        .keys("<F4><Space><F2>1<Enter>2<F10><Enter><Enter><Enter><Space><Enter><Enter>1<F10>");
    counter.is_on("BRSK025").keys("<F10><F10>").shows("役席の担当者番号");
    counter
        .keys("S001<F3>")
        .is_on("TTOP001")
        .shows("途中の作業              0");
}
