//! BRSK027 and BRSK028: revoking by the customer (R7.1, R7.2, R7.5, R8).

use crate::support::{Counter, as_it_stands, confirmation};

fn on_brsk027(user: &str) -> Counter {
    let mut web = Counter::web(as_it_stands);
    web.enter(user).go_to_tasks().keys("4").is_on("BRSK027");
    web
}

#[test]
fn another_user_is_revoked_with_ones_own_code_r7_1_and_r8_2() {
    let mut web = on_brsk027("DEN503");
    assert!(web.row(2).starts_with(">1 対象利用者を選択  2 変更完了"));
    web.shows("今失効すると、再登録は 2026年06月01日 10時45分 から可能です。");
    web.shows("再登録は失効の30分後、20時50分から8時10分までの失効は8時10分以降に可能です。");
    web.keys("<F10>")
        .says("E0203")
        .keys("<Down><Space>")
        .lacks("ご自身が含まれています");
    web.keys("<F10>")
        .says("E0003 エラー 確認用パスワード")
        .keys("chigau<Enter>");
    let (own, others) = (web.code("0030000137"), web.code("0030000145"));
    web.keys(&own).keys("<F10>").says("E0505").shows(&own);
    assert!(
        web.cursor_row().0.contains("確認用パスワード"),
        "the code was not looked at and stays"
    );
    web.keys(&confirmation("DEN503"))
        .keys("<Enter><Ctrl+U>")
        .keys(&others)
        .keys("<F10>")
        .says("E0601");
    assert!(
        web.cursor_row().0.contains("ワンタイムパスワード"),
        "the password was right and stays"
    );
    web.keys(&own).keys("<F10>").is_on("BRSK028");
    web.shows("トークンを失効しました。対象 1 名")
        .shows("DEN503M1")
        .shows("再登録 10:45～");
    web.shows("対象の利用者は 2026年06月01日 10時45分 までログインできません。");
    web.keys("<Enter>").is_on("BRSK001").keys("4").shows("再登録 10:45～");
    web.keys("<Down><Space>").says("E0701").lacks("[x]");
    web.keys("<F3><F11>").enter("DEN503M1").says("E1605");
}

#[test]
fn ones_own_registration_can_be_among_them_and_ends_the_session_r7_1() {
    let mut web = on_brsk027("DEN502");
    web.keys("<Space>")
        .shows("ご自身が含まれています。失効すると、ただちにログアウトします。");
    let code = web.code("200000251");
    web.keys("<Tab>")
        .keys(&confirmation("DEN502"))
        .keys("<Enter>")
        .keys(&code)
        .keys("<F10>")
        .is_on("BRSK028");
    web.shows("ご自身のトークンを失効したため、ログアウトしました。")
        .shows("[ログイン画面へ]");
    assert!(!web.row(1).contains("架空 一郎"), "nobody is signed in any more");
    web.keys("<Ctrl+G>BRSK027<Enter>").says("E0004").keys("<F12>");
    web.keys("<F12>").is_on("BLGI001").enter("DEN502").says("E1605");
    // Who shares the fob keeps it (R7.2).
    web.keys("<Tab><Ctrl+U>DEN502J1<Enter>login-DEN502J1<F10>")
        .is_on("BTOP001")
        .shows("サービス利用中");
}

#[test]
fn who_has_no_registration_is_listed_and_cannot_be_chosen_r7_5() {
    let mut web = on_brsk027("DEN508");
    web.shows("[ ]  DEN508 ").lacks("[ ]  DEN508J1").shows("     DEN508J1");
    web.keys("<Down><Space>").says("E0701");
    assert_eq!(web.chosen(), 0);
    web.keys("<Up><Space><Space>");
    assert_eq!(web.chosen(), 0, "and takes back");
    web.keys("<Space><F12>").shows("[破棄]").keys("<F12>").is_on("BRSK027");
    assert_eq!(web.chosen(), 1);
}

#[test]
fn at_night_it_opens_in_the_morning_r8_2() {
    let mut web = Counter::web(as_it_stands);
    web.wait(10 * 60 + 35).enter("DEN503").go_to_tasks().keys("4");
    web.shows("今失効すると、再登録は 2026年06月02日 08時10分 から可能です。");
}

#[test]
fn after_the_fifth_wrong_code_ones_own_token_is_suspended_and_it_is_off_r9_1() {
    let mut web = on_brsk027("DEN503");
    let wrong = web.wrong_code("0030000137");
    web.keys("<Down><Space><Tab>")
        .keys(&confirmation("DEN503"))
        .keys("<Enter>");
    for code in ["E0601", "E0601", "E0601", "E0601", "E0603"] {
        web.keys(&wrong).keys("<F10>").says(code);
    }
    web.shows("(失効)").keys("<F10>").says("W0001").is_on("BRSK027");
    web.shows("トークンの失効を行える利用者ではありません")
        .shows("お取引店に連絡してください。");
    assert_eq!(web.chosen(), 1, "the choice stays");
}

/// What can't be of a code is refused at the key, and is said; a paste is taken whole or not at all.
#[test]
fn a_code_takes_digits_alone_and_no_more_than_it_has_r9_1() {
    let mut web = on_brsk027("DEN502");
    web.keys("<Tab><Tab>12x")
        .says("W0012 注意 この欄に入らない文字か、桁数を超えています");
    web.keys("３456").shows("ワンタイムパスワード※  123456");
    web.keys("7").says("W0012").shows("ワンタイムパスワード※  123456");
    web.keys("<Ctrl+U>");
    web.console.paste("1234 5678");
    web.says("W0012").lacks("1234");
    web.console.paste("65 43 21");
    web.shows("ワンタイムパスワード※  654321");
    web.keys("x")
        .says("W0012")
        .keys("<F1>")
        .shows("打った文字は入っていません");
}
