//! `audit`: what is looked for in the trail (R12).

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Bank, Ran, at, number};

fn list(bank: &Bank, more: &[&str]) -> Ran {
    bank.by("A001", &[&["--json", "audit", "list"], more].concat(), "")
}

fn of(bank: &Bank, more: &[&str], key: &str) -> Vec<Value> {
    let ran = list(bank, more);
    assert_eq!(ran.status, 0, "{}", ran.out);
    let entries = ran.json()["entries"].as_array().unwrap().clone();
    entries.into_iter().map(|entry| entry[key].clone()).collect()
}

#[test]
fn entries_are_found_by_everything_they_are_asked_by_r12() {
    let bank = Bank::training();
    for (filters, key, expected) in [
        (&["--action", "revoke"][..], "subject", &["DEN509 DEN509J1"][..]),
        (&["--action", "失効"], "action", &["revoke"]),
        (
            &["--customer", "DEN510", "--result", "waiting"],
            "action",
            &["register"],
        ),
        (&["--customer", "1000010/DEN510", "--result", "waiting"], "code", &[""]),
        (
            &["--serial", "100000017", "--by", "t002", "--limit", "1"],
            "action",
            &["register"],
        ),
        (
            &["--serial", "100000017", "--result", "done"],
            "action",
            &["check_code"],
        ),
        (&["--contract", "1000001", "--limit", "1"], "code", &["E0603"]),
        (
            &[
                "--result",
                "refused",
                "--from",
                "2026-06-01",
                "--to",
                "2026-06-01",
                "--limit",
                "1",
            ],
            "code",
            &["E0603"],
        ),
        (&["--to", "2026-05-31"], "action", &[]),
        (&["--from", "-1", "--to", "-1"], "action", &[]),
        (&["--customer", "NOBODY"], "action", &[]),
    ] {
        let found = of(&bank, filters, key);
        let found: Vec<_> = found.iter().map(|value| value.as_str().unwrap_or_default()).collect();
        assert_eq!(found, expected, "{filters:?}");
    }
}

#[test]
fn pages_go_on_by_number_in_both_directions_r12() {
    let bank = Bank::training();
    let seqs = |more: &[&str]| -> Vec<u64> {
        let found = of(
            &bank,
            &[&["--contract", "1000001", "--limit", "2"], more].concat(),
            "seq",
        );
        found.iter().map(|seq| seq.as_u64().unwrap()).collect()
    };
    let newest = seqs(&[]);
    let older = seqs(&["--before", &newest[1].to_string()]);
    assert!(newest[0] > newest[1] && newest[1] > older[0] && older[0] > older[1]);
    assert_eq!(seqs(&["--after", &older[0].to_string()]), newest);
}

/// A try to log in stands in the row of its end, so rows are counted, not entries; the next page begins where this one ended.
#[test]
fn a_page_for_people_has_as_many_rows_as_were_asked_for_and_the_next_goes_on_behind_it_r12_1() {
    let bank = Bank::training();
    for minute in 1..5 {
        let ran = bank.by("T001", &["--at", &at(minute), "contracts", "show", "1000001"], "");
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
    // Every call is a login of its own, so what is newer than the first list is left out.
    let rows = |more: &[&str]| -> (Vec<u64>, Option<String>) {
        let ran = bank.by(
            "A001",
            &[&["--at", &at(6), "audit", "list", "--by", "T001"], more].concat(),
            "",
        );
        assert_eq!(ran.status, 0, "{}", ran.err);
        let mut lines: Vec<_> = ran.out.lines().skip(1).collect();
        let older = lines
            .last()
            .and_then(|line| line.strip_prefix("これより古いもの: --before "));
        let older = older.map(str::to_owned);
        if older.is_some() {
            lines.pop();
        }
        let seq = |line: &&str| line.split_whitespace().next().unwrap().parse().unwrap();
        (lines.iter().map(seq).collect(), older)
    };
    let (all, end) = rows(&["--limit", "1000"]);
    assert!(all.len() == 5 && end.is_none(), "{all:?} {end:?}");
    let (mut paged, mut before) = (Vec::new(), None::<String>);
    loop {
        let more = before.as_ref().map(|seq| vec!["--before", seq]).unwrap_or_default();
        let (page, older) = rows(&[&["--limit", "2"], &more[..]].concat());
        paged.extend(page.iter().copied());
        match older {
            Some(seq) => {
                assert_eq!(page.len(), 2, "a full page");
                assert_eq!(page.last().map(ToString::to_string), Some(seq.clone()));
                before = Some(seq);
            }
            None => break,
        }
    }
    assert_eq!(paged, all);
    let third = all[2].to_string();
    assert_eq!(rows(&["--limit", "2", "--after", &third]).0, all[..2]);
}

#[test]
fn what_can_not_be_looked_for_is_refused_with_its_number() {
    let bank = Bank::training();
    for (filters, refused) in [
        (["--from", "yesterday"], "E0108"),
        (["--to", "2026-02-30"], "E0108"),
        (["--by", "\u{202e}T001"], "E0109"),
        (["--customer", "'; DROP TABLE trail --"], "E0103"),
        (["--customer", "1000001/"], "E0103"),
        (["--serial", "123456"], "E0101"),
        (["--action", "\u{1b}[2J"], "E1801"),
    ] {
        let ran = list(&bank, &filters);
        assert_eq!(number(&ran), (1, refused.to_owned()), "{filters:?}");
        assert!(!ran.out.contains('\u{1b}') && !ran.out.contains('\u{202e}'));
    }
    assert_eq!(list(&bank, &["--result", "perhaps"]).status, 2);
}

fn export(bank: &Bank, staff: &str, format: &str, out: &str, more: &[&str]) -> Ran {
    let args = [&["--json", "audit", "export", "--format", format, "--out", out], more].concat();
    bank.by(staff, &args, "")
}

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_looked_for_goes_into_a_file_for_its_owner_alone_r12_1() {
    let bank = Bank::training();
    let begin = json!({ "begin_check": {
        "contract": "1000001", "channel": "counter", "person": { "agent": "=HYPERLINK(\"x\")" }
    }});
    bank.outcome("T001", 20, &begin);
    let (csv, lines) = (bank.path("out.csv"), bank.path("out.jsonl"));
    let name = |path: &Path| path.to_str().unwrap().to_owned();
    let ran = export(&bank, "A001", "csv", &name(&csv), &["--contract", "1000001"]);
    assert_eq!(ran.status, 0, "{}", ran.out);
    assert_eq!(ran.json()["exported"]["count"], 6);
    assert_eq!(mode_of(&csv), 0o600);
    let text = fs::read_to_string(&csv).unwrap();
    let rows: Vec<_> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(rows.len(), 8, "headings, six entries, the end: {text}");
    assert!(
        rows[1].contains("パスワード照合,check_code,1000001,10000018,"),
        "{text}"
    );
    // Even the terminal that is none would be the beginning of a formula.
    assert!(
        text.contains(",T001,港 花子,'-,") && !text.contains(",=") && !text.contains(",-"),
        "{text}"
    );
    // As data it is what it was.
    let ran = export(
        &bank,
        "A001",
        "jsonl",
        &name(&lines),
        &["--contract", "1000001", "--action", "begin_check"],
    );
    assert_eq!(ran.json()["exported"]["count"], 1);
    let line: Value = serde_json::from_str(fs::read_to_string(&lines).unwrap().trim_end()).unwrap();
    assert!(
        line["subject"].as_str().unwrap().contains("=HYPERLINK(\"x\")"),
        "{line}"
    );
    // Both are in the trail, and so are those who may not.
    let exports = of(&bank, &["--action", "export_trail"], "detail");
    assert_eq!(exports, ["customer=1000001 action=begin_check", "customer=1000001"]);
    assert_eq!(
        of(&bank, &["--action", "export_trail"], "subject"),
        ["jsonl 1", "csv 6"]
    );
    let ran = export(&bank, "T001", "csv", &name(&bank.path("no.csv")), &[]);
    assert_eq!(number(&ran), (1, "E1203".into()));
    assert!(!bank.path("no.csv").exists());
    assert_eq!(of(&bank, &["--by", "T001", "--limit", "1"], "code"), ["E1203"]);
}

#[test]
fn a_file_that_is_there_stays_and_nothing_is_left_of_a_try_r12_1() {
    let bank = Bank::training();
    let there = bank.file("there.csv", b"mine");
    assert_eq!(number(&export(&bank, "A001", "csv", &there, &[])), (3, "E2002".into()));
    assert_eq!(fs::read(&there).unwrap(), b"mine");
    let link = bank.path("link.csv");
    std::os::unix::fs::symlink(bank.path("elsewhere"), &link).unwrap();
    assert_eq!(
        number(&export(&bank, "A001", "csv", link.to_str().unwrap(), &[])),
        (3, "E2002".into())
    );
    assert!(!bank.path("elsewhere").exists());
    assert_eq!(
        number(&export(&bank, "A001", "csv", "/nowhere/x.csv", &[])),
        (3, "E2063".into())
    );
    let exports = list(&bank, &["--action", "export_trail"]);
    assert_eq!(number(&exports), (1, "E1801".into()), "nothing left the console");
    // What was looked for in vain may be a password in the wrong place.
    let ran = export(
        &bank,
        "A001",
        "jsonl",
        bank.path("none").to_str().unwrap(),
        &["--customer", "hunter2"],
    );
    assert_eq!(ran.json()["exported"]["count"], 0);
    assert_eq!(of(&bank, &["--action", "export_trail"], "detail"), [""]);
}
