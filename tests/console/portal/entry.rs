//! BLGI001, BLGI011 and BTOP001: from the login to the top page (R3, R4, R8.1).

use ratatui::layout::Position;

use crate::support::{Counter, TwoWebs, as_it_stands, suspended};

#[test]
fn the_first_login_leads_to_the_registration_and_on_r3_1_and_r3_2() {
    let mut web = Counter::web(as_it_stands);
    assert_eq!(web.row(24), "F1ヘルプ F3終了 F10ログイン");
    web.enter("DEN510")
        .is_on("BLGI011")
        .says("I1601 完了 ログインしました。前回ログイン なし (初回)");
    web.shows("猶予期間は 2026年06月03日まで (あと 3 日) です。");
    web.keys("<F10>").says("E0003 エラー シリアル番号を入力してください");
    web.keys("1000<F10>").says("E0101");
    let wrong = web.wrong_code("100000017");
    web.keys("00017<Enter>").keys(&wrong).keys("<F10>");
    web.says("E0601 エラー ワンタイムパスワードが違います。あと 4 回")
        .shows("100000017");
    web.shows("表示が変わってから新しい番号を入力してください。");
    assert_eq!(
        web.console.cursor(),
        Position::new(25, 16),
        "the code is empty, the serial stays"
    );
    web.keys("12345<F10>")
        .says("E0102")
        .keys("<F10>")
        .says("E0003 エラー ワンタイム");
    let code = web.code("100000017");
    web.keys(&code).keys("<F10>").is_on("BTOP001");
    web.says("I1603 完了 利用開始登録が完了しました。シリアル番号 100000017");
    web.shows("状態         サービス利用中")
        .shows("前回ログイン なし (初回)");
    // The second time it is not shown any more.
    web.keys("<F11>").says("I1602").wait(1).enter("DEN510").is_on("BTOP001");
    web.says("I1601 完了 ログインしました。前回ログイン 2026年06月01日 10時15分");
    web.shows("前回ログイン 2026年06月01日").shows("契約番号     1000010");
}

#[test]
fn skipping_shows_the_top_page_and_the_next_login_asks_again_r4_1() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN510").keys("<F9>").is_on("BTOP001").says("I1604");
    web.shows("未登録").shows("2026年06月03日まで");
    assert!(!web.row(24).contains("F12"), "the registration is not below it");
    web.keys("9").is_on("BLGI001").says("I1602");
    // The last day of the grace period, and the day after it (R4.2).
    for (minutes, said) in [
        (2 * 1440, "猶予期間は本日 (2026年06月03日) までです。"),
        (1440, "猶予期間は 2026年06月03日で終わりました。"),
    ] {
        web.wait(minutes).enter("DEN510").is_on("BLGI011").shows(said);
        web.keys("<F9>").is_on("BTOP001").keys("<F11>");
    }
}

#[test]
fn before_it_is_answered_no_other_screen_opens() {
    let mut web = Counter::web(as_it_stands);
    for id in ["BTOP001", "BRSK027"] {
        web.keys("<Ctrl+G>")
            .keys(id)
            .keys("<Enter>")
            .says("E0004")
            .keys("<F12>");
    }
    web.enter("DEN510").is_on("BLGI011");
    for id in ["BTOP001", "BSSK001", "BRSK027"] {
        web.keys("<Ctrl+G>")
            .keys(id)
            .keys("<Enter>")
            .says("W1601")
            .keys("<F12>");
    }
    web.keys("<F9>").keys("<Ctrl+G>BRSK001<Enter>").is_on("BRSK001");
    web.keys("=btop001<Enter>").is_on("BTOP001");
    assert!(!web.row(24).contains("F12"), "home is the bottom");
}

#[test]
fn what_was_typed_at_the_registration_is_not_lost_unasked() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN510").keys("100000017<F3>").shows("[破棄]").keys("<F12>");
    web.is_on("BLGI011").shows("100000017");
    // A look at the fobs costs nothing either.
    web.keys("<Ctrl+T>")
        .is_on("TKSH001")
        .keys("<F12>")
        .is_on("BLGI011")
        .shows("100000017");
    web.keys("<F5>").says("I1605").shows("100000017");
}

#[test]
fn five_wrong_codes_suspend_the_token_for_all_who_share_it_r3_4_and_r9_1() {
    let mut web = Counter::web(as_it_stands);
    let wrong = web.wrong_code("100000017");
    web.enter("DEN510").keys("100000017<Enter>");
    for left in ["あと 4 回", "あと 3 回", "あと 2 回", "あと 1 回"] {
        web.keys(&wrong).keys("<F10>").says("E0601").shows(left);
    }
    web.keys(&wrong)
        .keys("<F10>")
        .says("E0603")
        .shows("共有する利用者の全員が利用停止");
    let code = web.code("100000017");
    web.keys("<Tab>")
        .keys(&code)
        .keys("<F10>")
        .says("E0305")
        .is_on("BLGI011");
    web.keys("<F11>")
        .enter("DEN510J1")
        .is_on("BTOP001")
        .shows("停止中")
        .shows("引店に連絡してください。");
}

#[test]
fn a_serial_of_another_contract_is_as_unknown_r3_3() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN510");
    for serial in ["40000111", "99999999"] {
        web.keys("<Ctrl+U>")
            .keys(serial)
            .keys("<Enter>000000<F10>")
            .says("E0301");
        web.shows(serial).is_on("BLGI011");
    }
}

#[test]
fn a_code_serves_once_whoever_shares_the_fob_r6_3() {
    let mut web = Counter::web(as_it_stands);
    let code = web.code("100000017");
    web.enter("DEN510")
        .keys("100000017<Enter>")
        .keys(&code)
        .keys("<F10>")
        .is_on("BTOP001");
    web.keys("6").keys("1").is_on("BRSK001").keys("4").is_on("BRSK027");
    web.keys("<Down><Space><Enter>kakunin-DEN510<Enter>")
        .keys(&code)
        .keys("<F10>");
    web.says("E0602").is_on("BRSK027").shows("[x]");
    web.wait(1);
    let code = web.code("100000017");
    web.keys(&code).keys("<F10>").is_on("BRSK028");
}

#[test]
fn in_the_closed_period_the_login_says_when_it_opens_r8_1() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN509").is_on("BLGI001");
    web.says("E1605 エラー 失効したため、2026年06月01日 10時35分までログインできません");
    web.shows("その時刻以降にログインすると、利用開始登録の画面が表示されます。");
    assert_eq!(web.cursor_row().1, 23, "in the empty password");
    web.wait(20).keys("login-DEN509<F10>").is_on("BLGI011");
}

#[test]
fn wrong_passwords_pause_the_login_and_then_stop_it() {
    let mut web = Counter::web(as_it_stands);
    web.keys("<F10>").says("E0003 エラー ログインID").keys("DEN503<Enter>");
    for said in [
        "E1601",
        "E1601",
        "E1602 エラー 2026年06月01日 10時45分まで、ログインを一時停止しています",
    ] {
        web.keys("chigau-mono<F10>").says(said);
    }
    web.shows("その時刻を過ぎてから、もう一度ログインしてください。");
    web.wait(30);
    for said in ["E1602", "E1602"] {
        web.keys("chigau-mono<F10>").says(said).wait(30);
    }
    web.keys("chigau-mono<F10>").says("E1603").shows("企業の管理者が");
    web.keys("login-DEN503<F10>").says("E1603");
}

#[test]
fn before_the_start_and_without_any_operation_there_is_no_registration_r3_1() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN505")
        .is_on("BTOP001")
        .shows("2026年07月01日から")
        .keys("<F11>");
    web.enter("DEN508J1")
        .is_on("BTOP001")
        .shows("対象外")
        .shows("お取引の権限は");
}

#[test]
fn a_general_user_sees_administration_off_with_the_reason() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN502J1")
        .is_on("BTOP001")
        .shows("6  (管理)")
        .shows("この操作の権限がありません");
    for keys in ["6", "<Home><Down><Down><Down><Down><Down><Enter>", "<F10>"] {
        web.keys(keys).is_on("BTOP001").says("E0501");
    }
    // Nor does the jump box help: every entry is off, and the screen itself says no.
    web.keys("<Ctrl+G>BRSK001<Enter>")
        .is_on("BRSK001")
        .shows("3  (ワンタイムパスワードの利用停止解除)");
    web.keys("4").is_on("BRSK001").says("E0501");
    for id in ["BRSK025", "BRSK027"] {
        web.keys("<Ctrl+G>").keys(id).keys("<Enter>").is_on(id).says("E0501");
        web.keys("<F10>")
            .says("W0001")
            .shows("企業の管理者に権限の設定を依頼してください。");
    }
}

#[test]
fn a_session_that_ended_elsewhere_leads_to_the_login() {
    for way in ["", "6", "614<Space>"] {
        let mut webs = TwoWebs::open();
        webs.counter.enter("DEN503").is_on("BTOP001").keys(way);
        webs.enter_elsewhere("DEN503");
        webs.counter
            .tick()
            .is_on("BLGI001")
            .says("E1606 エラー 接続が終了しました");
        webs.counter.lacks("例示 花子");
    }
    // What was pressed before that was seen is not done either.
    let mut webs = TwoWebs::open();
    webs.counter.enter("DEN510").is_on("BLGI011");
    webs.enter_elsewhere("DEN510");
    webs.counter.keys("<F9>").is_on("BLGI001").says("E1606");
}

#[test]
fn a_session_that_was_idle_too_long_leads_to_the_login_from_every_screen() {
    for way in ["", "6", "61", "613", "614<Space>"] {
        let mut web = Counter::web(suspended("1000003", "0030000145"));
        web.enter("DEN503").is_on("BTOP001").keys(way);
        web.wait(14).lacks("BLGI001").wait(1).is_on("BLGI001").says("E1606");
        web.enter("DEN503").is_on("BTOP001");
    }
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN510")
        .is_on("BLGI011")
        .wait(15)
        .is_on("BLGI001")
        .says("E1606");
}

#[test]
fn what_others_do_does_not_keep_a_session_alive() {
    let mut webs = TwoWebs::open();
    webs.counter.enter("DEN503").is_on("BTOP001");
    for _ in 0..14 {
        webs.enter_elsewhere("DEN502");
        webs.counter.wait(1).is_on("BTOP001");
    }
    webs.counter.wait(1).is_on("BLGI001").says("E1606");
}

#[test]
fn what_the_branch_did_meanwhile_is_seen() {
    let mut webs = TwoWebs::open();
    webs.counter.enter("DEN503").shows("サービス利用中");
    let teller = madoguchi::training::demo::session(&mut webs.other, "T001").unwrap();
    suspended("1000003", "0030000137")(&mut webs.other, &teller);
    webs.counter
        .keys("<F5>")
        .says("I1605")
        .shows("停止中")
        .shows("別のトークンをご利用中の管理者");
    webs.counter
        .go_to_tasks()
        .shows("3  (ワンタイムパスワードの利用停止解除)");
    webs.counter.keys("3").says("E0904").is_on("BRSK001");
    webs.counter.keys("4").says("E0702").is_on("BRSK001");
}

#[test]
fn the_way_out_of_one_refusal_does_not_stand_under_the_next() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN510").keys("40000111<Enter>123456<F10>").says("E0301");
    web.shows("現物の番号を確かめてくださ");
    web.keys("<Backspace><Backspace>").keys("<F10>").says("E0");
    assert!(!web.screen().contains("現物の番号"), "{:?}", web.console);
}
