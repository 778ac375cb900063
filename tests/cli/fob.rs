//! `oathtool` as an independent fob.

use std::process::Command;

use chrono::{TimeDelta, Utc};
use data_encoding::{BASE64, HEXLOWER};
use madoguchi::domain::Policy;
use madoguchi::domain::values::Serial;
use madoguchi::training::fobs::Fobs;
use madoguchi::training::{TOKENS, demo};

/// The text between two marks, and what is behind them.
fn between<'a>(text: &'a str, from: &str, to: &str) -> (&'a str, &'a str) {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).unwrap()
}

#[test]
fn another_program_shows_the_same_codes_r6_1() {
    if Command::new("oathtool").arg("--version").output().is_err() {
        eprintln!("SKIPPED: oathtool is not installed");
        return;
    }
    let fobs = Fobs::of_the_demo(&Policy::default()).unwrap();
    let file = std::str::from_utf8(TOKENS).unwrap();
    let mut hashes = std::collections::BTreeSet::new();
    for package in file.split("<KeyPackage>").skip(1) {
        let serial = between(package, "<SerialNo>", "</SerialNo>").0;
        let suite = between(package, "<Suite>", "</Suite>").0;
        let seed = between(package, "<Secret><PlainValue>", "</PlainValue>").0;
        let period = between(package, "<TimeInterval><PlainValue>", "</PlainValue>").0;
        let hash = suite.to_lowercase().replace("hmac-", "");
        let seed = HEXLOWER.encode(&BASE64.decode(seed.as_bytes()).unwrap());
        for at in [demo::start(), demo::start() + TimeDelta::seconds(59)] {
            let now = at.with_timezone(&Utc).format("%Y-%m-%d %H:%M:%S UTC").to_string();
            let shown = Command::new("oathtool")
                .args([
                    &format!("--totp={hash}"),
                    "--digits=6",
                    &format!("--time-step-size={period}s"),
                ])
                .args(["--now", &now, &seed])
                .output()
                .unwrap();
            let shown = String::from_utf8(shown.stdout).unwrap();
            let number = Serial::parse(serial).unwrap();
            // Some have a clock of their own.
            let ours = fobs.code(&number, at - fobs.ahead(&number)).unwrap().code;
            assert_eq!(shown.trim(), ours, "{serial} {suite} {period} at {now}");
        }
        hashes.insert(format!("{hash} {period}"));
    }
    assert!(hashes.len() >= 3, "{hashes:?}");
}
