//! The call about a lost fob, to its end: another one is handed over, or waits for the application (R15.5).

use madoguchi::words::read_out;

use super::identify_by_telephone;
use crate::support::Counter;

/// Presses keys and counts them.
pub(super) struct Hand<'a>(pub(super) &'a mut Counter, pub(super) usize);

impl Hand<'_> {
    pub(super) fn keys(&mut self, keys: &str) -> &mut Counter {
        self.1 += count(keys);
        self.0.keys(keys)
    }
}

/// How many keys a notation presses: a name in angle brackets is one.
fn count(notation: &str) -> usize {
    let mut inside = false;
    let starts = notation.chars().filter(|c| {
        let counts = !inside;
        inside = (inside || *c == '<') && *c != '>';
        counts
    });
    starts.count()
}

/// The serial that stands proposed on TZAI004.
fn proposed(counter: &Counter) -> String {
    let row = counter.row_with("発行する番号");
    let digits = |part: &&str| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    row.split_whitespace().find(digits).unwrap().to_owned()
}

#[test]
fn from_lost_to_replaced_the_whole_call_takes_at_most_ninety_keys_r10_1_and_r15_5() {
    let mut counter = Counter::closed();
    let mut hand = Hand(&mut counter, 0);
    hand.keys("T001<Enter>tantou-no-mihon<F10>").is_on("TTOP001");
    hand.keys("11000002<Enter>").is_on("TKSK002");
    hand.keys("<F9><Space><Enter>1").is_on("BRSK027").shows("(*) 紛失");
    // The representative at the counter: the seal matched, a document seen.
    hand.keys("<F2>1<Enter>2<F10><Enter><Enter><Enter><Space>")
        .is_on("THKK001");
    hand.keys("<Enter><Enter>1<F10>").is_on("BRSK027").says("I0504");
    hand.keys("<F10><F10>")
        .is_on("TKNR009")
        .shows("トークン 200 000 251 は、見つかっても使えません");
    hand.0.shows("代替発行へお進みください");
    // One key leads on: contract, reason, lost fob and the next fob of the branch's stock stand there.
    hand.keys("<F4>").is_on("TZAI004").shows("契約 1000002");
    hand.0.shows("(*) 紛失").shows("本人確認 [済]").shows("手数料 1,100 円");
    let fob = proposed(hand.0);
    let code = hand.0.code(&fob);
    hand.keys(&code);
    hand.keys("<F10>")
        .is_on("TKNN001")
        .shows(&format!("{fob}  在庫 ＞ 発行済"));
    hand.0.shows("受入済 (2026年06月01日)").shows("窓口でお渡し");
    hand.keys("<F10>").shows("代替発行 > 役席承認");
    hand.keys("S001<Enter>yakuseki-no-mihon<F10>").is_on("TKNR009");
    hand.0
        .shows(&format!("新しいトークン {} をお渡しします", read_out(&fob)))
        .shows("依頼 T001 港 花子、承認 S001 見本 役子")
        .shows("2026年06月01日 10時45分以降")
        .shows("手数料 1,100 円");
    let keys = hand.1;
    assert!(keys <= 90, "{keys} keys");
}

#[test]
fn on_the_telephone_it_ends_in_waiting_for_the_application_r15_5() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("カクウスイ").keys("<F9><Space><F10>1");
    identify_by_telephone(&mut counter).keys("<F10><F10>").is_on("TKNR009");
    counter.keys("<F4>").is_on("TZAI004").shows("本人確認 [済]");
    let fob = proposed(&counter);
    // A wrong code is told, and everything else stays.
    counter.keys("000000<F10>").says("E1955").shows("(*) 紛失").shows(&fob);
    let code = counter.code(&fob);
    counter.keys(&code).keys("<F10>").is_on("TKNN001").shows("申込書待ち");
    counter
        .keys("<F10>")
        .approve("S001", "yakuseki-no-mihon")
        .is_on("TKNR009");
    counter.shows("申込書 (お届け印) をお出しください");
    counter.keys("<Enter><Enter>").is_on("TKSK002");
}

#[test]
fn another_fob_is_issued_from_the_contract_and_the_mail_needs_an_address_r15_4_and_r15_5() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000003").keys("i").is_on("TZAI004");
    counter.keys("<F10>").says("E1130").keys("7");
    counter.keys("<F10>").says("E1001").is_on("THKK001").keys("<F12>");
    super::identify_at_the_counter(&mut counter).keys("<Tab><Tab>");
    let fob = proposed(&counter);
    let code = counter.code(&fob);
    counter
        .go("検品の番号")
        .keys(&code)
        .go("お渡し方法")
        .keys("2")
        .shows("郵送できません");
    counter
        .keys("<F10>")
        .is_on("TKNN001")
        .says("E1962")
        .keys("<F12>")
        .is_on("TZAI004");
    counter.go("お渡し方法").keys("1<F10>").is_on("TKNN001").shows("追加");
    counter
        .keys("<F10>")
        .approve("S001", "yakuseki-no-mihon")
        .is_on("TKNR009");
    counter.shows(&fob);
}

#[test]
fn one_that_nobody_is_registered_with_is_lost_by_its_replacement_r15_5() {
    let mut counter = Counter::closed();
    let mut came = String::new();
    counter.log_in("T001").find("1000003");
    for cause in ["7", "1"] {
        counter.keys("i").is_on("TZAI004");
        super::identify_at_the_counter(&mut counter).is_on("TZAI004");
        let lost = std::mem::take(&mut came);
        if !lost.is_empty() {
            // It stands behind those that are in use.
            counter.keys("<Down><Down><Space>").shows(&format!("(*)  {lost}"));
            // To go on is not to choose it away again.
            counter.keys("<Enter>").shows(&format!("(*)  {lost}"));
        }
        counter.go("発行の理由").keys(cause);
        came = proposed(&counter);
        let code = counter.code(&came);
        counter.go("検品の番号").keys(&code).keys("<F10>").is_on("TKNN001");
        if !lost.is_empty() {
            counter.shows(&format!("{lost}  発行済 ＞ 紛失"));
        }
        counter
            .keys("<F10>")
            .approve("S001", "yakuseki-no-mihon")
            .is_on("TKNR009");
        counter.keys("<Enter><Enter>").is_on("TKSK002");
    }
}

#[test]
fn the_support_desk_sees_the_way_and_why_it_is_not_theirs_r15_9() {
    let mut counter = Counter::closed();
    counter.log_in("D001").find("カクウスイ").keys("<F9><Space><F10>1");
    identify_by_telephone(&mut counter).keys("<F10><F10>").is_on("TKNR009");
    counter.keys("<F4>").is_on("TKNR009").says("W0001");
}

#[test]
fn the_date_of_the_application_follows_the_check_whenever_that_was_made_r15_5() {
    let dated = |counter: &Counter| counter.row_with("申込書の日付").contains("2026-06-01");
    // Nobody was identified when the screen opened: at the counter the application is signed there and then.
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000003").keys("i").is_on("TZAI004");
    assert!(!dated(&counter), "{:?}", counter.console);
    super::identify_at_the_counter(&mut counter).is_on("TZAI004");
    assert!(dated(&counter), "{:?}", counter.console);
    // What was typed in its place stays, and what was emptied too.
    counter
        .go("申込書の日付")
        .keys("<Ctrl+U>2026-05-29<F5>")
        .shows("2026-05-29");
    counter.keys("<Ctrl+U><F5>").says("I0501");
    assert!(!dated(&counter), "{:?}", counter.console);
    // On the telephone it is on its way, also where the check is made last of all and the way goes on by itself.
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000003").keys("i<F10>7").is_on("TZAI004");
    let fob = proposed(&counter);
    let code = counter.code(&fob);
    counter.go("検品の番号").keys(&code).keys("<F10>").is_on("THKK001");
    counter.keys("2<Enter>2<F10>").answer(2);
    counter
        .keys("例示 応子<F10><Enter>")
        .is_on("TKNN001")
        .shows("申込書待ち")
        .lacks("受入済");
}
