//! Nobody at a login screen shuts the bank out: tries wait, and lock nobody (R11.6).

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::Desk;
use madoguchi::domain::policy;
use madoguchi::domain::values::{HostAccount, PersonNumber, StaffId};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Filter, Kind, Location, Store};
use madoguchi::training::demo;

use crate::support::{Branch, code_of, countersigned};

fn id(text: &str) -> StaffId {
    StaffId::parse(text).unwrap()
}

/// A store in a file, and desks over it at terminals of their own.
struct House {
    at: Location,
    clock: Clock,
    _folder: tempfile::TempDir,
}

impl House {
    fn open() -> (Self, Desk) {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/madoguchi.db"),
            key: folder.path().join("keys/madoguchi.key"),
        };
        let clock = Clock::fixed(demo::start());
        let made = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
        let mut desk = Desk::new(made, clock.clone(), Box::new(Machine), "counter").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let house = Self {
            at,
            clock,
            _folder: folder,
        };
        (house, desk)
    }

    fn desk_at(&self, terminal: &str) -> Desk {
        let opened = Store::open(&self.at).unwrap();
        Desk::new(opened, self.clock.clone(), Box::new(Machine), terminal).unwrap()
    }
}

#[test]
fn who_tries_at_one_place_holds_nobody_at_another_not_even_the_only_administrator_r11_6() {
    let (house, mut counter) = House::open();
    let mut stranger = house.desk_at("192.0.2.9 pts/1");
    for staff in ["K001", "K002", "S001", "T001"] {
        for _ in 0..12 {
            assert_eq!(
                code_of(stranger.login(&id(staff), &"a guess".into())),
                "E1201",
                "{staff}"
            );
            assert_eq!(
                code_of(stranger.login(&id(staff), &"a guess".into())),
                "E1209",
                "{staff}"
            );
            demo::session(&mut counter, staff).expect("the member at their own counter");
            house.clock.move_by(TimeDelta::minutes(15));
        }
    }
}

/// Whoever may open as many terminals as they like has no more tries for it: those of one address wait together.
#[test]
fn terminals_that_are_opened_without_end_wait_together_r11_6() {
    let (house, _counter) = House::open();
    let t001 = id("T001");
    let mut hers = house.desk_at("2001:db8:1:2::7 /dev/pts/0");
    demo::session(&mut hers, "T001").unwrap();
    let mut opened: Vec<_> = (1..=12)
        .map(|n| house.desk_at(&format!("2001:db8:1:2::{n} /dev/pts/{n}")))
        .collect();
    let mut told = Vec::new();
    for _minute in 0..60 {
        told.extend(
            opened
                .iter_mut()
                .map(|desk| code_of(desk.login(&t001, &"a guess".into()))),
        );
        house.clock.move_by(TimeDelta::minutes(1));
    }
    let judged = told.iter().filter(|told| **told == "E1201").count();
    // One terminal alone has so many in an hour of which each minute has a try.
    assert_eq!((judged, told.len()), (13, 720));
    // Where she was lately, at another address, and at a terminal that stands there by itself, nobody waits for that.
    for terminal in [
        "2001:db8:1:2::7 /dev/pts/0",
        "2001:db8:1:3::7 /dev/pts/1",
        "/dev/pts/1",
        "/dev/tty1",
    ] {
        demo::session(&mut house.desk_at(terminal), "T001").expect(terminal);
    }
    // A right one elsewhere gives those terminals no new tries, and another member does not wait for them.
    assert_eq!(code_of(opened[0].login(&t001, &"a guess".into())), "E1209");
    demo::session(&mut opened[0], "T002").unwrap();
}

#[test]
fn a_terminal_is_known_for_ninety_days_and_ones_own_slips_are_forgotten_r11_6() {
    let (house, _counter) = House::open();
    let t001 = id("T001");
    let (mut hers, mut other) = (house.desk_at("/dev/pts/0"), house.desk_at("/dev/pts/1"));
    demo::session(&mut hers, "T001").unwrap();
    // Her own slips are no stranger's: what they make wait is over with the right one.
    for seconds in [1, 2, 4] {
        assert_eq!(code_of(hers.login(&t001, &"a slip".into())), "E1201");
        house.clock.move_by(TimeDelta::seconds(seconds));
    }
    demo::session(&mut hers, "T001").unwrap();
    assert_eq!(code_of(other.login(&t001, &"a guess".into())), "E1201");
    assert_eq!(code_of(demo::session(&mut other, "T001")), "E1209");
    house.clock.move_by(TimeDelta::seconds(1));
    demo::session(&mut other, "T001").expect("it was the first there");
    let guess = |house: &House| {
        let mut fresh = house.desk_at("/dev/pts/9");
        assert_eq!(code_of(fresh.login(&t001, &"a guess".into())), "E1201");
    };
    house.clock.move_by(TimeDelta::days(90) - TimeDelta::seconds(1));
    guess(&house);
    demo::session(&mut other, "T001").expect("a second before ninety days are over");
    house.clock.move_by(TimeDelta::days(1));
    guess(&house);
    assert_eq!(
        code_of(demo::session(&mut hers, "T001")),
        "E1209",
        "not within ninety days"
    );
    demo::session(&mut other, "T001").unwrap();
}

/// Eight tries at once at these places, the last one of them right: it too may come too soon.
fn at_once(house: &House, place: impl Fn(u8) -> String) -> Vec<Result<(), &'static str>> {
    let begun = |n| {
        let mut desk = house.desk_at(&place(n));
        let password = if n == 7 { "tantou-no-mihon" } else { "a guess" };
        std::thread::spawn(move || {
            desk.login(&id("T001"), &password.into())
                .map(drop)
                .map_err(|e| e.code())
        })
    };
    let tries: Vec<_> = (0..8).map(begun).collect();
    tries.into_iter().map(|one| one.join().unwrap()).collect()
}

/// Whoever began before the first wrong one was known is told nothing; only a right one may have come before that.
fn one_is_told(told: &[Result<(), &'static str>]) {
    let judged = told.iter().filter(|told| **told != Err("E1209")).count();
    assert!(judged == 1 || (judged == 2 && told.contains(&Ok(()))), "{told:?}");
}

/// Also of those which were begun together none is accepted that should have waited.
#[test]
fn of_many_terminals_at_once_one_wrong_one_is_told_r11_6() {
    let (house, _counter) = House::open();
    let told = at_once(&house, |n| format!("/dev/pts/{n}"));
    one_is_told(&told);
}

/// Only what was looked at counts towards the hundred that ask for a new password.
#[test]
fn tries_that_came_too_soon_do_not_count_r11_6() {
    let (house, mut counter) = House::open();
    for _ in 0..14 {
        let tries: Vec<_> = (0..8)
            .map(|n| {
                let mut desk = house.desk_at(&format!("/dev/pts/{n}"));
                std::thread::spawn(move || code_of(desk.login(&id("T001"), &"a guess".into())))
            })
            .collect();
        let told: Vec<_> = tries.into_iter().map(|one| one.join().unwrap()).collect();
        assert_eq!(told.iter().filter(|told| **told == "E1201").count(), 1, "{told:?}");
        house.clock.move_by(TimeDelta::minutes(15));
    }
    assert!(
        !demo::session(&mut counter, "T001").unwrap().must_change(),
        "14 of them"
    );
}

#[test]
fn the_wait_grows_to_a_quarter_of_an_hour_and_a_right_one_ends_it_r11_6() {
    let mut branch = Branch::open();
    let t001 = id("T001");
    for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
        assert_eq!(code_of(branch.desk.login(&t001, &"a guess".into())), "E1201");
        branch.clock.move_by(TimeDelta::milliseconds(seconds * 1000 - 1));
        assert_eq!(code_of(demo::session(&mut branch.desk, "T001")), "E1209", "{seconds}");
        branch.clock.move_by(TimeDelta::milliseconds(1));
    }
    demo::session(&mut branch.desk, "T001").unwrap();
    assert_eq!(code_of(branch.desk.login(&t001, &"a guess".into())), "E1201");
    branch.clock.move_by(TimeDelta::seconds(1));
    demo::session(&mut branch.desk, "T001").unwrap();
}

#[test]
fn a_hundred_wrong_ones_in_a_row_ask_for_a_new_password_and_shut_nobody_out_r11_6() {
    let mut branch = Branch::open();
    let t001 = id("T001");
    for _ in 0..99 {
        assert_eq!(code_of(branch.desk.login(&t001, &"a guess".into())), "E1201");
        branch.wait(15);
    }
    let session = demo::session(&mut branch.desk, "T001").unwrap();
    assert!(!session.must_change(), "99 of them");
    for _ in 0..100 {
        assert_eq!(code_of(branch.desk.login(&t001, &"a guess".into())), "E1201");
        branch.wait(15);
    }
    let session = demo::session(&mut branch.desk, "T001").unwrap();
    assert!(session.must_change(), "100 of them");
    let (old, new) = ("tantou-no-mihon".into(), "one of her own".into());
    let changed = branch.desk.change_password(&session, &old, &new).unwrap();
    assert!(!changed.must_change());
}

#[test]
fn of_many_tries_at_once_one_wrong_one_is_told_and_none_that_should_have_waited_is_accepted_r11_6() {
    let (house, _counter) = House::open();
    let told = at_once(&house, |_| "counter".to_owned());
    one_is_told(&told);
}

#[test]
fn from_an_account_that_a_member_is_not_bound_to_no_password_is_looked_at_r11_6() {
    let (house, mut counter) = House::open();
    let administrator = demo::session(&mut counter, "K001").unwrap();
    let account = HostAccount::parse("hanako").unwrap();
    let asked = counter.bind_account(&administrator, &id("T001"), Some(&account));
    countersigned(&mut counter, asked).unwrap();
    let mut hers = house.desk_at("pts/2").started_from(Some(account));
    let auditor = demo::session(&mut counter, "A001").unwrap();
    let count = |desk: &Desk| desk.verify(&auditor).unwrap().count;
    let before = count(&counter);
    for _ in 0..20 {
        assert_eq!(
            code_of(demo::session(&mut counter, "T001")),
            "E1201",
            "though it is the right one"
        );
        assert_eq!(code_of(counter.login(&id("T001"), &"a guess".into())), "E1201");
    }
    assert_eq!(count(&counter), before + 1, "one entry a minute");
    let filter = Filter {
        contract: None,
        limit: 1,
    };
    let entry = counter.look(&auditor).trail(&filter).unwrap().remove(0).draft;
    assert_eq!((entry.action.as_str(), entry.code.as_deref()), ("login", Some("E1212")));
    demo::session(&mut hers, "T001").expect("nothing was counted, and nothing waits");
    house.clock.move_by(TimeDelta::minutes(1));
    let before = count(&counter);
    assert_eq!(code_of(demo::session(&mut counter, "T001")), "E1201");
    assert_eq!(count(&counter), before + 1);
}

#[test]
fn a_rescue_is_told_on_every_menu_until_two_others_have_seen_it_r11_6() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    // Two IDs of one person don't make two.
    let number = PersonNumber::parse(branch.teller.staff().person()).unwrap();
    let asked = branch.desk.set_person(&administrator, &id("S002"), Some(&number));
    countersigned(&mut branch.desk, asked).unwrap();
    let lock = branch.desk.lock_staff(&administrator, &id("K002"));
    countersigned(&mut branch.desk, lock).unwrap();
    branch.wait(1);
    branch.desk.rescue(&id("K002"), &"given-on-the-host".into()).unwrap();
    // Whose password a program has from a file sees no menu.
    for (who, password) in [
        ("T002", "tantou-no-reiji"),
        ("S002", "yakuseki-no-reiji"),
        ("A001", "kansa-no-kakuu"),
    ] {
        branch.desk.vouch(&id(who), &password.into()).unwrap();
    }
    assert!(
        branch
            .desk
            .login(&id("K002"), &"given-on-the-host".into())
            .unwrap()
            .must_change()
    );
    let told = |desk: &mut Desk, who: &str| {
        let session = demo::session(desk, who).unwrap();
        let rescued = desk.look(&session).today().unwrap().power.rescued;
        rescued.map(|(staff, _)| staff)
    };
    // The one who was rescued is none of them; two others see it, and whoever comes after them no more.
    assert_eq!(told(&mut branch.desk, "T001").as_deref(), Some("K002"));
    assert_eq!(
        told(&mut branch.desk, "T001").as_deref(),
        Some("K002"),
        "however often one looks"
    );
    assert_eq!(
        told(&mut branch.desk, "S002").as_deref(),
        Some("K002"),
        "the same person as T001"
    );
    assert_eq!(told(&mut branch.desk, "S001").as_deref(), Some("K002"));
    assert_eq!(told(&mut branch.desk, "D001"), None);
}
