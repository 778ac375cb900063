//! Calls that are wrong, and what needs a terminal.

use std::process::Command;

use crate::support::{Bank, number, run};

#[test]
fn wrong_usage_is_2_and_says_what_is_wrong() {
    for args in [
        &["--json", "nonsense"][..],
        &["--json", "contracts"],
        &["--json", "--lang", "fr", "verify"],
        &["--json", "--at", "yesterday", "verify"],
        &["--json", "staff", "add", "T9", "--role", "king"],
        &["--json", "do", "--code", "123456"],
    ] {
        assert_eq!(number(&run(args, "")), (2, "E3001".into()), "{args:?}");
    }
    let ran = run(&["--lang", "en", "nonsense"], "");
    assert!(
        ran.err.starts_with("E3001 The command line is wrong\n") && ran.err.contains("There is no command nonsense"),
        "{}",
        ran.err
    );
    let bank = Bank::training();
    assert_eq!(number(&bank.run(&["--json", "verify"], "")), (2, "E3002".into()));
}

/// Kind, what was typed, and where the help for it is, in the reader's language and in few lines.
#[test]
fn what_is_wrong_with_a_call_is_said_in_the_readers_language() {
    let cases = [
        (
            "nonsense",
            "madoguchi --help",
            ["「nonsense」というコマンドはありません", "There is no command nonsense"],
        ),
        (
            "verfy",
            "madoguchi --help",
            ["近いもの: verify", "Something like it: verify"],
        ),
        (
            "staff",
            "madoguchi staff --help",
            ["コマンドが必要です: list, add", "A command must follow: list, add"],
        ),
        (
            "--staf T001 verify",
            "madoguchi verify --help",
            ["近いもの: --staff", "Something like it: --staff"],
        ),
        (
            "do --code 123456",
            "madoguchi do --help",
            ["「--code」という指定はここにはありません", "--code is not taken here"],
        ),
        (
            "staff account T001",
            "madoguchi staff account --help",
            ["足りない指定: <NAME>", "Missing: <NAME>"],
        ),
        (
            "verify --expect",
            "madoguchi verify --help",
            ["--expect <COUNT:DIGITS> に値がありません", "has no value"],
        ),
        (
            "staff add T9 --role king",
            "madoguchi staff add --help",
            ["使える値: teller, supervisor", "It takes: teller, supervisor"],
        ),
        (
            "--at yesterday verify",
            "madoguchi verify --help",
            ["日時は 2026-06-01T10:00:00", "A time looks like 2026-06-01T10:00:00"],
        ),
        (
            "verify --expect 12",
            "madoguchi verify --help",
            ["照合値 8 桁", "a colon and 8 digits"],
        ),
        (
            "audit list --limit 0",
            "madoguchi audit list --help",
            ["使える値の範囲: 1..=10000", "It takes: 1..=10000"],
        ),
        (
            "audit list --limit x",
            "madoguchi audit list --help",
            ["数字で指定します", "It is a number"],
        ),
        (
            "screens --out x --size 3",
            "madoguchi screens --help",
            ["80x24 から", "A size is columns x rows"],
        ),
        (
            "verify --staff T001 --staff T002",
            "madoguchi verify --help",
            ["1 回だけ指定できます", "once only"],
        ),
        (
            "--plain=3",
            "madoguchi --help",
            ["--plain に「3」は使えません", "--plain does not take 3"],
        ),
    ];
    for (line, help, said) in cases {
        for (lang, said) in ["ja", "en"].into_iter().zip(said) {
            let args: Vec<_> = ["--lang", lang].into_iter().chain(line.split(' ')).collect();
            let ran = run(&args, "");
            assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line}");
            assert!(ran.err.contains(said) && ran.err.contains(help), "{line}: {}", ran.err);
            assert!(ran.err.lines().count() <= 6, "{line}: {}", ran.err);
            assert!(
                !ran.err.contains("error:") && !ran.err.contains("For more"),
                "{line}: {}",
                ran.err
            );
        }
    }
}

#[test]
fn help_and_version_are_no_mistake() {
    let help = run(&["--help"], "");
    assert_eq!((help.status, help.err.as_str()), (0, ""));
    for command in [
        "init",
        "staff",
        "contracts",
        "tokens",
        "do",
        "audit",
        "verify",
        "policy",
        "demo",
    ] {
        assert!(
            help.out.lines().any(|line| line.trim_start().starts_with(command)),
            "{command}"
        );
    }
    assert!(run(&["--version"], "").out.starts_with("madoguchi "));
}

#[test]
fn the_console_and_a_demo_need_a_terminal_and_make_nothing_without() {
    let refused = run(&["--json"], "");
    assert_eq!(number(&refused), (3, "E3007".into()));
    let remedy = refused.json()["failed"]["remedy"].as_str().unwrap().to_owned();
    assert!(remedy.contains("ssh -t"), "{remedy}");
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    let ran = run(&["demo", "--keep", kept.to_str().unwrap()], "");
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    assert!(
        ran.err.starts_with("E3007 標準入力と標準出力の両方が端末で"),
        "{}",
        ran.err
    );
    assert!(!kept.exists());
}

#[test]
fn without_a_terminal_a_password_is_not_waited_for() {
    let bank = Bank::training();
    // In a session of its own the program has no terminal, whoever runs the tests.
    let output = Command::new("setsid")
        .args([
            "--wait",
            env!("CARGO_BIN_EXE_madoguchi"),
            "--json",
            "--staff",
            "A001",
            "--store",
        ])
        .arg(&bank.at.store)
        .arg("--key")
        .arg(&bank.at.key)
        .arg("verify")
        .output()
        .expect("setsid is part of util-linux");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"E3003\""));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_madoguchi"))
        .args(["keymap", "show"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Closed before anything is read, as `head -0` does.
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn a_byte_order_mark_before_a_password_or_json_is_no_part_of_it() {
    let bank = Bank::training();
    let password = bank.path("mark.txt");
    std::fs::write(&password, "\u{FEFF}tantou-no-mihon\r\n").unwrap();
    std::fs::set_permissions(&password, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let begin =
        "\u{FEFF}{\"begin_check\":{\"contract\":\"1000002\",\"channel\":\"counter\",\"person\":\"representative\"}}";
    let ran = run(
        &[
            &[
                "--json",
                "--staff",
                "T001",
                "--password-file",
                password.to_str().unwrap(),
            ][..],
            &[
                "--store",
                bank.at.store.to_str().unwrap(),
                "--key",
                bank.at.key.to_str().unwrap(),
            ],
            &["--at", &crate::support::at(1), "do"],
        ]
        .concat(),
        begin,
    );
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
}

/// R13, and the language of who reads: Japanese where no other is asked for, as in everything else.
#[test]
fn help_is_in_the_reader_s_language_for_every_way_to_ask_for_it() {
    for args in [&["audit", "--help"][..], &["help", "audit"], &["audit", "-h"]] {
        let help = run(args, "");
        assert_eq!((help.status, help.err.as_str()), (0, ""), "{args:?}");
        assert!(
            help.out.starts_with("取扱履歴\n\n書き方: madoguchi audit "),
            "{}",
            help.out
        );
        assert!(
            help.out.contains("  list             記録の一覧 (新しい順)\n"),
            "{}",
            help.out
        );
    }
    let english = run(&["--lang", "en", "audit", "--help"], "");
    assert!(english.out.starts_with("The audit trail\n\nUsage: "), "{}", english.out);
    assert!(english.out.is_ascii(), "{}", english.out);
}
