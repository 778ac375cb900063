//! The trail for people: TKNS001, TKNS003 and TKNS004 (R12).

mod leaving;

use madoguchi::branch::tkns001::TrailList;
use madoguchi::branch::tkns003::ContractCourse;
use madoguchi::branch::tkns005::AuditReview;
use madoguchi::desk::{Act, Command, Desk, Outcome, Session, Unlock};
use madoguchi::domain::identity::{Channel, Person};
use madoguchi::domain::refusal::Refusal;
use madoguchi::domain::values::{Name, Serial, StaffId};
use madoguchi::training::demo;
use madoguchi::words::Lang;

use crate::support::{Branch, Counter, as_it_stands, contract, login};

/// A code that a teller tried for a contract at the other terminal.
fn tried(desk: &mut Desk, who: &Session, serial: &str) {
    let command = Command::CheckCode {
        contract: contract("1000002"),
        serial: Serial::parse(serial).unwrap(),
        code: "123".into(),
        user: None,
    };
    desk.execute(who, command).unwrap_err();
}

#[test]
fn the_list_shows_who_did_what_and_how_it_ended_r12_1() {
    let mut counter = Counter::at("A001", TrailList::new());
    counter
        .shows("すべての履歴 (新しい順)")
        .shows("> 06/01 10:15 A001 架空 監査 ログイン");
    let row = counter.row_with("登録代行");
    assert!(
        row.starts_with("  06/01 10:10 T002 例示 太郎 登録代行            1000010 DEN510") && row.ends_with("承認待ち"),
        "{row}"
    );
    assert!(
        counter
            .row_with("E0603")
            .contains("パスワード照合      1000001 10000018     拒否 E0603")
    );
    counter.console.resize(160, 45);
    counter.shows("2026-06-01 10:05:00").shows("20260601-0001");
}

#[test]
fn a_refused_unlock_of_yesterday_is_found_by_what_was_typed_r12_1() {
    let mut counter = Counter::prepared("S001", TrailList::new(), |desk, who| {
        let unlock = Act::Unlock(Unlock {
            contract: contract("1000001"),
            users: vec![login("DEN501")],
            check: None,
            serial: None,
            override_reason: None,
        });
        desk.execute(who, unlock).unwrap_err();
    });
    counter.wait(24 * 60);
    counter
        .keys("<F2>-1<Tab>-1<Tab><Tab><Tab><Tab>停止解除<Tab><Right><Right><Right><Space><F10>")
        .shows("絞込 開始日 2026-06-01、終了日 2026-06-01、取扱 停止解除、結果 拒否");
    // A day of the Japanese calendar is the same day.
    counter
        .keys("<F2><End><Ctrl+U>Ｒ８．６．１<Tab><End><Ctrl+U>令和8年6月1日<F10>")
        .shows("絞込 開始日 2026-06-01、終了日 2026-06-01、取扱 停止解除、結果 拒否");
    assert!(
        counter.row(5).starts_with("> 06/01 10:15 S001 見本 役子 停止解除"),
        "{:?}",
        counter.console
    );
    assert!(counter.row(6).trim().is_empty(), "{:?}", counter.console);
    counter
        .keys("<Enter>")
        .is_on("TKNS004")
        .shows("S001 見本 役子")
        .shows("1000001 株式会社見本商会")
        .shows("E1001 ");
    counter.keys("<F12>").is_on("TKNS001").keys("<F4>").is_on("TKNS003");
    counter
        .keys("<F12><F2>")
        .shows("(*) 拒否")
        .keys("<F9>")
        .shows("すべての履歴");
}

#[test]
fn what_is_typed_wrong_stays_and_is_told_with_its_number() {
    let mut counter = Counter::at("A001", TrailList::new());
    for (keys, says) in [
        ("<F2>yesterday<F10>", "E0108"),
        ("<F2><Tab>2026-02-30<F10>", "E0108"),
        ("<F2>平成31年5月1日<F10>", "E0108"),
        ("<F2><Tab><Tab>見<F10>", "E0109"),
        ("<F2><Tab><Tab><Tab>'; DROP TABLE trail<F10>", "E0103"),
        ("<F2><Tab><Tab><Tab><Tab>123456<F10>", "E0101"),
        ("<F2><Tab><Tab><Tab><Tab><Tab>ない取扱<F10>", "E1801"),
        ("<F2>0<Tab>-1<F10>", "E0008"),
    ] {
        counter
            .keys(keys)
            .says(says)
            .shows("絞込 (空欄の項目では絞り込みません)");
        counter.keys("<F12>").shows("すべての履歴");
    }
    counter.keys("<F2><Tab><Tab><Tab>");
    counter.console.paste("\u{202e}\u{1b}[2J\u{0}DEN501");
    counter.keys("<F10>").says("E0103").shows("絞込 (");
}

#[test]
fn new_entries_appear_without_a_key_and_the_selection_stays_on_its_entry() {
    let mut branch = Branch::open();
    branch.sign_in("S001");
    branch.wish(|cx| cx.open(TrailList::new()));
    let console = branch.counter.console.keys("<Down><Down><Down>");
    let before = console.row(8);
    assert!(before.starts_with("> "), "{console:?}");
    let teller = branch.teller.clone();
    tried(&mut branch.other, &teller, "200000251");
    let console = branch.tick();
    assert_eq!(console.row(9), before, "{console:?}");
    assert!(
        console.row(5).contains("1000002 200000251    拒否 E0102"),
        "{console:?}"
    );
}

#[test]
fn a_long_trail_is_read_page_by_page_and_both_ends_are_one_key_away() {
    let mut counter = Counter::prepared("S001", TrailList::new(), |desk, who| {
        for _ in 0..900 {
            tried(desk, who, "200000251");
        }
    });
    counter.shows("さらに古い履歴あり");
    let newest = counter.row(5);
    counter.keys("<End>").shows("> 06/01 08:30 ").shows("番号 1");
    counter.lacks("さらに古い履歴あり");
    counter.keys("<Home>");
    assert_eq!(counter.row(5), newest);
    // Every entry is met once on the way down and on the way up.
    let place = |counter: &Counter| {
        let foot = counter.row(21);
        foot.rsplit(' ').next().unwrap().parse::<u64>().unwrap()
    };
    let top = place(&counter);
    let mut met = vec![top];
    while met.last() != Some(&1) {
        counter.keys("<Down>");
        met.push(place(&counter));
    }
    for seq in met.iter().rev().skip(1) {
        counter.keys("<Up>");
        assert_eq!(place(&counter), *seq);
    }
    // A login is one row with its end: what has no row of its own are the tries.
    counter.keys("<F2><Tab><Tab><Tab><Tab><Tab>ログイン試行<F10>");
    let mut tries = vec![place(&counter)];
    loop {
        counter.keys("<Down>");
        match place(&counter) {
            seq if tries.contains(&seq) => break,
            seq => tries.push(seq),
        }
    }
    met.extend(tries);
    met.sort_unstable();
    assert_eq!(met, (1..=top).collect::<Vec<_>>());
}

#[test]
fn what_a_contract_went_through_stands_day_by_day_and_runs_are_one_row_r12_1() {
    let mut counter = Counter::at("T001", ContractCourse::new(contract("1000001")));
    counter.shows("契約 1000001");
    let row = counter.row_with("E0601");
    assert!(row.contains("パスワード照合 4 回"), "{row}");
    assert!(
        counter
            .row_with("E0603")
            .starts_with("> 2026-06-01 09:41 T002 例示 太郎"),
        "{:?}",
        counter.console
    );
    // A teller reads what the sheet shows too, down to the sentence of the refusal.
    counter.keys("<Enter>").is_on("TKNS004").shows("E0603 ");
    let mut counter = Counter::of("T001");
    counter
        .find("1000001")
        .keys("<Left>")
        .shows("H でこの契約の経過")
        .keys("<Enter>")
        .is_on("TKNS004");
    counter
        .keys("<F12>h")
        .is_on("TKNS003")
        .shows("契約 1000001  株式会社見本商会");
}

#[test]
fn an_entry_tells_everything_it_rests_on_but_not_to_a_role_that_may_not_see_it_r12_1() {
    let find = "<F2><Tab><Tab><Tab>1000009<Tab><Tab>revoke<F10><Enter>";
    let mut counter = Counter::at("A001", TrailList::new());
    counter.keys(find).is_on("TKNS004");
    for line in [
        "補足          紛失",
        "受付番号      20260601-0001",
        "来店、利用者 DEN509",
        "届出印、契約情報",
    ] {
        counter.shows(line);
    }
    counter.keys("<F8><F8>").shows("DEN509J1").keys("<F2>").is_on("TSNN002");
    let mut counter = Counter::at("K001", TrailList::new());
    counter.keys(find).shows("この権限では表示できません").lacks("届出印");
    counter.keys("<F2>").says("W0001");
}

#[test]
fn a_role_that_may_not_read_sees_why_and_the_attempt_at_the_desk_is_an_entry_r12_1() {
    let mut counter = Counter::of("T001");
    counter.shows("(取扱履歴)").keys("4").says("E1203").is_on("TTOP001");
    let mut counter = Counter::at("T001", TrailList::new());
    counter
        .shows("担当者は取り扱えません")
        .keys("<F2>")
        .says("W0001")
        .keys("<F10>")
        .says("W0001");
    let mut desk = counter.console.finish().unwrap();
    let (teller, auditor) = (
        demo::session(&mut desk, "T001").unwrap(),
        demo::session(&mut desk, "A001").unwrap(),
    );
    let count = |desk: &Desk| desk.look(&auditor).trail_count().unwrap();
    let before = count(&desk);
    let refused = desk.ask(&teller, |look| -> Result<Vec<String>, madoguchi::desk::Error> {
        look.trail_actions()
    });
    assert!(matches!(
        refused,
        Err(madoguchi::desk::Error::Refused(Refusal::RoleMayNot { .. }))
    ));
    assert_eq!(count(&desk), before + 1);
    desk.ask(&auditor, |look| -> Result<Vec<String>, madoguchi::desk::Error> {
        look.trail_actions()
    })
    .unwrap();
    assert_eq!(count(&desk), before + 1, "looking leaves none");
}

/// What the program calls somebody is told in words; what people are called stays as it is.
#[test]
fn whom_a_check_was_of_is_told_in_words() {
    let mut counter = Counter::prepared("A001", TrailList::new(), |desk, _| {
        let teller = demo::session(desk, "T001").unwrap();
        let agent = Person::Agent(Name::parse("agent").unwrap());
        for person in [Person::Representative, agent] {
            let begin = Command::BeginCheck {
                contract: contract("1000003"),
                channel: Channel::Counter,
                person,
            };
            desk.execute(&teller, begin).unwrap();
        }
    });
    counter
        .shows("1000003 代表者")
        .shows("1000003 代理人 agent")
        .lacks("represent")
        .keys("<Down><Down>")
        .keys("<Enter>")
        .is_on("TKNS004")
        .lacks("represent");
}

#[test]
fn in_english_nothing_is_cut_that_matters() {
    let (mut desk, clock) = crate::support::branch();
    let session = demo::session(&mut desk, "A001").unwrap();
    as_it_stands(&mut desk, &session);
    let door = crate::support::Door::to(session, TrailList::new());
    let mut counter = Counter::speaking(Lang::En, desk, clock, door);
    counter
        .shows("All entries, newest first")
        .shows("Refused E0603")
        .keys("<F2>")
        .shows("empty fields do not filter");
    counter.keys("<Tab><Tab><Tab>1000009<F10><Enter>").shows("revoke");
}

#[test]
fn a_login_is_one_row_and_a_failed_check_reads_as_failed_r12_1() {
    let mut counter = Counter::prepared("S001", TrailList::new(), |desk, who| {
        let begun = desk.execute(
            who,
            Command::BeginCheck {
                contract: contract("1000001"),
                channel: Channel::Counter,
                person: Person::Representative,
            },
        );
        let Ok(Outcome::CheckBegun { check, .. }) = begun else {
            panic!("{begun:?}");
        };
        let finish = Command::FinishCheck {
            check,
            methods: vec![],
            confirmed: false,
            why: madoguchi::training::demo::unknown(),
        };
        desk.execute(who, finish).unwrap();
    });
    counter.lacks("ログイン試行");
    let row = counter.row_with("本人確認の終了");
    assert!(row.ends_with("確認不可"), "{row}");
    counter.shows("1000001 代表者");
    // What is looked for by its own name is there.
    counter
        .keys("<F2><Tab><Tab><Tab><Tab><Tab>ログイン試行<F10>")
        .shows("ログイン試行");
}

#[test]
fn the_actions_of_the_trail_are_offered_and_one_is_chosen() {
    let mut counter = Counter::at("A001", TrailList::new());
    counter
        .keys("<F2><F4>")
        .shows("取扱の一覧")
        .shows("本人確認の終了")
        .shows("本人確認の開始");
    counter
        .keys("/登録代行<Enter><Enter>")
        .shows("絞込 (")
        .shows("登録代行");
    counter.keys("<F10>").shows("絞込 取扱 登録代行");
    assert!(counter.row(5).contains("登録代行"), "{:?}", counter.console);
}
