//! A password asked for at a real terminal.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::termios::{LocalModes, tcgetattr};

use crate::support::Bank;

/// The terminal's other end, without making it ours.
pub(crate) fn tty(path: &Path) -> File {
    let flags = OFlags::NOCTTY.bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path).unwrap()
}

fn echoes(tty: &File) -> bool {
    tcgetattr(tty).unwrap().local_modes.contains(LocalModes::ECHO)
}

#[test]
fn a_password_is_asked_for_without_echo_and_the_trail_names_the_terminal() {
    let bank = Bank::training();
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let name = pty.master.tty_name().unwrap();
    let looked_at = tty(&name);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_madoguchi"));
    let (store, key) = (bank.at.store.to_str().unwrap(), bank.at.key.to_str().unwrap());
    command.args([
        "--store", store, "--key", key, "--staff", "A001", "audit", "list", "--limit", "1",
    ]);
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let shown = thread::spawn(move || {
        let mut shown = Vec::new();
        // A pty ends with an error once nobody is left at its other end.
        let _ = reader.read_to_end(&mut shown);
        String::from_utf8_lossy(&shown).into_owned()
    });
    while echoes(&looked_at) {
        assert!(child.try_wait().unwrap().is_none(), "it ended without asking");
        thread::yield_now();
    }
    drop(looked_at);
    let mut writer = pty.master.take_writer().unwrap();
    writer.write_all(b"kansa-no-kakuu\n").unwrap();
    let status = child.wait().unwrap();
    let shown = shown.join().unwrap();
    assert!(status.success(), "{shown}");
    assert!(shown.starts_with("A001 のパスワード: "), "{shown}");
    assert!(!shown.contains("kansa"), "{shown}");
    let entry = format!("A001 架空 監査  {}  ログイン", name.display());
    assert!(shown.contains(&entry), "{entry}: {shown}");
}

/// `doctor` tells each of its facts, in words and as JSON, and neither asks for nor opens a store.
#[test]
fn doctor_tells_of_the_terminal_and_opens_no_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("none.db");
    let run = |more: &[&str]| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_madoguchi"));
        command
            .args(["--store", store.to_str().unwrap(), "--ambiguous", "2"])
            .args(more);
        command.env("TERM", "xterm-of-the-test").env("TMUX", "/tmp/tmux,1,0");
        let ran = command.arg("doctor").assert().success();
        String::from_utf8(ran.get_output().stdout.clone()).unwrap()
    };
    let told: serde_json::Value = serde_json::from_str(&run(&["--json"])).unwrap();
    let told = &told["doctor"];
    assert!(
        told["terminal"].as_str().unwrap().contains("xterm-of-the-test"),
        "{told}"
    );
    assert!(told["multiplexer"].as_str().unwrap().contains("tmux"), "{told}");
    assert_eq!(told["store"].as_str().unwrap(), store.to_str().unwrap(), "{told}");
    let version = told["version"].as_str().unwrap();
    assert!(version.contains(env!("CARGO_PKG_VERSION")), "{told}");
    let lines = run(&[]);
    for fact in [
        "terminal",
        "multiplexer",
        "ambiguous",
        "locale",
        "version",
        "store",
        "key",
    ] {
        assert!(lines.contains(told[fact].as_str().unwrap()), "{fact}: {lines}");
    }
    assert!(!store.exists());
}

/// What `key open` had begun when it was killed may be the key itself (R12.7).
#[test]
fn doctor_tells_of_key_files_that_were_begun_and_sealing_the_key_removes_them_r12_7() {
    let bank = Bank::training();
    let begun = bank.at.key.with_file_name(".part-abc123");
    let doctor = |bank: &Bank| {
        bank.run(&["doctor"], "")
            .out
            .contains("書きかけの鍵ファイルに鍵が残っています")
    };
    assert!(!doctor(&bank));
    std::fs::write(&begun, "madoguchi key 1\n").unwrap();
    assert!(doctor(&bank));
    assert_eq!(bank.run(&["--json", "doctor"], "").json()["doctor"]["key_begun"], "1");
    let passphrase = bank.file("passphrase", b"correct horse battery\n");
    let sealed = bank.by("K001", &["key", "seal", "--new-passphrase-file", &passphrase], "");
    assert_eq!(sealed.status, 0, "{}", sealed.err);
    assert!(!begun.exists() && !doctor(&bank));
}
