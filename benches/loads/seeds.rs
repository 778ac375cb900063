//! One seed file of clear keys: seconds and memory of taking it in, and of reading it alone beside `xmllint --stream`.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use madoguchi::intake::{Progress, pskc};

use super::bank::{Bank, Pausing, desk};
use super::made;

pub(crate) fn run(many: usize) {
    let bank = Bank::new();
    let path = bank.folder.path().join("keys.xml");
    made::keys(many, &path).unwrap();
    parse(many, &bank, &path);
    let (mut administrator, session) = desk(&bank.at, "K001");
    let own = memory("VmRSS:");
    // From here on the peak is that of the load.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let reader = pskc::Reader::new(File::open(&path).unwrap(), administrator.policy(), Progress::default());
    let began = Instant::now();
    let imported = administrator.load_tokens(&session, reader, &mut Pausing).unwrap();
    let took = began.elapsed().as_secs_f64();
    let more = memory("VmHWM:").saturating_sub(own);
    println!(
        "{:>9} clear keys taken in: {took:.2} s, {:.1} MB above the program's own",
        imported.tokens,
        megabytes(more)
    );
}

/// Reading alone: the median of five each, in turn.
fn parse(many: usize, bank: &Bank, path: &Path) {
    let (administrator, _) = desk(&bank.at, "K001");
    let ours = || {
        let mut reader = pskc::Reader::new(File::open(path).unwrap(), administrator.policy(), Progress::default());
        let mut read = 0;
        while let Some(token) = reader.next_token() {
            token.unwrap();
            read += 1;
        }
        assert_eq!(read, many);
    };
    let theirs = || Command::new("xmllint").args(["--stream", "--noout"]).arg(path).status();
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let began = Instant::now();
        ours();
        own.push(began.elapsed());
        let began = Instant::now();
        if theirs().is_ok_and(|status| status.success()) {
            other.push(began.elapsed());
        }
    }
    own.sort();
    other.sort();
    let own = own[own.len() / 2].as_secs_f64();
    match other.get(other.len() / 2) {
        Some(other) => println!(
            "{many:>9} clear keys read: {own:.2} s, {:.2} of xmllint --stream",
            own / other.as_secs_f64()
        ),
        None => println!("{many:>9} clear keys read: {own:.2} s; there is no xmllint to stand beside"),
    }
}

/// A figure of this process, in kilobytes.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
fn megabytes(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1024.0
}
