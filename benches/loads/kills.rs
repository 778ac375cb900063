//! A program that is killed while it takes in a file: what is seen of the file when the store is opened next, at so many moments.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use madoguchi::intake::{Progress, pskc};

use super::bank::{Bank, Pausing, at, desk};
use super::made;

/// Tokens of the file.
const MANY: usize = 4_000;
/// The serial of its first.
const FIRST: &str = "5000000000";

/// What the program that is killed does: it is told the folder of the bank.
pub(crate) fn victim(folder: &Path) {
    let (mut administrator, session) = desk(&at(folder), "K001");
    // Whoever kills it counts from here.
    println!("begins");
    let file = File::open(folder.join("keys.xml")).unwrap();
    let reader = pskc::Reader::new(file, administrator.policy(), Progress::default());
    administrator.load_tokens(&session, reader, &mut Pausing).unwrap();
}

/// Runs a victim, kills it after that time if it still lives, and gives whether it did and how long it ran.
fn ran(bank: &Bank, kill: Option<Duration>) -> (bool, Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .arg("victim")
        .arg(bank.folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = [0];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut told).unwrap();
    let began = Instant::now();
    if let Some(after) = kill {
        thread::sleep(after);
        let _ = child.kill();
    }
    let status = child.wait().unwrap();
    (!status.success(), began.elapsed())
}

/// What is seen of the file: whether its first token is there, and how many there are by the trail's own word.
fn is_seen(bank: &Bank) -> bool {
    let (mut desk, session) = desk(&bank.at, "T001");
    let serial = madoguchi::domain::values::Serial::parse(FIRST).unwrap();
    !desk.ask(&session, |look| look.tokens(&serial)).unwrap().is_empty()
}

fn is_whole(bank: &Bank) -> bool {
    let (desk, auditor) = desk(&bank.at, "A001");
    desk.verify(&auditor).unwrap().flaw.is_none()
}

pub(crate) fn run(moments: u32) {
    let bank = Bank::new();
    made::keys(MANY, &bank.folder.path().join("keys.xml")).unwrap();
    let (_, whole) = ran(&bank, None);
    assert!(is_seen(&bank), "what is not killed is there");
    let (mut nothing, mut all, mut late) = (0, 0, 0);
    for moment in 0..moments {
        let bank = Bank::new();
        made::keys(MANY, &bank.folder.path().join("keys.xml")).unwrap();
        let (is_killed, _) = ran(&bank, Some(whole * moment / moments));
        let seen = is_seen(&bank);
        assert!(is_whole(&bank), "moment {moment}");
        match (is_killed, seen) {
            (true, false) => nothing += 1,
            // Killed between the transaction that shows it and the end of the program.
            (true, true) => all += 1,
            (false, true) => late += 1,
            (false, false) => panic!("moment {moment}: not killed, and not there"),
        }
        if !seen {
            // Nothing is in the way of the same file.
            let (_, _) = ran(&bank, None);
            assert!(is_seen(&bank) && is_whole(&bank), "moment {moment}, again");
        }
    }
    println!(
        "{moments} moments of a load of {MANY} tokens in {whole:.1?}: nothing of it seen after {nothing}, all of it after {all}, too late to be killed {late}; every store whole, every file taken in afterwards"
    );
}
