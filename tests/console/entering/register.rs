//! TTRK001 トークン登録代行.

use madoguchi::branch::ttrk001::RegisterEntry;
use madoguchi::desk::{Desk, Session};
use ratatui::layout::Position;

use crate::support::{Counter, as_it_stands, contract, identified};

const SERIAL: &str = "40000111";

fn on(number: &str, prepare: impl FnOnce(&mut Desk, &Session)) -> Counter {
    Counter::prepared("T001", RegisterEntry::new(contract(number)), prepare)
}

#[test]
fn a_code_is_accepted_once_and_going_back_asks_for_no_other_r6_3() {
    let mut counter = on("1000004", identified("1000004"));
    let code = counter.code(SERIAL);
    counter.keys("<Enter>").keys(SERIAL).keys("<Enter>").keys(&code);
    counter.keys("<F10>").is_on("TKNN001");
    counter.keys("<F12>").is_on("TTRK001");
    counter.shows(SERIAL).shows("照合済").lacks(&code).shows("(*)  DEN504");
    counter.keys("<F10>").is_on("TKNN001");
    let codes = counter
        .trail("1000004")
        .into_iter()
        .filter(|action| action == "check_code");
    assert_eq!(codes.count(), 1);
}

#[test]
fn a_wrong_or_used_code_is_wiped_and_the_serial_stays_r6() {
    let mut counter = on("1000004", identified("1000004"));
    let wrong = counter.wrong_code(SERIAL);
    counter.keys("<Enter>").keys(SERIAL).keys("<Enter>").keys(&wrong);
    counter.keys("<F10>").says("E0601").shows(SERIAL).lacks(&wrong);
    let (row, _) = counter.cursor_row();
    assert!(row.contains("ワンタイムパスワード"), "{row}");

    let code = counter.code(SERIAL);
    counter.keys(&code).keys("<F10>").is_on("TKNN001");
    counter.keys("<F12>").is_on("TTRK001");
    // The other user of the contract with the same code: it is used up, whoever sends it.
    counter.keys("<F7><Down><Enter><Enter>").keys(&code);
    counter.keys("<F10>").says("E0602").shows(SERIAL).lacks(&code);
}

#[test]
fn a_malformed_code_is_kept_and_not_counted_r9_1() {
    let mut counter = on("1000004", identified("1000004"));
    counter
        .keys("<Enter>")
        .keys(SERIAL)
        .keys("<Enter>12345<F10>")
        .says("E0102");
    counter.shows("12345");
    let (row, column) = counter.cursor_row();
    assert!(row.contains("ワンタイムパスワード"), "{row}");
    assert_eq!(column, 30, "behind what was typed");
    assert!(counter.trail("1000004").iter().all(|action| action != "check_code"));
}

#[test]
fn a_serial_of_another_contract_is_as_unknown_as_any_r3_3() {
    let mut counter = on("1000004", identified("1000004"));
    let code = counter.code("10000018");
    counter
        .keys("<Enter>10000018<Enter>")
        .keys(&code)
        .keys("<F10>")
        .says("E0301");
    counter.shows("10000018").shows(&code);
    let (row, _) = counter.cursor_row();
    assert!(row.contains("シリアル番号"), "{row}");
    let other = counter.message();
    counter.keys("<Ctrl+U>99999999<F10>");
    assert_eq!(counter.message(), other);
    counter.keys("<Ctrl+U>1234567<F10>").says("E0101").shows("1234567");
}

#[test]
fn no_code_is_used_up_without_a_check_or_a_user() {
    let mut counter = on("1000004", as_it_stands);
    counter.keys("<F10>").says("E0203");
    counter
        .keys("<Enter>")
        .keys(SERIAL)
        .keys("<Enter>123456<F10>")
        .says("E1001")
        .is_on("THKK001")
        .keys("<F12>");
    counter.shows("123456").shows(SERIAL);
    assert!(counter.trail("1000004").iter().all(|action| action != "check_code"));
}

#[test]
fn who_cannot_be_registered_is_refused_with_the_reason_r3_1() {
    let mut counter = on("1000009", as_it_stands);
    counter.shows("10:35～");
    counter.keys("<Space>").says("E0307").lacks("(*)");
    counter.keys("<Down><Down><Enter>").says("E0306").lacks("(*)");
    counter.wait(20).keys("<Home><Space>");
    counter.shows("(*)  DEN509");
    let mut early = on("1000005", as_it_stands);
    early.keys("<Space>").says("E0309");
    assert_eq!(early.console.cursor(), Position::new(0, 8));
}

#[test]
fn an_accepted_code_lapses_like_a_check_r10_1() {
    let mut counter = on("1000004", identified("1000004"));
    let code = counter.code(SERIAL);
    counter.keys("<Enter>").keys(SERIAL).keys("<Enter>").keys(&code);
    counter.keys("<F10><F12>").shows("照合済");
    counter.wait(30).lacks("照合済");
    counter.keys("<F10>").says("E1001").is_on("THKK001");
    counter.keys("<F12>").shows(SERIAL);
}

#[test]
fn typed_text_survives_a_refresh_and_the_identity_check() {
    let mut counter = on("1000004", as_it_stands);
    counter.keys("<Enter>").keys(SERIAL).keys("<Enter>12<F5>").says("I0501");
    counter.wait(1).keys("<F2>").is_on("THKK001");
    counter.keys("<F12>").is_on("TTRK001").shows(SERIAL);
    let (row, column) = counter.cursor_row();
    assert!(row.contains("12") && column == 27, "{row} {column}");
    counter.keys("<F12>").shows("[破棄]");
}
