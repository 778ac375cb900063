//! Logging in, the menu, finding a customer, and the contract (TLGI001, TTOP001, TKSK001, TKSK002).

mod contract;
mod notes;
mod wide;

use madoguchi::branch::SCREENS;
use madoguchi::branch::tksk001::CustomerSearch;
use madoguchi::branch::tksk002::ContractSheet;
use madoguchi::domain::staff::{Role, may};
use madoguchi::domain::values::StaffId;
use madoguchi::training::demo;
use ratatui::layout::Position;

use crate::support::{Counter, Door, contract};

fn sheet_of(staff: &str, number: &str) -> Counter {
    Counter::at(staff, ContractSheet::new(contract(number)))
}

#[test]
fn a_demo_shows_its_staff_and_a_wrong_password_costs_only_itself() {
    let mut counter = Counter::closed();
    assert!(counter.row(1).starts_with("担当者ログイン") && counter.row(1).ends_with("TLGI001"));
    assert_eq!(counter.row(24), "F1ヘルプ F3終了 F10ログイン");
    for (id, name, _, password) in demo::STAFF {
        counter.shows(id).shows(name).shows(password);
    }
    counter.keys("Ｔ００1<Enter>tantou<F10>");
    assert!(counter.row(23).starts_with("E1201 エラー"), "{:?}", counter.console);
    assert_eq!(counter.row(6), "> 担当者番号※  T001".replace('>', " "));
    assert_eq!(counter.row(7), "> パスワード※");
    assert_eq!(counter.console.cursor(), Position::new(15, 6), "in the password");
    // Enter goes round and never logs in.
    counter.wait(1).keys("tantou-no-mihon<Enter>");
    assert!(counter.row(7).ends_with("***************"), "{:?}", counter.console);
    counter.shows("TLGI001").keys("<F10>");
    assert!(counter.row(1).ends_with("本店営業部 011  港 花子  TTOP001"));
    assert_eq!(counter.row(23), "I0101 完了 ログインしました。前回ログイン なし (初回)");
    // The second time, the login before is told; nothing of the first stands on the screen.
    counter.keys("9");
    assert!(counter.row(23).starts_with("I0102"));
    assert_eq!(counter.row(6), "> 担当者番号※");
    counter.wait(1).keys("t001<Enter>tantou-no-mihon<F10>");
    assert!(
        counter.row(23).ends_with("前回ログイン 2026年06月01日 10時16分"),
        "{:?}",
        counter.console
    );
}

#[test]
fn an_empty_login_says_what_is_missing_and_wrong_passwords_wait_and_lock_nobody_r11_6() {
    let mut counter = Counter::closed();
    counter.keys("<F10>");
    assert_eq!(counter.row(23), "E0003 エラー 担当者番号を入力してください");
    counter.keys("x<F10>");
    assert!(counter.row(23).starts_with("E0109"), "one character is no staff ID");
    counter.keys("<Backspace>d001<Enter>");
    for _ in 0..6 {
        counter.keys("wrong<F10>");
        assert!(counter.row(23).starts_with("E1201"), "{:?}", counter.console);
        counter.keys("desk-no-mogi<F10>");
        assert!(counter.row(23).starts_with("E1209"), "too soon: {:?}", counter.console);
        counter.wait(1);
    }
    counter.keys("desk-no-mogi<F10>").is_on("TTOP001");
}

#[test]
fn before_the_login_no_screen_can_be_reached() {
    let mut counter = Counter::closed();
    for id in ["TKSK001", "TSNN001", "TTOP001", "BRSK027"] {
        counter.keys("<Ctrl+G>").keys(id).keys("<Enter>");
        assert!(counter.row(23).starts_with("E0004"), "{id} {:?}", counter.console);
        counter.keys("<F12>").shows("TLGI001");
    }
}

#[test]
fn the_menu_shows_the_day_and_opens_by_number_or_arrow() {
    let mut counter = Counter::of("T001");
    insta::assert_snapshot!(counter.screen(), @r"
    業務メニュー                                    本店営業部 011  港 花子  TTOP001
                                                              2026-06-01 10:15  訓練
    ┌─ 業務 ───────────────────────────────┐┌─ 本日の状況 ─────────────────────────┐
    │                                      ││                                      │
    │> 1  顧客検索                 TKSK001 ││ 承認待ち                1 #          │
    │     契約照会、停止解除、失効、登録   ││                                      │
    │  2  承認待ち一覧             TSNN001 ││ 事後確認待ち            1 #          │
    │  3  ご自身の依頼             TSNN003 ││                                      │
    │  4  (取扱履歴)               TKNS001 ││ ご自身の依頼の結果      0            │
    │  5  (担当者管理)             TKNR001 ││                                      │
    │  6  パスワード変更           TLGI003 ││ 停止中のトークン        1 #          │
    │  7  端末診断                 TKNR003 ││                                      │
    │  8  研修                     TKSH001 ││ 再登録待ちの利用者      2 ##         │
    │  0  トークン在庫             TZAI001 ││                                      │
    │  9  ログアウト                       ││ 90 日以内に期限切れ     1 #          │
    │                                      ││                                      │
    │                                      ││ 途中の作業              0            │
    │                                      ││                                      │
    │                                      ││               契約 38 件  10:15 現在 │
    │                                      ││                                      │
    └──────────────────────────────────────┘└──────────────────────────────────────┘
    番号で開き、上下なら Enter か F10。右で本日の状況へ

    F1ヘルプ F2(お知らせ) F3終了 F5更新 F9(途中の作業) F10選択 F11日報
    ");
    counter.keys("1").shows("TKSK001").keys("<F12><Down><Enter>");
    assert!(counter.row(1).ends_with("TSNN001"));
    counter.keys("<F3><Down><F10>");
    assert!(counter.row(1).ends_with("TSNN003"));
    counter
        .keys("<F3>8")
        .is_on("TKSH001")
        .keys("<F3>０")
        .is_on("TZAI001")
        .keys("<F3>x");
    assert!(counter.row(23).starts_with("E0001"), "no task has this mark");
}

#[test]
fn a_task_that_a_role_lacks_stands_off_with_the_reason() {
    let mut counter = Counter::of("K001");
    counter.shows("1  (顧客検索)").shows("管理者は取り扱えません");
    for keys in ["1", "<Home><Enter>", "=tksk001<Enter>"] {
        counter.keys(keys);
        assert!(counter.row(23).starts_with("E1203"), "{keys} {:?}", counter.console);
        counter.keys("<Esc><Esc>");
    }
    counter.keys("<Down>").shows("TTOP001");
}

/// The way that the answer names to a screen which has no door, with the keys that lead there from the screen it begins on, by
/// whom. TLGI002 comes by itself.
const WAYS: &[(&str, &str, &str, &str)] = &[
    ("TKSK002", "S001", "TKSK001", "1000001<Enter>"),
    ("THKK001", "T001", "TKSK001", "1000001<Enter><F2>"),
    ("BRSK025", "T001", "TKSK001", "1000001<Enter><F4>"),
    ("BRSK027", "T001", "TKSK001", "1000001<Enter><F9>"),
    ("TTRK001", "T001", "TKSK001", "1000001<Enter><F11>"),
    ("TTRK002", "T001", "TKSK001", "1000001<Enter><F10><F9>"),
    ("TTRK003", "T001", "TKSK001", "1000001<Enter><F10>"),
    ("TTRK004", "T001", "TKSK001", "1000001<Enter>s"),
    ("TTRK005", "T001", "TKSK001", "1000001<Enter>p"),
    ("TZAI004", "T001", "TKSK001", "1000001<Enter>i"),
    ("TKYK003", "T001", "TKSK001", "1000001<Enter>n"),
    ("TKNS003", "T001", "TKSK001", "1000001<Enter>h"),
    ("TSNN002", "S001", "TSNN001", "<Enter>"),
    ("TSNN004", "K002", "TSNN001", "<Enter>"),
    ("TKNS004", "A001", "TKNS001", "<Enter>"),
    ("TKSH002", "R001", "TKSH001", "<F5>"),
    ("TKNN001", "T001", "TKSK001", ""),
    ("TKNR009", "T001", "TKSK001", ""),
    ("TLGI002", "T001", "", ""),
];

#[test]
fn the_jump_box_opens_every_screen_or_says_its_true_way() {
    let mut known: std::collections::BTreeMap<_, _> = WAYS.iter().map(|way| (way.0, way)).collect();
    let mut counter = Counter::of("S001");
    for listed in SCREENS.iter().skip(1) {
        let id = listed.nameplate.id;
        counter.keys("=").keys(id).keys("<Enter>");
        let door = listed.door.as_ref();
        let lacks = |duty| !may(Role::Supervisor, duty);
        if door.is_some_and(|door| door.duty.is_some_and(lacks)) {
            counter.says("E1203").keys("<F12>");
        } else if door.is_some() {
            assert!(counter.row(1).ends_with(id), "{id} {:?}", counter.console);
            assert!(!counter.row(23).starts_with('E'));
            if id != "TTOP001" {
                counter.keys("<F3>");
            }
            if !counter.row(1).ends_with("TTOP001") {
                // What was begun there is left.
                counter.keys("<F10>").is_on("TTOP001");
            }
        } else {
            counter.says("W0004").shows(id);
            let (_, staff, from, keys) = known.remove(id).unwrap_or_else(|| panic!("{id} has no way"));
            if !from.is_empty() {
                counter.shows(&format!("={from}"));
            }
            counter.keys("<F12>");
            walked(id, staff, from, keys);
        }
    }
    assert!(known.is_empty(), "{known:?}");
    counter.keys("=ttop001<Enter>").is_on("TTOP001");
    assert!(!counter.row(24).contains("F12"), "home is the bottom, not another menu");
}

/// Goes that way.
fn walked(id: &str, staff: &str, from: &str, keys: &str) {
    if keys.is_empty() {
        return;
    }
    let (mut desk, clock) = crate::support::branch();
    if id == "TSNN004" {
        let administrator = demo::session(&mut desk, "K001").unwrap();
        let supervisor = StaffId::parse("S001").unwrap();
        desk.reset_password(&administrator, &supervisor, &"given-at-the-desk".into())
            .unwrap();
    }
    let session = demo::session(&mut desk, staff).unwrap();
    let mut counter = Counter::over(desk, clock, Door::to_the_menu(session));
    counter
        .keys(&format!("={id}<Enter>"))
        .says("W0004")
        .shows(&format!("={from}"));
    counter
        .keys(&format!("<F12>={from}<Enter>"))
        .is_on(from)
        .keys(keys)
        .is_on(id);
}

#[test]
fn who_may_not_go_that_way_is_told_so_and_not_sent_there() {
    let mut counter = Counter::of("K001");
    counter.keys("=tksk002<Enter>").says("E1203").keys("<F12>");
    counter.keys("=tkns004<Enter>").says("W0004");
}

#[test]
fn every_way_to_name_a_customer_finds_it() {
    for (typed, row) in [
        ("1000002", "> 1000002  架空水産有限会社"),
        ("架空水産", "> 1000002  架空水産有限会社"),
        ("カクウスイ", "> 1000002  架空水産有限会社"),
        ("ｶｸｳｽｲ", "> 1000002  架空水産有限会社"),
        ("かくうすい", "> 1000002  架空水産有限会社"),
        (
            "ＤＥＮ５０２j",
            "> 1000002  架空水産有限会社     カクウスイサン   本店営業部         DEN502J1",
        ),
        (
            "0251",
            "> 1000002  架空水産有限会社     カクウスイサン   本店営業部         200000251",
        ),
        (
            "03-0000-1002",
            "> 1000002  架空水産有限会社     カクウスイサン   本店営業部         03-0000-1002",
        ),
        (
            "9000022",
            "> 1000002  架空水産有限会社     カクウスイサン   本店営業部         普通9000022",
        ),
        ("髙見", "> 1000017  髙見本酒造合資会社"),
        ("高見本", "> 1000017  髙見本酒造合資会社"),
        ("(資)たかみほん", "> 1000017  髙見本酒造合資会社"),
        ("㈲架空水産", "> 1000002  架空水産有限会社"),
        ("健 カクウスイサン", "> 1000002  架空水産有限会社"),
        ("011 9000022", "> 1000002  架空水産有限会社"),
        ("011-普通9000022", "> 1000002  架空水産有限会社"),
        ("+81-3-0000-1002", "> 1000002  架空水産有限会社"),
        ("ﾓｷﾞｶﾞｸｴﾝ", "> 1000015  学校法人模擬学園"),
    ] {
        let mut counter = Counter::at("T001", CustomerSearch::new());
        counter.keys(typed);
        assert!(counter.row(6).starts_with(row), "{typed} {:?}", counter.console);
        counter.shows("  1 件").keys("<Enter>");
        assert!(counter.row(1).ends_with("TKSK002"), "{typed}");
        counter.shows(&row[2..9]);
    }
}

#[test]
fn results_move_while_the_cursor_stays_in_the_box() {
    let mut counter = Counter::at("T001", CustomerSearch::new());
    counter.shows("38 件").shows(" v 1/38").keys("見本<Down><Down>");
    assert_eq!(counter.console.cursor(), Position::new(12, 2));
    assert!(counter.row(8).starts_with("> "), "{:?}", counter.console);
    // Typing goes on where it was, and begins the list anew.
    counter.keys("機<Home>");
    assert!(counter.row(6).starts_with("> 1000009") && counter.row(3).contains("見本機"));
    counter.keys("<Ctrl+U><End><Ctrl+U><Ctrl+K>").shows("38 件");
    counter
        .keys("<F8><F8>")
        .shows("^v 31/38")
        .keys("<F7>")
        .shows("^v 16/38");
    counter.lacks("..\n").keys("<F10>").shows("TKSK002").keys("<F12>");
    counter.shows("^v 16/38");
}

#[test]
fn nothing_found_says_what_can_be_searched_for() {
    let mut counter = Counter::at("T001", CustomerSearch::new());
    counter.keys("存在しない");
    counter
        .shows("「存在しない」に一致する契約はありません。")
        .shows("0 件");
    counter.shows("トークンのシリアル番号 (例: 10000018)").shows("異体字");
    for key in ["<Enter>", "<F10>"] {
        counter.keys(key).is_on("TKSK001").says("W0210");
    }
}

/// Nobody said which customer: Enter out of habit opens none, which would be a look that the trail keeps (R12.4).
#[test]
fn enter_on_an_empty_box_opens_nobody_until_somebody_is_chosen() {
    let mut counter = Counter::of("T001");
    counter.keys("1<Enter>").is_on("TKSK001").says("W0212");
    counter.keys(" <F10>").is_on("TKSK001").says("W0212");
    counter.keys("<Ctrl+U><Down><Up><Enter>").is_on("TKSK002");
    counter.keys("<F12>み<Backspace><Enter>").is_on("TKSK001").says("W0212");
    counter.keys("<F4><Down><Enter><Enter>").is_on("TKSK002");
}

/// A company's name goes before a user's, whatever their kana, so that Enter opens the company that was typed.
#[test]
fn a_company_goes_before_a_user_of_another_name() {
    let mut counter = Counter::at("T001", CustomerSearch::new());
    counter.keys("みほん");
    let companies: Vec<_> = (6..=22).map(|row| counter.row(row)).collect();
    let first_user = companies
        .iter()
        .position(|row| row.contains("見本 "))
        .unwrap_or(companies.len());
    let last_company = companies.iter().rposition(|row| row.contains("ミホン")).unwrap();
    assert!(last_company < first_user, "{:?}", counter.console);
}

#[test]
fn rows_say_what_stands_in_the_way_and_f4_lists_it() {
    let mut counter = Counter::at("T001", CustomerSearch::new());
    counter
        .keys("<F4>")
        .shows("一覧")
        .shows("すべての契約")
        .shows("取引店 011 本店営業部");
    counter
        .keys("<Down><Enter>")
        .shows("一覧: 停止中のトークンがある契約")
        .shows("1 件");
    assert!(counter.row(6).contains("停止中"), "{:?}", counter.console);
    counter
        .keys("無い")
        .shows("「無い」に一致する契約はありません")
        .keys("<Ctrl+U>");
    counter
        .keys("<F4><Down><Down><Enter>")
        .shows("再登録待ちの利用者がいる契約");
    assert!(counter.row(6).contains("失効"), "{:?}", counter.console);
    counter
        .keys("<F4><Down><Down><Down><Enter>")
        .shows("一覧: トークンの期限切れが近い契約");
    counter
        .keys("<F4><Down><Down><Down><Down><Enter>")
        .shows("一覧: 要注意の契約")
        .shows("この一覧に契約はありません");
    counter.keys("<F10>").says("W0210");
    counter.keys("<F4><End><Enter>").shows("一覧: 取引店 ");
    counter.keys("<F4><Enter>").shows("38 件").lacks("一覧: ");
}

#[test]
fn the_figures_of_the_day_open_the_lists_behind_them() {
    let mut counter = Counter::of("T001");
    counter
        .keys("<Right>")
        .shows(">承認待ち")
        .keys("<Enter>")
        .is_on("TSNN001");
    counter
        .keys("<F12><Down><Down><Down><Enter>")
        .is_on("TKSK001")
        .shows("一覧: 停止中のトークンがある契約");
    counter
        .keys("<F12><Down><F10>")
        .shows("一覧: 再登録待ちの利用者がいる契約");
    counter
        .keys("<F12><Down><Enter>")
        .shows("一覧: トークンの期限切れが近い契約");
    counter.keys("<F12><Down><Enter>").is_on("TTOP001").says("W0211");
    counter
        .keys("<Left>")
        .shows("> 1  顧客検索")
        .keys("<Right>1")
        .is_on("TKSK001")
        .lacks("一覧: ");
    let mut counter = Counter::of("K001");
    counter
        .keys("<Right><Down><Down><Down><Enter>")
        .is_on("TTOP001")
        .says("E1203");
}

#[test]
fn enter_before_the_answer_opens_what_the_answer_brings() {
    let mut counter = Counter::of("T001");
    counter.console.hold_answers();
    counter.keys("11000003<Enter>").shows("TKSK001").shows("読み込み中です");
    counter.console.deliver();
    counter.shows("TKSK002").shows("例示工業株式会社");
    // A key in between is meant for what the answer opens.
    counter.keys("<F12>").console.hold_answers();
    counter.keys("<Backspace>4<Enter><Right>").console.deliver();
    counter.shows("TKSK002").shows("> トークン");
}

/// One key pressed once too often does not end the day's work; before anybody is signed in there is nothing to ask.
#[test]
fn the_end_is_asked_about_where_somebody_is_signed_in() {
    let mut counter = Counter::closed();
    counter.keys("T001<Enter>tantou-no-mihon<F10><F3>").shows("終了の確認");
    counter.keys("<F3>").is_on("TTOP001").lacks("終了の確認");
    counter.keys("<F3><Enter>").is_on("TTOP001").lacks("終了の確認");
    assert!(counter.console.exit().is_none(), "{:?}", counter.console);
    counter.keys("<F3><F10>");
    assert!(counter.console.exit().is_some(), "{:?}", counter.console);
    let mut closed = Counter::closed();
    closed.keys("<F3>");
    assert!(closed.console.exit().is_some(), "{:?}", closed.console);
}
