//! `doctor --keys`: text and keys are tried before anybody can log in.

use super::pty::Terminal;
use super::{F3, F10, is_given_back};

#[test]
fn keys_are_tried_without_a_login_or_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("none.db");
    let arguments = ["--store", store.to_str().unwrap(), "doctor", "--keys"];
    let mut terminal = Terminal::start(env!("CARGO_BIN_EXE_madoguchi"), &arguments, 80, 24);
    terminal.wait_for("TKNR003");
    terminal.types("港");
    terminal.wait_for("文字入力        港");
    // F4 may be what does not arrive: its twin does.
    terminal.types("\x1b4");
    terminal.wait_for("押したキーを表示します");
    terminal.types(&format!("{F10}{F3}\x01x"));
    terminal.wait_for("F10  F3  Ctrl+A  x U+0078");
    // Esc twice ends the test, and F3 the program.
    terminal.types("\x1b");
    terminal.wait_for("I0001");
    terminal.types("\x1b");
    terminal.wait_for("F4キーの確認");
    terminal.types(F3);
    assert!(terminal.end().success());
    is_given_back(&terminal);
    assert!(!store.exists());
}
