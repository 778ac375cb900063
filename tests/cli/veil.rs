//! What a caller is asked just now is in no answer of the command line to who asks (R10.6).

use serde_json::json;

use crate::support::{Bank, at};

#[test]
fn a_look_at_a_contract_says_nothing_that_is_asked_for_while_the_check_is_open_r10_6() {
    let bank = Bank::training();
    let show = |staff: &str, more: &[&str]| {
        let at = at(2);
        let ran = bank.by(
            staff,
            &[&["--at", &at], more, &["contracts", "show", "1000001"]].concat(),
            "",
        );
        assert_eq!(ran.status, 0, "{}", ran.err);
        ran.out
    };
    let before = [show("T001", &[]), show("T001", &["--json"])];
    let command = json!({"begin_check": {"contract": "1000001", "channel": "telephone", "person": "representative"}});
    let begun = bank.outcome("T001", 1, &command);
    let questions = begun["check_begun"]["questions"].as_array().unwrap().clone();
    assert!(!questions.is_empty(), "{begun}");
    let during = [show("T001", &[]), show("T001", &["--json"])];
    for (before, during) in before.iter().zip(&during) {
        assert!(!before.contains("＊＊＊＊") && during.contains("＊＊＊＊"), "{during}");
    }
    // A colleague, who asks nobody, sees what there is.
    assert!(!show("T002", &[]).contains("＊＊＊＊"));
}
