//! The slip (受付票) from every screen that has a receipt; whatever was printed before is marked 再発行 (R12.1).

use std::path::Path;

use madoguchi::branch::tkns001::TrailList;
use madoguchi::branch::tkns003::ContractCourse;
use madoguchi::branch::tsnn003::OwnRequests;
use madoguchi::console::Options;
use madoguchi::domain::identity::Action;
use madoguchi::outbox::Printer;
use madoguchi::words::{Lang, Words};

use crate::support::{Counter, contract, into};

/// Goes down to the row of that text.
#[track_caller]
fn to_row(counter: &mut Counter, text: &str) {
    for _ in 0..20 {
        if counter.cursor_row().0.contains(text) {
            return;
        }
        counter.keys("<Down>");
    }
    panic!("no row {text}: {:?}", counter.console);
}

/// The names of the files there.
fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_receipt_is_printed_again_from_every_screen_that_has_it_and_says_so_r12_1() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = Counter::writing("T002", folder.path(), OwnRequests::new());
    counter.shows("トークン失効");
    to_row(&mut counter, "トークン失効");
    counter.keys("<F9>").says("I1107").shows("受付票を書き出しました");
    assert_eq!(files(folder.path()), ["20260601-0001.pdf"]);
    counter.keys("<F9>").says("I1107").shows("受付票 (再発行)");
    assert_eq!(files(folder.path()), ["20260601-0001-2.pdf", "20260601-0001.pdf"]);
    // A request that waits has none yet.
    let waits = Counter::writing("T001", folder.path(), OwnRequests::new())
        .keys("<F9>")
        .row(23);
    assert!(waits.starts_with("W0001"), "{waits}");
}

/// Where a file is, is told by its name: of a path that is too long for the row the folders give way, never the sentence or the file.
#[test]
fn however_long_the_path_f9_says_what_was_written_and_its_name_r12_1() {
    let folder = tempfile::tempdir().unwrap();
    let long = folder
        .path()
        .join("exports-of-all-branches-and-of-everybody/honten-eigyobu-011/2026-06");
    std::fs::create_dir_all(&long).unwrap();
    let is_whole = |said: &str| said.rsplit_once('.').is_some_and(|(_, end)| end == "pdf");
    for (lang, first, again, report) in [
        (
            Lang::Ja,
            "受付票を書き出しました: ...",
            "受付票 (再発行): ...",
            "書き出しました: ...",
        ),
        (
            Lang::En,
            "The slip was written: ...",
            "The slip, marked as issued again: ...",
            "Written: ...",
        ),
    ] {
        let options = Options { lang, ..into(&long) };
        let mut counter = Counter::with(&options);
        counter.keys("T002<Enter>tantou-no-reiji<F10>3").is_on("TSNN003");
        to_row(&mut counter, Words::of(lang).label.action(Action::Revoke));
        counter.keys("<F9>").says("I1107");
        let said = counter.message();
        assert!(said.contains(first) && is_whole(&said), "{said}");
        counter.keys("<F9>").says("I1107");
        let said = counter.message();
        assert!(said.contains(again) && said.ends_with("-2.pdf"), "{said}");
        let help = counter.keys("<F1>").screen().replace(['│', '\n', ' '], "");
        assert!(help.contains("everybody/honten-eigyobu-011/2026-06/"), "{help}");
        counter.keys("<F12>");
        counter.keys("<F3><F11>").is_on("THYO001").keys("<F9>");
        let said = counter.message();
        assert!(said.contains(report) && is_whole(&said), "{said}");
        std::fs::remove_dir_all(&long).unwrap();
        std::fs::create_dir_all(&long).unwrap();
    }
}

#[test]
fn the_course_its_entry_and_the_request_have_it_too_r12_1() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = Counter::writing("T001", folder.path(), ContractCourse::new(contract("1000009")));
    to_row(&mut counter, "失効");
    counter.keys("<F9>").says("I1107").keys("<Enter>").is_on("TKNS004");
    counter.keys("<F9>").shows("受付票 (再発行)");
    // What left is in the course itself.
    counter.keys("<F12><Home>").shows("受付票の発行");
    let mut counter = Counter::writing("T002", folder.path(), OwnRequests::new());
    to_row(&mut counter, "トークン失効");
    counter
        .keys("<F10>")
        .is_on("TSNN002")
        .shows("F9受付票")
        .keys("<F9>")
        .says("I1107")
        // Whoever decides is told of requests, refusals and failed checks, not of paper.
        .keys("<F8>")
        .shows("この契約の最近の取扱い")
        .lacks("受付票の発行");
    // An entry without a receipt says why there is none.
    let mut counter = Counter::writing("A001", folder.path(), TrailList::new());
    counter.keys("<Enter>").is_on("TKNS004").keys("<F9>").says("W0001");
}

/// Slips go into the spool where that was chosen, one page a file, and none into a folder (R12.8).
#[test]
fn a_slip_waits_in_the_spool_to_be_printed_where_that_was_chosen_r12_8() {
    let folder = tempfile::tempdir().unwrap();
    let spool = folder.path().join("spool");
    let options = Options {
        printer: Some(Printer::Spool(spool.clone())),
        ..into(folder.path())
    };
    let mut counter = Counter::with(&options);
    counter.keys("T002<Enter>tantou-no-reiji<F10>3").is_on("TSNN003");
    to_row(&mut counter, "トークン失効");
    counter.keys("<F9>").says("I0010");
    counter.keys("<F9>").says("I0010");
    let names = ["print-011-20260601-0001-001.pdf", "print-011-20260601-0001-002.pdf"];
    assert_eq!(files(&spool), names);
    assert!(std::fs::read(spool.join(names[0])).unwrap().starts_with(b"%PDF-"));
    assert_eq!(files(folder.path()), ["spool"], "nothing beside it");
}

/// A branch whose printer is broken: who stands at the counter is told since when, and has a file where there is a folder.
#[test]
fn where_nothing_is_printed_any_more_it_is_said_and_the_slip_is_written_r12_8() {
    let folder = tempfile::tempdir().unwrap();
    let spool = folder.path().join("spool");
    let at = |options: Options| {
        let printer = Some(Printer::Spool(spool.clone()));
        let mut counter = Counter::with(&Options { printer, ..options });
        counter.keys("T002<Enter>tantou-no-reiji<F10>3").is_on("TSNN003");
        to_row(&mut counter, "トークン失効");
        counter
    };
    at(Options::default()).keys("<F9>").says("I0010");
    let waits = spool.join("print-011-20260601-0001-001.pdf");
    let page = std::fs::File::options().write(true).open(&waits).unwrap();
    let put = page.metadata().unwrap().modified().unwrap();
    page.set_modified(put - std::time::Duration::from_mins(20)).unwrap();
    at(Options::default())
        .keys("<F9>")
        .says("W0015")
        .shows("受付票は印刷待ちです。2 枚が 20 分前から印刷されていません");
    // The menu says so before anybody prints, by the same pages and minutes.
    at(Options::default())
        .keys("<F3>")
        .is_on("TTOP001")
        .shows("印刷待ち: 2 枚が 20 分前から");
    at(into(folder.path()))
        .keys("<F9>")
        .says("W0016")
        .shows("20 分印刷されず、書き出しました: ");
    assert_eq!(files(folder.path()), ["20260601-0001.pdf", "spool"]);
    assert_eq!(files(&spool).len(), 2, "what was written is not printed too");
    // Of another branch nothing waits, and its printer is told of as before.
    page.set_modified(put).unwrap();
    at(into(folder.path())).keys("<F9>").says("I0010");
    let mut menu = at(Options::default());
    menu.keys("<F3>").is_on("TTOP001").lacks("印刷待ち");
    // While pages wait it is looked at again within a minute, though no entry tells of a printer.
    page.set_modified(put - std::time::Duration::from_mins(45)).unwrap();
    menu.lacks("印刷待ち").wait(1).tick().shows("印刷待ち: ");
}
