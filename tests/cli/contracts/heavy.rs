//! Files that are made to take memory: the program has no more of it than a small file needs, and says what is wrong with them.

use std::process::{Command, Stdio};

use super::{HEADING, new};
use crate::support::{Bank, at};

/// KiB of data that the program may have, its threads' stacks among them.
const MOST: u32 = 48 << 10;
/// Commas of a file that once took 304 MiB.
const COMMAS: usize = 30_000_000;

/// Runs an import with so much memory and no more.
fn bounded(bank: &Bank, file: &str) -> (Option<i32>, String) {
    let path = |path: &std::path::Path| path.display().to_string();
    let output = Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -d {MOST}; exec \"$@\""),
            "sh",
            env!("CARGO_BIN_EXE_madoguchi"),
        ])
        .args([
            "--store",
            &path(&bank.at.store),
            "--key",
            &path(&bank.at.key),
            "--staff",
            "K001",
        ])
        .args(["--password-file", &path(&bank.path("K001.password")), "--at", &at(1)])
        .args(["contracts", "import", file])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn thirty_million_commas_take_no_memory_to_speak_of_r16_1() {
    let bank = Bank::training();
    let good = new("9000001", "NEW01", "03-0000-9001");
    // A row of them, headings of them, rows of as many as a row may have, and one such row before many of one contract: what is
    // kept of those has no room of it.
    let rows = |row: usize, many: usize| format!("{}\n", ",".repeat(row)).repeat(many);
    let filled = |many: usize| format!("x{}\n", ",".repeat(60_000)).repeat(many);
    let user = |n: usize| {
        good.replace("NEW01", &format!("U{n}"))
            .replace("マスターユーザ", "一般ユーザ")
            + "\n"
    };
    let users: String = (0..2_000).map(user).collect();
    for (says, text, status, code) in [
        ("a good row", format!("{HEADING}\n{good}\n"), 0, ""),
        (
            "a row",
            format!("{HEADING}\n{good}\n{}", ",".repeat(COMMAS)),
            1,
            "E1442",
        ),
        ("headings", ",".repeat(COMMAS), 1, "E1442"),
        ("blank rows", format!("{HEADING}\n{}{good}\n", rows(60_000, 50)), 0, ""),
        ("rows", format!("{HEADING}\n{}", filled(150)), 1, "E1439"),
        (
            "a row before others",
            format!("{HEADING}\n{}{users}", filled(1)),
            1,
            "E1439",
        ),
    ] {
        let file = bank.file("heavy.csv", text.as_bytes());
        let (ended, told) = bounded(&bank, &file);
        let told: String = told.chars().take(400).collect();
        assert_eq!(ended, Some(status), "{says}: {told}");
        assert!(told.starts_with(code), "{says}: {told}");
    }
}
