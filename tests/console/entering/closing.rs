//! TKYK001: a contract is closed, or opened, by hand (R16.1).

use madoguchi::branch::tkyk001::{ContractEntry, OpeningEntry};

use crate::support::{Counter, contract, identified};

const ONE: &str = "1000001";

#[test]
fn the_end_of_a_contract_is_shown_before_it_is_asked_for_r16_1() {
    let mut counter = Counter::prepared("T001", ContractEntry::new(contract(ONE)), identified(ONE));
    counter
        .keys("<F9>")
        .is_on("TKYK001")
        .shows("役席の承認を受けてから解約します")
        .shows("2026-06-01");
    counter.keys("<Ctrl+U>2026-06-02<F10>").says("E1905").is_on("TKYK001");
    counter
        .keys("<Ctrl+U>2026-13-01<F10>")
        .is_on("TKYK001")
        .shows("2026-13-01");
    counter.keys("<Ctrl+U>R8.6.1<Down><Space><F10>").is_on("TKNN001");
    counter
        .shows("解約日: (なし) ＞ 2026年06月01日")
        .shows("利用登録が終わる利用者")
        .shows("発行済 ＞ 返却");
    counter
        .keys("<F10>")
        .approve("S001", "yakuseki-no-mihon")
        .is_on("TKNR009");
    counter.shows("ご契約を解約しました");
}

#[test]
fn of_a_closed_contract_nothing_is_changed_any_more_and_its_fobs_are_owed_r16_1() {
    let mut counter = Counter::of("T001");
    counter
        .find("1000001")
        .keys("k<F9><F2>1<Enter>2<F10><Enter><Enter><Enter><Space><Enter><Enter>1<F10>");
    counter
        .is_on("TKYK001")
        .keys("<F10>")
        .is_on("TKNN001")
        .shows("返却待ち");
    counter
        .keys("<F10>")
        .approve("S001", "yakuseki-no-mihon")
        .is_on("TKNR009");
    counter.keys("<F3>").find(ONE).shows("解約日");
    for key in ["<F4>", "<F9>", "<F11>", "k", "s", "i"] {
        counter.keys(key).says("W0001").is_on("TKSK002");
    }
    counter.keys("<Tab>").shows("返却待ち");
    // It stands on the list of what is to be done: it comes back, or it is lost before that.
    counter.keys("<F3>=TZAI005<Enter><F4>").is_on("TZAI005");
    let row = counter.row_with("10000018 ");
    assert!(row.contains("返却待ち (解約)"), "{row}");
    counter
        .keys("/10000018<Enter><Enter>")
        .shows("お客さまから戻ったトークンを受け取ります");
    counter.shows("入力したトークン 1 個");
    counter
        .go("取扱")
        .keys("c")
        .shows("(*) C 未返却紛失")
        .keys("<F10>")
        .says("E1485");
    counter.go("理由の説明").keys("見当たらないとのお申し出<F10>");
    counter
        .shows("あとで役席が確認します")
        .keys("<Right><Enter>")
        .says("I1471");
    counter.keys("<F4>").shows("取扱の残っているトークンはありません");
}

#[test]
fn without_a_check_no_contract_is_closed_r10_1() {
    let mut counter = Counter::at("T001", ContractEntry::new(contract(ONE)));
    counter.keys("<F9><F10>").says("E1001").is_on("TKYK001");
}

#[test]
fn a_contract_is_opened_with_its_first_users_and_waits_r16_1() {
    let mut counter = Counter::at("T001", OpeningEntry::new());
    counter.is_on("TKYK001").shows("契約の登録").shows("011");
    counter.keys("9990001<Down>R8.6.1<Down>300000001<F10>").says("E1901");
    counter.keys("<Ctrl+U>03-0000-0001<Down><Down>仮名 一郎<Down>例示新規株式会社<Down>レイジシンキ");
    counter.keys("<Down><Down><Down>普通1234567<Down><Down>1<Down>123456789012");
    counter.keys("<F10>").says("E1908").shows("例示新規株式会社");
    counter.keys("<F4>NEW01<Down>仮名 一郎<F10>").is_on("TKYK001");
    counter
        .keys("カメイ イチロウ<Down>1<F10>")
        .shows("NEW01  利用者名: 仮名 一郎");
    counter.keys("<F10>").shows("役席に依頼します");
    counter.keys("<Enter>").is_on("TKYK001");
    counter.keys("<F10><Right><Enter>").says("I1922");
}
