//! Who may make, replace or write files: one module for everything that leaves, and the few with a reason of their own.

use crate::{Source, sources};

/// What makes, replaces or opens a file for writing, however it is asked for.
const WRITING: [&str; 24] = [
    "File::create",
    "File::options",
    "OpenOptions",
    "create_new",
    "fs::write",
    "fs::copy",
    "fs::rename",
    "fs::hard_link",
    "fs::remove",
    "fs::create_dir",
    "DirBuilder",
    "NamedTempFile",
    "tempfile::",
    "symlink(",
    "mknodat",
    "openat",
    "linkat",
    "renameat",
    "rustix::fs::open",
    "OFlags::WRONLY",
    "OFlags::RDWR",
    "VACUUM INTO",
    "ATTACH",
    "Backup::new",
];

/// Who may, what of it, and why.
const MAY: &[(&str, &[&str], &str)] = &[
    (
        "src/desk/backup.rs",
        &["fs::remove"],
        "of daily backups so many days are kept as was asked for (R12.7)",
    ),
    (
        "src/outbox/tray.rs",
        &["DirBuilder"],
        "each person's own folder in that of the exports (R12.8)",
    ),
    (
        "src/report/anchor.rs",
        &["OpenOptions"],
        "checkpoints are appended to the file of another owner, and never more (R12.5)",
    ),
    (
        "src/store/spool.rs",
        &["OpenOptions", "fs::remove"],
        "what was brought out leaves the spool, which one run at a time looks after",
    ),
    (
        "src/store/backup.rs",
        &["tempfile::", "fs::hard_link", "fs::remove"],
        "a backup gets its name when it is verified, and the oldest of the days go (R12.7)",
    ),
    (
        "src/store/backup/restore.rs",
        &["fs::copy", "fs::rename"],
        "the store that is replaced is kept under another name (R12.7)",
    ),
    (
        "src/store/rotation.rs",
        &["fs::hard_link", "fs::rename", "fs::remove"],
        "the next key takes the place of the one of now, which is kept; a part of one, which a kill has left, goes (R12.7)",
    ),
    (
        "src/outbox.rs",
        &[
            "fs::rename",
            "rustix::fs::open",
            "openat",
            "linkat",
            "renameat",
            "OFlags::WRONLY",
        ],
        "it is the way",
    ),
    ("src/inbox.rs", &["OpenOptions"], "it opens for reading alone"),
    (
        "src/store/files.rs",
        &[
            "fs::hard_link",
            "NamedTempFile",
            "tempfile::",
            "OpenOptions",
            "create_new",
            "fs::create_dir",
            "DirBuilder",
            "fs::remove",
        ],
        "a store, its key and their folders are made there, and what a killed program had begun of a key is removed",
    ),
    (
        "src/store/letters.rs",
        &[
            "fs::rename",
            "fs::hard_link",
            "fs::remove",
            "NamedTempFile",
            "tempfile::",
        ],
        "sealed letters go into a folder of another account, which prints and removes them (R17.1)",
    ),
    (
        "src/store/making.rs",
        &["fs::hard_link", "fs::remove"],
        "a new store and its key get their names there",
    ),
    (
        "src/store/sqlite/copies.rs",
        &["Backup::new"],
        "a lesson's copy is in memory",
    ),
    (
        "src/cli/demo.rs",
        &["DirBuilder", "tempfile::"],
        "the new folder of a training bank, for its store and key",
    ),
    (
        "src/cli/file.rs",
        &["tempfile::"],
        "a file without a name: what comes in by a pipe is read more than once",
    ),
    (
        "src/cli/kept.rs",
        &["tempfile::"],
        "a file without a name: a result that is too long to be held waits in it",
    ),
    (
        "src/cli/screens.rs",
        &["fs::create_dir"],
        "the folder of the pictures, which are written by the outbox",
    ),
    (
        "src/intake/aside.rs",
        &["tempfile::"],
        "a file without a name: what is known of a file of any size is set aside in it, and no seed",
    ),
    (
        "src/words/build/main.rs",
        &["fs::write"],
        "it is the build's, and no part of the program",
    ),
];

fn found(source: &Source) -> Vec<&'static str> {
    WRITING.into_iter().filter(|call| source.code.contains(call)).collect()
}

#[test]
fn nothing_but_the_outbox_opens_a_file_for_writing_r14_2() {
    for source in sources("src") {
        let may = MAY.iter().find(|(path, _, _)| *path == source.path);
        let may = may.map_or(&[][..], |(_, calls, _)| calls);
        let beyond: Vec<_> = found(source).into_iter().filter(|call| !may.contains(call)).collect();
        assert!(beyond.is_empty(), "{} writes by {beyond:?}", source.path);
        // Nothing of `fs` comes in by a name of its own that these would not show.
        let braces = source.code.split("use std::fs::{").skip(1);
        for names in braces.filter_map(|rest| rest.split('}').next()) {
            let known = ["self", "File", "DirBuilder", "OpenOptions", "Permissions", "Metadata"];
            assert!(
                names.split(',').all(|name| known.contains(&name.trim())),
                "{}: {names}",
                source.path
            );
        }
    }
}

#[test]
fn every_exception_is_one_that_is_needed_and_has_its_reason() {
    for (path, calls, reason) in MAY {
        let source = crate::source(path);
        let unused: Vec<_> = calls.iter().filter(|call| !found(source).contains(call)).collect();
        assert!(unused.is_empty() && !reason.is_empty(), "{path}: {unused:?}");
    }
}

#[test]
fn a_way_round_the_outbox_is_seen() {
    for code in [
        "std::fs::write(path, text)",
        "let file = File::create(path)?;",
        "use std::fs::write;",
    ] {
        let source = Source {
            path: "src/ui/x.rs".to_owned(),
            code: code.to_owned(),
        };
        assert!(!found(&source).is_empty(), "{code}");
    }
}
