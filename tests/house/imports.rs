//! Who may import whom.

use crate::paths::paths;
use crate::{Source, sources};

/// Each module with those it may use: `main → cli → console → {branch, customer} → ui → {training, report, intake} → {desk, portal} → office → {store, domain}`.
/// `clock`, `entropy`, `inbox`, `outbox` and `signs` are leaves anyone may use; `words` knows the domain; `ui::text` is a leaf that `cli` and `report` may use too.
const MAY_USE: [(&str, &[&str]); 20] = [
    ("signs", &[]),
    ("clock", &[]),
    ("entropy", &[]),
    ("inbox", &[]),
    ("outbox", &["inbox"]),
    ("domain", &["signs"]),
    ("words", &["domain"]),
    ("store", &["domain", "entropy", "inbox", "outbox"]),
    ("office", &["store", "domain", "clock", "entropy"]),
    ("desk", &["office", "store", "domain", "clock", "entropy"]),
    ("portal", &["office", "store", "domain", "clock", "entropy"]),
    ("intake", &["desk", "domain"]),
    (
        "report",
        &[
            "desk", "portal", "store", "domain", "words", "outbox", "signs", "ui::text",
        ],
    ),
    ("training", &["intake", "desk", "portal", "domain", "clock", "entropy"]),
    (
        "ui",
        &[
            "training", "report", "intake", "desk", "portal", "store", "domain", "words", "clock", "entropy", "inbox",
            "outbox", "signs",
        ],
    ),
    (
        "branch",
        &[
            "ui", "training", "report", "intake", "desk", "domain", "store", "words", "clock", "inbox", "outbox",
        ],
    ),
    (
        "customer",
        &["ui", "training", "portal", "desk", "domain", "store", "words"],
    ),
    (
        "console",
        &[
            "branch", "customer", "ui", "training", "report", "intake", "desk", "portal", "store", "domain", "words",
            "clock", "entropy", "inbox", "outbox",
        ],
    ),
    (
        "cli",
        &[
            "console", "branch", "ui", "training", "report", "intake", "desk", "portal", "store", "domain", "words",
            "clock", "entropy", "inbox", "outbox", "signs",
        ],
    ),
    ("main", &["cli", "ui"]),
];

/// The arrows of a source that point where its module may not.
fn wrong_arrows(source: &Source) -> Vec<String> {
    let Source { path, code } = source;
    let own = source.module();
    // It says only which modules there are.
    if own == "lib" {
        return Vec::new();
    }
    let (_, may) = MAY_USE
        .iter()
        .find(|(name, _)| *name == own)
        .unwrap_or_else(|| panic!("{own} has no place"));
    let used = paths(code, &source.at()).into_iter().filter(|used| {
        let is_own = used.first().is_some_and(|first| first == own);
        let is_allowed = may.iter().any(|may| is_within(used, may));
        !is_own && !is_allowed
    });
    used.map(|used| format!("{path}: {own} uses {}", used.join("::")))
        .collect()
}

/// Whether that path is of the module `module`, like `ui::text`.
fn is_within(path: &[String], module: &str) -> bool {
    let parts: Vec<_> = module.split("::").collect();
    path.len() >= parts.len() && path.iter().zip(&parts).all(|(part, own)| part == own)
}

#[test]
fn imports_point_one_way() {
    let wrong: Vec<_> = sources("src").flat_map(wrong_arrows).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ui_text_is_a_leaf() {
    for source in sources("src/ui").filter(|source| source.path.starts_with("src/ui/text")) {
        let used = paths(&source.code, &source.at());
        let beyond: Vec<_> = used
            .iter()
            .filter(|used| !is_within(used, "ui::text") && !is_within(used, "signs"))
            .collect();
        assert!(beyond.is_empty(), "{}: {beyond:?}", source.path);
    }
}

/// A source of its own at that path, as if it stood in the house.
fn written(path: &str, code: &str) -> Vec<String> {
    wrong_arrows(&Source {
        path: path.to_owned(),
        code: crate::reader::untested(code),
    })
}

#[test]
fn an_arrow_that_points_up_is_seen_however_it_is_written() {
    for up in [
        "use crate::desk::Desk;",
        "use crate::{entropy::Entropy, desk};",
        "use crate::{domain::{User, state::{OtpState}}, desk::{self}};",
        "pub(crate) use {crate::domain::User, crate::desk::Desk as Branch};",
        "use super::super::desk::Desk;",
        "use super::super::{entropy, desk::Desk};",
        "use self::super::super::desk;",
        "mod inside { use super::super::super::desk::Desk; }",
        "fn find() -> crate::desk::Desk { todo!() }",
        "fn find() { super::super::desk::find() }",
        "macro_rules! find { () => { $crate::desk::find() } }",
        "use crate::*;",
        "use crate as house;",
        "use super::super::*;",
        "use super::super::{self as house};",
        "#[cfg(test)]\nmod promises;\nuse crate::desk::Desk;",
        "#[cfg(test)]\nuse crate::training::{self};\nuse crate::desk::Desk;",
        "const MARK: &str = \"#[cfg(test)] mod tests {\"; use crate::desk::Desk;",
        "/* /* */ use crate::cli; */ use crate::desk::Desk;",
    ] {
        let wrong = written("src/store/rows.rs", up);
        assert_eq!(wrong.len(), 1, "{up}: {wrong:?}");
    }
}

#[test]
fn what_is_no_arrow_that_points_up_is_left_alone() {
    for fine in [
        "use crate::{domain::User, store::Tx};",
        "use std::{self, fmt}; use rusqlite::{Row, desk::Desk};",
        "use super::{Store, rows::*}; use super::*; fn all(&self) { self.desk() }",
        "// use crate::desk::Desk;\n/// [`Desk`](crate::desk::Desk)\nfn say() {}",
        "const SAID: &str = \"crate::desk\"; const RAW: &str = r#\"\" crate::desk \"#; const MARK: char = '\"';",
        "use crate::domain::{a::*, b as desk, c};",
        "use super::super::domain::desk;",
        "#[cfg(test)]\nmod tests {\n    use crate::desk::Desk;\n}",
        "#[cfg(test)]\n#[path = \"}\"]\npub(crate) use crate::desk::{Desk};",
    ] {
        let wrong = written("src/store/rows.rs", fine);
        assert!(wrong.is_empty(), "{fine}: {wrong:?}");
    }
}

/// Parts of the console that know nothing of those behind them: what stands below does not know what stands on it.
const KNOWS_NOTHING_OF: [(&str, &[&str]); 9] = [
    (
        "ui::event",
        &[
            "ui::worker",
            "ui::screen",
            "ui::kit",
            "ui::shell",
            "ui::stage",
            "ui::terminal",
            "branch",
            "customer",
        ],
    ),
    ("ui::facts", &["ui"]),
    (
        "ui::worker",
        &[
            "ui::screen",
            "ui::kit",
            "ui::shell",
            "ui::stage",
            "ui::terminal",
            "branch",
            "customer",
        ],
    ),
    (
        "ui::screen",
        &["ui::shell", "ui::stage", "ui::terminal", "branch", "customer"],
    ),
    (
        "ui::kit",
        &[
            "ui::worker",
            "ui::shell",
            "ui::stage",
            "ui::terminal",
            "branch",
            "customer",
        ],
    ),
    ("ui::shell", &["ui::stage", "ui::terminal", "branch", "customer"]),
    ("ui::stage", &["ui::terminal", "branch", "customer"]),
    ("branch", &["ui::shell", "ui::stage", "customer"]),
    ("customer", &["ui::shell", "ui::stage", "ui::terminal", "branch"]),
];

#[test]
fn inside_the_console_nothing_knows_what_stands_on_it() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let (path, module) = (&source.path, source.at());
        let unknown = KNOWS_NOTHING_OF.iter().filter(|(part, _)| is_within(&module, part));
        let unknown: Vec<_> = unknown.flat_map(|(_, unknown)| *unknown).collect();
        let used = paths(&source.code, &module).into_iter().filter(|used| {
            let is_unknown = unknown.iter().any(|unknown| is_within(used, unknown));
            is_unknown && !used.starts_with(&module)
        });
        wrong.extend(used.map(|used| format!("{path} uses {}", used.join("::"))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
