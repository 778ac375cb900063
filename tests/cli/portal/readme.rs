//! The worked example of the README works as it is written.

use std::path::Path;
use std::process::Command;

use super::customer::{ADDRESS, Counter};

#[test]
fn the_example_works_as_written() {
    let readme = include_str!("../../../README.md");
    let section = readme.split("## The customer's side from a program").nth(1).unwrap();
    let example = section.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let counter = Counter::with(&["DEN503"]);
    let folder = counter.bank.path("");
    let script = example.replace("bank/", &folder.display().to_string());
    assert_ne!(script, example);
    let programs = Path::new(env!("CARGO_BIN_EXE_madoguchi")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let ran = Command::new("sh")
        .args(["-eu", "-c", &script])
        .env("PATH", path)
        .output()
        .unwrap();
    let (out, err) = (
        String::from_utf8(ran.stdout).unwrap(),
        String::from_utf8(ran.stderr).unwrap(),
    );
    assert!(ran.status.success(), "{out}{err}");
    let said = [
        "承認依頼を受け付けました。まだ実行していません。",
        "実行しました。",
        "ログアウトしました",
    ];
    let lines: Vec<_> = out.lines().filter(|line| said.contains(line)).collect();
    assert_eq!(lines, said, "{out}");
    let did: Vec<_> = counter
        .entries(8)
        .iter()
        .map(|entry| {
            (
                entry["action"].as_str().unwrap().to_owned(),
                entry["terminal"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("web_logout", ADDRESS),
        ("web_logout", "192.0.2.8"),
        ("web_approve", "192.0.2.8"),
        ("web_login", "192.0.2.8"),
        ("web_pay", ADDRESS),
        ("web_login", ADDRESS),
    ]
    .map(|(action, from)| (action.to_owned(), from.to_owned()));
    assert_eq!(did, expected);
}
