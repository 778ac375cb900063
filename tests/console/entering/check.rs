//! THKK001 本人確認.

use madoguchi::branch::thkk001::IdentityCheck;
use madoguchi::branch::ttrk001::RegisterEntry;
use madoguchi::desk::{Command, Desk, Session};
use madoguchi::domain::identity::Fact;
use madoguchi::domain::policy;
use madoguchi::training::demo;
use madoguchi::words::{Lang, Words};

use crate::support::{Counter, as_it_stands, contract};

fn on(number: &str, prepare: impl FnOnce(&mut Desk, &Session)) -> Counter {
    Counter::prepared("T001", IdentityCheck::new(contract(number)), prepare)
}

/// The bank has the right answers shown to its staff (R10.6).
fn answers_are_shown(desk: &mut Desk, _: &Session) {
    let text = policy::DEFAULT.replace("facts = \"typed\"", "facts = \"shown\"");
    let [asks, decides] = ["K001", "K002"].map(|id| demo::session(desk, id).unwrap());
    let request = desk.change_policy(&asks, &text).unwrap().waits().unwrap();
    desk.execute(&decides, Command::Approve { request }).unwrap();
}

/// Step 1 with the representative at the counter.
fn begun(number: &'static str) -> Counter {
    let mut counter = on(number, as_it_stands);
    counter.keys("1<Enter>2<F10>");
    counter
}

#[test]
fn step_1_asks_for_channel_and_person() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("<F10>").says("E1130 エラー 受付方法");
    counter.keys("2<Enter><F10>").says("E1130 エラー お申出人");
    counter.keys("1<F10>").says("E0203");
    assert_eq!(counter.cursor_row().1, 0, "in the list");
    counter.keys("<Down><Space>").shows("(*)  DEN502J1");
    counter.keys("<F10>").shows("電話  利用者 DEN502J1  有効期限 10:45");
    assert!(counter.row(2).contains(">2 確認方法"));
}

#[test]
fn an_agent_is_named_and_needs_a_letter_of_proxy_beside_another_method_r10_2() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("1<Enter>3<F10>").says("E0003 エラー 代理人の氏名");
    counter.keys("例示 太郎<F10>").shows("来店  代理人 例示 太郎");
    counter.shows("[不足] トークン失効  委任状が必要");
    counter.go("委任状");
    counter.keys("<Space><F10>").says("E1008").is_on("THKK001");
    counter.go("届出印");
    counter.keys("<Space>");
    counter
        .shows("有効な確認方法 2 種類  届出印、委任状")
        .shows("[可]   停止解除");
    counter.keys("<F10>").says("I0504").is_on("TTOP001");
    let trail = counter.trail("1000002");
    assert_eq!(trail[0], "finish_check");
}

#[test]
fn a_name_without_an_agent_is_refused_and_kept() {
    let mut counter = on("1000002", as_it_stands);
    counter
        .keys("1<Enter>3<Enter>例示 太郎<Shift+Tab>2<F10>")
        .says("E0540")
        .shows("例示 太郎");
}

#[test]
fn where_the_policy_shows_answers_it_is_for_the_focused_fact_alone_r10_2_r10_6() {
    let mut counter = on("1000002", answers_are_shown);
    counter.keys("1<Enter>2<F10>");
    let first = counter.row_with("の正答: ");
    counter.keys("<Enter>");
    assert_ne!(counter.row_with("の正答: "), first);
    counter
        .keys("<Enter><Enter>")
        .lacks("の正答: ")
        .shows("契約情報は 2 問以上の一致で 1 種類");
    counter.keys("<Shift+Tab>").shows("の正答: ");
}

#[test]
fn what_counts_is_told_with_every_mark_r10_3() {
    let mut counter = begun("1000002");
    counter
        .shows("有効な確認方法 0 種類")
        .shows("[不足] トークン失効  あと 1 種類")
        .shows("[不足] 停止解除  あと 2 種類");
    counter
        .answer(2)
        .shows("有効な確認方法 1 種類  契約情報")
        .shows("[可]   トークン失効");
    counter.shows("[不足] トークン登録  あと 1 種類");
    counter.go("届出印");
    counter
        .keys("<Space>")
        .shows("有効な確認方法 2 種類")
        .shows("[可]   トークン登録");
    counter.keys("<Space>").shows("有効な確認方法 1 種類");
    counter
        .keys("<F10>")
        .says("I0504 完了 本人確認を記録しました (有効な確認方法 1 種類)");
}

#[test]
fn on_the_telephone_the_registered_number_is_called_back_r10_2_r10_3() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("2<Enter>2<F10>");
    counter
        .shows("登録電話 ０３－００００－１００２")
        .shows("お申し出の番号にはかけず");
    // The facts are enough and the keys are in the next entry: what is typed as one more answer would be a call back that nobody made.
    counter.answer(2).says("W0542").go("届出印");
    counter
        .keys("<Space>")
        .shows("(電話では確認できません)")
        .shows("有効な確認方法 1 種類  契約情報 (2)")
        .shows("[不足] 停止解除  あと 1 種類")
        .shows("[可]   トークン失効");
    counter.go("コールバック");
    counter.keys("例示 応子<Enter>").says("W0543").lacks("[可]   停止解除");
    counter.keys("<Enter>").says("I0541").shows("[可]   停止解除");
    counter.shows("コールバック").shows("2026-06-01 10:15 応答 例示 応子");
}

#[test]
fn a_number_that_must_not_be_kept_is_refused_and_of_others_the_end_is_kept_r10_4() {
    let mut counter = begun("1000002");
    counter.go("本人確認書類");
    counter.keys("5<Enter>123456789012<Enter>").says("E1007");
    let (row, _) = counter.cursor_row();
    assert!(row.contains("書類の番号") && row.contains("123456789012"), "{row}");
    counter.shows("有効な確認方法 0 種類");
    counter.keys("<F10>").says("E1007").is_on("THKK001");
    counter
        .keys("<Up>1")
        .shows("有効な確認方法 1 種類  本人確認書類 (運転免許証 ..9012)");
    counter.keys("<F10>").says("I0504").is_on("TTOP001");
}

#[test]
fn a_number_without_a_kind_of_document_is_asked_about() {
    let mut counter = begun("1000002");
    counter.go("書類の番号");
    counter
        .keys("AB1234<F10>")
        .says("E1130 エラー 本人確認書類")
        .shows("AB1234");
    assert!(counter.cursor_row().0.contains("本人確認書類"));
}

#[test]
fn a_fob_in_hand_counts_when_its_code_was_tried_r10_2() {
    let mut counter = begun("1000002");
    counter.keys("<F4>").says("E0541");
    counter.keys("1<Tab>");
    let wrong = counter.wrong_code("200000251");
    counter.keys(&wrong).keys("<F10>").says("W0502").shows(&wrong);
    counter.keys("<F4>").says("E0601").lacks(&wrong);
    counter.keys("12345<F4>").says("E0102").shows("12345");
    let code = counter.code("200000251");
    counter
        .keys("<Ctrl+U>")
        .keys(&code)
        .keys("<F4>")
        .says("I0503")
        .lacks(&code);
    counter.shows("有効な確認方法 1 種類  トークン現物");
    counter
        .keys(&code)
        .keys("<F4>")
        .says("E0602")
        .shows("有効な確認方法 1 種類");
    counter.keys("<F10>").says("I0504").is_on("TTOP001");
}

#[test]
fn a_failed_check_is_recorded_after_a_question_r10_5() {
    let mut counter = begun("1000002");
    counter
        .answer(1)
        .keys("<F9>")
        .shows("確認不可の記録")
        .shows("契約情報の不一致");
    counter.keys("<F12>").shows("一致");
    counter.keys("<F9><F10>").says("E1130 エラー 理由");
    counter
        .keys("7<F10>")
        .says("E1045")
        .keys("名乗らずに切電<F10>")
        .says("W0505");
    counter.lacks("再度").is_on("TTOP001");
    assert_eq!(counter.trail("1000002")[0], "finish_check");
}

#[test]
fn nothing_counts_and_it_is_refused() {
    let mut counter = begun("1000002");
    counter
        .answer(1)
        .keys("<F10>")
        .says("E1005")
        .shows("(一致)")
        .is_on("THKK001");
}

#[test]
fn a_check_that_lapsed_is_refused_and_nothing_typed_is_lost_r10_1() {
    let mut counter = begun("1000002");
    counter.go("届出印");
    counter.keys("<Space>").wait(30);
    counter.shows("[不足] トークン失効  期限切れ");
    counter.keys("<F10>").says("E1002").shows("[x] 印影が一致");
}

#[test]
fn a_check_that_was_begun_asks_before_it_is_left() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("1<F12>").shows("[破棄]").keys("<F12>");
    counter.keys("2<F10><F12>").shows("未了として数えます");
    counter
        .keys("<Enter>")
        .is_on("THKK001")
        .keys("<F12><F10>")
        .is_on("TTOP001");
}

#[test]
fn the_support_desk_has_the_telephone_r10_1() {
    let mut counter = Counter::at("D001", IdentityCheck::new(contract("1000002")));
    counter.shows("(*) 電話");
    counter.keys("<Enter>2<F10>").shows("電話  代表者");
    let mut counter = Counter::at("D001", IdentityCheck::new(contract("1000002")));
    counter.keys("1<Enter>2<F10>").says("E1015").shows("(*) 来店");
}

#[test]
fn the_screen_below_sees_the_check_when_it_comes_back() {
    let mut counter = Counter::at("T001", RegisterEntry::new(contract("1000004")));
    counter
        .shows("本人確認 [未]")
        .keys("<F2>1<Enter>2<F10><Enter><Enter><Enter><Space><Enter><Enter>1<F10>");
    counter
        .is_on("TTRK001")
        .says("I0504")
        .shows("本人確認 [済] 10:45 まで有効  来店 代表者");
}

#[test]
fn what_was_chosen_by_mistake_is_taken_back_and_the_telephone_traps_nobody_r10_2() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("2<Enter>2<F10>").answer(2).go("本人確認書類");
    counter.keys("<Right>").shows("有効な確認方法 1 種類");
    counter.keys("<F10>").says("I0504");

    let mut counter = begun("1000002");
    counter.go("本人確認書類");
    counter.keys("<Right>").shows("有効な確認方法 1 種類  本人確認書類");
    counter.keys("8").shows("(*) なし").shows("有効な確認方法 0 種類");
}

#[test]
fn a_check_that_was_left_counts_is_told_so_and_is_gone_on_with_r10_1_and_r10_5() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000002").keys("<F2>1<Enter>2<F10>");
    counter.keys("<F12>").shows("未了として数えます").shows("(1/5)");
    counter
        .keys("<F12>")
        .is_on("THKK001")
        .keys("<F12><Right><Enter>")
        .is_on("TKSK002");
    counter.shows("確認中 来店 代表者");
    counter.keys("<F2>").says("I0531").shows("来店  代表者");
    assert!(counter.row(2).contains(">2 確認方法"));
    counter.answer(2).keys("<F10>").says("I0504").is_on("TKSK002");
    // About another caller one begins anew.
    counter.keys("<F2>1<Enter>2<F10><F2>");
    assert!(counter.row(2).contains(">1 お客さま"));
    let trail = counter.trail("1000002");
    assert_eq!(trail.iter().filter(|action| *action == "begin_check").count(), 2);
}

#[test]
fn facts_are_typed_and_judged_and_the_answer_is_shown_to_nobody_r10_6() {
    let mut counter = begun("1000002");
    let right = counter.right_answer();
    counter.lacks("の正答").lacks(&right);
    let wrong = counter.wrong_answer();
    counter.keys(wrong).keys("<Enter>").says("W0540").shows(wrong);
    // What was judged uses up no other try, and what is typed next takes its place.
    counter.keys("<F10>").lacks("W0541").shows(wrong);
    counter.keys("<Enter><Shift+Tab>").shows(wrong).lacks("不一致 (2 回)");
    counter
        .keys(wrong)
        .keys(&format!("<Backspace>{}<Enter>", wrong.chars().last().unwrap()))
        .says("W0541")
        .shows("不一致 (2 回)")
        .lacks(&right);
    // The next one is right, and then there is one of two that it takes.
    counter.answer(2).says("I0540").shows("契約情報 (2)").lacks(&right);
    counter.keys("<F10>").says("I0504");
    let trail = counter.trail("1000002");
    assert_eq!(
        trail.iter().filter(|action| *action == "answer_fact").count(),
        4,
        "each try: {trail:?}"
    );
}

#[test]
fn what_could_be_no_answer_is_not_judged_and_the_next_below_is_asked_next_r10_6() {
    let mut seen = 0;
    for number in ["1000001", "1000002", "1000003", "1000004"] {
        let mut counter = begun(number);
        if counter.wrong_answer() == "まちがい" {
            continue;
        }
        // A slip of the keys: it stays to be mended, and no try is used up however often it is sent.
        for key in ["<Enter>", "<Down>", "<F10>"] {
            counter.keys("みなと").keys(key).says("E1052").shows("みなと");
            counter.keys("<Ctrl+U>").lacks("みなと");
        }
        let wrong = counter.wrong_answer();
        counter.keys(wrong).keys("<Enter>").says("W0540");
        let trail = counter.trail(number);
        let tries = trail.iter().filter(|action| *action == "answer_fact").count();
        assert_eq!(tries, 4, "each is an attempt all the same");
        seen += 1;
    }
    assert!(seen > 1, "something other than a name is asked");
    // From the second fact on to the third, not back to the first.
    let mut counter = begun("1000002");
    counter.keys("<Down>");
    let place = |counter: &Counter| counter.screen().lines().position(|row| row.starts_with("> "));
    let second = place(&counter).unwrap();
    let right = counter.right_answer();
    counter.keys(&right).keys("<Enter>").says("I0540");
    assert_eq!(place(&counter), Some(second + 1));
}

#[test]
fn f10_has_what_was_typed_last_judged_and_recorded_first_r10_6_r10_7() {
    let mut counter = on("1000002", as_it_stands);
    counter.keys("2<Enter>2<F10>").answer(1);
    let said = counter.right_answer();
    counter.keys(&said).keys("<Shift+Tab>").go("コールバック");
    counter
        .keys("例示 応子<F10>")
        .says("W0543")
        .keys("<Enter>")
        .says("I0504")
        .is_on("TTOP001");

    let mut counter = begun("1000002");
    let wrong = counter.answer(1).wrong_answer();
    counter.keys(wrong).keys("<F10>").says("W0540").is_on("THKK001");
}

#[test]
fn what_is_asked_just_now_stands_on_no_screen_of_the_contract_r10_6() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000002").keys("<F2>2<Enter>2<F10>");
    let mut answers = Vec::new();
    for _ in 0..2 {
        answers.push(counter.right_answer());
        counter.answer(1);
    }
    // One's own branch stands in the head of every screen.
    let seen = |counter: &Counter| (3..=24).map(|row| counter.row(row)).collect::<Vec<_>>().join("\n");
    counter.keys("<F12><F10>").is_on("TKSK002").shows("(本人確認中)");
    for answer in &answers {
        assert!(!seen(&counter).contains(answer), "{answer}: {}", seen(&counter));
    }
    counter.keys("<F9>").is_on("BRSK027");
    for answer in &answers {
        assert!(!seen(&counter).contains(answer), "{answer}: {}", seen(&counter));
    }
    // When it is over all of it is there again.
    counter
        .keys("<F12><F2><F9>1<F10>")
        .says("W0505")
        .is_on("TKSK002")
        .lacks("(本人確認中)");
}

#[test]
fn a_confirmed_check_is_added_to_and_another_session_of_the_same_id_has_none_of_it_r10_1() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000002");
    counter.keys("<F2>1<Enter>2<F10>").answer(2).keys("<F10>").says("I0504");
    counter
        .shows("契約情報")
        .keys("<F2><F4>")
        .shows("有効な確認方法 1 種類")
        .go("届出印");
    counter.keys("<Space>").shows("有効な確認方法 2 種類").keys("<F10>");
    counter
        .says("I0504 完了 本人確認を記録しました (有効な確認方法 2 種類)")
        .is_on("TKSK002")
        .shows("確認済 10:45");
    counter
        .keys("<F3>9")
        .log_in("T001")
        .find("1000002")
        .shows("有効な確認はありません");
}

/// A seal confirms, and the contract can be read again: what was not asked by then is asked no more.
#[test]
fn what_was_not_asked_before_a_confirmation_is_not_asked_after_it_r10_6() {
    let mut counter = Counter::closed();
    counter.log_in("T001").find("1000002");
    counter
        .keys("<F2>1<Enter>2<F10>")
        .go("届出印")
        .keys("<Space><F10>")
        .says("I0504");
    counter
        .keys("<F2><F4>")
        .is_on("THKK001")
        .shows("確認の後はお尋ねできません");
    counter.go("本人確認書類").keys("1<F10>").says("I0504").is_on("TKSK002");
}

#[test]
fn a_fob_in_hand_is_told_without_its_serial_while_the_serial_is_asked_for_r10_6() {
    let mut seen = 0;
    for number in [
        "1000001", "1000002", "1000003", "1000004", "1000005", "1000006", "1000007", "1000008",
    ] {
        let counter = begun(number);
        let screen = counter.screen();
        let words = Words::of(Lang::Ja);
        let asked = words.label.fact(Fact::TokenSerial);
        let is_asked = screen
            .lines()
            .any(|row| row.trim_start_matches(['>', ' ']).starts_with(asked));
        let fobs = screen.lines().find(|row| row.contains("トークン現物"));
        let (true, Some(fobs)) = (is_asked, fobs) else { continue };
        for serial in counter.fobs.serials() {
            let end = &serial.as_str()[serial.as_str().len() - 4..];
            assert!(!fobs.contains(end), "{number} {end}: {fobs}");
        }
        assert!(fobs.contains("1: DEN") || fobs.contains("1: 未登録"), "{fobs}");
        seen += 1;
    }
    assert!(seen > 1, "the serial is drawn of some");
}
