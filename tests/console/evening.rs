//! THYO001 日報・統計 and TOSR001 お知らせ: the evening's report in one key, and what customers are told (R18.1, R14.2).

use std::fs;

use madoguchi::branch::thyo001::DaySheet;
use madoguchi::branch::tosr001::Notices;
use madoguchi::console::Options;
use madoguchi::domain::notice::Stage;
use madoguchi::outbox::{Exports, Outbox};
use madoguchi::store::Came;

use crate::support::{Branch, Counter};

#[test]
fn the_days_report_is_one_key_from_the_menu_and_one_key_on_paper_r18_1() {
    let folder = tempfile::tempdir().unwrap();
    let mut counter = Counter::writing("S001", folder.path(), DaySheet::new());
    counter
        .shows("日報 2026年06月01日")
        .shows("011 本店営業部")
        .shows("記録の照合値")
        .shows("本人確認の開始");
    for (key, name, begins) in [
        ("<F9>", "nippo-011-20260601.pdf", "%PDF-"),
        ("<F2>", "nippo-011-20260601.csv", "\u{feff}区分"),
        ("<F11>", "nippo-011-20260601.html", "<!DOCTYPE html>"),
    ] {
        counter.keys(key).says("I1815").shows(name);
        let bytes = fs::read(folder.path().join(name)).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
    }
    // Back a day there was nothing; forward is today and no further; a month has its charts.
    counter
        .keys("<Left>")
        .shows("日報 2026年05月31日")
        .shows("この期間の取扱はありません");
    counter.keys("<Right><Right>").shows("日報 2026年06月01日");
    counter
        .keys("<F4>")
        .shows("月報 2026年06月01日 から 2026年06月30日 まで");
    counter.keys("<F8><F8>").shows("██████████");
    counter.keys("<F4>b").shows("全店");
    let mut menu = Counter::of("S001");
    menu.keys("<F11>").is_on("THYO001").keys("<F12>").is_on("TTOP001");
}

/// What a month has of the trail is not read at every entry that others add: it says so, and F5 reads it.
#[test]
fn a_month_says_that_it_was_passed_and_is_read_again_by_its_key_r18_1() {
    let passed = "この後に取扱がありました";
    let mut branch = Branch::closed();
    branch
        .counter
        .log_in("S001")
        .keys("<F11><F4>")
        .is_on("THYO001")
        .shows("月報")
        .lacks(passed);
    let sheet = |branch: &Branch| -> Vec<String> {
        let rows = (5..=20).map(|row| branch.counter.row(row));
        rows.filter(|row| row.chars().any(|c| c.is_ascii_digit())).collect()
    };
    let before = sheet(&branch);
    branch.change_beside();
    branch.tick();
    branch.counter.shows(passed);
    // The line that says so moves the figures down by one, and out of sight at the end; no figure is another.
    let now = sheet(&branch);
    assert!(
        now.iter().all(|row| before.contains(row)),
        "{:?}",
        branch.counter.console
    );
    branch.counter.keys("<F5>").lacks(passed);
    assert_ne!(sheet(&branch), before, "what was done beside is in it");
    // A day is read again by itself.
    branch.counter.keys("<F4>").shows("日報 2026年06月01日");
    let before = sheet(&branch);
    branch.asked_by("T002");
    branch.tick();
    branch.counter.lacks(passed);
    assert_ne!(sheet(&branch), before);
}

#[test]
fn reports_and_letters_lie_in_the_persons_own_folder_and_it_is_said_how_to_get_them_r12_8() {
    let folder = tempfile::tempdir().unwrap();
    let how = Exports::new(folder.path().to_owned(), Outbox::default()).for_people(true, Some("棚 <id>".to_owned()));
    let options = Options {
        exports: Some(how),
        ..Options::default()
    };
    let mut counter = Counter::with(&options);
    counter.keys("S001<Enter>yakuseki-no-mihon<F10>").is_on("TTOP001");
    counter
        .keys("<F11><F9>")
        .says("I1815")
        .shows("nippo-011-20260601.pdf (棚 s001)");
    counter.keys("<F12><F2><F9>").says("I1820");
    approved_by_another(&mut counter);
    counter
        .keys("<F9>")
        .says("I1816")
        .shows("letters-20260601-")
        .shows("(棚 s001)");
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    assert_eq!(names(folder.path()), ["S001"]);
    let own = names(&folder.path().join("S001"));
    assert!(
        own.len() == 2 && own[0].starts_with("letters-20260601-") && own[1] == "nippo-011-20260601.pdf",
        "{own:?}"
    );
}

/// S002 lets the letters leave, and S001 looks at what has left.
fn approved_by_another(counter: &mut Counter) {
    counter.keys("<F3>9").log_in("S002").keys("2").is_on("TSNN001");
    for _ in 0..20 {
        if !counter.cursor_row().0.contains("お知らせ郵送") {
            counter.keys("<Down>");
        }
    }
    counter
        .keys("<Enter>")
        .is_on("TSNN004")
        .shows("お知らせ郵送")
        .keys("<Right><Enter>")
        .says("I1218")
        .shows("TOSR001");
    counter.keys("<F3>9").log_in("S001");
    // What became of it reaches who asked (R11.7), with the next step.
    counter
        .keys("=TSNN003<Enter><End>")
        .shows("お知らせ (TOSR001) の送付済で F9 を押す");
    counter.keys("<F3><F2><F4><F4>").is_on("TOSR001");
}

#[test]
fn tellers_see_their_own_acts_alone_r18_1() {
    let mut counter = Counter::of("T001");
    counter
        .keys("<F11>")
        .is_on("THYO001")
        .shows("自分の取扱")
        .lacks("送付待ちのお知らせ");
    counter.keys("b").lacks("全店");
    // Without a folder nothing can be written, and the keys say so.
    counter.keys("<F9>").is_on("THYO001").lacks("I1815");
}

#[test]
fn what_failed_is_decided_and_letters_are_written_again_by_their_number_r14_2() {
    let folder = tempfile::tempdir().unwrap();
    let mut unsure = 0;
    let mut counter = Counter::writing_prepared("S001", folder.path(), Notices::new(), |desk, who| {
        let rows = desk.look(who).notices(10).unwrap();
        unsure = rows[0].id;
        assert!(desk.claim_notice(who, &rows[0]).unwrap());
        desk.notice_came(who, &rows[0], &Came::Unsure("見本の断線".to_owned()))
            .unwrap_err();
        assert_eq!(desk.look(who).notices(10).unwrap()[0].stage, Stage::Unsure);
    });
    counter
        .shows("送付待ちのお知らせ")
        .shows("送信不明")
        .shows("見本の断線");
    counter.keys("<F4>").shows("不達・送信不明のお知らせ: 1 通");
    counter.keys("<F11>").says("I1818").shows("郵送待ち");
    counter.keys("<F11>").lacks("I1816");
    counter.keys("<F4>").shows("送付したお知らせはありません");
    // Without a second person nothing leaves (R11.5).
    counter
        .keys("<F4><F9>")
        .says("I1820")
        .lacks("送付待ちのお知らせはありません");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    counter.keys("<F9>").says("E1814");
    approved_by_another(&mut counter);
    counter
        .keys("<F4>")
        .shows("送付待ちのお知らせはありません")
        .keys("<F4><F4>")
        .shows("書出し番号 1")
        .keys("<F9>")
        .says("I1816");
    let written: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(written.len(), 1);
    counter.wait(1);
    counter.keys("<F9>").says("I1816");
    let again = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
    let again: Vec<_> = again.filter(|path| !written.contains(path)).collect();
    assert_eq!(fs::read(&again[0]).unwrap(), fs::read(&written[0]).unwrap());
    assert!(unsure > 0);
}
