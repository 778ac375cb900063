//! TSNN001 and TSNN002.

use madoguchi::desk::Command;
use madoguchi::domain::revocation::Reason;
use ratatui::layout::Position;

use crate::support::{Branch, revoke};

#[test]
fn the_list_renews_itself_and_keeps_its_selection() {
    let mut branch = Branch::open();
    branch.sign_in("S001");
    let console = branch.queue();
    assert!(
        console.screen().contains("承認待ち 1 件、事後確認待ち 1 件"),
        "{console:?}"
    );
    console.keys("<Down>");
    assert!(console.row(7).starts_with("> 10:05 1000009"), "{console:?}");
    assert_eq!(console.cursor(), Position::new(0, 6));
    branch.asked_by("T001");
    let console = branch.tick();
    assert!(console.screen().contains("承認待ち 2 件"), "{console:?}");
    assert!(
        console.row(8).starts_with("> 10:05 1000009"),
        "the same request: {console:?}"
    );
    assert!(
        console.row(7).contains("停止解除      港 花子    承認待ち"),
        "{console:?}"
    );
}

#[test]
fn a_supervisor_reads_what_the_teller_saw_and_approves() {
    let mut branch = Branch::open();
    branch.asked_by("T001");
    branch.sign_in("S001");
    branch.queue();
    let console = branch.counter.console.keys("<Down><Enter>");
    for line in [
        "依頼          T001 港 花子、10:15",
        "本人確認      来店、代表者、確認済 (10:15、担当 T001 港 花子)",
        "共有 DEN501M1",
        "停止中 ＞ サービス利用中",
    ] {
        assert!(console.screen().contains(line), "{line}: {console:?}");
    }
    console.keys("<F10><F10>");
    assert!(
        console.row(1).ends_with("TSNN002") && console.row(23).starts_with("W0001"),
        "F10 approves nothing before one has moved to the button: {console:?}"
    );
    console.keys("<Enter>");
    assert!(console.row(1).ends_with("TSNN001"), "戻る is the default: {console:?}");
    console.keys("<Enter><Right><F10>");
    assert!(console.row(1).ends_with("TSNN001"), "{console:?}");
    assert!(
        console.row(23).starts_with("I1101") && console.row(23).contains("20260601-0002"),
        "{console:?}"
    );
    assert!(!console.screen().contains("1000001"), "{console:?}");
}

#[test]
fn it_is_sent_back_with_a_reason_and_a_missing_one_loses_nothing() {
    let mut branch = Branch::open();
    let request = branch.asked_by("T001");
    branch.sign_in("S001");
    branch.queue();
    let console = branch.counter.console.keys("<Down><F10><F9><F10>");
    assert!(console.row(23).starts_with("E0003"), "{console:?}");
    console.keys("本人確認が不足<F12>");
    assert!(
        console.screen().contains("入力の破棄"),
        "asks before it throws words away: {console:?}"
    );
    console.keys("<F12><F10>");
    assert!(console.row(23).starts_with("I1102"), "{console:?}");
    assert!(console.row(1).ends_with("TSNN001"), "{console:?}");
    let view = branch.other.look(&branch.supervisor).request(request).unwrap();
    assert_eq!(view.reason.as_deref(), Some("本人確認が不足"));
}

#[test]
fn ones_own_request_is_not_approved_but_withdrawn() {
    let mut branch = Branch::open();
    branch.asked_by("S001");
    branch.sign_in("S001");
    let console = branch.queue();
    assert!(console.row(7).contains("ご自身"), "{console:?}");
    console.keys("<Down><Enter><F10>");
    assert!(
        console.row(23).starts_with("W0001") && console.row(23).contains("ご自身の依頼は承認できません"),
        "{console:?}"
    );
    console.keys("<F4><Enter>");
    assert!(console.row(1).ends_with("TSNN002"), "取消 is the default: {console:?}");
    console.keys("<F4><F10>");
    assert!(console.row(23).starts_with("I1103"), "{console:?}");
}

#[test]
fn what_was_done_at_once_is_looked_over() {
    let mut branch = Branch::open();
    let check = branch.check("1000002");
    let command = revoke("1000002", &["DEN502"], Reason::Defect, Some(check));
    branch.other.execute(&branch.teller, command).unwrap();
    branch.sign_in("S001");
    branch.queue();
    let console = branch.counter.console.keys("<End><Enter>");
    assert!(console.screen().contains("受付番号      20260601-0002"), "{console:?}");
    assert!(console.row(24).contains("F9差戻し F10(確認済)"), "{console:?}");
    console.keys("<Right><F10>");
    assert!(
        console.row(23).starts_with("I1104") && console.row(23).contains("20260601-0002"),
        "{console:?}"
    );
}

#[test]
fn who_may_look_and_not_approve_has_the_keys_off_with_the_reason() {
    let mut branch = Branch::open();
    branch.sign_in("A001");
    let console = branch.queue();
    assert!(console.screen().contains("監査は照会のみ可能です"), "{console:?}");
    console.keys("<Enter><F10>");
    assert!(console.row(23).contains("監査は承認できません"), "{console:?}");
    assert!(
        console.row(24).contains("F4(取下げ) F5更新 F9(差戻し) F10(承認)"),
        "{console:?}"
    );
    console.keys("<F12><F12>");
    branch.sign_in("K001");
    let console = branch.queue();
    assert!(
        console.screen().contains("お客さまに関する依頼は表示されません"),
        "{console:?}"
    );
    assert!(console.screen().contains("承認待ち 0 件"), "{console:?}");
}

#[test]
fn decided_and_lapsed_ones_say_so() {
    let mut branch = Branch::open();
    let request = branch.asked_by("T001");
    branch.sign_in("S001");
    branch.queue();
    branch.counter.console.keys("<Down><Enter>");
    let other = madoguchi::training::demo::session(&mut branch.other, "S002").unwrap();
    branch.other.execute(&other, Command::Approve { request }).unwrap();
    let console = branch.counter.console.keys("<Right><F10>");
    assert!(console.row(23).starts_with("E1104"), "{console:?}");
    assert!(console.screen().contains("決裁          S002"), "{console:?}");
    assert!(
        !console.row(24).contains("F10") && console.row(22).contains("この依頼は終わっています"),
        "of what is over F10 says nothing: {console:?}"
    );
    console.keys("<F12><Home><Enter>");
    branch.counter.wait(5 * 24 * 60);
    let console = branch.tick();
    assert!(
        console.screen().contains("無効 (期限までに承認されませんでした)"),
        "{console:?}"
    );
    assert!(!console.row(24).contains("F10"), "{console:?}");
}

#[test]
fn a_mistake_that_was_done_at_once_is_sent_back_with_a_reason_r7_7() {
    let mut branch = Branch::open();
    branch.sign_in("S001");
    branch.queue();
    let console = branch.counter.console.keys("<Down><Enter>");
    assert!(console.row(1).ends_with("TSNN002"), "{console:?}");
    console.keys("<F9>契約の取り違え<F10>");
    assert!(
        console.row(1).ends_with("TSNN001") && console.row(23).starts_with("I1102"),
        "{console:?}"
    );
    assert!(console.screen().contains("事後確認待ち 0 件"), "{console:?}");
}
