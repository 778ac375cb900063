//! A changed telephone at the counter, to its end: with a check of two kinds and a second person (R16.2).

use super::replaced::Hand;
use crate::support::Counter;

#[test]
fn a_telephone_is_changed_in_thirty_eight_keys_and_the_approval_r16_2_r10_7() {
    let mut counter = Counter::closed();
    counter.keys("T001<Enter>tantou-no-mihon<F10>").is_on("TTOP001");
    let mut hand = Hand(&mut counter, 0);
    hand.keys("11000002<Enter>").is_on("TKSK002");
    hand.keys("k").is_on("TKYK001");
    // The representative at the counter: the seal matched, a document seen. Facts are typed as the caller says them and judged (R10.6),
    // so the two methods with the fewest keys are these, one more than two facts that were ticked and the seal: 38, which were 37.
    hand.keys("<F2>1<Enter>2<F10><Enter><Enter><Enter><Space>")
        .is_on("THKK001");
    hand.keys("<Enter><Enter>1<F10>").is_on("TKYK001").says("I0504");
    hand.keys("<Ctrl+U>03-0000-7777<F10>")
        .is_on("TKNN001")
        .shows("登録電話: 03-0000-1002 ＞ 03-0000-7777");
    hand.keys("<F10>").shows("役席承認");
    assert!(hand.1 <= 38, "{} keys", hand.1);
    let teller = hand.1;
    hand.keys("S001<Enter>yakuseki-no-mihon<F10>").is_on("TKNR009");
    assert!(hand.1 - teller <= 23, "{} keys", hand.1 - teller);
    counter
        .keys("<F3>11000002<Enter>")
        .is_on("TKSK002")
        .shows("03-0000-7777");
}
