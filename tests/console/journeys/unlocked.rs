//! The call about a suspended token (R9.3), and what stands in its way.

use super::replaced::Hand;
use super::{change_of_staff, identify_at_the_counter};
use crate::support::{Branch, Counter};

/// T001 before 停止解除 of 1000001, everyone who shares the token chosen.
fn chosen(counter: &mut Counter, staff: &str) {
    counter.log_in(staff).find("1000001").keys("<F4><Space>");
    assert_eq!(counter.chosen(), 3);
}

#[test]
fn the_only_token_of_a_customer_is_unlocked_by_telephone() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000001").keys("<F4>").is_on("BRSK025");
    // There is one suspended token, so it is meant; and of what is lacking the way to it opens (R10.1).
    counter.keys("<F10>").says("E1001").is_on("THKK001");
    counter.keys("<F12>").is_on("BRSK025");
    assert_eq!(counter.chosen(), 3);
    // A seal can't be seen on the telephone, and facts alone are too little.
    counter.keys("<F2>2<Enter>2<F10>").answer(2).go("届出印");
    counter.shows("(電話では確認できません)");
    counter.keys("<Space><F10>").says("I0504").is_on("BRSK025");
    // What is lacking is added to the check that stands, and what was asked for goes on.
    counter.keys("<F10>").says("E1005").is_on("THKK001").shows("(一致)");
    counter.go("コールバック").keys("例示 応子<F10><Enter>").says("I0504");
    counter.is_on("TKNN001").shows("停止中 ＞ サービス利用中");
    counter.keys("<F10>").shows("停止解除 > 役席承認");
    counter.approve("S001", "yakuseki-no-reiji").says("E1201").shows("S001");
    counter.clock.move_by(chrono::TimeDelta::seconds(1));
    counter.keys("yakuseki-no-mihon<F10>").is_on("TKNR009");
    counter
        .shows("受付番号      20260601-0002")
        .shows("依頼 T001 港 花子、承認 S001 見本 役子");
    counter.keys("<F10>").is_on("TKSK002").says("I1106");
    assert_eq!(counter.screen().matches("サービス利用中").count(), 3);
    counter.shows(" F4  停止解除       対象なし");
}

/// What the caller says and who answered is left out, with the key that ends each.
#[test]
fn a_routine_unlock_by_telephone_takes_at_most_fifty_one_keys_r9_3_and_r10_3() {
    let mut counter = Counter::closed();
    let mut hand = Hand(&mut counter, 0);
    hand.keys("T001<Enter>tantou-no-mihon<F10>").is_on("TTOP001");
    hand.keys("1").keys("1000001<Enter>").is_on("TKSK002");
    hand.keys("<F4>").is_on("BRSK025");
    // The only suspended token, and the check that is lacking: neither is asked for by a key.
    hand.keys("<F10>").is_on("THKK001").says("E1001");
    hand.keys("22<F10>").answer(2).keys("例示 太郎<F10>");
    hand.0.says("I0504").is_on("TKNN001").shows("停止中 ＞ サービス利用中");
    hand.keys("<F10>").shows("停止解除 > 役席承認");
    hand.keys("S001<Enter>yakuseki-no-mihon<F10>").is_on("TKNR009");
    let keys = hand.1;
    assert!(keys <= 51, "{keys} keys");
}

#[test]
fn a_digit_says_how_the_customer_came_and_a_key_after_it_moves_no_further_r10_1() {
    for keys in ["22", "2<Enter>2", "2<Tab>2", "2<Down>2"] {
        let mut counter = Counter::closed();
        counter.log_in("T001").find("1000002").keys("<F2>").keys(keys);
        counter
            .shows("(*) 電話")
            .shows("(*) 代表者")
            .keys("<F10>")
            .shows("電話  代表者");
    }
}

#[test]
fn a_check_that_lapsed_on_the_way_is_made_again_and_nothing_is_lost_r10_1() {
    let mut counter = Counter::closed();
    chosen(&mut counter, "T001");
    identify_at_the_counter(&mut counter)
        .wait(30)
        .keys("<F10>")
        .says("E1001")
        .is_on("THKK001")
        .keys("<F12>");
    identify_at_the_counter(&mut counter).keys("<F10>").is_on("TKNN001");
    counter.wait(30).says("W1101").keys("<F10>").says("W0001");
    counter.keys("<F5>").says("E1002").keys("<F12>").is_on("BRSK025");
    assert_eq!(counter.chosen(), 3);
    identify_at_the_counter(&mut counter).keys("<F10><F10>");
    counter.wait(30).approve("S001", "yakuseki-no-mihon").is_on("TKNR009");
}

#[test]
fn nobody_approves_their_own_request_r11_2() {
    let mut counter = Counter::closed();
    chosen(&mut counter, "S001");
    identify_at_the_counter(&mut counter).keys("<F10><F10>");
    counter.approve("S001", "yakuseki-no-mihon").says("E1101");
    assert!(counter.cursor_row().0.contains("S001"), "{:?}", counter.console);
    counter
        .keys("<Ctrl+U>")
        .approve("T002", "tantou-no-reiji")
        .says("E1203");
    counter.keys("<Ctrl+U>").approve("S002", "yakuseki-no-reiji");
    counter
        .is_on("TKNR009")
        .shows("依頼 S001 見本 役子、承認 S002 例示 席一");
}

#[test]
fn a_request_left_with_a_supervisor_ends_on_the_contract() {
    let mut counter = Counter::closed();
    chosen(&mut counter, "T001");
    identify_at_the_counter(&mut counter).keys("<F10><F10>");
    counter.keys("S0<F12>").says("I1105").is_on("TKNR009");
    counter.keys("<F10>").is_on("TKSK002").shows("停止中");
    change_of_staff(&mut counter, "S001").keys("2<Down>").shows("港 花子");
    counter.keys("<Enter>").is_on("TSNN002").shows("共有 DEN501M1");
    counter.keys("<F10><F10>").is_on("TSNN002").says("W0001");
    counter.keys("<Right><F10>").says("I1101").is_on("TSNN001");
    counter.keys("<F3>").find("1000001").shows("サービス利用中");
}

#[test]
fn where_the_customer_could_a_reason_and_a_supervisor_are_needed_r9_3() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000003").keys("<F2>1<Enter>2<F10>");
    counter.go("トークン現物").keys("1<Tab>");
    let wrong = counter.wrong_code("0030000137");
    for code in ["E0601", "E0601", "E0601", "E0601", "E0603"] {
        counter.keys(&wrong).keys("<F4>").says(code);
    }
    counter.keys("<F12><F10>").is_on("TKSK002");
    counter
        .shows("お客さまご自身で可能: DEN503M1")
        .keys("<F4><Space><F10>")
        .says("E0902");
    // The check that was left is gone on with: who it is was said, and its facts are still to be answered (R10.1).
    counter
        .keys("管理者が入院中のため<F10>")
        .is_on("THKK001")
        .says("I0531")
        .answer(2);
    counter.go("届出印").keys("<Space><F10>").says("I0504");
    counter.is_on("TKNN001").shows("管理者が入院中のため");
    counter
        .keys("<F10>")
        .approve("S002", "yakuseki-no-reiji")
        .is_on("TKNR009");
}

#[test]
fn a_contract_changed_at_another_desk_is_not_touched_until_it_was_read_again_r11_3() {
    let mut branch = Branch::closed();
    chosen(&mut branch.counter, "T001");
    identify_at_the_counter(&mut branch.counter)
        .keys("<F10>")
        .is_on("TKNN001");
    branch.change_beside();
    let counter = &mut branch.counter;
    counter.keys("<F10>").says("E1102").keys("<F12>").is_on("BRSK025");
    assert_eq!(counter.chosen(), 2, "the others are as they were");
    assert!(
        counter.row_with("DEN501J1").ends_with("再登録 10:45～"),
        "{:?}",
        counter.console
    );
    counter.keys("<F10>").is_on("TKNN001").lacks("DEN501J1");
    counter.keys("<F10>").approve("S001", "yakuseki-no-mihon");
    counter.is_on("TKNR009").shows("20260601-0003");
}
