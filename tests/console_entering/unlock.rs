//! BRSK025 ワンタイムパスワード利用停止解除一覧.

use madoguchi::ui::screens::brsk025::UnlockEntry;
use ratatui::layout::Position;

use crate::support::{Console, Counter, contract};

fn on(counter: Counter, number: &'static str) -> Console {
    counter.console(move || UnlockEntry::new(contract(number)))
}

#[test]
fn columns_and_steps_are_those_of_the_manual() {
    let mut console = on(Counter::open(), "1000001");
    let heading = console.row_with("ログインID");
    let columns: Vec<_> = heading.split_whitespace().collect();
    assert_eq!(
        columns,
        ["選択", "ログインID", "利用者名", "ユーザ種別", "トークンID", "状態"]
    );
    assert!(console.harness.row(2).starts_with(">1 入力  2 確認  3 承認  4 完了"));
    console.shows("同じシリアル番号を使用している利用者も解除対象となります。");
    assert_eq!(console.harness.cursor(), Position::new(0, 6), "in the list");
}

#[test]
fn choosing_one_chooses_everyone_who_shares_the_serial_r9_2() {
    let mut console = on(Counter::open().identified("1000001"), "1000001");
    console.shows("本人確認 [済] 10:45 まで有効");
    console.keys("<Down><Space>");
    assert_eq!(console.harness.screen().matches("[x]").count(), 3);
    console.keys("<Up><Space>");
    assert_eq!(console.harness.screen().matches("[x]").count(), 0, "and takes all back");
    console.keys("<Space><F10>").is_on("TKNN001");
    console.keys("<F12>").is_on("BRSK025");
    assert_eq!(console.harness.screen().matches("[x]").count(), 3, "nothing is lost");
}

#[test]
fn without_a_choice_or_a_check_it_goes_nowhere() {
    let mut console = on(Counter::open(), "1000001");
    console.keys("<F10>").says("E0203").is_on("BRSK025");
    console.keys("<Space><F10>").says("E1001").is_on("BRSK025");
    assert_eq!(console.harness.screen().matches("[x]").count(), 3);
    console.keys("<F2>").is_on("THKK001");
    console.keys("<F12>").is_on("BRSK025");
    assert_eq!(console.harness.screen().matches("[x]").count(), 3);
}

#[test]
fn a_check_that_lapsed_is_no_check_r10_1() {
    let mut console = on(Counter::open().identified("1000001"), "1000001");
    console.keys("<Space>").wait(30);
    console.shows("本人確認 [未]");
    console.keys("<F10>").says("E1001").is_on("BRSK025");
    assert_eq!(console.harness.screen().matches("[x]").count(), 3);
}

#[test]
fn a_weak_check_says_what_is_lacking_r10_3() {
    use madoguchi::domain::identity::{Channel, Method};
    let weak = Counter::open().checked("1000001", Channel::Counter, vec![]);
    let mut console = on(weak, "1000001");
    console.shows("本人確認 [不足] あと 1 方法");
    console.keys("<Space><F10>").says("E1005");
    let telephone = Counter::open().checked("1000001", Channel::Telephone, vec![Method::Seal]);
    let mut console = on(telephone, "1000001");
    console.shows("本人確認 [不足] コールバックが必要");
    console.keys("<Space><F10>").says("E1006");
}

#[test]
fn who_is_not_suspended_cannot_be_chosen() {
    let mut console = on(Counter::open(), "1000003");
    console.shows("利用停止中の利用者はいません");
    console.keys("<Space>").says("E0901").hides("[x]");
    console.keys("<Enter><Tab>").is_on("BRSK025");
    assert_eq!(
        console.harness.cursor(),
        Position::new(0, 6),
        "there is no field to go to"
    );
}

#[test]
fn where_the_customer_could_a_supervisor_is_asked_with_a_reason_r9_3() {
    let counter = Counter::open().suspended("1000003", "0030000137").identified("1000003");
    let mut console = on(counter, "1000003");
    console.shows("お客さま自身で解除可能: DEN503M1");
    console.keys("<Space><F10>").says("E0902").is_on("BRSK025");
    let (row, _) = console.cursor();
    assert!(row.contains("特例理由"), "the focus is where the reason goes: {row}");
    console.keys("管理者が入院中のため<F5>").says("I0501");
    console.shows("管理者が入院中のため").shows("[x]");
    console.keys("<F10>").is_on("TKNN001");
    console.keys("<F12>").is_on("BRSK025").shows("管理者が入院中のため");
    console.keys("<F12>").shows("[破棄]");
}

#[test]
fn a_new_check_after_the_confirmation_was_left_loses_nothing() {
    let mut console = on(Counter::open().identified("1000001"), "1000001");
    console.keys("<Space><F10><F12>").is_on("BRSK025");
    console.keys("<F2>2<Enter>2<F10>1<Enter>1<Enter><Enter><Enter><Space><F10>");
    console.says("I0504").is_on("BRSK025").shows("電話 代表者");
    assert_eq!(console.harness.screen().matches("[x]").count(), 3);
}
