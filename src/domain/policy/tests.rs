//! What a policy file may say, and what is said of one that is wrong (R1).

use super::*;
use crate::domain::refusal::Refusal;

#[test]
fn the_built_in_file_is_the_default_r1_1() {
    assert_eq!(Policy::parse(DEFAULT).unwrap(), Policy::default());
}

#[test]
fn dates_are_of_one_calendar_or_the_other_r1_1() {
    let with = |era: &str| Policy::parse(&DEFAULT.replace("era = \"seireki\"", era));
    assert_eq!(with("era = \"wareki\"").unwrap().era, Era::Japanese);
    for wrong in ["era = \"reiwa\"", "era = 8", "era = \"\""] {
        let (key, allowed) = ("console.era".into(), Era::WORDS.into());
        assert_eq!(
            with(wrong).unwrap_err(),
            Refusal::PolicyWord { key, allowed },
            "{wrong}"
        );
    }
}

#[test]
fn whether_an_approver_may_use_the_makers_fob_is_one_of_two_words_r5_6() {
    let with = |word: &str| Policy::parse(&DEFAULT.replace("\"allowed\"", word));
    assert!(with("\"allowed\"").unwrap().approver_may_share);
    assert!(!with("\"refused\"").unwrap().approver_may_share);
    assert_eq!(
        with("\"no\"").unwrap_err(),
        Refusal::PolicyWord {
            key: "payment.shared_fob".into(),
            allowed: "allowed | refused".into()
        }
    );
}

#[test]
fn a_branch_has_the_level_of_all_or_one_of_its_own_r15_8() {
    let written = |levels: &str| DEFAULT.replace("\n[logins]", &format!("\n{levels}\n[logins]"));
    let with = |levels: &str| Policy::parse(&written(levels));
    let policy = with("\"012\" = \"20 fobs\"\n019 = \"0 fobs\"").unwrap();
    assert_eq!(["011", "012", "019"].map(|code| policy.reorder_at(code)), [5, 20, 0]);
    // The table may be missing, as in a policy from before there was one.
    let heading = DEFAULT.lines().find(|line| line.starts_with("[reorder]")).unwrap();
    assert_eq!(Policy::parse(&DEFAULT.replace(heading, "")).unwrap(), Policy::default());
    let key = || "reorder.012".to_owned();
    for (levels, refusal) in [
        (
            "12 = \"20 fobs\"",
            Refusal::PolicyKey {
                key: "reorder.12".into(),
            },
        ),
        (
            "012 = \"20 times\"",
            Refusal::PolicyUnit {
                key: key(),
                unit: "fobs".into(),
            },
        ),
        (
            "012 = \"-1 fobs\"",
            Refusal::PolicyRange {
                key: key(),
                min: "0".into(),
                max: "100000".into(),
            },
        ),
    ] {
        assert_eq!(with(levels).unwrap_err(), refusal, "{levels}");
    }
    let other = written("012 = \"20 fobs\"");
    assert_eq!(differences(DEFAULT, &other), "reorder.012: - > 20 fobs");
}

#[test]
fn what_differs_is_named_r1_2() {
    let other = DEFAULT.replace("wrong_codes = \"5 times\"", "wrong_codes = \"3 times\"");
    assert_eq!(differences(DEFAULT, &other), "lockout.wrong_codes: 5 times > 3 times");
    assert_eq!(differences(DEFAULT, DEFAULT), "");
}

#[test]
fn another_bank_needs_only_a_file_r1_3() {
    let text = DEFAULT
        .replace("7 days", "30 days")
        .replace("20:50", "19:00")
        .replace("5 times", "3 times");
    let policy = Policy::parse(&text).unwrap();
    assert_eq!((policy.grace_days, policy.wrong_codes), (30, 3));
}

#[test]
fn what_is_wrong_is_named_with_its_range_r1_1() {
    let changed = |from: &str, to: &str| Policy::parse(&DEFAULT.replacen(from, to, 1)).unwrap_err();
    assert_eq!(
        changed("[closed]", "[closed]\nwait_more = \"1 min\""),
        Refusal::PolicyKey {
            key: "closed.wait_more".into()
        }
    );
    assert_eq!(
        changed("wait = \"30 min\"", ""),
        Refusal::PolicyMissing {
            key: "closed.wait".into()
        }
    );
    assert_eq!(
        changed("\"30 min\"", "30"),
        Refusal::PolicyUnit {
            key: "closed.wait".into(),
            unit: "min".into()
        }
    );
    assert_eq!(
        changed("\"30 min\"", "\"30 s\""),
        Refusal::PolicyUnit {
            key: "closed.wait".into(),
            unit: "min".into()
        }
    );
    assert_eq!(
        changed("\"5 times\"", "\"0 times\""),
        Refusal::PolicyRange {
            key: "lockout.wrong_codes".into(),
            min: "1".into(),
            max: "20".into()
        }
    );
    assert_eq!(
        changed("20:50", "25:00"),
        Refusal::PolicyRange {
            key: "closed.night_from".into(),
            min: "00:00".into(),
            max: "23:59".into()
        }
    );
    assert_eq!(changed("\"12 digits\"", "\"7 digits\"").code(), "E1304");
    assert!(matches!(
        changed("[grace]", "[grace"),
        Refusal::PolicySyntax { line: 3 }
    ));
}
