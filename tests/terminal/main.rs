//! A few runs of the program in a real pseudo-terminal, read back by an independent terminal emulator.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod doctor;
mod mouse;
mod panics;
mod papers;
mod paste;
mod plain;
mod pty;
mod ssh;
mod ssh_desk;
mod ssh_plain;
mod stop;
mod tmux;

use std::path::{Path, PathBuf};

use pty::Terminal;
use rustix::process::{Pid, Signal, kill_process};

const F2: &str = "\x1b[12~";
const F3: &str = "\x1bOR";
const F4: &str = "\x1bOS";
const F10: &str = "\x1b[21~";

/// The demo in a terminal, with a folder of its own to make its store in.
struct Demo {
    terminal: Terminal,
    folder: tempfile::TempDir,
}

impl Demo {
    fn start(columns: u16, rows: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let kept = Self::kept(&folder);
        let arguments = ["demo", "--keep", kept.to_str().unwrap()];
        let terminal = Terminal::start(env!("CARGO_BIN_EXE_madoguchi"), &arguments, columns, rows);
        Self { terminal, folder }
    }

    fn kept(folder: &tempfile::TempDir) -> PathBuf {
        folder.path().join("bank")
    }

    fn logged_in(columns: u16, rows: u16) -> Self {
        let mut demo = Self::start(columns, rows);
        demo.terminal.wait_for("TLGI001");
        demo.terminal.types(&format!("T001\rtantou-no-mihon{F10}"));
        demo.terminal.wait_for("TTOP001");
        demo
    }

    /// A kept bank whose demo has ended.
    fn kept_and_ended() -> Self {
        let mut demo = Self::start(80, 24);
        demo.terminal.wait_for("TLGI001");
        demo.terminal.types(F3);
        assert!(demo.terminal.end().success());
        demo
    }

    /// Where its store and its key stand.
    fn places(&self) -> (PathBuf, PathBuf) {
        let bank = Self::kept(&self.folder);
        (bank.join("data/madoguchi.db"), bank.join("keys/madoguchi.key"))
    }

    /// The arguments that open its console again.
    fn console(&self) -> Vec<String> {
        let (store, key) = self.places();
        let path = |path: PathBuf| path.display().to_string();
        vec!["--store".into(), path(store), "--key".into(), path(key)]
    }

    /// What the command line says to a member of the staff, when all goes well.
    fn by(&self, staff: &str, password: &str, arguments: &[&str]) -> String {
        self.by_ends_with(0, staff, password, arguments)
    }

    /// What it says to one whose act ends with this status: 4 is an act that waits for another person.
    fn by_ends_with(&self, status: i32, staff: &str, password: &str, arguments: &[&str]) -> String {
        let file = self.folder.path().join(staff);
        std::fs::write(&file, format!("{password}\n")).unwrap();
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let ran = assert_cmd::Command::new(env!("CARGO_BIN_EXE_madoguchi"))
            .args(self.console())
            .args(["--staff", staff, "--password-file"])
            .arg(file)
            .args(arguments)
            .assert()
            .code(status);
        String::from_utf8(ran.get_output().stdout.clone()).unwrap()
    }

    /// The trail of the kept store, as the command line verifies it.
    fn verifies(&self) {
        self.by("A001", "kansa-no-kakuu", &["verify"]);
    }
}

fn is_given_back(terminal: &Terminal) {
    let screen = terminal.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
}

#[test]
fn an_unlock_from_login_to_receipt_and_the_terminal_is_given_back() {
    let mut demo = Demo::logged_in(80, 24);
    let terminal = &mut demo.terminal;
    terminal.types("1");
    terminal.wait_for("TKSK001");
    terminal.types("1000001\r");
    terminal.wait_for("TKSK002");
    terminal.types(F4);
    terminal.wait_for("BRSK025");
    terminal.wait_for("DEN501M1");
    // At the counter, the representative, the seal matched, a document seen.
    terminal.types(F2);
    terminal.wait_for("THKK001");
    terminal.types("1\r2");
    terminal.types(F10);
    terminal.wait_for("届出印");
    terminal.types("\r\r\r \r\r1");
    terminal.types(F10);
    terminal.wait_for("I0504");
    terminal.types(" ");
    terminal.wait_for("[x]");
    terminal.types(F10);
    terminal.wait_for("TKNN001");
    terminal.wait_for("停止中 ＞ サービス利用中");
    terminal.types(F10);
    terminal.wait_for("役席の担当者番号");
    terminal.types(&format!("S001\ryakuseki-no-mihon{F10}"));
    terminal.wait_for("TKNR009");
    terminal.wait_for("20260601-0002");
    terminal.types("\r");
    terminal.wait_for("TKSK002");
    terminal.types(F3);
    terminal.wait_for("TTOP001");
    terminal.leaves();
    assert!(terminal.end().success());
    is_given_back(&demo.terminal);
    demo.verifies();
}

/// A practised hand does not wait for pictures: every key of an unlock in two writes, as nobody confirms what was not shown
/// (R11.3), and exactly that is what happens.
#[test]
fn an_unlock_typed_all_at_once_is_the_unlock_r11_3() {
    let mut demo = Demo::start(80, 24);
    let terminal = &mut demo.terminal;
    terminal.wait_for("TLGI001");
    let login = format!("T001\rtantou-no-mihon{F10}");
    let check = format!("{F2}1\r2{F10}\r\r\r \r\r1{F10}");
    terminal.types(&format!("{login}11000001\r{F4}{check} {F10}"));
    terminal.wait_for("TKNN001");
    terminal.wait_for("停止中 ＞ サービス利用中");
    // The receipt, back to the contract, to the menu, and to the end.
    terminal.types(&format!("{F10}S001\ryakuseki-no-mihon{F10}\r{F3}{F3}{F10}"));
    assert!(terminal.end().success());
    demo.verifies();
    let trail = demo.by("A001", "kansa-no-kakuu", &["--json", "audit", "list"]);
    let trail: serde_json::Value = serde_json::from_str(&trail).unwrap();
    let entries = trail["entries"].as_array().unwrap();
    let action = |entry: &serde_json::Value| entry["action"].as_str().unwrap().to_owned();
    let by_teller = entries.iter().filter(|entry| entry["actor"] == "T001");
    let mut actions: Vec<_> = by_teller.map(action).collect();
    actions.reverse();
    let expected = ["try_login", "login", "look", "begin_check", "finish_check", "unlock"];
    assert_eq!(actions, expected);
}

#[test]
fn a_small_terminal_is_told_its_size_and_keeps_what_was_typed() {
    let mut demo = Demo::start(60, 20);
    demo.terminal.wait_for("W0002");
    assert!(demo.terminal.contents().contains("60x20"));
    demo.terminal.types("T001");
    demo.terminal.resize(80, 24);
    demo.terminal.wait_for("T001");
    demo.terminal.wait_for("TLGI001");
}

#[test]
fn a_signal_ends_it_and_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP] {
        let mut demo = Demo::logged_in(80, 24);
        let process = Pid::from_raw(i32::try_from(demo.terminal.process()).unwrap()).unwrap();
        kill_process(process, signal).unwrap();
        assert!(demo.terminal.end().success());
        is_given_back(&demo.terminal);
        demo.verifies();
        let trail = demo.by("A001", "kansa-no-kakuu", &["--json", "audit", "list"]);
        let trail: serde_json::Value = serde_json::from_str(&trail).unwrap();
        let entries = trail["entries"].as_array().unwrap();
        let noted = entries.iter().filter(|entry| entry["action"] == "line_lost");
        let by: Vec<_> = noted.map(|entry| entry["actor"].as_str().unwrap()).collect();
        assert_eq!(by, ["T001"], "the loss of the line is on record");
    }
}

/// The head of a key that never comes to its end holds up whoever reads keys, and nobody else: the size is still noticed,
/// and so is a signal.
#[test]
fn half_a_key_holds_nothing_up() {
    let mut demo = Demo::logged_in(80, 24);
    demo.terminal.types("\x1b[");
    demo.terminal.resize(60, 20);
    demo.terminal.wait_for("W0002");
    demo.terminal.resize(80, 24);
    demo.terminal.wait_for("TTOP001");
    let process = Pid::from_raw(i32::try_from(demo.terminal.process()).unwrap()).unwrap();
    kill_process(process, Signal::TERM).unwrap();
    assert!(demo.terminal.end().success());
    is_given_back(&demo.terminal);
}

/// A key that comes together with a new size is taken at once: a source of events that waits for an edge leaves it until the
/// next key, about once in so many times.
#[test]
fn no_key_waits_for_the_next_one() {
    let mut demo = Demo::start(80, 24);
    demo.terminal.wait_for("TLGI001");
    for round in 0..200 {
        demo.terminal.resize(80 + round % 20, 24);
        let (key, shown) = if round % 2 == 0 {
            ("S", "担当者番号※  S")
        } else {
            ("\x7f", "担当者番号※\n")
        };
        demo.terminal.types(key);
        demo.terminal.wait_for(shown);
    }
}

#[test]
fn a_storm_of_sizes_ends_at_the_last_one_with_what_was_typed() {
    let mut demo = Demo::start(80, 24);
    demo.terminal.wait_for("TLGI001");
    demo.terminal.types("T001");
    // What is typed while too little of a screen shows is dropped, so it comes first.
    demo.terminal.wait_for("担当者番号※  T001");
    for step in 0..60 {
        demo.terminal.resize(40 + step * 2, 10 + step % 30);
    }
    demo.terminal.resize(100, 30);
    // The bar stands in the last row of the last size, which is found or waited for in vain.
    while !demo
        .terminal
        .contents()
        .lines()
        .nth(29)
        .is_some_and(|bar| bar.contains("F10"))
    {
        assert!(demo.terminal.more(), "{}", demo.terminal.contents());
    }
    demo.terminal.wait_for("T001");
    demo.terminal.types(&format!("\rtantou-no-mihon{F10}"));
    demo.terminal.wait_for("TTOP001");
}

#[test]
fn a_line_that_hangs_up_ends_it_and_a_demo_leaves_nothing_behind() {
    let Demo { terminal, folder } = Demo::logged_in(80, 24);
    terminal.hang_up();
    assert!(Path::new(&Demo::kept(&folder)).exists(), "a kept bank stays");

    let place = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start_in(env!("CARGO_BIN_EXE_madoguchi"), &["demo"], place.path(), 80, 24);
    terminal.wait_for("TLGI001");
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    terminal.hang_up();
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}

/// What stops half-way because the line is lost is there again under the same name.
#[test]
fn what_was_chosen_when_the_line_was_lost_is_there_again() {
    let demo = Demo::kept_and_ended();
    let arguments = demo.console();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let log_in = || {
        let mut terminal = Terminal::start(env!("CARGO_BIN_EXE_madoguchi"), &arguments, 80, 24);
        terminal.wait_for("TLGI001");
        terminal.types(&format!("T001\rtantou-no-mihon{F10}"));
        terminal.wait_for("I0101");
        terminal
    };
    let mut terminal = log_in();
    terminal.types("1");
    terminal.wait_for("契約番号、会社名、カナ");
    terminal.types("1000002\r");
    terminal.wait_for("TKSK002");
    terminal.types("\x1b[20~");
    terminal.wait_for("[ ]  DEN502 ");
    terminal.types(" ");
    terminal.wait_for("[x]");
    terminal.hang_up();
    let mut terminal = log_in();
    terminal.wait_for("途中の作業              1 #");
    terminal.types("\x1b[20~");
    terminal.wait_for("トークン失効");
}

#[test]
fn without_a_terminal_it_says_so() {
    let ran = assert_cmd::Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .arg("demo")
        .assert()
        .code(3);
    assert!(String::from_utf8_lossy(&ran.get_output().stderr).contains("E3007"));
}

/// A terminal that draws lines in two columns gets boxes of ASCII, whether it says so itself or the person does.
#[test]
fn a_terminal_is_asked_how_wide_it_draws_and_an_option_overrules_it() {
    for (widens, option, corner) in [
        (false, "auto", "┌"),
        (true, "auto", "+--"),
        (false, "2", "+--"),
        (true, "1", "┌"),
    ] {
        let no_tmux = [("TMUX", ""), ("STY", "")];
        let arguments = ["demo", "--ambiguous", option];
        let mut terminal = Terminal::start_with(env!("CARGO_BIN_EXE_madoguchi"), &arguments, &no_tmux, 80, 24);
        if widens {
            terminal.widens();
        }
        // What was typed ahead while it was asked is there.
        terminal.types("T00");
        terminal.wait_for("TLGI001");
        terminal.wait_for("T00");
        terminal.wait_for(corner);
        terminal.types("\x03");
    }
}

/// The console of Linux has no kanji: it is spoken to in English, and says why.
#[test]
fn a_terminal_without_kanji_is_spoken_to_in_english() {
    let linux = [("TERM", "linux"), ("TMUX", ""), ("STY", "")];
    let mut terminal = Terminal::start_with(env!("CARGO_BIN_EXE_madoguchi"), &["demo"], &linux, 80, 24);
    terminal.wait_for("W0005");
    terminal.wait_for("F3");
    assert!(terminal.contents().contains("no kanji"), "{}", terminal.contents());
}

/// The console writes dates by the calendar of its store's policy, and Ctrl+E turns it to English and leaves them so.
#[test]
fn the_policy_says_how_dates_are_written_in_every_language() {
    let demo = Demo::kept_and_ended();
    let policy = madoguchi::domain::policy::DEFAULT.replace("\"seireki\" ", "\"wareki\" ");
    let file = demo.folder.path().join("wareki.toml");
    std::fs::write(&file, policy).unwrap();
    let asked = demo.by_ends_with(
        4,
        "K001",
        "kanri-no-mihon",
        &["--json", "policy", "set", file.to_str().unwrap()],
    );
    // The other administrator approves it (R11.5).
    let request = asked.split('"').find(|part| part.len() == 32).unwrap();
    let command = demo.folder.path().join("approve.json");
    std::fs::write(&command, format!(r#"{{"approve": {{"request": "{request}"}}}}"#)).unwrap();
    demo.by("K002", "kanri-no-reiji", &["do", command.to_str().unwrap()]);
    let at = ["--at", "2026-06-01T10:30:00+09:00"].map(str::to_owned);
    for more in [&at[..], &[&at[..], &["portal".to_owned()]].concat()] {
        let arguments = [demo.console(), more.to_vec()].concat();
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let mut terminal = Terminal::start(env!("CARGO_BIN_EXE_madoguchi"), &arguments, 80, 24);
        terminal.wait_for("R8.6.1 10:30");
        terminal.wait_for("F10ログイン");
        terminal.types("\x05");
        terminal.wait_for("I0007");
        terminal.wait_for("F10Log in");
        assert!(terminal.contents().contains("R8.6.1 10:30"), "{}", terminal.contents());
        terminal.types(F3);
        assert!(terminal.end().success());
    }
}
