//! The sources of the store are held to the words that `SQLite` and `PostgreSQL` share, except those which say at their head
//! that they are `SQLite`'s alone.

use std::fs;
use std::path::{Path, PathBuf};

/// The files that say so: there is a reason for each, so each is named here.
const ALONE: [&str; 11] = [
    "doubt.rs",
    "making.rs",
    "open.rs",
    "sqlite.rs",
    "sqlite/asker.rs",
    "sqlite/copies.rs",
    "sqlite/indices.rs",
    "sqlite/pieces.rs",
    "sqlite/watch.rs",
    "sqlite/whole.rs",
    "upgrades.rs",
];

/// What one of the two does not understand, and what is said instead.
const SAID_OTHERWISE: [(&str, &str); 16] = [
    ("OR IGNORE", "ON CONFLICT (...) DO NOTHING"),
    ("OR REPLACE", "ON CONFLICT (...) DO UPDATE"),
    ("ON CONFLICT DO", "ON CONFLICT (...) DO"),
    ("rowid", "a column, or AS_WRITTEN"),
    ("NOCASE", "in_any_case"),
    ("GLOB", "LIKE"),
    ("MATCH", "sqlite/pieces.rs"),
    ("INDEXED", "sqlite/indices.rs"),
    ("CROSS JOIN", "JOIN"),
    (" IS ?", "IS NOT DISTINCT FROM"),
    ("PRAGMA", "sqlite.rs"),
    ("FROM user", "\"user\""),
    ("JOIN user", "\"user\""),
    ("INTO user", "\"user\""),
    ("UPDATE user", "\"user\""),
    ("user.", "\"user\"."),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

/// The files of the store that are no tests, with their names within it, and what stands in them before their tests.
pub(in crate::store) fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut files = vec![("../store.rs".to_owned(), folder.with_extension("rs"))];
    for path in sources(&folder) {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        if !name.contains("tests") && !name.starts_with("promises") {
            files.push((name, path));
        }
    }
    let text = |path: &PathBuf| fs::read_to_string(path).unwrap();
    let before_tests = |text: String| text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned();
    files
        .iter()
        .map(|(name, path)| (name.clone(), before_tests(text(path))))
        .collect()
}

/// The texts in quotes of a source, one after another.
pub(in crate::store) fn quoted(source: &str) -> Vec<String> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let source = lines.collect::<Vec<_>>().join("\n");
    let (mut texts, mut rest) = (Vec::new(), source.as_str());
    while let Some(start) = rest.find('"') {
        let (before, from) = rest.split_at(start);
        let (mut at, raw) = (1, before.ends_with("r#"));
        let end = if raw { "\"#" } else { "\"" };
        while at < from.len() && !from[at..].starts_with(end) {
            let escaped = !raw && from[at..].starts_with('\\');
            at += from[at..]
                .chars()
                .take(1 + usize::from(escaped))
                .map(char::len_utf8)
                .sum::<usize>();
        }
        texts.push(from[1..at].to_owned());
        rest = from.get(at + end.len()..).unwrap_or_default();
    }
    texts
}

/// What stands in the parentheses that open with `text`, and what comes behind them.
fn parenthesised(text: &str) -> (&str, &str) {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if depth == 0 {
            return (&text[1..at], &text[at + 1..]);
        }
    }
    (text, "")
}

/// Whether there is a comma outside of all parentheses.
fn has_two(arguments: &str) -> bool {
    let mut depth = 0;
    arguments.chars().any(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0 && c == ','
    })
}

/// Why another engine would not understand a text; nothing when it would.
fn alone(text: &str) -> Option<String> {
    for (word, instead) in SAID_OTHERWISE {
        if text.contains(word) {
            return Some(format!("{word}: {instead}"));
        }
    }
    for (at, _) in text.match_indices('?') {
        let numbered = text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '{');
        if text.len() > 1 && !numbered && !text[..at].ends_with(':') {
            return Some("a place without a number".to_owned());
        }
    }
    for name in ["max(", "min("] {
        for (at, _) in text.match_indices(name) {
            if has_two(parenthesised(&text[at + name.len() - 1..]).0) {
                return Some(format!("{name} of two: CASE"));
            }
        }
    }
    for (at, opening) in text.match_indices("FROM (") {
        let behind = parenthesised(&text[at + opening.len() - 1..]).1;
        if !behind.trim_start().starts_with("AS ") {
            return Some("a table without a name: AS".to_owned());
        }
    }
    None
}

#[test]
fn only_the_narrow_way_and_what_is_sqlites_alone_name_the_driver() {
    let files = files();
    let says_so = |text: &str| text.starts_with("//! `SQLite`'s alone:");
    let mut alone: Vec<_> = files
        .iter()
        .filter(|(_, text)| says_so(text))
        .map(|(name, _)| name.as_str())
        .collect();
    alone.sort_unstable();
    assert_eq!(alone, ALONE);
    for (name, text) in &files {
        let free = alone.contains(&name.as_str()) || name == "db.rs";
        assert!(free || !text.contains("rusqlite"), "{name} names rusqlite");
        let reaches = text.contains(".connection");
        assert!(free || name == "../store.rs" || !reaches, "{name} goes past db.rs");
    }
}

#[test]
fn statements_say_it_in_the_words_that_two_engines_share() {
    let mut statements = 0;
    for (name, text) in files() {
        if ALONE.contains(&name.as_str()) {
            continue;
        }
        for text in quoted(&text) {
            let found = alone(&text);
            assert_eq!(found, None, "{name}: {text}");
            let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];
            statements += usize::from(verbs.iter().any(|verb| text.starts_with(verb)));
        }
    }
    assert!(statements > 100, "only {statements} were read");
}

#[test]
fn the_spelling_is_told_apart() {
    for bad in [
        "INSERT OR REPLACE INTO draft VALUES (?1)",
        "INSERT INTO draft VALUES (?1) ON CONFLICT DO NOTHING",
        "SELECT 1 FROM contract WHERE number IS ?1",
        "SELECT 1 FROM user",
        "SELECT 1 FROM contract WHERE number = ?",
        "SELECT 1 FROM contract WHERE number = ? AND version = ?2",
        "UPDATE session SET used_at = max(used_at, ?2)",
        "SELECT max(coalesce(a, b), ?1) FROM t",
        "SELECT 1 FROM (SELECT 1 FROM t)",
        "SELECT 1 FROM (SELECT 1 FROM (SELECT 1 FROM t) AS inside)",
        "SELECT a FROM t ORDER BY rowid",
    ] {
        assert!(alone(bad).is_some(), "{bad}");
    }
    for good in [
        "SELECT 1 FROM removed_user WHERE login_id IS NOT DISTINCT FROM ?1",
        r#"SELECT "user".name FROM "user""#,
        "SELECT max(coalesce(a, b)), 1 FROM (SELECT 1 FROM t) AS t",
        "?{place}",
    ] {
        assert_eq!(alone(good), None, "{good}");
    }
    let source = "// \"no\"\nlet a = \"one \\\" two\";\nlet b = r#\"SELECT \"user\" 見本\"#; f(\"c\")";
    assert_eq!(quoted(source), ["one \\\" two", "SELECT \"user\" 見本", "c"]);
}
