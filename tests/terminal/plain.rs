//! The console line by line at a terminal: nothing typed is echoed, and the echo is given back however it ends.

use std::path::Path;

use super::pty::Terminal;
use super::stop::{SCRIPT, SHELL, has_stopped};

#[test]
fn a_password_is_not_echoed_and_the_echo_is_given_back() {
    if !Path::new(SHELL).exists() {
        eprintln!("skipped: {SHELL} is not there");
        return;
    }
    let program = env!("CARGO_BIN_EXE_madoguchi");
    // Ctrl+C ends it as a lost line does; the end of the lines, too.
    for end in ["\x03", "\x04"] {
        let arguments = ["-c", SCRIPT, "sh", program, "--plain", "demo"];
        let mut terminal = Terminal::start(SHELL, &arguments, 80, 60);
        terminal.wait_for("入力 担当者番号");
        terminal.types("T001\r");
        terminal.wait_for("担当者番号  T001");
        terminal.types("not-the-word\r");
        terminal.wait_for("パスワード  12 文字");
        terminal.types(".F10\r");
        terminal.wait_for("E1201");
        terminal.types(end);
        has_stopped(&mut terminal, "1 0");
        assert!(!terminal.written().contains("not-the-word"), "{}", terminal.written());
        assert!(!terminal.written().contains('\x1b'), "{}", terminal.written());
    }
}
