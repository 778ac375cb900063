//! The live store of the README, on an account where nothing is yet: each command as it is written, and what it says about files of
//! contracts.

use std::fs;
use std::path::Path;
use std::process::Command;

use madoguchi::domain::policy::Policy;
use madoguchi::intake::contracts::{COLUMNS, OPTIONAL};
use madoguchi::intake::pskc;
use madoguchi::training::TOKENS;

use crate::support::mode;

const README: &str = include_str!("../../README.md");
const CONTRACTS: &str = include_str!("../../docs/contracts.md");

/// What a person types when they are asked, from files: each has a first password, which `staff password` changes. Then the console,
/// which needs a screen, says what is known of its store instead.
const ANSWERS: &str = r#"
madoguchi() {
  who=; case "${1-}" in --staff) who=$2 ;; init) who=$3 ;; "") set -- doctor ;; esac
  case "${3-}${4-}" in
    staffadd) printf '%s, at first\n' "$5" > "$5.password"; set -- "$@" --new-password-file "$5.password" ;;
    staffpassword) printf '%s, of their own\n' "$who" > "$who.own"; set -- "$@" --new-password-file "$who.own" ;;
  esac
  if [ -n "$who" ]; then
    [ -f "$who.password" ] || printf '%s, of their own\n' "$who" > "$who.password"
    set -- --password-file "$who.password" "$@"
  fi
  command madoguchi "$@" || return
  if [ -f "$who.own" ]; then mv "$who.own" "$who.password"; fi
}
"#;

/// The block of commands that follows a heading.
fn block<'a>(text: &'a str, heading: &str) -> &'a str {
    let section = text.split(heading).nth(1).unwrap();
    section.split("```sh\n").nth(1).unwrap().split("```").next().unwrap()
}

/// Runs a shell in a home of its own; whether all went well, and what was said.
fn shell(home: &Path, script: &str) -> (bool, String) {
    let programs = Path::new(env!("CARGO_BIN_EXE_madoguchi")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let ran = Command::new("sh")
        .args(["-euc", &format!("umask 077\n{ANSWERS}{script}")])
        .env_clear()
        .env("PATH", path)
        .env("HOME", home)
        .current_dir(home)
        .output()
        .unwrap();
    let said = [ran.stdout, ran.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    (ran.status.success(), said.concat())
}

#[test]
fn the_live_store_is_set_up_as_written_on_an_account_where_nothing_is_yet() {
    let home = tempfile::tempdir().unwrap();
    let seeds = home.path().join("fobs.pskc.xml");
    fs::write(&seeds, TOKENS).unwrap();
    mode(&seeds, 0o600);
    let tokens = pskc::read(TOKENS, &Policy::default()).unwrap();
    let serials: Vec<_> = tokens.iter().map(|token| token.serial.to_string()).collect();
    fs::write(
        home.path().join("note.csv"),
        format!("シリアル番号\n{}\n", serials.join("\n")),
    )
    .unwrap();
    let (is_done, said) = shell(home.path(), block(README, "## A live store"));
    assert!(is_done, "{said}");
    for part in [
        "T001 例示 花子 を登録しました",
        "K002 仮名 三郎 を登録しました",
        "納品 1 を確認し、69 個を在庫にしました",
        "まだ何も取り込んでいません",
        "契約 1 件、利用者 2 名、発行トークン 0 個を取り込みました",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // From then on the other administrator decides, as the README says (R11.5).
    let (is_done, said) = shell(
        home.path(),
        "madoguchi --staff K001 staff person S001 7654321 || [ $? = 4 ]; madoguchi --staff K002 requests matters",
    );
    let number = said.lines().last().and_then(|row| row.split(' ').next_back()).unwrap();
    assert!(is_done && number.len() == 32, "{said}");
    let approve = README
        .lines()
        .find(|line| line.starts_with("echo '{\"approve\"") && line.ends_with("--staff K002 do"));
    let (is_done, said) = shell(home.path(), &approve.unwrap().replace('…', number));
    assert!(is_done, "{said}");

    // What is said of backups, with a folder of this account's.
    let kept = home.path().join("backup");
    let lines = README.lines().filter(|line| {
        line.starts_with("madoguchi --staff S001 day-end") || line.starts_with("madoguchi --staff K001 backup")
    });
    let script: Vec<_> = lines
        .map(|line| line.replace("/backup/madoguchi", kept.to_str().unwrap()))
        .collect();
    assert_eq!(script.len(), 2);
    let (is_done, said) = shell(
        home.path(),
        &format!("install -d -m 0700 backup\n{}", script.join("\n")),
    );
    assert!(is_done && said.contains("照合点を書き出しました"), "{said}");
}

#[test]
fn the_columns_of_a_file_of_contracts_are_told_in_its_order_r16_1() {
    // The table that is headed "column" alone; another one tells what the lines of a file come to.
    let mut table = CONTRACTS.lines().skip_while(|line| !line.starts_with("| column |"));
    assert!(table.next().is_some(), "a table of columns");
    let rows = table.take_while(|line| line.starts_with('|'));
    let told: Vec<_> = rows
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .collect();
    assert_eq!(told, [&COLUMNS[..], &OPTIONAL[..]].concat());
}

#[test]
fn the_readme_begins_with_the_two_commands_a_newcomer_needs() {
    let first = README.split("```").nth(1).unwrap();
    let commands: Vec<_> = first
        .lines()
        .filter_map(|line| line.split('#').next())
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(commands, ["cargo run --release -- demo", "cargo test"]);
}
