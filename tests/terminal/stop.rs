//! Job control: the console is stopped and goes on, where a shell is there that lets it go on.

use std::path::Path;

use rustix::process::{Pid, Signal, kill_process};

use super::pty::Terminal;
use super::{Demo, F3, F10, is_given_back};

pub(crate) const SHELL: &str = "/bin/bash";

/// A shell with job control that runs the program, says when it has stopped and how it left the terminal, and lets it go on
/// at the next line.
pub(crate) const SCRIPT: &str = r#"set -m
"$@"
for time in 1 2 3; do
    echo "halt $time $?"
    stty -a | tr -s ' ;' '\n\n' | grep -x -e icanon -e echo -e isig
    read -r line
    fg > /dev/null
done
"#;

/// The demo under that shell; none where the machine has no such shell.
fn under_a_shell(columns: u16, rows: u16) -> Option<(Terminal, tempfile::TempDir)> {
    if !Path::new(SHELL).exists() {
        eprintln!("skipped: {SHELL} is not there");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let kept = Demo::kept(&folder);
    let program = env!("CARGO_BIN_EXE_madoguchi");
    let arguments = ["-c", SCRIPT, "sh", program, "demo", "--keep", kept.to_str().unwrap()];
    let mut terminal = Terminal::start(SHELL, &arguments, columns, rows);
    terminal.wait_for("TLGI001");
    Some((terminal, folder))
}

/// Waits until it has halted, with that number and status, and left the terminal as it was.
pub(crate) fn has_stopped(terminal: &mut Terminal, halt: &str) {
    terminal.wait_for(&format!("halt {halt}"));
    for mode in ["icanon", "echo", "isig"] {
        let is_told = |terminal: &Terminal| {
            let text = terminal.contents();
            let told = text.rsplit("halt ").next().unwrap_or_default();
            told.lines().any(|line| line == mode)
        };
        while !is_told(terminal) {
            assert!(terminal.more(), "{}", terminal.contents());
        }
    }
    is_given_back(terminal);
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_going_on_takes_it_again() {
    let Some((mut terminal, _folder)) = under_a_shell(80, 24) else {
        return;
    };
    terminal.types("T001");
    terminal.wait_for("T001");
    terminal.types("\x1a");
    has_stopped(&mut terminal, "1 14");
    // Another size while it was stopped, and what was typed is there.
    terminal.resize(100, 30);
    terminal.types("\r");
    let bar = |terminal: &Terminal| {
        terminal
            .contents()
            .lines()
            .nth(29)
            .is_some_and(|bar| bar.contains("F10"))
    };
    while !bar(&terminal) {
        assert!(terminal.more(), "{}", terminal.contents());
    }
    terminal.wait_for("T001");
    assert!(terminal.screen().alternate_screen() && terminal.screen().bracketed_paste());
    terminal.types(&format!("\rtantou-no-mihon{F10}"));
    terminal.wait_for("TTOP001");
    // And once more, as F3 has to end it whatever happened before.
    terminal.types("\x1a");
    has_stopped(&mut terminal, "2 14");
    terminal.types("\r");
    terminal.wait_for("TTOP001");
    terminal.leaves();
    terminal.wait_for("halt 3 0");
}

/// Whoever stops it without asking (SIGSTOP) leaves it no time to give the terminal back; it takes all again when it goes on.
#[test]
fn a_stop_from_outside_is_no_harm() {
    for signal in [Signal::TSTP, Signal::STOP] {
        let Some((mut terminal, _folder)) = under_a_shell(80, 24) else {
            return;
        };
        let shell = terminal.process();
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children"));
        let Ok(children) = children else {
            eprintln!("skipped: the system does not tell of children");
            return;
        };
        let child = children.split_whitespace().next().unwrap().parse().unwrap();
        kill_process(Pid::from_raw(child).unwrap(), signal).unwrap();
        terminal.wait_for("halt 1 14");
        terminal.types("\r");
        terminal.wait_for("TLGI001");
        terminal.types("T0");
        terminal.wait_for("T0");
        assert!(terminal.screen().alternate_screen() && terminal.screen().bracketed_paste());
    }
}

/// A console that leads its session has nobody who could let it go on.
#[test]
fn where_nobody_could_let_it_go_on_it_does_not_stop() {
    let mut demo = Demo::start(80, 24);
    demo.terminal.wait_for("TLGI001");
    demo.terminal.types("\x1a");
    demo.terminal.wait_for("I0006");
    let process = Pid::from_raw(i32::try_from(demo.terminal.process()).unwrap()).unwrap();
    kill_process(process, Signal::TSTP).unwrap();
    demo.terminal.types("T001");
    demo.terminal.wait_for("T001");
    demo.terminal.types(F3);
    assert!(demo.terminal.screen().alternate_screen());
}
