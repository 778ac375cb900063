//! BRSK027 トークン失効.

use madoguchi::branch::brsk027::RevokeEntry;
use madoguchi::desk::{Desk, Session};
use ratatui::layout::Position;

use crate::support::{Counter, as_it_stands, contract, identified};

fn on(number: &str, prepare: impl FnOnce(&mut Desk, &Session)) -> Counter {
    Counter::prepared("T001", RevokeEntry::new(contract(number)), prepare)
}

#[test]
fn all_seven_columns_stand_in_80_columns_to_the_letter() {
    let mut counter = on("1000002", as_it_stands);
    let heading: Vec<_> = (6..=7).map(|number| counter.row(number)).collect();
    assert_eq!(
        heading,
        [
            "       ログイン                                        ワンタイム     トークン",
            "  選択 ID        利用者名  利用者区分     シリアル番号 パスワード状態 有効期限",
        ]
    );
    assert_eq!(
        counter.row(8),
        "> [ ]  DEN502    架空 一郎 マスターユーザ 200000251    サービス利用中 2029-04-01"
    );
    assert!(counter.row(2).starts_with(">1 入力  2 確認  3 完了"));
    assert_eq!(counter.console.cursor(), Position::new(0, 7));
    counter.console.resize(160, 30);
    let heading = counter.row(6);
    let columns: Vec<_> = heading.split_whitespace().collect();
    assert_eq!(
        columns,
        [
            "選択",
            "ログインID",
            "利用者名",
            "利用者区分",
            "シリアル番号",
            "ワンタイムパスワード状態",
            "トークン有効期限"
        ]
    );
}

#[test]
fn a_lost_token_chooses_everyone_who_shares_it_and_staff_may_take_one_out_r7_4() {
    let mut counter = on("1000002", identified("1000002"));
    counter.shows("お客さまご自身でも失効可能: DEN502");
    counter.shows("2026年06月01日 10時45分 から可能");
    counter.keys("<Space><Enter>");
    let (row, _) = counter.cursor_row();
    assert!(row.contains("失効理由"), "{row}");
    counter.keys("4").lacks("共有する利用者も選択");
    assert_eq!(counter.chosen(), 1, "交換");
    counter.keys("1").shows("共有する利用者も選択");
    assert_eq!(counter.chosen(), 2, "紛失");
    counter.keys("<Tab><Down><Space>");
    assert_eq!(counter.chosen(), 1);
    counter.keys("<Space><F10>").is_on("TKNN001");
    counter.keys("<F12>").is_on("BRSK027");
    assert_eq!(counter.chosen(), 2, "nothing is lost");
    counter.shows("(*) 紛失");
}

#[test]
fn at_night_registration_opens_at_ten_past_eight_r8_2() {
    let mut counter = on("1000002", as_it_stands);
    counter.wait(11 * 60);
    counter.shows("2026年06月02日 08時10分 から可能");
}

#[test]
fn what_is_missing_is_asked_for_one_by_one() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("<F10>").says("E0203");
    counter.keys("<Space><F10>").says("E1130 エラー 失効理由");
    let (row, column) = counter.cursor_row();
    assert!(row.contains("失効理由") && column > 10, "{row}");
    counter.keys("1<F10>").says("E1001").is_on("THKK001").keys("<F12>");
    counter.shows("(*) 紛失").is_on("BRSK027");
    assert_eq!(counter.chosen(), 2);
}

#[test]
fn who_has_no_registration_cannot_be_chosen_r7_5() {
    let mut counter = on("1000009", as_it_stands);
    counter.shows("再登録 10:35～");
    counter.keys("<Space>").says("E0701");
    assert_eq!(counter.chosen(), 0);
    counter.wait(30).lacks("失効済").shows("未登録");
}

#[test]
fn a_refresh_keeps_row_and_choice() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("<Down><Space><F5>").says("I0501");
    assert_eq!(counter.chosen(), 1);
    assert_eq!(counter.console.cursor().y, 8, "the second row");
    counter.keys("<F12>").shows("[破棄]");
}
