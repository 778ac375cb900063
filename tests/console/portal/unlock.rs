//! BRSK025 and BRSK026: unlocking by another administrator of the company (R9.2), and the software keyboard.

use madoguchi::desk::{Desk, Session};

use crate::support::{Counter, as_it_stands, confirmation, suspended};

/// DEN503M1 on BRSK025 while the token of DEN503 is suspended.
fn on_brsk025() -> Counter {
    let mut web = Counter::web(suspended("1000003", "0030000137"));
    web.enter("DEN503M1").go_to_tasks().keys("3").is_on("BRSK025");
    web
}

#[test]
fn another_administrator_unlocks_without_a_code_r9_2() {
    let mut web = on_brsk025();
    assert!(
        web.row(2).starts_with(">1 対象利用者を選択  2 変更完了"),
        "{:?}",
        web.console
    );
    let heading = web.row_with("ログインID");
    let columns: Vec<_> = heading.split_whitespace().collect();
    assert_eq!(
        columns,
        ["選択", "ログインID", "利用者名", "ユーザ種別", "トークンID", "状態"]
    );
    web.keys("<F10>").says("E0203").keys("<Down><Space>").says("E0901");
    web.keys("<Up><Space>");
    assert_eq!(web.chosen(), 1);
    web.keys("<F10>").says("E0003 エラー 確認用パスワード");
    assert!(web.cursor_row().0.contains("確認用パスワード"));
    web.keys("chigau<F10>")
        .says("E0505 エラー 確認用パスワードが違います (あと 4 回で利用停止)");
    web.shows("大文字と小文字、数字を確かめて");
    assert_eq!(web.chosen(), 1, "the choice stays");
    web.keys(&confirmation("DEN503M1")).keys("<F10>").is_on("BRSK026");
    assert!(web.row(2).contains(">2 変更完了"));
    web.shows("利用停止を解除しました。対象 1 名")
        .shows("DEN503 ")
        .shows("0030000137")
        .shows("サービス利用中");
    web.lacks("DEN503M1 ");
    web.keys("<F10>")
        .is_on("BRSK001")
        .keys("3")
        .is_on("BRSK025")
        .shows("利用停止中の利用者はいません");
}

#[test]
fn choosing_one_chooses_everyone_who_shares_the_serial_r9_2() {
    // DEN510J1's token is suspended; nobody else can lift it, but what is chosen is seen all the same.
    let share = |desk: &mut Desk, who: &Session| suspended("1000001", "10000018")(desk, who);
    let mut web = Counter::web(share);
    web.enter("DEN501").is_on("BTOP001").shows("停止中").go_to_tasks();
    web.keys("3").says("E0904").is_on("BRSK001");
    web.keys("<Ctrl+G>BRSK025<Enter>").is_on("BRSK025").keys("<Space>");
    assert_eq!(web.chosen(), 3);
    web.keys("<Down><Down><Space>");
    assert_eq!(web.chosen(), 0, "and takes all back");
    web.keys("<Space><F10>")
        .says("W0001")
        .shows("お取引店に連絡してください。");
    web.keys("<F12>").shows("[破棄]").keys("<F10>").is_on("BTOP001");
}

#[test]
fn five_wrong_confirmation_passwords_stop_it() {
    let mut web = on_brsk025();
    web.keys("<Space><Enter>");
    for code in ["E0505", "E0505", "E0505", "E0505", "E0506"] {
        web.keys("chigau<F10>").says(code);
    }
    web.keys("<F10>")
        .says("W0001 注意 F10 は今は使えません: 確認用パスワードは利用停止です");
    web.shows("別の管理者が「利用者停止・解除」で解除できます。");
}

/// Puts a text in with the software keyboard, as a person does: finds the key on the screen and goes there.
fn put_in(web: &mut Counter, text: &str) {
    for wanted in text.chars() {
        let rows: Vec<Vec<char>> = (1..=24)
            .map(|number| keys_of(&web.row(number)))
            .filter(|keys| !keys.is_empty())
            .collect();
        let at = rows.iter().position(|keys| keys.contains(&wanted)).unwrap();
        let column = rows[at].iter().position(|key| *key == wanted).unwrap();
        web.keys(&"<Up>".repeat(9))
            .keys(&"<Down>".repeat(at))
            .keys("<Home>")
            .keys(&"<Right>".repeat(column))
            .keys("<Enter>");
    }
}

/// The keys in a row of the box: every third column holds one.
fn keys_of(row: &str) -> Vec<char> {
    let Some(inside) = row.split('│').nth(1) else {
        return Vec::new();
    };
    let cells: Vec<char> = inside.chars().skip(2).step_by(3).collect();
    let keys: Vec<char> = cells.into_iter().filter(|key| !key.is_whitespace()).collect();
    let dots = inside.trim();
    if dots.chars().all(|dot| dot == '*') {
        Vec::new()
    } else {
        keys
    }
}

#[test]
fn the_software_keyboard_types_what_is_chosen_and_shows_dots_alone() {
    let mut web = on_brsk025();
    web.keys("<Space><F9>").shows("ソフトウェアキーボード ─");
    let first = web.screen();
    put_in(&mut web, "kakunin-DEN503M1x");
    web.keys("<F9>")
        .shows("****************")
        .lacks("kakunin")
        .lacks("*****************");
    web.keys("<F10>").is_on("BRSK025");
    web.shows("確認用パスワード※  **************** ");
    // Another time the keys stand elsewhere, and leaving it changes nothing.
    web.keys("<F9>");
    assert_ne!(web.screen(), first);
    web.keys("a").says("E0001").keys("<Enter><F12>");
    web.keys("<F10>").is_on("BRSK026");
}

#[test]
fn without_anyone_suspended_nobody_can_be_chosen() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN503")
        .go_to_tasks()
        .keys("3")
        .shows("利用停止中の利用者はいません");
    web.keys("<Space>")
        .says("E0901")
        .lacks("[x]")
        .keys("<F12>")
        .is_on("BRSK001");
}
