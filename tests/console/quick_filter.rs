//! `/` in every list: rows narrow as one types, and nothing is done to a row that is not to be seen.

use madoguchi::branch::brsk027::RevokeEntry;
use madoguchi::branch::tknr001::StaffList;
use madoguchi::branch::tkns001::TrailList;
use madoguchi::desk::Command;
use madoguchi::domain::values::Serial;
use ratatui::layout::Position;

use crate::support::{Branch, Counter, as_it_stands, contract};

/// The administrator on the list of the staff.
fn staff() -> Counter {
    Counter::at("K001", StaffList::new())
}

/// The rows of the staff that are to be seen.
fn seen(counter: &Counter) -> Vec<String> {
    let rows = (5..=20).map(|number| counter.row(number));
    let ids = rows.filter_map(|row| Some(row.get(2..6)?.to_owned()));
    ids.filter(|id| id.ends_with("01") || id.ends_with("02")).collect()
}

#[test]
fn rows_narrow_as_one_types_and_come_back_with_esc() {
    let mut counter = staff();
    assert_eq!(seen(&counter).len(), 9);
    assert!(counter.row(24).ends_with("F12取消 /絞込"), "{:?}", counter.console);
    counter.keys("/役");
    assert_eq!(seen(&counter), ["S001", "S002"]);
    assert!(counter.row(22).starts_with("絞り込み 役"), "{:?}", counter.console);
    assert!(
        counter.row(22).ends_with("2/9件  Enter 決定  Esc 解除"),
        "{:?}",
        counter.console
    );
    assert_eq!(counter.console.cursor(), Position::new(11, 21));
    assert!(counter.console.kana(), "an input method is wanted");
    counter.keys("席 一");
    assert_eq!(seen(&counter), ["S002"]);
    counter.keys("<Enter>");
    assert!(counter.row(22).starts_with("絞り込み 役席 一"), "{:?}", counter.console);
    assert!(
        counter.row(22).ends_with("1/9件  / 変更  Esc 解除"),
        "{:?}",
        counter.console
    );
    assert!(counter.cursor_row().0.starts_with("> S002"), "{:?}", counter.console);
    counter.keys("<Esc>");
    assert_eq!(seen(&counter).len(), 9);
    assert!(counter.cursor_row().0.starts_with("> S002"), "{:?}", counter.console);
    assert!(counter.row(22).starts_with("上下の矢印で"), "{:?}", counter.console);
}

/// Half-width and full-width, capital and small, hiragana and katakana are all one; each word has to be there.
#[test]
fn what_is_typed_is_found_however_it_is_written() {
    for (typed, found) in [
        ("s00", &["S001", "S002"][..]),
        ("Ｓ００１", &["S001"]),
        ("さぽーとですく", &["D001"]),
        ("ｻﾎﾟｰﾄ", &["D001"]),
        ("例示 担当", &["T002"]),
        ("担当 例示", &["T002"]),
        ("09:41", &["T002"]),
    ] {
        let mut counter = staff();
        counter.keys("/").keys(typed);
        assert_eq!(seen(&counter), found, "{typed}: {:?}", counter.console);
    }
}

#[test]
fn nothing_acts_while_no_row_is_to_be_seen() {
    let mut counter = staff();
    counter.keys("<Down><Down><Down>/zzz");
    assert_eq!(seen(&counter), [""; 0]);
    assert!(counter.row(22).contains("0/9件"), "{:?}", counter.console);
    for key in ["<F10>", "<F4>", "<F9>", "<Enter>", "<Tab>", "<Ctrl+P>変更<Enter>"] {
        counter
            .keys(key)
            .says("W0008 注意 該当する行がありません")
            .is_on("TKNR001");
    }
    counter
        .keys("<Ctrl+U>001<Up><F10>")
        .shows("─ 担当者の変更 K001 見本 管理 ─");
    assert!(counter.row(1).ends_with("TKNR001"), "{:?}", counter.console);
    counter.keys("<F12>");
    assert!(
        counter.row(22).starts_with("絞り込み 001"),
        "F10 kept it: {:?}",
        counter.console
    );
    assert!(counter.cursor_row().0.starts_with("> K001"), "{:?}", counter.console);
    // While it is typed F12 takes it away, afterwards it leads back.
    counter.keys("/1<F12>").is_on("TKNR001");
    assert_eq!(seen(&counter).len(), 9);
    counter.keys("<F12>").is_on("TTOP001");
}

/// Keys that come in one go act on the rows that are to be seen, though none of them was drawn.
#[test]
fn keys_ahead_of_the_picture_act_on_what_is_to_be_seen() {
    let mut counter = staff();
    counter.keys("/例示<Enter><Down><Down><Enter>");
    counter.shows("─ 担当者の変更 T002 例示 太郎 ─");
}

/// Esc and a digit are an F-key, and half a spelling of one is too: neither takes away what the list is narrowed to.
#[test]
fn an_esc_that_is_half_a_key_takes_nothing_away() {
    for key in ["<Esc>7", "<Esc>[6~", "<Esc>[B"] {
        let mut counter = staff();
        counter.keys("/s0<Enter>").keys(key);
        assert_eq!(seen(&counter), ["S001", "S002"], "{key}: {:?}", counter.console);
    }
    let mut counter = staff();
    counter.keys("/s0<Enter><Esc><Esc>").is_on("TKNR001");
    assert_eq!(seen(&counter).len(), 9, "twice takes away once");
    counter.keys("<Esc>").is_on("TTOP001");
    let mut counter = staff();
    counter.keys("/s0<Enter><Esc>").tick().tick();
    assert_eq!(seen(&counter).len(), 9);
    counter.keys("/").shows("9/9件");
}

#[test]
fn a_slash_is_text_where_text_is_typed_and_no_key_where_no_list_is() {
    let mut counter = Counter::of("T001");
    counter.keys("/").says("E0001").keys("1/").shows("検索");
    assert!(counter.cursor_row().0.contains('/'), "{:?}", counter.console);
}

/// Who is chosen stays to be seen, so nobody is revoked unseen.
#[test]
fn what_is_chosen_stays_to_be_seen_r9_2() {
    let mut counter = Counter::prepared("T001", RevokeEntry::new(contract("1000020")), as_it_stands);
    counter.keys("<Space>");
    let chosen = counter.row_with("[x]");
    counter.keys("/").keys("zzz");
    assert_eq!(counter.row_with("[x]"), chosen, "{:?}", counter.console);
    assert_eq!(counter.screen().matches("[ ]").count(), 0, "{:?}", counter.console);
    assert!(counter.row(22).contains(" 1/"), "{:?}", counter.console);
}

/// Another terminal changes what is listed: the selection is on a row that is to be seen, and when none is left all are.
#[test]
fn what_others_change_leaves_the_cursor_on_a_row() {
    let mut branch = Branch::open();
    let request = branch.asked_by("T001");
    branch.sign_in("S001");
    branch.queue().keys("/停止解除<Enter>");
    branch.counter.shows("1/3件");
    let (other, supervisor) = (&mut branch.other, branch.supervisor.clone());
    other.execute(&supervisor, Command::Approve { request }).unwrap();
    branch.tick();
    branch.counter.says("I0005").shows("承認待ち 1 件");
    assert_eq!(branch.counter.cursor_row().1, 0);
}

/// The trail is read by pieces: going down in what was found reads on, and the count says what it is of.
#[test]
fn a_list_that_is_read_by_pieces_says_so_and_reads_on_r12_1() {
    let mut counter = Counter::prepared("S001", TrailList::new(), |desk, who| {
        for _ in 0..150 {
            let tried = Command::CheckCode {
                contract: contract("1000002"),
                serial: Serial::parse("200000251").unwrap(),
                code: "123".into(),
                user: None,
            };
            desk.execute(who, tried).unwrap_err();
        }
    });
    counter
        .keys("/登録代行<Enter>")
        .says("W0008")
        .shows("0/100件 (読込済みの分)");
    counter.keys("<Down>").shows("1/").keys("<Enter>");
    assert!(counter.cursor_row().0.contains("登録代行"), "{:?}", counter.console);
    counter.keys("<Enter>").is_on("TKNS004").shows("登録代行");
    counter.keys("<F12>").shows("絞り込み 登録代行");
}

/// The customer's lists narrow as the branch's do.
#[test]
fn a_list_of_the_web_banking_narrows_too() {
    let mut web = Counter::web(as_it_stands);
    web.enter("DEN503").keys("6").keys("1").keys("1").is_on("BRSK005");
    web.keys("/次郎<Enter>").shows("1/2件").lacks("例示 花子      マスター");
    web.keys("<Enter>").is_on("BRSK007").shows("DEN503M1");
}
