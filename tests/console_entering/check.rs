//! THKK001 本人確認.

use madoguchi::ui::screens::thkk001::IdentityCheck;
use madoguchi::ui::screens::ttrk001::RegisterEntry;

use crate::support::{Console, Counter, contract};

fn on(counter: Counter, number: &'static str) -> Console {
    counter.console(move || IdentityCheck::new(contract(number)))
}

/// Step 1 with the representative at the counter.
fn begun(number: &'static str) -> Console {
    let mut console = on(Counter::open(), number);
    console.keys("1<Enter>2<F10>");
    console
}

/// Goes to the field of that name.
#[track_caller]
fn go(console: &mut Console, field: &str) {
    for _ in 0..20 {
        if console.cursor().0.contains(field) {
            return;
        }
        console.keys("<Tab>");
    }
    panic!("no field {field}: {:?}", console.harness);
}

#[test]
fn step_1_asks_for_channel_and_person() {
    let mut console = on(Counter::open(), "1000002");
    console.keys("<F10>").says("E0003 エラー 受付方法");
    console.keys("2<Enter><F10>").says("E0003 エラー お相手");
    console.keys("1<F10>").says("E0203");
    assert_eq!(console.cursor().1, 0, "in the list");
    console.keys("<Down><Space>").shows("(*)  DEN502J1");
    console.keys("<F10>").shows("電話  利用者 DEN502J1  有効期限 10:45");
    assert!(console.harness.row(2).contains(">2 確認方法"));
}

#[test]
fn an_agent_is_named_and_needs_a_letter_of_proxy_beside_another_method_r10_2() {
    let mut console = on(Counter::open(), "1000002");
    console.keys("1<Enter>3<F10>").says("E0003 エラー 代理人の氏名");
    console.keys("例示 太郎<F10>").shows("来店  代理人 例示 太郎");
    console.shows("[不足] トークン失効  委任状が必要");
    go(&mut console, "委任状");
    console.keys("<Space><F10>").says("E1008").is_on("THKK001");
    go(&mut console, "届出印");
    console.keys("<Space>");
    console.shows("成立 2 方法  届出印、委任状").shows("[可]   停止解除");
    console.keys("<F10>").says("I0504").is_on("TKSK002");
    let trail = console.trail("1000002");
    assert_eq!(trail[0], ("finish_check".to_owned(), None));
}

#[test]
fn a_name_without_an_agent_is_refused_and_kept() {
    let mut console = on(Counter::open(), "1000002");
    console
        .keys("1<Enter>2<Enter>例示 太郎<F10>")
        .says("E0501")
        .shows("例示 太郎");
}

#[test]
fn an_answer_is_shown_for_the_focused_fact_alone_r10_2() {
    let mut console = begun("1000002");
    let first = console.row_with("正しい答え");
    console.keys("<Enter>");
    assert_ne!(console.row_with("正しい答え"), first);
    console
        .keys("<Enter><Enter>")
        .hides("正しい答え")
        .shows("契約情報は 2 問以上の一致で 1 方法");
    console.keys("<Shift+Tab>").shows("正しい答え");
}

#[test]
fn what_counts_is_told_with_every_mark_r10_3() {
    let mut console = begun("1000002");
    console
        .shows("成立 0 方法")
        .shows("[不足] トークン失効  あと 1 方法")
        .shows("[不足] 停止解除  あと 2 方法");
    console
        .keys("1<Enter>1")
        .shows("成立 1 方法  契約情報")
        .shows("[可]   トークン失効");
    console.shows("[不足] トークン登録  あと 1 方法");
    go(&mut console, "届出印");
    console
        .keys("<Space>")
        .shows("成立 2 方法")
        .shows("[可]   トークン登録");
    console.keys("<Space>").shows("成立 1 方法");
    console
        .keys("<F10>")
        .says("I0504 完了 本人確認を記録しました (成立 1 方法)");
}

#[test]
fn on_the_telephone_the_registered_number_is_called_back_r10_2_r10_3() {
    let mut console = on(Counter::open(), "1000002");
    console.keys("2<Enter>2<F10>");
    console
        .shows("登録電話 ０３－００００－１００２")
        .shows("お申し出の番号にはかけず");
    console.keys("1<Enter>1");
    go(&mut console, "届出印");
    console
        .keys("<Space>")
        .shows("[不足] 停止解除  コールバックが必要")
        .shows("[可]   トークン失効");
    go(&mut console, "コールバック");
    console.keys("<Space>").shows("[可]   停止解除");
}

#[test]
fn a_number_that_must_not_be_kept_is_refused_and_of_others_the_end_is_kept_r10_4() {
    let mut console = begun("1000002");
    go(&mut console, "本人確認書類");
    console.keys("5<Enter>123456789012<Enter>").says("E1007");
    let (row, _) = console.cursor();
    assert!(row.contains("書類の番号") && row.contains("123456789012"), "{row}");
    console.shows("成立 0 方法");
    console.keys("<F10>").says("E1007").is_on("THKK001");
    console
        .keys("<Up>1")
        .shows("成立 1 方法  本人確認書類 (運転免許証 ..9012)");
    console.keys("<F10>").says("I0504").is_on("TKSK002");
}

#[test]
fn a_number_without_a_kind_of_document_is_asked_about() {
    let mut console = begun("1000002");
    go(&mut console, "書類の番号");
    console
        .keys("AB1234<F10>")
        .says("E0003 エラー 本人確認書類")
        .shows("AB1234");
    assert!(console.cursor().0.contains("本人確認書類"));
}

#[test]
fn a_fob_in_hand_counts_when_its_code_was_tried_r10_2() {
    let mut console = begun("1000002");
    console.keys("<F6>").says("E0502");
    console.keys("1<Tab>");
    let wrong = console.wrong_code("200000251");
    console.keys(&wrong).keys("<F10>").says("W0502").shows(&wrong);
    console.keys("<F6>").says("E0601").hides(&wrong);
    console.keys("12345<F6>").says("E0102").shows("12345");
    let code = console.code("200000251");
    console
        .keys("<Ctrl+U>")
        .keys(&code)
        .keys("<F6>")
        .says("I0503")
        .hides(&code);
    console.shows("成立 1 方法  トークン現物");
    console.keys(&code).keys("<F6>").says("E0602").shows("成立 1 方法");
    console.keys("<F10>").says("I0504").is_on("TKSK002");
}

#[test]
fn a_failed_check_is_recorded_after_a_question_r10_5() {
    let mut console = begun("1000002");
    console.keys("1<F9>").shows("確認不可の記録");
    console.keys("<Enter>").is_on("THKK001").shows("(*) 一致");
    console.keys("<F9><F10>").says("W0505").is_on("TKSK002");
    assert_eq!(console.trail("1000002")[0].0, "finish_check");
}

#[test]
fn nothing_counts_and_it_is_refused() {
    let mut console = begun("1000002");
    console.keys("1<F10>").says("E1005").shows("(*) 一致").is_on("THKK001");
}

#[test]
fn a_check_that_lapsed_is_refused_and_nothing_typed_is_lost_r10_1() {
    let mut console = begun("1000002");
    go(&mut console, "届出印");
    console.keys("<Space>").wait(30);
    console.shows("[不足] トークン失効  期限切れ");
    console.keys("<F10>").says("E1002").shows("[x] 印影が一致");
}

#[test]
fn a_check_that_was_begun_asks_before_it_is_left() {
    let mut console = on(Counter::open(), "1000002");
    console.keys("1<F12>").shows("[破棄]").keys("<F12>");
    console.keys("<Enter>2<F10><F12>").shows("[破棄]");
    console
        .keys("<Enter>")
        .is_on("THKK001")
        .keys("<F12><F10>")
        .is_on("TKSK002");
}

#[test]
fn the_support_desk_has_the_telephone_r10_1() {
    let mut console = on(Counter::of("D001"), "1000002");
    console.shows("(*) 電話");
    console.keys("<Enter>2<F10>").shows("電話  代表者");
    let mut console = on(Counter::of("D001"), "1000002");
    console.keys("1<Enter>2<F10>").says("E1015").shows("(*) 来店");
}

#[test]
fn the_screen_below_sees_the_check_when_it_comes_back() {
    let mut console = Counter::open().console(|| RegisterEntry::new(contract("1000004")));
    console
        .shows("本人確認 [未]")
        .keys("<F2>1<Enter>2<F10>1<Enter>1<Enter><Enter><Space><F10>");
    console
        .is_on("TTRK001")
        .says("I0504")
        .shows("本人確認 [済] 10:45 まで有効  来店 代表者");
}
