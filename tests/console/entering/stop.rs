//! TTRK004 申出停止, from the contract to the receipt, and what the customer's list says of it (R9.6).

use madoguchi::branch::tksk002::ContractSheet;

use crate::support::{Counter, as_it_stands, contract, identified};

const NUMBER: &str = "1000002";
const SERIAL: &str = "200000251";

/// One token, so it is chosen at once: S, F10, and the confirmation.
#[test]
fn a_token_stops_in_three_keys_without_an_approval_r9_6_r11_1() {
    let mut counter = Counter::prepared("T001", ContractSheet::new(contract(NUMBER)), identified(NUMBER));
    counter.shows("迷うときはまず停止").keys("s").is_on("TTRK004");
    counter
        .shows(&format!("(*)  {SERIAL}"))
        .shows("使えなくなる利用者: DEN502、DEN502J1 (同じトークンの全員)")
        .shows("解除できるのは当行だけです")
        .shows("スペースまたは Enter で 1 個を選択");
    counter
        .keys("<F10>")
        .is_on("TKNN001")
        .shows("申出停止")
        .shows("申出による停止")
        .shows("お客さまの画面では停止できません");
    counter
        .keys("<F10>")
        .is_on("TKNR009")
        .shows("トークン 200 000 251 を停止しました");
    counter.keys("<F10>").is_on("TKSK002").shows("当行が停止したトークン");
    // Once more there is nothing to stop: the key is off with that reason.
    counter
        .keys("s")
        .is_on("TKSK002")
        .shows("停止できるトークンがありません");
    // The bank's own list lifts it, without a word of the customer.
    counter
        .keys("<F4>")
        .is_on("BRSK025")
        .shows("停止中 (当行)")
        .lacks("お客様ご自身");
}

#[test]
fn without_a_check_it_says_so_and_loses_nothing_r10_1() {
    let mut counter = Counter::prepared("T001", ContractSheet::new(contract(NUMBER)), as_it_stands);
    counter
        .keys("s<F10>")
        .is_on("THKK001")
        .says("E1001")
        .keys("<F12>")
        .is_on("TTRK004")
        .shows(&format!("(*)  {SERIAL}"));
    counter.keys("<F12>").is_on("TKSK002");
}

/// With two tokens one is chosen first: until then nothing is said of who holds it.
#[test]
fn before_a_token_is_chosen_nobody_is_named_r9_6() {
    let mut counter = Counter::prepared("T001", ContractSheet::new(contract("1000003")), as_it_stands);
    counter
        .keys("s")
        .is_on("TTRK004")
        .lacks("登録した利用者はいません")
        .lacks("使えなくなる利用者");
    counter
        .keys("<Space>")
        .shows("使えなくなる利用者: DEN503 (同じトークンの全員)");
}
