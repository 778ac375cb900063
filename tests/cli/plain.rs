//! The console line by line, through a pipe.

use assert_cmd::Command;

use crate::support::{Bank, run};

#[test]
fn a_refusal_and_a_login_go_through_a_pipe_without_an_escape() {
    let bank = Bank::training();
    let (store, key) = (bank.at.store.to_str().unwrap(), bank.at.key.to_str().unwrap());
    for (lang, menu, wrong) in [("ja", "業務メニュー", "T001"), ("en", "TTOP001", "A001")] {
        let args = ["--store", store, "--key", key, "--lang", lang, "--plain"];
        let ran = run(&args, &format!("{wrong}\nnot-the-word\n.F10\n.99\n"));
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains("E1201") && ran.out.contains("W0006"), "{}", ran.out);
        assert!(
            !ran.out.contains("not-the-word") && !ran.out.contains('\x1b'),
            "{}",
            ran.out
        );
        let ran = run(&args, "T002\ntantou-no-reiji\n.F10\n");
        assert!(ran.out.contains(menu) && !ran.out.contains('\x1b'), "{}", ran.out);
    }
}

#[test]
fn the_environment_asks_for_it_too() {
    let mut command = Command::cargo_bin("madoguchi").unwrap();
    let output = command
        .args(["demo"])
        .env("ACCESSIBLE", "1")
        .write_stdin("?\n")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains(".F10"), "{said}");
}
