//! `requests list`: what waits, as people and as programs read it (R11.1, R11.7).

use crate::support::{Bank, at};

#[test]
fn what_waits_is_listed_with_names_and_to_nobody_who_may_not_see_it_r11_1() {
    let bank = Bank::training();
    let ran = bank.by("S001", &["--at", &at(1), "requests", "list"], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let row = ran.out.lines().find(|line| line.contains("1000010")).unwrap();
    assert!(
        row.contains("T002 例示 太郎") && row.contains("承認待ち"),
        "{}",
        ran.out
    );
    let json = bank
        .by("S001", &["--json", "--at", &at(1), "requests", "list"], "")
        .json();
    let waiting: Vec<_> = json["requests"].as_array().unwrap().iter().collect();
    assert!(waiting.iter().any(|view| view["status"] == "waiting"), "{json}");
    let own = bank
        .by("T002", &["--json", "--at", &at(1), "requests", "list", "--own"], "")
        .json();
    assert!(own["requests"].as_array().unwrap().len() >= 2, "{own}");
    let refused = bank.by("K001", &["--json", "--at", &at(1), "requests", "list"], "");
    assert_eq!(refused.json()["refused"]["code"], "E1203");
}

#[test]
fn what_waits_for_another_administrator_is_listed_with_the_number_that_approves_it_r11_5() {
    let bank = Bank::training();
    let matters = |staff, more: &[&str]| {
        let at = at(1);
        bank.by(staff, &[&["--at", &at, "requests", "matters"], more].concat(), "")
    };
    let none = matters("K002", &["--json"]).json();
    assert_eq!(none["matters"], serde_json::json!([]));
    let asked = bank.by(
        "K001",
        &["--json", "--at", &at(1), "staff", "person", "S001", "7654321"],
        "",
    );
    let request = asked.json()["waiting"]["request"].as_str().unwrap().to_owned();
    for (staff, more) in [("K002", &[][..]), ("K001", &["--own"][..])] {
        let ran = matters(staff, more);
        let row = ran.out.lines().nth(1).unwrap_or_default();
        let said = ["K001", "承認待ち", "S001", &request].map(|part| row.contains(part));
        assert_eq!(said, [true; 4], "{}{}", ran.out, ran.err);
    }
    assert_eq!(matters("T001", &["--json"]).json()["matters"], serde_json::json!([]));
    bank.outcome("K002", 1, &serde_json::json!({ "approve": { "request": request } }));
    assert_eq!(matters("K002", &["--json"]).json()["matters"], serde_json::json!([]));
}

#[test]
fn the_options_of_every_command_stand_apart_from_its_own() {
    let ran = crate::support::run(&["--lang", "en", "audit", "list", "--help"], "");
    let (own, every) = ran.out.split_once("Options of every command:").unwrap();
    assert!(own.contains("--before") && !own.contains("--lang"), "{}", ran.out);
    assert!(every.contains("--lang") && !every.contains("--before"), "{}", ran.out);
}

#[test]
fn a_colleagues_requests_are_taken_over_from_the_command_line_r11_7() {
    let bank = Bank::training();
    let by = |staff, more: &[&str]| bank.by(staff, &[&["--at", &at(1), "requests"], more].concat(), "");
    let lists = by("T001", &["--json", "colleagues"]);
    assert_eq!(lists.json()["colleagues"][0]["staff"], "T002", "{}", lists.out);
    let list = by("T001", &["colleagues"]);
    assert!(list.out.contains("T002    例示 太郎"), "{}", list.out);
    let taken = by("T001", &["take-over", "T002"]);
    assert_eq!(taken.status, 0, "{}", taken.err);
    assert!(
        taken.out.contains("T002 例示 太郎 の依頼 1 件を引き継ぎました"),
        "{}",
        taken.out
    );
    let own = by("T001", &["--json", "list", "--own"]).json();
    assert_eq!(own["requests"][0]["shown"]["contract"], "1000010", "{own}");
    let refused = by("T001", &["--json", "take-over", "T002"]);
    assert_eq!(refused.json()["refused"]["code"], "E1051");
}
