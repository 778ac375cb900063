//! What others do shows by itself: another terminal over the same store, and the other side of the same console.

use chrono::TimeDelta;
use madoguchi::branch::brsk025::UnlockEntry;
use madoguchi::branch::brsk027::RevokeEntry;
use madoguchi::branch::thkk001::IdentityCheck;
use madoguchi::branch::tksk001::CustomerSearch;
use madoguchi::branch::tksk002::ContractSheet;
use madoguchi::branch::tsnn001::Queue;
use madoguchi::branch::ttrk001::RegisterEntry;
use madoguchi::console::{Options, house};
use madoguchi::desk::{Command, Desk, Session, Today};
use madoguchi::domain::revocation::Reason;
use madoguchi::store::{Kind, Within};
use madoguchi::training::demo;
use madoguchi::ui::screen::{AnyScreen, Cx};
use madoguchi::ui::stage::Side;
use madoguchi::ui::testing::Harness;

use crate::support::{Branch, Counter, Door, branch, contract, revoke, suspended};

fn at(open: impl FnOnce(&mut Cx<'_, ()>) + 'static) -> Branch {
    let mut branch = Branch::open();
    branch.wish(open);
    branch
}

#[test]
fn a_suspension_shows_on_the_entry_screens_and_what_was_entered_stays() {
    let (number, serial) = ("1000002", "200000251");
    let mut branch = at(move |cx| cx.open(RevokeEntry::new(contract(number))));
    branch.counter.keys("<Down><Space><Tab>3").shows("[x]").lacks("停止中");
    let (row, cursor) = (branch.counter.row_with("[x]"), branch.counter.console.cursor());
    let reason = branch.counter.cursor_row().0;
    suspend(&mut branch, number, serial);
    branch.counter.lacks("停止中").tick().shows("停止中");
    assert_eq!(branch.counter.chosen(), 1);
    let now = branch.counter.row_with("[x]");
    assert_eq!(
        now.split_whitespace().nth(2),
        row.split_whitespace().nth(2),
        "the same user is chosen"
    );
    assert_eq!(branch.counter.console.cursor(), cursor);
    assert_eq!(branch.counter.cursor_row().0, reason);

    let mut branch = at(move |cx| cx.open(UnlockEntry::new(contract(number))));
    branch.counter.lacks("[ ]");
    suspend(&mut branch, number, serial);
    branch.counter.tick().shows("[ ]").shows("停止中");

    let mut branch = at(|cx| cx.open(RegisterEntry::new(contract("1000004"))));
    branch.counter.keys("<Tab>1234<Left>");
    let (row, cursor) = (branch.counter.cursor_row(), branch.counter.console.cursor());
    assert!(row.0.contains("1234"));
    branch.check("1000004");
    branch.counter.tick();
    assert_eq!(
        (branch.counter.cursor_row(), branch.counter.console.cursor()),
        (row, cursor)
    );
}

/// Five wrong codes at the other terminal.
fn suspend(branch: &mut Branch, number: &str, serial: &str) {
    suspended(number, serial)(&mut branch.other, &branch.teller);
}

/// In the rows of a search, and in a list whose contracts become others.
#[test]
fn what_was_revoked_elsewhere_shows_in_a_search_and_its_lists() {
    let mut branch = at(|cx| cx.open(CustomerSearch::new()));
    branch.counter.console.resize(120, 30);
    branch.counter.keys("1000001").shows("停止中").lacks("失効");
    branch.change_beside();
    branch.counter.lacks("失効").tick().shows("停止中 失効");
    let mut branch = at(|cx| cx.open(CustomerSearch::within(Within::Closed)));
    branch.counter.shows("1 件");
    branch.change_beside();
    branch.counter.tick().shows("2 件");
}

/// While one types no more rows are asked for than are seen.
#[test]
fn on_a_terminal_that_grows_the_rows_that_come_into_sight_are_loaded() {
    let mut counter = Counter::at("T001", CustomerSearch::new());
    counter
        .keys("株")
        .shows("21 件")
        .shows("見本文具株式会社")
        .lacks("例示薬品");
    counter.console.resize(80, 50);
    counter.tick().shows("例示薬品株式会社");
}

#[test]
fn a_request_made_elsewhere_comes_into_the_menu_and_the_queue() {
    let mut branch = Branch::closed();
    branch.counter.log_in("S001").shows("承認待ち                1 #");
    branch.asked_by("T001");
    branch
        .counter
        .tick()
        .shows("承認待ち                2 ##")
        .keys("2")
        .shows("承認待ち 2 件");
    branch.asked_by("T002");
    branch.counter.shows("承認待ち 2 件").tick().shows("承認待ち 3 件");
}

#[test]
fn a_list_below_a_question_is_renewed() {
    let mut branch = Branch::open();
    let request = branch.asked_by("T001");
    branch.sign_in("S001");
    branch.queue();
    branch.counter.keys("<Down><Enter>").is_on("TSNN002");
    branch.counter.keys("<F9>不備").shows("不備");
    let other = demo::session(&mut branch.other, "S002").unwrap();
    branch.other.execute(&other, Command::Approve { request }).unwrap();
    branch.counter.tick().shows("決裁          S002");
}

#[test]
fn a_selection_stays_on_what_it_was_on() {
    let mut branch = at(|cx| cx.open(ContractSheet::new(contract("1000001"))));
    branch.counter.keys("<Left>");
    branch.check("1000001");
    branch.counter.tick().keys("<Home>");
    let chosen = branch.counter.cursor_row().0;
    branch.check("1000001");
    branch.counter.tick();
    assert_eq!(branch.counter.cursor_row().0, chosen, "{:?}", branch.counter.console);

    let mut branch = at(|cx| cx.open(CustomerSearch::new()));
    branch.counter.keys("100000<Down><Down>");
    let (screen, cursor) = (branch.counter.screen(), branch.counter.console.cursor());
    branch.check("1000001");
    branch.counter.tick();
    assert_eq!(
        (branch.counter.screen(), branch.counter.console.cursor()),
        (screen, cursor)
    );

    let mut branch = at(|cx| cx.open(IdentityCheck::new(contract("1000001"))));
    branch.counter.keys("1<Enter>");
    let cursor = branch.counter.cursor_row();
    branch.check("1000001");
    branch.counter.tick();
    assert_eq!(branch.counter.cursor_row(), cursor);
}

#[test]
fn a_closed_period_ends_on_the_second_without_a_commit() {
    let mut branch = at(|cx| cx.open(ContractSheet::new(contract("1000002"))));
    let check = branch.check("1000002");
    let command = revoke("1000002", &["DEN502"], Reason::Defect, Some(check));
    let teller = branch.teller.clone();
    branch.other.execute(&teller, command).unwrap();
    branch.counter.tick().shows("10:45～");
    branch.counter.clock.move_by(TimeDelta::seconds(30 * 60 - 1));
    branch.counter.tick().shows("10:45～");
    branch.counter.clock.move_by(TimeDelta::seconds(1));
    branch.counter.tick().lacks("10:45～").shows("未登録");
}

#[test]
fn the_menu_counts_anew_at_the_very_moment_a_figure_changes() {
    let mut branch = Branch::closed();
    let today = |branch: &Branch| branch.other.look(&branch.supervisor).today().unwrap();
    let before = today(&branch);
    branch.counter.log_in("S001");
    let left = before.until - branch.counter.clock.now();
    branch.counter.clock.move_by(left - TimeDelta::milliseconds(1));
    let figures = |today: Today| (today.waiting, today.suspended, today.closed, today.expiring);
    assert_eq!(figures(today(&branch)), figures(before.clone()));
    branch.counter.tick();
    let drawn = |branch: &Branch| (5..=13).map(|row| branch.counter.row(row)).collect::<Vec<_>>();
    let old = drawn(&branch);
    branch.counter.clock.move_by(TimeDelta::milliseconds(1));
    branch.counter.tick();
    assert_ne!(figures(today(&branch)), figures(before));
    assert_ne!(drawn(&branch), old, "{:?}", branch.counter.console);
}

/// T001 at a contract on the left, S001 at the queue on the right, over one desk.
fn two_sides() -> Harness {
    let (mut desk, clock) = branch();
    let session = |desk: &mut Desk, id| -> Session { demo::session(desk, id).unwrap() };
    let (teller, supervisor) = (session(&mut desk, "T001"), session(&mut desk, "S001"));
    let side = |name: &str, door: Door| {
        let house = house(clock.clone(), Kind::Training, &Options::default()).unwrap();
        Side::new(name, house, AnyScreen::new(door))
    };
    let left = side("窓口", Door::to(teller, ContractSheet::new(contract("1000020"))));
    let right = side("役席", Door::to(supervisor, Queue::new()));
    let mut console = Harness::beside(desk, left, std::iter::once(right));
    console.resize(161, 24);
    console
}

#[test]
fn two_people_work_side_by_side_over_one_desk() {
    let mut console = two_sides();
    let head = console.row(1);
    assert!(head.contains("港 花子") && head.contains("TKSK002"), "{console:?}");
    assert!(head.ends_with("TSNN001"), "each has its own person: {console:?}");
    assert!(console.screen().contains("事後確認待ち 1 件"), "{console:?}");
    // The teller revokes; the queue beside it has one more at once.
    console.keys("<F2>1<Enter>2<F10><Enter><Enter><Enter><Space><F10><F9><Space><Enter>1<F10><F10>");
    assert!(console.row(1).contains("TKNR009"), "{console:?}");
    assert!(
        console.screen().contains("事後確認待ち 2 件"),
        "without a tick: {console:?}"
    );
    console.keys("<F6><End><Enter><Right><F10>");
    assert!(
        console.row(23).contains("I1104"),
        "the supervisor looks it over: {console:?}"
    );
    assert!(
        console.screen().contains("受付番号"),
        "the receipt stays on the left: {console:?}"
    );
}
