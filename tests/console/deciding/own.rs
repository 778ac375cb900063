//! TSNN003: what became of one's own requests reaches whoever asked (R11.7).
use madoguchi::desk::Command;
use madoguchi::domain::values::{Reason, RequestId, StaffId};
use madoguchi::training::demo;

use crate::support::Branch;

/// T001 at the menu of a console.
fn at_the_menu() -> Branch {
    let mut branch = Branch::closed();
    branch.counter.log_in("T001").is_on("TTOP001");
    branch
}

/// S002 sends a request of T001 back, at another terminal.
fn send_back(branch: &mut Branch, why: &str) {
    let request = branch.asked_by("T001");
    let other = demo::session(&mut branch.other, "S002").unwrap();
    let reason = Reason::parse(why).unwrap();
    branch
        .other
        .execute(&other, Command::Return { request, reason })
        .unwrap();
}

#[test]
fn a_request_that_is_sent_back_is_said_at_once_and_stays_until_it_was_looked_at_r11_7() {
    let mut branch = at_the_menu();
    branch.counter.keys("1").is_on("TKSK001").tick();
    send_back(&mut branch, "本人確認の方法が不足");
    let console = branch.tick();
    assert!(
        console.row(23).starts_with("W0530") && console.row(23).contains("停止解除 (契約 1000001) が差し戻されました"),
        "on whatever screen they are: {console:?}"
    );
    assert!(console.row(1).ends_with("TKSK001"), "{console:?}");
    branch.counter.keys("<F3>").shows("ご自身の依頼の結果      1 #");
    branch.counter.keys("3").is_on("TSNN003");
    branch.counter.shows("新 差戻し").shows("本人確認の方法が不足");
    branch
        .counter
        .shows("停止解除はまだ行っていません。")
        .shows("(新しい結果 1 件)");
    let seen = branch.counter.keys("<F3>").shows("ご自身の依頼の結果      0");
    seen.keys("3").shows("差戻し").lacks("新 差戻し");
}

#[test]
fn what_is_said_waits_for_a_free_line_and_is_said_once_r11_7() {
    let mut branch = at_the_menu();
    branch.counter.keys("<F4>").says("E0001");
    send_back(&mut branch, "見直し");
    branch.counter.tick().says("E0001");
    branch.counter.keys("<Down>").tick().says("W0530");
    branch.counter.keys("<Down>").tick();
    assert_eq!(branch.counter.row(23), "", "said once");
}

/// On whatever screen they are, without a key: what was read already gives way, an error later than a mere word.
#[test]
fn what_is_said_takes_the_line_of_what_was_read_r11_7() {
    let mut branch = at_the_menu();
    branch.counter.says("I0101");
    send_back(&mut branch, "見直し");
    branch.counter.tick().says("I0101");
    branch.counter.clock.move_by(chrono::TimeDelta::seconds(6));
    branch.counter.tick().says("W0530");
    branch.counter.keys("<F4>").says("E0001");
    send_back(&mut branch, "もう一度");
    branch.counter.clock.move_by(chrono::TimeDelta::seconds(6));
    branch.counter.tick().says("E0001");
    branch.counter.clock.move_by(chrono::TimeDelta::seconds(30));
    branch.counter.tick().says("W0530");
}

#[test]
fn a_request_that_lapsed_overnight_stays_until_it_was_looked_at_r11_7() {
    let mut branch = at_the_menu();
    branch.asked_by("T001");
    // Nobody of the branch acted since: it waited for four days, and that was the most (R11.3).
    branch.counter.wait(5 * 24 * 60);
    branch.counter.keys("<F5>").tick().shows("ご自身の依頼の結果      1 #");
    branch.counter.keys("3").is_on("TSNN003").shows("新 失効");
    branch.counter.shows("承認されないまま期限を過ぎ");
    branch.counter.wait(24 * 60);
    branch.counter.keys("<F3>").tick().shows("ご自身の依頼の結果      0");
    branch.counter.keys("3").shows("本日の依頼はありません");
}

#[test]
fn who_sees_it_approved_at_their_own_terminal_is_not_told_again_r11_7() {
    let mut branch = Branch::open();
    let request = branch.asked_by("T001");
    let id = StaffId::parse("S001").unwrap();
    let password = "yakuseki-no-mihon".to_owned().into();
    branch.other.approve_here(&id, &password, request).unwrap();
    let today = branch.other.look(&branch.teller).today().unwrap();
    assert_eq!(today.news, 0);
    let own = branch.other.look(&branch.teller).own_requests().unwrap();
    assert!(own.len() == 1 && !own[0].is_news);
}

/// S002 decides about what T001 asked for, at another terminal.
fn returned(branch: &mut Branch, request: RequestId) {
    let other = demo::session(&mut branch.other, "S002").unwrap();
    let reason = Reason::parse("見直し").unwrap();
    branch
        .other
        .execute(&other, Command::Return { request, reason })
        .unwrap();
}

#[test]
fn at_a_shifts_change_a_colleague_takes_a_list_over_and_is_told_what_becomes_of_it_r11_7() {
    let mut branch = Branch::closed();
    let request = branch.asked_by("T001");
    branch
        .counter
        .log_in("T002")
        .is_on("TTOP001")
        .keys("3")
        .is_on("TSNN003");
    branch.counter.lacks("1000001").keys("<F4>");
    branch
        .counter
        .shows("引継: 依頼を引き継ぐ担当者")
        .shows("T001")
        .shows("港 花子");
    branch.counter.keys("<F10>").is_on("TSNN003").says("I0542");
    branch
        .counter
        .keys("<Home>")
        .shows("[引継] ")
        .shows("T001 港 花子 から引き継いだ依頼です");
    branch.counter.keys("<F3>1").is_on("TKSK001").tick();
    returned(&mut branch, request);
    let console = branch.tick();
    assert!(
        console.row(23).starts_with("W0530")
            && console
                .row(23)
                .contains("引継分 (港 花子): 停止解除 (契約 1000001) が差戻し"),
        "{console:?}"
    );
    branch
        .counter
        .keys("<F3>")
        .shows("ご自身の依頼の結果      1 #")
        .keys("3");
    branch.counter.shows("新 差戻し").shows("見直し");
    // Who asked is told as ever, and sees who took it over.
    branch.counter.keys("<F3>9").is_on("TLGI001").log_in("T001");
    branch.counter.shows("ご自身の依頼の結果      1 #").keys("3");
    branch
        .counter
        .shows("T002 例示 太郎 が引き継ぎました")
        .keys("<F4>")
        .shows("例示 太郎");
    branch.counter.keys("<F12>").is_on("TSNN003");
}

#[test]
fn an_auditor_takes_nothing_over_and_sees_why_r11_7() {
    let mut branch = Branch::closed();
    branch
        .counter
        .log_in("A001")
        .keys("3")
        .is_on("TSNN003")
        .keys("<F4>")
        .says("W0001");
}
