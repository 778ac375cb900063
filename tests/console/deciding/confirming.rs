//! TKNN001 and TKNR009.

use madoguchi::domain::revocation::Reason;
use ratatui::layout::Position;

use crate::support::{Branch, revoke, unlock};

#[test]
fn what_will_happen_is_shown_and_enter_never_executes_it() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    let console = branch.confirm(command);
    assert!(
        console.row(1).starts_with("停止解除 > 内容確認") && console.row(1).ends_with("TKNN001"),
        "{console:?}"
    );
    assert_eq!(
        console.row(2).split("   ").next(),
        Some(" 1 入力 >2 確認  3 承認  4 完了")
    );
    for line in [
        "契約          1000001 株式会社見本商会",
        "役席承認      事前承認 (役席が承認してから実行します)",
        "本人確認      来店、代表者、確認済 (10:15、担当 T001 港 花子)",
        "利用者 (選択 1 名、共有 2 名)",
        "選択 DEN501   見本 花子                     10000018  停止中 ＞ サービス利用中",
        "共有 DEN501J1 模擬 桜                       10000018  停止中 ＞ サービス利用中",
        "10000018  利用停止中 ＞ 利用停止なし",
    ] {
        assert!(console.screen().contains(line), "{line}: {console:?}");
    }
    assert_eq!(console.row(21), " >[取消]          [実行]");
    assert_eq!(console.cursor(), Position::new(1, 20), "on 取消");
    console.keys("<Right>");
    assert_eq!(console.cursor(), Position::new(17, 20));
    console.keys("<Left><Enter>");
    assert!(console.row(1).ends_with("ENTRY"), "{console:?}");
    assert_eq!(console.row(3), "typed before", "nothing typed is lost");
}

#[test]
fn a_lost_token_goes_at_once_and_the_receipt_says_when_registration_opens() {
    let mut branch = Branch::open();
    let check = branch.check("1000002");
    let command = revoke("1000002", &["DEN502", "DEN502J1"], Reason::Loss, Some(check));
    let console = branch.confirm(command);
    for line in [
        "操作          トークン失効 (紛失)",
        "役席承認      事後確認 (すぐに実行し、役席が後で確認します)",
        "再登録        2026年06月01日 10時45分から (今実行した場合)",
        "200000251  サービス利用中 ＞ 失効済 (再登録 10:45～)",
        "200000251  発行済 ＞ 紛失",
        "トークン 200000251 は紛失扱いとなり、見つかっても二度と使えません。",
    ] {
        assert!(console.screen().contains(line), "{line}: {console:?}");
    }
    console.keys("<F10>");
    for line in [
        "受付番号      20260601-0002",
        "実行日時      2026年06月01日 10時15分",
        "DEN502、DEN502J1 は、2026年06月01日 10時45分までログインできません。",
        "登録できるトークンがありません。新しいトークンの発行をお申し込みください。",
        "再登録        2026年06月01日 10時45分から",
    ] {
        assert!(console.screen().contains(line), "{line}: {console:?}");
    }
    assert!(console.row(1).starts_with("トークン失効 > 完了"), "{console:?}");
    assert_eq!(console.cursor(), Position::new(1, 20));
    console.keys("<Enter>");
    assert!(
        console.row(1).ends_with("COUNTER"),
        "the entry closed itself: {console:?}"
    );
    assert!(
        console.row(23).starts_with("I1106") && console.row(23).contains("20260601-0002"),
        "{console:?}"
    );
}

#[test]
fn a_key_typed_ahead_executes_nothing_that_was_not_shown() {
    let mut branch = Branch::open();
    let check = branch.check("1000002");
    let command = revoke("1000002", &["DEN502"], Reason::Defect, Some(check));
    branch.enter(command);
    let console = branch.counter.console.hold_answers().keys("<F10><F10>");
    assert!(console.row(23).starts_with("I0002"), "{console:?}");
    console.deliver();
    assert!(console.row(23).contains("内容をまだ読み込んでいません"), "{console:?}");
    assert!(console.screen().contains("サービス利用中 ＞ 失効済"), "{console:?}");
    assert!(console.row(1).ends_with("TKNN001"), "{console:?}");
}

#[test]
fn a_registration_is_approved_and_can_be_used_from_now() {
    let mut branch = Branch::open();
    let command = branch.register();
    branch.confirm(command);
    let console = branch.counter.console.keys("<F10>S001<Enter>yakuseki-no-mihon<F10>");
    for line in [
        "トークン登録 > 完了",
        "DEN504 は、今からトークン 4000 0111 をお使いいただけます。",
        "未登録 ＞ サービス利用中",
    ] {
        assert!(console.screen().contains(line), "{line}: {console:?}");
    }
}

#[test]
fn a_refused_content_says_why_and_the_way_out() {
    let mut branch = Branch::open();
    let console = branch.confirm(unlock(None));
    assert!(console.screen().contains("この内容では実行できません"), "{console:?}");
    assert!(
        console.screen().contains("E1001") && console.row(23).starts_with("E1001"),
        "{console:?}"
    );
    console.keys("<F10>");
    assert!(console.row(23).starts_with("W0001"), "{console:?}");
    console.keys("<Right><Enter>");
    assert!(console.row(23).starts_with("W1102"), "{console:?}");
    console.keys("<F5>");
    assert!(console.row(23).starts_with("E1001"), "{console:?}");
    console.keys("<F12>");
    assert_eq!(console.row(3), "typed before");
}

#[test]
fn what_changed_since_it_was_shown_is_not_done_until_it_was_read_again_r11_3() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command.clone());
    branch.change_beside();
    let console = branch.counter.console.keys("<F10>");
    assert!(console.row(23).starts_with("E1102"), "{console:?}");
    console.keys("<F10>");
    assert!(
        console.row(23).starts_with("W0001"),
        "typed ahead does nothing: {console:?}"
    );
    console.keys("<F5>");
    assert!(!console.screen().contains("DEN501J1"), "as it is now: {console:?}");
    console.keys("<F10>");
    assert!(console.row(1).starts_with("停止解除 > 役席承認"), "{console:?}");
}

#[test]
fn a_change_is_seen_without_a_key_and_the_closed_period_goes_along() {
    let mut branch = Branch::open();
    let check = branch.check("1000001");
    let command = revoke("1000001", &["DEN501M1"], Reason::Exchange, Some(check));
    branch.confirm(command);
    branch.counter.wait(2);
    let console = branch.tick();
    assert!(console.screen().contains("10時47分から"), "{console:?}");
    assert_eq!(console.row(23), "");
    branch.change_beside();
    let console = branch.tick();
    assert!(console.row(23).starts_with("W1101"), "{console:?}");
    assert!(console.row(24).contains("F10(実行)"), "{console:?}");
    console.keys("<F5>");
    assert!(console.row(24).contains("F10実行"), "{console:?}");
}

#[test]
fn the_content_has_room_on_a_wide_terminal_and_scrolls_on_a_small_one() {
    let mut branch = Branch::open();
    let command = branch.unlock();
    branch.confirm(command);
    let console = branch.counter.console.resize(120, 40);
    assert!(console.screen().contains("マスターユーザ"), "{console:?}");
    let console = branch.counter.console.resize(80, 24);
    console.keys("<F10>");
    assert!(!console.row(24).contains("F8次頁"), "it all fits: {console:?}");
}
