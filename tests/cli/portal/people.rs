//! What people read, and what a person types at a terminal.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::termios::{LocalModes, tcgetattr};
use serde_json::{Value, json};

use super::customer::{ADDRESS, Counter, confirmation, password};
use crate::support::{Ran, at, code};
use crate::terminal::tty;

const FOB: &str = "0030000137";

fn read(counter: &Counter, lang: &str, args: &[&str], stdin: &Value) -> Ran {
    let now = at(1);
    let all = [&["--lang", lang, "--at", &now, "portal"], args].concat();
    counter.bank.run(&all, &stdin.to_string())
}

#[test]
fn a_shell_keeps_the_key_and_people_read_the_rest() {
    let counter = Counter::with(&["DEN503", "DEN510"]);
    counter.login(0, "DEN503");
    let given = json!({ "password": password("DEN503") });
    let ran = read(&counter, "ja", &["login", "--login-id", "DEN503"], &given);
    let key = ran.out.trim_end();
    assert!(key.len() == 64 && ran.out.lines().count() == 1, "{}", ran.out);
    assert!(
        ran.err.starts_with("ログインしました。") && !ran.err.contains(key),
        "{}",
        ran.err
    );
    assert!(
        ran.err.ends_with("前回ログイン 2026年06月01日 10時15分\n"),
        "{}",
        ran.err
    );

    let given = json!({ "session": key, "confirmation_password": confirmation("DEN503"), "code": code(FOB, 1) });
    let ran = read(&counter, "ja", &["authorise", "--operation", "transfer"], &given);
    assert_eq!(ran.out, "認証しました (ワンタイムパスワード確認済)\n", "{}", ran.err);
    let ran = read(&counter, "ja", &["status"], &json!({ "session": key }));
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines.len(), 16, "{}{}", ran.out, ran.err);
    assert!(
        lines[0].starts_with("ログインID") && lines[0].ends_with("DEN503"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("都度振込") && ran.out.contains("ワンタイムパスワードは不要"),
        "{}",
        ran.out
    );
    let ran = read(&counter, "en", &["members"], &json!({ "session": key }));
    assert!(ran.out.lines().nth(2).unwrap().starts_with("DEN503M1"), "{}", ran.out);
    assert!(ran.out.lines().nth(1).unwrap().ends_with("Available"), "{}", ran.out);
    let ran = read(&counter, "en", &["logout"], &json!({ "session": key }));
    assert_eq!(ran.out, "Logged out\n");
    let ran = read(&counter, "en", &["status"], &json!({ "session": key }));
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.lines().next()),
        (1, "", Some("E1606 The session has ended. Log in again"))
    );

    let given = json!({ "password": password("DEN510") });
    let ran = read(&counter, "en", &["login", "--login-id", "DEN510"], &given);
    assert!(
        ran.err
            .lines()
            .any(|line| line == "A token must be registered before the top page opens"),
        "{}",
        ran.err
    );
    let given = json!({ "session": ran.out.trim_end() });
    let ran = read(&counter, "en", &["status"], &given);
    assert!(ran.out.contains("to the end of 2026-06-03"), "{}", ran.out);
    assert_eq!(read(&counter, "en", &["skip"], &given).out, "Done\n");
}

#[test]
fn the_trail_names_the_customer_and_where_they_were_r12_1() {
    let counter = Counter::with(&["DEN503"]);
    let key = counter.login(0, "DEN503");
    counter.end(
        1,
        &["unlock", "--user", "DEN503M1"],
        &json!({ "session": key, "confirmation_password": "x" }),
    );
    let entry = counter.entries(3)[0].clone();
    for (fact, expected) in [
        ("actor", "1000003/DEN503"),
        ("terminal", ADDRESS),
        ("action", "web_unlock"),
        ("contract", "1000003"),
        ("subject", "DEN503M1"),
        ("result", "refused"),
        ("code", "E0901"),
    ] {
        assert_eq!(entry[fact], expected);
    }
    let ran = counter
        .bank
        .by("A001", &["audit", "list", "--contract", "1000003", "--limit", "2"], "");
    let words: Vec<Vec<_>> = ran
        .out
        .lines()
        .map(|line| line.split_whitespace().skip(3).collect())
        .collect();
    assert_eq!(
        words[1],
        [
            "1000003/DEN503",
            ADDRESS,
            "停止解除",
            "(お客さま)",
            "1000003",
            "DEN503M1",
            "拒否",
            "E0901"
        ],
        "{}",
        ran.out
    );
    assert_eq!(words[2][..3], ["1000003/DEN503", ADDRESS, "ログイン"], "{}", ran.out);
}

#[test]
fn a_person_is_asked_without_echo() {
    let counter = Counter::with(&["DEN503"]);
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let looked_at = tty(&pty.master.tty_name().unwrap());
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_madoguchi"));
    let (store, key) = (
        counter.bank.at.store.to_str().unwrap(),
        counter.bank.at.key.to_str().unwrap(),
    );
    command.args(["--store", store, "--key", key, "--at", &at(1), "portal", "authorise"]);
    command.args(["--login-id", "DEN503", "--operation", "bulk"]);
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let shown = Arc::new(Mutex::new(String::new()));
    let heard = Arc::clone(&shown);
    let listening = thread::spawn(move || {
        let (mut bytes, mut some) = (Vec::new(), [0; 256]);
        // A pty ends with an error once nobody is left at its other end.
        while let Ok(count @ 1..) = reader.read(&mut some) {
            bytes.extend_from_slice(&some[..count]);
            *heard.lock().unwrap() = String::from_utf8_lossy(&bytes).into_owned();
        }
    });
    let mut writer = pty.master.take_writer().unwrap();
    for (question, answer) in [
        ("DEN503 のログインパスワード: ", password("DEN503")),
        ("確認用パスワード (不要な場合は Enter): ", confirmation("DEN503")),
        ("ワンタイムパスワード (不要な場合は Enter): ", code(FOB, 1)),
    ] {
        let echoes = || tcgetattr(&looked_at).unwrap().local_modes.contains(LocalModes::ECHO);
        while !shown.lock().unwrap().contains(question) || echoes() {
            assert!(
                child.try_wait().unwrap().is_none(),
                "it ended without asking: {question}"
            );
            thread::yield_now();
        }
        writer.write_all(format!("{answer}\n").as_bytes()).unwrap();
    }
    drop(looked_at);
    let status = child.wait().unwrap();
    listening.join().unwrap();
    let shown = shown.lock().unwrap().clone();
    assert!(
        status.success() && shown.trim_end().ends_with("認証しました (ワンタイムパスワード確認済)"),
        "{shown}"
    );
    for secret in [password("DEN503"), confirmation("DEN503"), code(FOB, 1)] {
        assert!(!shown.contains(&secret), "{shown}");
    }
}
