//! BLGI002 パスワード変更 on the screen: one's own, and the first ones of a sealed letter (R17.1).

use crate::support::{Counter, as_it_stands};

#[test]
fn one_changes_them_from_the_top_page_and_logs_in_again_r17_1() {
    let mut web = Counter::web(as_it_stands);
    web.keys("DEN505<Enter>login-DEN505<F10>").is_on("BTOP001");
    web.keys("<F4>").is_on("BLGI002").shows("現在のログインパスワード");
    web.keys("login-DEN505<Enter>another login<Enter>another logon<F10>")
        .says("E0005");
    web.keys("another login<Enter>another login<F10>")
        .is_on("BLGI001")
        .says("I0582");
    web.keys("DEN505<Enter>login-DEN505<F10>").says("E1601");
    web.keys("<Ctrl+U>another login<F10>").is_on("BTOP001");
    web.keys("<Ctrl+G>BLGI002<Enter>").is_on("BLGI002");
    web.keys("<Down><Down><Down>nonsense<Enter>another one<Enter>another one<F10>")
        .says("E0505");
}
