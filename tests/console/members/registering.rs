//! A new user: three steps, confirmation, done.

use super::company::Seat;

const NEWCOMER: &str = "DEN503J9<Enter>見本 桃<Enter>ミホン モモ<Enter>2<Enter>";
const PASSWORDS: &str = "login-of-new<Enter>login-of-new<Enter>confirm-of-new<Enter>confirm-of-new";

fn form() -> Seat {
    let mut seat = Seat::of("DEN503", "BRSK005");
    seat.keys("<F2>").is_on("BRSK006").shows(">1 基本情報");
    seat
}

#[test]
fn a_user_is_registered_in_three_steps_with_password_and_code_r5_3() {
    let mut seat = form();
    seat.keys(NEWCOMER).keys(PASSWORDS).lacks("login-of-new");
    seat.keys("<F10>").shows(">2 権限").keys("<Space><Right><Space>");
    seat.keys("<F10>")
        .shows(">3 口座・限度額")
        .to("振込振替 都度指定")
        .keys("<Ctrl+U>１２３４５６７<Enter>");
    seat.shows("1,234,567").focuses("振込振替 事前登録");
    seat.keys("<Ctrl+U>5,000<F10>")
        .is_on("BRSK009")
        .shows("新しい利用者 DEN503J9 見本 桃 を登録します。")
        .shows("新しいパスワード")
        .focuses("確認用パスワード※")
        .keys("<F8>")
        .shows("限度額 振込振替 都度指定       1,234,567 円")
        .shows("5,000 円");
    seat.confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    seat.shows("利用者 DEN503J9 を登録しました。")
        .keys("<Enter>")
        .is_on("BRSK005")
        .says("I1707");
    let row = seat.row_with("DEN503J9");
    assert!(row.contains("一般ユーザ") && row.contains("未登録"), "{row}");
    // The new user gets in with the password that was entered.
    seat.keys("<F3><F11>").is_on("BLGI001");
    seat.keys("DEN503J9<Enter>login-of-new<F10>").is_on("BLGI011");
}

#[test]
fn before_the_start_date_no_code_is_asked_for_r5_2() {
    let mut seat = Seat::of("DEN505", "BRSK005");
    seat.keys("<F2>DEN505J9<Enter>見本 桃<Enter>ミホン モモ<Enter>1<Enter>")
        .keys(PASSWORDS);
    seat.keys("<F10><F10><F10>")
        .is_on("BRSK009")
        .lacks("ワンタイムパスワード※");
    seat.confirm("DEN505", None).keys("<F10>").is_on("BRSK010");
}

#[test]
fn what_is_missing_or_wrong_is_named_and_focused_and_nothing_typed_is_lost() {
    let mut seat = form();
    seat.keys("<F10>").says("E0003").focuses("ログインID※");
    seat.keys("だめ<F10>").says("E0103").focuses("ログインID※");
    seat.keys("<Ctrl+U>DEN503J9<F10>").says("E0003").focuses("利用者名※");
    seat.keys("見本 桃<Enter>漢字<F10>")
        .says("E0106")
        .focuses("利用者名 (カナ)※");
    seat.keys("<Ctrl+U>ミホン モモ<F10>")
        .says("E1130")
        .focuses("利用者区分※");
    seat.keys("2<F10>").says("E0003").focuses("ログインパスワード※");
    seat.keys("login-of-new<Enter>login-of-now<F10>")
        .says("E0005 エラー ログインパスワードが 2 回の入力で一致しません")
        .focuses("ログインパスワード※");
    seat.keys("short<Enter>short<Enter>confirm-of-new<Enter>confirm-of-new<F10>")
        .says("E0112")
        .focuses("ログインパスワード※");
    seat.keys("login-of-new<Enter>login-of-new<Enter><Ctrl+U>short<Enter><Ctrl+U>short<F10>")
        .says("E0112")
        .focuses("確認用パスワード※");
    seat.keys("login-of-new<Enter>login-of-new<F10>")
        .says("E1713")
        .focuses("確認用パスワード※");
    seat.keys("confirm-of-new<Enter>confirm-of-new<F10>").shows(">2 権限");
    seat.keys("<Down><Right><Space><F10>")
        .says("E1706")
        .focuses("当日扱いを認める");
    seat.keys("<Space><F10>").shows(">3 口座・限度額");
    seat.to("振込振替 都度指定")
        .keys("<Ctrl+U>10000000000")
        .says("W0012")
        .focuses("振込振替 都度指定");
    // The entry takes digits, no more than there are, and commas between them; what is no amount even so is said with F10.
    seat.keys("<Ctrl+U>abc").says("W0012");
    seat.keys("<Ctrl+U>,<F10>").says("E1707").focuses("振込振替 都度指定");
    seat.keys("<Ctrl+U><F10>").says("E0003");
    seat.keys("<Ctrl+U>9999999999<F10>").is_on("BRSK009");
    // Two steps back and forth again: everything is there still.
    seat.keys("<F12>").is_on("BRSK006").shows("9,999,999,999");
    seat.keys("<F12>").shows(">2 権限").keys("<F12>").shows(">1 基本情報");
    seat.shows("見本 桃").shows("(*) 一般ユーザ").shows("**************");
    seat.keys("<F10><F10>")
        .shows("9,999,999,999")
        .keys("<F10>")
        .is_on("BRSK009");
}

#[test]
fn a_login_id_that_another_company_has_is_told_at_the_end_and_put_right_r8_3() {
    let mut seat = form();
    seat.keys("DEN502<Enter>見本 桃<Enter>ミホン モモ<Enter>2<Enter>")
        .keys(PASSWORDS)
        .keys("<F10><F10><F10>")
        .is_on("BRSK009");
    seat.confirm("DEN503", Some("0030000137")).keys("<F10>");
    seat.is_on("BRSK006").says("E1701").focuses("ログインID※");
    seat.keys("<Ctrl+U>DEN503J9<F10><F10><F10>").is_on("BRSK009");
    seat.confirm("DEN503", Some("0030000137"))
        .keys("<F10>")
        .is_on("BRSK010");
    // One of one's own company is told at once.
    let mut seat = form();
    seat.keys("DEN503M1<Enter>見本 桃<Enter>ミホン モモ<Enter>2<Enter>")
        .keys(PASSWORDS)
        .keys("<F10>")
        .says("E1701")
        .shows(">1 基本情報")
        .focuses("ログインID※");
}

#[test]
fn a_general_user_never_administers_and_the_choice_comes_back_with_the_kind() {
    let mut seat = form();
    seat.keys("DEN503M9<Enter>見本 桃<Enter>ミホン モモ<Enter>1<Enter>")
        .keys(PASSWORDS)
        .keys("<F10>");
    seat.keys("<Up><Up><Up>")
        .focuses("[ ] 利用者管理")
        .keys("<Space>")
        .shows("[x] 利用者管理");
    seat.keys("<F12><Up><Up><Up><Up>").focuses("管理者ユーザ");
    let at = seat.focus();
    assert!(at.contains("利用者区分"), "{at}");
    seat.keys("2<F10>")
        .shows("[ ] 利用者管理 (一般ユーザには付けられません)");
    seat.focuses("利用者管理").keys("<Space>").says("W1702");
    seat.keys("<F12>1<F10>").shows("[x] 利用者管理").lacks("一般ユーザには");
}

#[test]
fn leaving_a_filled_form_asks_first() {
    let mut seat = form();
    seat.keys("<F12>").is_on("BRSK005");
    seat.keys("<F2>DEN503J9<F12>")
        .shows("[破棄]")
        .keys("<F12>")
        .shows("DEN503J9");
    seat.keys("<F12><F10>").is_on("BRSK005");
}
