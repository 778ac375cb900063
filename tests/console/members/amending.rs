//! A user is shown and changed.

use super::company::{Seat, Two, confirmation};

/// DEN503 is about to change DEN503M1.
fn form() -> Seat {
    let mut seat = Seat::of("DEN503", "BRSK005");
    seat.keys("<Down><F4>").is_on("BRSK006").focuses("利用者名※");
    seat
}

#[test]
fn a_user_is_shown_with_everything() {
    let mut seat = Seat::of("DEN502", "BRSK005");
    seat.keys("<Enter>")
        .is_on("BRSK007")
        .shows("200000251 (共有: DEN502J1)")
        .shows("サービス利用中")
        .shows("振込振替 都度指定              あり");
    seat.keys("<F8>").shows("限度額 給与振込                10,000,000 円");
    seat.keys("<F12>").is_on("BRSK005");
}

#[test]
fn what_becomes_another_stands_first_before_and_after() {
    let mut seat = form();
    seat.keys("<Ctrl+U>架空 三郎<F10>").keys("<Space><F10>");
    seat.to("振込振替 都度指定")
        .keys("<Ctrl+U>300000<F10>")
        .is_on("BRSK009");
    seat.shows("変更 3 項目: 利用者名、権限、限度額")
        .shows("この変更で、この利用者の接続は終了します。")
        .shows("利用者名                       架空 次郎 ＞ 架空 三郎")
        .shows("振込振替 都度指定              あり ＞ なし")
        .shows("限度額 振込振替 都度指定       10,000,000 円 ＞ 300,000 円");
    seat.confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    seat.shows("変更した項目: 利用者名、権限、限度額");
    seat.keys("<F10>").is_on("BRSK005");
    assert!(seat.row_with("DEN503M1").contains("架空 三郎"));
    assert!(seat.focus().contains("DEN503M1"), "the selection stays");
}

#[test]
fn without_a_change_there_is_nothing_to_confirm() {
    form().keys("<F10><F10><F10>").says("E1709").is_on("BRSK006");
}

#[test]
fn a_blank_password_stays_and_a_new_one_takes_its_place() {
    let mut seat = form();
    seat.keys("<Down><Down><Down>").focuses("ログインパスワード");
    seat.keys("another-login<Enter>another-login<F10><F10><F10>")
        .is_on("BRSK009");
    seat.shows("変更 1 項目: ログインパスワード")
        .shows("ログインパスワード             今のパスワード ＞ 新しいパスワード")
        .shows("確認用パスワード               変更なし");
    seat.confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    seat.keys("<F3><F11>DEN503M1<Enter>another-login<F10>").is_on("BTOP001");
}

#[test]
fn a_wrong_password_clears_itself_alone_and_a_wrong_code_likewise() {
    let mut seat = form();
    seat.keys("<Ctrl+U>架空 三郎<F10><F10><F10>").is_on("BRSK009");
    let code = seat.code("0030000137");
    seat.keys("wrong-password<Enter>")
        .keys(&code)
        .keys("<F10>")
        .says("E0505");
    seat.focuses("確認用パスワード※").lacks("***").shows(&code);
    seat.keys(&confirmation("DEN503"))
        .keys("<Enter><Ctrl+U>000000<F10>")
        .says("E0601")
        .focuses("ワンタイムパスワード※")
        .shows("確認用パスワード※      **************")
        .lacks("000000");
    seat.keys(&code).keys("<F10>").is_on("BRSK010");
}

#[test]
fn what_can_not_be_changed_is_off_with_the_reason() {
    // The master, by the master: kind and administration stay.
    let mut seat = Seat::of("DEN503", "BRSK005");
    seat.shows("F9(削除)").keys("<F9>").says("W0001");
    seat.keys("<F4>").shows("(*) マスターユーザ (お取引店で変更)");
    seat.keys("<F10>")
        .shows("[x] 利用者管理 (マスターユーザからは外せません)");
    // The master, by an admin user: nothing at all.
    let mut seat = Seat::of("DEN503M1", "BRSK005");
    seat.shows("F4(変更)").shows("F9(削除)").keys("<F4>").says("W0001");
    // An admin user by themselves: not kind and administration.
    seat.keys("<Down>").shows("F4変更").shows("F9(削除)").keys("<F4>");
    seat.shows("(*) 管理者ユーザ").shows("(ご自身の区分は変更不可)");
    seat.keys("<Down><Down>2").says("W1702").keys("<F10>");
    seat.shows("[x] 利用者管理 (ご自身からは外せません)");
}

#[test]
fn who_changes_their_own_permissions_is_told_and_logs_in_again() {
    let mut seat = Seat::of("DEN503", "BRSK005");
    seat.keys("<F4><F10><Space><F10><F10>").is_on("BRSK009");
    seat.shows("ご自身の接続が終了します");
    seat.confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    seat.shows("再度ログインしてください").keys("<Enter>").is_on("BLGI001");
    seat.log_in("DEN503");
}

#[test]
fn who_may_not_change_anybody_is_told_why() {
    let mut seat = Seat::of("DEN504", "BRSK005");
    seat.shows("E0502")
        .shows("DEN504J1")
        .shows("F2(新規登録)")
        .shows("F4(変更)");
    seat.keys("<F2>").says("W0001").keys("<F10>").is_on("BRSK007");
    let mut seat = Seat::of("DEN505J1", "BRSK005");
    seat.says("E0501")
        .shows("E0501 この操作の権限がありません")
        .lacks("DEN505J1 ");
    seat.keys("<F2>").says("W0001");
    Seat::of("DEN505J1", "BRSK011").says("E0501");
}

#[test]
fn what_someone_else_changed_meanwhile_is_shown_before_it_is_replaced_r11_3() {
    let mut two = Two::of("DEN503", "DEN503M1");
    let form = "<Down><F4><Ctrl+U>";
    two.one
        .jump("BRSK005")
        .keys(form)
        .keys("架空 一<F10><F10><F10>")
        .is_on("BRSK009");
    two.other
        .jump("BRSK005")
        .keys(form)
        .keys("架空 二<F10><F10><F10>")
        .is_on("BRSK009");
    two.other
        .confirm("DEN503M1", Some("0030000145"))
        .keys("<F10>")
        .is_on("BRSK010");
    // Without a tick the screen does not know; the portal does.
    two.one
        .confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .says("E1102");
    two.one
        .shows("ほかの管理者がこの利用者を変更しました")
        .shows("架空 二 ＞ 架空 一")
        .keys("<F10>")
        .says("W0001");
    two.one.keys("<F5>").says("I1706").lacks("ほかの管理者が");
    two.one.keys("<F10>").is_on("BRSK010");
    two.other.keys("<F10>").is_on("BRSK005").tick();
    assert!(two.other.row_with("DEN503M1").contains("架空 一"));
}

#[test]
fn the_form_tells_of_it_by_itself_and_keeps_what_was_typed() {
    let mut two = Two::of("DEN503", "DEN503M1");
    two.one
        .jump("BRSK005")
        .keys("<Down><F4><Ctrl+U>架空 一")
        .lacks("ほかの管理者");
    two.other
        .jump("BRSK005")
        .keys("<Down><F4><Ctrl+U>架空 二<F10><F10><F10>");
    two.other
        .confirm("DEN503M1", Some("0030000145"))
        .keys("<F10>")
        .is_on("BRSK010");
    two.one
        .tick()
        .shows("入力中に、ほかの管理者がこの利用者を変更しました")
        .shows("架空 一");
    two.one.keys("<F10><F10><F10>").is_on("BRSK009").shows("F10(登録)");
}

#[test]
fn who_is_changed_is_logged_out_at_once() {
    let mut two = Two::of("DEN503", "DEN503M1");
    two.other.jump("BRSK005");
    two.one
        .jump("BRSK005")
        .keys("<Down><F4><F10><Space><F10><F10>")
        .is_on("BRSK009");
    two.one
        .confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    two.other.is_on("BRSK005").tick().is_on("BLGI001").says("E1606");
}
