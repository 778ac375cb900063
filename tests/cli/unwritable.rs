//! A store that can't be written: an unprivileged account verifies it all the same, and nothing of it changes (R12.2, R12.6).
//! Run as root, the program is made to be nobody: to root every file can be written.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use madoguchi::store::Store;
use serde_json::Value;

use crate::support::{Bank, mode};

const SETPRIV: &str = "/usr/bin/setpriv";
/// Nobody, and no group.
const NOBODY: u32 = 65_534;

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Whether there is an unprivileged account to be had; says so where there is none.
fn may_be_nobody() -> bool {
    let may = !is_root() || Path::new(SETPRIV).exists();
    if !may {
        eprintln!("skipped: this is root, and {SETPRIV} is not there");
    }
    may
}

/// Everything below a folder, itself first.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() { below(&path) } else { vec![path] });
    }
    all
}

/// Makes all of a bank the account's own, and takes from it the right to write the store and its folder.
fn closed(bank: &Bank) {
    for path in below(bank.path("").as_path()) {
        if is_root() {
            chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    let folder = bank.at.store.parent().unwrap();
    for path in below(folder).iter().skip(1) {
        mode(path, 0o400);
    }
    mode(folder, 0o500);
}

/// Runs the program as the account. A folder is opened again afterwards, so that it can go.
fn as_nobody(bank: &Bank, staff: &str, args: &[&str]) -> (Option<i32>, String, String) {
    let program = env!("CARGO_BIN_EXE_madoguchi");
    let mut command = if is_root() {
        let mut command = Command::new(SETPRIV);
        let who = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
        command.args(who).args(["--clear-groups", "--", program]);
        command
    } else {
        Command::new(program)
    };
    let path = |path: &Path| path.display().to_string();
    command.args([
        "--store",
        &path(&bank.at.store),
        "--key",
        &path(&bank.at.key),
        "--staff",
        staff,
    ]);
    command.args(["--password-file", &path(&bank.path(&format!("{staff}.password")))]);
    let output = command.args(args).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What the files of the store are.
fn bytes(bank: &Bank) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = below(bank.at.store.parent().unwrap()).into_iter().skip(1);
    files.map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
}

fn found(told: &str) -> Value {
    serde_json::from_str::<Value>(told).unwrap_or_else(|error| panic!("{error}: {told}"))["verified"].clone()
}

#[test]
fn a_store_that_can_t_be_written_is_verified_and_stays_as_it_is_r12_2_r12_6() {
    if !may_be_nobody() {
        return;
    }
    let bank = Bank::training();
    let count = bank.verified();
    closed(&bank);
    let before = bytes(&bank);
    let (status, out, err) = as_nobody(&bank, "A001", &["--json", "verify"]);
    assert_eq!(status, Some(0), "{out}{err}");
    let verified = found(&out);
    // The login of the verification before it is what there is more.
    assert_eq!(
        (&verified["flaw"], verified["count"].as_u64()),
        (&Value::Null, Some(count + 2)),
        "{out}"
    );
    let parts: Vec<_> = verified["looked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|looked| &looked["part"])
        .collect();
    assert_eq!(parts, ["schema", "file", "references", "trail", "rows", "seeds"]);
    let (status, out, err) = as_nobody(&bank, "A001", &["verify"]);
    assert_eq!(status, Some(0), "{out}{err}");
    assert!(!err.is_empty(), "that nothing of it is recorded is said");
    assert_eq!(bytes(&bank), before);
    // Nothing else is done there, and it is said why.
    let (status, out, _) = as_nobody(&bank, "K001", &["--json", "staff", "lock", "T001"]);
    assert_eq!(status, Some(3), "{out}");
    assert_eq!(bytes(&bank), before);
    mode(bank.at.store.parent().unwrap(), 0o700);
}

/// Beside a console that has it open, what was written last stands in a file beside it.
#[test]
fn what_stands_beside_a_store_that_can_t_be_written_is_verified_too_r12_2() {
    if !may_be_nobody() {
        return;
    }
    let bank = Bank::training();
    let open = Store::open(&bank.at).unwrap();
    let count = bank.verified();
    let copy = Bank::nowhere();
    for (from, to) in [(&bank.at.store, &copy.at.store), (&bank.at.key, &copy.at.key)] {
        let (from, to) = (from.parent().unwrap(), to.parent().unwrap());
        fs::create_dir(to).unwrap();
        mode(to, 0o700);
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    drop(open);
    fs::copy(bank.path("A001.password"), copy.path("A001.password")).unwrap();
    let log = copy.at.store.with_file_name("madoguchi.db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0);
    closed(&copy);
    let before = bytes(&copy);
    let (status, out, err) = as_nobody(&copy, "A001", &["--json", "verify"]);
    assert_eq!(status, Some(0), "{out}{err}");
    let verified = found(&out);
    assert_eq!(
        (&verified["flaw"], verified["count"].as_u64()),
        (&Value::Null, Some(count + 2)),
        "{out}"
    );
    assert_eq!(
        bytes(&copy).keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    mode(copy.at.store.parent().unwrap(), 0o700);
}

#[test]
fn what_is_wrong_with_a_store_that_can_t_be_written_is_named_r12_2_r12_6() {
    if !may_be_nobody() {
        return;
    }
    let bank = Bank::training();
    let mut file = fs::read(&bank.at.store).unwrap();
    let (before, after) = (b"1000009DEN509 DEN509J1", b"1000009DEN509 DEN509J2");
    let place = file.windows(before.len()).position(|bytes| bytes == before).unwrap();
    file[place..place + after.len()].copy_from_slice(after);
    fs::write(&bank.at.store, file).unwrap();
    closed(&bank);
    let (status, out, err) = as_nobody(&bank, "A001", &["--json", "verify"]);
    assert_eq!(status, Some(1), "{out}{err}");
    assert!(found(&out)["flaw"]["changed"].is_u64(), "{out}");
    let (status, _, err) = as_nobody(&bank, "A001", &["verify"]);
    assert!(status == Some(1) && err.contains("E3010 "), "{err}");
    let (status, out, _) = as_nobody(&bank, "A001", &["--json", "verify", "--expect", "1:00000000"]);
    assert_eq!(
        (status, &found(&out)["expected"]["count"]),
        (Some(1), &1.into()),
        "{out}"
    );
    // A key that the account can't read is said before anything.
    mode(&bank.at.key, 0o000);
    let (status, out, _) = as_nobody(&bank, "A001", &["--json", "verify"]);
    assert_eq!(status, Some(3), "{out}");
    mode(bank.at.store.parent().unwrap(), 0o700);
}
