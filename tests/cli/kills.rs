//! Programs that are killed at their system calls, one after another: whatever a call would have changed is not changed, and nothing
//! after it is. The next program goes on from there.
//!
//! `MADOGUCHI_KILLS=all cargo test --test cli kills -- --nocapture` kills at every call; without it at some of each kind.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Bank, number};

const STRACE: &str = "/usr/bin/strace";
/// The calls by which a program changes what is on the disk, or makes it last.
const CALLS: [&str; 14] = [
    "openat",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "link",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
];
/// Places of each kind of call at which a program is killed, unless all are asked for.
const SOME: usize = 3;

/// The arguments of a run on a bank as an administrator.
fn args(bank: &Bank, more: &[&str]) -> Vec<String> {
    let path = |path: &Path| path.display().to_string();
    let all = [
        "--json".to_owned(),
        "--store".to_owned(),
        path(&bank.at.store),
        "--key".to_owned(),
        path(&bank.at.key),
        "--staff".to_owned(),
        "K001".to_owned(),
        "--password-file".to_owned(),
        path(&bank.path("K001.password")),
    ];
    all.into_iter()
        .chain(more.iter().map(|arg| (*arg).to_owned()))
        .collect()
}

/// Runs the program under the tracer, which does to it what `inject` says, and writes its calls into a file.
fn traced(bank: &Bank, inject: Option<&str>, more: &[&str]) -> (bool, String) {
    let log = bank.path("strace.log");
    let mut command = Command::new(STRACE);
    command.args(["-f", "-qq", "-e", "signal=none"]);
    command.arg(format!("--trace={}", CALLS.join(",")));
    command.args(inject.map(|inject| format!("--inject={inject}")));
    command
        .arg("-o")
        .arg(&log)
        .arg(env!("CARGO_BIN_EXE_madoguchi"))
        .args(args(bank, more));
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    // The tracer ends as what it traced does.
    let is_killed = output.signal() == Some(9) || output.code() == Some(137);
    (is_killed, fs::read_to_string(&log).unwrap_or_default())
}

/// How often each call is made.
fn counted(log: &str) -> BTreeMap<&'static str, usize> {
    let name = |line: &str| {
        let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
        CALLS
            .into_iter()
            .find(|name| call.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')))
    };
    let mut counts = BTreeMap::new();
    for name in log.lines().filter_map(name) {
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// Which of so many are killed at: all, or some from the first to the last.
fn places(many: usize) -> Vec<usize> {
    if std::env::var_os("MADOGUCHI_KILLS").is_some() || many <= SOME {
        return (1..=many).collect();
    }
    (0..SOME).map(|nth| 1 + nth * (many - 1) / (SOME - 1)).collect()
}

/// The same bank in another folder.
fn copied(bank: &Bank) -> Bank {
    let copy = Bank::nowhere();
    fs::copy(bank.path("K001.password"), copy.path("K001.password")).unwrap();
    for (from, to) in [(&bank.at.store, &copy.at.store), (&bank.at.key, &copy.at.key)] {
        let Some(folder) = from.parent().filter(|folder| folder.is_dir()) else {
            continue;
        };
        let to = to.parent().unwrap();
        fs::create_dir(to).unwrap();
        fs::set_permissions(to, fs::metadata(folder).unwrap().permissions()).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
    copy
}

/// Kills the command on copies of a bank, call after call, and has `then` look at what is left. Gives how often.
fn walk(bank: &Bank, command: &[&str], mut then: impl FnMut(&Bank, &str)) -> usize {
    let whole = copied(bank);
    let (is_killed, log) = traced(&whole, None, command);
    assert!(!is_killed && !log.is_empty());
    let mut kills = 0;
    for (call, many) in counted(&log) {
        for nth in places(many) {
            let copy = copied(bank);
            let (is_killed, _) = traced(&copy, Some(&format!("{call}:signal=KILL:when={nth}")), command);
            // How a run opens libraries or draws numbers may differ by a call or two at its end.
            if !is_killed {
                continue;
            }
            kills += 1;
            then(&copy, &format!("{call} {nth}"));
        }
    }
    println!("{}: killed {kills} times", command[0]);
    kills
}

fn run(bank: &Bank, more: &[&str]) -> (i32, String, Value) {
    let ran = bank.by("K001", &[&["--json"], more].concat(), "");
    let (status, code) = number(&ran);
    (status, code, ran.json())
}

/// That all of a store is whole, with so many seeds.
fn whole(bank: &Bank, at: &str) -> u64 {
    let (status, _, verified) = run(bank, &["verify"]);
    // An administrator may not read the trail; what was looked at before the login is told all the same where there is a flaw.
    if status != 0 {
        assert_eq!(verified["refused"]["code"], "E1203", "{at}: {verified}");
    }
    let opened = madoguchi::store::Store::open(&bank.at).unwrap();
    let (trail, seal) = (opened.1.trail_key(opened.0.id()), opened.1.seal_key(opened.0.id()));
    let verified = opened.0.verify(&trail, &seal).unwrap();
    assert_eq!(verified.flaw, None, "{at}");
    verified.looked_at("seeds")
}

fn is_there(what: &str) -> bool {
    let is_there = Path::new(what).exists();
    if !is_there {
        eprintln!("skipped: {what} is not there");
    }
    is_there
}

#[test]
fn a_rotation_goes_on_wherever_the_system_killed_it_r12_7() {
    if !is_there(STRACE) {
        return;
    }
    let bank = Bank::training();
    let seeds = whole(&bank, "before");
    let (mut half, mut done) = (0, 0);
    let kills = walk(&bank, &["key", "rotate"], |bank, at| {
        // Until it is taken up again no other door opens it, or it is as it was, or as it is to be.
        let (status, code, told) = run(bank, &["staff", "list"]);
        match (status, code.as_str()) {
            (0, _) => done += 1,
            (3, "E2052") => half += 1,
            _ => panic!("{at}: {told}"),
        }
        let (status, _, told) = run(bank, &["key", "rotate"]);
        assert_eq!(status, 0, "{at}: {told}");
        assert!(told["rotated"]["version"].as_u64() >= Some(2), "{at}: {told}");
        assert_eq!(whole(bank, at), seeds, "{at}");
        let left = fs::read_dir(bank.at.key.parent().unwrap()).unwrap();
        let left: Vec<_> = left
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let half = |name: &String| [".next", ".part"].iter().any(|end| name.ends_with(end));
        assert!(!left.iter().any(half), "{at}: {left:?}");
    });
    println!("the store opened {done} times at once, {half} times after the rotation was taken up again");
    assert!(kills > 15 && half > 0 && done > 0, "{kills} {half} {done}");
}

#[test]
fn a_store_that_is_made_is_there_or_not_wherever_the_system_killed_it() {
    if !is_there(STRACE) {
        return;
    }
    let nowhere = Bank::nowhere();
    nowhere.password("K001", "an administrator's");
    let init = [
        "init",
        "--name",
        "見本 管理",
        "--branch-code",
        "011",
        "--branch-name",
        "本店営業部",
    ];
    let (mut made, mut anew) = (0, 0);
    let kills = walk(&nowhere, &init, |bank, at| {
        match run(bank, &init) {
            (0, ..) => anew += 1,
            (_, code, _) if code == "E2002" => made += 1,
            (_, _, told) => panic!("{at}: {told}"),
        }
        assert_eq!(whole(bank, at), 0, "{at}");
        assert_eq!(run(bank, &["staff", "list"]).0, 0, "{at}");
    });
    println!("the store was there {made} times, and was made {anew} times");
    assert!(kills > 15 && anew > 0 && made > 0, "{kills} {anew} {made}");
}
