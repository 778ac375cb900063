//! The units of systemd that the documents give: each is one, and the program takes the call that it makes.

use std::fs;
use std::path::Path;
use std::process::Command;

const DOCUMENTS: [&str; 2] = [
    include_str!("../../docs/deployment.md"),
    include_str!("../../docs/spool.md"),
];
/// Where the documents have the program.
const PROGRAM: &str = "/usr/bin/madoguchi";
const ANALYZE: &str = "/usr/bin/systemd-analyze";

/// The units, each with its name.
fn units() -> Vec<(String, String)> {
    let mut units: Vec<(String, String)> = Vec::new();
    for document in DOCUMENTS {
        let blocks = document.split("```ini\n").skip(1);
        for line in blocks.flat_map(|block| block.split("```").next().unwrap().lines()) {
            match line.strip_prefix("# /etc/systemd/system/") {
                Some(name) => units.push((name.to_owned(), String::new())),
                None => units.last_mut().unwrap().1.extend([line, "\n"]),
            }
        }
    }
    units
}

#[test]
fn the_call_of_every_unit_is_one_that_the_program_takes() {
    let mut calls = 0;
    for (name, unit) in units() {
        for call in unit.lines().filter_map(|line| line.strip_prefix("ExecStart=")) {
            let words = call.strip_prefix(PROGRAM).unwrap_or_else(|| panic!("{name}: {call}"));
            assert!(!words.contains(['"', '\'', '$', '%']), "{name}: {call}");
            let mut program = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
            program.args(words.split_whitespace());
            // What it is called with reads; that nothing is there yet is another matter than wrong usage.
            let ran = program.env("HOME", "/nowhere").output().unwrap();
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            assert!(!said.contains("E3001") && !ran.status.success(), "{name}: {said}");
            calls += 1;
        }
    }
    assert_eq!(calls, 4);
}

#[test]
fn every_unit_is_one_to_systemd() {
    if !Path::new(ANALYZE).exists() {
        println!("skipped: systemd-analyze is not installed (package systemd)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let units = units();
    assert_eq!(units.len(), 9);
    let mut command = Command::new(ANALYZE);
    command.arg("verify");
    for (name, unit) in &units {
        let at = folder.path().join(name);
        fs::write(&at, unit.replace(PROGRAM, "/bin/true")).unwrap();
        command.arg(at);
    }
    let ran = command.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    let about: Vec<_> = said
        .lines()
        .filter(|line| units.iter().any(|(name, _)| line.contains(name.as_str())))
        .collect();
    assert!(ran.status.success() && about.is_empty(), "{said}");
    for (name, unit) in units
        .iter()
        .filter(|(name, _)| name.rsplit_once('.').is_some_and(|(_, kind)| kind == "timer"))
    {
        let when = unit.lines().find_map(|line| line.strip_prefix("OnCalendar="));
        let ran = Command::new(ANALYZE)
            .args(["calendar", when.unwrap()])
            .output()
            .unwrap();
        assert!(ran.status.success(), "{name}: {when:?}");
    }
}
