//! A user is deleted.

use super::company::{Seat, Two};

#[test]
fn what_goes_with_a_user_is_said_before_with_the_serial() {
    let mut seat = Seat::of("DEN502", "BRSK005");
    seat.keys("<Down><F9>").is_on("BRSK009");
    seat.shows("利用者 DEN502J1 見本 健 を削除します。元には戻せません。")
        .shows("このログインIDは、二度と登録できません。")
        .shows("トークン 200000251 の利用開始登録も解除されます。")
        .shows("同じトークンを共有する DEN502 の登録は、そのまま残ります。");
    seat.keys("<F10>").says("E0003").focuses("確認用パスワード※");
    seat.confirm("DEN502", Some("200000251")).keys("<F10>").is_on("BRSK010");
    seat.shows("利用者 DEN502J1 を削除しました。")
        .shows("トークン 200000251 の利用開始登録を解除しました。");
    seat.keys("<F10>").is_on("BRSK005").lacks("DEN502J1");
    // The login ID is never given again (R8.3).
    seat.keys("<F2>DEN502J1<Enter>見本 桃<Enter>ミホン モモ<Enter>2<Enter>")
        .keys("login-of-new<Enter>login-of-new<Enter>confirm-of-new<Enter>confirm-of-new<F10><F10><F10>");
    seat.confirm("DEN502", Some("200000251")).keys("<F10>").says("E1701");
}

#[test]
fn leaving_the_confirmation_deletes_nobody() {
    let mut seat = Seat::of("DEN502", "BRSK005");
    seat.keys("<Down><F9><F12>").is_on("BRSK005").shows("DEN502J1");
}

#[test]
fn a_user_who_was_changed_meanwhile_is_looked_at_again() {
    let mut two = Two::of("DEN503", "DEN503M1");
    two.one.jump("BRSK005").keys("<Down><F9>").is_on("BRSK009");
    two.other
        .jump("BRSK005")
        .keys("<Down><F4><Ctrl+U>架空 二<F10><F10><F10>");
    two.other
        .confirm("DEN503M1", Some("0030000145"))
        .keys("<F10>")
        .is_on("BRSK010");
    two.one.tick().shows("この利用者が変更されました").shows("F10(削除)");
    two.one.keys("<F5>").shows("F10削除").shows("架空 二");
    two.one
        .confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    two.other.keys("<F10>").is_on("BLGI001").says("E1606");
}

#[test]
fn who_is_deleted_meanwhile_can_neither_be_shown_nor_changed() {
    let mut two = Two::of("DEN505", "DEN505J1");
    two.one
        .jump("BRSK005")
        .keys("<Down><Enter>")
        .is_on("BRSK007")
        .shows("DEN505J1");
    two.one.keys("<F12><F4><Ctrl+U>仮名 翠").is_on("BRSK006");
    // The same user deletes from a second terminal, which ends the session of the first.
    two.other
        .keys("<F11>")
        .log_in("DEN505")
        .jump("BRSK005")
        .keys("<Down><F9>");
    two.one.tick().is_on("BLGI001").says("E1606");
    two.other.confirm("DEN505", None).keys("<F10>").is_on("BRSK010");
}
