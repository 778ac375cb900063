//! The console line by line over a real SSH server: without a terminal, with one, and bound to a key.

use super::pty::Terminal;
use super::ssh::Server;

const PASSWORD: &str = "tantou-no-mihon";
/// A login and a search, and out again.
const LINES: [&str; 8] = ["T001", PASSWORD, ".F10", "1", "1000001", ".F3", ".F3", ".F10"];
/// Said of a secret where the client's own terminal shows what is typed.
const SHOWN: &str = "伏せ字、入力した文字はお手元の端末に表示されます";
/// What the client's own configuration asks for (`docs/plain.md`).
const ACCESSIBLE: [&str; 2] = ["-o", "SetEnv=ACCESSIBLE=1"];

/// The screens of the tour came in lines, nothing moved a cursor, and what was typed as a password was not repeated.
fn was_said(said: &str) {
    let mut rest = said;
    for id in ["TLGI001", "TTOP001", "TKSK001", "TKSK002", "TTOP001"] {
        rest = rest
            .split_once(id)
            .unwrap_or_else(|| panic!("{id} does not follow:\n{said}"))
            .1;
    }
    // The login screen of a training store lists it, once.
    assert_eq!(said.matches(PASSWORD).count(), 1, "{said}");
    assert!(!said.contains(['\x1b', '│']), "{said}");
}

#[test]
fn without_a_terminal_a_login_and_a_search_go_line_by_line_r12_1() {
    let Some(server) = Server::start() else { return };
    let options = [&ACCESSIBLE[..], &["-T"]].concat();
    let (went_well, said) = server.said_to(&(LINES.join("\n") + "\n"), &options, &[]);
    assert!(went_well, "{said}");
    was_said(&said);
    assert!(said.contains(SHOWN), "{said}");
    let from = server.logged_in_from("T001");
    assert!(from.starts_with("127.0.0.1 ") && !from.contains("/dev/"), "{from}");
    // The end of the line half-way is a clean end too.
    let (went_well, said) = server.said_to("T001\n", &options, &[]);
    assert!(went_well && said.contains("TLGI001"), "{said}");
}

#[test]
fn with_a_terminal_what_is_typed_as_a_password_is_not_echoed() {
    let Some(server) = Server::start() else { return };
    let options = [&ACCESSIBLE[..], &["-tt"]].concat();
    let arguments = server.client(&options, &["sh", "-c", "id"]);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let mut terminal = Terminal::start("ssh", &arguments, 100, 200);
    terminal.wait_for("TLGI001");
    for (line, then) in LINES.iter().zip([
        "担当者番号  T001",
        "パスワード  15 文字",
        "TTOP001",
        "TKSK001",
        "TKSK002",
        // The menu comes with the time at which it was read, or without: the next line is typed ahead of it.
        "",
        "ボタン",
        "",
    ]) {
        terminal.types(&format!("{line}\r"));
        terminal.wait_for(then);
    }
    assert!(terminal.end().success());
    was_said(&terminal.written());
    assert!(!terminal.written().contains(SHOWN), "{}", terminal.written());
    let from = server.logged_in_from("T001");
    assert!(from.starts_with("127.0.0.1 /dev/"), "{from}");
}

#[test]
fn a_key_can_be_bound_to_it_and_to_no_terminal() {
    let key = "restrict,command=\"umask 077 && exec /usr/bin/madoguchi --over-ssh --plain\"";
    let Some(server) = Server::start_with_keys(key) else {
        return;
    };
    let lines = LINES.join("\n") + "\n";
    let (went_well, said) = server.said_to(&lines, &[], &["id"]);
    assert!(went_well && !said.contains("uid="), "{said}");
    was_said(&said);
    // A client that insists on a terminal is refused one by the server.
    let (went_well, said) = server.said_to(&lines, &["-tt"], &["id"]);
    assert!(
        !went_well && said.contains("PTY") && !said.contains("TTOP001"),
        "{said}"
    );
}
