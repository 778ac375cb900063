//! BRSK011: users are stopped, and what keeps them out is lifted.

use super::company::{Seat, Two, confirmation};

#[test]
fn a_user_is_stopped_and_lifted_with_password_and_code() {
    let mut seat = Seat::of("DEN502", "BRSK011");
    seat.shows("F9(停止)").shows("F10(解除)").keys("<F9>").says("W0001");
    seat.keys("<Down><Space>")
        .shows("[x]  DEN502J1")
        .shows("F9停止")
        .shows("F10(解除)");
    seat.keys("<F9>").says("E0003").focuses("確認用パスワード※");
    seat.confirm("DEN502", Some("200000251")).keys("<F9>").is_on("BRSK012");
    seat.shows("利用者 DEN502J1 を停止しました。")
        .keys("<F10>")
        .is_on("BRSK011");
    assert!(seat.row_with("DEN502J1").contains("[ ]  DEN502J1"));
    assert!(seat.row_with("見本 健").contains("[止] 停止"));
    seat.keys("<Space>").shows("F9(停止)").shows("F10解除");
    seat.keys("<Enter>")
        .confirm("DEN502", Some("200000251"))
        .keys("<F10>")
        .is_on("BRSK012");
    seat.keys("<Enter>").is_on("BRSK011");
    assert!(seat.row_with("見本 健").contains("[可] 利用可能"));
}

#[test]
fn who_is_stopped_is_logged_out_and_can_not_get_in() {
    let mut two = Two::of("DEN505", "DEN505J1");
    two.one.jump("BRSK011").lacks("ワンタイムパスワード※");
    two.one
        .keys("<Down><Space><Enter>")
        .confirm("DEN505", None)
        .keys("<F9>")
        .is_on("BRSK012");
    two.other.jump_refused();
    two.other.keys("DEN505J1<Enter>login-DEN505J1<F10>").says("E1604");
    two.one
        .keys("<F10><Space><Enter>")
        .confirm("DEN505", None)
        .keys("<F10>")
        .is_on("BRSK012");
    two.other.keys("<Ctrl+U>login-DEN505J1<F10>").is_on("BTOP001");
}

#[test]
fn wrong_passwords_show_by_themselves_with_their_end() {
    let mut two = Two::of("DEN505", "DEN508J1");
    two.one.jump("BRSK011").keys("<Down>");
    two.other.keys("<F11>").is_on("BLGI001").keys("DEN505J1<Enter>");
    for _ in 0..3 {
        two.other.keys("a wrong one<F10>");
    }
    // R17.2: of how many addresses, on the row and below the list.
    two.one.tick().shows("[休] ログイン一時停止 (1 か所)");
    two.one
        .shows("[休] ログインパスワード利用一時停止 (1 か所) (10:45 まで)");
    // On the narrow list of BRSK005 in short, and in full below it.
    two.one.keys("<F3>").jump("BRSK005").keys("<Down>");
    assert!(two.one.row_with("仮名 薫").contains("[休] ログイン一時停止"));
    two.one.shows("ログインパスワード利用一時停止 (1 か所) (10:45 まで)");
    two.one.console.resize(130, 30);
    let row = two.one.row_with("仮名 薫");
    assert!(row.contains("[休] ログインパスワード利用一時停止"), "{row}");
    // The pause ends by itself, on the second.
    two.one.clock.move_by(chrono::TimeDelta::minutes(30));
    two.one.tick().lacks("一時停止");
}

#[test]
fn wrong_confirmation_passwords_stop_and_another_lifts() {
    let mut two = Two::of("DEN503M1", "DEN503");
    two.one.jump("BRSK011").keys("<Enter>");
    two.other
        .jump("BRSK005")
        .keys("<Down><F4><Ctrl+U>架空 三郎<F10><F10><F10>")
        .is_on("BRSK009");
    for left in (0..5).rev() {
        let code = two.other.code("0030000137");
        two.other
            .keys("wrong-password<Enter><Ctrl+U>")
            .keys(&code)
            .keys("<F10>");
        two.other.says(if left > 0 { "E0505" } else { "E0506" });
    }
    two.one
        .tick()
        .shows("[止] 確認用パスワード利用停止")
        .keys("<Up>")
        .keys("<Home><Space>");
    two.one.shows("[x]  DEN503").shows("F9(停止)").shows("F10解除");
    two.one
        .keys("<Enter>")
        .confirm("DEN503M1", Some("0030000145"))
        .keys("<F10>")
        .is_on("BRSK012");
    let code = two.other.code("0030000137");
    two.other
        .keys(&confirmation("DEN503"))
        .keys("<Enter><Ctrl+U>")
        .keys(&code)
        .keys("<F10>")
        .is_on("BRSK010");
}

#[test]
fn oneself_and_the_master_can_not_be_chosen_while_nothing_keeps_them_out() {
    let mut seat = Seat::of("DEN503M1", "BRSK011");
    seat.shows("停止も解除もできません")
        .keys("<Space>")
        .says("E1703")
        .lacks("[x]");
    seat.keys("<Down><Space>").says("E1704").lacks("[x]");
}

#[test]
fn a_wrong_password_leaves_the_choice_and_the_code() {
    let mut seat = Seat::of("DEN502", "BRSK011");
    seat.keys("<Down><Space><Enter>wrong-password<Enter>");
    let code = seat.code("200000251");
    seat.keys(&code).keys("<F9>").says("E0505").focuses("確認用パスワード※");
    seat.shows("[x]  DEN502J1").shows(&code);
    seat.keys(&confirmation("DEN502")).keys("<F9>").is_on("BRSK012");
}
