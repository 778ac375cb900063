//! TTRK002 時刻ずれ補正 and TTRK003 符号照会: the hard call about a fob whose clock has drifted.

use chrono::TimeDelta;
use madoguchi::branch::tksk002::ContractSheet;
use madoguchi::branch::ttrk002::ClockEntry;
use madoguchi::branch::ttrk003::CodeInquiry;

use crate::support::{Counter, as_it_stands, contract, identified, suspended};

/// A company with three fobs; the clock of this one, whose steps last 30 seconds, is five minutes behind.
const NUMBER: &str = "1000033";
const SLOW: &str = "08660240357";

/// Two numbers in a row as the customer reads them out, a step apart.
fn read_out(counter: &mut Counter) -> [String; 2] {
    let first = counter.code(SLOW);
    counter.clock.move_by(TimeDelta::seconds(30));
    [first, counter.code(SLOW)]
}

/// How many entries of these actions the contract has.
fn entries(counter: Counter, actions: &[&str]) -> usize {
    let trail = counter.trail(NUMBER);
    trail.iter().filter(|done| actions.contains(&done.as_str())).count()
}

#[test]
fn a_refused_code_is_explained_and_its_clock_set_with_a_supervisor_r6_5_r6_7_r11_1() {
    let mut counter = Counter::prepared("T001", ContractSheet::new(contract(NUMBER)), identified(NUMBER));
    counter.keys("<F10>").is_on("TTRK003").shows("使えなかった番号");
    let late = counter.code(SLOW);
    counter.keys("<Down><Enter>").keys(&late).keys("<F10>").lacks(&late);
    counter.shows("10 回分前のパスワードです").shows("お客さまへのご案内");
    counter.keys("<F9>").is_on("TTRK002").shows("(*)  08660240357");

    counter.wait(1);
    let [first, second] = read_out(&mut counter);
    counter.shows("1 つ目として読み上げて").keys(&first);
    counter
        .shows("30 秒以内に表示が変わります")
        .keys("<Enter>")
        .keys(&second);
    counter.shows("すぐに F10").keys("<F10>").is_on("TKNN001");
    counter
        .shows("0 (ずれなし) ＞ -10 (5分遅れ)")
        .lacks(&first)
        .lacks(&second);
    counter.shows("DEN533").shows("当行のみ可能");
    // Back and on again: the two numbers are used up, and none are asked for.
    counter
        .keys("<F12>")
        .is_on("TTRK002")
        .shows("照合済です")
        .lacks(&second);
    counter.keys("<F10>").is_on("TKNN001").keys("<F10>");
    counter.approve("S001", "yakuseki-no-mihon").is_on("TKNR009");
    counter.shows("次に表示される番号からお使いいただけます");
    counter.keys("<F10>").is_on("TKSK002");

    counter.wait(1);
    counter.keys("<F10>").is_on("TTRK003").shows("-10 (5分遅れ)");
    let right = counter.code(SLOW);
    counter
        .keys("<Down><Enter>")
        .keys(&right)
        .keys("<F10>")
        .shows("正しいパスワードでした");
    assert_eq!(entries(counter, &["check_clock", "resync"]), 2);
}

#[test]
fn what_is_no_pair_is_said_before_it_is_sent_and_nothing_typed_is_lost_r9_1() {
    let mut counter = Counter::prepared("T001", ClockEntry::new(contract(NUMBER), None), identified(NUMBER));
    counter
        .keys("<F10>")
        .says("E0009")
        .shows("トークンを一覧から選んでください");
    counter
        .keys("<Down><Enter>")
        .keys("12345")
        .shows("1 つ目の番号は、あと 1 桁です");
    counter.keys("<F10>").says("E0102").shows("12345");
    counter.keys("6<F10>").says("E0003").shows("123456");
    counter
        .keys("65432x")
        .says("W0012")
        .shows("2 つ目の番号は、あと 1 桁です");
    counter.keys("17").says("W0012").shows("654321").shows("すぐに F10");
    counter.keys("<Ctrl+U>").keys("123456").shows("1 つ目と同じ番号です");
    counter.keys("<F10>").says("E0608").shows("123456");
    assert_eq!(entries(counter, &["check_clock"]), 0, "nothing was sent");
}

#[test]
fn wrong_ones_are_charged_wiped_and_counted_on_the_screen_r6_6_r9_1() {
    let mut counter = Counter::prepared("T001", ClockEntry::new(contract(NUMBER), None), identified(NUMBER));
    let [first, second] = read_out(&mut counter);
    counter
        .keys("<Down><Enter>")
        .keys(&second)
        .keys("<Enter>")
        .keys(&first)
        .keys("<F10>");
    counter.says("E0607").lacks(&first).lacks(&second);
    counter.shows("現在 1 回、あと 4 回");
    counter
        .keys(&first)
        .keys("<Enter>")
        .keys(&second)
        .keys("<F10>")
        .is_on("TKNN001");
    counter.keys("<F12>").shows("現在 0 回、あと 5 回");
}

#[test]
fn without_an_identity_check_no_number_is_sent_r6_5_r10_1() {
    let mut counter = Counter::prepared("T001", ClockEntry::new(contract(NUMBER), None), as_it_stands);
    counter.shows("本人確認 [未]");
    let [first, second] = read_out(&mut counter);
    counter.keys("<Down><Enter>").keys(&first).keys("<Enter>").keys(&second);
    counter.keys("<F10>").says("E1001").is_on("THKK001");
    counter.keys("<F12>").is_on("TTRK002").shows(&first).shows(&second);
    counter.keys("<F2>").is_on("THKK001");
    assert_eq!(entries(counter, &["check_clock"]), 0);
}

#[test]
fn the_only_token_is_chosen_by_itself_and_a_suspended_one_is_not_set_r6_5() {
    let mut counter = Counter::at("T001", ClockEntry::new(contract("1000002"), None));
    counter.shows("(*)  200000251").keys("12").shows("あと 4 桁");
    let mut counter = Counter::prepared(
        "T001",
        ClockEntry::new(contract("1000002"), None),
        suspended("1000002", "200000251"),
    );
    counter.lacks("(*)").keys("<Enter>").says("E0305");
}

#[test]
fn an_answer_says_what_to_tell_and_a_dead_token_is_the_reason_itself_r6_7() {
    let mut counter = Counter::at("T001", CodeInquiry::new(contract("1000002")));
    counter.shows("誤りの回数には数えません");
    let code = counter.code("200000251");
    counter.keys("12345<F10>").says("E0102").shows("12345").keys("<Ctrl+U>");
    for (expected, tell) in [
        ("正しいパスワードでした", "新しい番号をすぐに"),
        ("使用済み", "二度使えません"),
    ] {
        counter
            .keys(&code)
            .keys("<F10>")
            .shows(expected)
            .shows(tell)
            .lacks(&code);
    }
    let mut counter = Counter::at("T001", CodeInquiry::new(contract("1000009")));
    counter.keys("<Enter><Up><Enter>").says("W0601").shows("(*)  90000679");
}

#[test]
fn from_the_clock_to_the_question_and_back_keeps_what_was_chosen() {
    let mut counter = Counter::at("T001", ClockEntry::new(contract(NUMBER), None));
    counter
        .keys("<Down><Enter>123456<F9>")
        .is_on("TTRK003")
        .shows("(*)  08660240357");
    counter.keys("<F9>").is_on("TTRK002").shows("123456");
    counter.keys("<F9><F12>").is_on("TTRK002").shows("123456");
}

#[test]
fn a_role_that_may_not_identify_sees_the_question_off_r6_7() {
    let mut counter = Counter::at("A001", ContractSheet::new(contract(NUMBER)));
    counter
        .keys("<F10>")
        .is_on("TTRK003")
        .keys("<Down><Enter>123456<F10>")
        .says("W0001");
    counter.keys("<F9>").says("W0001").is_on("TTRK003");
    assert_eq!(entries(counter, &["explain_code"]), 0);
}
