//! TTRK001 トークン登録代行.

use madoguchi::ui::screens::ttrk001::RegisterEntry;
use ratatui::layout::Position;

use crate::support::{Console, Counter, contract};

const SERIAL: &str = "40000111";

fn on(counter: Counter, number: &'static str) -> Console {
    counter.console(move || RegisterEntry::new(contract(number)))
}

#[test]
fn a_code_is_accepted_once_and_going_back_asks_for_no_other_r6_3() {
    let mut console = on(Counter::open().identified("1000004"), "1000004");
    let code = console.code(SERIAL);
    console.keys("<Enter>").keys(SERIAL).keys("<Enter>").keys(&code);
    console.keys("<F10>").is_on("TKNN001");
    console.keys("<F12>").is_on("TTRK001");
    console.shows(SERIAL).shows("照合済").hides(&code).shows("(*)  DEN504");
    console.keys("<F10>").is_on("TKNN001");
    let codes = console
        .trail("1000004")
        .into_iter()
        .filter(|(action, _)| action == "check_code");
    assert_eq!(codes.count(), 1);
}

#[test]
fn a_wrong_or_used_code_is_wiped_and_the_serial_stays_r6() {
    let mut console = on(Counter::open().identified("1000004"), "1000004");
    let wrong = console.wrong_code(SERIAL);
    console.keys("<Enter>").keys(SERIAL).keys("<Enter>").keys(&wrong);
    console.keys("<F10>").says("E0601").shows(SERIAL).hides(&wrong);
    let (row, _) = console.cursor();
    assert!(row.contains("ワンタイムパスワード"), "{row}");

    let code = console.code(SERIAL);
    console.keys(&code).keys("<F10>").is_on("TKNN001");
    console.keys("<F12>").is_on("TTRK001");
    // The other user of the contract with the same code: it is used up, whoever sends it.
    console.keys("<F7><Down><Enter><Enter>").keys(&code);
    console.keys("<F10>").says("E0602").shows(SERIAL).hides(&code);
}

#[test]
fn a_malformed_code_is_kept_and_not_counted_r9_1() {
    let mut console = on(Counter::open().identified("1000004"), "1000004");
    console
        .keys("<Enter>")
        .keys(SERIAL)
        .keys("<Enter>12345<F10>")
        .says("E0102");
    console.shows("12345");
    let (row, column) = console.cursor();
    assert!(row.contains("ワンタイムパスワード"), "{row}");
    assert_eq!(column, 30, "behind what was typed");
    assert!(
        console
            .trail("1000004")
            .iter()
            .all(|(action, _)| action != "check_code")
    );
}

#[test]
fn a_serial_of_another_contract_is_as_unknown_as_any_r3_3() {
    let mut console = on(Counter::open().identified("1000004"), "1000004");
    let code = console.code("10000018");
    console
        .keys("<Enter>10000018<Enter>")
        .keys(&code)
        .keys("<F10>")
        .says("E0301");
    console.shows("10000018").shows(&code);
    let (row, _) = console.cursor();
    assert!(row.contains("シリアル番号"), "{row}");
    let other = console.message();
    console.keys("<Ctrl+U>99999999<F10>");
    assert_eq!(console.message(), other);
    console.keys("<Ctrl+U>1234567<F10>").says("E0101").shows("1234567");
}

#[test]
fn no_code_is_used_up_without_a_check_or_a_user() {
    let mut console = on(Counter::open(), "1000004");
    console.keys("<F10>").says("E0203");
    console
        .keys("<Enter>")
        .keys(SERIAL)
        .keys("<Enter>123456<F10>")
        .says("E1001");
    console.shows("123456").shows(SERIAL);
    assert!(
        console
            .trail("1000004")
            .iter()
            .all(|(action, _)| action != "check_code")
    );
}

#[test]
fn who_cannot_be_registered_is_refused_with_the_reason_r3_1() {
    let mut console = on(Counter::open(), "1000009");
    console.shows("10:35～");
    console.keys("<Space>").says("E0307").hides("(*)");
    console.keys("<Down><Down><Enter>").says("E0306").hides("(*)");
    console.wait(20).keys("<Home><Space>");
    console.shows("(*)  DEN509");
    let mut early = on(Counter::open(), "1000005");
    early.keys("<Space>").says("E0309");
    assert_eq!(early.harness.cursor(), Position::new(0, 8));
}

#[test]
fn an_accepted_code_lapses_like_a_check_r10_1() {
    let mut console = on(Counter::open().identified("1000004"), "1000004");
    let code = console.code(SERIAL);
    console.keys("<Enter>").keys(SERIAL).keys("<Enter>").keys(&code);
    console.keys("<F10><F12>").shows("照合済");
    console.wait(30).hides("照合済");
    console.keys("<F10>").says("E1001").shows(SERIAL);
}

#[test]
fn typed_text_survives_a_refresh_and_the_identity_check() {
    let mut console = on(Counter::open(), "1000004");
    console.keys("<Enter>").keys(SERIAL).keys("<Enter>12<F5>").says("I0501");
    console.wait(1).keys("<F2>").is_on("THKK001");
    console.keys("<F12>").is_on("TTRK001").shows(SERIAL);
    let (row, column) = console.cursor();
    assert!(row.contains("12") && column == 27, "{row} {column}");
    console.keys("<F12>").shows("[破棄]");
}
