//! The staff at the console: administered on TKNR001, one's own password on TLGI003.

use madoguchi::branch::tlgi001::Login;
use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::contract::Branch;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::values::{BranchCode, Name, StaffId};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{Kind, Store};
use madoguchi::training::demo;

use crate::support::Counter;

const GIVEN: &str = "given-at-the-desk";

/// The administrator on TKNR001, with the pointer on that member.
fn administrator_on(staff: &str) -> Counter {
    let mut counter = Counter::of("K001");
    counter.keys("=TKNR001<Enter>").is_on("TKNR001");
    for _ in 0..9 {
        if counter.cursor_row().0.contains(staff) {
            return counter;
        }
        counter.keys("<Down>");
    }
    panic!("{staff} is not in the list:{:?}", counter.console);
}

/// The other administrator logs in, opens the first that waits, reads it and approves it.
fn approved_by_the_other(counter: &mut Counter) {
    counter
        .keys("<F3>")
        .is_on("TTOP001")
        .keys("<End><Enter>")
        .is_on("TLGI001");
    counter
        .keys("K002<Enter>kanri-no-reiji<F10>")
        .is_on("TTOP001")
        .keys("=TSNN001<Enter>")
        .is_on("TSNN001")
        .keys("<Enter>")
        .is_on("TSNN004");
    counter.keys("<F10>").says("W0001");
    counter.keys("<Right><F10>").says("I1214").is_on("TSNN001");
}

/// The first administrator again on TKNR001, with the pointer on that member.
fn again_on(mut counter: Counter, staff: &str) -> Counter {
    counter.keys("<F3>").keys("<End><Enter>").is_on("TLGI001");
    counter.keys("K001<Enter>kanri-no-mihon<F10>").is_on("TTOP001");
    counter.keys("=TKNR001<Enter>").is_on("TKNR001");
    for _ in 0..9 {
        if counter.cursor_row().0.contains(staff) {
            return counter;
        }
        counter.keys("<Down>");
    }
    panic!("{staff} is not in the list:{:?}", counter.console);
}

#[test]
fn the_staff_is_listed_with_role_branch_and_state() {
    let mut counter = administrator_on("K001");
    insta::assert_snapshot!(counter.screen(), @r"
    担当者管理                                    本店営業部 011  見本 管理  TKNR001
                                                              2026-06-01 10:15  訓練
     担当者 9 名 (ロック中 0 名)
      番号     氏名              権限           所属店         状態           前回
      A001     架空 監査         監査           011 本店営業部 利用中
      D001     模擬 支援         サポートデスク 011 本店営業部 利用中
    > K001     見本 管理         管理者         011 本店営業部 利用中         10:15
      K002     例示 理子         管理者         011 本店営業部 利用中
      R001     訓練 講師         研修講師       011 本店営業部 利用中
      S001     見本 役子         役席           011 本店営業部 利用中         08:30
      S002     例示 席一         役席           011 本店営業部 利用中
      T001     港 花子           担当者         011 本店営業部 利用中
      T002     例示 太郎         担当者         011 本店営業部 利用中         09:41







                                                                                 3/9
    上下の矢印で担当者を選び、F10 または Enter で変更します

    F1ヘルプ F2追加 F3終了 F4(ロック) F5更新 F9(PW再設定) F10変更 F12取消 /絞込
    ");
    counter.console.resize(120, 40);
    counter.shows("見本 管理");
    counter.console.resize(160, 45);
    counter.shows("接続アカウント").shows("2026年06月01日 10時15分");
    counter.keys("<F4>").shows("W0001").keys("<F9>").shows("E1208");
}

#[test]
fn a_member_is_added_and_gives_themselves_a_password_before_anything_else() {
    let mut counter = administrator_on("K001");
    counter
        .keys("<F2>")
        .shows("担当者の追加")
        .keys("t003<Enter>見本 次郎<F10>")
        .says("E1130");
    counter.shows("見本 次郎").go("権限").keys("1").go("初回パスワード");
    counter.keys("short<Enter>shirt<F10>").says("E3005");
    counter.keys("short<F10>").says("E0112").shows("見本 次郎");
    counter.keys("<F12><F10>").is_on("TKNR001");
    counter.keys("<F2>t003<Enter>見本 次郎<Enter>1").go("初回パスワード");
    counter
        .keys(GIVEN)
        .keys("<Enter>")
        .keys(GIVEN)
        .keys("<F10>")
        .says("I1204");
    assert!(counter.row_with("T003").contains("初回パスワード"));

    counter.keys("<F3>9").is_on("TLGI001");
    counter.keys("t003<Enter>").keys(GIVEN).keys("<F10>").is_on("TLGI003");
    counter.shows("業務を始める前に");
    for id in ["TTOP001", "TKSK001", "TKSH001", "TLGI003"] {
        counter
            .keys("<Ctrl+G>")
            .keys(id)
            .keys("<Enter>")
            .says("E1210")
            .keys("<F12>");
    }
    counter.keys("<Ctrl+T>").says("E1210").keys("<F12>").is_on("TLGI003");
    counter
        .keys("wrong<Enter>one of his own<Enter>one of his own<F10>")
        .says("E1201");
    counter.wait(1).keys(GIVEN).keys("<F10>").says("I1201").is_on("TTOP001");
    counter
        .keys("9")
        .keys("t003<Enter>one of his own<F10>")
        .is_on("TTOP001");
}

#[test]
fn who_may_not_go_on_can_log_out() {
    let mut counter = administrator_on("T001");
    counter.keys("<F9>").shows("パスワード再設定 T001 港 花子");
    counter
        .keys(GIVEN)
        .keys("<Enter>")
        .keys(GIVEN)
        .keys("<F10>")
        .says("I1206");
    counter
        .keys("<F3>9")
        .keys("t001<Enter>")
        .keys(GIVEN)
        .keys("<F10>")
        .is_on("TLGI003");
    counter.keys("half<F3>").is_on("TLGI001").says("I0102");
}

#[test]
fn a_member_is_changed_locked_and_unlocked() {
    let mut counter = administrator_on("T002");
    counter
        .keys("<F10>")
        .shows("担当者の変更 T002")
        .keys("<F10>")
        .says("E1709");
    counter
        .go("権限")
        .keys("2")
        .go("接続アカウント")
        .keys("a b<F10>")
        .says("E0117");
    // Another role and an account are two matters for another administrator (R11.5); until then nothing is another.
    counter
        .keys("<Backspace><Backspace><Backspace>tarou<F10>")
        .says("I1215");
    assert!(!counter.row_with("T002").contains("役席"));
    approved_by_the_other(&mut counter);
    approved_by_the_other(&mut counter);
    let mut counter = again_on(counter, "T002");
    assert!(counter.row_with("T002").contains("役席"));
    counter.keys("<F10>").go("権限").keys("1<F10>").says("I1215");
    approved_by_the_other(&mut counter);
    let mut counter = again_on(counter, "T002");
    counter
        .keys("<F4>")
        .shows("T002 例示 太郎 をロックします")
        .keys("<F12>");
    assert!(counter.row_with("T002").contains("利用中"));
    counter.keys("<F4><F10>").says("I1202");
    assert!(counter.row_with("T002").contains("ロック中"));
    counter.keys("<F4>").says("I1203");
    assert!(counter.row_with("T002").contains("利用中"));
    counter
        .keys("<Home><F10>")
        .go("接続アカウント")
        .keys("tarou<F10>")
        .says("E1213");
    counter.keys("<F12><F10>").is_on("TKNR001");

    let mut counter = administrator_on("K001");
    counter.keys("<Enter>").shows("ご自身の権限は変更できません");
}

#[test]
fn one_s_own_password_is_changed_from_the_menu() {
    let mut counter = Counter::of("A001");
    counter
        .keys("=TLGI003<Enter>")
        .is_on("TLGI003")
        .keys("<F10>")
        .says("E0003");
    counter
        .keys("kansa-no-kakuu<Enter>kansa-no-kakuu<Enter>kansa-no-kakuu<F10>")
        .says("E1211");
    counter.keys("short<Enter>short<F10>").says("E0112");
    counter.keys("another one of hers<Enter>another two<F10>").says("E3005");
    counter.keys("another one of hers<F10>").says("I1201").is_on("TTOP001");
    counter.keys("9").keys("a001<Enter>kansa-no-kakuu<F10>").says("E1201");
    counter.wait(1).keys("another one of hers<F10>").is_on("TTOP001");
}

/// A bank that is being set up: the first administrator acts alone, and every menu says so.
#[test]
fn one_administrator_alone_is_told_on_every_menu_beside_all_figures_r11_5() {
    let mut entropy = Repeatable(5);
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
    let clock = Clock::fixed(demo::start());
    let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
    let member = |id: &str, role| Staff {
        id: StaffId::parse(id).unwrap(),
        name: Name::parse("仮名 三郎").unwrap(),
        role,
        branch: Branch {
            code: BranchCode::parse("011").unwrap(),
            name: Name::parse("本店営業部").unwrap(),
        },
        locked: false,
        must_change: false,
        person: None,
    };
    let given = GIVEN.into();
    desk.add_first_administrator(&member("K001", Role::Administrator), &given)
        .unwrap();
    let administrator = desk.login(&StaffId::parse("K001").unwrap(), &given).unwrap();
    desk.add_staff(&administrator, &member("S001", Role::Supervisor), &given)
        .unwrap();
    let mut counter = Counter::over(desk, clock, Login::default());
    counter.keys("S001<Enter>").keys(GIVEN).keys("<F10>").is_on("TTOP001");
    counter
        .shows("管理者一人: 単独の変更 1 件")
        .shows("途中の作業")
        .shows("契約 0 件");
}
