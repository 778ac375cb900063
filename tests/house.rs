//! The house's own rules, read from its sources: who may import whom, and what stands where.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use madoguchi::words::{Lang, Words};

/// Each module with those it may use: `main → {ui, cli} → {training, report, intake} → {desk, portal} → office → {store, domain}`.
/// `clock` and `entropy` are leaves anyone may use; `words` knows the domain; `ui::text` is a leaf that `cli` and `report` may use too.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("clock", &[]),
    ("entropy", &[]),
    ("domain", &[]),
    ("words", &["domain"]),
    ("store", &["domain", "entropy"]),
    ("office", &["store", "domain", "clock", "entropy"]),
    ("desk", &["office", "store", "domain", "clock", "entropy"]),
    ("portal", &["office", "store", "domain", "clock", "entropy"]),
    ("intake", &["desk", "domain"]),
    ("report", &["desk", "portal", "store", "domain", "words", "ui::text"]),
    ("training", &["intake", "desk", "portal", "domain", "clock", "entropy"]),
    (
        "ui",
        &[
            "training", "report", "intake", "desk", "portal", "store", "domain", "words", "clock", "entropy",
        ],
    ),
    (
        "cli",
        &[
            "ui", "training", "report", "intake", "desk", "portal", "store", "domain", "words", "clock", "entropy",
        ],
    ),
    ("main", &["cli", "ui"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files.chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// The source without its tests: they may build what they need.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// Screens bind functions: only the keymap, and what reads a terminal, knows which F-key or letter with Ctrl stands for one.
#[test]
fn no_screen_names_a_key_of_the_keymap() {
    let may = [
        "src/ui/keys",
        "src/ui/terminal",
        "src/ui/shell/split.rs",
        "src/ui/testing.rs",
    ];
    for path in sources(Path::new("src/ui")) {
        let name = path.to_string_lossy();
        if may.iter().any(|may| name.starts_with(may)) || name.contains("/tests") {
            continue;
        }
        let code = code(&path);
        let named = code.match_indices("Key::F(").chain(code.match_indices("Key::Ctrl('"));
        // Ctrl+U and Ctrl+K edit, and are nobody's to move.
        let named: Vec<_> = named
            .map(|(at, _)| code[at..].lines().next().unwrap_or_default())
            .filter(|line| {
                !line.starts_with("Key::Ctrl('u'")
                    && !line.starts_with("Key::Ctrl('k'")
                    && !line.starts_with("Key::F(number)")
            })
            .collect();
        assert!(named.is_empty(), "{name}: {named:?}");
    }
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs")
}

#[test]
fn imports_point_one_way() {
    let root = Path::new("src");
    let mut wrong = Vec::new();
    for path in sources(root).iter().filter(|path| !is_test(path)) {
        let module = module_of(path);
        if module == "lib" {
            continue;
        }
        let (_, allowed) = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} has no place"));
        let text = code(path);
        for start in ["crate::", "madoguchi::"] {
            for (at, _) in text.match_indices(start) {
                let line = text[..at].rsplit('\n').next().unwrap_or_default();
                if line.trim_start().starts_with("//") {
                    continue;
                }
                let used: String = text[at + start.len()..]
                    .chars()
                    .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                    .collect();
                let known = MAY_USE.iter().any(|(name, _)| *name == used);
                let leaf = text[at + start.len()..].starts_with("ui::text") && allowed.contains(&"ui::text");
                if known && used != module && !allowed.contains(&used.as_str()) && !leaf {
                    wrong.push(format!("{}: {module} uses {used}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_store_knows_sqlite() {
    let outside = sources(Path::new("src"))
        .into_iter()
        .filter(|path| module_of(path) != "store");
    let knowing: Vec<_> = outside.filter(|path| code(path).contains("rusqlite")).collect();
    assert!(knowing.is_empty(), "{knowing:?}");
}

#[test]
fn ui_text_is_a_leaf() {
    for path in sources(Path::new("src/ui/text"))
        .into_iter()
        .chain([PathBuf::from("src/ui/text.rs")])
    {
        if !is_test(&path) {
            assert!(
                !code(&path).contains("crate::") || code(&path).contains("crate::ui::text"),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn only_the_clock_reads_the_time_and_the_rules_are_handed_it_r2_2() {
    let readers = ["Utc::now", "Local::now", "SystemTime", "Instant::now", "chrono::Local"];
    let reads = |path: &PathBuf| readers.iter().any(|reader| code(path).contains(reader));
    let decides = ["domain", "store", "office", "desk", "portal", "intake"];
    let reading: Vec<_> = sources(Path::new("src"))
        .into_iter()
        .filter(|path| decides.contains(&module_of(path).as_str()) && !is_test(path) && reads(path))
        .collect();
    assert!(reading.is_empty(), "{reading:?}");
    for path in sources(Path::new("src/domain")) {
        assert!(!code(&path).contains("crate::clock"), "{}", path.display());
    }
}

/// Whatever looks for a code computes all of its steps and compares in constant time: no comparison of digits by `==`, and
/// no way out before the end.
#[test]
fn every_code_of_the_window_is_compared_in_constant_time_r6_4() {
    let refuse_ways_out = |within: &str| {
        for way_out in ["break", "return", "continue", "if ", "match ", "?", "=="] {
            assert!(!within.contains(way_out), "{way_out}: {within}");
        }
    };
    let check = code(Path::new("src/domain/otp.rs"));
    let from = check.find("fn same_at(").unwrap();
    let same = check[from..].split("\n}\n").next().unwrap();
    assert!(same.contains("code_at(") && same.contains(".ct_eq("), "{same}");
    refuse_ways_out(same);
    let files = [("otp.rs", 1), ("otp/resync.rs", 1), ("otp/why.rs", 2)];
    for (file, searches) in files {
        let source = code(&Path::new("src/domain").join(file));
        let found: Vec<_> = source.split("for step in ").skip(1).collect();
        assert_eq!(found.len(), searches, "{file}");
        for search in found {
            let within = search.strip_prefix("first..=last {").unwrap();
            let within = within.split("\n    }\n").next().unwrap();
            let within = within.split("\n        }\n").next().unwrap();
            assert!(within.contains("same_at("), "{within}");
            refuse_ways_out(within);
        }
    }
}

/// The names of actions that the sources write into the trail.
fn actions() -> BTreeSet<String> {
    let marks = ["action: \"", "\"web_", "\"try_", "terminal, \"", "password, \""];
    let mut found = BTreeSet::new();
    for path in sources(Path::new("src")) {
        if is_test(&path) || !["desk", "portal", "office", "store"].contains(&module_of(&path).as_str()) {
            continue;
        }
        let text = code(&path);
        for mark in marks {
            for (at, _) in text.match_indices(mark) {
                found.insert(name_at(&text, at + mark.find('"').unwrap() + 1));
            }
        }
        // (Duty::Unlock, "unlock", …)
        for (at, _) in text.match_indices("Duty::") {
            let behind = text[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == ':');
            if let Some(name) = behind.strip_prefix(", \"") {
                found.insert(name_at(name, 0));
            }
        }
    }
    found.remove("");
    found
}

fn name_at(text: &str, at: usize) -> String {
    let name = text[at..].split('"').next().unwrap_or_default();
    let fits = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if fits { name.to_owned() } else { String::new() }
}

#[test]
fn every_action_of_the_trail_has_words_in_both_languages_r12_1() {
    let actions = actions();
    for known in [
        "unlock",
        "login",
        "try_login",
        "init",
        "upgrade",
        "look",
        "approve",
        "web_pay",
        "web_login",
        "web_logout",
        "web_withdraw",
        "export_trail",
        "change_policy",
    ] {
        assert!(
            actions.contains(known),
            "{known} is not found in the sources: {actions:?}"
        );
    }
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        let without: Vec<_> = actions
            .iter()
            .filter(|name| words.value(name) == name.as_str() && !is_english_word(name, lang))
            .collect();
        assert!(
            without.is_empty(),
            "{without:?} stand nowhere under [value] in {lang:?}"
        );
    }
}

/// Some English words are the names themselves.
fn is_english_word(name: &str, lang: Lang) -> bool {
    let english = include_str!("../assets/text/en.toml");
    lang == Lang::En && english.contains(&format!("\n{name} = \"{name}\"\n"))
}

/// Whoever reads the number of a warning or an error finds its cause and remedy with F1, in both languages.
#[test]
fn every_number_that_warns_has_cause_and_remedy() {
    let languages = [Lang::Ja, Lang::En].map(Words::of);
    let numbers = numbers_and_texts();
    assert!(
        numbers.contains_key("E0001") && numbers.contains_key("W0001"),
        "{numbers:?}"
    );
    for words in &languages {
        let mut warning = numbers.keys().filter(|number| !number.starts_with('I'));
        let without: Vec<_> = warning
            .by_ref()
            .filter(|number| words.remedy(number).is_none())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}

/// Whoever tells somebody a number on the telephone has told them what stands on the message line.
#[test]
fn a_number_stands_for_one_text() {
    for (number, texts) in numbers_and_texts() {
        assert!(texts.len() < 2, "{number}: {texts:?}");
    }
}

/// The numbers that screens say with the names of the words behind them, where they stand on the same line.
fn numbers_and_texts() -> BTreeMap<String, BTreeSet<String>> {
    let mut numbers = BTreeMap::<_, BTreeSet<_>>::new();
    for path in sources(Path::new("src/ui")).iter().filter(|path| !is_test(path)) {
        for line in code(path).lines() {
            for (at, _) in line.match_indices('"') {
                let number = line.get(at + 1..at + 6).unwrap_or_default();
                let is_number = number.starts_with(['E', 'I', 'W']) && number[1..].bytes().all(|b| b.is_ascii_digit());
                if !is_number || !line[at + 6..].starts_with('"') {
                    continue;
                }
                let texts = numbers.entry(number.to_owned()).or_default();
                let words = line[at..].split_once("words.").map(|(_, path)| path);
                let path =
                    words.and_then(|path| path.split(|c: char| !(c.is_alphanumeric() || "._".contains(c))).next());
                let text = path.and_then(|path| path.rsplit('.').next());
                // Where the words were fetched before, it is what they are called there.
                let called = line[at + 7..].trim_start_matches([',', ' ', '&']);
                let called = called.split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
                let is_said = line[..at].contains("Message::");
                let text = text.or(called).filter(|text| is_said && !text.is_empty());
                texts.extend(text.map(str::to_owned));
            }
        }
    }
    numbers
}
