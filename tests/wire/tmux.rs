//! tmux as a reader: a server of its own, a pane of 80×24, and what stands in it.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::process::{Command, Output};

/// How often it is asked whether it has read everything; each time is a process of its own.
const PATIENCE: usize = 2_000;

pub(crate) struct Tmux {
    name: String,
    folder: tempfile::TempDir,
    pipe: Option<File>,
    marks: usize,
}

impl Tmux {
    /// A pane that shows what it is given; none where this machine has no tmux.
    pub(crate) fn start() -> Option<Self> {
        if Command::new("tmux").arg("-V").output().is_err() {
            eprintln!("skipped: tmux is not there, so vt100 alone reads");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let name = format!("wire-{}", std::process::id());
        let path = folder.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let mut tmux = Self {
            name,
            folder,
            pipe: None,
            marks: 0,
        };
        let shows = format!("stty raw -echo; exec cat '{}'", path.display());
        tmux.ask(&["new-session", "-d", "-x", "80", "-y", "24", &shows]);
        tmux.ask(&["set-option", "-g", "status", "off"]);
        tmux.ask(&["resize-window", "-x", "80", "-y", "24"]);
        tmux.pipe = Some(OpenOptions::new().write(true).open(path).unwrap());
        Some(tmux)
    }

    fn ask(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command
            .env("TMUX_TMPDIR", self.folder.path())
            .env_remove("TMUX")
            .env("LC_ALL", "C.UTF-8");
        command
            .args(["-u", "-f", "/dev/null", "-L", &self.name])
            .args(arguments);
        let asked = command.output();
        let Output { status, stdout, stderr } = asked.unwrap();
        assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    /// Shows these bytes, and waits until they have been read: the title that follows them is then there.
    pub(crate) fn show(&mut self, bytes: &[u8]) {
        self.marks += 1;
        let mark = format!("mark-{}", self.marks);
        let pipe = self.pipe.as_mut().unwrap();
        pipe.write_all(bytes).unwrap();
        pipe.write_all(format!("\x1b]2;{mark}\x07").as_bytes()).unwrap();
        pipe.flush().unwrap();
        for _ in 0..PATIENCE {
            if self.ask(&["display-message", "-p", "#{pane_title}"]).trim_end() == mark {
                return;
            }
        }
        panic!("tmux does not read");
    }

    /// Its rows, without the blanks at their ends.
    pub(crate) fn rows(&self) -> Vec<String> {
        let text = self.ask(&["capture-pane", "-p"]);
        let rows = text.split('\n').take(24);
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    /// Its cursor.
    pub(crate) fn cursor(&self) -> String {
        let at = self.ask(&["display-message", "-p", "#{cursor_x} #{cursor_y}"]);
        at.trim_end().to_owned()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        self.pipe = None;
        let mut command = Command::new("tmux");
        command.env("TMUX_TMPDIR", self.folder.path()).env_remove("TMUX");
        let _ = command.args(["-L", &self.name, "kill-server"]).output();
    }
}
