//! A new fob is registered for a customer (R3.2).

use super::identify_at_the_counter;
use crate::support::Counter;

#[test]
fn a_new_fob_is_registered_after_wrong_unknown_foreign_and_used_ones() {
    let mut counter = Counter::closed();
    counter.log_in("T002").find("1000004").keys("<F11><Enter>");
    // Of another contract, and unknown: the same words (R3.3), and both are kept.
    let foreign = counter.code("200000251");
    counter
        .keys("200000251<Enter>")
        .keys(&foreign)
        .keys("<F10>")
        .says("E1001")
        .is_on("THKK001")
        .keys("<F12>");
    identify_at_the_counter(&mut counter)
        .keys("<F10>")
        .says("E0301")
        .shows("200000251");
    let said = counter.message();
    counter.keys("<Ctrl+U>99999999<F10>").says(&said).shows("99999999");
    counter.keys("<Ctrl+U>40000111<Enter><Ctrl+U>");
    let wrong = counter.wrong_code("40000111");
    counter
        .keys(&wrong)
        .keys("<F10>")
        .says("E0601")
        .shows("40000111")
        .lacks(&wrong);

    let code = counter.code("40000111");
    counter.keys(&code).keys("<F10>").is_on("TKNN001");
    // The same code for the other user: it is used up. The first one needs no other.
    counter.keys("<F12><F7><Down><Enter><Enter>").keys(&code).keys("<F10>");
    counter.says("E0602").shows("40000111").shows("(*)  DEN504J1");
    counter.keys("<F7><Home><Space>").shows("照合済").keys("<F10>");
    counter.is_on("TKNN001").shows("未登録 ＞ サービス利用中").keys("<F10>");
    counter.approve("S001", "tantou-no-mihon").says("E1201");
    counter.clock.move_by(chrono::TimeDelta::seconds(1));
    counter.keys("yakuseki-no-mihon<F10>").is_on("TKNR009");
    counter.shows("受付番号      20260601-0002").shows("DEN504 は、今から");
    counter.keys("<F12>").is_on("TKSK002").shows("サービス利用中");
}
