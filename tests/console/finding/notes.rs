//! TKYK003 覚書: written, read at length, struck out by their author (R16.5).

use madoguchi::branch::tksk002::ContractSheet;

use crate::support::{Counter, contract};

fn on_the_sheet() -> Counter {
    Counter::prepared("T001", ContractSheet::new(contract("1000001")), |_, _| {})
}

#[test]
fn a_note_is_written_and_shown_where_the_contract_is_r16_5() {
    let mut counter = on_the_sheet();
    counter
        .lacks("覚書 1 件")
        .keys("n")
        .is_on("TKYK003")
        .shows("覚書はありません");
    counter.keys("<F2><F10>").says("E0003");
    let long = "折返しのお電話は平日 10 時以降に。".repeat(20);
    counter.keys(&long).shows("/ 400 文字").keys("<F10>").says("I1920");
    counter.is_on("TKYK003").shows("10:15 港 花子");
    counter
        .keys("<F12>")
        .is_on("TKSK002")
        .shows("覚書 1 件「折返しのお電話は平日");
    counter.keys("k").is_on("TKYK001").keys("<F11>").is_on("TKYK003");
}

#[test]
fn a_note_that_is_too_long_is_refused_and_nothing_typed_is_lost_r16_5() {
    let mut counter = on_the_sheet();
    counter
        .keys("n<F2>")
        .keys(&"字".repeat(401))
        .keys("<F10>")
        .says("E0105");
    counter.shows("401 / 400 文字").keys("<Backspace><F10>").says("I1920");
}

#[test]
fn its_author_strikes_it_out_after_a_question_and_it_stays_r16_5() {
    let mut counter = on_the_sheet();
    counter.keys("n").keys("<F9>").says("W0001");
    counter.keys("<F2>社印は本店で確認<F10>").says("I1920");
    counter.keys("<F9>").shows("この覚書を抹消します");
    counter
        .keys("<Tab><Enter>")
        .says("I1921")
        .shows("(抹消) 社印は本店で確認");
    counter.keys("<F9>").says("W0001").keys("<F12>").lacks("覚書 1 件");
}
