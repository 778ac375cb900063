//! The console inside tmux, that is attached to from terminals of other sizes.

use std::path::PathBuf;
use std::process::Command;

use super::pty::Terminal;
use super::{Demo, F10};

const TMUX: [&str; 2] = ["/usr/bin/tmux", "/usr/local/bin/tmux"];

/// A server of tmux of its own, which ends with the test.
struct Server {
    program: &'static str,
    socket: PathBuf,
    folder: tempfile::TempDir,
}

impl Server {
    /// One with the demo in a window of 80×24, if this machine has tmux.
    fn start() -> Option<Self> {
        let Some(program) = TMUX.into_iter().find(|program| std::path::Path::new(program).exists()) else {
            eprintln!("skipped: tmux is not there");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let server = Self {
            program,
            socket: folder.path().join("socket"),
            folder,
        };
        let bank = Demo::kept(&server.folder);
        let demo = [
            env!("CARGO_BIN_EXE_madoguchi"),
            "demo",
            "--keep",
            bank.to_str().unwrap(),
        ];
        let window = ["new-session", "-d", "-x", "80", "-y", "24"];
        server.does(&[&window[..], &demo].concat());
        Some(server)
    }

    fn arguments<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        let own = ["-u", "-f", "/dev/null", "-S", self.socket.to_str().unwrap()];
        [&own[..], arguments].concat()
    }

    /// Runs a command of tmux, and gives what it says.
    fn does(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(self.program);
        command.args(self.arguments(arguments)).env_remove("TMUX");
        let ran = command.output().unwrap();
        assert!(
            ran.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        String::from_utf8(ran.stdout).unwrap()
    }

    /// A terminal of that size that is attached to it.
    fn attached(&self, columns: u16, rows: u16) -> Terminal {
        let none = [("TMUX", "")];
        Terminal::start_with(self.program, &self.arguments(&["attach-session"]), &none, columns, rows)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended with its only window.
        let own = self.arguments(&["kill-server"]);
        let _ = Command::new(self.program).args(own).output();
    }
}

/// Whether the bar stands in that row, counted from 1.
fn has_its_bar_in(terminal: &Terminal, row: usize) -> bool {
    let text = terminal.contents();
    text.lines()
        .nth(row - 1)
        .is_some_and(|bar| bar.contains("F10") && bar.contains("F1"))
}

#[test]
fn attached_from_another_size_it_fills_that_and_keeps_what_was_typed() {
    let Some(server) = Server::start() else { return };
    let mut small = server.attached(80, 25);
    small.wait_for("TLGI001");
    small.types("T001");
    small.wait_for("T001");
    // The last terminal decides the size; the lowest row is tmux's own.
    let mut large = server.attached(120, 41);
    while !has_its_bar_in(&large, 40) {
        assert!(large.more(), "{}", large.contents());
    }
    large.wait_for("T001");
    let whole = server.does(&["capture-pane", "-p"]);
    let first = whole.lines().next().unwrap();
    assert!(first.ends_with("TLGI001") && first.trim_end().len() > 60, "{whole}");
    assert_eq!(
        whole.matches("TLGI001").count(),
        1,
        "nothing of the smaller one is left: {whole}"
    );
    large.types(&format!("\rtantou-no-mihon{F10}"));
    large.wait_for("TTOP001");
    server.does(&["resize-window", "-x", "80", "-y", "24"]);
    // The rows that tmux keeps of the larger one have a bar too: it is all there with its head.
    let is_whole = |rows: &str| {
        let row = |number: usize| rows.lines().nth(number).unwrap_or_default();
        row(0).contains("TTOP001") && row(23).contains("F10")
    };
    while !is_whole(&server.does(&["capture-pane", "-p"])) {
        assert!(large.more(), "{}", large.contents());
    }
    assert_eq!(server.does(&["capture-pane", "-p"]).matches("TTOP001").count(), 1);
}
