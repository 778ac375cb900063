//! `tokens which`, `tokens recall`, `tokens restock`, and a batch for another branch: stock from the command line (R15.3, R15.8).

use chrono::TimeDelta;
use madoguchi::domain::Policy;
use madoguchi::domain::values::Serial;
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use serde_json::json;

use crate::support::{Bank, at, number};

const FOB: &str = "44255746192";

/// What a fob shows at a minute after the demo's start.
fn code(serial: &str, minute: i64) -> String {
    let fobs = Fobs::of_the_demo(&Policy::default()).unwrap();
    let at = demo::start() + TimeDelta::minutes(minute);
    fobs.code(&Serial::parse(serial).unwrap(), at).unwrap().code
}

#[test]
fn two_codes_on_standard_input_say_which_fob_it_is_and_stand_nowhere_r15_8_r12_3() {
    let bank = Bank::training();
    let codes = format!("{}\n{}\n", code(FOB, 1), code(FOB, 2));
    let which = ["--json", "--at", &at(2), "tokens", "which"];
    let ran = bank.by("T001", &which, &codes);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    let found = &ran.json()["outcome"]["fobs_found"];
    assert_eq!(found["fobs"][0]["serial"], FOB);
    assert_eq!((&found["fobs"][1], &found["looked_at"]), (&json!(null), &json!(10)));
    let ran = bank.by("T001", &which, "");
    assert_eq!(number(&ran), (1, "E0102".into()));
    assert_eq!(number(&bank.by("A001", &which, &codes)), (1, "E1203".into()));
    for (lang, says) in [("ja", "この番号を表示するのは"), ("en", "shows these codes")] {
        let ran = bank.by("T001", &["--lang", lang, "--at", &at(3), "tokens", "which"], &codes);
        assert!(
            ran.out.contains(says) && ran.out.contains(FOB),
            "{}{}",
            ran.out,
            ran.err
        );
    }
    let trail = bank.by("S001", &["--json", "audit", "list"], "").out;
    assert!(trail.contains("which_fob"));
    for code in codes.lines() {
        assert!(!trail.contains(&format!("\"{code}\"")), "{code}");
    }
    bank.verified();
}

#[test]
fn the_recall_list_comes_as_lines_and_as_json_r15_8() {
    let bank = Bank::training();
    let json = bank
        .by("T001", &["--json", "--at", &at(1), "tokens", "recall"], "")
        .json();
    let list = &json["recall"];
    assert_eq!((&list["branch"], &list["more"]), (&json!("011"), &json!(false)));
    let fobs = list["fobs"].as_array().unwrap();
    let of = |serial: &str| fobs.iter().find(|fob| fob["serial"] == serial).unwrap();
    assert_eq!(of("9940179219")["expires_within"], 90);
    assert_eq!(
        (&of("10000018")["fails"], &of("10000018")["failed"]),
        (&json!(true), &json!(5))
    );
    assert_eq!(list["batches"][0]["listed"], fobs.len());
    for (lang, says) in [("ja", "要回収"), ("en", "to be fetched back")] {
        let ran = bank.by(
            "S001",
            &["--lang", lang, "--at", &at(1), "tokens", "recall", "--all-branches"],
            "",
        );
        assert!(
            ran.out.contains(says) && ran.out.contains("9940179219"),
            "{}{}",
            ran.out,
            ran.err
        );
    }
    let elsewhere = bank
        .by("T001", &["--json", "tokens", "recall", "--branch", "999"], "")
        .json();
    assert_eq!(elsewhere["recall"]["fobs"], json!([]));
}

#[test]
fn what_came_back_goes_into_stock_again_with_what_it_shows_r15_1() {
    let bank = Bank::training();
    // It is none that came back: its code is not even looked at.
    let restock = ["--json", "--at", &at(1), "tokens", "restock", FOB];
    let ran = bank.by("T001", &restock, &code(FOB, 1));
    assert_eq!(number(&ran).0, 1, "{}{}", ran.out, ran.err);
    assert_eq!(number(&bank.by("T001", &restock, "")).0, 1);
}

#[test]
fn the_list_says_when_the_own_branch_is_to_order_r15_8() {
    let bank = Bank::training();
    let low = |staff: &str| {
        let listed = bank.by(staff, &["--json", "--at", &at(2), "tokens", "list", "--limit", "1"], "");
        listed.json()["tokens"]["low"].clone()
    };
    assert_eq!(low("T002"), json!(null), "ten fobs lie at 011");
    let branch = ["--branch-code", "012", "--branch-name", "例示支店"];
    let (now, json) = (at(1), ["--json", "--at"]);
    let args = [&json[..], &[&now, "staff", "set", "T002"], &branch].concat();
    let ran = bank.by("K001", &args, "");
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert_eq!(low("T002"), json!({ "branch": "012", "count": 0, "level": 5 }));
    let told = bank
        .by("T002", &["--at", &at(3), "tokens", "list", "--limit", "1"], "")
        .out;
    assert!(told.starts_with("自店の在庫が 0 個です"), "{told}");
    assert_eq!(low("A001"), json!(null), "who neither issues nor takes in orders none");
}
