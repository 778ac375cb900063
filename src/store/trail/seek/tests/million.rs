//! What a page costs among a million entries.

use std::time::Duration;

use super::*;
use crate::clock::Clock;

/// A million entries over four years: what a page costs, beside one without a filter.
///
/// `cargo test --release --lib a_page_of_a_million -- --ignored --nocapture`
#[test]
#[ignore = "takes minutes"]
fn a_page_of_a_million_costs_little_more_than_an_unfiltered_one() {
    let (store, _) = empty();
    store
        .connection
        .execute_batch(
            "DROP TRIGGER trail_in_order;
             WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000000)
             INSERT INTO trail (seq, at, actor, terminal, action, contract, subject, result, code, detail, mac)
             SELECT n, 1780239600000 + n * 126000,
                    CASE WHEN n % 5 = 0 THEN 'T' || (n % 40) ELSE (1000000 + n % 20000) || '/U' || (n % 60000) END,
                    't' || (n % 9),
                    CASE WHEN n % 5 = 0 THEN CASE n / 5 % 9 WHEN 0 THEN 'unlock' WHEN 1 THEN 'revoke' ELSE 'check_code' END
                         WHEN n % 9973 = 1 THEN 'web_revoke' ELSE 'web_login' END,
                    1000000 + n % 20000, 'U' || (n % 60000) || ' ' || (10000000 + n % 50000),
                    CASE WHEN n % 17 = 0 THEN 'refused' WHEN n % 401 = 0 THEN 'waiting' ELSE 'done' END,
                    NULL, '', zeroblob(32)
             FROM n;
             INSERT INTO trail_word (word, seq) SELECT 'U' || (seq % 60000), seq FROM trail;
             INSERT INTO trail_word (word, seq) SELECT CAST(10000000 + seq % 50000 AS TEXT), seq FROM trail;",
        )
        .unwrap();
    let (from, to) = (day("2027-03-01"), day("2027-03-01"));
    let staff = Some(StaffId::parse("T25").unwrap());
    let actions = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let none = Sought::default;
    let mut plain = None;
    for (name, sought) in [
        ("no filter", none()),
        ("a day two years ago", Sought { from, to, ..none() }),
        ("all days up to one", Sought { to, ..none() }),
        ("all days from one", Sought { from, ..none() }),
        (
            "staff",
            Sought {
                staff: staff.clone(),
                ..none()
            },
        ),
        (
            "contract",
            Sought {
                customer: Some(Customer::parse("1012345").unwrap()),
                ..none()
            },
        ),
        (
            "login ID",
            Sought {
                customer: Some(Customer::parse("U4711").unwrap()),
                ..none()
            },
        ),
        (
            "serial",
            Sought {
                serial: Some(crate::domain::values::Serial::parse("10004711").unwrap()),
                ..none()
            },
        ),
        (
            "a rare action",
            Sought {
                actions: actions(&["web_revoke"]),
                ..none()
            },
        ),
        (
            "refused",
            Sought {
                result: Some(Written::Refused),
                ..none()
            },
        ),
        (
            "waiting",
            Sought {
                result: Some(Written::Waiting),
                ..none()
            },
        ),
        (
            "staff, action, refused",
            Sought {
                staff: staff.clone(),
                actions: actions(&["unlock"]),
                result: Some(Written::Refused),
                ..none()
            },
        ),
        (
            "a refused unlock of a day",
            Sought {
                from,
                to,
                actions: actions(&["unlock", "web_unlock"]),
                result: Some(Written::Refused),
                ..none()
            },
        ),
        (
            "nothing: staff and action never together",
            Sought {
                staff: Some(StaffId::parse("T1").unwrap()),
                actions: actions(&["unlock"]),
                ..none()
            },
        ),
        (
            "nothing: long indices without a common entry",
            Sought {
                staff,
                actions: actions(&["web_login"]),
                result: Some(Written::Waiting),
                ..none()
            },
        ),
    ] {
        let page = |place| store.read(|tx| tx.trail_page(&sought, place, 50)).unwrap();
        let mut times = Vec::new();
        let mut place = Place::Newest;
        for _ in 0..20 {
            let begun = Clock::Host.now();
            let found = page(place);
            times.push((Clock::Host.now() - begun).to_std().unwrap_or_default());
            match found.entries.last().filter(|_| found.more) {
                Some(last) => place = Place::Before(last.seq),
                None => place = Place::Newest,
            }
        }
        times.sort_unstable();
        let (median, worst) = (times[10], times[19]);
        let base = *plain.get_or_insert(median);
        let ratio = median.as_secs_f64() / base.as_secs_f64();
        println!("{name:<46} {median:>10.2?} a page (x {ratio:.1}), at most {worst:.2?}");
        assert!(median < Duration::from_millis(200), "{name}");
    }
}
