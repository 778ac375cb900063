mod million;

use super::*;
use crate::domain::policy;
use crate::domain::values::StaffId;
use crate::entropy::Repeatable;
use crate::store::row::moment;
use crate::store::{Draft, Kind, Store, TrailKey};

/// 1 June 2026, 00:00 in Japan.
const FIRST: i64 = 1_780_239_600_000;
const HOUR: i64 = 3_600_000;
const ACTIONS: [&str; 4] = ["unlock", "check_code", "web_login", "look"];

fn empty() -> (Store, TrailKey) {
    let (store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
    let key = key.trail_key(store.id());
    (store, key)
}

/// The entry of that number: two a day, on a clock that is set back by a day every 30 entries.
fn nth(n: u64) -> Draft {
    let at = |k: u64| usize::try_from(k).unwrap();
    let back = if n.is_multiple_of(30) { 24 * HOUR } else { 0 };
    let moment = moment(FIRST + i64::try_from(n).unwrap() * 12 * HOUR - back, "").unwrap();
    let action = ACTIONS[at(n % 4)];
    let contract = format!("10000{:02}", n % 7);
    let login_id = format!("DEN{}", n % 11);
    let staff = format!("T00{}", n % 3);
    let actor = if action == "web_login" {
        format!("{contract}/{login_id}")
    } else {
        staff
    };
    let subject = match action {
        "check_code" => format!("{login_id} {}", 10_000_010 + n % 5),
        "look" => String::new(),
        _ => login_id,
    };
    Draft {
        contract: (action != "look").then_some(contract),
        subject,
        result: Written::ALL[at(n / 4 % 3)],
        ..Draft::new(moment, &actor, "t1", action)
    }
}

fn trail_of(n: u64) -> Store {
    let (mut store, key) = empty();
    let written = store.write(|tx| (1..=n).try_for_each(|n| tx.append(&key, nth(n)).map(drop)));
    written.unwrap();
    store
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// What is looked for, told entry by entry.
fn meets(sought: &Sought, entry: &Entry) -> bool {
    let (draft, today) = (&entry.draft, calendar::day_of(entry.draft.at));
    let named = |word: &str| {
        draft.subject.split(' ').any(|known| known == word)
            || draft.actor.split_once('/').is_some_and(|(_, id)| id == word)
    };
    let contract = |number: &str| draft.contract.as_deref() == Some(number);
    sought.from.is_none_or(|from| today >= from)
        && sought.to.is_none_or(|to| today <= to)
        && sought.staff.as_ref().is_none_or(|staff| draft.actor == staff.as_str())
        && sought.serial.as_ref().is_none_or(|serial| named(serial.as_str()))
        && sought.result.is_none_or(|result| draft.result == result)
        && (sought.actions.is_empty() || sought.actions.contains(&draft.action))
        && sought.customer.as_ref().is_none_or(|customer| match customer {
            Customer::Named(text) if text.starts_with("DEN") => named(text),
            Customer::Named(text) => contract(text),
            Customer::Contract(number) => contract(number.as_str()),
            Customer::User(number, login_id) => contract(number.as_str()) && named(login_id.as_str()),
        })
}

fn every_kind() -> Vec<Sought> {
    let none = Sought::default;
    let staff = Some(StaffId::parse("T001").unwrap());
    let serial = Some(crate::domain::values::Serial::parse("10000012").unwrap());
    let customer = |text: &str| Some(Customer::parse(text).unwrap());
    let actions = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let (from, to) = (day("2026-06-20"), day("2026-07-05"));
    vec![
        none(),
        Sought { from, ..none() },
        Sought { to, ..none() },
        Sought { from, to, ..none() },
        Sought {
            from: to,
            to: from,
            ..none()
        },
        Sought {
            from: day("2030-01-01"),
            ..none()
        },
        Sought {
            staff: staff.clone(),
            ..none()
        },
        Sought {
            serial: serial.clone(),
            ..none()
        },
        Sought {
            customer: customer("1000003"),
            ..none()
        },
        Sought {
            customer: customer("DEN4"),
            ..none()
        },
        Sought {
            customer: customer("1000003/DEN3"),
            ..none()
        },
        Sought {
            customer: customer("NOBODY"),
            ..none()
        },
        Sought {
            customer: customer("DEN2"),
            serial,
            from,
            ..none()
        },
        Sought {
            actions: actions(&["unlock"]),
            ..none()
        },
        Sought {
            actions: actions(&["unlock", "web_login", "nothing"]),
            to,
            ..none()
        },
        Sought {
            result: Some(Written::Refused),
            ..none()
        },
        Sought {
            result: Some(Written::Done),
            staff: staff.clone(),
            ..none()
        },
        Sought {
            result: Some(Written::Waiting),
            actions: actions(&["check_code"]),
            from,
            staff,
            ..none()
        },
    ]
}

#[test]
fn pages_in_both_directions_hold_exactly_what_is_looked_for_r12() {
    let store = trail_of(300);
    let all = store
        .read(|tx| tx.trail_page(&Sought::default(), Place::Newest, 1_000))
        .unwrap();
    assert_eq!((all.entries.len(), all.more), (300, false));
    for sought in every_kind() {
        let right: Vec<_> = all
            .entries
            .iter()
            .filter(|entry| meets(&sought, entry))
            .cloned()
            .collect();
        for limit in [1, 7, 300] {
            let page = |place| store.read(|tx| tx.trail_page(&sought, place, limit)).unwrap();
            let (mut down, mut place) = (Vec::new(), Place::Newest);
            loop {
                let found = page(place);
                down.extend(found.entries);
                let Some(last) = down.last().filter(|_| found.more) else {
                    break;
                };
                place = Place::Before(last.seq);
            }
            assert_eq!(down, right, "{sought:?} {limit}");
            let (mut up, mut place) = (Vec::new(), Place::After(0));
            loop {
                let mut found = page(place);
                found.entries.reverse();
                up.extend(found.entries);
                let Some(last) = up.last().filter(|_| found.more) else {
                    break;
                };
                place = Place::After(last.seq);
            }
            up.reverse();
            assert_eq!(up, right, "{sought:?} {limit} upwards");
        }
    }
}

#[test]
fn an_entry_written_meanwhile_shifts_no_page_r12() {
    let (mut store, key) = empty();
    store
        .write(|tx| (1..=20).try_for_each(|n| tx.append(&key, nth(n)).map(drop)))
        .unwrap();
    let page = |store: &Store, place| store.read(|tx| tx.trail_page(&Sought::default(), place, 5)).unwrap();
    let first: Vec<_> = page(&store, Place::Newest)
        .entries
        .iter()
        .map(|entry| entry.seq)
        .collect();
    store.write(|tx| tx.append(&key, nth(21))).unwrap();
    let next: Vec<_> = page(&store, Place::Before(16))
        .entries
        .iter()
        .map(|entry| entry.seq)
        .collect();
    assert_eq!((first, next), (vec![20, 19, 18, 17, 16], vec![15, 14, 13, 12, 11]));
    let newer = page(&store, Place::After(20));
    assert_eq!((newer.entries.len(), newer.entries[0].seq, newer.more), (1, 21, false));
}

#[test]
fn the_actions_are_those_that_stand_there_and_an_entry_is_found_by_its_number() {
    let store = trail_of(9);
    let actions = store.read(|tx| -> Result<_> { tx.trail_actions() }).unwrap();
    assert_eq!(actions, ["check_code", "look", "unlock", "web_login"]);
    let entry = |seq| store.read(|tx| tx.entry(seq)).unwrap();
    assert_eq!(entry(4).map(|entry| entry.draft), Some(nth(4)));
    assert_eq!(entry(10), None);
    assert_eq!(
        empty().0.read(|tx| -> Result<_> { tx.trail_actions() }).unwrap(),
        Vec::<String>::new()
    );
}
