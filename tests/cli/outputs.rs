//! What leaves is new, what is read is plain, and what can't be told or recorded is said.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::support::{Bank, at, number};

/// A pipe that nobody reads.
fn pipe(path: &Path) -> String {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    path.display().to_string()
}

/// A bank with a notice that waits and a receipt, and its number.
fn with_receipt() -> (Bank, String) {
    let bank = Bank::training();
    let done = bank.outcome("T001", 2, &revoke(&bank))["done"]["number"].clone();
    let receipt = done.as_str().unwrap().to_owned();
    (bank, receipt)
}

fn revoke(bank: &Bank) -> serde_json::Value {
    let check = bank.check(1, "1000012", "DEN512");
    let users = ["DEN512", "DEN512J2", "DEN512M1"];
    json!({ "revoke": { "contract": "1000012", "users": users, "reason": "loss", "check": check } })
}

#[test]
fn no_file_of_ours_is_replaced_by_what_leaves_r14_2() {
    let (bank, receipt) = with_receipt();
    let (key, before) = (bank.at.key.clone(), fs::read(&bank.at.key).unwrap());
    let link = bank.path("link.pdf");
    symlink(&key, &link).unwrap();
    let pipe_at = bank.path("pipe.pdf");
    pipe(&pipe_at);
    let beside = |name: &str| bank.at.store.with_file_name(name);
    let cases = [
        (key.clone(), "E2062"),
        (bank.at.store.clone(), "E2062"),
        (beside("madoguchi.db-journal"), "E2062"),
        (beside("madoguchi.db-wal"), "E2062"),
        (beside("slip.pdf"), "E2061"),
        (key.with_file_name("slip.pdf"), "E2061"),
        (link.clone(), "E2002"),
        (pipe_at.clone(), "E2002"),
    ];
    for (path, code) in cases {
        let path = path.to_str().unwrap();
        let slip = ["--json", "slip", &receipt, "--out", path];
        let letters = ["--json", "notices", "export", "--number", "1", "--out", path];
        let trail = ["--json", "audit", "export", "--format", "csv", "--out", path];
        for (staff, args) in [("T001", &slip[..]), ("S001", &letters[..]), ("A001", &trail[..])] {
            assert_eq!(
                number(&bank.by(staff, args, "")),
                (3, code.to_owned()),
                "{path} {args:?}"
            );
        }
    }
    assert_eq!(fs::read(&key).unwrap(), before);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::symlink_metadata(&pipe_at).unwrap().file_type().is_fifo());
    // Nothing has left, and what waits still does.
    assert!(
        !bank.by("S001", &["--json", "notices", "list"], "").json()["notices"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    bank.verified();
}

#[test]
fn a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for() {
    let bank = Bank::training();
    let pipe = pipe(&bank.path("pipe"));
    let policy = bank.by("K001", &["--json", "policy", "set", &pipe], "");
    assert_eq!(number(&policy), (3, "E3006".into()));
    assert!(policy.out.contains("通常のファイルでない"), "{}", policy.out);
    for args in [
        &["keymap", "check", &pipe][..],
        &["contracts", "import", &pipe],
        &["do", &pipe],
    ] {
        let ran = bank.by("K001", &[&["--json"], args].concat(), "");
        assert_eq!(number(&ran), (3, "E3006".into()), "{args:?}");
    }
    let ran = bank.by("K001", &["--json", "tokens", "import", &pipe], "");
    assert_eq!(number(&ran), (3, "E1443".into()));
    let ran = bank.run(&["--json", "--staff", "T001", "--password-file", &pipe, "verify"], "");
    assert_eq!(number(&ran), (3, "E3004".into()));
    fs::remove_file(&bank.at.key).unwrap();
    fs::rename(&pipe, &bank.at.key).unwrap();
    assert_eq!(number(&bank.by("T001", &["--json", "verify"], "")), (3, "E2005".into()));
}

/// Runs the program where nobody takes what it says on standard output, and gives its exit status and standard error.
fn unheard(bank: &Bank, staff: &str, args: &[&str], stdin: &str) -> (i32, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    into(Stdio::from(writer), bank, staff, args, stdin)
}

fn into(out: Stdio, bank: &Bank, staff: &str, args: &[&str], stdin: &str) -> (i32, String) {
    let (store, key) = (bank.at.store.to_str().unwrap(), bank.at.key.to_str().unwrap());
    let password = bank.path(&format!("{staff}.password"));
    let command = bank.file("command.json", stdin.as_bytes());
    let output = Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .args(["--store", store, "--key", key, "--staff", staff, "--password-file"])
        .arg(password)
        .args(args)
        .args((!stdin.is_empty()).then_some(command))
        .stdout(out)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_is_done_is_said_to_be_done_where_its_result_can_t_be_written() {
    let bank = Bank::training();
    let command = revoke(&bank).to_string();
    let (status, told) = unheard(&bank, "T001", &["--json", "--at", &at(2), "do"], &command);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, &told["failed"]["code"]), (3, &json!("E3040")));
    let receipt = told["failed"]["facts"]["number"].as_str().unwrap();
    assert_eq!(
        bank.by("T001", &["slip", receipt], "").status,
        0,
        "it is the receipt of what was done"
    );
    let (status, told) = unheard(&bank, "K001", &["staff", "lock", "T001"], "");
    assert!(status == 3 && told.starts_with("E3041 実行しましたが"), "{told}");
    // A disk without room takes it as little as a closed pipe, and then who only looks is told too.
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    let begin = json!({ "begin_check": { "contract": "1000001", "channel": "counter", "person": "representative" } });
    let (status, told) = into(
        full(),
        &bank,
        "T002",
        &["--json", "--at", &at(2), "do"],
        &begin.to_string(),
    );
    assert!(status == 3 && told.contains("\"code\":\"E304"), "{status} {told}");
    let (status, told) = into(full(), &bank, "K001", &["staff", "list"], "");
    assert!(status == 3 && told.starts_with("E3008"), "{status} {told}");
    // Who only looks has seen enough, as with `| head`.
    let (status, told) = unheard(&bank, "K001", &["staff", "list"], "");
    assert!(status == 0 && told.is_empty(), "{told}");
    // A refusal that nobody takes is one all the same.
    let (status, told) = unheard(&bank, "A001", &["--json", "do"], &command);
    assert!(status == 1 && told.contains("\"refused\""), "{told}");
}

/// Who starts the program can bound what it writes. A command is over before anything could be written that it owes, so it neither looks
/// nor says whether a password is right: neither guesses nor looks leave nothing.
#[test]
fn where_no_file_may_grow_nobody_guesses_or_looks_unseen_and_nothing_is_killed_r11_6_r12_4() {
    let bank = Bank::training();
    let before = bank.verified();
    let (store, key) = (bank.at.store.to_str().unwrap(), bank.at.key.to_str().unwrap());
    let limited = |password: &str, args: &[&str]| {
        let output = Command::new("sh")
            .args(["-c", "ulimit -f 64; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_madoguchi")])
            .args(["--store", store, "--key", key, "--staff", "T001", "--password-file"])
            .arg(bank.path(password))
            .args(args)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    bank.file("wrong.password", b"not the password\n");
    let look = ["contracts", "show", "1000001"];
    let right = limited("T001.password", &look);
    assert!(right.0 == Some(3) && right.2.starts_with("E2010 "), "{right:?}");
    assert!(!right.1.contains("1000001"), "{right:?}");
    assert_eq!(limited("wrong.password", &look), right, "no answer tells them apart");
    let (status, out, _) = limited("T001.password", &["--json", "staff", "password"]);
    assert_ne!(status, None, "{out}");
    // The console neither: it could be started anew for each guess.
    let speaking = |password: &str| {
        let typed = format!("T001\n{password}\n.F10\n");
        let mut console = Command::new("sh")
            .args(["-c", "ulimit -f 64; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_madoguchi")])
            .args(["--store", store, "--key", key, "--plain"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        console.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        String::from_utf8(console.wait_with_output().unwrap().stdout).unwrap()
    };
    let (right, wrong) = (speaking("tantou-no-mihon"), speaking("tantou-no-nihon"));
    assert!(right.contains("E2010") && !right.contains("TTOP001"), "{right}");
    assert_eq!(right, wrong);
    assert_eq!(bank.verified(), before + 2, "the entries of the second verify alone");
}
