//! BRSK025 ワンタイムパスワード利用停止解除一覧.

use madoguchi::branch::brsk025::UnlockEntry;
use madoguchi::desk::{Act, Command, Desk, Outcome, Revoke, Session};
use madoguchi::domain::identity::Channel;
use madoguchi::domain::revocation;
use madoguchi::domain::values::{LoginId, Reason};
use madoguchi::training::demo;
use ratatui::layout::Position;

use crate::support::{Counter, as_it_stands, checked, contract, identified, suspended};

fn on(number: &str, prepare: impl FnOnce(&mut Desk, &Session)) -> Counter {
    Counter::prepared("T001", UnlockEntry::new(contract(number)), prepare)
}

#[test]
fn columns_and_steps_are_those_of_the_manual() {
    let mut counter = on("1000001", as_it_stands);
    let heading = counter.row_with("ログインID");
    let columns: Vec<_> = heading.split_whitespace().collect();
    assert_eq!(
        columns,
        ["選択", "ログインID", "利用者名", "ユーザ種別", "トークンID", "状態"]
    );
    assert!(counter.row(2).starts_with(">1 入力  2 確認  3 承認  4 完了"));
    counter.shows("同じシリアル番号を使用している利用者も解除対象となります。");
    assert_eq!(counter.console.cursor(), Position::new(0, 6), "in the list");
}

#[test]
fn choosing_one_chooses_everyone_who_shares_the_serial_r9_2() {
    let mut counter = on("1000001", identified("1000001"));
    counter.shows("本人確認 [済] 10:45 まで有効");
    counter.keys("<Down><Space>");
    assert_eq!(counter.chosen(), 3);
    counter.keys("<Up><Space>");
    assert_eq!(counter.chosen(), 0, "and takes all back");
    counter.keys("<Space><F10>").is_on("TKNN001");
    counter.keys("<F12>").is_on("BRSK025");
    assert_eq!(counter.chosen(), 3, "nothing is lost");
}

#[test]
fn without_a_choice_or_a_check_it_goes_nowhere() {
    let mut counter = on("1000001", as_it_stands);
    // Of one suspended token nobody is asked which; of the check the way to it opens.
    counter
        .keys("<F10>")
        .says("E1001")
        .is_on("THKK001")
        .keys("<F12>")
        .is_on("BRSK025");
    assert_eq!(counter.chosen(), 3);
    let mut counter = Counter::prepared("T001", UnlockEntry::new(contract("1000003")), |desk, who| {
        suspended("1000003", "0030000137")(desk, who);
        suspended("1000003", "0030000145")(desk, who);
    });
    counter.keys("<F10>").says("E0203").is_on("BRSK025");
    counter
        .keys("<Space><F10>")
        .says("E1001")
        .is_on("THKK001")
        .keys("<F12>");
    counter.keys("<F2>").is_on("THKK001");
    counter.keys("<F12>").is_on("BRSK025");
    assert_eq!(counter.chosen(), 1);
}

#[test]
fn a_check_that_lapsed_is_no_check_r10_1() {
    let mut counter = on("1000001", identified("1000001"));
    counter.keys("<Space>").wait(30);
    counter.shows("本人確認 [未]");
    counter.keys("<F10>").says("E1001").is_on("THKK001").keys("<F12>");
    assert_eq!(counter.chosen(), 3);
}

#[test]
fn a_weak_check_says_what_is_lacking_r10_3() {
    let weak = checked("1000001", Channel::Counter, vec![]);
    let mut counter = on("1000001", weak);
    counter.shows("本人確認 [不足] あと 1 種類");
    counter
        .keys("<Space><F10>")
        .says("E1005")
        .is_on("THKK001")
        .shows(">2 確認方法");
    let telephone = checked("1000001", Channel::Telephone, vec![]);
    let mut counter = on("1000001", telephone);
    counter.keys("<Space><F10>").says("E1005");
}

#[test]
fn who_is_not_suspended_cannot_be_chosen() {
    let mut counter = on("1000003", as_it_stands);
    counter.shows("利用停止中の利用者はいません");
    counter.keys("<Space>").says("E0901").lacks("[x]");
    counter.keys("<Enter><Tab>").is_on("BRSK025");
    assert_eq!(
        counter.console.cursor(),
        Position::new(0, 6),
        "there is no field to go to"
    );
}

#[test]
fn where_the_customer_could_a_supervisor_is_asked_with_a_reason_r9_3() {
    let mut counter = on("1000003", |desk, who| {
        suspended("1000003", "0030000137")(desk, who);
        identified("1000003")(desk, who);
    });
    counter.shows("お客さまご自身で解除可能: DEN503M1");
    counter.keys("<Space><F10>").says("E0902").is_on("BRSK025");
    let (row, _) = counter.cursor_row();
    assert!(row.contains("特例理由"), "the focus is where the reason goes: {row}");
    counter.keys("管理者が入院中のため<F5>").says("I0501");
    counter.shows("管理者が入院中のため").shows("[x]");
    counter.keys("<F10>").is_on("TKNN001");
    counter.keys("<F12>").is_on("BRSK025").shows("管理者が入院中のため");
    counter.keys("<F12>").shows("[破棄]");
}

#[test]
fn a_new_check_after_the_confirmation_was_left_loses_nothing() {
    let mut counter = on("1000001", identified("1000001"));
    counter.keys("<Space><F10><F12>").is_on("BRSK025");
    counter
        .keys("<F2>2<Enter>2<F10>")
        .answer(2)
        .keys("例示 応子<F10><Enter>");
    counter.says("I0504").is_on("BRSK025").shows("電話 代表者");
    assert_eq!(counter.chosen(), 3);
}

/// A revocation by mistake that was sent back: its users stay revoked, so that the fob stands alone (R7.7).
fn mistaken(desk: &mut Desk, teller: &Session) {
    identified("1000002")(desk, teller);
    let number = contract("1000002");
    let check = desk.look(teller).sheet(&number).unwrap().check.unwrap().id;
    let revoke = Act::Revoke(Revoke {
        contract: number,
        users: ["DEN502", "DEN502J1"]
            .map(|user| LoginId::parse(user).unwrap())
            .to_vec(),
        reason: revocation::Reason::Loss,
        check: Some(check),
    });
    let Ok(Outcome::Done(receipt)) = desk.execute(teller, revoke) else {
        panic!("not revoked")
    };
    let supervisor = demo::session(desk, "S001").unwrap();
    let back = Command::Return {
        request: receipt.request,
        reason: Reason::parse("取り違え").unwrap(),
    };
    desk.execute(&supervisor, back).unwrap();
    identified("1000002")(desk, teller);
}

#[test]
fn a_fob_that_nobody_is_registered_with_is_lifted_by_itself_r7_7() {
    let mut counter = on("1000002", mistaken);
    counter.shows("200000251").shows("停止中 (当行)").lacks("お客様ご自身");
    counter.keys("<End><Space>");
    assert_eq!(counter.chosen(), 1);
    counter.keys("<F10>").is_on("TKNN001").shows("200000251");
    counter.keys("<F10>S001<Enter>yakuseki-no-mihon<F10>").is_on("TKNR009");
}
