//! TKYK001 契約の変更: by hand, with two pairs of eyes (R16.2).

use madoguchi::branch::tkyk001::ContractEntry;
use madoguchi::desk::{Desk, Session};

use crate::support::{Counter, contract, identified};

const ONE: &str = "1000001";

fn on(prepare: impl FnOnce(&mut Desk, &Session)) -> Counter {
    Counter::prepared("T001", ContractEntry::new(contract(ONE)), prepare)
}

#[test]
fn what_is_typed_otherwise_is_shown_before_and_after_r16_2() {
    let mut counter = on(identified(ONE));
    counter.shows("03-0000-1001").shows("株式会社見本商会");
    counter.keys("<F10>").says("E1709").is_on("TKYK001");
    counter.keys("<Ctrl+U>312345678<F10>").says("E1901").shows("312345678");
    counter
        .keys("<Ctrl+U>03-0000-7777<Down>東京都架空区1-2-3<F10>")
        .is_on("TKNN001");
    counter
        .shows("登録電話: 03-0000-1001 ＞ 03-0000-7777")
        .shows("届出住所: (なし) ＞ 東京都架空区1-2-3")
        .lacks("代表者名");
    counter.keys("<F12>").is_on("TKYK001").shows("03-0000-7777");
}

#[test]
fn users_are_changed_come_and_go_together_with_the_rest_r16_2() {
    let mut counter = on(identified(ONE));
    counter.keys("<F4>").shows("利用者の変更・追加・削除");
    counter.keys("NEW1<F10>").says("E0202").shows("NEW1");
    counter
        .keys("<Down>仮名 一郎<Down>カメイ イチロウ<Down>2<F10>")
        .is_on("TKYK001");
    counter.shows("NEW1  利用者名: 仮名 一郎");
    counter
        .keys("<F4>DEN501<Down><Down><Down><Down><Down>den@example.jp<F10>")
        .shows("DEN501  メールアドレス: den@example.jp");
    counter.keys("<F4>DEN501J1<Up>2<F10>").shows("DEN501J1  利用者を削除");
    counter.keys("<F9>").lacks("DEN501J1  ").shows("DEN501  ");
    counter.keys("<F10>").is_on("TKNN001");
    counter
        .shows("NEW1 利用者: (なし) ＞ 仮名 一郎")
        .shows("DEN501 メールアドレス: (なし) ＞ den@example.jp");
}

#[test]
fn without_a_check_nothing_is_asked_for_r10_1() {
    let mut counter = on(|_, _| {});
    counter
        .keys("<Ctrl+U>03-0000-7777<F10>")
        .says("E1001")
        .is_on("TKYK001")
        .shows("03-0000-7777");
    counter
        .keys("<F9>")
        .is_on("TKYK001")
        .shows("解約日")
        .keys("<F10>")
        .says("E1001");
}
