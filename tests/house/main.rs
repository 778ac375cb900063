//! The house's own rules, read from its sources: who may import whom, and what stands where.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod circles;
mod imports;
mod numbers;
mod paths;
mod reader;
mod reasons;
mod screens;
mod writing;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A source of the program without what is there for tests alone.
pub(crate) struct Source {
    /// Its path, like `src/ui/screen/cx.rs`.
    pub(crate) path: String,
    pub(crate) code: String,
}

impl Source {
    /// The module that it is, from the root of the crate.
    fn at(&self) -> Vec<String> {
        paths::module_at(self.path.trim_start_matches("src/"))
    }

    /// The module of the house that it belongs to.
    fn module(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let files = files_in(Path::new("src"));
    let texts: Vec<_> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let of_tests: BTreeSet<_> = files
        .iter()
        .zip(&texts)
        .flat_map(|(path, text)| tests_of(path, text))
        .collect();
    let is_test = |path: &Path| {
        path.ancestors()
            .any(|above| of_tests.contains(&above.with_extension("")))
    };
    let files = files.iter().zip(&texts).filter(|(path, _)| !is_test(path));
    files
        .map(|(path, text)| Source {
            path: path.to_string_lossy().into_owned(),
            code: reader::untested(text),
        })
        .collect()
});

/// The sources of the program in that folder, or the one at that path.
pub(crate) fn sources(within: &str) -> impl Iterator<Item = &'static Source> {
    SOURCES
        .iter()
        .filter(move |source| Path::new(&source.path).starts_with(within))
}

/// The sources of what a person sees: the toolkit, the screens of both counters, and what puts them together.
pub(crate) fn sources_of_the_console() -> impl Iterator<Item = &'static Source> {
    sources("src").filter(|source| ["ui", "branch", "customer", "console"].contains(&source.module()))
}

fn source(path: &str) -> &'static Source {
    sources(path).next().unwrap_or_else(|| panic!("{path} is not there"))
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    files
        .chain(folders.iter().flat_map(|folder| files_in(folder)))
        .collect()
}

/// The modules in files of their own that this source has for tests alone, without the ending of their names.
fn tests_of(path: &Path, text: &str) -> Vec<PathBuf> {
    let is_root = ["src/lib.rs", "src/main.rs"].map(Path::new).contains(&path);
    let below = if is_root {
        path.with_file_name("")
    } else {
        path.with_extension("")
    };
    let modules = reader::tested(text).into_iter().filter_map(|tested| tested.module);
    modules.map(|module| below.join(module)).collect()
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
    for Source { path, code } in sources_of_the_console() {
        if may.iter().any(|may| path.starts_with(may)) {
            continue;
        }
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
        assert!(named.is_empty(), "{path}: {named:?}");
    }
}

#[test]
fn only_the_store_knows_sqlite() {
    let outside = sources("src").filter(|source| source.module() != "store");
    let knowing: Vec<_> = outside
        .filter(|source| source.code.contains("rusqlite"))
        .map(|source| &source.path)
        .collect();
    assert!(knowing.is_empty(), "{knowing:?}");
}

/// What leaves through the spool is brought out by one file, which the command line alone knows: the console runs no program
/// and opens no socket.
#[test]
fn only_spool_run_runs_a_program_or_opens_a_socket_r12_8() {
    let means = [
        "process::Command",
        "UnixDatagram",
        "UnixStream",
        "TcpStream",
        "UdpSocket",
    ];
    for source in sources("src") {
        let brings_out = source.path == "src/report/anchor.rs";
        assert!(
            brings_out || means.iter().all(|means| !source.code.contains(means)),
            "{}",
            source.path
        );
        let knows = source.code.contains("report::anchor");
        assert!(!knows || source.path == "src/cli/spool.rs", "{}", source.path);
    }
}

#[test]
fn only_the_clock_reads_the_time_and_the_rules_are_handed_it_r2_2() {
    let readers = ["Utc::now", "Local::now", "SystemTime", "Instant::now", "chrono::Local"];
    let decides = ["domain", "store", "office", "desk", "portal", "intake"];
    let reading: Vec<_> = sources("src")
        .filter(|source| decides.contains(&source.module()))
        .filter(|source| readers.iter().any(|reader| source.code.contains(reader)))
        .map(|source| &source.path)
        .collect();
    assert!(reading.is_empty(), "{reading:?}");
    for Source { path, code } in sources("src/domain") {
        assert!(!code.contains("crate::clock"), "{path}");
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
    let check = &source("src/domain/otp.rs").code;
    let from = check.find("fn same_at(").unwrap();
    let same = check[from..].split("\n}\n").next().unwrap();
    assert!(same.contains("code_at(") && same.contains(".ct_eq("), "{same}");
    refuse_ways_out(same);
    let files = [("otp.rs", 1), ("otp/resync.rs", 1), ("otp/why.rs", 2)];
    for (file, searches) in files {
        let code = &source(&format!("src/domain/{file}")).code;
        let found: Vec<_> = code.split("for step in ").skip(1).collect();
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

/// What stood unread behind a `#[cfg(test)]` before its end, and a module that is there for tests alone.
#[test]
fn sources_are_read_to_their_ends() {
    for (path, end) in [
        ("src/store.rs", "pub struct Store {"),
        ("src/cli.rs", "pub fn run("),
        ("src/cli/failure.rs", "impl Failure"),
        ("src/console/gallery.rs", "pub fn "),
    ] {
        assert!(source(path).code.contains(end), "{path}");
    }
    for of_tests in [
        "src/store/promises.rs",
        "src/console/gallery/wide.rs",
        "src/ui/shell/tests/toy.rs",
    ] {
        assert!(
            Path::new(of_tests).exists() && sources(of_tests).next().is_none(),
            "{of_tests}"
        );
    }
}
