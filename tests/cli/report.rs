//! `report`: the day's report of a branch (R18.1), on standard output, on paper, as a table and as a page.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::support::{Bank, at, number};

/// A bank on whose first day somebody revoked, and nobody looked over.
fn bank() -> Bank {
    let bank = Bank::training();
    let check = bank.check(1, "1000012", "DEN512");
    let revoke = json!({ "revoke": { "contract": "1000012", "users": ["DEN512", "DEN512J2", "DEN512M1"], "reason": "loss", "check": check } });
    bank.outcome("T001", 2, &revoke);
    bank
}

fn report(bank: &Bank, staff: &str, args: &[&str]) -> crate::support::Ran {
    bank.by(staff, &[&["--at", &at(9), "report"], args].concat(), "")
}

#[test]
fn a_report_is_the_same_on_the_screen_on_paper_as_a_table_and_as_a_page_r18_1() {
    let bank = bank();
    let shown = report(&bank, "S001", &["day"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    let json = bank.by("S001", &["--json", "--at", &at(9), "report", "day"], "").json()["report"].clone();
    let head = shown
        .out
        .split("記録の照合値")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();
    let (count, digits) = head.split_once(':').unwrap();
    assert!(
        count.parse::<u64>().is_ok() && digits.len() == 8,
        "what `verify --expect` takes: {head}"
    );
    for part in [
        "日報 2026年06月01日",
        "011 本店営業部",
        head,
        "T001 ",
        "失効",
        "担当",
        "検印",
        "送付待ちのお知らせ",
        "単独",
    ] {
        assert!(shown.out.contains(part), "{part}: {}", shown.out);
    }
    assert_eq!(json["revoked"]["T001"], json!({ "all": 1, "lost": 1 }));
    assert!(
        shown.out.lines().all(|line| madoguchi::ui::text::width(line) <= 80),
        "{}",
        shown.out
    );
    for (name, begins) in [
        ("day.pdf", "%PDF-"),
        ("day.csv", "\u{feff}区分,"),
        ("day.html", "<!DOCTYPE html>"),
    ] {
        let path = bank.path(name);
        let ran = report(&bank, "S001", &["day", "--out", path.to_str().unwrap()]);
        assert_eq!(ran.status, 0, "{}", ran.err);
        let bytes = fs::read(&path).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        if name == "day.pdf" {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        // Each of them says what is said on the screen: the figures of the revocation, and who did it.
        for act in json["acts"].as_array().unwrap() {
            let staff = act["staff"].as_str().unwrap_or("お客さま");
            assert!(text.contains(staff), "{name} {staff}");
        }
        // Nothing of the page comes from elsewhere, and no script runs in it.
        for bad in ["http://", "https://", "<script", "src=", "url("] {
            assert!(!text.contains(bad), "{name}: {bad}");
        }
        let taken = report(&bank, "S001", &["day", "--out", path.to_str().unwrap()]);
        assert_eq!(taken.status, 3, "nothing is replaced");
    }
    // Three reports left, each an entry; the shown ones are none.
    let trail = bank
        .by("S001", &["--json", "audit", "list", "--limit", "50"], "")
        .json();
    let entries = trail["entries"].as_array().unwrap();
    assert_eq!(
        entries.iter().filter(|entry| entry["action"] == "day_report").count(),
        3
    );
    bank.verified();
}

#[test]
fn a_month_has_charts_and_a_teller_has_their_own_acts_r18_1() {
    let bank = bank();
    let path = bank.path("month.html");
    let ran = report(
        &bank,
        "K001",
        &["month", "2026-06-15", "--all", "--out", path.to_str().unwrap()],
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    let page = fs::read_to_string(path).unwrap();
    assert!(page.matches("<svg ").count() >= 2, "{page}");
    assert!(page.contains("月報 2026年06月01日 から 2026年06月30日 まで"), "{page}");
    let own = report(&bank, "T001", &["day"]);
    assert!(
        own.out.contains("自分の取扱") && !own.out.contains("送付待ちのお知らせ"),
        "{}",
        own.out
    );
    for of in [["--all"].as_slice(), &["--branch", "011"]] {
        let ran = bank.by("T001", &[&["--json", "--at", &at(9), "report", "day"], of].concat(), "");
        assert_eq!(number(&ran), (1, "E1203".into()));
    }
    let english = report(&bank, "S001", &["day", "--lang", "en"]);
    for part in ["Report of the day", "Failed identity checks", "To be looked at", "T001"] {
        assert!(english.out.contains(part), "{part}: {}", english.out);
    }
    let bad = bank.by("S001", &["--json", "report", "day", "2026-13-01"], "");
    assert_eq!(number(&bad), (1, "E0108".into()));
}
