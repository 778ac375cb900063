//! Rule → tests: reads the sources and finds, for each rule that the program holds, the tests that cite it — by the end of
//! their name (`…_r8_2`), in their doc or in what they assert (`R8.2`). A rule without a test fails here, and so does a
//! table that is stale: `MADOGUCHI_RULES=write cargo test --test rules` makes `tests/rules.md` anew.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod numbers;
mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use said::RULES;

fn sources(folder: &Path) -> Vec<PathBuf> {
    files(folder, &["rs"])
}

/// The files in a folder whose names end so.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, own): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let ends = |path: &PathBuf| {
        endings
            .iter()
            .any(|ending| path.extension().is_some_and(|own| own == *ending))
    };
    let inside = folders.iter().flat_map(|folder| files(folder, endings));
    let mut all: Vec<_> = own.into_iter().filter(ends).chain(inside).collect();
    all.sort();
    all
}

/// A test: its name, and all that is written of it from its doc to its end.
struct Test {
    name: String,
    text: String,
}

/// The tests of a source: what stands between `#[test]`, with the doc before it, and the brace that ends the function.
fn tests(source: &str) -> Vec<Test> {
    let lines: Vec<_> = source.lines().collect();
    let begins = |line: &&str| line.trim() == "#[test]";
    let places = (0..lines.len()).filter(|place| begins(&lines[*place]));
    places
        .filter_map(|place| {
            let indent = lines[place].len() - lines[place].trim_start().len();
            let rest = &lines[place..];
            let end = rest
                .iter()
                .position(|line| line.starts_with(&format!("{}}}", " ".repeat(indent))))?;
            let doc = lines[..place]
                .iter()
                .rev()
                .take_while(|line| line.trim().starts_with("///"));
            let signature = rest.iter().find(|line| line.trim_start().starts_with("fn "))?;
            let name = signature
                .trim_start()
                .strip_prefix("fn ")?
                .split('(')
                .next()?
                .to_owned();
            let text = doc.chain(&rest[..=end]).copied().collect::<Vec<_>>().join("\n");
            Some(Test { name, text })
        })
        .collect()
}

/// The rules that a test cites.
fn cited(test: &Test) -> BTreeSet<&'static str> {
    let words = |text: &str, also: char| -> BTreeSet<String> {
        let split = text.split(|c: char| !c.is_ascii_alphanumeric() && c != also);
        split.map(|word| word.trim_end_matches('.').to_owned()).collect()
    };
    let in_text = words(&test.text, '.');
    // `…_r9_2_and_r9_4` has the parts r9, 2, and, r9, 4.
    let parts: Vec<_> = test.name.split('_').collect();
    let in_name = |rule: &str| {
        let rule = rule.to_ascii_lowercase();
        let wanted: Vec<_> = rule.split('.').collect();
        parts.windows(wanted.len()).any(|these| these == wanted)
    };
    let is_cited = |rule: &&'static str| in_text.contains(*rule) || in_name(rule);
    RULES.iter().map(|(rule, _)| *rule).filter(is_cited).collect()
}

/// Each rule with the tests that cite it, by file.
fn table() -> BTreeMap<&'static str, Vec<(String, String)>> {
    let mut table: BTreeMap<_, Vec<_>> = RULES.iter().map(|(rule, _)| (*rule, vec![])).collect();
    for path in ["src", "tests"]
        .into_iter()
        .flat_map(|folder| sources(Path::new(folder)))
    {
        if path.starts_with("tests/rules") {
            continue;
        }
        for test in tests(&fs::read_to_string(&path).unwrap()) {
            for rule in cited(&test) {
                let file = path.to_string_lossy().replace('\\', "/");
                table.entry(rule).or_default().push((file, test.name.clone()));
            }
        }
    }
    table
}

#[test]
fn every_rule_has_its_tests() {
    let table = table();
    for (rule, of) in RULES {
        assert!(!table[rule].is_empty(), "{rule} has no test: {of}");
    }
}

#[test]
fn the_table_of_rules_and_tests_is_fresh() {
    let table = table();
    let mut text = "# Rules and their tests\n\nMade by `MADOGUCHI_RULES=write cargo test --test rules`.\n\n".to_owned();
    text.push_str("| rule | what it says | tests |\n|---|---|---|\n");
    for (rule, of) in RULES {
        let mut cell = String::new();
        let mut last = "";
        for (file, name) in &table[rule] {
            if file != last {
                let _ = write!(cell, "{}**{file}**", if cell.is_empty() { "" } else { "<br>" });
                last = file;
            }
            let _ = write!(cell, "<br>{name}");
        }
        let _ = writeln!(text, "| {rule} | {of} | {cell} |");
    }
    if std::env::var("MADOGUCHI_RULES").is_ok_and(|how| how == "write") {
        fs::write("tests/rules.md", &text).unwrap();
    }
    let stands = fs::read_to_string("tests/rules.md")
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        stands == text,
        "tests/rules.md is stale: MADOGUCHI_RULES=write cargo test --test rules"
    );
}

#[test]
fn a_citation_is_a_whole_number_of_a_rule() {
    let cites = |name: &str, text: &str| {
        let (name, text) = (name.to_owned(), text.to_owned());
        cited(&Test { name, text }).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(cites("it_holds_r9_2_and_r9_4", ""), ["R9.2", "R9.4"]);
    assert_eq!(cites("it_holds_r13", ""), ["R13"]);
    assert_eq!(cites("it_holds_r1_31", "R1.31, R12, R5"), Vec::<&str>::new());
    assert_eq!(
        cites("it_holds", "R5.1–R5.4, \"R8.1: (R3.2).\""),
        ["R3.2", "R5.1", "R5.4", "R8.1"]
    );
}
