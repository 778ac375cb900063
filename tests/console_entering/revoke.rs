//! BRSK027 トークン失効.

use madoguchi::ui::screens::brsk027::RevokeEntry;
use ratatui::layout::Position;

use crate::support::{Console, Counter, contract};

fn on(counter: Counter, number: &'static str) -> Console {
    counter.console(move || RevokeEntry::new(contract(number)))
}

#[test]
fn all_seven_columns_stand_in_80_columns_to_the_letter() {
    let mut console = on(Counter::open(), "1000002");
    let heading: Vec<_> = (6..=7).map(|number| console.harness.row(number)).collect();
    assert_eq!(
        heading,
        [
            "                                                         ワンタイム     トークン",
            "  選択 ログインID  利用者名  利用者区分     シリアル番号 パスワード状態 有効期限",
        ]
    );
    assert_eq!(
        console.harness.row(8),
        "> [ ]  DEN502      架空 一郎 マスターユーザ 200000251    サービス利用中 29-04-01"
    );
    assert!(console.harness.row(2).starts_with(">1 入力  2 確認  3 完了"));
    assert_eq!(console.harness.cursor(), Position::new(0, 7));
    console.harness.resize(160, 30);
    let heading = console.harness.row(6);
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
    let mut console = on(Counter::open().identified("1000002"), "1000002");
    console.shows("お客さま自身でも失効可能: DEN502");
    console.shows("2026年06月01日 10時45分 から可能");
    console.keys("<Space><Enter>");
    let (row, _) = console.cursor();
    assert!(row.contains("失効理由"), "{row}");
    console.keys("4").hides("共有する利用者も選択");
    assert_eq!(console.harness.screen().matches("[x]").count(), 1, "交換");
    console.keys("1").shows("共有する利用者も選択");
    assert_eq!(console.harness.screen().matches("[x]").count(), 2, "紛失");
    console.keys("<Tab><Down><Space>");
    assert_eq!(console.harness.screen().matches("[x]").count(), 1);
    console.keys("<Space><F10>").is_on("TKNN001");
    console.keys("<F12>").is_on("BRSK027");
    assert_eq!(console.harness.screen().matches("[x]").count(), 2, "nothing is lost");
    console.shows("(*) 紛失");
}

#[test]
fn at_night_registration_opens_at_ten_past_eight_r8_2() {
    let mut console = on(Counter::open(), "1000002");
    console.wait(11 * 60);
    console.shows("2026年06月02日 08時10分 から可能");
}

#[test]
fn what_is_missing_is_asked_for_one_by_one() {
    let mut console = on(Counter::open(), "1000002");
    console.keys("<F10>").says("E0203");
    console.keys("<Space><F10>").says("E0003 エラー 失効理由");
    let (row, column) = console.cursor();
    assert!(row.contains("失効理由") && column > 10, "{row}");
    console.keys("1<F10>").says("E1001");
    console.shows("(*) 紛失").is_on("BRSK027");
    assert_eq!(console.harness.screen().matches("[x]").count(), 2);
}

#[test]
fn who_has_no_registration_cannot_be_chosen_r7_5() {
    let mut console = on(Counter::open(), "1000009");
    console.shows("失効済 10:35～");
    console.keys("<Space>").says("E0701");
    assert_eq!(console.harness.screen().matches("[x]").count(), 0);
    console.wait(30).hides("失効済").shows("未登録");
}

#[test]
fn a_refresh_keeps_row_and_choice() {
    let mut console = on(Counter::open(), "1000002");
    console.keys("<Down><Space><F5>").says("I0501");
    assert_eq!(console.harness.screen().matches("[x]").count(), 1);
    assert_eq!(console.harness.cursor().y, 8, "the second row");
    console.keys("<F12>").shows("[破棄]");
}
