//! TZAI005 返却・廃棄・移送 and TZAI006 棚卸: what is done to fobs, and a drawer against the store (R15.6, R15.7, R15.9).

use crate::support::Counter;

/// The fobs of the demo's stock.
const STOCK: [&str; 10] = [
    "11000012",
    "0011000020",
    "110000381",
    "9940179219",
    "44255746192",
    "45190584562",
    "6774155169",
    "73189065",
    "001324540",
    "702331139",
];

#[test]
fn fobs_are_scrapped_by_two_from_a_list_that_was_typed_and_pasted_r15_6() {
    let mut counter = Counter::closed();
    counter.log_in("T001").keys("<Ctrl+G>TZAI005<Enter>").is_on("TZAI005");
    // Nothing is chosen yet, and the message says what is missing.
    counter.keys("<F10>").is_on("TZAI005").says("E1130");
    counter.keys("3").shows("鍵情報を台帳から消します");
    counter
        .go("シリアル番号")
        .keys("11000012<Enter>")
        .shows("入力したトークン 1 個");
    counter.paste("0011000020\n110000381\n").shows("入力したトークン 3 個");
    // A number that nobody has stays where it was typed; one that is there already is told.
    counter.keys("99999999<Enter>").says("E1956").shows("99999999");
    counter.keys("<Ctrl+U>11000012<Enter>").says("E1480").keys("<Ctrl+U>");
    counter.keys("<F10>").says("E1485");
    counter.go("理由の説明").keys("電池の液漏れ");
    counter.keys("<F10>").shows("11000012 ほか、計 3 個を「廃棄」にします");
    counter
        .keys("<Right><Enter>")
        .says("I1472")
        .shows("入力したトークン 0 個");
    // Another person sees each before and after, and carries it out.
    counter
        .keys("<F3>9")
        .log_in("S001")
        .keys("<Ctrl+G>TSNN001<Enter>")
        .is_on("TSNN001")
        .shows("廃棄");
    counter
        .keys("<Home><Enter>")
        .is_on("TSNN004")
        .shows("在庫 ＞ 廃棄")
        .shows("電池の液漏れ");
    counter.keys("<Right><Enter>").says("I1214");
    counter.keys("<F3><Ctrl+G>TZAI005<Enter>");
    counter.go("シリアル番号").keys("11000012<Enter>").shows("廃棄");
}

#[test]
fn a_found_fob_is_handed_in_and_looked_over_and_is_next_on_the_list_r15_1() {
    let mut counter = Counter::closed();
    // DEN509's fob was revoked as lost in the morning.
    counter.log_in("T001").keys("<Ctrl+G>TZAI005<Enter>1");
    counter.go("シリアル番号").keys("90000661<Enter>").shows("紛失");
    counter.go("理由").keys("1<F10><Right><Enter>").says("E1472");
    counter.go("取扱").keys("2<F10><Right><Enter>").says("I1471");
    counter.keys("<F4>").shows("紛失 (受取済)");
    counter.keys("<Enter>").shows("鍵情報を台帳から消します");
    // The fob that was taken from the list stands entered: it is asked about before it is lost.
    counter
        .keys("<F3>")
        .shows("[破棄]")
        .keys("<Right><Enter>9")
        .log_in("S001")
        .keys("<Ctrl+G>TSNN001<Enter>")
        .shows("紛失品の受取")
        .shows("事後確認待ち");
}

#[test]
fn a_drawer_is_counted_signed_by_two_and_its_difference_explained_r15_7() {
    let mut counter = Counter::closed();
    counter
        .log_in("T001")
        .keys("<Ctrl+G>TZAI006<Enter>")
        .is_on("TZAI006")
        .shows("有 0 個、無 10 個、余分 0 個");
    counter
        .paste(&STOCK[1..].join("\n"))
        .shows("有 9 個、無 1 個、余分 0 個");
    counter.keys("10000018<Enter>").shows("余分 1 個");
    counter.keys("10000018<Enter>").says("W0590").shows("余分 1 個");
    counter.keys("<F9>").shows("余分 0 個");
    // No sheet before anybody has signed.
    counter.keys("<F11>").lacks("I1476");
    counter.keys("<F10>").says("I1474");
    counter
        .keys("<F3>9")
        .log_in("S001")
        .keys("<Ctrl+G>TSNN001<Enter>")
        .shows("棚卸")
        .keys("<Home><Enter>");
    counter
        .is_on("TSNN004")
        .shows("11000012")
        .keys("<Right><Enter>")
        .says("I1214");
    counter
        .keys("<F3><Ctrl+G>TZAI006<Enter><F4>")
        .shows("説明のない差異 1 件")
        .shows("11000012");
    counter.keys("<Enter>").shows("差異の説明 11000012");
    counter.keys("金庫の奥にあった<F10>").says("I1475");
}

#[test]
fn each_of_the_acts_has_a_key_that_is_to_be_seen_r15_9() {
    let mut counter = Counter::closed();
    counter.log_in("T001").keys("<Ctrl+G>TZAI005<Enter>").is_on("TZAI005");
    // As many as ten and more: behind the digits come letters, in either case and width.
    for (key, label, said) in [
        ("1", "1 返却", "お客さまから戻ったトークンを受け取ります"),
        ("9", "9 到着", "お客さまに届いたことを記録します"),
        ("0", "0 返送", "届かずに戻ったトークンを在庫に戻します"),
        ("a", "A 再在庫", "返却されたトークンを在庫に戻します"),
        ("Ｂ", "B 在庫紛失", "在庫で見つからないトークンを紛失にします"),
        ("c", "C 未返却紛失", "返却前のトークンを紛失にします"),
    ] {
        counter.keys(key).shows(&format!("(*) {label}")).shows(said);
    }
    counter.keys("d").says("E0001").shows("(*) C 未返却紛失");
}

#[test]
fn what_was_pasted_behind_what_cannot_be_taken_is_not_lost() {
    let mut counter = Counter::closed();
    counter
        .log_in("T001")
        .keys("<Ctrl+G>TZAI005<Enter>3")
        .go("シリアル番号");
    counter.paste("11000012、1x 0011000020\n110000381\n");
    counter.says("E0101").shows("入力したトークン 1 個");
    counter
        .keys("<Home><Delete><Delete><Delete><Enter>")
        .shows("入力したトークン 3 個");
}
