//! The console line by line at a terminal: what is typed is shown but for secrets, and the terminal is given back however it
//! ends.

use std::path::Path;

use super::pty::Terminal;
use super::stop::{SCRIPT, SHELL, has_stopped};

#[test]
fn what_is_typed_is_shown_but_a_password_and_the_terminal_is_given_back() {
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
        // Shown while it is typed, and what is rubbed out is gone.
        terminal.types("T001X");
        terminal.wait_for("\nT001X");
        terminal.types("\x7f\x1b[D");
        terminal.types("\r");
        terminal.wait_for("担当者番号  T001。");
        terminal.types("not-the-word\r");
        terminal.wait_for("パスワード  12 文字");
        // Ahead of its entry, too: all of it comes before the first line was read.
        terminal.types("T002\rnor-this\r");
        terminal.wait_for("担当者番号  T002。");
        terminal.wait_for("パスワード  8 文字");
        terminal.types(".F10\r");
        terminal.wait_for("E1201");
        terminal.types(end);
        has_stopped(&mut terminal, "1 0");
        for password in ["not-the-word", "nor-this"] {
            assert!(!terminal.written().contains(password), "{}", terminal.written());
        }
        assert!(!terminal.written().contains('\x1b'), "{}", terminal.written());
    }
}

#[test]
fn a_terminal_that_moves_no_cursor_is_spoken_to_line_by_line() {
    let program = env!("CARGO_BIN_EXE_madoguchi");
    let mut terminal = Terminal::start_with(program, &["demo"], &[("TERM", "dumb")], 80, 60);
    terminal.wait_for("入力 担当者番号");
    terminal.types("\x04");
    assert!(terminal.end().success());
    assert!(!terminal.written().contains('\x1b'), "{}", terminal.written());
}
