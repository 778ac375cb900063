//! 役席承認 at the same terminal, and what a request that was left says.

use madoguchi::desk::Command;
use madoguchi::domain::values;
use madoguchi::training::demo;
use ratatui::layout::Position;

use crate::support::{Branch, unlock};

#[test]
fn an_unlock_waits_and_is_approved_at_the_terminal_by_another_person() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    let console = branch.counter.console.keys("<Right><Enter>");
    assert!(console.row(1).starts_with("停止解除 > 役席承認"), "{console:?}");
    assert!(
        console.screen().contains("共有 DEN501M1"),
        "the content stays visible: {console:?}"
    );
    assert_eq!(
        console.row(19),
        "│> 役席の担当者番号※                                                           │"
    );
    assert_eq!(console.cursor(), Position::new(22, 18), "in the first field");
    console.keys("ｓ001<Enter>yakuseki-no-mihon");
    assert!(!console.screen().contains("yakuseki"), "{console:?}");
    console.keys("<Enter>");
    assert!(
        console.row(1).starts_with("停止解除 > 役席承認"),
        "Enter never executes: {console:?}"
    );
    console.keys("<F10>");
    for line in [
        "受付番号      20260601-0002",
        "取扱者        依頼 T001 港 花子、承認 S001 見本 役子",
        "お手元のトークンを再びお使いいただけます。",
        "停止中 ＞ サービス利用中",
    ] {
        assert!(console.screen().contains(line), "{line}: {console:?}");
    }
    console.keys("<F10>");
    assert!(console.row(1).ends_with("COUNTER"), "{console:?}");
}

#[test]
fn a_refused_approval_keeps_the_id_and_wipes_the_password() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    let console = branch.counter.console.keys("<F10>S001<Enter>wrong-password<F10>");
    assert!(console.row(23).starts_with("E1201"), "{console:?}");
    assert!(
        console.row(19).contains("S001") && !console.row(20).contains('*'),
        "{console:?}"
    );
    assert_eq!(console.cursor(), Position::new(22, 19), "in the password");
    branch.counter.clock.move_by(chrono::TimeDelta::seconds(1));
    let console = &mut branch.counter.console;
    console.keys("yakuseki-no-mihon<F10>");
    assert!(
        console.screen().contains("20260601-0002"),
        "nothing else was lost: {console:?}"
    );
}

#[test]
fn tellers_and_the_requester_cannot_approve_r11_2() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    let console = branch.counter.console.keys("<F10><F10>");
    assert!(console.row(23).starts_with("E0003"), "{console:?}");
    console.keys("T002<Enter>tantou-no-reiji<F10>");
    assert!(console.row(23).starts_with("E1203"), "{console:?}");
    assert_eq!(console.cursor().y, 18, "at the ID: {console:?}");
    console.keys("<F12><F10>");

    branch.sign_in("S001");
    branch.teller = branch.supervisor.clone();
    let command = branch.unlock();
    branch.confirm(command);
    let console = branch.counter.console.keys("<F10>S001<Enter>yakuseki-no-mihon<F10>");
    assert!(console.row(23).starts_with("E1101"), "{console:?}");
}

#[test]
fn a_request_left_in_the_queue_tells_what_became_of_it() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    let console = branch.counter.console.keys("<F10>S0<F12>");
    assert!(console.row(1).starts_with("停止解除 > 承認待ち"), "{console:?}");
    assert!(console.row(23).starts_with("I1105"), "{console:?}");
    assert!(console.screen().contains("役席の承認を待っています"), "{console:?}");
    let request = branch.request();
    branch
        .other
        .execute(&branch.supervisor, Command::Approve { request })
        .unwrap();
    let console = branch.tick();
    assert!(
        console
            .screen()
            .contains("S001 見本 役子 が承認し、実行されました。受付番号は 20260601-0002"),
        "{console:?}"
    );
    assert!(console.row(1).starts_with("停止解除 > 完了"), "{console:?}");
    console.keys("<Enter>");
    assert!(console.row(1).ends_with("COUNTER"), "{console:?}");
}

#[test]
fn a_contract_changed_in_between_ends_the_approval_e1102() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    branch.counter.console.keys("<F10>");
    branch.change_beside();
    let console = branch.counter.console.keys("S001<Enter>yakuseki-no-mihon<F10>");
    assert!(console.row(1).starts_with("停止解除 > 内容確認"), "{console:?}");
    assert!(console.row(23).starts_with("E1102"), "{console:?}");
    console.keys("<F5>");
    assert!(
        console.row(23).starts_with("E1004"),
        "its check is used up: {console:?}"
    );
    console.keys("<F12>");
    assert_eq!(console.row(3), "typed before");
}

#[test]
fn sent_back_meanwhile_with_the_supervisors_words() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    branch.counter.console.keys("<F10><F12>");
    let request = branch.request();
    let reason = values::Reason::parse("本人確認が不足").unwrap();
    branch
        .other
        .execute(&branch.supervisor, Command::Return { request, reason })
        .unwrap();
    let console = branch.tick();
    assert!(
        console.screen().contains("差し戻されました。理由: 本人確認が不足"),
        "{console:?}"
    );
    assert!(console.row(1).starts_with("停止解除 > 差戻し"), "{console:?}");
}

#[test]
fn the_support_desks_request_goes_to_a_branch_without_asking_here() {
    let mut branch = Branch::open();
    branch.sign_in("D001");
    let session = demo::session(&mut branch.other, "D001").unwrap();
    let check = branch.check_by_telephone(&session, "1000001");
    let console = branch.confirm(unlock(Some(check)));
    console.keys("<F10>");
    assert!(console.row(1).starts_with("停止解除 > 承認待ち"), "{console:?}");
}
