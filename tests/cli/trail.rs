//! `audit`: what is looked for in the trail (R12).

use serde_json::Value;

use crate::support::{Bank, Ran, number};

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
